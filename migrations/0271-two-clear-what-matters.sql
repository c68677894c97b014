-- Owner: src/screening. A match that is surely the same is cleared by two people: the first word is kept beside the hit.
alter table screening_hit
  add column first_cleared_by text,
  add column first_cleared_at timestamptz,
  add column first_cleared_reason text,
  add check ((first_cleared_by is null) = (first_cleared_at is null)),
  add check ((first_cleared_by is null) = (first_cleared_reason is null)),
  add check (status <> 'cleared' or first_cleared_by is null or decided_by <> first_cleared_by);
-- Owner: src/restriction. So is a doubt of a pack whose doubts stop.
alter table rule_decision
  add column first_cleared_by text,
  add column first_cleared_at timestamptz,
  add column first_cleared_reason text,
  add check ((first_cleared_by is null) = (first_cleared_at is null)),
  add check ((first_cleared_by is null) = (first_cleared_reason is null)),
  add check (state <> 'cleared' or first_cleared_by is null or reviewed_by <> first_cleared_by);
