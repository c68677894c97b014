-- Owner: src/instrument. Whether an offering is for those alone whom the issuer has invited.
alter table instrument_version add column invited_only boolean not null default false;

-- Owner: src/offering. Who is invited to an offering; the audit log keeps who was before. No name and no address is here.
create table invitation (
  offering text not null references offering (id),
  investor text not null references investor (id),
  invited_at timestamptz not null,
  invited_by text not null,
  primary key (offering, investor)
);
