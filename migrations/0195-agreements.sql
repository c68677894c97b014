-- Owner: src/instrument. Whether investors sign an agreement before they pay.
alter table instrument_version add column agreement_required boolean not null default false;

-- Owner: src/offering. How far the agreement of a subscription has come; null where none was asked for.
alter table subscription add column agreement text check (agreement in ('sent', 'signed', 'confirmed'));
create index subscription_agreements on subscription (offering, id) where agreement is not null;

-- The agreement of a subscription. It names the investor, so it is in the vault; here is its hash, and who signed it when.
create table subscription_agreement (
  subscription text primary key references subscription (id),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- Its name in the vault, under the investor.
  file text not null check (file ~ '^[0-9a-f]{64}$'),
  bytes integer not null check (bytes > 0),
  made_at timestamptz not null,
  -- The wallet's signature (EIP-712) over hash, subscription, chain and contract.
  signature text check (signature ~ '^0x([0-9a-fA-F]{2})+$'),
  signed_at timestamptz,
  signed_by text,
  countersigned_at timestamptz,
  countersigned_by text check (countersigned_by <> signed_by),
  check ((signature is null) = (signed_at is null) and (signed_at is null) = (signed_by is null)),
  check ((countersigned_at is null) = (countersigned_by is null)),
  check (countersigned_at is null or signed_at is not null)
);
