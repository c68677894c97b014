import * as z from 'zod'
import { FREQUENCIES } from '../instrument/frequency.ts'
import { PAY_DAY_MAX, RECORD_RULES } from '../instrument/income-calendar.ts'
import { PARTICIPATIONS } from '../instrument/waterfall-terms.ts'
import { DAY_COUNTS } from '../instrument/day-count.ts'
import { IDENTIFIER_SCHEMES, identifierFault } from '../instrument/identifier.ts'
import { MARKETS_AS_OF } from '../instrument/markets.ts'
import { ALLOCATION_RULES, EXEMPTIONS, RATE_DECIMALS, STANDINGS } from '../instrument/instrument.ts'
import { INVESTOR_KINDS } from '../investor/investor.ts'
import { ASSET_KINDS, isJurisdiction, SHEET_KEY, VALUATION_METHODS } from '../issuer/issuer.ts'
import { parsePositive } from '../kernel/decimal.ts'
import type { Facts } from '../kernel/result.ts'
import {
  addressField,
  countryField,
  dateField,
  isLine,
  nameField,
  paperTextField,
} from '../platform/http/fields.ts'
import {
  CLOSING_DAYS_MAX,
  COOLING_OFF_HOURS_MAX,
  CURRENCIES,
  HOLDERS_MAX,
  KIND_HOLDERS_MAX,
  LOCK_UP_DAYS_MAX,
  type FieldCode,
} from './term-sheet.ts'

const LIST_MAX = 250
const VALUATIONS_MAX = 100
const ACCOUNTS_MAX = 100
const FACTS_MAX = 50
const DECIMALS_MAX = 18
const OWNERS_MAX = 20
const RISKS_MAX = 30
const COSTS_MAX = 20
/** One less than the contract takes: the price of all other units is one of them. */
const PRICE_TIERS_MAX = 15
/** One less than the contract takes: one for everybody else follows. */
const LIMITS_MAX = 15
/** One less than the contract takes: the payment token is one of them. */
const CURRENCIES_MAX = 7
/** With 12 decimals and a token's 18 it fits the 128 bits that the contract has for either side of a rate. */
const RATE_MAX = 10n ** 8n
const LONG_TEXT_MAX = 2_000

type Payload = { readonly issues: z.core.$ZodRawIssue[]; readonly value: unknown }

function refused(payload: Payload, code: FieldCode, facts: Facts = {}): void {
  payload.issues.push({ code: 'custom', message: code, params: { ...facts }, input: payload.value })
}

/** Text with a rule of its own that says its own code. The pattern is for editors; the rule decides. */
function ruled(code: FieldCode, sound: (text: string) => boolean, pattern?: string) {
  const field = z.string().check((payload) => {
    if (!sound(payload.value)) refused(payload, code)
  })
  return pattern === undefined ? field : field.meta({ pattern })
}

function matching(code: FieldCode, pattern: RegExp) {
  return ruled(code, (text) => pattern.test(text), pattern.source)
}

const key = matching('KEY_FORMAT', SHEET_KEY)

/** A decimal above zero and at most `max` units, kept as text. */
function decimalUpTo(decimals: number, max: bigint | null, example: string) {
  return z
    .string({ error: ({ input }) => (typeof input === 'number' ? 'AMOUNT_MUST_BE_STRING' : undefined) })
    .check((payload) => {
      const read = parsePositive(payload.value, decimals)
      const isTooLarge = read.ok && max !== null && read.value > max * 10n ** BigInt(decimals)
      if (!read.ok) refused(payload, read.reason, { decimals: String(decimals) })
      else if (isTooLarge) refused(payload, 'AMOUNT_OVERFLOW')
    })
    .meta({ pattern: '^(0|[1-9][0-9]*)(\\.[0-9]+)?$', examples: [example] })
}

/** How many decimals it may have depends on another field. */
const decimal = decimalUpTo(DECIMALS_MAX, null, '50000000.00')

const jurisdiction = ruled('JURISDICTION_UNKNOWN', isJurisdiction, '^[A-Z]{2}(-[A-Z0-9]{1,3})?$')

const lei = z
  .string()
  .check((payload) => {
    const fault = identifierFault('lei', payload.value)
    if (fault !== null) refused(payload, fault)
  })
  .meta({ pattern: '^[A-Z0-9]{18}[0-9]{2}$' })

