-- Owner: src/corporate-action.

-- From which corrections downwards a distribution took what it set off: distribution.set_off is their sum.
create table distribution_set_off (
  distribution text not null references distribution (id),
  correction text not null references distribution (id),
  amount numeric(78, 0) not null check (amount > 0),
  primary key (distribution, correction)
);
create index distribution_set_off_correction on distribution_set_off (correction);

-- Until now nothing said which, and later months alone took any: the oldest correction first, in the order of the months.
with given as (
  select id, instrument, -amount as amount,
    sum(-amount) over (partition by instrument order by created_at, id) as until
  from distribution where status = 'set-off'
), taken as (
  select id, instrument, set_off as amount,
    sum(set_off) over (partition by instrument order by period, created_at, id) as until
  from distribution where set_off > 0
)
insert into distribution_set_off (distribution, correction, amount)
select taken.id, given.id,
  least(taken.until, given.until) - greatest(taken.until - taken.amount, given.until - given.amount)
from taken join given on given.instrument = taken.instrument
  and given.until - given.amount < taken.until and taken.until - taken.amount < given.until;
