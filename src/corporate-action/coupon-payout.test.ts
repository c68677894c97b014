import assert from 'node:assert/strict'
import { test } from 'node:test'
import { devStablecoinAbi } from '../../contracts/abi/DevStablecoin.ts'
import { distributorAbi } from '../../contracts/abi/Distributor.ts'
import { investorRegistryAbi } from '../../contracts/abi/InvestorRegistry.ts'
import { testDatabase } from '../../test/database.ts'
import { escrowWorld, PRICE } from '../../test/escrow-world.ts'
import { money, USDX } from '../kernel/money.ts'
import { must } from '../kernel/result.ts'
import { startOfDay } from '../kernel/time.ts'
import { listIntents } from '../platform/chain/intents.ts'
import { atHead } from '../platform/chain/state.ts'
import { unlockVault } from '../platform/vault/seal.ts'
import { verify } from '../register/verify.service.ts'
import { needsWatch } from './distribution.chain.ts'
import { advanceDistributions } from './distribution.job.ts'
import { distributions, entitlementsOf } from './distribution.service.ts'
import { selectNewestEvent } from './distributor-event.store.ts'
import { datesOf, periodDue } from './distribution.ts'
import { retryParked } from './payout-steps.service.ts'
import { chooseRecordDate, scheduleDistribution } from './record-date.service.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const month = (text: string) => Temporal.PlainYearMonth.from(text)
const coupon = {
  faceValue: money(1_000n * PRICE, USDX),
  rate: 72_500n,
  dayCount: '30/360-BOND',
  frequency: 'quarterly',
  from: day('2026-01-31'),
  maturity: day('2026-07-31'),
} as const

const database = await testDatabase()
const { db } = database
unlockVault(Buffer.alloc(32, 7))
const office = await escrowWorld(database)
const { world, as, sale, subscribe, pay, settle, moveTo } = office
const people = await Promise.all(['ana', 'bo'].map((name, i) => office.approved(name, [60 + i])))
await settle()
for (const i of [60, 61]) await office.fund(office.account(i).address, 100n * PRICE)
const wallet = (i: number) => office.account(60 + i).address

/** Takes every step that can be taken now. */
async function advance(): Promise<void> {
  for (let i = 0; i < 20; i++) {
    await office.mine()
    if ((await advanceDistributions({ db, rpc: world.rpc, clock: { now: office.now } })) === 0) break
  }
  await office.mine()
}

/** Somebody gives a distribution what it lacks. */
async function give(chainId: bigint, amount: bigint): Promise<void> {
  const payer = world.people[11]!
  await world.send(world.stablecoin, devStablecoinAbi, 'mint', [payer, amount])
  await world.send(world.stablecoin, devStablecoinAbi, 'approve', [world.distributor, amount], payer)
  await world.send(world.distributor, distributorAbi, 'fund', [chainId, amount], payer)
}

test('interest is paid to the holders of the day before its date, and announced a week before', () => {
  const terms = { ...office.instrument, income: null, coupon }
  assert.deepEqual(
    [
      periodDue(terms, startOfDay(day('2026-04-22'), terms.timeZone)),
      periodDue(terms, startOfDay(day('2026-04-23'), terms.timeZone))?.toString(),
      periodDue(terms, startOfDay(day('2026-04-29'), terms.timeZone))?.toString(),
      periodDue(terms, startOfDay(day('2026-04-30'), terms.timeZone)),
      periodDue(terms, startOfDay(day('2026-08-01'), terms.timeZone)),
    ],
    [null, '2026-04', '2026-04', null, null],
  )
  const dates = datesOf({ income: null, coupon, timeZone: 'America/New_York' }, month('2026-04'))
  assert.equal(dates?.recordDate.toString(), '2026-04-29')
  assert.equal(dates.recordAt.toString(), '2026-04-30T04:00:00Z')
  assert.equal(dates.payAt.toString(), '2026-04-30T04:00:00Z')
  assert.equal(datesOf({ income: null, coupon, timeZone: 'America/New_York' }, month('2026-05')), null)
})

