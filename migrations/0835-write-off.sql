-- Owner: src/bank. Who proposed to give up what is owed for what this booking took back: a second person does so with them.
alter table bank_entry add column write_off_by text check (write_off_by is null or status = 'claim');

-- Owner: src/ledger. What investors owed and nobody pays any more.
alter table ledger_account drop constraint ledger_account_kind_check;
alter table ledger_account add constraint ledger_account_kind_check check (kind in (
  'bank', 'escrow-chain', 'treasury', 'fees', 'claims', 'written-off', 'proceeds-used', 'capital-returned',
  'subscriptions-received', 'suspense', 'refunds-due'
));
