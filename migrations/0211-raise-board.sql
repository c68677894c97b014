-- Owner: src/offering. Since when a subscription stands where it stands, and when its investor was reminded last.
alter table subscription
  add column since timestamptz,
  add column reminded_at timestamptz;
update subscription s
  set since = coalesce(
    (select max(e.at) from subscription_event e where e.subscription = s.id and e.to_state = s.state),
    s.settled_at,
    s.created_at
  );
alter table subscription alter column since set not null;
-- A board shows who waits longest first.
create index subscription_board on subscription (offering, since, id);
