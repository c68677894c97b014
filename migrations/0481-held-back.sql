-- What the registry has a payee wait for is never handed over as unclaimed: who is held back, and who is no longer.
alter table distributor_event drop constraint distributor_event_kind_check;
alter table distributor_event add constraint distributor_event_kind_check check (
  kind in ('declared', 'funded', 'paid', 'parked', 'pushed', 'closed', 'withheld', 'remitted', 'expired', 'held', 'released')
);
