import { runCli } from './cli.ts'
import { failureOf } from './failure.ts'
import { EXIT } from './terminal.ts'

// What a library throws where nobody can catch it is said like everything else.
process.on('uncaughtException', (error) => {
  process.stderr.write(`${failureOf(error).sentence}\n`)
  process.exit(EXIT.failed)
})

process.exitCode = await runCli({
  args: process.argv.slice(2),
  folder: process.cwd(),
  environment: process.env,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  colours: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
})
