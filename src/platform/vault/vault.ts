import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { Work } from '../work.ts'
import { transaction } from '../db/database.ts'
import { blindIndex, newDataKey, openField, sealField, unwrapKey, wrapKey } from './seal.ts'

type VaultTables = {
  vault_subject: {
    subject: string
    wrapped_key: Buffer | null
    created_at: Temporal.Instant
    shredded_at: Temporal.Instant | null
  }
  vault_field: { subject: string; field: string; sealed: Buffer; blind: Buffer | null }
}
const tables = (db: Db) => db.withTables<VaultTables>()

/** The person's data was destroyed; nothing can be kept about them under this id any more. */
export class SubjectShredded extends Error {
  constructor(subject: string) {
    super(`${subject} was erased`)
  }
}

/** A value to keep. `lookup` makes it findable by `findByPersonal`: by its exact text, never by a part of it. */
export type PersonalValue = string | { readonly value: string; readonly lookup: true }

/**
 * Keeps personal data of `subject` (an id), encrypted with a key of their own. Fields that were there are replaced,
 * others stay. Throws `SubjectShredded` when the subject was erased.
 */
export async function putPersonal(
  work: Work,
  subject: string,
  fields: Readonly<Record<string, PersonalValue>>,
): Promise<void> {
  if (!work.db.isTransaction)
    return transaction(work.db, (db) => putPersonal({ ...work, db }, subject, fields))

  const key = await dataKey(work, subject)
  for (const [field, given] of Object.entries(fields)) {
    const value = typeof given === 'string' ? given : given.value
    const row = {
      sealed: sealField(key, { subject, field }, value),
      blind: typeof given === 'string' ? null : blindIndex(field, value),
    }
    await tables(work.db)
      .insertInto('vault_field')
      .values({ subject, field, ...row })
      .onConflict((conflict) => conflict.columns(['subject', 'field']).doUpdateSet(row))
      .execute()
  }
}

async function dataKey(work: Work, subject: string): Promise<Buffer> {
  const fresh = newDataKey()
  await tables(work.db)
    .insertInto('vault_subject')
    .values({ subject, wrapped_key: wrapKey(fresh, subject), created_at: work.now, shredded_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await tables(work.db)
    .selectFrom('vault_subject')
    .select('wrapped_key')
    .where('subject', '=', subject)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (row.wrapped_key === null) throw new SubjectShredded(subject)
  return unwrapKey(row.wrapped_key, subject)
}

/** The named fields of `subject`; null for what is not kept, or no longer. */
export async function readPersonal<F extends string>(
  db: Db,
  subject: string,
  fields: readonly F[],
): Promise<Record<F, string | null>> {
  const found = (await readPersonalOf(db, [subject], fields)).get(subject)
  return Object.fromEntries(fields.map((field) => [field, found?.[field] ?? null])) as Record<
    F,
    string | null
  >
}

/** As `readPersonal`, for many at once. Subjects of whom nothing is kept are left out. */
export async function readPersonalOf<F extends string>(
  db: Db,
  subjects: readonly string[],
  fields: readonly F[],
): Promise<Map<string, Partial<Record<F, string>>>> {
  if (subjects.length === 0 || fields.length === 0) return new Map()
  const rows = await tables(db)
    .selectFrom('vault_field')
    .innerJoin('vault_subject', 'vault_subject.subject', 'vault_field.subject')
    .select(['vault_field.subject', 'field', 'sealed', 'wrapped_key'])
    // One array, not a parameter each: a register may have more holders than a query may have parameters.
    .where(sql<boolean>`vault_field.subject = any(${[...new Set(subjects)]}::text[])`)
    .where('field', 'in', [...fields])
    .execute()
  const found = new Map<string, Partial<Record<F, string>>>()
  const keys = new Map<string, Buffer>()
  for (const { subject, field, sealed, wrapped_key } of rows) {
    if (wrapped_key === null) continue
    const key = keys.get(subject) ?? unwrapKey(wrapped_key, subject)
    keys.set(subject, key)
    found.set(subject, { ...found.get(subject), [field]: openField(key, { subject, field }, sealed) })
  }
  return found
}

/** The subjects whose `field`, kept with `lookup`, is exactly `value`. */
export async function findByPersonal(db: Db, field: string, value: string): Promise<string[]> {
  const rows = await tables(db)
    .selectFrom('vault_field')
    .select('subject')
    .where('field', '=', field)
    .where('blind', '=', blindIndex(field, value))
    .orderBy('subject')
    .execute()
  return rows.map(({ subject }) => subject)
}

/**
 * Erases a person: destroys their key, and with it the meaning of every copy of their data, backups included once
 * they have aged out. What the law asks to keep is kept elsewhere, under their id alone.
 */
export async function shred(work: Work, subject: string): Promise<void> {
  if (!work.db.isTransaction) return transaction(work.db, (db) => shred({ ...work, db }, subject))
  await tables(work.db).deleteFrom('vault_field').where('subject', '=', subject).execute()
  await tables(work.db)
    .updateTable('vault_subject')
    .set({ wrapped_key: null, shredded_at: work.now })
    .where('subject', '=', subject)
    .where('shredded_at', 'is', null)
    .execute()
}
