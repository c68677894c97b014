import { BadConfig, readConfig } from '../platform/config.ts'
import { openLog } from '../platform/log.ts'
import { endOnFault, fatal, ROOT, say } from './process.ts'
import { start } from './start.ts'

/** `npm start`: everything on this machine, with the demo world unless `--empty` is given. */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  const config = readConfig(process.env, ROOT)
  const log = openLog({ level: config.logLevel })
  endOnFault(log)
  const { died, stop } = await start(config, { isEmpty: options.includes('--empty'), log, say })

  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      say('Stopping …')
      stop().then(
        () => process.exit(0),
        (error: unknown) => fatal(log, error),
      )
    })
  void died.then((why) => {
    // Where in this program it was heard of says nothing about why.
    log.fatal(why)
    fatal(null, new Error(why))
  })
}

/** What stands after `npm start --`. Throws `BadConfig` for anything that it does not know. */
function readOptions(args: readonly string[]): readonly string[] {
  const unknown = args.find((arg) => !['--empty', '--dev'].includes(arg))
  if (unknown !== undefined)
    throw new BadConfig(
      `npm start knows no option ${unknown}. There is --empty, which opens without the demo; settings come from the environment.`,
    )
  return args
}

main().catch((error: unknown) => fatal(null, error))
