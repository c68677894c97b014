import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { parseDecimal } from '../kernel/decimal.ts'
import { must } from '../kernel/result.ts'
import { sheetMessage } from './term-sheet.problems.ts'
import { hardCapOf } from '../instrument/instrument.ts'
import { readTermSheet } from './term-sheet.service.ts'
import { CROSS_CODES, SHEET_BYTES_MAX } from './term-sheet.ts'

const examples = path.join(import.meta.dirname, '..', '..', 'examples')
const now = Temporal.Instant.from('2026-07-01T12:00:00Z')
const tower = fs.readFileSync(path.join(examples, 'office-tower.yaml'), 'utf8')
const ravenswood = fs.readFileSync(path.join(examples, 'ravenswood.yaml'), 'utf8')

const read = (text: string) => readTermSheet(Buffer.from(text), now)

/** What is found in the tower's sheet after one change: `path code`, and that each has a line and a sentence. */
function found(...changes: readonly (readonly [string, string])[]): string[] {
  const text = changes.reduce((before, [from, to]) => {
    assert.ok(before.includes(from), `the example has no ${JSON.stringify(from)}`)
    return before.replace(from, to)
  }, tower)
  const result = read(text)
  const findings = result.ok ? result.value.warnings : result.findings
  for (const finding of findings) {
    assert.ok(finding.line >= 1 && finding.line <= text.split('\n').length && finding.column >= 1)
    assert.match(sheetMessage(finding), /^[^{}]+\.( \(.+\))?$/s)
  }
  return findings.map(({ path: at, code }) => `${at} ${code}`)
}

test('the office tower is what its story says', () => {
  const sheet = must(asResult(tower))
  assert.equal(sheet.terms.unitsMax, 50_000_000n)
  assert.equal(sheet.terms.unitPrice.minor, 1_000_000n)
  assert.equal(sheet.terms.income?.payoutBps, 9_000)
  assert.equal(sheet.spv.form, 'LLC')
  assert.equal(sheet.valuations.at(-1)?.amount.minor, 5_000_000_000n)
  assert.deepEqual(sheet.warnings, [])
  assert.equal(sheet.sha256, createHash('sha256').update(tower).digest('hex'))
})

test('Ravenswood has the units and prices that were published, and no U.S. persons', () => {
  const { terms, valuations, warnings } = must(asResult(ravenswood))
  assert.equal(terms.unitsMax, 1_850n)
  assert.equal(terms.unitPrice.minor, 53_590_000n)
  assert.deepEqual(
    valuations.map(({ amount }) => amount.minor),
    [1_850n * 5_059n, 1_850n * 5_359n],
  )
  assert.ok(terms.rules.countries !== 'any')
  assert.ok(!terms.rules.countries.includes('US') && terms.rules.countries.includes('DE'))
  // The prices are what was published: the newest is of 2024.
  assert.deepEqual(
    warnings.map(({ code }) => code),
    ['VALUATION_OLD'],
  )
})

const nets: [string, string, bigint][] = [
  ['office-tower', tower, 40_000_000n],
  ['ravenswood', ravenswood, 105_950n],
]
for (const [name, text, expected] of nets)
  test(`${name}: every month of its income statement nets ${expected} cents, on accounts its policy knows`, () => {
    const income = must(asResult(text)).terms.income
    assert.ok(income !== null)
    const months = new Map<string, bigint>()
    const [header, ...rows] = fs
      .readFileSync(path.join(examples, `${name}.income.csv`), 'utf8')
      .trimEnd()
      .split('\n')
    assert.equal(header, 'date,account,amount')
    for (const row of rows) {
      const [date = '', account = '', amount = ''] = row.split(',')
      const isIncome = income.incomeAccounts.includes(account)
      assert.ok(isIncome || income.expenseAccounts.includes(account), account)
      const cents = must(parseDecimal(amount, 2))
      const month = Temporal.PlainDate.from(date).toPlainYearMonth().toString()
      months.set(month, (months.get(month) ?? 0n) + (isIncome ? cents : -cents))
    }
    assert.deepEqual(
      [...months],
      ['2026-08', '2026-09', '2026-10', '2026-11', '2026-12'].map((month) => [month, expected]),
    )
  })

