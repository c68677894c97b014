import type { ChildProcess } from 'node:child_process'
import http from 'node:http'
import { createRequire } from 'node:module'
import { spawnTied } from '../child.ts'
import { freePort } from '../db/embedded.ts'
import { field } from './rpc.ts'

export type Anvil = {
  readonly port: number
  /** Asks for something that must succeed. Throws `AnvilGone` when the process does not answer. */
  readonly call: (method: string, params: readonly unknown[]) => Promise<unknown>
  readonly exited: Promise<void>
  readonly isRunning: () => boolean
  readonly log: () => string
  readonly kill: () => Promise<void>
}

/** The process ended, or its connection did: what was asked may have happened. */
export class AnvilGone extends Error {}

/** Anvil answered with an error. */
export class AnvilRefusal extends Error {
  readonly answer: unknown

  constructor(answer: unknown) {
    super(String(field(answer, 'message') ?? 'refused'))
    this.answer = answer
  }
}

const START_TIMEOUT_MS = 30_000
const LOG_LINES = 20

/** Where npm put the program for this machine. Throws a sentence when it has none. */
export function anvilBinary(): string {
  const os = process.platform === 'win32' ? 'win32' : process.platform
  const cpu = process.arch === 'x64' ? 'amd64' : process.arch
  const name = `@foundry-rs/anvil-${os}-${cpu}`
  try {
    return createRequire(import.meta.url).resolve(`${name}/bin/anvil${os === 'win32' ? '.exe' : ''}`)
  } catch (cause) {
    throw new Error(`There is no ${name} here. Run npm ci, or set CHAIN_RPC_URL to a chain of your own.`, {
      cause,
    })
  }
}

/**
 * Starts an anvil on a free port of 127.0.0.1 and waits until it answers. It ends with this process.
 *
 * `--prune-history` always: otherwise it keeps the state of every block and grows by gigabytes.
 */
export async function startAnvil(args: readonly string[]): Promise<Anvil> {
  const port = await freePort()
  const child = spawnTied(
    anvilBinary(),
    [
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      '--chain-id',
      '31337',
      '--quiet',
      '--prune-history',
      ...args,
    ],
    { signal: 'KILL', env: { HOME: process.env['HOME'] ?? '/', PATH: process.env['PATH'] ?? '' } },
  )
  const log = collect(child)
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const isRunning = () => child.exitCode === null && child.signalCode === null
  const agent = new http.Agent({ keepAlive: true, maxSockets: 8 })
  const anvil: Anvil = {
    port,
    exited,
    isRunning,
    log,
    call: async (method, params) => {
      const answer = parsed(
        await post(agent, port, Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }))),
      )
      const error = field(answer, 'error')
      if (error !== undefined) throw new AnvilRefusal(error)
      return field(answer, 'result')
    },
    kill: async () => {
      agent.destroy()
      if (!isRunning()) return
      child.kill('SIGTERM')
      await exited
    },
  }
  const deadline = performance.now() + START_TIMEOUT_MS
  for (;;) {
    try {
      await anvil.call('web3_clientVersion', [])
      return anvil
    } catch (cause) {
      if (!(cause instanceof AnvilGone)) throw cause
      if (!isRunning() || performance.now() > deadline) {
        await anvil.kill()
        throw new AnvilGone(`anvil did not start: ${log().split('\n').at(-1) ?? ''}`, { cause })
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** What a process answered; one that dies may answer with a part. */
function parsed(answer: Buffer): unknown {
  try {
    return JSON.parse(answer.toString())
  } catch (cause) {
    throw new AnvilGone('the chain process answered with a part', { cause })
  }
}

function post(agent: http.Agent, port: number, body: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const gone = (cause: Error) => reject(new AnvilGone('the chain process is not answering', { cause }))
    const request = http.request(
      {
        agent,
        host: '127.0.0.1',
        port,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': body.length },
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => resolve(Buffer.concat(chunks)))
        response.on('error', gone)
      },
    )
    request.on('error', gone)
    request.end(body)
  })
}

function collect(child: ChildProcess): () => string {
  let lines: string[] = []
  const keep = (chunk: Buffer) => {
    lines = [...lines, ...chunk.toString().split('\n').filter(Boolean)].slice(-LOG_LINES)
  }
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  return () => lines.join('\n')
}
