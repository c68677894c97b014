import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'

/** A table as PostgreSQL's COPY writes it: text, one row a line, columns in this order. */
export type DumpedTable = {
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: Buffer
}

/** Every table of the schema, parents before children, so that they can be filled in this order. */
export async function tablesInOrder(client: pg.ClientBase): Promise<string[]> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind = 'r' order by 1`,
  )
  const { rows: edges } = await client.query<{ child: string; parent: string }>(
    `select distinct c.relname as child, p.relname as parent
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class p on p.oid = k.confrelid
     where k.contype = 'f' and c.relnamespace = 'public'::regnamespace and c.oid <> p.oid`,
  )
  const ordered: string[] = []
  const visit = (name: string, path: readonly string[]): void => {
    if (ordered.includes(name)) return
    if (path.includes(name))
      throw new Error(`tables reference each other in a circle: ${[...path, name].join(' → ')}`)
    for (const edge of edges) if (edge.child === name) visit(edge.parent, [...path, name])
    ordered.push(name)
  }
  for (const { name } of tables) visit(name, [])
  return ordered
}

/** A table that somebody has written to, or null. What the migrations themselves put there does not count. */
export async function tableWithRows(pool: pg.Pool): Promise<string | null> {
  const client = await pool.connect()
  try {
    for (const name of await tablesInOrder(client)) {
      if (name === 'schema_migration' || name === 'audit_head') continue
      const { rows } = await client.query(`select 1 from ${quoted(name)} limit 1`)
      if (rows.length > 0) return name
    }
    return null
  } finally {
    client.release()
  }
}

/** Reads a table: the transaction that `client` is in must be REPEATABLE READ. */
export async function dumpTable(client: pg.PoolClient, name: string): Promise<DumpedTable> {
  const columns = await columnsOf(client, name)
  const chunks: Buffer[] = []
  const stream = client.query(copyTo(`copy ${quoted(name)} (${columns.map(quoted).join(', ')}) to stdout`))
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return { name, columns, rows: Buffer.concat(chunks) }
}

/** Fills an empty table with what was dumped; its columns may have gained others with defaults since. */
export async function fillTable(client: pg.PoolClient, table: DumpedTable): Promise<void> {
  const sink: Writable = client.query(
    copyFrom(`copy ${quoted(table.name)} (${table.columns.map(quoted).join(', ')}) from stdin`),
  )
  await pipeline(Readable.from([table.rows]), sink)
  for (const column of await identitiesOf(client, table.name))
    await client.query(
      `select setval(pg_get_serial_sequence($1, $2), coalesce((select max(${quoted(column)}) from ${quoted(table.name)}), 0) + 1, false)`,
      [quoted(table.name), column],
    )
}

async function columnsOf(client: pg.PoolClient, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select column_name as name from information_schema.columns
     where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' order by ordinal_position`,
    [table],
  )
  return rows.map((row) => row.name)
}

async function identitiesOf(client: pg.PoolClient, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select column_name as name from information_schema.columns
     where table_schema = 'public' and table_name = $1 and (is_identity = 'YES' or column_default like 'nextval(%')`,
    [table],
  )
  return rows.map((row) => row.name)
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
