import type { Facts } from '../kernel/result.ts'
import type { Change, ChainStep, PlanReason } from './plan-change.ts'

/** One thing that a term sheet says and the world does not. */
export type Drift = {
  /** The platform's records, or what the chain answers. */
  readonly where: 'records' | 'chain'
  /** What it is, and its name: `token`, `TOWER`. */
  readonly subject: string
  readonly name: string
  /** Null for a thing as a whole. */
  readonly field: string | null
  /** What the sheet says; null is nothing. */
  readonly sheet: string | null
  /** What the world says; null is nothing. */
  readonly world: string | null
  /** A transaction that ends it is on its way. */
  readonly underWay: boolean
  /** Why applying the sheet would not end it. */
  readonly refusal: { readonly reason: PlanReason; readonly facts: Facts } | null
}

/**
 * What differs between a sheet and the world: the changes of a comparison, seen from the other side. A thing that is not
 * there at all is one difference, and so is one that belongs to somebody else.
 */
export function driftOf(changes: readonly Change[]): Drift[] {
  return changes.flatMap((change): Drift[] => {
    const { action, where, subject, name, fields, underWay, refusal } = change
    if (action === 'same' && !underWay) return []
    const thing = { where, subject, name, underWay, refusal }
    return isWhole(change)
      ? [{ ...thing, field: null, sheet: name, world: null }]
      : fields.map(({ field, from, to }) => ({ ...thing, field, sheet: to, world: from }))
  })
}

const UPDATES: ReadonlySet<ChainStep | null> = new Set(['set-countries', 'set-rules', 'anchor-term-sheet'])

/** Nothing of it is there yet, or all of it is somebody else's. */
function isWhole({ action, fields, underWay, step }: Change): boolean {
  return action === 'create' || fields.length === 0 || (underWay && !UPDATES.has(step))
}
