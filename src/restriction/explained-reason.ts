import { sentence } from '../kernel/problem.ts'
import { missingNames } from './asked-facts.ts'
import { subjectOfFact, type FactSubject } from './known-facts.ts'
import type { CompiledPack, Message } from './rule-pack.ts'
import { ENGINE_MESSAGES, grouped, type EngineCode, type Reason, type RecordedReason } from './rule.ts'

/** A fact that a rule asks for and nobody has recorded. */
export type MissingFact = {
  readonly name: string
  /** What it says, in the words of its pack. */
  readonly about: string
  readonly of: FactSubject
}

/** A reason for people: its rule, its sentence with its values, what to do, and where the rule stands. */
export type ExplainedReason = {
  readonly code: string
  readonly severity: Reason['severity']
  /** The rule’s title; empty where a pack as a whole says it. */
  readonly rule: string
  readonly detail: string
  readonly fix: string
  readonly citation: string
  readonly earliestOkAt: string | null
  /** Whether a lawyer has signed the pack that it comes from. */
  readonly legalReview: CompiledPack['legalReview']
  /** What the rule could not be decided without. */
  readonly missing: readonly MissingFact[]
}

/** A reason’s sentence, from the pack that gave it. Throws when that pack is not among these. */
export function explainedReason(packs: readonly CompiledPack[], reason: RecordedReason): ExplainedReason {
  const { code, severity, legalRef, earliestOkAt } = reason
  const pack = packs.find(({ id }) => id === reason.pack)
  const legalReview = pack?.legalReview ?? 'pending'
  const rule = pack?.rules.find(({ id }) => id === reason.rule)
  const message = rule?.messages.en[code] ?? engineMessage(code)
  if (message === null) throw new Error(`no pack has a sentence for ${code}`)
  const about = (name: string) => rule?.facts[name]?.about ?? name
  const missing = missingNames({ facts: reason.values }).map((name) => ({
    name,
    about: about(name),
    of: subjectOfFact(name),
  }))
  // The record names facts as its pack does; people read what they are.
  const { missing: names, fact } = reason.values
  const values = grouped({
    ...reason.values,
    ...(names === undefined ? {} : { missing: missing.map((one) => `“${one.about}”`).join(', ') }),
    ...(fact === undefined ? {} : { fact: `“${about(fact.split('[')[0]!)}”` }),
  })
  const detail = sentence(message.text, values)
  const fix = sentence(message.fix, values)
  const told = { code, severity, rule: rule?.title ?? '', detail, fix, citation: legalRef, earliestOkAt }
  return { ...told, legalReview, missing }
}

/** A fact that is missing, with the first of these rules that asks for it; null where none does. */
export function missingFact(
  packs: readonly CompiledPack[],
  name: string,
): (MissingFact & { readonly rule: string; readonly citation: string }) | null {
  for (const { title, citations, facts } of packs.flatMap(({ rules }) => rules)) {
    const about = facts[name]?.about
    if (about !== undefined)
      return { name, about, of: subjectOfFact(name), rule: title, citation: citations[0]! }
  }
  return null
}

/**
 * Instead of the engine's own reasons, which name facts as the packs do: whoever may not know those is told which rule it is,
 * and whose it is to say what it asks.
 */
export const PLAIN_SENTENCES = {
  investor: {
    detail: '{rule}: what this rule asks about you is not on record.',
    fix: 'You need not send anything unless you are asked.',
  },
  issuer: {
    detail: '{rule}: what this rule asks of the issuer is not on record.',
    fix: 'The issuer brings it, and an officer records it.',
  },
  platform: {
    detail: '{rule}: this rule could not be decided by itself.',
    fix: 'You need not send anything unless you are asked.',
  },
} as const

/** A reason in plain words, for whoever asks for units: which facts are missing, officers read in the decision. */
export function plainReason(reason: ExplainedReason): ExplainedReason {
  if (!(reason.code in ENGINE_MESSAGES)) return reason
  const subjects = reason.missing.map(({ of }) => of)
  const { detail, fix } =
    PLAIN_SENTENCES[
      subjects.find((of) => of === 'investor') ?? subjects.find((of) => of === 'issuer') ?? 'platform'
    ]
  const rule = reason.rule === '' ? 'Rules of law' : reason.rule
  return { ...reason, detail: sentence(detail, { rule }), fix, missing: [] }
}

function engineMessage(code: string): Message | null {
  return code in ENGINE_MESSAGES ? ENGINE_MESSAGES[code as EngineCode] : null
}
