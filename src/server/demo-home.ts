import fs from 'node:fs'
import path from 'node:path'
import { spawnTied } from '../platform/child.ts'
import type { Config } from '../platform/config.ts'
import type { Log } from '../platform/log.ts'
import { buildDemo, DEMO_BEGINS, isDemoBuilt } from './demo.ts'
import { holdHome, openPlatform } from './platform.ts'

type Say = (line: string) => void

const MAIN = path.join(import.meta.dirname, 'demo-main.ts')

/** A new folder, or one in which the demo world was begun; never one in which somebody started without it. */
export function isForDemo({ home }: Config): boolean {
  if (isDemoComplete({ home })) return false
  return fs.existsSync(path.join(home, 'demo.begun')) || !fs.existsSync(path.join(home, 'postgres'))
}

export function isDemoComplete({ home }: Pick<Config, 'home'>): boolean {
  return fs.existsSync(path.join(home, 'demo.complete'))
}

/** A demo world whose building was interrupted is built anew: nothing in it is anybody's. */
function discardHalfBuiltDemo({ home }: Config): void {
  const begun = path.join(home, 'demo.begun')
  if (fs.existsSync(begun))
    for (const part of ['postgres', 'chain', 'vault.key', 'vault.key.wrapped', 'run.json'])
      fs.rmSync(path.join(home, part), { recursive: true, force: true })
  if (!fs.existsSync(path.join(home, 'postgres'))) fs.writeFileSync(begun, '')
}

/** Builds the demo world in the folder of `config`, unless it is there, and lets go of the folder. */
export async function buildDemoHome(config: Config, log: Log, say: Say): Promise<void> {
  const unlock = holdHome(config)
  if (!isForDemo(config)) return unlock()
  discardHalfBuiltDemo(config)
  const platform = await openPlatform(config, log, { unlock, startAt: DEMO_BEGINS })
  try {
    if (await isDemoBuilt(platform)) return
    say('Building the demo world, once:')
    await buildDemo(platform, (line) => say(`  ${line} …`))
    fs.writeFileSync(path.join(config.home, 'demo.complete'), '')
  } finally {
    await platform.stop()
  }
}

/**
 * The same in a process of its own, in this one's environment, which ends with this one: what building takes of memory would
 * stay with a server for as long as it runs. The caller does not hold the folder.
 */
export async function buildDemoApart(): Promise<void> {
  const child = spawnTied(process.execPath, [...process.execArgv, MAIN], { signal: 'TERM' })
  child.stdout?.on('data', (chunk: Buffer) => void process.stdout.write(chunk))
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => void (said += chunk.toString()))
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code === 0) return
  // Whoever ends by itself has said why; whatever ended it otherwise says nothing that helps.
  const why = code === 1 ? said.trim().split('\n').at(-1) : undefined
  throw new Error(why ?? 'Building the demo world was interrupted. Start again.')
}
