-- Owner: src/investor. How much of an entity confirmed matches own, in hundredths of a per cent; who they are is in the vault.
create table investor_ownership (
  investor text primary key references investor (id),
  owned_bps integer not null check (owned_bps between 0 and 10000),
  judged_at timestamptz not null
);
