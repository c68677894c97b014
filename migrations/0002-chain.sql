-- What this database knows of its chain, and what it wants from it.
-- Hashes and addresses are lower-case hexadecimal text with 0x, as JSON-RPC writes them.

-- The one chain this database belongs to. Its genesis hash tells apart two chains that share an id.
create table chain_network (
  only_row boolean primary key default true check (only_row),
  chain_id bigint not null,
  genesis_hash text not null,
  -- The first block that was ever read: contracts of ours are not older.
  start_block bigint not null,
  -- The last block read, and the last that cannot be undone. start_block - 1 before the first.
  head_number bigint not null,
  finalized_number bigint not null,
  check (finalized_number <= head_number)
);

-- Blocks that may still be undone, and those that hold something of ours. What is derived from a block's logs
-- references it with ON DELETE CASCADE: a reorganisation deletes blocks, and the rest follows.
create table chain_block (
  hash text primary key check (hash ~ '^0x[0-9a-f]{64}$'),
  number bigint not null unique check (number >= 0),
  parent_hash text not null check (parent_hash ~ '^0x[0-9a-f]{64}$'),
  at timestamptz not null
);

-- Addresses whose past logs a projection has been given.
create table chain_watched (
  projection text not null,
  address text not null check (address ~ '^0x[0-9a-f]{40}$'),
  primary key (projection, address)
);

-- Who may do what only one process may do. `fence` grows with every new holder, so that writes of a former one,
-- who does not know yet, are told apart.
create table chain_lease (
  name text primary key,
  holder text not null,
  fence bigint not null,
  until timestamptz not null
);

create table chain_sender (
  address text primary key check (address ~ '^0x[0-9a-f]{40}$'),
  next_nonce bigint not null check (next_nonce >= 0)
);

-- A transaction somebody wants to have happened, once.
create table chain_intent (
  id text primary key,
  -- The order in which they were recorded, which is the order in which a sender takes them.
  seq bigint generated always as identity unique,
  -- The same wish recorded twice is one wish.
  key text not null unique check (key <> ''),
  purpose text not null check (purpose <> ''),
  subject text,
  sender text not null check (sender ~ '^0x[0-9a-f]{40}$'),
  -- Null creates a contract.
  recipient text check (recipient ~ '^0x[0-9a-f]{40}$'),
  data text not null check (data ~ '^0x([0-9a-f]{2})*$'),
  value numeric(78, 0) not null check (value >= 0),
  status text not null check (status in ('pending', 'signed', 'sent', 'mempool', 'success', 'failure', 'canceled')),
  nonce bigint check (nonce >= 0),
  -- Of the transaction that is mined, or else of the last one signed.
  tx_hash text check (tx_hash ~ '^0x[0-9a-f]{64}$'),
  -- The block it is mined in. A block that is undone takes this back.
  block_hash text references chain_block (hash) on delete set null,
  -- What the receipt of that block says.
  reverted boolean,
  gas_used numeric(78, 0),
  contract text check (contract ~ '^0x[0-9a-f]{40}$'),
  failure_reason text,
  failure_data text,
  recorded_at timestamptz not null,
  settled_at timestamptz,
  unique (sender, nonce),
  check ((status in ('pending', 'canceled')) <= (nonce is null)),
  check ((status in ('success', 'failure', 'canceled')) = (settled_at is not null)),
  check ((status = 'failure') = (failure_reason is not null))
);
create index chain_intent_open on chain_intent (sender, seq) where settled_at is null;
create index chain_intent_subject on chain_intent (subject, seq) where subject is not null;
create index chain_intent_block on chain_intent (block_hash) where block_hash is not null;

-- Every transaction that was ever signed for an intent, written before it is sent. All of one intent share its nonce,
-- so at most one of them is ever mined.
create table chain_attempt (
  tx_hash text primary key check (tx_hash ~ '^0x[0-9a-f]{64}$'),
  intent_id text not null references chain_intent (id),
  nonce bigint not null,
  raw text not null,
  gas numeric(78, 0) not null,
  max_fee numeric(78, 0) not null,
  max_tip numeric(78, 0) not null,
  signed_at timestamptz not null,
  sent_at timestamptz
);
create index chain_attempt_intent on chain_attempt (intent_id);
