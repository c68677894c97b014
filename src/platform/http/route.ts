import * as z from 'zod'
import type { InvestorId, IssuerId } from '../../kernel/ids.ts'
import type { Problem, Problems } from '../../kernel/problem.ts'
import type { FieldError, Result } from '../../kernel/result.ts'
import type { Role } from '../../kernel/role.ts'
import type { Db } from '../db/database.ts'
import type { Actor, Work } from '../work.ts'
import type { Pages } from './pages.ts'
import { parseInput } from './input.ts'

/**
 * Who asks, and within which bounds. `issuer` and `investor` narrow what the role may see: an issuer's people see that
 * issuer alone, an investor themself; null is no narrowing. A row outside the bounds is answered with NOT_FOUND.
 */
export type Caller = {
  readonly by: Actor
  readonly role: Role
  readonly issuer: IssuerId | null
  readonly investor: InvestorId | null
}

/** The roles that may call a route; `public` is everybody, signed in or not. There is no default. */
export type Access = readonly [Role, ...Role[]] | 'public'

/** An answer that is no JSON. */
export type Media = {
  readonly media: 'text/csv' | 'text/html' | 'text/plain' | 'application/octet-stream'
}
export const CSV: Media = { media: 'text/csv' }
export const HTML: Media = { media: 'text/html' }
export const PLAIN: Media = { media: 'text/plain' }
/** Bytes that browsers save and never show, whatever they are. */
export const FILE: Media = { media: 'application/octet-stream' }

/** The body of a `Media` answer. With a file name, browsers save it. Long texts are given in pieces. */
export type Document =
  | { readonly text: string | AsyncIterable<string>; readonly fileName?: string }
  | {
      readonly bytes: Buffer
      readonly fileName: string
      /** What was found to be in it; without it, nothing is said of that. */
      readonly media?: string
    }

type Answer<S extends z.ZodType | Media> = S extends z.ZodType ? z.output<S> : Document
type CallerOf<A extends Access> = A extends 'public' ? Caller | null : Caller

/** What a route's `handle` is given. Everything in it was parsed; `work.by` is the caller. */
export type Context<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends Access> = {
  readonly work: Work
  readonly caller: CallerOf<A>
  readonly params: z.output<P>
  readonly query: z.output<Q>
  readonly body: z.output<B>
  /** Opens the query's cursor and makes the next one; see `pageQuery` and `page` in fields.ts. */
  readonly pages: Pages
  /** Whether the transaction will be rolled back: then nothing may happen outside of it either. */
  readonly dryRun: boolean
  /** The languages that the reader asks for (RFC 9110 §12.5.4), for pages; null where nothing says any. */
  readonly acceptLanguage: string | null
}

const nothing = z.strictObject({})
type Nothing = typeof nothing

type Common<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  S extends z.ZodType | Media,
  R extends string,
  A extends Access,
> = {
  /** As OpenAPI writes it: `/v1/assets/{id}`. */
  readonly path: string
  /** One sentence in the imperative: `List the assets`. */
  readonly summary: string
  readonly description?: string
  /** The chapter of the API reference. */
  readonly tag: string
  readonly access: A
  readonly params?: P
  /** Strict: an unknown field is refused. `dryRun` of a write is not part of it. */
  readonly query?: Q
  readonly body?: B
  readonly bodyMaxBytes?: number
  /** What the answer may hold; a field that is not in it does not leave the house. */
  readonly response: S
  readonly handle: (context: Context<P, Q, B, A>) => Promise<Result<Answer<S>, NoInfer<R>>>
} & ([R] extends [never] ? { readonly problems?: undefined } : { readonly problems: Problems<R> })

/** What the server hands to a route: nothing in it has been parsed. */
export type RawInput = {
  readonly work: Work
  readonly caller: Caller | null
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  readonly pages: Pages
  readonly dryRun: boolean
  readonly visit: Visit
  readonly acceptLanguage: string | null
  /** By name in lower case; for webhooks, whose signature is one of them. */
  readonly headers: Readonly<Record<string, string | undefined>>
}

/** What only the doors (sign-in and the like) need to know about a request. */
export type Visit = {
  /** The address of the real peer: never a header that a client can write. */
  readonly peer: string
  /** The session cookie's value. */
  readonly token: string | null
}

/** A session to begin or to end with the answer. */
export type SessionChange = { readonly token: string; readonly maxAgeSeconds: number } | 'end'