const slips: [string, [string, string], string][] = [
  ['a missing field', ["    amount: '50000000.00'\n", ''], 'valuations[0].amount FIELD_REQUIRED'],
  ['an unknown field', ['treasury: managed', 'treasury: managed\nsecret: 1'], 'secret FIELD_UNKNOWN'],
  ['a wrong word', ['kind: office-building', 'kind: castle'], 'asset.kind FIELD_VALUE'],
  [
    'a number for a text',
    ["Constructed: '1998'", 'Constructed: 1998'],
    'asset.facts.Constructed TEXT_MUST_BE_QUOTED',
  ],
  ['a number for an amount', ["price: '1.00'", 'price: 1.00'], 'offering.price AMOUNT_MUST_BE_STRING'],
  ['an exponent', ["price: '1.00'", "price: '1e0'"], 'offering.price AMOUNT_FORMAT'],
  ['a separator', ["units: '50000000'", "units: '50,000,000'"], 'shareClass.units AMOUNT_FORMAT'],
  ['a negative amount', ["ticketMin: '100.00'", "ticketMin: '-1'"], 'offering.ticketMin AMOUNT_OUT_OF_RANGE'],
  ['zero units', ["units: '50000000'", "units: '0'"], 'shareClass.units AMOUNT_OUT_OF_RANGE'],
  ['half a unit', ["units: '50000000'", "units: '0.5'"], 'shareClass.units AMOUNT_PRECISION'],
  ['a seventh decimal', ["price: '1.00'", "price: '1.0000001'"], 'offering.price AMOUNT_PRECISION'],
  ['a third decimal of a cent', ["'50000000.00'", "'50000000.001'"], 'valuations[0].amount AMOUNT_PRECISION'],
  ['a day that is none', ['closes: 2026-07-31', 'closes: 2026-07-32'], 'offering.closes DATE_INVALID'],
  ['a country that is none', ['country: US', 'country: UK'], 'asset.country COUNTRY_UNKNOWN'],
  [
    'a part of no country',
    ['jurisdiction: US-DE', 'jurisdiction: ZZ-DE'],
    'issuer.jurisdiction JURISDICTION_UNKNOWN',
  ],
  [
    'a part of the United States that is none',
    ['jurisdiction: US-DE', 'jurisdiction: US-ZZ'],
    'issuer.jurisdiction JURISDICTION_UNKNOWN',
  ],
  ['a zone that is none', ['America/New_York', 'America/Gotham'], 'timeZone TIME_ZONE_UNKNOWN'],
  ['a zone in another spelling', ['America/New_York', 'america/new_york'], 'timeZone TIME_ZONE_UNKNOWN'],
  ['an offset for a zone', ['America/New_York', "'-05:00'"], 'timeZone TIME_ZONE_UNKNOWN'],
  ['a key with capitals', ['key: office-tower', 'key: Office-Tower'], 'key KEY_FORMAT'],
  ['a symbol in small letters', ['symbol: TOWER', 'symbol: tower'], 'shareClass.symbol SYMBOL_FORMAT'],
  ['an LEI with a slip', ['form: LLC', 'form: LLC\n  lei: 1YTX3EVB2EG3PFFYOI00'], 'issuer.lei LEI_INVALID'],
  ['an LEI that is too short', ['form: LLC', 'form: LLC\n  lei: 1YTX3EVB2EG3'], 'issuer.lei LEI_INVALID'],
  ['a payout above all income', ['payoutBps: 9000', 'payoutBps: 10001'], 'income.payoutBps FIELD_TOO_LARGE'],
  ['a lock-up back in time', ['lockUpDays: 90', 'lockUpDays: -1'], 'offering.lockUpDays FIELD_TOO_SMALL'],
  ['a treasury that is a name', ['treasury: managed', 'treasury: vitalik.eth'], 'treasury TREASURY_FORMAT'],
  [
    'an address with a slip',
    ['treasury: managed', "treasury: '0x70997970C51812dc3A010C7d01b50e0d17dc79c8'"],
    'treasury ADDRESS_CHECKSUM',
  ],
  [
    'the zero address',
    ['treasury: managed', `treasury: '0x${'0'.repeat(40)}'`],
    'treasury ADDRESS_FORBIDDEN',
  ],
  [
    'a name that turns the text around',
    ['name: Harbour Street Tower\n', 'name: "Harbour\\u202eTower"\n'],
    'asset.name NAME_INVALID',
  ],
  [
    'an emoji in a name',
    ['name: Harbour Street Tower\n', "name: 'Harbour Street Tower 🏢'\n"],
    'asset.name NAME_INVALID',
  ],
  [
    'an emoji in a risk',
    ['title: One tenant pays half of the rent\n', 'title: One tenant pays half of the rent ⚡\n'],
    'asset.risks[0].title NAME_INVALID',
  ],
  [
    'an emoji in a fact',
    ["Constructed: '1998'", "Constructed: '1998 🎉'"],
    'asset.facts.Constructed TEXT_INVALID',
  ],
  ['an emoji for a label', ["Constructed: '1998'", "Constructed 🎉: '1998'"], 'asset.facts TEXT_INVALID'],
  [
    'a token without its decimals',
    ['token: development', "token: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'"],
    'payment.token PAYMENT_TOKEN_DETAILS',
  ],
]
for (const [name, change, expected] of slips)
  test(`${name} is refused: ${expected}`, () => {
    assert.deepEqual(found(change), [expected])
  })

