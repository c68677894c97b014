import type { DayCount } from '../instrument/day-count.ts'
import { yearFraction } from '../instrument/day-count.ts'
import { allocate } from '../kernel/money.ts'
import { numericText, ONE, readNumeric } from './numeric.ts'
import { dayOf, fieldOf, listOf, textOf, type Json, type OcfFinding } from './ocf.ts'
import type { Positions, Security, StockClass } from './position.ts'

/** A line of the fully diluted view. Shares are of common stock, in ten-thousand-millionths. */
export type DilutedLine = {
  /** `preferred`: a class that does not convert, counted share for share. */
  readonly kind: 'common' | 'preferred' | 'as-converted' | 'granted' | 'pool' | 'warrant' | 'convertible'
  /** Of a security; null for what is left in a plan. */
  readonly security: string | null
  readonly stakeholder: string | null
  readonly of: string
  /** Null where it cannot be said: a convertible without a cap while no price is given. */
  readonly shares: bigint | null
  /** Millionths of all that is counted; they add up to a million. */
  readonly parts: bigint | null
  /** How the number comes about, as numbers. */
  readonly why: Readonly<Record<string, string>>
}

export type FullyDiluted = {
  readonly asOf: Temporal.PlainDate
  readonly lines: readonly DilutedLine[]
  /** Of the lines whose shares can be said. */
  readonly shares: bigint
  /** Convertibles that together would take all of the company: nothing is left to count in. */
  readonly isOverpromised: boolean
  /** What is held and not counted, or not in full. */
  readonly findings: readonly OcfFinding[]
}

const MILLION = 1_000_000n
/** With every step the sum gains a digit or so; a cap table that needs more is one step from promising everything. */
const STEPS_MAX = 10_000

/**
 * All shares if everything that can become shares did: common stock, preferred stock at its ratio, what was granted and is
 * outstanding, what is left in plans, warrants, and convertibles at a price of the next round. Pure.
 *
 * A convertible converts at the lower of the price less its discount and its cap by the capitalization. Before the money
 * (`PRE_MONEY`) that is everything but convertibles; after it (`POST_MONEY`) all convertibles are in it as well, so that a
 * holder’s part is what was paid divided by the cap (Y Combinator, Safe: Valuation Cap, version 1.2). The shares of all
 * convertibles are the greatest whole numbers that fit each other. What has expired, and what is settled in cash, is left out.
 *
 * @param price of one share in the next round, in ten-thousand-millionths of the currency that shares were paid for in; null
 *              without one
 */
export function fullyDiluted(positions: Positions, price: bigint | null): FullyDiluted {
  const classes = new Map(positions.classes.map((one) => [one.id, one]))
  const left = positions.securities.map((one) => ({ one, why: leftOut(one, positions.asOf) }))
  const counted = left.filter(({ why }) => why === null).map(({ one }) => one)
  const certain = [
    ...counted.filter(({ kind }) => kind !== 'convertible').map((one) => lineOf(one, classes)),
    ...positions.plans
      .filter(({ available }) => available > 0n)
      .map((plan): Line => {
        return {
          kind: 'pool',
          security: null,
          stakeholder: null,
          of: plan.name,
          shares: plan.available,
          why: { reserved: numericText(plan.reserved) },
        }
      }),
  ]
  const base = sum(certain)
  const currency = currencyOf(positions.securities)
  const terms = positions.securities
    .filter(({ kind }) => kind === 'convertible')
    .map((one) => termsOf(one, classes, { asOf: positions.asOf, price, currency }))
  const converted = convert(terms, base)
  const lines = [
    ...certain,
    ...terms.map(({ security, due, cap, discount, isPostMoney, fixed }, i): Line => {
      return {
        kind: 'convertible',
        security: security.id,
        stakeholder: security.stakeholder,
        of: security.customId ?? security.id,
        shares: converted?.[i] ?? null,
        why: {
          ...(fixed === null ? { due: numericText(due) } : {}),
          ...(cap === null
            ? {}
            : { cap: numericText(cap), timing: isPostMoney ? 'POST_MONEY' : 'PRE_MONEY' }),
          ...(discount === 0n ? {} : { discount: numericText(discount) }),
          ...(price === null || fixed !== null ? {} : { price: numericText(price) }),
        },
      }
    }),
  ]
  const shares = sum(lines)
  const shown = lines.filter((line) => line.shares !== null && line.shares > 0n)
  const parts =
    shares === 0n
      ? []
      : allocate(
          MILLION,
          shown.map((line) => line.shares ?? 0n),
        )
  const partOf = new Map(shown.map((line, i) => [line, parts[i] ?? 0n]))
  return {
    asOf: positions.asOf,
    lines: lines.map((line) => ({ ...line, parts: line.shares === null ? null : (partOf.get(line) ?? 0n) })),
    shares,
    isOverpromised: converted === null,
    findings: [
      ...left.flatMap(({ one, why }) => (why === null ? [] : [found(one, why)])),
      ...terms.flatMap(({ security, finding }) => (finding === null ? [] : [found(security, finding)])),
    ],
  }
}

