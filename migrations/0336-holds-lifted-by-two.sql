-- Owner: src/investor. A hold is lifted by two people: the first asks, another agrees. Why it was placed is in the vault.
alter table legal_hold
  add column lift_asked_at timestamptz,
  add column lift_asked_by text,
  add check ((lift_asked_at is null) = (lift_asked_by is null)),
  add check (lifted_by is null or lift_asked_by is null or lifted_by <> lift_asked_by);
