import { sentence } from '../kernel/problem.ts'
import { evaluate, isMissing, valueText, type Scope, type Type, type Value } from './expression.ts'
import { parseRational, rational } from './rational.ts'
import {
  dateOrNull,
  type Action,
  type CompiledPack,
  type CompiledPredicate,
  type CompiledRule,
  type Json,
  type Message,
  type Severity,
} from './rule-pack.ts'

/** What is known, by name, as JSON: decimals, fractions, dates and instants as text. What is absent or null is not known. */
export type RuleFacts = Readonly<Record<string, Json>>

export const OUTCOMES = ['ALLOW', 'BLOCK', 'REVIEW'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** Why something is refused, put before a person, or advised against. */
export type Reason = {
  readonly pack: string
  readonly rule: string
  readonly code: string
  readonly severity: Severity
  /** What its sentence is filled with. */
  readonly values: Readonly<Record<string, string>>
  readonly legalRef: string
  /** What can be done about it. */
  readonly fix: string
  /** ISO date or instant from which the same would pass; null where that cannot be said. */
  readonly earliestOkAt: string | null
}

/** A reason as a decision’s record keeps it: its texts are those of its pack. */
export type RecordedReason = Omit<Reason, 'fix'>

export type Ask = { readonly action: Action; readonly asOf: Temporal.Instant; readonly facts: RuleFacts }
export type Weighed = { readonly outcome: Outcome; readonly reasons: readonly Reason[] }

/** The engine's own reasons: what no pack can say about itself. Each is put before a person. */
export const ENGINE_MESSAGES = {
  FACT_MISSING: {
    text: 'This cannot be decided yet: {missing} is not known.',
    fix: 'Provide what is missing, or have a reviewer decide.',
  },
  FACT_INVALID: {
    text: 'This cannot be decided: {fact} is not of the kind that the rule reads.',
    fix: 'Correct it, or have a reviewer decide.',
  },
  RULE_ERROR: {
    text: 'This rule could not be worked out on these facts.',
    fix: 'Have a reviewer decide.',
  },
  PACK_NOT_IN_FORCE: {
    text: 'The rules of this pack are in force from {from} to {to}, and the day is {today}.',
    fix: 'Pin the version that is in force, or have a reviewer decide.',
  },
  NO_RULES: {
    text: 'No pack of rules was given to decide by.',
    fix: 'Pin the packs that this offering is under.',
  },
} as const satisfies Readonly<Record<string, Message>>
export type EngineCode = keyof typeof ENGINE_MESSAGES

/**
 * What every rule of these packs says, and what it comes to: one refusal blocks; else one doubt is a review; else it is
 * allowed. Every rule is asked whatever the others say. Reasons come in one order: packs by id, rules and predicates as
 * their pack has them. What is not known, or cannot be worked out, is a review and never an allowance. Pure.
 */
export function weigh(packs: readonly CompiledPack[], ask: Ask): Weighed {
  const ordered = [...packs].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  const reasons =
    packs.length === 0
      ? [engineReason('NO_RULES', {}, { pack: '', rule: '', legalRef: '' })]
      : ordered.flatMap((pack) => reasonsOfPack(pack, ask))
  const has = (severity: Severity) => reasons.some((reason) => reason.severity === severity)
  return { outcome: has('BLOCK') ? 'BLOCK' : has('REVIEW') ? 'REVIEW' : 'ALLOW', reasons }
}

/** Where a reason comes from. */
type Origin = { readonly pack: string; readonly rule: string; readonly legalRef: string }

function engineReason(code: EngineCode, values: Readonly<Record<string, string>>, origin: Origin): Reason {
  return { ...origin, code, severity: 'REVIEW', values, fix: ENGINE_MESSAGES[code].fix, earliestOkAt: null }
}

function reasonsOfPack(pack: CompiledPack, ask: Ask): Reason[] {
  const rules = pack.compiled.filter(({ rule }) => rule.appliesTo.includes(ask.action))
  const today = ask.asOf.toZonedDateTimeISO(pack.timeZone).toPlainDate()
  const { effectiveFrom: from, effectiveTo: to } = pack
  if (rules.length > 0 && (today.toString() < from || (to !== null && today.toString() > to)))
    return [
      engineReason(
        'PACK_NOT_IN_FORCE',
        { from, to: to ?? 'open', today: today.toString() },
        { pack: pack.id, rule: '', legalRef: rules[0]!.rule.citations[0]! },
      ),
    ]
  return rules.flatMap((rule) => reasonsOfRule(pack, rule, ask))
}

function reasonsOfRule(pack: CompiledPack, compiled: CompiledRule, ask: Ask): Reason[] {
  const { rule } = compiled
  const origin: Origin = { pack: pack.id, rule: rule.id, legalRef: rule.citations[0]! }
  const doubts = { missing: new Set<string>(), errors: new Map<string, Reason>() }
  const guarded = (work: () => Value): Value => {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof FactInvalid) && !(error instanceof RangeError)) throw error
      const reason =
        error instanceof FactInvalid
          ? engineReason('FACT_INVALID', { fact: error.fact }, origin)
          : engineReason('RULE_ERROR', {}, origin)
      doubts.errors.set(`${reason.code} ${Object.values(reason.values).join()}`, reason)
      return { missing: [] }
    }
  }
  const scope = scopeOf(compiled, pack, ask)
  const applies = guarded(() => (compiled.scope === null ? true : evaluate(compiled.scope, scope)))
  if (applies === false) return []
  if (isMissing(applies)) for (const fact of applies.missing) doubts.missing.add(fact)

  const reasons = applies === true ? compiled.predicates.flatMap((predicate) => asked(predicate)) : []
  const { missingCode } = rule
  const missing = [...doubts.missing].join(', ')
  if (missing !== '')
    reasons.push(
      missingCode === undefined
        ? engineReason('FACT_MISSING', { missing }, origin)
        : {
            ...engineReason('FACT_MISSING', { missing }, origin),
            code: missingCode,
            fix: sentence(rule.messages.en[missingCode]!.fix, { missing }),
          },
    )
  return [...reasons, ...doubts.errors.values()]

  function asked(predicate: CompiledPredicate): Reason[] {
    const holds = guarded(() => {
      const condition = predicate.if === null ? true : evaluate(predicate.if, scope)
      if (condition === false) return true
      const required = evaluate(predicate.require, scope)
      if (required === true || !isMissing(condition)) return required
      return isMissing(required) ? { missing: [...condition.missing, ...required.missing] } : condition
    })
    if (isMissing(holds)) for (const fact of holds.missing) doubts.missing.add(fact)
    return holds === false ? [refusal(predicate)] : []
  }

  function refusal({ predicate, values, earliestOkAt }: CompiledPredicate): Reason {
    const { code, severity, citation } = predicate
    const texts: Record<string, string> = {}
    for (const [name, expression] of values)
      texts[name] = valueText(guarded(() => evaluate(expression, scope)))
    const earliest = earliestOkAt === null ? null : guarded(() => evaluate(earliestOkAt, scope))
    return {
      ...origin,
      code,
      severity,
      values: texts,
      legalRef: citation,
      fix: sentence(rule.messages.en[code]!.fix, grouped(texts)),
      earliestOkAt: earliest === null || isMissing(earliest) ? null : valueText(earliest),
    }
  }
}

