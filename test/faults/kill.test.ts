import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { after, test } from 'node:test'
import { assertSound, outcome } from './outcome.ts'
import { watchOutside, type Point } from './outside.ts'
import { buildWorld, livePayout, open } from './world.ts'

/** The same seed chooses the same points. */
const SEED = Number(process.env['ALIQUOT_FAULT_SEED'] ?? randomInt(2 ** 31))
const POINTS = 8
const DEEP = process.env['ALIQUOT_DEEP'] === '1'
/** Of what only reads, so many are left out for each that is tried in the deep run. */
const READS_PER_POINT = 20

/** What is written, sent or made, as opposed to what is only read. */
const EFFECT = /^(sql (insert|update|select pg_notify)|rpc eth_send|journal)/
/** What stands around a signature: the nonce, the signed bytes, the sending, the block. */
const SIGNING = /^(sql (insert into "chain_|update "chain_)|rpc eth_(send|getTransactionCount)|journal)/

const world = await buildWorld()
after(() => world.remove())
const watch = watchOutside(null)

const undisturbed = await (async () => {
  const platform = await open(world.copy())
  watch.arm()
  await livePayout(platform)
  const awaited = watch.disarm()
  await assertSound(platform)
  const result = await outcome(platform)
  await platform.stop()
  return { awaited, result }
})()

test('left alone, everybody is paid but the one whom the stablecoin refuses', () => {
  const { entitlements, declared, sums } = undisturbed.result
  assert.equal(declared, 1_375_590_000n)
  assert.equal(entitlements.length, 12)
  assert.deepEqual(
    entitlements.filter(({ status }) => status === 'parked').map(({ amount }) => amount),
    [sums.parked],
  )
})

for (const point of pointsOf(undisturbed.awaited))
  test(`killed ${point.when} ${point.label} #${point.occurrence} (seed ${SEED}), the payout ends as if nothing had been`, async () => {
    const home = await killedAt(point)
    try {
      const platform = await open(home)
      try {
        await livePayout(platform)
        await assertSound(platform)
        assert.deepEqual(await outcome(platform), undisturbed.result)
      } finally {
        await platform.stop()
      }
    } finally {
      fs.rmSync(home, { recursive: true, force: true })
    }
  })

/**
 * The folder of a process that was killed at this point. What awaits are like each other, and how many of them there
 * are, depends on timing: a point that did not come is looked for earlier.
 */
async function killedAt(point: Point): Promise<string> {
  for (let { occurrence } = point; ; occurrence = Math.floor(occurrence / 2)) {
    const home = world.copy()
    const end = await endOf(home, { ...point, occurrence })
    if (end === 'SIGKILL') return home
    fs.rmSync(home, { recursive: true, force: true })
    assert.ok(end === 'exit 0: ' && occurrence > 0, end)
  }
}

/** Lives through the payout in a process of its own, and says how it ended. */
function endOf(home: string, point: Point): Promise<string> {
  return new Promise((resolve, reject) => {
    const script = path.join(import.meta.dirname, 'payout.ts')
    const child = spawn(process.execPath, [script, home, JSON.stringify(point)], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(signal ?? `exit ${code}: ${said}`))
  })
}

/**
 * Where to kill. By default some of all awaits and some of those with an effect, chosen by the seed; in the deep run
 * everything around signatures, each commit, and of the rest one in so many.
 */
function pointsOf(awaited: readonly string[]): Point[] {
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
  if (DEEP)
    return all.filter(({ label }, i) => SIGNING.test(label) || i % READS_PER_POINT === 0).flatMap(both)
  const next = generator(SEED)
  const effects = all.filter(({ label }) => EFFECT.test(label))
  return Array.from({ length: POINTS }, (_, i) => {
    const from = i % 2 === 0 ? effects : all
    const [before, then] = both(from[next(from.length)]!)
    return next(2) === 0 ? before! : then!
  })
}

/** Numbers below a limit that follow from the seed alone (a linear congruential generator, Numerical Recipes'). */
function generator(seed: number): (limit: number) => number {
  let state = seed >>> 0
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
}
