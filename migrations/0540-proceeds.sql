-- Owner: src/offering. What becomes of the money of a raise once it is in a treasury that the platform manages.
create table proceeds_payment (
  id text primary key,
  offering text not null references offering (id),
  use text not null check (use in ('asset', 'works', 'costs', 'other', 'return-of-capital')),
  -- Who is paid; none where it pays a distribution, which takes it from the treasury itself.
  recipient text,
  distribution text references distribution (id),
  -- Minor units of one of the currencies that the offering is paid in.
  amount numeric(78, 0) not null check (amount > 0),
  currency text not null check (currency ~ '^[A-Z0-9]{2,12}$'),
  decimals smallint not null check (decimals between 0 and 36),
  -- What it is paid for: the id of a paper, or a file number, without names of people.
  document text not null,
  status text not null check (status in ('prepared', 'sending', 'paid', 'failed', 'withdrawn')),
  -- Two people pay, and they are never the same one.
  prepared_by text not null,
  prepared_at timestamptz not null,
  confirmed_by text check (confirmed_by <> prepared_by),
  confirmed_at timestamptz,
  failure text,
  check ((use = 'return-of-capital') = (distribution is not null)),
  check ((use = 'return-of-capital') = (recipient is null)),
  check ((confirmed_by is null) = (confirmed_at is null)),
  check (confirmed_by is not null or status in ('prepared', 'withdrawn')),
  check ((status = 'failed') = (failure is not null))
);
create index proceeds_payment_by_offering on proceeds_payment (offering, prepared_at);
create index proceeds_payment_by_distribution on proceeds_payment (distribution) where distribution is not null;

-- Owner: src/ledger. What was raised leaves the treasury for what it was raised for, or goes back to holders.
alter table ledger_account drop constraint ledger_account_kind_check;
alter table ledger_account add constraint ledger_account_kind_check check (kind in (
  'bank', 'escrow-chain', 'treasury', 'fees', 'claims', 'proceeds-used', 'capital-returned',
  'subscriptions-received', 'suspense', 'refunds-due'
));
