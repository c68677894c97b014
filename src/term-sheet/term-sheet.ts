import { UNITED_STATES } from '../instrument/countries.ts'
import type { IncomeCalendar } from '../instrument/income-calendar.ts'
import {
  RATE_DECIMALS,
  type Address,
  type InstrumentTerms,
  type InvestmentLimit,
} from '../instrument/instrument.ts'
import { costOf } from '../instrument/price.ts'
import {
  isCatchUpTooSmall,
  multipleOfBps,
  percentOfBps,
  type CarryTerms,
  type PreferenceTerms,
} from '../instrument/waterfall-terms.ts'
import {
  aboveValuation,
  isSameValuation,
  latestValuation,
  type AssetFacts,
  type LegalEntity,
  type Shell,
  type Valuation,
} from '../issuer/issuer.ts'
import { displayDecimal, displayMoney, parsePositive } from '../kernel/decimal.ts'
import { money, type Currency } from '../kernel/money.ts'
import type { Facts } from '../kernel/result.ts'
import { cashFor } from '../offering/closing/allocation.ts'
import { ratioOf } from '../offering/currency.ts'
import { isHidden } from '../offering/subscription/investment-limit.ts'

/** A term sheet, read and found sound: what is to exist. */
export type TermSheet = {
  readonly issuer: LegalEntity
  readonly spv: LegalEntity & Shell
  readonly asset: AssetFacts
  readonly valuations: readonly Valuation[]
  readonly terms: SheetTerms
  /** `development`: the embedded chain's worthless stablecoin. */
  readonly paymentToken: 'development' | Address
  /** `managed`: an account that the platform makes and keeps the key of. */
  readonly treasury: 'managed' | Address
  /** What is allowed and still worth a second look. */
  readonly warnings: readonly SheetFinding[]
  /** SHA-256 of the file's bytes, lower-case hex. */
  readonly sha256: string
  readonly text: string
}

/** The instrument's terms as the sheet gives them: where the payment token lives is not the sheet's to say. */
export type SheetTerms = Omit<InstrumentTerms, 'payment'> & { readonly paymentCurrency: Currency }

/** Something to mend, or to think about, at one place of the file. Lines and columns count from 1. */
export type SheetFinding = {
  readonly severity: 'error' | 'warning'
  readonly line: number
  readonly column: number
  /** `offering.ticketMin`; empty for the file as a whole. */
  readonly path: string
  readonly code: SheetCode
  /** The numbers and names of its sentence. */
  readonly facts: Facts
}

/** What makes a file unreadable as a whole or at one place, before its fields are looked at. */
export type FileCode =
  | 'YAML_TOO_LARGE'
  | 'YAML_ENCODING'
  | 'YAML_SYNTAX'
  | 'YAML_TOO_DEEP'
  | 'YAML_DUPLICATE_KEY'
  | 'YAML_ALIAS'
  | 'YAML_TAG'
  | 'YAML_DOCUMENTS'
  | 'YAML_NOT_A_MAP'

/** What is wrong with one field. */
const FIELD_CODES = [
  'KEY_FORMAT',
  'SYMBOL_FORMAT',
  'JURISDICTION_UNKNOWN',
  'TIME_ZONE_UNKNOWN',
  'CURRENCY_UNKNOWN',
  'LEI_INVALID',
  'ISIN_INVALID',
  'MIC_UNKNOWN',
  'MIC_EXPIRED',
  'PERCENT_FORMAT',
  'IDENTIFIER_FORMAT',
  'IDENTIFIER_CHECKSUM',
  'SHA256_FORMAT',
  'TREASURY_FORMAT',
  'PAYMENT_TOKEN_FORMAT',
  'PAYMENT_TOKEN_DETAILS',
  'TOKEN_FORMAT',
  'TEXT_MUST_BE_QUOTED',
  'AMOUNT_MUST_BE_STRING',
  'AMOUNT_FORMAT',
  'AMOUNT_PRECISION',
  'AMOUNT_OUT_OF_RANGE',
  'AMOUNT_OVERFLOW',
  'DATE_INVALID',
  'COUNTRY_UNKNOWN',
  'ADDRESS_CHAIN',
  'ADDRESS_CASE',
  'ADDRESS_CHECKSUM',
  'ADDRESS_FORBIDDEN',
  'NAME_INVALID',
  'TEXT_INVALID',
  'FIELD_REQUIRED',
  'FIELD_UNKNOWN',
  'FIELD_TYPE',
  'FIELD_VALUE',
  'FIELD_TOO_SMALL',
  'FIELD_TOO_LARGE',
  'FIELD_FORMAT',
] as const
export type FieldCode = (typeof FIELD_CODES)[number]

