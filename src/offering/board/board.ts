import type { Instrument } from '../../instrument/instrument.ts'
import type { InvestorId, SubscriptionId } from '../../kernel/ids.ts'
import { ok, refuse, type Result } from '../../kernel/result.ts'
import {
  isReserved,
  STATES,
  SUBSCRIPTION_STATES,
  type RaiseStatus,
  type SubscriptionState,
} from '../subscription/subscription-state.ts'

/**
 * For whom or what a subscription waits. `identity`: for its investor's identity to be approved. `accreditation`: for them to be
 * accredited. `eligibility`: for the offering to open, or whatever else lets them in. `risks`: the investor, to confirm them.
 * `signature`: the investor, to sign the agreement.
 * `investor`: to pay. `bank`: the investor chose to wire, and nothing has come. `officer`: to decide on it, or on money at a
 * bank that is for it, or on a doubt of the law. `settlement`: for its payment to be there for good. `issuer`: to countersign the agreement.
 * `closing`: for the end of the offering.
 */
export type AwaitedParty = (typeof AWAITED)[number]
export const AWAITED = [
  'identity',
  'accreditation',
  'eligibility',
  'risks',
  'signature',
  'investor',
  'bank',
  'officer',
  'settlement',
  'issuer',
  'closing',
] as const

/** Whoever said that they wire may have forgotten to. */
const INVESTORS: readonly (AwaitedParty | null)[] = ['risks', 'signature', 'investor', 'bank']

/** Whether it is for the investor to do something. */
export function isInvestors(awaits: AwaitedParty | null): boolean {
  return INVESTORS.includes(awaits)
}

/** What may be done to many subscriptions of a raise at once. */
export const BOARD_ACTIONS = ['remind', 'reject'] as const
export type BoardAction = (typeof BOARD_ACTIONS)[number]
export const BOARD_ACTION_MAX = 200

/** A subscription on the board of its raise. */
export type BoardRow = {
  readonly id: SubscriptionId
  readonly investor: InvestorId
  readonly state: SubscriptionState
  readonly raise: RaiseStatus | null
  /** Base units: what it gets where the closing has said so, else what was asked for. */
  readonly units: bigint
  /** Minor units of the payment currency that were asked for. */
  readonly amount: bigint
  /** What its wallet pays with, as the offering's contract counts its currencies. */
  readonly currency: number
  /** Since when it stands where it stands. */
  readonly since: Temporal.Instant
  readonly validBefore: Temporal.Instant
  /** Money at a bank that makes its amount waits for an officer's yes. */
  readonly isAtBank: boolean
  /** A rule of law could not decide, and officers have not yet. */
  readonly isDoubted: boolean
  /** Something that has to be read before paying is not confirmed. */
  readonly isRiskOpen: boolean
  /** The investor chose to pay at a bank. */
  readonly isWire: boolean
  readonly remindedAt: Temporal.Instant | null
}

/** States in which a subscription waits for something. */
export const OPEN_STATES: readonly SubscriptionState[] = SUBSCRIPTION_STATES.filter(
  (state) => STATES[state].next.length > 0,
)

type Waiting = Pick<BoardRow, 'state' | 'raise' | 'isAtBank' | 'isDoubted' | 'isRiskOpen' | 'isWire'>

/** For whom a subscription waits; null when it is over. */
export function awaited({
  state,
  raise,
  isAtBank,
  isDoubted,
  isRiskOpen,
  isWire,
}: Waiting): AwaitedParty | null {
  if (STATES[state].next.length === 0) return null
  if (isReserved(state)) {
    if (isAtBank) return 'officer'
    if (isRiskOpen) return 'risks'
    if (state === 'agreement') return 'signature'
    if (isDoubted) return 'officer'
    return isWire ? 'bank' : 'investor'
  }
  if (raise === 'pending-kyc') return 'identity'
  if (raise === 'pending-accreditation') return 'accreditation'
  if (state === 'interest') return 'eligibility'
  if (state === 'funded') return 'settlement'
  return raise === 'pending-issuer-signature' ? 'issuer' : 'closing'
}

