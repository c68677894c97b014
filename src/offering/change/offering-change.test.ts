import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { testDatabase } from '../../../test/database.ts'
import { escrowWorld, OPENS, PRICE } from '../../../test/escrow-world.ts'
import { changeTerms } from '../../instrument/instrument.service.ts'
import { must } from '../../kernel/result.ts'
import { listIntents } from '../../platform/chain/intents.ts'
import { settle as settleIntent } from '../../platform/chain/settle.ts'
import { lockFor, transaction } from '../../platform/db/database.ts'
import { unlockVault } from '../../platform/vault/seal.ts'
import { escrowBalance } from '../closing/escrow-balance.service.ts'
import { closingPreview } from '../closing/closing.service.ts'
import { changesFor, changesOf, reconfirm, tellChange } from './offering-change.service.ts'
import { givenBy, toReconfirm, withdrawableUntil, type OfferingChange } from './offering-change.ts'
import { offeringView } from '../offering.service.ts'
import { updateOffering } from '../offering.store.ts'
import {
  refundSettled,
  rejectLapsed,
  withdrawalToSign,
  withdrawSubscription,
} from '../refund/refund.service.ts'
import { subscriptionById } from '../subscription/subscription.service.ts'

const instant = (text: string) => Temporal.Instant.from(text)
const NEW_YORK = 'America/New_York'

test('what a change gives, by the law that units are sold under', () => {
  // Wednesday before Thanksgiving, by day in New York.
  const now = instant('2026-11-25T15:00:00Z')
  const given = (
    exemption: Parameters<typeof givenBy>[0]['exemption'],
    coolingOffHours = 0,
    where = { now, timeZone: NEW_YORK },
  ) => {
    const found = givenBy({ exemption, coolingOffHours }, where)
    return found === null ? null : [found.right, found.until.toString()]
  }
  // Five business days, with Thanksgiving and a weekend between: until the end of 3 December.
  assert.deepEqual(given('reg-cf'), ['reconfirm', '2026-12-04T05:00:00Z'])
  // Three working days: Thursday, Friday and Monday.
  assert.deepEqual(given('eu-small'), ['withdraw', '2026-12-01T05:00:00Z'])
  // Maundy Thursday in Paris: Tuesday, Wednesday and Thursday after Easter.
  const easter = { now: instant('2026-04-02T10:00:00Z'), timeZone: 'Europe/Paris' }
  assert.deepEqual(given('eu-small', 0, easter), ['withdraw', '2026-04-09T22:00:00Z'])
  assert.deepEqual(given('eu-crowdfunding', 240), ['withdraw', '2026-12-05T15:00:00Z'])
  assert.deepEqual(given('reg-d-506c', 48), ['withdraw', '2026-11-27T15:00:00Z'])
  assert.equal(given('reg-d-506c'), null)
})

test('the longest time counts: the contract’s cooling-off, the law’s, or that of a change after the agreement, though it was paid later', () => {
  const agreedAt = instant('2026-03-01T12:00:00Z')
  const paidAt = instant('2026-03-02T12:00:00Z')
  const closesAt = instant('2026-03-31T04:00:00Z')
  const change = (at: string, until: string): OfferingChange => ({
    id: `chg_${'0'.repeat(26)}` as OfferingChange['id'],
    offering: `off_${'0'.repeat(26)}` as OfferingChange['offering'],
    what: 'The roof was renewed.',
    given: { right: 'withdraw', until: instant(until) },
    at: instant(at),
  })
  const of = (
    exemption: Parameters<typeof givenBy>[0]['exemption'],
    coolingOffHours: number,
    ...changes: OfferingChange[]
  ) => withdrawableUntil({ agreedAt, paidAt, terms: { exemption, coolingOffHours }, closesAt, changes })
  const ground = (...asked: Parameters<typeof of>) => {
    const found = of(...asked)
    return found === null ? null : [found.ground, found.until.toString()]
  }
  assert.equal(ground('none-needed', 0), null)
  assert.deepEqual(ground('none-needed', 48), ['cooling-off', '2026-03-04T12:00:00Z'])
  assert.deepEqual(ground('reg-cf', 48), ['law', '2026-03-29T04:00:00Z'], '48 hours before the end')
  const after = change('2026-03-03T12:00:00Z', '2026-03-06T05:00:00Z')
  assert.deepEqual(ground('none-needed', 48, after), ['change', '2026-03-06T05:00:00Z'])
  const unpaid = change('2026-03-02T11:59:59Z', '2026-03-06T05:00:00Z')
  assert.deepEqual(ground('none-needed', 48, unpaid), ['change', '2026-03-06T05:00:00Z'])
  const before = change('2026-03-01T11:59:59Z', '2026-03-06T05:00:00Z')
  assert.deepEqual(ground('none-needed', 48, before), ['cooling-off', '2026-03-04T12:00:00Z'])
  assert.deepEqual(toReconfirm(agreedAt, [after]), [], 'who may withdraw need not reconfirm')
})

