-- Owner: src/investor. A provider is being asked to begin a check: one question at a time for each investor.
create table kyc_check_order (
  investor text primary key references investor (id),
  provider text not null,
  asked_at timestamptz not null
);
