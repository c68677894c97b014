import type { Refusal } from '../kernel/result.ts'
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

/** What is said to whoever gave something else. */
export const FACT_FORMS: Readonly<Record<FactKind, string>> = {
  'yes-no': 'Answer with yes or no: true or false.',
  choice: 'Choose one of these: {choices}.',
  number: 'Give a number, as 40 or 1250.50.',
  date: 'Give a day, as 2027-01-31.',
  instant: 'Give a moment, as 2027-01-31T17:00:00Z.',
  text: 'Give a text.',
  texts: 'Give a list of texts.',
  other: 'It is not of the kind that the rule reads.',
}

/** The facts that a refusal names as missing: of an item in a list the list. */
export function missingNames({ facts }: Pick<Refusal<string>, 'facts'>): string[] {
  const names = (facts['missing'] ?? '').split(', ').map((name) => name.split('[')[0]!)
  return [...new Set(names)].filter((name) => name !== '')
}
