-- Owner: src/offering. Since when the money of a subscription is asked back of its contract: by its investor, by an officer, or because
-- it was not reconfirmed. What failed is asked for again, and nothing closes before.
alter table subscription add column leaving_since timestamptz;
update subscription s set leaving_since = asked.at
  from (
    select subject, min(recorded_at) as at from chain_intent
      where purpose in ('subscription.withdrawal', 'subscription.rejection', 'subscription.lapse')
      group by subject
  ) asked
  where asked.subject = s.id and s.state = 'confirmed';
create index subscription_leaving on subscription (offering) where leaving_since is not null and state = 'confirmed';