/** Puts a coupon into the example. */
function coupon(from: string, maturity: string): readonly [string, string] {
  const terms = `{ rate: '7.25', faceValue: '1.00', dayCount: ACT/360, frequency: quarterly, from: ${from}, maturity: ${maturity} }`
  return ['payment:', `coupon: ${terms}\n\npayment:`]
}

/** Puts price tiers into the example. */
function tiers(list: string): readonly [string, string] {
  return ['lockUpDays: 90', `lockUpDays: 90\n  priceTiers: [${list}]`]
}

/** Puts other stablecoins into the example. */
function currencies(list: string): readonly [string, string] {
  return ['lockUpDays: 90', `lockUpDays: 90\n  currencies: [${list}]`]
}
const EURO = "{ token: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8', code: EURX, decimals: 2"

const PAYMENT = '\npayment:'
const CARRY = "\ncarry:\n  preferredReturn: '8'\n  catchUp: '100'\n  carriedInterest: '20'\n"
const PREFERENCE =
  "\npreference:\n  rank: 1\n  multiple: '1'\n  participation: capped\n  cap: '3'\n  convertible: true\n"
const crossed: [string, (readonly [string, string])[], string][] = [
  ['WINDOW_ORDER', [['closes: 2026-07-31', 'closes: 2026-06-30']], 'offering.closes'],
  [
    'WINDOW_OVER',
    [
      ['opens: 2026-07-01', 'opens: 2026-06-01'],
      ['closes: 2026-07-31', 'closes: 2026-06-30'],
    ],
    'offering.closes',
  ],
  [
    'TICKET_ORDER',
    [["ticketMin: '100.00'", "ticketMin: '100.00'\n  ticketMax: '99.99'"]],
    'offering.ticketMax',
  ],
  [
    'TICKET_BELOW_UNIT',
    [["ticketMin: '100.00'", "ticketMin: '0.10'\n  ticketMax: '0.99'"]],
    'offering.ticketMax',
  ],
  ['TICKET_ABOVE_RAISE', [["ticketMin: '100.00'", "ticketMin: '50000000.01'"]], 'offering.ticketMin'],
  ['SOFT_CAP_ABOVE_UNITS', [['lockUpDays: 90', "lockUpDays: 90\n  softCap: '50000001'"]], 'offering.softCap'],
  ['HARD_CAP_ABOVE_UNITS', [['lockUpDays: 90', "lockUpDays: 90\n  hardCap: '50000001'"]], 'offering.hardCap'],
  [
    'CLOSING_BEFORE_COOLING_OFF',
    [['lockUpDays: 90', 'lockUpDays: 90\n  coolingOffHours: 48\n  closingDays: 2']],
    'offering.closingDays',
  ],
  ['AMOUNT_OVERFLOW', [["price: '1.00'", `price: '1${'0'.repeat(25)}'`]], 'offering.price'],
  ['UNITS_TOO_MANY', [["units: '50000000'", `units: '1${'0'.repeat(32)}'`]], 'shareClass.units'],
  [
    'REG_D_506C_ACCREDITED',
    [['accreditedOnly: true', 'accreditedOnly: false']],
    'transferRules.accreditedOnly',
  ],
  ['REG_S_UNITED_STATES', [['reg-d-506c', 'reg-s']], 'transferRules.countries'],
  ['EXEMPTION_LIMIT', [['reg-d-506c', 'reg-cf']], 'shareClass.units'],
  [
    'CROWDFUNDING_WINDOW',
    [
      ['reg-d-506c', 'reg-cf'],
      ['closes: 2026-07-31', 'closes: 2026-07-20'],
    ],
    'offering.closes',
  ],
  ['REFLECTION_PERIOD', [['reg-d-506c', 'eu-crowdfunding']], 'offering.coolingOffHours'],
  ['DEVELOPMENT_CURRENCY', [['currency: USD', 'currency: EUR']], 'payment.token'],
  ['COUNTRY_LIST_MISSING', [['rule: any', 'rule: only']], 'transferRules.countries'],
  ['COUNTRY_LIST_WITHOUT_RULE', [['rule: any', 'rule: any\n    list: [US]']], 'transferRules.countries.list'],
  ['COUNTRY_TWICE', [['rule: any', 'rule: only\n    list: [US, US]']], 'transferRules.countries.list[1]'],
  ['ACCOUNT_TWICE', [['expense: [', 'expense: [Parking, ']], 'income.accounts.expense[0]'],
  [
    'IDENTIFIER_TWICE',
    [['  facts:', '  identifiers: [{ scheme: parcel, value: A }, { scheme: parcel, value: A }]\n  facts:']],
    'asset.identifiers[1]',
  ],
  [
    'VALUATION_TWICE',
    [
      [
        'shareClass:',
        "  - { date: 2026-05-29, amount: '1', method: income-approach, appraiser: Example Appraisal LLC }\nshareClass:",
      ],
    ],
    'valuations[1]',
  ],
  ['FORMED_IN_FUTURE', [['formedOn: 2019-03-18', 'formedOn: 2026-07-02']], 'issuer.formedOn'],
  ['VALUATION_IN_FUTURE', [['date: 2026-05-29', 'date: 2026-07-02']], 'valuations[0].date'],
  ['OFFERING_ABOVE_VALUATION', [["'50000000.00'", "'49999999.99'"]], 'shareClass.units'],
  [
    'OWNERS_ABOVE_WHOLE',
    [["percent: '100' }", "percent: '60.0001' }\n    - { name: B, percent: '40' }"]],
    'spv.owners',
  ],
  [
    'OWNER_TWICE',
    [["percent: '100' }", "percent: '1' }\n    - { name: Harbour Street Partners LLC, percent: '2' }"]],
    'spv.owners[1]',
  ],
  [
    'RISK_TWICE',
    [['  risks:', '  risks:\n    - { title: One tenant pays half of the rent, text: Again. }']],
    'asset.risks[1]',
  ],
  [
    'COST_TWICE',
    [['lockUpDays: 90', "lockUpDays: 90\n  costs: [{ name: Fee, amount: '1' }, { name: Fee, amount: '2' }]"]],
    'offering.costs[1]',
  ],
  [
    'CURRENCY_TWICE',
    [currencies(`${EURO}, exchangeRate: '0.92' }, ${EURO}, exchangeRate: '0.93' }`)],
    'offering.currencies[1]',
  ],
  ['CURRENCY_COARSE', [currencies(`${EURO}, exchangeRate: '0.0999' }`)], 'offering.currencies[0].decimals'],
  [
    'CURRENCY_RATE_FIXED',
    [currencies(`${EURO}, exchangeRate: '0.92' }`)],
    'offering.currencies[0].exchangeRate',
  ],
  [
    'PRICE_TIER_ORDER',
    [tiers("{ upTo: '2', price: '0.95' }, { upTo: '2', price: '0.97' }")],
    'offering.priceTiers[1].upTo',
  ],
  ['PRICE_TIER_ABOVE_UNITS', [tiers("{ upTo: '50000000', price: '0.95' }")], 'offering.priceTiers[0].upTo'],
  [
    'PRICE_TIERS_ALLOCATION',
    [tiers("{ upTo: '2', price: '0.95' }"), ['lockUpDays: 90', 'lockUpDays: 90\n  allocation: pro-rata']],
    'offering.allocation',
  ],
  [
    'LIMIT_BELOW_TICKET',
    [['lockUpDays: 90', "lockUpDays: 90\n  limits: [{ investmentMax: '99.99' }]"]],
    'offering.limits[0].investmentMax',
  ],
  [
    'LIMIT_HIDDEN',
    [
      [
        'lockUpDays: 90',
        "lockUpDays: 90\n  limits: [{ kind: individual, investmentMax: '500' }, { kind: individual, countries: [US], investmentMax: '900' }]",
      ],
    ],
    'offering.limits[1]',
  ],
  [
    'FIRST_MONTH_OF_MONTHS',
    [['frequency: monthly', 'frequency: monthly\n  firstMonth: 4']],
    'income.firstMonth',
  ],
  ['RECORD_DAYS', [['record: close-of-last-day', 'record: days-before-pay-day']], 'income.record'],
  [
    'RECORD_DATE_WITHIN_PERIOD',
    [
      ['payDay: 1', 'payDay: 10'],
      ['record: close-of-last-day', 'record: days-before-pay-day\n  recordDays: 11'],
    ],
    'income.recordDays',
  ],
  ['COUPON_BESIDE_INCOME', [coupon('2026-07-31', '2031-07-31')], 'coupon'],
  ['COUPON_DATES', [coupon('2026-07-31', '2026-07-31')], 'coupon.maturity'],
  ['COUPON_BEFORE_OPENING', [coupon('2026-06-30', '2031-07-31')], 'coupon.from'],
  ['CARRY_BESIDE_PREFERENCE', [[PAYMENT, `${CARRY}${PREFERENCE}${PAYMENT}`]], 'preference'],
  [
    'CATCH_UP_TOO_SMALL',
    [[PAYMENT, `${CARRY.replace("catchUp: '100'", "catchUp: '20'")}${PAYMENT}`]],
    'carry.catchUp',
  ],
  [
    'PREFERENCE_CAP',
    [[PAYMENT, `${PREFERENCE.replace("  cap: '3'\n", '')}${PAYMENT}`]],
    'preference.participation',
  ],
  [
    'WATERFALL_TERMS_INVALID',
    [[PAYMENT, `${PREFERENCE.replace("'3'", "'0.9999'")}${PAYMENT}`]],
    'preference.cap',
  ],
  ['VALUATION_OLD', [['date: 2026-05-29', 'date: 2025-06-30']], 'valuations'],
  ['HOLDERS_NEAR_REGISTRATION', [['holdersMax: 1999', 'holdersMax: 2000']], 'transferRules.holdersMax'],
  [
    'BALANCE_MAX_WITHOUT_EFFECT',
    [['holdersMax: 1999', "holdersMax: 1999\n  balanceMax: '50000000'"]],
    'transferRules.balanceMax',
  ],
]
for (const [code, changes, at] of crossed)
  test(`across fields: ${code}`, () => {
    assert.ok(found(...changes).includes(`${at} ${code}`), found(...changes).join())
  })

