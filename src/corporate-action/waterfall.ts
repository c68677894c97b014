import { mulDivDown } from '../kernel/money.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import type { Participation } from '../instrument/waterfall-terms.ts'
import { apportion, countBefore, isBefore, type Place } from './apportion.ts'

/** What one class can claim of the proceeds. Amounts in minor units of the payment currency. */
export type ClassClaim = {
  readonly id: string
  /** As if converted to common; zero of a class that nobody holds, which has no preference and no cap then. */
  readonly shares: bigint
  /** Owed before lower ranks: invested × multiple, and accrued dividends. Common: zero. */
  readonly preference: bigint
  /** Higher ranks are paid first; equal ones share in proportion to their preferences. */
  readonly rank: number
  readonly participation: Participation
  /** The most a capped class gets without converting, its preference included; null for the others. */
  readonly cap: bigint | null
  /** Whether it may give up its preference and be common. */
  readonly convertible: boolean
}

/** What a class agreed to, and its units on the record date: `ClassTerms` of the contract in TypeScript. */
export type ClassTerms = Pick<ClassClaim, 'id' | 'rank' | 'participation' | 'convertible'> & {
  readonly units: bigint
  /** One whole unit in base units: 10 to the power of the token's decimals. */
  readonly whole: bigint
  /** What one base unit counts for beside those of the other classes. */
  readonly sharesPerUnit: bigint
  /** Paid for a whole unit when it was issued, in minor units of the payment currency. */
  readonly price: bigint
  readonly preferenceBps: bigint
  readonly capBps: bigint
  /** Of the price, simple, for 365 days. */
  readonly dividendBps: bigint
  /** How long they have accrued on the record date; zero or more. */
  readonly accruedSeconds: bigint
}

export type ClassShare = {
  readonly id: string
  /** Paid by rank; zero for a class that converted. */
  readonly preference: bigint
  /** Paid for each share, beside common. */
  readonly participation: bigint
  /** Common was strictly better than what the class kept otherwise. */
  readonly converted: boolean
  readonly amount: bigint
}

/** Why terms cannot be, in the words that follow the class's name. */
export const TERMS_FAULTS = {
  CLASS_COUNT: 'a stack has 1 to 16 classes',
  ZERO_SHARES: 'it has a preference or a cap, and no shares',
  SHARES_TOO_LARGE: 'its shares have more than 136 bits',
  NEGATIVE_PREFERENCE: 'its preference, with what accrued, is negative',
  PREFERENCE_TOO_LARGE: 'its preference has more than 112 bits',
  RANK_UNKNOWN: 'its rank is not a whole number from 0 to 255',
  CAP_MISSING: 'it is capped and has no cap',
  CAP_BELOW_PREFERENCE: 'its cap is below its preference',
  CAP_TOO_LARGE: 'its cap has more than 112 bits',
  NOBODY_TAKES_THE_REST: 'no class takes what preferences and caps leave',
} as const
export type TermsFault = keyof typeof TERMS_FAULTS

export type WaterfallRefusal = 'WATERFALL_TERMS_INVALID' | 'WATERFALL_AMOUNT_INVALID'

export const CLASSES_MAX = 16
/** Limits of the contract's arithmetic, so that both accept the same. */
export const AMOUNT_MAX = 2n ** 112n - 1n
export const SHARES_MAX = 2n ** 136n - 1n
const RANK_MAX = 255

const BPS = 10_000n
const YEAR_SECONDS = 365n * 86_400n

/**
 * What a class can claim on the record date. Accrued dividends are added to the preference, and to the cap, which
 * limits what comes beside them. Each product is rounded down once.
 */
export function claimOf(terms: ClassTerms): ClassClaim {
  const { id, rank, participation, convertible } = terms
  const invested = terms.units * terms.price
  const whole = terms.whole * BPS
  const accrued = mulDivDown(invested, terms.dividendBps * terms.accruedSeconds, whole * YEAR_SECONDS)
  return {
    id,
    rank,
    participation,
    convertible,
    shares: terms.units * terms.sharesPerUnit,
    preference: mulDivDown(invested, terms.preferenceBps, whole) + accrued,
    cap: participation === 'capped' ? mulDivDown(invested, terms.capBps, whole) + accrued : null,
  }
}

