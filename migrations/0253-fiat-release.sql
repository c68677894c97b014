-- Owner: src/offering. Since when the contract of an offering knows that money at a bank for issued units is the issuer's. Offerings that
-- closed before it was told are told by the platform's job.
alter table offering add column fiat_released_at timestamptz;
update offering o set fiat_released_at = i.settled_at
  from chain_intent i
  where i.subject = o.id and i.purpose = 'offering.release-fiat' and i.status = 'success';
-- What was too much of it, where units were issued before the contract was told of that.
update subscription set fiat_due = amount - cost
  where is_fiat and state = 'issued' and fiat_due is null and amount > cost;
