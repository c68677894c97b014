import assert from 'node:assert/strict'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import * as z from 'zod'
import { PUBLIC_URL, testApp, type Call } from '../../../test/app.ts'
import { testDatabase } from '../../../test/database.ts'
import type { IssuerId } from '../../kernel/ids.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { watchDisks } from '../disk.ts'
import { oneClock } from '../skew.ts'
import {
  addressField,
  amountField,
  countryField,
  dateField,
  emailField,
  idField,
  instantField,
  nameField,
  page,
  pageQuery,
  paperTextField,
  textField,
  unitsField,
} from './fields.ts'
import { CSV, read, seesIssuer, write, type Route } from './route.ts'
import { serve } from './serve.ts'

const database = await testDatabase()
const { db, pool } = database
await pool.query('create table probe (id serial primary key, note text not null, unique (note))')
await pool.query(
  'alter table probe add constraint even_later unique (id, note) deferrable initially deferred',
)

const OURS: IssuerId = `iss_${'a'.repeat(26)}` as IssuerId
const THEIRS: IssuerId = `iss_${'b'.repeat(26)}` as IssuerId
const FULL = {
  status: 409,
  detail: 'Only {max} fit.',
  fix: 'Send fewer.',
  citation: 'Probe Act, section 1',
} as const
const NOT_FOUND = { status: 404, detail: 'Nothing here.', fix: 'Look elsewhere.' } as const
const MISTAKES = [{ path: 'line 3, amount', code: 'AMOUNT_FORMAT', message: 'Line 3 has no amount.' }]
let open: (() => void) | null = null

const probes: Route[] = [
  write({
    path: '/v1/probe/fields',
    summary: 'Read fields',
    tag: 'Probe',
    access: ['officer'],
    body: z.strictObject({
      amount: amountField(2).optional(),
      units: unitsField.optional(),
      price: amountField(6).optional(),
      date: dateField.optional(),
      instant: instantField.optional(),
      address: addressField.optional(),
      country: countryField.optional(),
      email: emailField.optional(),
      name: nameField.optional(),
      paper: paperTextField(40).optional(),
      remark: textField(40).optional(),
      lots: z
        .array(z.strictObject({ units: unitsField }))
        .max(3)
        .optional(),
    }),
    response: z.object({ amount: amountField(2).optional(), name: z.string().optional() }),
    handle: async ({ body }) => ok(body),
  }),
  write({
    path: '/v1/probe/notes',
    summary: 'Write a note',
    tag: 'Probe',
    access: ['officer', 'issuer'],
    status: 201,
    body: z.strictObject({ note: z.string(), wait: z.boolean().optional() }),
    response: z.object({ id: z.number(), by: z.string() }),
    problems: { FULL },
    handle: async ({ work, body }) => {
      const { rows } = await sql<{
        id: number
      }>`insert into probe (note) values (${body.note}) returning id`.execute(work.db)
      if (body.wait === true) await new Promise<void>((resolve) => (open = resolve))
      if (body.note.startsWith('full')) return refuse('FULL', { max: '3' }, MISTAKES)
      return ok({ id: rows[0]?.id ?? 0, by: work.by.id, secret: 'must not leave' })
    },
  }),
  write({
    path: '/v1/probe/kept',
    summary: 'Keep a refused attempt',
    tag: 'Probe',
    access: ['officer'],
    refusals: 'commit',
    body: z.strictObject({ note: z.string() }),
    response: z.object({}),
    problems: { FULL },
    handle: async ({ work, body }) => {
      await sql`insert into probe (note) values (${body.note})`.execute(work.db)
      return refuse('FULL', { max: '3' })
    },
  }),
  read({
    path: '/v1/probe/issuers/{id}',
    summary: 'Show an issuer',
    tag: 'Probe',
    access: ['issuer', 'officer', 'investor'],
    params: z.strictObject({ id: idField('iss') }),
    response: z.object({ id: idField('iss') }),
    problems: { NOT_FOUND },
    handle: async ({ params, caller }) => (seesIssuer(caller, params.id) ? ok(params) : refuse('NOT_FOUND')),
  }),
  read({
    path: '/v1/probe/list',
    summary: 'List numbers',
    tag: 'Probe',
    access: ['officer'],
    query: pageQuery({ from: z.string().optional() }),
    response: page(z.object({ n: z.number() })),
    handle: async ({ query, pages }) => {
      const after = Number(pages.after(query)?.[0] ?? 0)
      const rows = Array.from({ length: Math.max(0, Math.min(query.limit + 1, 7 - after)) }, (_, i) => ({
        n: after + i + 1,
      }))
      return ok(pages.page(rows, query, ({ n }) => [String(n)]))
    },
  }),
  read({
    path: '/v1/probe/list.csv',
    summary: 'List numbers as CSV',
    tag: 'Probe',
    access: ['officer'],
    response: CSV,
    handle: async () => ok({ text: pieces(), fileName: 'numbers "1".csv' }),
  }),
  read({
    path: '/v1/probe/bug',
    summary: 'Fail',
    tag: 'Probe',
    access: ['officer'],
    response: z.object({}),
    handle: async () => {
      throw new Error('the inside of the house')
    },
  }),
  read({
    path: '/v1/probe/undeclared',
    summary: 'Answer what was not declared',
    tag: 'Probe',
    access: 'public',
    response: z.object({ id: idField('iss') }),
    handle: async () => ok({ id: THEIRS }),
  }),
]

