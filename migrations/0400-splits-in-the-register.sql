-- Owner: src/register. From when to when the units of a token were being split: a day that closes in between is counted at the
-- end, as the token counts a record date.
alter table register_movement drop constraint register_movement_kind_check;
alter table register_movement add constraint register_movement_kind_check check (
  kind in (
    'transfer', 'issued', 'lot-opened', 'lot-reduced', 'units-frozen', 'units-unfrozen', 'wallet-frozen',
    'wallet-unfrozen', 'forced', 'forced-reason', 'recovered', 'record-date', 'rules', 'countries', 'document',
    'paused', 'unpaused', 'split-began', 'split-ended'
  )
);
create index register_movement_split on register_movement (token, block, log_index)
  where kind in ('split-began', 'split-ended');
