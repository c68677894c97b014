-- Owner: src/offering. Before the words about people were kept in the vault, they stood here beside codes. What was said then is
-- not known to be about nobody, and a row that is never edited could not be erased with them: it goes, and codes alone stay.
alter table subscription_event disable trigger subscription_event_kept;
update subscription_event set reason = 'REJECTED' where reason !~ '^[A-Z][A-Z0-9_]*$';
alter table subscription_event enable trigger subscription_event_kept;
alter table subscription_event add constraint subscription_event_reason_code check (reason ~ '^[A-Z][A-Z0-9_]*$');
update subscription set reason = 'REJECTED' where reason !~ '^[A-Z][A-Z0-9_]*$';
alter table subscription add constraint subscription_reason_code check (reason ~ '^[A-Z][A-Z0-9_]*$');

-- Owner: src/bank.
alter table bank_entry_event disable trigger bank_entry_event_kept;
update bank_entry_event set reason = null where reason !~ '^[A-Z][A-Z0-9_]*$';
alter table bank_entry_event enable trigger bank_entry_event_kept;
alter table bank_entry_event add constraint bank_entry_event_reason_code check (reason ~ '^[A-Z][A-Z0-9_]*$');
