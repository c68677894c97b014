-- Owner: src/instrument. Sales to the public without a registration, and without a prospectus in the Union.
alter table instrument_version drop constraint instrument_version_exemption_check;
alter table instrument_version add constraint instrument_version_exemption_check check (exemption in (
  'reg-d-506b', 'reg-d-506c', 'reg-s', 'reg-a-tier-1', 'reg-a-tier-2', 'reg-cf', 'eu-qualified', 'eu-150', 'eu-ticket',
  'eu-small', 'eu-crowdfunding', 'none-needed'
));
