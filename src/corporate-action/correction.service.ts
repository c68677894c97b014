import type { Instrument } from '../instrument/instrument.ts'
import { newId, type DistributionId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { appendAudit } from '../platform/audit.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import type { Work } from '../platform/work.ts'
import { load } from './distribution.service.ts'
import { correctionAmount, monthsOf, periodName, type Distribution } from './distribution.ts'
import { insertDistribution, selectDistributionIds } from './distribution.store.ts'
import { payable, type Period } from './income.ts'
import {
  importStatement,
  netOf,
  newestStatements,
  type Imported,
  type StatementRefusal,
} from './income.service.ts'

export type CorrectionRefusal =
  | StatementRefusal
  | 'NOTHING_TO_CORRECT'
  | 'NOT_YET_DECLARED'
  | 'MONTH_NOT_PAID_BY_IT'

/**
 * Imports a month's statement, or a better one, while the chain has no declaration of the distribution that pays it. After
 * that nothing would be paid from it: `correctDistribution` takes it instead.
 */
export async function importMonth(
  work: Work,
  instrument: Instrument,
  period: Period,
  csv: string,
): Promise<Result<Imported, StatementRefusal | 'MONTH_DECLARED'>> {
  for (const id of await selectDistributionIds(work.db, {
    instrument: instrument.id,
    ofMonth: period.toString(),
  })) {
    await lockFor(work.db, id)
    const found = await load(work.db, id)
    if (found !== null && isDeclared(found.distribution))
      return refuse('MONTH_DECLARED', { period: period.toString() })
  }
  return importStatement(work, instrument, period, csv)
}

/**
 * Corrects a distribution found wrong: the right statement is imported beside the wrong one, and the difference becomes
 * a further distribution to the holders of the same record date; downwards, it is set off against those that follow.
 *
 * @param correction.month of which month the statement is; null for that of a distribution of one month
 */
export async function correctDistribution(
  work: Work,
  id: DistributionId,
  correction: { readonly reason: string; readonly month: Period | null; readonly csv: string },
): Promise<Result<DistributionId, CorrectionRefusal>> {
  await lockFor(work.db, id)
  const found = await load(work.db, id)
  if (found === null || found.distribution.kind !== 'regular') return refuse('NOT_FOUND')
  const { distribution, instrument } = found
  const months = monthsOf(distribution)
  const month = correction.month ?? (months.length === 1 ? distribution.period : null)
  if (month === null || !months.some((each) => each.equals(month)))
    return refuse('MONTH_NOT_PAID_BY_IT', { months: months.map(String).join(', ') })
  const soFar = await declaredSoFar(work.db, instrument, distribution)
  if (soFar === null) return refuse('NOT_YET_DECLARED')

  const imported = await importStatement(work, instrument, month, correction.csv)
  if (!imported.ok) return imported
  const newest = await newestStatements(work.db, instrument.id, months)
  const ids = newest.flatMap((each) => each?.id ?? [])
  const net = await netOf(work.db, instrument, ids)
  const rightly = payable(net, distribution.payoutBps)
  const amount = correctionAmount(rightly, soFar)
  if (!amount.ok) return amount

  const further: Distribution = {
    // Not what the calendar of today says: months, record date and part paid are those of what it corrects.
    ...distribution,
    id: newId('dst'),
    kind: 'correction',
    correctionOf: id,
    reason: correction.reason,
    status: amount.value > 0n ? 'scheduled' : 'set-off',
    payAt: work.now,
    statement: imported.value.statement.id,
    statementsBeside: ids.filter((each) => each !== imported.value.statement.id),
    net,
    amount: amount.value,
    setOff: 0n,
    ...{ recordId: null, chainId: null, declared: null, carriedIn: null, waiting: null },
  }
  await insertDistribution(work.db, further, work.now)
  await appendAudit(work, {
    action: 'distribution.corrected',
    subject: id,
    detail: { by: further.id, amount: amount.value.toString() },
  })
  await enqueueNotice(work, {
    topic: 'distribution.corrected',
    subject: further.id,
    audience: { role: 'issuer', issuer: instrument.issuer },
    facts: { period: periodName(distribution), instrument: instrument.name },
  })
  return ok(further.id)
}

/** What the month's distribution and its corrections have given the holders so far; null before the first is declared. */
async function declaredSoFar(db: Db, instrument: Instrument, regular: Distribution): Promise<bigint | null> {
  if (!isDeclared(regular)) return null
  const ids = await selectDistributionIds(db, {
    instrument: instrument.id,
    period: regular.period.toString(),
  })
  let sum = 0n
  for (const id of ids) {
    const found = await load(db, id)
    sum += (found?.distribution.amount ?? 0n) + (found?.distribution.setOff ?? 0n)
  }
  return sum
}

/** Until the chain has the declaration it may fail and be made again, then from the statement that came after it. */
function isDeclared({ amount, declared, status }: Distribution): boolean {
  return amount !== null && (declared !== null || status === 'nothing-to-pay')
}
