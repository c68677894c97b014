-- Owner: src/screening. Which comparison found a hit last: what a later, narrower one does not find is a person's to say.
alter table screening_hit add column comparison int not null default 0;
update screening_hit h set comparison = r.comparison from screening_result r where r.subject = h.subject;
alter table screening_hit alter column comparison drop default;
