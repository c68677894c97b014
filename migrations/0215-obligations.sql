-- Owner: src/offering. What was filed with an authority because of an offering, and what it is found by there. Never edited:
-- a filing that was amended is another row.
create table obligation_filing (
  offering text not null references offering (id),
  code text not null check (code ~ '^[A-Z][A-Z0-9_]+$'),
  filed_on date not null,
  reference text not null check (length(reference) between 1 and 100),
  at timestamptz not null,
  by text not null,
  primary key (offering, code, filed_on)
);
create trigger obligation_filing_kept before update or delete on obligation_filing
  for each row execute function refuse_edit();
