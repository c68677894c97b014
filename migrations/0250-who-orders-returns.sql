-- Owner: src/offering. Who stands behind the order of a return: they and whoever brings in the statement that shows it gone are two.
alter table bank_entry add column return_ordered_by text;
update bank_entry e set return_ordered_by = o.person
  from (
    select distinct on (v.entry) v.entry, coalesce(k.owner, v.by) as person
      from bank_entry_event v left join api_key k on k.id = v.by
      where v.what = 'return-ordered'
      order by v.entry, v.id desc
  ) o
  where o.entry = e.id and e.return_amount is not null;
