import { WRITES, type OperationName, type Operations } from './operations.ts'
import { NoAnswer, Problem } from './problem.ts'

export { NoAnswer, Problem, type FieldProblem } from './problem.ts'
export type * from './operations.ts'

export type ClientOptions = {
  /** Where the installation is, such as `https://issuer.example.org`. A path before `/v1` is kept. */
  readonly baseUrl: string
  /** An API key (`alq_…`). Without one a browser is whoever is signed in with it. */
  readonly key?: string | undefined
  /** How often a call is sent at most, the first time included. 4 unless told otherwise. */
  readonly attemptsMax?: number | undefined
  /** How long one attempt may take, to the last byte of its answer. 30,000 unless told otherwise. */
  readonly timeoutMs?: number | undefined
  /** The longest pause between two attempts; a server that asks for more is not asked again. 20,000 unless told otherwise. */
  readonly pauseMaxMs?: number | undefined
  /** Instead of the platform's own: for a proxy, or a pool of connections. */
  readonly fetch?: typeof fetch | undefined
  /** Is told of every attempt, for logs and measurements. It holds no key, address or body. */
  readonly onAttempt?: ((attempt: Attempt) => void) | undefined
}

export type Attempt = {
  readonly operation: OperationName
  /** 1 is the first. */
  readonly number: number
  /** Null when nothing came back. */
  readonly status: number | null
  readonly requestId: string | null
  /** The server had done it before and gave its first answer again. */
  readonly replayed: boolean
  readonly ms: number
}

/** What an operation answers. */
export type Answer<N extends OperationName> = Operations[N]['answer']

type Part<K extends string, T> = T extends undefined
  ? { readonly [key in K]?: undefined }
  : object extends T
    ? { readonly [key in K]?: T | undefined }
    : { readonly [key in K]: T }

type WriteOptions = {
  /** Made anew for each call. Give one to make the same call again later, or in another process. */
  readonly idempotencyKey?: string | undefined
  /** Carry it out, answer with what it would be, and undo it. */
  readonly dryRun?: boolean | undefined
}

/**
 * What an operation is called with: what its address, query and body hold, and how to call it. Of several operations it
 * is one or the other: their parts are never mixed, which would be more combinations than a compiler can hold.
 */
export type Input<N extends OperationName> = N extends OperationName ? InputOf<N> : never

type InputOf<N extends OperationName> = Part<'params', Operations[N]['params']> &
  Part<'query', Operations[N]['query']> &
  Part<'body', Operations[N]['body']> &
  (Operations[N]['writes'] extends true ? WriteOptions : unknown) & {
    /** Ends the call, and the waiting between attempts. */
    readonly signal?: AbortSignal | undefined
  }

type Arguments<N extends OperationName> = object extends Input<N> ? [input?: Input<N>] : [input: Input<N>]

/** The operations that answer in pages. */
export type PagedName = {
  [N in OperationName]: Operations[N] extends {
    readonly query: { readonly cursor?: string | undefined }
    readonly answer: { readonly items: readonly unknown[]; readonly next: string | null }
  }
    ? N
    : never
}[OperationName]

/** One row of a paged operation. */
export type Item<N extends PagedName> = Answer<N> extends { readonly items: readonly (infer T)[] } ? T : never

export type Client = {
  /**
   * Calls one operation and returns its answer: an object, the text of a CSV or a page, or the bytes of a file.
   * Safe attempts are repeated while the server is away or busy: reads, and writes by their key.
   *
   * @throws {Problem}  when the server refuses
   * @throws {NoAnswer} when nothing came back
   * @throws {TypeError} when a part of the address is missing, or what is sent cannot be written
   */
  readonly call: <N extends OperationName>(operation: N, ...input: Arguments<N>) => Promise<Answer<N>>
  /** The pages of a list from the query's `cursor` on, each as the operation answers it. */
  readonly pages: <N extends PagedName>(
    operation: N,
    ...input: Arguments<N>
  ) => AsyncGenerator<Answer<N>, void>
  /** The rows of a list, page after page, as they are asked for. */
  readonly items: <N extends PagedName>(operation: N, ...input: Arguments<N>) => AsyncGenerator<Item<N>, void>
}

