import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { beforeEach, test } from 'node:test'
import { testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { storedTexts } from '../../test/tables.ts'
import { RECEIVER, webhookReceiver, type Received } from '../../test/webhook-receiver.ts'
import { appendAudit } from '../platform/audit.ts'
import { systemClock } from '../platform/clock.ts'
import { systemActor } from '../platform/work.ts'
import { deliverWebhooks } from './delivery.service.ts'
import { PUBLIC_INTERNET } from './network.service.ts'
import { webhookRoutes } from './webhook.routes.ts'

const FIXTURES = path.join(import.meta.dirname, '..', '..', 'test', 'fixtures')
const LED_HERE = '127.0.0.1'
/** What the receiver answers; null for nothing, ever; 200 with a text that does not end. */
let answer: number | null = 204
const { network, names, received, reset } = await webhookReceiver((response) => {
  if (answer === null) return
  if (answer === 200) return void response.writeHead(200).write('a'.repeat(200_000))
  if (answer === 101) {
    response.socket?.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n')
    return
  }
  response.writeHead(answer, answer === 302 ? { location: 'https://127.0.0.1/' } : {}).end()
})

let now = Temporal.Instant.from('2026-11-29T12:00:00Z')
const clock = { now: () => now }
const database = await testDatabase()
const { db, pool } = database
const world = await testApp(database, webhookRoutes({ systemClock: clock, network }))
const administrator = await world.keyFor('administrator')
const courier = { db, clock: systemClock, systemClock: clock, network }
const work = () => ({ db, now: systemClock.now(), by: systemActor('test') })

beforeEach(async () => {
  await pool.query(`update webhook set removed_at = now(), sealed_secret = null where removed_at is null`)
  reset()
  answer = 204
})

const register = (url: string, events: readonly string[] = ['investor.*']) =>
  world.call({ path: '/v1/webhooks', key: administrator, body: { url, events } })
async function registered(events?: readonly string[]): Promise<{ id: string; secret: string }> {
  const made = await register(RECEIVER, events)
  assert.equal(made.statusCode, 201, made.body)
  return made.json<{ id: string; secret: string }>()
}
type Delivery = {
  event: { id: string; type: string; seq: number; subject: string }
  status: string
  attempts: number
  nextAt: string | null
  lastStatus: number | null
  lastFailure: string | null
}
async function deliveriesOf(id: string, query = ''): Promise<Delivery[]> {
  const listed = await world.call({ path: `/v1/webhooks/${id}/deliveries${query}`, key: administrator })
  assert.equal(listed.statusCode, 200, listed.body)
  return listed.json<{ items: Delivery[] }>().items
}
const ping = (id: string) =>
  world.call({ method: 'POST', path: `/v1/webhooks/${id}/ping`, key: administrator })

/** The check that a receiver makes, as Standard Webhooks 1.0.0 describes it. */
function isSigned({ headers, body }: Received, secret: string): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const text = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  const wanted = `v1,${createHmac('sha256', key).update(text).digest('base64')}`
  return headers['webhook-signature']?.split(' ').includes(wanted) ?? false
}

