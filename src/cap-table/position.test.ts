import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { fullyDiluted } from './fully-diluted.ts'
import { numericText, ONE, readNumeric } from './numeric.ts'
import { objectsOf, type OcfObject } from './ocf.ts'
import { positionsAt } from './position.ts'

const FIXTURES = path.join(import.meta.dirname, '..', '..', 'test', 'fixtures', 'ocf')
const day = (text: string) => Temporal.PlainDate.from(text)
const object = (object_type: string, fields: object): OcfObject => ({ object_type, id: 'x', ...fields })

const COMMON = object('STOCK_CLASS', {
  id: 'common',
  name: 'Common',
  class_type: 'COMMON',
  initial_shares_authorized: '10000000',
})
const PREFERRED = object('STOCK_CLASS', {
  id: 'seed',
  name: 'Series Seed',
  class_type: 'PREFERRED',
  initial_shares_authorized: '1000000',
  conversion_rights: [
    {
      conversion_mechanism: { type: 'RATIO_CONVERSION', ratio: { numerator: '3', denominator: '2' } },
      converts_to_stock_class_id: 'common',
    },
  ],
})
const PLAN = object('STOCK_PLAN', {
  id: 'plan',
  plan_name: 'Plan',
  stock_class_ids: ['common'],
  initial_shares_reserved: '+1000.00',
  default_cancellation_behavior: 'RETURN_TO_POOL',
})
const issue = (security: string, quantity: string, fields: object = {}) =>
  object('TX_STOCK_ISSUANCE', {
    id: `issue-${security}`,
    security_id: security,
    date: '2024-01-01',
    stakeholder_id: 'ana',
    stock_class_id: 'common',
    quantity,
    ...fields,
  })
const grant = (security: string, quantity: string, fields: object = {}) =>
  object('TX_EQUITY_COMPENSATION_ISSUANCE', {
    id: `grant-${security}`,
    security_id: security,
    date: '2024-01-01',
    stakeholder_id: 'bo',
    stock_plan_id: 'plan',
    compensation_type: 'OPTION',
    quantity,
    ...fields,
  })
const taking = (type: string, security: string, fields: object) =>
  object(type, { id: `${type}-${security}`, security_id: security, date: '2024-06-01', ...fields })
const held = (objects: readonly OcfObject[], on = '2025-01-01') => {
  const { securities, findings } = positionsAt(objects, day(on))
  return {
    left: Object.fromEntries(securities.map((one) => [one.id, numericText(one.quantity)])),
    findings: findings.map(({ code }) => code),
  }
}

test('a number of Open Cap Format is exact to ten decimals, and nothing else is one', () => {
  for (const text of ['0', '1500', '0.0000000001', '-3.5', '123456789012345678901234567890.25'])
    assert.equal(numericText((readNumeric(text) as { value: bigint }).value), text)
  assert.deepEqual(readNumeric('+10000000.00'), { ok: true, value: 10_000_000n * ONE })
  for (const text of ['', '1e5', '1,000', '.5', '0.00000000001', ' 1', 7, null])
    assert.equal(readNumeric(text).ok, false, String(text))
})

test('what is issued, moved, cancelled, exercised and converted leaves what is left', () => {
  const objects = [
    COMMON,
    PREFERRED,
    PLAN,
    issue('a', '100'),
    issue('p', '10', { stock_class_id: 'seed', stakeholder_id: 'cleo' }),
    grant('o', '40'),
    taking('TX_STOCK_TRANSFER', 'a', { quantity: '30', resulting_security_ids: ['b'] }),
    issue('b', '30', { date: '2024-06-01', stakeholder_id: 'dana' }),
    taking('TX_STOCK_CANCELLATION', 'b', { quantity: '10', balance_security_id: 'c' }),
    issue('c', '20', { date: '2024-06-01', stakeholder_id: 'dana' }),
    taking('TX_EQUITY_COMPENSATION_EXERCISE', 'o', { quantity: '15', resulting_security_ids: ['e'] }),
    issue('e', '15', { date: '2024-06-01', stakeholder_id: 'bo' }),
    taking('TX_STOCK_CONVERSION', 'p', { quantity_converted: '10', resulting_security_ids: ['f'] }),
    issue('f', '15', { date: '2024-06-01', stakeholder_id: 'cleo' }),
  ]
  assert.deepEqual(held(objects), { left: { a: '70', o: '25', c: '20', e: '15', f: '15' }, findings: [] })
  assert.deepEqual(held(objects, '2024-05-31').left, { a: '100', p: '10', o: '40' })
  const { plans } = positionsAt(objects, day('2025-01-01'))
  assert.deepEqual(
    plans.map(({ available }) => numericText(available)),
    ['960'],
  )
})

