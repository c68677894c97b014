import { newId, type InvestorId, type IssuerId, type UserId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import type { Role } from '../kernel/role.ts'
import type { Language } from '../messages/message.ts'
import { appendAudit } from '../platform/audit.ts'
import { lockFor, transaction, type Db } from '../platform/db/database.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import { findByPersonal, putPersonal, readPersonalOf, shred } from '../platform/vault/vault.ts'
import type { Work } from '../platform/work.ts'
import { revokeKeysOf } from './key.store.ts'
import { hashPassword, newToken, tokenHash } from './secret.service.ts'
import { checkPassword, LINK_HOURS, scopeRefusal, type Scope, type User, type UserStatus } from './user.ts'
import {
  anyUser,
  deleteLinks,
  deleteSessionsOf,
  insertLink,
  insertUser,
  lockAdministrators,
  lockLink,
  selectDemoUsers,
  selectUser,
  selectUsers,
  selectUsersOf,
  spendLink,
  updateUser,
  selectAudience,
} from './user.store.ts'

/** A user as those who may know them see them. */
export type NamedUser = User & { readonly displayName: string; readonly email: string }

/** A secret for one use, to be handed over by a way that one trusts. Not kept: it cannot be shown again. */
export type OneTimeToken = { readonly token: string; readonly expiresAt: Temporal.Instant }

export type NewUser = {
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly issuer: IssuerId | null
  readonly investor: InvestorId | null
}

const PERSONAL = ['name', 'email'] as const

/**
 * Makes a user who is let in by a one-time link and then chooses a password.
 * @param systemNow the machine's clock: what guards a door does not follow the business clock
 */
export async function inviteUser(
  work: Work,
  person: NewUser,
  systemNow: Temporal.Instant,
): Promise<Result<{ user: NamedUser; link: OneTimeToken }, 'EMAIL_TAKEN' | 'SCOPE_INVALID'>> {
  const made = await makeUser(work, { ...person, password: null, demo: false })
  if (!made.ok) return made
  const link = await newLink(work.db, made.value.id, systemNow)
  await enqueueNotice(work, {
    topic: 'user.invited',
    subject: null,
    audience: { user: made.value.id },
    facts: {},
  })
  return ok({ user: made.value, link })
}

/** Makes a user who has chosen their password already. */
export function createUser(
  work: Work,
  person: NewUser & { readonly password: string },
): Promise<Result<NamedUser, 'EMAIL_TAKEN' | 'SCOPE_INVALID'>> {
  return makeUser(work, { ...person, demo: false })
}

/** Makes a user of the demo world, whom anybody at the screen of a sandbox may be. */
export function createDemoUser(
  work: Work,
  person: NewUser & { readonly password: string },
): Promise<Result<NamedUser, 'EMAIL_TAKEN' | 'SCOPE_INVALID'>> {
  return makeUser(work, { ...person, demo: true })
}

async function makeUser(
  work: Work,
  person: NewUser & { readonly password: string | null; readonly demo: boolean },
): Promise<Result<NamedUser, 'EMAIL_TAKEN' | 'SCOPE_INVALID'>> {
  const { name, role, issuer, investor, demo } = person
  const email = person.email.toLowerCase()
  const bad = scopeRefusal({ role, issuer, investor })
  if (bad !== null) return bad
  if (await isTaken(work.db, email, null)) return refuse('EMAIL_TAKEN')

  const status: UserStatus = person.password === null ? 'invited' : 'active'
  const user: User = { id: newId('usr'), role, issuer, investor, status, demo, language: 'en' }
  const password = person.password === null ? null : await hashPassword(person.password)
  await insertUser(work.db, user, { password, at: work.now })
  await putPersonal(work, user.id, { name, email: { value: email, lookup: true } })
  await appendAudit(work, {
    action: 'user.created',
    subject: user.id,
    detail: { role, issuer, investor, demo },
  })
  return ok({ ...user, displayName: name, email })
}

/** Whether another user has this address. Until the transaction ends nobody else can take it. */
export async function isTaken(db: Db, email: string, except: UserId | null): Promise<boolean> {
  await lockFor(db, `e-mail of a user`)
  return (await userIdsOf(db, email)).some((id) => id !== except)
}

/** From now on this user's mails are in this language; the same as before changes nothing. */
export async function chooseLanguage(
  work: Work,
  { id, language: before }: User,
  language: Language,
): Promise<void> {
  if (language === before) return
  await updateUser(work.db, id, { language })
  await appendAudit(work, { action: 'user.language-chosen', subject: id, detail: { language } })
}

/** The users with this address; investors may have the same one under their own id. */
async function userIdsOf(db: Db, email: string): Promise<UserId[]> {
  const found = await findByPersonal(db, 'email', email.toLowerCase())
  return found.filter((id): id is UserId => id.startsWith('usr_'))
}

export async function userByEmail(db: Db, email: string): Promise<User | null> {
  const [id] = await userIdsOf(db, email)
  return id === undefined ? null : selectUser(db, id)
}

export async function namedUser(db: Db, id: UserId): Promise<NamedUser | null> {
  const user = await selectUser(db, id)
  return user === null ? null : ((await withNames(db, [user]))[0] ?? null)
}

/** Users by id, those after `after`. */
export async function users(
  db: Db,
  range: { readonly after: string | null; readonly limit: number },
): Promise<NamedUser[]> {
  return withNames(db, await selectUsers(db, range))
}

/** Whether somebody is let in who acts for an issuer. */
export async function hasPeople(db: Db, issuer: IssuerId): Promise<boolean> {
  return (await selectAudience(db, { role: 'issuer', issuer })).length > 0
}

export async function demoUsers(db: Db): Promise<NamedUser[]> {
  return withNames(db, await selectDemoUsers(db))
}

async function withNames(db: Db, list: readonly User[]): Promise<NamedUser[]> {
  const personal = await readPersonalOf(
    db,
    list.map(({ id }) => id),
    PERSONAL,
  )
  return list.map((user) => {
    const { name = '', email = '' } = personal.get(user.id) ?? {}
    return { ...user, displayName: name, email }
  })
}

export type UserChange = Scope & {
  readonly name: string
  readonly email: string
  readonly status: 'active' | 'disabled'
}

/**
 * Changes a user. What they may see changes with their next request; one who is disabled is signed out everywhere. Their
 * keys end with either: a key has the rights of the day on which it was made.
 */
export async function changeUser(
  work: Work,
  id: UserId,
  change: UserChange,
): Promise<Result<NamedUser, 'NOT_FOUND' | 'EMAIL_TAKEN' | 'SCOPE_INVALID' | 'LAST_ADMINISTRATOR'>> {
  const user = await selectUser(work.db, id)
  if (user === null || user.status === 'erased') return refuse('NOT_FOUND')
  const { name, role, issuer, investor } = change
  const email = change.email.toLowerCase()
  const bad = scopeRefusal({ role, issuer, investor })
  if (bad !== null) return bad
  if (await isTaken(work.db, email, id)) return refuse('EMAIL_TAKEN')
  const stays = change.status === 'active' && role === 'administrator'
  if (!stays && (await isLastAdministrator(work.db, id))) return refuse('LAST_ADMINISTRATOR')

  // Somebody who has no password yet stays invited until they have one.
  const status = change.status === 'active' && user.status === 'invited' ? 'invited' : change.status
  await updateUser(work.db, id, { role, issuer, investor, status })
  await putPersonal(work, id, { name, email: { value: email, lookup: true } })
  if (status === 'disabled') await shutOut(work, id)
  else if (role !== user.role || issuer !== user.issuer || investor !== user.investor)
    await endKeysOf(work, id, { ownerChanged: id })
  await appendAudit(work, { action: 'user.changed', subject: id, detail: { role, issuer, investor, status } })
  return ok({ ...user, role, issuer, investor, status, displayName: name, email })
}

/** Erases a user: their sessions end, and who they were can no longer be read. What they did stays, under their id. */
export async function eraseUser(
  work: Work,
  id: UserId,
): Promise<Result<{ id: UserId }, 'NOT_FOUND' | 'LAST_ADMINISTRATOR'>> {
  const user = await selectUser(work.db, id)
  if (user === null || user.status === 'erased') return refuse('NOT_FOUND')
  if (await isLastAdministrator(work.db, id)) return refuse('LAST_ADMINISTRATOR')
  await updateUser(work.db, id, { status: 'erased', password: null })
  await shutOut(work, id)
  await shred(work, id)
  await appendAudit(work, { action: 'user.erased', subject: id })
  return ok({ id })
}

/** Erases everybody who signs in for an investor, and takes the investor's API keys out of use. */
export async function eraseUsersOf(work: Work, investor: InvestorId): Promise<void> {
  for (const id of await selectUsersOf(work.db, investor)) await eraseUser(work, id)
  await revokeKeysOf(work.db, { investor }, work.now)
}

/** Everybody who can sign in for an investor. */
export async function activeUsersOf(db: Db, investor: InvestorId): Promise<User[]> {
  const users = await Promise.all((await selectUsersOf(db, investor)).map((id) => selectUser(db, id)))
  return users.filter((user) => user?.status === 'active').map((user) => user!)
}

async function isLastAdministrator(db: Db, id: UserId): Promise<boolean> {
  const administrators = await lockAdministrators(db)
  return administrators.length === 1 && administrators[0] === id
}

/** Ends what a user gets in by: sessions, links, and the API keys that they own, which would otherwise go on for them. */
async function shutOut(work: Work, id: UserId): Promise<void> {
  await signOutEverywhere(work, id)
  await endKeysOf(work, id, { ownerLeft: id })
}

async function endKeysOf(work: Work, owner: UserId, detail: Readonly<Record<string, UserId>>): Promise<void> {
  for (const key of await revokeKeysOf(work.db, { owner }, work.now))
    await appendAudit(work, { action: 'key.revoked', subject: key, detail })
}

/** Ends every session and link of a user. */
export async function signOutEverywhere(work: Work, id: UserId): Promise<void> {
  await deleteSessionsOf(work.db, id)
  await deleteLinks(work.db, id)
}

/**
 * Lets a user choose a new password by a one-time link that an administrator hands over. The old password opens
 * nothing any more, and all their sessions end: whoever else had them is out.
 */
export async function recoverUser(
  work: Work,
  id: UserId,
  systemNow: Temporal.Instant,
): Promise<Result<OneTimeToken, 'NOT_FOUND'>> {
  const user = await selectUser(work.db, id)
  if (user === null || user.status === 'erased' || user.status === 'disabled') return refuse('NOT_FOUND')
  await signOutEverywhere(work, id)
  await updateUser(work.db, id, { status: 'invited', password: null })
  const link = await newLink(work.db, id, systemNow)
  await appendAudit(work, { action: 'user.recovery-started', subject: id })
  await enqueueNotice(work, { topic: 'user.recovered', subject: null, audience: { user: id }, facts: {} })
  return ok(link)
}

async function newLink(db: Db, user: UserId | null, systemNow: Temporal.Instant): Promise<OneTimeToken> {
  const token = newToken()
  const expiresAt = systemNow.add({ hours: LINK_HOURS })
  if (user !== null) await deleteLinks(db, user)
  await insertLink(db, { hash: tokenHash(token), user, expiresAt })
  return { token, expiresAt }
}

/**
 * The token with which the first administrator is made, or null when there are users. A new one at each start, of each
 * server; those before it count for their day too, since somebody may be holding what another start has printed. One of
 * them makes the administrator, and then none counts.
 */
export async function firstStart(work: Work, systemNow: Temporal.Instant): Promise<OneTimeToken | null> {
  if (!work.db.isTransaction) return transaction(work.db, (db) => firstStart({ ...work, db }, systemNow))
  if (await anyUser(work.db)) return null
  return newLink(work.db, null, systemNow)
}

/** Whether the token is one of `firstStart`, and nobody has used any. */
export async function isSetupOpen(work: Work, token: string, systemNow: Temporal.Instant): Promise<boolean> {
  const link = await lockLink(work.db, { hash: tokenHash(token), purpose: 'setup', at: systemNow })
  return link !== undefined && !(await anyUser(work.db))
}

/** Makes the first administrator, by a token of `firstStart`. */
export async function setUp(
  work: Work,
  given: { readonly token: string; readonly name: string; readonly email: string; readonly password: string },
  systemNow: Temporal.Instant,
): Promise<Result<NamedUser, 'LINK_INVALID' | 'PASSWORD_WEAK'>> {
  const strong = checkPassword(given.password, given)
  if (!strong.ok) return strong
  // Two people with two links make one administrator.
  await lockFor(work.db, 'the first administrator')
  if (!(await isSetupOpen(work, given.token, systemNow))) return refuse('LINK_INVALID')
  await deleteLinks(work.db, null)
  const made = await makeUser(work, {
    ...given,
    role: 'administrator',
    issuer: null,
    investor: null,
    demo: false,
  })
  if (!made.ok) throw new Error(`the first administrator was refused: ${made.reason}`)
  return made
}

/** Whether `choosePassword` would take this token. */
export async function isRecoveryOpen(
  work: Work,
  token: string,
  systemNow: Temporal.Instant,
): Promise<boolean> {
  return (await invitedBy(work, token, systemNow)) !== null
}

/** Whom an unused link lets choose a password; null when nobody. */
async function invitedBy(work: Work, token: string, systemNow: Temporal.Instant): Promise<NamedUser | null> {
  const id = await lockLink(work.db, { hash: tokenHash(token), purpose: 'password', at: systemNow })
  const user = id === undefined || id === null ? null : await namedUser(work.db, id)
  return user?.status === 'invited' ? user : null
}

/** Sets the password of the user whom a one-time link is for. */
export async function choosePassword(
  work: Work,
  { token, password }: { readonly token: string; readonly password: string },
  systemNow: Temporal.Instant,
): Promise<Result<NamedUser, 'LINK_INVALID' | 'PASSWORD_WEAK'>> {
  const user = await invitedBy(work, token, systemNow)
  if (user === null) return refuse('LINK_INVALID')
  const strong = checkPassword(password, { name: user.displayName, email: user.email })
  if (!strong.ok) return strong
  await spendLink(work.db, tokenHash(token), systemNow)
  await updateUser(work.db, user.id, { status: 'active', password: await hashPassword(password) })
  await appendAudit(work, { action: 'user.password-chosen', subject: user.id })
  return ok({ ...user, status: 'active' })
}
