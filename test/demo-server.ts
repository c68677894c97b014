import { spawn, type ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { freePort } from '../src/platform/db/embedded.ts'
import { copyHome } from './home.ts'

const MAIN = path.join(import.meta.dirname, '..', 'src', 'server', 'main.ts')
/** Node's options in what `npm start` runs: \`node tools/run.js OPTIONS src/server/main.ts\`. */
const OPTIONS = startScript().split(' ').slice(2, -1)
const START_TIMEOUT_MS = 180_000

export type DemoServer = {
  readonly url: string
  readonly home: string
  readonly pid: number
  /** Everything that it printed. */
  readonly output: () => string
  /** Asks it to stop, and returns its exit code. */
  readonly stop: () => Promise<number | null>
  readonly kill: () => Promise<void>
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>
}

/** Starts the product as `npm start` does, on `home` and a free port, and waits until it says that it is ready. */
export async function startServer(
  home: string,
  args: readonly string[] = [],
  logLevel = 'error',
): Promise<DemoServer> {
  const port = await freePort()
  const flags = ['--disable-warning=ExperimentalWarning', ...OPTIONS]
  const child = spawn(process.execPath, [...flags, MAIN, ...args], {
    env: { ...process.env, PORT: String(port), ALIQUOT_HOME: home, LOG_LEVEL: logLevel, NODE_ENV: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  const keep = (chunk: Buffer) => void (printed += chunk.toString())
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  await ready(child, () => printed)
  return {
    url: `http://127.0.0.1:${port}`,
    home,
    pid: child.pid ?? 0,
    output: () => printed,
    ended: exited,
    stop: () => {
      child.kill('SIGTERM')
      return exited
    },
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}

function startScript(): string {
  const manifest = fs.readFileSync(path.join(import.meta.dirname, '..', 'package.json'), 'utf8')
  return JSON.parse(manifest).scripts.start
}

async function ready(child: ChildProcess, printed: () => string): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT_MS
  while (!printed().includes('Aliquot is ready at')) {
    if (child.exitCode !== null || performance.now() > deadline)
      throw new Error(`the server did not start:\n${printed()}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** A folder of its own with the demo world in it: a copy of the one that the test command built, or built now. */
export async function demoHome(): Promise<string> {
  const home = temporaryHome()
  const built = process.env['ALIQUOT_TEST_DEMO_HOME']
  if (built === undefined) await buildDemoHome(home)
  else copyHome(built, home)
  return home
}

/** Builds the demo world by starting the product once and stopping it as its operator would. */
export async function buildDemoHome(home: string): Promise<void> {
  const server = await startServer(home)
  const code = await server.stop()
  if (code !== 0) throw new Error(`the server did not stop cleanly (${code}):\n${server.output()}`)
}

/** An empty folder, gone when this process ends: a home takes 125 MB. */
export function temporaryHome(): string {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'aliquot-home-'))
  fs.chmodSync(home, 0o755)
  // Not in a hook of the test: the server is stopped in one, and its database writes until it has ended.
  process.once('exit', () => fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 }))
  return home
}
