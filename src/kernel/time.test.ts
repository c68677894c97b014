import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { closeOfDay, dateIn, dateOfEpochDay, epochDay, startOfDay } from './time.ts'

const date = (text: string) => Temporal.PlainDate.from(text)
const hours = (day: string, zone: string) =>
  startOfDay(date(day), zone)
    .until(closeOfDay(date(day), zone))
    .total('hours')

test('F20 the night in which clocks change has one hour less or more, and a day begins where midnight is left out', () => {
  assert.deepEqual(
    [
      hours('2026-03-29', 'Europe/Berlin'),
      hours('2026-10-25', 'Europe/Berlin'),
      hours('2026-03-08', 'America/New_York'),
      hours('2026-11-01', 'America/New_York'),
      hours('2026-06-30', 'UTC'),
      hours('2028-02-29', 'UTC'),
    ],
    [23, 25, 23, 25, 24, 24],
  )
  // On these days the clock goes from 23:59 to 01:00.
  for (const [day, zone] of [
    ['2018-11-04', 'America/Sao_Paulo'],
    ['2021-03-28', 'Asia/Beirut'],
  ] as const) {
    const begins = startOfDay(date(day), zone)
    assert.equal(begins.toZonedDateTimeISO(zone).hour, 1, zone)
    assert.equal(
      dateIn(begins.subtract({ nanoseconds: 1 }), zone).toString(),
      date(day).subtract({ days: 1 }).toString(),
    )
  }
})

test('F20 property: each instant is of one day, from its first moment to before the next', () => {
  const zones = fc.constantFrom(
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'America/Sao_Paulo',
    'Asia/Kathmandu',
    'Pacific/Apia',
    'Australia/Lord_Howe',
  )
  const seconds = fc.integer({ min: 0, max: 4_102_444_800 })
  fc.assert(
    fc.property(seconds, zones, (at, zone) => {
      const instant = Temporal.Instant.fromEpochMilliseconds(at * 1000)
      const day = dateIn(instant, zone)
      assert.ok(Temporal.Instant.compare(startOfDay(day, zone), instant) <= 0)
      assert.ok(Temporal.Instant.compare(instant, closeOfDay(day, zone)) < 0)
    }),
    { numRuns: 2_000 },
  )
})

test('F20 days travel to the chain and back, leap days too', () => {
  assert.deepEqual(
    ['1970-01-01', '2000-02-29', '2028-02-29', '2028-03-01'].map((day) => epochDay(date(day))),
    [0, 11_016, 21_243, 21_244],
  )
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 65_535 }), (day) => {
      assert.equal(epochDay(dateOfEpochDay(day)), day)
    }),
  )
})
