import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { papersWorld } from '../../test/papers.ts'
import { eraseUsersOf, inviteUser } from '../access/user.service.ts'
import { newId, type InvestorId } from '../kernel/ids.ts'
import { must } from '../kernel/result.ts'
import { systemClock, type Clock } from '../platform/clock.ts'
import { pngOf } from '../platform/file/testing/samples.ts'
import { readPersonal } from '../platform/vault/vault.ts'
import { systemActor, type Work } from '../platform/work.ts'
import { eraseDue } from './erasure.job.ts'
import { addComment } from './kyc-case.service.ts'
import { erasureBlockers, toldBlockers, type Stakes } from './erasure.ts'
import { retainedUntil, RETENTION } from './retention.ts'

const database = await testDatabase()
const { db, pool } = database
let later = Temporal.Duration.from({ hours: 0 })
const clock: Clock = { now: () => systemClock.now().add({ hours: later.total({ unit: 'hour' }) }) }
const world = await papersWorld(database, { clock })
const { ask, officer } = world
const job = () => eraseDue({ db, clock, eraseUsers: eraseUsersOf })
const work = (): Work => ({ db, now: clock.now(), by: systemActor('test') })

type Blocked = { readonly code: string; readonly detail: string }[]
const erasure = (id: InvestorId) => `/v1/investors/${id}/erasure`
const complete = (id: InvestorId) => ask(`${erasure(id)}/completion`, officer, undefined, 'POST')

test('somebody with whom nothing ever happened is erased: papers, names, users and keys', async () => {
  const { id, key } = await world.investor({ name: 'Erasable Person', email: 'erasable@example.org' })
  const invited = await inviteUser(
    work(),
    {
      name: 'Erasable Person',
      email: 'signs.in@example.org',
      role: 'investor',
      issuer: null,
      investor: id,
    },
    systemClock.now(),
  )
  const user = must(invited).user.id
  const file = await ask(`/v1/investors/${id}/files`, key, {
    kind: 'passport',
    name: 'Erasable.png',
    content: pngOf(3, 3).toString('base64'),
  })
  assert.deepEqual((await ask(erasure(id), key)).json['status'], 'none')
  const asked = await ask(erasure(id), key, undefined, 'POST')
  assert.deepEqual([asked.status, asked.json['status'], asked.json['blockers']], [200, 'restricted', []])

  const refused = await ask(`/v1/investors/${id}/files`, key, {
    kind: 'other',
    name: 'x',
    content: pngOf(2, 2).toString('base64'),
  })
  assert.deepEqual([refused.status, refused.code], [423, 'INVESTOR_RESTRICTED'])

  assert.equal(await job(), 1)
  assert.equal(await job(), 0)
  const after = await ask(erasure(id), officer)
  assert.equal(after.json['status'], 'erased')
  assert.equal((await ask(erasure(id), key)).status, 401, 'their key opens nothing any more')
  assert.deepEqual(await readPersonal(db, id, ['name', 'email']), { name: null, email: null })
  assert.deepEqual(await readPersonal(db, user, ['name', 'email']), { name: null, email: null })
  const saved = await ask(`/v1/investors/${id}/files/${String(file.json['id'])}`, officer)
  assert.deepEqual([saved.status, saved.code], [410, 'INVESTOR_ERASED'])
  const listed = await ask(`/v1/investors/${id}/files`, officer)
  assert.equal((listed.json['items'] as { displayName: unknown }[])[0]?.displayName, null)
  const shown = await ask(`/v1/investors/${id}`, officer)
  assert.equal(shown.json['displayName'], '–')
  assert.equal((await ask(erasure(id), officer, undefined, 'POST')).code, 'INVESTOR_ERASED')
  assert.equal((await complete(id)).code, 'INVESTOR_ERASED')
  const remark = await addComment(work(), id, { visibility: 'internal', text: 'A provider speaks late.' })
  assert.ok(!remark.ok && remark.reason === 'INVESTOR_ERASED')
  const approval = { kycUntil: '2030-01-01', reason: 'Let it be.' }
  const approved = await ask(`/v1/investors/${id}/approval`, officer, approval)
  assert.equal(approved.code, 'INVESTOR_ERASED', approved.text)
})

