import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import fs from 'node:fs'
import { after, suite, test } from 'node:test'
import type { Platform } from '../../src/server/platform.ts'
import { DEEP } from '../deep.ts'
import { generator } from './generator.ts'
import { killedAt } from './killed.ts'
import type { Life } from './life.ts'
import { assertClosed, assertSound, closingOutcome, outcome } from './outcome.ts'
import { watchOutside, type Point } from './outside.ts'
import { buildWorld, liveClosing, livePayout, open } from './world.ts'

/** The same seed chooses the same points. */
const SEED = Number(process.env['ALIQUOT_FAULT_SEED'] ?? randomInt(2 ** 31))
/** How many points of each life; the deep run takes all. */
const POINTS = { payout: 8, closing: 4 }

/** What is written, sent or made, as opposed to what is only read. */
const EFFECT = /^(sql (insert|update|select pg_notify)|rpc eth_send|journal)/

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
  watch.arm()
  await run(platform)
  const awaited = watch.disarm()
  await sound(platform)
  const result = await outcomeOf(platform)
  await platform.stop()
  return { life, world, run, sound, outcomeOf, awaited, result }
}

const watch = watchOutside(null)
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

for (const { life, world, run, sound, outcomeOf, awaited, result } of [payout, closing]) {
  const points = pointsOf(awaited, POINTS[life])

  // Two at a time where there are hundreds: each waits more than it computes.
  suite(`${points.length} points of a ${life}`, { concurrency: DEEP ? 2 : 1 }, () => {
    for (const point of points)
      test(`killed ${point.when} ${point.label} #${point.occurrence} (seed ${SEED}), the ${life} ends as if nothing had been`, async () => {
        const home = await killedAt(world, point, life)
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
}

/**
 * Where to kill. By default some of all awaits and some of those with an effect, chosen by the seed. In the deep run at
 * every await, in an order that the seed chooses: before it, which is after the one that went before; and of those with
 * an effect also after it, when nobody here knows yet what came of it.
 */
function pointsOf(awaited: readonly string[], most: number): Point[] {
  const seen = new Map<string, number>()
  const all = awaited.map((label) => {
    const occurrence = seen.get(label) ?? 0
    seen.set(label, occurrence + 1)
    return { label, occurrence }
  })
  const both = ({ label, occurrence }: Omit<Point, 'when'>): Point[] => [
    { label, occurrence, when: 'before' },
    { label, occurrence, when: 'after' },
  ]
  const next = generator(SEED)
  if (DEEP)
    return all
      .flatMap((point) => (EFFECT.test(point.label) ? both(point) : both(point).slice(0, 1)))
      .map((point) => ({ point, place: next(2 ** 30) }))
      .sort((a, b) => a.place - b.place)
      .map(({ point }) => point)
  const effects = all.filter(({ label }) => EFFECT.test(label))
  return Array.from({ length: most }, (_, i) => {
    const from = i % 2 === 0 ? effects : all
    const [before, then] = both(from[next(from.length)]!)
    return next(2) === 0 ? before! : then!
  })
}
