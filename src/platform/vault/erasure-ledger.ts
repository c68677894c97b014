import fs from 'node:fs'
import path from 'node:path'
import * as z from 'zod'

/** One person who was erased. The id names nobody any more. */
export type Erasure = { readonly subject: string; readonly at: string }

const line = z.strictObject({ subject: z.string().regex(/^[a-z]{3}_[0-9a-z]{26}$/), at: z.iso.datetime() })

/** A line of the ledger is not what was written. The message says which. */
export class LedgerDamaged extends Error {}

/**
 * Who was erased, in a file outside of the database and of every backup: an older backup still has the keys of those who
 * were erased after it, and this file is what destroys them again when it is restored. Lines are added, never changed.
 * Null when there is no such file. Throws `LedgerDamaged`: half a ledger would bring somebody back.
 */
export function readErasures(file: string): Erasure[] | null {
  if (!fs.existsSync(file)) return null
  const lines = fs.readFileSync(file, 'utf8').split('\n')
  // A last line that a crash cut off is in the database, and is added anew.
  const whole = lines.slice(0, -1).filter((text) => text !== '')
  return whole.map((text, i) => {
    const read = line.safeParse(parsed(text))
    if (!read.success) throw new LedgerDamaged(`Line ${i + 1} of ${file} is no erasure: restore that file.`)
    return read.data
  })
}

/** Adds those of `erasures` that are not in the file yet, and makes it when there is none. On the disk when it returns. */
export function addErasures(file: string, erasures: readonly Erasure[]): void {
  const known = readErasures(file)
  const listed = new Set(known?.map(({ subject }) => subject))
  const fresh = erasures.filter(({ subject }) => !listed.has(subject))
  if (known !== null && fresh.length === 0) return
  fs.mkdirSync(path.dirname(file), { recursive: true })
  const handle = fs.openSync(file, 'a+', 0o600)
  try {
    const { size } = fs.fstatSync(handle)
    const last = Buffer.alloc(1)
    const cut = size > 0 && fs.readSync(handle, last, 0, 1, size - 1) === 1 && last[0] !== 10
    if (cut) fs.ftruncateSync(handle, endOfLastLine(file))
    fs.writeSync(handle, fresh.map((erasure) => `${JSON.stringify(erasure)}\n`).join(''))
    fs.fsyncSync(handle)
  } finally {
    fs.closeSync(handle)
  }
}

function endOfLastLine(file: string): number {
  return fs.readFileSync(file).lastIndexOf(10) + 1
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}
