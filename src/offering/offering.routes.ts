import * as z from 'zod'
import { ALLOCATION_RULES, STANDINGS, hardCapOf, type Instrument } from '../instrument/instrument.ts'
import { costOf, priceAfter } from '../instrument/price.ts'
import { INVESTOR_KINDS } from '../investor/investor.ts'
import { investorNames } from '../investor/investor.service.ts'
import { formatDecimal, parseDecimal } from '../kernel/decimal.ts'
import type { OfferingId } from '../kernel/ids.ts'
import { money } from '../kernel/money.ts'
import { sentence } from '../kernel/problem.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import type { Db } from '../platform/db/database.ts'
import {
  addressField,
  dateField,
  idField,
  instantField,
  moneyAnswer,
  moneyBody,
  textField,
} from '../platform/http/fields.ts'
import { read, seesIssuer, write, type Caller, type Route } from '../platform/http/route.ts'
import { plainReason, type ExplainedReason } from '../restriction/explained-reason.ts'
import type { IssuerLaw } from '../restriction/issuer-law.service.ts'
import { FACT_SUBJECTS, subjectOfFact } from '../restriction/known-facts.ts'
import { LEGENDS } from '../restriction/lot.ts'
import type { Allotment } from './closing/allocation.ts'
import { fiatOf } from '../bank/deposit-match.ts'
import { proposeAllotment } from './closing/allotment.service.ts'
import { cancelOffering, closingPreview, confirmClosing, prepareClosing } from './closing/closing.service.ts'
import { eligibilityOf, type Eligibility } from './eligibility.service.ts'
import { currenciesAnswer, currenciesBody } from './currency.routes.ts'
import { escrowBalance, type MoneyBalance } from './escrow/escrow-balance.service.ts'
import { releasedFrom } from './escrow/escrow-journal.service.ts'
import { OFFERING_PROBLEMS } from './offering.problems.ts'
import { isThereFor } from './invitation/invitation.service.ts'
import { OFFERING_STATUSES, type Offering } from './offering.ts'
import { offeringLaw, offerings, offeringView } from './offering.service.ts'

const REASON_LENGTH_MAX = 300
const ALLOTMENTS_MAX = 10_000
const ALLOTMENT_BYTES_MAX = 8 * 1024 * 1024
const EVERYBODY = ['issuer', 'officer', 'auditor', 'investor'] as const
const KEEPERS = ['issuer', 'officer', 'auditor'] as const

const stamp = z.object({ by: z.string(), at: instantField }).nullable()
export const offeringAnswer = z
  .object({
    id: idField('off'),
    status: z.enum(OFFERING_STATUSES),
    instrument: z.object({ id: idField('ins'), name: z.string(), symbol: z.string() }),
    asset: idField('ast'),
    exemption: z.string(),
    opens: dateField,
    closes: dateField,
    unitPrice: moneyAnswer.meta({ description: 'Of a unit that no price tier is for.' }),
    priceTiers: z
      .array(z.object({ upTo: z.string(), price: moneyAnswer }))
      .meta({ description: 'What the first units cost: up to how many, counted from the first one sold.' }),
    priceNow: moneyAnswer.meta({ description: 'Of the next unit, by what is paid for until now.' }),
    ticketMin: moneyAnswer,
    ticketMax: moneyAnswer.nullable(),
    lockUpDays: z.int(),
    softCap: z.string().meta({ description: 'Units; "0" where any number will do.' }),
    allocation: z.enum(ALLOCATION_RULES),
    coolingOffHours: z.int(),
    currencies: currenciesAnswer,
    limits: z
      .array(
        z.object({
          standing: z.enum(STANDINGS).nullable(),
          kind: z.enum(INVESTOR_KINDS).nullable(),
          countries: z.array(z.string()).readonly().nullable().meta({ description: 'Of residence.' }),
          investmentMax: moneyAnswer,
        }),
      )
      .meta({ description: 'What each investor of a kind may invest in all; the first that fits counts.' }),
    agreementRequired: z.boolean(),
    invitedOnly: z
      .boolean()
      .meta({ description: 'Only whom the issuer has invited sees it and subscribes.' }),
    unitsMax: z.string().meta({ description: 'Units on sale.' }),
    unitsTaken: z
      .string()
      .meta({ description: 'Paid for, or kept for whoever asked for them: the others can be asked for.' }),
    raised: moneyAnswer.meta({ description: 'In escrow for good, or there when the units were issued.' }),
    reserved: moneyAnswer.meta({ description: 'Asked for, and not in escrow for good.' }),
    target: moneyAnswer,
    contract: addressField.nullable().meta({ description: 'Where the money is until the closing.' }),
    failure: z.string().nullable().meta({ description: 'What went wrong last on the chain.' }),
    closingPrepared: z.boolean().meta({ description: 'A second person has to confirm the closing.' }),
    closesAt: instantField.meta({ description: 'When the last day of the window has ended.' }),
    legalLock: z
      .object({
        isKnown: z.boolean(),
        legends: z.array(z.enum(LEGENDS)).readonly(),
        until: dateField.nullable(),
      })
      .meta({
        description:
          'What the law locks units for that are issued today, besides `lockUpDays`. While it is not known, `legends` are the laws that may.',
      }),
    factsMissing: z.int().meta({
      description: 'How much the rules ask of the issuer and nobody has recorded; 0 once it is over.',
    }),
  })
  .meta({ id: 'Offering' })
