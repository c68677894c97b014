-- Owner: src/investor. Joint holders, a minor and those who are part of a trust are named in the application, in the vault, where
-- everybody behind an investor is. What was kept of them beside it is gone: they are to be named again.
drop table investor_registration;
delete from vault_field where field = 'registration.parties';
