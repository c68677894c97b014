import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { getAddress } from 'viem'
import { testDatabase } from '../../../test/database.ts'
import { soldInstrument, UNIT_PRICE } from '../../../test/sold-instrument.ts'
import { newId, type InvestorId, type OfferingId } from '../../kernel/ids.ts'
import { dateIn } from '../../kernel/time.ts'
import { isAccredited, KYC_STATUSES, kycStatusOn } from '../../investor/investor.ts'
import { must } from '../../kernel/result.ts'
import { openRpc } from '../../platform/chain/rpc.ts'
import { systemClock } from '../../platform/clock.ts'
import { transaction } from '../../platform/db/database.ts'
import { systemActor, type Work } from '../../platform/work.ts'
import { loadSandboxList } from '../../screening/sandbox-list.service.ts'
import { boardOf } from '../board/board.service.ts'
import { ATTEMPTS_MAX } from './subscription.ts'
import { endInterests, expressInterest, interestsDue, takeUpInterest } from './interest.service.ts'
import { offeringView, soldBy } from '../offering.service.ts'
import { rejectSubscription, withdrawSubscription } from '../refund/refund.service.ts'
import {
  createSubscription,
  eventsOf,
  move,
  raiseStatuses,
  subscriptionById,
  subscriptions,
} from './subscription.service.ts'
import { RAISE_STATUSES, type RaiseStatus } from './subscription-state.ts'
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
const TOKEN = `0x${'70'.repeat(20)}`
const NO_CHAIN = openRpc('http://127.0.0.1:1', { retries: 0 })
/** What the job does of one offering. */
const lookAt = async (offering: OfferingId) => {
  const taken: string[] = []
  for (const one of await inWork((work) => interestsDue(work, offering)))
    if (await inWork((work) => takeUpInterest(work, NO_CHAIN, one))) taken.push(one.investor)
  return taken
}
const board = async ({ offering, instrument }: Awaited<ReturnType<typeof sell>>) =>
  (await boardOf(db, offering, instrument, now)).progress

const listed = (
  offering: OfferingId,
  raise?: { readonly status: RaiseStatus; readonly today: Temporal.PlainDate },
) =>
  subscriptions(
    db,
    { ...{ offering, investor: null, issuer: null, wallet: null, states: null }, raise },
    { sort: 'at', after: null, limit: 1000 },
  )

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

