-- Owner: src/offering.

-- Money that goes back to an investor whose units could not be issued, and that somebody else than the platform pays:
-- it has no key of the treasury; or that was settled outside of the chain.
create table refund (
  subscription text primary key references subscription (id),
  due_at timestamptz not null,
  -- The last final block that was looked through for the payment.
  looked_to bigint not null,
  -- The transfer that paid it. One transfer pays one refund.
  tx text,
  log_index integer,
  -- Or what shows that it was paid another way.
  evidence text,
  settled_at timestamptz,
  unique (tx, log_index),
  check ((tx is null) = (log_index is null)),
  check (tx is null or evidence is null),
  check ((settled_at is null) = (tx is null and evidence is null))
);
create index subscription_to_refund on subscription (id) where status = 'pending' and issuance = 'failure';
create index subscription_reserved on subscription (offering, investor) where status = 'in-progress';
