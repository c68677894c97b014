import type { Address } from '../instrument/instrument.ts'
import { formatDecimal } from '../kernel/decimal.ts'
import { dateOfEpochDay, epochDay } from '../kernel/time.ts'

/** 32 bytes in hexadecimal: the hash of a block or a transaction, or a reference. */
export type Hash = `0x${string}`

/** What one log of a token says. The names are the register's; `register.chain.ts` says from which event each comes. */
export type MovementKind =
  | 'transfer'
  | 'issued'
  | 'lot-opened'
  | 'lot-reduced'
  | 'units-frozen'
  | 'units-unfrozen'
  | 'wallet-frozen'
  | 'wallet-unfrozen'
  | 'forced'
  | 'forced-reason'
  | 'recovered'
  | 'record-date'
  | 'split-began'
  | 'split-ended'
  | 'rules'
  | 'countries'
  | 'document'
  | 'paused'
  | 'unpaused'

/** The name under which a person finds a movement in the register. Technical logs have none. */
export type EntryName = (typeof ENTRY_NAMES)[number]
export const ENTRY_NAMES = [
  'issuance',
  'reallocation',
  'transfer-ok',
  'reclaim',
  'destroy',
  'freeze',
  'unfreeze',
] as const

/** Whether an entry is the normal course of business, or an intervention of the issuer's or an officer's. */
export type ProcessType = 'routine' | 'non-routine'

export const PROCESS_TYPES: Readonly<Record<EntryName, ProcessType>> = {
  issuance: 'routine',
  'transfer-ok': 'routine',
  destroy: 'routine',
  reallocation: 'non-routine',
  reclaim: 'non-routine',
  freeze: 'non-routine',
  unfreeze: 'non-routine',
}

/**
 * One log of one token. Days are whole UTC days since 1970, as on chain; 0 is none.
 * What a kind does not say is null; `detail` holds what only rare kinds say (rules, documents).
 */
export type Movement = {
  readonly block: number
  readonly blockHash: Hash
  readonly logIndex: number
  readonly tx: Hash
  readonly at: Temporal.Instant
  readonly kind: MovementKind
  readonly entry: EntryName | null
  readonly from: Address | null
  readonly to: Address | null
  readonly units: bigint | null
  readonly acquiredDay: number | null
  readonly unlockDay: number | null
  readonly legend: number | null
  /** An issuance's idempotency reference, or the hash of a forced transfer's reason. */
  readonly ref: Hash | null
  readonly detail: Readonly<Record<string, string | boolean | readonly string[]>> | null
}

/** Units acquired together that may not move before `unlockDay`. Lots of one lock and one legend are one lot. */
export type Lot = {
  readonly units: bigint
  readonly acquiredDay: number
  readonly unlockDay: number
  readonly legend: number
}

/** What one wallet holds, before time is applied to its locks. */
export type Position = {
  readonly wallet: Address
  readonly units: bigint
  readonly frozen: bigint
  readonly walletFrozen: boolean
  readonly lots: readonly Lot[]
  /** Since when the wallet has held at least one unit without a break; null when it holds none. */
  readonly since: Temporal.Instant | null
}

/** A line of the register at an instant: `free` units are neither frozen nor locked. */
export type Holding = Position & { readonly locked: bigint; readonly free: bigint }

type Draft = {
  units: bigint
  frozen: bigint
  walletFrozen: boolean
  lots: Lot[]
  since: Temporal.Instant | null
}

/** A log that cannot follow the ones before it: the chain was read wrongly, or the token is not one of ours. */
export class RegisterInconsistent extends Error {
  constructor(movement: Movement, sentence: string) {
    super(`block ${movement.block}, log ${movement.logIndex}: ${sentence}`)
  }
}

/**
 * Every wallet's position after `movements`, which are all logs of one token in the order of the chain. Addresss that
 * hold nothing now are included: a frozen wallet stays frozen.
 *
 * Throws `RegisterInconsistent` when a balance, a frozen part or a lot would go below zero.
 */
export function positions(movements: Iterable<Movement>): Map<Address, Position> {
  const drafts = new Map<Address, Draft>()
  for (const movement of movements) APPLY[movement.kind](drafts, movement)
  const result = new Map<Address, Position>()
  for (const [wallet, draft] of drafts) result.set(wallet, { wallet, ...draft })
  return result
}

