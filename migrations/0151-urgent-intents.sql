-- What is urgent is signed before everything of the same sender that is not: a revocation is its next transaction.
alter table chain_intent add column urgent boolean not null default false;
create index chain_intent_pending on chain_intent (sender, urgent desc, seq) where status = 'pending';