/**
 * The named steps of a rule on these facts, as text: a limit, a category, a date, for screens that show how far somebody
 * may go. Null for a step that cannot be worked out.
 */
export function steps(pack: CompiledPack, ruleId: string, ask: Ask): Readonly<Record<string, string | null>> {
  const compiled = pack.compiled.find(({ rule }) => rule.id === ruleId)
  if (compiled === undefined) throw new Error(`${pack.id} has no rule ${ruleId}`)
  const scope = scopeOf(compiled, pack, ask)
  return Object.fromEntries(
    [...compiled.steps.keys()].map((name) => {
      const value = valueOrNull(() => scope(name))
      return [name, value === null || isMissing(value) ? null : valueText(value)]
    }),
  )
}

/** Whether a rule is about this at all: false only where its scope says so, not where that cannot be said. */
export function isInScope(pack: CompiledPack, ruleId: string, ask: Ask): boolean {
  const compiled = pack.compiled.find(({ rule }) => rule.id === ruleId)
  if (compiled === undefined) throw new Error(`${pack.id} has no rule ${ruleId}`)
  const { scope } = compiled
  return scope === null || valueOrNull(() => evaluate(scope, scopeOf(compiled, pack, ask))) !== false
}

/** A value, or null when the facts do not allow to work it out. */
export function valueOrNull(work: () => Value): Value | null {
  try {
    return work()
  } catch (error) {
    if (error instanceof FactInvalid || error instanceof RangeError) return null
    throw error
  }
}

