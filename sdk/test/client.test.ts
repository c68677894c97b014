import assert from 'node:assert/strict'
import net from 'node:net'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { investorRoutes } from '../../src/investor/investor.routes.ts'
import { openRpc } from '../../src/platform/chain/rpc.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { openScreening } from '../../src/screening/engine.service.ts'
import { createClient, NoAnswer, Problem, type Attempt, type Client } from '../src/client.ts'

// There is no chain at this address, and nothing here asks for one.
const rpc = openRpc('http://127.0.0.1:1', { retries: 0 })
const world = await testApp(
  await testDatabase(),
  investorRoutes({
    publicUrl: 'http://aliquot.test',
    chainId: 31337,
    rpc,
    clock: systemClock,
    screening: openScreening(),
  }),
)
await world.app.listen({ port: 0, host: '127.0.0.1' })
const { port } = world.app.server.address() as AddressInfo
const key = await world.keyFor('officer')

function officer(options: Partial<Parameters<typeof createClient>[0]> = {}): Client {
  return createClient({ baseUrl: `http://127.0.0.1:${port}`, key, ...options })
}

function person(name: string) {
  return {
    kind: 'individual',
    name,
    email: `${name.toLowerCase().replaceAll(' ', '.')}@example.org`,
    country: 'US',
  } as const
}

async function names(client: Client): Promise<string[]> {
  const list: string[] = []
  for await (const { displayName } of client.items('GET /v1/investors')) list.push(displayName)
  return list
}

