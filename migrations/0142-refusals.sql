-- Owner: src/offering. Subscriptions that were refused, each with every reason: transfers have theirs already.
create table subscription_refusal (
  id text primary key,
  seq bigint generated always as identity unique,
  offering text not null references offering (id),
  instrument text not null references instrument (id),
  investor text not null references investor (id),
  wallet text not null,
  -- Minor units of the payment currency.
  amount numeric(78, 0) not null,
  -- [{"reason", "detail", "facts"}]: numbers and dates, no names.
  reasons jsonb not null,
  decision text references rule_decision (id),
  asked_by text not null,
  asked_at timestamptz not null
);
create index subscription_refusal_list on subscription_refusal (asked_at, id);