const nothing = () => {}

const APPLY: Readonly<Record<MovementKind, (drafts: Map<Address, Draft>, movement: Movement) => void>> = {
  transfer: (drafts, movement) => {
    const units = movement.units ?? 0n
    if (units === 0n || movement.from === movement.to) return
    if (movement.from !== null) take(draftOf(drafts, movement.from), units, movement)
    if (movement.to !== null) give(draftOf(drafts, movement.to), units, movement)
  },
  'lot-opened': (drafts, movement) => {
    const draft = draftOf(drafts, holder(movement))
    draft.lots = openLot(draft.lots, lotOf(movement))
  },
  'lot-reduced': (drafts, movement) => {
    const draft = draftOf(drafts, holder(movement))
    const lots = reduceLot(draft.lots, lotOf(movement))
    if (lots === null) throw new RegisterInconsistent(movement, `${holder(movement)} has no such lot`)
    draft.lots = lots
  },
  'units-frozen': (drafts, movement) => {
    draftOf(drafts, holder(movement)).frozen += movement.units ?? 0n
  },
  'units-unfrozen': (drafts, movement) => {
    const draft = draftOf(drafts, holder(movement))
    draft.frozen -= movement.units ?? 0n
    if (draft.frozen < 0n)
      throw new RegisterInconsistent(movement, `more units of ${holder(movement)} thawed than were frozen`)
  },
  'wallet-frozen': (drafts, movement) => {
    draftOf(drafts, holder(movement)).walletFrozen = true
  },
  'wallet-unfrozen': (drafts, movement) => {
    draftOf(drafts, holder(movement)).walletFrozen = false
  },
  // The units, lots and freezes these speak of have logs of their own.
  issued: nothing,
  forced: nothing,
  'forced-reason': nothing,
  recovered: nothing,
  'record-date': nothing,
  'split-began': nothing,
  'split-ended': nothing,
  rules: nothing,
  countries: nothing,
  document: nothing,
  paused: nothing,
  unpaused: nothing,
}

function draftOf(drafts: Map<Address, Draft>, wallet: Address): Draft {
  let draft = drafts.get(wallet)
  if (draft === undefined) {
    draft = { units: 0n, frozen: 0n, walletFrozen: false, lots: [], since: null }
    drafts.set(wallet, draft)
  }
  return draft
}

function take(draft: Draft, units: bigint, movement: Movement): void {
  draft.units -= units
  if (draft.units < 0n)
    throw new RegisterInconsistent(movement, `${movement.from} gave ${-draft.units} units more than it held`)
  if (draft.units === 0n) draft.since = null
}

function give(draft: Draft, units: bigint, movement: Movement): void {
  draft.units += units
  draft.since ??= movement.at
}

function holder(movement: Movement): Address {
  if (movement.to === null) throw new RegisterInconsistent(movement, `${movement.kind} names no wallet`)
  return movement.to
}

/** The lot that a `lot-opened` or `lot-reduced` speaks of. */
export function lotOf(movement: Movement): Lot {
  return {
    units: movement.units ?? 0n,
    acquiredDay: movement.acquiredDay ?? 0,
    unlockDay: movement.unlockDay ?? 0,
    legend: movement.legend ?? 0,
  }
}

const sameLot = (a: Lot, b: Lot) => a.unlockDay === b.unlockDay && a.legend === b.legend

/**
 * `lots` with `opened` added: to the lot of the same lock and legend where there is one. It is then as old as its
 * youngest units, so that no holding period is overstated.
 */
export function openLot(lots: readonly Lot[], opened: Lot): Lot[] {
  if (!lots.some((lot) => sameLot(lot, opened))) return [...lots, opened]
  return lots.map((lot) =>
    sameLot(lot, opened)
      ? {
          ...lot,
          units: lot.units + opened.units,
          acquiredDay: Math.max(lot.acquiredDay, opened.acquiredDay),
        }
      : lot,
  )
}

