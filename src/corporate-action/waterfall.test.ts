import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { centsOf, liquidations } from '../../test/liquidation.ts'
import type { Participation } from '../instrument/waterfall-terms.ts'
import { allocate } from '../kernel/money.ts'
import { must } from '../kernel/result.ts'
import { apportion } from './apportion.ts'
import {
  AMOUNT_MAX,
  instalment,
  SHARES_MAX,
  TERMS_FAULTS,
  termsFault,
  waterfall,
  withChoices,
  type ClassClaim,
} from './waterfall.ts'

for (const { name, claims, exits } of liquidations())
  test(`published and independent results: ${name}`, () => {
    assert.ok(exits.length >= 11)
    for (const { amount, cents, converted } of exits) {
      const shares = must(waterfall(claims, amount))
      assert.deepEqual(
        shares.map((share) => centsOf(share.amount)),
        cents,
        `at ${amount}`,
      )
      assert.deepEqual(
        shares.filter((share) => share.converted).map(({ id }) => id),
        converted,
        `converted at ${amount}`,
      )
      assert.equal(sum(shares.map((share) => share.amount)), amount)
    }
  })

const sum = (list: readonly bigint[]) => list.reduce((a, b) => a + b, 0n)
const common = (shares: bigint): ClassClaim => ({
  id: 'common',
  shares,
  preference: 0n,
  rank: 0,
  participation: 'full',
  cap: null,
  convertible: false,
})

/** Small numbers make ties, and roundings that matter; large ones find what overflows. */
const size = (small: bigint, large: bigint) => fc.oneof(fc.bigInt(0n, small), fc.bigInt(0n, large))
const claim = (largest: bigint) =>
  fc
    .record({
      shares: fc.oneof(fc.bigInt(1n, 9n), fc.bigInt(1n, largest)),
      preference: size(30n, largest),
      room: size(30n, largest),
      rank: fc.integer({ min: 0, max: 3 }),
      participation: fc.constantFrom<Participation>('none', 'full', 'capped'),
      convertible: fc.boolean(),
    })
    .map(({ room, ...rest }): Omit<ClassClaim, 'id'> => ({
      ...rest,
      cap: rest.participation === 'capped' ? rest.preference + room : null,
    }))
const stack = (largest: bigint) =>
  fc
    .array(claim(largest), { minLength: 0, maxLength: 6 })
    .map((list) => [common(3n), ...list.map((each, i): ClassClaim => ({ ...each, id: `class ${i}` }))])
const cases = (largest: bigint) => fc.tuple(stack(largest), size(200n, largest))
const many = { numRuns: 2_000 }

test('property: the sum is the amount, and more proceeds give no class less', () => {
  fc.assert(
    fc.property(cases(2n ** 100n), fc.bigInt(1n, 3n), ([claims, amount], more) => {
      const before = must(waterfall(claims, amount))
      const after = must(waterfall(claims, amount + more))
      assert.equal(sum(before.map((share) => share.amount)), amount)
      for (const [i, share] of before.entries()) {
        assert.equal(share.amount, share.preference + share.participation)
        assert.ok(share.amount <= after[i]!.amount, `class ${i}`)
        // Once common is better it stays better.
        assert.ok(!share.converted || after[i]!.converted)
      }
    }),
    many,
  )
})

test('property: no class gains by the other choice while the rest keep theirs', () => {
  fc.assert(
    fc.property(cases(2n ** 100n), ([claims, amount]) => {
      const shares = must(waterfall(claims, amount))
      const choices = shares.map(({ converted }) => converted)
      const kept = withChoices(claims, choices, amount)
      assert.deepEqual(
        kept,
        shares.map((share) => share.amount),
        'the choices give what was found',
      )
      for (const [i, { convertible }] of claims.entries()) {
        if (!convertible && choices[i] !== true) continue
        const other = withChoices(
          claims,
          choices.map((choice, j) => (i === j ? !choice : choice)),
          amount,
        )
        assert.ok(other[i]! <= kept[i]!, `class ${i} would get ${other[i]} and not ${kept[i]}`)
        if (choices[i] === true) assert.ok(other[i]! < kept[i]!, 'converts only when strictly better')
      }
    }),
    many,
  )
})

