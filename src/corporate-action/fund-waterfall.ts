import { mulDivDown } from '../kernel/money.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'

/**
 * How a fund's proceeds are shared between its investors (limited partners, `lp`) and its manager (`gp`).
 *
 * `carryBps` the manager's part of the profit · `catchUpBps` the manager's part of what follows the preferred return,
 * until the manager has its carry of the whole profit; 0 is no catch-up.
 */
export type FundTerms = { readonly carryBps: bigint; readonly catchUpBps: bigint }

/** Amounts in minor units, all of them since the beginning. */
export type FundState = {
  readonly contributed: bigint
  /** The preferred return accrued on it, as the fund's administrator computed it. */
  readonly preferred: bigint
  readonly proceeds: bigint
}

export type Tier = 'return-of-capital' | 'preferred-return' | 'catch-up' | 'split'
export type TierShare = { readonly tier: Tier; readonly lp: bigint; readonly gp: bigint }
export type FundShares = { readonly tiers: readonly TierShare[]; readonly lp: bigint; readonly gp: bigint }
export type FundRefusal = 'FUND_TERMS_INVALID' | 'FUND_AMOUNT_NEGATIVE'

const BPS = 10_000n

/**
 * The whole fund as one (European): contributions come back, then the preferred return, then the manager catches up,
 * then the profit is split. What rounding leaves is the investors'. All proceeds are shared, and larger ones give
 * neither side less, so the shares of a payment are those of the whole less those of what was paid before.
 */
export function fundWaterfall(state: FundState, terms: FundTerms): Result<FundShares, FundRefusal> {
  const why = termsFault(terms)
  if (why !== null) return refuse('FUND_TERMS_INVALID', { why })
  for (const name of ['contributed', 'preferred', 'proceeds'] as const)
    if (state[name] < 0n) return refuse('FUND_AMOUNT_NEGATIVE', { name })

  const capital = least(state.proceeds, state.contributed)
  const preferred = least(state.proceeds - capital, state.preferred)
  let left = state.proceeds - capital - preferred
  const tiers: TierShare[] = [
    { tier: 'return-of-capital', lp: capital, gp: 0n },
    { tier: 'preferred-return', lp: preferred, gp: 0n },
  ]
  // The base of the carry: the profit, once the manager has caught up; else what comes after the preferred return.
  let before = { profit: 0n, gp: 0n }
  if (terms.catchUpBps > 0n) {
    const shared = least(left, catchUpSize(state.preferred, terms))
    const gp = mulDivDown(shared, terms.catchUpBps, BPS)
    tiers.push({ tier: 'catch-up', lp: shared - gp, gp })
    left -= shared
    before = { profit: preferred + shared, gp }
  }
  const gp = left === 0n ? 0n : mulDivDown(before.profit + left, terms.carryBps, BPS) - before.gp
  tiers.push({ tier: 'split', lp: left - gp, gp })
  return ok({ tiers, lp: sum(tiers, 'lp'), gp: sum(tiers, 'gp') })
}

/** One investment of a fund that pays deal by deal. */
export type Deal = Omit<FundState, 'proceeds'> & {
  readonly proceeds: bigint
  /** Sold, or written off. What is not realised takes no part yet. */
  readonly realised: boolean
}

/** Deal by deal (American): each realised deal on its own, without regard to what the others lost. */
export function dealByDeal(deals: readonly Deal[], terms: FundTerms): Result<FundShares, FundRefusal> {
  const tiers: TierShare[] = []
  for (const deal of deals) {
    if (!deal.realised) continue
    const shares = fundWaterfall(deal, terms)
    if (!shares.ok) return shares
    tiers.push(...shares.value.tiers)
  }
  return ok({ tiers, lp: sum(tiers, 'lp'), gp: sum(tiers, 'gp') })
}

/**
 * What the manager owes back to the investors at the end: whatever it has beyond its carry of the whole profit, or what
 * the investors lack of their contributions and preferred return, if that is more; never more than it kept after tax.
 *
 * @param paid          to either side, all deals together
 * @param keptAfterTax  of `paid.gp`
 */
export function clawback(facts: {
  readonly contributed: bigint
  readonly preferred: bigint
  readonly paid: { readonly lp: bigint; readonly gp: bigint }
  readonly keptAfterTax: bigint
  readonly carryBps: bigint
}): bigint {
  const { contributed, preferred, paid, keptAfterTax, carryBps } = facts
  const profit = most(paid.lp + paid.gp - contributed, 0n)
  const excess = paid.gp - mulDivDown(profit, carryBps, BPS)
  const shortfall = contributed + preferred - paid.lp
  return most(0n, least(most(excess, shortfall), least(paid.gp, keptAfterTax)))
}

function termsFault({ carryBps, catchUpBps }: FundTerms): string | null {
  if (carryBps < 0n || carryBps > BPS) return 'the carry is not from 0 to 10,000 basis points'
  if (catchUpBps < 0n || catchUpBps > BPS) return 'the catch-up is not from 0 to 10,000 basis points'
  return catchUpBps > 0n && catchUpBps <= carryBps
    ? 'a catch-up at or below the carry never catches up'
    : null
}

/** Until `catchUp × size = carry × (preferred + size)`; rounded down, so that the manager does not overtake. */
function catchUpSize(preferred: bigint, { carryBps, catchUpBps }: FundTerms): bigint {
  return mulDivDown(preferred, carryBps, catchUpBps - carryBps)
}

function sum(tiers: readonly TierShare[], side: 'lp' | 'gp'): bigint {
  return tiers.reduce((total, tier) => total + tier[side], 0n)
}

const least = (a: bigint, b: bigint) => (a < b ? a : b)
const most = (a: bigint, b: bigint) => (a > b ? a : b)
