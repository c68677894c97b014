import { treatyDividendBps, validThrough, type TaxFormRecord } from './tax-form.ts'
import { isHybrid, isNonparticipating } from './tax-status.ts'

const BPS = 10_000n

/** What is withheld by the rule US_WITHHOLD of the pack TAX that is in force, in basis points. */
export type WithholdingLaw = {
  /** 26 U.S.C. 1441(a), 1442(a). */
  readonly foreignBps: number
  /** 26 U.S.C. 3406(a)(1). */
  readonly backupBps: number
  /** 26 U.S.C. 1471(a). */
  readonly nonparticipatingBps: number
  /** After so many years a form W-8 ends with the year: 26 CFR 1.1441-1(e)(4)(ii)(A). */
  readonly formYears: number
}

export type Income = 'dividend' | 'portfolio-interest'
/** Why more is taken off than need be. */
export const WITHHOLDING_NOTES = [
  'TAX_FORM_EXPIRED',
  'TAX_FORM_MISSING',
  'TAX_BACKUP',
  'TAX_NONPARTICIPATING',
] as const
type WithholdingNote = (typeof WITHHOLDING_NOTES)[number] | null
export type WithholdingRate = { readonly bps: number; readonly note: WithholdingNote }

/**
 * The part of a payment from the United States that is withheld, in basis points, by the newest form that there is.
 * Without a valid form a foreign holder pays what the law takes of foreign holders, a domestic one backup withholding. Interest on
 * a portfolio (a holder of less than a tenth, with a W-8 that is no hybrid's) is free: 26 U.S.C. 871(h), 881(c).
 *
 * @param country where the holder lives, for want of a form
 */
export function withholdingRate(
  { foreignBps, backupBps, nonparticipatingBps, formYears }: WithholdingLaw,
  form: TaxFormRecord | null,
  payment: { readonly country: string; readonly income: Income; readonly on: Temporal.PlainDate },
): WithholdingRate {
  if (form?.form === 'W-9')
    return form.backupWithholding ? { bps: backupBps, note: 'TAX_BACKUP' } : { bps: 0, note: null }
  if (form === null)
    return payment.country === 'US'
      ? { bps: backupBps, note: 'TAX_BACKUP' }
      : { bps: foreignBps, note: 'TAX_FORM_MISSING' }
  if (isNonparticipating(form)) return { bps: nonparticipatingBps, note: 'TAX_NONPARTICIPATING' }
  const end = validThrough(form, { formYears })
  if (end === null || Temporal.PlainDate.compare(payment.on, end) > 0)
    return { bps: foreignBps, note: 'TAX_FORM_EXPIRED' }
  if (payment.income === 'portfolio-interest') return { bps: isHybrid(form) ? foreignBps : 0, note: null }
  const treaty = form.treatyCountry === null ? null : treatyDividendBps(form.treatyCountry)
  return { bps: treaty ?? foreignBps, note: null }
}

/**
 * Splits a payment into what is withheld and what is paid: half a minor unit is rounded up, once for each payment, and
 * the two add up to `gross`. `gross` is not negative.
 */
export function withhold(gross: bigint, bps: number): { readonly withheld: bigint; readonly net: bigint } {
  const withheld = (gross * BigInt(bps) + BPS / 2n) / BPS
  return { withheld, net: gross - withheld }
}

/**
 * What a distribution is to its holder: a dividend out of earnings and profits, then the holder's own capital back until
 * their basis is nothing, then a gain (26 U.S.C. 301(c)). None of the amounts is negative; the parts add up.
 */
export function sourceOfDistribution(distribution: {
  readonly amount: bigint
  readonly earningsAndProfits: bigint
  readonly basis: bigint
}): { readonly dividend: bigint; readonly returnOfCapital: bigint; readonly gain: bigint } {
  const { amount, earningsAndProfits, basis } = distribution
  const dividend = least(amount, earningsAndProfits)
  const returnOfCapital = least(amount - dividend, basis)
  return { dividend, returnOfCapital, gain: amount - dividend - returnOfCapital }
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}