test('income is paid by the calendar that the sheet says, and each month on the next one’s first where it says no more', () => {
  const calendarOf = (...changes: (readonly [string, string])[]) => {
    const { frequency, firstMonth, payDay, record, recordDays } = must(
      asResult(changes.reduce((text, [from, to]) => text.replace(from, to), tower)),
    ).terms.income!
    return [frequency, firstMonth, payDay, record, recordDays]
  }
  assert.deepEqual(calendarOf(), ['monthly', 1, 1, 'close-of-last-day', null])
  assert.deepEqual(
    calendarOf(
      ['frequency: monthly', 'frequency: semi-annual\n  firstMonth: 4'],
      ['payDay: 1', 'payDay: 20'],
      ['record: close-of-last-day', 'record: days-before-pay-day\n  recordDays: 20'],
    ),
    ['semi-annual', 4, 20, 'days-before-pay-day', 20],
  )
  const refused = (from: string, to: string) => found([from, to])
  assert.ok(refused('payDay: 1', 'payDay: 29').includes('income.payDay FIELD_TOO_LARGE'))
  assert.ok(
    refused('record: close-of-last-day', 'record: close-of-last-day\n  recordDays: 1').includes(
      'income.recordDays RECORD_DAYS',
    ),
  )
})

test('what all units come to fits what a contract counts, in every currency that is taken', () => {
  // 50,000,000 units at 10^23 come to 5 × 10^36 base units of six decimals, and of eight to more than 2^128.
  const price = ["price: '1.00'", `price: '1${'0'.repeat(23)}'`] as const
  const paidIn = (decimals: number) =>
    currencies(`${EURO.replace('decimals: 2', `decimals: ${decimals}`)}, exchangeRate: '1' }`)
  const overflows = (decimals: number) =>
    found(price, paidIn(decimals)).includes('offering.price AMOUNT_OVERFLOW')
  assert.deepEqual([overflows(6), overflows(8)], [false, true])
  assert.ok(
    found(["price: '1.00'", `price: '1${'0'.repeat(33)}'`]).includes('offering.price AMOUNT_OVERFLOW'),
  )
})

