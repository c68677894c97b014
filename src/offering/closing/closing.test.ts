import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keccak256, parseSignature, toHex, type Address } from 'viem'
import { devStablecoinAbi } from '../../../contracts/abi/DevStablecoin.ts'
import { offeringAbi } from '../../../contracts/abi/Offering.ts'
import { securityTokenAbi } from '../../../contracts/abi/SecurityToken.ts'
import { testDatabase } from '../../../test/database.ts'
import { cases } from '../../../test/deep.ts'
import { CLOSES, escrowWorld, PRICE } from '../../../test/escrow-world.ts'
import { freshLists, oldLists } from '../../../test/lists.ts'
import { readyToPay } from '../../../test/ready-to-pay.ts'
import { storedTexts } from '../../../test/tables.ts'
import { money, USD, USDX } from '../../kernel/money.ts'
import type { InvestorId } from '../../kernel/ids.ts'
import { must } from '../../kernel/result.ts'
import { trialBalance } from '../../ledger/journal.service.ts'
import { cancelIntent, listIntents } from '../../platform/chain/intents.ts'
import { POOL_SIZE } from '../../platform/db/database.ts'
import { unlockVault } from '../../platform/vault/seal.ts'
import { importBankStatement } from '../../bank/statement-import.service.ts'
import { confirmMatches } from '../../bank/deposit-match.service.ts'
import { addBankAccount, bankEntries } from '../../bank/bank.service.ts'
import { advanceOfferings } from './closing.job.ts'
import {
  cancelOffering,
  closingPreview,
  confirmClosing,
  eraseWordsOf,
  prepareClosing,
} from './closing.service.ts'
import { escrowBalance } from './escrow-balance.service.ts'
import { ESCROW_PURPOSE } from '../escrow/escrow-intents.service.ts'
import { releasedFrom } from '../escrow/escrow-journal.service.ts'
import { fiatSale, fundByFiat, reverseFiat } from '../fiat/fiat.service.ts'
import { offeringView } from '../offering.service.ts'
import { paymentToSign, paySubscription } from '../subscription/payment.service.ts'
import {
  isLeaving,
  rejectSubscription,
  withdrawalToSign,
  withdrawSubscription,
} from '../refund/refund.service.ts'
import {
  createSubscription,
  eventsOf,
  subscriptionById,
  subscribedTokens,
} from '../subscription/subscription.service.ts'
import { paymentReference } from '../../bank/payment-reference.ts'
import { claimRefund, isClaiming } from '../refund/refund-claim.service.ts'
import { ATTEMPTS_MAX } from '../subscription/subscription.ts'

const database = await testDatabase()
const { db } = database
unlockVault(Buffer.alloc(32, 7))
const office = await escrowWorld(database)
const { world, as, sale, subscribe, pay, settle, state, moveTo, chain } = office
const people = await Promise.all(['ana', 'bo', 'cleo'].map((name, i) => office.approved(name, [60 + i])))
await settle()
for (const i of [60, 61, 62]) await office.fund(office.account(i).address, 10_000n * PRICE)
const wallet = (i: number) => office.account(60 + i).address
const refusal = async (run: Promise<{ ok: boolean; reason?: string }>) => (await run).reason ?? null
const LATER = Temporal.PlainDate.from('2026-05-31')
const HEADER = 'date,amount,currency,reference,counterparty,account,bank reference'
const status = async (id: Parameters<typeof prepareClosing>[1]) =>
  (await offeringView(db, { id }, office.now()))?.offering.status

/** The offering's own book: what stands in each account. */
const books = async (id: Parameters<typeof prepareClosing>[1]) =>
  Object.fromEntries(
    (await trialBalance(db, { offering: id }, office.now())).map(({ account, balance }) => [
      account.kind,
      balance / PRICE,
    ]),
  )

const releasedOf = (id: Parameters<typeof prepareClosing>[1]) => releasedFrom(db, { id }, 0)

/** Units of cleo's, paid for at the contract and not through the platform. */
const depositFromOutside = async (contract: Address) => {
  const stray = wallet(2)
  await world.anvil.call('anvil_impersonateAccount', [stray])
  await world.anvil.call('anvil_setBalance', [stray, '0xde0b6b3a7640000'])
  await world.send(world.stablecoin, devStablecoinAbi, 'approve', [contract, 7n * PRICE], stray)
  const before = await office.money(stray)
  await world.send(contract, offeringAbi, 'subscribe', [7n, 0, 7n * PRICE], stray)
  return { stray, before }
}

