-- Owner: src/investor. What an officer asks of somebody whose approval stands meanwhile: asked, then answered, then looked at.
alter table kyc_case add column updates text check (updates in ('asked', 'answered'));
create index kyc_case_by_updates on kyc_case (updates) where updates is not null;
