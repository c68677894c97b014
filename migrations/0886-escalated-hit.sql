-- Owner: src/screening. An officer who is not sure hands a hit to a second one. What they say is in the vault.
alter table screening_hit
  add column escalated_by text,
  add column escalated_at timestamptz,
  add check ((escalated_by is null) = (escalated_at is null)),
  add check (escalated_by is null or decided_by is null or decided_by <> escalated_by);
