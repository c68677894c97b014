import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'
import { RULE_CASES, type RuleCase } from '../../test/rule-cases.ts'
import { cast, type Ballot } from '../corporate-action/ballot.ts'
import { fundWaterfall } from '../corporate-action/fund-waterfall.ts'
import { waterfall, type ClassClaim } from '../corporate-action/waterfall.ts'
import { adjusted, days360, yearFraction } from '../instrument/day-count.ts'
import { identifierFault } from '../instrument/identifier.ts'
import { allocate } from '../kernel/money.ts'
import { must } from '../kernel/result.ts'
import { buildEngine, screenSubject } from '../screening/engine.ts'
import { blockedByOwnership, type Stake } from '../screening/ownership.ts'
import { builtInFiles, readPack } from './pack.service.ts'
import { steps, weigh } from './rule.ts'

const VECTORS = JSON.parse(fs.readFileSync('test/fixtures/rules/vectors.json', 'utf8')) as Readonly<
  Record<string, readonly string[]>
>
const packs = builtInFiles().map(({ pack }) => must(readPack(pack, null)))

/** The pack of a rule with that rule alone. */
function alone(id: string) {
  const pack = packs.find(({ rules }) => rules.some((rule) => rule.id === id))
  assert.ok(pack, `a pack has ${id}`)
  return { ...pack, compiled: pack.compiled.filter(({ rule }) => rule.id === id) }
}

const instant = (on: string) => Temporal.Instant.from(on.includes('T') ? on : `${on}T17:00:00Z`)

function check(
  id: string,
  { action, on, facts, outcome, codes, steps: expected, earliestOkAt }: RuleCase,
): void {
  const pack = alone(id)
  const ask = { action, asOf: instant(on), facts }
  const weighed = weigh([pack], ask)
  const said = JSON.stringify(weighed.reasons)
  assert.equal(weighed.outcome, outcome, said)
  if (codes !== undefined)
    assert.deepEqual(
      weighed.reasons.map(({ code }) => code),
      codes,
      said,
    )
  if (earliestOkAt !== undefined) assert.equal(weighed.reasons[0]?.earliestOkAt, earliestOkAt, said)
  if (outcome === 'BLOCK') assert.ok(weighed.reasons.some(({ severity }) => severity === 'BLOCK'))
  const worked = steps(pack, id, ask)
  for (const [name, value] of Object.entries(expected ?? {})) assert.equal(worked[name], value, name)
}

const day = (text: string) => Temporal.PlainDate.from(text)
const stake = (owner: string, owned: string, percent: bigint): Stake => ({
  owner,
  owned,
  share: { numerator: percent, denominator: 100n },
})
const blocked = (stakes: readonly Stake[], ...listed: readonly string[]) => [
  ...blockedByOwnership(stakes, new Set(listed)),
]

/** A class of shares in the waterfall, in cents. */
const claim = (
  id: string,
  shares: bigint,
  preference: bigint,
  about: Partial<ClassClaim> = {},
): ClassClaim => ({
  id,
  shares,
  preference: preference * 100n,
  rank: preference === 0n ? 0 : 1,
  participation: 'none',
  cap: null,
  convertible: true,
  ...about,
})
const shares = (claims: readonly ClassClaim[], exit: bigint) =>
  Object.fromEntries(must(waterfall(claims, exit * 100n)).map(({ id, amount }) => [id, amount]))
const million = 1_000_000n
const PLAIN = [claim('common', 10n * million, 0n), claim('A', 5n * million, 5n * million)]
const PARTICIPATING = [
  claim('common', 10n * million, 0n),
  claim('A', 5n * million, 10n * million, { participation: 'capped', cap: 15n * million * 100n }),
]
const STACK = [
  claim('common', 6n * million, 0n),
  claim('A', 2n * million, 4n * million),
  claim('B', 2n * million, 10n * million),
]
const [COMMON, A, B] = STACK as [ClassClaim, ClassClaim, ClassClaim]
const SENIOR_B = [COMMON, A, { ...B, rank: 2 }]

const fund = (proceeds: bigint, about: { contributed: bigint; preferred: bigint; catchUpBps: bigint }) => {
  const { contributed, preferred, catchUpBps } = about
  const { lp, gp } = must(
    fundWaterfall({ contributed, preferred, proceeds }, { carryBps: 2_000n, catchUpBps }),
  )
  return [lp, gp]
}
const hundred = (catchUpBps: bigint) => ({ contributed: 1_000n, preferred: 80n, catchUpBps })

