import type { CouponTerms } from '../instrument/coupon.ts'
import type { Instrument } from '../instrument/instrument.ts'
import type { InstrumentId, RepaymentId } from '../kernel/ids.ts'
import { ok, refuse, type Facts, type Refusal, type Result } from '../kernel/result.ts'
import { startOfDay } from '../kernel/time.ts'
import { COUPON_NOTICE_DAYS } from './distribution.ts'

/**
 * How far the repayment of a bond's principal has come. `due` two people have yet to order it · `paying` ordered, and taken
 * further by itself · `closed` no unit is left.
 */
export type RepaymentStatus = (typeof REPAYMENT_STATUSES)[number]
export const REPAYMENT_STATUSES = ['due', 'paying', 'closed'] as const

type Stamp = { readonly by: string; readonly at: Temporal.Instant }

/** The principal of every unit, paid at maturity for the units themselves. */
export type Repayment = {
  readonly id: RepaymentId
  readonly instrument: InstrumentId
  readonly status: RepaymentStatus
  /** The day and the face value of one whole unit, in minor units, as the sheet had them when it was prepared. */
  readonly dueOn: Temporal.PlainDate
  readonly faceValue: bigint
  readonly prepared: Stamp | null
  readonly confirmed: Stamp | null
  /** What it waits for; null while it goes on by itself. */
  readonly waiting: { readonly reason: RepaymentWaiting; readonly facts: Facts } | null
}

/** The first day on which two people may order a repayment, which is when the last coupon's record date is announced. */
export function repaymentOpens({ maturity }: Pick<CouponTerms, 'maturity'>): Temporal.PlainDate {
  return maturity.subtract({ days: COUPON_NOTICE_DAYS })
}

/** A redemption is announced at least so long before it begins, so that the transaction comes in time. */
const AHEAD_MINUTES = 15

/** From when on units are redeemed: the beginning of the day of maturity in the issuer's zone, or soon where that has passed. */
export function redeemsAt(
  { dueOn }: Pick<Repayment, 'dueOn'>,
  { timeZone }: Pick<Instrument, 'timeZone'>,
  now: Temporal.Instant,
): Temporal.Instant {
  const matures = startOfDay(dueOn, timeZone)
  const soonest = now.add({ minutes: AHEAD_MINUTES })
  return Temporal.Instant.compare(matures, soonest) < 0 ? soonest : matures
}

/* TWO PEOPLE */

export type OrderRefusal =
  | 'NO_PRINCIPAL'
  | 'INSTRUMENT_NOT_LIVE'
  | 'PRINCIPAL_NOT_DUE'
  | 'NO_UNITS_OUTSTANDING'
  | 'REPAYMENT_ORDERED'
  | 'REPAYMENT_NOT_PREPARED'
  | 'FOUR_EYES'

/** Whether this person may prepare (the first) or confirm (the second) a repayment as it stands. */
export function orderRefusal(
  step: 'prepare' | 'confirm',
  of: {
    readonly instrument: Pick<Instrument, 'coupon' | 'status'>
    readonly repayment: Pick<Repayment, 'status' | 'prepared' | 'dueOn' | 'faceValue'> | null
    readonly today: Temporal.PlainDate
    readonly units: bigint
    readonly person: string
  },
): Refusal<OrderRefusal> | null {
  const { coupon, status } = of.instrument
  if (coupon === null) return refuse('NO_PRINCIPAL')
  if (status !== 'live') return refuse('INSTRUMENT_NOT_LIVE')
  if (of.repayment !== null && of.repayment.status !== 'due') return refuse('REPAYMENT_ORDERED')
  const opens = repaymentOpens(coupon)
  if (Temporal.PlainDate.compare(of.today, opens) < 0)
    return refuse('PRINCIPAL_NOT_DUE', { maturity: coupon.maturity.toString(), opens: opens.toString() })
  if (of.units === 0n) return refuse('NO_UNITS_OUTSTANDING')
  if (step === 'prepare') return null
  const { repayment } = of
  if (repayment === null || repayment.prepared === null || !isAsPrepared(repayment, coupon))
    return refuse('REPAYMENT_NOT_PREPARED')
  return repayment.prepared.by === of.person ? refuse('FOUR_EYES') : null
}

