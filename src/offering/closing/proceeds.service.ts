import { encodeFunctionData, erc20Abi, type Address } from 'viem'
import type { Instrument } from '../../instrument/instrument.ts'
import { failureSentence } from '../../instrument/protocol.service.ts'
import { isOwnContract } from '../../instrument/token.service.ts'
import { paymentStop } from '../../investor/investor-screening.service.ts'
import { displayMoney } from '../../kernel/decimal.ts'
import { newId, type DistributionId, type OfferingId, type ProceedsPaymentId } from '../../kernel/ids.ts'
import { money, type Money } from '../../kernel/money.ts'
import { must, ok, refuse, type Result } from '../../kernel/result.ts'
import { moved, type AccountKind } from '../../ledger/journal.ts'
import { post, trialBalance } from '../../ledger/journal.service.ts'
import { appendAudit } from '../../platform/audit.ts'
import {
  listIntents,
  recordIntent,
  straysLike,
  type Intent,
  type SettledHandlers,
} from '../../platform/chain/intents.ts'
import { lockFor, type Db } from '../../platform/db/database.ts'
import { enqueueNotice } from '../../platform/outbox.ts'
import { personOf, type Work } from '../../platform/work.ts'
import { payableNamed, payables } from '../currency.ts'
import { ESCROW_PURPOSE } from '../escrow/escrow-intents.service.ts'
import { selectOffering } from '../offering.store.ts'
import {
  proceedsRefusal,
  secondRefusal,
  unspoken,
  type ProceedsPayment,
  type ProceedsRefusal,
  type ProceedsTarget,
} from './proceeds.ts'
import {
  insertProceedsPayment,
  selectProceedsPayment,
  selectProceedsPayments,
  updateProceedsPayment,
} from './proceeds.store.ts'
import { soldBy } from '../offering.service.ts'
import type { Sale } from '../offering.ts'

const PURPOSE = 'proceeds.pay'

/** What of a raise lies in the treasury by the books, and what of it nobody has spoken for: in each currency of the offering. */
export type Proceeds = {
  readonly held: readonly { readonly inTreasury: Money; readonly unspoken: Money }[]
  readonly payments: readonly ProceedsPayment[]
}

export async function proceedsOf(
  db: Db,
  id: OfferingId,
  instrument: Instrument,
  now: Temporal.Instant,
): Promise<Proceeds> {
  const balances = (await trialBalance(db, { offering: id }, now)).filter(
    ({ account }) => account.kind === 'treasury',
  )
  const payments = await selectProceedsPayments(db, { offering: id })
  const held = payables(instrument).map(({ currency }) => {
    const found = balances.find(({ account }) => account.currency.code === currency.code)
    const inTreasury = money(found?.balance ?? 0n, currency)
    return { inTreasury, unspoken: unspoken(inTreasury, payments) }
  })
  return { held, payments }
}

/** What of an instrument’s treasury was raised from investors, in minor units of the payment currency, and what was paid out of it. */
export async function proceedsInTreasury(
  db: Db,
  instrument: Instrument,
  now: Temporal.Instant,
): Promise<{ readonly inTreasury: bigint; readonly payments: readonly ProceedsPayment[] }> {
  const offering = await selectOffering(db, { instrument: instrument.id })
  if (offering === null) return { inTreasury: 0n, payments: [] }
  const { held, payments } = await proceedsOf(db, offering.id, instrument, now)
  return { inTreasury: held[0]?.inTreasury.minor ?? 0n, payments }
}

/** What of a distribution is paid out of what was raised, youngest first: asked for, agreed to, or given up. */
export function capitalReturned(db: Db, distribution: DistributionId): Promise<ProceedsPayment[]> {
  return selectProceedsPayments(db, { distribution })
}

/** What waits for a second person, of all instruments, with what it is paid out of; youngest first. */
export async function waitingProceedsPayments(
  db: Db,
): Promise<{ readonly payment: ProceedsPayment; readonly instrument: Instrument }[]> {
  const waiting = await selectProceedsPayments(db, { status: 'prepared' })
  const found = await Promise.all(
    waiting.map(async (payment) => ({ payment, sale: await soldBy(db, payment.offering) })),
  )
  return found.flatMap(({ payment, sale }) => (sale === null ? [] : { payment, instrument: sale.instrument }))
}

/* THE TREASURY */

/** Whoever decides what leaves a treasury, or books what has, does so alone until the transaction ends. */
export function lockTreasury(db: Db, { treasury }: Pick<Instrument, 'treasury'>): Promise<void> {
  return lockFor(db, `treasury:${treasury.toLowerCase()}`)
}

/**
 * Whether a transaction that takes from a treasury, or brings it what was raised, is not final: until then its balance and the books
 * need not agree.
 */
