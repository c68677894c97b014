-- Owner: src/offering.

-- An issuer's account at a bank, into which investors pay.
create table bank_account (
  id text primary key,
  issuer text not null references issuer (id),
  name text not null,
  -- IBAN or another number, in capitals without spaces. Of a firm, and told to everybody who is to pay into it.
  number text not null check (number ~ '^[0-9A-Z]{1,34}$'),
  currency text not null,
  created_at timestamptz not null,
  created_by text not null,
  unique (number, currency)
);

-- A file that a bank made, as it was brought in.
create table bank_statement (
  id text primary key,
  account text not null references bank_account (id),
  format text not null check (format in ('camt.053', 'csv')),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  opening numeric(78, 0),
  closing numeric(78, 0),
  -- Bookings that were taken, that were known already, and that the bank had only announced.
  taken integer not null,
  known integer not null,
  pending integer not null,
  imported_at timestamptz not null,
  imported_by text not null,
  -- Who stands behind the importer: they may not confirm what they brought in.
  person text not null,
  unique (account, sha256)
);

-- A booking of the bank. Who paid and what they wrote is in the vault, under this id.
create table bank_entry (
  id text primary key,
  seq bigint generated always as identity unique,
  account text not null references bank_account (id),
  statement text not null references bank_statement (id),
  booked_on date not null,
  amount numeric(78, 0) not null check (amount <> 0),
  bank_reference text,
  -- Keyed hashes: of what makes the booking known again, and of the payment's end-to-end id.
  fingerprint bytea not null,
  end_to_end bytea,
  is_return boolean not null,

  -- What became of it.
  status text not null check (status in
    ('suspense', 'part', 'proposed', 'matched', 'returning', 'returned', 'settled', 'claim')),
  reason text,
  -- The part of the amount, without sign, that nobody has used: it is in suspense.
  open numeric(78, 0) not null check (open between 0 and abs(amount)),
  subscription text references subscription (id),
  -- Whoever matched it by hand: a second person confirms.
  matched_by text,
  -- Money on its way back: how much, and under which name the bank carries it out.
  return_amount numeric(78, 0) check (return_amount > 0),
  return_reference text,
  changed_at timestamptz not null,
  unique (account, fingerprint),
  check ((status = 'suspense') = (reason is not null)),
  check (status not in ('part', 'proposed', 'matched') or subscription is not null),
  check (status not in ('part', 'proposed', 'suspense') or open > 0),
  check (status not in ('matched', 'returned', 'settled', 'claim') or open = 0),
  check ((return_amount is null) = (return_reference is null)),
  check (status <> 'returning' or return_amount is not null)
);
create index bank_entry_by_subscription on bank_entry (subscription) where subscription is not null;
create index bank_entry_waiting on bank_entry (status, seq);
create index bank_entry_by_end_to_end on bank_entry (account, end_to_end) where end_to_end is not null;
create index bank_entry_returning on bank_entry (account, return_reference) where status = 'returning';

-- Money at the bank that pays for a subscription now. One deposit funds one subscription.
create table bank_funding (
  entry text primary key references bank_entry (id),
  subscription text not null references subscription (id),
  amount numeric(78, 0) not null check (amount > 0),
  journal text not null unique references journal_entry (id),
  at timestamptz not null
);
create index bank_funding_by_subscription on bank_funding (subscription);

-- Everything that was done with a booking, in order. What has been used of it and what is open make its amount.
create table bank_entry_event (
  id bigint generated always as identity primary key,
  entry text not null references bank_entry (id),
  what text not null,
  -- How much less is open from here on; below zero where it came back.
  used numeric(78, 0) not null,
  subscription text references subscription (id),
  -- The booking on the other side, where there is one.
  other text references bank_entry (id),
  reason text,
  at timestamptz not null,
  by text not null
);
create index bank_entry_event_by_entry on bank_entry_event (entry, id);
create trigger bank_entry_event_kept before update or delete on bank_entry_event
  for each row execute function refuse_edit();
create trigger bank_statement_kept before update or delete on bank_statement
  for each row execute function refuse_edit();

-- What the bank said is never edited; only what became of it.
create function refuse_bank_edit() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (old.id, old.account, old.statement, old.booked_on, old.amount, old.fingerprint)
    is distinct from (new.id, new.account, new.statement, new.booked_on, new.amount, new.fingerprint) then
    raise exception 'rows of bank_entry are never edited';
  end if;
  return new;
end $$;
create trigger bank_entry_kept before update or delete on bank_entry
  for each row execute function refuse_bank_edit();