/** An operation's input as the sending code sees it: the types above have made sure of the rest. */
type Loose = {
  readonly params?: Readonly<Record<string, unknown>> | undefined
  readonly query?: Readonly<Record<string, unknown>> | undefined
  readonly body?: unknown
  readonly idempotencyKey?: string | undefined
  readonly dryRun?: boolean | undefined
  readonly signal?: AbortSignal | undefined
}

const ATTEMPTS_MAX = 4
const TIMEOUT_MS = 30_000
const PAUSE_MAX_MS = 20_000
const PAUSE_FIRST_MS = 250

/** A client of one installation. It keeps nothing between calls. */
export function createClient(options: ClientOptions): Client {
  const base = baseOf(options.baseUrl)

  async function* pages(operation: OperationName, input: Loose): AsyncGenerator<unknown, void> {
    let cursor: unknown = input.query?.['cursor']
    do {
      const page: unknown = await send(options, base, operation, {
        ...input,
        query: { ...input.query, cursor },
      })
      yield page
      cursor = Object(page).next
    } while (typeof cursor === 'string')
  }
  async function* items(operation: OperationName, input: Loose): AsyncGenerator<unknown, void> {
    for await (const page of pages(operation, input)) yield* Object(page).items
  }

  // The one place where answers are taken at the server's word: their types are made from its own schemas.
  return {
    call: (operation: OperationName, input: Loose = {}) => send(options, base, operation, input),
    pages: (operation: OperationName, input: Loose = {}) => pages(operation, input),
    items: (operation: OperationName, input: Loose = {}) => items(operation, input),
  } as unknown as Client
}

/** Without a slash at its end. Throws when it is no web address, or holds what would end up in logs. */
function baseOf(baseUrl: string): string {
  const url = new URL(baseUrl)
  if (!['http:', 'https:'].includes(url.protocol))
    throw new TypeError(`baseUrl is no web address: ${url.protocol}`)
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new TypeError('baseUrl holds a password, a query or a fragment')
  return url.href.replace(/\/+$/, '')
}

async function send(
  options: ClientOptions,
  base: string,
  operation: OperationName,
  input: Loose,
): Promise<unknown> {
  const request = requestOf(options, base, operation, input)
  const attemptsMax = options.attemptsMax ?? ATTEMPTS_MAX
  for (let number = 1; ; number++) {
    input.signal?.throwIfAborted()
    const outcome = await attempt(options, operation, request, input.signal, number)
    if (outcome.kind === 'answer') return outcome.value
    const pauseMs = number === attemptsMax ? null : pauseBefore(outcome, request.isRepeatable, number)
    if (pauseMs === null || pauseMs > (options.pauseMaxMs ?? PAUSE_MAX_MS))
      throw errorOf(outcome, operation, request)
    await pause(pauseMs, input.signal)
  }
}

type Request = {
  readonly url: string
  readonly init: RequestInit
  readonly idempotencyKey: string | null
  /** Whether sending it twice does no more than sending it once. */
  readonly isRepeatable: boolean
}

function requestOf(options: ClientOptions, base: string, operation: OperationName, input: Loose): Request {
  const [method = '', template = ''] = operation.split(' ')
  const isWrite = WRITES.has(operation)
  const idempotencyKey = isWrite && input.dryRun !== true ? (input.idempotencyKey ?? newKey()) : null
  // Made before anything is sent: what no header can hold is the caller's mistake, and no failure of the network.
  const headers = new Headers({ accept: 'application/json, text/*;q=0.9' })
  // Keys are read from files, which end in a line break.
  if (options.key !== undefined) headers.set('authorization', `Bearer ${options.key.trim()}`)
  if (idempotencyKey !== null) headers.set('idempotency-key', idempotencyKey)
  if (input.body !== undefined) headers.set('content-type', 'application/json')
  return {
    url: base + addressOf(template, input.params ?? {}) + queryOf(input),
    // The API never redirects, and a redirect followed could turn a POST into a GET.
    init: {
      method,
      headers,
      redirect: 'error',
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
    },
    idempotencyKey,
    isRepeatable: method === 'GET' || isWrite,
  }
}

