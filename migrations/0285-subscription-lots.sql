-- Owner: src/offering. What the units of a subscription are bound by from their issuance on: worked out when the offering
-- closes, told to its contract before, and never worked out again.
create table subscription_lot (
  subscription text primary key references subscription (id),
  -- The first day of the token on which they are free, in days since 1970; 0 where nothing locks them.
  unlock_day integer not null check (unlock_day between 0 and 65535),
  -- The legends as the token numbers them: a bit for each.
  legend integer not null check (legend between 0 and 65535),
  -- What the packs of law say, each with its text, its date and its citation.
  legends jsonb not null,
  determined_at timestamptz not null,
  -- The offering has closed: from here on it stays.
  closed_day integer check (closed_day > 0)
);
