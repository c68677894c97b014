-- Owner: src/investor. What proves the identity of a person and the existence of an entity: 31 CFR 1023.220(a)(2)(ii)(A).
alter table investor_file drop constraint investor_file_kind_check;
alter table investor_file add constraint investor_file_kind_check check (
  kind in (
    'passport',
    'identity-card',
    'driving-licence',
    'residence-permit',
    'proof-of-address',
    'company-registration',
    'partnership-agreement',
    'trust-instrument',
    'accreditation-evidence',
    'tax-form',
    'other'
  )
);
