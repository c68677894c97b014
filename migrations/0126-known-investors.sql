-- Owner: src/investor. Which investors an issuer's people know: see docs/decisions/0126-an-issuer-knows-its-own-investors.md.

-- The issuer whose people took them up; null where the platform's officers did.
alter table investor add column introduced_by text;
create index investor_introduced on investor (introduced_by) where introduced_by is not null;

-- Whether a wallet ever received units of a token.
create index register_movement_receiver on register_movement (lower(to_wallet), token) where kind = 'transfer';

-- Taken up by the issuer's people, or subscribed to one of its instruments, or received units of one: then or now.
create view investor_of_issuer as
  select introduced_by as issuer, id as investor from investor where introduced_by is not null
  union all
  select i.issuer, s.investor
    from subscription s join offering o on o.id = s.offering join instrument i on i.id = o.instrument
  union all
  select i.issuer, w.investor
    from wallet w
    join register_movement m on lower(m.to_wallet) = w.address and m.kind = 'transfer'
    join instrument i on lower(i.token) = m.token;
