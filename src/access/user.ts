import type { InvestorId, IssuerId, KeyId, UserId } from '../kernel/ids.ts'
import { ok, refuse, type Refusal, type Result } from '../kernel/result.ts'
import type { Role } from '../kernel/role.ts'
import type { Language } from '../messages/message.ts'

/** Invited: was never let in, or must choose a password anew. Erased: the id is kept, the person is not. */
export const USER_STATUSES = ['invited', 'active', 'disabled', 'erased'] as const
export type UserStatus = (typeof USER_STATUSES)[number]

/** What a role may see: an issuer's people one issuer, an investor themself; officers and auditors may be narrowed. */
export type Scope = {
  readonly role: Role
  readonly issuer: IssuerId | null
  readonly investor: InvestorId | null
}

export type User = Scope & {
  readonly id: UserId
  readonly status: UserStatus
  readonly demo: boolean
  /** In which they read: their mails are in it. */
  readonly language: Language
}

export type ApiKey = Scope & {
  readonly id: KeyId
  readonly label: string
  readonly prefix: string
  /** Whose key it is, or null of one that the platform made: for what needs two people, both are one. */
  readonly owner: string | null
  readonly createdAt: Temporal.Instant
  readonly expiresAt: Temporal.Instant
  readonly revokedAt: Temporal.Instant | null
  readonly lastUsedAt: Temporal.Instant | null
}

export const SESSION_IDLE_HOURS = 2
export const SESSION_HOURS_MAX = 12
export const LINK_HOURS = 24
export const KEY_DAYS_MAX = 366
export const PASSWORD_LENGTH_MIN = 12
export const PASSWORD_LENGTH_MAX = 200

/**
 * Whether the bounds fit the role: an investor's user needs the investor, an issuer's the issuer, and nobody else both.
 * Says of which field it does not.
 */
export function scopeRefusal({ role, issuer, investor }: Scope): Refusal<'SCOPE_INVALID'> | null {
  const [path, code, message] =
    role === 'investor' && investor === null
      ? ['investor', 'FIELD_REQUIRED', 'Name the investor.']
      : role === 'issuer' && issuer === null
        ? ['issuer', 'FIELD_REQUIRED', 'Name the issuer.']
        : role !== 'investor' && investor !== null
          ? ['investor', 'FIELD_UNKNOWN', 'This role is narrowed to no investor.']
          : (role === 'investor' || role === 'administrator') && issuer !== null
            ? ['issuer', 'FIELD_UNKNOWN', 'This role is narrowed to no issuer.']
            : []
  if (path === undefined || code === undefined || message === undefined) return null
  return refuse('SCOPE_INVALID', {}, [{ path, code, message }])
}

/**
 * Whether a password may be chosen. Length is what counts; composition rules are not asked for (NIST SP 800-63B,
 * 3.1.1.2). It may not be the person's own name or address, nor one character over and over.
 */
export function checkPassword(
  password: string,
  known: { readonly name: string; readonly email: string },
): Result<string, 'PASSWORD_WEAK'> {
  const length = [...password].length
  const lower = password.toLowerCase()
  const guessable =
    new Set(lower).size < 5 ||
    [known.email, known.email.split('@')[0] ?? '', known.name].some(
      (word) => word !== '' && lower.replaceAll(word.toLowerCase(), '').length < PASSWORD_LENGTH_MIN / 2,
    )
  return length < PASSWORD_LENGTH_MIN || length > PASSWORD_LENGTH_MAX || guessable
    ? refuse('PASSWORD_WEAK', { min: String(PASSWORD_LENGTH_MIN), max: String(PASSWORD_LENGTH_MAX) })
    : ok(password)
}

type SessionTimes = { readonly createdAt: Temporal.Instant; readonly seenAt: Temporal.Instant }

/** Whether a session still counts: used within the idle time, and begun within the longest. */
export function isLive({ createdAt, seenAt }: SessionTimes, now: Temporal.Instant): boolean {
  return (
    Temporal.Instant.compare(now, seenAt.add({ hours: SESSION_IDLE_HOURS })) < 0 &&
    Temporal.Instant.compare(now, createdAt.add({ hours: SESSION_HOURS_MAX })) < 0
  )
}

/** Whether a key opens anything at `now`. */
export function isValidKey(key: Pick<ApiKey, 'expiresAt' | 'revokedAt'>, now: Temporal.Instant): boolean {
  return key.revokedAt === null && Temporal.Instant.compare(now, key.expiresAt) < 0
}

/** How many failed attempts within the window are borne: from one place, for one person, and for both. */
export const FAILURES_MAX = { peer: 20, pair: 10, person: 100 } as const
export const FAILURE_WINDOW_MINUTES = 15
