import { PROTOCOL_PROBLEMS } from '../instrument/protocol.problems.ts'
import type { ProtocolRefusal } from '../instrument/protocol.ts'
import { sentence } from '../kernel/problem.ts'
import type { Refusal } from '../kernel/result.ts'
import { planTermSheet } from '../term-sheet/plan.service.ts'
import { isApplicable } from '../term-sheet/plan.ts'
import { readTermSheet, type SheetRefusal } from '../term-sheet/term-sheet.service.ts'
import type { CliCommand, Session } from './command.ts'
import { planAnswer, writePlan } from './plan-text.ts'
import { findingAnswer, readSheetFile, readDraft, writeFindings, type SheetFile } from './sheet-file.ts'
import { EXIT, type ExitCode } from './terminal.ts'
import { withPlatform } from './with-platform.ts'

export const planCommand: CliCommand = {
  name: 'plan',
  summary: 'Show what applying a term sheet would create and change, with gas',
  details:
    'Writes nothing. Ends with 0 when the sheet can be applied, 1 when it has mistakes or asks for what cannot be had.',
  arguments: [{ name: 'FILE', summary: 'the term sheet, as docs/reference/term-sheet.md describes it' }],
  run: async (session, [name = '']) => {
    const file = readSheetFile(session, name)
    const draft = await readDraft(session, file)
    if ('reason' in draft) return sayMistakes(session, file, draft)
    return withPlatform(session, async ({ sheets, db, clock }) => {
      const sheet = readTermSheet(file.bytes, clock.now())
      if (!sheet.ok) return sayMistakes(session, file, sheet)
      const plan = await planTermSheet(sheets, db, sheet.value, null, clock.now())
      if (!plan.ok) return sayRefusal(session, plan)
      writePlan(session.terminal, file.name, plan.value)
      session.terminal.answer(planAnswer(file.name, plan.value))
      return isApplicable(plan.value.changes) ? EXIT.ok : EXIT.no
    })
  },
}

/** Every mistake with its line; nothing was started, nothing written. */
export function sayMistakes({ terminal }: Session, file: SheetFile, refusal: SheetRefusal): ExitCode {
  writeFindings(terminal, file.name, refusal.findings)
  const count = Number(refusal.facts['count'])
  terminal.line(`${count === 1 ? 'One mistake' : `${count} mistakes`}. Nothing was written.`)
  terminal.answer({ file: file.name, applicable: false, errors: refusal.findings.map(findingAnswer) })
  return EXIT.no
}

export function sayRefusal({ terminal }: Session, { reason, facts }: Refusal<ProtocolRefusal>): ExitCode {
  const { detail, fix } = PROTOCOL_PROBLEMS[reason]
  terminal.fail(reason, `${sentence(detail, facts)} ${sentence(fix, facts)}`)
  return EXIT.no
}