test('money lies in escrow until two people close: then units are issued and the treasury has its money', async () => {
  const { id, instrument, token, contract } = await sale('closing', 100n, { lockUpDays: 10 })
  const [a, b] = [await subscribe(id, people[0]!, 60, 40n), await subscribe(id, people[1]!, 61, 60n)]
  assert.deepEqual(await subscribedTokens(db, wallet(0)), new Set([token.toLowerCase()]))
  assert.deepEqual(await subscribedTokens(db, wallet(9)), new Set())
  for (const [one, i] of [
    [a, 60],
    [b, 61],
  ] as const)
    await pay(one.id, i)
  assert.deepEqual(await state(a.id), ['funded', null], 'on its way')
  assert.equal(await refusal(as('first', (work) => prepareClosing(work, id))), 'SUBSCRIPTIONS_UNSETTLED')
  await settle()
  assert.deepEqual(await state(a.id), ['confirmed', null])
  assert.equal(await office.money(contract), 100n * PRICE)
  assert.deepEqual(await books(id), { 'escrow-chain': 100n, 'subscriptions-received': -100n })
  assert.equal(await office.unitsOf(token, wallet(0)), 0n)
  assert.equal(await refusal(as('first', (work) => confirmClosing(work, id))), 'CLOSING_NOT_PREPARED')
  await as('first', (work) => prepareClosing(work, id))
  assert.equal(await refusal(as('first', (work) => confirmClosing(work, id))), 'FOUR_EYES')
  const before = await office.money(instrument.treasury)
  await office.close(id)

  assert.deepEqual(
    [await state(a.id), await state(b.id)],
    [
      ['issued', null],
      ['issued', null],
    ],
  )
  assert.deepEqual(
    [await office.unitsOf(token, wallet(0)), await office.unitsOf(token, wallet(1))],
    [40n, 60n],
  )
  assert.equal((await office.money(instrument.treasury)) - before, 100n * PRICE)
  assert.equal(await office.money(contract), 0n)
  assert.equal(await status(id), 'closed')
  assert.deepEqual(await books(id), { 'escrow-chain': 0n, treasury: 100n, 'subscriptions-received': -100n })
  const [release] = await listIntents(db, { subject: id, purpose: 'offering.release', limit: 1 })
  assert.ok(release?.txHash)
  assert.deepEqual(await releasedOf(id), {
    amount: money(100n * PRICE, USDX),
    at: office.now(),
    txHash: release.txHash,
  })
  assert.deepEqual(
    (await eventsOf(db, a.id)).map(({ to }) => to),
    ['eligible', 'funded', 'confirmed', 'allocated', 'issued'],
  )
  const { rows } = await database.pool.query<{ action: string }>(
    'select action from audit_entry where subject = $1 order by seq',
    [id],
  )
  assert.deepEqual(
    rows.map(({ action }) => action),
    [
      'offering.opened',
      'offering.ready',
      // Twice: `close` prepares anew.
      'offering.closing-prepared',
      'offering.closing-prepared',
      'offering.closing-confirmed',
      'offering.issuance-begun',
      'offering.released',
      'offering.closed',
    ],
  )
  assert.equal(await refusal(as('first', (work) => prepareClosing(work, id))), 'OFFERING_CLOSED')
})

test('by old lists an offering does not close, and one that two people have closed issues nothing until they are brought in', async () => {
  const { id, token } = await sale('old-lists', 100n)
  const one = await subscribe(id, people[0]!, 60, 100n)
  await pay(one.id, 60)
  await settle()
  await oldLists(database)
  assert.equal(await refusal(as('first', (work) => prepareClosing(work, id))), 'SCREENING_STALE')
  assert.equal((await closingPreview(db, id, office.now()))?.refusal?.reason, 'SCREENING_STALE')
  await freshLists(database)
  await as('first', (work) => prepareClosing(work, id))
  await oldLists(database)
  assert.equal(await refusal(as('second', (work) => confirmClosing(work, id))), 'SCREENING_STALE')
  await freshLists(database)
  await as('second', (work) => confirmClosing(work, id))
  await oldLists(database)
  await settle()
  assert.equal(await status(id), 'closing')
  assert.match((await offeringView(db, { id }, office.now()))?.offering.failure ?? '', /too old/)
  assert.deepEqual([await state(one.id), await office.unitsOf(token, wallet(0))], [['confirmed', null], 0n])
  await freshLists(database)
  await settle()
  assert.deepEqual([await status(id), await office.unitsOf(token, wallet(0))], ['closed', 100n])
})

test('an offering whose units are all issued ends by old lists too, and fresh ones are not called old', async () => {
  const { id, token } = await sale('lists-grow-old', 100n)
  await pay((await subscribe(id, people[0]!, 60, 100n)).id, 60)
  await settle()
  must(await as('first', (work) => prepareClosing(work, id)))
  must(await as('second', (work) => confirmClosing(work, id)))
  const turn = async () => {
    await advanceOfferings({ db, rpc: chain.rpc, clock: { now: office.now } })
    const view = await offeringView(db, { id }, office.now())
    await office.mine()
    return view?.offering.failure ?? null
  }
  await oldLists(database)
  assert.match((await turn()) ?? '', /too old/)
  await freshLists(database)
  assert.equal(await turn(), null)
  for (let i = 0; i < 5 && (await office.unitsOf(token, wallet(0))) < 100n; i++) await turn()
  await oldLists(database)
  assert.equal(await status(id), 'closing')
  await settle()
  await freshLists(database)
  assert.equal(await status(id), 'closed')
})