/** What the names of a rule stand for: its parameters, its steps worked out once, and the facts read by their types. */
export function scopeOf(compiled: CompiledRule, pack: CompiledPack, { action, asOf, facts }: Ask): Scope {
  const worked = new Map<string, Value>([
    ...compiled.params,
    ['action', action],
    ['now', asOf],
    ['today', asOf.toZonedDateTimeISO(pack.timeZone).toPlainDate()],
  ])
  const scope: Scope = (name) => {
    const before = worked.get(name)
    if (before !== undefined) return before
    const step = compiled.steps.get(name)
    const value =
      step === undefined
        ? readFact(name, facts[name] ?? null, compiled.types.get(name)!)
        : evaluate(step, scope)
    worked.set(name, value)
    return value
  }
  return scope
}

/** A fact is not of the type that its rule declares. */
export class FactInvalid extends Error {
  readonly fact: string
  constructor(fact: string) {
    super(`${fact} is not of the kind that is declared`)
    this.fact = fact
  }
}

/** The longest list a fact may be: an expression that goes through it within itself stays below a few seconds. */
const ITEMS_MAX = 2_000

function readFact(name: string, json: Json, type: Type): Value {
  if (json === null) return { missing: [name] }
  if (typeof type === 'object' && 'list' in type) {
    if (!Array.isArray(json) || json.length > ITEMS_MAX) throw new FactInvalid(name)
    return (json as readonly Json[]).map((item, i) => readFact(`${name}[${i}]`, item, type.list))
  }
  if (typeof type === 'object') {
    if (typeof json !== 'object' || Array.isArray(json)) throw new FactInvalid(name)
    const given = json as Readonly<Record<string, Json>>
    return {
      record: Object.fromEntries(
        Object.entries(type.record).map(([key, field]) => [
          key,
          readFact(`${name}.${key}`, (Object.hasOwn(given, key) ? given[key] : null) ?? null, field),
        ]),
      ),
    }
  }
  const value = readPlain(json, type)
  if (value === null) throw new FactInvalid(name)
  return value
}

/** Whether a value can be read as a fact of this type. Null can: it says that something is not known. */
export function isFactOf(type: Type, json: Json): boolean {
  try {
    readFact('fact', json, type)
    return true
  } catch (error) {
    if (error instanceof FactInvalid) return false
    throw error
  }
}

function readPlain(json: Json, type: Type): Value | null {
  if (type === 'boolean') return typeof json === 'boolean' ? json : null
  if (type === 'number' && typeof json === 'number')
    return Number.isSafeInteger(json) ? rational(BigInt(json)) : null
  if (typeof json !== 'string') return null
  if (type === 'number') return parseRational(json)
  if (type === 'text') return json
  if (type === 'date') return /^\d{4}-\d{2}-\d{2}$/.test(json) ? dateOrNull(json) : null
  try {
    return Temporal.Instant.from(json)
  } catch {
    return null
  }
}

/** Numbers with their thousands apart, as people read them; everything else as it is. */
export function grouped(values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, text]) => [
      name,
      /^-?\d{4,}(\.\d+)?$/.test(text)
        ? text.replace(/^-?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','))
        : text,
    ]),
  )
}
