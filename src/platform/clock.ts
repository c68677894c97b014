/** Where the present comes from. Domain rules never ask it: services pass the instant on. */
export type Clock = { readonly now: () => Temporal.Instant }

/**
 * The machine's own clock: sessions, tokens, rate limits and everything that guards a door use this one.
 * In whole milliseconds: PostgreSQL rounds what is finer than a microsecond, sometimes into the future.
 */
export const systemClock: Clock = { now: () => Temporal.Instant.fromEpochMilliseconds(Date.now()) }
