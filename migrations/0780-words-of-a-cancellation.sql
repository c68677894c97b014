-- Owner: src/offering. What an issuer says of giving an offering up may name people: it is in the vault.
alter table offering drop column cancelled_reason;
