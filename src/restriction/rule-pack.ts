import type { FieldError } from '../kernel/result.ts'
import {
  ExpressionFault,
  isSameType,
  parse,
  typeOf,
  type Expression,
  type Names,
  type Type,
  type Value,
} from './expression.ts'
import { parseRational, rational } from './rational.ts'

/** What somebody wants to do, or what is to be weighed. A rule names those it has a say in. */
export const ACTIONS = [
  'classify',
  'onboard',
  'offer',
  'subscribe',
  'issue',
  'transfer',
  'resale',
  'redeem',
  'order',
  'admit',
  'withdraw',
  'distribute',
  'liquidate',
  'vote',
  'review',
] as const
export type Action = (typeof ACTIONS)[number]

export type Severity = 'BLOCK' | 'REVIEW' | 'WARN'

/** How a fact comes in: text for `number` (decimal or fraction), `date`, `instant`. */
export type FactType =
  | 'number'
  | 'boolean'
  | 'text'
  | 'date'
  | 'instant'
  | 'numbers'
  | 'texts'
  | 'dates'
  | { readonly listOf: Readonly<Record<string, 'number' | 'boolean' | 'text' | 'date' | 'instant'>> }

export type FactDeclaration = {
  readonly type: FactType
  /** What it is, for whoever has to provide it. */
  readonly about: string
  /** Of a text that is one of a few: all that it may be. */
  readonly choices?: readonly string[] | undefined
  /** The pure function that computes it, where an algorithm stands behind it. */
  readonly computedBy?: string | undefined
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

/** One thing that a rule requires, and the reason it is refused with. */
export type Predicate = {
  readonly code: string
  readonly severity: Severity
  /** Where it is to be asked at all; without it, always. */
  readonly if?: string | undefined
  readonly require: string
  /** Numbers of its sentence, by name. */
  readonly values: Readonly<Record<string, string>>
  /** From when the same would pass, where that can be said. */
  readonly earliestOkAt?: string | undefined
  readonly citation: string
}

export type Message = { readonly text: string; readonly fix: string }

/** What a lot that is issued under this rule is bound by. */
export type LotRule = {
  readonly if: string
  /** The first day on which its units are free. */
  readonly lockUntil: string
  /** To whom they may go before; without it, to nobody. */
  readonly opensTo?: OpensTo | undefined
  readonly legend: string
  readonly citation: string
}

/** Receivers who reside outside the United States, and receivers who are accredited: what a token can tell of them. */
export type OpensTo = (typeof OPENS_TO)[number]
export const OPENS_TO = ['offshore', 'accredited'] as const

/** What of a rule the token enforces by itself, as expressions over the facts of an offering. */
export type TokenRule = {
  readonly if?: string | undefined
  readonly accreditedOnly?: string | undefined
  readonly holdersMax?: string | undefined
  readonly usHoldersMax?: string | undefined
  readonly nonAccreditedHoldersMax?: string | undefined
  /** The name of a parameter: countries whose residents may not receive. */
  readonly countriesExcept?: string | undefined
}

/** One prong of a test that is answered by a questionnaire. */
export type Prong = {
  readonly id: string
  readonly title: string
  /** The name of the expression in `let` that says whether it is met. */
  readonly met: string
  readonly answers: readonly string[]
  readonly sentences: { readonly met: string; readonly notMet: string; readonly unknown: string }
  readonly citation: string
}

export type Rule = {
  readonly id: string
  readonly title: string
  readonly appliesTo: readonly Action[]
  /** To what it applies within these actions, say the exemption that is relied on; without it, to everything. */
  readonly scope?: string | undefined
  readonly citations: readonly string[]
  /** How far a source was read, and what awaits somebody who reads the official text. */
  readonly provenance: 'seen' | 'partly seen, rest from memory' | 'from memory'
  readonly inForce: string
  readonly params: Readonly<Record<string, Json>>
  readonly facts: Readonly<Record<string, FactDeclaration>>
  /** Named steps, which may use each other: in whatever order, and in no circle. */
  readonly let: Readonly<Record<string, string>>
  readonly predicates: readonly Predicate[]
  /** The code for facts that are missing; `FACT_MISSING` without one. */
  readonly missingCode?: string | undefined
  readonly messages: { readonly en: Readonly<Record<string, Message>> }
  readonly lots?: readonly LotRule[] | undefined
  readonly token?: TokenRule | undefined
  readonly prongs?: readonly Prong[] | undefined
}

/** Rules of one law, as data: what they require, with which numbers, and what people are told. */
export type RulePack = {
  readonly id: string
  readonly version: string
  readonly effectiveFrom: string
  readonly effectiveTo: string | null
  readonly jurisdiction: string
  /** IANA name; the pack's dates are days there. */
  readonly timeZone: string
  /** `pending` until a lawyer has signed it; what is decided by it says so. */
  readonly legalReview: 'pending' | 'signed'
  readonly rules: readonly Rule[]
}

/** A pack that was found sound, with its expressions read. Made by `compiled` alone. */
export type CompiledPack = RulePack & { readonly compiled: readonly CompiledRule[] }
export type CompiledRule = {
  readonly rule: Rule
  readonly params: ReadonlyMap<string, Value>
  readonly types: ReadonlyMap<string, Type>
  readonly scope: Expression | null
  readonly steps: ReadonlyMap<string, Expression>
  readonly predicates: readonly CompiledPredicate[]
  readonly lots: readonly { readonly lot: LotRule; readonly if: Expression; readonly lockUntil: Expression }[]
  readonly token: Readonly<Record<string, Expression>>
}
export type CompiledPredicate = {
  readonly predicate: Predicate
  readonly if: Expression | null
  readonly require: Expression
  readonly values: ReadonlyMap<string, Expression>
  readonly earliestOkAt: Expression | null
}

/** Names every expression knows: what is asked, and the day and the instant that is decided about. */
const ALWAYS: Names = new Map<string, Type>([
  ['action', 'text'],
  ['today', 'date'],
  ['now', 'instant'],
])

const LIST_TYPES = { numbers: 'number', texts: 'text', dates: 'date' } as const

function factType(type: FactType): Type {
  if (typeof type === 'object') return { list: { record: type.listOf } }
  return type in LIST_TYPES
    ? { list: LIST_TYPES[type as keyof typeof LIST_TYPES] }
    : (type as Exclude<FactType, keyof typeof LIST_TYPES | object>)
}

/**
 * A pack ready to decide by, or everything that is wrong with it, each at its path: dates in the wrong order, a negative
 * parameter, an expression that cannot be read or does not fit, a code without a sentence.
 */
export function compiled(pack: RulePack): CompiledPack | readonly FieldError[] {
  const faults: FieldError[] = []
  const fault = (path: string, code: string, message: string) => void faults.push({ path, code, message })

  if (pack.effectiveTo !== null && pack.effectiveTo < pack.effectiveFrom)
    fault('effectiveTo', 'PACK_DATES', `${pack.effectiveTo} is before effectiveFrom ${pack.effectiveFrom}`)
  for (const [i, rule] of pack.rules.entries())
    if (pack.rules.findIndex(({ id }) => id === rule.id) < i)
      fault(`rules[${i}].id`, 'PACK_RULE_TWICE', `${rule.id} is there already`)

  const rules = pack.rules.map((rule, i) => compiledRule(rule, `rules[${i}]`, fault))
  return faults.length > 0 ? faults : { ...pack, compiled: rules }
}

type Fault = (path: string, code: string, message: string) => void

const NEVER: Expression = { is: 'literal', value: false, type: 'boolean' }

function compiledRule(rule: Rule, at: string, fault: Fault): CompiledRule {
  const types = new Map(ALWAYS)
  const params = new Map<string, Value>()
  const name = (path: string, text: string, type: Type) => {
    if (types.has(text)) fault(path, 'PACK_NAME_TWICE', `“${text}” stands for something else already`)
    types.set(text, type)
  }
  for (const [param, json] of Object.entries(rule.params)) {
    const path = `${at}.params.${param}`
    for (const below of negatives(json, path)) fault(below, 'PACK_NEGATIVE', 'is below zero')
    const read = paramOf(json)
    if (read === null)
      fault(path, 'PACK_PARAM', 'is no number, text, truth, list of one kind, or table of numbers')
    else {
      params.set(param, read.value)
      name(path, param, read.type)
    }
  }
  for (const [fact, { type }] of Object.entries(rule.facts)) name(`${at}.facts.${fact}`, fact, factType(type))

  const expression = (path: string, text: string, type: Type | 'any' | 'moment'): Expression => {
    try {
      const read = parse(text)
      const found = typeOf(read, types)
      const fits =
        type === 'any' ||
        (type === 'moment' ? found === 'date' || found === 'instant' : isSameType(found, type))
      if (!fits) throw new ExpressionFault(`is no ${type === 'moment' ? 'date' : (type as string)}`)
      return read
    } catch (error) {
      if (!(error instanceof ExpressionFault)) throw error
      fault(path, 'PACK_EXPRESSION', error.message)
      return NEVER
    }
  }
  const optional = (path: string, text: string | undefined, type: Type | 'moment') =>
    text === undefined ? null : expression(path, text, type)

  const steps = new Map<string, Expression>()
  // In whatever order they stand: neither the canonical form nor a database keeps one.
  let left = Object.entries(rule.let)
  while (left.length > 0) {
    const before = left.length
    left = left.filter(([step, text]) => {
      if (!isReadable(text, types)) return true
      take(step, text)
      return false
    })
    if (left.length < before) continue
    for (const [step, text] of left) take(step, text)
    break
  }
  function take(step: string, text: string): void {
    const path = `${at}.let.${step}`
    const read = expression(path, text, 'any')
    steps.set(step, read)
    name(path, step, typeSafely(read, types))
  }
  const scope = optional(`${at}.scope`, rule.scope, 'boolean')

  const predicates = rule.predicates.map((predicate, i): CompiledPredicate => {
    const path = `${at}.predicates[${i}]`
    const message = rule.messages.en[predicate.code]
    if (message === undefined) fault(`${path}.code`, 'PACK_MESSAGE', `${predicate.code} has no sentence`)
    else
      for (const [, used = ''] of `${message.text} ${message.fix}`.matchAll(/\{(\w+)\}/g))
        if (!Object.hasOwn(predicate.values, used))
          fault(`${path}.values`, 'PACK_MESSAGE', `the sentence asks for {${used}}`)
    return {
      predicate,
      if: optional(`${path}.if`, predicate.if, 'boolean'),
      require: expression(`${path}.require`, predicate.require, 'boolean'),
      values: new Map(
        Object.entries(predicate.values).map(([key, text]) => [
          key,
          expression(`${path}.values.${key}`, text, 'any'),
        ]),
      ),
      earliestOkAt: optional(`${path}.earliestOkAt`, predicate.earliestOkAt, 'moment'),
    }
  })
  if (rule.missingCode !== undefined && rule.messages.en[rule.missingCode] === undefined)
    fault(`${at}.missingCode`, 'PACK_MESSAGE', `${rule.missingCode} has no sentence`)
  const lots = (rule.lots ?? []).map((lot, i) => ({
    lot,
    if: expression(`${at}.lots[${i}].if`, lot.if, 'boolean'),
    lockUntil: expression(`${at}.lots[${i}].lockUntil`, lot.lockUntil, 'date'),
  }))
  for (const [i, { met }] of (rule.prongs ?? []).entries())
    if (types.get(met) !== 'boolean')
      fault(`${at}.prongs[${i}].met`, 'PACK_EXPRESSION', `knows no step “${met}”`)
  return { rule, params, types, scope, steps, predicates, lots, token: tokenExpressions() }

  function tokenExpressions(): Readonly<Record<string, Expression>> {
    const { countriesExcept, ...texts } = rule.token ?? {}
    if (countriesExcept !== undefined && !isSameType(types.get(countriesExcept) ?? 'text', { list: 'text' }))
      fault(`${at}.token.countriesExcept`, 'PACK_EXPRESSION', `knows no list “${countriesExcept}”`)
    return Object.fromEntries(
      Object.entries(texts).flatMap(([key, text]) =>
        text === undefined
          ? []
          : [
              [
                key,
                expression(
                  `${at}.token.${key}`,
                  text,
                  key === 'if' || key === 'accreditedOnly' ? 'boolean' : 'number',
                ),
              ],
            ],
      ),
    )
  }
}

/** Whether everything that an expression names is known. */
function isReadable(text: string, types: Names): boolean {
  try {
    typeOf(parse(text), types)
    return true
  } catch (error) {
    if (error instanceof ExpressionFault) return false
    throw error
  }
}

function typeSafely(expression: Expression, types: Names): Type {
  try {
    return typeOf(expression, types)
  } catch (error) {
    if (error instanceof ExpressionFault) return 'boolean'
    throw error
  }
}

function negatives(json: Json, path: string): string[] {
  if (typeof json === 'number') return json < 0 ? [path] : []
  if (typeof json === 'string') return /^-\d/.test(json) ? [path] : []
  if (typeof json !== 'object' || json === null) return []
  return Object.entries(json).flatMap(([key, value]) => negatives(value, `${path}.${key}`))
}

/** A parameter's value. Text that reads as a decimal or a date is one. */
function paramOf(json: Json): { readonly value: Value; readonly type: Type } | null {
  if (typeof json === 'boolean') return { value: json, type: 'boolean' }
  if (typeof json === 'number')
    return Number.isSafeInteger(json) ? { value: rational(BigInt(json)), type: 'number' } : null
  if (typeof json === 'string') return ofText(json)
  if (json === null) return null
  if (Array.isArray(json)) return listParam(json as readonly Json[])
  const entries = Object.entries(json).map(([key, value]) => [key, paramOf(value)] as const)
  if (!entries.every(([, read]) => read?.type === 'number')) return null
  return {
    value: { record: Object.fromEntries(entries.map(([key, read]) => [key, read!.value])) },
    type: 'table',
  }
}

function listParam(json: readonly Json[]): { readonly value: Value; readonly type: Type } | null {
  const items = json.map(paramOf)
  const [first] = items
  if (first === undefined || first === null) return null
  if (!items.every((item) => item !== null && isSameType(item.type, first.type))) return null
  return { value: items.map((item) => item!.value), type: { list: first.type } }
}

function ofText(text: string): { readonly value: Value; readonly type: Type } {
  const number = text.includes('/') ? null : parseRational(text)
  if (number !== null) return { value: number, type: 'number' }
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? dateOrNull(text) : null
  return date === null ? { value: text, type: 'text' } : { value: date, type: 'date' }
}

export function dateOrNull(text: string): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' })
  } catch {
    return null
  }
}
