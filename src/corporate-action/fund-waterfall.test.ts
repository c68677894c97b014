import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseDecimal } from '../kernel/decimal.ts'
import { must } from '../kernel/result.ts'
import { clawback, dealByDeal, fundWaterfall, type FundTerms } from './fund-waterfall.ts'
import { WATERFALL_PROBLEMS } from './waterfall.problems.ts'

type Sides = { readonly lp: string; readonly gp: string }
type Golden = {
  readonly whole: readonly {
    readonly case: string
    readonly contrib: number
    readonly total: number
    readonly pref: number
    readonly catchup: string
    readonly carry: string
    readonly lp: string
    readonly gp: string
    readonly tiers: readonly (readonly [string, string, string])[]
  }[]
  readonly dealByDeal: readonly {
    readonly european: Readonly<Record<'after A' | 'after B', Sides>>
    readonly american: Readonly<
      Record<'after A' | 'after B before clawback' | 'final', Sides> & { clawback: string }
    >
  }[]
}
const golden = JSON.parse(fs.readFileSync('test/golden/fund-waterfall.json', 'utf8')) as Golden

const cents = (amount: string) => must(parseDecimal(amount, 2))
const sides = ({ lp, gp }: Sides) => ({ lp: cents(lp), gp: cents(gp) })
const bps = (fraction: string) => must(parseDecimal(fraction, 4))

for (const vector of golden.whole)
  test(`published and independent results: ${vector.case}`, () => {
    const shares = must(
      fundWaterfall(
        {
          contributed: cents(String(vector.contrib)),
          preferred: cents(String(vector.pref)),
          proceeds: cents(String(vector.total)),
        },
        { carryBps: bps(vector.carry), catchUpBps: bps(vector.catchup) },
      ),
    )
    assert.deepEqual({ lp: shares.lp, gp: shares.gp }, sides(vector))
    const tiers = shares.tiers.map(({ tier, lp, gp }) => [tier.replaceAll('-', '_'), lp, gp])
    const expected = vector.tiers.map(([tier, lp, gp]) => [tier, cents(lp), cents(gp)])
    // The cents that rounding moves between two tiers of one side.
    assert.deepEqual(
      tiers.map(([tier]) => tier),
      expected.map(([tier]) => tier),
    )
    for (const [i, [, lp, gp]] of tiers.entries())
      for (const [have, want] of [
        [lp, expected[i]![1]],
        [gp, expected[i]![2]],
      ] as [bigint, bigint][])
        assert.ok(have - want <= 1n && want - have <= 1n, `${have} and not ${want}`)
  })

test('published and independent results: two deals, the second lost, as a whole and deal by deal', () => {
  const [vector] = golden.dealByDeal
  assert.ok(vector !== undefined)
  const terms: FundTerms = { carryBps: 2_000n, catchUpBps: 0n }
  const deal = (contributed: string, proceeds: string, realised: boolean) => ({
    contributed: cents(contributed),
    preferred: 0n,
    proceeds: cents(proceeds),
    realised,
  })
  const whole = (proceeds: string) => {
    const { lp, gp } = must(fundWaterfall(deal('100', proceeds, true), terms))
    return { lp, gp }
  }
  assert.deepEqual(whole('100'), sides(vector.european['after A']))
  assert.deepEqual(whole('120'), sides(vector.european['after B']))

  const deals = (realised: boolean) => {
    const { lp, gp } = must(dealByDeal([deal('50', '100', true), deal('50', '20', realised)], terms))
    return { lp, gp }
  }
  assert.deepEqual(deals(false), sides(vector.american['after A']))
  const paid = deals(true)
  assert.deepEqual(paid, sides(vector.american['after B before clawback']))
  const facts = { contributed: cents('100'), preferred: 0n, paid, carryBps: 2_000n }
  const due = clawback({ ...facts, keptAfterTax: paid.gp })
  assert.equal(due, cents(vector.american.clawback))
  assert.deepEqual({ lp: paid.lp + due, gp: paid.gp - due }, sides(vector.american.final))
  // What tax took cannot be given back.
  assert.equal(clawback({ ...facts, keptAfterTax: cents('4') }), cents('4'))
})

test('the clawback restores contributions and the preferred return when that takes more than the excess', () => {
  // The investors lack 9 of their 100 and 8; the excess over 20 % of the profit of 1 would be 1.8 of the 2 paid.
  const facts = { contributed: 100n, preferred: 8n, paid: { lp: 99n, gp: 2n }, carryBps: 2_000n }
  assert.equal(clawback({ ...facts, keptAfterTax: 2n }), 2n)
  assert.equal(clawback({ ...facts, paid: { lp: 108n, gp: 2n }, keptAfterTax: 2n }), 0n)
})

test('property: all is shared, more proceeds give neither side less, and the manager never has more than its carry', () => {
  const amount = fc.bigInt(0n, 10n ** 12n)
  const terms = fc
    .record({ carryBps: fc.bigInt(0n, 5_000n), catchUpBps: fc.bigInt(0n, 10_000n) })
    .filter(({ carryBps, catchUpBps }) => catchUpBps === 0n || catchUpBps > carryBps)
  fc.assert(
    fc.property(
      amount,
      amount,
      amount,
      fc.bigInt(1n, 1_000n),
      terms,
      (contributed, preferred, proceeds, more, of) => {
        const before = must(fundWaterfall({ contributed, preferred, proceeds }, of))
        const after = must(fundWaterfall({ contributed, preferred, proceeds: proceeds + more }, of))
        assert.equal(before.lp + before.gp, proceeds)
        assert.ok(before.lp <= after.lp && before.gp <= after.gp)
        const profit = proceeds - contributed
        assert.ok(before.gp === 0n || before.gp * 10_000n <= of.carryBps * profit)
        for (const { lp, gp } of before.tiers) assert.ok(lp >= 0n && gp >= 0n)
      },
    ),
    { numRuns: 2_000 },
  )
})

test('terms that cannot be, and negative amounts, are refused with their sentence', () => {
  const state = { contributed: 1n, preferred: 1n, proceeds: 1n }
  for (const terms of [
    { carryBps: -1n, catchUpBps: 0n },
    { carryBps: 10_001n, catchUpBps: 0n },
    { carryBps: 2_000n, catchUpBps: 2_000n },
    { carryBps: 2_000n, catchUpBps: 10_001n },
  ]) {
    const refused = fundWaterfall(state, terms)
    assert.ok(!refused.ok && refused.reason === 'FUND_TERMS_INVALID' && refused.facts['why'] !== undefined)
  }
  for (const name of ['contributed', 'preferred', 'proceeds'] as const) {
    const refused = fundWaterfall({ ...state, [name]: -1n }, { carryBps: 0n, catchUpBps: 0n })
    assert.ok(!refused.ok && refused.reason === 'FUND_AMOUNT_NEGATIVE')
    assert.deepEqual(refused.facts, { name })
    assert.match(WATERFALL_PROBLEMS[refused.reason].detail, /\{name\}/)
  }
})
