import type { InvestorId } from '../../kernel/ids.ts'
import { refuse, type Refusal } from '../../kernel/result.ts'
import type { Work } from '../../platform/work.ts'
import { selectAttempts } from './subscription-sums.store.ts'
import { ATTEMPTS_MAX } from './subscription.ts'

/** Whether an investor has asked so often within the hour that they have to wait. Ask it before the chain is asked for them. */
export async function attemptsRefusal(
  { db, now }: Pick<Work, 'db' | 'now'>,
  investor: InvestorId,
): Promise<Refusal<'ATTEMPTS_TOO_MANY'> | null> {
  const attempts = await selectAttempts(db, investor, now.subtract({ hours: 1 }))
  return attempts < ATTEMPTS_MAX ? null : refuse('ATTEMPTS_TOO_MANY', { max: String(ATTEMPTS_MAX) })
}