/**
 * Who gets how much of `amount`, exactly as `Waterfall.split` computes it.
 *
 * Preferences are paid by rank. What is left is shared in one order of base units (`apportion`) by shares: a class that
 * participates is in it from its first place; a capped one leaves it at its cap; a class that would have to give up its
 * preference joins at the place after the last one its preference, or its cap, stands for. It has then as much as
 * common has per share, and takes the further units as common does: it has converted.
 *
 * So the conversions are found by looking at each class's joining place in the order of the places, at most two for
 * each class, and stopping at the first that the money does not reach. No class can then do better by the other choice
 * while the rest keep theirs, and every class's amount grows or stays when the proceeds do. The sum is `amount`.
 */
export function waterfall(
  claims: readonly ClassClaim[],
  amount: bigint,
): Result<ClassShare[], WaterfallRefusal> {
  const invalid = termsFault(claims)
  if (invalid !== null)
    return refuse('WATERFALL_TERMS_INVALID', { ...invalid, why: TERMS_FAULTS[invalid.fault] })
  if (amount < 0n || amount > AMOUNT_MAX)
    return refuse('WATERFALL_AMOUNT_INVALID', { amount: String(amount), limit: String(AMOUNT_MAX) })
  return ok(split(claims, amount))
}

/** The first thing wrong with these terms, class by class; null when they are sound. */
export function termsFault(
  claims: readonly ClassClaim[],
): { readonly class: string; readonly fault: TermsFault } | null {
  if (claims.length === 0 || claims.length > CLASSES_MAX) return { class: '', fault: 'CLASS_COUNT' }
  for (const claim of claims) {
    const fault = claimFault(claim)
    if (fault !== null) return { class: claim.id, fault }
  }
  return claims.some(takesTheRest) ? null : { class: '', fault: 'NOBODY_TAKES_THE_REST' }
}

function claimFault(claim: ClassClaim): TermsFault | null {
  const { shares, preference, rank, participation, cap } = claim
  if (shares < 0n || (shares === 0n && kept(claim) !== 0n)) return 'ZERO_SHARES'
  if (shares > SHARES_MAX) return 'SHARES_TOO_LARGE'
  if (preference < 0n) return 'NEGATIVE_PREFERENCE'
  if (preference > AMOUNT_MAX) return 'PREFERENCE_TOO_LARGE'
  if (!Number.isInteger(rank) || rank < 0 || rank > RANK_MAX) return 'RANK_UNKNOWN'
  if (participation !== 'capped') return null
  if (cap === null) return 'CAP_MISSING'
  if (cap < preference) return 'CAP_BELOW_PREFERENCE'
  return cap > AMOUNT_MAX ? 'CAP_TOO_LARGE' : null
}

function takesTheRest({ shares, participation, convertible }: ClassClaim): boolean {
  return shares > 0n && (participation === 'full' || convertible)
}

/**
 * What each class would get if exactly these classes converted. What nobody may take then is left over.
 * `waterfall` finds the choices from which no class gains by departing alone.
 */
export function withChoices(
  claims: readonly ClassClaim[],
  converts: readonly boolean[],
  amount: bigint,
): bigint[] {
  const fixed = claims.map((claim, i): ClassClaim =>
    converts[i] === true
      ? { ...claim, preference: 0n, participation: 'full', cap: null, convertible: false }
      : { ...claim, convertible: false },
  )
  return split(fixed, amount).map((share) => share.amount)
}

/**
 * What each class gets of further proceeds, `paid` having been paid to them before: together the instalments give
 * every class what one payment of the whole would have. Never negative, since no share falls when the whole grows.
 */
