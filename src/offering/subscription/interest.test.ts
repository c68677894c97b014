import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getAddress } from 'viem'
import { testDatabase } from '../../../test/database.ts'
import { soldInstrument, UNIT_PRICE } from '../../../test/sold-instrument.ts'
import { newId, type InvestorId, type OfferingId } from '../../kernel/ids.ts'
import { must } from '../../kernel/result.ts'
import { systemClock } from '../../platform/clock.ts'
import { transaction } from '../../platform/db/database.ts'
import { systemActor, type Work } from '../../platform/work.ts'
import { loadSandboxList } from '../../screening/sandbox-list.service.ts'
import { boardOf } from '../board/board.service.ts'
import { endInterests, expressInterest, interestsDue, takeUpInterest } from './interest.service.ts'
import { offeringView, soldBy } from '../offering.service.ts'
import { withdrawSubscription } from '../refund/refund.service.ts'
import { createSubscription, eventsOf, move, subscriptionById } from './subscription.service.ts'
import { noteStop } from './currency-stop.service.ts'
import { payables } from '../currency.ts'

const database = await testDatabase()
const { db, pool } = database
let now = Temporal.Instant.from('2026-08-20T12:00:00Z')
const inWork = <T>(run: (work: Work) => Promise<T>): Promise<T> =>
  transaction(db, (tx) => run({ db: tx, now, by: systemActor('test') }))
await inWork((work) => loadSandboxList(work, systemClock.now()))
const opens = Temporal.PlainDate.from('2026-09-01')
const sell = (key: string) => inWork((work) => soldInstrument(work, key, 'none-needed', { opens }))

let people = 0
async function person(status: 'none' | 'verified'): Promise<InvestorId> {
  const id: InvestorId = newId('inv')
  await pool.query(
    `insert into investor (id, kind, country, kyc_status, kyc_until, identity, created_at)
     values ($1, 'individual', 'US', $2, $3, $4, now())`,
    [
      id,
      status,
      status === 'verified' ? '2030-01-01' : null,
      `0x${(0xb000 + ++people).toString(16).padStart(40, '1')}`,
    ],
  )
  return id
}
async function wallet(investor: InvestorId): Promise<`0x${string}`> {
  const address = `0x${(0xc000 + ++people).toString(16).padStart(40, '2')}` as const
  await pool.query(
    `insert into wallet (id, investor, address, status, linked_at) values ($1, $2, $3, 'ready', now())`,
    [newId('wal'), investor, address],
  )
  return address
}
const interested = (offering: OfferingId, investor: InvestorId, units: bigint) =>
  inWork((work) => expressInterest(work, { offering, investor, amount: units * UNIT_PRICE }))
/** What the job does of one offering. */
const lookAt = async (offering: OfferingId) => {
  const taken: string[] = []
  for (const one of await inWork((work) => interestsDue(work, offering)))
    if (await inWork((work) => takeUpInterest(work, one))) taken.push(one.investor)
  return taken
}
const board = async ({ offering, instrument }: Awaited<ReturnType<typeof sell>>) =>
  (await boardOf(db, offering, instrument, now)).progress

test('who is interested before the opening has units kept once it is open and they are let in, first come first', async () => {
  now = Temporal.Instant.from('2026-08-20T12:00:00Z')
  const tower = await sell('tower')
  const [ada, bo] = [await person('verified'), await person('none')]
  const first = must(await interested(tower.offering, bo, 30n))
  const second = must(await interested(tower.offering, ada, 20n))
  assert.deepEqual([second.state, second.wallet, second.units], ['interest', null, 20n])
  assert.equal(must(await interested(tower.offering, ada, 20n)).id, second.id, 'the same again is the same')

  const { interested: sum, pledged } = await board(tower)
  assert.deepEqual([sum.count, sum.units, pledged.count], [2, 50n, 0], 'an interest binds nobody')
  assert.equal((await offeringView(db, { id: tower.offering }, now))?.unitsTaken, 0n, 'and keeps nothing')
  await wallet(ada)
  assert.deepEqual(await lookAt(tower.offering), [], 'it has not opened')

  now = Temporal.Instant.from('2026-09-02T12:00:00Z')
  assert.deepEqual(await lookAt(tower.offering), [ada])
  const taken = await subscriptionById(db, second.id)
  assert.equal(taken?.state, 'eligible')
  assert.equal(taken.wallet?.startsWith('0x22'), true)
  assert.deepEqual(
    (await eventsOf(db, second.id)).map(({ from, to }) => [from, to]),
    [
      [null, 'interest'],
      ['interest', 'eligible'],
    ],
  )
  assert.equal((await offeringView(db, { id: tower.offering }, now))?.unitsTaken, 20n)
  const { rows } = await pool.query("select subject from outbox where topic = 'subscription.taken-up'")
  assert.deepEqual(rows, [{ subject: second.id }])

  // The other is verified some days later, and was looked at a moment ago.
  await pool.query("update investor set kyc_status = 'verified', kyc_until = '2030-01-01' where id = $1", [
    bo,
  ])
  await wallet(bo)
  assert.deepEqual(await lookAt(tower.offering), [])
  now = now.add({ minutes: 15 })
  assert.deepEqual(await lookAt(tower.offering), [bo])
  assert.equal((await subscriptionById(db, first.id))?.state, 'eligible')
})

