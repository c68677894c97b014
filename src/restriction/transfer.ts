import { REASONS, type Reason } from '../../contracts/abi/reasons.ts'
import { legendNumber } from './lot.ts'

/**
 * One rule that refuses, with the number it met and the number it allows, as the contract gives them: units in base
 * units, days since 1970 in UTC, ISO 3166 numeric countries. Both are 0 where the reason says nothing about numbers.
 */
export type Finding = { readonly reason: Reason; readonly actual: bigint; readonly limit: bigint }

/** What the registry says of a wallet's investor. Days are whole UTC days since 1970 and exclusive. */
export type InvestorFacts = {
  readonly status: 'none' | 'active' | 'blocked'
  readonly kycUntilDay: number
  /** 0 when they never were accredited. */
  readonly accreditedUntilDay: number
  /** ISO 3166-1 numeric. */
  readonly country: number
  /** One bit for each further thing that was attested. */
  readonly topics: number
}

/** As what the token counts a wallet with units. */
export type Standing = { readonly us: boolean; readonly nonAccredited: boolean }

export type HolderFacts = {
  readonly investor: InvestorFacts
  /** As what the token counts this wallet now; null while it holds nothing. */
  readonly counted: Standing | null
  readonly walletFrozen: boolean
  readonly units: bigint
  /** May exceed `units`: an order can freeze what is yet to come. */
  readonly frozen: bigint
  /** Lots whose day has not come, in the token’s order. */
  readonly lots: readonly { readonly units: bigint; readonly unlockDay: number; readonly legend: number }[]
}

/** Everything a decision reads; all of it as of one block. */
export type TransferFacts = {
  readonly units: bigint
  /** The UTC day of that block. */
  readonly today: number
  readonly token: {
    readonly paused: boolean
    /** 0 is no cap. */
    readonly balanceMax: bigint
    /** 0 is no cap. */
    readonly holdersMax: number
    readonly holders: number
    /** Holders who reside in the United States, and the most there may be; 0 is no cap. */
    readonly usHolders: number
    readonly usHoldersMax: number
    /** Holders who are not accredited, and the most there may be; 0 is no cap. */
    readonly nonAccreditedHolders: number
    readonly nonAccreditedHoldersMax: number
    readonly accreditedOnly: boolean
    /** ISO 3166-1 numeric codes a receiver may reside in; null when the rule is off. */
    readonly countries: ReadonlySet<number> | null
    /** Topics a receiver must have, all of them. */
    readonly topics: number
  }
  /** Null asks about an issuance. */
  readonly sender: HolderFacts | null
  readonly receiver: HolderFacts
  /** Sender and receiver are one wallet. */
  readonly toSelf: boolean
  /** The place of the first module of the issuer's own that refuses, as it answered; null when none does. */
  readonly refusingModule: number | null
}

/** Units of one wallet, and of one token, are counted in 104 bits. */
export const UNITS_MAX = 2n ** 104n - 1n

type Numbers = readonly [actual: bigint, limit: bigint]
type Rule = (facts: TransferFacts) => Numbers | null

const refused: Numbers = [0n, 0n]
const whether = (applies: boolean): Numbers | null => (applies ? refused : null)

/**
 * Every rule, in the order in which the contract checks: each says the numbers it refuses with, or null.
 * This is `TokenUnits._weigh` in TypeScript; a test puts the same cases to both.
 */
