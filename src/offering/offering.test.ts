import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { soldInstrument, UNIT_PRICE } from '../../test/sold-instrument.ts'
import { newId, type InvestorId, type SubscriptionId } from '../kernel/ids.ts'
import { must } from '../kernel/result.ts'
import { openRpc } from '../platform/chain/rpc.ts'
import { systemClock } from '../platform/clock.ts'
import { transaction } from '../platform/db/database.ts'
import { systemActor, type Work } from '../platform/work.ts'
import { loadSandboxList } from '../screening/sandbox-list.service.ts'
import { closingRoutes } from './closing/closing.routes.ts'
import { offeringView } from './offering.service.ts'
import { eligibilityOf } from './subscription/eligibility.service.ts'
import { createSubscription, subscriptionById } from './subscription/subscription.service.ts'
import { subscriptionRoutes } from './subscription/subscription.routes.ts'

const { db, pool } = await testDatabase()
const NOON = Temporal.Instant.from('2026-01-01T12:00:00Z')
/** Nobody is there: what is tested here asks no chain. */
const chain = { rpc: openRpc('http://127.0.0.1:9'), chainId: 31_337 }

function inWork<T>(run: (work: Work) => Promise<T>, now = NOON): Promise<T> {
  return transaction(db, (tx) => run({ db: tx, now, by: systemActor('test') }))
}
await inWork((work) => loadSandboxList(work, systemClock.now()))
const { instrument, offering } = await inWork((work) => soldInstrument(work, 'office-tower', 'none-needed'))

let people = 0
/** A verified investor with a wallet. */
async function investorWith(kycUntil: string) {
  const id: InvestorId = newId('inv')
  const wallet = `0x${String(++people).padStart(40, '1')}` as const
  await pool.query(
    `insert into investor (id, kind, country, kyc_status, kyc_until, identity, created_at)
     values ($1, 'individual', 'GB', 'verified', $2, $3, now())`,
    [id, kycUntil, wallet],
  )
  await pool.query(
    `insert into wallet (id, investor, address, status, linked_at) values ($1, $2, $3, 'ready', now())`,
    [newId('wal'), id, wallet],
  )
  return { investor: id, wallet }
}
const ask = (
  who: Awaited<ReturnType<typeof investorWith>>,
  units: bigint,
  now = NOON,
  replaces?: SubscriptionId | null,
) =>
  inWork(
    (work) => createSubscription(work, { offering, ...who, amount: units * UNIT_PRICE, replaces, stops: [] }),
    now,
  )

test('a verification ends when its day begins in UTC, as the registry has it, and not in the issuer’s zone', async () => {
  const lapsing = await investorWith('2026-01-03')
  assert.ok((await ask(lapsing, 10n, Temporal.Instant.from('2026-01-02T23:59:59Z'))).ok)
  const late = await ask(lapsing, 10n, Temporal.Instant.from('2026-01-03T00:00:00Z'))
  assert.ok(!late.ok && late.reason === 'INVESTOR_NOT_VERIFIED')
})

test('of another issuer nothing is seen, not even that something was passed over, and nothing can be done', async () => {
  const app = await testApp({ db, pool, url: '' }, subscriptionRoutes(chain), { clock: { now: () => NOON } })
  const who = await investorWith('2030-01-01')
  const { id } = must(await ask(who, 10n))
  must(await ask(await investorWith('2030-01-01'), 10n))
  const list = async (key: string) =>
    (await app.call({ path: '/v1/subscriptions?limit=1', key })).json<{ items: unknown[]; next: unknown }>()
  const own = await list(await app.keyFor('issuer', { issuer: instrument.issuer }))
  assert.equal(own.items.length, 1)
  assert.notEqual(own.next, null)
  assert.deepEqual(await list(await app.keyFor('issuer', { issuer: newId('iss') })), {
    items: [],
    next: null,
  })

  const key = await app.keyFor('officer', { issuer: newId('iss') })
  const amount = '10.00'
  const asked = await app.call({
    path: `/v1/offerings/${offering}/subscriptions`,
    key,
    body: { ...who, amount },
  })
  assert.equal(asked.statusCode, 404)
  const body = { signature: `0x${'11'.repeat(65)}` }
  for (const [path, sent] of [
    ['payment', body],
    ['withdrawal', {}],
    ['rejection', { reason: 'No.' }],
  ] as const)
    assert.equal(
      (await app.call({ path: `/v1/subscriptions/${id}/${path}`, key, body: sent })).statusCode,
      404,
    )
})

