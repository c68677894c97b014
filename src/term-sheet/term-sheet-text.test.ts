import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { parse } from 'yaml'
import { countriesExcept } from '../instrument/countries.ts'
import { ALLOCATION_RULES } from '../instrument/instrument.ts'
import { isCatchUpTooSmall, PARTICIPATIONS } from '../instrument/waterfall-terms.ts'
import { ASSET_KINDS, VALUATION_METHODS, type LegalEntity, type Shell } from '../issuer/issuer.ts'
import { COUNTRIES } from '../kernel/countries.ts'
import type { IncomeCalendar } from '../instrument/income-calendar.ts'
import { money, USD } from '../kernel/money.ts'
import { termSheetJsonSchema } from './term-sheet-schema.service.ts'
import { readTermSheet } from './term-sheet.service.ts'
import { UNITS_MAX, type TermSheet } from './term-sheet.ts'
import { isSameSheet, termSheetText, type SheetContent } from './term-sheet-text.service.ts'

const now = Temporal.Instant.from('2026-07-01T12:00:00Z')
const examples = path.join(import.meta.dirname, '..', '..', 'examples')

function read(text: string): TermSheet {
  const sheet = readTermSheet(Buffer.from(text), now)
  assert.ok(sheet.ok, sheet.ok ? '' : `${text}\n${JSON.stringify(sheet.findings)}`)
  return sheet.value
}
function content(sheet: TermSheet): SheetContent {
  const { issuer, spv, asset, valuations, terms, paymentToken, treasury } = sheet
  return { issuer, spv, asset, valuations, terms, paymentToken, treasury }
}
const tower = content(read(fs.readFileSync(path.join(examples, 'office-tower.yaml'), 'utf8')))

for (const name of ['office-tower', 'ravenswood'])
  test(`${name} is read from what is written of it as from its own file`, () => {
    const sheet = content(read(fs.readFileSync(path.join(examples, `${name}.yaml`), 'utf8')))
    assert.deepEqual(content(read(termSheetText(sheet))), sheet)
  })

test('a part of the sheet is written as the examples are', () => {
  const text = termSheetText(tower, 'One line.\nAnother.')
  assert.ok(text.startsWith('# One line.\n# Another.\n\nversion: 1\nkey: office-tower\n'), text.slice(0, 80))
  assert.match(
    text,
    /\n\nvaluations:\n  - date: 2026-05-29\n    amount: '50000000\.00'\n    method: income-approach\n/,
  )
  assert.match(text, /\n    Constructed: '1998'\n/)
  assert.match(text, /\ntreasury: managed\n$/)
})

/* Every sheet that there can be */

const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(model, { noNullPrototype: true })

const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .map((text) => text.normalize('NFC').trim())
  .filter((text) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(text) && !UNFIT.test(text))
