import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { instrumentTerms } from '../../test/instrument-terms.ts'
import type { IncomePolicy } from '../instrument/instrument.ts'
import type { DistributionId, InstrumentId, StatementId } from '../kernel/ids.ts'
import { DISTRIBUTION_PROBLEMS } from './distribution.problems.ts'
import { againAt } from '../platform/chain/again.ts'
import {
  announcementState,
  datesOf,
  monthsPaid,
  correctionFigures,
  entitlements,
  isInOrder,
  isTooFarAhead,
  lackingFunds,
  nextStep,
  periodDue,
  pushes,
  PAYEES_PER_PUSH,
  reconcile,
  takeSetOff,
  type Distribution,
  type Progress,
  type SetOff,
} from './distribution.ts'

const instant = (text: string) => Temporal.Instant.from(text)

test('the $500 investor of the office tower receives $3.60', () => {
  const shares = entitlements(360_000_000_000n, [
    { wallet: '0xa', units: 49_999_500n },
    { wallet: '0xb', units: 500n },
  ])
  assert.ok(shares.ok)
  assert.equal(shares.value.owed[1]?.amount, 3_600_000n)
  assert.equal(shares.value.carried, 0n)
})

test('a record date is taken by the distances that the token itself has', () => {
  const token = fs.readFileSync('contracts/src/TokenOffice.sol', 'utf8')
  const [hours, days] = [
    /RECORD_DATES_APART_MIN = (\d+) hours;/,
    /RECORD_DATE_DISTANCE_MAX = (\d+) days;/,
  ].map((constant) => Number(constant.exec(token)?.[1]))
  const last = instant('2026-11-30T12:00:00Z')
  const nearest = last.add({ hours: hours! })
  assert.ok(isInOrder(last, null) && isInOrder(nearest, last))
  assert.ok(!isInOrder(nearest.subtract({ seconds: 1 }), last))
  const furthest = last.add({ hours: 24 * days! })
  assert.ok(!isTooFarAhead(furthest, last))
  assert.ok(isTooFarAhead(furthest.add({ seconds: 1 }), last))
})

const holders = fc.array(fc.bigInt(1n, 2n ** 104n - 1n), { minLength: 1, maxLength: 200 })
test('property: declared = Σ entitlements + carried, nobody gets more than their share, and less than one unit is lost each', () => {
  fc.assert(
    fc.property(fc.bigInt(1n, 2n ** 128n - 1n), holders, (declared, list) => {
      const shares = entitlements(
        declared,
        list.map((units, i) => ({ wallet: `0x${i}`, units })),
      )
      assert.ok(shares.ok)
      const supply = list.reduce((a, b) => a + b, 0n)
      const { owed, carried } = shares.value
      assert.equal(owed.reduce((sum, { amount }) => sum + amount, 0n) + carried, declared)
      assert.ok(carried >= 0n && carried < BigInt(list.length))
      for (const { units, amount } of owed) {
        assert.ok(amount * supply <= declared * units)
        assert.ok((amount + 1n) * supply > declared * units)
      }
    }),
  )
})

test('nobody on the register, or nothing declared, is refused', () => {
  const nobody = entitlements(1n, [])
  assert.ok(!nobody.ok && nobody.reason === 'NO_ELIGIBLE_HOLDERS')
  const nothing = entitlements(0n, [{ wallet: '0xa', units: 1n }])
  assert.ok(!nothing.ok && nothing.reason === 'NOTHING_TO_DISTRIBUTE')
})

const NEW_YORK = 'America/New_York'
const month = (text: string) => Temporal.PlainYearMonth.from(text)
const monthly: IncomePolicy = {
  frequency: 'monthly',
  firstMonth: 1,
  payoutBps: 9_000,
  payDay: 1,
  record: 'close-of-last-day',
  recordDays: null,
  incomeAccounts: ['rent'],
  expenseAccounts: [],
}
/** A fiscal year from April on; paid on the 15th to the holders of the 10th. */
const quarterly: IncomePolicy = {
  ...monthly,
  frequency: 'quarterly',
  firstMonth: 4,
  payDay: 15,
  record: 'days-before-pay-day',
  recordDays: 5,
}
const datesIn = (income: IncomePolicy, text: string) =>
  datesOf({ income, coupon: null, timeZone: NEW_YORK }, month(text))

test('the record date is the close of the month in the issuer’s zone, daylight saving or not', () => {
  const march = datesIn(monthly, '2026-03')
  assert.equal(march?.recordDate.toString(), '2026-03-31')
  assert.equal(march.recordAt.toString(), '2026-04-01T04:00:00Z')
  assert.equal(march.payAt.toString(), '2026-04-01T04:00:00Z')
  assert.equal(datesIn(monthly, '2028-02')?.recordAt.toString(), '2028-03-01T05:00:00Z')
})

