-- Owner: src/offering. Whom an agreement names, and how they hold, as a mark that says nothing about them: who holds may change
-- before all have signed. An agreement from before is not known to name who holds now, and is drawn up anew.
alter table subscription_agreement add column holding text check (holding ~ '^[0-9a-f]{24}$');
