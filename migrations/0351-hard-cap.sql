-- Owner: src/instrument. The most base units that an offering sells; null is all that the class has.
alter table instrument_version add column hard_cap numeric check (hard_cap > 0 and hard_cap <= units_max);