test('who carries the payment themself has it counted once, and a nonce spent on something else buys nothing', async () => {
  const { id, contract } = await sale('carried', 100n)
  const own = await subscribe(id, people[0]!, 60, 10n)
  const data = await paymentToSign(db, chain.rpc, chain.chainId, own)
  const { from, value, validAfter, validBefore } = data.message
  const { r, s, yParity } = parseSignature(await office.account(60).signTypedData(data))
  const words = {
    investor: from,
    units: 10n,
    currency: 0,
    cashMax: value,
    salt: keccak256(toHex(own.id)),
    deadline: validBefore,
  }
  await world.send(contract, offeringAbi, 'subscribeWithAuthorization', [
    words,
    validAfter,
    validBefore,
    27 + yParity,
    r,
    s,
  ])
  await pay(own.id, 60)
  await settle()
  assert.deepEqual(await state(own.id), ['confirmed', null])

  const spent = await subscribe(id, people[1]!, 61, 10n)
  const other = await paymentToSign(db, chain.rpc, chain.chainId, spent)
  const elsewhere = {
    ...other,
    primaryType: 'TransferWithAuthorization' as const,
    types: { TransferWithAuthorization: other.types.ReceiveWithAuthorization },
    message: { ...other.message, to: wallet(2) },
  }
  const parts = parseSignature(await office.account(61).signTypedData(elsewhere))
  await world.send(world.stablecoin, devStablecoinAbi, 'transferWithAuthorization', [
    other.message.from,
    wallet(2),
    other.message.value,
    0n,
    other.message.validBefore,
    other.message.nonce,
    27 + parts.yParity,
    parts.r,
    parts.s,
  ])
  await pay(spent.id, 61)
  await settle()
  assert.deepEqual(await state(spent.id), ['rejected', 'PAYMENT_FAILED'])
  assert.equal(await office.money(contract), 10n * PRICE)
})

test('in the cooling-off an investor takes a subscription back by signature, and nobody closes before it is over', async () => {
  const { id } = await sale('cooling', 50n, { coolingOffHours: 48 })
  const [a, b] = [await subscribe(id, people[0]!, 60, 20n), await subscribe(id, people[1]!, 61, 30n)]
  await pay(a.id, 60)
  await pay(b.id, 61)
  await settle()
  const before = await office.money(wallet(0))
  const paid = (await subscriptionById(db, a.id))!
  const asked = await withdrawalToSign(db, chain.chainId, paid, office.now())
  assert.ok(asked?.typedData)
  const take = (signature: `0x${string}` | null) =>
    as('test', (work) => withdrawSubscription(work, chain, a.id, signature))
  assert.equal(await refusal(take(null)), 'SIGNATURE_SCOPE')
  assert.equal(
    await refusal(take(await office.account(61).signTypedData(asked.typedData))),
    'SIGNATURE_SCOPE',
  )
  assert.ok((await take(await office.account(60).signTypedData(asked.typedData))).ok)
  assert.ok(await isLeaving(db, paid))
  assert.equal(await withdrawalToSign(db, chain.chainId, paid, office.now()), null, 'it is asked for once')
  await settle()
  assert.ok(!(await isLeaving(db, paid)))
  assert.deepEqual(await state(a.id), ['refunded', 'WITHDRAWN'])
  assert.equal((await office.money(wallet(0))) - before, 20n * PRICE)

  const again = await subscribe(id, people[2]!, 62, 20n)
  await pay(again.id, 62)
  await settle()
  assert.equal(await refusal(as('first', (work) => prepareClosing(work, id))), 'COOLING_OFF_RUNS')

  // Asked for in time, and mined too late: it is not over for that.
  const late = (await subscriptionById(db, again.id))!
  const words = await withdrawalToSign(db, chain.chainId, late, office.now())
  assert.ok(words?.typedData)
  const signature = await office.account(62).signTypedData(words.typedData)
  const takeLate = () => as('test', (work) => withdrawSubscription(work, chain, again.id, signature))
  assert.ok((await takeLate()).ok)
  await moveTo(office.now().add({ hours: 49 }))
  await settle()
  assert.deepEqual(await state(again.id), ['confirmed', null])
  assert.equal(await refusal(as('first', (work) => prepareClosing(work, id))), 'SUBSCRIPTIONS_LEAVING')
  assert.ok((await takeLate()).ok, 'it is under way')
  await moveTo(office.now().add({ minutes: 2 }))
  await settle()
  assert.deepEqual(await state(again.id), ['refunded', 'WITHDRAWN'])
  const asks = await listIntents(db, { subject: again.id, purpose: 'subscription.withdrawal', limit: 10 })
  assert.deepEqual(
    asks.map(({ status: ended }) => ended),
    ['success', 'failure'],
  )
})

