import { sheetDrift } from '../term-sheet/drift.service.ts'
import { driftText } from '../term-sheet/plan.problems.ts'
import { readTermSheet } from '../term-sheet/term-sheet.service.ts'
import type { CliCommand } from './command.ts'
import { sayMistakes, sayRefusal } from './plan.ts'
import { readSheetFile, readDraft } from './sheet-file.ts'
import { EXIT } from './terminal.ts'
import { withPlatform } from './with-platform.ts'

export const driftCommand: CliCommand = {
  name: 'drift',
  summary: 'Say what differs between a term sheet, the records and the chain',
  details:
    'Compares what `plan` compares, and what the token and the offering’s contract answer that they were made with. ' +
    'Writes nothing. Ends with 0 when all of them say the same, 1 when something differs.',
  arguments: [{ name: 'FILE', summary: 'the term sheet, as docs/reference/term-sheet.md describes it' }],
  run: async (session, [name = '']) => {
    const { terminal } = session
    const file = readSheetFile(session, name)
    const draft = await readDraft(session, file)
    if ('reason' in draft) return sayMistakes(session, file, draft)
    return withPlatform(session, async ({ sheets, db, clock }) => {
      const sheet = readTermSheet(file.bytes, clock.now())
      if (!sheet.ok) return sayMistakes(session, file, sheet)
      const drift = await sheetDrift(sheets, db, sheet.value, clock.now())
      if (!drift.ok) return sayRefusal(session, drift)
      const differences = drift.value
      for (const each of differences)
        terminal.line(`${terminal.paint('red', each.where.padEnd(8))} ${driftText(each)}`)
      terminal.line(
        differences.length === 0
          ? terminal.paint('green', `No difference: ${name}, the records and the chain say the same.`)
          : `${differences.length === 1 ? 'One difference' : `${differences.length} differences`}.`,
      )
      terminal.answer({
        file: name,
        sha256: sheet.value.sha256,
        differences: differences.map((each) => {
          const { refusal, ...said } = each
          return { ...said, code: refusal?.reason ?? null, text: driftText(each) }
        }),
      })
      return differences.length === 0 ? EXIT.ok : EXIT.no
    })
  },
}
