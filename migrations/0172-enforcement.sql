-- Owner: src/register. An officer uses a power over units: freezes, thaws, or moves them against the rules.
create table enforcement (
  id text primary key,
  seq bigint generated always as identity unique,
  instrument text not null references instrument (id),
  kind text not null check (
    kind in ('freeze-wallet', 'unfreeze-wallet', 'freeze-units', 'unfreeze-units', 'forced-transfer')
  ),
  wallet text not null check (wallet ~ '^0x[0-9a-fA-F]{40}$'),
  to_wallet text check (to_wallet ~ '^0x[0-9a-fA-F]{40}$'),
  units numeric(32, 0) check (units > 0),
  reason text not null check (
    reason in (
      'court-order', 'regulator-order', 'sanctions', 'estate', 'fraud', 'error-correction', 'agreement'
    )
  ),
  -- The legal document: a paper of the holder, or what the document is known by elsewhere.
  document text not null,
  status text not null check (status in ('waiting', 'pending', 'done', 'failed', 'declined')),
  -- What each wallet had, and was to have after it: [{"wallet", "before", "after"}].
  effects jsonb not null,
  asked_by text not null,
  asked_at timestamptz not null,
  decided_by text,
  intent text unique,
  tx text check (tx ~ '^0x[0-9a-f]{64}$'),
  failure text,
  ended_at timestamptz,
  check ((kind = 'forced-transfer') = (to_wallet is not null)),
  check ((kind in ('freeze-wallet', 'unfreeze-wallet')) = (units is null)),
  check ((status in ('waiting', 'declined')) = (intent is null)),
  check ((status in ('done', 'failed', 'declined')) = (ended_at is not null)),
  check ((status = 'failed') = (failure is not null)),
  check (kind <> 'forced-transfer' or status in ('waiting', 'declined') or decided_by <> asked_by)
);
create index enforcement_open on enforcement (instrument, wallet) where status in ('waiting', 'pending');
