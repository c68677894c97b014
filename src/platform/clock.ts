/** Where the present comes from. Domain rules never ask it: services pass the instant on. */
export type Clock = { readonly now: () => Temporal.Instant }

/** The machine's own clock: sessions, tokens, rate limits and everything that guards a door use this one. */
export const systemClock: Clock = { now: () => Temporal.Now.instant() }
