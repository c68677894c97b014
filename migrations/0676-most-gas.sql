-- Owner: src/platform/chain. The most gas that its transaction may ask for, where somebody else's contract says what it needs.
alter table chain_intent add column gas_max numeric(78, 0) check (gas_max > 0);
