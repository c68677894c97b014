-- Owner: src/offering. What was paid past the platform is booked without a recipient.
alter table proceeds_payment drop constraint proceeds_payment_check2;
alter table proceeds_payment add constraint proceeds_payment_recipient
  check (use <> 'return-of-capital' or recipient is null);