const database = await testDatabase()
const { db, pool } = database
unlockVault(Buffer.alloc(32, 7))
const office = await escrowWorld(database)
const { world, as, sale, subscribe, pay, settle, state, moveTo, chain } = office
const people = await Promise.all(['ana', 'bo', 'cy'].map((name, i) => office.approved(name, [60 + i])))
await settle()
for (const i of [60, 61]) await office.fund(office.account(i).address, 10_000n * PRICE)
const notices = async (topic: string) =>
  (await pool.query('select subject from outbox where topic = $1 order by subject', [topic])).rows.map(
    (row: { subject: string }) => row.subject,
  )
const closing = async (id: Parameters<typeof closingPreview>[1]) =>
  (await closingPreview(db, id, office.now()))?.refusal?.reason ?? null

test('a change is told to every subscriber and begins the cooling-off anew: who takes the money back signs nothing', async () => {
  const { id } = await sale('changes', 10n, { coolingOffHours: 48 })
  const a = await subscribe(id, people[0]!, 60, 4n)
  const b = await subscribe(id, people[1]!, 61, 6n)
  await pay(a.id, 60)
  await pay(b.id, 61)
  await settle()
  await moveTo(OPENS.add({ hours: 40 }))
  const told = must(await as('issuer', (work) => tellChange(work, { id }, 'The roof has to be renewed.')))
  assert.deepEqual(await notices('offering.changed-withdraw'), [a.id, b.id].sort())
  assert.deepEqual(
    (await changesOf(db, id)).map(({ what, given }) => [what, given?.right]),
    [['The roof has to be renewed.', 'withdraw']],
  )
  await moveTo(OPENS.add({ hours: 72 }))
  const one = (await subscriptionById(db, a.id))!
  const right = await withdrawalToSign(db, chain.chainId, one, office.now())
  assert.deepEqual(
    [right?.ground, right?.typedData, right?.until.toString()],
    ['change', null, told.given?.until.toString()],
  )
  assert.equal(await closing(id), 'WITHDRAWAL_RUNS', 'though all of it is sold, and the contract would close')
  const had = await office.money(office.account(60).address)
  must(await as('ana', (work) => withdrawSubscription(work, chain, a.id, null)))
  await settle()
  assert.deepEqual(await state(a.id), ['refunded', 'WITHDRAWN'])
  assert.equal((await office.money(office.account(60).address)) - had, 4n * PRICE)
  const { offering } = (await offeringView(db, { id }, office.now()))!
  assert.ok((await escrowBalance(db, world.rpc, offering))?.balances)
  await moveTo(told.given!.until)
  const late = await as('bo', (work) => withdrawSubscription(work, chain, b.id, null))
  assert.ok(!late.ok && late.reason === 'COOLING_OFF_OVER')
  assert.deepEqual(await state(b.id), ['confirmed', null])
})

test('crowdfunding: who does not reconfirm in time is paid back, and what is agreed after the change need not be reconfirmed', async () => {
  const { id, instrument } = await sale('crowd', 10n)
  const [a, b] = [await subscribe(id, people[0]!, 60, 4n), await subscribe(id, people[1]!, 61, 2n)]
  await pay(a.id, 60)
  await pay(b.id, 61)
  await settle()
  // What its law would ask of each of them is another test's.
  const offering = { ...instrument.offering, exemption: 'reg-cf' as const }
  await as('test', (work) => changeTerms(work, instrument, { ...instrument, offering }, '11'.repeat(32)))
  await moveTo(office.now().add({ hours: 1 }))
  const change = must(
    await as('issuer', (work) => tellChange(work, { id }, 'Another manager runs the house.')),
  )
  assert.equal(change.given?.right, 'reconfirm')
  assert.deepEqual(
    (await changesFor(db, (await subscriptionById(db, a.id))!)).map((one) => one.isToReconfirm),
    [true],
  )
  for (let i = 0; i < 2; i++) must(await as('ana', (work) => reconfirm(work, a.id, change.id)))
  assert.deepEqual(
    (await changesOf(db, id)).map(({ reconfirmed, waiting }) => [reconfirmed, waiting]),
    [[1, 1]],
  )
  await moveTo(change.given!.until)
  const over = await as('bo', (work) => reconfirm(work, b.id, change.id))
  assert.ok(!over.ok && over.reason === 'RECONFIRMATION_OVER')
  const had = await office.money(office.account(61).address)
  await settle()
  assert.deepEqual(await state(a.id), ['confirmed', null])
  assert.deepEqual(await state(b.id), ['refunded', 'NOT_RECONFIRMED'])
  assert.equal((await office.money(office.account(61).address)) - had, 2n * PRICE)
  assert.deepEqual(
    (await changesOf(db, id)).map(({ waiting }) => waiting),
    [0],
  )
  const actions = await pool.query(
    `select action, detail from audit_entry where subject in ($1, $2, $3) and (action like '%change%' or action like '%reconfirm%') order by seq`,
    [id, a.id, b.id],
  )
  assert.deepEqual(
    actions.rows.map(({ action }: { action: string }) => action),
    ['offering.changed', 'subscription.reconfirmed'],
  )
  assert.deepEqual(actions.rows[0].detail, {
    change: change.id,
    sha256: createHash('sha256').update('Another manager runs the house.').digest('hex'),
    right: 'reconfirm',
    until: change.given!.until.toString(),
  })
  const none = await as('ana', (work) => reconfirm(work, a.id, `chg_${'0'.repeat(26)}` as typeof change.id))
  assert.ok(!none.ok && none.reason === 'RECONFIRMATION_NOT_ASKED')
})