test('no reservation waits while the chain is asked whether units may come to whoever was interested', async (t) => {
  now = Temporal.Instant.from('2026-08-20T12:00:00Z')
  const { offering, instrument } = await sell('asked')
  await pool.query("update instrument set token = $2, status = 'live' where id = $1", [instrument.id, TOKEN])
  const ada = await person('verified')
  const address = await wallet(ada)
  must(await interested(offering, ada, 20n))
  now = Temporal.Instant.from('2026-09-02T12:00:00Z')
  const [due] = await inWork((work) => interestsDue(work, offering))
  const waits: boolean[] = []
  const chain = createServer((_, response) => {
    const lock = 'select not pg_try_advisory_xact_lock(hashtextextended($1, 0)) as waits'
    void pool.query<{ waits: boolean }>(lock, [offering]).then(({ rows }) => {
      waits.push(rows[0]!.waits)
      response.writeHead(500).end()
    })
  })
  t.after(() => chain.close())
  await once(chain.listen(0, '127.0.0.1'), 'listening')
  const rpc = openRpc(`http://127.0.0.1:${(chain.address() as AddressInfo).port}`, { retries: 0 })
  await assert.rejects(inWork((work) => takeUpInterest(work, rpc, due!)))
  assert.ok(waits.length > 0 && !waits.includes(true))

  const refused = `insert into subscription_refusal
    (id, offering, instrument, investor, wallet, amount, reasons, asked_by, asked_at)
    select 'ref_' || n, $1, $2, $3, $4, 1, '[]', 'test', $5 from generate_series(1, $6::int) n`
  await pool.query(refused, [offering, instrument.id, ada, address, now.toString(), ATTEMPTS_MAX])
  const asked = waits.length
  assert.equal(await inWork((work) => takeUpInterest(work, rpc, due!)), false)
  assert.equal(waits.length, asked, 'nor is the chain asked for who has used their attempts up')
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
    await inWork((work) =>
      createSubscription(work, { offering, investor: ada, wallet: at, amount, stops: [] }),
    ),
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

test('an interest is refused before the opening, and not while its offering closes', async () => {
  now = Temporal.Instant.from('2026-08-20T12:00:00Z')
  const lodge = await sell('lodge')
  const one = must(await interested(lodge.offering, await person('none'), 5n))
  const rejected = async (status: string) => {
    await pool.query('update offering set status = $2 where id = $1', [lodge.offering, status])
    const done = await inWork((work) => rejectSubscription(work, one.id, { reason: 'REJECTED', words: null }))
    return done.ok ? done.value.state : done.reason
  }
  assert.equal(await rejected('closing'), 'REJECTION_TOO_LATE')
  assert.equal(await rejected('refunding'), 'REJECTION_TOO_LATE')
  assert.equal(await rejected('opening'), 'rejected')
})

test('an interest says in one word what its investor lacks, one by one, in sums and in lists, on each day anew', async () => {
  now = Temporal.Instant.from('2026-08-20T12:00:00Z')
  const anybody = await sell('loft')
  const accreditedAlone = await sell('vault')
  await pool.query(
    `insert into instrument_version
       select (jsonb_populate_record(v, '{"version": 2, "accredited_only": true}')).*
         from instrument_version v where instrument = $1`,
    [accreditedAlone.instrument.id],
  )
  const days = [
    null,
    ...['2026-08-20', '2026-08-21', '2026-08-22'].map((day) => Temporal.PlainDate.from(day)),
  ]
  const everybody = KYC_STATUSES.flatMap((kycStatus) =>
    days.flatMap((kycUntil) =>
      days.map((accreditedUntil) => ({ id: newId('inv'), kycStatus, kycUntil, accreditedUntil })),
    ),
  ).filter(({ kycStatus, kycUntil }) => kycStatus !== 'verified' || kycUntil !== null)
  await pool.query(
    `insert into investor (id, kind, country, kyc_status, kyc_until, accredited_until, identity, created_at)
       select id, 'individual', 'US', "kycStatus", "kycUntil", "accreditedUntil", '0x' || encode(substr(sha256(id::bytea), 1, 20), 'hex'), now()
         from jsonb_to_recordset($1) as one (id text, "kycStatus" text, "kycUntil" date, "accreditedUntil" date)`,
    [JSON.stringify(everybody)],
  )
  for (const { offering } of [anybody, accreditedAlone])
    await pool.query(
      `insert into subscription (id, offering, investor, units, amount, status, state, valid_before, created_at, since)
         select $1 || id, $1, id, 1, 1, 'in-progress', 'interest', '2027-01-01', now(), now()
           from investor where id = any($2)`,
      [offering, everybody.map(({ id }) => id)],
    )

  for (const at of ['2026-08-20T23:59:59Z', '2026-08-21T00:00:00Z']) {
    now = Temporal.Instant.from(at)
    const today = dateIn(now, 'UTC')
    for (const { offering, instrument } of [anybody, accreditedAlone]) {
      const expected = everybody.map(({ id, ...one }) => {
        const mayHold = offering === anybody.offering || isAccredited(one, today)
        const accredited = mayHold ? 'pending-funding' : 'pending-accreditation'
        return [id, kycStatusOn(one, today) === 'verified' ? accredited : 'pending-kyc'] as const
      })
      const found = await listed(offering)
      const ids = found.map(({ id }) => id)
      const words = await raiseStatuses(db, ids, now)
      assert.deepEqual(
        new Map(found.map(({ id, investor }) => [investor, words.get(id)])),
        new Map(expected.toSorted(([a], [b]) => (a < b ? -1 : 1))),
      )
      const { raise } = await boardOf(db, offering, instrument, now)
      for (const status of RAISE_STATUSES) {
        const those = expected.flatMap(([id, word]) => (word === status ? [id] : []))
        const inList = (await listed(offering, { status, today })).map(({ investor }) => investor)
        assert.deepEqual(inList.toSorted(), those.toSorted(), status)
        assert.equal(raise.find((one) => one.status === status)?.count ?? 0, those.length, status)
      }
    }
  }
})
