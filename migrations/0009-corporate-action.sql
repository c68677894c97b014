-- Owner: src/corporate-action. Amounts are minor units of the payment currency unless said otherwise.

-- A month's income statement. Never edited: another import of the month is another version.
create table income_statement (
  id text primary key,
  instrument text not null references instrument (id),
  period text not null check (period ~ '^\d{4}-\d{2}$'),
  version integer not null check (version > 0),
  sha256 text not null,
  imported_at timestamptz not null,
  imported_by text not null,
  unique (instrument, period, version)
);
create table income_statement_line (
  statement text not null references income_statement (id),
  line integer not null,
  date date not null,
  account text not null,
  kind text not null check (kind in ('income', 'expense')),
  -- Minor units of the statement's currency, at par with the payment currency.
  amount numeric(78, 0) not null check (amount > 0),
  primary key (statement, line)
);

create table distribution (
  id text primary key,
  instrument text not null references instrument (id),
  period text not null check (period ~ '^\d{4}-\d{2}$'),
  kind text not null check (kind in ('regular', 'correction')),
  correction_of text references distribution (id),
  reason text,
  status text not null check (
    status in ('scheduled', 'declaring', 'underfunded', 'funding', 'paying', 'closing', 'closed', 'nothing-to-pay', 'set-off')
  ),
  record_date date not null,
  record_at timestamptz not null,
  pay_at timestamptz not null,
  statement text references income_statement (id),
  net numeric(78, 0),
  payout_bps integer not null check (payout_bps between 0 and 10000),
  amount numeric(78, 0),
  set_off numeric(78, 0) not null default 0 check (set_off >= 0),
  -- When the issuer was told that the statement is missing: once is enough.
  statement_asked_at timestamptz,
  created_at timestamptz not null,
  check ((kind = 'correction') = (correction_of is not null)),
  check ((kind = 'correction') = (reason is not null))
);
create unique index distribution_regular_once on distribution (instrument, period) where kind = 'regular';
create index distribution_open on distribution (status) where status not in ('closed', 'nothing-to-pay', 'set-off');

-- Who is owed what, fixed when the declaration is final.
create table distribution_entitlement (
  distribution text not null references distribution (id),
  wallet text not null,
  units numeric(78, 0) not null check (units > 0),
  amount numeric(78, 0) not null check (amount >= 0),
  primary key (distribution, wallet)
);

-- What the chain said about record dates and distributions; a block that is undone takes its rows along.
create table record_date (
  block_hash text not null references chain_block (hash) on delete cascade,
  log_index integer not null,
  token text not null,
  record_id integer not null,
  record_at timestamptz not null,
  primary key (block_hash, log_index)
);
create index record_date_by_token on record_date (token, record_at);
create table distributor_event (
  block_hash text not null references chain_block (hash) on delete cascade,
  log_index integer not null,
  tx_hash text not null,
  kind text not null check (kind in ('declared', 'funded', 'paid', 'parked', 'pushed', 'closed')),
  chain_id numeric(78, 0) not null,
  -- declared: the reference that names the distribution here; paid, parked: the holder; pushed: the cursor.
  ref text,
  -- declared: the record date it is for.
  token text,
  record_id integer,
  wallet text,
  amount numeric(78, 0) not null default 0,
  carried numeric(78, 0) not null default 0,
  primary key (block_hash, log_index)
);
create index distributor_event_by_distribution on distributor_event (chain_id, kind);
create index distributor_event_by_ref on distributor_event (ref) where ref is not null;