test('B49 no address that leads inwards is taken: by its text, by where its name leads, or by a redirect', async () => {
  const { urls } = JSON.parse(
    fs.readFileSync(path.join(FIXTURES, 'bad-inputs', 'ssrf-urls.json'), 'utf8'),
  ) as {
    urls: string[]
  }
  assert.equal(urls.length, 41)
  names.set('127.0.0.1.nip.io', ['127.0.0.2'])
  names.set('example.com', ['93.184.216.34'])
  names.set('two.receiver.net', ['93.184.216.34', '10.0.0.5'])
  names.set('six.receiver.net', ['::ffff:127.0.0.1'])
  for (const url of [
    ...urls,
    ...urls.map((one) => one.replace(/^http:/, 'https:')),
    'https://two.receiver.net/',
    'https://six.receiver.net/',
    'https://nowhere.receiver.net/',
  ]) {
    const refused = await register(url)
    const { code, errors } = refused.json<{ code: string; errors: { path: string }[] }>()
    assert.deepEqual([refused.statusCode, code, errors[0]?.path], [422, 'WEBHOOK_URL_FORBIDDEN', 'url'], url)
  }
  for (const [url, fault] of [
    ['http://hooks.receiver.net/', 'WEBHOOK_URL_SCHEME'],
    ['https://two.receiver.net/', 'WEBHOOK_URL_INWARDS'],
    ['https://six.receiver.net/', 'WEBHOOK_URL_INWARDS'],
    ['https://nowhere.receiver.net/', 'WEBHOOK_URL_UNRESOLVED'],
  ] as const)
    assert.equal((await register(url)).json<{ errors: { code: string }[] }>().errors[0]?.code, fault, url)
  assert.equal((await pool.query('select 1 from webhook where removed_at is null')).rowCount, 0)

  // A redirect shows when something is sent.
  const { id } = await registered()
  answer = 302
  const refused = await ping(id)
  const { code, errors } = refused.json<{ code: string; errors: { code: string }[] }>()
  assert.deepEqual(
    [refused.statusCode, code, errors[0]?.code],
    [422, 'WEBHOOK_URL_FORBIDDEN', 'WEBHOOK_URL_REDIRECT'],
  )
  assert.equal(received.length, 1, 'nobody followed it')
})

test('B49 a name that leads elsewhere the next time is looked up once for each message, and that is where it goes', async () => {
  const { id } = await registered()
  let looked = 0
  names.set('hooks.receiver.net', () => [(looked += 1) === 1 ? LED_HERE : '127.0.0.2'])
  const taken = await ping(id)
  assert.deepEqual([taken.json<Delivery>().status, looked], ['delivered', 1], taken.body)
  const refused = await ping(id)
  assert.deepEqual([refused.json<{ code: string }>().code, looked], ['WEBHOOK_URL_FORBIDDEN', 2])
  assert.equal(received.length, 1)
  assert.equal((await deliveriesOf(id))[0]?.lastFailure, 'address-forbidden')
  assert.equal(PUBLIC_INTERNET.isAllowed(LED_HERE), false)
})

test('what is wanted arrives once, signed, and says no more than what happened to what', async () => {
  const before = await appendAudit(work(), { action: 'investor.applied', subject: 'inv_before' })
  const { id, secret } = await registered(['investor.approved', 'wallet.*'])
  const entry = await appendAudit(work(), {
    action: 'investor.approved',
    subject: 'inv_1',
    detail: { until: '2027-01-01' },
  })
  await appendAudit(work(), { action: 'investor.rejected', subject: 'inv_2' })
  await Promise.all([deliverWebhooks(courier), deliverWebhooks(courier)])
  assert.equal(await deliverWebhooks(courier), 0)

  const [message] = received
  assert.ok(message !== undefined && received.length === 1, JSON.stringify(received))
  assert.ok(isSigned(message, secret))
  assert.equal(isSigned({ ...message, body: `${message.body} ` }, secret), false)
  assert.equal(message.headers['webhook-id'], entry)
  assert.equal(message.headers['webhook-timestamp'], String(now.epochMilliseconds / 1000))
  const { timestamp, ...rest } = JSON.parse(message.body) as { timestamp: string; data: { seq: number } }
  assert.match(timestamp, /^20\d\d-.*Z$/)
  assert.deepEqual(rest, {
    id: entry,
    type: 'investor.approved',
    data: { seq: rest.data.seq, subject: 'inv_1' },
  })
  const [delivery, ...others] = await deliveriesOf(id)
  assert.deepEqual(
    [
      delivery?.event.id,
      delivery?.status,
      delivery?.attempts,
      delivery?.lastStatus,
      delivery?.nextAt,
      others,
    ],
    [entry, 'delivered', 1, 204, null, []],
  )
  assert.notEqual(delivery?.event.id, before)
})

