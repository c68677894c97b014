import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must } from '../kernel/result.ts'
import { waterfallExplanation } from './waterfall-explanation.ts'
import type { ClassClaim } from './waterfall.ts'

const claims: readonly ClassClaim[] = [
  { id: 'common', shares: 6n, preference: 0n, rank: 0, participation: 'full', cap: null, convertible: false },
  { id: 'A', shares: 2n, preference: 40n, rank: 1, participation: 'none', cap: null, convertible: true },
  { id: 'B', shares: 2n, preference: 100n, rank: 2, participation: 'capped', cap: 200n, convertible: true },
]
const explained = (amount: bigint) =>
  must(
    waterfallExplanation({ claims, amount, shown: (minor) => `$${minor}`, shares: (shares) => `${shares}` }),
  ).map(({ id, steps }) => [id, ...steps.map(({ key, formula, value }) => [key, formula, value])])

test('a class that converts is told what it gave up, and a participating one what it took beside common', () => {
  assert.deepEqual(explained(500n), [
    [
      'common',
      ['participation', '6 of 10 shares in $400, less what caps hold back', '$240'],
      ['amount', null, '$240'],
    ],
    [
      'A',
      ['preference-given-up', null, '$40'],
      ['participation', '2 of 10 shares in $400, less what caps hold back', '$80'],
      ['other-choice', null, '$40'],
      ['amount', null, '$80'],
    ],
    [
      'B',
      ['preference-due', null, '$100'],
      ['available', '$500 − $0', '$500'],
      ['preference-paid', null, '$100'],
      ['participation', '2 of 10 shares in $400, less what caps hold back', '$80'],
      ['other-choice', null, '$100'],
      ['amount', null, '$180'],
    ],
  ])
})

test('a junior class is told what the senior one left, and a capped one that its cap was reached', () => {
  const [, a] = explained(120n)
  assert.deepEqual(a, [
    'A',
    ['preference-due', null, '$40'],
    ['available', '$120 − $100', '$20'],
    ['preference-paid', '$20 × $40 ÷ $40', '$20'],
    ['other-choice', null, '$4'],
    ['amount', null, '$20'],
  ])
  const [, , b] = explained(700n)
  assert.deepEqual(b?.slice(4), [
    ['cap', '$200 − $100', '$100'],
    ['other-choice', null, '$140'],
    ['amount', null, '$200'],
  ])
})

test('terms that cannot be are refused, not explained', () => {
  const refused = waterfallExplanation({ claims: [], amount: 1n, shown: String, shares: String })
  assert.ok(!refused.ok && refused.reason === 'WATERFALL_TERMS_INVALID')
})