const closingAnswer = z
  .object({
    offering: offeringAnswer,
    prepared: stamp,
    confirmed: stamp,
    refusal: z
      .object({
        code: z.string(),
        detail: z.string(),
        fix: z.string(),
        missing: z
          .array(z.object({ name: z.string(), about: z.string(), of: z.enum(FACT_SUBJECTS) }))
          .meta({ description: 'What the rules ask and nobody has recorded.' }),
      })
      .nullable()
      .meta({ description: 'Why it cannot close now.' }),
    allocations: z.array(
      z.object({
        subscription: idField('sub'),
        investor: idField('inv'),
        displayName: z.string().nullable().meta({ description: 'Null for an auditor, and once erased.' }),
        asked: z.string(),
        units: z.string(),
        reason: z
          .string()
          .nullable()
          .meta({ description: 'Why it is not what was asked for: allotted by hand.' }),
      }),
    ),
  })
  .meta({ id: 'Closing' })
const allotmentBody = z.strictObject({
  allotments: z
    .array(
      z.strictObject({
        subscription: idField('sub'),
        units: z.string().max(100).meta({ description: 'At most what was asked for; "0" is none.' }),
        reason: textField(REASON_LENGTH_MAX).optional(),
      }),
    )
    .max(ALLOTMENTS_MAX),
  reason: textField(REASON_LENGTH_MAX)
    .optional()
    .meta({ description: 'For everybody who gets less than they asked for and has no reason of their own.' }),
})
const heldMoney = {
  escrow: moneyAnswer,
  booked: moneyAnswer.meta({ description: 'What open subscriptions paid, by the books.' }),
  proceeds: moneyAnswer,
  parked: moneyAnswer,
  released: z
    .object({
      amount: moneyAnswer,
      treasury: addressField,
      at: instantField,
      tx: z.string().nullable().meta({ description: 'Null where somebody else released it.' }),
    })
    .nullable()
    .meta({
      description: 'The money of issued units that went to the treasury; null until it has for good.',
    }),
}
const escrowAnswer = z
  .object({
    stage: z.enum(['none', 'open', 'closed', 'refunding']),
    subscriptions: z.string(),
    subscribed: z.string(),
    minted: z.string(),
    ...heldMoney,
    balances: z.boolean().meta({ description: 'In every currency.' }),
    others: z
      .array(z.object({ ...heldMoney, balances: z.boolean() }))
      .meta({ description: 'The same in each other currency that is taken.' }),
    fiat: z
      .object({
        held: moneyAnswer.meta({ description: 'Attested for open subscriptions.' }),
        booked: moneyAnswer.meta({ description: 'The same, by the books.' }),
        proceeds: moneyAnswer.meta({ description: 'Of issued units, and not yet released.' }),
        due: moneyAnswer.meta({ description: 'To be given back at the bank, as the contract knows.' }),
        dueBooked: moneyAnswer.meta({ description: 'The same, by the books.' }),
        balances: z.boolean(),
      })
      .nullable()
      .meta({ description: 'Money paid at a bank, which the contract counts; null where none is taken.' }),
  })
  .meta({ id: 'Escrow' })
const eligibilityReason = z.object({ code: z.string(), detail: z.string(), fix: z.string() })
export const eligibilityAnswer = z
  .object({
    eligible: z.boolean(),
    reasons: z.array(eligibilityReason),
    beforePayment: z.array(eligibilityReason).meta({
      description:
        'Doubts that keep nobody from reserving; officers have to clear them before anything is paid.',
    }),
  })
  .meta({ id: 'Eligibility' })
const params = z.strictObject({ id: idField('off') })

