-- In which language a person reads: their mails are in it.
alter table user_account add column language text not null default 'en' check (language in ('en', 'ar'));