test('an offering that misses its soft cap pays everybody back, by itself; who cannot be paid claims later', async () => {
  const { id, contract } = await sale('missed', 100n, { softCap: 50n })
  const [a, b] = [await subscribe(id, people[0]!, 60, 10n), await subscribe(id, people[1]!, 61, 20n)]
  await pay(a.id, 60)
  await pay(b.id, 61)
  await settle()
  const reserved = await subscribe(id, people[2]!, 62, 5n)
  const before = await office.money(wallet(0))
  await office.blacklist(wallet(1), true)
  await moveTo(CLOSES)
  assert.equal(await refusal(as('first', (work) => prepareClosing(work, id))), 'SOFT_CAP_MISSED')
  await settle()
  assert.deepEqual(await state(a.id), ['refunded', 'OFFERING_FAILED'])
  assert.deepEqual(await state(b.id), ['refunded', 'REFUND_PARKED'])
  assert.deepEqual(await state(reserved.id), ['expired', 'OFFERING_CLOSED'])
  const told = 'select topic from outbox where subject = $1'
  assert.deepEqual((await database.pool.query(told, [reserved.id])).rows, [
    { topic: 'subscription.expired-at-end' },
  ])
  assert.equal((await office.money(wallet(0))) - before, 10n * PRICE)
  assert.equal(await status(id), 'refunded')
  assert.equal(await office.money(contract), 20n * PRICE)
  assert.deepEqual(await books(id), { 'escrow-chain': 20n, 'subscriptions-received': -20n })
  await office.blacklist(wallet(1), false)
  const parked = (await subscriptionById(db, b.id))!
  assert.ok(!(await isClaiming(db, parked)))
  const claim = () => as('test', (work) => claimRefund(work, b.id))
  assert.ok((await claim()).ok)
  assert.ok(await isClaiming(db, parked), 'its money is on its way')
  assert.ok((await claim()).ok)
  const claims = { subject: b.id, purpose: ESCROW_PURPOSE.claim, limit: 9 }
  const [first, ...more] = await listIntents(db, claims)
  assert.deepEqual(more, [], 'it is sent once')
  // Its transaction does not come about: it waits again, and may be sent again.
  must(await cancelIntent(db, first!.id, office.now()))
  assert.ok(!(await isClaiming(db, parked)))
  assert.ok((await claim()).ok)
  await settle()
  assert.ok(!(await isClaiming(db, parked)))
  assert.equal(await office.money(contract), 0n)
  assert.deepEqual(await state(b.id), ['refunded', 'REFUND_CLAIMED'])
  assert.deepEqual(await books(id), { 'escrow-chain': 0n, 'subscriptions-received': 0n })
  assert.equal(await refusal(as('test', (work) => claimRefund(work, b.id))), 'REFUND_NOT_DUE')
  assert.equal(await advanceOfferings({ db, rpc: world.rpc, clock: { now: office.now } }), 0)
})

test('what is asked for beyond the units on sale is cut alike for everybody, and the rest of the money comes back', async () => {
  const { id, instrument, token, contract } = await sale('shared', 250n, {
    hardCap: 100n,
    allocation: 'pro-rata',
    closes: Temporal.PlainDate.from('2026-02-28'),
  })
  const [a, b] = [await subscribe(id, people[0]!, 60, 100n), await subscribe(id, people[1]!, 61, 50n)]
  await pay(a.id, 60)
  await pay(b.id, 61)
  await settle()
  const early = await as('first', (work) => prepareClosing(work, id))
  assert.deepEqual(early, { ok: false, reason: 'WINDOW_OPEN', facts: { closes: '2026-02-28' } })
  await moveTo(Temporal.Instant.from('2026-03-01T05:00:00Z'))
  const before = await office.money(wallet(0))
  const treasury = await office.money(instrument.treasury)
  const preview = await closingPreview(db, id, office.now())
  assert.deepEqual(
    preview?.allocations.map(({ units }) => units),
    [66n, 33n],
  )
  await office.close(id)
  assert.deepEqual(
    [await office.unitsOf(token, wallet(0)), await office.unitsOf(token, wallet(1))],
    [66n, 33n],
  )
  assert.equal((await office.money(wallet(0))) - before, 34n * PRICE)
  assert.equal((await office.money(instrument.treasury)) - treasury, 99n * PRICE)
  assert.equal(await office.money(contract), 0n)
  assert.deepEqual((await subscriptionById(db, a.id))?.allotted, 66n)
  assert.deepEqual(await books(id), { 'escrow-chain': 0n, treasury: 99n, 'subscriptions-received': -99n })
})

test('whom the token refuses at the closing is paid back and holds up nobody; an officer’s refusal pays back too', async () => {
  const { id, token, contract } = await sale('refused', 100n, {
    closes: Temporal.PlainDate.from('2026-03-31'),
  })
  const [a, b, c] = [
    await subscribe(id, people[0]!, 60, 10n),
    await subscribe(id, people[1]!, 61, 20n),
    await subscribe(id, people[2]!, 62, 30n),
  ]
  for (const [one, i] of [
    [a, 60],
    [b, 61],
    [c, 62],
  ] as const)
    await pay(one.id, i)
  await settle()
  const escrow = async () => {
    const view = await offeringView(db, { id }, office.now())
    return view === null ? null : escrowBalance(db, chain.rpc, view.offering)
  }
  const full = await escrow()
  const [held] = full?.money ?? []
  assert.deepEqual([held?.escrow, held?.booked, full?.balances], [60n * PRICE, 60n * PRICE, true])
  assert.ok(
    (
      await as('officer', (work) =>
        rejectSubscription(work, c.id, { reason: 'REJECTED', words: 'Third-party money.' }),
      )
    ).ok,
  )
  await settle()
  assert.deepEqual(await state(c.id), ['refunded', 'REJECTED'])
  await world.send(token, securityTokenAbi, 'setAddressFrozen', [wallet(0), true])
  await moveTo(Temporal.Instant.from('2026-04-01T04:00:00Z'))
  await office.close(id)
  assert.deepEqual(await state(a.id), ['refunded', 'ISSUANCE_REFUSED'])
  assert.deepEqual(await state(b.id), ['issued', null])
  assert.equal(await office.money(contract), 0n)
  assert.equal(await status(id), 'closed')
})

