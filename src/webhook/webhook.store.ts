import { sql, type Selectable } from 'kysely'
import type { WebhookId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import type { DeliveryFailure, DeliveryStatus, Webhook } from './webhook.ts'

type WebhookTable = {
  id: string
  url: string
  events: string[]
  sealed_secret: Buffer | null
  created_at: Temporal.Instant
  removed_at: Temporal.Instant | null
  seen_seq: number
}
type DeliveryTable = {
  webhook: string
  seq: number
  status: DeliveryStatus
  attempts: number
  next_at: Temporal.Instant
  delivered_at: Temporal.Instant | null
  last_status: number | null
  last_failure: DeliveryFailure | null
}
const tables = (db: Db) => db.withTables<{ webhook: WebhookTable; webhook_delivery: DeliveryTable }>()

/** A webhook with what only the platform may see of it; one that was removed has no secret. */
export type StoredWebhook = {
  readonly hook: Webhook
  readonly sealedSecret: Buffer | null
  readonly seenSeq: number
}
export type StoredDelivery = Omit<Selectable<DeliveryTable>, 'webhook'>

function toStored(row: Selectable<WebhookTable>): StoredWebhook {
  const { url, events, created_at: createdAt, removed_at: removedAt } = row
  const hook = { id: row.id as WebhookId, url, events, createdAt, removedAt }
  return { hook, sealedSecret: row.sealed_secret, seenSeq: row.seen_seq }
}

export async function insertWebhook(
  db: Db,
  { id, url, events, createdAt }: Webhook,
  { sealedSecret, seenSeq }: { readonly sealedSecret: Buffer; readonly seenSeq: number },
): Promise<void> {
  await tables(db)
    .insertInto('webhook')
    .values({
      id,
      url,
      events: [...events],
      sealed_secret: sealedSecret,
      created_at: createdAt,
      removed_at: null,
      seen_seq: seenSeq,
    })
    .execute()
}

export async function selectWebhook(db: Db, id: WebhookId): Promise<StoredWebhook | null> {
  const row = await tables(db).selectFrom('webhook').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : toStored(row)
}

/** Webhooks by id, removed ones among them. */
export async function selectWebhooks(
  db: Db,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<Webhook[]> {
  const rows = await tables(db)
    .selectFrom('webhook')
    .selectAll()
    .where('id', '>', after ?? '')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => toStored(row).hook)
}

export async function selectActiveWebhooks(db: Db): Promise<StoredWebhook[]> {
  const rows = await tables(db)
    .selectFrom('webhook')
    .selectAll()
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(toStored)
}

/** Holds a webhook that is in use for the rest of the transaction; null when it is not. */
export async function holdWebhook(tx: Db, id: WebhookId): Promise<StoredWebhook | null> {
  const row = await tables(tx)
    .selectFrom('webhook')
    .selectAll()
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? null : toStored(row)
}

export async function markSeen(db: Db, id: WebhookId, seq: number): Promise<void> {
  await tables(db).updateTable('webhook').set({ seen_seq: seq }).where('id', '=', id).execute()
}

/** Takes a webhook out of use, with its secret; what waits for it is given up. Says whether it was in use. */
export async function markRemoved(db: Db, id: WebhookId, at: Temporal.Instant): Promise<boolean> {
  const row = await tables(db)
    .updateTable('webhook')
    .set({ removed_at: at, sealed_secret: null })
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  await tables(db)
    .updateTable('webhook_delivery')
    .set({ status: 'given-up' })
    .where('webhook', '=', id)
    .where('status', '=', 'waiting')
    .execute()
  return row !== undefined
}

export async function insertDeliveries(
  db: Db,
  webhook: WebhookId,
  seqs: readonly number[],
  { attempts, nextAt }: { readonly attempts: number; readonly nextAt: Temporal.Instant },
): Promise<void> {
  if (seqs.length === 0) return
  await tables(db)
    .insertInto('webhook_delivery')
    .values(
      seqs.map((seq) => ({
        webhook,
        seq,
        status: 'waiting' as const,
        attempts,
        next_at: nextAt,
        delivered_at: null,
        last_status: null,
        last_failure: null,
      })),
    )
    .execute()
}

/** Takes the oldest delivery that is due, counts the attempt, and keeps others from it until `until`. */
export async function claimDelivery(
  db: Db,
  webhook: WebhookId,
  { now, until }: { readonly now: Temporal.Instant; readonly until: Temporal.Instant },
): Promise<{ readonly seq: number } | null> {
  const due = tables(db)
    .selectFrom('webhook_delivery')
    .select('seq')
    .where('webhook', '=', webhook)
    .where('status', '=', 'waiting')
    .where('next_at', '<=', now)
    .orderBy('seq')
    .limit(1)
    .forUpdate()
    .skipLocked()
  const row = await tables(db)
    .updateTable('webhook_delivery')
    .set({ attempts: sql`attempts + 1`, next_at: until })
    .where('webhook', '=', webhook)
    .where('seq', '=', due)
    .returning('seq')
    .executeTakeFirst()
  return row ?? null
}

/** Writes down what came of an attempt, unless the delivery has ended meanwhile. Says whether it was written. */
export async function updateDelivery(
  db: Db,
  { webhook, seq }: { readonly webhook: WebhookId; readonly seq: number },
  change: Partial<StoredDelivery>,
): Promise<boolean> {
  const row = await tables(db)
    .updateTable('webhook_delivery')
    .set(change)
    .where('webhook', '=', webhook)
    .where('seq', '=', seq)
    .where('status', '=', 'waiting')
    .returning('seq')
    .executeTakeFirst()
  return row !== undefined
}

/** Deliveries to a webhook from the newest back, those before `before`. */
export function selectDeliveries(
  db: Db,
  webhook: WebhookId,
  {
    before,
    limit,
    status,
  }: { readonly before: number | null; readonly limit: number; readonly status: DeliveryStatus | null },
): Promise<StoredDelivery[]> {
  let query = tables(db)
    .selectFrom('webhook_delivery')
    .selectAll()
    .where('webhook', '=', webhook)
    .orderBy('seq', 'desc')
    .limit(limit)
  if (before !== null) query = query.where('seq', '<', before)
  if (status !== null) query = query.where('status', '=', status)
  return query.execute()
}
