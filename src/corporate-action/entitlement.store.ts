import { sql } from 'kysely'
import type { DistributionId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import { inOrder, type Key, type Placed, type Slice, type SortColumn } from '../platform/db/page.ts'
import type { Entitlement, EntitlementSort, ParkedReason, PaymentStatus } from './distribution.ts'

type EntitlementTable = { distribution: string; wallet: string; units: bigint; amount: bigint }
const tables = (db: Db) => db.withTables<{ distribution_entitlement: EntitlementTable }>()

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

export type EntitlementFilter = {
  /** Only of these; undefined is all. */
  readonly wallets?: readonly string[] | undefined
  readonly status?: PaymentStatus | undefined
}

/** All of them, in ascending order of address. */
const EVERYBODY: Slice<EntitlementSort> = {
  sort: 'wallet',
  after: null,
  limit: Number.MAX_SAFE_INTEGER,
}

const KEYS: Readonly<Record<SortColumn<EntitlementSort>, readonly Key[]>> = {
  wallet: [],
  units: [{ of: sql.ref('units'), type: 'numeric' }],
  amount: [{ of: sql.ref('amount'), type: 'numeric' }],
}
const ADDRESS: Key = { of: sql`lower(wallet) collate "C"`, type: 'text' }

/** Who is owed what and whether the chain has paid or parked it. */
export async function selectEntitlements(
  db: Db,
  id: DistributionId,
  chainId: bigint | null,
  { wallets, status }: EntitlementFilter = {},
  slice: Slice<EntitlementSort> = EVERYBODY,
): Promise<Placed<EntitlementRow>[]> {
  const among = wallets === undefined ? null : wallets.map((wallet) => wallet.toLowerCase())
  const owed = sql<{
    wallet: string
    units: bigint
    amount: bigint
    paid: string | null
    parked: string | null
    status: PaymentStatus
    held: boolean | null
    withheld: bigint | null
    bps: number | null
  }>`(
    select one.*,
      case
        when amount = 0 then 'too-little-to-pay'
        when paid is not null then 'paid'
        when parked is null then 'due'
        when expired then 'unclaimed'
        else 'parked'
      end as status
    from (
      select e.wallet, e.units, e.amount,
        max(v.tx_hash) filter (where v.kind = 'paid') as paid,
        max(v.tx_hash) filter (where v.kind = 'parked') as parked,
        max(v.amount) filter (where v.kind = 'withheld') as withheld,
        max(v.bps) filter (where v.kind = 'withheld') as bps,
        case when bool_or(v.kind = 'parked') then exists (
          select 1 from distributor_event x join chain_block xb on xb.hash = x.block_hash
          where x.chain_id = ${chainId} and x.kind = 'expired' and 'held' is distinct from (
            select h.kind from distributor_event h join chain_block hb on hb.hash = h.block_hash
            where h.chain_id = x.chain_id and h.kind in ('held', 'released') and h.wallet = e.wallet
              and (hb.number, h.log_index) < (xb.number, x.log_index)
            order by hb.number desc, h.log_index desc limit 1)) end as expired,
        case when bool_or(v.kind = 'parked') then (
          select h.kind = 'held' from distributor_event h join chain_block hb on hb.hash = h.block_hash
          where h.chain_id = ${chainId} and h.kind in ('held', 'released') and h.wallet = e.wallet
          order by hb.number desc, h.log_index desc limit 1) end as held
      from distribution_entitlement e
      left join distributor_event v
        on v.chain_id = ${chainId} and v.kind in ('paid', 'parked', 'withheld') and v.wallet = e.wallet
      where e.distribution = ${id}
        and (${among}::text[] is null or lower(e.wallet) = any(${among}::text[]))
      group by e.wallet, e.units, e.amount
    ) one
  )`
  let query = db.selectFrom(owed.as('owed')).selectAll()
  if (status !== undefined) query = query.where('status', '=', status)
  const rows = await inOrder(query, KEYS, [ADDRESS], slice).execute()
  return rows.map((row) => ({
    wallet: row.wallet,
    units: row.units,
    amount: row.amount,
    status: row.status,
    parkedBecause: row.status !== 'parked' ? null : row.held === true ? 'blocked' : 'refused',
    txHash: row.paid ?? row.parked,
    withheld: row.withheld === null ? null : { amount: row.withheld, bps: row.bps ?? 0 },
    place: row.place,
  }))
}
