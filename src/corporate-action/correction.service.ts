import type { Instrument } from '../instrument/instrument.ts'
import { newId, type DistributionId } from '../kernel/ids.ts'
import { ok, refuse, type Refusal, type Result } from '../kernel/result.ts'
import { appendAudit } from '../platform/audit.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import type { Work } from '../platform/work.ts'
import { load } from './distribution.service.ts'
import { correctionFigures, monthsOf, periodName, type Distribution } from './distribution.ts'
import { insertDistribution, selectDistributionIds, selectOpenSetOffs } from './distribution.store.ts'
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
  | 'MONTH_TWICE'

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

/** The right statements of months of one distribution. */
type Rightly = {
  /** Of which month `csv` is; null for that of a distribution of one month. */
  readonly month: Period | null
  readonly csv: string
  /** Of further months, which are corrected together with it: what goes from one to another is paid to nobody. */
  readonly others: readonly MonthFile[]
}
type MonthFile = { readonly month: Period; readonly csv: string }

/** The files of a correction, each with its month. */
function filesOf(
  { month, csv, others }: Rightly,
  paid: readonly Period[],
): Result<MonthFile[], 'MONTH_NOT_PAID_BY_IT' | 'MONTH_TWICE'> {
  const [only, ...more] = paid
  const first = month ?? (more.length === 0 ? only : undefined)
  const files = first === undefined ? [] : [{ month: first, csv }, ...others]
  if (files.length === 0 || files.some((file) => !paid.some((each) => each.equals(file.month))))
    return refuse('MONTH_NOT_PAID_BY_IT', { months: paid.map(String).join(', ') })
  const twice = files.find((file, i) => files.slice(0, i).some((before) => before.month.equals(file.month)))
  return twice === undefined ? ok(files) : refuse('MONTH_TWICE', { period: twice.month.toString() })
}

/** Imports all of them, or none: the refusal of one undoes the others. Of several, mistakes say in which month’s file they are. */
async function importFiles(
  work: Work,
  instrument: Instrument,
  files: readonly MonthFile[],
): Promise<Result<Imported[], StatementRefusal>> {
  const all: Imported[] = []
  for (const { month, csv } of files) {
    const imported = await importStatement(work, instrument, month, csv)
    if (!imported.ok) return files.length === 1 ? imported : { ...imported, ...namedBy(month, imported) }
    all.push(imported.value)
  }
  return ok(all)
}

function namedBy(month: Period, { errors }: Refusal<StatementRefusal>) {
  return errors === undefined
    ? {}
    : { errors: errors.map((error) => ({ ...error, path: `${month.toString()}, ${error.path}` })) }
}

/**
 * Corrects a distribution found wrong: the right statements are imported beside the wrong ones, and the difference becomes
 * a further distribution to the holders of the same record date; downwards, it is set off against those that follow, unless
 * a further correction takes it back before.
 */
export async function correctDistribution(
  work: Work,
  id: DistributionId,
  correction: Rightly & { readonly reason: string },
): Promise<Result<DistributionId, CorrectionRefusal>> {
  await lockFor(work.db, id)
  const found = await load(work.db, id)
  if (found === null || found.distribution.kind !== 'regular') return refuse('NOT_FOUND')
  const { distribution, instrument } = found
  const months = monthsOf(distribution)
  const files = filesOf(correction, months)
  if (!files.ok) return files
  const soFar = await declaredSoFar(work.db, instrument, distribution)
  if (soFar === null) return refuse('NOT_YET_DECLARED')

  const wrongly = await netOfNewest(work.db, instrument, months)
  const imported = await importFiles(work, instrument, files.value)
  if (!imported.ok) return imported
  const [first] = imported.value.map(({ statement }) => statement.id)
  if (first === undefined) throw new Error(`${id} is corrected without a statement`)
  const { ids, net } = await netOfNewest(work.db, instrument, months)
  const rightly = payable(net, distribution.payoutBps)
  if (rightly === soFar && net === wrongly.net) return refuse('NOTHING_TO_CORRECT')
  const further = newId('dst')
  // A period declared meanwhile must not take the same.
  await lockFor(work.db, `set-off:${instrument.id}`)
  const open = await selectOpenSetOffs(work.db, instrument.id, further)
  const { setOffs, ...figures } = correctionFigures(
    { rightly, declaredSoFar: soFar },
    open.filter(({ correctionOf }) => correctionOf === id),
  )

  const entry: Distribution = {
    // Not what the calendar of today says: months, record date and part paid are those of what it corrects.
    ...distribution,
    id: further,
    kind: 'correction',
    correctionOf: id,
    reason: correction.reason,
    payAt: work.now,
    statement: first,
    statementsBeside: ids.filter((each) => each !== first),
    net,
    ...figures,
    ...{ recordId: null, chainId: null, declared: null, carriedIn: null, waiting: null },
  }
  await insertDistribution(work.db, entry, work.now, setOffs)
  await appendAudit(work, {
    action: 'distribution.corrected',
    subject: id,
    detail: { by: further, amount: String(figures.amount), setOff: figures.setOff.toString() },
  })
  await enqueueNotice(work, {
    topic: 'distribution.corrected',
    subject: further,
    audience: { role: 'issuer', issuer: instrument.issuer },
    facts: { period: periodName(distribution), instrument: instrument.name },
  })
  return ok(further)
}

/** The newest statements of months, and what they tell together. */
async function netOfNewest(db: Db, instrument: Instrument, months: readonly Period[]) {
  const ids = (await newestStatements(db, instrument.id, months)).flatMap((each) => each?.id ?? [])
  return { ids, net: await netOf(db, instrument, ids) }
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
