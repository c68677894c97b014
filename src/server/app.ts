import fs from 'node:fs'
import { STATUS_CODES } from 'node:http'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import { newId } from '../kernel/ids.ts'
import { readerLanguage, writeIn } from '../messages/reader.ts'
import { answerProblem, platformProblem, RequestRefused } from '../platform/http/answer.ts'
import { answerErrors } from '../platform/http/errors.ts'
import { health, type Check } from '../platform/http/health.ts'
import type { Metrics } from '../platform/http/metrics.ts'
import type { Route } from '../platform/http/route.ts'
import { languagesOf, serve, type HttpDeps } from '../platform/http/serve.ts'
import type { Log } from '../platform/log.ts'
import type { Outages } from '../platform/outages.ts'
import { problemPage, type ProblemData } from '../web/public/problem.ts'
import { serveDocs } from './docs-page.ts'
import { errorsPage } from './errors-page.ts'
import { allProblems, openApi } from './openapi.ts'

export type AppDeps = HttpDeps & {
  readonly log: Log
  readonly outages: Outages
  readonly routes: readonly Route[]
  readonly checks: readonly Check[]
  readonly metrics: Metrics
  /** The built pages; null or an absent folder serves the API alone. */
  readonly webRoot: string | null
  readonly version: string
}

/** Longer than any honest client needs for a body, so that slow ones do not pile up. */
const REQUEST_TIMEOUT_MS = 30_000
/** What is answered to a request that never became one: too slow, or with headers that are too long. */
const CLIENT_ERRORS: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
}

/** The whole HTTP side, not yet listening. Everything it needs is handed in. */
export async function createApp(deps: AppDeps): Promise<FastifyInstance> {
  const logger: FastifyBaseLogger = deps.log
  const app = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: () => newId('req'),
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Whoever asks is the peer of the connection: a header that says otherwise can be written by anybody.
    trustProxy: false,
    // An address that cannot be read leads nowhere.
    frameworkErrors: (_, request, reply: FastifyReply) => {
      const problem = platformProblem('NOT_FOUND', {}, request.id)
      if (!isPage(request)) return answerProblem(reply, problem)
      return reply.code(404).type('text/html; charset=utf-8').send(pageOf(request, problem))
    },
    clientErrorHandler: (error, socket) => {
      const status = CLIENT_ERRORS[error.code ?? ''] ?? 400
      if (socket.writable)
        socket.end(
          `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
        )
    },
  })
  addHeaders(app, deps.publicUrl)
  refuseKeysInAddresses(app)
  logRequests(app)
  deps.metrics.watch(app)
  answerErrors(app, deps)
  showProblems(app)

  serve(app, deps.routes, deps)
  serveOperations(app, deps)
  serveDocs(app)
  await servePages(app, deps)
  await app.ready()
  return app
}

const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  // Components set positions in style attributes.
  "style-src 'self' 'unsafe-inline'",
  // Papers in a case are shown from bytes that the page has fetched, under a media type that it names itself.
  "img-src 'self' data: blob:",
  'frame-src blob:',
  "font-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

function addHeaders(app: FastifyInstance, publicUrl: string): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'x-request-id': request.id,
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=()',
      ...(publicUrl.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000' } : {}),
    })
  })
}

/** Whoever follows a link in a browser reads a page, also of why there is nothing to see. */
function showProblems(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const type = String(reply.getHeader('content-type'))
    if (!isPage(request) || !type.startsWith('application/problem+json') || typeof payload !== 'string')
      return payload
    reply.type('text/html; charset=utf-8')
    return pageOf(request, JSON.parse(payload) as ProblemData)
  })
}

function pageOf(request: FastifyRequest, problem: ProblemData): string {
  // Of an address that cannot be read there is no query.
  const query = request.query as { readonly lang?: unknown } | null
  const language = readerLanguage(String(query?.lang), languagesOf(request))
  return writeIn(language, () => problemPage(problem))
}

const KEY_IN_ADDRESS = /alq_[0-9a-z]{8}|[?&](?:api|access)[-_]?(?:key|token)=/i

function refuseKeysInAddresses(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (KEY_IN_ADDRESS.test(request.url)) throw new RequestRefused('KEY_IN_URL')
  })
}

/** One line per request: the route and who asked by id, never the address asked for, which may name people. */
function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? null,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        by: request.caller?.by.id ?? null,
      },
      'request',
    )
  })
}

function serveOperations(app: FastifyInstance, deps: AppDeps): void {
  // Written when it is first asked for: a start need not wait for it.
  let document: string | null = null
  const errors = errorsPage(allProblems(deps.routes))
  app.get('/openapi.json', async (_, reply) => {
    document ??= JSON.stringify(openApi(deps.routes, { version: deps.version }))
    return reply.type('application/json; charset=utf-8').send(document)
  })
  app.get('/errors', async (_, reply) => reply.type('text/html; charset=utf-8').send(errors))
  app.get('/metrics', async (_, reply) =>
    reply.type(deps.metrics.contentType).send(await deps.metrics.text()),
  )
  app.get('/health', async (_, reply) => {
    const { status, parts } = await health(deps.checks)
    return reply
      .code(status === 'ok' ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status, version: deps.version, ...parts })
  })
}

/** The pages, and for every address that a page could have, the one file that shows it. */
async function servePages(app: FastifyInstance, { webRoot, routes }: AppDeps): Promise<void> {
  const index = webRoot === null ? null : path.join(webRoot, 'index.html')
  const built = index !== null && fs.existsSync(index)
  if (built)
    await app.register(fastifyStatic, {
      root: path.dirname(index),
      index: 'index.html',
      // The build lays a compressed copy beside each file.
      preCompressed: true,
      // Known at the start: otherwise the folder is read again for every file that is asked for.
      wildcard: false,
      globIgnore: ['**/*.br', '**/*.gz'],
      // The build names these files after their content.
      setHeaders: (reply, file) =>
        void reply.header(
          'cache-control',
          file.includes(`${path.sep}assets${path.sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache',
        ),
    })
  const methodsAt = methodsOf(routes)
  app.setNotFoundHandler((request, reply) => {
    if (built && isPage(request)) return reply.header('cache-control', 'no-cache').sendFile('index.html')
    const allowed = methodsAt(request.url.split('?', 1)[0] ?? '').join(', ')
    if (allowed === '') return answerProblem(reply, platformProblem('NOT_FOUND', {}, request.id))
    const facts = { method: request.method, allowed }
    return answerProblem(
      reply.header('allow', allowed),
      platformProblem('METHOD_NOT_ALLOWED', facts, request.id),
    )
  })
}

function isPage(request: FastifyRequest): boolean {
  const page = request.method === 'GET' && !request.url.startsWith('/v1/')
  return page && (request.headers.accept ?? '').includes('text/html')
}

/** Which methods an address takes; none where there is no route. */
function methodsOf(routes: readonly Route[]): (address: string) => readonly string[] {
  const taken = routes.map(({ path: route, method }) => ({
    form: new RegExp(`^${route.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
    // Whatever is read may be asked for its headers alone.
    methods: method === 'GET' ? ['GET', 'HEAD'] : [method],
  }))
  return (address) => [...new Set(taken.flatMap(({ form, methods }) => (form.test(address) ? methods : [])))]
}
