import assert from 'node:assert/strict'
import { test } from 'node:test'
import { atOnce, untilWaiting } from '../../../test/at-once.ts'
import { testDatabase } from '../../../test/database.ts'
import { CLOSES, escrowWorld } from '../../../test/escrow-world.ts'
import { readyToPay } from '../../../test/ready-to-pay.ts'
import type { SubscriptionId } from '../../kernel/ids.ts'
import { addBankAccount, bankEntryById, bankEntries } from '../../bank/bank.service.ts'
import { acceptAtPrice, confirmMatches } from '../../bank/deposit-match.service.ts'
import { orderReturn } from '../../bank/outgoing.service.ts'
import { paymentReference } from '../../bank/payment-reference.ts'
import { importBankStatement } from '../../bank/statement-import.service.ts'
import { must } from '../../kernel/result.ts'
import { lockFor } from '../../platform/db/database.ts'
import { trialBalance } from '../../ledger/journal.service.ts'
import { appendAudit } from '../../platform/audit.ts'
import { unlockVault } from '../../platform/vault/seal.ts'
import { boardOf } from '../board/board.service.ts'
import { advanceOffering } from '../closing/closing-steps.service.ts'
import { escrowBalance } from '../closing/escrow-balance.service.ts'
import { fiatSale, fundByFiat } from '../fiat/fiat.service.ts'
import { offeringView } from '../offering.service.ts'
import { rejectSubscription } from '../refund/refund.service.ts'
import { stopCurrency } from './currency-stop.service.ts'
import { paymentToSign, paySubscription } from './payment.service.ts'
import { createSubscription, subscriptionById } from './subscription.service.ts'
import { updateValidBefore } from './subscription.store.ts'
import { costNow } from './price.service.ts'
import { money } from '../../kernel/money.ts'

const database = await testDatabase()
const { db } = database
unlockVault(Buffer.alloc(32, 7))
const office = await escrowWorld(database)
const { as, sale, pay, settle, state, chain } = office
const people = await Promise.all(['ana', 'bo', 'cleo'].map((name, i) => office.approved(name, [60 + i])))
await settle()
for (const i of [60, 61, 62]) await office.fund(office.account(i).address, 10_000_000_000n)

// The first 600 of 1,000 units cost $0.95 each, the others $1.00.
const EARLY = [{ unitsTo: 600n, price: 950_000n }]
const cents = (amount: bigint) => amount * 10_000n

/** Asks for what an amount of cents buys. */
const ask = (offering: Parameters<typeof escrowBalance>[2]['id'], who: number, amount: bigint) =>
  as('test', async (work) => {
    await readyToPay(work, { offering, investor: people[who]! })
    const wallet = office.account(60 + who).address
    return createSubscription(work, {
      offering,
      investor: people[who]!,
      wallet,
      amount: cents(amount),
      stops: [],
    })
  })
const view = async (id: Parameters<typeof escrowBalance>[2]['id']) =>
  (await offeringView(db, { id }, office.now()))!
/** Signs what is to be signed for a reservation as it stands. */
const tryToPay = async (id: SubscriptionId, who: number) => {
  const one = (await subscriptionById(db, id))!
  const data = await paymentToSign(db, chain.rpc, chain.chainId, one)
  const signature = await office.account(60 + who).signTypedData(data)
  return as('test', (work) => paySubscription(work, chain, id, signature))
}

