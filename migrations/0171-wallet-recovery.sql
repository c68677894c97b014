-- Owner: src/register. A holder has lost a wallet and asks for its units in another of theirs.
create table wallet_recovery (
  id text primary key,
  seq bigint generated always as identity unique,
  investor text not null references investor (id),
  lost text not null check (lost ~ '^0x[0-9a-fA-F]{40}$'),
  fresh text not null check (fresh ~ '^0x[0-9a-fA-F]{40}$'),
  evidence text not null references investor_file (id),
  status text not null check (status in ('asked', 'consented', 'approved', 'running', 'done', 'stopped')),
  -- What the new wallet signs.
  message text not null,
  asked_at timestamptz not null,
  asked_by text not null,
  -- Until then the holder may object.
  not_before timestamptz,
  ended_at timestamptz,
  stopped_by text,
  check ((status in ('approved', 'running', 'done')) <= (not_before is not null)),
  check ((status in ('done', 'stopped')) = (ended_at is not null)),
  check ((status = 'stopped') = (stopped_by is not null))
);
create unique index wallet_recovery_open on wallet_recovery (investor)
  where status in ('asked', 'consented', 'approved', 'running');

create table wallet_recovery_approval (
  recovery text not null references wallet_recovery (id),
  approved_by text not null,
  approved_at timestamptz not null,
  primary key (recovery, approved_by)
);

-- One transaction of one token.
create table wallet_recovery_move (
  recovery text not null references wallet_recovery (id),
  instrument text not null references instrument (id),
  attempt integer not null check (attempt > 0),
  intent text not null unique,
  units numeric(32, 0) not null check (units > 0),
  status text not null check (status in ('asked', 'done', 'failed')),
  tx text check (tx ~ '^0x[0-9a-f]{64}$'),
  failure text,
  primary key (recovery, instrument, attempt),
  check ((status = 'failed') = (failure is not null))
);
