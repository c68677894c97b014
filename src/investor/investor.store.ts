import { sql, type Generated, type Selectable } from 'kysely'
import { getAddress } from 'viem'
import { UNITED_STATES } from '../instrument/countries.ts'
import type { InvestorId, IssuerId, WalletId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import { inOrder, type Key, type Placed, type Slice, type SortColumn } from '../platform/db/page.ts'
import type { Work } from '../platform/work.ts'
import type { AccreditationStatus, ClaimStatus } from './accreditation.ts'
import type { CountedInvestor, Investor, InvestorKind, KycStatus, Wallet, WalletStatus } from './investor.ts'
import { insertCase } from './kyc-case.store.ts'

type InvestorTable = {
  id: string
  kind: InvestorKind
  country: string
  kyc_status: KycStatus
  kyc_until: Temporal.PlainDate | null
  accredited_until: Temporal.PlainDate | null
  identity: string
  introduced_by: string | null
  created_at: Temporal.Instant
  decided_at: Temporal.Instant | null
  decided_by: string | null
}
type WalletTable = {
  id: string
  investor: string
  address: string
  status: WalletStatus
  linked_at: Temporal.Instant
  writes: number
  written: Generated<number>
  registered: boolean
}
type ChallengeTable = {
  nonce: string
  investor: string
  address: string
  message: string
  expires_at: Temporal.Instant
  used_at: Temporal.Instant | null
}
type InvestorTables = {
  investor: InvestorTable
  investor_of_issuer: { issuer: string; investor: string }
  wallet: WalletTable
  wallet_challenge: ChallengeTable
}

const tables = (db: Db) => db.withTables<InvestorTables>()

function toInvestor(row: Selectable<InvestorTable>): Investor {
  return {
    id: row.id as InvestorId,
    kind: row.kind,
    country: row.country,
    kycStatus: row.kyc_status,
    kycUntil: row.kyc_until,
    accreditedUntil: row.accredited_until,
    identity: row.identity as `0x${string}`,
  }
}

function toWallet(row: Selectable<WalletTable>): Wallet {
  return {
    id: row.id as WalletId,
    investor: row.investor as InvestorId,
    address: getAddress(row.address),
    status: row.status,
  }
}

export async function insertInvestor(
  db: Db,
  investor: Investor,
  { introducedBy, createdAt }: { introducedBy: IssuerId | null; createdAt: Temporal.Instant },
): Promise<void> {
  await tables(db)
    .insertInto('investor')
    .values({
      id: investor.id,
      kind: investor.kind,
      country: investor.country,
      kyc_status: investor.kycStatus,
      kyc_until: investor.kycUntil,
      accredited_until: investor.accreditedUntil,
      identity: investor.identity,
      introduced_by: introducedBy,
      created_at: createdAt,
      decided_at: null,
      decided_by: null,
    })
    .execute()
  await insertCase(db, investor.id, { waitingSince: createdAt })
}

export async function selectInvestor(db: Db, id: InvestorId): Promise<Investor | null> {
  const row = await tables(db).selectFrom('investor').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : toInvestor(row)
}

/** Ids in order, those after `after`. */
export async function selectIds(
  db: Db,
  { after, limit }: { readonly after: InvestorId | null; readonly limit: number },
): Promise<InvestorId[]> {
  let query = tables(db).selectFrom('investor').select('id').orderBy('id').limit(limit)
  if (after !== null) query = query.where('id', '>', after)
  return (await query.execute()).map(({ id }) => id as InvestorId)
}

/** These investors, in no order. */
export async function selectInvestorsOf(db: Db, ids: readonly InvestorId[]): Promise<Investor[]> {
  const rows = await tables(db)
    .selectFrom('investor')
    .selectAll()
    .where(sql<boolean>`id = any(${[...ids]}::text[])`)
    .execute()
  return rows.map(toInvestor)
}

/** These investors, in no order, as far as they are counted. */
export async function selectCounted(db: Db, ids: readonly InvestorId[]): Promise<CountedInvestor[]> {
  const rows = await tables(db)
    .selectFrom('investor')
    .select(['id', 'kind', 'country', 'accredited_until as accreditedUntil'])
    .where(sql<boolean>`id = any(${[...ids]}::text[])`)
    .execute()
  return rows.map((row) => ({ ...row, id: row.id as InvestorId }))
}

/** Whether this issuer's people know the investor: took them up, sold them units, or have them in a register. */
export async function isKnownTo(db: Db, issuer: IssuerId, id: InvestorId): Promise<boolean> {
  const row = await tables(db)
    .selectFrom('investor_of_issuer')
    .select('investor')
    .where('issuer', '=', issuer)
    .where('investor', '=', id)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export type InvestorFilter = {
  readonly kind: InvestorKind | null
  readonly country: string | null
  /** Only those of whom `kycStatusOn` says this on the day; null is everybody. */
  readonly status: { readonly is: KycStatus; readonly on: Temporal.PlainDate } | null
  /** Only those of whom `accreditationOn` says this on the day, with their claims or as if there were none; null is everybody. */
  readonly accreditation: {
    readonly is: AccreditationStatus
    readonly on: Temporal.PlainDate
    readonly withClaims: boolean
  } | null
  /** Whether only those of whom a claim to be accredited waits for an officer, whatever an earlier one came to. */
  readonly hasOpenClaim: boolean
  /** Only those whose approval ends by this day, or has ended; null is everybody. */
  readonly endsBy: Temporal.PlainDate | null
  /** Only those whom this issuer's people know; null is everybody. */
  readonly knownTo: IssuerId | null
}

/** By what investors are sorted here. */
export type InvestorSort = `${'' | '-'}${'id' | 'kind' | 'country' | 'kycUntil' | 'accreditedUntil'}`

const KEYS: Readonly<Record<SortColumn<InvestorSort>, readonly Key[]>> = {
  id: [],
  kind: [{ of: sql.ref('kind'), type: 'text' }],
  country: [{ of: sql.ref('country'), type: 'text' }],
  // Who has no end stands where one without end would.
  kycUntil: [{ of: sql`coalesce(kyc_until, 'infinity')`, type: 'date' }],
  accreditedUntil: [{ of: sql`coalesce(accredited_until, 'infinity')`, type: 'date' }],
}

/** The ids of the investors who fit. In the order of ids a page never changes while it is read. */
export async function selectFitting(
  db: Db,
  filter: InvestorFilter,
  slice: Slice<InvestorSort>,
): Promise<Placed<{ readonly id: InvestorId }>[]> {
  let query = tables(db).selectFrom('investor').select('id')
  const { knownTo, kind, country } = filter
  if (kind !== null) query = query.where('kind', '=', kind)
  if (country !== null) query = query.where('country', '=', country)
  if (knownTo !== null)
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom('investor_of_issuer as known')
          .select('known.investor')
          .where('known.issuer', '=', knownTo)
          .whereRef('known.investor', '=', 'investor.id'),
      ),
    )
  const { status, accreditation } = filter
  if (status !== null) query = query.where(kycStatusAt(status.on), '=', status.is)
  if (accreditation !== null) query = query.where(accreditationAt(accreditation), '=', accreditation.is)
  if (filter.endsBy !== null)
    query = query.where('kyc_status', '=', 'verified').where('kyc_until', '<=', filter.endsBy)
  if (filter.hasOpenClaim) query = query.where(lastClaim, '=', 'pending')
  const rows = await inOrder(query, KEYS, [{ of: sql.ref('id'), type: 'text' }], slice).execute()
  return rows.map(({ id, place }) => ({ id: id as InvestorId, place }))
}

