/**
 * Which awaits of a life leave the same behind when the process is killed there. What is outside (the database as committed,
 * files) changes only by effects, so that all awaits between two of them are one class, and one point stands for it: after
 * the effect that went before. A commit has a point before it as well: what its transaction wrote is rolled back then, all
 * but the gaps in sequences.
 */

/** Something that a process waits for from outside of itself. */
export type Await = {
  /** What is asked, and how many like it came before. */
  readonly label: string
  readonly occurrence: number
  /** How it changes what this process leaves behind, if it does. */
  readonly effect: Effect | null
}

/** A transaction that wrote is committed; or something is written or sent by itself. */
export type Effect = 'commit' | 'write'

/** When an await is asked, and when its answer has come but nobody here knows it yet. */
export type Moment = { readonly when: 'before' | 'after'; readonly of: Await }

/** Where to kill, and the labels of the awaits that leave the same behind. */
export type Point = {
  readonly label: string
  readonly occurrence: number
  readonly when: 'before' | 'after'
  readonly standsFor: readonly string[]
}

/**
 * After each effect, before each commit, and before whatever is asked while another effect is under way that may be done by
 * then: an effect beside one other, any await beside two. An await beside one effect leaves what was before that or what
 * comes after it.
 */
export function pointsOf(moments: readonly Moment[]): Point[] {
  const points: (Point & { readonly standsFor: string[] })[] = []
  const early: string[] = []
  const underWay = new Set<Await>()
  let last: { readonly standsFor: string[] } = { standsFor: early }
  const add = (when: Point['when'], { label, occurrence }: Await) => {
    const point = { label, occurrence, when, standsFor: [] }
    points.push(point)
    return point
  }
  for (const { when, of } of moments) {
    if (when === 'after') {
      if (of.effect === null) continue
      underWay.delete(of)
      last = add('after', of)
      continue
    }
    const isOwn =
      of.effect === null
        ? underWay.size > 1
        : of.effect === 'commit' || underWay.size > 0 || points.length === 0
    if (isOwn) add('before', of)
    else last.standsFor.push(of.label)
    if (of.effect !== null) underWay.add(of)
  }
  points[0]?.standsFor.push(...early)
  return points
}

/**
 * Where to look for a point, the likeliest first: how many awaits are like each other depends on timing, by a quarter of
 * them at most.
 */
export function occurrencesNear(occurrence: number): number[] {
  return [0, 1 / 8, 1 / 4]
    .map((part) => occurrence - Math.ceil(occurrence * part))
    .filter((near, n, all) => all.indexOf(near) === n)
}

const WRITES = /^(insert|update|delete|merge|truncate|create|alter|drop|copy\b.*\bfrom stdin)\b/i
const WRITES_WITHIN = /^with\b.*\b(insert into|update|delete from)\b/is
/** Leases are their process's: the next start ends all of them. */
const LEASE = /^insert into "?chain_lease\b/i
const LABEL_MAX = 60

/** Tells of each statement, with those that went before it on its connection, whether what it leaves is another database. */
export function watchStatements(): (connection: object, text: string) => Omit<Await, 'occurrence'> {
  const transactions = new WeakMap<object, { readonly wrote: string | null }>()
  return (connection, text) => {
    const statement = text.replace(/\s+/g, ' ').trim()
    const short = statement.slice(0, LABEL_MAX)
    const label = `sql ${short}`
    const transaction = transactions.get(connection)
    if (/^(begin|start transaction)\b/i.test(statement)) {
      transactions.set(connection, { wrote: null })
      return { label, effect: null }
    }
    if (/^(commit|end|rollback)$/i.test(statement)) {
      transactions.delete(connection)
      const wrote = /^rollback$/i.test(statement) ? null : (transaction?.wrote ?? null)
      return wrote === null
        ? { label, effect: null }
        : { label: `sql commit after ${wrote}`, effect: 'commit' }
    }
    const writes = (WRITES.test(statement) && !LEASE.test(statement)) || WRITES_WITHIN.test(statement)
    if (transaction === undefined) return { label, effect: writes ? 'write' : null }
    // What is not committed yet is rolled back when the process ends.
    if (writes && transaction.wrote === null) transactions.set(connection, { wrote: short })
    return { label, effect: null }
  }
}
