import type { InstrumentId } from '../kernel/ids.ts'
import { fieldOf, textOf, type Json, type OcfObject } from './ocf.ts'

/** One version of the cap table that an issuer keeps beside the register of an instrument. None is ever edited. */
export type CapTable = {
  readonly instrument: InstrumentId
  readonly version: number
  /** Of the package as it is written, lower-case hex. */
  readonly sha256: string
  /** The package's name in the vault. */
  readonly file: string
  /** Objects and transactions. */
  readonly objects: number
  /** The stock class whose shares are the units of the instrument; null where none of them is. */
  readonly tokenClass: string | null
  readonly at: Temporal.Instant
  /** The user or key that brought it. */
  readonly by: string
}

/** One object that another table has, has not, or has otherwise. */
export type CapTableChange = {
  readonly change: 'added' | 'removed' | 'changed'
  readonly type: string
  readonly id: string
  /** Of what is changed, its fields that differ. */
  readonly fields: readonly string[]
}

/** What differs between two tables: how much, and the first so many of it. */
export type CapTableChanges = {
  readonly added: number
  readonly removed: number
  readonly changed: number
  readonly shown: readonly CapTableChange[]
}
const CHANGES_SHOWN_MAX = 500

/** What becomes of a table when another takes its place, object by object, whatever their order. Pure. */
export function capTableChanges(before: readonly OcfObject[], after: readonly OcfObject[]): CapTableChanges {
  const [known, wanted] = [byName(before), byName(after)]
  const changes = [
    ...[...wanted].flatMap(([name, object]): CapTableChange[] => {
      const { object_type: type, id } = object
      const old = known.get(name)
      if (old === undefined) return [{ change: 'added', type, id, fields: [] }]
      const fields = [...new Set([...Object.keys(old), ...Object.keys(object)])].filter(
        (field) => !isSame(old[field], object[field]),
      )
      return fields.length === 0 ? [] : [{ change: 'changed', type, id, fields }]
    }),
    ...[...known].flatMap(([name, { object_type: type, id }]): CapTableChange[] =>
      wanted.has(name) ? [] : [{ change: 'removed', type, id, fields: [] }],
    ),
  ]
  const count = (kind: CapTableChange['change']) => changes.filter(({ change }) => change === kind).length
  return {
    added: count('added'),
    removed: count('removed'),
    changed: count('changed'),
    shown: changes.slice(0, CHANGES_SHOWN_MAX),
  }
}

function byName(objects: readonly OcfObject[]): ReadonlyMap<string, OcfObject> {
  return new Map(objects.map((object) => [`${object.object_type} ${object.id}`, object]))
}

/** Whatever the order of their fields is: it means nothing, and is none of what is written. */
function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...names].every((name) => isSame(memberOf(a, name), memberOf(b, name)))
}

function memberOf(value: object, name: string): Json | undefined {
  return (value as Readonly<Record<string, Json>>)[name]
}

/** The stock classes of a table, by id, with their names. */
export function stockClasses(
  objects: readonly OcfObject[],
): { readonly id: string; readonly name: string }[] {
  return objects
    .filter(({ object_type: type }) => type === 'STOCK_CLASS')
    .map((object) => ({ id: object.id, name: textOf(fieldOf(object, 'name')) ?? object.id }))
}

/**
 * The class whose shares are the units: the one that is named, by its id or its name. Without a name it is the one that this
 * installation wrote when it exported the register, if it is there.
 *
 * @returns undefined for a name that no class has
 */
export function tokenClassOf(
  classes: readonly { readonly id: string; readonly name: string }[],
  named: string | null,
  instrument: InstrumentId,
): string | null | undefined {
  const wanted = named ?? instrument
  const found = classes.find(({ id }) => id === wanted) ?? classes.find(({ name }) => name === wanted)
  return found?.id ?? (named === null ? null : undefined)
}
