import type { Asset, LegalEntity } from '../issuer/issuer.ts'
import { hardCapOf, type Instrument } from '../instrument/instrument.ts'
import { costOf } from '../instrument/price.ts'

/** What was sold, as Form D asks for it. Amounts are minor units of the payment currency. */
export type SoldSoFar = {
  readonly firstOn: Temporal.PlainDate | null
  readonly amount: bigint
  readonly investors: number
  readonly notAccredited: number
}

/** A draft of the notice of sales: what the platform knows is filled in, and what it cannot know is named. */
export type FormD = {
  readonly citation: '17 CFR 239.500'
  readonly items: readonly FormDItem[]
  /** Numbers of the items that somebody has to complete. */
  readonly open: readonly number[]
}
export type FormDItem = {
  readonly number: number
  readonly title: string
  /** Null is for people to fill in. */
  readonly fields: Readonly<Partial<Record<FormDField, string | null>>>
}
export type FormDField = keyof typeof FORM_D_FIELDS

/** What an item asks, in the words of the form: it is filed in English, whatever the language of who reads it. */
export const FORM_D_FIELDS = {
  name: 'Name of issuer',
  jurisdiction: 'Jurisdiction of incorporation or organization',
  entityType: 'Entity type',
  yearOfOrganization: 'Year of incorporation or organization',
  street: 'Street address',
  city: 'City',
  state: 'State, province or country',
  zip: 'ZIP or postal code',
  phone: 'Phone number of issuer',
  executiveOfficersDirectorsPromoters: 'Executive officers, directors and promoters',
  group: 'Industry group',
  revenueRange: 'Revenue range',
  exemption: 'Federal exemption',
  notice: 'New notice or amendment',
  dateOfFirstSale: 'Date of first sale',
  moreThanOneYear: 'Is the offering intended to last more than one year?',
  type: 'Type of securities',
  description: 'Description',
  isBusinessCombination: 'Is the offering made in connection with a business combination?',
  minimum: 'Minimum investment accepted from any outside investor',
  recipients: 'Recipients',
  totalOfferingAmount: 'Total offering amount',
  totalAmountSold: 'Total amount sold',
  totalRemaining: 'Total remaining to be sold',
  notAccredited: 'Investors who do not qualify as accredited',
  total: 'Investors in all who have invested',
  commissions: 'Sales commissions',
  findersFees: 'Finders’ fees',
  paidToRelatedPersons: 'Of the proceeds, paid to the persons of item 3',
} as const

/** Item 6: the boxes of the exemptions. */
const BOXES: Readonly<Record<string, string>> = { 'reg-d-506b': 'Rule 506(b)', 'reg-d-506c': 'Rule 506(c)' }

/** Item 4: the industry groups, by kind of asset. */
const GROUPS: Readonly<Record<string, string>> = {
  'office-building': 'Real Estate: Commercial',
  'retail-building': 'Real Estate: Commercial',
  'industrial-building': 'Real Estate: Commercial',
  'residential-building': 'Real Estate: Residential',
  land: 'Real Estate: Other Real Estate',
}

/** The draft as rows of a file: number and title of the item, what it asks, and what is known. */
export function formDRows({ items }: FormD): string[][] {
  return items.flatMap(({ number, title, fields }) =>
    Object.entries(fields).map(([field, value]) => [
      String(number),
      title,
      FORM_D_FIELDS[field as FormDField],
      value ?? '',
    ]),
  )
}

/** Whether sales under an exemption are told with Form D. */
export function isToldByFormD(exemption: string): boolean {
  return exemption in BOXES
}

/**
 * The draft for an offering of an SPV's units. Pure.
 *
 * @param money writes minor units of the payment currency as a plain decimal
 */
export function formD(
  {
    spv,
    asset,
    instrument,
    sold,
  }: {
    readonly spv: LegalEntity
    readonly asset: Pick<Asset, 'kind'>
    readonly instrument: Instrument
    readonly sold: SoldSoFar
  },
  money: (minor: bigint) => string,
): FormD {
  const { offering } = instrument
  const offered = costOf(instrument, { sold: 0n, units: hardCapOf(instrument) })
  const items: FormDItem[] = [
    item(1, 'Issuer’s identity', {
      name: spv.name,
      jurisdiction: spv.jurisdiction,
      entityType: spv.form,
      yearOfOrganization: null,
    }),
    item(2, 'Principal place of business and contact information', {
      street: null,
      city: null,
      state: null,
      zip: null,
      phone: null,
    }),
    item(3, 'Related persons', { executiveOfficersDirectorsPromoters: null }),
    item(4, 'Industry group', { group: GROUPS[asset.kind] ?? null }),
    item(5, 'Issuer size', { revenueRange: null }),
    item(6, 'Exemptions and exclusions claimed', { exemption: BOXES[offering.exemption] ?? null }),
    item(7, 'Type of filing', {
      notice: 'New notice',
      dateOfFirstSale: sold.firstOn?.toString() ?? 'First sale yet to occur',
    }),
    item(8, 'Duration of offering', {
      moreThanOneYear: isLong(offering.opens, offering.closes) ? 'Yes' : 'No',
    }),
    item(9, 'Types of securities offered', {
      type: 'Other',
      description: `Units of ${spv.form}: ${instrument.name}`,
    }),
    item(10, 'Business combination transaction', { isBusinessCombination: 'No' }),
    item(11, 'Minimum investment', { minimum: money(offering.ticketMin.minor) }),
    item(12, 'Sales compensation', { recipients: null }),
    item(13, 'Offering and sales amounts', {
      totalOfferingAmount: money(offered),
      totalAmountSold: money(sold.amount),
      totalRemaining: money(offered - sold.amount),
    }),
    item(14, 'Investors', {
      notAccredited: String(sold.notAccredited),
      total: String(sold.investors),
    }),
    item(15, 'Sales commissions and finders’ fees expenses', { commissions: null, findersFees: null }),
    item(16, 'Use of proceeds', { paidToRelatedPersons: null }),
  ]
  const open = items.filter(({ fields }) => Object.values(fields).includes(null)).map(({ number }) => number)
  return { citation: '17 CFR 239.500', items, open }
}

function isLong(opens: Temporal.PlainDate, closes: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(closes, opens.add({ years: 1 })) > 0
}

function item(number: number, title: string, fields: FormDItem['fields']): FormDItem {
  return { number, title, fields }
}