test('an issuer who gives an offering up pays everybody back, and nothing can be subscribed any more', async () => {
  const { id, contract } = await sale('cancelled', 100n, { closes: LATER })
  const a = await subscribe(id, people[0]!, 60, 10n)
  await pay(a.id, 60)
  await settle()
  const words = 'Ana Ruiz wired the money of somebody else.'
  assert.ok((await as('issuer', (work) => cancelOffering(work, id, words))).ok)
  const told = [...(await storedTexts(database))].filter(
    ([, text]) => text.includes('Ruiz') || text.includes(keccak256(toHex(words)).slice(2)),
  )
  assert.deepEqual(told, [], 'in the vault alone: neither the log nor the chain can be erased')
  const cancellation = async () => (await closingPreview(db, id, office.now()))?.cancellation
  const { by, reason } = (await cancellation())!
  assert.deepEqual([by, reason], ['issuer', words])
  await settle()
  assert.deepEqual([await state(a.id), await status(id)], [['refunded', 'OFFERING_FAILED'], 'refunded'])
  assert.equal(await office.money(contract), 0n)
  await assert.rejects(subscribe(id, people[1]!, 61, 1n), /OFFERING_CLOSED/)
  await as('officer', (work) => eraseWordsOf(work, people[2]!))
  assert.equal((await cancellation())?.reason, words, 'whoever is erased put nothing into it')
  await as('officer', (work) => eraseWordsOf(work, people[0]!))
  assert.equal((await cancellation())?.reason, null)
})

/** Five hundred in the deep run: each keeps its refusal, which takes a database some time. */
const RACERS = cases(500)
/** So many of them, since nobody may try in vain more often within an hour. */
const RUNNERS = Math.ceil(RACERS / (ATTEMPTS_MAX - 1))

/** Runs something so many times, always as many at once as the database has connections for. */
const race = async <T>(times: number, run: (i: number) => Promise<T>): Promise<T[]> => {
  const outcomes: T[] = []
  let next = 0
  const lane = async () => {
    while (next < times) outcomes.push(await run(next++))
  }
  await Promise.all(Array.from({ length: POOL_SIZE }, lane))
  return outcomes
}

test('of hundreds who ask at once for the last unit on sale one gets it, and of as many payments of it one is taken', async () => {
  const { id, contract } = await sale('last', 5n, { closes: LATER, hardCap: 1n })
  const account = (runner: number) => office.account(100 + runner)
  const runners: InvestorId[] = []
  for (let n = 0; n < RUNNERS; n++) runners.push(await office.approved(`runner ${n}`, [100 + n]))
  await settle()
  for (const investor of runners) await as('test', (work) => readyToPay(work, { offering: id, investor }))
  const asked = await race(RACERS, (i) =>
    as('test', (work) =>
      createSubscription(work, {
        offering: id,
        investor: runners[i % RUNNERS]!,
        wallet: account(i % RUNNERS).address,
        amount: PRICE,
        stops: [],
      }),
    ),
  )
  const won = new Set(asked.flatMap((one) => (one.ok ? [one.value.id] : [])))
  const refused = asked.flatMap((one) => (one.ok ? [] : [one.reason]))
  assert.deepEqual([won.size, new Set(refused)], [1, new Set(['UNITS_SOLD_OUT'])])
  const view = await offeringView(db, { id }, office.now())
  assert.equal(view?.unitsTaken, 1n)

  const last = (await subscriptionById(db, [...won][0]!))!
  const payer = account(runners.indexOf(last.investor))
  await office.fund(payer.address, PRICE)
  const signature = await payer.signTypedData(await paymentToSign(db, chain.rpc, chain.chainId, last))
  const before = await office.money(payer.address)
  const paid = await race(RACERS, () =>
    as('test', (work) => paySubscription(work, chain, last.id, signature)),
  )
  assert.deepEqual(
    [paid.filter(({ ok }) => ok).length, new Set(paid.flatMap((one) => (one.ok ? [] : [one.reason])))],
    [1, new Set(['STEP_ORDER'])],
  )
  await settle()
  assert.deepEqual([await state(last.id), await office.money(contract)], [['confirmed', null], PRICE])
  assert.equal(before - (await office.money(payer.address)), PRICE)
  assert.deepEqual(await books(id), { 'escrow-chain': 1n, 'subscriptions-received': -1n })
})

