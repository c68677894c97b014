import { Document, isCollection, isMap, isScalar } from 'yaml'
import type * as z from 'zod'
import { multipleOfBps, percentOfBps } from '../instrument/waterfall-terms.ts'
import { countriesExcept } from '../instrument/countries.ts'
import type { TransferRules } from '../instrument/instrument.ts'
import type { LegalEntity } from '../issuer/issuer.ts'
import { COUNTRIES } from '../kernel/countries.ts'
import { formatDecimal } from '../kernel/decimal.ts'
import type { Money } from '../kernel/money.ts'
import { rateText } from '../offering/currency.ts'
import type { SheetSchema } from './term-sheet-schema.service.ts'
import { CLOSING_DAYS, type TermSheet } from './term-sheet.ts'

/** What a term sheet says, apart from the bytes that say it. */
export type SheetContent = Omit<TermSheet, 'warnings' | 'sha256' | 'text'>

/**
 * Writes a term sheet: the inverse of `readTermSheet`. Fields stand in the schema's order, amounts with all of their
 * decimals, and what equals its default is left out; so two sheets say the same exactly when their texts are equal.
 *
 * @param comment what is said above the first field; nothing when it is empty
 */
export function termSheetText(sheet: SheetContent, comment = ''): string {
  const document = new Document(fieldsOf(sheet), {
    version: '1.2',
    schema: 'core',
    aliasDuplicateObjects: false,
  })
  if (comment !== '')
    document.commentBefore = comment
      .split('\n')
      .map((line) => ` ${line}`)
      .join('\n')
  // Parts of the sheet are set apart as in the examples.
  if (isMap(document.contents))
    for (const { key, value } of document.contents.items)
      if (isScalar(key) && isCollection(value)) key.spaceBefore = true
  return document.toString({ singleQuote: true, lineWidth: 0 })
}

/** Whether two sheets say the same, however they are written, and in whatever order they list valuations of one day. */
export function isSameSheet(a: SheetContent, b: SheetContent): boolean {
  return termSheetText(ordered(a)) === termSheetText(ordered(b))
}

function ordered(sheet: SheetContent): SheetContent {
  const keyOf = ({ date, method, appraiser }: SheetContent['valuations'][number]) =>
    `${date.toString()} ${method} ${appraiser}`
  const valuations = [...sheet.valuations].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  return { ...sheet, valuations }
}

