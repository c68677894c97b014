import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { must } from '../kernel/result.ts'
import { BALLOT_PROBLEMS } from './ballot.problems.ts'
import {
  cast,
  count,
  decide,
  type Ballot,
  type BallotRules,
  type Papers,
  type Standing,
  type Vote,
  type VoteRefusal,
} from './ballot.ts'

const rules: BallotRules = {
  options: 3,
  lastAbstains: true,
  changeable: true,
  moreThan: true,
  basis: 'cast',
  quorumBps: 2_500,
  thresholdBps: 5_000,
}
const common = { token: '0xc', votesPerUnit: 1n, quorumBps: 0, thresholdBps: 0 }
const preferred = { token: '0xp', votesPerUnit: 10n, quorumBps: 0, thresholdBps: 5_000 }
const ballot: Ballot = {
  rules,
  classes: [common, preferred],
  excluded: ['treasury'],
  opensAt: Temporal.Instant.from('2026-05-01T00:00:00Z'),
  closesAt: Temporal.Instant.from('2026-05-08T00:00:00Z'),
}
const during = Temporal.Instant.from('2026-05-04T00:00:00Z')
const ana: readonly Standing[] = [
  { units: 60n, proxy: 'pat' },
  { units: 1n, proxy: null },
]
const none: Papers = new Map()
const inPerson: Vote = { holder: 'ana', voter: 'ana', option: 0 }
const byProxy: Vote = { holder: 'ana', voter: 'pat', option: 1 }
const split = (...units: bigint[]): Vote => ({
  holder: 'ana',
  voter: 'ana',
  split: [{ classIndex: 0, units }],
})