test('what others do at the contract is followed, and a deposit from outside is sent back', async () => {
  const { id, contract, token } = await sale('others', 100n, { closes: LATER, coolingOffHours: 1 })
  const [a, b] = [await subscribe(id, people[0]!, 60, 10n), await subscribe(id, people[1]!, 61, 90n)]
  await pay(a.id, 60)
  await pay(b.id, 61)
  await settle()
  const number = async (one: typeof a) => (await subscriptionById(db, one.id))!.number!
  // A holder of the development mnemonic's own accounts, by their own transactions.
  const sent = (from: `0x${string}`, functionName: 'withdraw', args: readonly [bigint]) =>
    world.anvil
      .call('anvil_impersonateAccount', [from])
      .then(() => world.anvil.call('anvil_setBalance', [from, '0xde0b6b3a7640000']))
      .then(() => world.send(contract, offeringAbi, functionName, args, from))
  await sent(wallet(0), 'withdraw', [await number(a)])
  await settle()
  assert.deepEqual(await state(a.id), ['refunded', 'WITHDRAWN'])

  const { stray, before } = await depositFromOutside(contract)
  await settle()
  assert.equal(await office.money(stray), before)
  assert.equal(await office.money(contract), 90n * PRICE)
  assert.equal(await office.unitsOf(token, stray), 0n)
})

test('money that was asked back is told of by its own transaction, also where the chain has it first', async () => {
  const { id, contract } = await sale('first', 100n, { closes: LATER, coolingOffHours: 1 })
  const a = await subscribe(id, people[0]!, 60, 10n)
  await pay(a.id, 60)
  await settle()
  const refused = { reason: 'REJECTED', words: 'Third-party money.' } as const
  assert.ok((await as('officer', (work) => rejectSubscription(work, a.id, refused))).ok)
  const { number } = (await subscriptionById(db, a.id))!
  await world.anvil.call('anvil_impersonateAccount', [wallet(0)])
  await world.anvil.call('anvil_setBalance', [wallet(0), '0xde0b6b3a7640000'])
  await world.send(contract, offeringAbi, 'withdraw', [number!], wallet(0))
  // Final on the chain, and nothing is told of it yet.
  const read = (blocks: number) =>
    database.pool.query(
      'update chain_network set head_number = head_number + $1, finalized_number = finalized_number + $1',
      [blocks],
    )
  await read(1)
  await advanceOfferings({ db, rpc: chain.rpc, clock: { now: office.now } })
  assert.deepEqual(await state(a.id), ['confirmed', null])
  await read(-1)
  await settle()
  assert.deepEqual(await state(a.id), ['refunded', 'WITHDRAWN'])
  assert.deepEqual(
    (await listIntents(db, { subject: a.id, limit: 9 })).filter(({ settledAt }) => settledAt === null),
    [],
  )
})

test('a deposit from outside just before the closing cuts nobody and gets nothing', async () => {
  const { id, contract, token } = await sale('late', 100n, {
    allocation: 'pro-rata',
    closes: Temporal.PlainDate.from('2026-04-15'),
  })
  const a = await subscribe(id, people[0]!, 60, 100n)
  await pay(a.id, 60)
  await settle()
  const { stray, before } = await depositFromOutside(contract)
  await moveTo(Temporal.Instant.from('2026-04-16T05:00:00Z'))
  assert.ok((await as('first', (work) => prepareClosing(work, id))).ok)
  assert.ok((await as('second', (work) => confirmClosing(work, id))).ok)
  await settle()
  assert.equal(await status(id), 'closed')
  assert.equal(await office.money(stray), before)
  assert.deepEqual([await office.unitsOf(token, wallet(0)), await office.unitsOf(token, stray)], [100n, 0n])
})

test('what was prepared is not confirmed once it has changed', async () => {
  const { id } = await sale('changed', 100n, { closes: Temporal.PlainDate.from('2026-04-20') })
  const [a, b] = [await subscribe(id, people[0]!, 60, 10n), await subscribe(id, people[1]!, 61, 20n)]
  await pay(a.id, 60)
  await pay(b.id, 61)
  await settle()
  await moveTo(Temporal.Instant.from('2026-04-21T05:00:00Z'))
  assert.ok((await as('first', (work) => prepareClosing(work, id))).ok)
  assert.ok(
    (
      await as('officer', (work) =>
        rejectSubscription(work, b.id, { reason: 'REJECTED', words: 'Third-party money.' }),
      )
    ).ok,
  )
  await settle()
  assert.equal(await refusal(as('second', (work) => confirmClosing(work, id))), 'CLOSING_NOT_PREPARED')
  await office.close(id)
  assert.deepEqual([await state(a.id), await status(id)], [['issued', null], 'closed'])
})

