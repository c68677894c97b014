import type { Code } from './operations.ts'

/** One field that was not accepted: where it stands in the request, and why. */
export type FieldProblem = { readonly path: string; readonly code: string; readonly message: string }

/** What the server answered instead of what was asked for, as RFC 9457 writes it. */
type ProblemBody = {
  readonly type?: unknown
  readonly title?: unknown
  readonly code?: unknown
  readonly detail?: unknown
  readonly fix?: unknown
  readonly citation?: unknown
  readonly errors?: unknown
  readonly requestId?: unknown
}

/**
 * The server refused. `code` is stable, so programs may decide by it; `message` says what is wrong, for people.
 * An answer that is no problem document (a proxy's error page) has the code `HTTP_` and its status.
 */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly status: number
  readonly code: Code | `HTTP_${number}`
  readonly title: string
  /** What is wrong: the same as `message`. */
  readonly detail: string
  /** What to do about it; empty when the server did not say. */
  readonly fix: string
  /** The law or standard behind the refusal. */
  readonly citation: string | null
  /** Every field that was not accepted. */
  readonly errors: readonly FieldProblem[]
  /** Names the request in the server's log. */
  readonly requestId: string | null
  /** In how many seconds the server wants to be asked again; null when it did not say. */
  readonly retryAfterSeconds: number | null

  constructor(response: Response, text: string) {
    const body = parsed(text)
    const detail = textOr(body.detail, `The server answered ${response.status} ${response.statusText}`.trim())
    super(detail)
    this.status = response.status
    // Which codes there are is the server's word; this list is as old as this package.
    this.code = textOr(body.code, `HTTP_${response.status}`) as Code
    this.title = textOr(body.title, response.statusText)
    this.detail = detail
    this.fix = textOr(body.fix, '')
    this.citation = typeof body.citation === 'string' ? body.citation : null
    this.errors = Array.isArray(body.errors) ? body.errors.filter(isFieldProblem) : []
    this.requestId =
      typeof body.requestId === 'string' ? body.requestId : response.headers.get('x-request-id')
    this.retryAfterSeconds = secondsOf(response.headers.get('retry-after'))
  }
}

/**
 * Nothing came back that could be read, after every attempt that was safe: no network, no server, or too slow.
 * Whether a write was done is not known: the same call with the same `idempotencyKey` finds out without doing it twice.
 */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
  /** Of a write: the key that its attempts carried. */
  readonly idempotencyKey: string | null

  constructor(message: string, idempotencyKey: string | null, cause: unknown) {
    super(message, { cause })
    this.idempotencyKey = idempotencyKey
  }
}

function parsed(text: string): ProblemBody {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise
}

function isFieldProblem(value: unknown): value is FieldProblem {
  const { path, code, message } = Object(value)
  return typeof path === 'string' && typeof code === 'string' && typeof message === 'string'
}

/** RFC 9110, 10.2.3: a number of seconds, or a date. */
function secondsOf(retryAfter: string | null): number | null {
  if (retryAfter === null) return null
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter)
  const at = Date.parse(retryAfter)
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - Date.now()) / 1000))
}