test('a document is named by its SHA-256 or not at all', () => {
  const named = (document: string) =>
    ['method: income-approach', `method: income-approach\n    document: '${document}'`] as const
  assert.deepEqual(found(named('ab'.repeat(32))), [])
  for (const wrong of ['AB'.repeat(32), 'ab'.repeat(31), `0x${'ab'.repeat(32)}`])
    assert.deepEqual(found(named(wrong)), ['valuations[0].document SHA256_FORMAT'], wrong)
})

test('the first units may cost less: the sheet is read, each amount with its decimals, and all count in what is raised', () => {
  const two = tiers("{ upTo: '10000000', price: '0.95' }, { upTo: '20000000', price: '0.975' }")
  const result = read(tower.replace(...two))
  assert.ok(result.ok)
  assert.deepEqual(result.value.terms.priceTiers, [
    { unitsTo: 10_000_000n, price: 950_000n },
    { unitsTo: 20_000_000n, price: 975_000n },
  ])
  assert.deepEqual(
    found(tiers("{ upTo: '10000000', price: '0.9999999' }, { upTo: '20000000.5', price: '1' }")),
    ['offering.priceTiers[0].price AMOUNT_PRECISION', 'offering.priceTiers[1].upTo AMOUNT_PRECISION'],
  )
  // By $500,000 less than its 50,000,000 units at $1.00.
  const valued = (amount: string) =>
    found(tiers("{ upTo: '10000000', price: '0.95' }"), ["'50000000.00'", `'${amount}'`])
  assert.deepEqual(valued('49500000.00'), [])
  assert.deepEqual(valued('49499999.99'), ['shareClass.units OFFERING_ABOVE_VALUATION'])
})

