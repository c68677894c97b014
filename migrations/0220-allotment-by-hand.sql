-- Owner: src/instrument. The issuer may say who gets how many.
alter table instrument_version drop constraint instrument_version_allocation_check;
alter table instrument_version add constraint instrument_version_allocation_check
  check (allocation in ('first-come', 'pro-rata', 'by-hand'));

-- Owner: src/offering. How many units the issuer means each paid subscription to get: a draft until two people have confirmed
-- the closing. A new draft takes the place of the one before; the audit log keeps the hash of each.
create table allotment (
  subscription text primary key references subscription (id),
  offering text not null references offering (id),
  units numeric(78, 0) not null check (units >= 0),
  -- Why they are not what was asked for.
  reason text check (length(reason) between 1 and 300),
  proposed_at timestamptz not null,
  proposed_by text not null
);
create index allotment_by_offering on allotment (offering, subscription);