test('whoever pays first has the first units: a price that has moved is told before anything is signed away', async () => {
  const { id, instrument, contract } = await sale('tiers', 1_000n, {}, { priceTiers: EARLY })
  const [a, b] = [must(await ask(id, 0, 47_500n)), must(await ask(id, 1, 28_500n))]
  assert.deepEqual([a.units, b.units], [500n, 300n], 'nobody has paid: both are offered the early price')
  const before = await view(id)
  assert.deepEqual(
    [before.unitsTaken, before.unitsPaid, before.raised, before.reserved],
    [800n, 0n, 0n, cents(76_000n)],
    'units are kept for both, and nothing is raised before it is paid',
  )
  await pay(a.id, 60)
  assert.equal(await costNow(db, b, instrument), cents(29_500n), '100 units are left at $0.95')
  const late = await tryToPay(b.id, 1)
  assert.ok(!late.ok)
  assert.deepEqual([late.reason, late.facts], ['PRICE_MOVED', { amount: '285.00 USDX', cost: '295.00 USDX' }])
  assert.deepEqual(await state(b.id), ['eligible', null], 'the units are kept for them')
  const wire = await as('officer', (work) =>
    fundByFiat(work, b.id, { amount: money(28_500n, { code: 'USD', decimals: 2 }), reference: 'wire' }),
  )
  assert.ok(!wire.ok && wire.reason === 'PRICE_MOVED')

  const again = must(await ask(id, 1, 29_500n))
  assert.deepEqual([again.units, again.amount], [300n, cents(29_500n)])
  await pay(again.id, 61)
  const c = must(await ask(id, 2, 20_000n))
  assert.equal(c.units, 200n)
  await pay(c.id, 62)
  await settle()
  for (const { id: one } of [a, again, c]) assert.deepEqual(await state(one), ['confirmed', null])
  assert.equal(await office.money(contract), cents(97_000n))
  const { raised, reserved } = await view(id)
  assert.deepEqual([raised, reserved], [cents(97_000n), 0n])
  const held = await escrowBalance(db, chain.rpc, (await view(id)).offering)
  assert.ok(held?.balances)

  const had = await office.money(instrument.treasury)
  await office.close(id)
  assert.equal((await office.money(instrument.treasury)) - had, cents(97_000n))
  assert.equal((await view(id)).offering.status, 'closed')
  assert.equal((await view(id)).raised, cents(97_000n), 'and stays raised')
  const { progress } = await boardOf(db, id, instrument, office.now())
  assert.deepEqual(progress.issued, { count: 3, units: 1_000n, amount: cents(97_000n) })
  const book = await trialBalance(db, { offering: id }, office.now())
  assert.ok(book.every(({ account, balance }) => account.kind !== 'escrow-chain' || balance === 0n))
})

test('whoever asks for another amount while their payment is signed waits for it, and neither waits for the other', async () => {
  const { id } = await sale('tiers-at-once', 1_000n, {}, { priceTiers: EARLY })
  const before = must(await ask(id, 0, 9_500n))
  const both = await atOnce(database, (tx) => lockFor(tx, before.id), [
    () => tryToPay(before.id, 0),
    () =>
      as('test', (work) =>
        createSubscription(work, {
          ...{ offering: id, investor: people[0]!, wallet: office.account(60).address },
          amount: cents(19_000n),
          stops: [],
        }),
      ),
  ])
  assert.deepEqual(
    both.map(({ ok }) => ok),
    [true, true],
  )
  assert.deepEqual(await state(before.id), ['funded', null])
})

test('reservations that run out wait for whoever has one in hand, who may give it time, before any is written to the log', async () => {
  const { id } = await sale('tiers-late', 1_000n, {}, { priceTiers: EARLY })
  const [first, second] = [must(await ask(id, 0, 9_500n)), must(await ask(id, 1, 9_500n))]
  await office.moveTo(second.validBefore)
  const [taken, free] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const other = as('test', async (work) => {
    await lockFor(work.db, second.id)
    taken.resolve()
    await free.promise
    await updateValidBefore(work.db, second.id, work.now.add({ hours: 1 }))
    await appendAudit(work, { action: 'subscription.looked-at', subject: second.id })
  })
  await taken.promise
  const ending = as('test', (work) => advanceOffering(work, chain.rpc, id))
  await untilWaiting(database.pool, 1)
  free.resolve()
  await other
  assert.equal(await ending, true)
  assert.deepEqual(await state(first.id), ['expired', 'NOT_PAID'])
  assert.deepEqual(await state(second.id), ['eligible', null])
})