test('property: a junior class gets something of its preference only when all senior ones are paid in full', () => {
  fc.assert(
    fc.property(cases(2n ** 100n), ([claims, amount]) => {
      const shares = must(waterfall(claims, amount))
      for (const [i, junior] of claims.entries()) {
        if (shares[i]!.amount === 0n) continue
        for (const [j, senior] of claims.entries()) {
          if (senior.rank > junior.rank) assert.ok(shares[j]!.amount >= senior.preference)
        }
      }
    }),
    many,
  )
})

test('property: nobody exceeds a cap without converting, and classes of one share count and terms get the same but one', () => {
  fc.assert(
    fc.property(cases(2n ** 100n), ([claims, amount]) => {
      const twins = [...claims, ...claims.map((each) => ({ ...each, id: `${each.id} again` }))]
      const shares = must(waterfall(twins, amount))
      for (const [i, { cap }] of claims.entries()) {
        const [one, other] = [shares[i]!, shares[i + claims.length]!]
        if (cap !== null && !one.converted) assert.ok(one.amount <= cap)
        const gap = one.amount - other.amount
        assert.ok(gap === 0n || gap === 1n, `a gap of ${gap}`)
      }
    }),
    many,
  )
})

test('property: instalments give what one payment of the whole would have', () => {
  fc.assert(
    fc.property(
      cases(2n ** 90n),
      fc.array(size(50n, 2n ** 90n), { maxLength: 5 }),
      ([claims, first], more) => {
        let paid = claims.map(() => 0n)
        for (const amount of [first, ...more]) {
          const parts = must(instalment(claims, paid, amount))
          assert.ok(parts.every((part) => part >= 0n))
          assert.equal(sum(parts), amount)
          paid = paid.map((before, i) => before + parts[i]!)
        }
        const whole = must(waterfall(claims, sum([first, ...more])))
        assert.deepEqual(
          paid,
          whole.map((share) => share.amount),
        )
      },
    ),
    { numRuns: 500 },
  )
})

test('property: a share is the exact one to the nearest unit for two, and never falls when the total grows', () => {
  const weights = fc
    .array(size(9n, 2n ** 100n), { minLength: 1, maxLength: 8 })
    .filter((list) => sum(list) > 0n)
  fc.assert(
    fc.property(size(100n, 2n ** 100n), weights, (total, list) => {
      const parts = apportion(total, list)
      const next = apportion(total + 1n, list)
      assert.equal(sum(parts), total)
      assert.ok(parts.every((part, i) => part <= next[i]!))
      if (list.length === 2)
        for (const [i, part] of parts.entries()) {
          const off = 2n * (part * sum(list) - total * list[i]!)
          assert.ok(off <= sum(list) && off >= -sum(list))
        }
    }),
    many,
  )
})

test('where largest remainder takes a unit from a class when there is more to share, this does not', () => {
  const weights = [6n, 6n, 2n]
  assert.deepEqual(
    [allocate(10n, weights), allocate(11n, weights)],
    [
      [4n, 4n, 2n],
      [5n, 5n, 1n],
    ],
  )
  assert.deepEqual(
    [apportion(10n, weights), apportion(11n, weights)],
    [
      [5n, 4n, 1n],
      [5n, 5n, 1n],
    ],
  )
})

test('ties go to the larger weight, then to the earlier; and one claimant may get less than its exact share', () => {
  assert.deepEqual(apportion(2n, [2n, 6n]), [0n, 2n])
  assert.deepEqual(apportion(1n, [3n, 3n]), [1n, 0n])
  // Exactly 92.15 and about 1.57 each: rounded, that is two units too many, and both are the large claimant's.
  assert.deepEqual(apportion(100n, [9_215n, 159n, 158n, 157n, 156n, 155n]), [90n, 2n, 2n, 2n, 2n, 2n])
})

