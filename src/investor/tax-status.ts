import type { InvestorKind } from './investor.ts'

/** What the holder of a W-9 is for the tax of the United States: IRS, Form W-9 (March 2024), line 3a. */
export const W9_CLASSES = [
  'individual',
  'c-corporation',
  's-corporation',
  'partnership',
  'trust-estate',
  'llc',
  'other',
] as const
/** What a limited liability company is taxed as: a C or S corporation, or a partnership. */
export const LLC_CLASSES = ['C', 'S', 'P'] as const

/** What a foreign entity is for chapter 3 of the Code: IRS, Form W-8BEN-E (October 2021), line 4. */
export const CHAPTER_3_STATUSES = [
  'corporation',
  'partnership',
  'simple-trust',
  'complex-trust',
  'grantor-trust',
  'estate',
  'disregarded-entity',
  'tax-exempt-organization',
  'private-foundation',
  'government-controlled',
  'government-integral',
  'central-bank',
  'international-organization',
] as const

/** What it is for chapter 4 (FATCA): line 5. The parts of the form that certify it are given as a paper. */
export const CHAPTER_4_STATUSES = [
  'nonparticipating-ffi',
  'participating-ffi',
  'reporting-model-1-ffi',
  'reporting-model-2-ffi',
  'registered-deemed-compliant-ffi',
  'sponsored-ffi',
  'local-bank',
  'low-value-accounts-ffi',
  'sponsored-closely-held-vehicle',
  'limited-life-debt-entity',
  'investment-entity-without-accounts',
  'owner-documented-ffi',
  'restricted-distributor',
  'nonreporting-iga-ffi',
  'foreign-government',
  'international-organization',
  'retirement-plan',
  'owned-by-exempt-owners',
  'territory-institution',
  'nonfinancial-group-entity',
  'start-up',
  'liquidation-bankruptcy',
  '501c-organization',
  'nonprofit-organization',
  'publicly-traded-nffe',
  'territory-nffe',
  'active-nffe',
  'passive-nffe',
  'inter-affiliate-ffi',
  'direct-reporting-nffe',
  'sponsored-direct-reporting-nffe',
  'no-financial-account',
] as const

/** Why a treaty's limitation on benefits lets an entity claim it: line 14b, but for “other”, which needs words. */
export const LIMITATIONS = [
  'government',
  'pension-trust',
  'other-tax-exempt',
  'publicly-traded',
  'subsidiary-of-publicly-traded',
  'ownership-base-erosion',
  'derivative-benefits',
  'active-trade',
  'discretionary-determination',
  'no-article',
] as const

export type Chapter4Status = (typeof CHAPTER_4_STATUSES)[number]
/** Line 3a of a W-9, or line 4 of a W-8BEN-E. */
export type TaxClass = (typeof W9_CLASSES)[number] | (typeof CHAPTER_3_STATUSES)[number]

/** What a W-9 says of its holder; null where a line was left empty. */
export type DomesticStatus = {
  readonly classification: (typeof W9_CLASSES)[number] | null
  readonly llcTaxedAs: (typeof LLC_CLASSES)[number] | null
}

/** What a W-8BEN-E says of its holder; null where a line was left empty. */
export type ForeignStatus = {
  readonly chapter3Status: (typeof CHAPTER_3_STATUSES)[number] | null
  readonly chapter4Status: Chapter4Status | null
  readonly giin: string | null
  readonly limitation: (typeof LIMITATIONS)[number] | null
}

export type TaxStatusFault =
  | 'TAX_FORM_LINE_MISSING'
  | 'TAX_FORM_LINE_UNFIT'
  | 'TAX_FORM_INTERMEDIARY'
  | 'TAX_FORM_GIIN_INVALID'
  | 'TAX_FORM_NONPARTICIPATING'

type Found = { readonly path: string; readonly fault: TaxStatusFault }

/** What is wrong with what a W-9 says of its holder, in the order of the lines. */
export function domesticStatusFaults(
  { classification, llcTaxedAs }: DomesticStatus,
  who: { readonly kind: InvestorKind; readonly isGrantorTrust: boolean },
): Found[] {
  if (classification === null) return [{ path: 'classification', fault: 'TAX_FORM_LINE_MISSING' }]
  const found: Found[] = []
  // A trust that is taxed as its settlor may be filled in as they are: IRS, Form W-9, line 3a, “Grantor trust”.
  if ((classification === 'individual') !== (who.kind === 'individual') && !who.isGrantorTrust)
    found.push({ path: 'classification', fault: 'TAX_FORM_LINE_UNFIT' })
  if ((classification === 'llc') !== (llcTaxedAs !== null))
    found.push({
      path: 'llcTaxedAs',
      fault: classification === 'llc' ? 'TAX_FORM_LINE_MISSING' : 'TAX_FORM_LINE_UNFIT',
    })
  return found
}

