-- Owner: src/investor. What a form says that its holder is: line 3a of a W-9, lines 4 and 5 of a W-8BEN-E. Null in forms that were
-- taken before this was asked, which count as they are; line 5 is empty of a hybrid entity too.
alter table tax_form
  add column classification text,
  add column chapter4_status text,
  add check (classification is null or form <> 'W-8BEN'),
  add check (chapter4_status is null or (form = 'W-8BEN-E' and classification is not null));
