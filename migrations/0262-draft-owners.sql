-- Owner: src/term-sheet. A draft is a person's: one that was written with a key is its owner's, and found from both. A person
-- has one draft of a share class: the one saved last keeps its name, after what they wrote without a key; the others come
-- along unnamed, and are named again where they are saved.
update term_sheet_draft as draft
  set owner = moved.owner, key = case when moved.is_taken then null else draft.key end
  from (
    select written.id, key.owner,
        row_number() over (partition by key.owner, written.key order by written.saved_at desc, written.id) > 1
          or exists (
            select from term_sheet_draft as other where other.owner = key.owner and other.key = written.key
          ) as is_taken
      from term_sheet_draft as written join api_key as key on key.id = written.owner
      where key.owner is not null
  ) as moved
  where draft.id = moved.id;