/**
 * Until when it can wait at most: a reservation until it runs out, what is paid until the last moment to close, when
 * everybody is paid back. Null where nothing runs out.
 */
export function awaitedUntil(
  row: Waiting & Pick<BoardRow, 'validBefore'>,
  finalBy: Temporal.Instant,
): Temporal.Instant | null {
  if (isReserved(row.state)) return row.validBefore
  const awaits = awaited(row)
  return awaits === 'closing' || awaits === 'issuer' ? finalBy : null
}

/** So long after a reminder the same investor is not reminded of the same subscription again. */
export const REMINDER_HOURS = 24

export type ReminderRefusal = 'REMINDER_NOT_DUE' | 'REMINDED_ALREADY'

/** Whether the investor of a subscription may be reminded now, or the first reason why not. Pure. */
export function remind(row: BoardRow, now: Temporal.Instant): Result<null, ReminderRefusal> {
  const isLapsed = Temporal.Instant.compare(row.validBefore, now) <= 0
  if (!isInvestors(awaited(row)) || isLapsed) return refuse('REMINDER_NOT_DUE', { status: row.state })
  const again = row.remindedAt?.add({ hours: REMINDER_HOURS })
  return again !== undefined && Temporal.Instant.compare(now, again) < 0
    ? refuse('REMINDED_ALREADY', { at: row.remindedAt!.toString(), again: again.toString() })
    : ok(null)
}

/** What there is of one kind: how many, base units, and minor units of the payment currency. */
export type Sum = { readonly count: number; readonly units: bigint; readonly amount: bigint }

/** How far a raise has come. `pledged` is the sum of the four after it, to the minor unit. */
export type RaiseProgress = {
  /** Would be asked for by those who cannot subscribe yet: it binds nobody and counts nowhere else. */
  readonly interested: Sum
  /** Asked for and neither given up nor paid back. */
  readonly pledged: Sum
  /** Reserved, and no agreement signed. */
  readonly reserved: Sum
  /** The agreement is signed, and nothing paid. */
  readonly signed: Sum
  /** Paid, or on the way: the escrow's and the bank's money, before the closing. */
  readonly funded: Sum
  /** Units that are issued, or being issued since the closing. */
  readonly issued: Sum
  /** Units that still have to be paid for before the offering may close; zero once the soft cap is met. */
  readonly toSoftCap: bigint
}

const PARTS = {
  interested: ['interest'],
  reserved: ['eligible', 'agreement'],
  signed: ['signed'],
  funded: ['funded', 'confirmed'],
  issued: ['allocated', 'issued'],
} as const satisfies Readonly<Record<string, readonly SubscriptionState[]>>

/**
 * Adds up a raise. What the closing gave is counted by its units and what they cost: the rest of the money goes back.
 *
 * @param totals by state; units are those that were allotted where the closing has said so, amounts what those cost
 */
export function raiseProgress(
  instrument: Pick<Instrument, 'offering'>,
  totals: readonly (Sum & { readonly state: SubscriptionState })[],
): RaiseProgress {
  const of = (states: readonly SubscriptionState[]) =>
    added(totals.filter(({ state }) => states.includes(state)))
  const [reserved, signed, funded, issued] = [
    of(PARTS.reserved),
    of(PARTS.signed),
    of(PARTS.funded),
    of(PARTS.issued),
  ]
  // On its way is not there: only what is in escrow for good counts for the soft cap, as at the closing.
  const missing = instrument.offering.softCap - of(['confirmed']).units - issued.units
  return {
    interested: of(PARTS.interested),
    pledged: added([reserved, signed, funded, issued]),
    ...{ reserved, signed, funded, issued },
    toSoftCap: missing > 0n ? missing : 0n,
  }
}

/** The sum of sums. */
function added(sums: readonly Sum[]): Sum {
  return sums.reduce(
    (sum, { count, units, amount }) => ({
      count: sum.count + count,
      units: sum.units + units,
      amount: sum.amount + amount,
    }),
    { count: 0, units: 0n, amount: 0n },
  )
}
