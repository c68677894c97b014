-- Owner: src/offering. Of joint holders each signs the agreement with a wallet of their own; the last signs with the wallet of the
-- subscription. Whose name was written is in the vault.
create table agreement_holder_signature (
  subscription text not null references subscription_agreement (subscription),
  -- Their place among the joint holders, the name of record first.
  holder integer not null check (holder >= 0),
  wallet text not null check (wallet ~ '^0x[0-9a-fA-F]{40}$'),
  signature text not null check (signature ~ '^0x([0-9a-fA-F]{2})+$'),
  signed_at timestamptz not null,
  signed_by text not null,
  primary key (subscription, holder)
);
create unique index agreement_holder_wallets on agreement_holder_signature (subscription, lower(wallet));
