import { sql, type Selectable } from 'kysely'
import type { DistributionId, InstrumentId, StatementId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import type { Distribution, DistributionStatus, OpenSetOff, SetOff } from './distribution.ts'
import { selectOnChain, type NamedOnChain, type OnChain } from './distributor-event.store.ts'

type DistributionTable = {
  id: string
  instrument: string
  period: string
  months: number
  kind: 'regular' | 'correction'
  correction_of: string | null
  reason: string | null
  status: DistributionStatus
  record_date: Temporal.PlainDate
  record_at: Temporal.Instant
  pay_at: Temporal.Instant
  statement: string | null
  net: bigint | null
  payout_bps: number
  amount: bigint | null
  set_off: bigint
  statement_asked_at: Temporal.Instant | null
  remit_open: boolean
  waiting: Distribution['waiting']
  created_at: Temporal.Instant
}

const tables = (db: Db) =>
  db.withTables<{
    distribution: DistributionTable
    distribution_statement: { distribution: string; statement: string }
    distribution_set_off: { distribution: string; correction: string; amount: bigint }
  }>()

export async function insertDistribution(
  db: Db,
  row: Distribution,
  createdAt: Temporal.Instant,
  setOffs: readonly SetOff[] = [],
): Promise<void> {
  await tables(db)
    .insertInto('distribution')
    .values({
      id: row.id,
      instrument: row.instrument,
      period: row.period.toString(),
      months: row.months,
      kind: row.kind,
      correction_of: row.correctionOf,
      reason: row.reason,
      status: row.status,
      record_date: row.recordDate,
      record_at: row.recordAt,
      pay_at: row.payAt,
      statement: row.statement,
      net: row.net,
      payout_bps: row.payoutBps,
      amount: row.amount,
      set_off: row.setOff,
      statement_asked_at: null,
      remit_open: false,
      waiting: null,
      created_at: createdAt,
    })
    .execute()
  await insertStatementsBeside(db, row.id, row.statementsBeside)
  await insertSetOffs(db, row.id, setOffs)
}

async function insertSetOffs(db: Db, distribution: DistributionId, list: readonly SetOff[]): Promise<void> {
  if (list.length === 0) return
  await tables(db)
    .insertInto('distribution_set_off')
    .values(list.map(({ correction, amount }) => ({ distribution, correction, amount })))
    .execute()
}

async function insertStatementsBeside(
  db: Db,
  distribution: DistributionId,
  list: readonly StatementId[],
): Promise<void> {
  if (list.length === 0) return
  await tables(db)
    .insertInto('distribution_statement')
    .values(list.map((statement) => ({ distribution, statement })))
    .execute()
}

function toDistribution(
  row: Selectable<DistributionTable>,
  statementsBeside: readonly StatementId[],
  chain: OnChain,
): Distribution {
  return {
    id: row.id as DistributionId,
    instrument: row.instrument as InstrumentId,
    period: Temporal.PlainYearMonth.from(row.period),
    months: row.months,
    kind: row.kind,
    correctionOf: row.correction_of as DistributionId | null,
    reason: row.reason,
    status: row.status,
    recordDate: row.record_date,
    recordAt: row.record_at,
    payAt: row.pay_at,
    statement: row.statement as StatementId | null,
    statementsBeside,
    net: row.net,
    payoutBps: row.payout_bps,
    amount: row.amount,
    setOff: row.set_off,
    waiting: row.waiting,
    ...chain,
  }
}

/** A distribution's row with what the chain says of it. */
export async function selectDistribution(
  db: Db,
  id: DistributionId,
  named: NamedOnChain,
): Promise<Distribution | null> {
  const row = await tables(db).selectFrom('distribution').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) return null
  const beside = row.months === 1 ? [] : await selectStatementsBeside(db, id)
  return toDistribution(row, beside, await selectOnChain(db, row.record_at, named))
}

async function selectStatementsBeside(db: Db, id: DistributionId): Promise<StatementId[]> {
  const rows = await tables(db)
    .selectFrom('distribution_statement')
    .select('statement')
    .where('distribution', '=', id)
    .orderBy('statement')
    .execute()
  return rows.map(({ statement }) => statement as StatementId)
}