export function isFieldCode(text: string): text is FieldCode {
  return FIELD_CODES.some((code) => code === text)
}

/** What is found beside what is there already. */
export type WorldCode = 'ASSET_KNOWN' | 'TREASURY_CONTRACT'

export type SheetCode = FileCode | FieldCode | CrossCode | WorldCode

/** What the file may be at most: a term sheet of a real deal is below a tenth of it. */
export const SHEET_BYTES_MAX = 128 * 1024

/** The currencies a payment token may stand for, with the decimals that their amounts are written with. */
export const CURRENCIES: Readonly<Record<string, Currency>> = {
  USD: { code: 'USD', decimals: 2 },
  EUR: { code: 'EUR', decimals: 2 },
  GBP: { code: 'GBP', decimals: 2 },
  CHF: { code: 'CHF', decimals: 2 },
}

/** The most of a currency that a contract can count: 128 bits of its base units. */
export const AMOUNT_MAX = 2n ** 128n - 1n
/** The most base units a token can count: 104 bits. */
export const UNITS_MAX = 2n ** 104n - 1n
/** The most wallets a token can count: 32 bits. */
export const HOLDERS_MAX = 2 ** 32 - 1
/** The token counts kinds of holders in 16 bits. */
export const KIND_HOLDERS_MAX = 2 ** 16 - 1
/** Ten years. */
export const LOCK_UP_DAYS_MAX = 3_650
/** Thirty days: longer than any law that offerings here are under asks for. */
export const COOLING_OFF_HOURS_MAX = 30 * 24
export const CLOSING_DAYS_MAX = 365
/** Days in which an offering that does not say has to be closed. */
export const CLOSING_DAYS = 30
/** 12(g) of the Exchange Act asks for registration at 2,000 holders of record; one below is the safe side. */
const HOLDERS_BEFORE_REGISTRATION = 1_999

/**
 * The parts of a sheet that checks across fields look at. A part that could not be read is missing, and the checks
 * that need it are left out, so that one slip does not hide another.
 */