/** Offerings, their closing and their escrow. */
export function offeringRoutes(chain: { readonly rpc: Rpc }): Route[] {
  return [
    read({
      path: '/v1/offerings',
      summary: 'List the offerings',
      tag: 'Offerings',
      access: EVERYBODY,
      response: z.object({ items: z.array(offeringAnswer), next: z.null() }),
      handle: async ({ work, caller }) => {
        const all = await offerings(work.db)
        const bodies = await Promise.all(all.map(({ id }) => offeringBody(work.db, caller, { id }, work.now)))
        return ok({ items: bodies.flatMap((body) => body ?? []), next: null })
      },
    }),
    read({
      path: '/v1/offerings/{id}',
      summary: 'Read one offering',
      tag: 'Offerings',
      access: EVERYBODY,
      params,
      response: offeringAnswer,
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        const body = await offeringBody(work.db, caller, { id }, work.now)
        return body === null ? refuse('NOT_FOUND') : ok(body)
      },
    }),
    read({
      path: '/v1/offerings/{id}/eligibility',
      summary: 'Say whether the asker could invest, with every reason why not',
      description: 'Asked with the smallest amount. Nothing is kept, and nothing promised.',
      tag: 'Offerings',
      access: ['investor'],
      params,
      response: eligibilityAnswer,
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        const view = await visibleOffering(work.db, caller, id, work.now)
        if (view === null || caller.investor === null) return refuse('NOT_FOUND')
        const found = await eligibilityOf(work.db, id, caller.investor, work.now)
        if (found === null) return refuse('NOT_FOUND')
        return ok(toldEligibility(found))
      },
    }),
    read({
      path: '/v1/offerings/{id}/escrow',
      summary: 'Compare the escrow on the chain with the books',
      tag: 'Offerings',
      access: KEEPERS,
      params,
      response: escrowAnswer,
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        const view = await visibleOffering(work.db, caller, id, work.now)
        if (view === null) return refuse('NOT_FOUND')
        const balance = await escrowBalance(work.db, chain.rpc, view.offering)
        if (balance === null) return refuse('OFFERING_NOT_READY')
        const { decimals, payment } = view.instrument
        const paid = (minor: bigint) => moneyBody(money(minor, payment.currency))
        const [first, ...others] = await Promise.all(
          balance.money.map((held, index) => heldBody(work.db, view, held, index)),
        )
        if (first === undefined) throw new Error(`${id} is paid in nothing`)
        return ok({
          stage: balance.stage,
          subscriptions: balance.subscriptions.toString(),
          subscribed: formatDecimal(balance.subscribed, decimals),
          minted: formatDecimal(balance.minted, decimals),
          ...first,
          balances: balance.balances,
          others,
          fiat:
            fiatOf(payment.currency) === null
              ? null
              : {
                  held: paid(balance.fiatEscrow),
                  booked: paid(balance.fiatBooked),
                  proceeds: paid(balance.fiatProceeds),
                  due: paid(balance.fiatDue),
                  dueBooked: paid(balance.fiatDueBooked),
                  balances: balance.fiatBalances,
                },
        })
      },
    }),
    read({
      path: '/v1/offerings/{id}/closing',
      summary: 'Preview the closing of an offering: who gets how many, and what is in its way',
      tag: 'Offerings',
      access: KEEPERS,
      params,
      response: closingAnswer,
      problems: OFFERING_PROBLEMS,
      handle: ({ work, caller, params: { id } }) => closingBody(work.db, caller, id, work.now),
    }),
    write({
      path: '/v1/offerings/{id}/allotment',
      summary: 'Propose how many units each paid subscription gets, where they are allotted by hand',
      description:
        'A draft until the closing is confirmed; another one takes its place. Subscriptions that are not named get nothing. Whoever gets less than they asked for needs a reason.',
      tag: 'Offerings',
      access: ['issuer'],
      params,
      body: allotmentBody,
      bodyMaxBytes: ALLOTMENT_BYTES_MAX,
      response: closingAnswer,
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id }, body }) => {
        const view = await visibleOffering(work.db, caller, id, work.now)
        if (view === null) return refuse('NOT_FOUND')
        const allotments = readAllotments(body.allotments, view.instrument.decimals)
        if (!allotments.ok) return allotments
        const proposed = await proposeAllotment(work, id, {
          allotments: allotments.value,
          reason: body.reason ?? null,
        })
        return proposed.ok ? closingBody(work.db, caller, id, work.now) : proposed
      },
    }),
    write({
      path: '/v1/offerings/{id}/closing',
      summary: 'Prepare the closing, as the first of two people',
      tag: 'Offerings',
      access: ['issuer'],
      params,
      response: closingAnswer,
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        if ((await visibleOffering(work.db, caller, id, work.now)) === null) return refuse('NOT_FOUND')
        const prepared = await prepareClosing(work, id)
        return prepared.ok ? closingBody(work.db, caller, id, work.now) : prepared
      },
    }),
    write({
      path: '/v1/offerings/{id}/closing/confirmation',
      summary: 'Confirm the closing, as the second person',
      description:
        'Units are then issued in batches, the money goes to the treasury, and what is not issued is paid back.',
      tag: 'Offerings',
      access: ['issuer', 'officer'],
      params,
      response: closingAnswer,
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        if ((await visibleOffering(work.db, caller, id, work.now)) === null) return refuse('NOT_FOUND')
        const confirmed = await confirmClosing(work, id)
        return confirmed.ok ? closingBody(work.db, caller, id, work.now) : confirmed
      },
    }),
    write({
      path: '/v1/offerings/{id}/cancellation',
      summary: 'Give an offering up: everybody is paid back',
      tag: 'Offerings',
      access: ['issuer'],
      params,
      body: z.strictObject({ reason: textField(REASON_LENGTH_MAX) }),
      response: offeringAnswer,
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id }, body }) => {
        if ((await visibleOffering(work.db, caller, id, work.now)) === null) return refuse('NOT_FOUND')
        const cancelled = await cancelOffering(work, id, body.reason)
        if (!cancelled.ok) return cancelled
        const answer = await offeringBody(work.db, caller, { id }, work.now)
        return answer === null ? refuse('NOT_FOUND') : ok(answer)
      },
    }),
  ]
}

