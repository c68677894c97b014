-- Owner: src/platform/vault.

-- Files of a person, sealed with the person's key. The name is a keyed hash of what is in it, which tells nothing to who
-- has the same file.
create table vault_file (
  subject text not null references vault_subject (subject),
  name text not null check (name ~ '^[0-9a-f]{64}$'),
  sealed bytea not null,
  kept_at timestamptz not null,
  primary key (subject, name)
);
-- Sealed bytes do not get smaller.
alter table vault_file alter sealed set storage external;

-- By which a start knows that its master key is the one that everything here was sealed with.
create table vault_key_mark (
  one boolean primary key default true check (one),
  mark bytea not null
);
create index vault_subject_shredded on vault_subject (shredded_at) where shredded_at is not null;
