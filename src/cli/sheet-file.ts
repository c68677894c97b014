import fs from 'node:fs'
import path from 'node:path'
import { sheetMessage } from '../term-sheet/term-sheet.problems.ts'
import { readTermSheet, type SheetRefusal } from '../term-sheet/term-sheet.service.ts'
import { SHEET_BYTES_MAX, type SheetFinding, type TermSheet } from '../term-sheet/term-sheet.ts'
import type { Session } from './command.ts'
import { CommandFailed } from './failure.ts'
import type { Terminal } from './terminal.ts'

export type SheetFile = { readonly name: string; readonly bytes: Uint8Array }

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
      return { name, bytes: bytes.subarray(0, length) }
    } finally {
      fs.closeSync(file)
    }
  } catch (cause) {
    const code: unknown = cause instanceof Error ? Reflect.get(cause, 'code') : null
    throw new CommandFailed(
      'FILE_UNREADABLE',
      code === 'ENOENT' ? `There is no file ${name}.` : `The file ${name} cannot be read (${String(code)}).`,
      { cause },
    )
  }
}

/**
 * The sheet, or every mistake in it, before anything is started. What depends on the day is not judged here: the
 * business clock may be ahead of the machine's.
 */
export function readWithoutClock({ bytes }: SheetFile): TermSheet | SheetRefusal {
  const far = Temporal.Instant.from('2199-12-30T00:00:00Z')
  const read = readTermSheet(bytes, far)
  if (read.ok) return read.value
  return { ...read, findings: read.findings.filter(({ code }) => code !== 'WINDOW_OVER') }
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