test('one that is not taken is sent again under its id, after pauses that grow, and given up in sight', async () => {
  const { id, secret } = await registered()
  await appendAudit(work(), { action: 'investor.approved', subject: 'inv_1' })
  answer = 503
  let waiting = await deliverWebhooks(courier).then(() => deliveriesOf(id))
  const begun = now
  while (waiting[0]?.status === 'waiting') {
    now = Temporal.Instant.from(waiting[0].nextAt!)
    const early = { ...courier, systemClock: { now: () => now.subtract({ seconds: 1 }) } }
    assert.equal(await deliverWebhooks(early), 0)
    assert.equal(await deliverWebhooks(courier), 1)
    waiting = await deliveriesOf(id)
  }
  assert.deepEqual([waiting[0]?.status, waiting[0]?.attempts, waiting[0]?.lastStatus], ['given-up', 10, 503])
  assert.equal(received.length, 10)
  assert.equal(new Set(received.map(({ headers }) => headers['webhook-id'])).size, 1)
  assert.equal(new Set(received.map(({ headers }) => headers['webhook-timestamp'])).size, 10)
  assert.ok(received.every((message) => isSigned(message, secret)))
  assert.ok(now.since(begun).total('hours') > 20)
  assert.equal(await deliverWebhooks(courier), 0)

  const audit = await world.call({ path: `/v1/audit?subject=${id}`, key: administrator })
  const actions = audit.json<{ items: { action: string }[] }>().items.map(({ action }) => action)
  assert.deepEqual(actions, ['webhook.given-up', 'webhook.registered'])
  assert.deepEqual(await deliveriesOf(id, '?status=delivered'), [])
})

test('a process that dies while it sends leaves a message that another sends again', async () => {
  const { id } = await registered()
  await appendAudit(work(), { action: 'investor.approved', subject: 'inv_1' })
  const dies = { ...courier, network: { ...network, resolve: () => Promise.reject(new Error('dies')) } }
  await deliverWebhooks(dies)
  // As the process left it: claimed, and nothing written down.
  await pool.query(`update webhook_delivery set last_failure = null, next_at = $2 where webhook = $1`, [
    id,
    now.add({ seconds: 60 }).toString(),
  ])
  assert.equal(await deliverWebhooks(courier), 0)
  now = now.add({ seconds: 60 })
  assert.equal(await deliverWebhooks(courier), 1)
  assert.deepEqual([(await deliveriesOf(id))[0]?.status, received.length], ['delivered', 1])
})

test('one address that fails holds up no other, and its own others only until the next round', async () => {
  const { id } = await registered()
  names.set('gone.receiver.net', [LED_HERE])
  assert.equal((await register('https://gone.receiver.net/')).statusCode, 201)
  for (const subject of ['inv_1', 'inv_2'])
    await appendAudit(work(), { action: 'investor.approved', subject })
  names.delete('gone.receiver.net')
  assert.equal(await deliverWebhooks(courier), 3)
  assert.deepEqual(
    (await deliveriesOf(id)).map(({ status }) => status),
    ['delivered', 'delivered'],
  )
  assert.equal(await deliverWebhooks(courier), 1)
})

test('the certificate has to be the name’s', async () => {
  names.set('other.receiver.net', [LED_HERE])
  const made = await register('https://other.receiver.net/')
  const sent = await ping(made.json<{ id: string }>().id)
  assert.equal(sent.statusCode, 200, sent.body)
  const { lastFailure, status } = sent.json<Delivery>()
  assert.deepEqual([lastFailure, status, received.length], ['unreachable', 'waiting', 0])
})

test('an answer that does not come is waited for five seconds', async () => {
  const { id } = await registered()
  answer = null
  const begun = performance.now()
  const sent = await ping(id)
  assert.equal(sent.json<Delivery>().lastFailure, 'timeout')
  const seconds = (performance.now() - begun) / 1000
  assert.ok(seconds > 4.5 && seconds < 8, String(seconds))
})