test('a split multiplies what was there before, and what a plan reserved', () => {
  const split = object('TX_STOCK_CLASS_SPLIT', {
    date: '2024-06-01',
    stock_class_id: 'common',
    split_ratio: { numerator: '3', denominator: '2' },
  })
  const objects = [
    COMMON,
    PLAN,
    issue('a', '100'),
    grant('o', '40'),
    split,
    issue('b', '1', { date: '2024-06-01' }),
  ]
  assert.deepEqual(held(objects).left, { a: '150', o: '60', b: '1' })
  const [plan] = positionsAt(objects, day('2025-01-01')).plans
  assert.equal(numericText(plan!.available), '1440')
})

test('what makes no sense is reported, and takes nothing', () => {
  assert.deepEqual(held([COMMON, issue('a', '5'), taking('TX_STOCK_REPURCHASE', 'a', { quantity: '6' })]), {
    left: { a: '5' },
    findings: ['OCF_TOO_MANY_UNITS'],
  })
  assert.deepEqual(held([taking('TX_STOCK_RETRACTION', 'nobody', {})]).findings, ['OCF_SECURITY_UNKNOWN'])
  assert.deepEqual(held([COMMON, issue('a', '5'), issue('a', '6', { id: 'again' })]).findings, [
    'OCF_SECURITY_TWICE',
  ])
  assert.deepEqual(held([COMMON, issue('a', '1e3')]).findings, ['OCF_NUMBER'])
})

test('a cancelled grant comes back to its plan once, whether that is told or not', () => {
  const cancelled = taking('TX_EQUITY_COMPENSATION_CANCELLATION', 'o', { quantity: '10' })
  const told = object('TX_STOCK_PLAN_RETURN_TO_POOL', {
    date: '2024-06-01',
    security_id: 'o',
    stock_plan_id: 'plan',
    quantity: '10',
  })
  for (const objects of [
    [PLAN, grant('o', '40'), cancelled],
    [PLAN, grant('o', '40'), cancelled, told],
  ]) {
    const [plan] = positionsAt(objects, day('2025-01-01')).plans
    assert.equal(numericText(plan!.available), '970')
  }
})

test('four years with a cliff of one vest a quarter after one year and the rest month by month', () => {
  const read = JSON.parse(
    fs.readFileSync(path.join(FIXTURES, 'samples', 'VestingTerms.ocf.json'), 'utf8'),
  ) as { items: OcfObject[] }
  const terms = read.items.find(({ id }) => id === '4yr-1yr-cliff-schedule')
  assert.ok(terms)
  const start = taking('TX_VESTING_START', 'o', { date: '2024-01-31', vesting_condition_id: 'vesting-start' })
  const objects = [PLAN, terms, grant('o', '100', { vesting_terms_id: terms.id }), start]
  const vested = (on: string) => {
    const one = positionsAt(objects, day(on)).securities[0]?.vested
    return one == null ? null : numericText(one)
  }
  assert.deepEqual(
    ['2025-01-30', '2025-01-31', '2025-02-27', '2025-02-28', '2027-12-31', '2028-01-31'].map(vested),
    // 13/48 of 100 is 27.08, 47/48 is 97.92: rounded to the nearest whole option.
    ['0', '25', '25', '27', '98', '100'],
  )
  const accelerated = taking('TX_VESTING_ACCELERATION', 'o', { date: '2024-02-01', quantity: '60' })
  const [quick] = positionsAt([...objects, accelerated], day('2024-03-01')).securities
  assert.equal(numericText(quick!.vested!), '60')
})

