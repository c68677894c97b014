import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayAfter, dayAhead, dayIn, daysBetween, monthAhead, monthBefore, yearsLater } from './days.ts'

test('the month ahead of a December is a January', () => {
  assert.equal(dayAhead('2026-12-31T23:59:59Z'), '2027-01-01T23:59:59.000Z')
  assert.equal(monthAhead('2026-12-31T23:59:59Z', 1), '2027-01-01T12:00:00.000Z')
  assert.equal(monthAhead('2026-01-31T10:00:00Z', 1), '2026-02-01T12:00:00.000Z')
})

test('an evening in New York is still the day before', () => {
  assert.equal(dayIn('2026-03-01T03:00:00Z', 'America/New_York'), '2026-02-28')
  assert.equal(dayIn('2026-03-01T05:00:00Z', 'America/New_York'), '2026-03-01')
})

test('days are counted over the ends of months and years, and a leap day has a day a year later', () => {
  assert.equal(dayAfter('2027-12-31', 1), '2028-01-01')
  assert.equal(dayAfter('2028-02-28T23:59:59Z', 1), '2028-02-29')
  assert.equal(daysBetween('2028-02-28', '2028-03-01'), 2)
  assert.equal(daysBetween('2028-03-01', '2028-02-28'), 0)
  assert.equal(monthBefore('2026-01-15T12:00:00Z'), '2025-12')
  assert.equal(yearsLater('2028-02-29', 1), '2029-03-01')
})
