-- Owner: src/platform. The audit log is searched by what was done, by the noun that this begins with, and by who did it.
create index audit_entry_by_action on audit_entry (action, seq);
create index audit_entry_by_noun on audit_entry (split_part(action, '.', 1), seq);
create index audit_entry_by_actor on audit_entry (actor, seq);