const UNFIT =
  /\p{Emoji_Presentation}|\ufe0f|\u20e3|[\p{Cc}\p{Cs}\p{Co}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u
/** What YAML would take for something else if it were not quoted. */
const trap = fc.constantFrom(
  'yes',
  'NO',
  '1998',
  '0x1F',
  '1e3',
  'null',
  '~',
  '2026-01-01',
  '- a',
  'a: b',
  '#1',
)
const label = fc.oneof(trap, name)
const key = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}$/)
const EURO = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const POUND = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC'
const positive = (max: bigint) => fc.bigInt({ min: 1n, max })
const day = (from: string, days: number) =>
  fc.nat(days).map((count) => Temporal.PlainDate.from(from).add({ days: count }))
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null })
const entity: fc.Arbitrary<LegalEntity> = record({
  key,
  name: label,
  form: label,
  jurisdiction: fc.constantFrom('LU', 'US-DE', 'NO'),
  registryNumber: orNull(label),
  lei: orNull(fc.constant('529900T8BM49AURSDO55')),
  formedOn: orNull(day('1990-01-01', 10_000)),
})
const shell: fc.Arbitrary<Shell> = record({
  owners: fc.uniqueArray(record({ name: label, percent: fc.constantFrom('0.0001', '12.5', '20') }), {
    maxLength: 4,
    selector: (owner) => owner.name,
  }),
  holds: orNull(label),
  ringFence: orNull(label),
})
const countries = fc.oneof(
  fc.constant('any' as const),
  fc.subarray([...COUNTRIES.keys()]).map((list) => list.toSorted()),
  fc.subarray([...COUNTRIES.keys()], { minLength: 1, maxLength: 4 }).map((list) => countriesExcept(list)),
)
const address = fc.constantFrom(
  '0x2f98c581F4ff33DdbA87532b4dc3993cB7074Ef4' as const,
  '0x9F312F6196D0034E951ff95bDf835F6855e2A030' as const,
)
const payment = fc.oneof(
  fc.constant({ token: 'development' as const, currency: tower.terms.paymentCurrency }),
  record({
    token: address,
    currency: record({
      code: fc.constantFrom('USDC', 'NO', '1e3'),
      decimals: fc.integer({ min: 2, max: 18 }),
    }),
  }),
)

const bps = (max: number) => fc.integer({ min: 0, max })
const carry = record({ preferredBps: bps(10_000), catchUpBps: bps(10_000), carryBps: bps(10_000) }).filter(
  (terms) => !isCatchUpTooSmall(terms),
)
const preference = record({
  rank: fc.integer({ min: 0, max: 255 }),
  multipleBps: bps(5_000_000),
  capAbove: bps(4_000_000),
  participation: fc.constantFrom(...PARTICIPATIONS),
  dividendBps: bps(10_000),
  convertible: fc.boolean(),
}).map(({ capAbove, ...terms }) => ({
  ...terms,
  capBps: terms.participation === 'capped' ? terms.multipleBps + capAbove : null,
}))
/** A fund's manager shares, or a class has a preference, or neither. */
const shared = fc.oneof(
  fc.constant({ carry: null, preference: null }),
  carry.map((terms) => ({ carry: terms, preference: null })),
  preference.map((terms) => ({ carry: null, preference: terms })),
)