export function instalment(
  claims: readonly ClassClaim[],
  paid: readonly bigint[],
  amount: bigint,
): Result<bigint[], WaterfallRefusal> {
  const whole = waterfall(claims, paid.reduce((a, b) => a + b, 0n) + amount)
  return whole.ok ? ok(whole.value.map((share, i) => share.amount - (paid[i] ?? 0n))) : whole
}

function split(claims: readonly ClassClaim[], amount: bigint): ClassShare[] {
  const { paid, left } = byRank(claims, amount)
  const rest = residual(claims, left)
  return claims.map(({ id }, i) => {
    const { taken, converted } = rest[i]!
    const participation = taken + (converted ? paid[i]! : 0n)
    const preference = converted ? 0n : paid[i]!
    return { id, preference, participation, converted, amount: preference + participation }
  })
}

/** Pays preferences, the highest rank first. */
function byRank(claims: readonly ClassClaim[], amount: bigint): { paid: bigint[]; left: bigint } {
  const paid = claims.map(() => 0n)
  let left = amount
  const ranks = [...new Set(claims.map(({ rank }) => rank))].sort((a, b) => b - a)
  for (const rank of ranks) {
    const due = claims.map((claim) => (claim.rank === rank ? claim.preference : 0n))
    const sum = due.reduce((a, b) => a + b, 0n)
    if (sum === 0n) continue
    const available = left < sum ? left : sum
    for (const [i, part] of apportion(available, due).entries()) paid[i]! += part
    left -= available
  }
  return { paid, left }
}

type Standing = { readonly taken: bigint; readonly converted: boolean }
/** Where a class leaves the order, or joins it. */
type Turn = { readonly place: Place; readonly joins: boolean }

/** Shares what the preferences left. */
function residual(claims: readonly ClassClaim[], left: bigint): Standing[] {
  const sharing = claims.map(({ shares, participation }) => shares > 0n && participation !== 'none')
  const converted = claims.map(() => false)
  const turns = claims.map(firstTurn)
  // The places that those now sharing have in all, when `left` has been handed out.
  let places = left
  for (let turn = earliest(turns); turn !== null; turn = earliest(turns)) {
    const { place, joins } = turn
    const served = claims.reduce(
      (sum, { shares }, j) => (sharing[j] === true ? sum + countBefore(shares, j, place) : sum),
      0n,
    )
    if (served >= places) break
    places += joins ? place.seat : -place.seat
    sharing[place.index] = joins
    converted[place.index] = joins
    turns[place.index] = joins ? null : joiningTurn(claims[place.index]!, place.index)
  }
  if (!sharing.includes(true)) return claims.map((claim) => ({ taken: room(claim), converted: false }))
  const seats = apportion(
    places,
    claims.map(({ shares }, i) => (sharing[i] === true ? shares : 0n)),
  )
  return claims.map((claim, i) => {
    if (converted[i] === true) return { taken: seats[i]! - claim.preference, converted: true }
    return { taken: sharing[i] === true ? seats[i]! : room(claim), converted: false }
  })
}

/** The most a class gets without converting; of a full one, which has no most, its preference. */
function kept({ participation, cap, preference }: ClassClaim): bigint {
  return participation === 'capped' && cap !== null ? cap : preference
}

/** What a capped class can get beside its preference; zero for one that does not participate. */
function room(claim: ClassClaim): bigint {
  return kept(claim) - claim.preference
}

function firstTurn(claim: ClassClaim, index: number): Turn | null {
  // A class without shares has no places, and no turn to take one.
  if (claim.participation === 'full' || claim.shares === 0n) return null
  if (claim.participation === 'none') return joiningTurn(claim, index)
  return { place: { weight: claim.shares, seat: room(claim), index }, joins: false }
}

function joiningTurn(claim: ClassClaim, index: number): Turn | null {
  if (!claim.convertible) return null
  return { place: { weight: claim.shares, seat: kept(claim), index }, joins: true }
}

function earliest(turns: readonly (Turn | null)[]): Turn | null {
  let first: Turn | null = null
  for (const turn of turns)
    if (turn !== null && (first === null || isBefore(turn.place, first.place))) first = turn
  return first
}
