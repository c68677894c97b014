-- Owner: src/offering. Term sheets that somebody is writing: nothing of them counts before they are applied. They are the
-- writer's alone, so they may be changed and thrown away.
create table term_sheet_draft (
  id text primary key,
  -- A user or an API key; nobody else sees it.
  owner text not null,
  -- What the sheet names its share class, as far as it can be read; null before it does.
  key text check (key <> ''),
  yaml text not null check (octet_length(yaml) <= 131072),
  created_at timestamptz not null,
  saved_at timestamptz not null check (saved_at >= created_at),
  unique (owner, key)
);
