import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import fs from 'node:fs'
import { after, suite, test } from 'node:test'
import type { Platform } from '../../src/server/platform.ts'
import { DEEP } from '../deep.ts'
import { spoilProcess } from '../shared.ts'
import { generator } from './generator.ts'
import { killedAt } from './killed.ts'
import type { Life } from './life.ts'
import { assertClosed, assertSound, closingOutcome, outcome } from './outcome.ts'
import { leftBehind } from './left-behind.ts'
import { watchOutside } from './outside.ts'
import { pointsOf, type Point } from './points.ts'
import { buildWorld, liveClosing, livePayout, open } from './world.ts'

/** The same seed chooses the same points. */
const SEED = Number(process.env['ALIQUOT_FAULT_SEED'] ?? randomInt(2 ** 31))
/** How many points of each life; the deep run takes all. */
const POINTS = { payout: 8, closing: 4 }
/** How many of so many points may not come again, since they are a matter of timing: a chain that was slow once. */
const absentMax = (points: number) => Math.max(1, Math.floor(points / 50))

/** A life, what it begins from and what it comes to when nobody disturbs it. */
async function undisturbed<T>(
  life: Life,
  from: 'sold' | 'held',
  run: (platform: Platform) => Promise<void>,
  sound: (platform: Platform) => Promise<void>,
  outcomeOf: (platform: Platform) => Promise<T>,
) {
  const world = await buildWorld(from)
  after(() => world.remove())
  const platform = await open(world.copy())
  if (DEEP) look = await leftBehind(platform)
  watch.arm()
  await run(platform)
  const lived = watch.disarm()
  await sound(platform)
  const result = await outcomeOf(platform)
  await platform.stop()
  return { life, world, run, sound, outcomeOf, lived, result }
}

let look = async () => ''
// What watches queries and files takes their places.
spoilProcess()
const watch = watchOutside(null, DEEP ? () => look() : null)
const payout = await undisturbed('payout', 'held', livePayout, assertSound, outcome)
const closing = await undisturbed('closing', 'sold', liveClosing, assertClosed, closingOutcome)

test('left alone, everybody is paid but the one whom the stablecoin refuses', () => {
  const { entitlements, declared, sums } = payout.result
  assert.equal(declared, 1_375_590_000n)
  assert.equal(entitlements.length, 12)
  assert.deepEqual(
    entitlements.filter(({ status }) => status === 'parked').map(({ amount }) => amount),
    [sums.parked],
  )
})

test('left alone, everybody who paid has their units', () => {
  assert.equal(closing.result.escrow.minted, 1_850n)
  assert.equal(closing.result.register.length, 12)
})

for (const { life, world, run, sound, outcomeOf, lived, result } of [payout, closing]) {
  const all = pointsOf(lived.moments)
  const points = shuffled(all)
  // As many are killed where one of them does not come again.
  const reserve = DEEP ? [] : points.splice(POINTS[life])

  test(`all that changes what a killed process leaves is the effects of a ${life}`, { skip: !DEEP }, (t) => {
    const states = new Map<number, Set<string>>()
    for (const { effects, outside } of lived.looks)
      states.set(effects, (states.get(effects) ?? new Set()).add(outside))
    for (const [effects, outside] of states)
      assert.equal(outside.size, 1, `something changed after ${effects} moments of effects`)
    // Far more looks than states: what is between two effects was looked at, too.
    assert.ok(states.size > 30 && lived.looks.length > 10 * states.size)
    const awaits = lived.moments.filter(({ when }) => when === 'before').length
    assert.ok(lived.looks.length > awaits / 2)
    t.diagnostic(`${awaits} awaits, ${lived.looks.length} looks, ${states.size} states, ${all.length} points`)
  })

  const absent: string[] = []
  // Some at a time where there are hundreds: each waits more than it computes.
  suite(`${points.length} points of a ${life}`, { concurrency: DEEP ? 3 : 1 }, () => {
    for (const point of points)
      test(`killed ${point.when} ${point.label} #${point.occurrence} (seed ${SEED}), the ${life} ends as if nothing had been`, async (t) => {
        if (DEEP) t.diagnostic(`stands for: ${summary(point)}`)
        let killed = await killedAt(world, point, life)
        for (let at = point; killed === null; killed = await killedAt(world, at, life)) {
          absent.push(`${at.when} ${at.label} #${at.occurrence}`)
          const next = reserve.shift()
          if (next === undefined) return t.skip('it did not come again')
          t.diagnostic(`killed ${next.when} ${next.label} #${next.occurrence} instead`)
          at = next
        }
        const { home, occurrence } = killed
        if (DEEP && occurrence !== point.occurrence) t.diagnostic(`killed at #${occurrence} instead`)
        try {
          const platform = await open(home)
          try {
            await run(platform)
            await sound(platform)
            assert.deepEqual(await outcomeOf(platform), result)
          } finally {
            await platform.stop()
          }
        } finally {
          fs.rmSync(home, { recursive: true, force: true })
        }
      })
  })

  test(`the points of a ${life} came again, all but a few`, () => {
    assert.ok(absent.length <= absentMax(points.length), absent.join('; '))
  })
}

/** The same in an order that the seed chooses. */
function shuffled<T>(list: readonly T[]): T[] {
  const next = generator(SEED)
  return list
    .map((item) => ({ item, place: next(2 ** 30) }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item)
}

/** The awaits for which a point stands, each once with its number. */
function summary({ standsFor }: Point): string {
  return [...Map.groupBy(standsFor, (label) => label)]
    .map(([label, alike]) => (alike.length > 1 ? `${label} (${alike.length})` : label))
    .join('; ')
}
