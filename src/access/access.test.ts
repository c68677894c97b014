import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { PUBLIC_URL, testApp, type TestApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { must } from '../kernel/result.ts'
import { systemActor, type Work } from '../platform/work.ts'
import { createKey } from './key.service.ts'
import { sweepDoors } from './session.service.ts'
import { createDemoUser, firstStart } from './user.service.ts'

const database = await testDatabase()
const { db } = database
// The machine's clock, which tests move to make sessions, links and failures grow old.
let now = Temporal.Instant.from('2026-03-01T09:00:00Z')
const world: TestApp = await testApp(database, [], { systemClock: { now: () => now }, sandbox: true })
const work: Work = { db, now, by: systemActor('test') }
const browser = { 'sec-fetch-site': 'same-origin', origin: PUBLIC_URL }
const PASSWORD = 'correct horse battery staple'

type Door = {
  readonly status: number
  readonly code?: string
  readonly cookie: string | null
  readonly body: Json
}
type Json = Readonly<Record<string, unknown>>

async function knock(
  path: string,
  body: unknown,
  cookie?: string,
  method: 'POST' | 'DELETE' = 'POST',
): Promise<Door> {
  const headers = { ...browser, ...(cookie === undefined ? {} : { cookie }) }
  const answer = await world.call({ method, path, ...(body === null ? {} : { body }), headers })
  const set = answer.cookies.find(({ name }) => name === 'aliquot')
  const json = answer.json<Json>()
  return {
    status: answer.statusCode,
    ...(typeof json['code'] === 'string' ? { code: json['code'] } : {}),
    cookie: set === undefined ? null : `aliquot=${set.value}`,
    body: json,
  }
}

async function who(cookie: string): Promise<string | null> {
  const answer = await world.call({ path: '/v1/session', headers: { cookie } })
  return answer.json<{ user: { displayName: string } | null }>().user?.displayName ?? null
}

const tokenOf = (link: unknown) => new URL(String(link)).searchParams.get('token') ?? ''

let admin = ''
let adminKey = ''

test('the first administrator is made by the link of any start within its day, once', async () => {
  const ended = await firstStart(work, now.subtract({ hours: 25 }))
  const older = await firstStart(work, now)
  const token = await firstStart(work, now)
  assert.ok(ended !== null && older !== null && token !== null)
  const person = { name: 'Ada Okafor', email: 'ada@example.org', password: PASSWORD }

  const isOpen = async (of: string) => (await knock('/v1/setup/link', { token: of })).body['open']
  assert.deepEqual(
    [await isOpen(ended.token), await isOpen('wrong'), await isOpen(older.token), await isOpen(token.token)],
    [false, false, true, true],
  )
  assert.equal((await knock('/v1/setup', { ...person, token: ended.token })).code, 'LINK_INVALID')
  assert.equal(
    (await knock('/v1/setup', { ...person, password: 'short', token: token.token })).code,
    'PASSWORD_WEAK',
  )
  const bad = await knock('/v1/setup', { ...person, email: 'nowhere', password: 'short', token: token.token })
  const errors = bad.body['errors'] as { path: string; code: string; message: string }[]
  assert.deepEqual(
    errors.map(({ path, code }) => [path, code]),
    [
      ['email', 'EMAIL_INVALID'],
      ['password', 'PASSWORD_WEAK'],
    ],
    'everything at once',
  )
  assert.doesNotMatch(errors[1]?.message ?? '{', /[{}]/)
  const both = await Promise.all(
    [older, token].map(({ token: of }) => knock('/v1/setup', { ...person, token: of })),
  )
  const [made, refused] = both.toSorted((one, other) => one.status - other.status)
  assert.deepEqual([made?.status, refused?.code], [200, 'LINK_INVALID'])
  admin = made?.cookie ?? ''
  assert.equal(await who(admin), 'Ada Okafor')
  for (const { token: of } of [older, token]) {
    assert.equal((await knock('/v1/setup', { ...person, token: of })).code, 'LINK_INVALID')
    assert.equal(await isOpen(of), false)
  }
  assert.equal(await firstStart(work, now), null)
  adminKey = await world.keyFor('administrator')
})

test('a wrong password and an unknown address get the same answer', async () => {
  const wrong = await knock('/v1/session', { email: 'ada@example.org', password: 'not this one at all' })
  const unknown = await knock('/v1/session', { email: 'nobody@example.org', password: PASSWORD })
  assert.equal(wrong.status, 401)
  assert.deepEqual({ ...wrong.body, requestId: 0 }, { ...unknown.body, requestId: 0 })
})

test('signing in changes the token, and the former one opens nothing', async () => {
  const first = await knock('/v1/session', { email: 'ADA@example.org', password: PASSWORD })
  const second = await knock(
    '/v1/session',
    { email: 'ada@example.org', password: PASSWORD },
    first.cookie ?? '',
  )
  assert.notEqual(first.cookie, second.cookie)
  assert.equal(await who(first.cookie ?? ''), null)
  assert.equal(await who(second.cookie ?? ''), 'Ada Okafor')
})

test('the cookie is hidden from scripts and from other sites', async () => {
  const answer = await world.call({
    path: '/v1/session',
    body: { email: 'ada@example.org', password: PASSWORD },
    headers: browser,
  })
  const header = String(answer.headers['set-cookie'])
  assert.match(header, /HttpOnly/)
  assert.match(header, /SameSite=Lax/)
  assert.match(header, /Path=\//)
})

test('signing out ends the session; signing out everywhere ends all of them', async () => {
  const sessions = await Promise.all(
    [1, 2, 3].map(
      async () => (await knock('/v1/session', { email: 'ada@example.org', password: PASSWORD })).cookie ?? '',
    ),
  )
  const [one = '', two = '', three = ''] = sessions
  await knock('/v1/session', null, one, 'DELETE')
  assert.deepEqual([await who(one), await who(two)], [null, 'Ada Okafor'])
  await knock('/v1/sessions', null, two, 'DELETE')
  assert.deepEqual([await who(two), await who(three)], [null, null])
})

test('a session ends after two idle hours, and after twelve in any case', async () => {
  const start = now
  const { cookie } = await knock('/v1/session', { email: 'ada@example.org', password: PASSWORD })
  now = start.add({ hours: 1, minutes: 59 })
  assert.equal(await who(cookie ?? ''), 'Ada Okafor')
  now = now.add({ hours: 2 })
  assert.equal(await who(cookie ?? ''), null)

  now = start
  const busy = (await knock('/v1/session', { email: 'ada@example.org', password: PASSWORD })).cookie ?? ''
  for (let hour = 1; hour < 12; hour++) {
    now = start.add({ hours: hour })
    assert.equal(await who(busy), 'Ada Okafor')
  }
  now = start.add({ hours: 12 })
  assert.equal(await who(busy), null)
  const refused = await world.call({ path: '/v1/users', headers: { cookie: busy } })
  assert.equal(refused.json<Json>()['code'], 'SESSION_EXPIRED')
  now = start
})

test('B62: failures are counted by the real peer, whatever the headers say, and even the right password waits', async () => {
  const start = now
  const attempt = (password: string, i: number) =>
    world.call({
      path: '/v1/session',
      body: { email: 'target@example.org', password },
      headers: {
        'x-forwarded-for': `203.0.113.${i}`,
        'x-real-ip': `203.0.113.${i}`,
        forwarded: `for=203.0.113.${i}`,
      },
    })
  now = start.add({ hours: 1 })
  for (let i = 0; i < 10; i++) assert.equal((await attempt('wrong password here', i)).statusCode, 401)
  const limited = await attempt('wrong password here', 99)
  assert.equal(limited.statusCode, 429)
  assert.equal(limited.json<Json>()['code'], 'RATE_LIMITED')
  assert.equal(limited.headers['retry-after'], '900')
  // Another person from the same place may still sign in, until the place itself is full.
  assert.equal((await knock('/v1/session', { email: 'ada@example.org', password: PASSWORD })).status, 200)
  now = now.add({ minutes: 15, seconds: 1 })
  assert.equal((await attempt('wrong password here', 5)).statusCode, 401)
  now = start
})

test('a user is invited, chooses a password by the link, and the link is spent', async () => {
  const invited = await world.call({
    path: '/v1/users',
    key: adminKey,
    body: { displayName: 'Bo Lindqvist', email: 'bo@example.org', role: 'officer' },
  })
  assert.equal(invited.statusCode, 201)
  const { link, id } = invited.json<{ link: string; id: string }>()
  const token = tokenOf(link)
  assert.ok(link.startsWith(`${PUBLIC_URL}/recovery?token=`))
  const isOpen = async (of: string) => (await knock('/v1/recovery/link', { token: of })).body['open']
  assert.deepEqual([await isOpen(token), await isOpen('wrong')], [true, false])

  assert.equal(
    (await knock('/v1/session', { email: 'bo@example.org', password: PASSWORD })).code,
    'SIGN_IN_FAILED',
  )
  assert.equal((await knock('/v1/recovery', { token, password: 'bo@example.org' })).code, 'PASSWORD_WEAK')
  const entered = await knock('/v1/recovery', { token, password: PASSWORD })
  assert.equal(await who(entered.cookie ?? ''), 'Bo Lindqvist')
  assert.equal(await isOpen(token), false, 'told before a password is typed')
  assert.equal((await knock('/v1/recovery', { token, password: `${PASSWORD}!` })).code, 'LINK_INVALID')

  const again = await world.call({
    path: '/v1/users',
    key: adminKey,
    body: { displayName: 'Other', email: 'BO@example.org', role: 'officer' },
  })
  assert.equal(again.json<Json>()['code'], 'EMAIL_TAKEN')

  const recovered = await world.call({ method: 'POST', path: `/v1/users/${id}/recovery`, key: adminKey })
  assert.equal(recovered.statusCode, 200)
  assert.equal(await who(entered.cookie ?? ''), null, 'all sessions ended')
  assert.equal(
    (await knock('/v1/session', { email: 'bo@example.org', password: PASSWORD })).code,
    'SIGN_IN_FAILED',
  )
  const fresh = tokenOf(recovered.json<{ link: string }>().link)
  const start = now
  now = start.add({ hours: 24 })
  assert.equal(
    (await knock('/v1/recovery', { token: fresh, password: PASSWORD })).code,
    'LINK_INVALID',
    'a day later',
  )
  now = start.add({ hours: 23 })
  assert.equal((await knock('/v1/recovery', { token: fresh, password: PASSWORD })).status, 200)
  now = start
  const audit = await world.call({ path: `/v1/audit?subject=${id}`, key: adminKey })
  assert.deepEqual(
    audit
      .json<{ items: { action: string }[] }>()
      .items.map(({ action }) => action)
      .filter((action) => action.startsWith('user.')),
    ['user.password-chosen', 'user.recovery-started', 'user.password-chosen', 'user.created'],
  )
})

test('one changes one’s password by knowing it, and other sessions end', async () => {
  const bo = { email: 'bo@example.org', password: PASSWORD }
  const here = (await knock('/v1/session', bo)).cookie ?? ''
  const there = (await knock('/v1/session', bo)).cookie ?? ''
  const next = 'another long enough phrase'
  assert.equal((await knock('/v1/password', { current: 'no', password: next }, here)).code, 'PASSWORD_WRONG')
  const changed = await knock('/v1/password', { current: PASSWORD, password: next }, here)
  assert.equal(changed.status, 200)
  assert.deepEqual(
    [await who(here), await who(there), await who(changed.cookie ?? '')],
    [null, null, 'Bo Lindqvist'],
  )
})

test('the last administrator can be neither changed away, disabled nor erased', async () => {
  const list = await world.call({ path: '/v1/users', key: adminKey })
  const ada = list
    .json<{ items: { id: string; displayName: string }[] }>()
    .items.find((u) => u.displayName === 'Ada Okafor')
  const change = {
    displayName: 'Ada Okafor',
    email: 'ada@example.org',
    role: 'administrator',
    status: 'active',
  }
  for (const body of [
    { ...change, status: 'disabled' },
    { ...change, role: 'auditor' },
  ]) {
    const answer = await world.call({ method: 'PUT', path: `/v1/users/${ada?.id}`, key: adminKey, body })
    assert.equal(answer.json<Json>()['code'], 'LAST_ADMINISTRATOR')
  }
  const erased = await world.call({ method: 'DELETE', path: `/v1/users/${ada?.id}`, key: adminKey })
  assert.equal(erased.json<Json>()['code'], 'LAST_ADMINISTRATOR')
})

test('the keys that a user owns end when the user is disabled', async () => {
  const person = { name: 'Dara Voss', email: 'dara@example.org', role: 'auditor' } as const
  const by = { ...work, now }
  const { id: owner } = must(
    await createDemoUser(by, {
      ...person,
      issuer: null,
      investor: null,
      password: 'three random words here',
    }),
  )
  const scope = { label: 'export', role: 'auditor', issuer: null, investor: null } as const
  const made = must(
    await createKey(
      { ...by, by: { kind: 'user', id: owner } },
      { ...scope, expiresAt: now.add({ hours: 48 }) },
      now,
    ),
  )
  const [id, key] = [made.key.id, made.secret]
  const { name: displayName, ...rest } = person
  const change = { ...rest, displayName, status: 'disabled' }
  assert.equal((await world.call({ path: '/v1/audit', key })).statusCode, 200)
  await world.call({ method: 'PUT', path: `/v1/users/${owner}`, key: adminKey, body: change })
  assert.equal((await world.call({ path: '/v1/audit', key })).statusCode, 401)
  const log = await world.call({ path: `/v1/audit?subject=${id}`, key: adminKey })
  const { items } = log.json<{ items: { action: string; detail: unknown }[] }>()
  assert.deepEqual(items.find(({ action }) => action === 'key.revoked')?.detail, { ownerLeft: owner })
})

test('the keys that a user owns end when what the user may do changes, and not with their name', async () => {
  const person = { name: 'Edda Holm', email: 'edda@example.org' }
  const scope = { role: 'officer', issuer: null, investor: null } as const
  const by = { ...work, now }
  const password = 'three random words here'
  const { id: owner } = must(await createDemoUser(by, { ...person, ...scope, password }))
  const made = must(
    await createKey(
      { ...by, by: { kind: 'user', id: owner } },
      { ...scope, label: 'export', expiresAt: now.add({ hours: 48 }) },
      now,
    ),
  )
  const opens = async () => (await world.call({ path: '/v1/audit', key: made.secret })).statusCode !== 401
  const change = (body: object) =>
    world.call({
      method: 'PUT',
      path: `/v1/users/${owner}`,
      key: adminKey,
      body: { displayName: 'Edda Lund', email: person.email, status: 'active', ...body },
    })
  await change({ role: 'officer' })
  assert.equal(await opens(), true)
  await change({ role: 'auditor' })
  assert.equal(await opens(), false)
  const log = await world.call({ path: `/v1/audit?subject=${made.key.id}`, key: adminKey })
  const { items } = log.json<{ items: { action: string; detail: unknown }[] }>()
  assert.deepEqual(items.find(({ action }) => action === 'key.revoked')?.detail, { ownerChanged: owner })
})

test('a user is named in any script, and by no emoji', async () => {
  for (const [n, displayName, code] of [
    [1, '𠮷田 太郎', 201],
    [2, 'Zoë O’Brien', 201],
    [3, 'Zoë 🎉', 422],
    [4, 'Ana ❤\ufe0f', 422],
  ] as const) {
    const body = { displayName, email: `named${n}@example.org`, role: 'auditor' }
    const made = await world.call({ path: '/v1/users', key: adminKey, body })
    assert.equal(made.statusCode, code, displayName)
    if (code === 422) assert.match(made.body, /NAME_INVALID/)
  }
})

test('an erased user can neither sign in nor be read, and their address is free again', async () => {
  const person = { displayName: 'Cleo Marsh', email: 'cleo@example.org', role: 'auditor' }
  const { id } = (await world.call({ path: '/v1/users', key: adminKey, body: person })).json<{ id: string }>()
  assert.equal(
    (await world.call({ method: 'DELETE', path: `/v1/users/${id}`, key: adminKey })).statusCode,
    200,
  )
  assert.equal((await world.call({ path: `/v1/users/${id}`, key: adminKey })).statusCode, 404)
  assert.equal((await world.call({ path: '/v1/users', key: adminKey, body: person })).statusCode, 201)
})

test('bounds must fit the role', async () => {
  const person = { displayName: 'Dee', email: 'dee@example.org' }
  for (const [bounds, path, code] of [
    [{ role: 'investor' }, 'investor', 'FIELD_REQUIRED'],
    [{ role: 'issuer' }, 'issuer', 'FIELD_REQUIRED'],
    [{ role: 'administrator', issuer: `iss_${'0'.repeat(26)}` }, 'issuer', 'FIELD_UNKNOWN'],
    [{ role: 'officer', investor: `inv_${'0'.repeat(26)}` }, 'investor', 'FIELD_UNKNOWN'],
  ] as const) {
    const answer = await world.call({ path: '/v1/users', key: adminKey, body: { ...person, ...bounds } })
    const problem = answer.json<{ code: string; errors: { path: string; code: string }[] }>()
    assert.equal(problem.code, 'SCOPE_INVALID', bounds.role)
    assert.deepEqual(
      problem.errors.map((error) => [error.path, error.code]),
      [[path, code]],
    )
  }
})

test('B29: an API key is shown once and kept as a hash; cut, mistyped, revoked and expired ones open nothing', async () => {
  const expiresAt = now.add({ hours: 48 }).toString()
  const made = await world.call({
    path: '/v1/keys',
    key: adminKey,
    body: { name: 'nightly', role: 'auditor', expiresAt },
  })
  assert.equal(made.statusCode, 201)
  const { key, id, prefix } = made.json<{ key: string; id: string; prefix: string }>()
  assert.ok(key.startsWith(`${prefix}_`))
  const { rows } = await sql<{ all: string }>`select string_agg(k::text, ' ') as all from api_key k`.execute(
    db,
  )
  assert.ok(!rows[0]?.all.includes(key.slice(13)))

  const code = async (text: string) =>
    (await world.call({ path: '/v1/audit', key: text })).json<Json>()['code']
  assert.equal(await code(key), undefined)
  assert.equal(await code(key.slice(0, -1)), 'KEY_INVALID')
  assert.equal(await code(key.replace(/.$/, (c) => (c === '0' ? '1' : '0'))), 'KEY_INVALID')
  const start = now
  now = start.add({ hours: 48 })
  assert.equal(await code(key), 'KEY_INVALID')
  now = start
  const listed = await world.call({ path: '/v1/keys', key: adminKey })
  assert.ok(!listed.body.includes(key))
  await world.call({ method: 'DELETE', path: `/v1/keys/${id}`, key: adminKey })
  assert.equal(await code(key), 'KEY_INVALID')
})

test('B30: a JSON web token is no key, whatever it claims', async () => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  for (const header of [{ alg: 'none' }, { alg: 'HS256' }, { alg: 'RS256', kid: '../../etc/passwd' }]) {
    const answer = await world.call({
      path: '/v1/users',
      key: `${part(header)}.${part({ role: 'administrator' })}.`,
    })
    assert.equal(answer.statusCode, 401)
    assert.equal(answer.json<Json>()['code'], 'TOKEN_INVALID')
  }
})

test('a key that ends in the past, or after more than a year, is not made', async () => {
  for (const expiresAt of [now.subtract({ hours: 1 }), now.add({ hours: 24 * 400 })]) {
    const body = { name: 'x', role: 'auditor', expiresAt: expiresAt.toString() }
    assert.equal(
      (await world.call({ path: '/v1/keys', key: adminKey, body })).json<Json>()['code'],
      'KEY_LIFETIME',
    )
  }
})

test('a sandbox lets one in as a demo account by its role, and only as those there are', async () => {
  must(
    await createDemoUser(work, {
      name: 'Demo Officer',
      email: 'officer@demo.example',
      password: PASSWORD,
      role: 'officer',
      issuer: null,
      investor: null,
    }),
  )
  const entered = await knock('/v1/session', { demo: 'officer' })
  assert.equal(await who(entered.cookie ?? ''), 'Demo Officer')
  assert.equal((await knock('/v1/session', { demo: 'administrator' })).code, 'DEMO_ABSENT')
})

test('stale sessions, links and failures are swept away', async () => {
  await sweepDoors(db, now.add({ hours: 24 * 30 }))
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from user_session) + (select count(*) from one_time_link)
         + (select count(*) from sign_in_failure) + (select count(*) from idempotency_answer) as count`.execute(
    db,
  )
  assert.equal(Number(rows[0]?.count), 0)
})
