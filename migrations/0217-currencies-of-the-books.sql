-- Owner: src/ledger. A token may be called anything, also as the currency of a bank with other minor units: those are two
-- currencies, and two accounts.
alter table ledger_account drop constraint ledger_account_currency_check;
alter table ledger_account add check (length(currency) between 1 and 12);
alter table ledger_account drop constraint ledger_account_kind_issuer_offering_bank_currency_key;
alter table ledger_account
  add unique nulls not distinct (kind, issuer, offering, bank, currency, decimals);

create or replace function check_journal_entry() returns trigger language plpgsql as $$
declare
  wanted text := case tg_table_name when 'journal_entry' then to_jsonb(new) ->> 'id' else to_jsonb(new) ->> 'entry' end;
begin
  if (select count(*) from journal_posting p where p.entry = wanted)
     <> (select e.postings from journal_entry e where e.id = wanted) then
    raise exception 'journal entry % is not whole', wanted;
  end if;
  if exists (
    select from journal_posting p join ledger_account a on a.id = p.account
    where p.entry = wanted
    group by a.issuer, a.offering, a.currency, a.decimals
    having sum(p.amount) <> 0
  ) then
    raise exception 'journal entry % does not sum to zero', wanted;
  end if;
  return null;
end $$;
