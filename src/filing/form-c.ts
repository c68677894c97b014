import type { AllocationRule, Instrument } from '../instrument/instrument.ts'
import { costOf } from '../instrument/price.ts'
import type { LegalEntity } from '../issuer/issuer.ts'
import { displayDecimal, displayMoney } from '../kernel/decimal.ts'
import { money } from '../kernel/money.ts'
import { isDollars } from '../restriction/known-facts.ts'

/** What is filed on Form C while a crowdfunding is planned and sold. */
export const FORM_C_FILINGS = ['FORM_C', 'FORM_C_U_HALF', 'FORM_C_U_WHOLE', 'FORM_C_U_FINAL'] as const
export type FormCFiling = (typeof FORM_C_FILINGS)[number]

/** A draft of the cover page: what the platform knows is filled in, and what it cannot know is left to people. */
export type FormC = {
  readonly citation: '17 CFR 239.900'
  readonly items: readonly FormCItem[]
  /** Titles of the parts that somebody has to complete. */
  readonly open: readonly string[]
}
export type FormCItem = {
  readonly title: string
  /** Null is for people to fill in. */
  readonly fields: Readonly<Partial<Record<FormCField, string | null>>>
}
export type FormCField = keyof typeof FORM_C_FIELDS

/** What a part asks, in the words of the form: it is filed in English, whatever the language of who reads it. */
export const FORM_C_FIELDS = {
  submission: 'Type of submission',
  progress: 'Progress update',
  name: 'Name of issuer',
  form: 'Legal status of issuer: form',
  jurisdiction: 'Legal status of issuer: jurisdiction of incorporation or organization',
  organizedOn: 'Legal status of issuer: date of organization',
  address: 'Physical address of issuer',
  website: 'Website of issuer',
  coIssuer: 'Is there a co-issuer?',
  intermediary: 'Name of intermediary through which the offering will be conducted',
  intermediaryCik: 'CIK number of intermediary',
  intermediaryFile: 'SEC file number of intermediary',
  intermediaryCrd: 'CRD number of intermediary',
  compensation: 'Amount of compensation to be paid to the intermediary',
  otherInterest: 'Any other direct or indirect interest in the issuer held by the intermediary',
  type: 'Type of security offered',
  targetNumber: 'Target number of securities to be offered',
  price: 'Price (or method for determining price)',
  targetAmount: 'Target offering amount',
  oversubscriptions: 'Oversubscriptions accepted',
  oversubscriptionsAllocated: 'How oversubscriptions will be allocated',
  maximumAmount: 'Maximum offering amount (if different from target offering amount)',
  deadline: 'Deadline to reach the target offering amount',
  employees: 'Current number of employees',
  totalAssets: 'Total assets, most recent and prior fiscal year-end',
  cash: 'Cash and cash equivalents, most recent and prior fiscal year-end',
  receivable: 'Accounts receivable, most recent and prior fiscal year-end',
  shortTermDebt: 'Short-term debt, most recent and prior fiscal year-end',
  longTermDebt: 'Long-term debt, most recent and prior fiscal year-end',
  revenues: 'Revenues/sales, most recent and prior fiscal year-end',
  costOfGoods: 'Cost of goods sold, most recent and prior fiscal year-end',
  taxes: 'Taxes paid, most recent and prior fiscal year-end',
  netIncome: 'Net income, most recent and prior fiscal year-end',
  jurisdictions: 'Jurisdictions in which the issuer intends to offer the securities',
} as const

const SUBMISSIONS: Readonly<Record<FormCFiling, string>> = {
  FORM_C: 'Form C: Offering statement',
  FORM_C_U_HALF: 'Form C-U: Progress update',
  FORM_C_U_WHOLE: 'Form C-U: Progress update',
  FORM_C_U_FINAL: 'Form C-U: Progress update',
}

/** The boxes of the form; by hand is none of the two that it names. */
const ALLOCATED: Readonly<Record<AllocationRule, string>> = {
  'first-come': 'First-come, first-served basis',
  'pro-rata': 'Pro-rata basis',
  'by-hand': 'Other: at the issuer’s discretion',
}

export type CrowdfundingSoFar = {
  /** Minor units of the payment currency: what was sold. */
  readonly sold: bigint
  /** The day that the filing is counted from: of an update, when its part of the target was sold. */
  readonly since: Temporal.PlainDate
}

