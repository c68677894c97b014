-- Owner: src/offering. What a subscription is paid in, as the offering's contract counts its currencies; 0 is the payment token.
-- Amounts stay in the payment currency: what they come to follows from a rate that never changes.
alter table subscription add column currency smallint not null default 0 check (currency between 0 and 7);
-- Owner: src/offering. In which currencies an offering is not paid any more, and why. Nobody takes it back.
create table offering_currency_stop (
  offering text not null references offering (id),
  currency smallint not null check (currency between 0 and 7),
  reason text not null,
  at timestamptz not null,
  by text not null,
  primary key (offering, currency)
);