test('a wire in two parts that comes after a tier is sold out waits, and is taken for what it buys now by two people', async () => {
  const { id, instrument } = await sale('tiers-wire', 1_000n, {}, { priceTiers: EARLY })
  const account = { issuer: instrument.issuer, name: 'Dollars', number: '0210-78', currency: 'USD' }
  const bank = must(await as('officer', (work) => addBankAccount(work, account)))
  await office.moveTo(CLOSES.subtract({ hours: 4 * 24 }))
  const [a, b] = [must(await ask(id, 0, 47_500n)), must(await ask(id, 1, 28_500n))]
  await pay(a.id, 60)
  const text = `date,amount,currency,reference,counterparty,account,bank reference
2026-01-05,200.00,USD,${paymentReference(b.id)},bo,,
2026-01-05,85.00,USD,${paymentReference(b.id)},bo,,`
  must(await as('importer', (work) => importBankStatement(work, fiatSale, bank.id, { format: 'csv', text })))
  const wires = await bankEntries(
    db,
    { accounts: [bank], statement: null, statuses: null, idPrefix: null, from: null, until: null },
    { sort: '-at', after: null, limit: 10 },
  )
  const [wire] = wires
  assert.equal(wires.length, 2)
  /** Of both of its parts, which stand alike. */
  const stands = async () => {
    const [one, other] = await Promise.all(
      wires.map(async ({ id: part }) => {
        const { status, reason, subscription } = (await bankEntryById(db, part))!.entry
        return { status, reason, subscription }
      }),
    )
    assert.deepEqual(one, other)
    return one!
  }
  const confirm = (by: string) => as(by, (work) => confirmMatches(work, fiatSale, [wire!.id]))
  const accept = () =>
    as('officer', (work) => acceptAtPrice(work, fiatSale, wire!.id, { reason: 'It fits.' }))
  assert.deepEqual(await stands(), { status: 'proposed', reason: null, subscription: b.id })
  assert.equal((await accept()).ok, false, 'nobody has been told yet that the price has moved')
  const [moved] = must(await confirm('second')).refused
  assert.deepEqual([moved?.subscription, moved?.refusal.reason], [b.id, 'PRICE_MOVED'])
  assert.deepEqual(await stands(), { status: 'suspense', reason: 'PRICE_MOVED', subscription: b.id })

  // On the last day, when no wire can be begun any more and no wallet pays in it, what has come already still counts.
  await office.moveTo(CLOSES.subtract({ hours: 24 }))
  const stop = { currency: 'USDX', reason: 'It has lost its peg.' }
  must(await as('issuer', (work) => stopCurrency(work, id, stop)))
  const blind = await ask(id, 2, 9_500n)
  assert.equal(blind.ok ? null : blind.reason, 'CURRENCY_STOPPED')
  // Its time runs out while the officer thinks: its money came in time, so its units are kept.
  await database.pool.query('update subscription set valid_before = $2 where id = $1', [
    b.id,
    office.now().toString(),
  ])
  await as('test', (work) => advanceOffering(work, chain.rpc, id))
  assert.deepEqual(await state(b.id), ['eligible', null])
  assert.equal((await view(id)).unitsTaken, 800n)
  must(await accept())
  const now = await stands()
  const taken = (await subscriptionById(db, now.subscription!))!
  assert.deepEqual([now.status, taken.units, taken.amount], ['proposed', 290n, cents(28_500n)])
  assert.equal((await subscriptionById(db, b.id))?.reason, 'REPLACED')
  const told = await database.pool.query("select facts from outbox where topic = 'subscription.price-taken'")
  assert.deepEqual(told.rows, [
    { facts: { instrument: instrument.name, amount: '285.00 USD', units: '290' } },
  ])
  const own = await confirm('officer')
  assert.equal(own.ok ? null : own.reason, 'SECOND_PERSON_NEEDED')
  assert.deepEqual(must(await confirm('second')).funded, [taken.id])
  await settle()
  assert.deepEqual(await state(taken.id), ['confirmed', null])
  assert.equal((await stands()).status, 'matched')
})