test('an offering may take other stablecoins at fixed rates, each read exactly', () => {
  const result = read(tower.replace(...currencies(`${EURO}, exchangeRate: '0.920000000001' }`)))
  assert.ok(result.ok)
  const { currencies: taken } = result.value.terms.offering
  assert.deepEqual(taken, [
    {
      token: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
      currency: { code: 'EURX', decimals: 2 },
      rate: 920_000_000_001n,
    },
  ])
  const fault = (rate: string) => found(currencies(`${EURO}, exchangeRate: ${rate} }`))[0]
  assert.equal(fault("'0.9200000000001'"), 'offering.currencies[0].exchangeRate AMOUNT_PRECISION')
  assert.equal(fault("'100000001'"), 'offering.currencies[0].exchangeRate AMOUNT_OVERFLOW')
  assert.equal(fault("'0'"), 'offering.currencies[0].exchangeRate AMOUNT_OUT_OF_RANGE')
  assert.equal(fault('0.92'), 'offering.currencies[0].exchangeRate AMOUNT_MUST_BE_STRING')
  const wrong = EURO.replace("'0x7099", "'0x7098")
  assert.equal(
    found(currencies(`${wrong}, exchangeRate: '1' }`))[0],
    'offering.currencies[0].token ADDRESS_CHECKSUM',
  )
  const payment = EURO.replace('EURX', 'USDX')
  assert.ok(
    found(currencies(`${payment}, exchangeRate: '1' }`)).includes('offering.currencies[0] CURRENCY_TWICE'),
  )
})

