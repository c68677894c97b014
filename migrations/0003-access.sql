-- Owner: src/access. Names and e-mail addresses are in the vault under the user's id, never here.
create table user_account (
  id text primary key,
  role text not null check (role in ('administrator', 'issuer', 'officer', 'investor', 'auditor')),
  issuer text,
  investor text,
  status text not null check (status in ('invited', 'active', 'disabled', 'erased')),
  -- Argon2id in PHC form. Null: only a one-time link lets this person in.
  password text,
  -- An account of the demo world, which anybody at the screen may use.
  demo boolean not null default false,
  created_at timestamptz not null,
  check ((role = 'investor') = (investor is not null)),
  check (role <> 'issuer' or issuer is not null),
  check (role <> 'investor' or issuer is null)
);

create table user_session (
  token_hash bytea primary key,
  user_account text not null references user_account (id),
  created_at timestamptz not null,
  seen_at timestamptz not null
);
create index user_session_by_user on user_session (user_account);

create table one_time_link (
  token_hash bytea primary key,
  purpose text not null check (purpose in ('setup', 'password')),
  user_account text references user_account (id),
  expires_at timestamptz not null,
  used_at timestamptz,
  check ((purpose = 'setup') = (user_account is null))
);
create index one_time_link_by_user on one_time_link (user_account);

-- Attempts that failed, by keyed hashes of where they came from and for whom.
create table sign_in_failure (
  bucket bytea not null,
  at timestamptz not null
);
create index sign_in_failure_by_bucket on sign_in_failure (bucket, at);

create table api_key (
  id text primary key,
  label text not null,
  prefix text not null unique,
  hash bytea not null,
  role text not null check (role in ('administrator', 'issuer', 'officer', 'investor', 'auditor')),
  issuer text,
  investor text,
  created_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  last_used_at timestamptz,
  check ((role = 'investor') = (investor is not null)),
  check (role <> 'issuer' or issuer is not null),
  check (role <> 'investor' or issuer is null)
);

-- One row per notice and person told.
create table inbox_notice (
  id text primary key,
  outbox text not null references outbox (id),
  user_account text not null references user_account (id),
  at timestamptz not null,
  read_at timestamptz,
  unique (outbox, user_account)
);
create index inbox_notice_by_user on inbox_notice (user_account, at desc, id desc);

-- The same as an e-mail. The address is looked up in the vault when it is sent.
create table mail (
  id text primary key references inbox_notice (id),
  status text not null check (status in ('waiting', 'sent', 'refused', 'not-configured')),
  attempts integer not null default 0,
  next_at timestamptz not null,
  sent_at timestamptz,
  -- What the mail server said, without addresses.
  last_answer text
);
create index mail_waiting on mail (next_at) where status = 'waiting';
