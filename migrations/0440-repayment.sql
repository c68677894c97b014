-- Owner: src/corporate-action. The principal of a bond, repaid on its maturity: one for each instrument that has a coupon.
create table repayment (
  id text primary key,
  instrument text not null unique references instrument (id),
  status text not null check (status in ('due', 'paying', 'closed')),
  -- What the sheet said when it was prepared, which is what both people order: the day, and minor units for one whole unit.
  due_on date not null,
  face_value numeric(78, 0) not null check (face_value > 0),
  -- Two people order it, and they are never the same one.
  prepared_by text,
  prepared_at timestamptz,
  confirmed_by text check (confirmed_by <> prepared_by),
  confirmed_at timestamptz,
  -- What it waits for: {"reason", "facts"}.
  waiting jsonb,
  created_at timestamptz not null,
  check ((prepared_by is null) = (prepared_at is null)),
  check ((confirmed_by is null) = (confirmed_at is null)),
  check (confirmed_by is null or prepared_by is not null),
  check ((status = 'due') = (confirmed_by is null))
);

-- What the contract Redemption said; a block that is undone takes its rows along. Amounts are base units.
create table redemption_event (
  block_hash text not null references chain_block (hash) on delete cascade,
  log_index integer not null,
  tx_hash text not null,
  kind text not null check (kind in ('announced', 'funded', 'bought', 'paid', 'parked', 'returned')),
  purchase numeric(78, 0) not null,
  -- announced: the reference that names the repayment here.
  ref text,
  -- bought, paid, parked: the holder.
  wallet text,
  units numeric(78, 0) not null default 0,
  amount numeric(78, 0) not null default 0,
  primary key (block_hash, log_index)
);
create index redemption_event_by_purchase on redemption_event (purchase, kind);
create index redemption_event_by_ref on redemption_event (ref) where ref is not null;

-- Owner: src/instrument. The contract that redeems.
alter table protocol_step drop constraint protocol_step_step_check;
alter table protocol_step add constraint protocol_step_step_check check (step in (
  'InvestorRegistry', 'TokenOffice', 'SecurityToken', 'Distributor', 'Factory', 'RevenueRouter', 'Waterfall', 'Offering',
  'AssetFactory', 'Redemption', 'DevStablecoin', 'registry-agent'
));