export const RULES: Readonly<Record<Reason, Rule>> = {
  PAUSED: (f) => whether(f.token.paused),
  SENDER_FROZEN: (f) => whether(f.sender?.walletFrozen === true),
  RECEIVER_FROZEN: (f) => whether(f.receiver.walletFrozen),
  SENDER_BLOCKED: (f) => whether(f.sender?.investor.status === 'blocked'),
  RECEIVER_NOT_REGISTERED: (f) => whether(f.receiver.investor.status === 'none'),
  RECEIVER_BLOCKED: (f) => whether(f.receiver.investor.status === 'blocked'),
  RECEIVER_KYC_EXPIRED: ofKnownReceiver((investor, f) =>
    f.today >= investor.kycUntilDay ? [BigInt(f.today), BigInt(investor.kycUntilDay)] : null,
  ),
  RECEIVER_NOT_ACCREDITED: ofKnownReceiver((investor, f) =>
    f.token.accreditedOnly && f.today >= investor.accreditedUntilDay
      ? [BigInt(f.today), BigInt(investor.accreditedUntilDay)]
      : null,
  ),
  RECEIVER_TOPIC_MISSING: ofKnownReceiver((investor, f) => {
    const required = BigInt(f.token.topics)
    const has = BigInt(investor.topics)
    return (has & required) === required ? null : [has, required]
  }),
  COUNTRY_BLOCKED: ofKnownReceiver((investor, f) =>
    f.token.countries === null || f.token.countries.has(investor.country)
      ? null
      : [BigInt(investor.country), 0n],
  ),
  INSUFFICIENT_BALANCE: ofSender((sender, f) => (f.units > sender.units ? [f.units, sender.units] : null)),
  UNITS_FROZEN: ofSender((sender, f) => {
    const thawed = less(sender.units, sender.frozen)
    return sender.frozen !== 0n && f.units > thawed ? [f.units, thawed] : null
  }),
  UNITS_LOCKED: ofSender((sender, f) => {
    const locked = lockedFor(sender, f)
    const free = less(less(sender.units, sender.frozen), locked)
    return locked !== 0n && f.units > free ? [f.units, free] : null
  }),
  BALANCE_CAP: (f) => {
    if (f.toSelf) return null
    const max = f.token.balanceMax === 0n ? UNITS_MAX : f.token.balanceMax
    // The contract does not add what would not fit.
    const leadsTo = f.units > UNITS_MAX ? f.units : f.receiver.units + f.units
    return leadsTo > max ? [leadsTo, max] : null
  },
  HOLDER_CAP: (f) => {
    if (f.toSelf || f.receiver.units !== 0n || f.token.holdersMax === 0) return null
    const leaves = f.sender !== null && f.units === f.sender.units
    const holdersAfter = f.token.holders + (leaves ? 0 : 1)
    return holdersAfter > f.token.holdersMax ? [BigInt(holdersAfter), BigInt(f.token.holdersMax)] : null
  },
  US_HOLDER_CAP: (f) => countCap(f, 'us', { now: f.token.usHolders, max: f.token.usHoldersMax }),
  NON_ACCREDITED_HOLDER_CAP: (f) =>
    countCap(f, 'nonAccredited', { now: f.token.nonAccreditedHolders, max: f.token.nonAccreditedHoldersMax }),
  MODULE_REFUSED: (f) => (f.refusingModule === null ? null : [BigInt(f.refusingModule), 0n]),
  RECEIVER_LOTS_FULL: ofSender((sender, f) => {
    if (f.toSelf) return null
    const has = new Set(f.receiver.lots.map(kindOf))
    const opened = openParts(sender, f).filter((lot) => !has.has(kindOf(lot))).length
    const leadsTo = has.size + opened
    return opened > 0 && leadsTo > LOTS_OF_TRANSFERS_MAX
      ? [BigInt(leadsTo), BigInt(LOTS_OF_TRANSFERS_MAX)]
      : null
  }),
}

/**
 * The count of one kind of holder as it would be, when the receiver enters as one of them. The sender is counted anew on the
 * way, as every movement does: somebody who left, or became another kind, makes room or takes it.
 */
