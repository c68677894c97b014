-- Owner: src/investor. Whether a remark is what its investor wrote, by whichever of their users or keys.
alter table kyc_comment add column from_investor boolean not null default false;
update kyc_comment c set from_investor = true
  from user_account u where u.id = c.by and u.investor = c.investor;
alter table kyc_comment alter column from_investor drop default;
