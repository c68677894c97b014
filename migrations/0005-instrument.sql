-- Owner: src/instrument.

-- The platform's own contracts on the chain it is connected to; one set for each installation.
create table protocol (
  one boolean primary key default true check (one),
  chain_id bigint not null,
  operator text not null check (operator ~ '^0x[0-9a-fA-F]{40}$'),
  asked_at timestamptz not null,
  -- When the last of the steps below was on the chain for good.
  ready_at timestamptz
);

create table protocol_step (
  step text primary key check (
    step in ('InvestorRegistry', 'SecurityToken', 'Distributor', 'Factory', 'DevStablecoin', 'registry-agent')
  ),
  address text not null check (address ~ '^0x[0-9a-fA-F]{40}$'),
  -- The newest transaction that should do it; null when it was found on the chain.
  intent text references chain_intent (id),
  attempt integer not null check (attempt >= 0),
  failure text,
  asked_at timestamptz not null,
  done_at timestamptz
);

create table instrument (
  id text primary key,
  key text not null unique check (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  issuer text not null,
  spv text not null,
  asset text not null,
  treasury text not null check (treasury ~ '^0x[0-9a-fA-F]{40}$'),
  token text unique check (token ~ '^0x[0-9a-fA-F]{40}$'),
  status text not null check (status in ('draft', 'deploying', 'live')),
  created_at timestamptz not null,
  check ((token is null) = (status <> 'live'))
);

-- The terms, one row for each term sheet that changed something; the newest counts, none is ever edited.
create table instrument_version (
  instrument text not null references instrument (id),
  version integer not null check (version > 0),
  name text not null,
  symbol text not null,
  decimals integer not null check (decimals between 0 and 18),
  units_max numeric not null check (units_max > 0),
  price numeric not null check (price > 0),
  payment_token text not null check (payment_token ~ '^0x[0-9a-fA-F]{40}$'),
  payment_code text not null,
  payment_decimals integer not null check (payment_decimals between 0 and 18),
  treasury_kind text not null check (treasury_kind in ('managed', 'own')),
  time_zone text not null,
  -- Null switches the country rule off.
  countries text[],
  accredited_only boolean not null,
  holders_max bigint check (holders_max > 0),
  balance_max numeric check (balance_max > 0),
  exemption text not null check (exemption in ('reg-d-506b', 'reg-d-506c', 'reg-s', 'none-needed')),
  opens date not null,
  closes date not null check (closes >= opens),
  ticket_min numeric not null check (ticket_min > 0),
  ticket_max numeric check (ticket_max >= ticket_min),
  lock_up_days integer not null check (lock_up_days >= 0),
  -- Null when the instrument pays no income.
  payout_bps integer check (payout_bps between 0 and 10000),
  income_accounts text[],
  expense_accounts text[],
  term_sheet_sha256 text not null check (term_sheet_sha256 ~ '^[0-9a-f]{64}$'),
  at timestamptz not null,
  by text not null,
  primary key (instrument, version),
  check ((payout_bps is null) = (income_accounts is null)),
  check ((payout_bps is null) = (expense_accounts is null))
);

-- Documents of an instrument, newest version last; `block` and `tx` once the hash is on the chain for good.
create table instrument_document (
  instrument text not null references instrument (id),
  name text not null,
  version integer not null check (version > 0),
  uri text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  recorded_at timestamptz not null,
  anchored_block bigint,
  anchored_tx text check (anchored_tx ~ '^0x[0-9a-f]{64}$'),
  primary key (instrument, name, version),
  check ((anchored_block is null) = (anchored_tx is null))
);

-- Transactions asked for on behalf of an instrument, so that a failed one can be asked for again.
create table instrument_step (
  instrument text not null references instrument (id),
  step text not null,
  attempt integer not null check (attempt > 0),
  intent text not null unique references chain_intent (id),
  status text not null check (status in ('asked', 'done', 'failed')),
  failure text,
  asked_at timestamptz not null,
  settled_at timestamptz,
  primary key (instrument, step, attempt)
);

create function refuse_edit() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never edited', tg_table_name;
end $$;

create trigger instrument_version_kept before update or delete on instrument_version
  for each row execute function refuse_edit();

-- Owner: src/offering. The text behind each hash that was anchored, byte for byte.
create table term_sheet (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  instrument text not null references instrument (id),
  text text not null,
  at timestamptz not null,
  by text not null
);
create index term_sheet_by_instrument on term_sheet (instrument);
create trigger term_sheet_kept before update or delete on term_sheet
  for each row execute function refuse_edit();
