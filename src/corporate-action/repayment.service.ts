import type { Address } from 'viem'
import { instrumentById, instruments } from '../instrument/instrument.service.ts'
import type { Instrument } from '../instrument/instrument.ts'
import { protocolAddresses } from '../instrument/protocol.service.ts'
import { displayMoney } from '../kernel/decimal.ts'
import { newId, type InstrumentId, type RepaymentId } from '../kernel/ids.ts'
import { money } from '../kernel/money.ts'
import { ok, type Result } from '../kernel/result.ts'
import { dateIn } from '../kernel/time.ts'
import { appendAudit } from '../platform/audit.ts'
import type { Projection } from '../platform/chain/projection.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import { personOf, type Work } from '../platform/work.ts'
import { holdersAt } from '../register/register.service.ts'
import { decodeRedemption, repaymentRefs } from './repayment.chain.ts'
import {
  insertRedemptionEvent,
  insertRepayment,
  selectRedeemed,
  selectRedemptionSums,
  selectRepayment,
  selectUnfinishedRepayments,
  updateConfirmed,
  updatePrepared,
  type Redemptions,
} from './repayment.store.ts'
import { priceOf } from './redemption.ts'
import {
  orderRefusal,
  repaymentOpens,
  repaymentSums,
  type OrderRefusal,
  type Repayment,
  type RepaymentLine,
  type RepaymentSums,
} from './repayment.ts'

/* READING */

/** An instrument's repayment with everything that is known of it. `lines`: who gets what for how many units. */
export type RepaymentView = {
  /** Null until a week before the day of maturity. */
  readonly repayment: Repayment | null
  readonly instrument: Instrument
  readonly coupon: NonNullable<Instrument['coupon']>
  /** What is repaid in all: of what is redeemed already, and of the units that are left. */
  readonly amount: bigint
  readonly units: bigint
  readonly lines: readonly RepaymentLine[]
  readonly sums: RepaymentSums
  readonly announcedIn: string | null
}

/** Null for an instrument that has no principal to repay. */
export async function repaymentView(
  db: Db,
  instrument: Instrument,
  now: Temporal.Instant,
): Promise<RepaymentView | null> {
  const { coupon } = instrument
  if (coupon === null) return null
  const repayment = await selectRepayment(db, { instrument: instrument.id })
  const redemptions = redemptionsOf(instrument, repayment)
  const redeemed = await selectRedeemed(db, redemptions)
  const { funded, returned, announcedIn } = await selectRedemptionSums(db, redemptions)
  const isOrdered = repayment !== null && repayment.status !== 'due'
  const faceValue = isOrdered ? repayment.faceValue : coupon.faceValue.minor
  const left = await holdersAt(db, instrument, { newest: true, at: now })
  const due = left.map(({ wallet, units }): RepaymentLine => ({
    wallet,
    units,
    amount: priceOf(units, { price: faceValue, decimals: instrument.decimals }),
    status: 'due',
    txHash: null,
  }))
  const lines = [...redeemed, ...due]
  const status = repayment?.status ?? 'due'
  return {
    repayment,
    instrument,
    coupon,
    amount: lines.reduce((sum, line) => sum + line.amount, 0n),
    units: lines.reduce((sum, line) => sum + line.units, 0n),
    lines,
    sums: repaymentSums({ status, funded, returned, lines }),
    announcedIn,
  }
}

/** How the chain names what it redeemed for a repayment; nothing before there is one. */
export function redemptionsOf(
  { token }: Pick<Instrument, 'token'>,
  repayment: Pick<Repayment, 'id'> | null,
): Redemptions {
  return { token: token?.toLowerCase() ?? '', refs: repayment === null ? [] : repaymentRefs(repayment.id) }
}

/** Repayments that were ordered and are not over. */
export function unfinishedRepayments(db: Db): Promise<RepaymentId[]> {
  return selectUnfinishedRepayments(db)
}

/** The repayment with its instrument, which has a token and a coupon; null where there is none. */
export async function loadRepayment(db: Db, id: RepaymentId) {
  const repayment = await selectRepayment(db, { id })
  const instrument = repayment === null ? null : await instrumentById(db, repayment.instrument)
  if (repayment === null || instrument === null || instrument.token === null || instrument.coupon === null)
    return null
  return { repayment, instrument, token: instrument.token as Address, coupon: instrument.coupon }
}

