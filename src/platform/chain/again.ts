const FIRST_MINUTES = 1
const MINUTES_MAX = 60

/**
 * When a wish is made again that has failed `failures` times, the last time at `failedAt`: after a minute, then twice
 * as long each time, at most an hour. What made it fail (no gas, a paused contract) may have passed by then.
 */
export function againAt(failures: number, failedAt: Temporal.Instant): Temporal.Instant {
  return failedAt.add({ minutes: Math.min(FIRST_MINUTES * 2 ** (failures - 1), MINUTES_MAX) })
}
