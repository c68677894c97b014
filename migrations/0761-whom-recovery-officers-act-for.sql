-- Owner: src/register. For which issuer alone an officer acted who approved; null acts for all, as does who approved before this
-- was kept. Asked again when the recovery begins: the lost wallet may have come to units of others meanwhile.
alter table wallet_recovery_approval add column issuer text references issuer (id);
