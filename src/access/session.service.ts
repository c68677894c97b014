import type { UserId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import type { Role } from '../kernel/role.ts'
import { appendAudit } from '../platform/audit.ts'
import type { Clock } from '../platform/clock.ts'
import type { Db } from '../platform/db/database.ts'
import { forgetAnswers } from '../platform/http/idempotency.ts'
import type { Caller } from '../platform/http/route.ts'
import type { Authenticate } from '../platform/http/serve.ts'
import type { Work } from '../platform/work.ts'
import { openKey } from './key.service.ts'
import { attemptBucket, hashPassword, isPassword, newToken, tokenHash } from './secret.service.ts'
import {
  checkPassword,
  FAILURES_MAX,
  FAILURE_WINDOW_MINUTES,
  isLive,
  SESSION_HOURS_MAX,
  type Scope,
  type User,
} from './user.ts'
import { demoUsers, namedUser, signOutEverywhere, userByEmail, type NamedUser } from './user.service.ts'
import {
  deleteSession,
  deleteStale,
  insertFailures,
  insertSession,
  selectFailures,
  selectPassword,
  selectSession,
  touchSession,
  updateUser,
} from './user.store.ts'
import { deleteNonces } from './wallet-sign-in.store.ts'

/** A session as its browser holds it. */
export type NewSession = { readonly token: string; readonly maxAgeSeconds: number }
export type SignedIn = { readonly user: NamedUser; readonly session: NewSession }

const TOUCH_SECONDS = 60
const KEPT_DAYS = 2

/**
 * Signs a person in by address and password, and ends the session that the browser came with.
 * Every failure counts for the peer, the person, and both; past the bound even the right password waits.
 */
export async function signIn(
  work: Work,
  given: {
    readonly email: string
    readonly password: string
    readonly peer: string
    readonly token: string | null
  },
  systemNow: Temporal.Instant,
): Promise<Result<SignedIn, 'SIGN_IN_FAILED' | 'RATE_LIMITED'>> {
  const counts = attemptsOf(given)
  const wait = await waitSeconds(work.db, counts, systemNow)
  if (wait > 0) return refuse('RATE_LIMITED', { seconds: String(wait) })

  const user = await userByEmail(work.db, given.email)
  const kept = user?.status === 'active' ? await selectPassword(work.db, user.id) : null
  if (!(await isPassword(given.password, kept)) || user === null) {
    await insertFailures(
      work.db,
      counts.map(({ bucket }) => bucket),
      systemNow,
    )
    return refuse('SIGN_IN_FAILED')
  }
  return ok(await begin(work, user, given.token, systemNow))
}

/** Signs in as a demo account: the first one of this role. Only a sandbox offers it. */
export async function signInAsDemo(
  work: Work,
  { role, token }: { readonly role: Role; readonly token: string | null },
  systemNow: Temporal.Instant,
): Promise<Result<SignedIn, 'DEMO_ABSENT'>> {
  const user = (await demoUsers(work.db)).find((demo) => demo.role === role)
  return user === undefined ? refuse('DEMO_ABSENT') : ok(await begin(work, user, token, systemNow))
}

/** Begins a session for a user who has proved who they are. */
export async function begin(
  work: Work,
  user: User,
  former: string | null,
  systemNow: Temporal.Instant,
): Promise<SignedIn> {
  // A new token for each sign-in: one that was planted before it is worth nothing afterwards.
  if (former !== null) await deleteSession(work.db, tokenHash(former))
  const token = newToken()
  await insertSession(work.db, tokenHash(token), user.id, systemNow)
  const self: Work = { ...work, by: { kind: 'user', id: user.id } }
  await appendAudit(self, { action: 'session.began', subject: user.id })
  const named = await namedUser(work.db, user.id)
  if (named === null) throw new Error(`${user.id} has gone while signing in`)
  return { user: named, session: { token, maxAgeSeconds: SESSION_HOURS_MAX * 3600 } }
}

type Count = { readonly bucket: Buffer; readonly max: number }

function attemptsOf({ email, peer }: { readonly email: string; readonly peer: string }): Count[] {
  const person = email.toLowerCase()
  return [
    { bucket: attemptBucket('peer', peer), max: FAILURES_MAX.peer },
    { bucket: attemptBucket('pair', peer, person), max: FAILURES_MAX.pair },
    { bucket: attemptBucket('person', person), max: FAILURES_MAX.person },
  ]
}

/** Seconds until another attempt is heard: until the oldest of the failures that fill a bucket has aged out. */
export async function waitSeconds(db: Db, counts: readonly Count[], now: Temporal.Instant): Promise<number> {
  const since = now.subtract({ minutes: FAILURE_WINDOW_MINUTES })
  const waits = await Promise.all(
    counts.map(async ({ bucket, max }) => {
      const oldest = (await selectFailures(db, bucket, since)).at(-max)
      return oldest === undefined ? 0 : Math.ceil(oldest.since(since).total('seconds'))
    }),
  )
  return Math.max(...waits)
}

export async function signOut(work: Work, token: string | null): Promise<void> {
  if (token !== null) await deleteSession(work.db, tokenHash(token))
}

/** Changes one's own password; all other sessions end. */
export async function changePassword(
  work: Work,
  id: UserId,
  given: { readonly current: string; readonly password: string; readonly token: string | null },
  systemNow: Temporal.Instant,
): Promise<Result<SignedIn, 'PASSWORD_WRONG' | 'PASSWORD_WEAK'>> {
  const user = await namedUser(work.db, id)
  if (user === null) throw new Error(`${id} changes a password and does not exist`)
  if (!(await isPassword(given.current, await selectPassword(work.db, id)))) return refuse('PASSWORD_WRONG')
  const strong = checkPassword(given.password, { name: user.displayName, email: user.email })
  if (!strong.ok) return strong
  await updateUser(work.db, id, { password: await hashPassword(given.password) })
  await signOutEverywhere(work, id)
  await appendAudit(work, { action: 'user.password-changed', subject: id })
  return ok(await begin(work, user, null, systemNow))
}

/** Says who a request comes from, by API key or by session cookie; null for somebody unknown. */
export function authenticator(db: Db, clock: Clock): Authenticate {
  return async ({ authorization, token }) => {
    if (authorization !== null) return callerOfKey(db, authorization, clock.now())
    return token === null ? ok(null) : callerOfSession(db, token, clock.now())
  }
}

async function callerOfKey(
  db: Db,
  authorization: string,
  now: Temporal.Instant,
): Promise<Result<Caller, 'KEY_INVALID' | 'TOKEN_INVALID'>> {
  const key = /^Bearer (alq_\S*)$/i.exec(authorization)?.[1]
  if (key === undefined) return refuse('TOKEN_INVALID')
  const found = await openKey(db, key, now)
  return found === null
    ? refuse('KEY_INVALID')
    : ok({
        by: { kind: 'key', id: found.id, ...(found.owner === null ? {} : { owner: found.owner }) },
        ...bounds(found),
      })
}

async function callerOfSession(
  db: Db,
  token: string,
  now: Temporal.Instant,
): Promise<Result<Caller, 'SESSION_EXPIRED'>> {
  const hash = tokenHash(token)
  const session = await selectSession(db, hash)
  if (session === null || session.user.status !== 'active' || !isLive(session, now))
    return refuse('SESSION_EXPIRED')
  if (now.since(session.seenAt).total('seconds') >= TOUCH_SECONDS) await touchSession(db, hash, now)
  return ok({ by: { kind: 'user', id: session.user.id }, ...bounds(session.user) })
}

function bounds({ role, issuer, investor }: Scope): Scope {
  return { role, issuer, investor }
}

/** Clears away what no longer counts at any door. For a job, every hour or so. */
export async function sweepDoors(db: Db, systemNow: Temporal.Instant): Promise<void> {
  await deleteStale(db, {
    failures: systemNow.subtract({ minutes: FAILURE_WINDOW_MINUTES }),
    sessions: systemNow.subtract({ hours: SESSION_HOURS_MAX }),
    links: systemNow.subtract({ hours: 24 * KEPT_DAYS }),
  })
  await deleteNonces(db, systemNow)
  await forgetAnswers(db, systemNow)
}
