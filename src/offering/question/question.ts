import type { InvestorId, OfferingId, QuestionId } from '../../kernel/ids.ts'
import { ok, refuse, type Result } from '../../kernel/result.ts'

/** A question about an offering. The issuer answers everybody; nobody is told who asked. */
export type Question = {
  readonly id: QuestionId
  /** Its place in the list; the youngest has the highest. */
  readonly seq: number
  readonly offering: OfferingId
  readonly investor: InvestorId
  readonly askedAt: Temporal.Instant
  /** Null while it waits. */
  readonly answered: {
    /** The question as the issuer publishes it, without what is about the asker. */
    readonly question: string
    readonly answer: string
    readonly at: Temporal.Instant
  } | null
}

/** So many of one investor may wait at once about one offering. */
export const QUESTIONS_WAITING_MAX = 5

/** Whether somebody may ask one more, or why not. Pure. */
export function mayAsk({
  stage,
  waiting,
}: {
  readonly stage: 'not-ready' | 'open' | 'over'
  readonly waiting: number
}): Result<null, 'OFFERING_CLOSED' | 'QUESTIONS_WAITING'> {
  if (stage === 'over') return refuse('OFFERING_CLOSED')
  return waiting >= QUESTIONS_WAITING_MAX ? refuse('QUESTIONS_WAITING', { count: String(waiting) }) : ok(null)
}
