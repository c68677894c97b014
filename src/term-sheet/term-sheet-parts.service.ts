import type * as z from 'zod'
import { countriesExcept } from '../instrument/countries.ts'
import type { InvestmentLimit } from '../instrument/instrument.ts'
import type { CarryTerms, PreferenceTerms } from '../instrument/waterfall-terms.ts'
import { parseDecimal, parsePositive } from '../kernel/decimal.ts'
import { money, USDX, type Currency, type Money } from '../kernel/money.ts'
import { must } from '../kernel/result.ts'
import { dateIn } from '../kernel/time.ts'
import { valueAt } from './term-sheet-fields.service.ts'
import type { Fault, Path } from './term-sheet-file.service.ts'
import { SheetSchema, type Sheet } from './term-sheet-schema.service.ts'
import { AMOUNT_MAX, CLOSING_DAYS, CURRENCIES, type SheetParts } from './term-sheet.ts'

const shape = SheetSchema.shape

/** The parts of a sheet, each read on its own, so that a mistake in one does not hide what is wrong between others. */
export function partsOf(
  raw: unknown,
  now: Temporal.Instant,
): { readonly parts: SheetParts; readonly faults: readonly Fault[] } {
  const faults: Fault[] = []
  const read: ReadPart = (schema, ...path) => {
    const value = schema.safeParse(valueAt(raw, path))
    return value.success ? value.data : undefined
  }
  /** An amount with the decimals that another field gives it: too many, or too many digits in all, only show here. */
  const amount = (decimals: number | undefined, ...path: Path): bigint | undefined => {
    const text = valueAt(raw, path)
    if (decimals === undefined || typeof text !== 'string') return undefined
    const value = parsePositive(text, decimals)
    if (!value.ok && value.reason === 'AMOUNT_PRECISION')
      faults.push({ code: 'AMOUNT_PRECISION', path, facts: { decimals: String(decimals) } })
    if (!value.ok) return undefined
    if (value.value <= AMOUNT_MAX) return value.value
    faults.push({ code: 'AMOUNT_OVERFLOW', path, facts: {} })
    return undefined
  }
  const optional = (decimals: number | undefined, ...path: Path): bigint | null | undefined =>
    valueAt(raw, path) === undefined ? null : amount(decimals, ...path)

  const payment = read(shape.payment, 'payment')
  if (payment !== undefined && !paymentComplete(payment))
    faults.push({ code: 'PAYMENT_TOKEN_DETAILS', path: ['payment', 'token'], facts: {} })
  const paymentCurrency = payment === undefined ? undefined : (paymentOf(payment) ?? undefined)
  const paid = paymentCurrency?.decimals
  const currency = read(shape.currency, 'currency')
  const inSheet = currency === undefined ? undefined : CURRENCIES[currency]
  const decimals = read(shape.shareClass.shape.decimals, 'shareClass', 'decimals')
  const countries = read(shape.transferRules.shape.countries, 'transferRules', 'countries')
  const holdersMax = valueAt(raw, ['transferRules', 'holdersMax'])

  const parts: SheetParts = {
    today: dateIn(now, read(shape.timeZone, 'timeZone') ?? 'UTC'),
    exemption: read(shape.offering.shape.exemption, 'offering', 'exemption'),
    opens: read(shape.offering.shape.opens, 'offering', 'opens'),
    closes: read(shape.offering.shape.closes, 'offering', 'closes'),
    currency,
    paymentToken: payment?.token,
    paymentCurrency,
    price: amount(paid, 'offering', 'price'),
    faceValue: amount(paid, 'coupon', 'faceValue'),
    priceTiers: Array.from(listAt(raw, 'offering', 'priceTiers'), (_, index) => ({
      unitsTo: amount(decimals, 'offering', 'priceTiers', index, 'upTo') ?? null,
      price: amount(paid, 'offering', 'priceTiers', index, 'price') ?? null,
    })),
    limits: limitsOf(listAt(raw, 'offering', 'limits').length, read, paymentCurrency, (index) =>
      amount(paid, 'offering', 'limits', index, 'investmentMax'),
    ),
    allocation: read(shape.offering.shape.allocation, 'offering', 'allocation'),
    ticketMin: amount(paid, 'offering', 'ticketMin'),
    ticketMax: optional(paid, 'offering', 'ticketMax'),
    decimals,
    units: amount(decimals, 'shareClass', 'units'),
    softCap: optional(decimals, 'offering', 'softCap'),
    hardCap: optional(decimals, 'offering', 'hardCap'),
    currencies: Array.from(listAt(raw, 'offering', 'currencies'), (_, index) => {
      const { element } = shape.offering.shape.currencies.unwrap()
      return read(element, 'offering', 'currencies', index) ?? null
    }),
    coolingOffHours:
      valueAt(raw, ['offering', 'coolingOffHours']) === undefined
        ? 0
        : read(shape.offering.shape.coolingOffHours, 'offering', 'coolingOffHours'),
    closingDays:
      valueAt(raw, ['offering', 'closingDays']) === undefined
        ? CLOSING_DAYS
        : read(shape.offering.shape.closingDays, 'offering', 'closingDays'),
    balanceMax: optional(decimals, 'transferRules', 'balanceMax'),
    holdersMax:
      holdersMax === undefined
        ? null
        : read(shape.transferRules.shape.holdersMax, 'transferRules', 'holdersMax'),
    accreditedOnly: read(shape.transferRules.shape.accreditedOnly, 'transferRules', 'accreditedOnly'),
    countryRule: countries?.rule,
    countryList: countries?.list,
    countries: countries === undefined ? undefined : countriesOf(countries),
    hasIncome: valueAt(raw, ['income']) !== undefined,
    hasCoupon: valueAt(raw, ['coupon']) !== undefined,
    incomeCalendar: calendarParts(raw, read),
    ...couponParts(read),
    carry: partOf(read(shape.carry.unwrap(), 'carry'), toCarry),
    preference: partOf(read(shape.preference.unwrap(), 'preference'), toPreference),
    incomeAccounts: read(shape.income.unwrap().shape.accounts.shape.income, 'income', 'accounts', 'income'),
    expenseAccounts: read(
      shape.income.unwrap().shape.accounts.shape.expense,
      'income',
      'accounts',
      'expense',
    ),
    formedOn: {
      issuer: read(shape.issuer.shape.formedOn, 'issuer', 'formedOn'),
      spv: read(shape.spv.shape.formedOn, 'spv', 'formedOn'),
    },
    identifiers: read(shape.asset.shape.identifiers, 'asset', 'identifiers'),
    owners: read(shape.spv.shape.owners, 'spv', 'owners'),
    risks: read(shape.asset.shape.risks, 'asset', 'risks'),
    costNames: read(shape.offering.shape.costs, 'offering', 'costs')?.map(({ name }) => name),
    costs: costsOf(valueAt(raw, ['offering', 'costs']), (index) =>
      amount(inSheet?.decimals, 'offering', 'costs', index, 'amount'),
    ),
    ...valuationParts(
      listAt(raw, 'valuations').length,
      read,
      (...path) => amount(inSheet?.decimals, ...path),
      inSheet,
    ),
  }
  return { parts, faults }
}

