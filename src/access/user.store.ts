import type { Selectable } from 'kysely'
import type { InvestorId, IssuerId, UserId } from '../kernel/ids.ts'
import type { Role } from '../kernel/role.ts'
import type { Language } from '../messages/message.ts'
import type { Db } from '../platform/db/database.ts'
import type { User, UserStatus } from './user.ts'

type UserTable = {
  id: string
  role: Role
  issuer: string | null
  investor: string | null
  status: UserStatus
  password: string | null
  demo: boolean
  language: Language
  created_at: Temporal.Instant
}
type SessionTable = {
  token_hash: Buffer
  user_account: string
  created_at: Temporal.Instant
  seen_at: Temporal.Instant
}
type LinkTable = {
  token_hash: Buffer
  purpose: 'setup' | 'password'
  user_account: string | null
  expires_at: Temporal.Instant
  used_at: Temporal.Instant | null
}
type UserTables = {
  user_account: UserTable
  user_session: SessionTable
  one_time_link: LinkTable
  investor_of_issuer: { issuer: string; investor: string }
  sign_in_failure: { bucket: Buffer; at: Temporal.Instant }
}
const tables = (db: Db) => db.withTables<UserTables>()

function toUser(row: Omit<Selectable<UserTable>, 'password' | 'created_at'>): User {
  return {
    id: row.id as UserId,
    role: row.role,
    issuer: row.issuer as IssuerId | null,
    investor: row.investor as InvestorId | null,
    status: row.status,
    demo: row.demo,
    language: row.language,
  }
}

export async function insertUser(
  db: Db,
  user: User,
  { password, at }: { readonly password: string | null; readonly at: Temporal.Instant },
): Promise<void> {
  await tables(db)
    .insertInto('user_account')
    .values({ ...user, password, created_at: at })
    .execute()
}

export async function updateUser(
  db: Db,
  id: UserId,
  change: Partial<Pick<UserTable, 'role' | 'issuer' | 'investor' | 'status' | 'password' | 'language'>>,
): Promise<void> {
  await tables(db).updateTable('user_account').set(change).where('id', '=', id).execute()
}

export async function selectUser(db: Db, id: UserId): Promise<User | null> {
  const row = await tables(db).selectFrom('user_account').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : toUser(row)
}

export async function selectPassword(db: Db, id: UserId): Promise<string | null> {
  const row = await tables(db)
    .selectFrom('user_account')
    .select('password')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.password ?? null
}

export async function selectUsers(
  db: Db,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<User[]> {
  const rows = await tables(db)
    .selectFrom('user_account')
    .selectAll()
    .where('id', '>', after ?? '')
    .where('status', '<>', 'erased')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(toUser)
}

/** Everybody who signs in for an investor, and was not erased. */
export async function selectUsersOf(db: Db, investor: InvestorId): Promise<UserId[]> {
  const rows = await tables(db)
    .selectFrom('user_account')
    .select('id')
    .where('investor', '=', investor)
    .where('status', '<>', 'erased')
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id as UserId)
}

export async function selectDemoUsers(db: Db): Promise<User[]> {
  const rows = await tables(db)
    .selectFrom('user_account')
    .selectAll()
    .where('demo', '=', true)
    .where('status', '=', 'active')
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(toUser)
}

/** The users whom a notice reaches: those who can see it, and are not gone. */
export async function selectAudience(
  db: Db,
  whom: {
    readonly user?: string
    readonly investor?: string
    readonly role?: Role
    readonly issuer?: string
    readonly about?: string
  },
): Promise<UserId[]> {
  let query = tables(db)
    .selectFrom('user_account')
    .select('id')
    .where('status', 'in', ['invited', 'active'])
    .orderBy('id')
  const { user, investor, role, issuer, about } = whom
  if (user !== undefined) query = query.where('id', '=', user)
  if (investor !== undefined) query = query.where('investor', '=', investor)
  if (role !== undefined) query = query.where('role', '=', role)
  // Who is bound to no issuer sees all of them.
  if (issuer !== undefined)
    query = query.where((where) => where.or([where('issuer', '=', issuer), where('issuer', 'is', null)]))
  if (about !== undefined)
    query = query.where((where) =>
      where.or([
        where('issuer', 'is', null),
        where.exists(
          where
            .selectFrom('investor_of_issuer as known')
            .select('known.investor')
            .where('known.investor', '=', about)
            .whereRef('known.issuer', '=', 'user_account.issuer'),
        ),
      ]),
    )
  return (await query.execute()).map(({ id }) => id as UserId)
}

export async function anyUser(db: Db): Promise<boolean> {
  return (await tables(db).selectFrom('user_account').select('id').limit(1).executeTakeFirst()) !== undefined
}

