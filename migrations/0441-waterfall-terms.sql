-- Owner: src/instrument. How what comes in beside rent and interest is shared; null where a sheet does not say. Parts of 10,000.
-- {"preferredBps", "catchUpBps", "carryBps"} of a fund; {"rank", "multipleBps", "participation", "capBps", "dividendBps",
-- "convertible"} of a class of shares.
alter table instrument_version
  add column carry jsonb,
  add column preference jsonb,
  add constraint instrument_version_one_waterfall check (carry is null or preference is null);
