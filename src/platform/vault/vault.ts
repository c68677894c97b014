import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { Work } from '../work.ts'
import { transaction } from '../db/database.ts'
import {
  blindIndex,
  derivedKey,
  newDataKey,
  open,
  openField,
  seal,
  SealBroken,
  sealField,
  unwrapKey,
  wrapKey,
} from './seal.ts'
import type { Erasure } from './erasure-ledger.ts'
import { VaultKeyUnusable } from './master-key.ts'

type VaultTables = {
  vault_subject: {
    subject: string
    wrapped_key: Buffer | null
    created_at: Temporal.Instant
    shredded_at: Temporal.Instant | null
  }
  vault_field: { subject: string; field: string; sealed: Buffer; blind: Buffer | null }
  vault_file: { subject: string; name: string; sealed: Buffer; kept_at: Temporal.Instant }
  vault_key_mark: { one: boolean; mark: Buffer }
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
  await putPersonalOf(work, new Map([[subject, fields]]))
}

/** As `putPersonal`, for many at once. */
export async function putPersonalOf(
  work: Work,
  subjects: ReadonlyMap<string, Readonly<Record<string, PersonalValue>>>,
): Promise<void> {
  if (!work.db.isTransaction) return transaction(work.db, (db) => putPersonalOf({ ...work, db }, subjects))
  const all = [...subjects]
  for (let at = 0; at < all.length; at += PUT_BATCH) {
    const batch = all.slice(at, at + PUT_BATCH)
    const keys = await dataKeys(
      work,
      batch.map(([subject]) => subject),
    )
    const rows = batch.flatMap(([subject, fields]) =>
      Object.entries(fields).map(([field, given]) => {
        const value = typeof given === 'string' ? given : given.value
        const sealed = sealField(keys.get(subject)!, { subject, field }, value)
        return { subject, field, sealed, blind: typeof given === 'string' ? null : blindIndex(field, value) }
      }),
    )
    if (rows.length === 0) continue
    await tables(work.db)
      .insertInto('vault_field')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['subject', 'field']).doUpdateSet((eb) => ({
          sealed: eb.ref('excluded.sealed'),
          blind: eb.ref('excluded.blind'),
        })),
      )
      .execute()
  }
}

/** A statement may have some tens of thousands of parameters, and a person some tens of fields. */
const PUT_BATCH = 500

async function dataKey(work: Work, subject: string): Promise<Buffer> {
  return (await dataKeys(work, [subject])).get(subject)!
}