async function* pieces() {
  yield '"n"\n'
  yield '"1"\n'
}

const world = await testApp(database, probes)
const officer = await world.keyFor('officer')
const issuer = await world.keyFor('issuer', { issuer: OURS })
const fields = (body: unknown, headers?: Call['headers']) =>
  world.call({ path: '/v1/probe/fields', key: officer, body, ...(headers === undefined ? {} : { headers }) })
const fixture = (name: string) =>
  fs.readFileSync(path.join(import.meta.dirname, '../../../test/fixtures/bad-inputs', name), 'utf8')
const note = (text: string, idempotencyKey: string, more: Partial<Call> & { wait?: boolean } = {}) => {
  const { wait, ...call } = more
  return world.call({
    path: '/v1/probe/notes',
    key: officer,
    body: wait === undefined ? { note: text } : { note: text, wait },
    headers: { 'idempotency-key': idempotencyKey },
    ...call,
  })
}
const count = async (text: string) =>
  Number((await pool.query('select count(*) as n from probe where note = $1', [text])).rows[0].n)

const half = Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')])
const bad: readonly (readonly [string, unknown, number, string])[] = [
  ...['1e3', ' 100', '१२', '0x10', '1,000.00', '1.000,00', '', '+1', '1.', '.5', 'NaN'].map(
    (amount) => [`B01 amount ${JSON.stringify(amount)}`, { amount }, 422, 'AMOUNT_FORMAT'] as const,
  ),
  ['B02 zero', { amount: '0' }, 422, 'AMOUNT_OUT_OF_RANGE'],
  ['B02 zero with decimals', { amount: '0.00' }, 422, 'AMOUNT_OUT_OF_RANGE'],
  ['B02 negative', { amount: '-1' }, 422, 'AMOUNT_OUT_OF_RANGE'],
  ['B02 negative zero', { amount: '-0' }, 422, 'AMOUNT_OUT_OF_RANGE'],
  ['B02 too precise', { amount: '0.001' }, 422, 'AMOUNT_PRECISION'],
  ['B02 half a unit', { units: '0.5' }, 422, 'AMOUNT_PRECISION'],
  ['B03 units as a number', '{"units":9007199254740993}', 422, 'AMOUNT_MUST_BE_STRING'],
  ['B03 2^256 as a number', `{"units":${2n ** 256n}}`, 422, 'AMOUNT_MUST_BE_STRING'],
  ['B03 amount as a number', { amount: 1 }, 422, 'AMOUNT_MUST_BE_STRING'],
  ['B04 NaN', '{"amount":NaN}', 400, 'JSON_INVALID'],
  ['B04 Infinity', '{"amount":Infinity}', 400, 'JSON_INVALID'],
  ['B04 1e400', fixture('big-numbers.json'), 400, 'JSON_INVALID'],
  ['B05 above 128 bits', { units: String(2n ** 128n) }, 422, 'AMOUNT_OVERFLOW'],
  ['B05 2^256', { units: String(2n ** 256n) }, 422, 'AMOUNT_OVERFLOW'],
  ['B06 a key twice', fixture('duplicate-keys.json'), 400, 'JSON_DUPLICATE_KEY'],
  ['B07 100,000 arrays', '['.repeat(100_000) + ']'.repeat(100_000), 400, 'JSON_TOO_DEEP'],
  ['B07 as many that do not end', `{"lots":${'['.repeat(100_000)}`, 400, 'JSON_TOO_DEEP'],
  ['B08 prototype', fixture('prototype.json'), 422, 'FIELD_UNKNOWN'],
  ['B09 a role of one’s own', { name: 'Ada', role: 'admin' }, 422, 'FIELD_UNKNOWN'],
  ['B09 inside a list', { lots: [{ units: '1', kycStatus: 'verified' }] }, 422, 'FIELD_UNKNOWN'],
  ['B12 a byte order mark', '\ufeff{}', 415, 'BODY_HAS_BOM'],
  ['B13 invalid UTF-8', half, 400, 'ENCODING_INVALID'],
  ['B13 half a surrogate', '{"name":"\\ud800"}', 400, 'ENCODING_INVALID'],
  ...(JSON.parse(fixture('names.json')) as { refused: string[] }).refused.map(
    (name) =>
      [
        `B14 name ${JSON.stringify(name)}`,
        { name },
        422,
        name.trim() === '' ? 'FIELD_REQUIRED' : 'NAME_INVALID',
      ] as const,
  ),
  ['B14 a name with an emoji', { name: 'Ada 😀' }, 422, 'NAME_INVALID'],
  ['B14 a name with a sign made a picture', { name: 'Ada \u2764\ufe0f' }, 422, 'NAME_INVALID'],
  ['B14 a paper with an emoji', { paper: 'Rent\npaid late ⚡' }, 422, 'TEXT_INVALID'],
  ['B14 a paper that turns the text around', { paper: 'Rent\u202e' }, 422, 'TEXT_INVALID'],
  ['B14 a remark that turns the text around', { remark: 'Thanks\u202e' }, 422, 'TEXT_INVALID'],
  ...[201, 10_000].map(
    (length) => [`B14 ${length} characters`, { name: 'a'.repeat(length) }, 422, 'NAME_INVALID'] as const,
  ),
  ...[
    '2026-02-30',
    '2027-02-29',
    '0000-01-01',
    '9999-12-31',
    '2026-13-01',
    '2026-1-1',
    '+002026-01-01',
    '2026-01-01T00:00:00Z',
  ].map((date) => [`B16 date ${date}`, { date }, 422, 'DATE_INVALID'] as const),
  ['B16 a moment without a zone', { instant: '2026-01-01T00:00:00' }, 422, 'INSTANT_INVALID'],
  ...['UK', 'XX', 'usa', 'AN', 'gb'].map(
    (country) => [`B18 country ${country}`, { country }, 422, 'COUNTRY_UNKNOWN'] as const,
  ),
  ['B23 lower case', { address: '0x70997970c51812dc3a010c7d01b50e0d17dc79c8' }, 422, 'ADDRESS_CASE'],
  ['B23 upper case', { address: '0x70997970C51812DC3A010C7D01B50E0D17DC79C8' }, 422, 'ADDRESS_CASE'],
  [
    'B23 one letter’s case',
    { address: '0x70997970C51812dc3A010C7d01b50e0d17dc79c8' },
    422,
    'ADDRESS_CHECKSUM',
  ],
  ['B23 zero', { address: `0x${'0'.repeat(40)}` }, 422, 'ADDRESS_FORBIDDEN'],
  ['B23 a precompile', { address: `0x${'0'.repeat(39)}1` }, 422, 'ADDRESS_FORBIDDEN'],
  ['B23 the P-256 precompile', { address: `0x${'0'.repeat(37)}100` }, 422, 'ADDRESS_FORBIDDEN'],
  ['B24 another chain', { address: 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq' }, 422, 'ADDRESS_CHAIN'],
  ['B24 a name with a look-alike', { address: 'vitalіk.eth' }, 422, 'ADDRESS_CHAIN'],
  ['an e-mail address with a line break', { email: 'a@b.co\nbcc: c@d.co' }, 422, 'EMAIL_INVALID'],
  ['too many lots', { lots: Array.from({ length: 4 }, () => ({ units: '1' })) }, 422, 'FIELD_TOO_LARGE'],
  ['a list instead of an object', [], 422, 'FIELD_TYPE'],
]

for (const [name, body, status, code] of bad)
  test(`refused: ${name}`, async () => {
    const answer = await fields(body)
    assert.equal(answer.statusCode, status, answer.body)
    assert.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8')
    const problem = answer.json<Record<string, unknown>>()
    assert.equal(problem['code'], code)
    for (const member of ['type', 'title', 'detail', 'fix', 'requestId'])
      assert.equal(typeof problem[member], 'string')
    assert.doesNotMatch(answer.body, /\bat .*\.ts:/)
    assert.equal(Reflect.get({}, 'isAdmin'), undefined)
  })

test('an address without its checksum is shown with it, for a person to compare', async () => {
  const { errors } = (await fields({ address: '0x70997970c51812dc3a010c7d01b50e0d17dc79c8' })).json<{
    errors: { message: string }[]
  }>()
  assert.match(errors[0]?.message ?? '', /0x70997970C51812dc3A010C7d01b50e0d17dc79C8/)
})

test('signs that are no emoji stand in names and papers, lines in papers, and emoji in what people write to each other', async () => {
  const body = { name: 'Ada & Söhne™ №1 ©', paper: 'Rent\npaid late', remark: 'Thank you 😀' }
  assert.equal((await fields(body)).statusCode, 200)
})

test('B15: names of every script are accepted as they are', async () => {
  for (const name of (JSON.parse(fixture('names.json')) as { accepted: string[] }).accepted)
    assert.equal((await fields({ name })).json<{ name: string }>().name, name.normalize('NFC'))
})

test('every mistake is listed with its place, unknown fields first', async () => {
  const answer = await fields({
    amount: '1e3',
    date: '2026-02-30',
    lots: [{ units: '1' }, {}],
    kyc: 'verified',
  })
  const { code, errors } = answer.json<{
    code: string
    errors: { path: string; code: string; message: string }[]
  }>()
  assert.equal(code, 'FIELD_UNKNOWN')
  assert.deepEqual(
    errors.map((error) => [error.path, error.code]),
    [
      ['kyc', 'FIELD_UNKNOWN'],
      ['amount', 'AMOUNT_FORMAT'],
      ['date', 'DATE_INVALID'],
      ['lots[1].units', 'FIELD_REQUIRED'],
    ],
  )
})

test('B10: a body above the limit is refused, declared or chunked without end', async () => {
  const declared = await fields({ name: 'a'.repeat(1024 * 1024) })
  assert.deepEqual([declared.statusCode, declared.json<{ code: string }>().code], [413, 'BODY_TOO_LARGE'])

  const { port } = (await listening()) as net.AddressInfo
  const socket = net.connect(port, '127.0.0.1')
  let answer = ''
  socket.on('data', (chunk) => (answer += chunk.toString()))
  socket.on('error', () => {})
  socket.write(
    `POST /v1/probe/fields HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${officer}\r\nidempotency-key: ${'k'.repeat(20)}\r\n` +
      'content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n',
  )
  const piece = Buffer.alloc(64 * 1024, 0x20)
  const closed = new Promise((resolve) => socket.once('close', resolve))
  for (let i = 0; i <= 16; i++) {
    socket.write(`${piece.length.toString(16)}\r\n`)
    socket.write(piece)
    await new Promise((resolve) => socket.write('\r\n', resolve))
  }
  await closed
  assert.match(answer, /^HTTP\/1\.1 413 /)
})

test('B10: a body that never comes to its end is answered with 408, after half a minute', async () => {
  const { port } = (await listening()) as net.AddressInfo
  const { server } = world.app
  assert.equal(server.requestTimeout, 30_000)
  const arrived = new Promise<net.Socket>((resolve) => server.once('connection', resolve))
  const socket = net.connect(port, '127.0.0.1')
  socket.write('POST /v1/probe/fields HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{')
  // As Node's server does when the time is over.
  const late = Object.assign(new Error('Request timeout'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' })
  server.emit('clientError', late, await arrived)
  let answer = ''
  for await (const chunk of socket) answer += String(chunk)
  assert.match(answer, /^HTTP\/1\.1 408 Request Timeout\r\n/)
})

test('what is no HTTP, or has headers without end, is answered as such', async () => {
  const { port } = (await listening()) as net.AddressInfo
  const raw = (text: string) =>
    new Promise<string>((resolve) => {
      const socket = net.connect(port, '127.0.0.1', () => socket.write(text))
      let answer = ''
      socket.on('data', (chunk) => (answer += chunk.toString()))
      socket.on('error', () => {})
      socket.on('close', () => resolve(answer))
    })
  assert.match(await raw('GARBAGE\r\n\r\n'), /^HTTP\/1\.1 400 /)
  assert.match(
    await raw(`GET / HTTP/1.1\r\nhost: x\r\nx-long: ${'a'.repeat(20_000)}\r\n\r\n`),
    /^HTTP\/1\.1 431 /,
  )
})

let address: net.AddressInfo | string | null = null
async function listening() {
  if (address === null) {
    await world.app.listen({ port: 0, host: '127.0.0.1' })
    address = world.app.server.address()
  }
  return address
}

test('B11: a small body that unpacks into a large one is refused; an honest packed one is read', async () => {
  const bomb = gzipSync(
    Buffer.concat([Buffer.from('{"name":"'), Buffer.alloc(50 * 1024 * 1024, 0x61), Buffer.from('"}')]),
  )
  assert.ok(bomb.length < 60_000)
  const refused = await fields(bomb, { 'content-encoding': 'gzip' })
  assert.deepEqual([refused.statusCode, refused.json<{ code: string }>().code], [413, 'BODY_TOO_LARGE'])
  const read = await fields(gzipSync('{"name":"Ada"}'), { 'content-encoding': 'gzip' })
  assert.equal(read.json<{ name: string }>().name, 'Ada')
  assert.equal((await fields('{}', { 'content-encoding': 'br' })).statusCode, 415)
})

test('B12: other media types and character sets are refused', async () => {
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json; charset=utf-16',
    'application/xml',
    'multipart/form-data; boundary=x',
  ]) {
    const answer = await fields('{}', { 'content-type': type })
    assert.deepEqual(
      [type, answer.statusCode, answer.json<{ code: string }>().code],
      [type, 415, 'MEDIA_TYPE_UNSUPPORTED'],
    )
  }
})

test('B29: a key in the address is refused, and not logged', async () => {
  for (const address of [`/v1/probe/list?from=${officer}`, '/v1/probe/list?api_key=x', `/${officer}`]) {
    const answer = await world.call({ path: address, key: officer })
    assert.deepEqual([answer.statusCode, answer.json<{ code: string }>().code], [400, 'KEY_IN_URL'])
  }
  assert.ok(!world.log().includes(officer.slice(13)))
})

test('B33: another issuer’s id, a made-up one and a malformed one get the same answer', async () => {
  const answers = await Promise.all(
    [THEIRS, `iss_${'z'.repeat(26)}`, 'iss_1', "iss_' or 1=1 --"].map((id) =>
      world.call({ path: `/v1/probe/issuers/${encodeURIComponent(id)}`, key: issuer }),
    ),
  )
  for (const answer of answers) {
    assert.equal(answer.statusCode, 404)
    assert.equal(answer.json<{ code: string }>().code, 'NOT_FOUND')
  }
  assert.equal((await world.call({ path: `/v1/probe/issuers/${OURS}`, key: issuer })).statusCode, 200)
  assert.equal((await world.call({ path: `/v1/probe/issuers/${OURS}`, key: officer })).statusCode, 200)
  const investor = await world.keyFor('investor', { investor: `inv_${'c'.repeat(26)}` as never })
  assert.equal((await world.call({ path: `/v1/probe/issuers/${OURS}`, key: investor })).statusCode, 404)
})

test('a known address that does not take a method says which it takes', async () => {
  const ask = (method: 'DELETE' | 'HEAD' | 'POST', url: string) =>
    world.app.inject({ method, url, headers: { authorization: `Bearer ${issuer}` } })
  const path = `/v1/probe/issuers/${OURS}`
  const refused = await ask('DELETE', `${path}?x=1`)
  assert.deepEqual([refused.statusCode, refused.headers['allow']], [405, 'GET, HEAD'])
  const { code, fix } = refused.json<{ code: string; fix: string }>()
  assert.deepEqual([code, fix], ['METHOD_NOT_ALLOWED', 'Use GET, HEAD, as the API reference says.'])
  assert.equal((await ask('HEAD', path)).statusCode, 200)
  const nowhere = await ask('DELETE', `${path}/x`)
  assert.deepEqual([nowhere.statusCode, nowhere.headers['allow']], [404, undefined])
})

test('B58: page limits and cursors that were not given are refused; pages follow each other', async () => {
  const list = (query: string) => world.call({ path: `/v1/probe/list${query}`, key: officer })
  type Numbers = { items: { n: number }[]; next: string | null; code?: string }
  for (const limit of ['-1', '0', '201', '1000000000', '1e2', 'x', '']) {
    const answer = await list(`?limit=${limit}`)
    assert.deepEqual([limit, answer.statusCode, answer.json<Numbers>().code], [limit, 422, 'LIMIT'])
  }
  const first = (await list('?limit=3')).json<Numbers>()
  assert.deepEqual(first.items, [{ n: 1 }, { n: 2 }, { n: 3 }])
  const second = (await list(`?limit=4&cursor=${first.next}`)).json<Numbers>()
  assert.deepEqual([second.items.map(({ n }) => n), second.next], [[4, 5, 6, 7], null])

  const cursor = first.next ?? ''
  const forged = Buffer.concat([
    Buffer.from(cursor, 'base64url').subarray(0, 16),
    Buffer.from('["0"]'),
  ]).toString('base64url')
  for (const query of [
    `?cursor=${forged}`,
    '?cursor=AAAA',
    '?cursor=!',
    `?cursor=${cursor.slice(0, -2)}`,
    `?cursor=${cursor}&from=x`,
  ])
    assert.equal((await list(query)).json<Numbers>().code, 'CURSOR_INVALID', query)
  assert.equal((await list('?limit=3&limit=4')).statusCode, 422)
  assert.equal((await list('?unknown=1')).json<Numbers>().code, 'FIELD_UNKNOWN')
  assert.equal((await list('?dryRun=true')).json<Numbers>().code, 'FIELD_UNKNOWN', 'a read has no dry run')
})

test('B31: a retry is answered with the first answer and does nothing; another request with its key is refused', async () => {
  const key = 'b31-'.padEnd(24, 'x')
  const first = await note('b31', key)
  const retry = await note('b31', key)
  assert.equal(first.statusCode, 201)
  assert.deepEqual([retry.statusCode, retry.body], [201, first.body])
  assert.deepEqual(
    [first.headers['idempotency-replayed'], retry.headers['idempotency-replayed']],
    [undefined, 'true'],
  )
  assert.equal(await count('b31'), 1)

  const other = await note('b31 other', key)
  assert.deepEqual([other.statusCode, other.json<{ code: string }>().code], [409, 'IDEMPOTENCY_MISMATCH'])
  // The key belongs to whoever used it: the same text from somebody else is another key.
  assert.equal((await note('b31 issuer', key, { key: issuer })).statusCode, 201)
})

test('B32: while the first request runs, its retry is told to wait; then it gets the answer', async () => {
  const key = 'b32-'.padEnd(24, 'x')
  open = null
  const first = note('b32', key, { wait: true })
  while (open === null) await new Promise((resolve) => setTimeout(resolve, 5))
  const retry = await note('b32', key, { wait: true })
  assert.deepEqual([retry.statusCode, retry.json<{ code: string }>().code], [409, 'IDEMPOTENCY_IN_PROGRESS'])
  assert.equal(retry.headers['retry-after'], '1')
  ;(open as () => void)()
  assert.equal((await first).statusCode, 201)
  assert.equal((await note('b32', key, { wait: true })).body, (await first).body)
  assert.equal(await count('b32'), 1)
})

test('of twenty equal requests at once exactly one is carried out', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => note('race', 'race-'.padEnd(24, 'x'))))
  assert.equal(await count('race'), 1)
  const made = answers.filter(({ statusCode }) => statusCode === 201)
  assert.ok(made.length >= 1)
  assert.equal(new Set(made.map(({ body }) => body)).size, 1)
  for (const answer of answers)
    if (answer.statusCode !== 201)
      assert.equal(answer.json<{ code: string }>().code, 'IDEMPOTENCY_IN_PROGRESS')
})

