-- Owner: src/screening. Who is on which sanctions list, and whom of ours it may be. No personal data of ours is here: a hit
-- names a subject by id, and why it fits is worked out again when somebody looks.
create table screening_list (
  id text primary key,
  list text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  published_on date not null,
  entries integer not null check (entries > 0),
  loaded_at timestamptz not null,
  loaded_by text not null,
  -- The last time the same publication was brought in again: by the machine's clock, since lists age in real time.
  confirmed_at timestamptz not null,
  current boolean not null
);
create unique index screening_list_current on screening_list (list) where current;

create table screening_entry (
  list text not null,
  ref text not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  content jsonb not null,
  wallet_keys text[] not null,
  primary key (list, ref)
);
create index screening_entry_wallet on screening_entry using gin (wallet_keys);

create table screening_result (
  subject text primary key,
  -- The ids of the list versions it was compared with.
  lists text[] not null,
  screened_at timestamptz not null
);

create table screening_hit (
  id text primary key,
  subject text not null,
  list text not null,
  ref text not null,
  -- A decision holds for the entry as it was: an entry that changes is a hit anew.
  entry_hash text not null,
  -- Thousandths.
  score integer not null check (score between 0 and 1000),
  status text not null check (status in ('open', 'cleared', 'confirmed', 'gone')),
  found_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  reason text,
  unique (subject, list, ref, entry_hash),
  check ((status in ('cleared', 'confirmed')) = (decided_by is not null))
);
create index screening_hit_by_status on screening_hit (status, id);
