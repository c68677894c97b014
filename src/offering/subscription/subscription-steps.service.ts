import { restrictionRefusal } from '../../investor/erasure.service.ts'
import type { Instrument } from '../../instrument/instrument.ts'
import type { OfferingId, SubscriptionId } from '../../kernel/ids.ts'
import { money, type Money } from '../../kernel/money.ts'
import { ok, refuse, type Result } from '../../kernel/result.ts'
import { appendAudit } from '../../platform/audit.ts'
import type { Db } from '../../platform/db/database.ts'
import { putPersonal, readPersonal } from '../../platform/vault/vault.ts'
import type { Work } from '../../platform/work.ts'
import { toFiatUp } from '../../bank/deposit-match.ts'
import { selectReservation } from './subscription.store.ts'
import { payableSubscription, type NotPayable } from './payable.service.ts'
import { priceRefusal } from './price.service.ts'
import { riskTexts } from './risk.service.ts'
import {
  insertAcknowledgement,
  insertConfirmation,
  insertSuitability,
  markWire,
  selectConfirmations,
  selectSuitability,
  type Place,
  type RiskText,
} from './subscription-steps.store.ts'
import {
  isSuitabilityDone,
  stepOf,
  type SubscriptionStep,
  type SuitabilityStanding,
} from './subscription-steps.ts'
import type { Subscription } from './subscription.ts'
import { wiresFor, type Wires } from './wire.service.ts'
import { weighSuitability, type SuitabilityAnswers, type SuitabilityWarning } from './suitability.ts'

/** Where an investor is on the way to units of an offering. */
export type Way = {
  readonly step: SubscriptionStep
  readonly suitability: (SuitabilityStanding & { readonly warnings: readonly SuitabilityWarning[] }) | null
  readonly risks: readonly (RiskText & { readonly confirmedAt: Temporal.Instant | null })[]
  /** What is reserved and can still be paid. */
  readonly subscription: Subscription | null
}

export async function wayOf(
  db: Db,
  place: Place,
  { offering: { lockUpDays } }: Pick<Instrument, 'offering'>,
  now: Temporal.Instant,
): Promise<Way> {
  const standing = await selectSuitability(db, place)
  const confirmed = await selectConfirmations(db, place)
  const risks = (await riskTexts(db, place.offering)).map((one) => ({
    ...one,
    confirmedAt: confirmed.get(one.sha256) ?? null,
  }))
  const subscription = await selectReservation(db, place.offering, place.investor, now)
  const answers = standing === null ? null : await suitabilityAnswers(db, place, standing.version)
  return {
    step: stepOf({
      state: subscription?.state ?? null,
      suitability: standing,
      risksLeft: risks.filter(({ confirmedAt }) => confirmedAt === null).length,
    }),
    suitability:
      standing === null
        ? null
        : { ...standing, warnings: answers === null ? [] : weighSuitability(answers, lockUpDays).warnings },
    risks,
    subscription,
  }
}

/** What an investor answered in one of their versions, from the vault; null where there is none or they were erased. */
export async function suitabilityAnswers(
  db: Db,
  { offering, investor }: Place,
  version: number,
): Promise<SuitabilityAnswers | null> {
  // The first answers of an older installation are kept without their number.
  const fields = [fieldOf(offering, version), ...(version === 1 ? [`suitability:${offering}`] : [])]
  const kept = await readPersonal(db, investor, fields)
  const text = fields.map((field) => kept[field]).find((one) => one !== null && one !== undefined)
  // What `answerSuitability` wrote.
  return text === null || text === undefined ? null : (JSON.parse(text) as SuitabilityAnswers)
}

function fieldOf(offering: OfferingId, version: number): string {
  return `suitability:${offering}:${version}`
}

/**
 * Keeps and weighs an investor's answers, beside those from before. The last ones count, and what was acknowledged of
 * earlier ones does not speak for them.
 */
export async function answerSuitability(
  work: Work,
  place: Place,
  answers: SuitabilityAnswers,
  { offering: { lockUpDays } }: Pick<Instrument, 'offering'>,
): Promise<Result<null, 'INVESTOR_RESTRICTED' | 'INVESTOR_ERASED'>> {
  const restricted = await restrictionRefusal(work.db, place.investor)
  if (restricted !== null) return refuse(restricted)
  const { outcome } = weighSuitability(answers, lockUpDays)
  const version = await insertSuitability(work.db, place, outcome, work.now)
  await putPersonal(work, place.investor, { [fieldOf(place.offering, version)]: JSON.stringify(answers) })
  await appendAudit(work, {
    action: 'suitability.answered',
    subject: place.investor,
    detail: { offering: place.offering, version },
  })
  return ok(null)
}

/** The investor goes on in spite of the warning. */
export async function acknowledgeWarning(
  work: Work,
  place: Place,
): Promise<Result<null, 'NOTHING_TO_ACKNOWLEDGE'>> {
  if (!(await insertAcknowledgement(work.db, place, work.now))) return refuse('NOTHING_TO_ACKNOWLEDGE')
  await appendAudit(work, {
    action: 'suitability.acknowledged',
    subject: place.investor,
    detail: { offering: place.offering },
  })
  return ok(null)
}

/** The investor has read a risk, as it is told now. Confirming twice changes nothing. */
export async function confirmRisk(
  work: Work,
  place: Place,
  sha256: string,
): Promise<Result<null, 'SUITABILITY_OPEN' | 'RISK_UNKNOWN'>> {
  const risk = (await riskTexts(work.db, place.offering)).find((one) => one.sha256 === sha256)
  if (risk === undefined) return refuse('RISK_UNKNOWN')
  if (!isSuitabilityDone(await selectSuitability(work.db, place))) return refuse('SUITABILITY_OPEN')
  if (await insertConfirmation(work.db, place, risk, work.now, work.by.id))
    await appendAudit(work, {
      action: 'risk.confirmed',
      subject: place.investor,
      detail: { offering: place.offering, risk: risk.risk, version: risk.version, sha256 },
    })
  return ok(null)
}

/** Where, how much and until when an investor pays at a bank. */
export type WireInstructions = Pick<Wires, 'accounts'> & {
  readonly due: Money
  /** When the money has to be at the bank. */
  readonly until: Temporal.Instant
}

/** The investor chooses to pay at a bank, and is told where; not where two people could not confirm it in the window any more. */
export async function chooseWire(
  work: Work,
  id: SubscriptionId,
  instrument: Instrument,
): Promise<Result<WireInstructions, NotPayable | 'PRICE_MOVED' | 'WIRES_NOT_TAKEN' | 'WIRE_TOO_LATE'>> {
  const payable = await payableSubscription(work, id)
  if (!payable.ok) return payable
  const { currency, amount, validBefore: until } = payable.value
  const moved = await priceRefusal(work, payable.value, instrument)
  if (moved !== null) return moved
  const wires = await wiresFor(work.db, instrument, work.now)
  // A bank has the offering's own currency alone: what is to be paid in another one is asked for anew.
  if (wires === null || currency !== 0) return refuse('WIRES_NOT_TAKEN')
  const { accounts, fiat, isTooLate } = wires
  if (isTooLate) return refuse('WIRE_TOO_LATE', { closes: instrument.offering.closes.toString() })
  await markWire(work.db, id, work.now)
  await appendAudit(work, { action: 'subscription.wire-chosen', subject: id })
  return ok({ accounts, due: money(toFiatUp(amount, instrument.payment.currency, fiat), fiat), until })
}