test('an investor takes along everything that is kept of them, and nothing about others or about suspicions', async () => {
  const { id, key } = await world.investor({
    name: 'Reads Own',
    email: 'reads.own@example.org',
    born: '1980-02-03',
  })
  const paper = { kind: 'passport', name: 'pass.png', content: pngOf(3, 3).toString('base64') }
  await ask(`/v1/investors/${id}/files`, key, paper)
  const held = { ground: 'authority', reason: 'Order 17 of the court.' }
  assert.equal((await ask(`/v1/investors/${id}/holds`, officer, held)).status, 201)
  const { status, json, text } = await ask(`/v1/investors/${id}/data`, key)
  assert.equal(status, 200, text)
  const personal = json['personal'] as Record<string, string>
  assert.deepEqual(
    [personal['name'], personal['email'], personal['born']],
    ['Reads Own', 'reads.own@example.org', '1980-02-03'],
  )
  assert.equal((json['papers'] as { displayName: string }[])[0]?.displayName, 'pass.png')
  const actions = (json['history'] as { action: string }[]).map(({ action }) => action)
  assert.ok(actions.includes('file.received') && actions.includes('investor.created'))
  assert.ok(!actions.includes('hold.placed') && !text.includes('Order 17'))
  const other = await world.investor()
  assert.equal((await ask(`/v1/investors/${id}/data`, other.key)).status, 404)
  assert.equal((await ask(`/v1/investors/${id}/data`, await world.keyFor('auditor'))).status, 403)
})

test('a request can be taken back', async () => {
  const { id, key } = await world.investor()
  assert.equal((await ask(erasure(id), key, undefined, 'DELETE')).code, 'ERASURE_NOT_ASKED')
  assert.equal((await complete(id)).code, 'ERASURE_NOT_ASKED')
  await ask(erasure(id), key, undefined, 'POST')
  await ask(erasure(id), key, undefined, 'POST')
  const back = await ask(erasure(id), key, undefined, 'DELETE')
  assert.deepEqual([back.status, back.json['status']], [200, 'none'])
  assert.equal(await job(), 0)
})

test('another investor asks for nobody but themself, and an auditor for nobody', async () => {
  const owner = await world.investor()
  const other = await world.investor()
  assert.equal((await ask(erasure(owner.id), other.key, undefined, 'POST')).status, 404)
  assert.equal((await ask(erasure(owner.id), await world.keyFor('auditor'), undefined, 'POST')).status, 403)
  assert.equal((await ask(erasure(newId('inv')), officer, undefined, 'POST')).status, 404)
})

/** A wallet of the investor, and a movement of units to it, as the chain's reader writes them. */
async function holding(
  id: InvestorId,
  at: string,
): Promise<{ readonly wallet: string; readonly token: string }> {
  const hex = (bytes: number) =>
    `0x${[...crypto.getRandomValues(new Uint8Array(bytes))].map((b) => b.toString(16).padStart(2, '0')).join('')}`
  const wallet = hex(20)
  const token = hex(20)
  await pool.query(`insert into wallet values ($1, $2, $3, 'ready', now(), 1, true)`, [
    newId('wal'),
    id,
    wallet,
  ])
  await move({ token, from: null, to: wallet, at })
  return { wallet, token }
}
let block = 0
async function move(units: {
  token: string
  from: string | null
  to: string | null
  at: string
}): Promise<void> {
  block += 1
  const hash = `0x${block.toString(16).padStart(64, '0')}`
  await pool.query('insert into chain_block values ($1, $2, $1, $3)', [hash, block, units.at])
  await pool.query(
    `insert into register_movement (block_hash, log_index, token, block, at, tx, kind, from_wallet, to_wallet, units)
     values ($1, 0, $2, $3, $4, $1, 'transfer', $5, $6, 100)`,
    [hash, units.token, block, units.at, units.from, units.to],
  )
}

test('F40 somebody who holds units stays until they are sold and the law lets go; the register keeps its sum', async () => {
  const { id, key } = await world.investor()
  const today = clock.now().toString()
  const { wallet, token } = await holding(id, today)
  const asked = await ask(erasure(id), key, undefined, 'POST')
  assert.deepEqual(
    (asked.json['blockers'] as Blocked).map(({ code }) => code),
    ['ERASURE_OPEN_POSITION', 'ERASURE_RETAINED'],
  )
  assert.deepEqual([(await complete(id)).status, (await complete(id)).code], [409, 'ERASURE_OPEN_POSITION'])
  assert.equal(await job(), 0)

  await move({ token, from: wallet, to: `0x${'ab'.repeat(20)}`, at: today })
  const retained = await complete(id)
  assert.equal(retained.code, 'ERASURE_RETAINED')
  const until = clock.now().toZonedDateTimeISO('UTC').toPlainDate().add({ years: 5, days: 1 })
  assert.ok(
    String(retained.json['detail']).includes(`until ${until.toString()} (31 CFR 1010.430(d)`),
    retained.text,
  )

  later = Temporal.Duration.from({ hours: 24 * 365 * 5 })
  assert.equal(await job(), 0, 'a day too early')
  later = Temporal.Duration.from({ hours: 24 * (365 * 5 + 4) })
  assert.equal(await job(), 1)
  later = Temporal.Duration.from({ hours: 0 })
  const { rows } = await pool.query(
    `select sum(case when to_wallet is not null and from_wallet is null then units else 0 end)::int as issued
     from register_movement where token = $1`,
    [token],
  )
  assert.deepEqual(rows, [{ issued: 100 }])
  const owner = await pool.query('select investor from wallet where address = $1', [wallet])
  assert.deepEqual(
    owner.rows,
    [{ investor: id }],
    'the register still says which holder it was, and no longer who',
  )
})

