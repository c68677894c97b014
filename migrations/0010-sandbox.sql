-- Owner: src/platform. Where the business clock of a sandbox stands; no row: it follows the machine's clock.
create table sandbox_clock (
  one boolean primary key default true check (one),
  at timestamptz not null
);