test('a note pays itself on its dates, like rent: computed, declared, funded exactly, and every holder’s to the minor unit', async () => {
  const { id, instrument } = await sale('note', 10n, {}, { coupon })
  const [a, b] = [await subscribe(id, people[0]!, 60, 4n), await subscribe(id, people[1]!, 61, 6n)]
  await pay(a.id, 60)
  await pay(b.id, 61)
  await settle()
  await office.close(id)

  const none = await as('issuer', (work) => scheduleDistribution(work, instrument, month('2026-05')))
  assert.ok(!none.ok && none.reason === 'NO_COUPON_IN_MONTH')
  await moveTo(Temporal.Instant.from('2026-04-22T12:00:00Z'))
  await advance()
  assert.deepEqual(await distributions(db, instrument), [])
  await moveTo(Temporal.Instant.from('2026-04-24T12:00:00Z'))
  await advance()
  const view = async () => (await distributions(db, instrument))[0]!
  assert.equal((await view()).distribution.status, 'scheduled')
  assert.equal((await view()).distribution.recordDate.toString(), '2026-04-29')

  await moveTo(Temporal.Instant.from('2026-04-30T04:00:00Z'))
  await advance()
  // 10 units of $1,000 at 7.25 % for ninety days of three hundred and sixty.
  const { distribution, missing } = await view()
  assert.deepEqual(
    [distribution.status, distribution.net, missing],
    ['underfunded', 181_250_000n, 181_250_000n],
  )
  const before = [await office.money(wallet(0)), await office.money(wallet(1))]
  await give(distribution.chainId!, 181_250_000n)
  await advance()
  assert.equal((await view()).distribution.status, 'closed')
  assert.deepEqual(
    [(await office.money(wallet(0))) - before[0]!, (await office.money(wallet(1))) - before[1]!],
    [72_500_000n, 108_750_000n],
  )
  assert.ok((await view()).reconciliation?.balanced)
})

test('a coupon that nobody announced in time is told of, and paid to the holders of a later day that the issuer chooses', async () => {
  await moveTo(Temporal.Instant.from('2026-06-01T12:00:00Z'))
  const late = { ...coupon, from: day('2026-05-15'), maturity: day('2026-11-15') } as const
  const closes = day('2026-06-30')
  const { id, instrument } = await sale('late-note', 10n, { closes }, { coupon: late })
  const one = await subscribe(id, people[0]!, 60, 10n)
  await pay(one.id, 60)
  await settle()
  await office.close(id)
  const round = () => advanceDistributions({ db, rpc: world.rpc, clock: { now: office.now } })
  // Nothing ran in the week before the 15th of August.
  await moveTo(Temporal.Instant.from('2026-08-17T12:00:00Z'))
  for (let i = 0; i < 3; i++) await round()
  const all = await distributions(db, instrument)
  assert.deepEqual(
    all.map(({ distribution: { period, recordDate, status } }) => [`${period} ${recordDate}`, status]),
    [['2026-08 2026-08-14', 'scheduled']],
  )
  const missed = all[0]!.distribution
  assert.equal(missed.waiting?.reason, 'RECORD_DATE_MISSED')
  const told = await database.pool.query('select topic from outbox where subject = $1', [missed.id])
  assert.deepEqual(told.rows, [{ topic: 'distribution.record-date-missed' }], 'once')
  must(await as('issuer', (work) => chooseRecordDate(work, missed.id, day('2026-08-18'))))
  await office.mine()
  await round()
  const [chosen] = await distributions(db, instrument)
  assert.deepEqual(
    [chosen?.distribution.recordDate.toString(), chosen?.distribution.waiting, chosen?.distribution.recordId],
    ['2026-08-18', null, 1],
  )

  // Blocked after the record date, of sanctions or because the wallet was lost: what is owed waits.
  await world.send(world.registry, investorRegistryAbi, 'setStatus', [wallet(0), 2])
  await moveTo(Temporal.Instant.from('2026-08-20T12:00:00Z'))
  await advance()
  const [open] = await distributions(db, instrument)
  await give(open!.distribution.chainId!, open!.missing!)
  const before = await office.money(wallet(0))
  await advance()
  const sums = async () => (await distributions(db, instrument))[0]!
  assert.equal((await sums()).distribution.status, 'closed')
  assert.equal((await sums()).reconciliation?.parked, open!.missing)
  assert.equal(await office.money(wallet(0)), before)

  await world.send(world.registry, investorRegistryAbi, 'setStatus', [wallet(0), 1])
  must(await as('issuer', (work) => retryParked(work, missed.id)))
  await office.mine()
  assert.equal(await office.money(wallet(0)), before + open!.missing!)
})

