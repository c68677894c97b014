import { createHash } from 'node:crypto'
import type { OfferingId } from '../../kernel/ids.ts'
import { ok, refuse, type Refusal, type Result } from '../../kernel/result.ts'
import type { Instrument } from '../../instrument/instrument.ts'
import { failureSentence } from '../../instrument/protocol.service.ts'
import { appendAudit } from '../../platform/audit.ts'
import type { Intent, SettledHandlers } from '../../platform/chain/intents.ts'
import { lockFor, type Db } from '../../platform/db/database.ts'
import { enqueueNotice } from '../../platform/outbox.ts'
import type { Work } from '../../platform/work.ts'
import { t } from '../../messages/message.ts'
import { payableNamed, payableOf, payables, type Payable } from '../currency.ts'
import { insertStop, selectStops } from '../currency-stop.store.ts'
import { askEscrow, escrowIntents, ESCROW_PURPOSE } from '../escrow/escrow-intents.service.ts'
import { stopCurrencyCall } from '../escrow/escrow.chain.ts'
import { selectInStates } from './subscription.store.ts'
import { RESERVED_STATES } from './subscription-state.ts'
import type { Subscription } from './subscription.ts'
import { mayWireNow } from './wire.service.ts'
import { soldBy } from '../offering.service.ts'
import type { Sale } from '../offering.ts'

/** Says that an offering is not paid in this currency any more, and why; null while it is. */
export async function stoppedRefusal(
  db: Db,
  offering: OfferingId,
  { index, currency }: Pick<Payable, 'index' | 'currency'>,
): Promise<Refusal<'CURRENCY_STOPPED'> | null> {
  const reason = await stoppedReason(db, offering, index)
  return reason === null ? null : refuse('CURRENCY_STOPPED', { currency: currency.code, reason })
}

/** Says that nothing can be paid in this currency, neither by a wallet nor any more at a bank, which has the offering's own alone. */
export async function unpayableRefusal(
  { db, now }: Work,
  offering: OfferingId,
  instrument: Instrument,
  of: Pick<Subscription, 'currency'>,
): Promise<Refusal<'CURRENCY_STOPPED'> | null> {
  const stopped = await stoppedRefusal(db, offering, payableOf(instrument, of))
  return stopped !== null && of.currency === 0 && (await mayWireNow(db, instrument, now)) ? null : stopped
}

/** Why an offering is not paid in one of its currencies any more; null while it is. */
export async function stoppedReason(db: Db, offering: OfferingId, currency: number): Promise<string | null> {
  return (await selectStops(db, offering)).find((one) => one.currency === currency)?.reason ?? null
}

/**
 * From now on an offering takes no payment in one of its currencies: here at once, and in its contract once that is told. What
 * lies there stays, and goes back in the same currency. Whoever has reserved units to pay in it is told. Asking again changes
 * nothing, except that the contract is told once more where that failed.
 *
 * @param of.currency its code, as the sheet has it
 */
export async function stopCurrency(
  work: Work,
  id: OfferingId,
  { currency: code, reason }: { readonly currency: string; readonly reason: string },
): Promise<
  Result<
    null,
    'NOT_FOUND' | 'CURRENCY_NOT_TAKEN' | 'OFFERING_NOT_READY' | 'OFFERING_CLOSED' | 'PROTOCOL_NOT_DEPLOYED'
  >
> {
  await lockFor(work.db, id)
  const found = await soldBy(work.db, id)
  if (found === null) return refuse('NOT_FOUND')
  const { offering, instrument } = found
  const taken = payableNamed(instrument, code)
  if (!taken.ok) return taken
  const one = taken.value
  if (offering.status === 'opening') return refuse('OFFERING_NOT_READY')
  if (offering.status !== 'open') return refuse('OFFERING_CLOSED')
  const data = stopCurrencyCall(one.index)
  const before = (await escrowIntents(work.db, id)).filter((intent) => intent.data === data)
  if (before.every(({ status }) => status === 'failure')) {
    if (!(await askEscrow(work, offering, ESCROW_PURPOSE.stop, data))) return refuse('PROTOCOL_NOT_DEPLOYED')
  }
  await noteStop(work, found, one, reason)
  return ok(null)
}

/**
 * Keeps that a currency is not taken any more, and tells whoever has reserved units to pay in it; nothing where that is known.
 *
 * @param said null where it was stopped at the contract, and nobody said one here
 */
export async function noteStop(
  work: Work,
  { offering: { id }, instrument }: Sale,
  { index, currency: { code } }: Pick<Payable, 'index' | 'currency'>,
  said: string | null,
): Promise<void> {
  const reason = said ?? t('kept.stoppedAtContract')
  const stop = { currency: index, reason, at: work.now, by: work.by.id }
  if (!(await insertStop(work.db, id, stop))) return
  await appendAudit(work, {
    action: 'offering.currency-stopped',
    subject: id,
    // The words may name people, and the log cannot be erased.
    detail: { currency: code, reason: createHash('sha256').update(reason).digest('hex') },
  })
  for (const one of await selectInStates(work.db, id, RESERVED_STATES))
    if (one.currency === index) await tellStopped(work, instrument, one)
  // Interests are taken up in the offering's own currency.
  if (index !== 0 || (await mayWireNow(work.db, instrument, work.now))) return
  for (const one of await selectInStates(work.db, id, ['interest']))
    await tellStopped(work, instrument, one, 'offering.interest-stopped')
}

/** Tells whose units are kept, or who would have some, that they are not paid for in this currency any more. */
export async function tellStopped(
  work: Work,
  instrument: Instrument,
  of: Pick<Subscription, 'id' | 'investor' | 'currency'>,
  topic: 'offering.currency-stopped' | 'offering.interest-stopped' = 'offering.currency-stopped',
): Promise<void> {
  await enqueueNotice(work, {
    topic,
    subject: of.id,
    audience: { investor: of.investor },
    facts: { instrument: instrument.name, currency: payableOf(instrument, of).currency.code },
  })
}

/**
 * Brings an open offering and its contract to the same stops: what somebody stopped at the contract is stopped here too, and
 * what is stopped here and taken there, since that failed or somebody took it back, is told to the contract again. True where
 * there was something to tell it.
 *
 * @param isStopped what the contract says of each currency, in its order
 */
export async function followStops(work: Work, found: Sale, isStopped: readonly boolean[]): Promise<boolean> {
  const known = new Set((await selectStops(work.db, found.offering.id)).map(({ currency }) => currency))
  let asked = false
  for (const one of payables(found.instrument)) {
    if (isStopped[one.index] === true) await noteStop(work, found, one, null)
    else if (known.has(one.index))
      asked =
        (await askEscrow(work, found.offering, ESCROW_PURPOSE.stop, stopCurrencyCall(one.index))) || asked
  }
  return asked
}

/** Its contract refuses it too, or does not. */
export function currencyStopSettled(): SettledHandlers {
  const noted = (action: string) => async (work: Work, intent: Intent) => {
    const detail = intent.failure === null ? { tx: intent.txHash } : { failure: failureSentence(intent) }
    await appendAudit(work, { action, subject: intent.subject ?? '', detail })
  }
  return {
    [ESCROW_PURPOSE.stop]: {
      success: noted('offering.currency-stopped-on-chain'),
      failure: noted('offering.currency-stop-failed'),
    },
  }
}
