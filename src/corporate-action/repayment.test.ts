import assert from 'node:assert/strict'
import { test } from 'node:test'
import { devStablecoinAbi } from '../../contracts/abi/DevStablecoin.ts'
import { redemptionAbi } from '../../contracts/abi/Redemption.ts'
import { securityTokenAbi } from '../../contracts/abi/SecurityToken.ts'
import { testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { escrowWorld, PRICE } from '../../test/escrow-world.ts'
import { money, USDX } from '../kernel/money.ts'
import { must } from '../kernel/result.ts'
import { listIntents } from '../platform/chain/intents.ts'
import type { Work } from '../platform/work.ts'
import { holdersAt } from '../register/register.service.ts'
import { scheduleDistribution } from './record-date.service.ts'
import { advanceRepayments } from './repayment.job.ts'
import { askRelease, confirmRelease, releasesOf } from './repayment-release.service.ts'
import { repaymentRoutes } from './repayment.routes.ts'
import { confirmRepayment, prepareRepayment, repaymentView } from './repayment.service.ts'
import { claimParked } from './repayment-steps.service.ts'
import {
  nextRepaymentStep,
  orderRefusal,
  redeemsAt,
  repaymentSums,
  type RedemptionOnChain,
  type RepaymentProgress,
} from './repayment.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const instant = (text: string) => Temporal.Instant.from(text)
const month = (text: string) => Temporal.PlainYearMonth.from(text)
const coupon = {
  faceValue: money(1_000n * PRICE, USDX),
  rate: 72_500n,
  dayCount: '30/360-BOND',
  frequency: 'annual',
  from: day('2026-01-31'),
  maturity: day('2026-07-31'),
} as const

/* RULES */

test('who may order a repayment, and when: each reason in its order', () => {
  const prepared = { by: 'ada', at: instant('2026-07-25T00:00:00Z') }
  const noted = {
    status: 'due',
    prepared,
    dueOn: coupon.maturity,
    faceValue: coupon.faceValue.minor,
  } as const
  const right = {
    instrument: { coupon, status: 'live' },
    repayment: noted,
    today: day('2026-07-24'),
    units: 1n,
    person: 'bob',
  } as const
  const cases = [
    ['NO_PRINCIPAL', { instrument: { coupon: null, status: 'deploying' } }],
    ['INSTRUMENT_NOT_LIVE', { instrument: { coupon, status: 'deploying' } }],
    ['REPAYMENT_ORDERED', { repayment: { ...noted, status: 'paying' }, today: day('2026-01-01') }],
    ['PRINCIPAL_NOT_DUE', { today: day('2026-07-23'), units: 0n }],
    ['NO_UNITS_OUTSTANDING', { units: 0n, repayment: null }],
    ['REPAYMENT_NOT_PREPARED', { repayment: null }],
    ['REPAYMENT_NOT_PREPARED', { repayment: { ...noted, prepared: null } }],
    ['REPAYMENT_NOT_PREPARED', { repayment: { ...noted, faceValue: 1n } }],
    ['REPAYMENT_NOT_PREPARED', { repayment: { ...noted, dueOn: day('2026-07-30') }, person: 'ada' }],
    ['FOUR_EYES', { person: 'ada' }],
    [undefined, {}],
  ] as const
  for (const [reason, change] of cases)
    assert.equal(orderRefusal('confirm', { ...right, ...change })?.reason, reason, JSON.stringify(reason))
  assert.equal(orderRefusal('prepare', { ...right, repayment: null, person: 'ada' }), null)
})

test('what follows what, from the chain alone', () => {
  const now = instant('2026-07-31T04:00:00Z')
  const chain: RedemptionOnChain = {
    id: 1n,
    stage: 'announced',
    at: now,
    until: null,
    isCovered: false,
    missing: 0n,
    rest: 0n,
  }
  const progress: RepaymentProgress = {
    now,
    isDeployed: true,
    isEmpowered: true,
    chain,
    coupons: [
      { due: day('2026-01-31'), recordAt: now.subtract({ hours: 4320 }) },
      { due: day('2026-07-31'), recordAt: now },
    ],
    final: now,
    redeemsAt: now,
    holders: 2,
    unredeemed: 2,
    treasury: { managed: true, free: 100n },
    underWay: 0,
    again: null,
  }
  const running = { ...chain, stage: 'running', until: now.add({ hours: 1 }) } as const
  const cases: readonly (readonly [string, Partial<RepaymentProgress>])[] = [
    ['TRANSACTION_UNDER_WAY', { underWay: 1 }],
    ['REPAYMENT_FAILED', { again: now.add({ seconds: 1 }) }],
    ['begin', { again: now }],
    ['close', { chain: null, holders: 0 }],
    ['deploy', { chain: null, isDeployed: false, isEmpowered: false }],
    ['empower', { chain: null, isEmpowered: false }],
    ['INTEREST_UNFIXED', { chain: null, coupons: [{ due: day('2026-07-31'), recordAt: null }] }],
    ['INTEREST_UNFIXED', { chain: null, redeemsAt: now.subtract({ seconds: 1 }) }],
    ['announce', { chain: null, final: null }],
    ['REPAYMENT_NOT_DUE', { chain: { ...chain, at: now.add({ seconds: 1 }), missing: 1n } }],
    ['INTEREST_UNFIXED', { coupons: [{ due: day('2026-07-31'), recordAt: null }] }],
    ['INTEREST_UNFIXED', { final: now.subtract({ seconds: 1 }), chain: { ...chain, missing: 100n } }],
    ['INTEREST_UNFIXED', { final: null }],
    ['fund', { chain: { ...chain, missing: 100n } }],
    ['REPAYMENT_UNFUNDED', { chain: { ...chain, missing: 101n } }],
    ['REPAYMENT_UNFUNDED', { chain: { ...chain, missing: 1n }, treasury: { managed: false, free: 100n } }],
    ['redeem', { chain: running }],
    ['finish', { chain: { ...running, isCovered: true } }],
    ['finish', { chain: { ...running, until: now } }],
    ['UNITS_UNCOVERED', { chain: running, unredeemed: 0 }],
    ['return', { chain: { ...chain, stage: 'over', rest: 1n }, holders: 0 }],
    ['close', { chain: { ...chain, stage: 'over' }, holders: 0 }],
  ]
  for (const [expected, change] of cases) {
    const step = nextRepaymentStep({ ...progress, ...change })
    assert.equal(step.ok ? step.value : step.reason, expected)
  }
  const lacking = nextRepaymentStep({ ...progress, chain: { ...chain, missing: 101n } })
  assert.deepEqual(lacking.ok || lacking.facts, { missing: '1' })
})

test('units are redeemed from the beginning of the day of maturity, and a quarter of an hour ahead where that has passed', () => {
  const due = { dueOn: coupon.maturity }
  const at = (now: string) => redeemsAt(due, { timeZone: 'America/New_York' }, instant(now)).toString()
  assert.equal(at('2026-07-24T12:00:00Z'), '2026-07-31T04:00:00Z')
  assert.equal(at('2026-07-31T03:50:00Z'), '2026-07-31T04:05:00Z')
  assert.equal(at('2026-08-02T00:00:00Z'), '2026-08-02T00:15:00Z')
})

test('the books of a repayment do not balance while something is held, or owed, at its end', () => {
  const line = (status: 'due' | 'paid' | 'parked', amount: bigint) =>
    ({ wallet: '0x', units: 1n, amount, status, txHash: null }) as const
  const of = (funded: bigint, returned: bigint, lines: readonly ReturnType<typeof line>[]) =>
    repaymentSums({ status: 'closed', funded, returned, lines }).balanced
  assert.equal(of(10n, 1n, [line('paid', 6n), line('parked', 3n)]), true)
  assert.equal(of(10n, 0n, [line('paid', 6n), line('parked', 3n)]), false)
  assert.equal(of(9n, 0n, [line('paid', 6n), line('parked', 3n), line('due', 1n)]), false)
  assert.equal(of(8n, 0n, [line('paid', 6n), line('parked', 3n)]), false)
})

/* ON A CHAIN */

const database = await testDatabase()
const { db } = database
const office = await escrowWorld(database)
const { world, as, sale, subscribe, pay, settle, moveTo, redemption } = office
const app = await testApp(database, repaymentRoutes({ rpc: world.rpc }), { clock: { now: office.now } })
const people = await Promise.all(['ana', 'bo'].map((name, i) => office.approved(name, [60 + i])))
await settle()
for (const i of [60, 61]) await office.fund(office.account(i).address, 100n * PRICE)
const wallet = (i: number) => office.account(60 + i).address

test('a note is repaid at maturity when two people said so: announced, funded exactly, redeemed, and nothing is left', async () => {
  const { id, instrument, token } = await sale('note', 10n, {}, { coupon })
  const [a, b] = [await subscribe(id, people[0]!, 60, 4n), await subscribe(id, people[1]!, 61, 6n)]
  await pay(a.id, 60)
  await pay(b.id, 61)
  await settle()
  await office.close(id)
  const advance = async () => {
    for (let i = 0; i < 20; i++) {
      await office.mine()
      if ((await advanceRepayments({ db, rpc: world.rpc, clock: { now: office.now } })) === 0) break
    }
    await office.mine()
  }
  const view = async () => (await repaymentView(db, instrument, office.now()))!
  const told = async (topic: string) =>
    (await database.pool.query('select facts from outbox where topic = $1', [topic])).rows

  await moveTo(instant('2026-07-23T12:00:00Z'))
  await advance()
  assert.equal((await view()).repayment, null)
  const early = await as('ada', (work) => prepareRepayment(work, instrument))
  assert.ok(!early.ok && early.reason === 'PRINCIPAL_NOT_DUE')

  await moveTo(instant('2026-07-24T12:00:00Z'))
  await advance()
  await advance()
  assert.equal((await view()).repayment?.status, 'due')
  assert.deepEqual(await told('repayment.due'), [
    { facts: { amount: '10,000.00 USDX', instrument: instrument.name, maturity: '2026-07-31' } },
  ])
  must(await as('ada', (work) => prepareRepayment(work, instrument)))
  const alone = await as('ada', (work) => confirmRepayment(work, instrument))
  assert.ok(!alone.ok && alone.reason === 'FOUR_EYES')
  must(await as('bob', (work) => confirmRepayment(work, instrument)))
  const twice = await as('bob', (work) => confirmRepayment(work, instrument))
  assert.ok(!twice.ok && twice.reason === 'REPAYMENT_ORDERED')
  await advance()
  assert.deepEqual(
    (await view()).repayment?.waiting,
    { reason: 'INTEREST_UNFIXED', facts: { coupon: '2026-07-31' } },
    'what is redeemed before a record date loses its interest',
  )
  assert.equal(await world.read(redemption, redemptionAbi, 'purchaseCount', []), 0n)
  must(await as('issuer', (work) => scheduleDistribution(work, instrument, month('2026-07'))))
  await advance()
  await advance()
  assert.equal(await world.read(redemption, redemptionAbi, 'purchaseCount', []), 1n)
  assert.equal((await view()).repayment?.waiting, null, 'it waits for its day, and for nobody')

  await moveTo(instant('2026-07-31T04:00:00Z'))
  await advance()
  await advance()
  // The treasury has ten, which the interest of 362.50 takes that nobody has declared yet.
  assert.deepEqual((await view()).repayment?.waiting, {
    reason: 'REPAYMENT_UNFUNDED',
    facts: { missing: '10000000000' },
  })
  assert.equal((await told('repayment.unfunded')).length, 1)
  const seenBy = async (role: 'issuer' | 'investor', of: object) => {
    const path = `/v1/instruments/${instrument.id}/repayment`
    const answer = await app.call({ path, key: await app.keyFor(role, of) })
    return answer.json<{ waiting: { code: string } | null; treasury: { missing: object } | null }>()
  }
  const ours = await seenBy('issuer', { issuer: instrument.issuer })
  assert.deepEqual([ours.waiting?.code, ours.treasury === null], ['REPAYMENT_UNFUNDED', false])
  const theirs = await seenBy('investor', { investor: people[0]! })
  assert.deepEqual([theirs.waiting, theirs.treasury], [null, null], 'how the issuer stands is no investor’s')
  assert.deepEqual(
    (await view()).lines.map(({ units, amount, status }) => [units, amount, status]).toSorted(),
    [
      [4n, 4_000n * PRICE, 'due'],
      [6n, 6_000n * PRICE, 'due'],
    ],
  )

  const payer = world.people[11]!
  await office.blacklist(wallet(1), true)
  const before = [await office.money(wallet(0)), await office.money(wallet(1))]
  await world.send(world.stablecoin, devStablecoinAbi, 'mint', [payer, 10_000n * PRICE])
  await world.send(world.stablecoin, devStablecoinAbi, 'approve', [redemption, 10_000n * PRICE], payer)
  await world.send(redemption, redemptionAbi, 'fund', [1n, 10_000n * PRICE], payer)
  await advance()
  assert.equal((await view()).repayment?.status, 'closed')
  const paid = async () => [
    (await office.money(wallet(0))) - before[0]!,
    (await office.money(wallet(1))) - before[1]!,
  ]
  assert.deepEqual(await paid(), [4_000n * PRICE, 0n])
  assert.deepEqual(await holdersAt(db, instrument, { newest: true, at: office.now() }), [])
  assert.deepEqual([await office.unitsOf(token, wallet(0)), await office.unitsOf(token, wallet(1))], [0n, 0n])
  const { sums, lines, amount } = await view()
  assert.deepEqual(
    [sums.funded, sums.paid, sums.parked, sums.held, sums.balanced, amount],
    [10_000n * PRICE, 4_000n * PRICE, 6_000n * PRICE, 0n, true, 10_000n * PRICE],
  )
  assert.deepEqual(lines.map(({ status }) => status).toSorted(), ['paid', 'parked'])
  assert.equal((await told('repayment.paid')).length + (await told('repayment.parked')).length, 2)

  await office.blacklist(wallet(1), false)
  assert.equal(must(await as('ada', (work) => claimParked(work, world.rpc, instrument))), 1)
  const pressed = await as('ada', (work) => claimParked(work, world.rpc, instrument))
  assert.ok(!pressed.ok && pressed.reason === 'TRANSACTION_UNDER_WAY')
  // Somebody else is faster: paid is paid.
  await world.send(redemption, redemptionAbi, 'claim', [1n, wallet(1)], payer)
  await office.mine()
  assert.deepEqual(await paid(), [4_000n * PRICE, 6_000n * PRICE])
  assert.equal((await told('repayment.released')).length, 1, 'told once it is paid')
  assert.deepEqual(await told('repayment.claim-failed'), [])
  const none = await as('ada', (work) => claimParked(work, world.rpc, instrument))
  assert.ok(!none.ok && none.reason === 'NOTHING_PARKED')
})

test('units that an officer moves to who was redeemed already are redeemed by another redemption, when the week is over', async () => {
  const { id, instrument, token } = await sale(
    'late',
    10n,
    { opens: day('2026-07-31'), closes: day('2026-08-31') },
    {
      coupon: { ...coupon, from: day('2026-07-31'), maturity: day('2026-09-30') },
    },
  )
  await moveTo(instant('2026-08-01T12:00:00Z'))
  for (const i of [0, 1]) await pay((await subscribe(id, people[i]!, 60 + i, 5n)).id, 60 + i)
  await settle()
  await moveTo(instant('2026-09-01T12:00:00Z'))
  await office.close(id)
  const view = async () => (await repaymentView(db, instrument, office.now()))!
  const round = async () => {
    await advanceRepayments({ db, rpc: world.rpc, clock: { now: office.now } })
    await office.mine()
  }
  await moveTo(instant('2026-09-25T12:00:00Z'))
  must(await as('ada', (work) => prepareRepayment(work, instrument)))
  must(await as('bob', (work) => confirmRepayment(work, instrument)))
  must(await as('issuer', (work) => scheduleDistribution(work, instrument, month('2026-09'))))
  await office.mine()
  for (let i = 0; i < 4; i++) await round()
  const fund = async (purchase: bigint, amount: bigint) => {
    const payer = world.people[11]!
    await world.send(world.stablecoin, devStablecoinAbi, 'mint', [payer, amount])
    await world.send(world.stablecoin, devStablecoinAbi, 'approve', [redemption, amount], payer)
    await world.send(redemption, redemptionAbi, 'fund', [purchase, amount], payer)
  }
  await fund(2n, 10_000n * PRICE)
  await moveTo(instant('2026-09-30T04:00:00Z'))
  // Somebody begins it and redeems from one holder, who then gets two of the other's five units, of which one is frozen.
  await world.send(redemption, redemptionAbi, 'begin', [2n])
  await world.send(redemption, redemptionAbi, 'redeem', [2n, [wallet(0)]])
  await world.send(token, securityTokenAbi, 'freezePartialTokens', [wallet(1), 1n])
  await world.send(token, securityTokenAbi, 'forcedTransfer', [wallet(1), wallet(0), 2n])
  await office.mine()
  for (let i = 0; i < 4; i++) await round()
  const asked = (await view()).repayment!
  assert.equal(asked.waiting?.reason, 'UNITS_UNCOVERED')
  const redeeming = { subject: asked.id, purpose: 'repayment.redeem', limit: 10 }
  assert.equal((await listIntents(db, redeeming)).length, 1, 'nothing is asked for that would do nothing')

  const claim = async () => {
    const claimed = await as('ada', (work) => claimParked(work, world.rpc, instrument))
    await office.mine()
    return claimed.ok ? claimed.value : claimed.reason
  }
  assert.equal(await claim(), 'PRINCIPAL_HELD')
  // Two officers release it, by the document that ends the freeze.
  const released = async (by: string, step: 'ask' | 'confirm', index = 1, document = '1:26-cv-00417') => {
    const to = { wallet: wallet(index), document }
    const run = (work: Work) =>
      step === 'ask'
        ? askRelease(work, world.rpc, instrument, to)
        : confirmRelease(work, world.rpc, instrument, to)
    const done = await as(by, run)
    return done.ok ? null : done.reason
  }
  assert.equal(await released('ada', 'ask', 0), 'NOTHING_HELD')
  assert.equal(await released('bob', 'confirm'), 'RELEASE_NOT_ASKED')
  assert.equal(await released('ada', 'ask'), null)
  assert.equal(await released('ada', 'confirm'), 'RELEASE_BY_ONE')
  assert.equal((await releasesOf(db, asked.id)).length, 1)
  assert.equal(await released('bob', 'confirm', 1, '1:26-cv-00001'), 'RELEASE_CHANGED')
  // Their wallet cannot be paid yet: what is released stays parked.
  await office.blacklist(wallet(1), true)
  assert.equal(await released('bob', 'confirm'), null)
  assert.equal(await released('bob', 'confirm'), 'TRANSACTION_UNDER_WAY')
  await office.mine()
  const { rows: told } = await database.pool.query<{ topic: string; audience: object }>(
    `select topic, audience from outbox where topic in ('repayment.release-asked', 'repayment.claim-failed') order by topic`,
  )
  const { issuer } = instrument
  assert.deepEqual(told, [
    { topic: 'repayment.claim-failed', audience: { role: 'issuer', issuer } },
    { topic: 'repayment.release-asked', audience: { role: 'officer', issuer } },
  ])
  assert.equal(await released('cleo', 'ask'), 'NOTHING_HELD')
  assert.deepEqual(await releasesOf(db, asked.id), [])
  await moveTo(instant('2026-10-08T12:00:00Z'))
  assert.equal(await claim(), 1)
  // That this one cannot be paid delays nobody else.
  for (let i = 0; i < 6; i++) await round()
  assert.equal(await world.read(redemption, redemptionAbi, 'purchaseCount', []), 3n)
  await office.blacklist(wallet(1), false)
  await database.pool.query("update chain_network set halted = 'The chain is another one.'")
  const halted = await as('ada', (work) => claimParked(work, world.rpc, instrument))
  assert.ok(!halted.ok && halted.reason === 'CHAIN_HALTED')
  await database.pool.query('update chain_network set halted = null')
  assert.equal(await claim(), 1)
  await moveTo(instant('2026-10-08T13:00:00Z'))
  await fund(3n, 2_000n * PRICE)
  for (let i = 0; i < 6; i++) await round()
  const { repayment, sums, lines } = await view()
  assert.equal(repayment?.status, 'closed')
  assert.deepEqual(lines.map(({ units, status }) => [units, status]).toSorted(), [
    [2n, 'paid'],
    [3n, 'paid'],
    [5n, 'paid'],
  ])
  // What the first one did not need went back to the treasury.
  assert.deepEqual([sums.funded, sums.returned, sums.balanced], [12_000n * PRICE, 2_000n * PRICE, true])
})