const identifier = z
  .strictObject({
    scheme: z.enum(IDENTIFIER_SCHEMES).describe('Which registry or standard gave it.'),
    value: z.string().describe('As it was given. Check digits are checked.'),
  })
  .check((payload) => {
    const fault = identifierFault(payload.value.scheme, payload.value.value)
    if (fault === null) return
    payload.issues.push({
      code: 'custom',
      message: fault,
      params: { scheme: payload.value.scheme, listedOn: MARKETS_AS_OF },
      path: ['value'],
      input: payload.value.value,
    })
  })

const timeZone = ruled('TIME_ZONE_UNKNOWN', isTimeZone)

/** A place of the IANA database in its own spelling, or UTC. Fixed offsets are none: they have no daylight saving. */
function isTimeZone(text: string): boolean {
  if (text !== 'UTC' && !/^[A-Za-z_]+\/[A-Za-z0-9_+/-]+$/.test(text)) return false
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text).timeZoneId === text
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** A word of its own, or an address. */
function wordOrAddress<W extends string>(word: W, code: FieldCode) {
  return z
    .string()
    .check((payload) => (payload.value === word ? undefined : refuseNoAddress(payload, code)))
    .meta({ pattern: `^(${word}|0x[0-9a-fA-F]{40})$`, examples: [word] })
}

/** A wrong address says what is wrong with it as everywhere else. */
function refuseNoAddress(payload: Payload & { readonly value: string }, code: FieldCode): void {
  if (!payload.value.startsWith('0x')) return refused(payload, code)
  const read = addressField.safeParse(payload.value)
  if (read.success) return
  const [issue] = read.error.issues
  payload.issues.push({
    code: 'custom',
    message: issue?.message ?? code,
    params: issue?.code === 'custom' ? issue.params : {},
    input: payload.value,
  })
}

const legalEntity = z.strictObject({
  key: key.describe('Your own name for the company; the same key in another sheet is the same company.'),
  name: nameField.describe('Its name in the register.'),
  form: nameField.describe('Its legal form, in the words of its jurisdiction: LLC, GmbH.'),
  jurisdiction: jurisdiction.describe(
    'Country, or country and part: LU, US-DE (ISO 3166-1 alpha-2, ISO 3166-2). Of the parts those of the United States are checked.',
  ),
  registryNumber: nameField.optional().describe('Its number in the register. Left out while it has none.'),
  lei: lei.optional().describe('Its legal entity identifier (ISO 17442), if it has one.'),
  formedOn: dateField.optional().describe('The day of its formation, which Open Cap Format asks for.'),
})

const PERCENT = /^(100|[1-9]?[0-9](\.[0-9]{1,4})?)$/

const spv = legalEntity.extend({
  owners: z
    .array(
      z.strictObject({
        name: nameField.describe('A company or a trust. People are not named here.'),
        percent: ruled('PERCENT_FORMAT', (text) => PERCENT.test(text) && Number(text) > 0, PERCENT.source)
          .describe('Its part, like 100 or 62.5.')
          .meta({ examples: ['62.5'] }),
      }),
    )
    .max(OWNERS_MAX)
    .optional()
    .describe('Who owns it.'),
  holds: paperTextField(LONG_TEXT_MAX).optional().describe('What it holds, and by which right.'),
  ringFence: paperTextField(LONG_TEXT_MAX)
    .optional()
    .describe('What keeps its creditors from other assets, and others’ creditors from this one.'),
})

const risk = z.strictObject({
  title: nameField.describe('In a few words.'),
  text: paperTextField(LONG_TEXT_MAX).describe('What can happen, and what it would cost the holder.'),
})

const valuation = z.strictObject({
  date: dateField.describe('The day the value was found for.'),
  amount: decimal.describe('In the currency of the sheet.'),
  method: z
    .enum(VALUATION_METHODS)
    .describe('How the value was found. A price that the issuer set is no appraisal.'),
  appraiser: nameField.describe('Who found it.'),
  document: matching('SHA256_FORMAT', /^[0-9a-f]{64}$/)
    .optional()
    .describe('SHA-256 of the appraisal, which the data room has. It may be named later, and then stays.'),
})

const shareClass = z.strictObject({
  name: nameField.describe('The name of the units, and of the token.'),
  symbol: matching('SYMBOL_FORMAT', /^[A-Z][A-Z0-9]{1,10}$/).describe('The token’s symbol.'),
  decimals: z
    .int()
    .min(0)
    .max(DECIMALS_MAX)
    .describe('Digits after the point in a balance; 0 for whole units.'),
  units: decimal.describe('How many units there may ever be.'),
})

