import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import cookie from '@fastify/cookie'
import canonicalize from 'canonicalize'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import * as z from 'zod'
import type { Result } from '../../kernel/result.ts'
import type { Clock } from '../clock.ts'
import { transaction, type Db } from '../db/database.ts'
import type { Disks } from '../disk.ts'
import type { Clocks } from '../skew.ts'
import { derivedKey } from '../vault/seal.ts'
import type { Actor, Work } from '../work.ts'
import { answerProblem, RequestRefused, problemBody, type ProblemBody } from './answer.ts'
import { beginAttempt, keepAnswer, type Attempt } from './idempotency.ts'
import { readJson } from './json.ts'
import { pagesFor } from './pages.ts'
import type { Answered, Caller, Document, RawInput, RefusedAnswer, Route, SessionChange } from './route.ts'
import { checkOrigin } from './same-origin.ts'
import { isRetryable } from './unavailable.ts'

/** Who a request says it comes from: its authorization header, or its session cookie. */
export type Credentials = { readonly authorization: string | null; readonly token: string | null }
export type Authenticate = (
  credentials: Credentials,
) => Promise<Result<Caller | null, 'SESSION_EXPIRED' | 'KEY_INVALID' | 'TOKEN_INVALID'>>

export type HttpDeps = {
  readonly db: Db
  /** The business clock: the instant of each request's work. */
  readonly clock: Clock
  /** The machine's clock: what retries and sessions are counted by. */
  readonly systemClock: Clock
  readonly disks: Disks
  readonly clocks: Clocks
  readonly authenticate: Authenticate
  /** How browsers reach the server; with https, cookies are sent by no other way. */
  readonly publicUrl: string
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null
  }
  interface FastifyContextConfig {
    route?: Route
  }
}

const ATTEMPTS_MAX = 3
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{16,200}$/
const unzip = promisify(gunzip)
const VISITOR: Actor = { kind: 'system', id: 'public' }

/** Serves `routes` on `app`. A route that names nobody, or whose input is open to unknown fields, is a bug and throws. */
export function serve(app: FastifyInstance, routes: readonly Route[], deps: HttpDeps): void {
  void app.register(cookie)
  app.decorateRequest('caller', null)
  readBodies(app)
  for (const route of routes) {
    checkDeclaration(route)
    app.route({
      method: route.method,
      url: route.path.replace(/\{(\w+)\}/g, ':$1'),
      bodyLimit: route.bodyMaxBytes,
      config: { route },
      onRequest: (request) => admit(route, request, deps),
      handler: (request, reply) => answer(route, request, reply, deps),
    })
  }
}

function checkDeclaration(route: Route): void {
  const name = `${route.method} ${route.path}`
  if (route.access !== 'public' && route.access.length === 0)
    throw new Error(`${name} names nobody who may call it`)
  for (const schema of [route.params, route.query, route.body])
    if (schema !== null && !isClosed(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })))
      throw new Error(`${name} accepts unknown fields: use z.strictObject`)
}

/** Whether every object below refuses fields that it does not name. */
function isClosed(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return true
  const open =
    Reflect.get(schema, 'properties') !== undefined && Reflect.get(schema, 'additionalProperties') !== false
  return !open && Object.values(schema).every(isClosed)
}

/** JSON alone is read, packed or not. Both the packed and the unpacked size are limited. */
function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => {
      const charset = /;\s*charset="?([^";\s]+)/i.exec(request.headers['content-type'] ?? '')?.[1] ?? 'utf-8'
      if (charset.toLowerCase() !== 'utf-8') throw new RequestRefused('MEDIA_TYPE_UNSUPPORTED')
      // Signed as they came, so read by nobody before the signature was checked.
      if (request.routeOptions.config.route?.kind === 'webhook') return body
      return readJson(await unpacked(request, body))
    },
  )
}