/** `kycStatusOn`, as a column of an investor. */
function kycStatusAt(today: Temporal.PlainDate) {
  return sql<KycStatus>`(
    case when kyc_status = 'verified' and kyc_until <= ${today} then 'expired' else kyc_status end)`
}

/** What became of the youngest claim to be accredited, as a column of an investor. */
const lastClaim = sql<ClaimStatus | null>`(
  select status from accreditation where accreditation.investor = investor.id order by claimed_at desc, id limit 1)`

/** `accreditationOn`, as a column of an investor. */
function accreditationAt({
  on: today,
  withClaims,
}: Omit<NonNullable<InvestorFilter['accreditation']>, 'is'>) {
  return sql<AccreditationStatus>`(
    select case
      when investor.accredited_until > ${today} then 'accredited'
      when last.status in ('pending', 'rejected') then last.status
      when last.status is not null or investor.accredited_until is not null then 'not-accredited'
      when investor.country = any(${[...UNITED_STATES]}::text[]) then 'not-verified'
      else 'not-applicable'
    end
    from (select case when ${withClaims} then ${lastClaim} end as status) last
  )`
}

/** Every investor whom this issuer knows. */
export async function selectIdsKnownTo(db: Db, issuer: IssuerId): Promise<InvestorId[]> {
  const rows = await tables(db)
    .selectFrom('investor_of_issuer')
    .select('investor')
    .distinct()
    .where('issuer', '=', issuer)
    .execute()
  return rows.map(({ investor }) => investor as InvestorId)
}

