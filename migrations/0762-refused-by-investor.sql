-- How often somebody asked in vain within an hour is counted each time that they ask.
create index subscription_refusal_by_investor on subscription_refusal (investor, asked_at);
