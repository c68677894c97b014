import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type pg from 'pg'

const FOLDER = path.join(import.meta.dirname, '..', '..', '..', 'migrations')
/** Any constant: every process that migrates asks for the same one. */
const LOCK = 7_227_301

/** What a file said when it was first delivered, where it was changed once since: a later one mends what it left out. */
const FIRST_TEXTS: Readonly<Record<string, string>> = {
  '0540-proceeds.sql': 'd27f1bedd285f42e3b3a2d07a88dd4376717e4d566d4df8da7c3cafb51bbd7b8',
}

/** A migration that ran here before has another text now: the database and the program have parted ways. */
export class MigrationChanged extends Error {
  constructor(name: string) {
    super(
      `Migration ${name} was changed after it ran on this database. Restore the file; put the change in a new one.`,
    )
  }
}

export type Migration = { readonly name: string; readonly text: string; readonly sha256: string }

/** The numbered files of `folder`, in order. */
export function migrations(folder = FOLDER): Migration[] {
  return fs
    .readdirSync(folder)
    .filter((file) => /^\d{4}-[a-z0-9-]+\.sql$/.test(file))
    .sort()
    .map((name) => {
      const text = fs.readFileSync(path.join(folder, name), 'utf8')
      return { name, text, sha256: createHash('sha256').update(text).digest('hex') }
    })
}

/** Whether `migrate` has ever run on this database. */
export async function isMigrated(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ is: boolean }>(
    "select to_regclass('schema_migration') is not null as is",
  )
  return rows[0]?.is === true
}

/**
 * Brings the schema up to date: runs each numbered file of `migrations/` once, in order, each in one transaction.
 * Several processes may call it at the same time. Returns the names it ran.
 *
 * @param only of the files, these alone: a restore makes the schema that its archive was written from
 */
export async function migrate(
  pool: pg.Pool,
  { folder = FOLDER, only }: { readonly folder?: string; readonly only?: readonly string[] } = {},
): Promise<string[]> {
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await client.query(
      'create table if not exists schema_migration (name text primary key, sha256 text not null, at timestamptz not null default now())',
    )
    const { rows } = await client.query<{ name: string; sha256: string }>(
      'select name, sha256 from schema_migration',
    )
    const done = new Map(rows.map((row) => [row.name, row.sha256]))
    const ran: string[] = []
    for (const { name, text, sha256 } of migrations(folder)) {
      if (only !== undefined && !only.includes(name)) continue
      if (done.has(name)) {
        const ranWith = done.get(name)
        if (ranWith !== sha256 && ranWith !== FIRST_TEXTS[name]) throw new MigrationChanged(name)
        continue
      }
      await client.query('begin')
      try {
        await client.query(text)
        await client.query('insert into schema_migration (name, sha256) values ($1, $2)', [name, sha256])
        await client.query('commit')
      } catch (cause) {
        await client.query('rollback')
        throw new Error(`migration ${name} failed`, { cause })
      }
      ran.push(name)
    }
    return ran
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK]).catch(() => {})
    client.release()
  }
}
