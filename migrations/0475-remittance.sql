-- Owner: src/corporate-action. Closed, and what was withheld may not all be with the tax authority yet: asked for until it is.
-- Of those that closed before, nobody looked again when that failed.
alter table distribution add column remit_open boolean not null default false;
update distribution set remit_open = true where status = 'closed';