function countCap(
  facts: TransferFacts,
  kind: keyof Standing,
  count: { readonly now: number; readonly max: number },
): Numbers | null {
  const { sender, receiver, units, today } = facts
  if (facts.toSelf || receiver.units !== 0n || count.max === 0) return null
  if (!standingOf(receiver, today)[kind]) return null
  const before = sender?.counted?.[kind] === true ? 1 : 0
  const stays = sender !== null && sender.units > 0n && sender.units !== units
  const after = stays && standingOf(sender, today)[kind] ? 1 : 0
  const leadsTo = count.now - before + after + 1
  return leadsTo > count.max ? [BigInt(leadsTo), BigInt(count.max)] : null
}

/** As what a wallet with units is to be counted today. Of one whom the registry has forgotten, what was known last. */
function standingOf({ investor, counted }: HolderFacts, today: number): Standing {
  if (investor.status === 'none') return counted ?? { us: false, nonAccredited: false }
  return { us: UNITED_STATES.has(investor.country), nonAccredited: today >= investor.accreditedUntilDay }
}

/** ISO 3166-1 numeric codes of the United States with its territories (17 CFR 230.902(l)). */
const UNITED_STATES: ReadonlySet<number> = new Set([16, 316, 580, 581, 630, 840, 850])

const REG_S = legendNumber(['reg-s'])
const REG_CF = legendNumber(['reg-cf'])
/** A legend is 16 bits of a lot. */
const ANY_LEGEND = 0xffff

/** As many lots as transfers may open at a receiver’s. */
const LOTS_OF_TRANSFERS_MAX = 8

type Lot = HolderFacts['lots'][number]
const kindOf = ({ unlockDay, legend }: Lot) => `${unlockDay} ${legend}`
const unitsOf = (lots: readonly Lot[]) => lots.reduce((sum, { units }) => sum + units, 0n)

/** Whether a lot is open to the receiver, by the legends that are not against them: `legendsAgainst` of the contract. */
function opensTo({ receiver: { investor }, today }: TransferFacts): (lot: Lot) => boolean {
  let against = ANY_LEGEND & ~(REG_S | REG_CF)
  if (investor.country === 0 || UNITED_STATES.has(investor.country)) against |= REG_S
  if (today >= investor.accreditedUntilDay) against |= REG_CF
  // A lot that says no reason is locked for everybody.
  return ({ legend }) => legend !== 0 && (legend & against) === 0
}

/** What of the sender’s units is locked for this receiver. */
function lockedFor(sender: HolderFacts, facts: TransferFacts): bigint {
  const isOpen = opensTo(facts)
  return unitsOf(sender.lots.filter((lot) => !isOpen(lot)))
}

/** The open lots out of which units go to this receiver: free ones go first. */
function openParts(sender: HolderFacts, facts: TransferFacts): Lot[] {
  let rest = less(facts.units, less(less(sender.units, sender.frozen), unitsOf(sender.lots)))
  return sender.lots.filter(opensTo(facts)).filter(({ units }) => {
    const isTaken = rest > 0n
    rest = less(rest, units)
    return isTaken
  })
}

/** Of a receiver whom the registry does not know, only that is said. */
function ofKnownReceiver(rule: (investor: InvestorFacts, facts: TransferFacts) => Numbers | null): Rule {
  return (facts) => (facts.receiver.investor.status === 'none' ? null : rule(facts.receiver.investor, facts))
}

function ofSender(rule: (sender: HolderFacts, facts: TransferFacts) => Numbers | null): Rule {
  return (facts) => (facts.sender === null ? null : rule(facts.sender, facts))
}

function less(a: bigint, b: bigint): bigint {
  return a > b ? a - b : 0n
}

/**
 * Every rule that refuses, in the contract's order; empty when the units may move. The first is the one a transaction
 * would be refused with. An amount of zero always passes, as ERC-20 asks.
 */
export function findings(facts: TransferFacts): Finding[] {
  if (facts.units === 0n) return []
  return REASONS.flatMap((reason) => {
    const numbers = RULES[reason](facts)
    return numbers === null ? [] : [{ reason, actual: numbers[0], limit: numbers[1] }]
  })
}