test('F40 money that is owed and orders that are open stand in the way', async () => {
  const { id, key } = await world.investor()
  await ask(erasure(id), key, undefined, 'POST')
  await pool.query(`insert into issuer values ('iss_1', 'one', now())`)
  await pool.query(`insert into spv values ('spv_1', 'one', 'iss_1', now())`)
  await pool.query(`insert into asset values ('ast_1', 'one', 'spv_1', now())`)
  await pool.query(
    `insert into instrument values ('ins_1', 'one', 'iss_1', 'spv_1', 'ast_1', '0x${'1'.repeat(40)}', null, 'draft', now())`,
  )
  await pool.query(`insert into offering values ('off_1', 'ins_1', 'open', now(), null)`)
  const subscribed = async (state: string, status: string, reason: string | null) =>
    pool.query(
      `insert into subscription (id, offering, investor, wallet, units, amount, state, status, reason, created_at, valid_before, since)
       values ('sub_1', 'off_1', $1, '0x', 1, 1, $2, $3, $4, now(), now(), now())
       on conflict (id) do update set state = $2, status = $3, reason = $4`,
      [id, state, status, reason],
    )
  await subscribed('eligible', 'in-progress', null)
  assert.equal((await complete(id)).code, 'ERASURE_ORDER_OPEN')
  await subscribed('confirmed', 'pending', null)
  assert.equal((await complete(id)).code, 'ERASURE_ORDER_OPEN')
  await subscribed('refunded', 'refunded', 'REFUND_PARKED')
  assert.equal((await complete(id)).code, 'ERASURE_PAYMENT_PENDING')
  await subscribed('refunded', 'refunded', 'REFUND_CLAIMED')
  assert.equal((await complete(id)).code, 'ERASURE_RETAINED')

  const { wallet } = await holding(id, clock.now().toString())
  await pool.query(
    `insert into distributor_event (block_hash, log_index, tx_hash, kind, chain_id, wallet, amount)
     select hash, 1, hash, 'parked', 7, $1, 5 from chain_block order by number desc limit 1`,
    [wallet],
  )
  const reasons = async () =>
    ((await ask(erasure(id), officer)).json['blockers'] as Blocked).map(({ code }) => code)
  assert.deepEqual(await reasons(), ['ERASURE_OPEN_POSITION', 'ERASURE_PAYMENT_PENDING', 'ERASURE_RETAINED'])
  await pool.query(
    `insert into distributor_event (block_hash, log_index, tx_hash, kind, chain_id, wallet, amount)
     select hash, 2, hash, 'paid', 7, $1, 5 from chain_block order by number desc limit 1`,
    [wallet],
  )
  assert.deepEqual(await reasons(), ['ERASURE_OPEN_POSITION', 'ERASURE_RETAINED'])
})