test('fewer units than the class has may be on sale: caps, tiers and what is raised go by those', () => {
  const cap = (text: string) => ['lockUpDays: 90', `lockUpDays: 90\n  ${text}`] as const
  const result = read(tower.replace(...cap("hardCap: '20000000'")))
  assert.ok(result.ok)
  assert.deepEqual(
    [result.value.terms.offering.hardCap, hardCapOf(result.value.terms), result.value.terms.unitsMax],
    [20_000_000n, 20_000_000n, 50_000_000n],
  )
  assert.deepEqual(found(cap("softCap: '1001'\n  hardCap: '1000'")), [
    'offering.softCap SOFT_CAP_ABOVE_UNITS',
  ])
  const beyond = tiers("{ upTo: '20000000', price: '0.95' }")
  assert.deepEqual(found(beyond, cap("hardCap: '20000000'")), [
    'offering.priceTiers[0].upTo PRICE_TIER_ABOVE_UNITS',
  ])
  const cheaper = ["'50000000.00'", "'20000000.00'"] as const
  assert.deepEqual(found(cheaper), ['shareClass.units OFFERING_ABOVE_VALUATION'])
  assert.deepEqual(found(cheaper, cap("hardCap: '20000000'")), [])
})

test('what the difference pays for may be raised too, to the last cent', () => {
  const cheaper = ["'50000000.00'", "'49000000.00'"] as const
  const costs = (amount: string) =>
    ['lockUpDays: 90', `lockUpDays: 90\n  costs: [{ name: Acquisition fee, amount: '${amount}' }]`] as const
  assert.deepEqual(found(cheaper, costs('1000000.00')), [])
  assert.deepEqual(found(cheaper, costs('999999.99')), ['shareClass.units OFFERING_ABOVE_VALUATION'])
  // A cost that cannot be read hides no other mistake, and is no reason for a second one.
  assert.deepEqual(found(cheaper, costs('1.001')), ['offering.costs[0].amount AMOUNT_PRECISION'])
})

for (const [percent, sound] of [
  ['100', true],
  ['0.0001', true],
  ['62.5', true],
  ['0', false],
  ['100.1', false],
  ['062', false],
  ['1e1', false],
  ['12.34567', false],
] as const)
  test(`a part of ${percent} % is ${sound ? 'read' : 'refused'}`, () => {
    assert.deepEqual(
      found(["percent: '100'", `percent: '${percent}'`]),
      sound ? [] : ['spv.owners[0].percent PERCENT_FORMAT'],
    )
  })

/** What each template pays its holders by. The office building is `office-tower.yaml`. */
const MODELS: Readonly<Record<string, readonly string[]>> = {
  'bond.yaml': ['coupon'],
  // It earns nothing: the holders have what its sale brings, which is paid as at the end of any instrument.
  'collectible.yaml': [],
  'film-revenue.yaml': ['income'],
  'residential-building.yaml': ['income'],
  'startup-equity.yaml': ['preference'],
  'venture-fund.yaml': ['income', 'carry'],
}
const templates = path.join(examples, 'templates')
for (const file of fs.readdirSync(templates))
  test(`the template ${file} is sound, pays by its own model, and asks for no more than its valuation and costs`, () => {
    const { warnings, asset, spv, terms } = must(
      asResult(fs.readFileSync(path.join(templates, file), 'utf8')),
    )
    assert.deepEqual(
      warnings.map(({ code }) => code),
      [],
    )
    assert.equal(`${asset.kind}.yaml`, file)
    assert.notEqual(spv.ringFence, null)
    const models = (['income', 'coupon', 'preference', 'carry'] as const).filter((one) => terms[one] !== null)
    assert.deepEqual(models, MODELS[file])
  })

test('a cap of a class that is not capped is a mistake too', () => {
  const said = found([PAYMENT, `${PREFERENCE.replace('capped', 'full')}${PAYMENT}`])
  assert.ok(said.includes('preference.cap PREFERENCE_CAP'), said.join())
})

test('every check across fields has a row above', () => {
  assert.deepEqual(crossed.map(([code]) => code).sort(), [...CROSS_CODES].sort())
})