test('a write without a key, or with a poor one, is refused', async () => {
  for (const [key, code] of [
    [undefined, 'IDEMPOTENCY_KEY_REQUIRED'],
    ['short', 'IDEMPOTENCY_KEY_INVALID'],
    ['x'.repeat(201), 'IDEMPOTENCY_KEY_INVALID'],
    ['with spaces in the middle', 'IDEMPOTENCY_KEY_INVALID'],
  ] as const) {
    const answer = await world.app.inject({
      method: 'POST',
      url: '/v1/probe/notes',
      headers: {
        authorization: `Bearer ${officer}`,
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      payload: { note: 'no key' },
    })
    assert.deepEqual([answer.statusCode, answer.json<{ code: string }>().code], [400, code])
  }
  assert.equal(await count('no key'), 0)
})

test('a kept answer can be read neither from the database nor with another key', async () => {
  await note('sealed answer', 'sealed-'.padEnd(24, 'x'))
  const { rows } = await pool.query<{ text: string }>('select i::text as text from idempotency_answer i')
  const dump = rows.map(({ text }) => text).join('\n')
  const hex = (text: string) => Buffer.from(text).toString('hex')
  for (const secret of ['"by"', 'sealed-'.padEnd(24, 'x'), 'sealed answer'])
    assert.ok(!dump.includes(hex(secret)))
})

test('a refusal writes nothing, says its numbers, and may be tried again with the same key', async () => {
  const key = 'full-'.padEnd(24, 'x')
  const refused = await note('full', key)
  const problem = refused.json<Record<string, unknown>>()
  assert.deepEqual(
    [refused.statusCode, problem['code'], problem['detail'], problem['citation'], problem['type']],
    [409, 'FULL', 'Only 3 fit.', 'Probe Act, section 1', '/errors#FULL'],
  )
  assert.deepEqual(problem['errors'], MISTAKES)
  assert.equal(await count('full'), 0)
  assert.equal((await note('full', key)).statusCode, 409)
})

test('a route may keep a refused attempt, and a retry does not keep it twice', async () => {
  const keep = () =>
    world.call({
      path: '/v1/probe/kept',
      key: officer,
      body: { note: 'kept' },
      headers: { 'idempotency-key': 'kept-'.padEnd(24, 'x') },
    })
  assert.equal((await keep()).statusCode, 409)
  assert.equal((await keep()).json<{ code: string }>().code, 'FULL')
  assert.equal(await count('kept'), 1)
})

test('a dry run answers as the real one would, and leaves nothing', async () => {
  const dry = await note('dry', 'dry-'.padEnd(24, 'x'), { path: '/v1/probe/notes?dryRun=true' })
  assert.equal(dry.statusCode, 201)
  assert.equal(dry.headers['aliquot-dry-run'], 'true')
  assert.equal(dry.json<{ dryRun: boolean }>().dryRun, true)
  assert.equal(await count('dry'), 0)
  assert.equal((await note('dry', 'dry-'.padEnd(24, 'x'))).headers['idempotency-replayed'], undefined)
  assert.equal(await count('dry'), 1)
  const again = await note('full', 'dry-2'.padEnd(24, 'x'), { path: '/v1/probe/notes?dryRun=true' })
  assert.equal(again.statusCode, 409)
  const odd = await note('odd', 'dry-3'.padEnd(24, 'x'), { path: '/v1/probe/notes?dryRun=yes' })
  assert.equal(odd.statusCode, 422)
  assert.equal(await count('odd'), 0)
})

test('what an answer does not declare does not leave the house', async () => {
  assert.doesNotMatch((await note('allowlist', 'allow-'.padEnd(24, 'x'))).body, /secret/)
})

test('amounts go out as they came in: decimal strings', async () => {
  assert.deepEqual((await fields({ amount: '1234.5' })).json(), { amount: '1234.50' })
})

test('a text comes in pieces, as a file with a harmless name', async () => {
  const answer = await world.call({ path: '/v1/probe/list.csv', key: officer })
  assert.equal(answer.body, '"n"\n"1"\n')
  assert.equal(answer.headers['content-type'], 'text/csv; charset=utf-8')
  assert.equal(answer.headers['content-disposition'], 'attachment; filename="numbers__1_.csv"')
})

test('a bug is told by its request id alone, and logged whole', async () => {
  const answer = await world.call({ path: '/v1/probe/bug', key: officer })
  const problem = answer.json<Record<string, unknown>>()
  assert.deepEqual(
    [answer.statusCode, problem['code'], problem['requestId']],
    [500, 'INTERNAL', answer.headers['x-request-id']],
  )
  assert.doesNotMatch(answer.body, /inside of the house/)
  const line = world
    .log()
    .split('\n')
    .find((text) => text.includes('inside of the house'))
  assert.ok(line?.includes(String(problem['requestId'])))
})

test('B63: what another site makes a browser send is refused', async () => {
  const cookie = 'aliquot=whatever'
  const attempts: [string, Record<string, string>][] = [
    ['a form of another site', { cookie, origin: 'https://evil.example', 'content-type': 'text/plain' }],
    ['a form without any sign of where it comes from', { cookie, 'content-type': 'text/plain' }],
    ['a fetch of another site', { cookie, 'sec-fetch-site': 'cross-site' }],
    [
      'a neighbour on the same domain',
      { cookie, 'sec-fetch-site': 'same-site', origin: 'http://other.aliquot.test' },
    ],
    ['a sandboxed frame', { cookie, origin: 'null' }],
    ['another port of this host', { cookie, origin: `${PUBLIC_URL}:9999` }],
  ]
  for (const [name, headers] of attempts)
    for (const target of ['/v1/probe/notes', '/v1/session']) {
      const answer = await world.app.inject({
        method: 'POST',
        url: target,
        headers,
        payload: '{"note":"csrf"}',
      })
      assert.deepEqual([name, answer.statusCode, answer.json<{ code: string }>().code], [name, 403, 'CSRF'])
    }
  const login = await world.app.inject({
    method: 'POST',
    url: '/v1/session',
    headers: { origin: 'https://evil.example' },
    payload: { email: 'a@example.org', password: 'x' },
  })
  assert.equal(login.json<{ code: string }>().code, 'CSRF', 'signing somebody in from elsewhere')
  assert.equal(await count('csrf'), 0)
})

test('every answer carries its headers of protection and a request id', async () => {
  for (const path of ['/health', '/v1/nothing', '/openapi.json', '/docs', '/errors']) {
    const { headers } = await world.call({ path })
    assert.match(String(headers['content-security-policy']), /script-src 'self';/)
    assert.match(String(headers['content-security-policy']), /frame-ancestors 'none'/)
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.match(String(headers['x-request-id']), /^req_/)
  }
})

test('a route that names nobody, or takes unknown fields, cannot be served', () => {
  const route = probes[0]
  assert.ok(route !== undefined)
  const deps = {
    db,
    clock: { now: () => Temporal.Now.instant() },
    systemClock: { now: () => Temporal.Now.instant() },
    disks: watchDisks(db, []),
    clocks: oneClock,
    authenticate: async () => ok(null),
    publicUrl: PUBLIC_URL,
  }
  // What the types forbid, but a wider type could carry.
  const nobody = { ...route, access: [] as never }
  const loose = { ...route, body: z.object({ deep: z.strictObject({ open: z.object({}) }) }) }
  const app = () =>
    Object.assign(Object.create(world.app), {
      decorateRequest: () => {},
      register: () => {},
      removeAllContentTypeParsers: () => {},
      addContentTypeParser: () => {},
      route: () => {},
    })
  assert.throws(() => serve(app(), [nobody], deps), /names nobody/)
  assert.throws(() => serve(app(), [loose], deps), /unknown fields/)
})

test('the clocks, the metrics and the health are served to whoever asks', async () => {
  const health = await world.call({ path: '/health' })
  assert.deepEqual([health.statusCode, health.json<{ status: string }>().status], [200, 'ok'])
  const metrics = await world.call({ path: '/metrics' })
  assert.match(metrics.body, /aliquot_http_request_seconds_bucket\{[^}]*route="\/v1\/probe\/notes"/)
  assert.doesNotMatch(metrics.body, /issuers\/iss_/)
})