function addressOf(template: string, params: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name]
    const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
    // Dots alone would climb to another operation's address.
    if (/^\.{0,2}$/.test(text)) throw new TypeError(`params.${name} of ${template} is missing or empty`)
    return encodeURIComponent(text)
  })
}

function queryOf({ query = {}, dryRun }: Loose): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null) search.set(name, String(value))
  if (dryRun === true) search.set('dryRun', 'true')
  return search.size === 0 ? '' : `?${search.toString()}`
}

/** Sixteen random bytes. `crypto.randomUUID` exists in secure contexts alone, and an installation may have plain HTTP. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

type Outcome =
  | { readonly kind: 'answer'; readonly value: unknown }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'nothing'; readonly cause: unknown }

async function attempt(
  options: ClientOptions,
  operation: OperationName,
  request: Request,
  signal: AbortSignal | undefined,
  number: number,
): Promise<Outcome> {
  const started = performance.now()
  let response: Response | null = null
  const tell = () =>
    options.onAttempt?.({
      operation,
      number,
      status: response?.status ?? null,
      requestId: response?.headers.get('x-request-id') ?? null,
      replayed: response?.headers.get('idempotency-replayed') === 'true',
      ms: Math.round(performance.now() - started),
    })
  const timeout = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS)
  try {
    response = await (options.fetch ?? fetch)(request.url, {
      ...request.init,
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    })
    const outcome = await outcomeOf(response)
    tell()
    return outcome
  } catch (cause) {
    tell()
    // The caller ended it: that is no fault to report as one.
    signal?.throwIfAborted()
    return { kind: 'nothing', cause }
  }
}

/** Throws when the answer ends before its end, or is no JSON although it says so. */
async function outcomeOf(response: Response): Promise<Outcome> {
  if (response.ok && response.headers.get('content-type') === 'application/octet-stream')
    return { kind: 'answer', value: new Uint8Array(await response.arrayBuffer()) }
  const text = await response.text()
  if (!response.ok) return { kind: 'problem', problem: new Problem(response, text) }
  const isJson = /^application\/json\b/.test(response.headers.get('content-type') ?? '')
  return { kind: 'answer', value: isJson ? JSON.parse(text) : text }
}

type Failure = Exclude<Outcome, { readonly kind: 'answer' }>

/** How long to wait before the call is sent again; null when it must not be, or would not help. */
function pauseBefore(failure: Failure, isRepeatable: boolean, number: number): number | null {
  const growing = PAUSE_FIRST_MS * 2 ** (number - 1) * (0.5 + Math.random() / 2)
  if (failure.kind === 'nothing') return isRepeatable ? growing : null
  const { status, code, retryAfterSeconds } = failure.problem
  // Of 502 and 504 only the proxy knows, so what was sent may have been done.
  if (status === 502 || status === 504) return isRepeatable ? growing : null
  // 503 and 429 did nothing; and an earlier attempt that is still running will soon have an answer.
  if (status === 503 || status === 429 || code === 'IDEMPOTENCY_IN_PROGRESS')
    return retryAfterSeconds === null ? growing : retryAfterSeconds * 1000
  return null
}

function errorOf(failure: Failure, operation: OperationName, { idempotencyKey }: Request): Error {
  if (failure.kind === 'problem') return failure.problem
  return new NoAnswer(`${operation} was not answered.`, idempotencyKey, failure.cause)
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason instanceof Error ? signal.reason : new Error('The call was ended.'))
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal?.addEventListener('abort', stop, { once: true })
  })
}