export type SheetParts = {
  readonly today: Temporal.PlainDate
  readonly exemption?: string | undefined
  readonly opens?: Temporal.PlainDate | undefined
  readonly closes?: Temporal.PlainDate | undefined
  /** What the sheet's valuations are in. */
  readonly currency?: string | undefined
  readonly paymentToken?: string | undefined
  readonly paymentCurrency?: Currency | undefined
  /** What else it is paid in, by place in the sheet; null for one that could not be read. */
  readonly currencies?:
    | readonly ({
        readonly token: string
        readonly code: string
        readonly decimals: number
        readonly exchangeRate: string
      } | null)[]
    | undefined
  readonly coolingOffHours?: number | undefined
  readonly closingDays?: number | undefined
  /** Minor units of the payment currency, as the two below. */
  readonly price?: bigint | undefined
  readonly faceValue?: bigint | undefined
  readonly ticketMin?: bigint | undefined
  readonly ticketMax?: bigint | null | undefined
  readonly decimals?: number | undefined
  /** Base units, as the caps below. */
  readonly units?: bigint | undefined
  readonly softCap?: bigint | null | undefined
  readonly hardCap?: bigint | null | undefined
  /** Base units and minor units, by place in the sheet; null for what could not be read. */
  readonly priceTiers?:
    | readonly { readonly unitsTo: bigint | null; readonly price: bigint | null }[]
    | undefined
  readonly allocation?: string | undefined
  /** By place in the sheet; null for one that could not be read. */
  readonly limits?: readonly (InvestmentLimit | null)[] | undefined
  readonly balanceMax?: bigint | null | undefined
  readonly holdersMax?: number | null | undefined
  readonly accreditedOnly?: boolean | undefined
  readonly countryRule?: 'any' | 'only' | 'except' | undefined
  readonly countryList?: readonly string[] | undefined
  /** The countries that the rule comes to. */
  readonly countries?: 'any' | readonly string[] | undefined
  readonly hasIncome?: boolean | undefined
  readonly hasCoupon?: boolean | undefined
  readonly carry?: CarryTerms | undefined
  readonly preference?: PreferenceTerms | undefined
  readonly couponFrom?: Temporal.PlainDate | undefined
  readonly couponMaturity?: Temporal.PlainDate | undefined
  /** Null for what the sheet leaves out. */
  readonly incomeCalendar?:
    | { readonly [F in keyof IncomeCalendar]: IncomeCalendar[F] | null | undefined }
    | undefined
  readonly incomeAccounts?: readonly string[] | undefined
  readonly expenseAccounts?: readonly string[] | undefined
  /** When the two companies were formed, where the sheet says it. */
  readonly formedOn?: Readonly<Record<'issuer' | 'spv', Temporal.PlainDate | undefined>>
  readonly identifiers?: readonly { readonly scheme: string; readonly value: string }[] | undefined
  /** By place in the sheet; null for one that could not be read. */
  readonly valuations?: readonly (Valuation | null)[] | undefined
  readonly valuationDates?: readonly (Temporal.PlainDate | null)[] | undefined
  /** Minor units of the sheet's currency, by place in the sheet; missing when one could not be read. */
  readonly costs?: readonly bigint[] | undefined
  readonly costNames?: readonly string[] | undefined
  readonly owners?: Shell['owners'] | undefined
  readonly risks?: AssetFacts['risks'] | undefined
}

export type CrossCode = keyof typeof CHECKS
export type CrossFinding = { readonly code: CrossCode; readonly path: string; readonly facts: Facts }

