import { ok, refuse, type Result } from '../kernel/result.ts'
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

/** What cannot be asked: there is no such rule or parameter, or the value is none that could stand there. */
export type WhatIfRefusal = 'WHAT_IF_UNFIT' | 'WHAT_IF_NUMBER' | 'WHAT_IF_SHAPE'

/** A pack with one parameter of a rule changed. The value is written as the present one is. */
export function withParam(
  pack: Json,
  change: { readonly rule: string; readonly param: string; readonly value: Json },
): Result<Json, WhatIfRefusal> {
  const { rule: id, param, value } = change
  const rules = isObject(pack) && Array.isArray(pack['rules']) ? pack['rules'] : []
  const found = (
    rules as readonly { readonly id: string; readonly params: Readonly<Record<string, Json>> }[]
  ).find((rule) => rule.id === id)
  const now = found === undefined || !Object.hasOwn(found.params, param) ? undefined : found.params[param]
  if (!isObject(pack) || now === undefined) return refuse('WHAT_IF_UNFIT', { rule: id, param })
  const facts = { param, now: typeof now === 'string' ? now : JSON.stringify(now) }
  const range = rangeOf(param, now)
  if (range !== null) {
    const { min, max } = range
    const isIn = sameShape(now, value) && Number(value) >= min && Number(value) <= max
    if (!isIn) return refuse('WHAT_IF_NUMBER', { ...facts, min: String(min), max: max.toLocaleString('en') })
  } else if (!sameShape(now, value)) return refuse('WHAT_IF_SHAPE', facts)
  return ok({
    ...pack,
    rules: rules.map((rule: Json) =>
      rule === found ? { ...found, params: { ...found?.params, [param]: value } } : rule,
    ),
  })
}

/** No rule counts so many people, days or units of money. */
const PARAM_MAX = 10 ** 12

/** Between which numbers a parameter lies; null where it is none. Packs write shares as decimals, and percentages say so. */
function rangeOf(param: string, now: Json): { readonly min: number; readonly max: number } | null {
  if (typeof now === 'number') return { min: 0, max: param.includes('Pct') ? 100 : PARAM_MAX }
  return typeof now === 'string' && DECIMAL.test(now) ? { min: 0, max: 1 } : null
}

const DECIMAL = /^\d\.\d{1,6}$/
const DATE = /^\d{4}-\d\d-\d\d$/

/** Whether a value is written as another one is: whole numbers, decimals, dates, words, and lists and objects of such. */
function sameShape(now: Json, value: Json): boolean {
  if (Array.isArray(now)) {
    const [first] = now as readonly Json[]
    return Array.isArray(value) && (first === undefined || value.every((one: Json) => sameShape(first, one)))
  }
  if (isObject(now)) {
    const keys = Object.keys(now)
    const isAll = isObject(value) && Object.keys(value).length === keys.length
    return isAll && keys.every((key) => sameShape(now[key] ?? null, value[key] ?? null))
  }
  if (typeof now === 'number') return Number.isSafeInteger(value)
  if (typeof now !== 'string') return typeof value === typeof now
  if (typeof value !== 'string' || value === '') return false
  return (!DECIMAL.test(now) || DECIMAL.test(value)) && (!DATE.test(now) || DATE.test(value))
}
