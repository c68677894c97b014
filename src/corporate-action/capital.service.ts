import { displayMoney } from '../kernel/decimal.ts'
import type { DistributionId } from '../kernel/ids.ts'
import { money } from '../kernel/money.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { lockFor } from '../platform/db/database.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import type { Work } from '../platform/work.ts'
import { offeringView } from '../offering/offering.service.ts'
import { confirmProceedsPayment, prepareProceedsPayment } from '../offering/closing/proceeds.service.ts'
import type { ProceedsRefusal } from '../offering/closing/proceeds.ts'
import { distributionView } from './distribution.service.ts'
import { periodName } from './distribution.ts'
import { advanceDistribution } from './payout.service.ts'

/**
 * The first of two people says that what the treasury lacks of income is paid out of what was raised from investors: exactly
 * that, and holders are told that it is a return of capital.
 */
export async function askCapital(
  work: Work,
  rpc: Rpc,
  id: DistributionId,
  document: string,
): Promise<Result<null, Refused | 'INCOME_NOT_SHORT' | 'CAPITAL_ASKED'>> {
  await lockFor(work.db, id)
  const view = await distributionView(work.db, id)
  if (view === null) return refuse('NOT_FOUND')
  if (view.capital.open !== null) return refuse('CAPITAL_ASKED')
  const lacking = await lackingIncome(work, rpc, id)
  if (!lacking.ok) return lacking
  if (lacking.value === null) return refuse('INCOME_NOT_SHORT')
  const sold = await offeringView(work.db, { instrument: view.instrument.id }, work.now)
  if (sold === null) return refuse('NOT_FOUND')
  const prepared = await prepareProceedsPayment(work, sold.offering.id, {
    use: 'return-of-capital',
    recipient: null,
    distribution: id,
    amount: money(lacking.value, view.instrument.payment.currency),
    document,
  })
  if (!prepared.ok) return prepared
  const { instrument, distribution } = view
  for (const role of ['issuer', 'officer'] as const)
    await enqueueNotice(work, {
      topic: 'distribution.capital-asked',
      subject: id,
      audience: { role, issuer: instrument.issuer },
      facts: {
        period: periodName(distribution),
        instrument: instrument.name,
        amount: displayMoney(prepared.value.amount),
      },
    })
  return ok(null)
}

/** The second person agrees, as long as it is still what is lacking. The distribution then goes on by itself. */
export async function confirmCapital(
  work: Work,
  rpc: Rpc,
  id: DistributionId,
): Promise<Result<null, Refused | 'CAPITAL_NOT_ASKED' | 'CAPITAL_CHANGED'>> {
  await lockFor(work.db, id)
  const view = await distributionView(work.db, id)
  if (view === null) return refuse('NOT_FOUND')
  const { open } = view.capital
  if (open === null) return refuse('CAPITAL_NOT_ASKED')
  const lacking = await lackingIncome(work, rpc, id)
  if (!lacking.ok) return lacking
  if (lacking.value !== open.amount.minor) return refuse('CAPITAL_CHANGED')
  const confirmed = await confirmProceedsPayment(work, open.id, id)
  return confirmed.ok ? ok(null) : confirmed
}

type Refused = ProceedsRefusal | 'NOT_FOUND' | 'PROCEEDS_NOT_THERE' | 'TRANSACTION_UNDER_WAY' | 'CHAIN_HALTED'

/** What a distribution lacks now that only what was raised could pay; null where it waits for nothing of the kind. */
async function lackingIncome(
  work: Work,
  rpc: Rpc,
  id: DistributionId,
): Promise<Result<bigint | null, Exclude<Refused, ProceedsRefusal>>> {
  // Looked at anew, and no step taken: what has come in since the last look is income.
  const found = await advanceDistribution(work, rpc, id, [])
  if (found.ok) throw new Error(`${id} took a step that nobody asked for`)
  const { reason, facts } = found
  switch (reason) {
    case 'PROCEEDS_PAY_NO_INCOME':
      return ok(BigInt(facts['missing'] ?? ''))
    case 'NOT_FOUND':
    case 'PROCEEDS_NOT_THERE':
    case 'TRANSACTION_UNDER_WAY':
    case 'CHAIN_HALTED':
      return refuse(reason, facts)
    default:
      return ok(null)
  }
}
