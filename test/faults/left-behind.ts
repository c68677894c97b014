import fs from 'node:fs'
import path from 'node:path'
import type { Platform } from '../../src/server/platform.ts'

/**
 * Says, for two times of one life, whether a process that is killed leaves the same behind: for every table but leases how many rows
 * are committed and which transaction wrote the last, and for every file but the database's when it was last written. What
 * anvil knows is in the journal's file.
 */
export async function leftBehind({ pool, config }: Platform): Promise<() => Promise<string>> {
  const { rows } = await pool.query<{ asked: string }>(`
    select format('(select count(*) || '':'' || max(xmin::text::bigint) from %I.%I)', schemaname, tablename) as asked
    from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema') and tablename <> 'chain_lease' order by 1`)
  // Named, so that each connection plans it once.
  const tables = {
    name: 'left-behind',
    text: `select array[${rows.map(({ asked }) => asked).join()}] as tables`,
  }
  return async () => {
    const { rows: counts } = await pool.query<{ tables: string[] }>(tables)
    return JSON.stringify([counts[0]?.tables, filesIn(config.home)])
  }
}

function filesIn(home: string): string[] {
  return fs
    .readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.startsWith(path.join(home, 'postgres')))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => {
      const { size, mtimeNs } = fs.statSync(file, { bigint: true })
      return `${path.relative(home, file)} ${size} ${mtimeNs}`
    })
}