test('a quarter is paid on its own day, to the holders of a day before it, and a month within it is paid with it', () => {
  const winter = datesIn(quarterly, '2026-12')
  assert.equal(winter?.recordDate.toString(), '2027-01-10')
  assert.equal(winter.recordAt.toString(), '2027-01-11T05:00:00Z')
  assert.equal(winter.payAt.toString(), '2027-01-15T05:00:00Z')
  assert.equal(datesIn(quarterly, '2026-11'), null)
  const close = { ...quarterly, record: 'close-of-last-day', recordDays: null } as const
  assert.equal(datesIn(close, '2026-12')?.recordDate.toString(), '2026-12-31')
})

test('a quarter in which an offering closes is paid without its months up to then', () => {
  const closing = (closes: string) =>
    instrumentTerms('tower', '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC', {
      timeZone: NEW_YORK,
      offering: { closes: Temporal.PlainDate.from(closes) },
      income: quarterly,
    })
  const paid = (closes: string, period: string) => monthsPaid(closing(closes), month(period), null)
  assert.deepEqual(
    [
      paid('2026-08-31', '2026-09'),
      paid('2026-07-01', '2026-09'),
      paid('2026-06-30', '2026-09'),
      paid('2026-08-31', '2026-12'),
    ],
    [1, 2, 3, 3],
  )
})

test('months that are paid already, under another calendar, are no part of a quarter', () => {
  const terms = instrumentTerms('tower', '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC', {
    offering: { closes: Temporal.PlainDate.from('2026-06-15') },
    income: quarterly,
  })
  const paid = (last: string) => monthsPaid(terms, month('2026-09'), month(last))
  assert.deepEqual(['2026-05', '2026-06', '2026-07', '2026-08'].map(paid), [3, 3, 2, 1])
})

test('a quarter is announced once its last month has begun, while its record date is to come, and a later one after that', () => {
  const terms = instrumentTerms('tower', '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC', {
    timeZone: NEW_YORK,
    offering: { closes: Temporal.PlainDate.from('2026-08-15') },
    income: quarterly,
  })
  const due = (at: string) => periodDue(terms, instant(at))?.toString() ?? null
  assert.deepEqual(
    [
      '2026-07-01T05:00:00Z',
      '2026-09-01T03:59:59Z',
      '2026-09-01T04:00:00Z',
      '2026-10-11T03:59:59Z',
      '2026-10-11T04:00:00Z',
      '2026-12-01T05:00:00Z',
    ].map(due),
    [null, null, '2026-09', '2026-09', null, '2026-12'],
  )
})

test('a month of rent is announced when it begins where the issuer is, and none before the offering has closed', () => {
  const terms = instrumentTerms('tower', '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC', {
    timeZone: 'America/New_York',
    offering: { closes: Temporal.PlainDate.from('2026-06-15') },
    income: monthly,
  })
  const due = (at: string) => periodDue(terms, instant(at))?.toString() ?? null
  assert.deepEqual(
    ['2026-06-01T04:00:00Z', '2026-08-01T03:59:59Z', '2026-08-01T04:00:00Z', '2026-12-01T04:59:59Z'].map(due),
    [null, '2026-07', '2026-08', '2026-11'],
  )
})

const distribution: Distribution = {
  id: 'dst_x' as DistributionId,
  instrument: 'ins_x' as InstrumentId,
  period: month('2026-10'),
  months: 1,
  kind: 'regular',
  correctionOf: null,
  reason: null,
  status: 'scheduled',
  ...datesOf({ income: monthly, coupon: null, timeZone: 'UTC' }, month('2026-10'))!,
  recordId: null,
  statement: null,
  statementsBeside: [],
  net: null,
  payoutBps: 9000,
  amount: null,
  setOff: 0n,
  chainId: null,
  declared: null,
  carriedIn: null,
  waiting: null,
}
const start: Progress = {
  distribution,
  now: instant('2026-10-20T00:00:00Z'),
  announcement: { state: 'missed' },
  recordFinal: false,
  monthsMissing: [month('2026-10')],
  withholdingOpen: 1,
  unknownDeclaration: true,
  funded: 0n,
  closedOnChain: false,
  treasury: { managed: true, moving: false, balance: 0n, proceeds: 0n },
  underWay: 1,
  failures: {},
  open: 2,
}
const on = (p: Progress, change: Partial<Distribution>): Progress => ({
  ...p,
  distribution: { ...p.distribution, ...change },
})

