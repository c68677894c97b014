-- Owner: src/term-sheet. A draft is a person's: one that was written with a key is its owner's, and found from both.
update term_sheet_draft as draft set owner = key.owner
  from api_key as key
  where draft.owner = key.id and key.owner is not null
    and not exists (
      select from term_sheet_draft as other where other.owner = key.owner and other.key = draft.key
    );
