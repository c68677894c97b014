-- Owner: src/register. A transfer may also be refused because the sanctions lists are old: no rule of the token or of law was asked then.
alter table register_transfer drop constraint register_transfer_refused;
alter table register_transfer add constraint register_transfer_refused
  check (
    (status = 'transfer-rejected')
    = (jsonb_array_length(findings) > 0 or decision is not null or coalesce(failure, '') = 'SCREENING_STALE')
  );
