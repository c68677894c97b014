-- Owner: src/investor. Those of one investor are counted, and dropped once they have run out.
create index wallet_challenge_by_investor on wallet_challenge (investor);
