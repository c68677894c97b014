-- Owner: src/offering. What investors ask about an offering, and what its issuer answers to everybody.
create table question (
  id text primary key,
  seq bigint generated always as identity unique,
  offering text not null references offering (id),
  -- Shown to nobody. What they wrote is in the vault until the issuer publishes it, in the issuer's words.
  investor text not null references investor (id),
  asked_at timestamptz not null,
  published text,
  answer text,
  answered_at timestamptz,
  answered_by text,
  check ((answer is null) = (published is null)),
  check ((answer is null) = (answered_at is null)),
  check ((answer is null) = (answered_by is null))
);
create index question_by_offering on question (offering, seq desc);
create index question_waiting on question (offering, investor) where answer is null;