function found({ issuance, id }: Security, code: OcfFinding['code']): OcfFinding {
  return { severity: 'warning', code, path: `${issuance.object_type} ${issuance.id}`, what: id }
}

/** Why a grant or a warrant gives no shares any more, or never does; null where it does. */
function leftOut({ issuance, compensation }: Security, asOf: Temporal.PlainDate): OcfFinding['code'] | null {
  if (compensation === 'CSAR') return 'OCF_CASH_SETTLED'
  const last = dayOf(issuance['expiration_date']) ?? dayOf(issuance['warrant_expiration_date'])
  // On its last day it can still be exercised.
  return last !== null && Temporal.PlainDate.compare(last, asOf) < 0 ? 'OCF_EXPIRED' : null
}

/** What the price of a round is in: what shares were paid for in, or, where none say it, the first convertible. */
function currencyOf(securities: readonly Security[]): string | null {
  const paid = securities.map(({ issuance }) => textOf(fieldOf(issuance['share_price'], 'currency')))
  const lent = securities.map(({ principal }) => principal?.currency ?? '')
  return [...paid, ...lent].find((one) => one !== null && one !== '') ?? null
}

type Line = Omit<DilutedLine, 'parts'>

function sum(lines: readonly Line[]): bigint {
  return lines.reduce((total, { shares }) => total + (shares ?? 0n), 0n)
}

function lineOf(one: Security, classes: ReadonlyMap<string, StockClass>): Line {
  const of = one.stockClass === null ? undefined : classes.get(one.stockClass)
  const about = { security: one.id, stakeholder: one.stakeholder, of: of?.name ?? one.customId ?? one.id }
  const kind = one.kind === 'warrant' ? 'warrant' : one.kind === 'compensation' ? 'granted' : null
  const vested = kind !== 'granted' || one.vested === null ? {} : { vested: numericText(one.vested) }
  if (kind !== null && (of?.conversion == null || of.isCommon))
    return { ...about, kind, shares: one.quantity, why: vested }
  if (of?.conversion == null || of.isCommon)
    return { ...about, kind: of?.isCommon === false ? 'preferred' : 'common', shares: one.quantity, why: {} }
  const { num, den } = of.conversion
  return {
    ...about,
    kind: kind ?? 'as-converted',
    // A fraction of a share is paid for, not issued.
    shares: whole((one.quantity * num) / den),
    why: { ...vested, shares: numericText(one.quantity), ratio: `${numericText(num)}:${numericText(den)}` },
  }
}

/** What a convertible promises. Amounts are ten-thousand-millionths of its currency, the discount of one. */
type Terms = {
  readonly security: Security
  readonly due: bigint
  readonly cap: bigint | null
  readonly discount: bigint
  readonly isPostMoney: boolean
  /** Whole shares at the price of the round; null where none is given, or it says nothing of this one. */
  readonly byPrice: bigint | null
  /** The number of shares that it gives whatever happens, in place of all of these. */
  readonly fixed: bigint | null
  readonly finding: OcfFinding['code'] | null
}

type Asked = {
  readonly asOf: Temporal.PlainDate
  readonly price: bigint | null
  readonly currency: string | null
}

/** Mechanisms that are no price, no cap and no discount. */
const NO_FORMULA = new Set([
  'CUSTOM_CONVERSION',
  'FIXED_AMOUNT_CONVERSION',
  'FIXED_PERCENT_OF_CAPITALIZATION_CONVERSION',
  'PPS_BASED_CONVERSION',
  'RATIO_CONVERSION',
  'VALUATION_BASED_CONVERSION',
])

/** By the first of its triggers that gives a number; of none that does, the first. */
function termsOf(security: Security, classes: ReadonlyMap<string, StockClass>, asked: Asked): Terms {
  const rights = listOf(security.issuance['conversion_triggers']).map((one) =>
    fieldOf(one, 'conversion_right'),
  )
  const all = rights.map((right) => termsBy(security, right, classes, asked))
  const isNumber = ({ cap, byPrice, fixed }: Terms) => cap !== null || byPrice !== null || fixed !== null
  return all.find(isNumber) ?? all[0] ?? termsBy(security, undefined, classes, asked)
}

