import type { DistributionId } from '../kernel/ids.ts'
import { money } from '../kernel/money.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { lockFor } from '../platform/db/database.ts'
import type { Work } from '../platform/work.ts'
import { offeringView } from '../offering/offering.service.ts'
import { confirmProceedsPayment, prepareProceedsPayment } from '../offering/proceeds.service.ts'
import type { ProceedsRefusal } from '../offering/proceeds.ts'
import { distributionView, type DistributionView } from './distribution.service.ts'

/**
 * The first of two people says that what the treasury lacks of income is paid out of what was raised from investors: exactly
 * that, and holders are told that it is a return of capital.
 */
export async function askCapital(
  work: Work,
  id: DistributionId,
  document: string,
): Promise<Result<null, 'NOT_FOUND' | 'INCOME_NOT_SHORT' | 'CAPITAL_ASKED' | ProceedsRefusal>> {
  await lockFor(work.db, id)
  const view = await distributionView(work.db, id)
  if (view === null) return refuse('NOT_FOUND')
  if (view.capital.open !== null) return refuse('CAPITAL_ASKED')
  const amount = lackingIncome(view)
  if (amount === null) return refuse('INCOME_NOT_SHORT')
  const sold = await offeringView(work.db, { instrument: view.instrument.id }, work.now)
  if (sold === null) return refuse('NOT_FOUND')
  const prepared = await prepareProceedsPayment(work, sold.offering.id, {
    use: 'return-of-capital',
    recipient: null,
    distribution: id,
    amount: money(amount, view.instrument.payment.currency),
    document,
  })
  return prepared.ok ? ok(null) : prepared
}

/** The second person agrees, as long as it is still what is lacking. The distribution then goes on by itself. */
export async function confirmCapital(
  work: Work,
  id: DistributionId,
): Promise<Result<null, 'NOT_FOUND' | 'CAPITAL_NOT_ASKED' | 'CAPITAL_CHANGED' | ProceedsRefusal>> {
  await lockFor(work.db, id)
  const view = await distributionView(work.db, id)
  if (view === null) return refuse('NOT_FOUND')
  const { open } = view.capital
  if (open === null) return refuse('CAPITAL_NOT_ASKED')
  if (lackingIncome(view) !== open.amount.minor) return refuse('CAPITAL_CHANGED')
  const confirmed = await confirmProceedsPayment(work, open.id, id)
  return confirmed.ok ? ok(null) : confirmed
}

/** What a distribution waits for that only what was raised could pay; null where it waits for nothing of the kind. */
function lackingIncome({ distribution: { waiting } }: DistributionView): bigint | null {
  const missing = waiting?.facts['missing']
  return waiting?.reason === 'PROCEEDS_PAY_NO_INCOME' && missing !== undefined ? BigInt(missing) : null
}
