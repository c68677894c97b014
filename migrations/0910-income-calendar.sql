-- Owners: src/instrument, src/corporate-action.

-- {"frequency", "firstMonth", "payDay", "record", "recordDays"}. Null of what was written before there were others: each month
-- is paid on the first day of the next one, to the holders of its last day.
alter table instrument_version add column income_calendar jsonb
  check (income_calendar is null or payout_bps is not null);

-- Whose income a distribution pays: that of so many months, of which `period` is the last.
alter table distribution add column months integer not null default 1 check (months between 1 and 12);

-- Of a period of several months, the statements of the others, beside the one in distribution.statement.
create table distribution_statement (
  distribution text not null references distribution (id),
  statement text not null references income_statement (id),
  primary key (distribution, statement)
);
