import { readConfig } from '../platform/config.ts'
import { openLog } from '../platform/log.ts'
import { buildDemoHome } from './demo-home.ts'
import { endOnFault, fatal, ROOT, say } from './process.ts'

/** Builds the demo world for whoever is starting the server. */
async function main(): Promise<void> {
  const config = readConfig(process.env, ROOT)
  const log = openLog({ level: config.logLevel })
  endOnFault(log)
  await buildDemoHome(config, log, say)
  process.exit(0)
}

main().catch((error: unknown) => fatal(null, error))
