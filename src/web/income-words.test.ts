import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { FREQUENCIES } from '../instrument/frequency.ts'
import { PAY_DAY_MAX, periodOf, type IncomeCalendar } from '../instrument/income-calendar.ts'
import { writeIn } from '../messages/reader.ts'
import { monthName, periodText } from './format.ts'
import { incomeSentences, periodEnds, whenPaid, whoIsPaid } from './income-words.ts'

const monthly: IncomeCalendar & { payoutBps: number } = {
  ...{ frequency: 'monthly', firstMonth: 1, payDay: 1 },
  ...{ record: 'close-of-last-day', recordDays: null, payoutBps: 9_000 },
}
const plain = (text: string | null) => text?.replaceAll('\u00a0', ' ')

test('what is paid each month reads as it did', () => {
  assert.deepEqual(
    [whenPaid(monthly), periodEnds(monthly), whoIsPaid(monthly), plain(incomeSentences(monthly))],
    [
      'Monthly, on day 1',
      null,
      'Close of the month’s last day',
      '90 % of each month’s net income goes to the holders of the month’s last day, pro rata.',
    ],
  )
})

test('quarters say when they end, when they are paid, and to whom', () => {
  const quarterly: typeof monthly = {
    ...{ frequency: 'quarterly', firstMonth: 2, payDay: 15, payoutBps: 9_000 },
    ...{ record: 'days-before-pay-day', recordDays: 5 },
  }
  assert.deepEqual(
    [whenPaid(quarterly), periodEnds(quarterly), whoIsPaid(quarterly), plain(incomeSentences(quarterly))],
    [
      'Quarterly, on day 15 of the month after',
      'April, July, October, January',
      'Close of the day 5 days before it is paid',
      '90 % of each quarter’s net income goes to the holders, pro rata, on day 15 of the month after. ' +
        'The periods end with April, July, October, January. ' +
        'It goes to those who hold units when the day ends that comes 5 days before.',
    ],
  )
  assert.equal(whoIsPaid({ ...quarterly, recordDays: null }), 'Close of the period’s last day')
})

test('the months that periods end with are those of the calendar, by which they are paid', () =>
  fc.assert(
    fc.property(
      fc.constantFrom(...FREQUENCIES),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: PAY_DAY_MAX }),
      (frequency, firstMonth, payDay) => {
        const calendar = {
          frequency,
          firstMonth,
          payDay,
          record: 'close-of-last-day',
          recordDays: null,
        } as const
        const first = Temporal.PlainYearMonth.from({ year: 2026, month: firstMonth })
        const ends = Array.from({ length: 12 }, (_, i) => periodOf(calendar, first.add({ months: i })).month)
        const names = [...new Set(ends)].map(monthName).join(', ')
        assert.equal(periodEnds(calendar), frequency === 'monthly' ? null : names)
      },
    ),
  ))

test('a distribution of several months is named by the first and the last, in either language', () => {
  const quarter = { firstMonth: '2026-11', period: '2027-01' }
  assert.equal(plain(periodText(quarter)), 'November 2026 – January 2027')
  assert.equal(periodText({ firstMonth: '2026-10', period: '2026-10' }), 'October 2026')
  assert.match(
    writeIn('ar', () => periodText(quarter)),
    /^نوفمبر 2026\s*–\s*يناير 2027$/,
  )
})
