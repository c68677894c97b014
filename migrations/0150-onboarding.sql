-- Owner: src/investor. How far somebody's application has come. What they answered is in the vault, never here.
create table onboarding_step (
  investor text not null references investor (id),
  step text not null check (
    step in ('identity', 'company', 'address', 'tax', 'owners', 'financial', 'check')
  ),
  saved_at timestamptz not null,
  primary key (investor, step)
);

-- The file that officers keep on an investor: one for each, through every renewal.
create table kyc_case (
  investor text primary key references investor (id),
  -- Why somebody has to look, beside what the status says.
  review_reasons text[] not null default '{}',
  -- Who sent the application in, and so may not approve it; null when nobody has yet.
  submitted_by text,
  submitted_at timestamptz,
  assignee text,
  -- Since when it has waited as it is: what the clock of an answer counts from.
  waiting_since timestamptz not null,
  -- The officer who looked at the evidence instead of a provider, which a second one's approval follows.
  examined_by text,
  examined_at timestamptz
);
insert into kyc_case (investor, waiting_since) select id, coalesce(decided_at, created_at) from investor;
create index kyc_case_by_wait on kyc_case (waiting_since, investor);

-- Remarks on a case. Their texts are in the vault under the investor.
create table kyc_comment (
  id text primary key,
  investor text not null references investor (id),
  visibility text not null check (visibility in ('public', 'internal')),
  by text not null,
  at timestamptz not null
);
create index kyc_comment_by_investor on kyc_comment (investor, at, id);

-- One look of a provider at an investor, and the newest thing the provider said of it.
create table kyc_check (
  provider text not null,
  -- The provider's own name for it.
  ref text not null,
  investor text not null references investor (id),
  started_at timestamptz not null,
  result text not null check (result in ('pending', 'approved', 'rejected', 'updates-required', 'review')),
  -- By the provider's clock; null while it has said nothing.
  result_at timestamptz,
  labels text[] not null default '{}',
  primary key (provider, ref)
);
create index kyc_check_by_investor on kyc_check (investor, started_at);

-- Every message of a provider, once: a second one with the same id changes nothing.
create table kyc_event (
  provider text not null,
  id text not null,
  ref text not null,
  result text not null,
  provider_at timestamptz not null,
  received_at timestamptz not null,
  applied boolean not null,
  primary key (provider, id)
);

-- What an investor was reminded of, so that it is said once.
create table kyc_reminder (
  investor text not null references investor (id),
  kyc_until date not null,
  days integer not null check (days >= 0),
  at timestamptz not null,
  primary key (investor, kyc_until, days)
);
