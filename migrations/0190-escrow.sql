-- Owner: src/instrument. How an offering ends.
alter table instrument_version
  add column soft_cap numeric not null default 0 check (soft_cap >= 0),
  add column allocation text not null default 'first-come'
    check (allocation in ('first-come', 'pro-rata')),
  add column cooling_off_hours integer not null default 0 check (cooling_off_hours >= 0),
  add column closing_days integer not null default 30 check (closing_days > 0);

-- Owner: src/offering. Every subscription goes into the escrow of the offering's contract.
alter table offering
  -- The contract; null while it is not on the chain for good.
  add column contract text check (contract ~ '^0x[0-9a-fA-F]{40}$'),
  -- Why it could not be made.
  add column failure text,
  -- The closing needs two people: who prepared it, and who confirmed.
  add column closing_prepared_by text,
  add column closing_prepared_at timestamptz,
  add column closing_confirmed_by text,
  add column closing_confirmed_at timestamptz;
alter table offering drop constraint offering_status_check;
alter table offering add check (status in ('opening', 'open', 'closing', 'closed', 'refunding', 'refunded'));

alter table subscription
  add column state text,
  -- The subscription's number in the contract; null before it is paid.
  add column number numeric(78, 0) check (number > 0),
  -- Paid at a bank, and attested to the contract.
  add column is_fiat boolean not null default false,
  -- Units that it gets; null before the closing.
  add column allotted numeric(78, 0) check (allotted >= 0);
update subscription set state = case
  when status = 'confirmed' then 'issued'
  when status = 'refunded' then 'refunded'
  when status = 'cancelled' and reason = 'PAYMENT_FAILED' then 'rejected'
  when status = 'cancelled' then 'withdrawn'
  when status = 'in-progress' then 'eligible'
  else 'confirmed'
end;
alter table subscription alter column state set not null;
alter table subscription add check (state in (
  'interest', 'eligible', 'agreement', 'signed', 'funded', 'confirmed', 'allocated', 'issued',
  'rejected', 'withdrawn', 'refunded', 'expired'
));
create unique index subscription_number on subscription (offering, number) where number is not null;
create index subscription_by_state on subscription (offering, state);

-- Every step of a subscription, in order; never edited.
create table subscription_event (
  seq bigint generated always as identity primary key,
  subscription text not null references subscription (id),
  -- Null is the first.
  from_state text,
  to_state text not null,
  reason text,
  at timestamptz not null,
  by text not null
);
create index subscription_event_by_subscription on subscription_event (subscription, seq);
create trigger subscription_event_kept before update or delete on subscription_event
  for each row execute function refuse_edit();

-- Money is in the contract now, which pays back by itself.
drop table refund;
drop index if exists subscription_to_refund;
drop index if exists subscription_reserved;
create index subscription_reserved on subscription (offering, investor)
  where state in ('eligible', 'agreement', 'signed');

-- Owner: src/instrument. The contracts that offerings are made by.
alter table protocol_step drop constraint protocol_step_step_check;
alter table protocol_step add constraint protocol_step_step_check check (step in (
  'InvestorRegistry', 'TokenOffice', 'SecurityToken', 'Distributor', 'Factory', 'RevenueRouter', 'Waterfall', 'Offering',
  'AssetFactory', 'DevStablecoin', 'registry-agent'
));
