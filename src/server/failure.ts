/** What a person is told when a program cannot go on: one sentence that names the cause and, where there is one, the fix. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return `Something went wrong: ${String(error)}`
  const code = codeOf(error)
  const known = code === null ? undefined : SENTENCES[code]
  if (known !== undefined) return known(error)
  const cause = error.cause === undefined ? '' : ` (${sentenceOf(error.cause)})`
  return `${firstLine(error.message)}${cause}`
}

const SENTENCES: Readonly<Record<string, (error: Error) => string>> = {
  EADDRINUSE: (error) =>
    `Port ${String(Reflect.get(error, 'port'))} is taken by another program. Stop that program, or choose another port: PORT=8490 npm start`,
  EACCES: (error) => `Permission was denied: ${firstLine(error.message)}`,
  ENOSPC: () => 'The disk is full. Make room, then start again: nothing was lost.',
  ECONNREFUSED: (error) =>
    `Nothing answers at ${String(Reflect.get(error, 'address'))}:${String(Reflect.get(error, 'port'))}. Is the database at DATABASE_URL running?`,
  ENOTFOUND: (error) =>
    `The host ${String(Reflect.get(error, 'hostname'))} is not known. Check DATABASE_URL and CHAIN_RPC_URL.`,
  '28P01': () => 'The database refused the password. Check DATABASE_URL.',
  '3D000': () => 'The database that DATABASE_URL names does not exist. Create it first.',
  '53100': () => 'The disk of the database is full. Make room, then start again: nothing was lost.',
}

function codeOf(error: Error): string | null {
  const code: unknown = Reflect.get(error, 'code')
  if (typeof code === 'string') return code
  // Several addresses were tried, and none answered.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : undefined
  return first instanceof Error ? codeOf(first) : null
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? ''
}
