-- Whoever owns, controls or signs for an entity is checked too, each for themselves. `person` marks whom a check is of: a
-- keyed hash of their name and birth, which names nobody; null is the applicant.
alter table kyc_check
  add column person text,
  -- The officer who looked at the papers themselves, where no provider did.
  add column by text;
