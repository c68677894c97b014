-- When a provider was last asked what became of a check whose message has not come.
alter table kyc_check add column asked_at timestamptz;
create index kyc_check_pending on kyc_check (provider, started_at) where result = 'pending';
