import http from 'node:http'
import type { Hex } from 'viem'
import { AnvilRefusal } from './anvil.ts'
import { ChainDown, type Engine } from './engine.ts'
import { field } from './rpc.ts'

const BODY_MAX_BYTES = 4 * 1024 * 1024
const ITEMS_MAX = 1_000
const AGAIN_MS = 50
/** An answer about the newest block that may be a refusal: those of anvil are a sentence, and a batch has some of them. */
const REFUSAL_MAX_BYTES = 64 * 1024
const BEHIND_MAX = 5

/** Prefixes of what only reads. `eth_` is one too, except for what signs and sends. */
const READS = /^(eth_|net_|web3_|txpool_|trace_|debug_trace|debug_getRaw)/
const NOT_READS = /^eth_(send|sign|submit|subscribe|unsubscribe)/

export type Gateway = { readonly url: string; readonly stop: () => Promise<void> }

/** Whether the embedded chain answers this method; those that move money without a signature, or time, are refused. */
export function isOffered(method: string): boolean {
  return isRaw(method) || (READS.test(method) && !NOT_READS.test(method))
}

function isRaw(method: string): boolean {
  return method === 'eth_sendRawTransaction' || method === 'eth_sendRawTransactionSync'
}

/** What stands behind the door, and the connections to it. */
type Door = { readonly engine: Engine; readonly agent: http.Agent }

/**
 * The HTTP door of the embedded chain on 127.0.0.1. Reads go through byte by byte; signed transactions go to the
 * engine, which journals them; a batch with a transaction in it is answered item by item, in order.
 */
export async function startGateway(engine: Engine, port: number): Promise<Gateway> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 16 })
  const server = http.createServer((request, response) => {
    answer({ engine, agent }, request, response).catch((error: unknown) => {
      if (response.headersSent) return void response.destroy()
      const sentence = sentenceOf(error)
      const status = sentence === null ? 500 : 503
      reply(response, status, failure(null, -32603, sentence ?? 'The chain gave no answer.'))
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve())
  })
  const address = server.address()
  if (address === null || typeof address !== 'object') throw new Error('the gateway has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          agent.destroy()
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}

async function answer(
  door: Door,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') return reply(response, 405, failure(null, -32600, 'Ask with POST.'))
  const body = await bodyOf(request)
  if (body === null) return reply(response, 413, failure(null, -32600, 'The request is too large.'))
  const parsed = parsedOf(body)
  if (parsed === undefined) return reply(response, 200, failure(null, -32700, 'The request is not JSON.'))
  const items: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed]
  if (items.length > ITEMS_MAX) return reply(response, 200, failure(null, -32600, 'The batch is too large.'))
  if (items.every((item) => isPlainRead(methodOf(item)))) return forward(door, body, response)
  const answers = await inOrder(door, items)
  reply(response, 200, Array.isArray(parsed) ? answers : answers[0])
}

/** Transactions that follow each other are handed over together, so that they can share a block. */
async function inOrder(door: Door, items: readonly unknown[]): Promise<unknown[]> {
  const answers: Promise<unknown>[] = []
  for (const item of items) {
    if (!isRaw(methodOf(item))) await Promise.all(answers)
    answers.push(one(door, item))
  }
  return Promise.all(answers)
}

async function one(door: Door, item: unknown): Promise<unknown> {
  const id = field(item, 'id') ?? null
  const method = methodOf(item)
  if (!isOffered(method)) return failure(id, -32601, `The embedded chain does not offer ${method || 'this'}.`)
  if (!isRaw(method)) return ask(door, item)
  const params = field(item, 'params')
  const raw: unknown = Array.isArray(params) ? params[0] : undefined
  if (typeof raw !== 'string' || !isHex(raw))
    return failure(id, -32602, 'A signed transaction is hexadecimal text with 0x.')
  try {
    const hash = await door.engine.submit(raw)
    if (method === 'eth_sendRawTransaction') return { jsonrpc: '2.0', id, result: hash }
    return await ask(door, { jsonrpc: '2.0', id, method: 'eth_getTransactionReceipt', params: [hash] })
  } catch (error) {
    if (error instanceof AnvilRefusal) return { jsonrpc: '2.0', id, error: error.answer }
    throw error
  }
}

async function ask(door: Door, item: unknown): Promise<unknown> {
  const answered = await bodyOf(await requested(door, Buffer.from(JSON.stringify(item))))
  return JSON.parse((answered ?? Buffer.alloc(0)).toString())
}

/**
 * Hands an answer through. While a block is made, anvil may refuse what is asked of the newest one, which was another when it
 * looked: such a question is asked again.
 */
async function forward(door: Door, body: Buffer, response: http.ServerResponse): Promise<void> {
  const isOfNewest = body.includes('"latest"')
  for (let attempt = 1; ; attempt++) {
    const upstream = await requested(door, body)
    const head = [upstream.statusCode ?? 502, { 'content-type': 'application/json' }] as const
    const length = Number(upstream.headers['content-length'] ?? Infinity)
    if (!isOfNewest || length > REFUSAL_MAX_BYTES) {
      response.writeHead(...head)
      upstream.pipe(response)
      upstream.on('error', () => response.destroy())
      return
    }
    const answered = (await bodyOf(upstream)) ?? Buffer.alloc(0)
    if (!answered.includes('BlockOutOfRangeError') || attempt === BEHIND_MAX)
      return void response.writeHead(...head).end(answered)
  }
}

/** Asks the running chain; once more when it went away just then, since these are all reads. */
async function requested({ engine, agent }: Door, body: Buffer): Promise<http.IncomingMessage> {
  try {
    return await post(agent, await engine.port(), body)
  } catch (error) {
    if (error instanceof ChainDown) throw error
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
    return post(agent, await engine.port(), body)
  }
}

function post(agent: http.Agent, port: number, body: Buffer): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': body.length }
    http
      .request({ agent, host: '127.0.0.1', port, method: 'POST', headers }, resolve)
      .on('error', reject)
      .end(body)
  })
}

/** What a caller may be told of an error; null of one that is nobody's business. */
function sentenceOf(error: unknown): string | null {
  if (error instanceof ChainDown) return error.message
  const isDiskFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC'
  return isDiskFull ? 'There is no space left on the disk of the embedded chain; nothing was sent.' : null
}

function isPlainRead(method: string): boolean {
  return isOffered(method) && !isRaw(method)
}

function isHex(text: string): text is Hex {
  return /^0x[0-9a-fA-F]+$/.test(text)
}

function methodOf(item: unknown): string {
  const method = field(item, 'method')
  return typeof method === 'string' ? method : ''
}

function parsedOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return undefined
  }
}

function failure(id: unknown, code: number, message: string): unknown {
  return { jsonrpc: '2.0', id, error: { code, message } }
}

function reply(response: http.ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** The whole body, or null when it is larger than anything sensible. Answers of the chain itself have no limit. */
async function bodyOf(message: http.IncomingMessage): Promise<Buffer | null> {
  const isRequest = message.method !== null && message.method !== undefined
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of message) {
    if (!Buffer.isBuffer(chunk)) continue
    length += chunk.length
    if (isRequest && length > BODY_MAX_BYTES) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
