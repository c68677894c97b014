/** A process that serves one installation after the other, as `npm start` does each: started by `server.ts`, which asks. */
import { readConfig } from '../../src/platform/config.ts'
import { freePort } from '../../src/platform/db/embedded.ts'
import { openLog } from '../../src/platform/log.ts'
import { start, type Started } from '../../src/server/start.ts'

type Request = { readonly home: string; readonly isEmpty: boolean } | { readonly stop: true }

let running: Started | null = null

// Nobody asks any more.
process.on('disconnect', () => void handle({ stop: true }).finally(() => process.exit()))

process.on('message', (request: Request) => {
  void handle(request).then(
    (said) => process.send?.(said),
    (error: unknown) => process.send?.({ fault: error instanceof Error ? error.stack : String(error) }),
  )
})

async function handle(request: Request): Promise<object> {
  if ('stop' in request) {
    await running?.stop()
    running = null
    return { stopped: true }
  }
  const { home, isEmpty } = request
  const config = readConfig({ ...process.env, PORT: String(await freePort()), ALIQUOT_HOME: home }, home)
  const log = openLog({ level: config.logLevel })
  running = await start(config, { isEmpty, log, say: (line) => void process.send?.({ line }) })
  return { url: `http://127.0.0.1:${config.port}` }
}
