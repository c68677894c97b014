import { withDates } from '../messages/dates.ts'
import { language, sentenceIn } from '../messages/message.ts'
import { fieldWords } from './field-words.ts'
import { connectionLost, connectionBack } from './connection.ts'
import { withAmounts } from './format.ts'

/** One input that the server did not accept, and where it stands in the body. */
export type FieldError = { readonly path: string; readonly code: string; readonly message: string }

/** What the server refused, in its own words (RFC 9457). */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly fix: string | null
  readonly citation: string | null
  readonly fields: readonly FieldError[]
  readonly requestId: string | null

  constructor(status: number, problem: Problem) {
    super(problem.detail ?? problem.title ?? '')
    this.status = status
    this.code = problem.code ?? `HTTP_${status}`
    this.fix = problem.fix ?? null
    this.citation = problem.citation ?? null
    this.fields = (problem.errors ?? []).map((one) => ({
      ...one,
      message: fieldWords(one.code, one.message),
    }))
    this.requestId = problem.requestId ?? null
  }
}

type Problem = {
  title?: string
  code?: string
  detail?: string
  fix?: string
  citation?: string
  errors?: FieldError[]
  requestId?: string
}

/** No answer came: no network, no server, or one that stopped before it answered. */
export class Unreachable extends Error {
  /** Whether what was asked may have been done all the same. */
  readonly mayBeDone: boolean

  constructor(mayBeDone: boolean, options?: ErrorOptions) {
    super('no answer', options)
    this.mayBeDone = mayBeDone
  }
}

export type Params = Readonly<Record<string, string | number | undefined>>

/** Reads `path`. Throws `ApiError` for a refusal and `Unreachable` when nothing answers. */
export function get<T>(path: string, params: Params = {}): Promise<T> {
  return call<T>(withParams(path, params), { method: 'GET' }, false)
}

export type Write = {
  readonly method?: 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  readonly body?: unknown
  /** The same key for the same submission, however often it is sent: the server does it once. */
  readonly key?: string
  readonly dryRun?: boolean
}

/** Writes. A write without a key of its own gets a fresh one, so it is never mistaken for another. */
export function send<T>({ method = 'POST', path, body, key = newKey(), dryRun = false }: Write): Promise<T> {
  const init = {
    method,
    headers: {
      'idempotency-key': key,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }
  return call<T>(dryRun ? withParams(path, { dryRun: 'true' }) : path, init, !dryRun)
}

export function newKey(): string {
  // randomUUID exists in secure contexts only, and a self-hosted server may be reached by plain HTTP in a LAN.
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function withParams(path: string, params: Params): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined && value !== '') query.set(name, String(value))
  }
  const text = query.toString()
  if (text === '') return path
  return `${path}${path.includes('?') ? '&' : '?'}${text}`
}

async function call<T>(path: string, init: RequestInit, writes: boolean): Promise<T> {
  const { response, text } = await answer(path, init, writes)
  if (response.status === 503) connectionLost('unavailable')
  else connectionBack()
  if (!response.ok) throw new ApiError(response.status, problemOf(response, text))
  if (response.status === 204) return undefined as T
  // The one place where an answer is taken at the server's word: its shape is the server's published schema.
  return JSON.parse(text, inLanguage) as T
}

/** What holds a sentence of the server, by what else the object has to have, one of these; none for nothing. */
const SAID_BESIDE: ReadonlyMap<string, readonly string[]> = new Map([
  ['detail', ['code', 'reason']],
  ['fix', ['code', 'reason']],
  ['message', ['code']],
  ['text', ['step', 'code']],
  ['title', ['citations']],
  ['says', ['code']],
  ['rule', ['citation']],
  ['about', ['name']],
  ['explanation', ['reason']],
  ['hint', []],
  ['provenance', []],
])

/** An answer's sentences in the language of the screens. */
function inLanguage(this: unknown, name: string, value: unknown): unknown {
  if (typeof value !== 'string') return value
  // Money as the server wrote it, alone or in a formula.
  if (name === 'formula' || (name === 'display' && Object.hasOwn(Object(this), 'currency')))
    return withAmounts(value)
  const by = SAID_BESIDE.get(name)
  const isSaid = by !== undefined && (by.length === 0 || by.some((each) => Object.hasOwn(Object(this), each)))
  return isSaid ? withAmounts(withDates(sentenceIn(value))) : value
}

async function answer(
  path: string,
  init: RequestInit,
  writes: boolean,
): Promise<{ readonly response: Response; readonly text: string }> {
  try {
    const response = await fetch(path, {
      ...init,
      credentials: 'same-origin',
      headers: { accept: 'application/json', 'accept-language': language(), ...init.headers },
    })
    return { response, text: await response.text() }
  } catch (cause) {
    connectionLost('offline')
    throw new Unreachable(writes, { cause })
  }
}

function problemOf(response: Response, text: string): Problem {
  try {
    return JSON.parse(text, inLanguage) as Problem
  } catch {
    return { title: response.statusText }
  }
}
