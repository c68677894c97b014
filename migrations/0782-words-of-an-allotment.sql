-- Owner: src/offering. Why somebody is allotted something else than they asked for is about them: it is in their vault, and here is a
-- keyed hash of it. What was said before this stays in its column until they are erased.
alter table allotment add column reason_hash text check (reason_hash ~ '^0x[0-9a-f]{64}$');
alter table allotment add check (reason is null or reason_hash is null);
