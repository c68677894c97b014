-- Owner: src/issuer. Companies and assets are known by a key; what is known about them is added to, never edited.
create table issuer (
  id text primary key,
  key text not null unique check (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  created_at timestamptz not null
);

create table issuer_version (
  issuer text not null references issuer (id),
  version integer not null check (version > 0),
  name text not null,
  form text not null,
  jurisdiction text not null check (jurisdiction ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?$'),
  registry_number text,
  lei text check (lei ~ '^[A-Z0-9]{18}[0-9]{2}$'),
  at timestamptz not null,
  by text not null,
  primary key (issuer, version)
);

create table spv (
  id text primary key,
  key text not null unique check (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  issuer text not null references issuer (id),
  created_at timestamptz not null
);
create index spv_by_issuer on spv (issuer);

create table spv_version (
  spv text not null references spv (id),
  version integer not null check (version > 0),
  name text not null,
  form text not null,
  jurisdiction text not null check (jurisdiction ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?$'),
  registry_number text,
  lei text check (lei ~ '^[A-Z0-9]{18}[0-9]{2}$'),
  at timestamptz not null,
  by text not null,
  primary key (spv, version)
);

create table asset (
  id text primary key,
  key text not null unique check (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  spv text not null references spv (id),
  created_at timestamptz not null
);
create index asset_by_spv on asset (spv);

create table asset_version (
  asset text not null references asset (id),
  version integer not null check (version > 0),
  kind text not null,
  name text not null,
  country text not null check (country ~ '^[A-Z]{2}$'),
  address text not null,
  identifiers jsonb not null,
  facts jsonb not null,
  at timestamptz not null,
  by text not null,
  primary key (asset, version)
);

create table valuation (
  asset text not null references asset (id),
  date date not null,
  method text not null,
  appraiser text not null,
  amount numeric not null check (amount > 0),
  currency_code text not null,
  currency_decimals integer not null check (currency_decimals between 0 and 18),
  at timestamptz not null,
  by text not null,
  primary key (asset, date, method, appraiser)
);

create trigger issuer_version_kept before update or delete on issuer_version
  for each row execute function refuse_edit();
create trigger spv_version_kept before update or delete on spv_version
  for each row execute function refuse_edit();
create trigger asset_version_kept before update or delete on asset_version
  for each row execute function refuse_edit();
create trigger valuation_kept before update or delete on valuation
  for each row execute function refuse_edit();

alter table instrument
  add foreign key (issuer) references issuer (id),
  add foreign key (spv) references spv (id),
  add foreign key (asset) references asset (id);
create index instrument_by_issuer on instrument (issuer);
create index instrument_by_asset on instrument (asset);
