-- Owner: src/offering. Since when everything of an offering is with its issuer that is to go there: in each currency, and what the
-- contract is told of money at a bank. Before that the platform's job asks for it again.
alter table offering rename column fiat_released_at to released_at;