test('a share that rounds to nothing is passed once and called too little: it was due for ever, and pushed again each time', async () => {
  const tiny = {
    ...coupon,
    faceValue: money(40n, USDX),
    from: day('2026-09-15'),
    maturity: day('2027-03-15'),
  }
  const { id, instrument } = await sale('tiny', 10n, { closes: day('2026-09-30') }, { coupon: tiny })
  const [a, b] = [await subscribe(id, people[0]!, 60, 9n), await subscribe(id, people[1]!, 61, 1n)]
  await pay(a.id, 60)
  await pay(b.id, 61)
  await settle()
  await office.close(id)
  // Nobody signs for the treasury here: it has nothing, and somebody else gives.
  const treasury = world.people[11]!
  const kept = await office.money(treasury)
  await world.send(world.stablecoin, devStablecoinAbi, 'transfer', [world.people[10]!, kept], treasury)
  await moveTo(Temporal.Instant.from('2026-12-10T12:00:00Z'))
  await advance()
  await moveTo(Temporal.Instant.from('2026-12-15T12:00:00Z'))
  await advance()
  const view = async () => (await distributions(db, instrument))[0]!
  // 10 units of 40 at 7.25 % for a quarter: 7, of which nine tenths are 6 and one tenth is nothing.
  const { distribution, missing } = await view()
  assert.equal(missing, 7n)
  await give(distribution.chainId!, missing)
  await advance()
  const { distribution: after, sums, reconciliation } = await view()
  assert.deepEqual(
    [after.status, sums.paid, sums.carried, reconciliation?.balanced],
    ['closed', 6n, 1n, true],
  )
  const rows = await entitlementsOf(db, after)
  assert.deepEqual(
    new Map(rows.map(({ wallet: at, status, amount }) => [at, [status, amount]])),
    new Map([
      [wallet(0), ['paid', 6n]],
      [wallet(1), ['too-little-to-pay', 0n]],
    ]),
  )
  const pushed = await database.pool.query(
    `select count(*)::int as pushes from chain_intent where subject = $1 and purpose = 'distribution.push'`,
    [after.id],
  )
  assert.deepEqual(pushed.rows, [{ pushes: 1 }])
  const told = await database.pool.query(
    `select count(*)::int as told from outbox where subject = $1 and topic in ('distribution.paid', 'distribution.parked')`,
    [after.id],
  )
  assert.deepEqual(told.rows, [{ told: 1 }])
  const verified = await verify(world.rpc, {
    factory: world.factory,
    distributor: world.distributor,
    fromBlock: world.factoryBlock,
  })
  assert.deepEqual(
    verified.checks.filter(({ differences }) => differences.length > 0),
    [],
  )
})

test('a payment that a stranger gives a base unit to before each of the treasury’s is funded all the same', async () => {
  const contested = { ...coupon, from: day('2026-12-16'), maturity: day('2027-06-16') }
  const { id, instrument } = await sale(
    'contested',
    10n,
    { closes: day('2026-12-31') },
    { coupon: contested },
  )
  await pay((await subscribe(id, people[0]!, 60, 10n)).id, 60)
  await settle()
  await office.close(id)
  await database.pool.query('update instrument set treasury = $1 where id = $2', [
    world.operator,
    instrument.id,
  ])
  await office.fund(world.operator, 1_000n * PRICE)
  await moveTo(Temporal.Instant.from('2027-03-10T12:00:00Z'))
  await advance()
  await moveTo(Temporal.Instant.from('2027-03-16T12:00:00Z'))
  const view = async () =>
    (await distributions(db, instrument)).find(({ distribution }) => distribution.chainId !== null)
  for (let i = 0; i < 24; i++) {
    await advanceDistributions({ db, rpc: world.rpc, clock: { now: office.now } })
    const now = await view()
    const failed = await listIntents(db, { purpose: 'distribution.fund', status: ['failure'], limit: 100 })
    if (now?.distribution.status === 'closed') break
    const isContested = now !== undefined && (now.missing ?? 0n) > 0n && failed.length < 4
    if (isContested) await give(now.distribution.chainId!, 1n)
    await office.mine()
  }
  const closed = (await view())!
  assert.deepEqual([closed.distribution.status, closed.sums.paid], ['closed', closed.distribution.amount])

  // Some payment tokens change no allowance that is left over but to nothing.
  const intents = await listIntents(db, { subject: closed.distribution.id, limit: 1_000 })
  const sent = intents.toReversed().map(({ purpose, status, data }) => ({
    purpose,
    status,
    amount: BigInt(`0x${data.slice(-64)}`),
  }))
  let allowance = 0n
  for (const { purpose, status, amount } of sent) {
    if (purpose === 'distribution.approve') {
      assert.ok(allowance === 0n || amount === 0n)
      allowance = amount
    }
    if (purpose === 'distribution.fund' && status === 'success') allowance -= amount
  }
  assert.equal(sent.filter(({ status }) => status === 'failure').length, 4)

  // Funding with nothing is no news: what keeps a distribution from being followed to its end would be for anybody.
  const newest = await selectNewestEvent(db, closed.distribution.chainId!)
  await give(closed.distribution.chainId!, 0n)
  await office.mine()
  assert.equal(await selectNewestEvent(db, closed.distribution.chainId!), newest)
})

test('a distributor from before pushes could look at the registry pushes without: each push threw for ever', async () => {
  await world.send(world.registry, investorRegistryAbi, 'setStatus', [wallet(0), 2])
  const asked = (distributor: typeof world.distributor) =>
    atHead(world.rpc, (state) =>
      needsWatch(state, { distributor, registry: world.registry }, world.token, [wallet(0)]),
    )
  assert.equal(await asked(world.distributor), true)
  // As any contract that does not know the question.
  assert.equal(await asked(world.stablecoin), false)
  await assert.rejects(asked(wallet(0)), 'nothing there is no answer')
})
