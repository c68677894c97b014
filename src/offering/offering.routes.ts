import * as z from 'zod'
import {
  ALLOCATION_RULES,
  EXEMPTIONS,
  STANDINGS,
  hardCapOf,
  type Instrument,
} from '../instrument/instrument.ts'
import { costOf, priceAfter } from '../instrument/price.ts'
import { INVESTOR_KINDS } from '../investor/investor.ts'
import { formatDecimal } from '../kernel/decimal.ts'
import type { OfferingId } from '../kernel/ids.ts'
import { money } from '../kernel/money.ts'
import { sentence } from '../kernel/problem.ts'
import { ok, refuse } from '../kernel/result.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import type { Db } from '../platform/db/database.ts'
import {
  addressField,
  dateField,
  idField,
  instantField,
  moneyAnswer,
  moneyBody,
  page,
  pageQuery,
} from '../platform/http/fields.ts'
import { read, seesIssuer, type Caller, type Route } from '../platform/http/route.ts'
import { plainReason, type ExplainedReason } from '../restriction/explained-reason.ts'
import type { IssuerLaw } from '../restriction/issuer-law.service.ts'
import { LEGENDS } from '../restriction/lot.ts'
import { explainedToReceiver } from '../restriction/transfer.problems.ts'
import { currenciesAnswer, currenciesBody } from './currency.routes.ts'
import type { Eligibility } from './subscription/eligibility.service.ts'
import { receivablesOf, type Receivable } from './subscription/receiving.service.ts'
import { isThereFor } from './invitation/invitation.service.ts'
import { OFFERING_PROBLEMS } from './offering.problems.ts'
import { offeringLaw, offerings, offeringView } from './offering.service.ts'
import { OFFERING_STATUSES, type Sale } from './offering.ts'
import { QUALIFICATION_STATUSES, TOKEN_QUALIFICATION_STATUSES } from './qualification.ts'

const EVERYBODY = ['issuer', 'officer', 'auditor', 'investor'] as const

