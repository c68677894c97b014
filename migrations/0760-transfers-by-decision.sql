-- What a decision stopped is looked for by the decision, each time that a doubt about a transfer is answered.
create index register_transfer_decision on register_transfer (decision) where decision is not null;
