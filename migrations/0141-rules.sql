-- Owner: src/restriction. Which rules of law are asked about an instrument, what was decided by them, and who changed them.

-- Versions of packs, under the hash by which decisions name them. A version that is in the table stays what it was.
create table rule_pack (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  pack text not null,
  version text not null,
  content jsonb not null,
  state text not null check (state in ('proposed', 'active', 'rejected')),
  effective_from date not null,
  proposed_by text not null,
  proposed_at timestamptz not null,
  reason text not null,
  decided_by text,
  decided_at timestamptz,
  check ((state = 'proposed') = (decided_at is null)),
  -- Two people: whoever proposed a version does not activate it. Those that came along were decided by nobody.
  check (state <> 'active' or decided_by <> proposed_by or decided_by = 'platform')
);
create unique index rule_pack_proposed on rule_pack (pack) where state = 'proposed';

-- Packs that an officer has put an instrument under, besides those that its exemption implies. They are not taken off.
create table rule_pin (
  instrument text not null references instrument (id),
  pack text not null,
  pinned_by text not null,
  pinned_at timestamptz not null,
  primary key (instrument, pack)
);

-- What an officer has recorded about an instrument and its issuer for the rules. Facts about people are in the vault.
create table rule_fact (
  instrument text not null references instrument (id),
  name text not null,
  value jsonb not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (instrument, name)
);

create table rule_decision (
  id text primary key,
  seq bigint generated always as identity unique,
  action text not null,
  instrument text not null references instrument (id),
  -- Whose facts it is about, in whose vault they are kept under the decision's id.
  investor text not null references investor (id),
  outcome text not null check (outcome in ('ALLOW', 'BLOCK', 'REVIEW')),
  -- The record's bytes (RFC 8785): a replay has to give exactly these.
  record text not null,
  -- `passed` and `refused` are final; `waiting` is put before an officer, who clears or refuses it.
  state text not null check (state in ('passed', 'refused', 'waiting', 'cleared')),
  -- Hash of what the doubts are, so that what was cleared is not asked again.
  doubts text,
  -- The cleared decision by which this one passed.
  cleared_by text references rule_decision (id),
  decided_at timestamptz not null,
  reviewed_by text,
  reviewed_at timestamptz,
  review_reason text,
  check (state not in ('waiting', 'cleared') or doubts is not null)
);
create index rule_decision_waiting on rule_decision (seq) where state = 'waiting';
create index rule_decision_doubts on rule_decision (doubts) where doubts is not null;
create index rule_decision_investor on rule_decision (investor, seq);

-- Answers of the classification questionnaire, and who said that a token is no security.
create table rule_classification (
  instrument text primary key references instrument (id),
  answers jsonb not null,
  maturity_months integer check (maturity_months between 0 and 1200),
  pack_sha256 text not null,
  answered_by text not null,
  answered_at timestamptz not null,
  opinion_sha256 text check (opinion_sha256 ~ '^[0-9a-f]{64}$'),
  first_approver text,
  second_approver text,
  check (second_approver is null or (first_approver is not null and second_approver <> first_approver)),
  check (first_approver is null or opinion_sha256 is not null)
);