/** A sheet that was changed since says something else than what the first person saw. */
function isAsPrepared(
  { dueOn, faceValue }: Pick<Repayment, 'dueOn' | 'faceValue'>,
  coupon: Pick<CouponTerms, 'maturity' | 'faceValue'>,
): boolean {
  return dueOn.equals(coupon.maturity) && faceValue === coupon.faceValue.minor
}

/** Two officers release what is held of a holder's principal. `wallet` in lower case. */
export type Release = { readonly wallet: string; readonly document: string } & Stamp
export type ReleaseRefusal = 'RELEASE_NOT_ASKED' | 'RELEASE_BY_ONE' | 'RELEASE_CHANGED'

/** Whether this officer may agree to a release: asked for by another, by the document that they have seen. */
export function releaseRefusal(
  release: Release | null,
  agreeing: { readonly person: string; readonly document: string },
): Refusal<ReleaseRefusal> | null {
  if (release === null) return refuse('RELEASE_NOT_ASKED')
  if (release.by === agreeing.person) return refuse('RELEASE_BY_ONE')
  return release.document === agreeing.document ? null : refuse('RELEASE_CHANGED')
}

/* STEPS */

/** A redemption as the contract has it. `rest`: funded, and owed to nobody. Amounts and units are base units. */
export type RedemptionOnChain = {
  readonly id: bigint
  readonly stage: 'announced' | 'running' | 'over'
  readonly at: Temporal.Instant
  /** From then on the contract redeems no more of what is half done, and anyone may end it; null before it began. */
  readonly until: Temporal.Instant | null
  readonly isCovered: boolean
  readonly missing: bigint
  readonly rest: bigint
}

/** One event of the contract, as far as repayments are concerned. Hexadecimal text; addresses in the EIP-55 spelling. */
export type RedemptionEvent = {
  readonly kind: 'announced' | 'funded' | 'bought' | 'paid' | 'parked' | 'returned'
  readonly purchase: bigint
  /** Announced: of which token, in lower case, and under which reference. */
  readonly token: string | null
  readonly ref: string | null
  readonly wallet: string | null
  readonly units: bigint
  readonly amount: bigint
}

/** A coupon that is owed, and its record date as the chain has it; null while it has none. */
export type CouponFixing = { readonly due: Temporal.PlainDate; readonly recordAt: Temporal.Instant | null }

/** What is known of a repayment that was ordered, when its next step is decided. */
export type RepaymentProgress = {
  readonly now: Temporal.Instant
  readonly isDeployed: boolean
  /** Whether the contract may redeem units of the token, and pause it meanwhile. */
  readonly isEmpowered: boolean
  /** The redemption that runs, or the last one; null where none is announced, or one is over and units are left. */
  readonly chain: RedemptionOnChain | null
  /** The coupons up to maturity. */
  readonly coupons: readonly CouponFixing[]
  /** The time of the newest block that cannot be undone; null before the first. */
  readonly final: Temporal.Instant | null
  /** From when on a redemption that is announced now redeems units. */
  readonly redeemsAt: Temporal.Instant
  /** Wallets that hold units, and those of them that the redemption that runs has not come to. */
  readonly holders: number
  readonly unredeemed: number
  /** What the treasury has beyond what interest still lacks; below zero where it lacks more. */
  readonly treasury: { readonly managed: boolean; readonly free: bigint }
  readonly underWay: number
  /** After transactions that failed, when the next try is made. */
  readonly again: Temporal.Instant | null
}

export type RepaymentStep =
  | 'deploy'
  | 'empower'
  | 'announce'
  | 'fund'
  | 'begin'
  | 'redeem'
  | 'finish'
  | 'return'
  | 'close'
export type RepaymentWaiting =
  | 'TRANSACTION_UNDER_WAY'
  | 'REPAYMENT_FAILED'
  | 'INTEREST_UNFIXED'
  | 'REPAYMENT_NOT_DUE'
  | 'REPAYMENT_UNFUNDED'
  | 'UNITS_UNCOVERED'

