-- Owner: src/offering. When officers were told that money at a bank for a subscription waits for one of them as the window ends: of each,
-- so that they are told again where more comes.
alter table subscription add column wire_told_at timestamptz;
alter table offering drop column wires_told_at;
