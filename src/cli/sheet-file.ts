import fs from 'node:fs'
import path from 'node:path'
import { sheetMessage } from '../term-sheet/term-sheet.problems.ts'
import { readTermSheet, type SheetRefusal } from '../term-sheet/term-sheet.service.ts'
import { SHEET_BYTES_MAX, type SheetFinding, type TermSheet } from '../term-sheet/term-sheet.ts'
import type { Session } from './command.ts'
import { unreadable } from './failure.ts'
import type { Terminal } from './terminal.ts'

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
 * The sheet, or every mistake in it, before anything is started. What depends on the day is not judged here: the
 * business clock may be ahead of the machine's.
 */
export function readWithoutClock({ bytes, size }: SheetFile): TermSheet | SheetRefusal {
  const far = Temporal.Instant.from('2199-12-30T00:00:00Z')
  const read = readTermSheet(bytes, far)
  if (read.ok) return read.value
  const findings = read.findings.filter(({ code }) => code !== 'WINDOW_OVER')
  return {
    ...read,
    findings: findings.map((one) => (one.code === 'YAML_TOO_LARGE' ? sized(one, size) : one)),
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