export const offeringAnswer = z
  .object({
    id: idField('off'),
    status: z.enum(OFFERING_STATUSES),
    instrument: z.object({ id: idField('ins'), name: z.string(), symbol: z.string() }),
    asset: idField('ast'),
    exemption: z.enum(EXEMPTIONS),
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

export const QUALIFICATION_ABOUT =
  'As what they may invest: whether they are accredited, where the offering asks it. `not-qualified-but-can-invest`: they ' +
  'are not, and its exemption admits them all the same. `no`: it would admit them, but for their approval, a limit of the ' +
  'offering, or a rule of law. `pending`: officers decide. Null once the offering is over.'
export const TOKEN_QUALIFICATION_ABOUT =
  'Whether units may come to them now. `expired`: their approval or accreditation has run out. `no`: a country is closed, a ' +
  'rule of law bars them, they have asked to be erased, no wallet of theirs is ready, or the token itself refuses: a pause, ' +
  'a freeze, most holders or balances, or a module. `pending`: officers decide. Once the offering is over the law is not asked.'
export const eligibilityReason = z.object({ code: z.string(), detail: z.string(), fix: z.string() })

export const eligibilityAnswer = z
  .object({
    eligible: z.boolean(),
    reasons: z.array(eligibilityReason),
    beforePayment: z.array(eligibilityReason).meta({
      description:
        'Doubts that keep nobody from reserving; officers have to clear them before anything is paid.',
    }),
    qualification: z.enum(QUALIFICATION_STATUSES).nullable().describe(QUALIFICATION_ABOUT),
  })
  .meta({ id: 'Eligibility' })
const receivableAnswer = eligibilityAnswer
  .extend({
    tokenQualification: z.enum(TOKEN_QUALIFICATION_STATUSES).describe(TOKEN_QUALIFICATION_ABOUT),
    tokenReasons: z.array(eligibilityReason).meta({
      description: 'All that keeps units from them now; what the token says has the codes of its `explain`.',
    }),
  })
  .meta({ id: 'Receivable' })

const params = z.strictObject({ id: idField('off') })

/** Offerings, and whether they are for whoever asks. */
export function offeringRoutes({ rpc }: { readonly rpc: Rpc }): Route[] {
  return [
    read({
      path: '/v1/offerings',
      summary: 'List the offerings',
      tag: 'Offerings',
      access: EVERYBODY,
      description: 'The newest first.',
      query: pageQuery({}),
      response: page(offeringAnswer),
      handle: async ({ work, caller, query, pages }) => {
        const rest = (await offerings(work.db)).toReversed()
        const [last] = pages.after(query) ?? []
        if (last !== undefined) rest.splice(0, rest.findIndex(({ id }) => id === last) + 1)
        const found: z.output<typeof offeringAnswer>[] = []
        while (found.length <= query.limit && rest.length > 0) {
          const some = rest.splice(0, query.limit + 1)
          const bodies = await Promise.all(
            some.map(({ id }) => offeringBody(work.db, caller, { id }, work.now)),
          )
          found.push(...bodies.filter((body) => body !== null))
        }
        return ok(pages.page(found, query, ({ id }) => [id]))
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
      response: receivableAnswer,
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        const view = await visibleOffering(work.db, caller, id, work.now)
        if (view === null || caller.investor === null) return refuse('NOT_FOUND')
        const asked = { now: work.now, withClaims: true }
        const found = await receivablesOf({ db: work.db, rpc }, [view], caller.investor, asked)
        const told = found.get(id)
        return told === undefined ? refuse('NOT_FOUND') : ok(toldReceivable(told, view.instrument.decimals))
      },
    }),
  ]
}

/** Whether there is this offering for whoever asks. */
export async function seesOffering(db: Db, caller: Caller, view: Sale): Promise<boolean> {
  return caller.role === 'investor'
    ? isThereFor(db, view, caller.investor)
    : seesIssuer(caller, view.instrument.issuer)
}

/** An offering that the caller may see, or null. */
export async function visibleOffering(db: Db, caller: Caller, id: OfferingId, now: Temporal.Instant) {
  const view = await offeringView(db, { id }, now)
  return view !== null && (await seesOffering(db, caller, view)) ? view : null
}

export async function offeringBody(
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
  qualification,
  about: { restriction },
}: Eligibility): z.output<typeof eligibilityAnswer> {
  const isErrand = ({ reason }: Refused) => reason === 'WALLET_NOT_READY'
  const reasons = [
    ...(restriction === null ? [] : [told({ reason: restriction })]),
    ...offering.filter((one) => !isErrand(one)).map(told),
    ...token.map((reason) => told({ reason })),
    ...inPlainWords(law),
    ...offering.filter(isErrand).map(told),
  ]
  return {
    eligible: reasons.length === 0,
    reasons,
    beforePayment: inPlainWords(beforePayment),
    qualification,
  }
}

/**
 * As `toldEligibility`, and whether units may come to them: what the token alone says keeps them from subscribing, too.
 *
 * @param decimals of the instrument's units
 */
export function toldReceivable(found: Receivable, decimals: number): z.output<typeof receivableAnswer> {
  const { about, offering, token, law, beforePayment, tokenQualification } = found
  const ofThem = (code: string) => offering.filter(({ reason }) => reason === code).map(told)
  const eligibility = toldEligibility(found)
  const stops = found.stops.map((finding) => {
    const { reason, detail, fix } = explainedToReceiver(finding, decimals)
    return { code: reason, detail, fix }
  })
  return {
    ...eligibility,
    eligible: eligibility.eligible && stops.length === 0,
    // Most of what the token says otherwise is said already, in words about the investor.
    reasons: eligibility.eligible ? stops : eligibility.reasons,
    tokenQualification,
    tokenReasons: [
      ...(about.restriction === null ? [] : [told({ reason: about.restriction })]),
      ...ofThem('INVESTOR_NOT_VERIFIED'),
      ...token.map((reason) => told({ reason })),
      ...inPlainWords([...law, ...beforePayment]),
      ...stops,
      ...ofThem('WALLET_NOT_READY'),
    ],
  }
}

type Refused = {
  readonly reason: keyof typeof OFFERING_PROBLEMS
  readonly facts?: Readonly<Record<string, string>>
}

function told({ reason: code, facts = {} }: Refused) {
  const { detail, fix } = OFFERING_PROBLEMS[code]
  return { code, detail: sentence(detail, facts), fix: sentence(fix, facts) }
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
