-- Owner: src/investor. How an investor's units are registered when more than one person stands behind them. Who they are is
-- in the vault. Whatever the form, an investor is one holder.
create table investor_registration (
  investor text primary key references investor (id),
  registration text not null check (
    registration in ('joint-survivorship', 'joint-common', 'community-property', 'custodial', 'trust')
  ),
  parties integer not null check (parties > 0),
  at timestamptz not null,
  by text not null
);