/**
 * The next step of a repayment that two people have ordered, or what it waits for. Decided anew from the chain each time, so that
 * one that was interrupted anywhere goes on from where it is.
 */
export function nextRepaymentStep(p: RepaymentProgress): Result<RepaymentStep, RepaymentWaiting> {
  const isAhead = (at: Temporal.Instant) => Temporal.Instant.compare(p.now, at) < 0
  if (p.underWay > 0) return refuse('TRANSACTION_UNDER_WAY')
  if (p.again !== null && isAhead(p.again)) return refuse('REPAYMENT_FAILED', { again: p.again.toString() })
  const { chain } = p
  if (chain === null) {
    if (p.holders === 0) return ok('close')
    if (!p.isDeployed) return ok('deploy')
    if (!p.isEmpowered) return ok('empower')
    return unfixed(p.coupons, p.redeemsAt) ?? ok('announce')
  }
  switch (chain.stage) {
    case 'announced': {
      if (isAhead(chain.at)) return refuse('REPAYMENT_NOT_DUE', { at: chain.at.toString() })
      const awaited = unfixed(p.coupons, p.final)
      if (awaited !== null) return awaited
      if (chain.missing === 0n) return ok('begin')
      if (p.treasury.managed && p.treasury.free >= chain.missing) return ok('fund')
      return refuse('REPAYMENT_UNFUNDED', {
        missing: String(chain.missing - (p.treasury.managed && p.treasury.free > 0n ? p.treasury.free : 0n)),
      })
    }
    case 'running':
      if (chain.isCovered || (chain.until !== null && !isAhead(chain.until))) return ok('finish')
      return p.unredeemed > 0 ? ok('redeem') : refuse('UNITS_UNCOVERED', { until: String(chain.until) })
    case 'over':
      return ok(chain.rest > 0n ? 'return' : 'close')
  }
}

/**
 * The first coupon whose holders are not fixed by then: units that are redeemed before its record date never get its interest,
 * and once it is announced anyone may begin a redemption.
 */
function unfixed(
  coupons: readonly CouponFixing[],
  by: Temporal.Instant | null,
): Refusal<'INTEREST_UNFIXED'> | null {
  const first = coupons.find(
    ({ recordAt }) => recordAt === null || by === null || Temporal.Instant.compare(recordAt, by) > 0,
  )
  return first === undefined ? null : refuse('INTEREST_UNFIXED', { coupon: first.due.toString() })
}

/** Holders redeemed from in one transaction: at most 200,000 gas each, well under the 16,777,216 of EIP-7825. */
export const HOLDERS_PER_REDEMPTION = 50

/* RECONCILIATION */

/** One holder's part: before anything is redeemed as it stands, then as it was paid. */
export type RepaymentLine = {
  readonly wallet: string
  readonly units: bigint
  readonly amount: bigint
  readonly status: 'due' | 'paid' | 'parked'
  readonly txHash: string | null
}

/** Where the money is: `funded = paid + parked + returned + held`, and once closed nothing is held. */
export type RepaymentSums = {
  readonly funded: bigint
  readonly paid: bigint
  readonly parked: bigint
  /** Sent back to the treasury: what rounding left. */
  readonly returned: bigint
  readonly held: bigint
  readonly balanced: boolean
}

export function repaymentSums(of: {
  readonly status: RepaymentStatus
  readonly funded: bigint
  readonly returned: bigint
  readonly lines: readonly RepaymentLine[]
}): RepaymentSums {
  const sum = (status: RepaymentLine['status']) =>
    of.lines.reduce((total, line) => (line.status === status ? total + line.amount : total), 0n)
  const [paid, parked] = [sum('paid'), sum('parked')]
  const held = of.funded - paid - parked - of.returned
  const balanced = held >= 0n && (of.status !== 'closed' || (held === 0n && sum('due') === 0n))
  return { funded: of.funded, paid, parked, returned: of.returned, held, balanced }
}
