-- Transactions of our senders that the chain knows and no intent here does: sent by this installation before it was
-- restored from a backup, most likely. An intent for the very same call is taken to be theirs.
create table chain_stray (
  tx_hash text primary key check (tx_hash ~ '^0x[0-9a-f]{64}$'),
  sender text not null check (sender ~ '^0x[0-9a-f]{40}$'),
  nonce bigint not null,
  recipient text check (recipient ~ '^0x[0-9a-f]{40}$'),
  data text not null,
  value numeric(78, 0) not null,
  gas numeric(78, 0) not null,
  max_fee numeric(78, 0) not null,
  max_tip numeric(78, 0) not null,
  found_at timestamptz not null
);
create index chain_stray_sender on chain_stray (sender);
