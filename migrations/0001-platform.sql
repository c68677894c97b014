-- Owner: src/platform.

-- Everything anyone did, as a chain of hashes. Entries are added and never changed; `audit_head` is the last of them,
-- and the row that writers queue on.
create table audit_entry (
  seq bigint primary key,
  id text not null unique,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('user', 'key', 'system')),
  actor text not null,
  action text not null,
  subject text,
  detail jsonb not null,
  previous text not null check (previous ~ '^[0-9a-f]{64}$'),
  hash text not null unique check (hash ~ '^[0-9a-f]{64}$')
);
create index audit_entry_by_subject on audit_entry (subject, seq);

create table audit_head (
  one boolean primary key default true check (one),
  seq bigint not null,
  hash text not null
);
insert into audit_head (seq, hash) values (0, repeat('0', 64));

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% only grows: entries are never changed or removed', tg_table_name;
end
$$;
create trigger audit_entry_only_grows before update or delete on audit_entry
  for each row execute function refuse_change();
create trigger audit_entry_never_emptied before truncate on audit_entry
  for each statement execute function refuse_change();

-- Personal data, encrypted with a key of the person's own. Without the row in vault_subject nothing of them can be read.
create table vault_subject (
  subject text primary key,
  wrapped_key bytea,
  created_at timestamptz not null,
  shredded_at timestamptz,
  check ((wrapped_key is null) = (shredded_at is not null))
);
create table vault_field (
  subject text not null references vault_subject (subject),
  field text not null,
  sealed bytea not null,
  -- A keyed hash of the value, for fields that are looked up.
  blind bytea,
  primary key (subject, field)
);
create index vault_field_by_blind on vault_field (field, blind) where blind is not null;

-- Answers to writes, for retries. `caller_key` is a hash of who asked and of their Idempotency-Key, which also is part
-- of the key that the answer is encrypted with: neither can be read from here.
create table idempotency_answer (
  caller_key bytea primary key,
  request_hash bytea not null,
  status integer not null,
  sealed bytea not null,
  at timestamptz not null
);
create index idempotency_answer_by_at on idempotency_answer (at);

-- What people should be told, written in the transaction of what happened, and delivered from here.
create table outbox (
  id text primary key,
  topic text not null,
  subject text,
  audience jsonb not null,
  facts jsonb not null,
  at timestamptz not null,
  -- Null until it was put into inboxes.
  delivered_at timestamptz
);
create index outbox_waiting on outbox (at, id) where delivered_at is null;
