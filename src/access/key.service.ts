import { newId, type KeyId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { appendAudit } from '../platform/audit.ts'
import type { Db } from '../platform/db/database.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import { personOf, type Work } from '../platform/work.ts'
import { isSame, keyPrefix, newKey, tokenHash } from './secret.service.ts'
import { insertKey, markKey, selectKey, selectKeyByPrefix, selectKeys } from './key.store.ts'
import { isValidKey, KEY_DAYS_MAX, scopeRefusal, type ApiKey, type Scope } from './user.ts'

const TOUCH_SECONDS = 60

/**
 * Makes an API key, which belongs to whoever makes it: nobody holds one that acts as somebody else. Its text is in the answer
 * and nowhere else: only a hash is kept.
 */
export async function createKey(
  work: Work,
  wanted: Scope & {
    readonly label: string
    readonly expiresAt: Temporal.Instant
  },
  systemNow: Temporal.Instant,
): Promise<Result<{ key: ApiKey; secret: string }, 'SCOPE_INVALID' | 'KEY_LIFETIME'>> {
  const bad = scopeRefusal(wanted)
  if (bad !== null) return bad
  const lastEnd = systemNow.add({ hours: 24 * KEY_DAYS_MAX })
  const fits =
    Temporal.Instant.compare(wanted.expiresAt, systemNow) > 0 &&
    Temporal.Instant.compare(wanted.expiresAt, lastEnd) <= 0
  if (!fits) return refuse('KEY_LIFETIME', { days: String(KEY_DAYS_MAX) })

  const maker = work.by.kind === 'system' ? null : personOf(work.by)
  const { key: secret, prefix } = newKey()
  const { label, role, issuer, investor, expiresAt } = wanted
  const key: ApiKey = {
    id: newId('key'),
    label,
    prefix,
    role,
    issuer,
    investor,
    owner: maker,
    createdAt: systemNow,
    expiresAt,
    revokedAt: null,
    lastUsedAt: null,
  }
  await insertKey(work.db, key, { hash: tokenHash(secret), by: work.by.id })
  const detail = { role, issuer, investor, expiresAt: expiresAt.toString() }
  await appendAudit(work, { action: 'key.created', subject: key.id, detail })
  // A key that nobody knows of is how a break-in stays: all administrators hear of each.
  await enqueueNotice(work, {
    topic: 'key.created',
    subject: null,
    audience: { role: 'administrator' },
    facts: { role, until: expiresAt.toString().slice(0, 10) },
  })
  return ok({ key, secret })
}

/**
 * Takes a key out of use at once. Doing it again changes nothing.
 *
 * @param owner whose alone may be revoked; null for anybody's
 */
export async function revokeKey(
  work: Work,
  id: KeyId,
  owner: string | null,
  systemNow: Temporal.Instant,
): Promise<Result<ApiKey, 'NOT_FOUND'>> {
  const key = await selectKey(work.db, id)
  if (key === null || (owner !== null && key.owner !== owner)) return refuse('NOT_FOUND')
  if (key.revokedAt !== null) return ok(key)
  await markKey(work.db, id, { revoked_at: systemNow })
  await appendAudit(work, { action: 'key.revoked', subject: id })
  return ok({ ...key, revokedAt: systemNow })
}

/** The key that this text is, if it opens anything now; when it was last used is noted to the minute. */
export async function openKey(db: Db, text: string, now: Temporal.Instant): Promise<ApiKey | null> {
  const prefix = keyPrefix(text)
  const found = prefix === null ? null : await selectKeyByPrefix(db, prefix)
  if (found === null || !isSame(found.hash, tokenHash(text)) || !isValidKey(found.key, now)) return null
  const { id, lastUsedAt } = found.key
  if (lastUsedAt === null || now.since(lastUsedAt).total('seconds') >= TOUCH_SECONDS)
    await markKey(db, id, { last_used_at: now })
  return found.key
}

/** Keys by id, revoked and expired ones among them; of one owner, or of everybody. */
export function keys(
  db: Db,
  range: { readonly owner: string | null; readonly after: string | null; readonly limit: number },
): Promise<ApiKey[]> {
  return selectKeys(db, range)
}
