import { ok, refuse, type Result } from '../kernel/result.ts'
import { evaluate, isMissing, type Value } from './expression.ts'
import type { CompiledPack } from './rule-pack.ts'
import { scopeOf, valueOrNull, type RuleFacts } from './rule.ts'

/** What units are bound by from their issuance on. It is written into their lot once, and never worked out again. */
export type LotTerms = {
  /** The first day on which no rule locks them; null where none does. */
  readonly lockUntil: Temporal.PlainDate | null
  /** Each lock and its legend, by pack and rule. */
  readonly legends: readonly {
    readonly pack: string
    readonly rule: string
    readonly text: string
    readonly lockUntil: Temporal.PlainDate
    readonly citation: string
  }[]
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
          const { legend, citation } = lot
          return [{ pack: pack.id, rule: compiled.rule.id, text: legend, lockUntil: until, citation }]
        })
      }),
    )
  if (missing.size > 0) return refuse('LOT_FACTS_MISSING', { missing: [...missing].join(', ') })
  const lockUntil = legends.reduce<Temporal.PlainDate | null>(
    (last, legend) =>
      last === null || Temporal.PlainDate.compare(legend.lockUntil, last) > 0 ? legend.lockUntil : last,
    null,
  )
  return ok({ lockUntil, legends })
}