/** One route as data. Modules build it with `read` and `write`; only the server registers it. */
export type Route = {
  readonly kind: 'read' | 'write' | 'door' | 'webhook'
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  readonly summary: string
  readonly description: string | null
  readonly tag: string
  readonly access: Access
  readonly params: z.ZodType | null
  readonly query: z.ZodType | null
  readonly body: z.ZodType | null
  readonly bodyMaxBytes: number
  readonly response: z.ZodType | Media
  readonly status: number
  readonly problems: Problems<string>
  /** Whether what a refused write wrote is kept. */
  readonly refusals: 'rollback' | 'commit'
  /** Writes down that somebody was refused, in a transaction that is kept whatever became of the route’s own. */
  readonly onRefused: ((raw: RawInput, refusal: RefusedAnswer) => Promise<void>) | null
  readonly run: (raw: RawInput) => Promise<Result<Answered, string>>
}
/** A refusal as it is answered. */
export type RefusedAnswer = {
  readonly code: string
  readonly detail: string
  readonly errors: readonly FieldError[]
}
export type Answered = {
  readonly body: unknown
  readonly session: SessionChange | null
  /** What is left to do once this was committed: ask somebody outside, in no transaction, and save what they said. */
  readonly outside?: () => Promise<(work: Work) => Promise<Result<Answered, string>>>
}

const BODY_MAX_BYTES = 1024 * 1024

/**
 * A route that changes nothing. With a body it is a POST: a question too long for a URL. `work.db` is no transaction.
 */
export function read<
  S extends z.ZodType | Media,
  const A extends Access,
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = Nothing,
  R extends string = never,
>(route: Common<P, Q, B, S, R, A>): Route {
  return {
    ...described(route),
    kind: 'read',
    method: route.body === undefined ? 'GET' : 'POST',
    status: 200,
    refusals: 'rollback',
    run: async (raw) => answered(await route.handle(parsed(route, raw))),
  }
}

/**
 * A route that changes something, in one database transaction: `work.db` is that transaction, and a refusal rolls it
 * back. It needs an `Idempotency-Key`; an exact retry is answered with the first answer and runs nothing.
 * With `?dryRun=true` it runs and is rolled back. It may run twice (a deadlock is retried), so whatever it does outside
 * of the database must bear that.
 *
 * @param route.method   POST unless told otherwise
 * @param route.status   201 when something new has an address, else 200
 * @param route.refusals `commit` keeps what was written although the answer is a refusal: a record of the attempt
 */
export function write<
  S extends z.ZodType | Media,
  const A extends Access,
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = Nothing,
  R extends string = never,
>(
  route: Common<P, Q, B, S, R, A> & {
    readonly method?: 'POST' | 'PUT' | 'DELETE'
    readonly status?: 200 | 201 | 202
    readonly refusals?: 'rollback' | 'commit'
  },
): Route {
  return {
    ...described(route),
    kind: 'write',
    method: route.method ?? 'POST',
    status: route.status ?? 200,
    refusals: route.refusals ?? 'rollback',
    run: async (raw) => answered(await route.handle(parsed(route, raw))),
  }
}

/**
 * A write that asks somebody outside in between, who may take long or never answer: `record` in one transaction, `ask` in
 * none, `save` in another. After a crash in between, what was recorded is all that is known, so `record` has to bear being
 * run again. What a refusal of `save` wrote is kept, and a retry asks again. A dry run records, and asks nobody.
 */
export function writeOutside<
  S extends z.ZodType,
  const A extends Access,
  Order,
  Said,
  P extends z.ZodType = Nothing,
  R extends string = never,
>(route: {
  readonly path: string
  readonly summary: string
  readonly description?: string
  readonly tag: string
  readonly access: A
  readonly params?: P
  readonly response: S
  readonly problems: Problems<R>
  readonly status?: 200 | 201 | 202
  readonly record: (context: Context<P, Nothing, Nothing, A>) => Promise<Result<Order, NoInfer<R>>>
  readonly ask: (order: Order) => Promise<Said>
  readonly save: (work: Work, order: Order, said: Said) => Promise<Result<z.output<S>, NoInfer<R>>>
  /** What a dry run answers. */
  readonly preview: (order: Order) => z.output<S>
}): Route {
  return {
    ...described(route),
    kind: 'write',
    method: 'POST',
    status: route.status ?? 200,
    refusals: 'rollback',
    run: async (raw) => {
      const recorded = await route.record(parsed<P, Nothing, Nothing, A>(route, raw))
      if (!recorded.ok) return recorded
      const order = recorded.value
      const outside = async () => {
        const said = await route.ask(order)
        return async (work: Work) => answered(await route.save(work, order, said))
      }
      return { ok: true, value: { body: route.preview(order), session: null, outside } }
    },
  }
}

/**
 * A route that begins or ends a session. It sees the peer and the cookie, needs no `Idempotency-Key`, and what it wrote
 * is kept even when it refuses: a failed attempt counts.
 */
export function door<
  S extends z.ZodType,
  const A extends Access,
  B extends z.ZodType = Nothing,
  R extends string = never,
