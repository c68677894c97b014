import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../test/app.ts'
import { untilWaiting } from '../../../test/at-once.ts'
import { testDatabase } from '../../../test/database.ts'
import { soldInstrument, UNIT_PRICE } from '../../../test/sold-instrument.ts'
import { newId, type InvestorId, type SubscriptionId } from '../../kernel/ids.ts'
import { createInvestor } from '../../investor/investor.service.ts'
import { createDemoUser } from '../../access/user.service.ts'
import { deliverNotices } from '../../access/notice.service.ts'
import { appendAudit } from '../../platform/audit.ts'
import { lockFor, transaction } from '../../platform/db/database.ts'
import { systemActor } from '../../platform/work.ts'
import { boardActionRoutes } from './board-action.routes.ts'
import { boardRoutes } from './board.routes.ts'
import { awaited, OPEN_STATES, raiseProgress, remind, type BoardRow } from './board.ts'
import { rejectionWords } from '../refund/refund.service.ts'
import { subscriptionById } from '../subscription/subscription.service.ts'
import { storedTexts } from '../../../test/tables.ts'
import { paymentReference, printedReference } from '../../bank/payment-reference.ts'
import {
  RESERVED_STATES,
  STATES,
  SUBSCRIPTION_STATES,
  type SubscriptionState,
} from '../subscription/subscription-state.ts'

const database = await testDatabase()
const { db, pool } = database
let now = Temporal.Instant.from('2026-11-09T12:00:00Z')
const app = await testApp(database, [...boardRoutes(), ...boardActionRoutes()], { clock: { now: () => now } })
const as = <T>(run: (work: Parameters<typeof soldInstrument>[0]) => Promise<T>) =>
  transaction(db, (tx) => run({ db: tx, now, by: systemActor('test') }))
const { instrument, offering } = await as((work) => soldInstrument(work, 'tower', 'reg-d-506b'))
const issuer = await app.keyFor('issuer', { issuer: instrument.issuer })
const auditor = await app.keyFor('auditor')
const path = `/v1/offerings/${offering}`

const person = async (name: string) =>
  (
    await as((work) =>
      createInvestor(work, {
        kind: 'individual',
        country: 'US',
        name,
        email: `${name.toLowerCase()}@example.org`,
      }),
    )
  ).id

/** A subscription that has stood in its state since then. */
async function subscription(
  investor: InvestorId,
  state: SubscriptionState,
  since: string,
  units = 10,
): Promise<SubscriptionId> {
  const id = newId('sub')
  const { status, issuance } = STATES[state]
  await pool.query(
    `insert into subscription (id, offering, investor, wallet, units, amount, status, issuance, state, valid_before, created_at, since)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, '2026-11-12T00:00:00Z', $10, $10)`,
    [
      ...[id, offering, investor, `0x${'1'.repeat(40)}`, units, BigInt(units) * UNIT_PRICE],
      ...[status, issuance, state, since],
    ],
  )
  return id
}

const [ada, bo, cleo] = [await person('Ada'), await person('Bo'), await person('Cleo')]
const paying = await subscription(ada, 'eligible', '2026-11-08T12:00:00Z')
const paid = await subscription(bo, 'confirmed', '2026-11-01T12:00:00Z', 30)
const moving = await subscription(cleo, 'funded', '2026-11-09T11:00:00Z', 5)
const gone = await subscription(bo, 'withdrawn', '2026-10-01T12:00:00Z', 99)

type Row = {
  readonly id: string
  readonly waitsFor: string | null
  readonly until: string | null
  readonly investor: { readonly displayName: string | null }
}
const rows = async (query = '', key: string = issuer) =>
  (await app.call({ path: `${path}/board/rows${query}`, key })).json<{
    items: Row[]
    next: string | null
  }>()
const ids = async (query: string) => (await rows(query)).items.map(({ id }) => id)

test('whoever waits longest comes first, with whom it waits for and until when', async () => {
  const { items } = await rows()
  assert.deepEqual(
    items.map((one) => [one.id, one.waitsFor, one.until, one.investor.displayName]),
    [
      [paid, 'closing', '2027-02-01T05:00:00Z', 'Bo'],
      [paying, 'risks', '2026-11-12T00:00:00Z', 'Ada'],
      [moving, 'settlement', null, 'Cleo'],
    ],
  )
  assert.deepEqual(await ids('?state=withdrawn'), [gone])
  assert.deepEqual(
    (await rows('', auditor)).items.map((one) => one.investor.displayName),
    [null, null, null],
    'an auditor is told no names',
  )
})

