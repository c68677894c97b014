import fs from 'node:fs'
import path from 'node:path'
import { format, type FormatOptions } from 'oxfmt'

const CONFIG = path.join(import.meta.dirname, '..', '.oxfmtrc.json')

/** The text of a generated file as `npm run fix` would leave it. The name says what language it is in. */
export async function formatted(name: string, text: string): Promise<string> {
  const options = JSON.parse(fs.readFileSync(CONFIG, 'utf8')) as FormatOptions
  const { code, errors } = await format(name, text, options)
  if (errors.length > 0) throw new Error(`${name} cannot be formatted: ${errors[0]?.message}`)
  return code
}