/** What stands in a list; nothing where there is none. */
function listAt(raw: unknown, ...path: Path): readonly unknown[] {
  const list = valueAt(raw, path)
  return Array.isArray(list) ? list : []
}

/** A value at a place, if it is one that the schema takes. */
type ReadPart = <S extends z.ZodType>(schema: S, ...path: Path) => z.output<S> | undefined

function valuationParts(
  count: number,
  read: ReadPart,
  amount: (...path: Path) => bigint | undefined,
  currency: Currency | undefined,
): Pick<SheetParts, 'valuations' | 'valuationDates'> {
  const { element } = shape.valuations
  const places = Array.from({ length: count }, (_, index) => index)
  return {
    valuations: places.map((index) => {
      const value = read(element, 'valuations', index)
      const minor = amount('valuations', index, 'amount')
      return value === undefined || minor === undefined || currency === undefined
        ? null
        : { ...value, amount: money(minor, currency), document: value.document ?? null }
    }),
    valuationDates: places.map((index) => read(element.shape.date, 'valuations', index, 'date') ?? null),
  }
}

function calendarParts(raw: unknown, read: ReadPart): SheetParts['incomeCalendar'] {
  const { frequency, firstMonth, payDay, record, recordDays } = shape.income.unwrap().shape
  const optional = <S extends z.ZodType>(schema: S, name: string) =>
    valueAt(raw, ['income', name]) === undefined ? null : read(schema, 'income', name)
  return {
    frequency: read(frequency, 'income', 'frequency'),
    firstMonth: optional(firstMonth, 'firstMonth'),
    payDay: read(payDay, 'income', 'payDay'),
    record: read(record, 'income', 'record'),
    recordDays: optional(recordDays, 'recordDays'),
  }
}