/** Which instrument a distribution belongs to, or null. */
export async function selectInstrumentOf(db: Db, id: DistributionId): Promise<InstrumentId | null> {
  const row = await tables(db)
    .selectFrom('distribution')
    .select('instrument')
    .where('id', '=', id)
    .executeTakeFirst()
  return (row?.instrument as InstrumentId | undefined) ?? null
}

/**
 * Ids of an instrument's distributions: newest month first, a correction after what it corrects.
 *
 * @param filter.period  those whose last month it is
 * @param filter.ofMonth those that pay the income of this month
 */
export async function selectDistributionIds(
  db: Db,
  filter: { readonly instrument: InstrumentId; readonly period?: string; readonly ofMonth?: string },
): Promise<DistributionId[]> {
  let query = tables(db)
    .selectFrom('distribution')
    .select('id')
    .where('instrument', '=', filter.instrument)
    .orderBy('period', 'desc')
    .orderBy('created_at')
  if (filter.period !== undefined) query = query.where('period', '=', filter.period)
  if (filter.ofMonth !== undefined)
    query = query
      .where('period', '>=', filter.ofMonth)
      .where(
        sql<boolean>`to_char(to_date(period, 'YYYY-MM') - make_interval(months => months - 1), 'YYYY-MM') <= ${filter.ofMonth}`,
      )
  return (await query.execute()).map((row) => row.id as DistributionId)
}

/** Distributions that something may happen to at `now`, oldest first: neither over, nor waiting for their pay date. */
export async function selectOpen(db: Db, now: Temporal.Instant): Promise<DistributionId[]> {
  const rows = await tables(db)
    .selectFrom('distribution')
    .select('id')
    .where('status', 'not in', ['closed', 'nothing-to-pay', 'set-off'])
    .where((eb) => eb.or([eb('status', '<>', 'scheduled'), eb('pay_at', '<=', now)]))
    .orderBy('record_at')
    .orderBy('created_at')
    .execute()
  return rows.map((row) => row.id as DistributionId)
}

/** Which distribution each statement of an instrument was declared by first; what was replaced before has none. */
export async function selectDistributionsByStatement(
  db: Db,
  instrument: InstrumentId,
): Promise<Map<StatementId, Pick<Distribution, 'id' | 'kind' | 'status'>>> {
  const rows = await tables(db)
    .selectFrom('distribution')
    .select(['statement', 'id', 'kind', 'status', 'created_at'])
    .where('instrument', '=', instrument)
    .where('statement', 'is not', null)
    .unionAll((eb) =>
      eb
        .selectFrom('distribution_statement as beside')
        .innerJoin('distribution', 'distribution.id', 'beside.distribution')
        .select([
          'beside.statement',
          'distribution.id',
          'distribution.kind',
          'distribution.status',
          'distribution.created_at',
        ])
        .where('distribution.instrument', '=', instrument),
    )
    .orderBy('created_at', 'desc')
    .execute()
  return new Map(
    rows.map(({ statement, id, kind, status }) => [
      statement as StatementId,
      { id: id as DistributionId, kind, status },
    ]),
  )
}

export async function updateDistribution(
  db: Db,
  id: DistributionId,
  change: {
    readonly status: DistributionStatus
    readonly statement?: StatementId
    readonly statementsBeside?: readonly StatementId[]
    readonly net?: bigint
    readonly amount?: bigint
    readonly setOff?: bigint
    readonly setOffs?: readonly SetOff[]
  },
): Promise<void> {
  await tables(db)
    .updateTable('distribution')
    .set({
      status: change.status,
      ...(change.statement === undefined ? {} : { statement: change.statement }),
      ...(change.net === undefined ? {} : { net: change.net }),
      ...(change.amount === undefined ? {} : { amount: change.amount }),
      ...(change.setOff === undefined ? {} : { set_off: change.setOff }),
    })
    .where('id', '=', id)
    .execute()
  // A declaration that failed is made again, perhaps from better statements.
  if (change.statementsBeside !== undefined) {
    await tables(db).deleteFrom('distribution_statement').where('distribution', '=', id).execute()
    await insertStatementsBeside(db, id, change.statementsBeside)
  }
  if (change.setOffs !== undefined) {
    await tables(db).deleteFrom('distribution_set_off').where('distribution', '=', id).execute()
    await insertSetOffs(db, id, change.setOffs)
  }
}