test('a class that may not convert keeps its preference, however much there is', () => {
  const preferred: ClassClaim = {
    id: 'preferred',
    shares: 1n,
    preference: 100n,
    rank: 1,
    participation: 'none',
    cap: null,
    convertible: false,
  }
  const amounts = (claims: ClassClaim[], amount: bigint) =>
    must(waterfall(claims, amount)).map((share) => share.amount)
  assert.deepEqual(amounts([common(1n), preferred], 1_000n), [900n, 100n])
  assert.deepEqual(amounts([common(1n), { ...preferred, convertible: true }], 1_000n), [500n, 500n])
})

const sound: ClassClaim = {
  id: 'A',
  shares: 10n,
  preference: 100n,
  rank: 1,
  participation: 'capped',
  cap: 200n,
  convertible: true,
}
for (const [name, change, fault] of [
  ['a cap below the preference', { cap: 99n }, 'CAP_BELOW_PREFERENCE'],
  ['no shares', { shares: 0n }, 'ZERO_SHARES'],
  ['less than nothing accrued', { preference: -1n }, 'NEGATIVE_PREFERENCE'],
  ['a cap that is not said', { cap: null }, 'CAP_MISSING'],
  ['a rank between two', { rank: 0.5 }, 'RANK_UNKNOWN'],
  ['a rank beyond the last', { rank: 256 }, 'RANK_UNKNOWN'],
  ['more shares than the contract counts', { shares: SHARES_MAX + 1n }, 'SHARES_TOO_LARGE'],
  ['a preference beyond the contract’s', { preference: AMOUNT_MAX + 1n }, 'PREFERENCE_TOO_LARGE'],
  ['a cap beyond the contract’s', { cap: AMOUNT_MAX + 1n }, 'CAP_TOO_LARGE'],
] as const)
  test(`B41 refused as terms: ${name}`, () => {
    const refused = waterfall([common(1n), { ...sound, ...change }], 1n)
    assert.ok(!refused.ok && refused.reason === 'WATERFALL_TERMS_INVALID')
    assert.deepEqual(refused.facts, { class: 'A', fault, why: TERMS_FAULTS[fault] })
  })

test('a class that nobody holds gets nothing, and the others are paid as if it were not there', () => {
  const preferred: ClassClaim = { ...sound, participation: 'none', cap: null }
  const empty: ClassClaim = { ...sound, shares: 0n, preference: 0n, cap: 0n }
  const amounts = (claims: ClassClaim[]) => must(waterfall(claims, 1_000n)).map((share) => share.amount)
  const [first, second] = amounts([common(10n), preferred])
  assert.deepEqual(amounts([common(10n), empty, preferred]), [first, 0n, second])
  assert.equal(termsFault([{ ...empty, participation: 'full', cap: null }])?.fault, 'NOBODY_TAKES_THE_REST')
})

test('refused as terms: no class, seventeen of them, and a stack in which nobody takes the rest', () => {
  assert.equal(termsFault([])?.fault, 'CLASS_COUNT')
  assert.equal(termsFault(Array.from({ length: 17 }, () => common(1n)))?.fault, 'CLASS_COUNT')
  assert.equal(termsFault([{ ...sound, convertible: false }])?.fault, 'NOBODY_TAKES_THE_REST')
  assert.equal(termsFault([sound]), null)
})

test('refused as an amount: less than nothing, or more than the contract counts', () => {
  for (const amount of [-1n, AMOUNT_MAX + 1n]) {
    const refused = waterfall([common(1n)], amount)
    assert.ok(!refused.ok && refused.reason === 'WATERFALL_AMOUNT_INVALID')
  }
})
