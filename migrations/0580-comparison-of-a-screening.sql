-- Owner: src/screening. Which comparison came to a result: one finds whom the one before did not. Nothing is known of those before.
alter table screening_result add column comparison int not null default 0;
alter table screening_result alter column comparison drop default;