async function unpacked(request: FastifyRequest, body: Buffer): Promise<Buffer> {
  const encoding = request.headers['content-encoding'] ?? 'identity'
  if (encoding === 'identity') return body
  if (encoding !== 'gzip') throw new RequestRefused('MEDIA_TYPE_UNSUPPORTED')
  const max = request.routeOptions.bodyLimit
  try {
    return await unzip(body, { maxOutputLength: max })
  } catch (error) {
    if (error instanceof RangeError) throw new RequestRefused('BODY_TOO_LARGE', { max: String(max) })
    throw new RequestRefused('REQUEST_INVALID')
  }
}

/** Lets a request in, or throws why not: before its body is read. */
async function admit(route: Route, request: FastifyRequest, deps: HttpDeps): Promise<void> {
  // Before anything is asked of the database: it may have ended for want of room.
  if (route.kind !== 'read' && (await deps.disks.areFull())) throw new RequestRefused('DISK_FULL')
  // A door stays open: whoever is to set the clocks right may have to sign in.
  if ((route.kind === 'write' || route.kind === 'webhook') && (await deps.clocks.areApart()))
    throw new RequestRefused('CLOCK_SKEW')
  const token = sessionToken(request, deps.publicUrl)
  const authorization = request.headers.authorization ?? null
  checkOrigin(route, request, {
    byCookie: token !== null && authorization === null,
    publicUrl: deps.publicUrl,
  })

  const known = await deps.authenticate({ authorization, token })
  if (known.ok) request.caller = known.value
  // An old cookie must not keep anybody from what is open to all: signing in again is one such thing.
  else if (route.access !== 'public' || authorization !== null) throw new RequestRefused(known.reason)

  if (route.access === 'public') return
  if (request.caller === null) throw new RequestRefused('UNAUTHENTICATED')
  if (!route.access.includes(request.caller.role))
    throw new RequestRefused('FORBIDDEN', { roles: route.access.join(', ') })
}

type Outcome = {
  readonly status: number
  readonly body: string | Document
  readonly session: SessionChange | null
  /** Null when nothing was refused. */
  readonly refused: RefusedAnswer | null
  /** In how many seconds a refused request may come again, where that is known. */
  readonly retryAfter?: string | undefined
}

async function answer(
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  deps: HttpDeps,
): Promise<unknown> {
  const asked = rawRequest(route, request, deps)
  switch (route.kind) {
    case 'read':
      return send(route, reply, outcomeOf(route, await route.run(asked.input(deps.db)), request.id), deps)
    case 'door': {
      const result = await transaction(deps.db, (tx) => route.run(asked.input(tx)))
      return send(route, reply, outcomeOf(route, result, request.id), deps)
    }
    case 'webhook': {
      const toOutcome = (result: Result<Answered, string>) => outcomeOf(route, result, request.id)
      const received = await route.run(asked.input(deps.db))
      if (!received.ok || received.value.outside === undefined)
        return send(route, reply, toOutcome(received), deps)
      const save = await received.value.outside()
      const saved = await runRolledBack(deps.db, (tx) => save(asked.input(tx).work), toOutcome)
      return send(route, reply, saved, deps)
    }
    case 'write':
      return send(route, reply, await runWrite(route, request, reply, asked, deps), deps)
  }
}

type Asked = {
  readonly dryRun: boolean
  readonly input: (db: Db) => RawInput
}

function rawRequest(route: Route, request: FastifyRequest, deps: HttpDeps): Asked {
  const { dryRun, ...query } = Object(request.query) as Readonly<Record<string, unknown>>
  const caller = request.caller
  const now = deps.clock.now()
  const work = (db: Db): Work => ({ db, now, by: caller?.by ?? VISITOR })
  const { cursor: _, limit: __, ...filters } = query
  const scope = JSON.stringify([route.method, route.path, request.params, filters])
  const pages = pagesFor(derivedKey('http/cursor'), scope)
  const visit = { peer: request.socket.remoteAddress ?? '', token: sessionToken(request, deps.publicUrl) }
  return {
    dryRun: dryRun === 'true',
    input: (db) => ({
      work: work(db),
      caller,
      params: request.params,
      // Only a write knows dryRun, and only these two words; anything else is refused with the other unknown fields.
      query: route.kind === 'write' && (dryRun === 'true' || dryRun === 'false') ? query : request.query,
      body: request.body,
      pages,
      dryRun: dryRun === 'true',
      visit,
      acceptLanguage: languagesOf(request),
      headers: Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [
          name,
          Array.isArray(value) ? value.join(', ') : value,
        ]),
      ),
    }),
  }
}

