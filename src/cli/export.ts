import { instrumentByKey } from '../instrument/instrument.service.ts'
import { exportTermSheet } from '../term-sheet/export.service.ts'
import type { CliCommand } from './command.ts'
import { sayRefusal } from './plan.ts'
import { EXIT } from './terminal.ts'
import { withPlatform } from './with-platform.ts'

const SOURCES = {
  applied: 'These are the bytes that were applied last: they still say what there is.',
  records: 'Written anew from the records: what was applied last says something else.',
} as const

export const exportCommand: CliCommand = {
  name: 'export',
  summary: 'Write the term sheet of a share class from what there is now',
  details:
    'Prints YAML, in the order of the fields in docs/reference/term-sheet.md. While the sheet that was applied last ' +
    'still says the same, it is printed byte for byte, comments and all; which of the two it is stands on the error ' +
    'stream.',
  arguments: [{ name: 'KEY', summary: 'the share class, by its own key: office-tower' }],
  run: (session, [key = '']) =>
    withPlatform(session, async ({ sheets, db, clock }) => {
      const { terminal } = session
      const instrument = await instrumentByKey(db, key)
      if (instrument === null) {
        terminal.fail('NOT_FOUND', `There is no share class ${key}.`)
        return EXIT.no
      }
      const exported = await exportTermSheet(sheets, db, instrument, clock.now())
      if (!exported.ok) return sayRefusal(session, exported)
      const { source, yaml } = exported.value
      terminal.progress(SOURCES[source])
      terminal.file(yaml)
      terminal.answer({ key, source, yaml })
      return EXIT.ok
    }),
}