test('of an answer nothing but its status is read, and another protocol is none', async () => {
  const { id } = await registered()
  answer = 200
  assert.equal((await ping(id)).json<Delivery>().status, 'delivered')
  answer = 101
  assert.equal((await ping(id)).json<Delivery>().lastFailure, 'unreachable')
})

test('a ping is sent at once, a dry run sends nothing', async () => {
  const { id, secret } = await registered()
  const dry = await world.call({
    method: 'POST',
    path: `/v1/webhooks/${id}/ping?dryRun=true`,
    key: administrator,
  })
  assert.equal(dry.statusCode, 200, dry.body)
  assert.equal(received.length, 0)
  assert.deepEqual(await deliveriesOf(id), [])
  const sent = await ping(id)
  assert.equal(sent.json<Delivery>().status, 'delivered', sent.body)
  assert.equal((JSON.parse(received[0]!.body) as { type: string }).type, 'webhook.pinged')
  assert.ok(isSigned(received[0]!, secret))
  assert.equal(await deliverWebhooks(courier), 0, 'and not again')
})

test('a removed webhook is sent nothing, what waits included, and its secret is gone', async () => {
  const { id } = await registered()
  await appendAudit(work(), { action: 'investor.approved', subject: 'inv_1' })
  answer = 500
  await deliverWebhooks(courier)
  for (const _ of [1, 2]) {
    const removed = await world.call({ method: 'DELETE', path: `/v1/webhooks/${id}`, key: administrator })
    assert.equal(removed.statusCode, 200, removed.body)
  }
  now = now.add({ hours: 24 })
  await appendAudit(work(), { action: 'investor.approved', subject: 'inv_2' })
  assert.equal(await deliverWebhooks(courier), 0)
  assert.deepEqual(
    (await deliveriesOf(id)).map(({ status }) => status),
    ['given-up'],
  )
  assert.equal((await ping(id)).statusCode, 404)
  const { rows } = await pool.query('select sealed_secret from webhook where id = $1', [id])
  assert.deepEqual(rows, [{ sealed_secret: null }])
})

test('the secret is in one answer, and in no list, table or log', async () => {
  const { secret } = await registered()
  const plain = secret.replace('whsec_', '')
  const hex = Buffer.from(plain, 'base64').toString('hex')
  const list = await world.call({ path: '/v1/webhooks', key: administrator })
  assert.ok(list.body.includes(RECEIVER))
  const tables = [...(await storedTexts(database)).values()].join('\n')
  const latin = Buffer.from(plain, 'base64').toString('latin1')
  for (const text of [list.body, tables, world.log()])
    for (const form of [plain, hex, latin]) assert.ok(!text.includes(form))
})

test('only administrators deal with webhooks, of a bounded number', async () => {
  for (const role of ['officer', 'auditor'] as const) {
    const key = await world.keyFor(role)
    assert.equal((await world.call({ path: '/v1/webhooks', key })).statusCode, 403)
    const made = await world.call({ path: '/v1/webhooks', key, body: { url: RECEIVER, events: ['*'] } })
    assert.equal(made.statusCode, 403)
  }
  for (const events of [[], ['investor'], ['INVESTOR.*'], ['*.approved'], ['investor.approved.x']])
    assert.equal((await register(RECEIVER, events)).statusCode, 422, String(events))
  const unknown = await register(RECEIVER, ['investor.*', 'investor'])
  const [error, ...others] = unknown.json<{ errors: { path: string; message: string }[] }>().errors
  assert.deepEqual([error?.path, others], ['events[1]', []])
  assert.match(String(error?.message), /^“investor” is no name of an event\. Write one as/)
  const { id } = await registered()
  const one = await world.call({ path: `/v1/webhooks/${id}`, key: administrator })
  assert.deepEqual(
    [one.statusCode, one.json<{ id: string; url: string }>().url, one.body.includes('secret')],
    [200, RECEIVER, false],
  )
  for (let made = 1; made < 20; made += 1) await registered()
  const refused = await register(RECEIVER)
  assert.deepEqual([refused.statusCode, refused.json<{ code: string }>().code], [409, 'WEBHOOK_LIMIT'])
})