function couponParts(read: ReadPart): Pick<SheetParts, 'couponFrom' | 'couponMaturity'> {
  const { from, maturity } = shape.coupon.unwrap().shape
  return { couponFrom: read(from, 'coupon', 'from'), couponMaturity: read(maturity, 'coupon', 'maturity') }
}

function partOf<S, T>(read: S | undefined, to: (part: S) => T): T | undefined {
  return read === undefined ? undefined : to(read)
}

function limitsOf(
  count: number,
  read: ReadPart,
  currency: Currency | undefined,
  amount: (index: number) => bigint | undefined,
): readonly (InvestmentLimit | null)[] {
  const { element } = shape.offering.shape.limits.unwrap()
  return Array.from({ length: count }, (_, index) => {
    const most = amount(index)
    const limit = read(element, 'offering', 'limits', index)
    return limit === undefined || most === undefined || currency === undefined
      ? null
      : toLimit(limit, money(most, currency))
  })
}

type Limit = NonNullable<Sheet['offering']['limits']>[number]

export function toLimit({ standing, kind, countries }: Limit, most: Money): InvestmentLimit {
  return {
    standing: standing ?? null,
    kind: kind ?? null,
    countries: countries === undefined ? null : [...new Set(countries)].sort(),
    most,
  }
}

/** Parts of 10,000, of a percentage (two decimals) or of a multiple (four). */
function bps(text: string, decimals: 2 | 4): number {
  return Number(must(parseDecimal(text, decimals)))
}

export function toCarry(sheet: NonNullable<Sheet['carry']>): CarryTerms {
  return {
    preferredBps: bps(sheet.preferredReturn, 2),
    catchUpBps: bps(sheet.catchUp, 2),
    carryBps: bps(sheet.carriedInterest, 2),
  }
}

export function toPreference(sheet: NonNullable<Sheet['preference']>): PreferenceTerms {
  return {
    rank: sheet.rank,
    multipleBps: bps(sheet.multiple, 4),
    participation: sheet.participation,
    capBps: sheet.cap === undefined ? null : bps(sheet.cap, 4),
    dividendBps: sheet.dividend === undefined ? 0 : bps(sheet.dividend, 2),
    convertible: sheet.convertible,
  }
}

/** Missing as a whole when one of them could not be read. */
function costsOf(
  costs: unknown,
  amount: (index: number) => bigint | undefined,
): readonly bigint[] | undefined {
  if (costs === undefined) return []
  const read = Array.isArray(costs) ? costs.map((_, index) => amount(index)) : [undefined]
  return read.includes(undefined) ? undefined : read.map((one) => one ?? 0n)
}

type Payment = Sheet['payment']

function paymentComplete(payment: Payment): boolean {
  const details = payment.code !== undefined && payment.decimals !== undefined
  const none = payment.code === undefined && payment.decimals === undefined
  return payment.token === 'development' ? none : details
}

/** What investors pay with; null where the sheet does not say enough. */
export function paymentOf(payment: Payment): Currency | null {
  if (payment.token === 'development') return USDX
  return payment.code === undefined || payment.decimals === undefined
    ? null
    : { code: payment.code, decimals: payment.decimals }
}

/** Where holders may live. */
export function countriesOf(
  countries: Sheet['transferRules']['countries'],
): 'any' | readonly string[] | undefined {
  if (countries.rule === 'any') return 'any'
  if (countries.list === undefined) return undefined
  return countries.rule === 'only' ? [...new Set(countries.list)].sort() : countriesExcept(countries.list)
}
