-- Owner: src/offering. Where 0540 ran with its first text, what is paid out of a raise gets its currency; elsewhere it has one.
alter table proceeds_payment add column if not exists currency text check (currency ~ '^[A-Z0-9]{2,12}$');
alter table proceeds_payment add column if not exists decimals smallint check (decimals between 0 and 36);
update proceeds_payment set currency = payment_code, decimals = payment_decimals
  from offering join instrument_version on instrument_version.instrument = offering.instrument
  where offering.id = proceeds_payment.offering and proceeds_payment.currency is null;
alter table proceeds_payment alter column currency set not null, alter column decimals set not null;