/** What is wrong with what a W-8BEN-E says of its holder, in the order of the lines. */
export function foreignStatusFaults({
  chapter3Status,
  chapter4Status,
  giin,
  limitation,
  treatyCountry,
}: ForeignStatus & { readonly treatyCountry: string | null }): Found[] {
  const found: Found[] = []
  const add = (path: string, fault: TaxStatusFault, isWrong: boolean) =>
    void (isWrong && found.push({ path, fault }))
  const isHybrid = isFlowThrough(chapter3Status)
  const hasTreaty = treatyCountry !== null

  add('chapter3Status', 'TAX_FORM_LINE_MISSING', chapter3Status === null)
  add('chapter3Status', 'TAX_FORM_INTERMEDIARY', isHybrid && !hasTreaty)
  add('chapter4Status', 'TAX_FORM_LINE_MISSING', chapter4Status === null)
  add('giin', 'TAX_FORM_LINE_MISSING', giin === null && GIIN_NEEDED.some((one) => one === chapter4Status))
  add('giin', 'TAX_FORM_GIIN_INVALID', giin !== null && !isGiin(giin))
  // A hybrid has no other form to say it on, and its treaty is not asked.
  const isInVain = hasTreaty && !isHybrid && chapter4Status === 'nonparticipating-ffi'
  add('treatyCountry', 'TAX_FORM_NONPARTICIPATING', isInVain)
  add('limitation', 'TAX_FORM_LINE_MISSING', hasTreaty && limitation === null)
  add('limitation', 'TAX_FORM_LINE_UNFIT', !hasTreaty && limitation !== null)
  return found
}

/** What withholding asks of a form. */
type StatusOnFile = {
  readonly form: string
  readonly classification: TaxClass | null
  readonly chapter4Status: Chapter4Status | null
}

/**
 * Whether a form is of a foreign financial institution that takes no part in FATCA, or of a hybrid whose form leaves its status
 * open and that counts as one (26 CFR 1.1471-3(f)(4)): 30 % is withheld from it, whatever a treaty or the rules of interest say
 * (26 U.S.C. 1471(a), 1474(b)(2)).
 */
export function isNonparticipating(form: StatusOnFile): boolean {
  return form.chapter4Status === 'nonparticipating-ffi' || (isHybrid(form) && form.chapter4Status === null)
}

/**
 * Whether a form is of a hybrid. It claims a treaty and certifies nothing else: interest is its owners', and free to those of them
 * alone who say that they are foreign (26 U.S.C. 871(h)(5), 881(c)(2)).
 */
export function isHybrid({ form, classification }: Omit<StatusOnFile, 'chapter4Status'>): boolean {
  return form === 'W-8BEN-E' && isFlowThrough(classification)
}

/** Whether an entity of this status may have a Global Intermediary Identification Number to give: line 9a. */
export function mayHaveGiin(status: string): boolean {
  return status === 'nonreporting-iga-ffi' || GIIN_NEEDED.some((one) => one === status)
}

/**
 * Whether a number has the form of a Global Intermediary Identification Number (IRS, FATCA Registration, GIIN
 * Composition): 19 characters, never the letter O. Whether it was given out is in the IRS's list alone.
 */
export function isGiin(number: string): boolean {
  return /^[0-9A-NP-Z]{6}\.[0-9A-NP-Z]{5}\.(LE|SL|ME|BR|SP|SF|SD|SS|SB)\.\d{3}$/.test(number)
}

/** They give a W-8BEN-E only to claim a treaty as a hybrid, and a W-8IMY otherwise. */
const FLOW_THROUGHS: readonly string[] = [
  'disregarded-entity',
  'partnership',
  'simple-trust',
  'grantor-trust',
]

function isFlowThrough(status: string | null): boolean {
  return status !== null && FLOW_THROUGHS.includes(status)
}

const GIIN_NEEDED = [
  'participating-ffi',
  'reporting-model-1-ffi',
  'reporting-model-2-ffi',
  'registered-deemed-compliant-ffi',
  'sponsored-ffi',
  'direct-reporting-nffe',
  'sponsored-direct-reporting-nffe',
] as const satisfies readonly Chapter4Status[]
