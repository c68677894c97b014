-- Owner: src/instrument. What an offering is paid in besides the payment token, as {"token", "code", "decimals", "rate"}: what one
-- unit of the payment currency costs in it, in parts of 10^12.
alter table instrument_version add column currencies jsonb not null default '[]'::jsonb;
