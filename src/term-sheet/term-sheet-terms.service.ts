import type { CouponTerms } from '../instrument/coupon.ts'
import { RATE_DECIMALS, type Address } from '../instrument/instrument.ts'
import type { LegalEntity, Valuation } from '../issuer/issuer.ts'
import { parsePositive } from '../kernel/decimal.ts'
import { money, type Money } from '../kernel/money.ts'
import type { Result } from '../kernel/result.ts'
import { countriesOf, paymentOf, toCarry, toLimit, toPreference } from './term-sheet-parts.service.ts'
import type { Sheet } from './term-sheet-schema.service.ts'
import { CLOSING_DAYS, CURRENCIES, type SheetFinding, type TermSheet } from './term-sheet.ts'

/** Of a percentage: it is kept in ten-thousandths of a percent. */
const PERCENT_DECIMALS = 4

/** Only for a sheet in which nothing was found wrong: what is refused here would be a bug of the checks above. */
export function toTermSheet(
  sheet: Sheet,
  warnings: readonly SheetFinding[],
): Omit<TermSheet, 'sha256' | 'text'> {
  const paymentCurrency = sure(paymentOf(sheet.payment))
  const currency = sure(CURRENCIES[sheet.currency])
  const { decimals } = sheet.shareClass
  const paid = (value: string): Money => money(minor(value, paymentCurrency.decimals), paymentCurrency)
  return {
    issuer: toEntity(sheet.issuer),
    spv: {
      ...toEntity(sheet.spv),
      owners: sheet.spv.owners ?? [],
      holds: sheet.spv.holds ?? null,
      ringFence: sheet.spv.ringFence ?? null,
    },
    asset: {
      key: sheet.asset.key,
      kind: sheet.asset.kind,
      name: sheet.asset.name,
      country: sheet.asset.country,
      address: sheet.asset.address,
      identifiers: sheet.asset.identifiers ?? [],
      facts: Object.entries(sheet.asset.facts ?? {}).map(([label, value]) => ({ label, value })),
      risks: sheet.asset.risks ?? [],
    },
    valuations: sheet.valuations
      .map((each): Valuation => ({
        ...each,
        amount: money(minor(each.amount, currency.decimals), currency),
        document: each.document ?? null,
      }))
      .sort((a, b) => Temporal.PlainDate.compare(a.date, b.date)),
    terms: {
      key: sheet.key,
      name: sheet.shareClass.name,
      symbol: sheet.shareClass.symbol,
      decimals,
      unitsMax: minor(sheet.shareClass.units, decimals),
      unitPrice: paid(sheet.offering.price),
      priceTiers: (sheet.offering.priceTiers ?? []).map(({ upTo, price }) => ({
        unitsTo: minor(upTo, decimals),
        price: paid(price).minor,
      })),
      paymentCurrency,
      treasuryKind: sheet.treasury === 'managed' ? 'managed' : 'own',
      timeZone: sheet.timeZone,
      rules: {
        countries: sure(countriesOf(sheet.transferRules.countries)),
        accreditedOnly: sheet.transferRules.accreditedOnly,
        holdersMax: sheet.transferRules.holdersMax ?? null,
        usHoldersMax: sheet.transferRules.usHoldersMax ?? null,
        nonAccreditedHoldersMax: sheet.transferRules.nonAccreditedHoldersMax ?? null,
        balanceMax:
          sheet.transferRules.balanceMax === undefined
            ? null
            : minor(sheet.transferRules.balanceMax, decimals),
      },
      offering: {
        exemption: sheet.offering.exemption,
        opens: sheet.offering.opens,
        closes: sheet.offering.closes,
        ticketMin: paid(sheet.offering.ticketMin),
        ticketMax: sheet.offering.ticketMax === undefined ? null : paid(sheet.offering.ticketMax),
        lockUpDays: sheet.offering.lockUpDays,
        softCap: sheet.offering.softCap === undefined ? 0n : minor(sheet.offering.softCap, decimals),
        hardCap: sheet.offering.hardCap === undefined ? null : minor(sheet.offering.hardCap, decimals),
        allocation: sheet.offering.allocation ?? 'first-come',
        coolingOffHours: sheet.offering.coolingOffHours ?? 0,
        closingDays: sheet.offering.closingDays ?? CLOSING_DAYS,
        invitedOnly: sheet.offering.invitedOnly ?? false,
        costs: (sheet.offering.costs ?? []).map(({ name, amount }) => ({
          name,
          amount: money(minor(amount, currency.decimals), currency),
        })),
        currencies: (sheet.offering.currencies ?? []).map(({ token, code, decimals: of, exchangeRate }) => ({
          token: address(token),
          currency: { code, decimals: of },
          rate: minor(exchangeRate, RATE_DECIMALS),
        })),
        limits: (sheet.offering.limits ?? []).map((limit) => toLimit(limit, paid(limit.investmentMax))),
        agreementRequired: sheet.offering.agreement === 'signed',
      },
      carry: sheet.carry === undefined ? null : toCarry(sheet.carry),
      preference: sheet.preference === undefined ? null : toPreference(sheet.preference),
      coupon: sheet.coupon === undefined ? null : toCoupon(sheet.coupon, paid(sheet.coupon.faceValue)),
      income:
        sheet.income === undefined
          ? null
          : {
              frequency: sheet.income.frequency,
              firstMonth: sheet.income.firstMonth ?? 1,
              payoutBps: sheet.income.payoutBps,
              payDay: sheet.income.payDay,
              record: sheet.income.record,
              recordDays: sheet.income.recordDays ?? null,
              incomeAccounts: sheet.income.accounts.income,
              expenseAccounts: sheet.income.accounts.expense,
            },
    },
    paymentToken: wordOrAddress('development', sheet.payment.token),
    treasury: wordOrAddress('managed', sheet.treasury),
    warnings,
  }
}

function toCoupon(
  { rate, dayCount, frequency, from, maturity }: NonNullable<Sheet['coupon']>,
  faceValue: Money,
): CouponTerms {
  return { faceValue, rate: minor(rate, PERCENT_DECIMALS), dayCount, frequency, from, maturity }
}

function toEntity({ key, name, form, jurisdiction, ...said }: Sheet['issuer']): LegalEntity {
  const { registryNumber = null, lei = null, formedOn = null } = said
  return { key, name, form, jurisdiction, registryNumber, lei, formedOn }
}

function wordOrAddress<W extends string>(word: W, text: string): W | Address {
  return text === word ? word : address(text)
}

/** The schema let nothing else through. */
function address(text: string): Address {
  return text as Address
}

function minor(text: string, decimals: number): bigint {
  const read: Result<bigint, string> = parsePositive(text, decimals)
  if (!read.ok) throw new Error(`${text} was checked, yet is refused: ${read.reason}`)
  return read.value
}

function sure<T>(value: T | null | undefined): T {
  if (value === null || value === undefined)
    throw new Error('a part of the sheet was checked, yet is missing')
  return value
}
