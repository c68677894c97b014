import type { InstrumentId } from '../kernel/ids.ts'
import type { CompiledPack, Prong } from './rule-pack.ts'
import { steps, weigh, type Outcome, type Reason, type RuleFacts } from './rule.ts'

/**
 * What a questionnaire comes to, with the grounds for each prong. It is a reasoned result to work with and to review, and
 * no legal advice; whoever shows it says so. A result of “no security” switches nothing off: identity checks, sanctions
 * and the log of transfers stay.
 */
export type Classification = {
  readonly outcome: Outcome
  /** `SECURITY_ENUMERATED`, `SECURITY_INVESTMENT_CONTRACT`, `NOT_INVESTMENT_CONTRACT`, `SYNTHETIC` or `INDETERMINATE`. */
  readonly result: string
  readonly category: string | null
  readonly prongs: readonly ProngResult[]
  readonly reasons: readonly Reason[]
  readonly legalReview: CompiledPack['legalReview']
}

/** What was answered for an instrument, with which questionnaire, and who said that it is no security. */
export type StoredClassification = {
  readonly instrument: InstrumentId
  readonly answers: Readonly<Record<string, boolean | null>>
  readonly maturityMonths: number | null
  readonly packSha256: string
  readonly answeredBy: string
  readonly answeredAt: Temporal.Instant
  /** SHA-256 of the legal opinion. */
  readonly opinionSha256: string | null
  readonly approvers: readonly string[]
}

export type ProngResult = {
  readonly id: string
  readonly title: string
  /** Null while the answers do not decide. */
  readonly met: boolean | null
  /** The answers that it rests on; null for one that is not known. */
  readonly answers: Readonly<Record<string, boolean | null>>
  readonly sentence: string
  readonly citation: string
}

/** @param answers by the questions’ names, as `H1`; null or absent for “unknown” */
export function classification(
  pack: CompiledPack,
  ask: {
    readonly answers: Readonly<Record<string, boolean | null>>
    /** Facts beside the answers, as the months to a note’s maturity. */
    readonly facts: RuleFacts
    readonly asOf: Temporal.Instant
  },
): Classification {
  const rule = pack.rules.find(({ prongs }) => prongs !== undefined)
  if (rule === undefined) throw new Error(`${pack.id} has no questionnaire`)
  const answered = Object.fromEntries(
    Object.entries(ask.answers).map(([name, given]) => [`answers.${name}`, given]),
  )
  const question = {
    action: 'classify' as const,
    asOf: ask.asOf,
    facts: { 'override.notSecurity': false, ...ask.facts, ...answered },
  }
  const worked = steps(pack, rule.id, question)
  const { outcome, reasons } = weigh([pack], question)
  const prongs = (rule.prongs ?? []).map((prong) =>
    prongResult(prong, worked[prong.met] ?? null, ask.answers),
  )
  const result = worked['result'] ?? 'INDETERMINATE'
  return {
    outcome,
    result,
    category: worked['category'] ?? null,
    prongs,
    reasons,
    legalReview: pack.legalReview,
  }
}

function prongResult(
  prong: Prong,
  worked: string | null,
  given: Readonly<Record<string, boolean | null>>,
): ProngResult {
  const { id, title, sentences, citation } = prong
  const met = worked === null ? null : worked === 'true'
  return {
    id,
    title,
    met,
    answers: Object.fromEntries(prong.answers.map((name) => [name, given[name] ?? null])),
    sentence: met === null ? sentences.unknown : met ? sentences.met : sentences.notMet,
    citation,
  }
}

/** The questions of a pack’s questionnaire, in their order. */
export function questions(pack: CompiledPack): readonly { readonly name: string; readonly text: string }[] {
  return pack.rules
    .flatMap(({ facts }) => Object.entries(facts))
    .flatMap(([name, { about }]) =>
      name.startsWith('answers.') ? [{ name: name.slice('answers.'.length), text: about }] : [],
    )
}
