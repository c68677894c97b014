import { readNumeric } from './numeric.ts'
import { dayOf, fieldOf, listOf, textOf, type Json, type OcfObject } from './ocf.ts'

/** What happened that vesting depends on. */
export type VestingFact =
  | { readonly kind: 'condition'; readonly condition: string; readonly on: Temporal.PlainDate }
  | { readonly kind: 'acceleration'; readonly quantity: bigint }

/** Rounds what has vested up to a day. Those that load the first or the last parts depend on the parts, not on the sum. */
const ROUNDINGS: ReadonlyMap<string, (num: bigint, den: bigint, one: bigint) => bigint> = new Map([
  ['CUMULATIVE_ROUND_DOWN', (num, den, one) => (num / (den * one)) * one],
  ['CUMULATIVE_ROUNDING', (num, den, one) => ((2n * num + den * one) / (2n * den * one)) * one],
  ['FRACTIONAL', (num, den) => num / den],
])

/** A part of the whole that vests on a day. */
type Part = Ratio & { readonly on: Temporal.PlainDate }

export type Ratio = { readonly num: bigint; readonly den: bigint }

const WHOLE = 10n ** 10n
/** A schedule of more instalments, or of more days or months, than a century has days is a mistake. */
const SCHEDULE_MAX = 36_525
/** All instalments of all conditions of one schedule. */
const PARTS_MAX = 2 * SCHEDULE_MAX

/**
 * How much of a security has vested at the end of a day: by its own list of days and amounts, or by vesting terms, whose
 * conditions are met by days, by events, or by time since another condition was met. Without either all of it is vested. Null
 * for terms that are not counted here: they load single instalments, or wait for something other than a day. Pure.
 *
 * @param total what was issued, in ten-thousand-millionths
 */
export function vestedOf({
  total,
  inline,
  terms,
  facts,
  split,
  asOf,
}: {
  readonly total: bigint
  readonly inline: readonly Json[]
  readonly terms: OcfObject | null
  readonly facts: readonly VestingFact[]
  /** By what splits have multiplied it since it was issued: numbers that were told then are of before. */
  readonly split: Ratio
  readonly asOf: Temporal.PlainDate
}): bigint | null {
  const accelerated = facts.reduce(
    (sum, fact) => sum + (fact.kind === 'acceleration' ? fact.quantity : 0n),
    0n,
  )
  const least = (vested: bigint) => {
    const sum = vested + accelerated
    return sum > total ? total : sum
  }
  if (inline.length > 0) return least((inlineVested(inline, asOf) * split.num) / split.den)
  if (terms === null) return total
  const round = ROUNDINGS.get(textOf(terms['allocation_type']) ?? '')
  if (round === undefined) return null
  const parts = partsOf(terms, total, facts, split)
  if (parts === null) return null
  const met = parts.filter(({ on }) => Temporal.PlainDate.compare(on, asOf) <= 0)
  const den = met.reduce((product, part) => (product % part.den === 0n ? product : product * part.den), 1n)
  const num = met.reduce((sum, part) => sum + (part.num * den) / part.den, 0n)
  return least(round(num, den, WHOLE))
}

function inlineVested(inline: readonly Json[], asOf: Temporal.PlainDate): bigint {
  return inline.reduce<bigint>((sum, one) => {
    const [on, amount] = [dayOf(fieldOf(one, 'date')), readNumeric(fieldOf(one, 'amount'))]
    const isMet = on !== null && Temporal.PlainDate.compare(on, asOf) <= 0
    return isMet && amount.ok ? sum + amount.value : sum
  }, 0n)
}

/** Every part with its day, as far as the days are known; null where a trigger is of a kind not counted here. */
function partsOf(
  terms: OcfObject,
  total: bigint,
  facts: readonly VestingFact[],
  split: Ratio,
): Part[] | null {
  const conditions = listOf(terms['vesting_conditions'])
  const met = new Map<string, Temporal.PlainDate>(
    facts.flatMap((fact) => (fact.kind === 'condition' ? [[fact.condition, fact.on] as const] : [])),
  )
  const parts: Part[] = []
  const ids = new Set(conditions.map((condition) => textOf(fieldOf(condition, 'id'))))
  // What counts from a condition that is not there will never vest: that is a mistake, and no schedule.
  if (conditions.some((condition) => countsFromNothing(condition, ids))) return null
  const left = new Set(conditions)
  // A condition may stand before the one that it counts from.
  for (let progress = true; progress;) {
    progress = false
    for (const condition of left) {
      const id = textOf(fieldOf(condition, 'id')) ?? ''
      const days = daysOf(condition, met)
      if (days === null) return null
      if (days === 'waits') continue
      const share = shareOf(condition, total, split)
      if (share === null) return null
      if (parts.length + days.length > PARTS_MAX) return null
      for (const on of days) parts.push({ on, ...share })
      const last = days.at(-1)
      if (last !== undefined) met.set(id, last)
      left.delete(condition)
      progress = true
    }
  }
  return parts
}

function countsFromNothing(condition: Json, ids: ReadonlySet<string | null>): boolean {
  const since = textOf(fieldOf(fieldOf(condition, 'trigger'), 'relative_to_condition_id'))
  return since !== null && !ids.has(since)
}

/** The days on which a condition is met; `waits` while that is not known. */
function daysOf(
  condition: Json,
  met: ReadonlyMap<string, Temporal.PlainDate>,
): readonly Temporal.PlainDate[] | 'waits' | null {
  const trigger = fieldOf(condition, 'trigger')
  const own = met.get(textOf(fieldOf(condition, 'id')) ?? '')
  switch (textOf(fieldOf(trigger, 'type'))) {
    case 'VESTING_START_DATE':
    case 'VESTING_EVENT':
      return own === undefined ? 'waits' : [own]
    case 'VESTING_SCHEDULE_ABSOLUTE': {
      const on = dayOf(fieldOf(trigger, 'date'))
      return on === null ? null : [on]
    }
    case 'VESTING_SCHEDULE_RELATIVE': {
      const since = met.get(textOf(fieldOf(trigger, 'relative_to_condition_id')) ?? '')
      const period = fieldOf(trigger, 'period')
      const [length, occurrences] = [fieldOf(period, 'length'), fieldOf(period, 'occurrences')]
      if (!isCount(length) || !isCount(occurrences) || occurrences > SCHEDULE_MAX) return null
      const unit = textOf(fieldOf(period, 'type')) === 'DAYS' ? 'days' : 'months'
      if (length * occurrences > (unit === 'days' ? SCHEDULE_MAX : SCHEDULE_MAX / 30)) return null
      if (since === undefined) return 'waits'
      return Array.from({ length: occurrences }, (_, i) => since.add({ [unit]: length * (i + 1) }))
    }
    default:
      return null
  }
}

function isCount(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0
}

/** What vests each time a condition is met: a number, or a part of the whole. A part of what is left is not counted here. */
function shareOf(condition: Json, total: bigint, split: Ratio): Ratio | null {
  const quantity = fieldOf(condition, 'quantity')
  if (quantity !== undefined) {
    const read = readNumeric(quantity)
    return read.ok ? { num: read.value * split.num, den: split.den } : null
  }
  const portion = fieldOf(condition, 'portion')
  if (fieldOf(portion, 'remainder') === true) return null
  const [num, den] = [
    readNumeric(fieldOf(portion, 'numerator')),
    readNumeric(fieldOf(portion, 'denominator')),
  ]
  return num.ok && den.ok && den.value > 0n ? { num: total * num.value, den: den.value } : null
}
