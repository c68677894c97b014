import type { Refusal } from '../kernel/result.ts'
import type { Type } from './expression.ts'
import { subjectOfFact, type FactSubject } from './known-facts.ts'
import type { FactDeclaration, FactType, Json, RulePack } from './rule-pack.ts'

/** How somebody answers what a rule asks. `other` is a list of numbers, days or records, as JSON. */
export const FACT_KINDS = ['yes-no', 'choice', 'number', 'date', 'instant', 'text', 'texts', 'other'] as const
export type FactKind = (typeof FACT_KINDS)[number]

/** A fact that rules ask of somebody, as a form asks it. */
export type AskedFact = {
  readonly name: string
  /** What it says, in the words of its pack. */
  readonly about: string
  readonly of: FactSubject
  readonly kind: FactKind
  /** What it may be, of a `choice`; empty of all others. */
  readonly choices: readonly string[]
}

/** What these packs ask, each fact once and by its name; where one of them names the choices, with those. */
export function askedFacts(packs: readonly Pick<RulePack, 'rules'>[]): AskedFact[] {
  const found = new Map<string, FactDeclaration>()
  for (const { facts } of packs.flatMap(({ rules }) => rules))
    for (const [name, fact] of Object.entries(facts))
      if (found.get(name)?.choices === undefined) found.set(name, fact)
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { about, type, choices = [] }]) => {
      const kind = choices.length > 0 ? 'choice' : kindOf(type)
      return { name, about, of: subjectOfFact(name), kind, choices }
    })
}

function kindOf(type: FactType): FactKind {
  if (type === 'boolean') return 'yes-no'
  return typeof type === 'object' || type === 'numbers' || type === 'dates' ? 'other' : type
}

/** Whether a value is among the choices, where there are any. */
export function isChosen(choices: readonly string[], value: Json): boolean {
  return choices.length === 0 || (typeof value === 'string' && choices.includes(value))
}

/** Before any paper that a rule reads was written. */
const EARLIEST = Temporal.PlainDate.from('1900-01-01')

/**
 * Where a list of records has a day that cannot be: what was sold, answered or reported has happened by now.
 *
 * @param name the fact’s; places are `name.item.part`
 */
export function unlikelyDays(name: string, type: Type, value: Json, now: Temporal.Instant): string[] {
  if (!Array.isArray(value) || typeof type !== 'object' || !('list' in type)) return []
  const { list } = type
  if (typeof list !== 'object' || !('record' in list)) return []
  // It is this day somewhere.
  const today = now.toZonedDateTimeISO('+14:00').toPlainDate()
  const isLikely = (text: string) =>
    Temporal.PlainDate.compare(EARLIEST, text) <= 0 && Temporal.PlainDate.compare(text, today) <= 0
  const days = Object.entries(list.record).filter(([, part]) => part === 'date')
  return value.flatMap((item, n) =>
    days.flatMap(([part]) => {
      const day = (item as Readonly<Record<string, Json>>)[part]
      return typeof day !== 'string' || isLikely(day) ? [] : [`${name}.${n}.${part}`]
    }),
  )
}

/** What is said of a day that cannot be. */
export const DAY_UNLIKELY = 'Give a day from 1900 on that is not to come: it says what has happened.'

/** What is said to whoever gave something else. */
export const FACT_FORMS: Readonly<Record<FactKind, string>> = {
  'yes-no': 'Answer with yes or no: true or false.',
  choice: 'Choose one of these: {choices}.',
  number: 'Give a number, as 40 or 1250.50.',
  date: 'Give a day, as "2027-01-31".',
  instant: 'Give a moment, as "2027-01-31T17:00:00Z".',
  text: 'Give a text.',
  texts: 'Give a list of texts.',
  other: 'It is not of the kind that the rule reads.',
}

/** The facts that a refusal names as missing: of an item in a list the list. */
export function missingNames({ facts }: Pick<Refusal<string>, 'facts'>): string[] {
  const names = (facts['missing'] ?? '').split(', ').map((name) => name.split('[')[0]!)
  return [...new Set(names)].filter((name) => name !== '')
}