/** Every check across fields, by its code. Each answers the places where it fails. */
const CHECKS = {
  WINDOW_ORDER: ({ opens, closes }) =>
    opens && closes && Temporal.PlainDate.compare(closes, opens) < 0
      ? [at('offering.closes', { opens: opens.toString(), closes: closes.toString() })]
      : [],
  WINDOW_OVER: ({ opens, closes, today }) =>
    opens &&
    closes &&
    Temporal.PlainDate.compare(opens, closes) <= 0 &&
    Temporal.PlainDate.compare(closes, today) < 0
      ? [at('offering.closes', { closes: closes.toString() })]
      : [],
  TICKET_ORDER: ({ ticketMin, ticketMax }) =>
    ticketMin !== undefined && ticketMax != null && ticketMax < ticketMin ? [at('offering.ticketMax')] : [],
  TICKET_ABOVE_RAISE: ({ ticketMin, paymentCurrency, ...parts }) => {
    const raised = raisedAtMost({ ...parts, paymentCurrency })
    return ticketMin !== undefined && paymentCurrency !== undefined && raised !== null && ticketMin > raised
      ? [at('offering.ticketMin', { raised: displayMoney(money(raised, paymentCurrency)) })]
      : []
  },
  // Whoever comes when the dearest units are sold has to be able to buy one.
  TICKET_BELOW_UNIT: ({ ticketMax, price, priceTiers = [], decimals }) => {
    if (ticketMax == null || price === undefined || decimals !== 0) return []
    const dearest = priceTiers.reduce((most, tier) => ((tier.price ?? 0n) > most ? tier.price! : most), price)
    return ticketMax < dearest ? [at('offering.ticketMax')] : []
  },
  HARD_CAP_ABOVE_UNITS: ({ hardCap, units }) =>
    hardCap != null && units !== undefined && hardCap > units ? [at('offering.hardCap')] : [],
  SOFT_CAP_ABOVE_UNITS: ({ softCap, ...parts }) => {
    const sold = onSale(parts)
    return softCap != null && sold !== undefined && softCap > sold ? [at('offering.softCap')] : []
  },
  CLOSING_BEFORE_COOLING_OFF: ({ closingDays, coolingOffHours }) =>
    closingDays !== undefined && coolingOffHours !== undefined && closingDays * 24 < coolingOffHours + 24
      ? [at('offering.closingDays', { days: String(Math.ceil((coolingOffHours + 24) / 24)) })]
      : [],
  PRICE_TIER_ORDER: ({ priceTiers = [] }) =>
    priceTiers.flatMap(({ unitsTo }, index) => {
      const before = priceTiers[index - 1]?.unitsTo
      return unitsTo !== null && before != null && unitsTo <= before
        ? [at(`offering.priceTiers[${index}].upTo`)]
        : []
    }),
  PRICE_TIER_ABOVE_UNITS: ({ priceTiers = [], decimals, ...parts }) => {
    const sold = onSale(parts)
    return priceTiers.flatMap(({ unitsTo }, index) =>
      unitsTo !== null && sold !== undefined && decimals !== undefined && unitsTo >= sold
        ? [at(`offering.priceTiers[${index}].upTo`, { units: displayDecimal(sold, decimals) })]
        : [],
    )
  },
  // By units sold, the order of subscriptions is the allocation.
  PRICE_TIERS_ALLOCATION: ({ priceTiers = [], allocation }) =>
    priceTiers.length > 0 && allocation !== undefined && allocation !== 'first-come'
      ? [at('offering.allocation', { allocation })]
      : [],
  LIMIT_BELOW_TICKET: ({ limits = [], ticketMin, price, decimals, paymentCurrency }) => {
    if (ticketMin === undefined || paymentCurrency === undefined) return []
    const one = decimals === 0 ? (price ?? 0n) : 0n
    const least = ticketMin > one ? ticketMin : one
    return limits.flatMap((limit, index) =>
      limit !== null && limit.most.minor < least
        ? [
            at(`offering.limits[${index}].investmentMax`, {
              least: displayMoney(money(least, paymentCurrency)),
            }),
          ]
        : [],
    )
  },
  LIMIT_HIDDEN: ({ limits = [] }) =>
    limits.flatMap((limit, index) => {
      const by = limits
        .slice(0, index)
        .findIndex((earlier) => limit !== null && earlier !== null && isHidden(limit, earlier))
      return by === -1 ? [] : [at(`offering.limits[${index}]`, { place: String(by + 1) })]
    }),
  UNITS_TOO_MANY: ({ units, balanceMax }) => [
    ...(units !== undefined && units > UNITS_MAX ? [at('shareClass.units')] : []),
    ...(balanceMax != null && balanceMax > UNITS_MAX ? [at('transferRules.balanceMax')] : []),
  ],
  // The contract counts what all units come to in each currency.
  AMOUNT_OVERFLOW: ({ currencies = [], ...parts }) => {
    const raised = raisedAtMost(parts)
    const { paymentCurrency } = parts
    if (raised === null || paymentCurrency === undefined) return []
    const most = currencies.reduce((greatest, one) => {
      const rate = one === null ? null : parsePositive(one.exchangeRate, RATE_DECIMALS)
      if (one === null || rate?.ok !== true) return greatest
      const currency = { code: one.code, decimals: one.decimals }
      const cash = cashFor(raised, ratioOf({ currency, rate: rate.value }, paymentCurrency))
      return cash > greatest ? cash : greatest
    }, raised)
    return most > AMOUNT_MAX ? [at('offering.price')] : []
  },
  // 17 CFR 230.506(c)(2)(i): every purchaser is accredited.
  REG_D_506C_ACCREDITED: ({ exemption, accreditedOnly }) =>
    exemption === 'reg-d-506c' && accreditedOnly === false ? [at('transferRules.accreditedOnly')] : [],
  // 17 CFR 230.903: no offer or sale to a U.S. person.
  REG_S_UNITED_STATES: ({ exemption, countries }) => {
    if (exemption !== 'reg-s' || countries === undefined) return []
    const inside = UNITED_STATES.filter((country) => countries === 'any' || countries.includes(country))
    return inside.length > 0 ? [at('transferRules.countries', { countries: inside.join(', ') })] : []
  },
  // What may be sold within twelve months: more than that cannot be what is on offer.
  EXEMPTION_LIMIT: ({ exemption, currency, paymentCurrency, ...parts }) => {
    const limit = RAISE_LIMITS.get(exemption ?? '')
    if (limit === undefined || limit.currency !== currency) return []
    const raised = raisedAtMost({ ...parts, paymentCurrency })
    if (paymentCurrency === undefined || raised === null) return []
    const most = money(limit.amount * 10n ** BigInt(paymentCurrency.decimals), paymentCurrency)
    return raised > most.minor
      ? [
          at('shareClass.units', {
            raised: displayMoney(money(raised, paymentCurrency)),
            most: displayMoney(most),
          }),
        ]
      : []
  },
  // 17 CFR 227.303(a)(2): the information is public for 21 days before a unit is sold.
  CROWDFUNDING_WINDOW: ({ exemption, opens, closes }) =>
    exemption === 'reg-cf' &&
    opens !== undefined &&
    closes !== undefined &&
    opens.until(closes).days < CROWDFUNDING_DAYS_MIN
      ? [at('offering.closes', { days: String(CROWDFUNDING_DAYS_MIN) })]
      : [],
  // Regulation (EU) 2020/1503, art. 22(2): four calendar days.
  REFLECTION_PERIOD: ({ exemption, coolingOffHours }) =>
    exemption === 'eu-crowdfunding' && coolingOffHours !== undefined && coolingOffHours < REFLECTION_HOURS_MIN
      ? [at('offering.coolingOffHours', { hours: String(REFLECTION_HOURS_MIN) })]
      : [],
  DEVELOPMENT_CURRENCY: ({ paymentToken, currency }) =>
    paymentToken === 'development' && currency !== undefined && currency !== 'USD'
      ? [at('payment.token', { currency })]
      : [],
  COUNTRY_LIST_MISSING: ({ countryRule, countryList }) =>
    countryRule !== undefined && countryRule !== 'any' && countryList === undefined
      ? [at('transferRules.countries', { rule: countryRule })]
      : [],
  COUNTRY_LIST_WITHOUT_RULE: ({ countryRule, countryList }) =>
    countryRule === 'any' && countryList !== undefined ? [at('transferRules.countries.list')] : [],
  COUNTRY_TWICE: ({ countryList }) =>
    repeated(countryList ?? []).map(({ index, text }) =>
      at(`transferRules.countries.list[${index}]`, { country: text }),
    ),
  ACCOUNT_TWICE: ({ incomeAccounts = [], expenseAccounts = [] }) =>
    repeated([...incomeAccounts, ...expenseAccounts]).map(({ index, text }) =>
      index < incomeAccounts.length
        ? at(`income.accounts.income[${index}]`, { account: text })
        : at(`income.accounts.expense[${index - incomeAccounts.length}]`, { account: text }),
    ),
  FIRST_MONTH_OF_MONTHS: ({ incomeCalendar: of }) =>
    of?.frequency === 'monthly' && of.firstMonth != null ? [at('income.firstMonth')] : [],
  RECORD_DAYS: ({ incomeCalendar: of }) =>
    of?.record != null &&
    of.recordDays !== undefined &&
    (of.record === 'days-before-pay-day') !== (of.recordDays !== null)
      ? [at(of.recordDays === null ? 'income.record' : 'income.recordDays')]
      : [],
  RECORD_DATE_WITHIN_PERIOD: ({ incomeCalendar: of }) =>
    of?.recordDays != null && of.payDay != null && of.recordDays > of.payDay
      ? [at('income.recordDays', { days: String(of.recordDays), payDay: String(of.payDay) })]
      : [],
  COUPON_BESIDE_INCOME: ({ hasIncome, hasCoupon }) =>
    hasIncome === true && hasCoupon === true ? [at(COUPON)] : [],
  COUPON_DATES: ({ couponFrom, couponMaturity }) =>
    couponFrom && couponMaturity && Temporal.PlainDate.compare(couponMaturity, couponFrom) <= 0
      ? [at(`${COUPON}.maturity`, { from: couponFrom.toString(), maturity: couponMaturity.toString() })]
      : [],
  // Before the window opens nobody holds a unit that could be paid interest.
  COUPON_BEFORE_OPENING: ({ couponFrom, opens }) =>
    couponFrom && opens && Temporal.PlainDate.compare(couponFrom, opens) < 0
      ? [at(`${COUPON}.from`, { opens: opens.toString() })]
      : [],
  CARRY_BESIDE_PREFERENCE: ({ carry, preference }) =>
    carry !== undefined && preference !== undefined ? [at('preference')] : [],
  CATCH_UP_TOO_SMALL: ({ carry }) =>
    carry !== undefined && isCatchUpTooSmall(carry)
      ? [
          at('carry.catchUp', {
            catchUp: percentOfBps(carry.catchUpBps),
            carry: percentOfBps(carry.carryBps),
          }),
        ]
      : [],
  PREFERENCE_CAP: ({ preference }) =>
    preference !== undefined && (preference.participation === 'capped') !== (preference.capBps !== null)
      ? [at(preference.capBps === null ? 'preference.participation' : 'preference.cap')]
      : [],
  // The contract refuses it as well.
  WATERFALL_TERMS_INVALID: ({ preference }) =>
    preference?.participation === 'capped' &&
    preference.capBps !== null &&
    preference.capBps < preference.multipleBps
      ? [
          at('preference.cap', {
            cap: multipleOfBps(preference.capBps),
            multiple: multipleOfBps(preference.multipleBps),
          }),
        ]
      : [],
  OWNERS_ABOVE_WHOLE: ({ owners = [] }) =>
    owners.reduce((sum, { percent }) => sum + partOf(percent), 0n) > WHOLE ? [at('spv.owners')] : [],
  OWNER_TWICE: ({ owners = [] }) =>
    repeated(owners.map(({ name }) => name)).map(({ index, text }) =>
      at(`spv.owners[${index}]`, { owner: text }),
    ),
  RISK_TWICE: ({ risks = [] }) =>
    repeated(risks.map(({ title }) => title)).map(({ index, text }) =>
      at(`asset.risks[${index}]`, { risk: text }),
    ),
  COST_TWICE: ({ costNames = [] }) =>
    repeated(costNames).map(({ index, text }) => at(`offering.costs[${index}]`, { cost: text })),
  // Books are kept by code, and the contract knows a token once.
  CURRENCY_TWICE: ({ currencies = [], paymentToken, paymentCurrency }) =>
    currencies.flatMap((one, index) => {
      const before = [{ token: paymentToken, code: paymentCurrency?.code }, ...currencies.slice(0, index)]
      const isKnown =
        one !== null && before.some((each) => each?.token === one.token || each?.code === one.code)
      return isKnown ? [at(`offering.currencies[${index}]`, { currency: one.code })] : []
    }),
  // Whatever is paid is rounded up to its smallest part, so two prices that are closer than that would be paid as one.
  CURRENCY_COARSE: ({ currencies = [] }) =>
    currencies.flatMap((one, index) => {
      const rate = one === null ? null : parsePositive(one.exchangeRate, RATE_DECIMALS)
      const isCoarse =
        one !== null &&
        rate?.ok === true &&
        rate.value * 10n ** BigInt(one.decimals) < PARTS_MIN * 10n ** BigInt(RATE_DECIMALS)
      return isCoarse ? [at(`offering.currencies[${index}].decimals`, { currency: one.code })] : []
    }),
  CURRENCY_RATE_FIXED: ({ currencies = [], paymentCurrency }) =>
    currencies.flatMap((one, index) =>
      one === null || paymentCurrency === undefined
        ? []
        : [
            at(`offering.currencies[${index}].exchangeRate`, {
              currency: one.code,
              of: paymentCurrency.code,
            }),
          ],
    ),
  IDENTIFIER_TWICE: ({ identifiers = [] }) =>
    repeated(identifiers.map(({ scheme, value }) => `${scheme} ${value}`)).map(({ index, text }) =>
      at(`asset.identifiers[${index}]`, { identifier: text }),
    ),
  FORMED_IN_FUTURE: ({ formedOn, today }) =>
    (['issuer', 'spv'] as const).flatMap((of) => {
      const date = formedOn?.[of]
      return date !== undefined && Temporal.PlainDate.compare(date, today) > 0
        ? [at(`${of}.formedOn`, { date: date.toString(), today: today.toString() })]
        : []
    }),
  VALUATION_TWICE: ({ valuations = [] }) =>
    valuations.flatMap((valuation, index) =>
      valuation !== null &&
      valuations.slice(0, index).some((earlier) => earlier !== null && isSameValuation(earlier, valuation))
        ? [at(`valuations[${index}]`, { date: valuation.date.toString() })]
        : [],
    ),
  VALUATION_IN_FUTURE: ({ valuationDates = [], today }) =>
    valuationDates.flatMap((date, index) =>
      date !== null && Temporal.PlainDate.compare(date, today) > 0
        ? [at(`valuations[${index}].date`, { date: date.toString(), today: today.toString() })]
        : [],
    ),
  OFFERING_ABOVE_VALUATION: ({ valuations = [], costs, paymentCurrency, ...parts }) => {
    const known = valuations.filter((each) => each !== null)
    const inSheet = known[0]?.amount.currency
    const most = raisedAtMost({ ...parts, paymentCurrency })
    if (inSheet === undefined || most === null || paymentCurrency === undefined || costs === undefined)
      return []
    const above = aboveValuation(
      money(most, paymentCurrency),
      known,
      costs.map((cost) => money(cost, inSheet)),
    )
    return above === null
      ? []
      : [
          at('shareClass.units', {
            raised: displayMoney(above.raised),
            valuation: displayMoney(above.valuation),
            costs: displayMoney(above.costs),
          }),
        ]
  },
  VALUATION_OLD: ({ valuations = [], opens }) => {
    const latest = latestValuation(valuations.filter((each) => each !== null))
    if (latest === null || opens === undefined) return []
    return Temporal.PlainDate.compare(latest.date.add({ years: 1 }), opens) < 0
      ? [at('valuations', { date: latest.date.toString(), opens: opens.toString() })]
      : []
  },
  // Section 12(g)(1)(A) of the Exchange Act, 15 U.S.C. 78l(g)(1)(A).
  HOLDERS_NEAR_REGISTRATION: ({ exemption, holdersMax }) =>
    exemption !== undefined && exemption !== 'none-needed' && holdersMax !== undefined
      ? holdersMax === null || holdersMax > HOLDERS_BEFORE_REGISTRATION
        ? [at('transferRules.holdersMax', { max: String(HOLDERS_BEFORE_REGISTRATION) })]
        : []
      : [],
  BALANCE_MAX_WITHOUT_EFFECT: ({ balanceMax, units }) =>
    balanceMax != null && units !== undefined && balanceMax >= units ? [at('transferRules.balanceMax')] : [],
} as const satisfies Record<string, (parts: SheetParts) => readonly Place[]>