test('asking for units oneself takes an interest up, with the amount that is asked for then', async () => {
  now = Temporal.Instant.from('2026-08-20T12:00:00Z')
  const { offering } = await sell('annex')
  const ada = await person('verified')
  const { id } = must(await interested(offering, ada, 20n))
  now = Temporal.Instant.from('2026-09-02T12:00:00Z')
  const at = await wallet(ada)
  const amount = 5n * UNIT_PRICE
  const asked = must(
    await inWork((work) => createSubscription(work, { offering, investor: ada, wallet: at, amount })),
  )
  assert.deepEqual([asked.id, asked.state, asked.units], [id, 'eligible', 5n])
  assert.deepEqual(await subscriptionById(db, id), { ...asked, wallet: getAddress(at) })
})

test('nobody is interested who can subscribe, in what is over, or for an amount that it does not take', async () => {
  now = Temporal.Instant.from('2026-08-20T12:00:00Z')
  const { offering } = await sell('mill')
  const ada = await person('verified')
  const reason = async (units: bigint, more = 0n) => {
    const amount = units * UNIT_PRICE + more
    const told = await inWork((work) => expressInterest(work, { offering, investor: ada, amount }))
    return told.ok ? 'ok' : told.reason
  }
  assert.equal(await reason(0n, 1n), 'TICKET_TOO_SMALL')
  assert.equal(await reason(5n, 1n), 'AMOUNT_NOT_WHOLE_UNITS')
  assert.equal(await reason(5n), 'ok')
  await wallet(ada)
  now = Temporal.Instant.from('2026-09-02T12:00:00Z')
  assert.equal(await reason(5n), 'MAY_SUBSCRIBE')
  now = Temporal.Instant.from('2027-03-01T12:00:00Z')
  assert.equal(await reason(5n), 'OFFERING_WINDOW_OVER')
})

test('an interest is taken back by its investor, runs out with the window, and goes nowhere else', async () => {
  now = Temporal.Instant.from('2026-08-20T12:00:00Z')
  const quay = await sell('quay')
  const [ada, bo] = [await person('none'), await person('none')]
  const one = must(await interested(quay.offering, ada, 20n))
  const more = must(await interested(quay.offering, ada, 30n))
  assert.equal((await subscriptionById(db, one.id))?.reason, 'REPLACED')
  for (const to of ['funded', 'agreement', 'confirmed', 'issued'] as const)
    await assert.rejects(
      inWork((work) => move(work, more, to)),
      /cannot go from interest/,
    )
  const chain = { rpc: {} as never, chainId: 31_337 }
  assert.equal(
    must(await inWork((work) => withdrawSubscription(work, chain, more.id, null))).state,
    'withdrawn',
  )

  const left = must(await interested(quay.offering, bo, 20n))
  const end = async () =>
    inWork(async (work) => endInterests(work, (await offeringView(work.db, { id: quay.offering }, now))!))
  assert.equal(await end(), false)
  await inWork(async (work) => {
    const found = (await soldBy(work.db, quay.offering))!
    await noteStop(work, found, payables(found.instrument)[0]!, 'It has lost its peg.')
  })
  const told = await pool.query("select subject from outbox where topic = 'offering.interest-stopped'")
  assert.deepEqual(told.rows, [{ subject: left.id }], 'nothing is kept for them by itself any more')
  now = Temporal.Instant.from('2027-03-01T12:00:00Z')
  assert.equal(await end(), true)
  const ended = await subscriptionById(db, left.id)
  assert.deepEqual([ended?.state, ended?.reason], ['expired', 'OFFERING_OVER'])
})
