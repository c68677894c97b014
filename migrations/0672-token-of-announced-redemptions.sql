-- Owner: src/corporate-action. Which token was announced before migration 0670 is known of what the platform announced itself. What is
-- left without one was announced by others, under a reference of a repayment or not.
update redemption_event e
set token = lower(i.token)
from chain_intent c
join repayment r on r.id = c.subject
join instrument i on i.id = r.instrument
where e.kind = 'announced' and e.token is null
  and c.tx_hash = e.tx_hash and c.purpose = 'repayment.announce' and c.status = 'success';
