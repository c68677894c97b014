-- Owner: src/investor. Names, addresses and documents of a person are in the vault, never here.
create table investor (
  id text primary key,
  kind text not null check (kind in ('individual', 'entity')),
  country text not null check (country ~ '^[A-Z]{2}$'),
  kyc_status text not null check (
    kyc_status in ('none', 'processing', 'updates-required', 'manual-review', 'verified', 'rejected', 'expired')
  ),
  kyc_until date,
  accredited_until date,
  -- The counterfactual identity address that the on-chain registry knows this investor by.
  identity text not null unique check (identity ~ '^0x[0-9a-fA-F]{40}$'),
  created_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  check (kyc_status <> 'verified' or kyc_until is not null)
);

create table wallet (
  id text primary key,
  investor text not null references investor (id),
  address text not null unique check (address ~ '^0x[0-9a-f]{40}$'),
  status text not null check (status in ('pending', 'syncing', 'ready', 'rejected', 'cancelled')),
  linked_at timestamptz not null,
  -- How often its on-chain record was written: part of the next write's idempotency key.
  writes integer not null default 0,
  -- Whether the registry knows it: then its record is updated, else registered.
  registered boolean not null default false
);
create index wallet_by_investor on wallet (investor);

create table wallet_challenge (
  nonce text primary key,
  investor text not null references investor (id),
  address text not null,
  message text not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
