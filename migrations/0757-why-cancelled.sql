-- Owner: src/offering. Why an offering was given up, in its issuer's words: they may name people, so the log has a hash of them.
alter table offering
  add column cancelled_at timestamptz,
  add column cancelled_by text,
  add column cancelled_reason text,
  add check ((cancelled_at is null) = (cancelled_by is null)),
  add check ((cancelled_at is null) = (cancelled_reason is null));