test('pages follow each other, none twice', async () => {
  const first = await rows('?limit=2')
  assert.deepEqual(
    first.items.map(({ id }) => id),
    [paid, paying],
  )
  assert.deepEqual(await ids(`?limit=2&cursor=${first.next}`), [moving])
})

test('a row is found by its id, the end of it, its investor and its reference as people write it', async () => {
  const reference = printedReference(paymentReference(paying)).toLowerCase()
  for (const search of [paying, paying.slice(-8), ada, ada.slice(-6), reference, `wire ${reference}`])
    assert.deepEqual(await ids(`?search=${encodeURIComponent(search)}`), [paying], search)
  for (const search of ['%', '____', 'RF00 0000 0000 00', 'a', "'; drop", '%%%%%%%%%', '(a+)+$'])
    assert.deepEqual(await ids(`?search=${encodeURIComponent(search)}`), [], search)
})

test('the parts of a raise make what is pledged', async () => {
  const board = (await app.call({ path: `${path}/board`, key: issuer })).json<
    Record<string, { count: number; units: string; amount: { display: string } }> & { toSoftCap: string }
  >()
  const [pledged, reserved, signed, funded, issued] = (
    ['pledged', 'reserved', 'signed', 'funded', 'issued'] as const
  ).map((part) => [board[part]!.count, board[part]!.units])
  assert.deepEqual(
    [pledged, reserved, signed, funded, issued],
    [
      [3, '45'],
      [1, '10'],
      [0, '0'],
      [2, '35'],
      [0, '0'],
    ],
  )
  const total = (state: SubscriptionState, units: bigint) => ({
    state,
    count: 1,
    units,
    amount: units * UNIT_PRICE,
  })
  const progress = raiseProgress(
    { ...instrument, offering: { ...instrument.offering, softCap: 40n } },
    SUBSCRIPTION_STATES.map((state, i) => total(state, BigInt(i + 1))),
  )
  const { reserved: r, signed: s, funded: f, issued: i } = progress
  assert.deepEqual(progress.pledged, {
    count: r.count + s.count + f.count + i.count,
    units: r.units + s.units + f.units + i.units,
    amount: r.amount + s.amount + f.amount + i.amount,
  })
  assert.equal(progress.interested.count, 1)
  assert.equal(
    progress.pledged.count,
    OPEN_STATES.length,
    'what is issued was pledged too, and an interest is none',
  )
  assert.equal(progress.toSoftCap, 40n - 6n - 7n - 8n, 'what is on its way does not count yet')
})

test('the file has the rows of the screen', async () => {
  const { body } = await app.call({ path: `${path}/board.csv?state=eligible`, key: issuer })
  const [header, row, end] = body.split('\n')
  assert.ok(header!.includes('"waits for"'))
  assert.ok(
    row!.startsWith(
      `"Ada","${ada}","eligible","risks","2026-11-08T12:00:00Z","2026-11-12T00:00:00Z","10","10.000000"`,
    ),
    String(row),
  )
  assert.equal(end, '')
})