const offering = z.strictObject({
  exemption: z
    .enum(EXEMPTIONS)
    .describe(
      'Under which exemption from registration or from a prospectus the units are sold: 17 CFR 230.506, 230.901–905, 230.251, 227.100; Regulation (EU) 2017/1129, art. 1(4), 3(2); Regulation (EU) 2020/1503.',
    ),
  price: decimal.describe('Of one unit, in the payment token.'),
  priceTiers: z
    .array(
      z.strictObject({
        upTo: decimal.describe('Up to how many units, counted from the first one sold.'),
        price: decimal.describe('Of one of them, in the payment token.'),
      }),
    )
    .max(PRICE_TIERS_MAX)
    .optional()
    .describe(
      'What the first units cost, ascending; all others cost the price of the share class. The units paid for before yours count. Left out: all cost the same.',
    ),
  opens: dateField.describe('First day of the offering, in the sheet’s time zone.'),
  closes: dateField.describe('Its last day; subscriptions are taken until it ends.'),
  ticketMin: decimal.describe('The least that one subscription may be.'),
  ticketMax: decimal.optional().describe('The most that one subscription may be. Left out: no limit.'),
  lockUpDays: z
    .int()
    .min(0)
    .max(LOCK_UP_DAYS_MAX)
    .describe('Days after the closing during which units cannot be sold on.'),
  softCap: decimal
    .optional()
    .describe('The fewest units with which the offering may close. Left out: any number.'),
  hardCap: decimal
    .optional()
    .describe('The most units that the offering sells. Left out: all units of the class.'),
  allocation: z
    .enum(ALLOCATION_RULES)
    .optional()
    .describe(
      'Who gets how many units: who comes first (so it is where left out); each in proportion, when more is subscribed for; or by hand, as the issuer allots after the last day.',
    ),
  coolingOffHours: z
    .int()
    .min(0)
    .max(COOLING_OFF_HOURS_MAX)
    .optional()
    .describe('Hours in which an investor may take a subscription back. Left out: none.'),
  closingDays: z
    .int()
    .min(2)
    .max(CLOSING_DAYS_MAX)
    .optional()
    .describe('Days after its last day in which it is closed, or everybody is paid back. Left out: 30.'),
  invitedOnly: z
    .boolean()
    .optional()
    .describe('Whether only investors whom the issuer invites may see it and subscribe. Left out: no.'),
  costs: z
    .array(
      z.strictObject({
        name: nameField.describe('Like “Acquisition fee” or “Maintenance reserve”.'),
        amount: decimal.describe('In the currency of the sheet.'),
      }),
    )
    .max(COSTS_MAX)
    .optional()
    .describe('What the money pays for beside the asset: by so much the offering may exceed its valuation.'),
  currencies: z
    .array(
      z.strictObject({
        token: z
          .string()
          .check((payload) => refuseNoAddress(payload, 'TOKEN_FORMAT'))
          .meta({ pattern: '^0x[0-9a-fA-F]{40}$' })
          .describe('The contract of a stablecoin that takes payments by signature (ERC-3009).'),
        code: z.string().min(1).max(11).describe('Its symbol, as the token itself answers it.'),
        decimals: z
          .int()
          .min(0)
          .max(DECIMALS_MAX)
          .describe('Its decimals, as the token itself answers them.'),
        exchangeRate: decimalUpTo(RATE_DECIMALS, RATE_MAX, '0.92').describe(
          'What one unit of the payment token costs in it, like 0.92. It never changes.',
        ),
      }),
    )
    .max(CURRENCIES_MAX)
    .optional()
    .describe(
      'What else investors may pay with, at fixed rates; a refund is in what was paid. Caps, tickets and limits stay in the payment token, and so do payments at a bank and all income. Left out: the payment token alone.',
    ),
  limits: z
    .array(
      z.strictObject({
        standing: z
          .enum(STANDINGS)
          .optional()
          .describe('Those whose accreditation counts on the day, or those without. Left out: both.'),
        kind: z.enum(INVESTOR_KINDS).optional().describe('People, or entities. Left out: both.'),
        countries: z
          .array(countryField)
          .min(1)
          .max(LIST_MAX)
          .optional()
          .describe('Of residence, ISO 3166-1 alpha-2 codes. Left out: any.'),
        investmentMax: decimal.describe(
          'The most that each of them may invest in this offering in all, in the payment token.',
        ),
      }),
    )
    .max(LIMITS_MAX)
    .optional()
    .describe(
      'How much investors of a kind may invest; the first that is for an investor counts, and whom none is for may invest any amount. What the law allows an investor is weighed besides. Left out: no limits.',
    ),
  agreement: z
    .enum(['none', 'signed'])
    .optional()
    .describe(
      'Whether investors sign a subscription agreement before they pay, which the issuer countersigns. Left out, they sign none.',
    ),
})

