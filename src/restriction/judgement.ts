import type { DecisionId, InstrumentId, InvestorId } from '../kernel/ids.ts'
import type { Outcome, RecordedReason } from './rule.ts'

/** `waiting` is put before an officer; the others are final. */
export type DecisionState = (typeof DECISION_STATES)[number]
export const DECISION_STATES = ['passed', 'refused', 'waiting', 'cleared'] as const

/** By what decisions are sorted: when they were made. */
export const DECISION_SORTS = ['-at', 'at'] as const
export type DecisionSort = (typeof DECISION_SORTS)[number]

/** A decision as it is kept. */
export type StoredDecision = {
  readonly id: DecisionId
  readonly action: string
  readonly instrument: InstrumentId
  readonly investor: InvestorId
  /** Who would give units away, where it read facts of theirs; those are in their own vault. */
  readonly seller: InvestorId | null
  readonly outcome: Outcome
  /** The record’s bytes. */
  readonly record: string
  readonly state: DecisionState
  readonly doubts: string | null
  readonly clearedBy: DecisionId | null
  readonly decidedAt: Temporal.Instant
  readonly reviewedBy: string | null
  readonly reviewReason: string | null
  /** The first of two who clear it. */
  readonly firstCleared: {
    readonly by: string
    readonly at: Temporal.Instant
    readonly reason: string
  } | null
}

/** How long what an officer has cleared is not asked again. */
export const CLEARED_DAYS = 30

/**
 * What follows from these reasons. What blocks, blocks. A doubt stops by a pack whose doubts stop now: one that the
 * instrument was put under, and before money is taken any. Doubts that an officer has cleared do not stop.
 */
export function followed(
  reasons: readonly RecordedReason[],
  pinned: readonly string[],
  cleared: readonly RecordedReason[],
): Outcome {
  if (reasons.some(({ severity }) => severity === 'BLOCK')) return 'BLOCK'
  return unsettled(stopping(reasons, pinned), cleared).length > 0 ? 'REVIEW' : 'ALLOW'
}

/** Those of these reasons that officers have not cleared. What blocks is never cleared. */
export function unsettled<R extends RecordedReason>(
  reasons: readonly R[],
  cleared: readonly RecordedReason[],
): readonly R[] {
  const settled = new Set(cleared.filter(({ severity }) => severity === 'REVIEW').map(doubtOf))
  return reasons.filter((reason) => !settled.has(doubtOf(reason)))
}

/** The reasons that stop somebody: what blocks, and the doubts of packs that the instrument was put under. */
export function stopping<R extends RecordedReason>(
  reasons: readonly R[],
  pinned: readonly string[],
): readonly R[] {
  return reasons.filter(
    ({ severity, pack }) => severity === 'BLOCK' || (severity === 'REVIEW' && pinned.includes(pack)),
  )
}

/** One doubt, with its numbers: a clearance holds for what was seen, and not for what comes later. */
function doubtOf({ pack, rule, code, values }: RecordedReason): string {
  return JSON.stringify([pack, rule, code, Object.entries(values).sort()])
}

/** Whether every doubt here is among those that an officer has before them already, in one decision or in several. */
export function isAllAsked(doubts: string, waiting: readonly StoredDecision[]): boolean {
  const asked = new Set(waiting.flatMap((one) => one.doubts?.split('\n') ?? []))
  return doubts.split('\n').every((doubt) => asked.has(doubt))
}

/** All doubts of a decision as one text, to tell whether an officer has the same before them already. */
export function doubtsOf(reasons: readonly RecordedReason[]): string {
  return reasons.map(doubtOf).sort().join('\n')
}
