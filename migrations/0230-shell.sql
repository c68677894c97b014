-- Owner: src/issuer. Who owns the company that holds an asset, what it holds, and what keeps its creditors and others' apart.
alter table spv_version
  add column owners jsonb not null default '[]',
  add column holds text,
  add column ring_fence text;

-- What can go wrong with the asset, in the issuer's own words, in its order.
alter table asset_version
  add column risks jsonb not null default '[]';

-- Owner: src/instrument. What the money raised pays for beside the asset, in the currency of its valuations.
alter table instrument_version
  add column costs jsonb not null default '[]';