function termsBy(
  security: Security,
  right: Json | undefined,
  classes: ReadonlyMap<string, StockClass>,
  { asOf, price, currency }: Asked,
): Terms {
  const mechanism = fieldOf(right, 'conversion_mechanism')
  const type = textOf(fieldOf(mechanism, 'type')) ?? ''
  const none = { cap: null, discount: 0n, isPostMoney: false, byPrice: null, fixed: null }
  if (NO_FORMULA.has(type)) {
    const quantity = readNumeric(fieldOf(mechanism, 'converts_to_quantity'))
    const of = classes.get(textOf(fieldOf(right, 'converts_to_stock_class_id')) ?? '')
    const { num, den } =
      of?.isCommon === false && of.conversion !== null ? of.conversion : { num: 1n, den: 1n }
    const isFixed = type === 'FIXED_AMOUNT_CONVERSION' && quantity.ok
    const due = security.principal?.amount ?? 0n
    return isFixed
      ? { ...none, security, due, fixed: whole((quantity.value * num) / den), finding: null }
      : { ...none, security, due, finding: 'OCF_NOT_COUNTED' }
  }
  const interest = interestOf(security, mechanism, asOf)
  const due = (security.principal?.amount ?? 0n) + (interest ?? 0n)
  if (interest === null) return { ...none, security, due, finding: 'OCF_NOT_COUNTED' }
  const said = fieldOf(mechanism, 'conversion_valuation_cap')
  const cap = readNumeric(fieldOf(said, 'amount'))
  const off = readNumeric(fieldOf(mechanism, 'conversion_discount'))
  const own = security.principal?.currency ?? ''
  const isForeign = (other: string | null) => other !== null && other !== '' && own !== '' && other !== own
  // What a sum of one currency is worth in another is nowhere here.
  if (isForeign(textOf(fieldOf(said, 'currency'))) || (price !== null && isForeign(currency)))
    return { ...none, security, due, finding: 'OCF_OTHER_CURRENCY' }
  const discount = off.ok && off.value > 0n && off.value < ONE ? off.value : 0n
  const discounted = price === null ? 0n : (price * (ONE - discount)) / ONE
  return {
    security,
    due,
    cap: cap.ok && cap.value > 0n ? cap.value : null,
    discount,
    isPostMoney: isAfterTheMoney(security, mechanism),
    byPrice: discounted > 0n ? whole((due * ONE) / discounted) : null,
    fixed: null,
    finding: null,
  }
}

/** A safe is, unless it says otherwise, as those published since 2018 are; a note where its capitalization has it itself in it. */
function isAfterTheMoney({ issuance }: Security, mechanism: Json | undefined): boolean {
  const has = fieldOf(fieldOf(mechanism, 'capitalization_definition_rules'), 'include_this_security')
  const isNote =
    textOf(fieldOf(mechanism, 'type')) === 'CONVERTIBLE_NOTE_CONVERSION' ||
    textOf(issuance['convertible_type']) === 'NOTE'
  return isNote
    ? has === true
    : has !== false && textOf(fieldOf(mechanism, 'conversion_timing')) !== 'PRE_MONEY'
}

/** The conventions that Open Cap Format names. */
const DAY_COUNTS: ReadonlyMap<string, DayCount> = new Map([
  ['ACTUAL_365', 'ACT/365F'],
  ['30_360', '30/360-BOND'],
])
/** How long an accrual period is. */
const PERIODS: ReadonlyMap<string, { readonly unit: 'days' | 'months'; readonly length: number }> = new Map([
  ['DAILY', { unit: 'days', length: 1 }],
  ['MONTHLY', { unit: 'months', length: 1 }],
  ['QUARTERLY', { unit: 'months', length: 3 }],
  ['SEMI_ANNUAL', { unit: 'months', length: 6 }],
  ['ANNUAL', { unit: 'months', length: 12 }],
])
/** Of what compounds daily, 1,000 % a year: over two centuries more would be a number without end. */
const DAILY_RATE_MAX = 10n * ONE

/**
 * Interest of a note that is added to what converts: by its rates, simple, or compounding at the end of each whole period.
 * Interest that is paid out in cash does not convert. Null for what nobody owes.
 */
