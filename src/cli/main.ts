import { runCli } from './cli.ts'
import { failureOf } from './failure.ts'
import { EXIT } from './terminal.ts'

// What a library throws where nobody can catch it is said like everything else.
process.on('uncaughtException', (error) => {
  process.stderr.write(`${failureOf(error).sentence}\n`)
  process.exit(EXIT.failed)
})

// Whoever reads may stop before the end, as `head` does. The command goes on: nobody wants a payment to be left half done
// for it, and its exit code is its own.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error) => {
    if (!('code' in error) || error.code !== 'EPIPE') throw error
  })

process.exitCode = await runCli({
  args: process.argv.slice(2),
  folder: process.cwd(),
  environment: process.env,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  colours: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
})
