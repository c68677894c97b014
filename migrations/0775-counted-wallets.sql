-- Owner: src/investor. A token counts a holder as what the registry's record said when it last looked. Whose record was written
-- since then, or whose accreditation ended, is counted anew.
alter table wallet
  -- The newest write of its record that is final.
  add column written integer not null default 0,
  -- The write after which tokens last counted it.
  add column counted integer not null default 0,
  -- The day on which the accreditation ends that it was counted with; null: without one.
  add column counted_accredited_until date;
update wallet set written = writes where registered;
create index wallet_uncounted on wallet (id) where written > counted;
create index wallet_counted_until on wallet (counted_accredited_until);
