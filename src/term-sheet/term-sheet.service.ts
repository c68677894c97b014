import { createHash } from 'node:crypto'
import { ok, type Facts } from '../kernel/result.ts'
import { fieldFaults, pathOf, pathText } from './term-sheet-fields.service.ts'
import { readYaml, START, type Fault, type Path, type Position } from './term-sheet-file.service.ts'
import { partsOf } from './term-sheet-parts.service.ts'
import { SheetSchema } from './term-sheet-schema.service.ts'
import { toTermSheet } from './term-sheet-terms.service.ts'
import { crossFindings, severityOf, type SheetFinding, type TermSheet } from './term-sheet.ts'

export type SheetRefusal = {
  readonly ok: false
  readonly reason: 'TERM_SHEET_INVALID'
  readonly facts: Facts
  readonly findings: readonly SheetFinding[]
}

/**
 * Reads a term sheet and checks everything that can be checked without looking at the world: the refusal lists every
 * mistake with its line, in the order of the file.
 *
 * YAML 1.2 core schema, one document, string keys; no anchors, aliases, tags or repeated keys, and at most
 * `SHEET_BYTES_MAX` bytes.
 *
 * @param bytes the file as it is: its hash is what is anchored on the chain
 * @param now   valuations of days that have not begun yet, in the sheet's own time zone, are refused
 */
export function readTermSheet(
  bytes: Uint8Array,
  now: Temporal.Instant,
): { readonly ok: true; readonly value: TermSheet } | SheetRefusal {
  const file = readYaml(bytes)
  if (!file.ok) return refusal(file.faults.map((fault) => finding(fault, () => START)))

  const { raw, locate } = file
  const sheet = SheetSchema.safeParse(raw)
  const parts = partsOf(raw, now)
  const faults: Fault[] = [
    ...file.faults,
    ...(sheet.success ? [] : sheet.error.issues.flatMap((issue) => fieldFaults(issue, raw))),
    ...parts.faults,
    ...crossFindings(parts.parts).map(({ code, path, facts }) => ({
      code,
      path: pathOf(path),
      facts,
      severity: severityOf(code),
    })),
  ]
  const findings = faults
    .map((fault) => finding(fault, locate))
    .sort((a, b) => a.line - b.line || a.column - b.column)
  if (findings.some(({ severity }) => severity === 'error') || !sheet.success) return refusal(findings)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return ok({ ...toTermSheet(sheet.data, findings), sha256, text: file.text })
}

function refusal(findings: readonly SheetFinding[]): SheetRefusal {
  const count = findings.filter(({ severity }) => severity === 'error').length
  return { ok: false, reason: 'TERM_SHEET_INVALID', facts: { count: String(count) }, findings }
}

function finding(fault: Fault, locate: (path: Path) => Position): SheetFinding {
  const { line, column } = fault.at ?? locate(fault.path)
  return {
    severity: fault.severity ?? 'error',
    line,
    column,
    path: pathText(fault.path),
    code: fault.code,
    facts: fault.facts,
  }
}