test('an investor has one reservation of an offering: another amount takes its place and keeps its day', async () => {
  const someone = await investorWith('2030-01-01')
  const taken = async (now: Temporal.Instant) =>
    (await offeringView(db, { id: offering }, now))?.unitsTaken ?? 0n
  const before = await taken(NOON)

  const first = must(await ask(someone, 100n))
  assert.equal(must(await ask(someone, 100n, NOON.add({ hours: 1 }))).id, first.id, 'the same is the same')
  const blind = await ask(someone, 40n, NOON.add({ hours: 2 }), null)
  assert.ok(!blind.ok)
  assert.equal(blind.reason, 'RESERVED_OTHERWISE', 'whoever does not know of the first does not give it up')
  const second = must(await ask(someone, 40n, NOON.add({ hours: 2 }), first.id))
  assert.notEqual(second.id, first.id)
  assert.equal(second.validBefore.toString(), first.validBefore.toString())
  const replaced = await subscriptionById(db, first.id)
  assert.deepEqual([replaced?.state, replaced?.reason], ['withdrawn', 'REPLACED'])
  assert.equal(await taken(NOON.add({ hours: 3 })), before + 40n)
  // Two more that run out; what was replaced does not count.
  must(await ask(someone, 1n, NOON.add({ hours: 24 })))
  must(await ask(someone, 1n, NOON.add({ hours: 48 })))
  const refused = await ask(someone, 1n, NOON.add({ hours: 72 }))
  assert.ok(!refused.ok)
  assert.deepEqual(
    [refused.reason, refused.facts],
    ['RESERVATIONS_UNPAID', { count: '3', until: NOON.add({ hours: 72 + 7 * 24 }).toString() }],
  )
  assert.ok((await ask(someone, 1n, NOON.add({ hours: 72 + 7 * 24 }))).ok, 'a week later they may try again')
})

test('whether they may invest is answered on the same facts as subscribing: the same investor, amount, wallet and day', async () => {
  const sale = await inWork((work) => soldInstrument(work, 'same-facts', 'none-needed', { hardCap: 100n }))
  const subscribe = (who: Awaited<ReturnType<typeof investorWith>>, units: bigint, at: Temporal.Instant) =>
    inWork(
      (work) =>
        createSubscription(work, { offering: sale.offering, ...who, amount: units * UNIT_PRICE, stops: [] }),
      at,
    )
  /** What both say of the smallest amount. */
  const answer = async (who: Awaited<ReturnType<typeof investorWith>>, at = NOON) => {
    const [first = null] = (await eligibilityOf(db, sale.offering, who.investor, {
      now: at,
      withClaims: true,
    }))!.offering
    const asked = await subscribe(who, 1n, at)
    assert.deepEqual(asked.ok ? null : { reason: asked.reason, facts: asked.facts }, first)
    return first?.reason ?? null
  }
  assert.equal(await answer(await investorWith('2026-01-01')), 'INVESTOR_NOT_VERIFIED')
  const unlinked = await investorWith('2030-01-01')
  await pool.query("update wallet set status = 'rejected' where investor = $1", [unlinked.investor])
  assert.equal(await answer(unlinked), 'WALLET_NOT_READY')

  const [all, other] = [await investorWith('2030-01-01'), await investorWith('2030-01-01')]
  must(await subscribe(all, 100n, NOON))
  assert.equal(await answer(other), 'UNITS_SOLD_OUT')
  assert.equal(await answer(all), null, 'what they have reserved makes room for what they reserve instead')
  for (const hours of [24, 48]) assert.equal(await answer(all, NOON.add({ hours })), null)
  assert.equal(await answer(all, NOON.add({ hours: 72 })), 'RESERVATIONS_UNPAID')
})

test('B35: a step that a subscription or a closing does not wait for is refused with where it is, and changes nothing', async () => {
  const app = await testApp({ db, pool, url: '' }, [...subscriptionRoutes(chain), ...closingRoutes()], {
    clock: { now: () => NOON },
  })
  const key = await app.keyFor('officer')
  const { id } = must(await ask(await investorWith('2030-01-01'), 10n))
  const send = async (path: string, body: object) =>
    (await app.call({ path: `/v1/subscriptions/${id}/${path}`, key, body })).json<{
      code?: string
      state?: string
    }>()
  assert.equal((await send('claim', {})).code, 'REFUND_NOT_DUE')
  assert.equal((await send('withdrawal', {})).state, 'withdrawn')
  for (const [path, body] of [
    ['payment', { signature: `0x${'11'.repeat(65)}` }],
    ['withdrawal', {}],
    ['rejection', { reason: 'Too late.' }],
  ] as const)
    assert.equal((await send(path, body)).code, 'STEP_ORDER', path)
  assert.equal((await subscriptionById(db, id))?.state, 'withdrawn')
  // Units are issued by the confirmation of a closing and by nothing else.
  const unclosed = await app.call({ path: `/v1/offerings/${offering}/closing/confirmation`, key, body: {} })
  assert.deepEqual([unclosed.statusCode, unclosed.json<{ code: string }>().code], [409, 'WINDOW_OPEN'])
  const { rows } = await pool.query('select status from offering where id = $1', [offering])
  assert.deepEqual(rows, [{ status: 'open' }])
})