/**
 * The languages that a reader asks for (RFC 9110 §12.5.4): the one that they chose on the screens, which is in a cookie,
 * before those of their browser; null where nothing says any.
 */
export function languagesOf({ cookies, headers }: FastifyRequest): string | null {
  // An address that cannot be read is answered before cookies are.
  const chosen = (cookies as FastifyRequest['cookies'] | null)?.['language']
  const all = [chosen, headers['accept-language']].filter((each) => each !== undefined)
  return all.length === 0 ? null : all.join(', ')
}

/** Carries an outcome out of a transaction that is to be rolled back. */
class RolledBack extends Error {
  readonly outcome: Outcome

  constructor(outcome: Outcome) {
    super('rolled back')
    this.outcome = outcome
  }
}

/** One transaction, tried again when the database asks for it; a refusal leaves nothing behind. */
async function runRolledBack(
  db: Db,
  run: (tx: Db) => Promise<Result<Answered, string>>,
  toOutcome: (result: Result<Answered, string>) => Outcome,
): Promise<Outcome> {
  for (let tries = 1; ; tries++) {
    try {
      return await transaction(db, async (tx) => {
        const result = await run(tx)
        if (!result.ok) throw new RolledBack(toOutcome(result))
        return toOutcome(result)
      })
    } catch (error) {
      if (error instanceof RolledBack) return error.outcome
      if (tries === ATTEMPTS_MAX || !isRetryable(error)) throw error
    }
  }
}

async function runWrite(
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: Asked,
  deps: HttpDeps,
): Promise<Outcome> {
  const attempt = asked.dryRun ? null : attemptOf(request)
  if (asked.dryRun) reply.header('aliquot-dry-run', 'true')
  const first = await inTransaction((tx) => once(tx, () => route.run(asked.input(tx))))
  if (!('outside' in first)) return first
  // Committed, and not answered yet: whoever is asked now holds up no row and no connection.
  const save = await first.outside()
  const last = await inTransaction((tx) => once(tx, () => save(asked.input(tx).work), 'commit'))
  if ('outside' in last) throw new Error(`${route.path} asks outside twice`)
  return last

  async function inTransaction<T>(run: (tx: Db) => Promise<T>): Promise<T | Outcome> {
    for (let tries = 1; ; tries++) {
      try {
        return await transaction(deps.db, run)
      } catch (error) {
        if (error instanceof RolledBack) return rolledBack(error.outcome)
        if (tries === ATTEMPTS_MAX || !isRetryable(error)) throw error
      }
    }
  }

  async function rolledBack(outcome: Outcome): Promise<Outcome> {
    if (!asked.dryRun) await transaction(deps.db, (tx) => noteRefusal(tx, outcome))
    return outcome
  }

  async function noteRefusal(tx: Db, { refused }: Outcome): Promise<void> {
    if (refused !== null) await route.onRefused?.(asked.input(tx), refused)
  }

  async function once(
    tx: Db,
    run: () => Promise<Result<Answered, string>>,
    saved: 'rollback' | 'commit' = 'rollback',
  ): Promise<Outcome | Required<Pick<Answered, 'outside'>>> {
    if (attempt !== null) {
      const earlier = await beginAttempt(tx, attempt)
      if (!earlier.ok) throw new RequestRefused(earlier.reason)
      if (earlier.value !== null) {
        reply.header('idempotency-replayed', 'true')
        return { ...earlier.value, session: null, refused: null }
      }
    }
    const result = await run()
    const outcome = outcomeOf(route, result, request.id)
    if (asked.dryRun) {
      // What would be refused at commit is refused here too.
      await sql`set constraints all immediate`.execute(tx)
      throw new RolledBack(result.ok ? marked(outcome) : outcome)
    }
    if (result.ok && result.value.outside !== undefined) return { outside: result.value.outside }
    // Nobody outside said yes: that is kept, and a retry may ask again.
    if (!result.ok && saved === 'commit') return outcome
    if (!result.ok && route.refusals === 'rollback') throw new RolledBack(outcome)
    await noteRefusal(tx, outcome)
    if (attempt !== null && typeof outcome.body === 'string')
      await keepAnswer(tx, attempt, { status: outcome.status, body: outcome.body }, deps.systemClock.now())
    return outcome
  }
}

