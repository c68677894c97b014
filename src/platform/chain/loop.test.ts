import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { startLoop } from './loop.ts'

const turns = async () => {
  for (let n = 0; n < 10; n++) await Promise.resolve()
}

test('how long a loop pauses is asked after each round; a ring ends the pause, and a failure is waited out', async () => {
  mock.timers.enable({ apis: ['setTimeout'] })
  try {
    let rounds = 0
    let pauseMs = 500
    let fails = false
    const errors: unknown[] = []
    const loop = startLoop(
      () => pauseMs,
      async () => {
        rounds++
        if (fails) throw new Error('down')
      },
      (error) => void errors.push(error),
    )
    const after = async (ms: number) => {
      mock.timers.tick(ms)
      await turns()
      return rounds
    }
    await turns()
    assert.equal(rounds, 1)
    assert.equal(await after(499), 1)
    pauseMs = 3_000
    assert.equal(await after(1), 2)
    assert.equal(await after(2_999), 2)
    assert.equal(await after(1), 3)

    loop.ring()
    await turns()
    assert.equal(rounds, 4)

    fails = true
    pauseMs = 10
    assert.equal(await after(3_000), 5)
    assert.equal(await after(999), 5)
    fails = false
    assert.equal(await after(1), 6)
    assert.equal(errors.length, 1)
    const stopped = loop.stop()
    await after(10)
    await stopped
    assert.equal(await after(60_000), 6)
  } finally {
    mock.timers.reset()
  }
})
