import { countriesExcept } from '../instrument/countries.ts'
import type { CouponTerms } from '../instrument/coupon.ts'
import type { IncomeCalendar } from '../instrument/income-calendar.ts'
import {
  multipleOfBps,
  percentOfBps,
  type CarryTerms,
  type PreferenceTerms,
} from '../instrument/waterfall-terms.ts'
import type { Address, InvestmentLimit, PaymentToken, TransferRules } from '../instrument/instrument.ts'
import type { PriceTier } from '../instrument/price.ts'
import type { AssetFacts, LegalEntity, Shell, Valuation } from '../issuer/issuer.ts'
import { COUNTRIES } from '../kernel/countries.ts'
import { displayDecimal, displayMoney } from '../kernel/decimal.ts'
import { money, type Currency } from '../kernel/money.ts'
import { rateText } from '../offering/currency.ts'
import type { EscrowTerms } from '../offering/offering.ts'
import type { SheetTerms } from './term-sheet.ts'

/* How the fields of a sheet and of records are shown, which is also how they are compared. */

/** `null` is nothing: before the first value, or after the last. */
export type FieldChange = { readonly field: string; readonly from: string | null; readonly to: string | null }

/** The field of a valuation that names its paper. */
export const DOCUMENT = 'document'
/** Before the name of a list that stands in another order. */
export const ORDER = 'order of '

/** Fields by their names, in words; null where there is nothing. */
export type Shown = Readonly<Record<string, string | null>>

/** What is another thing, field by field, in the order of both. */
export function difference(from: Shown, to: Shown): FieldChange[] {
  return [...new Set([...Object.keys(from), ...Object.keys(to)])].flatMap((field) => {
    const [before, after] = [from[field] ?? null, to[field] ?? null]
    return before === after ? [] : [{ field, from: before, to: after }]
  })
}

/** What stands in both lists and in another order; what comes or goes is named by itself. */
export function orderChange(list: string, from: Shown, to: Shown): FieldChange[] {
  const before = Object.keys(from).filter((each) => each in to)
  const after = Object.keys(to).filter((each) => each in from)
  const text = (keys: readonly string[]) => keys.join(', ')
  return before.every((each, index) => each === after[index])
    ? []
    : [{ field: `${ORDER}${list}`, from: text(before), to: text(after) }]
}

/** Of a company, whoever it is. */
export function entityFields(entity: LegalEntity): Shown {
  return {
    name: entity.name,
    form: entity.form,
    jurisdiction: entity.jurisdiction,
    'registry number': entity.registryNumber,
    LEI: entity.lei,
    'formed on': entity.formedOn?.toString() ?? null,
  }
}

/** What an SPV is beside a company: whose it is, what it holds, and apart from what. */
export function shellFields({ owners, holds, ringFence }: Shell): Shown {
  return { ...ownerFields(owners), holds, 'ring fence': ringFence }
}

export function ownerFields(owners: Shell['owners']): Shown {
  return Object.fromEntries(owners.map(({ name, percent }) => [`owner “${name}”`, `${percent} %`]))
}

/** Of what the SPV holds. */
export function assetFields(asset: AssetFacts): Shown {
  return {
    name: asset.name,
    kind: asset.kind,
    country: asset.country,
    address: asset.address,
    ...identifierFields(asset),
    ...factFields(asset),
    ...riskFields(asset),
  }
}

export function identifierFields({ identifiers }: AssetFacts): Shown {
  return Object.fromEntries(identifiers.map(({ scheme, value }) => [`${scheme} ${value}`, 'yes']))
}

export function factFields({ facts }: AssetFacts): Shown {
  return Object.fromEntries(facts.map(({ label, value }) => [`“${label}”`, value]))
}

export function riskFields({ risks }: AssetFacts): Shown {
  return Object.fromEntries(risks.map(({ title, text }) => [`risk “${title}”`, text]))
}

/** Of one appraisal. */
export function valuationFields(valuation: Valuation): Shown {
  const { amount, appraiser, document } = valuation
  return { amount: displayMoney(amount), appraiser, [DOCUMENT]: document }
}

