-- Owner: src/ledger.

-- An account of the books: what of which issuer's money it tells of, in one currency. Offering null is the issuer's
-- own book; `bank` tells two accounts at banks apart.
create table ledger_account (
  id bigint generated always as identity primary key,
  kind text not null check (kind in (
    'bank', 'escrow-chain', 'treasury', 'fees', 'claims',
    'subscriptions-received', 'suspense', 'refunds-due'
  )),
  issuer text not null references issuer (id),
  offering text references offering (id),
  bank text,
  currency text not null check (currency ~ '^[A-Z0-9]{2,12}$'),
  decimals smallint not null check (decimals between 0 and 36),
  check ((kind = 'bank') = (bank is not null)),
  unique nulls not distinct (kind, issuer, offering, bank, currency)
);

create table journal_entry (
  id text primary key,
  -- What makes posting it twice be one: the business event's own name.
  key text not null unique,
  -- What happened, in a word.
  event text not null check (event ~ '^[a-z]+(-[a-z]+)*$'),
  -- The id of what it happened to.
  subject text not null,
  at timestamptz not null,
  by text not null,
  -- An entry is corrected by one that takes all of it back, once.
  reverses text unique references journal_entry (id),
  -- How many postings belong to it: none can be added later.
  postings smallint not null check (postings >= 2),
  check (reverses <> id)
);
create index journal_entry_by_time on journal_entry (at, id);

create table journal_posting (
  entry text not null references journal_entry (id),
  line smallint not null,
  account bigint not null references ledger_account (id),
  -- Minor units: a debit is above zero, a credit below.
  amount numeric(78, 0) not null check (amount <> 0),
  primary key (entry, line)
);
create index journal_posting_by_account on journal_posting (account, entry);

create trigger ledger_account_kept before update or delete on ledger_account
  for each row execute function refuse_edit();
create trigger journal_entry_kept before update or delete on journal_entry
  for each row execute function refuse_edit();
create trigger journal_posting_kept before update or delete on journal_posting
  for each row execute function refuse_edit();

-- At the end of the transaction each entry is whole, and sums to zero in every book and currency by itself.
create function check_journal_entry() returns trigger language plpgsql as $$
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
    group by a.issuer, a.offering, a.currency
    having sum(p.amount) <> 0
  ) then
    raise exception 'journal entry % does not sum to zero', wanted;
  end if;
  return null;
end $$;

create constraint trigger journal_entry_balanced after insert on journal_entry
  deferrable initially deferred for each row execute function check_journal_entry();
create constraint trigger journal_posting_balanced after insert on journal_posting
  deferrable initially deferred for each row execute function check_journal_entry();
