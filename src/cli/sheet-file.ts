import fs from 'node:fs'
import path from 'node:path'
import { systemClock } from '../platform/clock.ts'
import { sheetMessage } from '../term-sheet/term-sheet.problems.ts'
import { readTermSheet, type SheetRefusal } from '../term-sheet/term-sheet.service.ts'
import { SHEET_BYTES_MAX, type SheetFinding, type TermSheet } from '../term-sheet/term-sheet.ts'
import type { Session } from './command.ts'
import { failureOf, unreadable } from './failure.ts'
import type { Terminal } from './terminal.ts'
import { settings } from './with-platform.ts'

/** `bytes` are no more than one above the limit; `size` is what the file has, where that can be told beforehand. */
export type SheetFile = { readonly name: string; readonly bytes: Uint8Array; readonly size: number | null }

/** Reads the file that was named on the command line. Throws `CommandFailed` when there is none to read. */
export function readSheetFile({ folder }: Session, name: string): SheetFile {
  try {
    // One byte above the limit is enough to be told that it is too large.
    const file = fs.openSync(path.resolve(folder, name), 'r')
    try {
      const bytes = Buffer.alloc(SHEET_BYTES_MAX + 1)
      let length = 0
      for (let read = -1; read !== 0 && length < bytes.length; length += read)
        read = fs.readSync(file, bytes, length, bytes.length - length, null)
      const stat = fs.fstatSync(file)
      return { name, bytes: bytes.subarray(0, length), size: stat.isFile() ? stat.size : null }
    } finally {
      fs.closeSync(file)
    }
  } catch (cause) {
    throw unreadable(name, cause)
  }
}

/**
 * The sheet, or every mistake in it, before anything is started. A sheet that has none on a day far ahead is judged by the
 * business clock once the platform is open.
 */
export async function readDraft(session: Session, file: SheetFile): Promise<TermSheet | SheetRefusal> {
  const far = readTermSheet(file.bytes, Temporal.Instant.from('2199-12-30T00:00:00Z'))
  if (far.ok) return far.value
  const read = readTermSheet(file.bytes, await present(session))
  const { findings, ...refusal } = read.ok ? far : read
  return {
    ...refusal,
    findings: findings.map((one) => (one.code === 'YAML_TOO_LARGE' ? sized(one, file.size) : one)),
  }
}

/**
 * By the business clock, where a server or a database of one's own is there to be asked. Else by the machine's: it is mostly the
 * same, and a sheet with mistakes needs no database to be told of them.
 */
async function present(session: Session): Promise<Temporal.Instant> {
  const { presentOf } = await import('../server/platform.ts')
  try {
    return (await presentOf(settings(session))) ?? systemClock.now()
  } catch (error) {
    if (failureOf(error).code === 'UNEXPECTED') throw error
    return systemClock.now()
  }
}

/** Of a file that was not read to its end, how large it is. */
function sized(finding: SheetFinding, size: number | null): SheetFinding {
  const bytes = size === null ? `more than ${SHEET_BYTES_MAX}` : String(size)
  return { ...finding, facts: { ...finding.facts, bytes } }
}

/** Writes findings the way compilers do: `FILE:LINE:COLUMN`, so that editors jump to them. */
export function writeFindings(terminal: Terminal, file: string, findings: readonly SheetFinding[]): void {
  for (const finding of findings) {
    const { severity, line, column, path: at, code } = finding
    const place = `${file}:${line}:${column}`
    const colour = severity === 'error' ? 'red' : 'yellow'
    terminal.line(
      `${terminal.paint('bold', place)} ${terminal.paint(colour, severity)} ${code}${at === '' ? '' : ` ${at}`}`,
    )
    terminal.line(`  ${sheetMessage(finding)}`)
  }
}

export function findingAnswer(finding: SheetFinding) {
  const { severity, line, column, path: at, code } = finding
  return { severity, line, column, path: at, code, message: sheetMessage(finding) }
}
