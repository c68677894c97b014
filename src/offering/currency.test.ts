import assert from 'node:assert/strict'
import { test } from 'node:test'
import { devStablecoinAbi } from '../../contracts/abi/DevStablecoin.ts'
import { offeringAbi } from '../../contracts/abi/Offering.ts'
import { ROLES } from '../../contracts/abi/roles.ts'
import { securityTokenAbi } from '../../contracts/abi/SecurityToken.ts'
import { devStablecoinBytecode } from '../../contracts/bytecode/DevStablecoin.ts'
import { testDatabase } from '../../test/database.ts'
import { CLOSES, escrowWorld, PRICE } from '../../test/escrow-world.ts'
import { readyToPay } from '../../test/ready-to-pay.ts'
import type { OfferingTerms } from '../instrument/instrument.ts'
import type { OfferingId } from '../kernel/ids.ts'
import { must } from '../kernel/result.ts'
import { trialBalance } from '../ledger/journal.service.ts'
import { unlockVault } from '../platform/vault/seal.ts'
import { boardOf, remindOne } from './board/board.service.ts'
import { stopCurrency } from './subscription/currency-stop.service.ts'
import { ratioOf } from './currency.ts'
import { escrowBalance } from './closing/escrow-balance.service.ts'
import { releasedFrom } from './escrow/escrow-journal.service.ts'
import { fiatSubscriptions } from './fiat/fiat-subscription.service.ts'
import { offeringView } from './offering.service.ts'
import { paymentToSign, paySubscription } from './subscription/payment.service.ts'
import { claimRefund } from './refund/refund-claim.service.ts'
import { rejectSubscription } from './refund/refund.service.ts'
import { createSubscription, subscriptionById } from './subscription/subscription.service.ts'

const database = await testDatabase()
const { db, pool } = database
unlockVault(Buffer.alloc(32, 7))
const office = await escrowWorld(database)
const { world, as, pay, settle, state, chain } = office
const people = await Promise.all(['ana', 'bo', 'cleo'].map((name, i) => office.approved(name, [60 + i])))
await settle()
const wallet = (i: number) => office.account(60 + i).address
for (const i of [0, 1, 2]) await office.fund(wallet(i), 10_000n * PRICE)

const { contract: euro } = await world.deploy(devStablecoinAbi, devStablecoinBytecode, [world.operator])
const EURX = { code: 'EURX', decimals: 6 }
/** No amount comes out even. */
const taken: OfferingTerms['currencies'] = [{ token: euro, currency: EURX, rate: 923_456_789_123n }]
/** What so many units of a dollar cost in euros, rounded up. */
const euros = (units: bigint) => (units * PRICE * 923_456_789_123n + 10n ** 12n - 1n) / 10n ** 12n
const eurosOf = (of: `0x${string}`) => world.read(euro, devStablecoinAbi, 'balanceOf', [of])
const mint = (to: `0x${string}`, amount: bigint) => world.send(euro, devStablecoinAbi, 'mint', [to, amount])

const subscribe = (offering: OfferingId, i: number, units: bigint, currency: number, replaces?: null) =>
  as('test', async (work) => {
    await readyToPay(work, { offering, investor: people[i]! })
    const asked = {
      offering,
      investor: people[i]!,
      wallet: wallet(i),
      amount: units * PRICE,
      currency,
      replaces,
      stops: [],
    }
    return createSubscription(work, asked)
  })

/** The offering's own book, by account and currency. */
const books = async (offering: OfferingId) =>
  (await trialBalance(db, { offering }, office.now()))
    .map(({ account: { kind, currency }, balance }) => [kind, currency.code, balance] as const)
    .filter(([, , balance]) => balance !== 0n)
    .toSorted()

test('a rate between whole units is one between the smallest parts of both, in lowest terms', () => {
  const rate = 920_000_000_000n
  assert.deepEqual(ratioOf({ currency: { code: 'A', decimals: 6 }, rate }, EURX), { num: 23n, den: 25n })
  const fine = { code: 'B', decimals: 18 }
  assert.deepEqual(ratioOf({ currency: fine, rate }, EURX), { num: 920_000_000_000n, den: 1n })
  assert.deepEqual(ratioOf({ currency: { code: 'C', decimals: 0 }, rate }, EURX), {
    num: 23n,
    den: 25_000_000n,
  })
})

