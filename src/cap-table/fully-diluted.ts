import type { DayCount } from '../instrument/day-count.ts'
import { yearFraction } from '../instrument/day-count.ts'
import { allocate } from '../kernel/money.ts'
import { numericText, ONE, readNumeric } from './numeric.ts'
import { dayOf, fieldOf, listOf, textOf, type Json } from './ocf.ts'
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
 * convertibles are the smallest numbers that fit each other.
 *
 * @param price of one share in the next round, in ten-thousand-millionths of the currency; null without one
 */
export function fullyDiluted(positions: Positions, price: bigint | null): FullyDiluted {
  const classes = new Map(positions.classes.map((one) => [one.id, one]))
  const certain = [
    ...positions.securities.filter(({ kind }) => kind !== 'convertible').map((one) => lineOf(one, classes)),
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
  const terms = positions.securities
    .filter(({ kind }) => kind === 'convertible')
    .map((one) => termsOf(one, positions.asOf))
  const converted = convert(terms, base, price)
  const lines = [
    ...certain,
    ...terms.map(({ security, due, cap, discount, isPostMoney }, i): Line => {
      return {
        kind: 'convertible',
        security: security.id,
        stakeholder: security.stakeholder,
        of: security.customId ?? security.id,
        shares: converted?.[i] ?? null,
        why: {
          due: numericText(due),
          ...(cap === null
            ? {}
            : { cap: numericText(cap), timing: isPostMoney ? 'POST_MONEY' : 'PRE_MONEY' }),
          ...(discount === 0n ? {} : { discount: numericText(discount) }),
          ...(price === null ? {} : { price: numericText(price) }),
        },
      }
    }),
  ]
  const shares = sum(lines)
  const counted = lines.filter((line) => line.shares !== null && line.shares > 0n)
  const parts =
    shares === 0n
      ? []
      : allocate(
          MILLION,
          counted.map((line) => line.shares ?? 0n),
        )
  const partOf = new Map(counted.map((line, i) => [line, parts[i] ?? 0n]))
  return {
    asOf: positions.asOf,
    lines: lines.map((line) => ({ ...line, parts: line.shares === null ? null : (partOf.get(line) ?? 0n) })),
    shares,
    isOverpromised: converted === null,
  }
}

type Line = Omit<DilutedLine, 'parts'>

function sum(lines: readonly Line[]): bigint {
  return lines.reduce((total, { shares }) => total + (shares ?? 0n), 0n)
}

function lineOf(one: Security, classes: ReadonlyMap<string, StockClass>): Line {
  const of = one.stockClass === null ? undefined : classes.get(one.stockClass)
  const about = { security: one.id, stakeholder: one.stakeholder, of: of?.name ?? one.customId ?? one.id }
  if (one.kind === 'warrant') return { ...about, kind: 'warrant', shares: one.quantity, why: {} }
  if (one.kind === 'compensation')
    return {
      ...about,
      kind: 'granted',
      shares: one.quantity,
      why: one.vested === null ? {} : { vested: numericText(one.vested) },
    }
  if (of?.conversion == null || of.isCommon)
    return { ...about, kind: of?.isCommon === false ? 'preferred' : 'common', shares: one.quantity, why: {} }
  const { num, den } = of.conversion
  return {
    ...about,
    kind: 'as-converted',
    // A fraction of a share is paid for, not issued.
    shares: whole((one.quantity * num) / den),
    why: { shares: numericText(one.quantity), ratio: `${numericText(num)}:${numericText(den)}` },
  }
}

/** What a convertible promises. Amounts are ten-thousand-millionths of its currency, the discount of one. */
type Terms = {
  readonly security: Security
  readonly due: bigint
  readonly cap: bigint | null
  readonly discount: bigint
  readonly isPostMoney: boolean
}

function termsOf(security: Security, asOf: Temporal.PlainDate): Terms {
  const mechanism = listOf(security.issuance['conversion_triggers'])
    .map((trigger) => fieldOf(fieldOf(trigger, 'conversion_right'), 'conversion_mechanism'))
    .find((one) => one !== undefined)
  const cap = readNumeric(fieldOf(fieldOf(mechanism, 'conversion_valuation_cap'), 'amount'))
  const discount = readNumeric(fieldOf(mechanism, 'conversion_discount'))
  return {
    security,
    due: (security.principal?.amount ?? 0n) + interestOf(security, mechanism, asOf),
    cap: cap.ok && cap.value > 0n ? cap.value : null,
    discount: discount.ok && discount.value > 0n && discount.value < ONE ? discount.value : 0n,
    isPostMoney:
      textOf(fieldOf(mechanism, 'conversion_timing')) !== 'PRE_MONEY' &&
      fieldOf(fieldOf(mechanism, 'capitalization_definition_rules'), 'include_this_security') !== false,
  }
}

/** The conventions that Open Cap Format names. */
const DAY_COUNTS: ReadonlyMap<string, DayCount> = new Map([
  ['ACTUAL_365', 'ACT/365F'],
  ['30_360', '30/360-BOND'],
])
/** Months of an accrual period; a day is counted by itself. */
const PERIODS: ReadonlyMap<string, number> = new Map([
  ['MONTHLY', 1],
  ['QUARTERLY', 3],
  ['SEMI_ANNUAL', 6],
  ['ANNUAL', 12],
])

/**
 * Interest of a note that is added to what converts: by its rates, simple, or compounding at the end of each whole period.
 * Interest that is paid out in cash does not convert.
 */
function interestOf(security: Security, mechanism: Json | undefined, asOf: Temporal.PlainDate): bigint {
  const principal = security.principal?.amount ?? 0n
  const convention = DAY_COUNTS.get(textOf(fieldOf(mechanism, 'day_count_convention')) ?? '')
  if (convention === undefined || textOf(fieldOf(mechanism, 'interest_payout')) === 'CASH') return 0n
  const months = PERIODS.get(textOf(fieldOf(mechanism, 'interest_accrual_period')) ?? '')
  const compounds = textOf(fieldOf(mechanism, 'compounding_type')) === 'COMPOUNDING' && months !== undefined
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
    if (!compounds) {
      due += accrue(principal, from, until)
      continue
    }
    let at = from
    for (let n = 1; ; n++) {
      const next = from.add({ months: months * n })
      if (Temporal.PlainDate.compare(next, until) > 0) break
      due += accrue(due, at, next)
      at = next
    }
    due += accrue(due, at, until)
  }
  return due - principal
}