test('money at a bank stands under the same cap; taken back before the closing it ends its subscription', async () => {
  const { id, instrument, token, contract } = await sale('both', 100n, { closes: LATER })
  const [a, b, c] = [
    await subscribe(id, people[0]!, 60, 60n),
    await subscribe(id, people[1]!, 61, 40n),
    await refusal(
      as('test', (work) =>
        createSubscription(work, {
          offering: id,
          investor: people[2]!,
          wallet: wallet(2),
          amount: PRICE,
          stops: [],
        }),
      ),
    ),
  ]
  assert.equal(c, 'UNITS_SOLD_OUT')
  const due = { amount: money(6_000n, USD), reference: 'ben_1' }
  assert.ok((await as('bank', (work) => fundByFiat(work, a.id, due))).ok)
  assert.equal(await refusal(as('bank', (work) => fundByFiat(work, a.id, due))), 'SUBSCRIPTION_NOT_PAYABLE')
  await pay(b.id, 61)
  await settle()
  assert.deepEqual(
    [await state(a.id), await state(b.id)],
    [
      ['confirmed', null],
      ['confirmed', null],
    ],
  )
  assert.equal(await office.money(contract), 40n * PRICE)
  const closing = await as('first', (work) => prepareClosing(work, id))
  assert.deepEqual(
    closing.ok ? null : [closing.reason, closing.facts],
    ['FUNDING_MISSING', { count: '1', subscriptions: a.id }],
    'nobody knows of its money at the bank',
  )
  assert.ok((await as('bank', (work) => reverseFiat(work, a.id))).ok)
  await settle()
  assert.deepEqual(await state(a.id), ['refunded', 'REJECTED'])

  const again = await subscribe(id, people[2]!, 62, 60n)
  const account = { issuer: instrument.issuer, name: 'Dollars', number: '0210-77', currency: 'USD' }
  const bank = must(await as('officer', (work) => addBankAccount(work, account)))
  const text = `${HEADER}\n2026-05-01,60.00,USD,${paymentReference(again.id)},cleo,,`
  const file = { format: 'csv', text } as const
  must(await as('importer', (work) => importBankStatement(work, fiatSale, bank.id, file)))
  const all = { accounts: [bank], statement: null, statuses: null, idPrefix: null, from: null, until: null }
  const [wire] = await bankEntries(db, all, { sort: '-at', after: null, limit: 1 })
  must(await as('second', (work) => confirmMatches(work, fiatSale, [wire!.id])))
  await settle()
  const treasury = await office.money(instrument.treasury)
  await office.close(id)
  assert.deepEqual([await state(again.id), await status(id)], [['issued', null], 'closed'])
  assert.deepEqual(
    [await office.unitsOf(token, wallet(2)), await office.unitsOf(token, wallet(1))],
    [60n, 40n],
  )
  assert.equal((await office.money(instrument.treasury)) - treasury, 40n * PRICE)
  const late = await refusal(as('bank', (work) => reverseFiat(work, again.id)))
  assert.equal(late, 'UNITS_OUT')
})

test('a surplus that cannot be sent waits to be claimed; what somebody else had released or claimed is in the books', async () => {
  const { id, instrument, contract } = await sale('released', 100n, {
    allocation: 'pro-rata',
    closes: Temporal.PlainDate.from('2026-06-30'),
  })
  const [a, b] = [await subscribe(id, people[0]!, 60, 100n), await subscribe(id, people[1]!, 61, 100n)]
  await pay(a.id, 60)
  await pay(b.id, 61)
  await settle()
  await office.blacklist(wallet(1), true)
  await moveTo(Temporal.Instant.from('2026-07-01T05:00:00Z'))
  assert.ok((await as('first', (work) => prepareClosing(work, id))).ok)
  assert.ok((await as('second', (work) => confirmClosing(work, id))).ok)
  const late = { reason: 'REJECTED', words: 'Third-party money.' } as const
  assert.equal(
    await refusal(as('officer', (work) => rejectSubscription(work, b.id, late))),
    'REJECTION_TOO_LATE',
    'two people have confirmed who gets what',
  )
  for (let i = 0; i < 10 && (await state(a.id))?.[0] !== 'issued'; i++) {
    await advanceOfferings({ db, rpc: world.rpc, clock: { now: office.now } })
    await office.mine()
  }
  assert.deepEqual(
    [await state(a.id), await state(b.id)],
    [
      ['issued', null],
      ['issued', 'REFUND_PARKED'],
    ],
  )
  assert.equal(await releasedOf(id), null)
  const before = await office.money(instrument.treasury)
  await world.anvil.call('anvil_impersonateAccount', [wallet(0)])
  await world.anvil.call('anvil_setBalance', [wallet(0), '0xde0b6b3a7640000'])
  await world.send(contract, offeringAbi, 'release', [0], wallet(0))
  assert.equal((await office.money(instrument.treasury)) - before, 100n * PRICE)
  await settle()
  assert.equal(await status(id), 'closed')
  assert.deepEqual(await books(id), { 'escrow-chain': 50n, treasury: 100n, 'subscriptions-received': -150n })
  assert.deepEqual(await releasedOf(id), {
    amount: money(100n * PRICE, USDX),
    at: office.now(),
    txHash: null,
  })
  await office.blacklist(wallet(1), false)
  await world.send(contract, offeringAbi, 'claim', [0, wallet(1)], wallet(0))
  assert.ok((await as('test', (work) => claimRefund(work, b.id))).ok)
  await settle()
  assert.deepEqual(await state(b.id), ['issued', 'REFUND_CLAIMED'])
  assert.deepEqual(await books(id), { 'escrow-chain': 0n, treasury: 100n, 'subscriptions-received': -100n })
})

