-- Owner: src/offering.
create table offering (
  id text primary key,
  instrument text not null unique references instrument (id),
  status text not null check (status in ('open', 'closed')),
  opened_at timestamptz not null,
  closed_at timestamptz
);

create table subscription (
  id text primary key,
  offering text not null references offering (id),
  investor text not null references investor (id),
  wallet text not null,
  units numeric(78, 0) not null check (units > 0),
  -- Minor units of the payment currency.
  amount numeric(78, 0) not null check (amount > 0),
  -- The words of flows: an investment, its money and its units.
  status text not null check (status in ('in-progress', 'pending', 'confirmed', 'cancelled', 'refunded')),
  issuance text check (issuance in ('pending', 'processing', 'success', 'failure')),
  valid_before timestamptz not null,
  reason text,
  created_at timestamptz not null,
  settled_at timestamptz
);
create index subscription_by_offering on subscription (offering, id);
create index subscription_by_investor on subscription (investor, id);
