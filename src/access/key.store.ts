import type { Selectable } from 'kysely'
import type { InvestorId, IssuerId, KeyId, UserId } from '../kernel/ids.ts'
import type { Role } from '../kernel/role.ts'
import type { Db } from '../platform/db/database.ts'
import type { ApiKey } from './user.ts'

type KeyTable = {
  id: string
  label: string
  prefix: string
  hash: Buffer
  role: Role
  issuer: string | null
  investor: string | null
  owner: string | null
  created_by: string
  created_at: Temporal.Instant
  expires_at: Temporal.Instant
  revoked_at: Temporal.Instant | null
  last_used_at: Temporal.Instant | null
}
const tables = (db: Db) => db.withTables<{ api_key: KeyTable }>()

function toKey(row: Selectable<KeyTable>): ApiKey {
  return {
    id: row.id as KeyId,
    label: row.label,
    prefix: row.prefix,
    role: row.role,
    issuer: row.issuer as IssuerId | null,
    investor: row.investor as InvestorId | null,
    owner: row.owner,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
  }
}

export async function insertKey(
  db: Db,
  key: ApiKey,
  { hash, by }: { readonly hash: Buffer; readonly by: string },
): Promise<void> {
  await tables(db)
    .insertInto('api_key')
    .values({
      id: key.id,
      label: key.label,
      prefix: key.prefix,
      hash,
      role: key.role,
      issuer: key.issuer,
      investor: key.investor,
      owner: key.owner,
      created_by: by,
      created_at: key.createdAt,
      expires_at: key.expiresAt,
      revoked_at: null,
      last_used_at: null,
    })
    .execute()
}

export async function selectKeyByPrefix(
  db: Db,
  prefix: string,
): Promise<{ readonly key: ApiKey; readonly hash: Buffer } | null> {
  const row = await tables(db)
    .selectFrom('api_key')
    .selectAll()
    .where('prefix', '=', prefix)
    .executeTakeFirst()
  return row === undefined ? null : { key: toKey(row), hash: row.hash }
}

export async function selectKey(db: Db, id: KeyId): Promise<ApiKey | null> {
  const row = await tables(db).selectFrom('api_key').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : toKey(row)
}

export async function selectKeys(
  db: Db,
  range: { readonly owner: string | null; readonly after: string | null; readonly limit: number },
): Promise<ApiKey[]> {
  const { owner, after, limit } = range
  let query = tables(db)
    .selectFrom('api_key')
    .selectAll()
    .where('id', '>', after ?? '')
    .orderBy('id')
    .limit(limit)
  if (owner !== null) query = query.where('owner', '=', owner)
  return (await query.execute()).map(toKey)
}

export async function markKey(
  db: Db,
  id: KeyId,
  change: Partial<Pick<KeyTable, 'revoked_at' | 'last_used_at'>>,
): Promise<void> {
  await tables(db).updateTable('api_key').set(change).where('id', '=', id).execute()
}

/** Takes the keys that act for an investor, or that a user owns, out of use; answers which. */
export async function revokeKeysOf(
  db: Db,
  of: { readonly investor: InvestorId } | { readonly owner: UserId },
  at: Temporal.Instant,
): Promise<KeyId[]> {
  const revoked = tables(db)
    .updateTable('api_key')
    .set({ revoked_at: at })
    .where('revoked_at', 'is', null)
    .returning('id')
  const rows = await (
    'owner' in of ? revoked.where('owner', '=', of.owner) : revoked.where('investor', '=', of.investor)
  ).execute()
  return rows.map(({ id }) => id as KeyId)
}
