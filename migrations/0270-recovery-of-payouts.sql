-- Owner: src/register. A recovery leads a token's payouts to the new wallet as well, in a transaction of its own.
alter table wallet_recovery_move
  add column kind text not null default 'units' check (kind in ('units', 'payouts')),
  drop constraint wallet_recovery_move_pkey,
  add primary key (recovery, instrument, kind, attempt),
  drop constraint wallet_recovery_move_units_check,
  -- What was declared is not counted here.
  add check ((kind = 'units') = (units > 0));
alter table wallet_recovery_move alter column kind drop default;
