import { randomBytes } from 'node:crypto'
import { Writable } from 'node:stream'
import { after } from 'node:test'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { accessRoutes } from '../src/access/access.routes.ts'
import { createKey } from '../src/access/key.service.ts'
import { noticeRoutes } from '../src/access/notice.routes.ts'
import { authenticator } from '../src/access/session.service.ts'
import type { Scope } from '../src/access/user.ts'
import { must } from '../src/kernel/result.ts'
import { systemClock, type Clock } from '../src/platform/clock.ts'
import { watchDisks, type Disks } from '../src/platform/disk.ts'
import { oneClock, type Clocks } from '../src/platform/skew.ts'
import { databaseCheck, diskCheck } from '../src/platform/http/health.ts'
import { openMetrics } from '../src/platform/http/metrics.ts'
import type { Route } from '../src/platform/http/route.ts'
import { openLog } from '../src/platform/log.ts'
import { openOutages } from '../src/platform/outages.ts'
import { unlockVault } from '../src/platform/vault/seal.ts'
import { systemActor, type Work } from '../src/platform/work.ts'
import { createApp } from '../src/server/app.ts'
import type { TestDatabase } from './database.ts'

export type TestApp = {
  readonly app: FastifyInstance
  /** Everything that was logged so far. */
  readonly log: () => string
  /** Sends a request as `key`; a body makes it JSON, and a write gets an idempotency key of its own. */
  readonly call: (request: Call) => Promise<LightMyRequestResponse>
  /** An API key of this role and these bounds. */
  readonly keyFor: (role: Scope['role'], bounds?: Partial<Scope>) => Promise<string>
}
export type Call = {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  readonly key?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export const PUBLIC_URL = 'http://aliquot.test'

/** The real HTTP side on a real database, with the routes of access and these; closed when the file ends. */
export async function testApp(
  { db }: TestDatabase,
  routes: readonly Route[] = [],
  options: {
    readonly clock?: Clock
    readonly systemClock?: Clock
    readonly sandbox?: boolean
    readonly registration?: boolean
    readonly disks?: Disks
    readonly clocks?: Clocks
  } = {},
): Promise<TestApp> {
  unlockVault(randomBytes(32))
  const lines: string[] = []
  const sink = new Writable({
    write: (chunk, _, done) => {
      lines.push(String(chunk))
      done()
    },
  })
  const machine = options.systemClock ?? systemClock
  const doors = {
    systemClock: machine,
    publicUrl: PUBLIC_URL,
    sandbox: options.sandbox ?? false,
    registration: options.registration ?? false,
  }
  const disks = options.disks ?? watchDisks(db, [])
  const log = openLog({ level: 'trace' }, sink)
  const app = await createApp({
    db,
    disks,
    outages: openOutages(log, { DATABASE_UNAVAILABLE: databaseCheck(db), DISK_FULL: diskCheck(disks) }),
    clocks: options.clocks ?? oneClock,
    clock: options.clock ?? machine,
    systemClock: machine,
    authenticate: authenticator(db, machine),
    publicUrl: PUBLIC_URL,
    log,
    routes: [...accessRoutes(doors), ...noticeRoutes(), ...routes],
    checks: [databaseCheck(db), diskCheck(disks)],
    metrics: openMetrics(),
    webRoot: null,
    version: '0.0.0-test',
  })
  after(() => app.close())

  const work: Work = { db, now: machine.now(), by: systemActor('test') }
  return {
    app,
    log: () => lines.join(''),
    call: ({ method, path, key, body, headers }) => {
      const verb = method ?? (body === undefined ? 'GET' : 'POST')
      const request: InjectOptions = {
        method: verb,
        url: path,
        headers: {
          ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
          ...(verb === 'GET' ? {} : { 'idempotency-key': randomBytes(16).toString('hex') }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
      }
      if (body !== undefined)
        request.payload = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)
      return app.inject(request)
    },
    keyFor: async (role, bounds = {}) => {
      const wanted = {
        role,
        issuer: null,
        investor: null,
        ...bounds,
        label: `test ${role}`,
        expiresAt: machine.now().add({ hours: 24 }),
      }
      return must(await createKey(work, wanted, machine.now())).secret
    },
  }
}
