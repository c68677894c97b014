/** Work that is done again and again, and sooner when somebody rings. */
export type Loop = {
  readonly ring: () => void
  /** Returns when the round that is under way has ended; there is none after it. */
  readonly stop: () => Promise<void>
}

const PAUSE_AFTER_ERROR_MS = 1_000

/**
 * Calls `round` every `pollMs`, which is asked for after each, and at once after `ring`. A round that throws is reported and tried again after a
 * second: what it is for (a node, a database) may be back.
 */
export function startLoop(
  pollMs: number | (() => number),
  round: () => Promise<void>,
  onError: (error: unknown) => void,
): Loop {
  let stopped = false
  let rung = false
  let wake: () => void = () => {}

  const done = (async () => {
    while (!stopped) {
      rung = false
      let leastMs = 0
      try {
        await round()
      } catch (error) {
        onError(error)
        leastMs = PAUSE_AFTER_ERROR_MS
        rung = false
      }
      await pause(Math.max(typeof pollMs === 'number' ? pollMs : pollMs(), leastMs))
    }
  })()

  return {
    ring() {
      rung = true
      wake()
    },
    async stop() {
      stopped = true
      wake()
      await done
    },
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      if (rung || stopped) return resolve()
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