/** Of the share class: how it is sold, who may hold it, what it pays. */
export function termFields(
  terms: Omit<SheetTerms, 'paymentCurrency'>,
  payment: { readonly token: Address | null; readonly currency: PaymentToken['currency'] },
): Shown {
  const { offering, income, coupon, carry, preference } = terms
  return {
    name: terms.name,
    symbol: terms.symbol,
    decimals: String(terms.decimals),
    units: displayDecimal(terms.unitsMax, terms.decimals),
    price: displayMoney(terms.unitPrice),
    'price tiers':
      terms.priceTiers.length === 0
        ? null
        : pricesText(terms.priceTiers, { decimals: terms.decimals, currency: payment.currency }),
    payment: `${payment.currency.code} ${payment.token ?? ''}`.trim(),
    'also paid in':
      offering.currencies.length === 0
        ? null
        : offering.currencies
            .map(
              ({ token, currency: { code }, rate }) =>
                `${code} ${token}, ${rateText(rate)} ${code} for 1 ${payment.currency.code}`,
            )
            .join('; '),
    'time zone': terms.timeZone,
    exemption: offering.exemption,
    'offering opens': offering.opens.toString(),
    'offering closes': offering.closes.toString(),
    'smallest ticket': displayMoney(offering.ticketMin),
    'largest ticket': offering.ticketMax === null ? null : displayMoney(offering.ticketMax),
    'lock-up days': String(offering.lockUpDays),
    'soft cap': offering.softCap === 0n ? null : displayDecimal(offering.softCap, terms.decimals),
    'hard cap': offering.hardCap === null ? null : displayDecimal(offering.hardCap, terms.decimals),
    allocation: offering.allocation,
    'cooling-off hours': offering.coolingOffHours === 0 ? null : String(offering.coolingOffHours),
    'closing days': String(offering.closingDays),
    'invited only': offering.invitedOnly ? 'yes' : null,
    ...costFields(terms),
    'limits of investors': limitsText(offering.limits, ({ most }) => displayMoney(most)),
    agreement: offering.agreementRequired ? 'signed' : null,
    ...ruleFields(terms),
    interest: coupon === null ? null : couponText(coupon),
    principal:
      coupon === null
        ? null
        : `${displayMoney(coupon.faceValue)} a unit on ${coupon.maturity.toString()}, when two people order it`,
    'manager’s share': carry === null ? null : carryText(carry),
    preference: preference === null ? null : preferenceText(preference),
    'income policy': income === null ? null : calendarText(income),
    'payout share': income === null ? null : `${displayDecimal(BigInt(income.payoutBps), 2)} %`,
    'income accounts': income === null ? null : income.incomeAccounts.join(', '),
    'expense accounts': income === null ? null : income.expenseAccounts.join(', '),
  }
}

export function costFields({ offering: { costs } }: Pick<SheetTerms, 'offering'>): Shown {
  return Object.fromEntries(costs.map(({ name, amount }) => [`cost “${name}”`, displayMoney(amount)]))
}

/** Of the rules that the token enforces. */
export function ruleFields({ rules, decimals }: Pick<SheetTerms, 'rules' | 'decimals'>): Shown {
  return {
    countries: countriesText(rules.countries),
    'accredited only': rules.accreditedOnly ? 'yes' : 'no',
    'holders at most': countText(rules.holdersMax),
    'US holders at most': countText(rules.usHoldersMax),
    'holders not accredited at most': countText(rules.nonAccreditedHoldersMax),
    'units in a wallet at most':
      rules.balanceMax === null ? null : displayDecimal(rules.balanceMax, decimals),
  }
}

/** Of the token, what never changes. */
export function birthFields({
  name,
  symbol,
  decimals,
}: Pick<SheetTerms, 'name' | 'symbol' | 'decimals'>): Shown {
  return { name, symbol, decimals: String(decimals) }
}

/**
 * The contract knows no currency but its token’s address; its amounts are in the sheet’s. Whether payments at a bank may be
 * attested is not the sheet’s to say.
 */
