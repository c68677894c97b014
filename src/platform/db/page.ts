import { sql, type RawBuilder, type SelectQueryBuilder } from 'kysely'

/** A place in a list that goes from the youngest back. */
export type Place = { readonly at: Temporal.Instant; readonly id: string }

/** The place of a cursor that was made of an instant and an id. */
export function placeOf(position: readonly string[] | null): Place | null {
  const [at, id] = position ?? []
  return at === undefined || id === undefined ? null : { at: Temporal.Instant.from(at), id }
}

/** Whether a row stands behind a place in the order of these two columns: it is older, or as old with a smaller id. */
export function isBehind({ at, id }: Place, atColumn: string, idColumn: string): RawBuilder<boolean> {
  return sql<boolean>`(${sql.ref(atColumn)}, ${sql.ref(idColumn)}) < (${at}::timestamptz, ${id})`
}

/** The column that a sort is by: `units` of `units` and `-units`, with which it goes downwards. */
export type SortColumn<S extends string> = S extends `-${infer C}` ? C : S

/** What of a list is asked for: so many rows behind the place of one, in an order. */
export type Slice<S extends string> = {
  readonly sort: S
  /** The `place` of a row in this order; null begins with the first. */
  readonly after: readonly string[] | null
  readonly limit: number
}

/** A row with its place in the order in which it was asked for, for the cursor behind it. */
export type Placed<T> = T & { readonly place: readonly string[] }

/** Something to sort by: an expression that is never null, and its type, in which its text is read back. */
export type Key = {
  readonly of: RawBuilder<unknown>
  readonly type: 'text' | 'numeric' | 'bigint' | 'date' | 'timestamptz'
}

/**
 * The rows of `query` that are asked for, each with its `place`. Rows that are equal in the column stand by `last`, which tells
 * any two apart, in the same direction: so each row has one place, and no page misses or repeats one that stays where it is.
 */
export function inOrder<DB, TB extends keyof DB, O, S extends string>(
  query: SelectQueryBuilder<DB, TB, O>,
  columns: Readonly<Record<SortColumn<S>, readonly Key[]>>,
  last: readonly Key[],
  { sort, after, limit }: Slice<S>,
): SelectQueryBuilder<DB, TB, O & { place: readonly string[] }> {
  const isDown = sort.startsWith('-')
  // Without its minus a sort is its column, which the compiler cannot see.
  const column = (isDown ? sort.slice(1) : sort) as SortColumn<S>
  const keys = [...columns[column], ...last]
  const ofAll = sql.join(keys.map(({ of }) => of))
  let ordered = query
    .select(sql<readonly string[]>`array[${sql.join(keys.map(({ of }) => sql`(${of})::text`))}]`.as('place'))
    .limit(limit)
    .$castTo<O & { place: readonly string[] }>()
  for (const { of } of keys) ordered = ordered.orderBy(of, isDown ? 'desc' : 'asc')
  if (after === null) return ordered
  const place = sql.join(keys.map(({ type }, i) => sql`${after[i] ?? ''}::text::${sql.raw(type)}`))
  return ordered.where(
    isDown ? sql<boolean>`row(${ofAll}) < row(${place})` : sql<boolean>`row(${ofAll}) > row(${place})`,
  )
}

/** No number here has more decimals. */
const DECIMALS_MAX = 18

/**
 * Amounts in the smallest units of what each row is of, as something to sort by: exact, whatever decimals others have.
 *
 * @param decimals of each that a row may be of
 */
export function amountKey(
  amount: RawBuilder<unknown>,
  { of, decimals }: { readonly of: RawBuilder<unknown>; readonly decimals: ReadonlyMap<string, number> },
): Key {
  const factors = Object.fromEntries(
    [...decimals].map(([id, count]) => [id, `1${'0'.repeat(DECIMALS_MAX - count)}`]),
  )
  return {
    of: sql`${amount} * coalesce((${JSON.stringify(factors)}::jsonb ->> ${of})::numeric, 0)`,
    type: 'numeric',
  }
}

const BATCH = 1_000

/** All rows of a list, read a thousand at a time: for files, which have no limit. */
export async function* inBatches<T extends { readonly place: readonly string[] }>(
  read: (slice: Pick<Slice<never>, 'after' | 'limit'>) => Promise<readonly T[]>,
  begin: readonly string[] | null = null,
): AsyncIterable<readonly T[]> {
  let after = begin
  for (;;) {
    const rows: readonly T[] = await read({ after, limit: BATCH })
    if (rows.length > 0) yield rows
    if (rows.length < BATCH) return
    after = rows.at(-1)!.place
  }
}
