import type { Db } from './db/database.ts'

export const ACTOR_KINDS = ['user', 'key', 'system'] as const

/** Who does something: a person, an API key, or a named job of the platform itself. No names, no addresses. */
export type Actor = {
  readonly kind: (typeof ACTOR_KINDS)[number]
  /** A `usr_…` or `key_…` id, or the job's name. */
  readonly id: string
  /** Of a key: the person whose key it is, or the key by which it was made. */
  readonly owner?: string
}

/** Who stands behind an actor, where two people are asked for: a key and its owner’s session are one. */
export function personOf(actor: Actor): string {
  return actor.owner ?? actor.id
}

/**
 * One unit of work: everything a service needs besides its arguments. What is written through `db` is committed as a
 * whole or not at all, and `now` is one instant for all of it (the business clock: a sandbox can move it).
 */
export type Work = { readonly db: Db; readonly now: Temporal.Instant; readonly by: Actor }

export function systemActor(job: string): Actor {
  return { kind: 'system', id: job }
}
