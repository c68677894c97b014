import { sql, type Selectable } from 'kysely'
import type { DistributionId, InstrumentId, StatementId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import type {
  Distribution,
  DistributionStatus,
  DistributorEvent,
  Entitlement,
  ParkedReason,
} from './distribution.ts'

type DistributionTable = {
  id: string
  instrument: string
  period: string
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
type EventTable = {
  block_hash: string
  log_index: number
  tx_hash: string
  kind: DistributorEvent['kind']
  chain_id: bigint
  ref: string | null
  token: string | null
  record_id: number | null
  wallet: string | null
  amount: bigint
  carried: bigint
  bps: number | null
}
type Tables = {
  distribution: DistributionTable
  distribution_entitlement: { distribution: string; wallet: string; units: bigint; amount: bigint }
  record_date: {
    block_hash: string
    log_index: number
    token: string
    record_id: number
    record_at: Temporal.Instant
  }
  distributor_event: EventTable
}

const tables = (db: Db) => db.withTables<Tables>()

/** What the chain adds to a row: read from its events, never stored in it. */
export type OnChain = Pick<Distribution, 'recordId' | 'chainId' | 'declared' | 'carriedIn'>

export async function insertDistribution(
  db: Db,
  row: Distribution,
  createdAt: Temporal.Instant,
): Promise<void> {
  await tables(db)
    .insertInto('distribution')
    .values({
      id: row.id,
      instrument: row.instrument,
      period: row.period.toString(),
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
}

function toDistribution(row: Selectable<DistributionTable>, chain: OnChain): Distribution {
  return {
    id: row.id as DistributionId,
    instrument: row.instrument as InstrumentId,
    period: Temporal.PlainYearMonth.from(row.period),
    kind: row.kind,
    correctionOf: row.correction_of as DistributionId | null,
    reason: row.reason,
    status: row.status,
    recordDate: row.record_date,
    recordAt: row.record_at,
    payAt: row.pay_at,
    statement: row.statement as StatementId | null,
    net: row.net,
    payoutBps: row.payout_bps,
    amount: row.amount,
    setOff: row.set_off,
    waiting: row.waiting,
    ...chain,
  }
}

/** A distribution's row with what the chain says of it: `token` and `ref` are how the chain names its parts. */
export async function selectDistribution(
  db: Db,
  id: DistributionId,
  named: { readonly token: string; readonly ref: string },
): Promise<Distribution | null> {
  const row = await tables(db).selectFrom('distribution').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : toDistribution(row, await selectOnChain(db, row.record_at, named))
}

async function selectOnChain(
  db: Db,
  recordAt: Temporal.Instant,
  named: { readonly token: string; readonly ref: string },
): Promise<OnChain> {
  const record = await tables(db)
    .selectFrom('record_date')
    .select('record_id')
    .where('token', '=', named.token.toLowerCase())
    .where('record_at', '=', recordAt)
    .executeTakeFirst()
  const declared = await tables(db)
    .selectFrom('distributor_event')
    .select(['chain_id', 'amount', 'carried'])
    .where('kind', '=', 'declared')
    .where('ref', '=', named.ref)
    .executeTakeFirst()
  return {
    recordId: record?.record_id ?? null,
    chainId: declared?.chain_id ?? null,
    declared: declared === undefined ? null : declared.amount + declared.carried,
    carriedIn: declared?.carried ?? null,
  }
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

/** Ids of an instrument's distributions: newest month first, a correction after what it corrects. */
export async function selectDistributionIds(
  db: Db,
  filter: { readonly instrument: InstrumentId; readonly period?: string },
): Promise<DistributionId[]> {
  let query = tables(db)
    .selectFrom('distribution')
    .select('id')
    .where('instrument', '=', filter.instrument)
    .orderBy('period', 'desc')
    .orderBy('created_at')
  if (filter.period !== undefined) query = query.where('period', '=', filter.period)
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

/** Which distribution each statement of an instrument was declared by; what was replaced before has none. */
export async function selectDistributionsByStatement(
  db: Db,
  instrument: InstrumentId,
): Promise<Map<StatementId, Pick<Distribution, 'id' | 'kind' | 'status'>>> {
  const rows = await tables(db)
    .selectFrom('distribution')
    .select(['statement', 'id', 'kind', 'status'])
    .where('instrument', '=', instrument)
    .where('statement', 'is not', null)
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
    readonly net?: bigint
    readonly amount?: bigint
    readonly setOff?: bigint
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

/** The record dates that a token has, in their order. */
export async function selectRecordAts(db: Db, token: string): Promise<Temporal.Instant[]> {
  const rows = await tables(db)
    .selectFrom('record_date')
    .select('record_at')
    .where('token', '=', token.toLowerCase())
    .orderBy('record_at')
    .execute()
  return rows.map((row) => row.record_at)
}

export async function selectLatestRecordAt(db: Db, token: string): Promise<Temporal.Instant | null> {
  return (await selectRecordAts(db, token)).at(-1) ?? null
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

/** Corrections downwards of this instrument that later distributions have not yet made up for. */
export async function selectOutstandingSetOff(db: Db, instrument: InstrumentId): Promise<bigint> {
  const { rows } = await sql<{ outstanding: bigint }>`
    select coalesce(sum(case when status = 'set-off' then -amount else 0 end), 0) - coalesce(sum(set_off), 0) as outstanding
    from distribution where instrument = ${instrument}`.execute(db)
  return rows[0]?.outstanding ?? 0n
}

export async function insertEntitlements(
  db: Db,
  id: DistributionId,
  owed: readonly Entitlement[],
): Promise<void> {
  const ROWS_PER_INSERT = 5_000
  for (let i = 0; i < owed.length; i += ROWS_PER_INSERT)
    await tables(db)
      .insertInto('distribution_entitlement')
      .values(owed.slice(i, i + ROWS_PER_INSERT).map((entitlement) => ({ distribution: id, ...entitlement })))
      .execute()
}

export async function hasEntitlements(db: Db, id: DistributionId): Promise<boolean> {
  const row = await tables(db)
    .selectFrom('distribution_entitlement')
    .select('wallet')
    .where('distribution', '=', id)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The block of the newest thing that the distributor did for this distribution. */
export async function selectNewestEvent(db: Db, chainId: bigint): Promise<number | null> {
  const { rows } = await sql<{ number: number | null }>`
    select max(b.number) as number from distributor_event e join chain_block b on b.hash = e.block_hash
    where e.chain_id = ${chainId}`.execute(db)
  return rows[0]?.number ?? null
}

/**
 * `too-little-to-pay`: less than a minor unit, which is never paid and carried on with what rounding leaves · `unclaimed`: parked
 * once, and handed over since nobody claimed it; what was held back then is still parked.
 */
export type PaymentStatus = 'due' | 'paid' | 'parked' | 'unclaimed' | 'too-little-to-pay'
export type EntitlementRow = Entitlement & {
  readonly status: PaymentStatus
  /** As the distributor found when it last tried; null unless it is parked. */
  readonly parkedBecause: ParkedReason | null
  readonly txHash: string | null
  /** Of the gross `amount`, kept back for the tax authority, and at which rate; null until the chain says so. */
  readonly withheld: { readonly amount: bigint; readonly bps: number } | null
}

/** How many are owed something, how much together, and for how many units. */
export type Entitled = { readonly holders: number; readonly owed: bigint; readonly units: bigint }

export async function selectEntitled(db: Db, id: DistributionId): Promise<Entitled> {
  return tables(db)
    .selectFrom('distribution_entitlement')
    .select((eb) => [
      eb.fn.countAll<number>().as('holders'),
      eb.fn.coalesce(eb.fn.sum<bigint>('amount'), sql<bigint>`0`).as('owed'),
      eb.fn.coalesce(eb.fn.sum<bigint>('units'), sql<bigint>`0`).as('units'),
    ])
    .where('distribution', '=', id)
    .executeTakeFirstOrThrow()
}

/**
 * Whom the distributor has yet to reach: neither paid nor parked. Who is owed less than a minor unit is passed without an
 * event, and counts until the cursor is past them: it closes only when it has passed every unit.
 */
const toReach = (id: DistributionId, chainId: bigint) => sql`
  from distribution_entitlement e
  where e.distribution = ${id} and not exists (
    select 1 from distributor_event v
    where v.chain_id = ${chainId} and v.kind in ('paid', 'parked') and v.wallet = e.wallet)
  and (e.amount > 0 or lower(e.wallet) collate "C" > coalesce((
    select max(lower(c.wallet) collate "C") from distributor_event c
    where c.chain_id = ${chainId} and c.kind = 'pushed'), ''))`

/** How many the distributor has yet to reach. */
export async function countToReach(db: Db, id: DistributionId, chainId: bigint): Promise<number> {
  const { rows } = await sql<{ open: number }>`select count(*) as open ${toReach(id, chainId)}`.execute(db)
  return rows[0]?.open ?? 0
}

/** Whom the distributor has yet to reach, in ascending order of address. */
export async function selectToReach(db: Db, id: DistributionId, chainId: bigint): Promise<string[]> {
  const { rows } = await sql<{ wallet: string }>`
    select e.wallet ${toReach(id, chainId)} order by lower(e.wallet) collate "C"`.execute(db)
  return rows.map(({ wallet }) => wallet)
}

/** Who is owed what and whether the chain has paid or parked it; in ascending order of address. */
export async function selectEntitlements(
  db: Db,
  id: DistributionId,
  chainId: bigint | null,
  filter: { readonly after?: string; readonly wallets?: readonly string[]; readonly limit?: number } = {},
): Promise<EntitlementRow[]> {
  const { rows } = await sql<{
    wallet: string
    units: bigint
    amount: bigint
    paid: string | null
    parked: string | null
    expired: boolean
    held: boolean | null
    withheld: bigint | null
    bps: number | null
  }>`
    select e.wallet, e.units, e.amount,
      max(v.tx_hash) filter (where v.kind = 'paid') as paid,
      max(v.tx_hash) filter (where v.kind = 'parked') as parked,
      max(v.amount) filter (where v.kind = 'withheld') as withheld,
      max(v.bps) filter (where v.kind = 'withheld') as bps,
      exists (
        select 1 from distributor_event x join chain_block xb on xb.hash = x.block_hash
        where x.chain_id = ${chainId} and x.kind = 'expired' and 'held' is distinct from (
          select h.kind from distributor_event h join chain_block hb on hb.hash = h.block_hash
          where h.chain_id = x.chain_id and h.kind in ('held', 'released') and h.wallet = e.wallet
            and (hb.number, h.log_index) < (xb.number, x.log_index)
          order by hb.number desc, h.log_index desc limit 1)) as expired,
      case when bool_or(v.kind = 'parked') then (
        select h.kind = 'held' from distributor_event h join chain_block hb on hb.hash = h.block_hash
        where h.chain_id = ${chainId} and h.kind in ('held', 'released') and h.wallet = e.wallet
        order by hb.number desc, h.log_index desc limit 1) end as held
    from distribution_entitlement e
    left join distributor_event v
      on v.chain_id = ${chainId} and v.kind in ('paid', 'parked', 'withheld') and v.wallet = e.wallet
    where e.distribution = ${id}
      and (${filter.after ?? null}::text is null or lower(e.wallet) collate "C" > lower(${filter.after ?? null}) collate "C")
      and (${filter.wallets ?? null}::text[] is null or e.wallet = any(${filter.wallets ?? null}::text[]))
    group by e.wallet, e.units, e.amount
    order by lower(e.wallet) collate "C"
    limit ${filter.limit ?? null}`.execute(db)
  return rows.map((row) => {
    const status = statusOf(row)
    return {
      wallet: row.wallet,
      units: row.units,
      amount: row.amount,
      status,
      parkedBecause: status !== 'parked' ? null : row.held === true ? 'blocked' : 'refused',
      txHash: row.paid ?? row.parked,
      withheld: row.withheld === null ? null : { amount: row.withheld, bps: row.bps ?? 0 },
    }
  })
}

function statusOf(row: {
  amount: bigint
  paid: string | null
  parked: string | null
  expired: boolean
}): PaymentStatus {
  if (row.amount === 0n) return 'too-little-to-pay'
  if (row.paid !== null) return 'paid'
  if (row.parked === null) return 'due'
  return row.expired ? 'unclaimed' : 'parked'
}

/** Sums of what the chain has done for a distribution, and how far its pushes came. */
export type Sums = {
  readonly funded: bigint
  readonly paid: bigint
  /** Parked, and neither paid nor handed over since. */
  readonly parked: bigint
  readonly withheld: bigint
  readonly remitted: bigint
  /** Handed over since nobody claimed it. */
  readonly unclaimed: bigint
  /** Carried on at the close; null while it is open. */
  readonly carried: bigint | null
  /** The highest address pushed to, in lower case; '' when none was. */
  readonly cursor: string
}

export async function selectSums(db: Db, chainId: bigint): Promise<Sums> {
  const { rows } = await sql<{
    funded: bigint
    paid: bigint
    parked: bigint
    withheld: bigint
    remitted: bigint
    unclaimed: bigint
    carried: bigint | null
    cursor: string | null
  }>`
    select
      coalesce(sum(amount) filter (where kind = 'funded'), 0) as funded,
      coalesce(sum(amount) filter (where kind = 'paid'), 0) as paid,
      coalesce(sum(amount) filter (where kind = 'parked' and not exists (
        select 1 from distributor_event p
        where p.chain_id = e.chain_id and p.kind = 'paid' and p.wallet = e.wallet)), 0)
        - coalesce(sum(amount) filter (where kind = 'expired'), 0) as parked,
      coalesce(sum(amount) filter (where kind = 'withheld'), 0) as withheld,
      coalesce(sum(amount) filter (where kind = 'remitted'), 0) as remitted,
      coalesce(sum(amount) filter (where kind = 'expired'), 0) as unclaimed,
      max(carried) filter (where kind = 'closed') as carried,
      max(lower(wallet) collate "C") filter (where kind = 'pushed') as cursor
    from distributor_event e where chain_id = ${chainId}`.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error('an aggregate has one row')
  return { ...row, cursor: row.cursor ?? '' }
}

/** References of everything the distributor was ever told to pay for this record date, by whoever told it. */
export async function selectDeclaredRefs(db: Db, token: string, recordId: number): Promise<string[]> {
  const rows = await tables(db)
    .selectFrom('distributor_event')
    .select('ref')
    .where('kind', '=', 'declared')
    .where('token', '=', token.toLowerCase())
    .where('record_id', '=', recordId)
    .execute()
  return rows.flatMap((row) => row.ref ?? [])
}

/** Which of these references are of distributions that are declared and have not received all that they need. */
export async function selectLackingFunds(db: Db, refs: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ ref: string }>`
    select d.ref from distributor_event d
    where d.kind = 'declared' and d.ref = any(${refs}::text[]) and d.amount > (
      select coalesce(sum(f.amount), 0) from distributor_event f
      where f.chain_id = d.chain_id and f.kind = 'funded')`.execute(db)
  return new Set(rows.map(({ ref }) => ref))
}

/** The transaction in which a distribution was declared. */
export async function selectDeclaringTransaction(db: Db, ref: string): Promise<string | null> {
  const row = await tables(db)
    .selectFrom('distributor_event')
    .select('tx_hash')
    .where('kind', '=', 'declared')
    .where('ref', '=', ref)
    .executeTakeFirst()
  return row?.tx_hash ?? null
}

export async function insertRecordDate(
  db: Db,
  row: { blockHash: string; logIndex: number; token: string; recordId: number; recordAt: Temporal.Instant },
): Promise<void> {
  await tables(db)
    .insertInto('record_date')
    .values({
      block_hash: row.blockHash,
      log_index: row.logIndex,
      token: row.token,
      record_id: row.recordId,
      record_at: row.recordAt,
    })
    .execute()
}

export async function insertDistributorEvent(
  db: Db,
  at: { readonly blockHash: string; readonly logIndex: number; readonly txHash: string },
  event: DistributorEvent,
): Promise<void> {
  await tables(db)
    .insertInto('distributor_event')
    .values({
      block_hash: at.blockHash,
      log_index: at.logIndex,
      tx_hash: at.txHash,
      kind: event.kind,
      chain_id: event.chainId,
      ref: event.ref,
      token: event.record?.token ?? null,
      record_id: event.record?.id ?? null,
      wallet: event.wallet,
      amount: event.amount,
      carried: event.carried,
      bps: event.bps,
    })
    .execute()
}
