import type { Hex } from 'viem'

/** The chain did not answer, or not in a way that can be trusted: it may have done what was asked, or not. */
export class ChainUnavailable extends Error {
  constructor(detail: string, options?: ErrorOptions) {
    super(`The chain is not answering: ${detail}`, options)
  }
}

/** The chain answered, and said no. */
export class RpcError extends Error {
  readonly code: number
  /** What came with it: revert data, where a call reverted. */
  readonly data: unknown

  constructor(code: number, message: string, data: unknown) {
    super(message)
    this.code = code
    this.data = data
  }
}

export type RpcCall = { readonly method: string; readonly params: readonly unknown[] }

/** A connection to a JSON-RPC node. Every method throws `ChainUnavailable` when the node cannot be asked. */
export type Rpc = {
  /** The host, for messages: an address may hold a key. */
  readonly host: string
  /** One answer. Throws `RpcError` when the node says no. */
  readonly call: (method: string, params: readonly unknown[]) => Promise<unknown>
  /** Answers in the order of the calls; a call that the node refused has its `RpcError` in its place. */
  readonly batch: (calls: readonly RpcCall[]) => Promise<(unknown | RpcError)[]>
  /** The whole answer, unread: for who can read faster than JSON.parse. */
  readonly bytes: (method: string, params: readonly unknown[]) => Promise<Uint8Array>
}

export type RpcOptions = {
  readonly timeoutMs?: number
  /** How often a read is asked again after it was not answered. What sends a transaction is never asked again. */
  readonly retries?: number
  /** Called for each attempt that went unanswered, for counting. */
  readonly onUnanswered?: (method: string) => void
}

const TIMEOUT_MS = 10_000
const RETRIES = 3
const RETRY_DELAY_MS = 50
const BATCH_MAX = 100
/** Requests on their way at once, and waiting behind them; above that a node is not slow but gone. */
const CONCURRENT_MAX = 16
const WAITING_MAX = 1_000
/** After so many unanswered requests in a row the node is left alone for a while. */
const UNANSWERED_MAX = 8
const REST_MS = 1_000
const SENTENCE_MAX = 300

/**
 * Connects to the node at `url`. Reads are asked again a few times with growing pauses; `eth_send…` never, since a
 * request that was not answered may still have been carried out. A node that stops answering is left alone for a
 * second at a time, and everybody is told at once instead of waiting in a queue.
 */
export function openRpc(url: string, options: RpcOptions = {}): Rpc {
  const { host } = new URL(url)
  const ask = patiently(host, poster(url, host, options.timeoutMs ?? TIMEOUT_MS), options)
  let nextId = 1
  const request = ({ method, params }: RpcCall) => ({ jsonrpc: '2.0', id: nextId++, method, params })
  return {
    host,
    call: async (method, params) =>
      resultOf(host, parsed(host, await ask(method, request({ method, params })))),
    batch: async (calls) => {
      const results: (unknown | RpcError)[] = []
      for (let i = 0; i < calls.length; i += BATCH_MAX) {
        const part = calls.slice(i, i + BATCH_MAX)
        const requests = part.map(request)
        // One that sends makes the whole batch one that is not asked twice.
        const method = (part.find((one) => isSend(one.method)) ?? part[0])?.method ?? ''
        results.push(...resultsOf(host, requests, parsed(host, await ask(method, requests))))
      }
      return results
    },
    bytes: (method, params) => ask(method, request({ method, params })),
  }
}

type Ask = (method: string, body: unknown) => Promise<Uint8Array>

/** Asks again where that can do no harm, and leaves a silent node alone for a while. */
function patiently(host: string, post: (body: unknown) => Promise<Uint8Array>, options: RpcOptions): Ask {
  const { retries = RETRIES, onUnanswered } = options
  const gate = openGate()
  let unansweredInRow = 0
  let restUntilMs = 0
  return async (method, body) => {
    for (let attempt = 0; ; attempt++) {
      if (performance.now() < restUntilMs)
        throw new ChainUnavailable(`${host} has been silent, trying again shortly`)
      try {
        const bytes = await gate(() => post(body))
        unansweredInRow = 0
        return bytes
      } catch (error) {
        if (!(error instanceof ChainUnavailable)) throw error
        onUnanswered?.(method)
        if (++unansweredInRow >= UNANSWERED_MAX) restUntilMs = performance.now() + REST_MS
        if (isSend(method) || attempt >= retries) throw error
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_DELAY_MS * 4 ** attempt))
    }
  }
}