/** In whole units of the currency. 17 CFR 230.251(a), 227.100(a)(1); Regulation (EU) 2020/1503, art. 1(2)(c); 2017/1129, art. 3(2). */
const RAISE_LIMITS: ReadonlyMap<string, { readonly currency: string; readonly amount: bigint }> = new Map([
  ['reg-a-tier-1', { currency: 'USD', amount: 20_000_000n }],
  ['reg-a-tier-2', { currency: 'USD', amount: 75_000_000n }],
  ['reg-cf', { currency: 'USD', amount: 5_000_000n }],
  ['eu-small', { currency: 'EUR', amount: 12_000_000n }],
  ['eu-crowdfunding', { currency: 'EUR', amount: 5_000_000n }],
])
const COUPON = 'coupon'
const CROWDFUNDING_DAYS_MIN = 21
const REFLECTION_HOURS_MIN = 96

/** How many smallest parts of a currency a unit of the payment token has to come to. */
const PARTS_MIN = 10n
/** 100 % in ten-thousandths of a percent, which is as finely as parts are written. */
const WHOLE = 1_000_000n

function partOf(percent: string): bigint {
  const [whole = '0', fraction = ''] = percent.split('.')
  return BigInt(whole) * 10_000n + BigInt(fraction.padEnd(4, '0'))
}

