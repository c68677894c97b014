import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { SMTPServer } from 'smtp-server'
import { PUBLIC_URL, testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { createInvestor } from '../investor/investor.service.ts'
import type { InvestorId, IssuerId, UserId } from '../kernel/ids.ts'
import { must } from '../kernel/result.ts'
import type { Role } from '../kernel/role.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import { transaction } from '../platform/db/database.ts'
import { systemActor, type Work } from '../platform/work.ts'
import { noticeText, screenOf, waitSeconds } from './notice.ts'
import { deliverNotices, sendMails, type Post } from './notice.service.ts'
import { smtpMailer } from './smtp.service.ts'
import { createDemoUser } from './user.service.ts'

const ISSUER = `iss_${'a'.repeat(26)}` as IssuerId
const OTHER = `iss_${'b'.repeat(26)}` as IssuerId
const INVESTOR = `inv_${'c'.repeat(26)}` as InvestorId
const ASSET = `ast_${'d'.repeat(26)}`

const database = await testDatabase()
const { db, pool } = database
let now = Temporal.Instant.from('2026-03-01T09:00:00Z')
const world = await testApp(database, [], { systemClock: { now: () => now }, sandbox: true })
const work: Work = { db, now, by: systemActor('test') }

/** A mail server that answers as it is told. */
const mail = { answers: [] as number[], got: [] as { to: string; text: string }[] }
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  logger: false,
  onData: (stream, session, done) => {
    let text = ''
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
    stream.on('end', () => {
      const answer = mail.answers.shift() ?? 250
      const to = session.envelope.rcptTo.map(({ address }) => address).join(',')
      if (answer === 250) mail.got.push({ to, text })
      done(answer === 250 ? null : Object.assign(new Error(`no place for ${to}`), { responseCode: answer }))
    })
  },
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.server.address() as AddressInfo
const mailer = smtpMailer({ url: `smtp://127.0.0.1:${port}`, from: 'Aliquot <no-reply@aliquot.test>' })
after(() => {
  mailer.close()
  server.close()
})
const without: Post = { db, clock: { now: () => now }, mailer: null, publicUrl: PUBLIC_URL }
const post: Post = { ...without, mailer }

async function person(
  name: string,
  role: Role,
  bounds: { issuer?: IssuerId; investor?: InvestorId } = {},
): Promise<UserId> {
  const user = { name, email: `${name.toLowerCase()}@example.org`, password: 'a long enough password', role }
  return must(
    await createDemoUser(
      { ...work, now },
      { ...user, issuer: bounds.issuer ?? null, investor: bounds.investor ?? null },
    ),
  ).id
}
const ada = await person('Ada', 'issuer', { issuer: ISSUER })
// Made later, so that the demo sign-in by role finds the first of each.
now = now.add({ seconds: 1 })
const bo = await person('Bo', 'issuer', { issuer: OTHER })
const cleo = await person('Cleo', 'officer')
const dee = await person('Dee', 'officer', { issuer: OTHER })
const eve = await person('Eve', 'investor', { investor: INVESTOR })

async function toldOf(topic: string): Promise<string[]> {
  const { rows } = await pool.query<{ user_account: string }>(
    'select user_account from inbox_notice n join outbox o on o.id = n.outbox where o.topic = $1 order by user_account',
    [topic],
  )
  return rows.map(({ user_account }) => user_account)
}
const mailStatuses = async () =>
  (await pool.query<{ status: string }>('select distinct status from mail order by status')).rows.map(
    ({ status }) => status,
  )
const sorted = (...ids: string[]) => ids.sort()

test('a notice reaches whom it is for, and nobody beyond their bounds', async () => {
  await enqueueNotice(work, {
    topic: 'investor.applied',
    subject: INVESTOR,
    audience: { role: 'officer', issuer: ISSUER },
    facts: {},
  })
  await enqueueNotice(work, {
    topic: 'investor.approved',
    subject: null,
    audience: { investor: INVESTOR },
    facts: { until: '2027-03-01' },
  })
  await enqueueNotice(work, {
    topic: 'subscription.received',
    subject: ASSET,
    audience: { role: 'issuer', issuer: ISSUER },
    facts: { units: '500', instrument: 'Tower', amount: '500.00 USDX' },
  })
  assert.equal(await deliverNotices(without), 3)
  assert.deepEqual(await toldOf('investor.applied'), sorted(cleo))
  assert.deepEqual(await toldOf('investor.approved'), sorted(eve))
  assert.deepEqual(await toldOf('subscription.received'), sorted(ada))
  assert.ok(
    !(await toldOf('subscription.received')).includes(bo) &&
      !(await toldOf('investor.applied')).includes(dee),
  )
})

test('a notice of a transaction that was rolled back reaches nobody, and none is delivered twice', async () => {
  await assert.rejects(
    transaction(db, async (tx) => {
      await enqueueNotice(
        { ...work, db: tx },
        { topic: 'user.recovered', subject: null, audience: { user: ada }, facts: {} },
      )
      throw new Error('undo')
    }),
  )
  assert.deepEqual(await Promise.all([deliverNotices(without), deliverNotices(without)]), [0, 0])
  assert.deepEqual(await toldOf('user.recovered'), [])
})

test('without a mail server mails are kept and the administrator sees them; with one they are sent', async () => {
  assert.deepEqual(await mailStatuses(), ['not-configured'])
  assert.equal(await sendMails(without), 0)
  const admin = await world.keyFor('administrator')
  const listed = await world.call({ path: '/v1/mails?status=not-configured', key: admin })
  assert.equal(listed.json<{ items: unknown[] }>().items.length, 3)
  assert.ok(!listed.body.includes('@example.org'))
  const { items } = listed.json<{ items: { id: string; user: string; topic: string }[] }>()
  const ids = async (query: string) =>
    (await world.call({ path: `/v1/mails?${query}`, key: admin }))
      .json<{ items: { id: string }[] }>()
      .items.map(({ id }) => id)
  const [one] = items
  assert.deepEqual(
    await ids(`user=${one!.user}&topic=${one!.topic}`),
    items.filter(({ user, topic }) => user === one!.user && topic === one!.topic).map(({ id }) => id),
  )
  assert.deepEqual(await ids('topic=nothing.happened'), [])
  assert.deepEqual(await ids('sort=at'), (await ids('sort=-at')).reverse())
  const first = await world.call({ path: '/v1/mails?limit=1', key: admin })
  const next = first.json<{ next: string }>().next
  assert.deepEqual(await ids(`limit=1&cursor=${next}`), (await ids('')).slice(1, 2))

  assert.equal(await sendMails(post), 3)
  assert.deepEqual(await mailStatuses(), ['sent'])
  assert.deepEqual(mail.got.map(({ to }) => to).sort(), [
    'ada@example.org',
    'cleo@example.org',
    'eve@example.org',
  ])
  const toAda = mail.got.find(({ to }) => to === 'ada@example.org')?.text.replace(/=\r\n/g, '') ?? ''
  assert.match(toAda, /^Subject: A new subscription\r$/m)
  assert.match(toAda, /500 units of Tower were subscribed for 500\.00 USDX\./)
  assert.ok(toAda.includes(`${PUBLIC_URL}/assets/${ASSET}`))
  assert.equal(await sendMails(post), 0)
})

test('a mail that cannot be sent now is tried again later, longer each time, under the same Message-ID', async () => {
  mail.got.length = 0
  mail.answers = [451, 451]
  await enqueueNotice(work, { topic: 'user.recovered', subject: null, audience: { user: ada }, facts: {} })
  await deliverNotices(post)
  assert.equal(await sendMails(post), 0)
  assert.equal(await sendMails(post), 0, 'not due yet')
  now = now.add({ seconds: 30 })
  assert.equal(await sendMails(post), 0)
  now = now.add({ seconds: 59 })
  assert.equal(mail.answers.length, 0)
  assert.equal(await sendMails(post), 0, 'twice as long')
  now = now.add({ seconds: 1 })
  assert.equal(await sendMails(post), 1)
  const { rows } = await pool.query(
    `select id, attempts, last_answer from mail where status = 'sent' and attempts = 3`,
  )
  assert.equal(rows.length, 1)
  assert.match(mail.got[0]?.text ?? '', new RegExp(`^Message-ID: <${rows[0].id}@aliquot.test>\\r$`, 'm'))
})

test('a mail that the server will never take is given up, and what it said is kept without the address', async () => {
  mail.answers = [554]
  await enqueueNotice(work, { topic: 'user.recovered', subject: null, audience: { user: cleo }, facts: {} })
  await deliverNotices(post)
  assert.equal(await sendMails(post), 0)
  now = now.add({ hours: 100 })
  assert.equal(await sendMails(post), 0)
  const { rows } = await pool.query<{ last_answer: string }>(
    `select last_answer from mail where status = 'refused'`,
  )
  assert.match(rows[0]?.last_answer ?? '', /^554 no place for \[address\]/)
})

test('a mail server that is away costs nothing but time', async () => {
  const nowhere = smtpMailer({ url: 'smtp://127.0.0.1:1', from: 'x@aliquot.test' })
  await enqueueNotice(work, { topic: 'user.recovered', subject: null, audience: { user: eve }, facts: {} })
  await deliverNotices(post)
  assert.equal(await sendMails({ ...post, mailer: nowhere }), 0)
  nowhere.close()
  now = now.add({ seconds: 30 })
  assert.equal(await sendMails(post), 1)
})

test('one reads one’s own inbox, newest first, and marks what is read; another’s is not there', async () => {
  const enter = async (role: Role) => {
    const answer = await world.call({ path: '/v1/session', body: { demo: role } })
    return `aliquot=${answer.cookies[0]?.value}`
  }
  const mine = { cookie: await enter('issuer'), origin: PUBLIC_URL }
  type Inbox = {
    items: { id: string; title: string; text: string; link: string | null; readAt: string | null }[]
    next: string | null
    unread: number
  }
  const first = (await world.call({ path: '/v1/inbox?limit=1', headers: mine })).json<Inbox>()
  const second = (
    await world.call({ path: `/v1/inbox?limit=1&cursor=${first.next}`, headers: mine })
  ).json<Inbox>()
  assert.deepEqual([first.unread, first.items.length, second.items.length, second.next], [2, 1, 1, null])
  const all = [...first.items, ...second.items]
  assert.deepEqual(all.map(({ title }) => title).sort(), ['A new subscription', 'Your account was recovered'])
  assert.ok(all.some(({ link }) => link === `/assets/${ASSET}`))

  const read = `/v1/notices/${all[0]?.id}/read`
  const theirs = { cookie: await enter('officer'), origin: PUBLIC_URL }
  assert.equal((await world.call({ method: 'POST', path: read, headers: theirs })).statusCode, 404)
  assert.equal((await world.call({ method: 'POST', path: read, headers: mine })).statusCode, 200)
  assert.equal((await world.call({ path: '/v1/inbox', headers: mine })).json<Inbox>().unread, 1)
})

test('a person reads notices in the language that is asked for, and mails in their own', async () => {
  const entered = await world.call({ path: '/v1/session', body: { demo: 'investor' } })
  const headers = { cookie: `aliquot=${entered.cookies[0]?.value}`, origin: PUBLIC_URL }
  const choose = (language: string) =>
    world.call({ method: 'PUT', path: '/v1/session/language', headers, body: { language } })
  assert.equal((await choose('xx')).statusCode, 422)
  for (let twice = 0; twice < 2; twice++) assert.equal((await choose('ar')).statusCode, 200)
  const { rowCount } = await pool.query(`select 1 from audit_entry where action = 'user.language-chosen'`)
  assert.equal(rowCount, 1, 'the same again changes nothing')
  const session = await world.call({ path: '/v1/session', headers })
  assert.equal(session.json<{ user: { language: string } }>().user.language, 'ar')
  const key = await world.keyFor('officer')
  const byKey = { method: 'PUT', path: '/v1/session/language', key, body: { language: 'ar' } } as const
  assert.equal((await world.call(byKey)).statusCode, 404, 'a key gets no mails')

  mail.got.length = 0
  // Younger than all before it.
  await enqueueNotice(
    { ...work, now: now.add({ hours: 1 }) },
    {
      topic: 'distribution.paid',
      subject: null,
      audience: { investor: INVESTOR },
      facts: { amount: '3.60 USDX', period: '2026-10', instrument: 'Tower' },
    },
  )
  await deliverNotices(post)
  assert.equal(await sendMails(post), 1)
  const said = 'دُفع \u20683.60 USDX\u2069 عن أكتوبر 2026 إلى محفظتك عن وحداتك من \u2068Tower\u2069.'
  const body = mail.got[0]?.text.split('\r\n\r\n')[1] ?? ''
  assert.ok(Buffer.from(body, 'base64').toString().includes(said))
  const newest = async (language: string) => {
    const answer = await world.call({
      path: '/v1/inbox?limit=1',
      headers: { ...headers, 'accept-language': language },
    })
    return answer.json<{ items: { text: string }[] }>().items[0]?.text
  }
  assert.equal(await newest('ar'), said)
  assert.equal(
    await newest('*'),
    '3.60 USDX for October 2026 was paid to your wallet for your units of Tower.',
  )
})

test('waiting doubles up to six hours, and ends', () => {
  const waits = Array.from({ length: 30 }, (_, i) => waitSeconds(i + 1))
  assert.deepEqual(waits.slice(0, 4), [30, 60, 120, 240])
  assert.equal(waits[20], 6 * 3600)
  assert.equal(waits[29], null)
})

test('a text with a missing fact is a bug and throws; ids without a screen have no link, and what is confirmed has its own', () => {
  assert.throws(() => noticeText({ topic: 'investor.approved', facts: {} }), /until/)
  const topic = 'investor.approved'
  assert.deepEqual(
    ['usr_x', null, 'off_x'].map((subject) => screenOf({ topic, subject })),
    [null, null, '/offerings/off_x'],
  )
  assert.equal(screenOf({ topic: 'proceeds.payment-prepared', subject: 'off_x' }), '/offerings/off_x/closing')
})

test('of an investor those officers alone are told who may see them', async () => {
  const taken = { kind: 'individual', country: 'PT', name: 'Fay', email: 'fay@example.org' } as const
  const fay = await createInvestor(work, taken, OTHER)
  const claimed = { topic: 'investor.accreditation-claimed', facts: {} } as const
  for (const about of [fay.id, INVESTOR])
    await enqueueNotice(work, { ...claimed, subject: about, audience: { role: 'officer', about } })
  await deliverNotices(without)
  assert.deepEqual(await toldOf(claimed.topic), sorted(cleo, cleo, dee), 'her issuer has not met Eve')
})