/** The life of a distribution: what it waits for or does, and what then changes. */
const life: [string, (p: Progress) => Progress][] = [
  ['TRANSACTION_UNDER_WAY', (p) => ({ ...p, underWay: 0 })],
  [
    'RECORD_DATE_MISSED',
    (p) => ({ ...p, announcement: { state: 'failed', failures: 1, again: instant('2026-10-20T00:01:00Z') } }),
  ],
  ['ANNOUNCEMENT_FAILED', (p) => ({ ...p, announcement: { state: 'announced' } })],
  ['RECORD_DATE_FUTURE', (p) => on(p, { recordId: 1 })],
  ['RECORD_DATE_FUTURE', (p) => ({ ...p, recordFinal: true })],
  ['NOT_DUE', (p) => ({ ...p, now: instant('2026-11-01T00:00:00Z') })],
  ['UNKNOWN_DECLARATION', (p) => ({ ...p, unknownDeclaration: false })],
  ['STATEMENT_MISSING', (p) => ({ ...p, monthsMissing: [] })],
  ['withhold', (p) => ({ ...p, withholdingOpen: 0 })],
  [
    'declare',
    (p) =>
      on(p, {
        status: 'declaring',
        statement: 'stm_x' as StatementId,
        chainId: 7n,
        declared: 1_003n,
        carriedIn: 3n,
      }),
  ],
  ['ask-for-funds', (p) => on(p, { status: 'underfunded' })],
  ['UNDERFUNDED', (p) => ({ ...p, treasury: { managed: true, moving: false, balance: 999n, proceeds: 0n } })],
  ['UNDERFUNDED', (p) => ({ ...p, treasury: { managed: true, moving: false, balance: 5n, proceeds: 6n } })],
  [
    'PROCEEDS_NOT_THERE',
    (p) => ({ ...p, treasury: { managed: true, moving: false, balance: 5_000n, proceeds: 4_001n } }),
  ],
  [
    'PROCEEDS_PAY_NO_INCOME',
    (p) => ({ ...p, treasury: { managed: true, moving: true, balance: 1_000n, proceeds: 0n } }),
  ],
  ['TRANSACTION_UNDER_WAY', (p) => ({ ...p, treasury: { ...p.treasury, moving: false } })],
  ['fund', (p) => ({ ...on(p, { status: 'funding' }), funded: 1_000n })],
  ['push', (p) => ({ ...p, failures: { fund: 3, push: 3 } })],
  // Somebody else pushed.
  ['TRANSACTIONS_FAILED', (p) => ({ ...p, open: 0 })],
  ['close', (p) => on({ ...p, closedOnChain: true }, { status: 'closing' })],
  ['NOTHING_LEFT_TO_DO', (p) => on(p, { status: 'closed' })],
  ['NOTHING_LEFT_TO_DO', (p) => p],
]

test('a distribution takes its steps in order, and says what it waits for in between', () => {
  let progress = start
  for (const [expected, change] of life) {
    const step = nextStep(progress)
    assert.equal(step.ok ? step.value : step.reason, expected)
    if (!step.ok) assert.ok(DISTRIBUTION_PROBLEMS[step.reason])
    progress = change(progress)
  }
})

test('a record date is announced again, later each time, until the token would refuse it for good', () => {
  const known = {
    isAnnounced: false,
    isUnderWay: false,
    failures: 2,
    again: instant('2026-10-20T00:02:00Z'),
    recordAt: instant('2026-11-01T00:00:00Z'),
    latest: instant('2026-10-01T00:00:00Z'),
    now: instant('2026-10-20T00:01:59Z'),
  }
  const state = (change: Partial<typeof known> | { again: null; latest: null }) =>
    announcementState({ ...known, ...change }).state
  assert.deepEqual(announcementState(known), { state: 'failed', failures: 2, again: known.again })
  assert.equal(state({ now: known.again }), 'due')
  assert.equal(state({ again: null, latest: null }), 'due')
  assert.equal(state({ now: known.recordAt }), 'missed')
  assert.equal(state({ latest: known.recordAt }), 'missed', 'another month took that moment or a later one')
  const hourBefore = known.recordAt.subtract({ hours: 1 })
  assert.equal(state({ latest: hourBefore, now: known.again }), 'due')
  assert.equal(
    state({ latest: hourBefore.add({ seconds: 1 }), now: known.again }),
    'missed',
    'less than an hour apart',
  )
  assert.equal(state({ now: known.recordAt, isUnderWay: true }), 'under-way')
  assert.equal(state({ now: known.recordAt, isAnnounced: true }), 'announced')

  const failed = instant('2026-10-20T00:00:00Z')
  const minutes = [1, 2, 3, 6, 7, 50].map((n) => againAt(n, failed).since(failed).total('minutes'))
  assert.deepEqual(minutes, [1, 2, 4, 32, 60, 60])
})

