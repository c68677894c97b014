-- Owner: src/offering. Every time that an investor says whether an offering suits them is kept: a decision names the one it used. What
-- they answered is in the vault, under the version.
create table suitability_answer (
  offering text not null references offering (id),
  investor text not null references investor (id),
  version integer not null check (version > 0),
  outcome text not null check (outcome in ('suitable', 'warned')),
  answered_at timestamptz not null,
  primary key (offering, investor, version)
);
-- They go on in spite of the warning.
create table suitability_acknowledgement (
  offering text not null,
  investor text not null,
  version integer not null,
  acknowledged_at timestamptz not null,
  primary key (offering, investor, version),
  foreign key (offering, investor, version) references suitability_answer (offering, investor, version)
);
insert into suitability_answer (offering, investor, version, outcome, answered_at)
  select offering, investor, 1, outcome, answered_at from suitability;
insert into suitability_acknowledgement (offering, investor, version, acknowledged_at)
  select offering, investor, 1, acknowledged_at from suitability where acknowledged_at is not null;
drop table suitability;
create trigger suitability_answer_kept before update or delete on suitability_answer
  for each row execute function refuse_edit();
create trigger suitability_acknowledgement_kept before update or delete on suitability_acknowledgement
  for each row execute function refuse_edit();
