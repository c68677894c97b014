-- Owner: src/offering. Subscriptions are listed by when they were asked for.
create index subscription_by_time on subscription (created_at, id);