async function heldBody(
  db: Db,
  { offering, instrument }: { readonly offering: Offering; readonly instrument: Instrument },
  held: MoneyBalance,
  index: number,
) {
  const shown = (minor: bigint) => moneyBody(money(minor, held.currency))
  const released = await releasedFrom(db, offering, index)
  return {
    escrow: shown(held.escrow),
    booked: shown(held.booked),
    proceeds: shown(held.proceeds),
    parked: shown(held.parked),
    balances: held.balances,
    released:
      released === null
        ? null
        : {
            amount: moneyBody(released.amount),
            treasury: instrument.treasury,
            at: released.at,
            tx: released.txHash,
          },
  }
}

/** Whether there is this offering for whoever asks. */
export async function seesOffering(
  db: Db,
  caller: Caller,
  view: { readonly offering: Offering; readonly instrument: Instrument },
): Promise<boolean> {
  return caller.role === 'investor'
    ? isThereFor(db, view, caller.investor)
    : seesIssuer(caller, view.instrument.issuer)
}

/** An offering that the caller may see, or null. */
export async function visibleOffering(db: Db, caller: Caller, id: OfferingId, now: Temporal.Instant) {
  const view = await offeringView(db, { id }, now)
  return view !== null && (await seesOffering(db, caller, view)) ? view : null
}

function readAllotments(
  list: z.output<typeof allotmentBody>['allotments'],
  decimals: number,
): Result<Allotment[], 'ALLOTMENT_UNITS'> {
  const read: Allotment[] = []
  for (const { subscription, units: text, reason } of list) {
    const units = parseDecimal(text, decimals)
    if (!units.ok || units.value < 0n)
      return refuse('ALLOTMENT_UNITS', { subscription, decimals: String(decimals) })
    read.push({ subscription, units: units.value, reason: reason ?? null })
  }
  return ok(read)
}

async function closingBody(db: Db, caller: Caller, id: OfferingId, now: Temporal.Instant) {
  const view = await visibleOffering(db, caller, id, now)
  const preview = view === null ? null : await closingPreview(db, id, now)
  const offering = await offeringBody(db, caller, { id }, now)
  if (view === null || preview === null || offering === null) return refuse('NOT_FOUND')
  const { decimals } = view.instrument
  const { refusal } = preview
  const ids = [...new Set(preview.allocations.map(({ subscription: { investor } }) => investor))]
  const names = caller.role === 'auditor' ? new Map<string, string>() : await investorNames(db, ids)
  return ok({
    offering,
    prepared: view.offering.prepared,
    confirmed: view.offering.confirmed,
    refusal:
      refusal === null
        ? null
        : {
            code: refusal.reason,
            detail: sentence(OFFERING_PROBLEMS[refusal.reason].detail, refusal.facts),
            fix: sentence(OFFERING_PROBLEMS[refusal.reason].fix, refusal.facts),
            missing: refusal.errors.map(({ path, message }) => {
              const name = path.slice('facts.'.length)
              return { name, about: message, of: subjectOfFact(name) }
            }),
          },
    allocations: preview.allocations.map(({ subscription, units, reason }) => ({
      subscription: subscription.id,
      investor: subscription.investor,
      displayName: names.get(subscription.investor) ?? null,
      asked: formatDecimal(subscription.units, decimals),
      units: formatDecimal(units, decimals),
      reason,
    })),
  })
}

