/** What a person is told when a program cannot go on: one sentence that names the cause and, where there is one, the fix. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return `Something went wrong: ${String(error)}`
  const code = codeOf(error)
  const known = code === null ? undefined : SENTENCES[code]
  if (known !== undefined) return known(error)
  const file = fileSentence(error)
  if (file !== null) return file
  const cause = error.cause === undefined ? '' : ` (${ownWords(error.cause)})`
  return `${firstLine(error.message)}${cause}`
}

/** A cause in its own words: what to do about it depends on what was being done. */
function ownWords(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  const [first]: unknown[] = cause instanceof AggregateError ? cause.errors : []
  return first === undefined ? firstLine(cause.message) : ownWords(first)
}

const SENTENCES: Readonly<Record<string, (error: Error) => string>> = {
  EADDRINUSE: (error) =>
    `Port ${String(Reflect.get(error, 'port'))} is taken by another program. Stop that program, or choose another port: PORT=8490 npm start`,
  EACCES: (error) => fileSentence(error) ?? `Permission was denied: ${firstLine(error.message)}`,
  ENOSPC: () => 'The disk is full. Make room, then start again: nothing was lost.',
  ECONNREFUSED: (error) =>
    `Nothing answers at ${String(Reflect.get(error, 'address'))}:${String(Reflect.get(error, 'port'))}. Is the database at DATABASE_URL running?`,
  ENOTFOUND: (error) =>
    `The host ${String(Reflect.get(error, 'hostname'))} is not known. Check DATABASE_URL and CHAIN_RPC_URL.`,
  '28P01': () => 'The database refused the password. Check DATABASE_URL.',
  '3D000': () => 'The database that DATABASE_URL names does not exist. Create it first.',
  '53100': () => 'The disk of the database is full. Make room, then start again: nothing was lost.',
}

/** What the system said about a file, in words; null where the error is about no file. */
function fileSentence(error: Error): string | null {
  const file: unknown = Reflect.get(error, 'path')
  const code = codeOf(error)
  if (typeof file !== 'string' || code === null) return null
  const known = FILE_FAULTS[code]
  return known === undefined ? `${file} cannot be used: ${firstLine(error.message)}.` : `${file} ${known}`
}

const FILE_FAULTS: Readonly<Record<string, string>> = {
  ENOENT: 'is not there, or cannot be made there. Check its name and the folder it is in.',
  ENOTDIR: 'cannot be had: a part of its name is a file, not a folder.',
  EISDIR: 'is a folder, and a file is needed.',
  EACCES: 'may not be used by this account. Change its owner or its permissions, or name another place.',
  EPERM: 'may not be used by this account. Change its owner or its permissions, or name another place.',
  EROFS: 'is on a disk that can only be read. Name another place.',
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
