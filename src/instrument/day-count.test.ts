import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'
import { days360, yearFraction, type DayCount } from './day-count.ts'

const day = (text: string) => Temporal.PlainDate.from(text)

/** QuantLib’s test-suite, after the examples of ISDA and ICMA; the source is named in the file. */
const golden = JSON.parse(fs.readFileSync('test/golden/day-count.json', 'utf8')) as {
  readonly act_act: readonly {
    readonly convention: DayCount
    readonly start: string
    readonly end: string
    readonly yearFraction: number
    readonly refStart?: string
    readonly refEnd?: string
  }[]
  readonly thirty360: readonly {
    readonly convention: Exclude<DayCount, `ACT/${string}`>
    readonly start: string
    readonly end: string
    readonly days: number
    readonly termination?: string
  }[]
}

for (const vector of golden.act_act)
  test(`${vector.convention} from ${vector.start} to ${vector.end} (${vector.refStart ?? 'regular'})`, () => {
    const { refStart, refEnd } = vector
    const part = yearFraction(
      vector.convention,
      { start: day(vector.start), end: day(vector.end) },
      refStart === undefined ? {} : { reference: { start: day(refStart), end: day(refEnd!) } },
    )
    const difference = Number(part.numerator) / Number(part.denominator) - vector.yearFraction
    assert.ok(Math.abs(difference) < 1e-10, String(difference))
  })

test('every published day count of months of thirty days', () => {
  for (const { convention, start, end, days, termination } of golden.thirty360)
    assert.equal(
      days360(
        convention,
        { start: day(start), end: day(end) },
        termination === undefined ? undefined : day(termination),
      ),
      days,
      `${convention} ${start} ${end}`,
    )
})
