import { randomBytes } from 'node:crypto'
import { newId, type WebhookId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { appendAudit, auditEntriesOf, latestAuditEntries } from '../platform/audit.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { derivedKey, open, seal } from '../platform/vault/seal.ts'
import type { Work } from '../platform/work.ts'
import { whereItLeads, type Network } from './network.service.ts'
import {
  insertWebhook,
  markRemoved,
  selectActiveWebhooks,
  selectDeliveries,
  selectWebhook,
  selectWebhooks,
  type StoredDelivery,
} from './webhook.store.ts'
import {
  webhookUrl,
  WEBHOOKS_MAX,
  type Delivery,
  type DeliveryStatus,
  type UrlFault,
  type Webhook,
} from './webhook.ts'

const SECRET_BYTES = 32

/**
 * Takes an address that is told, from now on, of each entry of the audit log that it wants. What it is signed with is in the
 * answer and nowhere else (Standard Webhooks 1.0.0: `whsec_` and base64): it is kept sealed.
 */
export async function registerWebhook(
  work: Work,
  wanted: { readonly url: string; readonly events: readonly string[] },
  network: Network,
): Promise<Result<{ readonly hook: Webhook; readonly secret: string }, UrlFault | 'WEBHOOK_LIMIT'>> {
  const read = webhookUrl(wanted.url)
  if (!read.ok) return read
  const url = read.value
  const fault = await whereItLeads(network, url)
  if (fault !== null) return refuse(fault)
  await lockFor(work.db, 'webhook')
  if ((await selectActiveWebhooks(work.db)).length >= WEBHOOKS_MAX)
    return refuse('WEBHOOK_LIMIT', { max: String(WEBHOOKS_MAX) })

  const id = newId('whk')
  const secret = randomBytes(SECRET_BYTES)
  const events = [...new Set(wanted.events)].sort()
  const hook: Webhook = { id, url: url.href, events, createdAt: work.now, removedAt: null }
  const detail = { host: url.hostname, events: events.join(' ') }
  await appendAudit(work, { action: 'webhook.registered', subject: id, detail })
  const seenSeq = await lastSeqAbout(work.db, id)
  await insertWebhook(work.db, hook, { sealedSecret: sealSecret(id, secret), seenSeq })
  return ok({ hook, secret: `whsec_${secret.toString('base64')}` })
}

/** Sends nothing more to an address, what waits included, and destroys its secret. Doing it again changes nothing. */
export async function removeWebhook(work: Work, id: WebhookId): Promise<Result<Webhook, 'NOT_FOUND'>> {
  const isRemoved = await markRemoved(work.db, id, work.now)
  if (isRemoved) await appendAudit(work, { action: 'webhook.removed', subject: id })
  const found = await selectWebhook(work.db, id)
  return found === null ? refuse('NOT_FOUND') : ok(found.hook)
}

/** One webhook, also a removed one; null where there is none. */
export async function webhookById(db: Db, id: WebhookId): Promise<Webhook | null> {
  return (await selectWebhook(db, id))?.hook ?? null
}

/** Webhooks by id, removed ones among them. */
export function webhooks(
  db: Db,
  range: { readonly after: string | null; readonly limit: number },
): Promise<Webhook[]> {
  return selectWebhooks(db, range)
}

/** What was sent to an address and what became of it, newest first. */
export async function deliveries(
  db: Db,
  id: WebhookId,
  range: { readonly before: number | null; readonly limit: number; readonly status: DeliveryStatus | null },
): Promise<Result<Delivery[], 'NOT_FOUND'>> {
  if ((await selectWebhook(db, id)) === null) return refuse('NOT_FOUND')
  return ok(await named(db, await selectDeliveries(db, id, range)))
}

/** Deliveries with the entries that they are of. */
export async function named(db: Db, rows: readonly StoredDelivery[]): Promise<Delivery[]> {
  const entries = new Map(
    (
      await auditEntriesOf(
        db,
        rows.map(({ seq }) => seq),
      )
    ).map((entry) => [entry.seq, entry]),
  )
  return rows.map((row) => {
    const { id, action: type, at, seq, subject } = entries.get(row.seq)!
    return {
      event: { id, type, at, seq, subject },
      status: row.status,
      attempts: row.attempts,
      nextAt: row.status === 'waiting' ? row.next_at : null,
      deliveredAt: row.delivered_at,
      lastStatus: row.last_status,
      lastFailure: row.last_failure,
    }
  })
}

/** The number of the newest entry about `subject`, of which there is one. */
export async function lastSeqAbout(db: Db, subject: string): Promise<number> {
  const [entry] = await latestAuditEntries(db, { before: null, limit: 1, subject })
  return entry!.seq
}

function sealSecret(id: WebhookId, secret: Buffer): Buffer {
  return seal(derivedKey('webhook/secret'), secret, id)
}

/** What an address is signed for with. */
export function openSecret(id: WebhookId, sealed: Buffer): Buffer {
  return open(derivedKey('webhook/secret'), sealed, id)
}