async function offeringBody(
  db: Db,
  caller: Caller,
  by: Parameters<typeof offeringView>[1],
  now: Temporal.Instant,
) {
  const view = await offeringView(db, by, now)
  return view === null || !(await seesOffering(db, caller, view))
    ? null
    : shownOffering(view, await offeringLaw(db, view, now))
}

/** Whether somebody could invest, in words. A wallet is linked in a minute: what may keep them out for good is said before. */
export function toldEligibility({
  offering,
  token,
  law,
  beforePayment,
}: Eligibility): z.output<typeof eligibilityAnswer> {
  const told = (code: keyof typeof OFFERING_PROBLEMS, facts: Readonly<Record<string, string>>) => ({
    code,
    detail: sentence(OFFERING_PROBLEMS[code].detail, facts),
    fix: sentence(OFFERING_PROBLEMS[code].fix, facts),
  })
  const isErrand = ({ reason }: { readonly reason: string }) => reason === 'WALLET_NOT_READY'
  const reasons = [
    ...offering.filter((one) => !isErrand(one)).map(({ reason, facts }) => told(reason, facts)),
    ...token.map((reason) => told(reason, {})),
    ...inPlainWords(law),
    ...offering.filter(isErrand).map(({ reason, facts }) => told(reason, facts)),
  ]
  return { eligible: reasons.length === 0, reasons, beforePayment: inPlainWords(beforePayment) }
}

function inPlainWords(reasons: readonly ExplainedReason[]) {
  return reasons.map(plainReason).map(({ code, detail, fix }) => ({ code, detail, fix }))
}

/** An offering as whoever may see it is told of it. */
export function shownOffering(
  {
    offering,
    instrument,
    unitsTaken,
    raised,
    reserved,
    sold,
    closesAt,
    stops,
  }: NonNullable<Awaited<ReturnType<typeof offeringView>>>,
  { lock, missing }: IssuerLaw,
): z.output<typeof offeringAnswer> {
  const priced = (minor: bigint) => moneyBody(money(minor, instrument.unitPrice.currency))
  return {
    id: offering.id,
    status: offering.status,
    instrument: named(instrument),
    asset: instrument.asset,
    exemption: instrument.offering.exemption,
    opens: instrument.offering.opens,
    closes: instrument.offering.closes,
    unitPrice: moneyBody(instrument.unitPrice),
    priceTiers: instrument.priceTiers.map(({ unitsTo, price }) => ({
      upTo: formatDecimal(unitsTo, instrument.decimals),
      price: priced(price),
    })),
    priceNow: priced(priceAfter(instrument, sold)),
    ticketMin: moneyBody(instrument.offering.ticketMin),
    ticketMax: instrument.offering.ticketMax === null ? null : moneyBody(instrument.offering.ticketMax),
    lockUpDays: instrument.offering.lockUpDays,
    softCap: formatDecimal(instrument.offering.softCap, instrument.decimals),
    allocation: instrument.offering.allocation,
    coolingOffHours: instrument.offering.coolingOffHours,
    currencies: currenciesBody(instrument, stops),
    limits: instrument.offering.limits.map(({ most, ...scope }) => ({
      ...scope,
      investmentMax: moneyBody(most),
    })),
    agreementRequired: instrument.offering.agreementRequired,
    invitedOnly: instrument.offering.invitedOnly,
    unitsMax: formatDecimal(hardCapOf(instrument), instrument.decimals),
    unitsTaken: formatDecimal(unitsTaken, instrument.decimals),
    raised: priced(raised),
    reserved: priced(reserved),
    target: priced(costOf(instrument, { sold: 0n, units: hardCapOf(instrument) })),
    contract: offering.contract,
    failure: offering.failure,
    closingPrepared: offering.prepared !== null && offering.confirmed === null,
    closesAt,
    legalLock: lock,
    factsMissing: missing.length,
  }
}

export function named(instrument: Instrument) {
  return { id: instrument.id, name: instrument.name, symbol: instrument.symbol }
}
