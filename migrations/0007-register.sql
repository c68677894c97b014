-- Owner: src/register. Derived from the chain's logs and from nothing else, except the attempts at a transfer.

-- What every log of a token says, as it was decoded. Rows are added, never edited: the register of any block or instant
-- is a sum over them, and a reorganisation takes them away with their block. Texts are not checked by patterns: only the
-- decoder writes here, hundreds of thousands of rows at a time, and patterns would cost more than all the rest.
create table register_movement (
  block_hash text not null references chain_block (hash) on delete cascade,
  log_index integer not null check (log_index >= 0),
  token text not null,
  -- Of the block, repeated here so that an old register is one index scan.
  block bigint not null,
  at timestamptz not null,
  tx text not null,
  kind text not null check (
    kind in (
      'transfer', 'issued', 'lot-opened', 'lot-reduced', 'units-frozen', 'units-unfrozen', 'wallet-frozen',
      'wallet-unfrozen', 'forced', 'forced-reason', 'recovered', 'record-date', 'rules', 'countries', 'document',
      'paused', 'unpaused'
    )
  ),
  -- The name a person finds it under; null for what only the machine reads.
  entry text check (
    entry in ('issuance', 'reallocation', 'transfer-ok', 'reclaim', 'destroy', 'freeze', 'unfreeze')
  ),
  -- EIP-55. `to_wallet` is the wallet it is about where there is only one.
  from_wallet text,
  to_wallet text,
  units numeric(32, 0) check (units >= 0),
  acquired_day integer,
  unlock_day integer,
  legend integer,
  ref text,
  detail jsonb,
  primary key (block_hash, log_index)
);
create index register_movement_order on register_movement (token, block, log_index);

-- Each time somebody asked to have a signed transfer carried: the refused ones too, with every rule that refused.
create table register_transfer (
  id text primary key,
  seq bigint generated always as identity unique,
  instrument text not null references instrument (id),
  from_wallet text not null check (from_wallet ~ '^0x[0-9a-fA-F]{40}$'),
  to_wallet text not null check (to_wallet ~ '^0x[0-9a-fA-F]{40}$'),
  units numeric(32, 0) not null check (units >= 0),
  nonce text not null check (nonce ~ '^0x[0-9a-f]{64}$'),
  status text not null check (status in ('pending', 'transfer-ok', 'transfer-rejected', 'failed')),
  -- [{"reason", "actual", "limit"}] in the order of the rules; empty when it was carried.
  findings jsonb not null,
  -- The block whose state the decision read.
  decided_block bigint not null,
  intent text unique,
  tx text check (tx ~ '^0x[0-9a-f]{64}$'),
  failure text,
  asked_by text not null,
  asked_at timestamptz not null,
  settled_at timestamptz,
  check ((status = 'transfer-rejected') = (jsonb_array_length(findings) > 0)),
  check ((status = 'pending') = (settled_at is null)),
  check ((status = 'transfer-rejected') = (intent is null))
);
create index register_transfer_list on register_transfer (instrument, seq);
-- A signature is carried once: a second attempt with its nonce is only possible after a refusal.
create unique index register_transfer_nonce on register_transfer (instrument, from_wallet, nonce)
  where status in ('pending', 'transfer-ok');
