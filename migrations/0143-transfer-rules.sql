-- Owner: src/register. A transfer may be refused by rules of law too, which the decision has.
alter table register_transfer add column decision text references rule_decision (id);
alter table register_transfer drop constraint register_transfer_check;
alter table register_transfer add constraint register_transfer_refused
  check ((status = 'transfer-rejected') = (jsonb_array_length(findings) > 0 or decision is not null));
create index register_transfer_at on register_transfer (asked_at, id);