function poster(url: string, host: string, timeoutMs: number): (body: unknown) => Promise<Uint8Array> {
  return async (body) => {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        // The signal covers the body too: a node that trickles bytes is one that does not answer.
        signal: AbortSignal.timeout(timeoutMs),
      })
      const bytes = await response.bytes()
      // Some nodes put their JSON-RPC error into a status of 4xx; those are read like any other.
      if (response.status === 429 || response.status >= 500)
        throw new ChainUnavailable(`${host} answers with status ${response.status}${sentenceIn(bytes)}`)
      return bytes
    } catch (cause) {
      if (cause instanceof ChainUnavailable) throw cause
      const isLate = cause instanceof DOMException && cause.name === 'TimeoutError'
      const detail = isLate ? `${host} took longer than ${timeoutMs} ms` : `${host} cannot be reached`
      throw new ChainUnavailable(detail, { cause })
    }
  }
}

function parsed(host: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch (cause) {
    throw new ChainUnavailable(`${host} answered with something that is not JSON`, { cause })
  }
}

function resultsOf(
  host: string,
  requests: readonly { readonly id: number }[],
  answer: unknown,
): (unknown | RpcError)[] {
  if (!Array.isArray(answer)) {
    resultOf(host, answer)
    throw new ChainUnavailable(`${host} does not answer batches`)
  }
  const byId = new Map<unknown, unknown>(answer.map((item) => [field(item, 'id'), item]))
  return requests.map(({ id }) => {
    const item = byId.get(id)
    if (item === undefined) throw new ChainUnavailable(`${host} left out an answer of a batch`)
    try {
      return resultOf(host, item)
    } catch (error) {
      if (error instanceof RpcError) return error
      throw error
    }
  })
}

function resultOf(host: string, answer: unknown): unknown {
  const error = field(answer, 'error')
  if (error !== undefined && error !== null)
    throw new RpcError(
      Number(field(error, 'code') ?? 0),
      String(field(error, 'message') ?? ''),
      field(error, 'data'),
    )
  const result = field(answer, 'result')
  if (result === undefined) throw new ChainUnavailable(`${host} answered with neither a result nor an error`)
  return result
}

/** What a node says about its failing, where it says it in JSON-RPC; empty otherwise. */
function sentenceIn(bytes: Uint8Array): string {
  try {
    const message = field(field(JSON.parse(new TextDecoder().decode(bytes)), 'error'), 'message')
    return typeof message === 'string' ? `: ${message.slice(0, SENTENCE_MAX)}` : ''
  } catch {
    return ''
  }
}

/** Lets so many through at once and so many wait. */
function openGate(): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running >= CONCURRENT_MAX) {
      if (waiting.length >= WAITING_MAX) throw new ChainUnavailable('too many requests are waiting for it')
      await new Promise<void>((resolve) => waiting.push(resolve))
    }
    running++
    try {
      return await work()
    } finally {
      running--
      waiting.shift()?.()
    }
  }
}

/** Whether asking twice could do something twice. */
export function isSend(method: string): boolean {
  return method.startsWith('eth_send')
}

/** The field of a value that may be no object at all. */
export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined
}

/** Reads hexadecimal text of an answer. Throws `ChainUnavailable`: a node that answers anything else is not one. */
export function hexOf(value: unknown, what: string): Hex {
  if (typeof value === 'string' && /^0x[0-9a-fA-F]*$/.test(value)) return `0x${value.slice(2).toLowerCase()}`
  throw new ChainUnavailable(`it gave no ${what}`)
}

export function bigintOf(value: unknown, what: string): bigint {
  return BigInt(hexOf(value, what))
}

export function numberOf(value: unknown, what: string): number {
  const number = Number(hexOf(value, what))
  if (!Number.isSafeInteger(number)) throw new ChainUnavailable(`its ${what} is out of range`)
  return number
}

export function quantity(value: bigint | number): Hex {
  return `0x${value.toString(16)}`
}