/** `lots` without the units of `reduced`, or null when there are not that many. An empty lot is gone. */
export function reduceLot(lots: readonly Lot[], reduced: Lot): Lot[] | null {
  const found = lots.find((lot) => sameLot(lot, reduced))
  if (found === undefined || found.units < reduced.units) return null
  return lots
    .map((lot) => (lot === found ? { ...lot, units: lot.units - reduced.units } : lot))
    .filter((lot) => lot.units > 0n)
}

/** The UTC day of `at`: what the chain compares an unlock day with. */
export function chainDay(at: Temporal.Instant): number {
  return epochDay(at.toZonedDateTimeISO('UTC').toPlainDate())
}

/** Units in lots that are still locked on `day`; a lot is free from its unlock day on. */
export function lockedUnits(lots: readonly Lot[], day: number): bigint {
  return lots.reduce((sum, lot) => (lot.unlockDay > day ? sum + lot.units : sum), 0n)
}

/** What of a position is free at `at`, as the token's `freeOf`: what neither freeze nor lock holds, at least nothing. */
export function holdingAt(position: Position, at: Temporal.Instant): Holding {
  const locked = lockedUnits(position.lots, chainDay(at))
  const free = position.units - position.frozen - locked
  return { ...position, locked, free: free < 0n ? 0n : free }
}

/** The locked lots out of which a transfer of `units` may take: none while free units are enough, as they go first. */
export function lotsTaken(holding: Holding | undefined, units: bigint): readonly Lot[] {
  return holding === undefined || units <= holding.free ? [] : holding.lots
}

/** The register at `at`: every wallet that holds something, in ascending order of address. */
export function holdings(all: ReadonlyMap<Address, Position>, at: Temporal.Instant): Holding[] {
  return [...all.values()]
    .filter((position) => position.units > 0n)
    .map((position) => holdingAt(position, at))
    .sort((a, b) => (a.wallet.toLowerCase() < b.wallet.toLowerCase() ? -1 : 1))
}

/** In which order the register is read; a minus is downwards. */
export const REGISTER_SORTS = ['-units', 'units', '-since', 'since', 'wallet', '-wallet'] as const
export type RegisterSort = (typeof REGISTER_SORTS)[number]

/** By what movements can be sorted: when they were in the order of the chain, or how much moved. */
export const MOVEMENT_SORTS = ['-at', 'at', '-units', 'units'] as const
export type MovementSort = (typeof MOVEMENT_SORTS)[number]

/** Compares two holdings for `sort`; equal ones stand in the order of their addresses. */
export function compareHoldings(sort: RegisterSort): (a: Holding, b: Holding) => number {
  const sign = sort.startsWith('-') ? -1 : 1
  const byAddress = (a: Holding, b: Holding) => compare(a.wallet.toLowerCase(), b.wallet.toLowerCase())
  if (sort === 'wallet' || sort === '-wallet') return (a, b) => sign * byAddress(a, b)
  const key = sort === 'units' || sort === '-units' ? unitsOf : sinceOf
  return (a, b) => sign * compare(key(a), key(b)) || byAddress(a, b)
}

const unitsOf = (holding: Holding): bigint => holding.units
const sinceOf = (holding: Holding): bigint => holding.since?.epochNanoseconds ?? 0n

function compare<T extends bigint | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Σ balances. */
export function supplyOf(list: Iterable<{ readonly units: bigint }>): bigint {
  let sum = 0n
  for (const { units } of list) sum += units
  return sum
}

/** The movements that belong to the register at `end`, half-open: one at `end` itself comes after it. */
export function before(movements: readonly Movement[], end: Temporal.Instant): Movement[] {
  return movements.filter((movement) => Temporal.Instant.compare(movement.at, end) < 0)
}

/**
 * A holder's part of the supply in percent: `0.0010`, four decimals, rounded down, so that parts shown never add up to
 * more than everything.
 */
export function sharePercent(units: bigint, supply: bigint): string {
  return formatDecimal(supply === 0n ? 0n : (units * 1_000_000n) / supply, 4)
}

/** As `sharePercent`, for people: `0.0010 %`. */
export function shareText(units: bigint, supply: bigint): string {
  return `${sharePercent(units, supply)} %`
}

/** The date of a chain day, or null for 0, which means none. */
export function dateOfChainDay(day: number): Temporal.PlainDate | null {
  return day === 0 ? null : dateOfEpochDay(day)
}
