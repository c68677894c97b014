import { sql, type RawBuilder } from 'kysely'

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