export async function isTreasuryMoving(db: Db, { id, treasury }: Instrument): Promise<boolean> {
  const offering = await selectOffering(db, { instrument: id })
  const one = { status: UNDER_WAY, limit: 1 }
  const releases =
    offering === null
      ? []
      : await listIntents(db, { ...one, subject: offering.id, purpose: ESCROW_PURPOSE.release })
  return releases.length > 0 || (await listIntents(db, { ...one, from: treasury })).length > 0
}
const UNDER_WAY = ['pending', 'signed', 'sent', 'mempool'] as const

/* TWO PEOPLE */

/** The first of two people says what is to be paid out of what was raised. */
export async function prepareProceedsPayment(
  work: Work,
  offering: OfferingId,
  payment: ProceedsTarget & Pick<ProceedsPayment, 'amount' | 'document'>,
): Promise<Result<ProceedsPayment, ProceedsRefusal | 'NOT_FOUND'>> {
  const sale = await soldBy(work.db, offering)
  if (sale === null) return refuse('NOT_FOUND')
  await lockTreasury(work.db, sale.instrument)
  const { held } = await proceedsOf(work.db, offering, sale.instrument, work.now)
  const left = held.find(({ unspoken: { currency } }) => currency.code === payment.amount.currency.code)
  if (left === undefined) throw new Error(`${offering} raises nothing in ${payment.amount.currency.code}`)
  const { treasuryKind } = sale.instrument
  const unfit = payment.recipient !== null && (await isUnfit(work.db, sale, payment.recipient))
  const refusal = proceedsRefusal(payment, {
    ...{ managed: treasuryKind === 'managed', unspoken: left.unspoken, unfit },
  })
  if (refusal !== null) return refusal
  const stop = await stopOf(work.db, payment)
  if (stop !== null) return refuse(stop)
  const prepared: ProceedsPayment = {
    ...payment,
    id: newId('prp'),
    offering,
    status: 'prepared',
    prepared: { by: personOf(work.by), at: work.now },
    confirmed: null,
    failure: null,
  }
  await insertProceedsPayment(work.db, prepared)
  await noted(work, 'proceeds.payment-prepared', prepared)
  // Whoever asks for a part of a distribution tells people of it: they confirm it there.
  if (prepared.distribution === null)
    await enqueueNotice(work, {
      topic: 'proceeds.payment-prepared',
      subject: offering,
      audience: { role: 'issuer', issuer: sale.instrument.issuer },
      facts: { instrument: sale.instrument.name },
    })
  return ok(prepared)
}

/**
 * The second person agrees. Money for somebody is sent, and booked once that is final; what was paid already, or goes back to holders,
 * leaves the raise at once, and the distribution then takes it from the treasury by itself.
 *
 * @param distribution the one that it is a part of, which has been looked at; null where it pays somebody
 */
export async function confirmProceedsPayment(
  work: Work,
  id: ProceedsPaymentId,
  distribution: DistributionId | null,
): Promise<Result<ProceedsPayment, ProceedsRefusal | 'NOT_FOUND'>> {
  const before = await selectProceedsPayment(work.db, id)
  if (before === null || before.distribution !== distribution) return refuse('NOT_FOUND')
  const sale = await soldBy(work.db, before.offering)
  if (sale === null) return refuse('NOT_FOUND')
  await lockTreasury(work.db, sale.instrument)
  const { held, payments } = await proceedsOf(work.db, before.offering, sale.instrument, work.now)
  const payment = payments.find((each) => each.id === id)
  const inTreasury = held.find(
    ({ inTreasury: { currency } }) => currency.code === before.amount.currency.code,
  )?.inTreasury
  if (payment === undefined || inTreasury === undefined)
    throw new Error(`${id} is no payment of its offering`)
  const others = payments.filter((each) => each.id !== id)
  const refusal = secondRefusal(payment, personOf(work.by), unspoken(inTreasury, others))
  if (refusal !== null) return refusal
  const stop = await stopOf(work.db, payment)
  if (stop !== null) return refuse(stop)
  const call = payment.recipient === null ? null : transferCall(sale, payment, payment.recipient)
  // A bare transfer carries no mark of ours: a backup that is older than it would have it made twice.
  const sent = call === null ? [] : await straysLike(work.db, call)
  const tx = sent.find(
    (hash) => !others.some(({ status, document }) => status === 'paid' && document === hash),
  )
  if (tx !== undefined) return refuse('PAYMENT_SENT_BEFORE', { tx })
  const confirmed = { by: personOf(work.by), at: work.now }
  const status = call === null ? 'paid' : 'sending'
  await updateProceedsPayment(work.db, id, { status, confirmed })
  await noted(work, 'proceeds.payment-confirmed', payment)
  if (call === null) await book(work, sale, payment)
  else await recordIntent(work.db, { key: id, purpose: PURPOSE, subject: id, ...call }, work.now)
  return ok({ ...payment, status, confirmed })
}