test('a wire has days to come, is not late once it is there, and what is too much of it goes back by the bank', async () => {
  const { id, instrument, token } = await sale('wired', 100n, {
    allocation: 'pro-rata',
    closes: Temporal.PlainDate.from('2026-07-31'),
  })
  const account = { issuer: instrument.issuer, name: 'Others', number: '0210-78', currency: 'USD' }
  const bank = await as('officer', (work) => addBankAccount(work, account))
  assert.ok(bank.ok)
  const bring = (text: string) =>
    as('importer', (work) => importBankStatement(work, fiatSale, bank.value.id, { format: 'csv', text }))
  const line = (amount: string, reference: string) => `2026-07-03,${amount},USD,${reference},${NAME},,`

  const [a, b] = [await subscribe(id, people[0]!, 60, 100n), await subscribe(id, people[1]!, 61, 50n)]
  assert.equal(a.validBefore.since(a.createdAt).total('hours'), 120)
  const NAME = 'ana'
  assert.ok(
    (
      await bring(
        [HEADER, line('100.00', paymentReference(a.id)), line('20.00', paymentReference(b.id))].join('\n'),
      )
    ).ok,
  )
  const slow = await subscribe(id, people[2]!, 62, 10n)
  await moveTo(office.now().add({ hours: 121 }))
  // It was at the bank in time, and its file comes before anybody has looked for what is late.
  const file = line('10.00', paymentReference(slow.id)).replace(NAME, 'cleo')
  assert.ok((await bring([HEADER, file].join('\n'))).ok)
  await settle()
  assert.deepEqual(
    [await state(a.id), await state(b.id), await state(slow.id)],
    [
      ['eligible', null],
      ['expired', 'NOT_PAID'],
      ['eligible', null],
    ],
  )
  const told = await database.pool.query(
    "select audience from outbox where topic = 'subscription.expired' and subject = $1",
    [b.id],
  )
  assert.deepEqual(told.rows, [{ audience: { investor: b.investor } }])
  const entries = () =>
    bankEntries(
      db,
      {
        accounts: [bank.value],
        ...{ statement: null, statuses: null, idPrefix: null, from: null, until: null },
      },
      { sort: 'at', after: null, limit: 10 },
    )

  const [deposit, late] = await entries()
  assert.deepEqual([deposit?.status, late?.status], ['proposed', 'suspense'])
  const lastDay = async () =>
    (await database.pool.query("select subject, facts from outbox where topic = 'bank.last-day'")).rows
  assert.deepEqual(await lastDay(), [])
  await moveTo(Temporal.Instant.from('2026-07-31T12:00:00Z'))
  await settle()
  const facts = { instrument: instrument.name, count: '2', closes: '2026-07-31' }
  assert.deepEqual(await lastDay(), [{ subject: id, facts }])
  await settle()
  assert.equal((await lastDay()).length, 1, 'once')
  const more = await subscribe(id, people[1]!, 61, 20n)
  assert.ok(
    (await bring([HEADER, line('20.00', paymentReference(more.id)).replace(NAME, 'bo')].join('\n'))).ok,
  )
  await settle()
  assert.deepEqual((await lastDay()).slice(1), [{ subject: id, facts: { ...facts, count: '3' } }], 'of more')
  must(await as('bo', (work) => withdrawSubscription(work, chain, more.id, null)))
  assert.ok((await as('second', (work) => confirmMatches(work, fiatSale, [deposit!.id]))).ok)
  const c = await subscribe(id, people[2]!, 62, 100n)
  await pay(c.id, 62)
  await settle()
  await moveTo(Temporal.Instant.from('2026-08-01T05:00:00Z'))
  await office.close(id)
  assert.deepEqual(
    [await state(a.id), await state(c.id)],
    [
      ['issued', null],
      ['issued', null],
    ],
  )
  assert.deepEqual(
    [(await office.unitsOf(token, wallet(0))) >= 50n, (await subscriptionById(db, a.id))?.allotted],
    [true, 50n],
  )
  const after = (await entries())[0]
  assert.deepEqual([after?.status, after?.reason, after?.open], ['suspense', 'OVERPAID', 5_000n])
  const balances = await trialBalance(db, { offering: id }, office.now())
  assert.deepEqual(
    balances
      .filter(({ account: { currency } }) => currency.code === 'USD')
      .map(({ account: { kind }, balance }) => [kind, balance]),
    [
      ['bank', 5_000n],
      ['subscriptions-received', -5_000n],
    ],
  )
})

test('refunds that somebody else begins first go on all the same', async () => {
  const { id, contract } = await sale('begun-by-others', 100n, {
    softCap: 50n,
    closes: Temporal.PlainDate.from('2026-09-30'),
  })
  const a = await subscribe(id, people[0]!, 60, 10n)
  await pay(a.id, 60)
  await settle()
  const before = await office.money(wallet(0))
  await moveTo(Temporal.Instant.from('2026-10-01T05:00:00Z'))
  await advanceOfferings({ db, rpc: world.rpc, clock: { now: office.now } })
  await world.send(contract, offeringAbi, 'fail', [], world.people[9]!)
  await settle()
  await moveTo(office.now().add({ minutes: 2 }))
  await settle()
  assert.deepEqual(await state(a.id), ['refunded', 'OFFERING_FAILED'])
  assert.equal((await office.money(wallet(0))) - before, 10n * PRICE)
  assert.equal(await status(id), 'refunded')
})
