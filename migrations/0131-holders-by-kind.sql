-- Owner: src/instrument. The most holders of two kinds that the law counts; null is no cap. The token keeps them in 16 bits.
alter table instrument_version
  add column us_holders_max bigint check (us_holders_max between 1 and 65535),
  add column non_accredited_holders_max bigint check (non_accredited_holders_max between 1 and 65535);
