import type { Db } from '../platform/db/database.ts'
import type { DraftId, SheetDraft } from './sheet-draft.ts'

type DraftTable = {
  id: string
  owner: string
  key: string | null
  yaml: string
  created_at: Temporal.Instant
  saved_at: Temporal.Instant
}

const tables = (db: Db) => db.withTables<{ term_sheet_draft: DraftTable }>()

/** Somebody's drafts, the one that was saved last first; or the one of them that is asked for. */
export async function selectDrafts(
  db: Db,
  owner: string,
  which: { readonly id?: DraftId; readonly key?: string } = {},
): Promise<SheetDraft[]> {
  let query = tables(db).selectFrom('term_sheet_draft').selectAll().where('owner', '=', owner)
  if (which.id !== undefined) query = query.where('id', '=', which.id)
  if (which.key !== undefined) query = query.where('key', '=', which.key)
  const rows = await query.orderBy('saved_at', 'desc').orderBy('id').execute()
  return rows.map((row) => ({
    id: row.id as DraftId,
    key: row.key,
    yaml: row.yaml,
    createdAt: row.created_at,
    savedAt: row.saved_at,
  }))
}

export async function insertDraft(db: Db, owner: string, draft: SheetDraft): Promise<void> {
  const { id, key, yaml, createdAt, savedAt } = draft
  await tables(db)
    .insertInto('term_sheet_draft')
    .values({ id, owner, key, yaml, created_at: createdAt, saved_at: savedAt })
    .execute()
}

export async function updateDraft(
  db: Db,
  { id, key, yaml, savedAt }: Pick<SheetDraft, 'id' | 'key' | 'yaml' | 'savedAt'>,
): Promise<void> {
  await tables(db)
    .updateTable('term_sheet_draft')
    .set({ key, yaml, saved_at: savedAt })
    .where('id', '=', id)
    .execute()
}

export async function deleteDraft(db: Db, id: DraftId): Promise<void> {
  await tables(db).deleteFrom('term_sheet_draft').where('id', '=', id).execute()
}
