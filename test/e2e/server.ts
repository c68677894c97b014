import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { after } from 'node:test'
import { demoHome, temporaryHome } from '../demo-server.ts'
import { atEndOfTests } from '../shared.ts'
import { leavePages } from './browser.ts'

export type BrowsedServer = {
  readonly url: string
  readonly home: string
  /** Everything that it printed. */
  readonly output: () => string
}

/** From the host: a line that the product printed, that it is ready, that it has stopped, or why it cannot go on. */
type Said = {
  readonly line?: string
  readonly url?: string
  readonly stopped?: true
  readonly fault?: string
}

let host: ChildProcess | null = null

/**
 * The product on a copy of the demo world, or empty, until this file's tests have ended. Files that are tested in one
 * process have it, one after the other, from one process beside it: to load the product takes longer than most of them.
 */
export async function browsedServer({ isEmpty = false } = {}): Promise<BrowsedServer> {
  const home = isEmpty ? temporaryHome() : await demoHome()
  let printed = ''
  const ready = await ask({ home, isEmpty }, (line) => void (printed += `${line}\n`))
  after(async () => {
    await leavePages()
    // Alone, a file ends what is shared first, and the server with it.
    if (host?.connected === true) await ask({ stop: true }, () => {})
    fs.rmSync(home, { recursive: true, force: true })
  })
  return { url: ready.url ?? '', home, output: () => printed }
}

/** Sends a request to the host, and waits until it is done; lines that are printed meanwhile are heard. */
async function ask(request: object, heard: (line: string) => void): Promise<Said> {
  host ??= startHost()
  const asked = host
  const answer = Promise.withResolvers<Said>()
  const hear = (said: Said) => {
    if (said.line !== undefined) heard(said.line)
    else if (said.fault === undefined) answer.resolve(said)
    else answer.reject(new Error(`the server: ${said.fault}`))
  }
  const ended = () => answer.reject(new Error('the process of the server has ended'))
  asked.on('message', hear).once('exit', ended)
  asked.send(request)
  try {
    return await answer.promise
  } finally {
    asked.off('message', hear).off('exit', ended)
  }
}

function startHost(): ChildProcess {
  const child = fork(path.join(import.meta.dirname, 'server-host.ts'), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: { ...process.env, LOG_LEVEL: 'error', NODE_ENV: '' },
  })
  const ended = once(child, 'exit')
  // The next file has another one.
  void ended.then(() => (host = null))
  atEndOfTests(async () => {
    if (child.connected) child.disconnect()
    await ended
  })
  return child
}