test('who chooses another currency signs, pays, gets back and is booked in it; caps and cuts are in units all the same', async () => {
  const { id, instrument, contract } = await office.sale('euros', 250n, {
    hardCap: 100n,
    allocation: 'pro-rata',
    closes: Temporal.PlainDate.from('2026-01-20'),
    closingDays: 2,
    currencies: taken,
  })
  const dollars = must(await subscribe(id, 0, 60n, 0))
  const inEuros = must(await subscribe(id, 1, 90n, 1))
  assert.equal(must(await subscribe(id, 1, 90n, 1)).id, inEuros.id, 'asking again is the same')
  assert.deepEqual(await fiatSubscriptions(db, [inEuros.id]), [], 'no bank has them')
  const { domain, message } = await paymentToSign(db, world.rpc, chain.chainId, inEuros)
  assert.deepEqual([domain.verifyingContract, message.value], [euro, euros(90n)])
  const signature = await office
    .account(61)
    .signTypedData(await paymentToSign(db, world.rpc, chain.chainId, inEuros))
  const short = await as('test', (work) => paySubscription(work, chain, inEuros.id, signature))
  assert.deepEqual(!short.ok && [short.reason, short.facts['missing']], [
    'WALLET_BALANCE_SHORT',
    '83.111112 EURX',
  ])
  await mint(wallet(1), euros(90n))
  await pay(dollars.id, 60)
  await pay(inEuros.id, 61)
  await settle()
  assert.deepEqual(await state(inEuros.id), ['confirmed', null])
  assert.deepEqual([await office.money(contract), await eurosOf(contract)], [60n * PRICE, euros(90n)])
  assert.deepEqual(await books(id), [
    ['escrow-chain', 'EURX', euros(90n)],
    ['escrow-chain', 'USDX', 60n * PRICE],
    ['subscriptions-received', 'EURX', -euros(90n)],
    ['subscriptions-received', 'USDX', -60n * PRICE],
  ])
  const view = await offeringView(db, { id }, office.now())
  assert.equal(view?.raised, 150n * PRICE, 'in the currency of the offering')
  const held = view && (await escrowBalance(db, world.rpc, view.offering))
  assert.deepEqual(
    held?.money.map(({ currency, escrow, booked, balances }) => [currency.code, escrow, booked, balances]),
    [
      ['USDX', 60n * PRICE, 60n * PRICE, true],
      ['EURX', euros(90n), euros(90n), true],
    ],
  )

  await office.moveTo(Temporal.Instant.from('2026-01-21T05:00:00Z'))
  const before = await office.money(instrument.treasury)
  const treasuryIsBlocked = (blocked: boolean) =>
    world.send(euro, devStablecoinAbi, 'setBlacklisted', [instrument.treasury, blocked])
  await treasuryIsBlocked(true)
  const code = await world.rpc.call('eth_getCode', [euro, 'latest'])
  const behaves = (does: boolean) => world.anvil.call('anvil_setCode', [euro, does ? code : '0x60006000fd'])
  await behaves(false)
  await office.close(id)
  assert.deepEqual(await state(dollars.id), ['issued', null])
  assert.deepEqual(await state(inEuros.id), ['allocated', null])
  const later = async () => {
    await office.moveTo(office.now().add({ minutes: 5 }))
    await settle()
  }
  await later()
  assert.equal((await office.money(instrument.treasury)) - before, 40n * PRICE, 'nobody waits in dollars')
  await behaves(true)
  await later()
  assert.deepEqual(await state(inEuros.id), ['issued', null])
  await office.moveTo(Temporal.Instant.from('2026-01-24T05:00:00Z'))
  await settle()
  const over = (await offeringView(db, { id }, office.now()))?.offering
  assert.deepEqual([over?.status, over?.failure === null], ['closed', false])
  await treasuryIsBlocked(false)
  await later()
  assert.equal((await offeringView(db, { id }, office.now()))?.offering.failure, null)
  const { allotted, cost } = (await subscriptionById(db, inEuros.id))!
  assert.deepEqual([allotted, cost], [60n, 60n * PRICE])
  assert.equal(await eurosOf(wallet(1)), euros(90n) - euros(60n))
  assert.deepEqual(
    [(await office.money(instrument.treasury)) - before, await eurosOf(instrument.treasury)],
    [40n * PRICE, euros(60n)],
  )
  assert.deepEqual([await office.money(contract), await eurosOf(contract)], [0n, 0n])
  const released = await Promise.all([0, 1].map((index) => releasedFrom(db, { id }, index)))
  assert.deepEqual(
    released.map((one) => one && [one.amount.minor, one.amount.currency.code, one.txHash !== null]),
    [
      [40n * PRICE, 'USDX', true],
      [euros(60n), 'EURX', true],
    ],
  )
  assert.deepEqual(await books(id), [
    ['subscriptions-received', 'EURX', -euros(60n)],
    ['subscriptions-received', 'USDX', -40n * PRICE],
    ['treasury', 'EURX', euros(60n)],
    ['treasury', 'USDX', 40n * PRICE],
  ])
})

