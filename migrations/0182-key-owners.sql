-- Owner: src/access. Whose key it is: for what needs two people, a key and its owner's session are one.
alter table api_key add column owner text;
update api_key set owner = created_by where created_by ~ '^(usr|key)_';
