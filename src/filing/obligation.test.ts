import assert from 'node:assert/strict'
import { test } from 'node:test'
import { obligations, type ObligationCode, type Raise } from './obligation.ts'

const day = (text: string) => Temporal.PlainDate.from(text)

function raise(change: Partial<Raise> & { readonly sold?: readonly [on: string, amount: bigint][] }): Raise {
  return {
    exemption: 'reg-d-506c',
    target: 1_000n,
    mayExceedTarget: false,
    opens: day('2026-11-02'),
    closes: day('2026-12-31'),
    holders: 1_000,
    isOpen: true,
    filed: new Map(),
    today: day('2026-11-10'),
    ...change,
    sales: (change.sold ?? []).map(([on, amount]) => ({ on: day(on), amount })),
  }
}
const told = (one: Raise) => obligations(one).map(({ code, due, status }) => [code, due.toString(), status])

test('the notice of sales is due fifteen days after the first sale, or on the next business day', () => {
  assert.deepEqual(told(raise({})), [])
  // 21 November 2026 is a Saturday.
  const sold: [string, bigint][] = [['2026-11-06', 1n]]
  assert.deepEqual(told(raise({ sold })), [['FORM_D', '2026-11-23', 'due']])
  assert.deepEqual(told(raise({ sold, today: day('2026-11-23') }))[0]?.[2], 'due')
  assert.deepEqual(told(raise({ sold, today: day('2026-11-24') }))[0]?.[2], 'overdue')
  // Fifteen days after 10 December is Christmas, a Friday; then comes a weekend.
  assert.deepEqual(told(raise({ sold: [['2026-12-10', 1n]] }))[0]?.[1], '2026-12-28')
  assert.deepEqual(told(raise({ sold, exemption: 'reg-s' })), [])
})

test('a notice that was filed is done, and amended a year later while the offering goes on', () => {
  const filed = new Map<ObligationCode, Temporal.PlainDate>([['FORM_D', day('2026-11-20')]])
  const sold: [string, bigint][] = [['2026-11-06', 1n]]
  assert.deepEqual(told(raise({ sold, filed })), [
    ['FORM_D_AMENDMENT', '2027-11-20', 'due'],
    ['FORM_D', '2026-11-23', 'filed'],
  ])
  assert.deepEqual(told(raise({ sold, filed, isOpen: false })), [['FORM_D', '2026-11-23', 'filed']])
  filed.set('FORM_D_AMENDMENT', day('2027-11-01'))
  assert.deepEqual(told(raise({ sold, filed, today: day('2027-11-30') }))[0], [
    'FORM_D_AMENDMENT',
    '2028-11-01',
    'due',
  ])
})

test('a notice counts whenever it was filed: on the day of the first sale, before it, or before a sale that came to nothing', () => {
  const sold: [string, bigint][] = [['2026-11-06', 1n]]
  for (const on of ['2026-11-06', '2026-10-01']) {
    const filed = new Map<ObligationCode, Temporal.PlainDate>([['FORM_D', day(on)]])
    const of = told(raise({ sold, filed, isOpen: false, today: day('2026-12-31') }))
    assert.deepEqual(of, [['FORM_D', '2026-11-23', 'filed']], on)
  }
})

test('a crowdfunding tells of half and of the whole of its target within five business days', () => {
  const sold: [string, bigint][] = [
    ['2026-11-05', 499n],
    ['2026-11-06', 1n],
    ['2026-11-20', 500n],
  ]
  const progress = (of: typeof sold) =>
    told(raise({ exemption: 'reg-cf', sold: of })).filter(([code]) => code?.startsWith('FORM_C_U'))
  assert.deepEqual(progress(sold.slice(0, 1)), [])
  // 11 November is Veterans Day, 26 November Thanksgiving.
  assert.deepEqual(progress(sold), [
    ['FORM_C_U_HALF', '2026-11-16', 'due'],
    ['FORM_C_U_WHOLE', '2026-11-30', 'due'],
  ])
})

const crowd = (change: Parameters<typeof raise>[0]) =>
  new Map(
    obligations(raise({ exemption: 'reg-cf', ...change })).map(({ code, due, status }) => [
      code,
      `${due.toString()} ${status}`,
    ]),
  )

test('Form C is filed before a crowdfunding opens, and what was sold in the end after it is over', () => {
  assert.deepEqual([...crowd({ today: day('2026-11-01') })], [['FORM_C', '2026-11-02 due']])
  const sold: [string, bigint][] = [['2026-11-05', 1_200n]]
  const over = { sold, today: day('2027-01-02') }
  assert.equal(crowd({ ...over, mayExceedTarget: true }).get('FORM_C_U_FINAL'), '2027-01-08 due')
  assert.equal(crowd(over).has('FORM_C_U_FINAL'), false)
  assert.equal(
    crowd({ ...over, mayExceedTarget: true, today: day('2026-12-31') }).has('FORM_C_U_FINAL'),
    false,
  )
  assert.equal(crowd({ ...over, sold: [], mayExceedTarget: true }).has('FORM_C_U_FINAL'), false)
})

test('an annual report is due 120 days after each fiscal year with a sale behind it, until reports end', () => {
  const sold: [string, bigint][] = [['2026-11-05', 1_000n]]
  const filed = new Map<ObligationCode, Temporal.PlainDate>()
  assert.equal(crowd({}).has('FORM_C_AR'), false)
  assert.equal(crowd({ sold }).get('FORM_C_AR'), '2027-04-30 due')
  assert.equal(crowd({ sold, today: day('2027-05-01') }).get('FORM_C_AR'), '2027-04-30 overdue')
  filed.set('FORM_C_AR', day('2027-04-12'))
  // 29 April 2028, after 120 days of a leap year, is a Saturday.
  assert.equal(crowd({ sold, filed }).get('FORM_C_AR'), '2028-05-01 due')
  assert.equal(crowd({ sold, filed, holders: 300 }).has('FORM_C_TR'), false)

  const few = crowd({ sold, filed, holders: 299 })
  assert.deepEqual([few.get('FORM_C_TR'), few.has('FORM_C_AR')], ['2027-04-19 due', false])
  const soldAgain: [string, bigint][] = [...sold, ['2027-04-13', 1n]]
  assert.equal(crowd({ sold: soldAgain, filed, holders: 299 }).has('FORM_C_TR'), false)
  filed.set('FORM_C_TR', day('2027-04-16'))
  const ended = crowd({ sold, filed, holders: 299, today: day('2028-06-01') })
  assert.deepEqual([ended.get('FORM_C_TR'), ended.has('FORM_C_AR')], ['2027-04-19 filed', false])
})