/* TWO PEOPLE */

/**
 * Notes every repayment whose week has come, and tells the issuer what it takes: two people, and the money. Returns how many
 * are new.
 */
export async function noteDueRepayments(work: Work): Promise<number> {
  let noted = 0
  for (const instrument of await instruments(work.db)) {
    const { coupon, timeZone, payment } = instrument
    if (coupon === null || instrument.status !== 'live') continue
    if (Temporal.PlainDate.compare(dateIn(work.now, timeZone), repaymentOpens(coupon)) < 0) continue
    if ((await selectRepayment(work.db, { instrument: instrument.id })) !== null) continue
    await lockFor(work.db, lockOf(instrument.id))
    const view = await repaymentView(work.db, instrument, work.now)
    if (view === null || view.repayment !== null || view.units === 0n) continue
    await note(work, instrument, view)
    await enqueueNotice(work, {
      topic: 'repayment.due',
      subject: instrument.asset,
      audience: { role: 'issuer', issuer: instrument.issuer },
      facts: {
        instrument: instrument.name,
        amount: displayMoney(money(view.amount, payment.currency)),
        maturity: coupon.maturity.toString(),
      },
    })
    noted++
  }
  return noted
}

async function note(
  work: Work,
  { id: instrument }: Instrument,
  { coupon }: RepaymentView,
): Promise<RepaymentId> {
  const id = newId('rpy')
  const dueOn = coupon.maturity
  await insertRepayment(work.db, { id, instrument, dueOn, faceValue: coupon.faceValue.minor }, work.now)
  await appendAudit(work, {
    action: 'repayment.due',
    subject: id,
    detail: { instrument, dueOn: dueOn.toString() },
  })
  return id
}

/** The first of two people says that the principal is to be repaid at maturity. */
export async function prepareRepayment(
  work: Work,
  instrument: Instrument,
): Promise<Result<RepaymentView, OrderRefusal>> {
  return order(work, instrument, 'prepare')
}

/** The second person says so too: from here on it is announced, funded, paid and closed by itself, at maturity. */
export async function confirmRepayment(
  work: Work,
  instrument: Instrument,
): Promise<Result<RepaymentView, OrderRefusal>> {
  return order(work, instrument, 'confirm')
}

async function order(
  work: Work,
  instrument: Instrument,
  step: 'prepare' | 'confirm',
): Promise<Result<RepaymentView, OrderRefusal>> {
  await lockFor(work.db, lockOf(instrument.id))
  const view = await repaymentView(work.db, instrument, work.now)
  const person = personOf(work.by)
  const refusal = orderRefusal(step, {
    instrument,
    repayment: view?.repayment ?? null,
    today: dateIn(work.now, instrument.timeZone),
    units: view?.units ?? 0n,
    person,
  })
  if (refusal !== null) return refusal
  if (view === null) throw new Error(`${instrument.id} has a principal and no view of it`)
  const id = view.repayment?.id ?? (await note(work, instrument, view))
  const stamp = { by: person, at: work.now }
  const { maturity, faceValue } = view.coupon
  if (step === 'prepare')
    await updatePrepared(work.db, id, stamp, { dueOn: maturity, faceValue: faceValue.minor })
  else await updateConfirmed(work.db, id, stamp)
  await appendAudit(work, {
    action: step === 'prepare' ? 'repayment.prepared' : 'repayment.confirmed',
    subject: id,
    detail: { amount: view.amount.toString(), units: view.units.toString() },
  })
  const after = await repaymentView(work.db, instrument, work.now)
  if (after === null) throw new Error(`${instrument.id} lost its coupon`)
  return ok(after)
}

/** Under this lock a repayment is noted, ordered and taken further. */
export function lockOf(instrument: InstrumentId): string {
  return `repayment:${instrument}`
}

/* THE CHAIN'S SIDE */

/** What the contract `Redemption` did. */
export const repaymentProjection: Projection = {
  name: 'repayment',
  addresses: async (db) => {
    const protocol = await protocolAddresses(db)
    return protocol === null ? [] : [protocol.redemption]
  },
  apply: async (tx, block, logs) => {
    for (const log of logs) {
      const event = decodeRedemption(log)
      const at = { blockHash: block.hash, logIndex: log.logIndex, txHash: log.txHash }
      if (event !== null) await insertRedemptionEvent(tx, at, event)
    }
  },
}
