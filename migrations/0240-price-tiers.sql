-- Owner: src/instrument. What the first units cost, in the order in which they are sold: [{"unitsTo", "price"}], base units and
-- minor units of the payment currency as text. What comes after them costs `price`.
alter table instrument_version
  add column price_tiers jsonb not null default '[]';

-- Owner: src/offering. What the units cost that a subscription was allotted, in minor units; null before the closing says so.
alter table subscription add column cost numeric(78, 0) check (cost >= 0);
update subscription s
set cost = case
  when s.allotted = s.units then s.amount
  else ceil(s.allotted * v.price / power(10::numeric, v.decimals))
end
from offering o
join instrument_version v on v.instrument = o.instrument
where s.offering = o.id
  and s.allotted is not null
  and v.version = (select max(version) from instrument_version n where n.instrument = o.instrument);
