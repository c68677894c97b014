-- Owner: src/instrument. What kinds of investors may invest in an offering in all, the first that fits first:
-- [{"standing", "kind", "countries", "most"}], null for any, minor units of the payment currency as text.
alter table instrument_version
  add column limits jsonb not null default '[]';
