import { crc32 } from 'node:zlib'

/**
 * The first line: which chain this is a journal of, and the block of the state file it goes on from. A state file may
 * be younger than that (the crash came between the two files), never older.
 */
export type JournalStart = { readonly genesisSeconds: number; readonly fromBlock: number }

/** A block that is about to be made, or (`hash`) that was made and told to somebody. */
export type JournalEntry =
  | { readonly block: number; readonly seconds: number; readonly transactions: readonly string[] }
  | { readonly block: number; readonly hash: string }

export type Journal = {
  readonly start: JournalStart
  readonly entries: readonly JournalEntry[]
  /** How many bytes are sound; what comes after is a line that was being written when the machine stopped. */
  readonly soundBytes: number
}

/** A line that was complete once is not any more: somebody or something changed the file. */
export class JournalDamaged extends Error {
  constructor(line: number) {
    super(`line ${line} is damaged`)
  }
}

/** One line: a checksum, so that a line which was half written, or changed later, is told apart, and JSON. */
export function journalLine(value: JournalStart | JournalEntry): string {
  const json = JSON.stringify(value)
  return `${checksum(json)} ${json}\n`
}

/** Reads a journal. A last line without its end is left out; throws `JournalDamaged` for anything else that is not sound. */
export function parseJournal(bytes: Uint8Array): Journal {
  const end = bytes.lastIndexOf(0x0a) + 1
  const lines = new TextDecoder().decode(bytes.subarray(0, end)).split('\n').slice(0, -1)
  const values = lines.map(valueOf)
  const damaged = values.indexOf(null)
  if (damaged >= 0) throw new JournalDamaged(damaged + 1)
  const [start, ...entries] = values
  if (!isStart(start)) throw new JournalDamaged(1)
  const wrong = entries.findIndex((entry) => !isEntry(entry))
  if (wrong >= 0) throw new JournalDamaged(wrong + 2)
  return { start, entries: entries.filter(isEntry), soundBytes: end }
}

function valueOf(line: string): unknown {
  const json = line.slice(9)
  if (line.slice(0, 9) !== `${checksum(json)} `) return null
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

function checksum(json: string): string {
  return crc32(json).toString(16).padStart(8, '0')
}

function isStart(value: unknown): value is JournalStart {
  return has(value, 'genesisSeconds') && has(value, 'fromBlock')
}

function isEntry(value: unknown): value is JournalEntry {
  return has(value, 'block') && (has(value, 'hash') || (has(value, 'seconds') && has(value, 'transactions')))
}

function has(value: unknown, name: string): boolean {
  return typeof value === 'object' && value !== null && name in value
}