/** Gives up a payment that nobody has confirmed yet. */
export async function withdrawProceedsPayment(
  work: Work,
  id: ProceedsPaymentId,
): Promise<Result<ProceedsPayment, ProceedsRefusal | 'NOT_FOUND'>> {
  const before = await selectProceedsPayment(work.db, id)
  const sale = before === null ? null : await soldBy(work.db, before.offering)
  if (sale === null) return refuse('NOT_FOUND')
  await lockTreasury(work.db, sale.instrument)
  const payment = await selectProceedsPayment(work.db, id)
  if (payment?.status !== 'prepared') return refuse('PAYMENT_DECIDED')
  await updateProceedsPayment(work.db, id, { status: 'withdrawn' })
  await noted(work, 'proceeds.payment-withdrawn', payment)
  return ok({ ...payment, status: 'withdrawn' })
}

export function proceedsPaymentById(db: Db, id: ProceedsPaymentId): Promise<ProceedsPayment | null> {
  return selectProceedsPayment(db, id)
}

/* WHAT BECAME OF IT */

/** What follows when a payment out of a treasury is final. */
export const proceedsSettled: SettledHandlers = {
  [PURPOSE]: {
    success: async (work, intent) => {
      const { payment, sale } = await settledPayment(work, intent)
      await updateProceedsPayment(work.db, payment.id, { status: 'paid' })
      await book(work, sale, payment)
      await noted(work, 'proceeds.paid', payment)
    },
    failure: async (work, intent) => {
      const { payment, sale } = await settledPayment(work, intent)
      const failure = failureSentence(intent)
      await updateProceedsPayment(work.db, payment.id, { status: 'failed', failure })
      await appendAudit(work, { action: 'proceeds.payment-failed', subject: payment.id, detail: { failure } })
      await enqueueNotice(work, {
        topic: 'proceeds.payment-failed',
        subject: payment.offering,
        audience: { role: 'issuer', issuer: sale.instrument.issuer },
        facts: { instrument: sale.instrument.name, amount: displayMoney(payment.amount) },
      })
    },
  },
}

async function settledPayment(work: Work, { id, subject }: Intent) {
  const payment = await selectProceedsPayment(work.db, (subject ?? '') as ProceedsPaymentId)
  const sale = payment === null ? null : await soldBy(work.db, payment.offering)
  if (payment === null || sale === null) throw new Error(`intent ${id} names no payment out of a treasury`)
  await lockTreasury(work.db, sale.instrument)
  return { payment, sale }
}

/** It is not what was raised any more, in the offering’s own book. */
async function book(work: Work, { offering, instrument }: Sale, payment: ProceedsPayment): Promise<void> {
  const account = (kind: AccountKind) => ({
    ...{ kind, issuer: instrument.issuer, offering: offering.id, bank: null },
    currency: payment.amount.currency,
  })
  const to = account(payment.use === 'return-of-capital' ? 'capital-returned' : 'proceeds-used')
  const postings = moved(payment.amount.minor, { from: account('treasury'), to })
  await post(work, {
    ...{ key: `proceeds:${payment.id}`, event: 'proceeds-payment', subject: payment.id },
    postings,
  })
}

/** Holders are compared with the lists when they are paid; whoever else is, here. */
function stopOf(db: Db, { recipient }: Pick<ProceedsPayment, 'recipient'>) {
  return recipient === null ? null : paymentStop(db, recipient)
}

function transferCall(sale: Sale, payment: ProceedsPayment, to: Address) {
  return {
    from: sale.instrument.treasury,
    to: tokenOf(sale, payment),
    data: encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [to, payment.amount.minor] }),
  }
}

function tokenOf({ instrument }: Sale, { amount }: ProceedsPayment): Address {
  return must(payableNamed(instrument, amount.currency.code)).token
}

async function isUnfit(db: Db, { instrument }: Sale, recipient: Address): Promise<boolean> {
  const own = [instrument.treasury, ...payables(instrument).map(({ token }) => token)]
  return (
    own.some((address) => address.toLowerCase() === recipient.toLowerCase()) ||
    (await isOwnContract(db, recipient))
  )
}

async function noted(work: Work, action: string, payment: ProceedsPayment): Promise<void> {
  const { id, offering, use, amount, recipient, distribution, document } = payment
  const to = recipient ?? distribution
  await appendAudit(work, {
    action,
    subject: id,
    detail: { offering, use, amount: amount.minor.toString(), currency: amount.currency.code, to, document },
  })
}
