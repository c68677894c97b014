-- Owner: src/investor. What other modules hold about an investor that keeps their papers from being erased, and when the
-- last thing happened: see docs/decisions/0161-erased-people-stay-erased.md.
create index register_movement_giver on register_movement (lower(from_wallet), token) where kind = 'transfer';
create index distributor_event_by_wallet on distributor_event (lower(wallet)) where wallet is not null;
create index distribution_entitlement_by_wallet on distribution_entitlement (lower(wallet));

create view investor_stake as
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
  select s.investor, case when s.issuance = 'failure' then 'payment' else 'order' end
    from subscription s where s.status in ('in-progress', 'pending')
  union all
  select w.investor, 'order'
    from wallet w
    join register_transfer t
      on t.status = 'pending' and (lower(t.from_wallet) = w.address or lower(t.to_wallet) = w.address);

create view investor_dealing as
  select w.investor, m.at from wallet w
    join register_movement m on m.kind = 'transfer' and lower(m.to_wallet) = w.address
  union all
  select w.investor, m.at from wallet w
    join register_movement m on m.kind = 'transfer' and lower(m.from_wallet) = w.address
  union all
  select w.investor, b.at from wallet w
    join distributor_event e on e.kind in ('paid', 'parked') and lower(e.wallet) = w.address
    join chain_block b on b.hash = e.block_hash
  union all
  select investor, coalesce(settled_at, created_at) from subscription
  union all
  -- A verification that was decided is a record of a customer, also when they never bought anything.
  select id, decided_at from investor where decided_at is not null and kyc_until is not null;