function attemptOf(request: FastifyRequest): Attempt {
  const key = request.headers['idempotency-key']
  if (key === undefined) throw new RequestRefused('IDEMPOTENCY_KEY_REQUIRED')
  if (typeof key !== 'string' || !IDEMPOTENCY_KEY.test(key))
    throw new RequestRefused('IDEMPOTENCY_KEY_INVALID')
  return {
    caller: request.caller?.by.id ?? 'public',
    key,
    request: `${request.method} ${request.url} ${canonicalize(request.body) ?? ''}`,
  }
}

function outcomeOf(route: Route, result: Result<Answered, string>, requestId: string): Outcome {
  if (!result.ok) {
    const problem = route.problems[result.reason]
    if (problem === undefined)
      throw new Error(`${route.path} refuses with ${result.reason}, which it does not declare`)
    const body = problemBody({ code: result.reason, problem, facts: result.facts, requestId }, result.errors)
    return {
      status: problem.status,
      body: JSON.stringify(body),
      session: null,
      refused: body,
      retryAfter: result.facts['seconds'],
    }
  }
  const { body, session } = result.value
  if (!('media' in route.response))
    return {
      status: route.status,
      body: JSON.stringify(z.encode(route.response, body)),
      session,
      refused: null,
    }
  // `Answer` has made sure of it where the route was declared.
  return { status: route.status, body: body as Document, session, refused: null }
}

function marked(outcome: Outcome): Outcome {
  const body: unknown = typeof outcome.body === 'string' ? JSON.parse(outcome.body) : null
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body)
  return isObject ? { ...outcome, body: JSON.stringify({ ...body, dryRun: true }) } : outcome
}

function send(route: Route, reply: FastifyReply, outcome: Outcome, deps: HttpDeps): FastifyReply {
  if (outcome.session !== null) changeSession(reply, outcome.session, deps.publicUrl)
  reply.code(outcome.status).header('cache-control', 'no-store')
  if (outcome.status >= 400) {
    const problem = JSON.parse(String(outcome.body)) as ProblemBody
    return answerProblem(reply, problem, outcome.retryAfter)
  }
  if (typeof outcome.body === 'string')
    return reply.type('application/json; charset=utf-8').send(outcome.body)
  const document = outcome.body
  if (document.fileName !== undefined)
    reply.header(
      'content-disposition',
      `attachment; filename="${document.fileName.replace(/[^A-Za-z0-9._-]/g, '_')}"`,
    )
  const media = 'media' in route.response ? route.response.media : 'text/plain'
  if ('bytes' in document)
    // Saved, and if something shows it all the same, in a box in which nothing runs and nothing is loaded.
    return reply
      .header('content-security-policy', "default-src 'none'; sandbox")
      .type(document.media ?? media)
      .send(document.bytes)
  const { text } = document
  return reply.type(`${media}; charset=utf-8`).send(typeof text === 'string' ? text : Readable.from(text))
}

function cookieName(publicUrl: string): string {
  // The prefix makes browsers insist on https, this host alone, and the whole path (RFC 6265bis, 4.1.3).
  return publicUrl.startsWith('https:') ? '__Host-aliquot' : 'aliquot'
}

function sessionToken(request: FastifyRequest, publicUrl: string): string | null {
  return request.cookies[cookieName(publicUrl)] ?? null
}

function changeSession(reply: FastifyReply, change: SessionChange, publicUrl: string): void {
  const settings = {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: publicUrl.startsWith('https:'),
  } as const
  if (change === 'end') reply.clearCookie(cookieName(publicUrl), settings)
  else reply.setCookie(cookieName(publicUrl), change.token, { ...settings, maxAge: change.maxAgeSeconds })
}
