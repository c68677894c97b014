-- Owner: src/platform (chain_network) and src/corporate-action (distribution).

-- Why the chain is not read any further until a person has looked; null while it is.
alter table chain_network add column halted text;

-- What it waits for and why, in its module's reasons, with the numbers; null while it goes on by itself.
alter table distribution add column waiting jsonb;
