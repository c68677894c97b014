-- Owner: src/investor. What is in papers is in the vault; here is only that they are there, of which kind and until when.
create table investor_file (
  id text primary key,
  investor text not null references investor (id),
  kind text not null check (
    kind in ('passport', 'identity-card', 'proof-of-address', 'company-registration', 'accreditation-evidence', 'tax-form', 'other')
  ),
  -- Its name in the vault.
  name text not null check (name ~ '^[0-9a-f]{64}$'),
  media text not null check (media in ('application/pdf', 'image/jpeg', 'image/png')),
  bytes integer not null check (bytes > 0),
  received_at timestamptz not null,
  received_by text not null,
  unique (investor, name, kind)
);

create table tax_form (
  id text primary key,
  seq bigint generated always as identity unique,
  investor text not null references investor (id),
  form text not null check (form in ('W-9', 'W-8BEN', 'W-8BEN-E')),
  signed_on date not null,
  -- The last day on which it counts; null: until it is replaced.
  valid_through date,
  -- Whether a taxpayer identification number came with it, and whether the person is subject to backup withholding.
  has_tin boolean not null,
  backup_withholding boolean not null,
  -- The country whose treaty with the United States is claimed.
  treaty_country text check (treaty_country ~ '^[A-Z]{2}$'),
  received_at timestamptz not null,
  received_by text not null,
  check ((form = 'W-9') = (valid_through is null)),
  check (form <> 'W-9' or (has_tin and treaty_country is null))
);
create index tax_form_by_investor on tax_form (investor, seq desc);

create table accreditation (
  id text primary key,
  investor text not null references investor (id),
  basis text not null check (
    basis in ('income', 'net-worth', 'licence', 'entity', 'minimum-investment', 'third-party-letter')
  ),
  evidence text not null references investor_file (id),
  -- The date that stands on the evidence.
  evidence_on date not null,
  status text not null check (status in ('claimed', 'verified', 'refused')),
  claimed_at timestamptz not null,
  claimed_by text not null,
  decided_at timestamptz,
  decided_by text,
  -- The first day on which it no longer counts.
  expires_on date,
  check ((status = 'claimed') = (decided_at is null)),
  check ((decided_at is null) = (decided_by is null)),
  check ((status = 'verified') = (expires_on is not null))
);
create index accreditation_by_investor on accreditation (investor, claimed_at);
create unique index accreditation_open on accreditation (investor) where status = 'claimed';

-- Somebody asked to be erased: restricted from then on, erased when nothing is owed and the law lets go.
create table investor_erasure (
  investor text primary key references investor (id),
  status text not null check (status in ('restricted', 'erased')),
  asked_at timestamptz not null,
  asked_by text not null,
  erased_at timestamptz,
  check ((status = 'erased') = (erased_at is not null))
);
create index investor_erasure_open on investor_erasure (investor) where status = 'restricted';

-- What keeps papers from being erased whatever the retention says: a dispute, or an authority's order.
create table legal_hold (
  id text primary key,
  investor text not null references investor (id),
  ground text not null check (ground in ('dispute', 'authority')),
  placed_at timestamptz not null,
  placed_by text not null,
  lifted_at timestamptz,
  lifted_by text,
  check ((lifted_at is null) = (lifted_by is null))
);
create index legal_hold_standing on legal_hold (investor) where lifted_at is null;
