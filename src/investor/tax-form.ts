import type { Id, InvestorId } from '../kernel/ids.ts'
import type { InvestorKind } from './investor.ts'
import {
  domesticStatusFaults,
  foreignStatusFaults,
  type Chapter4Status,
  type DomesticStatus,
  type ForeignStatus,
  type TaxClass,
  type TaxStatusFault,
} from './tax-status.ts'

export type TaxFormId = Id<'txf'>
export const TAX_FORMS = ['W-9', 'W-8BEN', 'W-8BEN-E'] as const
export type TaxFormKind = (typeof TAX_FORMS)[number]

export type PostalAddress = {
  readonly street: string
  readonly town: string
  readonly postCode: string
  readonly country: string
}
export const TIN_KINDS = ['ssn', 'itin', 'ein'] as const
export type Tin = { readonly kind: (typeof TIN_KINDS)[number]; readonly number: string }

/** A tax form as it was filled in. */
export type TaxForm = {
  readonly name: string
  readonly address: PostalAddress
  /** Who signed, as they wrote it; null when nobody did. */
  readonly signedBy: string | null
  readonly signedOn: Temporal.PlainDate
} & (
  | ({
      readonly form: 'W-9'
      readonly tin: Tin
      /** Whether the IRS has told them that they are subject to backup withholding (part II, item 2). */
      readonly backupWithholding: boolean
    } & DomesticStatus)
  | ({ readonly form: 'W-8BEN' } & Foreign)
  | ({ readonly form: 'W-8BEN-E' } & Foreign & ForeignStatus)
)
type Foreign = {
  /** Citizenship, or where the entity was organized. */
  readonly country: string
  readonly usTin: Tin | null
  readonly foreignTin: string | null
  /** The country whose treaty with the United States is claimed. */
  readonly treatyCountry: string | null
}

/** What the platform knows of a form outside of the vault. */
export type TaxFormRecord = {
  readonly id: TaxFormId
  readonly investor: InvestorId
  readonly form: TaxFormKind
  readonly signedOn: Temporal.PlainDate
  /** The last day on which it counted by the law of the day it was taken on; null: until it is replaced. */
  readonly validThrough: Temporal.PlainDate | null
  readonly hasTin: boolean
  readonly backupWithholding: boolean
  readonly treatyCountry: string | null
  /** Null of a W-8BEN, and of a form that was taken before it was asked. */
  readonly classification: TaxClass | null
  /** Null also of a hybrid whose form was taken before it was asked of one. */
  readonly chapter4Status: Chapter4Status | null
}

export type TaxFormFault =
  | TaxStatusFault
  | 'TAX_FORM_KIND'
  | 'TAX_FORM_UNSIGNED'
  | 'TAX_FORM_DATE_FUTURE'
  | 'TAX_FORM_EXPIRED'
  | 'TAX_FORM_US_ADDRESS'
  | 'TAX_FORM_US_PERSON'
  | 'TAX_FORM_TIN_INVALID'
  | 'TAX_FORM_TIN_MISSING'
  | 'TAX_FORM_TREATY_UNKNOWN'
  | 'TAX_FORM_TREATY_RESIDENCE'

/** The United States, and where a form W-9 is given as there (26 U.S.C. 7701(a)(9)); the territories file their own. */
const US = 'US'

