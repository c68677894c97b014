import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { papersWorld } from '../../test/papers.ts'
import { createKey } from '../access/key.service.ts'
import { createDemoUser } from '../access/user.service.ts'
import { newId } from '../kernel/ids.ts'
import { must } from '../kernel/result.ts'
import { systemClock } from '../platform/clock.ts'
import { systemActor, type Work } from '../platform/work.ts'

const PASSWORD = 'three random words here'
const database = await testDatabase()
const world = await papersWorld(database)
const { ask } = world
const now = systemClock.now()
const work: Work = { db: database.db, now, by: systemActor('test') }
const admin = await world.keyFor('administrator')

async function officer(name: string) {
  const email = `${name.toLowerCase()}@example.org`
  const bounds = { role: 'officer', issuer: null, investor: null } as const
  const { id } = must(await createDemoUser(work, { name, email, password: PASSWORD, ...bounds }))
  return { id, email }
}

/** A key that this officer makes themselves. */
async function keyOf({ id, email }: { readonly id: string; readonly email: string }): Promise<string> {
  const expiresAt = now.add({ hours: 24 }).toString({ smallestUnit: 'second' })
  const body = { name: 'a key', role: 'officer', expiresAt }
  const made = await world.call({ path: '/v1/keys', headers: await sessionOf(email), body })
  const { owner, key } = made.json<{ owner: string; key: string }>()
  assert.deepEqual([made.statusCode, owner], [201, id], made.body)
  return key
}

async function sessionOf(email: string): Promise<Readonly<Record<string, string>>> {
  const headers = { origin: 'http://aliquot.test', 'sec-fetch-site': 'same-origin' }
  const answer = await world.call({ path: '/v1/session', headers, body: { email, password: PASSWORD } })
  const { name, value } = answer.cookies[0]!
  return { ...headers, cookie: `${name}=${value}` }
}

test('B34 an officer does not approve their own request, by another key or their session: 409 FOUR_EYES', async () => {
  const ada = await officer('Ada')
  const ben = await officer('Ben')
  const person = { kind: 'individual', country: 'PT', name: 'Ines Falcao', email: 'ines@example.org' }
  const taken = await ask('/v1/investors', await keyOf(ada), person)
  assert.equal(taken.status, 201, taken.text)
  const path = `/v1/investors/${String(taken.json['id'])}/approval`
  const body = { kycUntil: '2030-01-01' }
  assert.equal((await ask(path, await keyOf(ada), body)).code, 'FOUR_EYES', 'another key of hers')
  const own = await world.call({ path, body, headers: await sessionOf(ada.email) })
  assert.equal(own.json<{ code: string }>().code, 'FOUR_EYES', 'her session')
  assert.equal((await ask(path, await keyOf(ben), body)).code, 'SCREENING_NO_LIST', 'somebody else may')
})

test('a key belongs to whoever made it, however many keys are in between', async () => {
  const { id } = must(
    await createDemoUser(work, {
      name: 'Root',
      email: 'root@example.org',
      password: PASSWORD,
      role: 'administrator',
      issuer: null,
      investor: null,
    }),
  )
  const scope = { role: 'officer', issuer: null, investor: null, label: 'one' } as const
  const expiresAt = now.add({ hours: 1 })
  const first = must(await createKey({ ...work, by: { kind: 'user', id } }, { ...scope, expiresAt }, now))
  assert.equal(first.key.owner, id)
  const by = { kind: 'key', id: first.key.id, owner: id } as const
  assert.equal(must(await createKey({ ...work, by }, { ...scope, expiresAt }, now)).key.owner, id)
  assert.equal(must(await createKey(work, { ...scope, expiresAt }, now)).key.owner, null)
})

test('nobody makes a key that is another’s, or may more than they; keys make none; an administrator revokes any', async () => {
  const cleo = await officer('Cleo')
  const expiresAt = now.add({ hours: 1 }).toString()
  const body = { name: 'x', role: 'officer', expiresAt }
  assert.equal(
    (await ask('/v1/keys', admin, { ...body, owner: cleo.id })).status,
    422,
    'there is no such field',
  )
  const own = await keyOf(cleo)
  const made = async (change: object) => {
    const answer = await world.call({
      path: '/v1/keys',
      headers: await sessionOf(cleo.email),
      body: { ...body, ...change },
    })
    return answer.json<{ code: string }>().code
  }
  assert.equal(await made({ role: 'auditor' }), 'SCOPE_OTHER')
  assert.equal(await made({ role: 'administrator' }), 'SCOPE_OTHER')
  assert.equal(await made({ issuer: newId('iss') }), 'SCOPE_OTHER')
  assert.equal((await ask('/v1/keys', own, body)).code, 'KEY_BY_KEY')

  type Keys = { items: { id: string; owner: string }[] }
  const listed = (await world.call({ path: '/v1/keys', headers: await sessionOf(cleo.email) })).json<Keys>()
    .items
  assert.deepEqual(
    listed.map(({ owner }) => owner),
    [cleo.id],
    'they see their own alone',
  )
  const all = (await world.call({ path: '/v1/keys', key: admin })).json<Keys>().items
  const other = all.find(({ owner }) => owner !== cleo.id)!
  const revoke = async (id: string) =>
    world.call({ method: 'DELETE', path: `/v1/keys/${id}`, headers: await sessionOf(cleo.email), body: {} })
  assert.equal((await revoke(other.id)).statusCode, 404)
  assert.equal(
    (await world.call({ method: 'DELETE', path: `/v1/keys/${listed[0]!.id}`, key: admin })).statusCode,
    200,
  )
  assert.equal((await ask('/v1/keys', own, body)).status, 401)
})