/** Closed distributions that may still have to send on what they withheld, oldest first. */
export async function selectRemitOpen(db: Db): Promise<DistributionId[]> {
  const rows = await tables(db)
    .selectFrom('distribution')
    .select('id')
    .where('remit_open', '=', true)
    .orderBy('record_at')
    .orderBy('created_at')
    .execute()
  return rows.map((row) => row.id as DistributionId)
}

export async function updateRemitOpen(db: Db, id: DistributionId, isOpen: boolean): Promise<void> {
  await tables(db).updateTable('distribution').set({ remit_open: isOpen }).where('id', '=', id).execute()
}

/** Notes what a distribution waits for, null when for nothing; false when that was known. */
export async function updateWaiting(
  db: Db,
  id: DistributionId,
  waiting: Distribution['waiting'],
): Promise<boolean> {
  const value = waiting === null ? null : JSON.stringify(waiting)
  const done = await tables(db)
    .updateTable('distribution')
    .set({ waiting: sql`${value}::jsonb` })
    .where('id', '=', id)
    .where(sql<boolean>`waiting is distinct from ${value}::jsonb`)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** Regular distributions that wait for their record date, and whose token may not have it: oldest first. */
export async function selectUnannounced(db: Db): Promise<DistributionId[]> {
  const { rows } = await sql<{ id: DistributionId }>`
    select d.id from distribution d
    where d.status = 'scheduled' and d.kind = 'regular' and (d.waiting is not null or not exists (
      select 1 from record_date r join instrument i on lower(i.token) = r.token
      where i.id = d.instrument and r.record_at = d.record_at))
    order by d.record_at`.execute(db)
  return rows.map(({ id }) => id)
}

export async function updateRecordDate(
  db: Db,
  id: DistributionId,
  dates: Pick<Distribution, 'recordDate' | 'recordAt' | 'payAt'>,
): Promise<void> {
  await tables(db)
    .updateTable('distribution')
    .set({ record_date: dates.recordDate, record_at: dates.recordAt, pay_at: dates.payAt })
    .where('id', '=', id)
    .execute()
}

/** Notes that the issuer was told of the missing statement; false when they had been told before. */
export async function markStatementAsked(db: Db, id: DistributionId, at: Temporal.Instant): Promise<boolean> {
  const done = await tables(db)
    .updateTable('distribution')
    .set({ statement_asked_at: at })
    .where('id', '=', id)
    .where('statement_asked_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** An instrument's corrections downwards, the oldest first, and what of each no distribution but `id` has made up for. */
export async function selectOpenSetOffs(
  db: Db,
  instrument: InstrumentId,
  id: DistributionId,
): Promise<OpenSetOff[]> {
  const { rows } = await sql<OpenSetOff>`
    select d.id as correction, d.correction_of as "correctionOf", -d.amount - coalesce(sum(s.amount), 0) as amount
    from distribution d left join distribution_set_off s on s.correction = d.id and s.distribution <> ${id}
    where d.instrument = ${instrument} and d.status = 'set-off'
    group by d.id order by d.created_at, d.id`.execute(db)
  return rows
}

/** From which corrections downwards a distribution took what it set off. */
export async function selectSetOffs(db: Db, id: DistributionId): Promise<SetOff[]> {
  const rows = await tables(db)
    .selectFrom('distribution_set_off')
    .select(['correction', 'amount'])
    .where('distribution', '=', id)
    .orderBy('correction')
    .execute()
  return rows.map(({ correction, amount }) => ({ correction: correction as DistributionId, amount }))
}
