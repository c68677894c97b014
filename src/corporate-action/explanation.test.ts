import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DistributionId, InstrumentId } from '../kernel/ids.ts'
import type { Distribution } from './distribution.ts'
import { writeIn } from '../messages/reader.ts'
import { explanation } from './explanation.ts'

const at = Temporal.Instant.from('2026-11-01T05:00:00Z')
const distribution: Distribution = {
  id: 'dst_1' as DistributionId,
  instrument: 'ins_1' as InstrumentId,
  period: Temporal.PlainYearMonth.from('2026-10'),
  months: 1,
  kind: 'regular',
  correctionOf: null,
  reason: null,
  status: 'closed',
  recordDate: Temporal.PlainDate.from('2026-10-31'),
  recordAt: at,
  recordId: 1,
  payAt: at,
  statement: null,
  statementsBeside: [],
  net: 1_000n,
  payoutBps: 10_000,
  amount: 1_000n,
  setOff: 0n,
  chainId: 1n,
  declared: 1_000n,
  carriedIn: 0n,
  waiting: null,
}

function steps(withheld: Parameters<typeof explanation>[0]['row']['withheld'], capital = 0n) {
  const explained = explanation({
    distribution,
    row: { units: 1n, amount: 333n, withheld },
    supply: 3n,
    capital,
    carried: 1n,
    lines: [],
    coupon: null,
    shown: String,
    units: String,
  })
  return new Map(explained.map((step) => [step.key, step]))
}

test('a holder from whom tax is withheld is shown gross, rate, withheld and net', () => {
  const shown = steps({ amount: 99n, bps: 3_000, reason: null })
  assert.equal(shown.get('amount')?.value, '333')
  assert.equal(shown.get('withheld')?.value, '−99')
  assert.match(shown.get('withheld')?.label ?? '', /30\u00a0% withheld/)
  assert.equal(shown.get('net-amount')?.value, '234')
  assert.doesNotMatch(shown.get('withheld')?.formula ?? '', /form/)
  const backup = steps({ amount: 79n, bps: 2_400, reason: 'TAX_BACKUP' })
  assert.match(backup.get('withheld')?.formula ?? '', /No certified taxpayer number .*3406/)
})

test('a holder from whom nothing is withheld is not told of tax', () => {
  const shown = steps(null)
  assert.equal(shown.get('amount')?.value, '333')
  assert.equal(shown.has('withheld') || shown.has('net-amount'), false)
})

test('a holder is told what of their own amount is a return of capital, rounded down, beside that of all', () => {
  const shown = steps(null, 100n)
  assert.deepEqual([shown.get('capital')?.value, shown.get('capital-share')?.value], ['100', '33'])
  assert.equal(steps(null).has('capital-share'), false)
})

test('the month is named in words, in the language of the reader', () => {
  assert.equal(writeIn('ar', () => steps(null)).get('income')?.label, 'دخل أكتوبر 2026')
  assert.equal(steps(null).get('income')?.label, 'Income of October 2026')
})

test('a quarter is named by its months, and each says what it left, a month of loss too', () => {
  const line = (date: string, kind: 'income' | 'expense', amount: bigint) => ({
    ...{ date: Temporal.PlainDate.from(date), account: 'rent', kind, amount },
  })
  const explained = explanation({
    distribution: { ...distribution, months: 3 },
    row: { units: 1n, amount: 333n, withheld: null },
    supply: 3n,
    capital: 0n,
    carried: 1n,
    lines: [
      line('2026-08-01', 'income', 900n),
      line('2026-09-30', 'expense', 200n),
      line('2026-10-31', 'income', 300n),
    ],
    coupon: null,
    shown: String,
    units: String,
  })
  assert.deepEqual(
    explained.slice(0, 6).map(({ label, value }) => [label, value]),
    [
      ['Income of August – October 2026', '1200'],
      ['Expenses', '200'],
      ['Net income of August 2026', '900'],
      ['Net income of September 2026', '-200'],
      ['Net income of October 2026', '300'],
      ['Net income', '1000'],
    ],
  )
})
