import type { Intent } from './intents.ts'

const FIRST_MINUTES = 1
const MINUTES_MAX = 60

/**
 * When a wish is made again that has failed `failures` times, the last time at `failedAt`: after a minute, then twice
 * as long each time, at most an hour. What made it fail (no gas, a paused contract) may have passed by then.
 */
export function againAt(failures: number, failedAt: Temporal.Instant): Temporal.Instant {
  return failedAt.add({ minutes: Math.min(FIRST_MINUTES * 2 ** (failures - 1), MINUTES_MAX) })
}

/**
 * When what failed last is tried again: later each time; null where nothing failed since something succeeded.
 *
 * @param hasSucceeded where somebody else may have done what failed here
 */
export function nextTry(
  intents: readonly Intent[],
  hasSucceeded = ({ status }: Intent) => status === 'success',
): Temporal.Instant | null {
  const settled = intents
    .flatMap((intent) => (intent.settledAt === null ? [] : [{ intent, at: intent.settledAt }]))
    .toSorted((a, b) => Temporal.Instant.compare(b.at, a.at))
  const failures = settled.findIndex(({ intent }) => hasSucceeded(intent))
  const failed = failures === -1 ? settled : settled.slice(0, failures)
  const [last] = failed
  return last === undefined ? null : againAt(failed.length, last.at)
}
