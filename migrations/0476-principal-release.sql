-- Owner: src/corporate-action. What an officer asks to be released of a principal that is held, since units were frozen when they
-- were redeemed; gone once a second officer has agreed.
create table repayment_release (
  repayment text not null references repayment (id),
  -- In lower case.
  wallet text not null check (wallet = lower(wallet)),
  document text not null,
  asked_by text not null,
  asked_at timestamptz not null,
  primary key (repayment, wallet)
);
