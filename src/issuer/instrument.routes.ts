import * as z from 'zod'
import { displayDecimal, formatDecimal } from '../kernel/decimal.ts'
import type { InstrumentId, InvestorId } from '../kernel/ids.ts'
import { NOT_FOUND } from '../kernel/problem.ts'
import { ok, refuse } from '../kernel/result.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import { dateField, idField, moneyAnswer, moneyBody, page, pageQuery } from '../platform/http/fields.ts'
import { read, seesIssuer, type Caller, type Route } from '../platform/http/route.ts'
import type { Work } from '../platform/work.ts'
import type { CouponTerms } from '../instrument/coupon.ts'
import { FREQUENCIES } from '../instrument/frequency.ts'
import { RECORD_RULES } from '../instrument/income-calendar.ts'
import { PARTICIPATIONS } from '../instrument/waterfall-terms.ts'
import { DAY_COUNTS } from '../instrument/day-count.ts'
import { instrumentById, instruments } from '../instrument/instrument.service.ts'
import {
  EXEMPTIONS,
  type IncomePolicy,
  type Instrument,
  type TransferRules,
} from '../instrument/instrument.ts'
import { unitsIssued } from '../instrument/token.service.ts'

const READERS = ['issuer', 'officer', 'auditor', 'investor'] as const

/** What a list shows of an instrument. */
export const instrumentSummary = z
  .object({
    id: idField('ins'),
    key: z.string(),
    name: z.string(),
    symbol: z.string(),
    token: z.string().nullable(),
    status: z.enum(['draft', 'deploying', 'live']),
    decimals: z.int(),
    unitsIssued: z.string(),
    unitsIssuedDisplay: z.string(),
    unitsMax: z.string(),
    unitsMaxDisplay: z.string(),
    unitPrice: moneyAnswer,
  })
  .meta({ id: 'InstrumentSummary' })

export const rulesAnswer = z
  .object({
    countries: z.union([z.literal('any'), z.array(z.string()).readonly()]),
    accreditedOnly: z.boolean(),
    holdersMax: z.int().nullable(),
    usHoldersMax: z.int().nullable(),
    nonAccreditedHoldersMax: z.int().nullable(),
    balanceMax: z.string().nullable(),
  })
  .meta({ id: 'TransferRules' })

export const incomeAnswer = z
  .object({
    frequency: z.enum(FREQUENCIES),
    firstMonth: z.int().describe('The month that a year of periods begins with: 1 is January.'),
    payoutBps: z.int(),
    payDay: z.int().describe('Day of the month after a period.'),
    record: z.enum(RECORD_RULES),
    recordDays: z.int().nullable().describe('Days before the pay day; null with another rule.'),
    incomeAccounts: z.array(z.string()).readonly(),
    expenseAccounts: z.array(z.string()).readonly(),
  })
  .meta({ id: 'IncomePolicy' })

export const offeringTermsAnswer = z
  .object({
    exemption: z.enum(EXEMPTIONS),
    opens: dateField,
    closes: dateField,
    ticketMin: moneyAnswer,
    ticketMax: moneyAnswer.nullable(),
    lockUpDays: z.int(),
    costs: z
      .array(z.object({ name: z.string(), amount: moneyAnswer }))
      .readonly()
      .describe('What the money raised pays for beside the asset.'),
  })
  .meta({ id: 'OfferingTerms' })

const instrumentAnswer = instrumentSummary
  .extend({
    issuer: idField('iss'),
    asset: idField('ast'),
    treasury: z.string(),
    payment: z.object({ token: z.string(), currency: z.string(), decimals: z.int() }),
    timeZone: z.string(),
    rules: rulesAnswer,
    income: incomeAnswer.nullable(),
    offering: offeringTermsAnswer.nullable().describe('Null for an investor to whom it is not offered.'),
    termSheetSha256: z.string(),
    version: z.int(),
  })
  .meta({ id: 'Instrument' })

/** What reading share classes needs. */
export type InstrumentDeps = {
  readonly rpc: Rpc
  /** Whether an investor may see what is on offer with an instrument. */
  readonly isOfferedTo: (
    work: Work,
    instrument: InstrumentId,
    investor: InvestorId | null,
  ) => Promise<boolean>
}

/** Whether somebody is told on which terms the units of an instrument are sold. */
export async function seesTerms(
  isOfferedTo: InstrumentDeps['isOfferedTo'],
  work: Work,
  caller: Caller,
  { id }: Instrument,
): Promise<boolean> {
  return caller.role !== 'investor' || isOfferedTo(work, id, caller.investor)
}

