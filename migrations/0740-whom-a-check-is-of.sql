-- Owner: src/investor. A check of an applicant is of who they said they were when it was begun: a keyed hash of their name and
-- birth (of an entity, its country), which names nobody. Null: of somebody behind them, or begun before this was kept.
alter table kyc_check add column applicant text;