>(route: {
  readonly method: 'POST' | 'DELETE'
  readonly path: string
  readonly summary: string
  readonly tag: string
  readonly access: A
  readonly body?: B
  readonly response: S
  readonly status?: 200 | 201
  readonly problems: Problems<R>
  readonly handle: (
    context: Context<Nothing, Nothing, B, A> & Visit,
  ) => Promise<Result<{ readonly body: z.output<S>; readonly session: SessionChange | null }, NoInfer<R>>>
}): Route {
  return {
    ...described(route),
    kind: 'door',
    method: route.method,
    status: route.status ?? 200,
    refusals: 'commit',
    run: (raw) => route.handle({ ...parsed<Nothing, Nothing, B, A>(route, raw), ...raw.visit }),
  }
}

/**
 * A route that another service calls with messages of its own: open to all, since the signature is what lets one in, and
 * over the bytes as they came, so nothing parses them first. It runs in a transaction that a refusal rolls back; the
 * sender's retries carry no `Idempotency-Key`, so the handler has to know a message again.
 */
export function webhook<
  S extends z.ZodType,
  Message,
  P extends z.ZodType = Nothing,
  R extends string = never,
>(route: {
  readonly path: string
  readonly summary: string
  readonly description?: string
  readonly tag: string
  readonly params?: P
  readonly bodyMaxBytes: number
  readonly response: S
  readonly problems: Problems<R>
  /** Makes sure of the sender and reads the message, in no transaction: the sender may be asked back. It writes nothing. */
  readonly receive: (context: {
    readonly db: Db
    readonly params: z.output<P>
    readonly raw: Uint8Array
    readonly headers: Readonly<Record<string, string | undefined>>
  }) => Promise<Result<Message, NoInfer<R>>>
  readonly save: (work: Work, message: Message) => Promise<Result<z.output<S>, NoInfer<R>>>
}): Route {
  return {
    ...described({ ...route, access: 'public' }),
    kind: 'webhook',
    method: 'POST',
    status: 200,
    refusals: 'rollback',
    run: async (raw) => {
      const { params } = parseInput(
        { params: route.params ?? nothing, query: nothing, body: nothing },
        {
          params: raw.params,
          query: {},
          body: {},
        },
      )
      // The server hands the bytes of a webhook over unread; and absent parameters are `nothing`, as above.
      const bytes = raw.body instanceof Uint8Array ? raw.body : new Uint8Array()
      const received = await route.receive({
        db: raw.work.db,
        params: params as z.output<P>,
        raw: bytes,
        headers: raw.headers,
      })
      if (!received.ok) return received
      const outside = () =>
        Promise.resolve(async (work: Work) => answered(await route.save(work, received.value)))
      return { ok: true, value: { body: null, session: null, outside } }
    },
  }
}

function described(route: {
  readonly path: string
  readonly summary: string
  readonly description?: string
  readonly tag: string
  readonly access: Access
  readonly params?: z.ZodType
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  readonly bodyMaxBytes?: number
  readonly response: z.ZodType | Media
  readonly problems?: Problems<string> | undefined
}) {
  return {
    path: route.path,
    summary: route.summary,
    description: route.description ?? null,
    tag: route.tag,
    access: route.access,
    params: route.params ?? null,
    query: route.query ?? null,
    body: route.body ?? null,
    bodyMaxBytes: route.bodyMaxBytes ?? BODY_MAX_BYTES,
    response: route.response,
    problems: route.problems ?? {},
    onRefused: null,
  }
}

function parsed<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends Access>(
  route: {
    readonly params?: P
    readonly query?: Q
    readonly body?: B
    readonly problems?: Readonly<Record<string, Problem>> | undefined
  },
  raw: RawInput,
): Context<P, Q, B, A> {
  const { params, query, body } = parseInput(
    { params: route.params ?? nothing, query: route.query ?? nothing, body: route.body ?? nothing },
    raw,
    route.problems,
  )
  // The server has let nobody in whom `access` does not name, so a caller is there unless the route is public;
  // and a schema that is absent is `nothing`, the default of its type parameter.
  const { work, caller, pages, dryRun, acceptLanguage } = raw
  return { work, caller, params, query, body, pages, dryRun, acceptLanguage } as Context<P, Q, B, A>
}

function answered(result: Result<unknown, string>): Result<Answered, string> {
  return result.ok ? { ok: true, value: { body: result.value, session: null } } : result
}

/** Whether the caller may see what belongs to this issuer. */
export function seesIssuer(caller: Caller, issuer: IssuerId): boolean {
  return caller.role === 'investor' ? false : caller.issuer === null || caller.issuer === issuer
}

/** Whether the caller may see what belongs to this investor: an investor themself, everybody else by their role. */
export function seesInvestor(caller: Caller, investor: InvestorId): boolean {
  return caller.role !== 'investor' || caller.investor === investor
}
