import type { AccreditationBasis } from './accreditation.ts'
import type { InvestorKind } from './investor.ts'

/** Examinations whose holders are accredited while in good standing: SEC Order 33-10823 of 26 August 2020. */
export const CERTIFICATES = ['SERIES_7', 'SERIES_65', 'SERIES_82'] as const

/** What an entity can be, as the rule ACCREDITED_ENTITY tells them apart; `regulated` is whoever counts whatever it owns. */
export const ENTITY_FORMS = [
  'corporation',
  'partnership',
  'llc',
  '501c3',
  'trust',
  'family-office',
  'regulated',
  'other',
] as const
export type EntityForm = (typeof ENTITY_FORMS)[number]

/** Who counts whatever it owns: 17 CFR 230.501(a)(1), (2). */
export const REGULATED_KINDS = [
  'bank',
  'broker-dealer',
  'adviser',
  'insurer',
  'investment-company',
  'bdc',
  'sbic',
  'benefit-plan',
] as const

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
  readonly entityForm: EntityForm | null
  readonly regulatedKind: (typeof REGULATED_KINDS)[number] | null
  readonly totalAssets: bigint | null
  readonly investments: bigint | null
  /** What a family office manages. */
  readonly familyOfficeAssets: bigint | null
  /** Whether somebody decides on the purchase who can judge it. */
  readonly directedBySophisticated: boolean | null
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
  entityForm: null,
  regulatedKind: null,
  totalAssets: null,
  investments: null,
  familyOfficeAssets: null,
  directedBySophisticated: null,
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
  // What else, its form says.
  entity: { needed: ['entityForm'], besides: [] },
  'minimum-investment': {
    needed: ['minimum', 'statesAccredited', 'statesNotFinanced'],
    besides: ['ownerCount'],
  },
  'third-party-letter': { needed: [], besides: [] },
}

const ASKED_OF_COMPANY = ['totalAssets', 'formedForPurpose'] as const
/** By what an entity of a form is accredited unless all its owners are: 17 CFR 230.501(a)(3), (7), (9), (12). */
const ASKED_OF_FORM: Readonly<Record<Exclude<EntityForm, 'regulated'>, readonly (keyof Means)[]>> = {
  corporation: ASKED_OF_COMPANY,
  partnership: ASKED_OF_COMPANY,
  llc: ASKED_OF_COMPANY,
  '501c3': ASKED_OF_COMPANY,
  trust: ['totalAssets', 'directedBySophisticated', 'formedForPurpose'],
  'family-office': ['familyOfficeAssets', 'directedBySophisticated', 'formedForPurpose'],
  other: ['investments', 'formedForPurpose'],
}

/** What an answer asks for in its turn. */
export type MeansSoFar = Pick<Means, 'entityForm' | 'allOwnersAccredited'>

function askedOfEntity({ entityForm, allOwnersAccredited }: MeansSoFar): readonly (keyof Means)[] {
  if (entityForm === null) return []
  if (entityForm === 'regulated') return ['regulatedKind']
  return ['allOwnersAccredited', ...(allOwnersAccredited === false ? ASKED_OF_FORM[entityForm] : [])]
}

function needed(basis: AccreditationBasis, soFar: MeansSoFar): readonly (keyof Means)[] {
  return [...ASKED[basis].needed, ...(basis === 'entity' ? askedOfEntity(soFar) : [])]
}

/** What is asked of whoever claims to be accredited on this basis and has said so much, in the order of the form. */
export function asked(
  basis: AccreditationBasis,
  kind: InvestorKind,
  soFar: MeansSoFar,
): readonly (keyof Means)[] {
  return [...needed(basis, soFar), ...ASKED[basis].besides].filter(
    (field) => field !== 'ownerCount' || kind === 'entity',
  )
}

export type MeansRefusal =
  | 'ACCRED_FACT_MISSING'
  | 'ACCRED_NET_WORTH_NOT_OVER'
  | 'ACCRED_INCOME_NOT_OVER'
  | 'ACCRED_ENTITY_FORMED_FOR_PURPOSE'
  | 'ACCRED_ENTITY_ASSETS'
  | 'ACCRED_ENTITY_INVESTMENTS'
  | 'ACCRED_FAMILY_OFFICE_ASSETS'
  | 'ACCRED_ENTITY_NOT_DIRECTED'
  | 'R506C_NOT_VERIFIED'
  | 'R506C_HIGH_MIN_NOT_MET'
  | 'R506C_THIRD_PARTY_FINANCED'

/** The limits of the rules ACCREDITED_NP, ACCREDITED_ENTITY and 506C of the packs in force, in US cents. */
export type MeansLaw = {
  /** More than these, not as much: 17 CFR 230.501(a)(3), (5), (6). */
  readonly netWorthOver: bigint
  readonly incomeOver: bigint
  readonly jointIncomeOver: bigint
  /** Whether the rule ACCREDITED_ENTITY lets an entity pass; the limits after it say why not. */
  readonly isEntityAccredited: (means: Means) => boolean
  readonly totalAssetsOver: bigint
  readonly investmentsOver: bigint
  readonly familyOfficeAssetsOver: bigint
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

/** What an entity of its form has to have more of, how much it has, and what it lacks with no more. */
function sizeOf(
  law: MeansLaw,
  { entityForm, totalAssets, investments, familyOfficeAssets }: Means,
): { readonly reason: MeansRefusal; readonly a: bigint; readonly limit: bigint } {
  switch (entityForm) {
    case 'other':
      return { reason: 'ACCRED_ENTITY_INVESTMENTS', a: investments ?? 0n, limit: law.investmentsOver }
    case 'family-office':
      return {
        reason: 'ACCRED_FAMILY_OFFICE_ASSETS',
        a: familyOfficeAssets ?? 0n,
        limit: law.familyOfficeAssetsOver,
      }
    default:
      return { reason: 'ACCRED_ENTITY_ASSETS', a: totalAssets ?? 0n, limit: law.totalAssetsOver }
  }
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
  const missing = needed(basis, means).find((field) => means[field] === null)
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
      if (law.isEntityAccredited(means)) return null
      if (means.formedForPurpose === true) return no('ACCRED_ENTITY_FORMED_FOR_PURPOSE')
      const { reason, a, limit } = sizeOf(law, means)
      return a > limit && means.directedBySophisticated === false
        ? no('ACCRED_ENTITY_NOT_DIRECTED')
        : no(reason, { a, limit })
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