/** The units that the offering sells at most; undefined while that could not be read. */
function onSale({ units, hardCap }: Pick<SheetParts, 'units' | 'hardCap'>): bigint | undefined {
  return hardCap === null ? units : hardCap
}

/** What all units on sale cost together, in minor units of the payment currency; null while a part of it could not be read. */
function raisedAtMost({
  price,
  priceTiers = [],
  decimals,
  paymentCurrency,
  ...parts
}: Pick<SheetParts, 'price' | 'priceTiers' | 'units' | 'hardCap' | 'decimals' | 'paymentCurrency'>):
  | bigint
  | null {
  const units = onSale(parts)
  if (price === undefined || units === undefined || decimals === undefined || paymentCurrency === undefined)
    return null
  const tiers = priceTiers.flatMap(({ unitsTo, price: of }) =>
    unitsTo === null || of === null ? [] : [{ unitsTo, price: of }],
  )
  if (tiers.length < priceTiers.length) return null
  return costOf(
    { unitPrice: money(price, paymentCurrency), priceTiers: tiers, decimals },
    { sold: 0n, units },
  )
}

type Place = { readonly path: string; readonly facts: Facts }

/** What may be as it is, and is only pointed at. */
const WARNINGS: ReadonlySet<CrossCode> = new Set([
  'WINDOW_OVER',
  'CURRENCY_RATE_FIXED',
  'OFFERING_ABOVE_VALUATION',
  'VALUATION_OLD',
  'HOLDERS_NEAR_REGISTRATION',
  'BALANCE_MAX_WITHOUT_EFFECT',
] as const)

export function severityOf(code: CrossCode): 'error' | 'warning' {
  return WARNINGS.has(code) ? 'warning' : 'error'
}

export const CROSS_CODES = Object.keys(CHECKS) as readonly CrossCode[]

/** Everything across fields that is wrong, or worth a second look. Pure. */
export function crossFindings(parts: SheetParts): CrossFinding[] {
  return CROSS_CODES.flatMap((code) => CHECKS[code](parts).map((place) => ({ code, ...place })))
}

function at(path: string, facts: Facts = {}): Place {
  return { path, facts }
}

/** The entries that an earlier one equals. */
function repeated(list: readonly string[]): { readonly index: number; readonly text: string }[] {
  return list.flatMap((text, index) => (list.indexOf(text) < index ? [{ index, text }] : []))
}
