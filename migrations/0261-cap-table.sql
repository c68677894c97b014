-- Owner: src/cap-table. The cap table that an issuer keeps beside the register of an instrument, with all that it was before.
-- It holds names, so the package itself is in the vault, sealed with a key of the instrument's own.
create table cap_table (
  instrument text not null references instrument (id),
  version integer not null check (version > 0),
  -- Of the package as it is written, which is the same whenever the same is read.
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- Its name in the vault.
  file text not null check (file ~ '^[0-9a-f]{64}$'),
  objects integer not null check (objects >= 0),
  -- The stock class whose shares are the units of the instrument; null where none of them is.
  token_class text,
  at timestamptz not null,
  by text not null,
  primary key (instrument, version)
);
create trigger cap_table_kept before update or delete on cap_table
  for each row execute function refuse_edit();
