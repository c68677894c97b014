-- Owner: src/instrument. Interest at a fixed rate on dates of its own; null where there is none:
-- {"faceValue", "rate", "dayCount", "frequency", "from", "maturity"}, minor units of the payment currency and ten-thousandths of
-- a percent as text.
alter table instrument_version
  add column coupon jsonb check (coupon is null or payout_bps is null);
