import type { AccreditationBasis } from './accreditation.ts'
import type { InvestorKind } from './investor.ts'

/** Examinations whose holders are accredited while in good standing: SEC Order 33-10823 of 26 August 2020. */
export const CERTIFICATES = ['SERIES_7', 'SERIES_65', 'SERIES_82'] as const

/**
 * What somebody says of what they have, in US cents; null is what was not said, and of debts and homes: none. Each basis
 * asks for its own (`asked`).
 */
export type Means = {
  /** Of the two years before this one: own income, or with a spouse or partner. */
  readonly incomeYear1: bigint | null
  readonly incomeYear2: bigint | null
  readonly incomeIsJoint: boolean | null
  readonly expectsSameIncome: boolean | null
  /** Without the primary residence, and without what is owed on it. With those of a spouse or partner, if they like. */
  readonly assets: bigint | null
  readonly liabilities: bigint | null
  readonly homeValue: bigint | null
  readonly homeDebt: bigint | null
  /** How much more is owed on the home than 60 days ago, other than for having bought it. */
  readonly homeDebtAdded60d: bigint | null
  readonly certificate: (typeof CERTIFICATES)[number] | null
  readonly totalAssets: bigint | null
  readonly formedForPurpose: boolean | null
  readonly allOwnersAccredited: boolean | null
  /** Natural persons who own an entity that is accredited through them alone. */
  readonly ownerCount: number | null
  /** What the investor commits to invest at least. */
  readonly minimum: bigint | null
  readonly statesAccredited: boolean | null
  readonly statesNotFinanced: boolean | null
}

export const NO_MEANS: Means = {
  incomeYear1: null,
  incomeYear2: null,
  incomeIsJoint: null,
  expectsSameIncome: null,
  assets: null,
  liabilities: null,
  homeValue: null,
  homeDebt: null,
  homeDebtAdded60d: null,
  certificate: null,
  totalAssets: null,
  formedForPurpose: null,
  allOwnersAccredited: null,
  ownerCount: null,
  minimum: null,
  statesAccredited: null,
  statesNotFinanced: null,
}

type Asked = { readonly needed: readonly (keyof Means)[]; readonly besides: readonly (keyof Means)[] }
const ASKED: Readonly<Record<AccreditationBasis, Asked>> = {
  income: { needed: ['incomeYear1', 'incomeYear2', 'incomeIsJoint', 'expectsSameIncome'], besides: [] },
  'net-worth': {
    needed: ['assets'],
    besides: ['liabilities', 'homeValue', 'homeDebt', 'homeDebtAdded60d'],
  },
  licence: { needed: ['certificate'], besides: [] },
  entity: { needed: ['totalAssets', 'formedForPurpose', 'allOwnersAccredited'], besides: [] },
  'minimum-investment': {
    needed: ['minimum', 'statesAccredited', 'statesNotFinanced'],
    besides: ['ownerCount'],
  },
  'third-party-letter': { needed: [], besides: [] },
}

/** What is asked of whoever claims to be accredited on this basis, in the order of the form. */
export function asked(basis: AccreditationBasis, kind: InvestorKind): readonly (keyof Means)[] {
  const { needed, besides } = ASKED[basis]
  return [...needed, ...besides].filter((field) => field !== 'ownerCount' || kind === 'entity')
}

export type MeansRefusal =
  | 'ACCRED_FACT_MISSING'
  | 'ACCRED_NET_WORTH_NOT_OVER'
  | 'ACCRED_INCOME_NOT_OVER'
  | 'ACCRED_ENTITY_FORMED_FOR_PURPOSE'
  | 'ACCRED_ENTITY_ASSETS'
  | 'R506C_NOT_VERIFIED'
  | 'R506C_HIGH_MIN_NOT_MET'
  | 'R506C_THIRD_PARTY_FINANCED'

