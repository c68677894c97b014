-- Owner: src/offering. An interest names no wallet: whoever cannot buy yet may have none. From a reservation on there is one.
alter table subscription alter column wallet drop not null;
alter table subscription add check (
  wallet is not null or state in ('interest', 'rejected', 'withdrawn', 'expired')
);
-- When it was last looked at whether an interest can be taken up.
alter table subscription add column interest_tried_at timestamptz;
create unique index subscription_interest on subscription (offering, investor) where state = 'interest';