const listed = buildEngine(
  [
    {
      list: 'OFAC-SDN',
      ref: '1',
      party: 'person',
      names: [{ text: 'MADURO MOROS, Nicolas', strength: 'primary' }],
      births: [{ from: day('1962-11-23'), to: day('1962-11-23') }],
      countries: ['VE'],
      gender: null,
      identifiers: [],
      wallets: [],
      programs: [],
    },
  ],
  (text) => text,
)
const score = (name: string, born: string | null) =>
  screenSubject(listed, {
    party: 'person',
    names: [name],
    born: born === null ? null : day(born),
    countries: [],
    gender: null,
    identifiers: [],
    wallets: [],
  })[0]?.score ?? 0

/** What the algorithms say that facts come from, for the vectors that are about them. */
const ALGORITHMS: Readonly<Record<string, Readonly<Record<number, () => void>>>> = {
  TRAVEL_RULE: {
    4: () => {
      assert.equal(identifierFault('lei', '529900T8BM49AURSDO55'), null)
      assert.equal(identifierFault('lei', '529900T8BM49AURSDO56'), 'LEI_INVALID')
      check('TRAVEL_RULE', {
        ...RULE_CASES['TRAVEL_RULE']![3]![0]!,
        codes: ['IVMS_INVALID'],
      })
    },
  },
  SANCTIONS: {
    0: () => assert.deepEqual(blocked([stake('X', 'A', 50n), stake('A', 'B', 50n)], 'X'), ['A', 'B']),
    1: () =>
      assert.deepEqual(
        blocked(
          [stake('X', 'A', 50n), stake('X', 'B', 50n), stake('A', 'C', 25n), stake('B', 'C', 25n)],
          'X',
        ),
        ['A', 'B', 'C'],
      ),
    2: () => assert.deepEqual(blocked([stake('X', 'A', 49n), stake('A', 'B', 100n)], 'X'), []),
    3: () => assert.deepEqual(blocked([stake('X', 'A', 25n), stake('Y', 'A', 25n)], 'X', 'Y'), ['A']),
    5: () => {
      const hit = score('Nicolas Maduro', '1962-11-23')
      const other = score('Maria Cantwell', null)
      const ask = (bestScore: number, outcome: 'REVIEW' | 'ALLOW') =>
        check('SANCTIONS', {
          ...RULE_CASES['SANCTIONS']![4]![0]!,
          outcome,
          codes: outcome === 'REVIEW' ? ['COMPLIANCE_HOLD'] : [],
          facts: {
            'screening.listAt': '2026-11-21T08:00:00Z',
            'screening.walletHit': false,
            'screening.blockedOwnership': false,
            'screening.bestScore': bestScore.toFixed(6),
          },
        })
      ask(hit, 'REVIEW')
      ask(other, 'ALLOW')
    },
  },
  COUPON: {
    1: () => {
      const period = { start: day('2003-11-01'), end: day('2004-05-01') }
      const icma = yearFraction('ACT/ACT-ICMA', period)
      const isda = yearFraction('ACT/ACT-ISDA', period)
      assert.equal(icma.numerator * 2n, icma.denominator)
      assert.equal((isda.numerator * 10n ** 12n + isda.denominator / 2n) / isda.denominator, 497_724_380_567n)
    },
    2: () => {
      const period = { start: day('2007-02-28'), end: day('2007-08-31') }
      assert.deepEqual(
        (['30/360-BOND', '30E/360', '30/360-US'] as const).map((convention) => days360(convention, period)),
        [183, 182, 180],
      )
    },
    3: () => {
      assert.equal(adjusted(day('2026-10-31'), 'following').toString(), '2026-11-02')
      assert.equal(adjusted(day('2026-10-31'), 'modified-following').toString(), '2026-10-30')
    },
  },
  PRORATA: {
    0: () => assert.deepEqual(allocate(100n, [1n, 1n, 1n]), [34n, 33n, 33n]),
    1: () => assert.deepEqual(allocate(7n, [5n, 3n, 2n]), [4n, 2n, 1n]),
    2: () => assert.deepEqual(allocate(1n, [999_999_999n, 1n]), [1n, 0n]),
    // a, b, c and d by name.
    3: () => assert.deepEqual(allocate(3n, [2n, 2n, 2n, 1n]), [1n, 1n, 1n, 0n]),
  },
  LIQ_WATERFALL: {
    0: () => assert.deepEqual(shares(PLAIN, 20n * million), { A: 666_666_667n, common: 1_333_333_333n }),
    1: () => {
      const a = [20n, 30n, 40n, 50n].map((exit) => shares(PARTICIPATING, exit * million)['A'])
      assert.deepEqual(a, [1_333_333_333n, 1_500_000_000n, 1_500_000_000n, 1_666_666_667n])
    },
    2: () => {
      assert.deepEqual(shares(STACK, 7n * million), { common: 0n, A: 200_000_000n, B: 500_000_000n })
      assert.deepEqual(shares(SENIOR_B, 7n * million), { common: 0n, A: 0n, B: 700_000_000n })
    },
    3: () => {
      assert.deepEqual(shares(STACK, 30n * million), {
        A: 500_000_000n,
        B: 1_000_000_000n,
        common: 1_500_000_000n,
      })
      const at60 = { A: 1_200_000_000n, B: 1_200_000_000n, common: 3_600_000_000n }
      assert.deepEqual(shares(STACK, 60n * million), at60)
    },
  },
  FUND_WATERFALL: {
    0: () =>
      assert.deepEqual(fund(18_000n, { contributed: 10_000n, preferred: 800n, catchUpBps: 10_000n }), [
        16_400n,
        1_600n,
      ]),
    1: () => {
      assert.deepEqual(fund(1_070n, hundred(10_000n)), [1_070n, 0n])
      assert.deepEqual(fund(1_090n, hundred(10_000n)), [1_080n, 10n])
      assert.deepEqual(fund(1_100n, hundred(10_000n)), [1_080n, 20n])
      assert.deepEqual(fund(1_500n, hundred(5_000n)), [1_400n, 100n])
      assert.deepEqual(fund(1_500n, hundred(0n)), [1_416n, 84n])
    },
  },
  VOTING: {
    1: () => {
      const vote = { holder: 'A', voter: 'A', option: 0 }
      const standing = [{ units: 60n, proxy: null }]
      const now = Temporal.Instant.from('2026-11-21T12:00:00Z')
      const ballot: Ballot = {
        opensAt: Temporal.Instant.from('2026-11-20T12:00:00Z'),
        closesAt: Temporal.Instant.from('2026-11-22T12:00:00Z'),
        excluded: [],
        classes: [{ token: '0x01', votesPerUnit: 1n, quorumBps: 0, thresholdBps: 5_000 }],
        rules: {
          options: 2,
          lastAbstains: false,
          changeable: true,
          moreThan: true,
          basis: 'cast',
          quorumBps: 0,
          thresholdBps: 5_000,
        },
      }
      const once = must(cast(ballot, new Map(), vote, standing, now))
      assert.equal(must(cast(ballot, once, vote, standing, now)).size, once.size)
    },
  },
}

