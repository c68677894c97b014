import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { FREQUENCIES, MONTHS_BETWEEN } from './frequency.ts'
import {
  incomeDates,
  monthCount,
  monthsUpTo,
  PAY_DAY_MAX,
  periodOf,
  type IncomeCalendar,
} from './income-calendar.ts'

const month = (text: string) => Temporal.PlainYearMonth.from(text)
const { compare } = Temporal.PlainDate
const anyMonth = fc
  .record({ year: fc.integer({ min: 1970, max: 2200 }), month: fc.integer({ min: 1, max: 12 }) })
  .map((of) => Temporal.PlainYearMonth.from(of))
const anyCalendar: fc.Arbitrary<IncomeCalendar> = fc
  .record({
    frequency: fc.constantFrom(...FREQUENCIES),
    firstMonth: fc.integer({ min: 1, max: 12 }),
    payDay: fc.integer({ min: 1, max: PAY_DAY_MAX }),
  })
  .chain((of) =>
    fc
      .option(fc.integer({ min: 1, max: of.payDay }))
      .map((recordDays) =>
        recordDays === null
          ? { ...of, record: 'close-of-last-day', recordDays }
          : { ...of, record: 'days-before-pay-day', recordDays },
      ),
  )
const LONG_AGO = month('1900-01')

test('quarters of a fiscal year from February on end with April, July, October and January', () => {
  const calendar: IncomeCalendar = {
    ...{ frequency: 'quarterly', firstMonth: 2, payDay: 5 },
    ...{ record: 'close-of-last-day', recordDays: null },
  }
  const ends = ['2026-01', '2026-02', '2026-04', '2026-05', '2026-12'].map((of) =>
    periodOf(calendar, month(of)).toString(),
  )
  assert.deepEqual(ends, ['2026-01', '2026-04', '2026-04', '2026-07', '2027-01'])
})

test('every month belongs to one period, and the periods of a year tile it', () =>
  fc.assert(
    fc.property(anyCalendar, anyMonth, (calendar, of) => {
      const months = monthsUpTo(of.add({ months: 11 }), 12)
      const periods = new Map(months.map((each) => [periodOf(calendar, each).toString(), each]))
      // A year that does not begin with a period ends within the one that it began in the middle of.
      const begins = monthsUpTo(periodOf(calendar, of), MONTHS_BETWEEN[calendar.frequency])[0]!.equals(of)
      assert.equal(periods.size, 12 / MONTHS_BETWEEN[calendar.frequency] + (begins ? 0 : 1))
      for (const each of months) {
        const period = periodOf(calendar, each)
        const within = monthsUpTo(period, monthCount(calendar, period, LONG_AGO)).map(String)
        assert.equal(within.length, MONTHS_BETWEEN[calendar.frequency])
        assert.ok(within.includes(each.toString()))
        for (const other of within) assert.ok(periodOf(calendar, month(other)).equals(period))
        assert.ok(
          monthsUpTo(period.add({ months: MONTHS_BETWEEN[calendar.frequency] }), 1)[0]!.equals(
            periodOf(calendar, period.add({ months: 1 })),
          ),
        )
      }
    }),
  ))

test('from the first month that is paid on, each is paid once', () =>
  fc.assert(
    fc.property(anyCalendar, anyMonth, (calendar, first) => {
      const step = MONTHS_BETWEEN[calendar.frequency]
      const paid = [0, 1, 2].flatMap((i) => {
        const period = periodOf(calendar, first).add({ months: i * step })
        return monthsUpTo(period, monthCount(calendar, period, first)).map(String)
      })
      assert.equal(paid[0], first.toString())
      const before = periodOf(calendar, first).subtract({ months: step })
      assert.throws(() => monthCount(calendar, before, first), /comes before/)
      const last = month(paid.at(-1)!)
      assert.deepEqual(paid, monthsUpTo(last, paid.length).map(String))
    }),
  ))

test('a record date lies on or after the last day of its period, before the pay day, and after the record date before', () =>
  fc.assert(
    fc.property(anyCalendar, anyMonth, (calendar, of) => {
      const period = periodOf(calendar, of)
      const { recordDate, payDate } = incomeDates(calendar, period)
      assert.ok(compare(recordDate, period.toPlainDate({ day: period.daysInMonth })) >= 0)
      assert.ok(compare(recordDate, payDate) < 0)
      assert.equal(payDate.day, calendar.payDay)
      const before = incomeDates(calendar, period.subtract({ months: MONTHS_BETWEEN[calendar.frequency] }))
      assert.ok(compare(before.recordDate, recordDate) < 0 && compare(before.payDate, payDate) < 0)
    }),
  ))