/** Those whom this issuer knows and who are approved on the day, in no order, as far as they are counted. */
export async function selectApprovedKnownTo(
  db: Db,
  issuer: IssuerId,
  on: Temporal.PlainDate,
): Promise<CountedInvestor[]> {
  const rows = await tables(db)
    .selectFrom('investor')
    .select(['id', 'kind', 'country', 'accredited_until as accreditedUntil'])
    .where(kycStatusAt(on), '=', 'verified')
    .where('id', 'in', (eb) =>
      eb.selectFrom('investor_of_issuer').select('investor').where('issuer', '=', issuer),
    )
    .execute()
  return rows.map((row) => ({ ...row, id: row.id as InvestorId }))
}

export async function updateDecision(
  db: Db,
  id: InvestorId,
  decision: {
    readonly status: KycStatus
    readonly kycUntil: Temporal.PlainDate | null
    readonly accreditedUntil: Temporal.PlainDate | null
    readonly at: Temporal.Instant
    readonly by: string
  },
): Promise<void> {
  await tables(db)
    .updateTable('investor')
    .set({
      kyc_status: decision.status,
      kyc_until: decision.kycUntil,
      accredited_until: decision.accreditedUntil,
      decided_at: decision.at,
      decided_by: decision.by,
    })
    .where('id', '=', id)
    .execute()
}

/** Changes where an application stands, and nothing on the chain. */
export async function updateApplication(
  db: Db,
  id: InvestorId,
  change: { readonly status?: KycStatus; readonly country?: string },
): Promise<void> {
  await tables(db)
    .updateTable('investor')
    .set({
      ...(change.status === undefined ? {} : { kyc_status: change.status }),
      ...(change.country === undefined ? {} : { country: change.country }),
    })
    .where('id', '=', id)
    .execute()
}

export async function insertWallet(db: Db, wallet: Wallet, linkedAt: Temporal.Instant): Promise<void> {
  await tables(db)
    .insertInto('wallet')
    .values({
      id: wallet.id,
      investor: wallet.investor,
      address: wallet.address.toLowerCase(),
      status: wallet.status,
      linked_at: linkedAt,
      writes: 0,
      registered: false,
    })
    .execute()
}

export async function selectWallets(db: Db, investor: InvestorId): Promise<Wallet[]> {
  const rows = await tables(db)
    .selectFrom('wallet')
    .selectAll()
    .where('investor', '=', investor)
    .orderBy('id')
    .execute()
  return rows.map(toWallet)
}