/** The platform keeps no order book, so that there is no log of its events to replay (decision 780). */
const ELSEWHERE = ['ATS_RECORDS: replay of event log gives identical book hash']

test('all 38 rules are there, each with all of its vectors', () => {
  const ids = packs.flatMap(({ rules }) => rules.map(({ id }) => id))
  assert.equal(ids.length, 38)
  assert.deepEqual(ids.toSorted(), Object.keys(VECTORS).toSorted())
  assert.deepEqual(Object.keys(RULE_CASES).toSorted(), Object.keys(VECTORS).toSorted())
  for (const [id, vectors] of Object.entries(VECTORS))
    assert.equal(RULE_CASES[id]?.length, vectors.length, id)
  assert.equal(Object.values(VECTORS).flat().length, 144)
})

for (const [id, vectors] of Object.entries(VECTORS))
  for (const [i, vector] of vectors.entries())
    for (const [n, each] of (RULE_CASES[id]?.[i] ?? []).entries())
      test(`${id}: ${vector} (${n + 1})`, () => check(id, each))

for (const [id, vectors] of Object.entries(VECTORS))
  for (const [i, vector] of vectors.entries())
    if (RULE_CASES[id]?.[i] === null && !ELSEWHERE.includes(`${id}: ${vector}`))
      test(`${id}: ${vector}`, () => {
        const algorithm = ALGORITHMS[id]?.[i]
        assert.ok(algorithm, 'somewhere it is tested')
        algorithm()
      })
