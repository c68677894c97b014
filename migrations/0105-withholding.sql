-- Of a payment, a part may be withheld for the tax authority and remitted to it; and what nobody claims is handed over.
alter table distributor_event drop constraint distributor_event_kind_check;
alter table distributor_event add constraint distributor_event_kind_check check (
  kind in ('declared', 'funded', 'paid', 'parked', 'pushed', 'closed', 'withheld', 'remitted', 'expired')
);
-- withheld: the rate, in basis points of the gross amount.
alter table distributor_event add column bps integer check (bps between 0 and 10000);