/** Of the offering’s contract. */
export function escrowFields(terms: EscrowTerms, { decimals, paymentCurrency }: SheetTerms): Shown {
  const units = (base: bigint) => displayDecimal(base, decimals)
  return {
    treasury: terms.treasury,
    'units at most': units(terms.hardCap),
    'soft cap': terms.softCap === 0n ? null : units(terms.softCap),
    opens: terms.opensAt.toString(),
    closes: terms.closesAt.toString(),
    'closed at the latest': terms.finalBy.toString(),
    'cooling-off hours': terms.coolingOffSeconds === 0 ? null : String(terms.coolingOffSeconds / 3_600),
    allocation: terms.allocation ?? 'another',
    'lock-up days': terms.lockUpDays === 0 ? null : String(terms.lockUpDays),
    prices: pricesText(terms.prices, { decimals, currency: paymentCurrency }),
    'limits of investors': limitsText(terms.limits, ({ unitsMax }) => `${units(unitsMax)} units`),
    'payment token': terms.currencies[0]?.token ?? null,
    'also paid in':
      terms.currencies.length < 2
        ? null
        : terms.currencies
            .slice(1)
            .map(
              ({ token, num, den }) =>
                `${token}, ${num} of its smallest parts for ${den} of the payment token’s`,
            )
            .join('; '),
  }
}

function calendarText({ frequency, firstMonth, payDay, record, recordDays }: IncomeCalendar): string {
  const how = firstMonth === 1 ? frequency : `${frequency} from month ${firstMonth} on`
  return `${how}, day ${payDay}, ${recordDays === null ? record : `${recordDays} days before pay day`}`
}

function couponText({ faceValue, rate, dayCount, frequency, from, maturity }: CouponTerms): string {
  return `${displayDecimal(rate, 4)} % a year of ${displayMoney(faceValue)} a unit, ${dayCount}, ${frequency}, from ${from.toString()} to ${maturity.toString()}`
}

function carryText({ preferredBps, catchUpBps, carryBps }: CarryTerms): string {
  const percent = (bps: number) => `${percentOfBps(bps)} %`
  const catchUp = catchUpBps === 0 ? 'no catch-up' : `catch-up ${percent(catchUpBps)}`
  return `${percent(carryBps)} of the profit after ${percent(preferredBps)} a year for investors, ${catchUp}`
}

function preferenceText(terms: PreferenceTerms): string {
  const times = (bps: number) => `${multipleOfBps(bps)} ×`
  const { participation, capBps, dividendBps } = terms
  const beside = participation === 'capped' && capBps !== null ? `capped at ${times(capBps)}` : participation
  return [
    `rank ${terms.rank}, ${times(terms.multipleBps)} the price`,
    `participation ${beside}`,
    ...(dividendBps === 0 ? [] : [`dividend ${percentOfBps(dividendBps)} % a year`]),
    terms.convertible ? 'convertible' : 'not convertible',
  ].join(', ')
}

/** Whom each limit is for, and what it is; nothing where there is none. */
function limitsText<L extends Omit<InvestmentLimit, 'most'>>(
  limits: readonly L[],
  most: (limit: L) => string,
): string | null {
  const text = (limit: L) => {
    const { standing, kind, countries } = limit
    const scope = [standing, kind, countries === null ? null : countries.join(' ')].filter(
      (each) => each !== null,
    )
    return `${scope.join(', ') || 'everybody else'}: ${most(limit)}`
  }
  return limits.length === 0 ? null : limits.map(text).join('; ')
}

function pricesText(
  tiers: readonly PriceTier[],
  { decimals, currency }: { readonly decimals: number; readonly currency: Currency },
): string {
  const text = ({ unitsTo, price }: PriceTier) =>
    `${displayMoney(money(price, currency))} up to ${displayDecimal(unitsTo, decimals)} units`
  return tiers.map(text).join(', ')
}

function countText(count: number | null): string | null {
  return count === null ? null : String(count)
}

/** A long list is said by what it leaves out. */
function countriesText(countries: TransferRules['countries']): string {
  if (countries === 'any') return 'any'
  return countries.length * 2 > COUNTRIES.size
    ? `all but ${countriesExcept(countries).join(' ') || 'none'}`
    : countries.join(' ')
}

export function onOff(countries: TransferRules['countries']): string {
  return countries === 'any' ? 'off' : 'on'
}
