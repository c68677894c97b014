import type { Db } from '../platform/db/database.ts'
import type { Work } from '../platform/work.ts'
import { insertTermSheet, selectTermSheet, type StoredSheet } from './sheet-text.store.ts'

export type { StoredSheet } from './sheet-text.store.ts'

/** A term sheet that was applied, by its hash; null when no such sheet was. */
export function sheetText(db: Db, sha256: string): Promise<StoredSheet | null> {
  return selectTermSheet(db, sha256)
}

/** Keeps the bytes of a term sheet that is applied; applying it again keeps the first. */
export function keepSheetText(
  { db, now, by }: Work,
  sheet: StoredSheet & { readonly sha256: string },
): Promise<void> {
  return insertTermSheet(db, { ...sheet, at: now, by: by.id })
}