test('a hold keeps everything until two officers lift it', async () => {
  const { id, key } = await world.investor()
  const other = await world.keyFor('officer')
  await ask(erasure(id), key, undefined, 'POST')
  const holds = `/v1/investors/${id}/holds`
  const place = (by: string, ground: string) =>
    ask(holds, by, { ground, reason: `Case 7 against ${ground}.` })
  assert.equal((await place(key, 'dispute')).status, 403)
  assert.equal((await ask(holds, officer, { ground: 'dispute' })).status, 422, 'without a reason')
  const dispute = await place(officer, 'dispute')
  const authority = await place(officer, 'authority')
  assert.deepEqual([dispute.status, (await complete(id)).code], [201, 'ERASURE_DISPUTE_OPEN'])
  const lift = (hold: typeof dispute, by: string) =>
    ask(`${holds}/${String(hold.json['id'])}`, by, undefined, 'DELETE')
  const asked = await lift(dispute, officer)
  assert.deepEqual([asked.status, asked.json['liftedAt']], [200, null])
  assert.notEqual(asked.json['liftAskedAt'], null)
  assert.equal((await lift(dispute, officer)).code, 'FOUR_EYES')
  assert.equal((await complete(id)).code, 'ERASURE_DISPUTE_OPEN', 'one word is not enough')
  assert.notEqual((await lift(dispute, other)).json['liftedAt'], null)
  assert.equal((await lift(dispute, other)).code, 'HOLD_LIFTED')
  assert.equal((await complete(id)).code, 'ERASURE_LEGAL_HOLD')

  const reasons = async (by: string) =>
    ((await ask(erasure(id), by)).json['holds'] as { reason: unknown }[]).map(({ reason }) => reason)
  assert.deepEqual(await reasons(officer), ['Case 7 against dispute.', 'Case 7 against authority.'])
  assert.deepEqual(await reasons(key), [], 'they are not told')
  const { rows } = await pool.query<{ text: string }>('select legal_hold::text as text from legal_hold')
  assert.ok(rows.every(({ text }) => !text.includes('Case 7')))

  assert.equal(await job(), 0)
  await lift(authority, officer)
  await lift(authority, other)
  assert.equal(await job(), 1)
  assert.deepEqual(await reasons(officer), [null, null], 'erased with the person')
})

test('what stands in the way is told in one order, all of it', () => {
  const none: Stakes = { holdsUnits: false, paymentPending: false, orderOpen: false, lastDealingOn: null }
  const today = Temporal.PlainDate.from('2026-11-29')
  const reasons = (facts: Partial<Parameters<typeof erasureBlockers>[0]>) =>
    erasureBlockers({ stakes: none, holds: [], retained: null, today, ...facts }).map(({ reason }) => reason)
  assert.deepEqual(reasons({}), [])
  assert.deepEqual(
    reasons({
      stakes: { ...none, holdsUnits: true, paymentPending: true, orderOpen: true },
      holds: ['authority', 'dispute'],
      retained: { until: today.add({ days: 1 }), because: 'identity' },
    }),
    [
      'ERASURE_OPEN_POSITION',
      'ERASURE_PAYMENT_PENDING',
      'ERASURE_ORDER_OPEN',
      'ERASURE_DISPUTE_OPEN',
      'ERASURE_LEGAL_HOLD',
      'ERASURE_RETAINED',
    ],
  )
  assert.deepEqual(reasons({ retained: { until: today, because: 'identity' } }), [], 'the day itself is free')
})

test('an investor is told neither of a hold nor of a list, only that the law asks to keep something', () => {
  const until = Temporal.PlainDate.from('2030-01-01')
  const told = (...blockers: Parameters<typeof toldBlockers>[0]) =>
    toldBlockers(blockers).map(({ reason }) => reason)
  const units = { reason: 'ERASURE_OPEN_POSITION' } as const
  const dispute = { reason: 'ERASURE_DISPUTE_OPEN' } as const
  const order = { reason: 'ERASURE_LEGAL_HOLD' } as const
  const identity = { reason: 'ERASURE_RETAINED', until, because: 'identity' } as const
  const list = { ...identity, because: 'sanctions' } as const
  assert.deepEqual(told(), [])
  assert.deepEqual(told(units, identity), ['ERASURE_OPEN_POSITION', 'ERASURE_RETAINED'])
  assert.deepEqual(told(dispute, order, identity), ['ERASURE_RETAINED'])
  assert.deepEqual(told(units, order), ['ERASURE_OPEN_POSITION', 'ERASURE_KEPT'])
  assert.deepEqual(
    [told(dispute), told(list), told(order, list)],
    [['ERASURE_KEPT'], ['ERASURE_KEPT'], ['ERASURE_KEPT']],
  )
})

test('the longest retention decides, from the last day of the relationship', () => {
  const ended = Temporal.PlainDate.from('2026-11-29')
  assert.deepEqual(retainedUntil(ended, ['identity', 'sanctions', 'tax']), {
    until: Temporal.PlainDate.from('2036-11-30'),
    because: 'sanctions',
  })
  assert.equal(retainedUntil(ended, ['tax'])?.until.toString(), '2030-11-30')
  assert.equal(retainedUntil(null, ['identity']), null)
  assert.equal(retainedUntil(ended, []), null)
  for (const { citation } of Object.values(RETENTION)) assert.match(citation, /\d/)
})