test('fully diluted: as converted, granted, left in the plan, and a safe by its cap after the money', () => {
  const safe = object('TX_CONVERTIBLE_ISSUANCE', {
    id: 'safe',
    security_id: 's',
    date: '2024-01-01',
    stakeholder_id: 'eve',
    custom_id: 'SAFE-1',
    convertible_type: 'SAFE',
    investment_amount: { amount: '1000000', currency: 'USD' },
    conversion_triggers: [
      {
        conversion_right: {
          conversion_mechanism: {
            type: 'SAFE_CONVERSION',
            conversion_valuation_cap: { amount: '10000000', currency: 'USD' },
            conversion_timing: 'POST_MONEY',
            conversion_mfn: false,
          },
        },
      },
    ],
  })
  const objects = [
    COMMON,
    PREFERRED,
    PLAN,
    issue('a', '8000'),
    issue('p', '101', { stock_class_id: 'seed' }),
    grant('o', '400'),
    safe,
  ]
  const view = fullyDiluted(positionsAt(objects, day('2025-01-01')), null)
  const shares = Object.fromEntries(
    view.lines.map(({ security, shares: of }) => [security ?? 'pool', numericText(of!)]),
  )
  // 101 × 3/2 is 151 whole shares. A tenth of all: 9,151 ÷ 9 rounded down.
  assert.deepEqual(shares, { a: '8000', p: '151', o: '400', pool: '600', s: '1016' })
  assert.equal(
    view.lines.reduce((sum, { parts }) => sum + (parts ?? 0n), 0n),
    1_000_000n,
  )
  // At a price below the cap’s the price counts: a million at fifty cents.
  const cheap = fullyDiluted(positionsAt(objects, day('2025-01-01')), ONE / 2n)
  assert.equal(numericText(cheap.lines.at(-1)!.shares!), '2000000')
})

test('a note converts with its interest and a discount, and not before a price is known', () => {
  const note = object('TX_CONVERTIBLE_ISSUANCE', {
    security_id: 'n',
    date: '2024-01-01',
    stakeholder_id: 'eve',
    investment_amount: { amount: '1000', currency: 'USD' },
    conversion_triggers: [
      {
        conversion_right: {
          conversion_mechanism: {
            type: 'CONVERTIBLE_NOTE_CONVERSION',
            interest_rates: [{ rate: '0.10', accrual_start_date: '2024-01-01' }],
            day_count_convention: '30_360',
            interest_payout: 'DEFERRED',
            interest_accrual_period: 'ANNUAL',
            compounding_type: 'COMPOUNDING',
            conversion_discount: '0.2',
          },
        },
      },
    ],
  })
  const at = positionsAt([COMMON, issue('a', '1000'), note], day('2026-01-01'))
  assert.equal(fullyDiluted(at, null).lines.at(-1)?.shares, null)
  const line = fullyDiluted(at, ONE).lines.at(-1)
  // 1,000 × 1.1² = 1,210, at 80 cents.
  assert.equal(line?.why['due'], '1210')
  assert.equal(numericText(line!.shares!), '1512')
})

test('convertibles that promise all of the company are said to, and are not counted', () => {
  const safe = (id: string) =>
    object('TX_CONVERTIBLE_ISSUANCE', {
      id,
      security_id: id,
      date: '2024-01-01',
      stakeholder_id: 'eve',
      investment_amount: { amount: '5', currency: 'USD' },
      conversion_triggers: [
        {
          conversion_right: {
            conversion_mechanism: { conversion_valuation_cap: { amount: '10', currency: 'USD' } },
          },
        },
      ],
    })
  const view = fullyDiluted(
    positionsAt([COMMON, issue('a', '9'), safe('s'), safe('t')], day('2025-01-01')),
    null,
  )
  assert.equal(view.isOverpromised, true)
  assert.equal(numericText(view.shares), '9')
})

