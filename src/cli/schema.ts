import { termSheetJsonSchema } from '../term-sheet/term-sheet-schema.service.ts'
import type { CliCommand } from './command.ts'
import { termSheetReference } from './term-sheet-reference.ts'
import { EXIT } from './terminal.ts'

export const schemaCommand: CliCommand = {
  name: 'schema',
  summary: 'Print the JSON schema of a term sheet, for editors',
  arguments: [],
  options: [{ flags: '--markdown', summary: 'print the reference page instead' }],
  run: async ({ terminal }, _, options) => {
    const schema = termSheetJsonSchema()
    if (options['markdown'] === true) terminal.line(termSheetReference().trimEnd())
    else terminal.line(JSON.stringify(schema, null, 2))
    terminal.answer(schema)
    return Promise.resolve(EXIT.ok)
  },
}