/** The key of each of these, made where there was none, and held until the transaction ends. */
async function dataKeys(work: Work, subjects: readonly string[]): Promise<Map<string, Buffer>> {
  const sorted = [...subjects].sort()
  const fresh = sorted.map((subject) => ({
    subject,
    wrapped_key: wrapKey(newDataKey(), subject),
    created_at: work.now,
    shredded_at: null,
  }))
  await tables(work.db)
    .insertInto('vault_subject')
    .values(fresh)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const rows = await tables(work.db)
    .selectFrom('vault_subject')
    .select(['subject', 'wrapped_key'])
    .where(sql<boolean>`subject = any(${sorted}::text[])`)
    .orderBy('subject')
    .forUpdate()
    .execute()
  return new Map(
    rows.map(({ subject, wrapped_key }) => {
      if (wrapped_key === null) throw new SubjectShredded(subject)
      return [subject, unwrapKey(wrapped_key, subject)] as const
    }),
  )
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
 * Keeps a file of `subject`, encrypted with their key, and returns the name under which it is found: a keyed hash of
 * subject and bytes. The same file twice is one file. Throws `SubjectShredded`.
 */
export async function putFile(work: Work, subject: string, bytes: Buffer): Promise<string> {
  if (!work.db.isTransaction) return transaction(work.db, (db) => putFile({ ...work, db }, subject, bytes))
  const key = await dataKey(work, subject)
  const hash = createHash('sha256').update(bytes).digest('hex')
  const name = blindIndex(`file of ${subject}`, hash).toString('hex')
  await tables(work.db)
    .insertInto('vault_file')
    .values({ subject, name, sealed: seal(key, bytes, fileContext(subject, name)), kept_at: work.now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return name
}

/** A file of `subject`, or null when it is not kept, or no longer. */
export async function readFile(db: Db, subject: string, name: string): Promise<Buffer | null> {
  const row = await tables(db)
    .selectFrom('vault_file')
    .innerJoin('vault_subject', 'vault_subject.subject', 'vault_file.subject')
    .select(['sealed', 'wrapped_key'])
    .where('vault_file.subject', '=', subject)
    .where('name', '=', name)
    .executeTakeFirst()
  if (row === undefined || row.wrapped_key === null) return null
  return open(unwrapKey(row.wrapped_key, subject), row.sealed, fileContext(subject, name))
}

/** Destroys one file of `subject`; the rest of what is kept of them stays. */
export async function removeFile(work: Work, subject: string, name: string): Promise<void> {
  await tables(work.db)
    .deleteFrom('vault_file')
    .where('subject', '=', subject)
    .where('name', '=', name)
    .execute()
}

/** Destroys one field of `subject`; the rest of what is kept of them stays. */
export async function removePersonal(work: Work, subject: string, field: string): Promise<void> {
  await tables(work.db)
    .deleteFrom('vault_field')
    .where('subject', '=', subject)
    .where('field', '=', field)
    .execute()
}

function fileContext(subject: string, name: string): string {
  return JSON.stringify([subject, 'file', name])
}

/** The names of everything kept of `subject`: for answering what is kept of them. */
export async function personalFieldNames(db: Db, subject: string): Promise<string[]> {
  const rows = await tables(db)
    .selectFrom('vault_field')
    .select('field')
    .where('subject', '=', subject)
    .orderBy('field')
    .execute()
  return rows.map(({ field }) => field)
}

/**
 * Erases a person: destroys their key, and with it the meaning of every copy of their data; of those in backups, once
 * the ledger of erasures was applied to them. What the law asks to keep is kept elsewhere, under their id alone.
 */
export async function shred(work: Work, subject: string): Promise<void> {
  if (!work.db.isTransaction) return transaction(work.db, (db) => shred({ ...work, db }, subject))
  await tables(work.db).deleteFrom('vault_field').where('subject', '=', subject).execute()
  await tables(work.db).deleteFrom('vault_file').where('subject', '=', subject).execute()
  await tables(work.db)
    .updateTable('vault_subject')
    .set({ wrapped_key: null, shredded_at: work.now })
    .where('subject', '=', subject)
    .where('shredded_at', 'is', null)
    .execute()
}

/** Everybody who was erased, for the ledger. */
export async function shreddedSubjects(db: Db): Promise<Erasure[]> {
  const rows = await tables(db)
    .selectFrom('vault_subject')
    .select(['subject', 'shredded_at'])
    .where('shredded_at', 'is not', null)
    .orderBy('shredded_at')
    .orderBy('subject')
    .execute()
  return rows.map(({ subject, shredded_at }) => ({ subject, at: String(shredded_at) }))
}

/** Of these subjects, those who can be read: in a restored backup they may be people who were erased since. */
export async function readableSubjects(db: Db, subjects: readonly string[]): Promise<string[]> {
  const rows = await tables(db)
    .selectFrom('vault_subject')
    .select('subject')
    .where(sql<boolean>`subject = any(${[...subjects]}::text[])`)
    .where('wrapped_key', 'is not', null)
    .orderBy('subject')
    .execute()
  return rows.map(({ subject }) => subject)
}

/**
 * Makes sure that the master key is the one that everything here was sealed with, before anything is sealed with another.
 * The first key that comes is the one. Throws `VaultKeyUnusable`.
 */
export async function checkMasterKey(db: Db): Promise<void> {
  const mark = createHmac('sha256', derivedKey('vault/mark')).update('the master key of this vault').digest()
  const kept = await tables(db).selectFrom('vault_key_mark').select('mark').executeTakeFirst()
  if (kept === undefined) {
    const one = await tables(db)
      .selectFrom('vault_subject')
      .select(['subject', 'wrapped_key'])
      .where('wrapped_key', 'is not', null)
      .limit(1)
      .executeTakeFirst()
    if (one !== undefined && one.wrapped_key !== null && !opens(one.wrapped_key, one.subject))
      throw wrongKey()
    await tables(db)
      .insertInto('vault_key_mark')
      .values({ one: true, mark })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    return
  }
  if (!timingSafeEqual(kept.mark, mark)) throw wrongKey()
}

function opens(wrapped: Buffer, subject: string): boolean {
  try {
    unwrapKey(wrapped, subject)
    return true
  } catch (error) {
    if (error instanceof SealBroken) return false
    throw error
  }
}

function wrongKey(): VaultKeyUnusable {
  return new VaultKeyUnusable(
    'The master key is not the one that this database was encrypted with: start with that one, as the backup has it.',
  )
}
