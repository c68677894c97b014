-- Owner: src/offering. When officers were told, at the end of the window, that money at a bank waits for one of them.
alter table offering add column wires_told_at timestamptz;
