import type { TestDatabase } from './database.ts'

/** Every value of every table as text, by table and column: binary ones as the text that they may be. */
export async function storedTexts({ pool }: TestDatabase): Promise<Map<string, string>> {
  const { rows: names } = await pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  )
  const texts = new Map<string, string>()
  for (const { name } of names) {
    const { rows } = await pool.query<Record<string, unknown>>(`select * from "${name}"`)
    for (const row of rows)
      for (const [column, value] of Object.entries(row)) {
        const place = `${name}.${column}`
        texts.set(place, `${texts.get(place) ?? ''}${textOf(value)}\n`)
      }
  }
  return texts
}

function textOf(value: unknown): string {
  if (Buffer.isBuffer(value)) return value.toString('latin1')
  return JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? String(one) : one)) ?? ''
}
