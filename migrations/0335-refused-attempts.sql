-- Owner: src/offering. Attempts that were refused and have no table of their own: approvals, measures, recoveries, payments.
create table refused_attempt (
  id text primary key,
  kind text not null check (kind in ('approval', 'accreditation', 'enforcement', 'recovery', 'payment')),
  -- Whose business it is; null for what concerns no issuer.
  issuer text references issuer (id),
  instrument text references instrument (id),
  investor text references investor (id),
  -- What was asked for, in codes, dates and units.
  asked text not null,
  -- [{"reason", "detail"}]: numbers and dates, no names.
  reasons jsonb not null,
  asked_by text not null,
  asked_at timestamptz not null
);
create index refused_attempt_list on refused_attempt (asked_at, id);
