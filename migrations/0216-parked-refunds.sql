-- Owner: src/investor. Money that waits for an investor in an escrow stands in the way of erasing them.
create or replace view investor_stake as
  -- Units: what came in, less what went out, of each token.
  select w.investor, 'units'::text as kind
    from wallet w
    cross join lateral (
      select m.token, m.units from register_movement m
        where m.kind = 'transfer' and lower(m.to_wallet) = w.address
      union all
      select m.token, -m.units from register_movement m
        where m.kind = 'transfer' and lower(m.from_wallet) = w.address
    ) moved
    group by w.investor, w.address, moved.token
    having sum(moved.units) > 0
  union all
  select w.investor, 'payment'
    from wallet w
    join distribution_entitlement e on lower(e.wallet) = w.address and e.amount > 0
    join distribution d on d.id = e.distribution and d.status not in ('closed', 'nothing-to-pay', 'set-off')
  union all
  -- Parked and not fetched since.
  select w.investor, 'payment'
    from wallet w
    join distributor_event p on lower(p.wallet) = w.address and p.kind = 'parked'
    where not exists (
      select 1 from distributor_event x
        where x.chain_id = p.chain_id
          and (x.kind = 'expired' or (x.kind = 'paid' and lower(x.wallet) = w.address))
    )
  union all
  select s.investor, 'order'
    from subscription s where s.status in ('in-progress', 'pending')
  union all
  -- A refund that could not be sent waits in the offering's contract.
  select s.investor, 'payment'
    from subscription s where s.reason = 'REFUND_PARKED'
  union all
  select w.investor, 'order'
    from wallet w
    join register_transfer t
      on t.status = 'pending' and (lower(t.from_wallet) = w.address or lower(t.to_wallet) = w.address);
