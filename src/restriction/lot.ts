import { ok, refuse, type Result } from '../kernel/result.ts'
import { epochDay, startOfDay } from '../kernel/time.ts'
import { evaluate, isMissing, type Value } from './expression.ts'
import type { CompiledPack, LotRule, OpensTo } from './rule-pack.ts'
import { scopeOf, valueOrNull, type RuleFacts } from './rule.ts'

/** Why a lot is locked: each is a bit of the number that the token keeps with it, from the lowest on. */
export type Legend = (typeof LEGENDS)[number]
export const LEGENDS = ['lock-up', 'rule-144', 'reg-s', 'reg-cf', 'sfa-272a', 'other'] as const

const LEGEND_OF_PACK: Readonly<Record<string, Legend>> = {
  'US-R144': 'rule-144',
  'US-REGS': 'reg-s',
  'US-REGCF': 'reg-cf',
  'SG-SFA': 'sfa-272a',
}

/** To whom the token lets units of a lot go before their day, by the legend; all other legends lock them for everybody. */
const OPENS_TO: Readonly<Partial<Record<Legend, OpensTo>>> = { 'reg-s': 'offshore', 'reg-cf': 'accredited' }

/** The legend of a law that locks units. */
export function legendOfPack(pack: string): Legend {
  return LEGEND_OF_PACK[pack] ?? 'other'
}

/** The legend by which the token locks a lot for whom the pack says: where it knows none, for everybody. */
function legendOf(pack: string, { opensTo }: LotRule): Legend {
  const legend = legendOfPack(pack)
  return OPENS_TO[legend] === opensTo ? legend : 'other'
}

/** The number of these legends, as a lot of the token carries it. */
export function legendNumber(legends: Iterable<Legend>): number {
  return [...legends].reduce((sum, legend) => sum | (1 << LEGENDS.indexOf(legend)), 0)
}

/** The legends that a lot of the token carries. */
export function legendsOf(number: number): Legend[] {
  return LEGENDS.filter((_, bit) => (number & (1 << bit)) !== 0)
}

/** The packs by which lots with this legend are open to some receivers: what moves out of one moves by their exceptions. */
export function packsOpening(legend: number): string[] {
  const legends = legendsOf(legend)
  return Object.entries(LEGEND_OF_PACK).flatMap(([pack, own]) =>
    OPENS_TO[own] !== undefined && legends.includes(own) ? [pack] : [],
  )
}

/** What units are bound by from their issuance on. It is written into their lot once, and never worked out again. */
export type LotTerms = {
  /** The first day on which no rule locks them; null where none does. */
  readonly lockUntil: Temporal.PlainDate | null
  /** Each lock and its legend, by pack and rule. */
  readonly legends: readonly {
    readonly pack: string
    readonly rule: string
    readonly legend: Legend
    readonly text: string
    readonly lockUntil: Temporal.PlainDate
    readonly citation: string
    /** Whether a lawyer had signed the pack by which it is written. */
    readonly legalReview: CompiledPack['legalReview']
  }[]
  /** The first day of the token on which no rule locks them, in days since 1970: it begins when `lockUntil` has begun. */
  readonly unlockDay: number
}

/**
 * The lock and the legends of units that are issued now under these packs: of several locks the last counts. Where a fact
 * is missing nothing is said, since a lot without its lock could move.
 */
export function lotTerms(
  packs: readonly CompiledPack[],
  ask: { readonly asOf: Temporal.Instant; readonly facts: RuleFacts },
): Result<LotTerms, 'LOT_FACTS_MISSING'> {
  const missing = new Set<string>()
  const legends = [...packs]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((pack) =>
      pack.compiled.flatMap((compiled) => {
        const scope = scopeOf(compiled, pack, { action: 'issue', ...ask })
        const known = (work: () => Value): Value | null => {
          const value = valueOrNull(work)
          if (value === null) missing.add(compiled.rule.id)
          else if (isMissing(value)) for (const fact of value.missing) missing.add(fact)
          return value === null || isMissing(value) ? null : value
        }
        return compiled.lots.flatMap(({ lot, if: condition, lockUntil }) => {
          if (known(() => evaluate(condition, scope)) !== true) return []
          const until = known(() => evaluate(lockUntil, scope))
          if (!(until instanceof Temporal.PlainDate)) return []
          const { legend: text, citation } = lot
          const legend = legendOf(pack.id, lot)
          const unlockDay = firstDayFree(until, pack.timeZone)
          const { id, legalReview } = pack
          const said = { pack: id, rule: compiled.rule.id, legend, text, lockUntil: until, citation }
          return [{ legend: { ...said, legalReview }, unlockDay }]
        })
      }),
    )
  if (missing.size > 0) return refuse('LOT_FACTS_MISSING', { missing: [...missing].join(', ') })
  const lockUntil = legends.reduce<Temporal.PlainDate | null>(
    (last, { legend }) =>
      last === null || Temporal.PlainDate.compare(legend.lockUntil, last) > 0 ? legend.lockUntil : last,
    null,
  )
  return ok({
    lockUntil,
    legends: legends.map(({ legend }) => legend),
    unlockDay: legends.reduce((last, { unlockDay }) => Math.max(last, unlockDay), 0),
  })
}

/** Days of the token are those of Coordinated Universal Time: west of it a date has not begun when its day there does. */
function firstDayFree(date: Temporal.PlainDate, zone: string): number {
  const day = epochDay(date)
  return Temporal.Instant.compare(startOfDay(date, zone), startOfDay(date, 'UTC')) > 0 ? day + 1 : day
}
