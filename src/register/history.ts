import type { Address } from '../instrument/instrument.ts'
import { allocate } from '../kernel/money.ts'
import { dateIn, dateOfEpochDay } from '../kernel/time.ts'
import type { Movement } from './register.ts'

/** Units whose holding period began on one day. */
export type HeldSince = { readonly units: bigint; readonly clockStart: Temporal.PlainDate }

/** What somebody gave to others on one day, of their own will. */
export type Given = { readonly units: bigint; readonly on: Temporal.PlainDate }

export type History = {
  /** What they hold, held longest first; one entry a day. */
  readonly lots: readonly HeldSince[]
  /** The oldest first; one entry a day. */
  readonly given: readonly Given[]
}

/** Movements of other kinds say nothing that `historyOf` reads. */
export const KINDS_OF_HISTORY = ['transfer', 'lot-opened', 'split-began', 'split-ended'] as const

type Draft = { lots: HeldSince[]; given: Given[] }

/**
 * Since when somebody’s units are held as 17 CFR 230.144(d) counts it, and what they gave away: from all movements of one
 * token in the chain’s order, whatever wallets of theirs the units lay in. Days are those of Coordinated Universal Time,
 * which are never before the day in America. Pure.
 *
 * The period begins when units are issued, or on the day that their lot brings along. With whoever gets them next it goes on
 * where `goesOn` says so of the giver. Otherwise it begins anew, as with units of an affiliate (144(d)(1)): of whom nothing
 * is known may be one. A split changes no day (144(d)(3)(i)). Units held longest go first.
 *
 * @param ownerOf whose a wallet is; one that nobody linked is an owner of its own
 */
export function historyOf(
  owner: string,
  movements: Iterable<Movement>,
  people: {
    readonly ownerOf: (wallet: Address) => string
    readonly goesOn: (giver: string) => boolean
  },
): History {
  const drafts = new Map<string, Draft>()
  const draftOf = (wallet: Address): Draft => {
    const key = people.ownerOf(wallet)
    const draft = drafts.get(key) ?? { lots: [], given: [] }
    drafts.set(key, draft)
    return draft
  }
  let isSplit = false
  let issued: Movement | null = null
  for (const one of movements) {
    if (one.kind === 'transfer') {
      issued = one.from === null && !isSplit ? one : null
      move(one, draftOf, { ...people, isSplit })
    } else if (one.kind === 'lot-opened') {
      if (issued !== null && isLotOf(one, issued)) redate(draftOf(one.to!), issued, one.acquiredDay ?? 0)
    } else isSplit = one.kind === 'split-began' || (isSplit && one.kind !== 'split-ended')
  }
  const { lots, given: all } = drafts.get(owner) ?? { lots: [], given: [] }
  return { lots, given: byDay(all) }
}

/** The same history after its owner gave away so many units more. */
export function given(history: History, units: bigint, on: Temporal.PlainDate): History {
  if (units === 0n) return history
  const draft = { lots: [...history.lots], given: [...history.given, { units, on }] }
  take(draft, units)
  return { lots: draft.lots, given: byDay(draft.given) }
}

function byDay(all: readonly Given[]): Given[] {
  const days = Map.groupBy(all, ({ on }) => on.toString())
  return [...days.values()].map((ofDay) => ({ units: sumOf(ofDay), on: ofDay[0]!.on }))
}

function move(
  { from, to, units, at, entry }: Movement,
  draftOf: (wallet: Address) => Draft,
  about: Parameters<typeof historyOf>[2] & { readonly isSplit: boolean },
): void {
  const giver = from === null ? null : draftOf(from)
  const receiver = to === null ? null : draftOf(to)
  if (units === null || units === 0n || giver === receiver) return
  const on = dateIn(at, 'UTC')
  if (giver === null) {
    if (about.isSplit) receiver!.lots = rescaled(receiver!.lots, units)
    else add(receiver!, [{ units, clockStart: on }])
    return
  }
  if (receiver === null && about.isSplit) {
    giver.lots = rescaled(giver.lots, -units)
    return
  }
  const taken = take(giver, units)
  if (receiver === null) return
  if (entry === 'transfer-ok') giver.given.push({ units, on })
  // A lost wallet’s units stay with whoever lost it.
  const isSame = entry === 'reallocation' || about.goesOn(about.ownerOf(from!))
  add(receiver, isSame ? taken : [{ units, clockStart: on }])
}

/** Whether a lot is of the units that were just issued. */
function isLotOf(lot: Movement, issued: Movement): boolean {
  return lot.tx === issued.tx && lot.to === issued.to && lot.units === issued.units
}

/** Units issued into a lot that was acquired on another day have been held since then. */
function redate(draft: Draft, { units, at }: Movement, acquiredDay: number): void {
  if (acquiredDay === 0) return
  const day = dateIn(at, 'UTC')
  const left = draft.lots.map((lot) =>
    lot.clockStart.equals(day) ? { ...lot, units: lot.units - units! } : lot,
  )
  draft.lots = left.filter((lot) => lot.units > 0n)
  add(draft, [{ units: units!, clockStart: dateOfEpochDay(acquiredDay) }])
}

function add(draft: Draft, lots: readonly HeldSince[]): void {
  const days = Map.groupBy([...draft.lots, ...lots], ({ clockStart }) => clockStart.toString())
  draft.lots = [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, ofDay]) => ({ units: sumOf(ofDay), clockStart: Temporal.PlainDate.from(day) }))
}

function take(draft: Draft, units: bigint): HeldSince[] {
  let left = units
  const taken: HeldSince[] = []
  const kept: HeldSince[] = []
  for (const lot of draft.lots) {
    const part = lot.units < left ? lot.units : left
    if (part > 0n) taken.push({ ...lot, units: part })
    if (lot.units > part) kept.push({ ...lot, units: lot.units - part })
    left -= part
  }
  draft.lots = kept
  return taken
}

/** Lots of a holding that a split makes so much larger, or smaller: each in proportion. */
function rescaled(lots: readonly HeldSince[], change: bigint): HeldSince[] {
  if (lots.length === 0) return []
  const held = lots.map(({ units }) => units)
  const parts = allocate(sumOf(lots) + change, held)
  return lots.map((lot, i) => ({ ...lot, units: parts[i]! })).filter(({ units }) => units > 0n)
}

function sumOf(list: readonly { readonly units: bigint }[]): bigint {
  return list.reduce((sum, { units }) => sum + units, 0n)
}