/**
 * Drafts the offering statement of a crowdfunding, or an update of its progress (17 CFR 227.203(a)(1) and (3)): the terms of
 * 17 CFR 227.201(g), (h) and (l) from the sheet, the rest for people. Nothing is sent to anybody. Pure.
 *
 * Amounts are in dollars where the payment currency stands for them, days as the United States write them.
 */
export function formC(
  filing: FormCFiling,
  {
    spv,
    instrument,
    so,
  }: { readonly spv: LegalEntity; readonly instrument: Instrument; readonly so: CrowdfundingSoFar },
): FormC {
  const { offering, unitsMax, unitPrice, priceTiers, payment } = instrument
  const target = offering.softCap > 0n ? offering.softCap : unitsMax
  const cost = (of: bigint) => costOf(instrument, { sold: 0n, units: of })
  const mayExceed = target < unitsMax
  const { currency } = payment
  const inCurrency = (minor: bigint) =>
    isDollars(currency.code)
      ? `$${displayDecimal(minor, currency.decimals)}`
      : displayMoney(money(minor, currency))
  const units = (base: bigint) => displayDecimal(base, instrument.decimals)
  const items: FormCItem[] = [
    {
      title: 'Filing',
      fields: {
        submission: SUBMISSIONS[filing],
        ...(filing === 'FORM_C'
          ? {}
          : {
              progress: `${inCurrency(so.sold)} of the target offering amount of ${inCurrency(cost(target))} sold; ${REACHED[filing]} ${usDate(so.since)}`,
            }),
      },
    },
    {
      title: 'Issuer',
      fields: {
        name: spv.name,
        form: spv.form,
        jurisdiction: spv.jurisdiction,
        organizedOn: null,
        address: null,
        website: null,
        coIssuer: 'No',
      },
    },
    {
      title: 'Intermediary',
      fields: {
        intermediary: null,
        intermediaryCik: null,
        intermediaryFile: null,
        intermediaryCrd: null,
        compensation: null,
        otherInterest: null,
      },
    },
    {
      title: 'Offering',
      fields: {
        type: `Other: units of ${spv.form}: ${instrument.name}`,
        targetNumber: units(target),
        price:
          priceTiers.length === 0
            ? inCurrency(unitPrice.minor)
            : [
                ...priceTiers.map(
                  ({ unitsTo, price }) => `${inCurrency(price)} up to ${units(unitsTo)} units`,
                ),
                `${inCurrency(unitPrice.minor)} after them`,
              ].join('; '),
        targetAmount: inCurrency(cost(target)),
        oversubscriptions: mayExceed ? 'Yes' : 'No',
        ...(mayExceed
          ? {
              oversubscriptionsAllocated: ALLOCATED[offering.allocation],
              maximumAmount: inCurrency(cost(unitsMax)),
            }
          : {}),
        deadline: usDate(offering.closes),
      },
    },
    {
      title: 'Finances',
      fields: {
        employees: null,
        totalAssets: null,
        cash: null,
        receivable: null,
        shortTermDebt: null,
        longTermDebt: null,
        revenues: null,
        costOfGoods: null,
        taxes: null,
        netIncome: null,
      },
    },
    { title: 'Jurisdictions', fields: { jurisdictions: null } },
  ]
  const open = items.filter(({ fields }) => Object.values(fields).includes(null)).map(({ title }) => title)
  return { citation: '17 CFR 239.900', items, open }
}

function usDate({ year, month, day }: Temporal.PlainDate): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${two(month)}/${two(day)}/${year}`
}

/** What happened on the day that an update is about. */
const REACHED: Readonly<Record<Exclude<FormCFiling, 'FORM_C'>, string>> = {
  FORM_C_U_HALF: '50 percent reached on',
  FORM_C_U_WHOLE: '100 percent reached on',
  FORM_C_U_FINAL: 'offering ended on',
}

/** The draft as rows of a file: the part, what it asks, and what is known. */
export function formCRows({ items }: FormC): string[][] {
  return items.flatMap(({ title, fields }) =>
    Object.entries(fields).map(([field, value]) => [title, FORM_C_FIELDS[field as FormCField], value ?? '']),
  )
}
