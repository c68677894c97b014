-- Owner: src/issuer. When a company was formed; null where no sheet says it.
alter table issuer_version add column formed_on date;
alter table spv_version add column formed_on date;
