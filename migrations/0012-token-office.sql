-- Owner: src/instrument. A token's functions are in two contracts since; the second one is a step of its own.
alter table protocol_step drop constraint protocol_step_step_check;
alter table protocol_step add constraint protocol_step_step_check check (
  step in (
    'InvestorRegistry',
    'TokenOffice',
    'SecurityToken',
    'Distributor',
    'Factory',
    'DevStablecoin',
    'registry-agent'
  )
);
