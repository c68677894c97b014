/** What an account held before and after a statement, in minor units, and on which day afterwards. */
export type StatementPage<Id> = {
  readonly statement: Id
  readonly opening: bigint
  readonly closing: bigint
  readonly until: Temporal.PlainDate
  /** Whether bookings of it had been brought in before. */
  readonly overlaps: boolean
}

/** Where statements of one account do not follow each other. */
export type StatementBreak<Id> =
  | {
      readonly statement: Id
      readonly what: 'missing'
      /** The last day before the gap, and the day of the statement after it. */
      readonly after: Temporal.PlainDate
      readonly before: Temporal.PlainDate
      /** By how much the account changed in between: above zero when more came in than went out. */
      readonly amount: bigint
    }
  | { readonly statement: Id; readonly what: 'repeated' }

/**
 * Finds where a statement is missing (it begins with another balance than the last one ended with) and where days are told
 * of twice. Statements of one day follow each other by their balances, whichever came first; one that is brought in late
 * fills its gap. A gap in which as much went out as came in cannot be seen from balances. Pure.
 *
 * @param pages of one account, in the order in which they were brought in
 */
export function breaksBetween<Id>(pages: readonly StatementPage<Id>[]): StatementBreak<Id>[] {
  const breaks: StatementBreak<Id>[] = []
  const seen = new Set<bigint>()
  // What the account may hold after the last day; more than one where two statements tell of one day differently.
  let standing = new Set<bigint>()
  let last: Temporal.PlainDate | null = null
  const days = Map.groupBy(pages, ({ until }) => until.toString())
  for (const [, day] of [...days].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const openings = new Set<bigint>()
    const left = [...day]
    while (left.length > 0) {
      const page = nextOf(left, standing)
      left.splice(left.indexOf(page), 1)
      const { statement, opening, closing, until } = page
      if (last !== null && !standing.has(opening)) {
        if (openings.has(opening) || (page.overlaps && seen.has(opening))) {
          breaks.push({ statement, what: 'repeated' })
          standing.add(closing)
          continue
        }
        const held = [...standing].at(-1) ?? 0n
        breaks.push({ statement, what: 'missing', after: last, before: until, amount: opening - held })
      }
      standing = new Set([closing])
      openings.add(opening)
      seen.add(opening).add(closing)
      last = until
    }
  }
  return breaks
}

/** The page that goes on where the account stands, or else one that no other of the day leads to. */
function nextOf<Id>(left: readonly StatementPage<Id>[], standing: ReadonlySet<bigint>): StatementPage<Id> {
  const follows = left.find(({ opening }) => standing.has(opening))
  const begins = left.find((page) => !left.some((other) => other !== page && other.closing === page.opening))
  return follows ?? begins ?? left[0]!
}
