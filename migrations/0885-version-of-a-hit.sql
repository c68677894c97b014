-- Owner: src/screening. The publication in which an entry was last found like somebody: what was looked at when it was decided.
alter table screening_hit add column list_version text references screening_list (id);
-- Of what is known already: the newest that was in force when it was found.
update screening_hit h set list_version = (
  select l.id from screening_list l
  where l.list = h.list and l.loaded_at <= h.found_at
  order by l.loaded_at desc, l.id desc limit 1
);