/** Administrators who can sign in; locked, so that two of them cannot remove each other at once. */
export async function lockAdministrators(db: Db): Promise<UserId[]> {
  const rows = await tables(db)
    .selectFrom('user_account')
    .select('id')
    .where('role', '=', 'administrator')
    .where('status', '=', 'active')
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map(({ id }) => id as UserId)
}

export async function insertSession(db: Db, hash: Buffer, user: UserId, at: Temporal.Instant): Promise<void> {
  await tables(db)
    .insertInto('user_session')
    .values({ token_hash: hash, user_account: user, created_at: at, seen_at: at })
    .execute()
}

export async function selectSession(
  db: Db,
  hash: Buffer,
): Promise<{
  readonly user: User
  readonly createdAt: Temporal.Instant
  readonly seenAt: Temporal.Instant
} | null> {
  const row = await tables(db)
    .selectFrom('user_session')
    .innerJoin('user_account', 'user_account.id', 'user_session.user_account')
    .select(['id', 'role', 'issuer', 'investor', 'status', 'demo', 'language'])
    .select(['user_session.created_at', 'seen_at'])
    .where('token_hash', '=', hash)
    .executeTakeFirst()
  return row === undefined ? null : { user: toUser(row), createdAt: row.created_at, seenAt: row.seen_at }
}

export async function touchSession(db: Db, hash: Buffer, at: Temporal.Instant): Promise<void> {
  await tables(db).updateTable('user_session').set({ seen_at: at }).where('token_hash', '=', hash).execute()
}

export async function deleteSession(db: Db, hash: Buffer): Promise<void> {
  await tables(db).deleteFrom('user_session').where('token_hash', '=', hash).execute()
}

export async function deleteSessionsOf(db: Db, user: UserId): Promise<void> {
  await tables(db).deleteFrom('user_session').where('user_account', '=', user).execute()
}

export async function insertLink(
  db: Db,
  link: { readonly hash: Buffer; readonly user: UserId | null; readonly expiresAt: Temporal.Instant },
): Promise<void> {
  await tables(db)
    .insertInto('one_time_link')
    .values({
      token_hash: link.hash,
      purpose: link.user === null ? 'setup' : 'password',
      user_account: link.user,
      expires_at: link.expiresAt,
      used_at: null,
    })
    .execute()
}

/** Takes away the links of a user, or those by which the first administrator may be made. */
export async function deleteLinks(db: Db, user: UserId | null): Promise<void> {
  const query = tables(db).deleteFrom('one_time_link')
  await (
    user === null ? query.where('purpose', '=', 'setup') : query.where('user_account', '=', user)
  ).execute()
}

/** The user of a link that still counts, null for a set-up link; undefined when there is no such link. */
export async function lockLink(
  db: Db,
  {
    hash,
    purpose,
    at,
  }: { readonly hash: Buffer; readonly purpose: 'setup' | 'password'; readonly at: Temporal.Instant },
): Promise<UserId | null | undefined> {
  const row = await tables(db)
    .selectFrom('one_time_link')
    .select('user_account')
    .where('token_hash', '=', hash)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? undefined : (row.user_account as UserId | null)
}

export async function spendLink(db: Db, hash: Buffer, at: Temporal.Instant): Promise<void> {
  await tables(db).updateTable('one_time_link').set({ used_at: at }).where('token_hash', '=', hash).execute()
}

export async function insertFailures(
  db: Db,
  buckets: readonly Buffer[],
  at: Temporal.Instant,
): Promise<void> {
  await tables(db)
    .insertInto('sign_in_failure')
    .values(buckets.map((bucket) => ({ bucket, at })))
    .execute()
}

/** The times of a bucket's failures after `since`, oldest first. */
export async function selectFailures(
  db: Db,
  bucket: Buffer,
  since: Temporal.Instant,
): Promise<Temporal.Instant[]> {
  const rows = await tables(db)
    .selectFrom('sign_in_failure')
    .select('at')
    .where('bucket', '=', bucket)
    .where('at', '>', since)
    .orderBy('at')
    .execute()
  return rows.map(({ at }) => at)
}

/** Forgets what no longer counts: failures, dead sessions, spent links. */
export async function deleteStale(
  db: Db,
  before: {
    readonly failures: Temporal.Instant
    readonly sessions: Temporal.Instant
    readonly links: Temporal.Instant
  },
): Promise<void> {
  await tables(db).deleteFrom('sign_in_failure').where('at', '<', before.failures).execute()
  await tables(db).deleteFrom('user_session').where('created_at', '<', before.sessions).execute()
  await tables(db).deleteFrom('one_time_link').where('expires_at', '<', before.links).execute()
}
