import { runCli } from './cli.ts'

process.exitCode = await runCli({
  args: process.argv.slice(2),
  folder: process.cwd(),
  environment: process.env,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  colours: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
})