test('warnings alone let a sheet through', () => {
  const result = read(tower.replace('holdersMax: 1999', 'holdersMax: 2000'))
  assert.ok(result.ok)
  assert.deepEqual(
    result.value.warnings.map(({ code, severity, line, column }) => [code, severity, line, column]),
    [
      [
        'HOLDERS_NEAR_REGISTRATION',
        'warning',
        tower.slice(0, tower.indexOf('holdersMax')).split('\n').length,
        15,
      ],
    ],
  )
})

test('a day has begun when it has in the sheet’s own time zone', () => {
  const text = tower.replace('date: 2026-05-29', 'date: 2026-07-02')
  assert.ok(!read(text).ok)
  assert.ok(read(text.replace('America/New_York', 'Pacific/Kiritimati')).ok)
})

test('every mistake is listed in the order of the file, with its line and column', () => {
  const broken = tower
    .replace('key: office-tower', 'key: Tower')
    .replace('kind: office-building', 'kind: castle')
    .replace("price: '1.00'", 'price: 1.00')
    .replace('closes: 2026-07-31', 'closes: 2026-06-01')
    .replace('treasury: managed\n', '')
  const result = read(broken)
  assert.ok(!result.ok)
  assert.equal(result.facts['count'], '5')
  const lines = broken.split('\n')
  const lineOf = (text: string) => lines.findIndex((line) => line.includes(text)) + 1
  assert.deepEqual(
    result.findings.map(({ code, line, column }) => [code, line, column]),
    [
      ['FIELD_REQUIRED', 1, 1],
      ['KEY_FORMAT', lineOf('key: Tower'), 6],
      ['FIELD_VALUE', lineOf('kind: castle'), 9],
      ['AMOUNT_MUST_BE_STRING', lineOf('price: 1.00'), 10],
      ['WINDOW_ORDER', lineOf('closes:'), 11],
    ],
  )
})

const files: [string, Uint8Array | string, string][] = [
  ['an empty file', '', 'YAML_NOT_A_MAP'],
  ['a list', '- 1\n- 2\n', 'YAML_NOT_A_MAP'],
  ['broken YAML', 'a: [1, 2\nb: 3\n', 'YAML_SYNTAX'],
  ['a repeated key', `${tower}\nkey: other\n`, 'YAML_DUPLICATE_KEY'],
  ['a repeated key in quotes', `${tower}\n"key": other\n`, 'YAML_DUPLICATE_KEY'],
  ['an anchor', tower.replace('key: office-tower', 'key: &k office-tower'), 'YAML_ALIAS'],
  ['a billion laughs', 'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n', 'YAML_ALIAS'],
  ['a merge key', `${tower}\n<<: { key: x }\n`, 'FIELD_UNKNOWN'],
  ['a tag', tower.replace('key: office-tower', 'key: !!str office-tower'), 'YAML_TAG'],
  ['two documents', `${tower}\n---\n${tower}`, 'YAML_DOCUMENTS'],
  ['bytes that are no text', Buffer.from([0x6b, 0x65, 0x79, 0x3a, 0xff, 0xfe]), 'YAML_ENCODING'],
  ['a control character', `${tower}\n# \u0000`, 'YAML_ENCODING'],
  ['text that runs backwards', `${tower}\n# \u202e`, 'YAML_ENCODING'],
  ['a file above the limit', `${tower}\n#${'x'.repeat(SHEET_BYTES_MAX)}`, 'YAML_TOO_LARGE'],
  ['a field named __proto__', `${tower}\n__proto__: { polluted: 1 }\n`, 'FIELD_UNKNOWN'],
]
for (const [name, bytes, code] of files)
  test(`${name} is refused with ${code}`, () => {
    const result = readTermSheet(Buffer.from(bytes), now)
    assert.ok(!result.ok)
    assert.ok(
      result.findings.some((finding) => finding.code === code),
      result.findings.map((finding) => finding.code).join(),
    )
    for (const finding of result.findings) assert.ok(sheetMessage(finding).length > 0)
    assert.equal(Reflect.get({}, 'polluted'), undefined)
  })

test('nesting without end is refused, whatever the parser makes of it', () => {
  for (const text of ['['.repeat(100_000), '- '.repeat(60_000), '{a: '.repeat(30_000)])
    assert.ok(!read(text).ok)
})

function asResult(text: string) {
  const result = read(text)
  return result.ok ? result : { ok: false as const, reason: result.reason, facts: result.facts }
}