const transferRules = z.strictObject({
  countries: z
    .strictObject({
      rule: z.enum(['any', 'only', 'except']).describe('Who may receive units, by country of residence.'),
      list: z
        .array(countryField)
        .min(1)
        .max(LIST_MAX)
        .optional()
        .describe('ISO 3166-1 alpha-2 codes: where it is only these, or all except these.'),
    })
    .describe('Checked by the token at every movement.'),
  accreditedOnly: z.boolean().describe('Whether every receiver must be an accredited investor.'),
  holdersMax: z.int().min(1).max(HOLDERS_MAX).optional().describe('Most holders at a time.'),
  usHoldersMax: z
    .int()
    .min(1)
    .max(KIND_HOLDERS_MAX)
    .optional()
    .describe('Most holders who reside in the United States, territories included.'),
  nonAccreditedHoldersMax: z
    .int()
    .min(1)
    .max(KIND_HOLDERS_MAX)
    .optional()
    .describe('Most holders who are not accredited.'),
  balanceMax: decimal.optional().describe('Most units in one wallet.'),
})

const accounts = z.array(paperTextField(60)).max(ACCOUNTS_MAX)

const income = z.strictObject({
  frequency: z.enum(FREQUENCIES).describe('How often net income is paid out.'),
  firstMonth: z
    .int()
    .min(1)
    .max(12)
    .optional()
    .describe(
      'The month that a year of periods begins with, where they are no months: 4 where the fiscal year begins in April. Missing is January.',
    ),
  payoutBps: z
    .int()
    .min(0)
    .max(10_000)
    .describe('Share of net income that is paid out, in basis points: 9000 is 90 %.'),
  payDay: z
    .int()
    .min(1)
    .max(PAY_DAY_MAX)
    .describe('Day of the month after a period on which the period is paid.'),
  record: z
    .enum(RECORD_RULES)
    .describe(
      'Who is paid: the holders when the last day of the period ends, in the sheet’s time zone, or when a day ends that comes `recordDays` before the pay day.',
    ),
  recordDays: z
    .int()
    .min(1)
    .max(PAY_DAY_MAX)
    .optional()
    .describe(
      'With `days-before-pay-day`: how many. No more than `payDay`: no period is paid to the holders of a day within it.',
    ),
  accounts: z
    .strictObject({
      income: accounts.min(1).describe('Accounts that add to net income.'),
      expense: accounts.describe('Accounts that take from it. Amounts on them are positive.'),
    })
    .describe('Every account an income statement may have. One that is in neither list is refused.'),
})

const coupon = z.strictObject({
  rate: ruled('PERCENT_FORMAT', (text) => PERCENT.test(text) && Number(text) > 0, PERCENT.source)
    .describe('Percent of the face value a year, like 7.25.')
    .meta({ examples: ['7.25'] }),
  faceValue: decimal.describe('What one unit bears interest on, in the payment token.'),
  dayCount: z
    .enum(DAY_COUNTS)
    .describe('How the part of a year is counted: ISDA 2006 Definitions, section 4.16; ICMA rule 251.'),
  frequency: z.enum(FREQUENCIES).describe('How often interest is paid.'),
  from: dateField.describe('The first day that bears interest.'),
  maturity: dateField.describe(
    'The last date of payment, from which those before are counted back; where it is the last day of a month, so are all. On it the face value of every unit is repaid.',
  ),
})

/** To a hundredth of a percent, which is as finely as parts are counted on the chain. */
const SHARE = /^(100|[1-9]?[0-9](\.[0-9]{1,2})?)$/
const share = ruled('FIELD_FORMAT', (text) => SHARE.test(text), SHARE.source)
const MULTIPLE = /^[0-9]{1,3}(\.[0-9]{1,4})?$/
const multiple = ruled('FIELD_FORMAT', (text) => MULTIPLE.test(text), MULTIPLE.source)

const carry = z.strictObject({
  preferredReturn: share.describe(
    'What investors get a year on what they contributed before the manager shares, in percent: "8"; "0" is none.',
  ),
  catchUp: share.describe(
    'The manager’s part of what follows, until it has its carry of the whole profit: "100" is all of it, "0" is none.',
  ),
  carriedInterest: share.describe('The manager’s part of the profit, in percent: "20".'),
})

