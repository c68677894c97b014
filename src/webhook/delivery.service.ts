import { createHmac } from 'node:crypto'
import type { WebhookId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { appendAudit, auditEntries } from '../platform/audit.ts'
import type { Clock } from '../platform/clock.ts'
import { transaction, type Db } from '../platform/db/database.ts'
import { systemActor, type Work } from '../platform/work.ts'
import { post, type Network } from './network.service.ts'
import { lastSeqAbout, named, openSecret } from './webhook.service.ts'
import {
  claimDelivery,
  holdWebhook,
  insertDeliveries,
  markSeen,
  selectActiveWebhooks,
  selectDeliveries,
  selectWebhook,
  updateDelivery,
} from './webhook.store.ts'
import {
  isDelivered,
  isWanted,
  pauseMinutes,
  webhookUrl,
  type Attempt,
  type DeliveredEvent,
  type Delivery,
} from './webhook.ts'

/** What messages are sent with. Pauses and signatures go by the machine's clock, as whoever checks them does. */
export type Courier = {
  readonly db: Db
  readonly clock: Clock
  readonly systemClock: Clock
  readonly network: Network
}

const BATCH = 500
/** Longer than an attempt takes: one that is not over by then died with its process, and is made again. */
const CLAIM_SECONDS = 60
/** How long a webhook of which much waits may keep the others from the next round. */
const ROUND_SECONDS = 5

/** One attempt that is under way. */
export type Sending = {
  readonly webhook: WebhookId
  readonly url: string
  readonly sealedSecret: Buffer
  readonly delivery: Delivery
}

/**
 * Tells every webhook what it has not been told of yet: at least once, and mostly in order. Returns how many attempts were
 * made. It may run in several processes at once.
 */
export async function deliverWebhooks(courier: Courier): Promise<number> {
  const hooks = await selectActiveWebhooks(courier.db)
  // One that is slow holds up none of the others.
  const sent = await Promise.all(
    hooks.map(async ({ hook: { id } }) => {
      await noteEntries(courier, id)
      return sendDue(courier, id)
    }),
  )
  return sent.reduce((sum, count) => sum + count, 0)
}

/** Makes a delivery of each new entry of the audit log that the webhook wants, once. */
async function noteEntries({ db, systemClock }: Courier, id: WebhookId): Promise<void> {
  for (;;) {
    const seen = await transaction(db, async (tx) => {
      const held = await holdWebhook(tx, id)
      if (held === null) return 0
      const entries = await auditEntries(tx, { after: held.seenSeq, limit: BATCH })
      const last = entries.at(-1)
      if (last === undefined) return 0
      const wanted = entries.filter(({ action }) => isWanted(held.hook.events, action))
      const seqs = wanted.map(({ seq }) => seq)
      await insertDeliveries(tx, id, seqs, { attempts: 0, nextAt: systemClock.now() })
      await markSeen(tx, id, last.seq)
      return entries.length
    })
    if (seen < BATCH) return
  }
}

/** Sends what is due until an attempt fails or the round is over: the next one goes on. */
async function sendDue({ db, clock, systemClock, network }: Courier, id: WebhookId): Promise<number> {
  const end = systemClock.now().add({ seconds: ROUND_SECONDS })
  for (let attempts = 0; ; attempts += 1) {
    const now = systemClock.now()
    if (Temporal.Instant.compare(now, end) >= 0) return attempts
    const claimed = await claimDelivery(db, id, { now, until: now.add({ seconds: CLAIM_SECONDS }) })
    const sending = claimed === null ? null : await sendingOf(db, id, claimed.seq)
    // Nothing is due, or the webhook was removed, and what waited for it given up.
    if (sending === null) return attempts
    const attempt = await send({ systemClock, network }, sending)
    await transaction(db, (tx) => {
      const work: Work = { db: tx, now: clock.now(), by: systemActor('webhooks') }
      return saveAttempt(work, sending, { attempt, now: systemClock.now() })
    })
    if (!isDelivered(attempt)) return attempts + 1
  }
}

async function sendingOf(db: Db, id: WebhookId, seq: number): Promise<Sending | null> {
  const found = await selectWebhook(db, id)
  if (found === null || found.sealedSecret === null) return null
  const { hook, sealedSecret } = found
  return { webhook: id, url: hook.url, sealedSecret, delivery: await deliveryOf(db, id, seq) }
}

async function deliveryOf(db: Db, id: WebhookId, seq: number): Promise<Delivery> {
  const [delivery] = await named(
    db,
    await selectDeliveries(db, id, { before: seq + 1, limit: 1, status: null }),
  )
  return delivery!
}

/**
 * Begins to send a webhook an entry of the audit log that says just that, `webhook.pinged`. Should nobody go on with
 * `send`, it is sent as others are.
 */
export async function beginPing(
  work: Work,
  id: WebhookId,
  systemNow: Temporal.Instant,
): Promise<Result<Sending, 'NOT_FOUND'>> {
  if ((await holdWebhook(work.db, id)) === null) return refuse('NOT_FOUND')
  await appendAudit(work, { action: 'webhook.pinged', subject: id })
  const seq = await lastSeqAbout(work.db, id)
  const nextAt = systemNow.add({ seconds: CLAIM_SECONDS })
  await insertDeliveries(work.db, id, [seq], { attempts: 1, nextAt })
  const sending = await sendingOf(work.db, id, seq)
  return sending === null ? refuse('NOT_FOUND') : ok(sending)
}

/** Makes one attempt. Nothing is written down. */
export async function send(
  { systemClock, network }: Pick<Courier, 'systemClock' | 'network'>,
  { webhook, url: text, sealedSecret, delivery }: Sending,
): Promise<Attempt> {
  const url = webhookUrl(text)
  // What was taken under other rules is not sent to either.
  if (!url.ok) return { failure: 'address-forbidden' }
  const secret = openSecret(webhook, sealedSecret)
  return post(network, url.value, signed(delivery.event, { secret, now: systemClock.now() }))
}

/** The message about an event, signed as Standard Webhooks 1.0.0 has it. */
function signed(
  { id, type, at, seq, subject }: DeliveredEvent,
  { secret, now }: { readonly secret: Buffer; readonly now: Temporal.Instant },
): { readonly headers: Readonly<Record<string, string>>; readonly body: string } {
  const body = JSON.stringify({ id, type, timestamp: at.toString(), data: { seq, subject } })
  const timestamp = String(Math.floor(now.epochMilliseconds / 1000))
  const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Aliquot',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    },
  }
}

/** Writes down what came of an attempt: delivered, to be tried after a pause, or given up, which is in the audit log. */
export async function saveAttempt(
  work: Work,
  { webhook, delivery: { event, attempts } }: Pick<Sending, 'webhook' | 'delivery'>,
  { attempt, now }: { readonly attempt: Attempt; readonly now: Temporal.Instant },
): Promise<Delivery> {
  const pause = pauseMinutes(attempts)
  const isGivenUp = !isDelivered(attempt) && pause === null
  const isWritten = await updateDelivery(
    work.db,
    { webhook, seq: event.seq },
    {
      last_status: 'status' in attempt ? attempt.status : null,
      last_failure: 'failure' in attempt ? attempt.failure : null,
      ...(isDelivered(attempt)
        ? { status: 'delivered', delivered_at: now }
        : pause === null
          ? { status: 'given-up' }
          : { next_at: now.add({ minutes: pause }) }),
    },
  )
  if (isWritten && isGivenUp)
    await appendAudit(work, {
      action: 'webhook.given-up',
      subject: webhook,
      detail: { event: event.id, attempts },
    })
  return deliveryOf(work.db, webhook, event.seq)
}