test('a currency that is stopped is paid in no more, here and in the contract; what came in it goes back in it', async () => {
  const { id, instrument, contract } = await office.sale('stopped', 100n, { softCap: 90n, currencies: taken })
  await mint(wallet(1), euros(20n))
  await mint(wallet(2), euros(10n))
  const [both, early, late] = [
    must(await subscribe(id, 1, 10n, 0)),
    must(await subscribe(id, 1, 10n, 1)),
    must(await subscribe(id, 2, 10n, 1)),
  ]
  assert.deepEqual(await state(both.id), ['withdrawn', 'REPLACED'], 'another currency takes its place')
  const { states } = await boardOf(db, id, instrument, office.now())
  assert.deepEqual(
    states.map((each) => [each.state, each.count]),
    [['eligible', 2]],
    'what was replaced is no subscription beside the one in its place',
  )
  const blind = await subscribe(id, 1, 10n, 0, null)
  assert.deepEqual(!blind.ok && blind.facts, { amount: '10.00 USDX (9.234568 EURX)' })
  await pay(early.id, 61)
  await settle()
  const stop = (currency: string) =>
    as('issuer', (work) => stopCurrency(work, id, { currency, reason: 'It has lost its peg.' }))
  assert.deepEqual(await stop('GBPX'), {
    ok: false,
    reason: 'CURRENCY_NOT_TAKEN',
    facts: { currencies: 'USDX, EURX' },
  })
  for (let i = 0; i < 2; i++) assert.ok((await stop('EURX')).ok)
  const told = await pool.query<{ subject: string; facts: object }>(
    "select subject, facts from outbox where topic = 'offering.currency-stopped'",
  )
  assert.deepEqual(
    told.rows.map(({ subject }) => subject),
    [late.id],
  )
  must(await as('issuer', (work) => remindOne(work, late.id, instrument)))
  const reminded = await pool.query<{ topic: string }>(
    "select topic from outbox where subject = $1 and topic in ('offering.currency-stopped', 'subscription.reminder')",
    [late.id],
  )
  assert.deepEqual(
    reminded.rows.map(({ topic }) => topic),
    ['offering.currency-stopped', 'offering.currency-stopped'],
    'nobody is reminded to pay in it',
  )
  const data = await paymentToSign(db, world.rpc, chain.chainId, late)
  const signature = await office.account(62).signTypedData(data)
  const refused = await as('test', (work) => paySubscription(work, chain, late.id, signature))
  const why = {
    ok: false,
    reason: 'CURRENCY_STOPPED',
    facts: { currency: 'EURX', reason: 'It has lost its peg.' },
  }
  assert.deepEqual(refused, why)
  assert.deepEqual(await subscribe(id, 0, 5n, 1), why)
  await settle()
  assert.equal(await world.read(contract, offeringAbi, 'isStopped', [1]), true)
  const changed = must(await subscribe(id, 2, 10n, 0))
  await pay(changed.id, 62)
  await settle()
  assert.deepEqual(await state(changed.id), ['confirmed', null])

  const before = await eurosOf(wallet(1))
  const other = await subscribe(id, 1, 5n, 0)
  await pay(must(other).id, 61)
  await settle()
  await world.send(euro, devStablecoinAbi, 'setBlacklisted', [wallet(1), true])
  must(await as('issuer', (work) => rejectSubscription(work, early.id, { reason: 'REJECTED', words: null })))
  await settle()
  assert.deepEqual(await state(early.id), ['refunded', 'REFUND_PARKED'])
  await office.blacklist(wallet(1), true)
  await office.moveTo(CLOSES)
  await settle()
  assert.deepEqual(await state(must(other).id), ['refunded', 'REFUND_PARKED'])
  await world.send(euro, devStablecoinAbi, 'setBlacklisted', [wallet(1), false])
  must(await as('test', (work) => claimRefund(work, early.id)))
  await settle()
  assert.deepEqual(await state(early.id), ['refunded', 'REFUND_CLAIMED'])
  assert.deepEqual(await state(must(other).id), ['refunded', 'REFUND_PARKED'], 'a claim is for one currency')
  assert.equal((await eurosOf(wallet(1))) - before, euros(10n))
  assert.deepEqual(await books(id), [
    ['escrow-chain', 'USDX', 5n * PRICE],
    ['subscriptions-received', 'USDX', -5n * PRICE],
  ])
})

