-- Owner: src/offering. What changed about an offering while it was open, as every subscriber was told of it.
create table offering_change (
  id text primary key,
  seq bigint generated always as identity unique,
  offering text not null references offering (id),
  what text not null,
  -- What whoever had paid before may or has to do: null where nothing is given.
  "right" text check ("right" in ('reconfirm', 'withdraw')),
  until timestamptz,
  at timestamptz not null,
  by text not null,
  check (("right" is null) = (until is null))
);
create index offering_change_by_offering on offering_change (offering, seq);

-- Who has said that they go on in spite of a change.
create table change_reconfirmation (
  change text not null references offering_change (id),
  subscription text not null references subscription (id),
  at timestamptz not null,
  by text not null,
  primary key (change, subscription)
);