async function problemOf(call: Promise<unknown>): Promise<Problem> {
  try {
    await call
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
  throw new Error('it was not refused')
}

test('an API key signs in', async () => {
  const { id } = await officer().call('POST /v1/investors', { body: person('Ada Okafor') })
  const investor = await officer().call('GET /v1/investors/{id}', { params: { id } })
  assert.equal(investor.displayName, 'Ada Okafor')
  assert.equal(investor.kycStatus, 'manual-review')
})

test('without a key, what is not open to everybody is refused', async () => {
  const problem = await problemOf(
    createClient({ baseUrl: `http://127.0.0.1:${port}` }).call('GET /v1/investors'),
  )
  assert.equal(problem.code, 'UNAUTHENTICATED')
  assert.equal(problem.status, 401)
})

test('a dry run answers what would be, and leaves nothing', async () => {
  const before = await names(officer())
  const answer = await officer().call('POST /v1/investors', { body: person('Nobody Yet'), dryRun: true })
  assert.equal(answer.displayName, 'Nobody Yet')
  assert.deepEqual(await names(officer()), before)
})

test('the same key does a thing once, and answers twice the same', async () => {
  const attempts: Attempt[] = []
  const client = officer({ onAttempt: (attempt) => attempts.push(attempt) })
  const input = { body: person('Bo Lindqvist'), idempotencyKey: 'subscription-form-4711' }
  const first = await client.call('POST /v1/investors', input)
  const second = await client.call('POST /v1/investors', input)
  assert.deepEqual(second, first)
  assert.deepEqual(
    attempts.map(({ replayed, status }) => ({ replayed, status })),
    [
      { replayed: false, status: 201 },
      { replayed: true, status: 201 },
    ],
  )
})

test('two calls without a key of their own are two things', async () => {
  const first = await officer().call('POST /v1/investors', { body: person('Twin') })
  const second = await officer().call('POST /v1/investors', { body: person('Twin') })
  assert.notEqual(first.id, second.id)
})

test('a refusal names every field that is wrong, what to do, and the request in the log', async () => {
  const problem = await problemOf(
    officer().call('POST /v1/investors', {
      body: { kind: 'individual', name: '', email: 'no', country: 'Utopia' },
    }),
  )
  assert.equal(problem.status, 422)
  assert.deepEqual(
    problem.errors.map(({ path, code }) => `${path} ${code}`),
    ['email EMAIL_INVALID', 'country COUNTRY_UNKNOWN', 'name FIELD_REQUIRED'],
  )
  assert.ok(problem.fix.length > 10)
  assert.match(problem.requestId ?? '', /^req_/)
  assert.ok(world.log().includes(problem.requestId ?? 'nothing'))
})

test('pages follow the cursor to the end, and miss and repeat nobody', async () => {
  for (let n = 1; n <= 5; n++) await officer().call('POST /v1/investors', { body: person(`Page ${n}`) })
  const whole = await names(officer())
  const sizes: number[] = []
  const paged: string[] = []
  for await (const { items } of officer().pages('GET /v1/investors', { query: { limit: 2 } })) {
    sizes.push(items.length)
    paged.push(...items.map(({ displayName }) => displayName))
  }
  assert.ok(sizes.length >= 3 && sizes.slice(0, -1).every((size) => size === 2), sizes.join())
  assert.deepEqual(paged, whole)
})

test('too many wrong passwords are not tried again by the client', async () => {
  const attempts: Attempt[] = []
  const client = createClient({
    baseUrl: `http://127.0.0.1:${port}`,
    pauseMaxMs: 100,
    onAttempt: (attempt) => attempts.push(attempt),
  })
  const wrong = { body: { email: 'nobody@example.org', password: 'wrong-wrong-wrong' } }
  let problem = await problemOf(client.call('POST /v1/session', wrong))
  for (let n = 0; n < 50 && problem.status === 401; n++)
    problem = await problemOf(client.call('POST /v1/session', wrong))
  assert.equal(problem.code, 'RATE_LIMITED')
  assert.equal(attempts.filter(({ status }) => status === 429).length, 1)
})

/** A network between client and server that loses the first `lost` answers, or answers in the server's place. */
async function network(lost: number, instead = ''): Promise<{ port: number; connections: () => number }> {
  let connections = 0
  const line = net.createServer((near) => {
    connections++
    const isLost = connections <= lost
    const far = net.connect(port, '127.0.0.1')
    near.on('error', () => far.destroy())
    far.on('error', () => near.destroy())
    near.pipe(far)
    // The request has arrived and was answered; the answer goes no further.
    if (isLost) far.once('data', () => near.end(instead, () => near.destroy()))
    else far.pipe(near)
  })
  line.listen(0, '127.0.0.1')
  await new Promise((resolve) => line.once('listening', resolve))
  after(() => line.close())
  return { port: (line.address() as AddressInfo).port, connections: () => connections }
}

function away(seconds: number): string {
  return `HTTP/1.1 503 Service Unavailable\r\nretry-after: ${seconds}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`
}

test('a write whose answer was lost is sent again with its key, and done once', async () => {
  const { port: line } = await network(1)
  const attempts: Attempt[] = []
  const client = officer({
    baseUrl: `http://127.0.0.1:${line}`,
    onAttempt: (attempt) => attempts.push(attempt),
  })
  const { id } = await client.call('POST /v1/investors', { body: person('Once Only') })
  assert.deepEqual(
    attempts.map(({ status, replayed }) => ({ status, replayed })),
    [
      { status: null, replayed: false },
      { status: 201, replayed: true },
    ],
  )
  assert.equal((await officer().call('GET /v1/investors/{id}', { params: { id } })).displayName, 'Once Only')
  assert.equal((await names(officer())).filter((name) => name === 'Once Only').length, 1)
})

test('a proxy’s gateway error is no refusal of the server, and a read goes on', async () => {
  const { port: line } = await network(
    1,
    'HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\ncontent-length: 9\r\nconnection: close\r\n\r\n<h1></h1>',
  )
  const attempts: Attempt[] = []
  const client = officer({
    baseUrl: `http://127.0.0.1:${line}`,
    onAttempt: (attempt) => attempts.push(attempt),
  })
  assert.ok((await client.call('GET /v1/investors')).items.length > 0)
  assert.deepEqual(
    attempts.map(({ status }) => status),
    [502, 200],
  )
})

test('a server that is away is asked again, unless it wants more patience than a call has', async () => {
  for (const [pauseMaxMs, statuses] of [
    [1_000, [503, 200]],
    [999, [503]],
  ] as const) {
    const { port: line } = await network(1, away(1))
    const attempts: Attempt[] = []
    const client = officer({
      baseUrl: `http://127.0.0.1:${line}`,
      pauseMaxMs,
      onAttempt: (attempt) => attempts.push(attempt),
    })
    const asked = client.call('GET /v1/investors')
    if (statuses.length === 1) assert.equal((await problemOf(asked)).retryAfterSeconds, 1)
    else assert.ok((await asked).items.length > 0)
    assert.deepEqual(
      attempts.map(({ status }) => status),
      statuses,
    )
  }
})

test('a server that stays away is asked as often as allowed', async () => {
  const { port: line, connections } = await network(9, away(0))
  const client = officer({ baseUrl: `http://127.0.0.1:${line}`, attemptsMax: 3 })
  assert.equal((await problemOf(client.call('GET /v1/investors'))).code, 'HTTP_503')
  assert.equal(connections(), 3)
})

test('signing in, which has no key, is not sent twice when its answer is lost', async () => {
  const { port: line, connections } = await network(1)
  await assert.rejects(
    createClient({ baseUrl: `http://127.0.0.1:${line}` }).call('POST /v1/session', {
      body: { email: 'someone@example.org', password: 'long-enough-to-try' },
    }),
    (error) => error instanceof NoAnswer && error.idempotencyKey === null,
  )
  assert.equal(connections(), 1)
})

test('when nothing answers, the error holds the key with which to ask what became of it', async () => {
  const { port: line, connections } = await network(9)
  const client = officer({ baseUrl: `http://127.0.0.1:${line}`, attemptsMax: 2 })
  const lost = await client.call('POST /v1/investors', { body: person('Lost Twice') }).then(
    () => null,
    (error: unknown) => error,
  )
  assert.ok(lost instanceof NoAnswer)
  assert.equal(connections(), 2)
  const attempts: Attempt[] = []
  const found = await officer({ onAttempt: (attempt) => attempts.push(attempt) }).call('POST /v1/investors', {
    body: person('Lost Twice'),
    idempotencyKey: lost.idempotencyKey ?? '',
  })
  assert.equal(found.displayName, 'Lost Twice')
  assert.equal(attempts[0]?.replayed, true)
})

test('whoever calls can end it, between attempts too', async () => {
  const { port: line, connections } = await network(9)
  const ended = new AbortController()
  const client = officer({
    baseUrl: `http://127.0.0.1:${line}`,
    onAttempt: () => queueMicrotask(() => ended.abort(new Error('the person left'))),
  })
  await assert.rejects(client.call('GET /v1/investors', { signal: ended.signal }), /the person left/)
  assert.equal(connections(), 1)
})

test('a key is taken as a file holds it, and what no header can hold is not sent', async () => {
  assert.ok((await officer({ key: `${key}\n` }).call('GET /v1/investors')).items.length > 0)
  const attempts: Attempt[] = []
  const client = officer({ onAttempt: (attempt) => attempts.push(attempt) })
  const input = { body: person('Never Sent'), idempotencyKey: 'two\nlines of a key' }
  await assert.rejects(client.call('POST /v1/investors', input), TypeError)
  assert.deepEqual(attempts, [])
})

test('a part of an address cannot be left out or climb to another', async () => {
  for (const id of ['', '.', '..'])
    await assert.rejects(officer().call('GET /v1/investors/{id}', { params: { id } }), TypeError)
  const problem = await problemOf(
    officer().call('GET /v1/investors/{id}', { params: { id: '../users?limit=1#' } }),
  )
  assert.equal(problem.code, 'NOT_FOUND')
})

test('an address that holds a password, or is none, is refused before anything is sent', () => {
  for (const baseUrl of [
    'https://user:secret@example.org',
    'ftp://example.org',
    'example.org',
    'https://a.example/?key=1',
  ])
    assert.throws(() => createClient({ baseUrl }), TypeError)
})