const preference = z.strictObject({
  rank: z.int().min(0).max(255).describe('Higher ranks are paid first; common shares have 0.'),
  multiple: multiple.describe('The preference as a multiple of the price of a unit: "1".'),
  participation: z
    .enum(PARTICIPATIONS)
    .describe('Beside its preference the class shares with common: not at all, fully, or up to a cap.'),
  cap: multiple
    .optional()
    .describe('The most that a capped class gets, its preference included, as a multiple of the price.'),
  dividend: share
    .optional()
    .describe('Percent of the price a year, simple, added to the preference and to the cap. Left out: none.'),
  convertible: z.boolean().describe('Whether the class may give its preference up and share as common.'),
})

/** The one definition of a term sheet's fields: the reader and the published JSON schema are both made of it. */
export const SheetSchema = z
  .strictObject({
    version: z.literal(1).describe('Of this layout.'),
    key: key.describe('Your own name for the share class; it never changes.'),
    currency: z
      .enum(Object.keys(CURRENCIES), {
        error: ({ input }) => (input === undefined ? undefined : 'CURRENCY_UNKNOWN'),
      })
      .describe('Of valuations and of what the payment token stands for.'),
    timeZone: timeZone
      .describe('Where legal days begin and end; a place of the IANA database.')
      .meta({ examples: ['America/New_York'] }),
    issuer: legalEntity.describe('Who raises the money and runs the asset.'),
    spv: spv.describe('The company that holds this asset and nothing else.'),
    asset: z
      .strictObject({
        key: key.describe('Your own name for the asset.'),
        kind: z.enum(ASSET_KINDS).describe('What it is.'),
        name: nameField.describe('What it is called.'),
        country: countryField.describe('Where it is (ISO 3166-1 alpha-2).'),
        address: paperTextField(300).describe('As it is written on an envelope.'),
        identifiers: z
          .array(identifier)
          .max(20)
          .optional()
          .describe('Never made up: leave out what there is not.'),
        facts: z
          .record(z.string().min(1).max(60), paperTextField(300))
          .refine(
            (facts) =>
              Object.keys(facts).length <= FACTS_MAX && Object.keys(facts).every((label) => isLine(label)),
            'TEXT_INVALID',
          )
          .optional()
          .describe('What else a buyer would ask, by label.'),
        risks: z
          .array(risk)
          .max(RISKS_MAX)
          .optional()
          .describe('What can go wrong with it, beside what every investor is told of its kind.'),
      })
      .describe('What the SPV holds.'),
    valuations: z
      .array(valuation)
      .min(1)
      .max(VALUATIONS_MAX)
      .describe('Every one there has been, in any order.'),
    shareClass: shareClass.describe('The units, and the token that counts them.'),
    offering: offering.describe('How the units are sold.'),
    transferRules: transferRules.describe('Enforced by the token itself.'),
    income: income.optional().describe('Left out: the units pay no income by statements.'),
    coupon: coupon
      .optional()
      .describe(
        'Interest that is paid by itself on its dates, to the holders of the day before. Left out: none.',
      ),
    carry: carry
      .optional()
      .describe('Of a fund: how its manager shares in what comes back. Left out: not at all.'),
    preference: preference
      .optional()
      .describe(
        'Of a class of shares: what it gets before others when the company is sold. Left out: nothing.',
      ),
    payment: z
      .strictObject({
        token: wordOrAddress('development', 'PAYMENT_TOKEN_FORMAT').describe(
          'The stablecoin that is paid in and paid out; `development` on the embedded chain only.',
        ),
        code: z.string().min(1).max(11).optional().describe('Of a token given by its address: its symbol.'),
        decimals: z.int().min(2).max(DECIMALS_MAX).optional().describe('Of a token given by its address.'),
      })
      .describe('What investors pay with and are paid in.'),
    treasury: wordOrAddress('managed', 'TREASURY_FORMAT').describe(
      'Where subscriptions are paid to and distributions come from; `managed` lets the platform keep the key.',
    ),
  })
  .meta({ title: 'Aliquot term sheet', description: 'A real asset, from issuer to payout, as one file.' })

export type Sheet = z.output<typeof SheetSchema>

/** The JSON schema of a term sheet: what editors check a file against while it is written. */
export function termSheetJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(SheetSchema, { io: 'input', target: 'draft-2020-12' })
}
