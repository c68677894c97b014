-- Owner: src/restriction. Who would give units away, where a decision about a transfer read facts of theirs: they are in their
-- vault, under the same name as the receiver's.
alter table rule_decision add column seller text references investor (id);