test('property: whatever is issued and taken, nothing is left of nothing, and what is left was issued', () => {
  const step = fc.record({
    type: fc.constantFrom(
      'TX_STOCK_TRANSFER',
      'TX_STOCK_CANCELLATION',
      'TX_STOCK_REPURCHASE',
      'TX_STOCK_RETRACTION',
    ),
    security: fc.constantFrom('a', 'b', 'c'),
    quantity: fc.option(fc.integer({ min: 0, max: 120 }).map(String), { nil: undefined }),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const objects = [
        COMMON,
        ...['a', 'b', 'c'].map((id) => issue(id, '100')),
        ...steps.map(({ type, security, quantity }) =>
          taking(type, security, quantity === undefined ? {} : { quantity }),
        ),
      ]
      const at = positionsAt(objects, day('2025-01-01'))
      for (const one of at.securities) assert.ok(one.quantity > 0n && one.quantity <= one.issued)
      const view = fullyDiluted(at, null)
      const parts = view.lines.reduce((sum, line) => sum + (line.parts ?? 0n), 0n)
      assert.equal(parts, at.securities.length === 0 ? 0n : 1_000_000n)
    }),
  )
})

test('a split multiplies what vests by numbers that were told before it', () => {
  const split = object('TX_STOCK_CLASS_SPLIT', {
    id: 'split',
    date: '2024-03-01',
    stock_class_id: 'common',
    split_ratio: { numerator: '2', denominator: '1' },
  })
  const vestings = [
    { date: '2024-02-01', amount: '25' },
    { date: '2024-04-01', amount: '25' },
    { date: '2026-01-01', amount: '50' },
  ]
  const early = object('TX_VESTING_ACCELERATION', {
    id: 'v',
    security_id: 'b',
    date: '2024-02-01',
    quantity: '10',
  })
  const never = [{ date: '2199-01-01', amount: '100' }]
  const objects = [
    COMMON,
    issue('a', '100', { vestings }),
    issue('b', '100', { vestings: never }),
    early,
    split,
  ]
  const { securities } = positionsAt(objects, day('2025-01-01'))
  assert.deepEqual(
    securities.map(({ quantity, vested }) => [
      numericText(quantity),
      vested === null ? null : numericText(vested),
    ]),
    [
      ['200', '100'],
      ['200', '20'],
    ],
  )
})

