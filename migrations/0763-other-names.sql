-- Owner: src/investor. Whether a provider read another name or birth off the papers than was answered. What it read is not kept.
alter table kyc_check add column differs boolean not null default false;
