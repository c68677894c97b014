import assert from 'node:assert/strict'
import { test } from 'node:test'
import { businessDaysLater, daysLater, isBusinessDay, isTargetDay } from './business-day.ts'

const day = (text: string) => Temporal.PlainDate.from(text)

/** The days from Monday to Friday of a year on which nobody works. */
function closedIn(year: number, isOpen: (at: Temporal.PlainDate) => boolean): string[] {
  const closed: string[] = []
  for (let at = day(`${year}-01-01`); at.year === year; at = at.add({ days: 1 }))
    if (at.dayOfWeek <= 5 && !isOpen(at)) closed.push(at.toString())
  return closed
}

test('the holidays of a year are those that the government published', () => {
  // Federal holidays of 2026, Office of Personnel Management: Independence Day falls on a Saturday.
  const published = [
    '2026-01-01',
    '2026-01-19',
    '2026-02-16',
    '2026-05-25',
    '2026-06-19',
    '2026-07-03',
    '2026-09-07',
    '2026-10-12',
    '2026-11-11',
    '2026-11-26',
    '2026-12-25',
  ]
  assert.deepEqual(closedIn(2026, isBusinessDay), published)
  assert.equal(isBusinessDay(day('2027-12-31')), false, 'the first of 2028 is a Saturday')
  assert.equal(businessDaysLater(day('2026-12-24'), 1).toString(), '2026-12-28')
})

test('TARGET is closed on the six days of its long-term calendar, wherever Easter falls', () => {
  assert.deepEqual(closedIn(2026, isTargetDay), [
    '2026-01-01',
    '2026-04-03',
    '2026-04-06',
    '2026-05-01',
    '2026-12-25',
  ])
  assert.deepEqual(closedIn(2025, isTargetDay), [
    '2025-01-01',
    '2025-04-18',
    '2025-04-21',
    '2025-05-01',
    '2025-12-25',
    '2025-12-26',
  ])
  // Easter Mondays; 2008 and 2038 are the earliest and the latest ones of a century, but for a day.
  const mondays = ['2008-03-24', '2011-04-25', '2024-04-01', '2027-03-29', '2028-04-17', '2038-04-26']
  for (const monday of mondays) {
    assert.equal(isTargetDay(day(monday)), false, monday)
    assert.equal(isTargetDay(day(monday).subtract({ days: 3 })), false, 'the Friday before')
    assert.equal(isTargetDay(day(monday).add({ days: 1 })), true)
  }
  assert.equal(daysLater(day('2026-04-02'), 3, isTargetDay).toString(), '2026-04-09')
})