test('every state waits for somebody unless it is over, and only who has to pay is reminded', () => {
  const row: BoardRow = {
    ...{ id: paying, investor: ada, units: 1n, amount: 1n, remindedAt: null },
    ...{ currency: 0, isAtBank: false, isDoubted: false, isRiskOpen: false, isWire: false, raise: null },
    ...{ since: now, validBefore: now.add({ hours: 1 }), state: 'eligible' },
  }
  for (const state of SUBSCRIPTION_STATES) {
    assert.equal(awaited({ ...row, state }) === null, !OPEN_STATES.includes(state), state)
    const mayPay = (RESERVED_STATES as readonly string[]).includes(state)
    assert.equal(remind({ ...row, state }, now).ok, mayPay, state)
  }
  const by = (change: Partial<BoardRow>) => awaited({ ...row, ...change })
  assert.deepEqual(
    [
      by({}),
      by({ isRiskOpen: true, isWire: true }),
      by({ isWire: true }),
      by({ isAtBank: true, isRiskOpen: true }),
      by({ isDoubted: true, isWire: true }),
      by({ isDoubted: true, isRiskOpen: true }),
      by({ state: 'agreement', isRiskOpen: true }),
      by({ state: 'agreement' }),
      by({ state: 'signed' }),
      by({ state: 'funded' }),
      by({ state: 'confirmed', raise: 'pending-issuer-signature' }),
      by({ state: 'confirmed' }),
      by({ state: 'interest', raise: 'pending-kyc' }),
      by({ state: 'interest', raise: 'pending-accreditation' }),
      by({ state: 'interest', raise: 'pending-funding' }),
    ],
    [
      ...['investor', 'risks', 'bank', 'officer', 'officer', 'risks'],
      ...['risks', 'signature', 'investor', 'settlement', 'issuer', 'closing'],
      ...['identity', 'accreditation', 'eligibility'],
    ],
  )
  const reason = (change: Partial<BoardRow>) => {
    const answer = remind({ ...row, ...change }, now)
    return answer.ok ? null : answer.reason
  }
  assert.equal(reason({ isAtBank: true }), 'REMINDER_NOT_DUE', 'an officer is waited for')
  assert.equal(reason({ isDoubted: true }), 'REMINDER_NOT_DUE', 'and officers here')
  assert.equal(reason({ validBefore: now }), 'REMINDER_NOT_DUE', 'too late')
  assert.equal(reason({ remindedAt: now.subtract({ hours: 24 }).add({ seconds: 1 }) }), 'REMINDED_ALREADY')
  assert.equal(reason({ remindedAt: now.subtract({ hours: 24 }) }), null)
})

test('an investor is reminded once a day, by a notice; a reminder that is refused says why', async () => {
  const user = await as((work) =>
    createDemoUser(work, {
      email: 'ada@example.org',
      name: 'Ada',
      password: 'a long enough password',
      role: 'investor',
      issuer: null,
      investor: ada,
    }),
  )
  assert.ok(user.ok)
  const remindOne = async (id: string) =>
    (await app.call({ method: 'POST', path: `/v1/subscriptions/${id}/reminder`, key: issuer })).json<{
      code?: string
      detail?: string
      remindedAt?: string
    }>()
  const remindAll = async (body: object) =>
    (await app.call({ path: `${path}/reminders`, body, key: issuer })).json<Record<string, unknown>>()

  assert.equal((await remindOne(paying)).remindedAt, now.toString())
  const again = await remindOne(paying)
  assert.deepEqual(
    [again.code, again.detail],
    ['REMINDED_ALREADY', `The investor was reminded of this subscription at ${now.toString()}.`],
  )
  assert.equal((await remindOne(paid)).code, 'REMINDER_NOT_DUE')
  assert.deepEqual(await remindAll({}), { reminded: 0, before: 1, left: 0 })
  assert.equal((await remindAll({ state: 'confirmed' }))['code'], 'REMINDER_NOT_DUE')

  const late = await subscription(cleo, 'agreement', '2026-11-09T12:00:00Z')
  assert.deepEqual(await remindAll({ state: 'agreement' }), { reminded: 1, before: 0, left: 0 })
  now = now.add({ hours: 24 })
  assert.deepEqual(await remindAll({}), { reminded: 2, before: 0, left: 0 })

  const { rows: said } = await pool.query<{ subject: string; count: string }>(
    `select subject, count(*) from audit_entry where action = 'subscription.reminded' group by 1 order by 2 desc`,
  )
  assert.deepEqual(
    new Map(said.map(({ subject, count }) => [subject, Number(count)])),
    new Map([
      [paying, 2],
      [late, 2],
    ]),
  )
  await deliverNotices({ db, clock: { now: () => now }, mailer: null, publicUrl: 'http://aliquot.test' })
  const { rows: inbox } = await pool.query<{ topic: string }>(
    `select o.topic from inbox_notice n join outbox o on o.id = n.outbox where o.subject = $1`,
    [paying],
  )
  assert.deepEqual(
    inbox.map(({ topic }) => topic),
    ['subscription.reminder', 'subscription.reminder'],
  )
})

