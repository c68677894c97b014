-- Owner: src/corporate-action. Which token a redemption was announced for, in lower case: anybody may announce under any reference
-- for a token of their own. What was announced before this has none.
alter table redemption_event add column token text;