/** The wallets of all of these, in the order of their ids. */
export async function selectWalletsOf(db: Db, investors: readonly InvestorId[]): Promise<Wallet[]> {
  const rows = await tables(db)
    .selectFrom('wallet')
    .selectAll()
    .where(sql<boolean>`investor = any(${[...investors]}::text[])`)
    .orderBy('id')
    .execute()
  return rows.map(toWallet)
}

/** The addresses of the wallets of each of these; who has none is left out. */
export async function selectAddresses(
  db: Db,
  investors: readonly InvestorId[],
): Promise<Map<string, string[]>> {
  const rows = await tables(db)
    .selectFrom('wallet')
    .select(['investor', 'address'])
    .where(sql<boolean>`investor = any(${[...investors]}::text[])`)
    .orderBy('id')
    .execute()
  const found = new Map<string, string[]>()
  for (const { investor, address } of rows) found.set(investor, [...(found.get(investor) ?? []), address])
  return found
}

/** By address, in any spelling. */
export async function selectWalletByAddress(db: Db, address: string): Promise<Wallet | null> {
  const row = await tables(db)
    .selectFrom('wallet')
    .selectAll()
    .where('address', '=', address.toLowerCase())
    .executeTakeFirst()
  return row === undefined ? null : toWallet(row)
}

/** The registry refused this write of the wallet's record. A later one decides for itself. */
export async function markRejected(db: Db, id: WalletId, write: number): Promise<void> {
  await tables(db)
    .updateTable('wallet')
    .set({ status: 'rejected' })
    .where('id', '=', id)
    .where('writes', '=', write)
    .where('status', '<>', 'cancelled')
    .execute()
}

/** Takes a wallet out of use. It stays so, whatever becomes of its record. */
export async function markCancelled(db: Db, id: WalletId): Promise<void> {
  await tables(db).updateTable('wallet').set({ status: 'cancelled' }).where('id', '=', id).execute()
}

/** Counts one more write of the wallet's on-chain record: its new number, and whether the registry knows the wallet. */
export async function countWalletWrite(
  db: Db,
  id: WalletId,
): Promise<{ readonly write: number; readonly registered: boolean }> {
  const row = await tables(db)
    .updateTable('wallet')
    .set((eb) => ({
      writes: eb('writes', '+', 1),
      status: sql<WalletStatus>`case when status = 'cancelled' then status else 'syncing' end`,
    }))
    .where('id', '=', id)
    .returning(['writes', 'registered'])
    .executeTakeFirstOrThrow()
  return { write: row.writes, registered: row.registered }
}

/** The registry has this write of the wallet's record now. The wallet is ready when it was the newest. */
export async function markRegistered(db: Db, id: WalletId, write: number): Promise<void> {
  await tables(db)
    .updateTable('wallet')
    .set({
      registered: true,
      written: sql<number>`greatest(written, ${write})`,
      status: sql<WalletStatus>`case when writes = ${write} and status <> 'cancelled' then 'ready' else status end`,
    })
    .where('id', '=', id)
    .execute()
}

export async function selectOwners(db: Db, addresses: readonly string[]): Promise<Map<string, InvestorId>> {
  if (addresses.length === 0) return new Map()
  const rows = await tables(db)
    .selectFrom('wallet')
    .select(['address', 'investor'])
    .where(
      'address',
      'in',
      addresses.map((address) => address.toLowerCase()),
    )
    .execute()
  return new Map(rows.map((row) => [row.address, row.investor as InvestorId]))
}

/** Those of these wallets that the registry knows, out of use or of an investor who is not approved (any more), in lower case. */
export async function selectRevoked(db: Db, addresses: readonly string[]): Promise<Set<string>> {
  const rows = await tables(db)
    .selectFrom('wallet')
    .innerJoin('investor', 'investor.id', 'wallet.investor')
    .select('wallet.address')
    .where('wallet.registered', '=', true)
    .where((eb) =>
      eb.or([eb('investor.kyc_status', '<>', 'verified'), eb('wallet.status', '=', 'cancelled')]),
    )
    .where(
      'wallet.address',
      'in',
      addresses.map((address) => address.toLowerCase()),
    )
    .execute()
  return new Set(rows.map(({ address }) => address))
}