/** Bo’s wire for an early price that comes when Ana has the last of it, its time to pay over: confirmed, it waits. */
async function lateWire(key: string, amounts: readonly string[]) {
  const { id, instrument } = await sale(key, 1_000n, {}, { priceTiers: EARLY })
  const account = { issuer: instrument.issuer, name: key, number: key, currency: 'USD' }
  const bank = must(await as('officer', (work) => addBankAccount(work, account)))
  const [a, b] = [must(await ask(id, 0, 47_500n)), must(await ask(id, 1, 28_500n))]
  await pay(a.id, 60)
  const lines = amounts.map((amount) => `2026-01-05,${amount},USD,${paymentReference(b.id)},bo,,`)
  const text = ['date,amount,currency,reference,counterparty,account,bank reference', ...lines].join('\n')
  must(await as('importer', (work) => importBankStatement(work, fiatSale, bank.id, { format: 'csv', text })))
  const wires = await bankEntries(
    db,
    { accounts: [bank], statement: null, statuses: null, idPrefix: null, from: null, until: null },
    { sort: '-at', after: null, limit: 10 },
  )
  must(await as('second', (work) => confirmMatches(work, fiatSale, [wires[0]!.id])))
  const runOut = 'update subscription set valid_before = $2 where id = $1'
  await database.pool.query(runOut, [b.id, office.now().toString()])
  const round = () => as('test', (work) => advanceOffering(work, chain.rpc, id))
  await round()
  assert.deepEqual(await state(b.id), ['eligible', null], 'its money came in time')
  const reasonOf = async (n: number) => (await bankEntryById(db, wires[n]!.id))!.entry.reason
  assert.equal(await reasonOf(0), 'PRICE_MOVED')
  return { id, instrument, a, b, wires, round }
}

test('units whose price has moved are kept as long as the wire for them waits, and no longer than any of it is sent back', async () => {
  for (const [key, amounts] of [
    ['tiers-sent-back', ['285.00']],
    ['tiers-part-sent-back', ['200.00', '85.00']],
  ] as const) {
    const { b, wires, round } = await lateWire(key, amounts)
    const order = { bankReference: key, reason: 'They want it back.' }
    must(await as('officer', (work) => orderReturn(work, fiatSale, wires[0]!.id, order)))
    await round()
    assert.deepEqual(await state(b.id), ['expired', 'NOT_PAID'], key)
  }
})

test('a wire whose price has come back is taken for the reservation that it was for', async () => {
  const { a, b, wires } = await lateWire('tiers-price-back', ['285.00'])
  await settle()
  const word = { reason: 'REJECTED', words: null } as const
  must(await as('officer', (work) => rejectSubscription(work, a.id, word)))
  await settle()
  const [wire] = wires
  const taken = must(
    await as('officer', (work) => acceptAtPrice(work, fiatSale, wire!.id, { reason: 'It is 0.95 again.' })),
  )
  assert.deepEqual([taken.status, taken.reason, taken.subscription], ['proposed', null, b.id])
  must(await as('third', (work) => confirmMatches(work, fiatSale, [wire!.id])))
  assert.equal((await bankEntryById(db, wire!.id))?.entry.status, 'matched')
})

test('what is given back makes room at the early price again, and what was paid goes back to the minor unit', async () => {
  const { id, instrument, contract } = await sale(
    'tiers-back',
    1_000n,
    { softCap: 900n },
    { priceTiers: EARLY },
  )
  const a = must(await ask(id, 0, 47_500n))
  await pay(a.id, 60)
  const b = must(await ask(id, 1, 29_500n))
  await pay(b.id, 61)
  await settle()
  assert.equal((await view(id)).sold, 800n)
  const [anas, bos] = [
    await office.money(office.account(60).address),
    await office.money(office.account(61).address),
  ]
  const late = await lateWire('tiers-window-over', ['285.00'])
  await office.moveTo(CLOSES)
  await settle()
  assert.equal((await view(id)).offering.status, 'refunded')
  assert.equal((await view(id)).raised, 0n)
  assert.equal((await office.money(office.account(60).address)) - anas, cents(47_500n))
  assert.equal((await office.money(office.account(61).address)) - bos, cents(29_500n))
  assert.equal(await office.money(contract), 0n)
  assert.equal((await view(id)).sold, 0n)
  assert.equal(await costNow(db, { offering: id, units: 1n }, instrument), cents(95n))

  // A wire that waited because its price had moved keeps no units any more, and its investor is told.
  await late.round()
  assert.deepEqual(await state(late.b.id), ['expired', 'OFFERING_CLOSED'])
  const told = await database.pool.query('select topic from outbox where subject = $1', [late.b.id])
  assert.ok(told.rows.some(({ topic }) => topic === 'subscription.expired-at-end'))
})
