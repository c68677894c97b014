import { sentence } from '../kernel/problem.ts'
import type { CompiledPack, Message } from './rule-pack.ts'
import { ENGINE_MESSAGES, grouped, type EngineCode, type Reason, type RecordedReason } from './rule.ts'

/** A reason for people: its sentence with its values, what to do, and where the rule stands. */
export type ExplainedReason = {
  readonly code: string
  readonly severity: Reason['severity']
  readonly detail: string
  readonly fix: string
  readonly citation: string
  readonly earliestOkAt: string | null
  /** Whether a lawyer has signed the pack that it comes from. */
  readonly legalReview: CompiledPack['legalReview']
}

/** A reason’s sentence, from the pack that gave it. Throws when that pack is not among these. */
export function explainedReason(packs: readonly CompiledPack[], reason: RecordedReason): ExplainedReason {
  const { code, severity, legalRef, earliestOkAt } = reason
  const pack = packs.find(({ id }) => id === reason.pack)
  const legalReview = pack?.legalReview ?? 'pending'
  const message = pack?.rules.find(({ id }) => id === reason.rule)?.messages.en[code] ?? engineMessage(code)
  if (message === null) throw new Error(`no pack has a sentence for ${code}`)
  const values = grouped(reason.values)
  const detail = sentence(message.text, values)
  const fix = sentence(message.fix, values)
  return { code, severity, detail, fix, citation: legalRef, earliestOkAt, legalReview }
}

/** Instead of the engine's own reasons, which name facts as the packs do: whoever may not know those is told this. */
const FOR_AN_OFFICER = {
  detail: 'Something that the rules ask about is not on record as they need it.',
  fix: 'You need not send anything unless you are asked.',
} as const

/** A reason in plain words, for whoever asks for units: which facts are missing, officers read in the decision. */
export function plainReason(reason: ExplainedReason): ExplainedReason {
  return reason.code in ENGINE_MESSAGES ? { ...reason, ...FOR_AN_OFFICER } : reason
}

function engineMessage(code: string): Message | null {
  return code in ENGINE_MESSAGES ? ENGINE_MESSAGES[code as EngineCode] : null
}