/** The limits of the rules ACCREDITED_NP, ACCREDITED_ENTITY and 506C of the packs in force, in US cents. */
export type MeansLaw = {
  /** More than these, not as much: 17 CFR 230.501(a)(3), (5), (6). */
  readonly netWorthOver: bigint
  readonly incomeOver: bigint
  readonly jointIncomeOver: bigint
  readonly totalAssetsOver: bigint
  /** As much as these: SEC staff, letter to Latham & Watkins of 12 March 2025. */
  readonly minimumOfPerson: bigint
  readonly minimumOfEntity: bigint
  /** Of an entity that is accredited through its owners alone, as long as they are natural persons and no more than `ownersMax`. */
  readonly minimumPerOwner: bigint
  readonly ownersMax: number
}

/**
 * Net worth as the rule counts it, in cents; it may be below zero. The primary residence is no asset. What is owed on it is
 * no liability up to its value, but for what was borrowed on it in the last 60 days; what is owed beyond its value is one:
 * 17 CFR 230.501(a)(5)(i).
 */
export function netWorth({ assets, liabilities, homeValue, homeDebt, homeDebtAdded60d }: Means): bigint {
  const beyond = (homeDebt ?? 0n) - (homeValue ?? 0n)
  const added = homeDebtAdded60d ?? 0n
  const counted = [beyond, added, 0n].reduce((most, one) => (one > most ? one : most))
  return (assets ?? 0n) - (liabilities ?? 0n) - counted
}

/** What an investor has to commit at least for that to verify them, in cents. */
export function minimumOf(
  law: MeansLaw,
  kind: InvestorKind,
  { ownerCount }: Pick<Means, 'ownerCount'>,
): bigint {
  if (kind === 'individual') return law.minimumOfPerson
  return ownerCount !== null && ownerCount <= law.ownersMax
    ? law.minimumPerOwner * BigInt(ownerCount)
    : law.minimumOfEntity
}

/** Why these means make nobody accredited on this basis, with its numbers in cents, or null. Whether they are true, an officer decides. */
export function meansRefusal(
  law: MeansLaw,
  basis: AccreditationBasis,
  kind: InvestorKind,
  means: Means,
): {
  readonly reason: MeansRefusal
  readonly amounts: Readonly<Record<string, bigint>>
  readonly missing: keyof Means | null
} | null {
  const missing = ASKED[basis].needed.find((field) => means[field] === null)
  if (missing !== undefined) return { reason: 'ACCRED_FACT_MISSING', amounts: {}, missing }
  const no = (reason: MeansRefusal, amounts: Readonly<Record<string, bigint>> = {}) => ({
    reason,
    amounts,
    missing: null,
  })
  switch (basis) {
    case 'income': {
      const over = means.incomeIsJoint === true ? law.jointIncomeOver : law.incomeOver
      const [y1, y2] = [means.incomeYear1 ?? 0n, means.incomeYear2 ?? 0n]
      const isOver = y1 > over && y2 > over && means.expectsSameIncome === true
      return isOver
        ? null
        : no('ACCRED_INCOME_NOT_OVER', { y1, y2, limit: law.incomeOver, joint: law.jointIncomeOver })
    }
    case 'net-worth': {
      const nw = netWorth(means)
      return nw > law.netWorthOver ? null : no('ACCRED_NET_WORTH_NOT_OVER', { nw, limit: law.netWorthOver })
    }
    case 'entity': {
      const a = means.totalAssets ?? 0n
      if (means.allOwnersAccredited === true) return null
      if (means.formedForPurpose === true) return no('ACCRED_ENTITY_FORMED_FOR_PURPOSE')
      return a > law.totalAssetsOver ? null : no('ACCRED_ENTITY_ASSETS', { a, limit: law.totalAssetsOver })
    }
    case 'minimum-investment': {
      const [amt, min] = [means.minimum ?? 0n, minimumOf(law, kind, means)]
      if (means.statesAccredited !== true) return no('R506C_NOT_VERIFIED')
      if (amt < min) return no('R506C_HIGH_MIN_NOT_MET', { min, amt })
      return means.statesNotFinanced === true ? null : no('R506C_THIRD_PARTY_FINANCED')
    }
    case 'licence':
    case 'third-party-letter':
      return null
  }
}
