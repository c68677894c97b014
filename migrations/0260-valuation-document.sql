-- Owner: src/issuer. The appraisal itself, by the hash of its bytes: kept beside the valuation, since it may come later. The
-- bytes are in a data room, for whoever may read them there.
create table valuation_document (
  asset text not null,
  date date not null,
  method text not null,
  appraiser text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  at timestamptz not null,
  by text not null,
  primary key (asset, date, method, appraiser),
  foreign key (asset, date, method, appraiser) references valuation (asset, date, method, appraiser)
);
create trigger valuation_document_kept before update or delete on valuation_document
  for each row execute function refuse_edit();