const sheets: fc.Arbitrary<SheetContent> = record({
  payment,
  decimals: fc.integer({ min: 0, max: 18 }),
  units: positive(UNITS_MAX),
}).chain(({ payment: { token, currency }, decimals, units }) => {
  // All units come to what a contract counts, in pounds too: 10 of six decimals for one of two.
  const priceMax = (2n ** 127n * 10n ** BigInt(decimals)) / (units * 10n ** 5n)
  const paid = positive(priceMax < 10n ** 20n ? priceMax : 10n ** 20n).map((minor) => money(minor, currency))
  return record({
    issuer: entity,
    spv: fc.tuple(entity, shell).map(([company, about]) => ({ ...company, ...about })),
    asset: record({
      key,
      kind: fc.constantFrom(...ASSET_KINDS),
      name: label,
      country: fc.constantFrom('NO', 'US', 'DE'),
      address: fc.oneof(label, fc.constant('Line one\nLine two')),
      identifiers: fc.uniqueArray(
        fc
          .stringMatching(/^[A-Z0-9][A-Z0-9 ./-]{0,20}$/)
          .map((value) => ({ scheme: 'parcel' as const, value })),
        { maxLength: 4, selector: ({ value }) => value },
      ),
      facts: fc
        .dictionary(
          label.filter((text) => text !== '__proto__'),
          label,
          { maxKeys: 5, noNullPrototype: true },
        )
        .map((facts) => Object.entries(facts).map(([each, value]) => ({ label: each, value }))),
      risks: fc.uniqueArray(record({ title: label, text: label }), {
        maxLength: 3,
        selector: ({ title }) => title,
      }),
    }),
    valuations: fc
      .uniqueArray(
        record({
          date: day('2020-01-01', 2_000),
          amount: positive(10n ** 15n).map((minor) => money(minor, USD)),
          method: fc.constantFrom(...VALUATION_METHODS),
          appraiser: label,
          document: fc.option(fc.stringMatching(/^[0-9a-f]{64}$/)),
        }),
        { minLength: 1, maxLength: 5, selector: ({ date }) => date.toString() },
      )
      .map((list) => list.toSorted((a, b) => Temporal.PlainDate.compare(a.date, b.date))),
    terms: record({
      key,
      name: label,
      symbol: fc.constantFrom('TOWER', 'NO', 'Y2'),
      decimals: fc.constant(decimals),
      unitsMax: fc.constant(units),
      unitPrice: paid,
      priceTiers: fc
        .uniqueArray(
          record({ unitsTo: positive(units > 1n ? units - 1n : 1n), price: paid.map(({ minor }) => minor) }),
          {
            maxLength: units > 1n ? 3 : 0,
            selector: ({ unitsTo }) => unitsTo,
          },
        )
        .map((tiers) => tiers.toSorted((a, b) => (a.unitsTo < b.unitsTo ? -1 : 1))),
      paymentCurrency: fc.constant(currency),
      treasuryKind: fc.constant('managed' as const),
      timeZone: fc.constantFrom('America/New_York', 'UTC'),
      rules: record({
        countries,
        accreditedOnly: fc.boolean(),
        holdersMax: orNull(fc.integer({ min: 1, max: 2 ** 32 - 1 })),
        usHoldersMax: orNull(fc.integer({ min: 1, max: 2 ** 16 - 1 })),
        nonAccreditedHoldersMax: orNull(fc.integer({ min: 1, max: 2 ** 16 - 1 })),
        balanceMax: orNull(positive(UNITS_MAX)),
      }),
      offering: record({
        exemption: fc.constantFrom('reg-d-506b' as const, 'none-needed' as const),
        opens: day('2026-07-01', 10),
        closes: day('2026-07-11', 400),
        ticketMin: fc.constant(money(1n, currency)),
        ticketMax: orNull(paid.map(({ minor }) => money(minor + 10n ** 30n, currency))),
        lockUpDays: fc.integer({ min: 0, max: 3_650 }),
        softCap: fc.oneof(fc.constant(0n), positive(units)),
        hardCap: fc.constantFrom(null, units),
        allocation: fc.constantFrom(...ALLOCATION_RULES),
        coolingOffHours: fc.constantFrom(0, 24, 48),
        invitedOnly: fc.boolean(),
        closingDays: fc.integer({ min: 3, max: 365 }),
        agreementRequired: fc.boolean(),
        currencies: fc.constantFrom(
          [],
          [
            { token: EURO, currency: { code: 'EURO', decimals: 6 }, rate: 920_000_000_000n },
            { token: POUND, currency: { code: 'POUND', decimals: 6 }, rate: 10n ** 13n },
          ],
        ),
        limits: fc
          .constantFrom(
            [],
            [
              { standing: null, kind: 'individual' as const, countries: ['DE', 'NO'] },
              { standing: 'not-accredited' as const, kind: null, countries: null },
            ],
          )
          .chain((scopes) =>
            fc.tuple(
              ...scopes.map((scope) =>
                paid.map(({ minor }) => ({ ...scope, most: money(minor + 10n ** 30n, currency) })),
              ),
            ),
          ),
        costs: fc.uniqueArray(
          record({ name: label, amount: positive(10n ** 12n).map((minor) => money(minor, USD)) }),
          { maxLength: 3, selector: (cost) => cost.name },
        ),
      }),
      shared,
      coupon: fc.constantFrom(null, {
        faceValue: money(10n ** 6n, currency),
        rate: 72_500n,
        dayCount: 'ACT/ACT-ICMA' as const,
        frequency: 'quarterly' as const,
        from: Temporal.PlainDate.from('2026-07-31'),
        maturity: Temporal.PlainDate.from('2031-07-31'),
      }),
      income: orNull(
        record({
          payoutBps: fc.integer({ min: 0, max: 10_000 }),
          incomeAccounts: fc.constantFrom(['Rent'], ['yes', '1998']),
          expenseAccounts: fc.constantFrom<string[][]>([], ['NO', '- a']),
          calendar: fc.constantFrom<IncomeCalendar[]>(
            { frequency: 'monthly', firstMonth: 1, payDay: 1, record: 'close-of-last-day', recordDays: null },
            {
              frequency: 'monthly',
              firstMonth: 1,
              payDay: 28,
              record: 'days-before-pay-day',
              recordDays: 28,
            },
            {
              frequency: 'quarterly',
              firstMonth: 4,
              payDay: 15,
              record: 'close-of-last-day',
              recordDays: null,
            },
            { frequency: 'annual', firstMonth: 12, payDay: 20, record: 'days-before-pay-day', recordDays: 5 },
          ),
        }).map(({ calendar, ...policy }) => ({ ...policy, ...calendar })),
      ),
    })
      .map(({ shared: waterfall, ...terms }) => ({ ...terms, ...waterfall }))
      .map((terms) =>
        // Prices by the units sold go with one way of allotting.
        terms.priceTiers.length === 0
          ? { ...terms, income: terms.coupon === null ? terms.income : null }
          : {
              ...terms,
              income: terms.coupon === null ? terms.income : null,
              offering: { ...terms.offering, allocation: 'first-come' as const },
            },
      ),
    paymentToken: fc.constant(token),
    treasury: fc.constant('managed' as const),
  })
})