export async function insertChallenge(
  db: Db,
  challenge: {
    readonly nonce: string
    readonly investor: InvestorId
    readonly address: string
    readonly message: string
    readonly expiresAt: Temporal.Instant
  },
): Promise<void> {
  await tables(db)
    .insertInto('wallet_challenge')
    .values({
      nonce: challenge.nonce,
      investor: challenge.investor,
      address: challenge.address,
      message: challenge.message,
      expires_at: challenge.expiresAt,
      used_at: null,
    })
    .execute()
}

/** Drops what ran out by then, and an investor never signed. */
export async function dropChallenges(db: Db, investor: InvestorId, by: Temporal.Instant): Promise<void> {
  await tables(db)
    .deleteFrom('wallet_challenge')
    .where('investor', '=', investor)
    .where('used_at', 'is', null)
    .where('expires_at', '<=', by)
    .execute()
}

/** How many an investor has not signed and still may. */
export async function countChallenges(db: Db, investor: InvestorId, at: Temporal.Instant): Promise<number> {
  const { count } = await tables(db)
    .selectFrom('wallet_challenge')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('investor', '=', investor)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The newest challenge that this investor was given for this address. */
export async function selectChallenge(
  db: Db,
  investor: InvestorId,
  address: string,
): Promise<{
  nonce: string
  message: string
  expiresAt: Temporal.Instant
  usedAt: Temporal.Instant | null
} | null> {
  const row = await tables(db)
    .selectFrom('wallet_challenge')
    .selectAll()
    .where('investor', '=', investor)
    .where('address', '=', address)
    .orderBy('expires_at', 'desc')
    .executeTakeFirst()
  return row === undefined
    ? null
    : { nonce: row.nonce, message: row.message, expiresAt: row.expires_at, usedAt: row.used_at }
}

/** Marks a challenge used; false when it was used already, so that two answers cannot both count. */
export async function useChallenge(db: Db, nonce: string, at: Temporal.Instant): Promise<boolean> {
  const done = await tables(db)
    .updateTable('wallet_challenge')
    .set({ used_at: at })
    .where('nonce', '=', nonce)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

type OwnershipTable = { investor: string; owned_bps: number; judged_at: Temporal.Instant }
const ownership = (db: Db) => db.withTables<{ investor_ownership: OwnershipTable }>()

/** How much of an entity confirmed matches own when that blocks it, in hundredths of a per cent; else null. */
export async function selectOwnedBps(db: Db, investor: InvestorId): Promise<number | null> {
  const row = await ownership(db)
    .selectFrom('investor_ownership')
    .select('owned_bps')
    .where('investor', '=', investor)
    .executeTakeFirst()
  return row?.owned_bps ?? null
}

/** Of these investors, those of whom it stands written that they are blocked by who owns them. */
export async function selectOwned(db: Db, investors: readonly InvestorId[]): Promise<Set<string>> {
  const rows = await ownership(db)
    .selectFrom('investor_ownership')
    .select('investor')
    .where(sql<boolean>`investor = any(${[...investors]}::text[])`)
    .execute()
  return new Set(rows.map(({ investor }) => investor))
}

export async function updateOwnedBps(
  { db, now }: Pick<Work, 'db' | 'now'>,
  investor: InvestorId,
  ownedBps: number | null,
): Promise<void> {
  await ownership(db).deleteFrom('investor_ownership').where('investor', '=', investor).execute()
  if (ownedBps !== null)
    await ownership(db)
      .insertInto('investor_ownership')
      .values({ investor, owned_bps: ownedBps, judged_at: now })
      .execute()
}