/**
 * Whole shares for each convertible, or null when together they are promised all there is. Starting from none, each gets what
 * the shares of the others entitle it to, until nothing changes: sums only grow, and stop where the promises fit.
 */
function convert(terms: readonly Terms[], base: bigint, price: bigint | null): (bigint | null)[] | null {
  const promised = terms.reduce(
    (parts, { due, cap, isPostMoney }) =>
      cap !== null && isPostMoney ? parts + (due * MILLION * MILLION) / cap : parts,
    0n,
  )
  if (promised >= MILLION * MILLION) return null
  let shares: (bigint | null)[] = terms.map(() => null)
  for (let step = 0; step < STEPS_MAX; step++) {
    const all = base + shares.reduce<bigint>((total, one) => total + (one ?? 0n), 0n)
    const next = terms.map(({ due, cap, discount, isPostMoney }) => {
      const byCap = cap === null ? null : whole((due * (isPostMoney ? all : base)) / cap)
      const discounted = price === null ? null : (price * (ONE - discount)) / ONE
      const byPrice = discounted === null || discounted <= 0n ? null : whole((due * ONE) / discounted)
      if (byCap === null || byPrice === null) return byCap ?? byPrice
      return byCap > byPrice ? byCap : byPrice
    })
    if (next.every((one, i) => one === shares[i])) return next
    shares = next
  }
  return null
}

/** Down to whole shares. */
function whole(shares: bigint): bigint {
  return (shares / ONE) * ONE
}

function earlier(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(a, b) < 0 ? a : b
}