/** The sheet as its file has it. What is undefined is not written. */
function fieldsOf(sheet: SheetContent): z.input<typeof SheetSchema> {
  const { terms, asset } = sheet
  const { offering, income, coupon, carry, preference, rules } = terms
  const units = (base: bigint) => formatDecimal(base, terms.decimals)
  return {
    version: 1,
    key: terms.key,
    currency: currencyOf(sheet),
    timeZone: terms.timeZone,
    issuer: entityFields(sheet.issuer),
    spv: {
      ...entityFields(sheet.spv),
      owners: listed(sheet.spv.owners.map(({ name, percent }) => ({ name, percent }))),
      holds: sheet.spv.holds ?? undefined,
      ringFence: sheet.spv.ringFence ?? undefined,
    },
    asset: {
      key: asset.key,
      kind: asset.kind,
      name: asset.name,
      country: asset.country,
      address: asset.address,
      identifiers: listed(asset.identifiers.map(({ scheme, value }) => ({ scheme, value }))),
      facts:
        asset.facts.length === 0
          ? undefined
          : Object.fromEntries(asset.facts.map(({ label, value }) => [label, value])),
      risks: listed(asset.risks.map(({ title, text }) => ({ title, text }))),
    },
    valuations: sheet.valuations.map(({ date, amount, method, appraiser, document }) => ({
      date: date.toString(),
      amount: amountText(amount),
      method,
      appraiser,
      document: document ?? undefined,
    })),
    shareClass: {
      name: terms.name,
      symbol: terms.symbol,
      decimals: terms.decimals,
      units: units(terms.unitsMax),
    },
    offering: {
      exemption: offering.exemption,
      price: amountText(terms.unitPrice),
      priceTiers: listed(
        terms.priceTiers.map(({ unitsTo, price }) => ({
          upTo: units(unitsTo),
          price: formatDecimal(price, terms.paymentCurrency.decimals),
        })),
      ),
      opens: offering.opens.toString(),
      closes: offering.closes.toString(),
      ticketMin: amountText(offering.ticketMin),
      ticketMax: offering.ticketMax === null ? undefined : amountText(offering.ticketMax),
      lockUpDays: offering.lockUpDays,
      softCap: offering.softCap === 0n ? undefined : units(offering.softCap),
      hardCap: offering.hardCap === null ? undefined : units(offering.hardCap),
      allocation: offering.allocation === 'first-come' ? undefined : offering.allocation,
      coolingOffHours: offering.coolingOffHours === 0 ? undefined : offering.coolingOffHours,
      closingDays: offering.closingDays === CLOSING_DAYS ? undefined : offering.closingDays,
      invitedOnly: offering.invitedOnly ? true : undefined,
      costs: listed(offering.costs.map(({ name, amount }) => ({ name, amount: amountText(amount) }))),
      currencies: listed(
        offering.currencies.map(({ token, currency: { code, decimals }, rate }) => ({
          token,
          code,
          decimals,
          exchangeRate: rateText(rate),
        })),
      ),
      limits: listed(
        offering.limits.map(({ standing, kind, countries, most }) => ({
          standing: standing ?? undefined,
          kind: kind ?? undefined,
          countries: countries === null ? undefined : [...countries],
          investmentMax: amountText(most),
        })),
      ),
      agreement: offering.agreementRequired ? 'signed' : undefined,
    },
    transferRules: {
      countries: countryFields(rules.countries),
      accreditedOnly: rules.accreditedOnly,
      holdersMax: rules.holdersMax ?? undefined,
      usHoldersMax: rules.usHoldersMax ?? undefined,
      nonAccreditedHoldersMax: rules.nonAccreditedHoldersMax ?? undefined,
      balanceMax: rules.balanceMax === null ? undefined : units(rules.balanceMax),
    },
    income:
      income === null
        ? undefined
        : {
            frequency: income.frequency,
            firstMonth: income.firstMonth === 1 ? undefined : income.firstMonth,
            payoutBps: income.payoutBps,
            payDay: income.payDay,
            record: income.record,
            recordDays: income.recordDays ?? undefined,
            accounts: { income: [...income.incomeAccounts], expense: [...income.expenseAccounts] },
          },
    coupon:
      coupon === null
        ? undefined
        : {
            rate: formatDecimal(coupon.rate, 4),
            faceValue: amountText(coupon.faceValue),
            dayCount: coupon.dayCount,
            frequency: coupon.frequency,
            from: coupon.from.toString(),
            maturity: coupon.maturity.toString(),
          },
    carry:
      carry === null
        ? undefined
        : {
            preferredReturn: percentOfBps(carry.preferredBps),
            catchUp: percentOfBps(carry.catchUpBps),
            carriedInterest: percentOfBps(carry.carryBps),
          },
    preference:
      preference === null
        ? undefined
        : {
            rank: preference.rank,
            multiple: multipleOfBps(preference.multipleBps),
            participation: preference.participation,
            cap: preference.capBps === null ? undefined : multipleOfBps(preference.capBps),
            dividend: preference.dividendBps === 0 ? undefined : percentOfBps(preference.dividendBps),
            convertible: preference.convertible,
          },
    payment:
      sheet.paymentToken === 'development'
        ? { token: 'development' }
        : {
            token: sheet.paymentToken,
            code: terms.paymentCurrency.code,
            decimals: terms.paymentCurrency.decimals,
          },
    treasury: sheet.treasury,
  }
}

/** An empty list is left out. */
function listed<T>(items: readonly T[]): T[] | undefined {
  return items.length === 0 ? undefined : [...items]
}

/** The sheet's one currency: every valuation is in it. */
function currencyOf({ terms, valuations }: SheetContent): string {
  const [first] = valuations
  if (first === undefined) throw new Error(`${terms.key} has no valuation, and so no sheet`)
  return first.amount.currency.code
}

function amountText({ minor, currency }: Money): string {
  return formatDecimal(minor, currency.decimals)
}

function entityFields({ key, name, form, jurisdiction, registryNumber, lei, formedOn }: LegalEntity) {
  return {
    key,
    name,
    form,
    jurisdiction,
    registryNumber: registryNumber ?? undefined,
    lei: lei ?? undefined,
    formedOn: formedOn?.toString(),
  }
}

/** The shorter of the two lists that come to these countries; neither list may be empty. */
function countryFields(
  countries: TransferRules['countries'],
): z.input<typeof SheetSchema>['transferRules']['countries'] {
  if (countries === 'any') return { rule: 'any' }
  const rest = countriesExcept(countries)
  const isMost = rest.length > 0 && countries.length * 2 > COUNTRIES.size
  return isMost || countries.length === 0
    ? { rule: 'except', list: rest }
    : { rule: 'only', list: [...countries] }
}