test('one thing is done to many: each for itself, and what is refused says why while the others go on', async () => {
  const [one, other] = [
    await subscription(cleo, 'eligible', '2026-11-09T12:00:00Z'),
    await subscription(ada, 'eligible', '2026-11-09T12:00:00Z'),
  ]
  type Done = { code?: string; items: { subscription: string; refusal: { code: string } | null }[] }
  const act = async (body: object) =>
    (await app.call({ path: `${path}/subscription-actions`, body, key: issuer })).json<Done>()
  const said = async (body: object) =>
    new Map((await act(body)).items.map((item) => [item.subscription, item.refusal?.code ?? 'done']))

  const stranger = newId('sub')
  assert.deepEqual(
    await said({ action: 'remind', subscriptions: [one, paid, stranger, one] }),
    new Map(
      [one, paid, stranger]
        .sort()
        .map((id) => [id, { [one]: 'done', [paid]: 'REMINDER_NOT_DUE' }[id] ?? 'NOT_FOUND']),
    ),
  )
  assert.deepEqual(
    await said({ action: 'remind', subscriptions: [one] }),
    new Map([[one, 'REMINDED_ALREADY']]),
  )
  assert.equal((await act({ action: 'reject', subscriptions: [one] })).code, 'REASON_MISSING')
  assert.deepEqual(
    await said({ action: 'reject', subscriptions: [one, other], reason: 'The round is full.' }),
    new Map([one, other].sort().map((id) => [id, 'done'])),
  )
  const { rows } = await pool.query<{ state: string }>('select state from subscription where id = any($1)', [
    [one, other],
  ])
  assert.deepEqual(rows, [{ state: 'rejected' }, { state: 'rejected' }])
  const refused = await subscriptionById(db, one)
  assert.equal(refused?.reason, 'REJECTED')
  assert.equal(await rejectionWords(db, refused), 'The round is full.')
  const told = [...(await storedTexts(database))].filter(([, text]) => text.includes('The round is full.'))
  assert.deepEqual(told, [], 'what is said of somebody is in their vault alone')
  assert.deepEqual(
    await said({ action: 'reject', subscriptions: [one], reason: 'Again.' }),
    new Map([[one, 'STEP_ORDER']]),
  )
})

test('whoever acts on many holds all of them before the log', async () => {
  const since = '2026-11-09T12:00:00Z'
  const ids = [await subscription(bo, 'eligible', since), await subscription(cleo, 'eligible', since)].sort()
  const body = { action: 'reject', subscriptions: ids, reason: 'Full.' }
  let acting: ReturnType<typeof app.call> | undefined
  await as(async (work) => {
    await lockFor(work.db, ids[1]!)
    acting = app.call({ path: `${path}/subscription-actions`, body, key: issuer })
    await untilWaiting(pool, 1)
    // Sooner than PostgreSQL looks for who waits for each other, and has the request begin anew.
    await sql`set local lock_timeout = '500ms'`.execute(work.db)
    await appendAudit(work, { action: 'test.held' })
  })
  const { items } = (await acting!).json<{ items: readonly { refusal: unknown }[] }>()
  assert.deepEqual(
    items.map(({ refusal }) => refusal),
    [null, null],
  )
})

test('of reminders that are asked for at once, one is sent', async () => {
  const id = await subscription(await person('Dora'), 'eligible', '2026-11-07T12:00:00Z')
  const one = () => app.call({ method: 'POST', path: `/v1/subscriptions/${id}/reminder`, key: issuer })
  const all = () => app.call({ path: `${path}/reminders`, body: { state: 'eligible' }, key: issuer })
  const answers = await Promise.all([one(), all(), one(), all()])
  assert.ok(answers.every(({ statusCode }) => statusCode === 200 || statusCode === 409))
  const { rows: sent } = await pool.query(
    `select 1 from outbox where topic = 'subscription.reminder' and subject = $1`,
    [id],
  )
  assert.equal(sent.length, 1)
})

test('the file has all rows, more than are read at once', async () => {
  await pool.query(
    `insert into subscription (id, offering, investor, wallet, units, amount, status, state, valid_before, created_at, since)
     select 'sub_' || lpad(n::text, 26, '0'), $1, $2, '0x' || repeat('1', 40), 1, 1000000, 'cancelled', 'expired', now(), now(),
       timestamptz '2026-11-01' + n / 7 * interval '1 second'
     from generate_series(1, 2501) n`,
    [offering, ada],
  )
  const { body } = await app.call({ path: `${path}/board.csv?state=expired`, key: issuer })
  const ids = body.split('\n').flatMap((line) => /"sub_0(\d+)"/.exec(line)?.[1] ?? [])
  assert.deepEqual([ids.length, new Set(ids).size], [2_501, 2_501])
})
