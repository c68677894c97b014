-- Owner: src/issuer. The documents of an instrument that are for others to read. Their bytes are in the vault, sealed with
-- a key of the instrument's own; here is what they are, who may read them, and which versions there were.
create table data_room_document (
  id text primary key,
  instrument text not null references instrument (id),
  kind text not null check (
    kind in ('memorandum', 'operating-agreement', 'appraisal', 'insurance', 'deed', 'risk-factors', 'other')
  ),
  title text not null check (title <> ''),
  visibility text not null check (visibility in ('public', 'investor', 'auditor')),
  created_at timestamptz not null,
  unique (instrument, title)
);

-- A version without content says that the document was withdrawn. None is ever edited.
create table data_room_version (
  document text not null references data_room_document (id),
  version integer not null check (version > 0),
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  -- Its name in the vault.
  file text check (file ~ '^[0-9a-f]{64}$'),
  media text check (
    media in ('application/pdf', 'image/png', 'image/jpeg', 'text/plain', 'text/csv', 'application/zip')
  ),
  bytes integer check (bytes > 0),
  at timestamptz not null,
  by text not null,
  primary key (document, version),
  check ((sha256 is null) = (file is null) and (sha256 is null) = (media is null) and (sha256 is null) = (bytes is null))
);
create trigger data_room_version_kept before update or delete on data_room_version
  for each row execute function refuse_edit();

-- Owner: src/instrument. When the block was made that a document's hash stands in.
alter table instrument_document
  add column anchored_at timestamptz,
  add check (anchored_at is null or anchored_block is not null);
update instrument_document
  set anchored_at = (select at from chain_block where number = anchored_block)
  where anchored_block is not null;
create index instrument_document_by_hash on instrument_document (instrument, sha256);