/** Everything that is wrong with a form, each with its field, in the order of the fields. */
export function taxFormFaults(
  form: TaxForm,
  who: {
    readonly kind: InvestorKind
    /** A trust that its settlor may revoke is taxed as they are, and may use their number: 26 CFR 1.671-4(b)(2)(i)(A). */
    readonly isGrantorTrust: boolean
    readonly today: Temporal.PlainDate
    /** As of `validThrough`. */
    readonly formYears: number
  },
): { readonly path: string; readonly fault: TaxFormFault }[] {
  const found: { path: string; fault: TaxFormFault }[] = []
  const add = (path: string, fault: TaxFormFault, isWrong: boolean) =>
    void (isWrong && found.push({ path, fault }))

  const fits = (tin: Tin) => isTin(tin, who.kind) || (who.isGrantorTrust && isTin(tin, 'individual'))

  add(
    'form',
    'TAX_FORM_KIND',
    form.form !== 'W-9' && (form.form === 'W-8BEN') !== (who.kind === 'individual'),
  )
  if (form.form === 'W-9') {
    found.push(...domesticStatusFaults(form, who))
    add('tin', 'TAX_FORM_TIN_INVALID', !fits(form.tin))
  } else {
    add('address.country', 'TAX_FORM_US_ADDRESS', form.address.country === US)
    add('country', 'TAX_FORM_US_PERSON', form.country === US)
    add('usTin', 'TAX_FORM_TIN_INVALID', form.usTin !== null && !fits(form.usTin))
    if (form.treatyCountry !== null) {
      add('treatyCountry', 'TAX_FORM_TREATY_UNKNOWN', treatyDividendBps(form.treatyCountry) === null)
      add('treatyCountry', 'TAX_FORM_TREATY_RESIDENCE', form.treatyCountry !== form.address.country)
      // 26 CFR 1.1441-6(b)(1): a treaty rate needs a number, ours or theirs.
      add('foreignTin', 'TAX_FORM_TIN_MISSING', form.usTin === null && form.foreignTin === null)
    }
  }
  if (form.form === 'W-8BEN-E') found.push(...foreignStatusFaults(form))
  add('signedBy', 'TAX_FORM_UNSIGNED', form.signedBy === null)
  add('signedOn', 'TAX_FORM_DATE_FUTURE', Temporal.PlainDate.compare(form.signedOn, who.today) > 0)
  const end = validThrough(form, who)
  add('signedOn', 'TAX_FORM_EXPIRED', end !== null && Temporal.PlainDate.compare(end, who.today) < 0)
  return found
}

/**
 * The last day on which a form counts: a W-8 until 31 December of the year that comes `formYears` after the one in which it was
 * signed (26 CFR 1.1441-1(e)(4)(ii)(A)), a W-9 until it is replaced.
 */
export function validThrough(
  { form, signedOn }: Pick<TaxForm, 'form' | 'signedOn'>,
  { formYears }: { readonly formYears: number },
): Temporal.PlainDate | null {
  return form === 'W-9'
    ? null
    : Temporal.PlainDate.from({ year: signedOn.year + formYears, month: 12, day: 31 })
}

/**
 * Whether a taxpayer identification number can be one, by the numbers that are given out: SSN (20 CFR 422.103), ITIN
 * (IRM 3.21.263), EIN (IRS, valid prefixes). A person has an SSN or ITIN, an entity an EIN.
 */
export function isTin({ kind, number }: Tin, holder: InvestorKind): boolean {
  if ((kind === 'ein') !== (holder === 'entity')) return false
  if (kind === 'ein') return /^\d\d-?\d{7}$/.test(number) && EIN_PREFIX.test(number.slice(0, 2))
  const [, area = '', group = '', serial = ''] = /^(\d{3})-?(\d{2})-?(\d{4})$/.exec(number) ?? []
  if (area === '') return false
  if (kind === 'itin') return area.startsWith('9') && ITIN_GROUP.test(group)
  return !/^(000|666|9..)$/.test(area) && group !== '00' && serial !== '0000'
}

/** Whether a number is a taxpayer identification number of any kind that such a holder can have. */
export function isTinOf(holder: InvestorKind, number: string): boolean {
  return TIN_KINDS.some((kind) => isTin({ kind, number }, holder))
}

const ITIN_GROUP = /^(5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])$/
const EIN_PREFIX = /^(0[1-6]|1[0-6]|2[0-7]|[35]\d|4[0-8]|6[0-8]|7[1-7]|8[0-8]|9[0-589])$/

/**
 * The rate on dividends that a treaty with the United States gives to holders of a portfolio (IRS, Tax Treaty Table 1,
 * general rate), in basis points; null where the table has no lower rate.
 */
export function treatyDividendBps(country: string): number | null {
  return TREATY_DIVIDEND_BPS[country] ?? null
}

const TREATY_DIVIDEND_BPS: Readonly<Record<string, number>> = {
  AT: 1_500,
  AU: 1_500,
  BE: 1_500,
  CA: 1_500,
  CH: 1_500,
  CN: 1_000,
  CZ: 1_500,
  DE: 1_500,
  DK: 1_500,
  ES: 1_500,
  FI: 1_500,
  FR: 1_500,
  GB: 1_500,
  IE: 1_500,
  IL: 2_500,
  IN: 2_500,
  IT: 1_500,
  JP: 1_000,
  KR: 1_500,
  LU: 1_500,
  MX: 1_000,
  NL: 1_500,
  NO: 1_500,
  NZ: 1_500,
  PL: 1_500,
  PT: 1_500,
  SE: 1_500,
  ZA: 1_500,
}