test('whatever a file says of itself, it is told or reported, and ends', () => {
  const note = (mechanism: object) =>
    object('TX_CONVERTIBLE_ISSUANCE', {
      id: 'n',
      security_id: 'n',
      date: '2024-01-01',
      stakeholder_id: 'ana',
      investment_amount: { amount: '1000', currency: 'USD' },
      conversion_triggers: [{ conversion_right: { conversion_mechanism: mechanism } }],
    })
  const rates = (accrual_start_date: unknown) => ({
    day_count_convention: 'ACTUAL_365',
    interest_accrual_period: 'MONTHLY',
    compounding_type: 'COMPOUNDING',
    interest_rates: [{ rate: '9'.repeat(40), accrual_start_date }],
  })
  for (const mechanism of [
    rates('soon'),
    rates('-271821-04-20'),
    rates('1800-01-01'),
    { ...rates('2024-01-01'), interest_accrual_period: 'valueOf' },
    { ...rates('2024-01-01'), day_count_convention: 'toString' },
  ])
    assert.ok(fullyDiluted(positionsAt([COMMON, note(mechanism)], day('2025-01-01')), ONE).lines.length > 0)

  const relative = (period: object) =>
    object('VESTING_TERMS', {
      id: 'terms',
      allocation_type: 'CUMULATIVE_ROUNDING',
      vesting_conditions: [
        { id: 'start', quantity: '0', trigger: { type: 'VESTING_START_DATE' } },
        ...Array.from({ length: 1_000 }, (_, i) => ({
          id: `c${i}`,
          portion: { numerator: '1', denominator: '48' },
          trigger: { type: 'VESTING_SCHEDULE_RELATIVE', relative_to_condition_id: 'start', period },
        })),
      ],
    })
  for (const terms of [
    relative({ type: 'MONTHS', length: 1_000_000, occurrences: 48 }),
    relative({ type: 'DAYS', length: 1, occurrences: 36_525 }),
    { ...relative({ type: 'DAYS', length: 1, occurrences: 1 }), allocation_type: 'toString' },
  ]) {
    const started = object('TX_VESTING_START', {
      id: 's',
      security_id: 'o',
      date: '2024-01-01',
      vesting_condition_id: 'start',
    })
    const told = positionsAt(
      [COMMON, PLAN, terms, grant('o', '48', { vesting_terms_id: 'terms' }), started],
      day('2025-01-01'),
    )
    assert.equal(told.securities[0]?.vested, null)
  }

  const types = ['toString', 'constructor', '__proto__', 'TX_toString'].map((type) => ({
    object_type: type,
    id: type,
    date: '2024-01-01',
  }))
  const plans = Array.from({ length: 50_000 }, (_, i) => ({
    object_type: 'STOCK_PLAN',
    id: `p${i}`,
    parent_id: `p${i + 1}`,
  }))
  const read = objectsOf([{ path: 'a.json', content: { items: [...types, ...plans] } }])
  assert.deepEqual(
    read.findings.map(({ code }) => code),
    types.map(() => 'OCF_OBJECT_UNKNOWN'),
  )
  positionsAt(read.objects, day('2025-01-01'))
  const circle = [
    { object_type: 'STOCK_PLAN', id: 'a', parent_id: 'b' },
    { object_type: 'STOCK_PLAN', id: 'b', parent_id: 'a' },
  ]
  assert.deepEqual(
    objectsOf([{ path: 'a.json', content: { items: circle } }]).findings.map(({ what }) => what),
    ['a → b → a'],
  )
})

const convertible = (id: string, amount: string, mechanism: object, fields: object = {}) =>
  object('TX_CONVERTIBLE_ISSUANCE', {
    id,
    security_id: id,
    date: '2024-01-01',
    stakeholder_id: 'eve',
    investment_amount: { amount, currency: 'USD' },
    conversion_triggers: [{ conversion_right: { conversion_mechanism: mechanism } }],
    ...fields,
  })
const usd = (amount: string) => ({ amount, currency: 'USD' })
const capped = (cap: string, more: object = {}) => ({
  type: 'SAFE_CONVERSION',
  conversion_valuation_cap: usd(cap),
  ...more,
})
const viewOf = (objects: readonly OcfObject[], price: bigint | null = null, on = '2025-01-01') => {
  const view = fullyDiluted(positionsAt(objects, day(on)), price)
  return {
    shares: Object.fromEntries(
      view.lines.map((line) => [
        line.security ?? 'pool',
        line.shares === null ? null : numericText(line.shares),
      ]),
    ),
    findings: view.findings.map(({ code, what }) => `${code} ${what}`),
    all: numericText(view.shares),
  }
}

test('restricted stock comes out of its plan once, and what was exercised came out of it as the grant', () => {
  const objects = [
    COMMON,
    PLAN,
    issue('r', '300', { stock_plan_id: 'plan', issuance_type: 'RSA' }),
    grant('o', '40'),
    taking('TX_EQUITY_COMPENSATION_EXERCISE', 'o', { quantity: '15', resulting_security_ids: ['e'] }),
    issue('e', '15', { date: '2024-06-01', stock_plan_id: 'plan' }),
  ]
  assert.deepEqual(viewOf(objects).shares, { r: '300', o: '25', e: '15', pool: '660' })
  assert.equal(viewOf(objects).all, '1000')
  const gone = taking('TX_STOCK_CANCELLATION', 'r', { quantity: '100' })
  assert.deepEqual(viewOf([...objects, gone]).shares, { r: '200', o: '25', e: '15', pool: '760' })
  const sold = taking('TX_STOCK_CANCELLATION', 'e', { quantity: '5', date: '2024-07-01' })
  assert.deepEqual(viewOf([...objects, sold]).shares, { r: '300', o: '25', e: '10', pool: '660' })
})

