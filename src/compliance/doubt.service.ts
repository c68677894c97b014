import type { Instrument } from '../instrument/instrument.ts'
import type { InvestorId } from '../kernel/ids.ts'
import type { Result } from '../kernel/result.ts'
import type { Work } from '../platform/work.ts'
import {
  declineReservation,
  goOn,
  holdDoubted,
} from '../offering/subscription/doubted-reservation.service.ts'
import { tellSenders } from '../register/transfer-order.service.ts'
import type { StoredDecision } from '../restriction/judgement.ts'
import { ANY_DECISION, decisions, reviewDecision } from '../restriction/stored-decision.service.ts'
import { recordFacts } from '../restriction/rule-facts.service.ts'
import type { RuleFacts } from '../restriction/rule.ts'

/** So many investors are told in one go that a recorded fact lets them go on; others learn it when they pay. */
const TOLD_AT_ONCE_MAX = 200

/** An officer’s word on doubts, and what follows from it for whoever waits to buy or to transfer. */
export async function reviewDoubt(
  work: Work,
  { id, action, investor }: StoredDecision,
  instrument: Instrument,
  review: Parameters<typeof reviewDecision>[2],
): ReturnType<typeof reviewDecision> {
  if (action !== 'transfer') await holdDoubted(work, instrument, [investor])
  const reviewed = await reviewDecision(work, id, review)
  if (!reviewed.ok) return reviewed
  const { state } = reviewed.value
  if (state !== 'cleared' && state !== 'refused') return reviewed
  if (action === 'transfer') await tellSenders(work, instrument, id, state)
  else if (state === 'cleared') await goOn(work, instrument, investor, id)
  else await declineReservation(work, instrument, investor, id)
  return reviewed
}

/** Records facts, and lets those go on whom only they kept waiting. */
export async function recordAnswers(
  work: Work,
  { instrument, investor }: { readonly instrument: Instrument; readonly investor: InvestorId | null },
  facts: RuleFacts,
): Promise<Result<true, 'FACTS_UNFIT'>> {
  await holdDoubted(work, instrument, await waitingFor(work, instrument, investor))
  // Whoever met a doubt while the rules were not held yet; nobody does from here on.
  const waiting = await waitingFor(work, instrument, investor)
  await holdDoubted(work, instrument, waiting)
  const recorded = await recordFacts(work, { instrument: instrument.id, investor }, facts)
  if (!recorded.ok) return recorded
  for (const one of waiting) await goOn(work, instrument, one)
  return recorded
}

async function waitingFor(
  work: Work,
  { id }: Instrument,
  investor: InvestorId | null,
): Promise<ReadonlySet<InvestorId>> {
  const waiting: readonly StoredDecision[] = await decisions(
    work.db,
    { ...ANY_DECISION, state: 'waiting', instruments: [id] },
    { sort: '-at', after: null, limit: TOLD_AT_ONCE_MAX },
  )
  return new Set(waiting.map((one) => one.investor).filter((one) => investor === null || one === investor))
}
