-- Owner: src/offering. Money paid at a bank that the contract has to be told of once it is given back there: minor units of the
-- payment currency, and since when the contract knows that it was.
alter table subscription
  add column fiat_due numeric(78, 0) check (fiat_due > 0),
  add column fiat_recorded_at timestamptz,
  add check (fiat_recorded_at is null or fiat_due is not null);
update subscription set fiat_due = amount where is_fiat and state = 'refunded';
create index subscription_fiat_due on subscription (id) where fiat_due is not null and fiat_recorded_at is null;
create index bank_entry_event_by_subscription on bank_entry_event (subscription, entry) where subscription is not null;
