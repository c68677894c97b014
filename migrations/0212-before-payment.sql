-- Owner: src/offering. What an investor goes through before paying.

-- Risks as they were told, word for word: a later version leaves what was confirmed as it is.
create table risk_text (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  risk text not null,
  version integer not null check (version > 0),
  title text not null,
  body text not null,
  kept_at timestamptz not null
);
create trigger risk_text_kept before update or delete on risk_text
  for each row execute function refuse_edit();

-- Whoever confirmed to have read which text, for which offering.
create table risk_confirmation (
  offering text not null references offering (id),
  investor text not null references investor (id),
  sha256 text not null references risk_text (sha256),
  confirmed_at timestamptz not null,
  confirmed_by text not null,
  primary key (offering, investor, sha256)
);
create trigger risk_confirmation_kept before update or delete on risk_confirmation
  for each row execute function refuse_edit();

-- Whether an offering suits an investor. What they answered is in the vault.
create table suitability (
  offering text not null references offering (id),
  investor text not null references investor (id),
  outcome text not null check (outcome in ('suitable', 'warned')),
  answered_at timestamptz not null,
  -- When they said that they go on in spite of the warning.
  acknowledged_at timestamptz,
  primary key (offering, investor),
  check (outcome = 'warned' or acknowledged_at is null)
);

-- When the investor chose to pay at a bank.
alter table subscription add column wire_at timestamptz;
