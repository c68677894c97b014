import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { requireRoom } from '../disk.ts'
import { lockFolder } from '../folder.ts'
import { field } from './rpc.ts'
import { journalLine, JournalDamaged, parseJournal, type JournalEntry } from './journal.ts'

/** The embedded chain cannot be had as it was; the message says why in one sentence, and what helps. */
export class ChainFilesDamaged extends Error {}

/** A dump of the chain, and the block it was made at. */
export type SavedState = { readonly block: number; readonly hash: string; readonly dump: string }

export type SavedChain = {
  readonly genesisSeconds: number
  readonly state: SavedState | null
  readonly entries: readonly JournalEntry[]
}

export type ChainFiles = {
  readonly state: string
  readonly journal: string
  /** What is on disk, checked; makes an empty journal at the very first start. Cuts off a torn last line. */
  readonly read: (firstGenesisSeconds: () => number) => SavedChain
  /** Returns when the entry is on the disk itself. Throws while there is no room but the reserve. */
  readonly append: (entry: JournalEntry) => Promise<void>
  /** Returns at once: kill -9 does not undo it, a power cut may. */
  readonly note: (entry: JournalEntry) => void
  /** Replaces the state, then shortens the journal; each by renaming a complete file. */
  readonly replace: (state: SavedState) => void
  readonly entriesSinceState: () => number
  readonly close: () => void
}

/**
 * The two files an embedded chain is kept in. To copy them while it runs, copy the journal first: a state that is
 * younger than its journal is fine, an older one is not.
 *
 * Throws `FolderHeld` when another process is using the folder.
 */
export function openChainFiles(folder: string): ChainFiles {
  fs.mkdirSync(folder, { recursive: true })
  const state = path.join(folder, 'state')
  const journal = path.join(folder, 'journal')
  const unlock = lockFolder(folder)
  let genesisSeconds = 0
  let entries = 0
  let handle: number | null = null

  return {
    state,
    journal,
    read(firstGenesisSeconds) {
      if (!fs.existsSync(journal)) {
        if (fs.existsSync(state)) throw new ChainFilesDamaged(`${journal} is missing. ${RESTORE}`)
        writeWhole(journal, journalLine({ genesisSeconds: firstGenesisSeconds(), fromBlock: 0 }))
      }
      const saved = readChain(state, journal)
      genesisSeconds = saved.genesisSeconds
      entries = saved.entries.length
      reopen()
      return saved
    },
    async append(entry) {
      requireRoom(folder)
      write(entry)
      entries++
      await new Promise<void>((resolve, reject) =>
        fs.fdatasync(open(), (error) => (error === null ? resolve() : reject(error))),
      )
    },
    note: write,
    replace(saved) {
      const sha256 = sha256Of(saved.dump)
      const header = JSON.stringify({ block: saved.block, hash: saved.hash, sha256 })
      writeWhole(state, `${header}\n${saved.dump}`)
      writeWhole(journal, journalLine({ genesisSeconds, fromBlock: saved.block }))
      entries = 0
      reopen()
    },
    entriesSinceState: () => entries,
    close() {
      if (handle !== null) fs.closeSync(handle)
      handle = null
      unlock()
    },
  }

  function open(): number {
    if (handle === null) throw new Error('the chain files are closed')
    return handle
  }

  /** Writes a whole line or nothing: half of one, on a full disk, would spoil the next. */
  function write(entry: JournalEntry): void {
    const file = open()
    const { size } = fs.fstatSync(file)
    try {
      fs.writeFileSync(file, journalLine(entry))
    } catch (error) {
      fs.ftruncateSync(file, size)
      throw error
    }
  }

  function reopen(): void {
    if (handle !== null) fs.closeSync(handle)
    handle = fs.openSync(journal, 'a')
  }
}

const RESTORE = 'Restore the folder from a backup.'

function readChain(stateFile: string, journalFile: string): SavedChain {
  const bytes = fs.readFileSync(journalFile)
  const journal = soundJournal(bytes, journalFile)
  const state = readState(stateFile)
  if ((state?.block ?? 0) < journal.start.fromBlock)
    throw new ChainFilesDamaged(
      `${stateFile} is missing or older than ${journalFile}, which goes on from block ${journal.start.fromBlock}. ${RESTORE}`,
    )
  if (journal.soundBytes < bytes.length) {
    fs.truncateSync(journalFile, journal.soundBytes)
  }
  return { genesisSeconds: journal.start.genesisSeconds, state, entries: journal.entries }
}

function soundJournal(bytes: Uint8Array, file: string) {
  try {
    return parseJournal(bytes)
  } catch (cause) {
    if (!(cause instanceof JournalDamaged)) throw cause
    throw new ChainFilesDamaged(`${file} cannot be trusted: ${cause.message}. ${RESTORE}`, { cause })
  }
}

function readState(file: string): SavedState | null {
  if (!fs.existsSync(file)) return null
  const text = fs.readFileSync(file, 'utf8')
  const end = text.indexOf('\n')
  const header = parsedHeader(text.slice(0, end))
  const dump = text.slice(end + 1)
  if (header === null || header.sha256 !== sha256Of(dump))
    throw new ChainFilesDamaged(`${file} is damaged: its content is not what was written. ${RESTORE}`)
  return { block: header.block, hash: header.hash, dump }
}

function parsedHeader(line: string): { block: number; hash: string; sha256: string } | null {
  try {
    const header: unknown = JSON.parse(line)
    const block = field(header, 'block')
    const hash = field(header, 'hash')
    const sha256 = field(header, 'sha256')
    if (typeof block !== 'number' || typeof hash !== 'string' || typeof sha256 !== 'string') return null
    return { block, hash, sha256 }
  } catch {
    return null
  }
}

function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Writes a file so that there is always a complete one: a temporary file, fsync, rename, fsync of the folder. */
function writeWhole(file: string, text: string): void {
  const temporary = `${file}.new`
  const handle = fs.openSync(temporary, 'w')
  try {
    fs.writeFileSync(handle, text)
    fs.fsyncSync(handle)
  } finally {
    fs.closeSync(handle)
  }
  fs.renameSync(temporary, file)
  const folder = fs.openSync(path.dirname(file), 'r')
  fs.fsyncSync(folder)
  fs.closeSync(folder)
}
