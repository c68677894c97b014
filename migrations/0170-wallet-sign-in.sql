-- Owner: src/access. Numbers that the server gave out to be signed with a wallet, each good for one sign-in.
create table sign_in_nonce (
  nonce text primary key,
  -- A keyed hash of where it was asked from: nobody fills this table.
  bucket bytea not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index sign_in_nonce_by_bucket on sign_in_nonce (bucket, expires_at);
