import type { InvestorId } from '../kernel/ids.ts'
import type { Address, Instrument } from '../instrument/instrument.ts'
import { instruments } from '../instrument/instrument.service.ts'
import { investorsOfWallets } from '../investor/wallet.service.ts'
import type { Projection } from '../platform/chain/projection.ts'
import { dateOfEpochDay } from '../kernel/time.ts'
import type { Db } from '../platform/db/database.ts'
import type { Placed, Slice } from '../platform/db/page.ts'
import { legendNumber } from '../restriction/lot.ts'
import { movementsOf } from './register.chain.ts'
import {
  chainDay,
  holdingAt,
  lotOf,
  openLot,
  reduceLot,
  supplyOf,
  type Holding,
  type Lot,
  type Movement,
  type MovementSort,
} from './register.ts'
import {
  insertMovements,
  selectEntries,
  selectFirstEntryAt,
  selectLastAcquired,
  selectLotMovements,
  selectPositions,
  selectSplitEnd,
  selectGiven,
  type Cut,
  type EntryFilter,
} from './register.store.ts'

export type { EntryFilter } from './register.store.ts'

/**
 * As of when a register is asked for. `before`: every movement before this instant, which is half-open; where units were being
 * split then, every one to the end of the split, as the token counts a record date. `block`: every
 * movement up to and with this block, whose time is `at`. `newest`: all that is known, locks as of `at`.
 */
export type AsOf =
  | { readonly before: Temporal.Instant }
  | { readonly block: number; readonly at: Temporal.Instant }
  | { readonly newest: true; readonly at: Temporal.Instant }

/** The register of one instrument as of one moment. `supply` is the sum of all holdings. */
export type Register = {
  readonly asOf: AsOf
  readonly at: Temporal.Instant
  readonly supply: bigint
  /** Every wallet that holds something, in ascending order of address: the order in which a distributor pays. */
  readonly holders: readonly Holding[]
  /** Those and wallets that hold nothing but are frozen, or have frozen units to come. */
  readonly all: readonly Holding[]
}

/** Follows the tokens of all instruments that are on the chain. */
export const registerProjection: Projection = {
  name: 'register',
  addresses: async (db) =>
    (await instruments(db)).flatMap(({ token }) => (token === null ? [] : [lower(token)])),
  apply: async (tx, block, logs) => {
    for (const [token, ofToken] of Map.groupBy(logs, ({ address }) => lower(address)))
      await insertMovements(tx, token, movementsOf(block, ofToken))
  },
}

/** The register of `instrument`, empty while it has no token. */
export async function registerAt(
  db: Db,
  instrument: Pick<Instrument, 'token'>,
  asOf: AsOf,
): Promise<Register> {
  const at = 'before' in asOf ? asOf.before : asOf.at
  if (instrument.token === null) return { asOf, at, supply: 0n, holders: [], all: [] }
  const all = await positionsAt(db, instrument.token, asOf)
  const holders = all.filter(({ units }) => units > 0n)
  return { asOf, at, supply: supplyOf(holders), holders, all }
}

/**
 * Every wallet that holds units of `instrument`, by address. The holders at the close of a record date are those
 * before the next midnight in the issuer's zone: `{ before: closeOfDay(recordDate, zone) }`.
 */
export async function holdersAt(
  db: Db,
  instrument: Pick<Instrument, 'token'>,
  asOf: AsOf,
): Promise<readonly Holding[]> {
  return (await registerAt(db, instrument, asOf)).holders
}

/** When the first units of an instrument moved; null before any did. */
export async function registerBegins(
  db: Db,
  instrument: Pick<Instrument, 'token'>,
): Promise<Temporal.Instant | null> {
  return instrument.token === null ? null : selectFirstEntryAt(db, lower(instrument.token))
}

/** The day on which the last units were issued that were sold offshore; null while there are none. */
export async function distributionBegan(
  db: Db,
  instrument: Pick<Instrument, 'token'>,
): Promise<Temporal.PlainDate | null> {
  if (instrument.token === null) return null
  const day = await selectLastAcquired(db, lower(instrument.token), legendNumber(['reg-s']))
  return day === null ? null : dateOfEpochDay(day)
}

/** The named movements of an instrument. */
export async function entries(
  db: Db,
  instrument: Pick<Instrument, 'token'>,
  filter: EntryFilter,
  slice: Slice<MovementSort>,
): Promise<readonly Placed<Movement>[]> {
  return instrument.token === null ? [] : selectEntries(db, lower(instrument.token), filter, slice)
}

/** The tokens, in lower case, of which this wallet holds units or ever held any. */
export async function tokensEverHeldBy(db: Db, wallet: Address): Promise<ReadonlySet<string>> {
  return new Set((await selectGiven(db, [wallet])).map(({ token }) => token))
}

/** Whose wallets these are. Wallets nobody linked are left out. */
export async function ownersOf(
  db: Db,
  holders: readonly { readonly wallet: Address }[],
): Promise<Map<Address, InvestorId>> {
  const owners = await investorsOfWallets(
    db,
    holders.map(({ wallet }) => wallet),
  )
  return new Map(
    holders.flatMap(({ wallet }) => {
      const owner = owners.get(lower(wallet))
      return owner === undefined ? [] : [[wallet, owner] as const]
    }),
  )
}

/**
 * From when on the holders of an instant are known: at that instant, or at the end of the split that it falls into. Null while
 * that split runs.
 */
export async function countedAt(
  db: Db,
  instrument: Pick<Instrument, 'token'>,
  at: Temporal.Instant,
): Promise<Temporal.Instant | null> {
  const end = instrument.token === null ? null : await selectSplitEnd(db, lower(instrument.token), at)
  if (end === null) return at
  return end === 'running' ? null : end.at
}

async function cutAt(db: Db, token: Address, asOf: AsOf): Promise<Cut> {
  if ('block' in asOf) return { block: asOf.block }
  if (!('before' in asOf)) return null
  const end = await selectSplitEnd(db, lower(token), asOf.before)
  return end === null || end === 'running' ? { before: asOf.before } : { with: end }
}

async function positionsAt(db: Db, token: Address, asOf: AsOf): Promise<Holding[]> {
  const cut = await cutAt(db, token, asOf)
  const at = 'before' in asOf ? asOf.before : asOf.at
  const lots = lotsOf(await selectLotMovements(db, lower(token), cut, chainDay(at)))
  const rows = await selectPositions(db, lower(token), cut)
  return rows
    .map((row) => holdingAt({ ...row, lots: lots.get(row.wallet) ?? [] }, at))
    .sort((a, b) => (lower(a.wallet) < lower(b.wallet) ? -1 : 1))
}

/** Lots still locked, by wallet, from their movements. */
function lotsOf(movements: readonly Movement[]): Map<Address, Lot[]> {
  const lots = new Map<Address, Lot[]>()
  for (const movement of movements) {
    const wallet = movement.to
    if (wallet === null) continue
    const before = lots.get(wallet) ?? []
    const lot = lotOf(movement)
    const after = movement.kind === 'lot-opened' ? openLot(before, lot) : reduceLot(before, lot)
    if (after === null) throw new Error(`the lots of ${wallet} do not add up at block ${movement.block}`)
    lots.set(wallet, after)
  }
  return lots
}

function lower(address: Address): Address {
  return `0x${address.slice(2).toLowerCase()}`
}
