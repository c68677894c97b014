import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { money, USD } from '../kernel/money.ts'
import { couponIn, couponsOf, interestOf, type CouponTerms } from './coupon.ts'
import { yearFraction, type DayCount } from './day-count.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const note: CouponTerms = {
  faceValue: money(100_000n, USD),
  rate: 72_500n,
  dayCount: '30/360-BOND',
  frequency: 'semi-annual',
  from: day('2026-09-30'),
  maturity: day('2031-09-30'),
}
const dates = (terms: CouponTerms) => couponsOf(terms).map(({ end }) => end.toString())

test('$1,000 at 7.25 % a year, 30/360, pays $36.25 each half year', () => {
  const coupons = couponsOf(note)
  assert.equal(coupons.length, 10)
  for (const { fraction } of coupons)
    assert.equal(interestOf(note, fraction, { units: 1n, decimals: 0 }), 3_625n)
  assert.deepEqual(dates(note).slice(0, 3), ['2027-03-31', '2027-09-30', '2028-03-31'])
})

test('dates are counted back from maturity, to the ends of months where it is one', () => {
  const of = (maturity: string, frequency: CouponTerms['frequency'] = 'quarterly', from = '2027-01-10') =>
    dates({ ...note, maturity: day(maturity), frequency, from: day(from) })
  assert.deepEqual(of('2027-11-30'), ['2027-02-28', '2027-05-31', '2027-08-31', '2027-11-30'])
  assert.deepEqual(of('2027-10-15'), ['2027-01-15', '2027-04-15', '2027-07-15', '2027-10-15'])
  assert.deepEqual(of('2028-02-29', 'annual', '2026-03-01'), ['2027-02-28', '2028-02-29'])
  assert.deepEqual(of('2027-01-11', 'monthly'), ['2027-01-11'], 'one day is a period too')
  assert.deepEqual(of('2027-01-10'), [], 'nothing bears interest')
})

test('a short first period bears a part: by ICMA its days of the whole period that ends with it', () => {
  const short = (dayCount: DayCount) =>
    interestOf(
      note,
      couponsOf({ ...note, dayCount, from: day('2026-11-15'), maturity: day('2028-01-15') })[0]!.fraction,
      { units: 1_000n, decimals: 0 },
    )
  // 61 of the 184 days from 2026-07-15 to 2027-01-15, of half of 7.25 %: $1,000,000 × 0.03625 × 61 ÷ 184.
  assert.equal(short('ACT/ACT-ICMA'), 1_201_766n)
  assert.equal(short('ACT/360'), 1_228_472n)
  assert.equal(short('30/360-BOND'), 1_208_333n)
})

const { vectors } = JSON.parse(
  fs.readFileSync(new URL('../../test/fixtures/rules/coupons.json', import.meta.url), 'utf8'),
) as {
  readonly vectors: readonly {
    readonly faceMinor: number
    readonly rate: string
    readonly start: string
    readonly end: string
    readonly dayCount: string
    readonly couponMinorHalfEven: number
  }[]
}

for (const { faceMinor, rate, start, end, dayCount, couponMinorHalfEven } of vectors)
  test(`${dayCount} of ${start} to ${end} is what was computed elsewhere`, () => {
    const convention = (dayCount === '30/360' ? '30/360-BOND' : dayCount) as DayCount
    const terms = { faceValue: money(BigInt(faceMinor), USD), rate: BigInt(Number(rate) * 1_000_000) }
    const fraction = yearFraction(convention, { start: day(start), end: day(end) })
    assert.equal(interestOf(terms, fraction, { units: 1n, decimals: 0 }), BigInt(couponMinorHalfEven))
  })

test('half a minor unit goes to the even one', () => {
  const half = { numerator: 1n, denominator: 2n }
  const of = (minor: bigint) =>
    interestOf({ faceValue: money(minor, USD), rate: 1_000_000n }, half, { units: 1n, decimals: 0 })
  assert.deepEqual([1n, 3n, 5n, 7n].map(of), [0n, 2n, 2n, 4n])
})

test('property: coupons follow each other from the first day to the last, each in a month of its own', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 20_000 }),
      fc.integer({ min: 1, max: 4_000 }),
      fc.constantFrom('monthly' as const, 'quarterly' as const, 'semi-annual' as const, 'annual' as const),
      (begin, length, frequency) => {
        const from = day('2000-01-01').add({ days: begin })
        const terms = { ...note, frequency, from, maturity: from.add({ days: length }) }
        const coupons = couponsOf(terms)
        assert.equal(coupons[0]?.start.toString(), from.toString())
        assert.equal(coupons.at(-1)?.end.toString(), terms.maturity.toString())
        for (const [i, { start, end }] of coupons.entries()) {
          assert.ok(Temporal.PlainDate.compare(start, end) < 0)
          if (i > 0) assert.ok(start.equals(coupons[i - 1]!.end))
          assert.deepEqual(couponIn(terms, end.toPlainYearMonth()), coupons[i])
        }
      },
    ),
  )
})
