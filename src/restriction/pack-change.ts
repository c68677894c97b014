import type { CompiledPack, Json } from './rule-pack.ts'
import { followed, stopping } from './judgement.ts'
import { weigh, type Ask, type Outcome, type Reason } from './rule.ts'

/** One place where two versions of a pack differ. */
export type PackChange = { readonly path: string; readonly before: Json; readonly after: Json }

/** What changes from one version of a pack to another, place by place, for whoever approves it. */
export function packChanges(before: Json, after: Json, path = ''): PackChange[] {
  if (Array.isArray(before) && Array.isArray(after)) {
    const keys = Array.from({ length: Math.max(before.length, after.length) }, (_, i) => i)
    return keys.flatMap((i) =>
      packChanges(
        (before as readonly Json[])[i] ?? null,
        (after as readonly Json[])[i] ?? null,
        `${path}[${i}]`,
      ),
    )
  }
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    return keys.flatMap((key) =>
      packChanges(before[key] ?? null, after[key] ?? null, path === '' ? key : `${path}.${key}`),
    )
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }]
}

function isObject(json: Json): json is Readonly<Record<string, Json>> {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}

/** Whom a change of packs would treat otherwise. */
export type OutcomeChange = {
  readonly from: Outcome
  readonly to: Outcome
  readonly subjectIds: readonly string[]
}

/**
 * What an upgrade would do, without doing it: who goes from which outcome to which, grouped, the groups in one order.
 * Whoever keeps their outcome is left out.
 */
export function outcomeChanges(
  before: readonly CompiledPack[],
  after: readonly CompiledPack[],
  asks: readonly (Ask & { readonly subjectId: string })[],
): OutcomeChange[] {
  const groups = new Map<string, { from: Outcome; to: Outcome; subjectIds: string[] }>()
  for (const ask of asks) {
    const from = weigh(before, ask).outcome
    const to = weigh(after, ask).outcome
    if (from === to) continue
    const group = groups.get(`${from} ${to}`) ?? { from, to, subjectIds: [] }
    group.subjectIds.push(ask.subjectId)
    groups.set(`${from} ${to}`, group)
  }
  return [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group)
}

/** Somebody whom a change treats otherwise, with what would stop them. */
export type Affected<A> = {
  readonly ask: A
  readonly from: Outcome
  readonly to: Outcome
  readonly reasons: readonly Reason[]
}

/**
 * Whom a change of packs would treat otherwise, one by one. What follows counts and not what is said: a doubt that stops
 * nobody is no change.
 *
 * @param pinned packs whose doubts stop
 */
export function affected<A extends Ask>(
  before: readonly CompiledPack[],
  after: readonly CompiledPack[],
  pinned: readonly string[],
  asks: readonly A[],
): Affected<A>[] {
  return asks.flatMap((ask) => {
    const from = followed(weigh(before, ask).reasons, pinned, [])
    const { reasons } = weigh(after, ask)
    const to = followed(reasons, pinned, [])
    if (from === to) return []
    return [{ ask, from, to, reasons: stopping(reasons, pinned) }]
  })
}

/** A pack with one parameter of a rule changed, or null where it has no such rule or parameter. */
export function withParam(
  pack: Json,
  change: { readonly rule: string; readonly param: string; readonly value: Json },
): Json | null {
  if (!isObject(pack) || !Array.isArray(pack['rules'])) return null
  const rules = pack['rules'] as readonly { readonly id: string; readonly params: Record<string, Json> }[]
  const found = rules.find(({ id }) => id === change.rule)
  if (found === undefined || !Object.hasOwn(found.params, change.param)) return null
  return {
    ...pack,
    rules: rules.map((rule) =>
      rule === found ? { ...rule, params: { ...rule.params, [change.param]: change.value } } : rule,
    ),
  }
}