/** Reading share classes. */
export function instrumentRoutes({ rpc, isOfferedTo }: InstrumentDeps): Route[] {
  const told = async (work: Work, caller: Caller, instrument: Instrument) =>
    instrumentBody(rpc, instrument, await seesTerms(isOfferedTo, work, caller, instrument))
  return [
    read({
      path: '/v1/instruments',
      summary: 'List the share classes',
      tag: 'Instruments',
      access: READERS,
      query: pageQuery({}),
      response: page(instrumentAnswer),
      handle: async ({ work, caller, query, pages }) => {
        const after = pages.after(query)?.[0] ?? ''
        const seen = (await instruments(work.db)).filter((each) => sees(caller, each) && each.key > after)
        const { items, next } = pages.page(seen.slice(0, query.limit + 1), query, ({ key }) => [key])
        return ok({ items: await Promise.all(items.map((each) => told(work, caller, each))), next })
      },
    }),
    read({
      path: '/v1/instruments/{id}',
      summary: 'Read a share class',
      tag: 'Instruments',
      access: READERS,
      params: z.strictObject({ id: idField('ins') }),
      response: instrumentAnswer,
      problems: { NOT_FOUND },
      handle: async ({ work, caller, params }) => {
        const instrument = await instrumentById(work.db, params.id)
        return instrument !== null && sees(caller, instrument)
          ? ok(await told(work, caller, instrument))
          : refuse('NOT_FOUND')
      },
    }),
  ]
}

/** Investors see what is on offer, whoever issues it. */
export function sees(caller: Caller, instrument: Instrument): boolean {
  return caller.role === 'investor' || seesIssuer(caller, instrument.issuer)
}

/** What a list shows of an instrument. `unitsIssued` is the token's supply at the chain's head; 0 before there is one. */
export async function summaryBody(
  rpc: Rpc,
  instrument: Instrument,
): Promise<z.output<typeof instrumentSummary>> {
  const issued = await unitsIssued(rpc, instrument)
  return {
    id: instrument.id,
    key: instrument.key,
    name: instrument.name,
    symbol: instrument.symbol,
    token: instrument.token,
    status: instrument.status,
    decimals: instrument.decimals,
    unitsIssued: formatDecimal(issued, instrument.decimals),
    unitsIssuedDisplay: displayDecimal(issued, instrument.decimals),
    unitsMax: formatDecimal(instrument.unitsMax, instrument.decimals),
    unitsMaxDisplay: displayDecimal(instrument.unitsMax, instrument.decimals),
    unitPrice: moneyBody(instrument.unitPrice),
  }
}

export function rulesBody(rules: TransferRules, decimals: number): z.output<typeof rulesAnswer> {
  return {
    ...rules,
    balanceMax: rules.balanceMax === null ? null : formatDecimal(rules.balanceMax, decimals),
  }
}

const bps = z.int().meta({ description: 'Parts of 10,000.' })

export const carryAnswer = z
  .object({ preferredBps: bps, catchUpBps: bps, carryBps: bps })
  .meta({ id: 'Carry' })

export const preferenceAnswer = z
  .object({
    rank: z.int(),
    multipleBps: bps,
    participation: z.enum(PARTICIPATIONS),
    capBps: bps.nullable(),
    dividendBps: bps,
    convertible: z.boolean(),
  })
  .meta({ id: 'Preference' })

export const couponAnswer = z
  .object({
    rate: z.string().meta({ description: 'Percent of the face value a year.' }),
    faceValue: moneyAnswer.meta({ description: 'Of one unit.' }),
    dayCount: z.enum(DAY_COUNTS),
    frequency: z.enum(FREQUENCIES),
    from: dateField,
    maturity: dateField,
  })
  .meta({ id: 'Coupon' })

export function couponBody(coupon: CouponTerms | null): z.output<typeof couponAnswer> | null {
  return coupon === null
    ? null
    : { ...coupon, rate: displayDecimal(coupon.rate, 4), faceValue: moneyBody(coupon.faceValue) }
}

export function incomeBody(income: IncomePolicy | null): z.output<typeof incomeAnswer> | null {
  return income === null ? null : { ...income }
}

export function offeringTermsBody({ offering }: Instrument): z.output<typeof offeringTermsAnswer> {
  return {
    ...offering,
    ticketMin: moneyBody(offering.ticketMin),
    ticketMax: offering.ticketMax === null ? null : moneyBody(offering.ticketMax),
    costs: offering.costs.map(({ name, amount }) => ({ name, amount: moneyBody(amount) })),
  }
}

async function instrumentBody(
  rpc: Rpc,
  instrument: Instrument,
  showsTerms: boolean,
): Promise<z.output<typeof instrumentAnswer>> {
  const { token, currency } = instrument.payment
  return {
    ...(await summaryBody(rpc, instrument)),
    issuer: instrument.issuer,
    asset: instrument.asset,
    treasury: instrument.treasury,
    payment: { token, currency: currency.code, decimals: currency.decimals },
    timeZone: instrument.timeZone,
    rules: rulesBody(instrument.rules, instrument.decimals),
    income: incomeBody(instrument.income),
    offering: showsTerms ? offeringTermsBody(instrument) : null,
    termSheetSha256: instrument.termSheetSha256,
    version: instrument.version,
  }
}