test('one base unit short is named to the base unit', () => {
  const short = nextStep({
    ...on(start, {
      status: 'underfunded',
      recordId: 1,
      chainId: 1n,
      declared: 360_000_000_000n,
      carriedIn: 0n,
    }),
    announcement: { state: 'announced' },
    underWay: 0,
    treasury: { managed: true, moving: false, balance: 359_999_999_999n, proceeds: 0n },
  })
  assert.ok(!short.ok)
  assert.deepEqual([short.reason, short.facts], ['UNDERFUNDED', { missing: '1' }])
})

test('what was raised pays no income: what is lacking is counted without it', () => {
  const lacking = (balance: bigint, proceeds: bigint, managed = true) =>
    lackingFunds(1_000n, { managed, balance, proceeds })
  assert.equal(lacking(1_000n, 0n), 0n)
  assert.equal(lacking(5_000n, 4_001n), 1n)
  assert.equal(lacking(4_000n, 5_000n), 1_000n, 'the books know of more than is there')
  assert.equal(lacking(9_000n, 0n, false), 1_000n, 'nobody here can take it from there')
})

test('property: every payee is in exactly one push or retry; pushes ascend from above the cursor', () => {
  const address = fc.integer({ min: 1, max: 10_000 }).map((n) => `0x${n.toString(16).padStart(40, '0')}`)
  fc.assert(
    fc.property(fc.uniqueArray(address, { maxLength: 400 }), address, (wallets, cursor) => {
      const { push, retry } = pushes(wallets, cursor)
      assert.deepEqual([...push.flat(), ...retry.flat()].sort(), [...wallets].sort())
      const flat = push.flat()
      for (const [i, wallet] of flat.entries()) assert.ok(wallet > (flat[i - 1] ?? cursor))
      assert.ok(retry.flat().every((wallet) => wallet <= cursor))
      assert.ok([...push, ...retry].every((batch) => batch.length > 0 && batch.length <= PAYEES_PER_PUSH))
    }),
  )
})

test('books that do not add up are not balanced', () => {
  const none = { withheld: 0n, unclaimed: 0n }
  const sums = { declared: 100n, owed: 99n, paid: 90n, parked: 9n, carried: 1n, ...none }
  assert.equal(reconcile(sums).balanced, true)
  assert.equal(reconcile({ ...sums, paid: 89n }).balanced, false, 'a closed distribution has nothing open')
  assert.equal(reconcile({ ...sums, carried: 2n }).balanced, false)
  assert.equal(reconcile({ ...sums, paid: 100n }).balanced, false)
  assert.equal(reconcile({ ...sums, paid: 50n, carried: null }).balanced, true, 'an open one may have')
  assert.equal(reconcile({ ...sums, paid: 60n, withheld: 30n }).balanced, true, 'withheld is owed too')
  assert.equal(reconcile({ ...sums, withheld: 1n }).balanced, false)
  assert.equal(reconcile({ ...sums, parked: 0n, unclaimed: 9n }).balanced, true, 'handed over')
})

const downwards = (id: string, amount: bigint): SetOff => ({ correction: id as DistributionId, amount })

test('a correction is the difference; one upwards first takes back what of one downwards is open', () => {
  const corrected = (rightly: bigint, open: SetOff[] = []) => {
    const { status, amount, setOff } = correctionFigures({ rightly, declaredSoFar: 100n }, open)
    return [status, amount, setOff]
  }
  assert.deepEqual(corrected(120n), ['scheduled', 20n, 0n])
  assert.deepEqual(corrected(80n), ['set-off', -20n, 0n])
  assert.deepEqual(corrected(80n, [downwards('dst_1', 5n)]), ['set-off', -20n, 0n])
  assert.deepEqual(corrected(100n, [downwards('dst_1', 5n)]), ['nothing-to-pay', 0n, 0n])
  assert.deepEqual(corrected(120n, [downwards('dst_1', 5n)]), ['scheduled', 15n, 5n])
  assert.deepEqual(corrected(120n, [downwards('dst_1', 50n)]), ['nothing-to-pay', 0n, 20n])
})

test('corrections downwards are made up for in their order, to the last base unit and no further', () => {
  const open = [downwards('dst_1', 5n), downwards('dst_2', 0n), downwards('dst_3', 15n)]
  assert.deepEqual(takeSetOff(0n, open), { setOff: 0n, setOffs: [] })
  assert.deepEqual(takeSetOff(5n, open), { setOff: 5n, setOffs: [open[0]] })
  assert.deepEqual(takeSetOff(6n, open), { setOff: 6n, setOffs: [open[0], downwards('dst_3', 1n)] })
  assert.deepEqual(takeSetOff(100n, open), { setOff: 20n, setOffs: [open[0], open[2]] })
})