test('what has expired gives no shares from the day after, and cash-settled rights never do: both are said', () => {
  const warrant = (security: string, fields: object) =>
    object('TX_WARRANT_ISSUANCE', { ...issue(security, '7'), object_type: 'TX_WARRANT_ISSUANCE', ...fields })
  const objects = [
    COMMON,
    issue('a', '100'),
    grant('o', '40', { stock_plan_id: undefined, expiration_date: '2025-01-01' }),
    grant('c', '40', { stock_plan_id: undefined, compensation_type: 'CSAR' }),
    warrant('w', { warrant_expiration_date: '2025-01-01' }),
  ]
  assert.deepEqual(viewOf(objects, null, '2025-01-01'), {
    shares: { a: '100', o: '40', w: '7' },
    findings: ['OCF_CASH_SETTLED c'],
    all: '147',
  })
  assert.deepEqual(viewOf(objects, null, '2025-01-02'), {
    shares: { a: '100' },
    findings: ['OCF_EXPIRED o', 'OCF_CASH_SETTLED c', 'OCF_EXPIRED w'],
    all: '100',
  })
})

test('a note that compounds daily owes interest on each day’s interest', () => {
  const daily = (rate: string) =>
    convertible('n', '1000', {
      type: 'CONVERTIBLE_NOTE_CONVERSION',
      interest_rates: [{ rate, accrual_start_date: '2024-01-01' }],
      day_count_convention: 'ACTUAL_365',
      interest_payout: 'DEFERRED',
      interest_accrual_period: 'DAILY',
      compounding_type: 'COMPOUNDING',
    })
  const due = (on: string) =>
    fullyDiluted(positionsAt([COMMON, daily('0.365')], day(on)), ONE).lines.at(-1)?.why['due']
  // 1,000 × 1.001², × 1.001³, and × 1.001³⁶⁵ = 1,440.25…; simple interest would be 1,365.
  assert.deepEqual([due('2024-01-03'), due('2024-01-04')], ['1002.001', '1003.003001'])
  assert.match(due('2024-12-31') ?? '', /^1440\.2513/)
  assert.deepEqual(viewOf([COMMON, daily('9'.repeat(40))], ONE).findings, ['OCF_NOT_COUNTED n'])
})

test('a convertible in another currency is not counted at the price of a round, nor by a cap of another', () => {
  const paid = issue('a', '900', { share_price: usd('1') })
  const foreign = convertible(
    'f',
    '100',
    { type: 'SAFE_CONVERSION', conversion_valuation_cap: { amount: '1000', currency: 'EUR' } },
    { investment_amount: { amount: '100', currency: 'EUR' } },
  )
  assert.deepEqual(viewOf([COMMON, paid, foreign], ONE), {
    shares: { a: '900', f: null },
    findings: ['OCF_OTHER_CURRENCY f'],
    all: '900',
  })
  // By its own cap it needs no rate.
  assert.deepEqual(viewOf([COMMON, paid, foreign]).shares, { a: '900', f: '100' })
  const mixed = convertible('m', '100', {
    type: 'SAFE_CONVERSION',
    conversion_valuation_cap: { amount: '1000', currency: 'EUR' },
  })
  assert.deepEqual(viewOf([COMMON, paid, mixed]).findings, ['OCF_OTHER_CURRENCY m'])
})

