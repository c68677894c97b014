-- Owner: src/corporate-action. What an issuer withholds of the payments of a share class: in force is the newest that a second
-- person has confirmed.
create table withholding_policy (
  id text primary key,
  seq bigint generated always as identity unique,
  instrument text not null references instrument (id),
  income text not null check (income in ('none', 'dividend', 'interest')),
  tax_account text,
  proposed_by text not null,
  proposed_at timestamptz not null,
  confirmed_by text,
  confirmed_at timestamptz,
  check ((income = 'none') = (tax_account is null)),
  check ((confirmed_by is null) = (confirmed_at is null)),
  check (confirmed_by <> proposed_by)
);
create index withholding_policy_instrument on withholding_policy (instrument, seq);

-- Why a declaration withholds from a holder, by which pack. What is withheld, the chain says.
create table withholding_reason (
  distribution text not null references distribution (id),
  wallet text not null,
  bps int not null check (bps > 0),
  reason text not null,
  pack_sha256 text not null,
  primary key (distribution, wallet)
);
