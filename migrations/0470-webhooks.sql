-- Owner: src/webhook. Addresses that are told what is written to the audit log. A removed one keeps what became of its
-- deliveries, and no secret.
create table webhook (
  id text primary key,
  url text not null,
  -- `*`, `noun.*` or `noun.participle`.
  events text[] not null check (cardinality(events) > 0),
  sealed_secret bytea,
  created_at timestamptz not null,
  removed_at timestamptz,
  -- The last entry of the audit log that was looked at for it.
  seen_seq bigint not null,
  check ((removed_at is null) = (sealed_secret is not null))
);

-- One entry of the audit log on its way to one address.
create table webhook_delivery (
  webhook text not null references webhook (id),
  -- Of the entry, which is there for ever.
  seq bigint not null,
  status text not null check (status in ('waiting', 'delivered', 'given-up')),
  attempts integer not null,
  -- Until then nobody tries: a pause, or an attempt that is under way.
  next_at timestamptz not null,
  delivered_at timestamptz,
  -- What came of the last attempt: an HTTP status, or why there is none.
  last_status smallint,
  last_failure text check (last_failure in ('address-forbidden', 'timeout', 'unreachable')),
  primary key (webhook, seq),
  check ((status = 'delivered') = (delivered_at is not null))
);
create index webhook_delivery_due on webhook_delivery (webhook, next_at) where status = 'waiting';
