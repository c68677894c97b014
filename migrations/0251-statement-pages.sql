-- Owner: src/offering. What an account held before and after each statement in a file, and on which day: whether one is missing between
-- two can be told from that. Of files from before, the day is the last on which something was booked.
create table bank_statement_page (
  statement text not null references bank_statement (id),
  page integer not null check (page > 0),
  opening numeric(78, 0) not null,
  closing numeric(78, 0) not null,
  until date not null,
  primary key (statement, page)
);
insert into bank_statement_page (statement, page, opening, closing, until)
  select s.id, 1, s.opening, s.closing,
    coalesce((select max(e.booked_on) from bank_entry e where e.statement = s.id), (s.imported_at at time zone 'UTC')::date)
  from bank_statement s
  where s.opening is not null and s.closing is not null;
create trigger bank_statement_page_kept before update or delete on bank_statement_page
  for each row execute function refuse_edit();

-- Whether a day was brought in before, under whichever names.
create index bank_entry_by_day on bank_entry (account, booked_on);