/** One row per reason, in the order in which they are asked. Bad input B64 among them. */
const REFUSED: readonly (readonly [VoteRefusal, Partial<{ vote: Vote; at: string; papers: Papers }>])[] = [
  ['VOTE_NOT_OPEN', { at: '2026-04-30T23:59:59Z' }],
  ['VOTE_CLOSED', { at: '2026-05-08T00:00:00Z' }],
  ['VOTE_EXCLUDED', { vote: { holder: 'treasury', voter: 'treasury', option: 9 } }],
  ['VOTE_OPTION_UNKNOWN', { vote: { ...inPerson, option: 3 } }],
  ['VOTE_OPTION_UNKNOWN', { vote: { ...inPerson, option: -1 } }],
  ['VOTE_OPTION_UNKNOWN', { vote: split(1n, 1n) }],
  [
    'VOTE_CLASS_UNKNOWN',
    { vote: { holder: 'ana', voter: 'ana', split: [{ classIndex: 2, units: [1n, 0n, 0n] }] } },
  ],
  ['VOTE_NOT_PROXY', { vote: { ...inPerson, voter: 'eve' } }],
  [
    'VOTE_NOT_PROXY',
    { vote: { holder: 'ana', voter: 'pat', split: [{ classIndex: 1, units: [1n, 0n, 0n] }] } },
  ],
  ['VOTE_BY_HOLDER', { vote: byProxy, papers: must(cast(ballot, none, inPerson, ana, during)) }],
  ['VOTE_EMPTY', { vote: split(0n, 0n, 0n) }],
  ['VOTE_ABOVE_HOLDING', { vote: split(60n, 0n, 1n) }],
]
for (const [reason, { vote = inPerson, at = during.toString(), papers = none }] of REFUSED)
  test(`refused with ${reason}: ${JSON.stringify(vote, (_, v: unknown) => (typeof v === 'bigint' ? Number(v) : v))}`, () => {
    const refused = cast(ballot, papers, vote, ana, Temporal.Instant.from(at))
    assert.ok(!refused.ok)
    assert.equal(refused.reason, reason)
    const names = [...BALLOT_PROBLEMS[reason].detail.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    assert.deepEqual(names.sort(), Object.keys(refused.facts).sort(), 'the sentence uses every fact')
  })

test('who held nothing on the record date does not vote', () => {
  const refused = cast(ballot, none, inPerson, [{ units: 0n, proxy: null }], during)
  assert.ok(!refused.ok && refused.reason === 'VOTE_NOT_HOLDER')
})

test('the holder’s own vote replaces their proxy’s, even where votes are not changed, and then stands', () => {
  const fixed: Ballot = { ...ballot, rules: { ...rules, changeable: false } }
  const first = must(cast(fixed, none, byProxy, ana, during))
  // A standing proxy for common alone.
  assert.deepEqual(
    [...first.values()].map(({ classIndex, units }) => [classIndex, ...units]),
    [[0, 0n, 60n, 0n]],
  )
  const again = cast(fixed, first, byProxy, ana, during)
  assert.ok(!again.ok && again.reason === 'VOTE_ALREADY_CAST')
  const second = must(cast(fixed, first, inPerson, ana, during))
  assert.deepEqual(
    count(fixed, second, [100n, 6n]).map(({ units }) => units),
    [
      [60n, 0n, 0n],
      [1n, 0n, 0n],
    ],
  )
  const third = cast(fixed, second, inPerson, ana, during)
  assert.ok(!third.ok && third.reason === 'VOTE_ALREADY_CAST')
})

test('what was missed is told with its numbers: in votes of all, in units of one class', () => {
  const of = (units: bigint[], preferredUnits = [0n, 0n, 0n]) =>
    decide(rules, ballot.classes, [
      { outstanding: 100n, units },
      { outstanding: 6n, units: preferredUnits },
    ])
  assert.deepEqual(of([39n, 0n, 0n]), {
    outcome: 'quorum-missed',
    option: 0,
    missed: { classIndex: null, have: 39n, of: 160n },
  })
  // Abstentions count for the quorum, and not against the threshold.
  assert.deepEqual(of([1n, 0n, 99n], [1n, 0n, 5n]).outcome, 'carried')
  assert.deepEqual(of([30n, 30n, 0n]).outcome, 'tied')
  assert.deepEqual(of([60n, 30n, 0n], [1n, 1n, 0n]), {
    outcome: 'class-threshold-missed',
    option: 0,
    missed: { classIndex: 1, have: 1n, of: 2n },
  })
})

test('property: whatever is voted, nobody votes with more units than they held, and the counts are at most the outstanding', () => {
  const people = ['ana', 'bo', 'cleo']
  const held = fc.array(fc.bigInt(0n, 20n), { minLength: 6, maxLength: 6 })
  const votes = fc.array(
    fc.record({
      holder: fc.constantFrom(...people),
      voter: fc.constantFrom(...people),
      whole: fc.boolean(),
      option: fc.integer({ min: 0, max: 3 }),
      classIndex: fc.integer({ min: 0, max: 1 }),
      units: fc.array(fc.bigInt(0n, 12n), { minLength: 3, maxLength: 3 }),
    }),
    { maxLength: 20 },
  )
  fc.assert(
    fc.property(held, votes, fc.boolean(), (units, list, changeable) => {
      const run: Ballot = { ...ballot, rules: { ...rules, changeable } }
      const unitsOf = (holder: string, c: number) => units[2 * people.indexOf(holder) + c]!
      let papers = none
      for (const { holder, voter, whole, option, classIndex, units: parts } of list) {
        const standing = [0, 1].map((c) => ({ units: unitsOf(holder, c), proxy: 'bo' }))
        const vote: Vote = whole
          ? { holder, voter, option }
          : { holder, voter, split: [{ classIndex, units: parts }] }
        const next = cast(run, papers, vote, standing, during)
        if (next.ok) papers = next.value
      }
      const outstanding = [0, 1].map((c) => people.reduce((sum, holder) => sum + unitsOf(holder, c), 0n))
      for (const paper of papers.values())
        assert.ok(paper.units.reduce((a, b) => a + b, 0n) <= unitsOf(paper.holder, paper.classIndex))
      for (const [c, counted] of count(run, papers, outstanding).entries())
        assert.ok(counted.units.reduce((a, b) => a + b, 0n) <= outstanding[c]!)
    }),
    { numRuns: 500 },
  )
})