test('every trigger is read, and what gives no number is said', () => {
  const triggers = (...mechanisms: object[]) => ({
    conversion_triggers: mechanisms.map((conversion_mechanism) => ({
      conversion_right: { conversion_mechanism, converts_to_stock_class_id: 'common' },
    })),
  })
  const percent = { type: 'FIXED_PERCENT_OF_CAPITALIZATION_CONVERSION', converts_to_percent: '0.1' }
  const fixed = { type: 'FIXED_AMOUNT_CONVERSION', converts_to_quantity: '77' }
  const objects = [
    COMMON,
    issue('a', '900'),
    convertible('p', '100', {}, triggers(percent)),
    convertible('q', '100', {}, triggers(percent, capped('1000', { conversion_timing: 'PRE_MONEY' }))),
    convertible('r', '100', {}, triggers(fixed)),
  ]
  assert.deepEqual(viewOf(objects), {
    shares: { a: '900', p: null, q: '90', r: '77' },
    findings: ['OCF_NOT_COUNTED p'],
    all: '1067',
  })
})

test('a note whose capitalization says nothing of itself converts before the money', () => {
  const note = (more: object) =>
    convertible('n', '100', { ...capped('1000', more), type: 'CONVERTIBLE_NOTE_CONVERSION' })
  const rules = { capitalization_definition_rules: { include_this_security: true } }
  assert.deepEqual(viewOf([COMMON, issue('a', '900'), note({})]).shares, { a: '900', n: '90' })
  assert.deepEqual(viewOf([COMMON, issue('a', '900'), note(rules)]).shares, { a: '900', n: '100' })
})

test('a warrant into preferred stock counts by what that converts into, and by the number of its trigger', () => {
  const warrant = (fields: object) =>
    object('TX_WARRANT_ISSUANCE', {
      id: 'w',
      security_id: 'w',
      date: '2024-01-01',
      stakeholder_id: 'eve',
      exercise_triggers: [
        {
          conversion_right: {
            conversion_mechanism: { type: 'FIXED_AMOUNT_CONVERSION', converts_to_quantity: '10' },
            converts_to_stock_class_id: 'seed',
          },
        },
      ],
      ...fields,
    })
  assert.deepEqual(viewOf([COMMON, PREFERRED, warrant({ quantity: '11' })]).shares, { w: '16' })
  assert.deepEqual(viewOf([COMMON, PREFERRED, warrant({})]).shares, { w: '15' })
})

test('post-money safes get the greatest whole numbers that fit: a tenth of ten million is a million', () => {
  const safe = (id: string) => convertible(id, '1000000', capped('10000000'))
  assert.equal(viewOf([COMMON, issue('a', '9000000'), safe('s')]).shares['s'], '1000000')
  assert.deepEqual(viewOf([COMMON, issue('a', '8000000'), safe('s'), safe('t')]).shares, {
    ...{ a: '8000000', s: '1000000', t: '1000000' },
  })
})

test('property: of post-money safes none has more than its part of all, and none could have one share more beside the others', () => {
  const terms = fc.record({
    paid: fc.integer({ min: 1, max: 400 }),
    cap: fc.integer({ min: 2_000, max: 9_000 }),
  })
  const price = fc.option(fc.bigInt({ min: ONE / 1_000n, max: ONE }), { nil: null })
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10 ** 7 }),
      fc.array(terms, { maxLength: 4 }),
      price,
      (base, list, at) => {
        const safes = list.map(({ paid, cap }, i) => convertible(`s${i}`, String(paid), capped(String(cap))))
        const view = viewOf([COMMON, issue('a', String(base)), ...safes], at)
        const has = list.map((_, i) => BigInt(view.shares[`s${i}`] ?? 0))
        const all = BigInt(view.all)
        for (const [i, { paid, cap }] of list.entries()) {
          const byPrice = at === null ? 0n : (BigInt(paid) * ONE) / at
          const byCap = (BigInt(paid) * all) / BigInt(cap)
          assert.equal(has[i], byCap > byPrice ? byCap : byPrice)
        }
        // All of them one more at once would fit no better.
        const up = has.map((one) => one + 1n)
        const more = up.reduce((sum, one) => sum + one, BigInt(base))
        const fits = list.map(({ paid, cap }, i) => (BigInt(paid) * more) / BigInt(cap) >= (up[i] ?? 0n))
        assert.ok(list.length === 0 || !fits.every(Boolean))
      },
    ),
  )
})