test('whatever a sheet says is read back from what is written of it, and written again the same', () => {
  fc.assert(
    fc.property(sheets, (sheet) => {
      const text = termSheetText(sheet)
      const again = content(read(text))
      assert.deepEqual(again, sheet)
      assert.equal(termSheetText(again), text)
    }),
    { numRuns: 200 },
  )
})

test('every field that the schema has can be written, in the schema’s order', () => {
  const written = new Map<string, string[][]>()
  const keep = (place: string, value: unknown) => {
    if (Array.isArray(value)) for (const each of value) keep(`${place}[]`, each)
    else if (typeof value === 'object' && value !== null) {
      written.set(place, [...(written.get(place) ?? []), Object.keys(value)])
      for (const [field, inner] of Object.entries(value)) keep(`${place}.${field}`, inner)
    }
  }
  for (const sheet of fc.sample(sheets, { numRuns: 300, seed: 1 })) keep('', parse(termSheetText(sheet)))
  const fields = (place: string, schema: unknown): void => {
    const { properties, items } = schema as { properties?: Record<string, unknown>; items?: unknown }
    if (items !== undefined) fields(`${place}[]`, items)
    if (properties === undefined) return
    const wanted = Object.keys(properties)
    const lists = written.get(place) ?? []
    assert.deepEqual(new Set(lists.flat()), new Set(wanted), place)
    for (const list of lists)
      assert.deepEqual(
        list,
        wanted.filter((field) => list.includes(field)),
        place,
      )
    for (const [field, inner] of Object.entries(properties)) fields(`${place}.${field}`, inner)
  }
  fields('', termSheetJsonSchema())
})

test('two sheets say the same whatever their order of valuations is, and not when one amount differs', () => {
  const [first] = tower.valuations
  assert.ok(first !== undefined)
  const second = { ...first, appraiser: 'Another LLC' }
  const both = { ...tower, valuations: [first, second] }
  assert.ok(isSameSheet(both, { ...tower, valuations: [second, first] }))
  assert.ok(!isSameSheet(both, { ...tower, valuations: [first, { ...second, amount: money(1n, USD) }] }))
})