function interestOf(
  security: Security,
  mechanism: Json | undefined,
  asOf: Temporal.PlainDate,
): bigint | null {
  const principal = security.principal?.amount ?? 0n
  const convention = DAY_COUNTS.get(textOf(fieldOf(mechanism, 'day_count_convention')) ?? '')
  if (convention === undefined || textOf(fieldOf(mechanism, 'interest_payout')) === 'CASH') return 0n
  const period =
    textOf(fieldOf(mechanism, 'compounding_type')) === 'COMPOUNDING'
      ? PERIODS.get(textOf(fieldOf(mechanism, 'interest_accrual_period')) ?? '')
      : undefined
  let due = principal
  for (const rate of listOf(fieldOf(mechanism, 'interest_rates'))) {
    const read = readNumeric(fieldOf(rate, 'rate'))
    const from = dayOf(fieldOf(rate, 'accrual_start_date'))
    const stop = dayOf(fieldOf(rate, 'accrual_end_date'))
    if (!read.ok || from === null) continue
    const until = stop === null ? asOf : earlier(stop, asOf)
    const accrue = (on: bigint, a: Temporal.PlainDate, b: Temporal.PlainDate) => {
      if (Temporal.PlainDate.compare(a, b) >= 0) return 0n
      const { numerator, denominator } = yearFraction(convention, { start: a, end: b })
      return (on * read.value * numerator) / (ONE * denominator)
    }
    if (period === undefined) {
      due += accrue(principal, from, until)
      continue
    }
    if (period.unit === 'days' && magnitude(read.value) > DAILY_RATE_MAX) return null
    let at = from
    for (let n = 1; ; n++) {
      const next = from.add({ [period.unit]: period.length * n })
      if (Temporal.PlainDate.compare(next, until) > 0) break
      due += accrue(due, at, next)
      at = next
    }
    due += accrue(due, at, until)
  }
  return due - principal
}

/** With so many digits the parts of all convertibles are added up: far more than a share of any company needs. */
const PART = 10n ** 60n

/**
 * Whole shares for each convertible, or null when together they are promised all there is: the greatest numbers of which each is
 * no more than the others entitle it to. They are no greater than the fractions that fit, which are found first; from their whole
 * part down each gets what the others leave it, until nothing changes.
 */
function convert(terms: readonly Terms[], base: bigint): (bigint | null)[] | null {
  const parts = terms.map(({ due, cap, isPostMoney }) =>
    cap !== null && isPostMoney ? (due * PART + cap - 1n) / cap : 0n,
  )
  if (total(parts) >= PART) return null
  const least = terms.map(({ due, cap, isPostMoney, byPrice, fixed }) => {
    const byCap = cap === null || isPostMoney ? null : whole((due * base) / cap)
    return fixed ?? greater(byCap, byPrice)
  })
  // Whose cap gives more than the price takes part in all there is, which then is more for the others.
  const capped = new Set<number>()
  let all = base + total(least)
  for (let grows = true; grows;) {
    const more = parts.flatMap((part, i) =>
      part > 0n && !capped.has(i) && part * all > (least[i] ?? 0n) * PART ? [i] : [],
    )
    for (const i of more) capped.add(i)
    grows = more.length > 0
    const rest = base + total(least.filter((_, i) => !capped.has(i)))
    const promised = total(parts.filter((_, i) => capped.has(i)))
    all = (rest * PART + (PART - promised) - 1n) / (PART - promised)
  }
  let shares = least.map((one, i) => (capped.has(i) ? whole(((parts[i] ?? 0n) * all) / PART) : one))
  for (let step = 0; step < STEPS_MAX; step++) {
    const sold = base + total(shares)
    const next = terms.map(({ due, cap, isPostMoney }, i) => {
      const byCap = cap === null || !isPostMoney ? null : whole((due * sold) / cap)
      return smaller(greater(byCap, least[i] ?? null), shares[i] ?? null)
    })
    if (next.every((one, i) => one === shares[i])) return next
    shares = next
  }
  return null
}

function total(numbers: readonly (bigint | null)[]): bigint {
  return numbers.reduce<bigint>((all, one) => all + (one ?? 0n), 0n)
}

function greater(a: bigint | null, b: bigint | null): bigint | null {
  return a === null || b === null ? (a ?? b) : a > b ? a : b
}

function smaller(a: bigint | null, b: bigint | null): bigint | null {
  return a === null || b === null ? (a ?? b) : a < b ? a : b
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value
}

/** Down to whole shares. */
function whole(shares: bigint): bigint {
  return (shares / ONE) * ONE
}

function earlier(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(a, b) < 0 ? a : b
}
