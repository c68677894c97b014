import type { Db } from '../platform/db/database.ts'

type NonceTable = {
  nonce: string
  bucket: Buffer
  expires_at: Temporal.Instant
  used_at: Temporal.Instant | null
}
const tables = (db: Db) => db.withTables<{ sign_in_nonce: NonceTable }>()

export async function insertNonce(
  db: Db,
  row: { readonly nonce: string; readonly bucket: Buffer; readonly expiresAt: Temporal.Instant },
): Promise<void> {
  await tables(db)
    .insertInto('sign_in_nonce')
    .values({ nonce: row.nonce, bucket: row.bucket, expires_at: row.expiresAt, used_at: null })
    .execute()
}

/** When those that somebody was given, and that are still good, end: the first to end first. */
export async function selectNonceEnds(
  db: Db,
  bucket: Buffer,
  now: Temporal.Instant,
): Promise<Temporal.Instant[]> {
  const rows = await tables(db)
    .selectFrom('sign_in_nonce')
    .select('expires_at')
    .where('bucket', '=', bucket)
    .where('expires_at', '>', now)
    .orderBy('expires_at')
    .execute()
  return rows.map(({ expires_at }) => expires_at)
}

export async function selectNonce(
  db: Db,
  nonce: string,
): Promise<{ readonly expiresAt: Temporal.Instant; readonly used: boolean } | null> {
  const row = await tables(db)
    .selectFrom('sign_in_nonce')
    .selectAll()
    .where('nonce', '=', nonce)
    .executeTakeFirst()
  return row === undefined ? null : { expiresAt: row.expires_at, used: row.used_at !== null }
}

/** Marks a nonce used; false when it was used already, so that two answers cannot both count. */
export async function useNonce(db: Db, nonce: string, at: Temporal.Instant): Promise<boolean> {
  const done = await tables(db)
    .updateTable('sign_in_nonce')
    .set({ used_at: at })
    .where('nonce', '=', nonce)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** Forgets nonces that ended before this: what was signed with one has ended as well. */
export async function deleteNonces(db: Db, before: Temporal.Instant): Promise<void> {
  await tables(db).deleteFrom('sign_in_nonce').where('expires_at', '<', before).execute()
}