test('a stop at the contract alone is followed: a payment on its way gives its units back, and nobody takes it back there', async () => {
  await office.blacklist(wallet(1), false)
  const { id, token, contract } = await office.sale('stopped-there', 100n, {
    closes: Temporal.PlainDate.from('2026-03-30'),
    currencies: taken,
  })
  const pauser = world.people[10]!
  await world.send(token, securityTokenAbi, 'grantRole', [pauser, ROLES.PAUSER])
  await mint(wallet(2), euros(10n))
  const late = must(await subscribe(id, 2, 10n, 1))
  await pay(late.id, 62)
  const stopThere = (stopped: boolean) =>
    world.send(contract, offeringAbi, 'stopCurrency', [1, stopped], pauser)
  await stopThere(true)
  await settle()
  assert.deepEqual(await state(late.id), ['eligible', 'CURRENCY_STOPPED'])
  const facts = { currency: 'EURX', reason: 'Its contract takes no more payments in it.' }
  assert.deepEqual(await subscribe(id, 0, 5n, 1), { ok: false, reason: 'CURRENCY_STOPPED', facts })
  await stopThere(false)
  await office.moveTo(office.now().add({ minutes: 5 }))
  await settle()
  assert.equal(await world.read(contract, offeringAbi, 'isStopped', [1]), true)
  await pay(must(await subscribe(id, 2, 10n, 0)).id, 62)
  await settle()
  assert.deepEqual(await state(late.id), ['withdrawn', 'REPLACED'])
})

test('a deposit in another currency that did not come through the platform is sent back in it', async () => {
  const { id, contract } = await office.sale('stray', 100n, {
    closes: Temporal.PlainDate.from('2026-03-31'),
    currencies: taken,
  })
  const stray = wallet(2)
  await mint(stray, euros(7n))
  const before = await eurosOf(stray)
  await world.anvil.call('anvil_impersonateAccount', [stray])
  await world.anvil.call('anvil_setBalance', [stray, '0xde0b6b3a7640000'])
  await world.send(euro, devStablecoinAbi, 'approve', [contract, euros(7n)], stray)
  await world.send(contract, offeringAbi, 'subscribe', [7n, 1, euros(7n)], stray)
  assert.equal(before - (await eurosOf(stray)), euros(7n))
  await settle()
  assert.equal(await eurosOf(stray), before)
  const view = await offeringView(db, { id }, office.now())
  assert.ok(view && (await escrowBalance(db, world.rpc, view.offering))?.balances)
})
