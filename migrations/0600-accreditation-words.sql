-- Owner: src/investor. A claim is kept in the words of an accreditation: `pending` until it is decided, then `accredited` or
-- `rejected`.
drop index accreditation_open;
alter table accreditation drop constraint accreditation_status_check, drop constraint accreditation_check,
  drop constraint accreditation_check2;
update accreditation set status = case status
  when 'claimed' then 'pending' when 'verified' then 'accredited' else 'rejected' end;
alter table accreditation
  add check (status in ('pending', 'accredited', 'rejected')),
  add check ((status = 'pending') = (decided_at is null)),
  add check ((status = 'accredited') = (expires_on is not null));
create unique index accreditation_open on accreditation (investor) where status = 'pending';