test('who had agreed before a change has its rights though the money comes after it, and an unpaid reservation that is not reconfirmed ends', async () => {
  const { id, instrument } = await sale('committed', 10n)
  const [a, b] = [await subscribe(id, people[0]!, 60, 4n), await subscribe(id, people[1]!, 61, 2n)]
  const unpaid = await subscribe(id, people[2]!, 62, 1n)
  const longer = office
    .now()
    .add({ hours: 24 * 30 })
    .toString()
  await pool.query('update subscription set valid_before = $2 where id = $1', [unpaid.id, longer])
  // What its law would ask of each of them is another test's.
  const offering = { ...instrument.offering, exemption: 'reg-cf' as const }
  await as('test', (work) => changeTerms(work, instrument, { ...instrument, offering }, '12'.repeat(32)))
  await moveTo(office.now().add({ minutes: 1 }))
  const change = must(await as('issuer', (work) => tellChange(work, { id }, 'The manager has left.')))
  await as('test', (work) => changeTerms(work, { ...instrument, version: 2 }, instrument, '13'.repeat(32)))
  assert.deepEqual(
    (await changesOf(db, id)).map(({ waiting }) => waiting),
    [3],
  )
  must(await as('ana', (work) => reconfirm(work, a.id, change.id)))
  await moveTo(office.now().add({ minutes: 1 }))
  await pay(a.id, 60)
  await pay(b.id, 61)
  await settle()
  assert.deepEqual(
    (await changesFor(db, (await subscriptionById(db, b.id))!)).map((one) => one.isToReconfirm),
    [true],
  )
  await moveTo(change.given!.until)
  const reject = () => as('offerings', (work) => rejectLapsed(work, b.id))
  assert.equal(await reject(), true)
  assert.equal(await reject(), false, 'under way')
  const [open] = await listIntents(db, { subject: b.id, purpose: 'subscription.lapse', limit: 1 })
  const failure = { reason: 'WOULD_REVERT', data: null } as const
  const context = { handlers: refundSettled({ rpc: world.rpc }), now: office.now() }
  await transaction(db, (tx) => settleIntent(tx, open!.id, { status: 'failure', failure }, context))
  assert.equal(await reject(), false, 'a minute has to pass')
  await moveTo(office.now().add({ minutes: 1 }))
  await settle()
  assert.deepEqual(await state(a.id), ['confirmed', null])
  assert.deepEqual(await state(b.id), ['refunded', 'NOT_RECONFIRMED'])
  assert.deepEqual(await state(unpaid.id), ['rejected', 'NOT_RECONFIRMED'])
})

test('nothing is told of an offering that begins to close meanwhile', async () => {
  const { id } = await sale('race', 10n)
  const told = await transaction(db, async (tx) => {
    await lockFor(tx, id)
    const telling = as('issuer', (work) => tellChange(work, { id }, 'The roof leaks.'))
    await waiting('advisory')
    await updateOffering(tx, id, { status: 'closing' })
    return { telling }
  })
  const answer = await told.telling
  assert.ok(!answer.ok && answer.reason === 'OFFERING_CLOSED')
  assert.deepEqual(await changesOf(db, id), [])
})

/** Until a transaction waits for a lock of this kind. */
async function waiting(kind: string): Promise<void> {
  for (let i = 0; i < 200; i++) {
    const { rows } = await pool.query('select 1 from pg_locks where not granted and locktype = $1', [kind])
    if (rows.length > 0) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  assert.fail('nobody waits')
}
