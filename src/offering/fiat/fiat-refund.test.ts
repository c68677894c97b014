import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'
import { keccak256, toHex } from 'viem'
import { offeringAbi } from '../../../contracts/abi/Offering.ts'
import { atOnce } from '../../../test/at-once.ts'
import { testDatabase } from '../../../test/database.ts'
import { escrowWorld, PRICE } from '../../../test/escrow-world.ts'
import { GENESIS } from '../../../test/token-world.ts'
import { approveInvestor, holdForReview } from '../../investor/approval.service.ts'
import { displayMoney } from '../../kernel/decimal.ts'
import type { BankEntryId } from '../../kernel/ids.ts'
import { must } from '../../kernel/result.ts'
import { trialBalance } from '../../ledger/journal.service.ts'
import { trialTotals } from '../../ledger/journal.ts'
import { listIntents } from '../../platform/chain/intents.ts'
import { unlockVault } from '../../platform/vault/seal.ts'
import { importBankStatement } from '../../bank/statement-import.service.ts'
import { confirmMatches, matchByHand } from '../../bank/deposit-match.service.ts'
import { assignOutgoing, orderReturn } from '../../bank/outgoing.service.ts'
import { addBankAccount, bankEntries } from '../../bank/bank.service.ts'
import { appendAudit } from '../../platform/audit.ts'
import { systemActor, type Work } from '../../platform/work.ts'
import { lockOffering } from '../offering.store.ts'
import { markRefunded } from '../refund/refund.service.ts'
import { advanceOfferings } from '../closing/closing.job.ts'
import { confirmClosing, prepareClosing } from '../closing/closing.service.ts'
import { escrowBalance } from '../closing/escrow-balance.service.ts'
import { fiatSale } from './fiat.service.ts'
import { offeringView } from '../offering.service.ts'
import {
  rejectionWords,
  rejectSubscription,
  withdrawalToSign,
  withdrawSubscription,
} from '../refund/refund.service.ts'
import { subscriptionById } from '../subscription/subscription.service.ts'
import { owedAtBank } from '../subscription/wire.service.ts'
import { paymentReference } from '../../bank/payment-reference.ts'

const database = await testDatabase()
const { db } = database
unlockVault(Buffer.alloc(32, 7))
const office = await escrowWorld(database)
const { world, as, sale, subscribe, pay, settle, moveTo, chain } = office
const people = await Promise.all(['ana', 'bo', 'cleo'].map((name, i) => office.approved(name, [60 + i])))
await settle()
for (const i of [60, 61, 62]) await office.fund(office.account(i).address, 10_000n * PRICE)
const { issuer } = office.instrument
const account = { issuer, name: 'Dollars', number: '0210-77', currency: 'USD' }
const bank = must(await as('officer', (work) => addBankAccount(work, account)))
const HEADER = 'date,amount,currency,reference,counterparty,account,bank reference'
const bring = async (...lines: string[]) =>
  must(
    await as('importer', (work) =>
      importBankStatement(work, fiatSale, bank.id, { format: 'csv', text: [HEADER, ...lines].join('\n') }),
    ),
  )
const entries = async () =>
  bankEntries(
    db,
    { accounts: [bank], statement: null, statuses: null, idPrefix: null, from: null, until: null },
    { sort: 'at', after: null, limit: 200 },
  )
type Id = Awaited<ReturnType<typeof sale>>['id']
type Sub = Awaited<ReturnType<typeof subscribe>>
/** Held, its proceeds, and what is due back, as the contract says; and whether the books agree. */
const fiat = async (id: Id) => {
  const view = await offeringView(db, { id }, office.now())
  const balance = view && (await escrowBalance(db, chain.rpc, view.offering))
  assert.ok(balance)
  const said = [balance.fiatEscrow, balance.fiatProceeds, balance.fiatDue]
  return [...said.map((one) => one / PRICE), balance.fiatBalances]
}
const recorded = async ({ id }: Sub) => {
  const asked = await listIntents(db, { subject: id, purpose: 'subscription.fiat-refund', limit: 10 })
  return asked.map(({ status }) => status)
}
const audited = async (subject: string) => {
  const { rows } = await database.pool.query<{ action: string }>(
    "select action from audit_entry where subject = $1 and action like '%fiat%' order by seq",
    [subject],
  )
  return rows.map(({ action }) => action)
}
const wired = async (one: Sub, amount: string, name: string) => {
  await bring(`2026-01-05,${amount},USD,${paymentReference(one.id)},${name},,`)
  const deposit = (await entries()).at(-1)!
  must(await as('second', (work) => confirmMatches(work, fiatSale, [deposit.id])))
  await settle()
  return deposit.id
}
const giveBack = async (deposit: Awaited<ReturnType<typeof wired>>, name: string, by = 'second') =>
  must(
    await as(by, (work) => orderReturn(work, fiatSale, deposit, { bankReference: name, reason: 'Surplus.' })),
  )

test('what is too much of a wire is due at the contract until the bank shows that it is gone', async () => {
  const closes = Temporal.PlainDate.from('2026-02-28')
  const { id, contract } = await sale('surplus', 100n, { allocation: 'pro-rata', closes })
  const [a, b] = [await subscribe(id, people[0]!, 60, 100n), await subscribe(id, people[1]!, 61, 100n)]
  const deposit = await wired(a, '100.00', 'ana')
  await pay(b.id, 61)
  await settle()
  assert.deepEqual(await fiat(id), [100n, 0n, 0n, true])
  await moveTo(Temporal.Instant.from('2026-03-01T05:00:00Z'))
  await office.close(id)
  assert.deepEqual(await fiat(id), [0n, 0n, 50n, true], 'the proceeds are released')
  assert.deepEqual(await audited(id), ['offering.fiat-released'])

  await giveBack(deposit, 'OUT-1')
  await settle()
  assert.deepEqual([await fiat(id), await recorded(a)], [[0n, 0n, 50n, true], []], 'ordered, and not gone')
  const books = () => trialBalance(db, { offering: id }, office.now())
  await bring('2026-01-06,-50.00,USD,surplus,ana,,OUT-1')
  const before = await books()
  await settle()
  assert.deepEqual([await fiat(id), await recorded(a)], [[0n, 0n, 0n, true], ['success']])
  assert.deepEqual(await books(), before, 'the journal knew already')
  assert.deepEqual(await audited(a.id), ['subscription.fiat-refund-recorded'])
  const { number } = (await subscriptionById(db, a.id))!
  assert.equal(await world.read(contract, offeringAbi, 'fiatRefundDueOf', [number!]), 0n)
  assert.equal(
    await advanceOfferings({ db, rpc: chain.rpc, clock: { now: office.now } }),
    0,
    'and once is enough',
  )

  const owed = async () => {
    const { instrument } = (await offeringView(db, { id }, office.now()))!
    const answer = await owedAtBank(db, (await subscriptionById(db, a.id))!, instrument, office.now())
    return answer && [displayMoney(answer.amount), ...answer.accounts.map(({ number }) => number)]
  }
  assert.equal(await owed(), null)
  const assign = async (entry: BankEntryId) =>
    must(
      await as('second', (work) => assignOutgoing(work, fiatSale, entry, { deposit, reason: 'It says so.' })),
    )
  await bring('2026-01-07,-15.00,USD,,ana,,')
  await assign((await entries()).at(-1)!.id)
  assert.deepEqual(await owed(), ['15.00 USD', '021077'])
  await settle()
  assert.deepEqual(await fiat(id), [0n, 0n, 0n, true], 'the contract has nothing to say of it')
})

test('a refused wire is due whole, and one that an officer recorded elsewhere is not asked for again', async () => {
  const closes = Temporal.PlainDate.from('2026-05-31')
  const { id, contract } = await sale('whole', 100n, { closes })
  const [a, b] = [await subscribe(id, people[0]!, 60, 20n), await subscribe(id, people[1]!, 61, 30n)]
  const [first, second] = [await wired(a, '20.00', 'ana'), await wired(b, '30.00', 'bo')]
  for (const one of [a, b])
    must(
      await as('officer', (work) =>
        rejectSubscription(work, one.id, { reason: 'REJECTED', words: 'Third-party money.' }),
      ),
    )
  await settle()
  assert.deepEqual(await fiat(id), [0n, 0n, 50n, true])
  const { number } = (await subscriptionById(db, b.id))!
  await world.send(contract, offeringAbi, 'recordFiatRefund', [number!, keccak256(toHex('by hand'))])
  assert.deepEqual(await fiat(id), [0n, 0n, 20n, false], 'the books do not know')
  await giveBack(first, 'OUT-2')
  await giveBack(second, 'OUT-3')
  await bring('2026-01-07,-20.00,USD,back,ana,,OUT-2', '2026-01-07,-30.00,USD,back,bo,,OUT-3')
  await settle()
  assert.deepEqual([await recorded(a), await recorded(b)], [['success'], ['failure']])
  assert.deepEqual(await fiat(id), [0n, 0n, 0n, true])
  assert.deepEqual(await audited(b.id), ['subscription.fiat-refund-recorded'])
  await settle()
  assert.equal((await recorded(b)).length, 1)
})

test('one officer alone has no refund recorded, neither by an order nor by a statement of their own', async () => {
  const { id } = await sale('alone', 100n, { closes: Temporal.PlainDate.from('2026-05-31') })
  const [a, b] = [await subscribe(id, people[0]!, 60, 20n), await subscribe(id, people[1]!, 61, 30n)]
  const [first, second] = [await wired(a, '20.00', 'ana'), await wired(b, '30.00', 'bo')]
  must(
    await as('importer', (work) =>
      rejectSubscription(work, a.id, { reason: 'REJECTED', words: 'Third-party money.' }),
    ),
  )
  await settle()
  await giveBack(first, 'OUT-4', 'importer')
  await bring(
    '2026-01-08,-20.00,USD,back,ana,,OUT-4',
    `2026-01-08,-30.00,USD,return of ${paymentReference(b.id)},bo,,OUT-5`,
  )
  await settle()
  assert.deepEqual(await fiat(id), [0n, 0n, 50n, true], 'both are due back, and neither was given back')
  assert.deepEqual([await recorded(a), await recorded(b)], [[], []])
  const outgoing = (await entries()).slice(-2)
  for (const [i, { id: entry, reason }] of outgoing.entries()) {
    assert.equal(reason, 'SECOND_PERSON_NEEDED')
    const said = { deposit: [first, second][i]!, reason: 'seen at the bank' }
    const own = await as('importer', (work) => assignOutgoing(work, fiatSale, entry, said))
    assert.equal(own.ok ? null : own.reason, 'SECOND_PERSON_NEEDED')
    must(await as('second', (work) => assignOutgoing(work, fiatSale, entry, said)))
  }
  await settle()
  assert.deepEqual([await recorded(a), await recorded(b)], [['success'], ['success']])
  assert.deepEqual(await fiat(id), [0n, 0n, 0n, true])
})

test('an offering that closed before the contract was told of money at a bank catches up', async () => {
  const closes = Temporal.PlainDate.from('2026-04-30')
  const { id } = await sale('older', 100n, { allocation: 'pro-rata', closes })
  const [a, b] = [await subscribe(id, people[0]!, 60, 100n), await subscribe(id, people[1]!, 61, 100n)]
  const deposit = await wired(a, '100.00', 'ana')
  await pay(b.id, 61)
  await settle()
  await moveTo(Temporal.Instant.from('2026-05-01T05:00:00Z'))
  must(await as('first', (work) => prepareClosing(work, id)))
  must(await as('second', (work) => confirmClosing(work, id)))
  const state = async () => (await subscriptionById(db, a.id))?.state
  for (let i = 0; i < 10 && (await state()) !== 'issued'; i++) {
    await advanceOfferings({ db, rpc: chain.rpc, clock: { now: office.now } })
    await office.mine()
  }
  // As it was left: closed, its units issued, and nothing of the money at the bank said or kept.
  await database.pool.query("update offering set status = 'closed', closed_at = now() where id = $1", [id])
  await database.pool.query('update subscription set fiat_due = null where id = $1', [a.id])
  assert.deepEqual(await fiat(id), [0n, 50n, 50n, false])
  const migration = fs.readFileSync('migrations/0253-fiat-release.sql', 'utf8')
  for (const statement of migration.split(';').filter((one) => one.includes('update subscription')))
    await database.pool.query(statement)

  await settle()
  assert.deepEqual(await fiat(id), [0n, 0n, 50n, true], 'the proceeds are released, and the surplus is due')
  await giveBack(deposit, 'OUT-6')
  await bring('2026-05-02,-50.00,USD,surplus,ana,,OUT-6')
  await settle()
  assert.deepEqual([await fiat(id), await recorded(a)], [[0n, 0n, 0n, true], ['success']])
  assert.deepEqual(await audited(id), ['offering.fiat-released'], 'once')
})

/** Every book sums to zero, and the bank's holds what its statements brought. */
const balanced = async (id: Id) => {
  for (const book of [{ offering: id }, { issuer }]) {
    const balances = await trialBalance(db, book, office.now())
    for (const { sum } of trialTotals(balances)) assert.equal(sum, 0n)
  }
  const all = await trialBalance(db, { issuer }, office.now())
  const booked = (kind: string) =>
    all.reduce((sum, { account: of, balance }) => (of.kind === kind ? sum + balance : sum), 0n)
  const bookings = await entries()
  assert.equal(
    booked('bank'),
    bookings.reduce((sum, { amount }) => sum + amount, 0n),
  )
  const open = bookings.reduce((sum, one) => sum + (one.amount > 0n ? -one.open : one.open), 0n)
  assert.equal(booked('suspense'), open)
}

test('a crash between the match and the chain’s record loses nothing and takes nothing twice', async () => {
  const { id } = await sale('crash', 100n, { closes: Temporal.PlainDate.from('2026-08-31') })
  const a = await subscribe(id, people[0]!, 60, 40n)
  await bring(`2026-05-03,40.00,USD,${paymentReference(a.id)},ana,,`)
  const deposit = (await entries()).at(-1)!
  const before = await trialBalance(db, { issuer }, office.now())
  // The process dies before the match is kept: the books, the subscription and the chain's wishes are as they were.
  const died = as('second', async (work) => {
    must(await confirmMatches(work, fiatSale, [deposit.id]))
    throw new Error('killed')
  })
  await assert.rejects(died, /killed/)
  assert.deepEqual(await trialBalance(db, { issuer }, office.now()), before)
  assert.equal((await subscriptionById(db, a.id))?.state, 'eligible')
  assert.deepEqual(await listIntents(db, { subject: a.id, limit: 10 }), [])

  // It dies once the match is kept, and before the chain knows: whoever comes next carries it there, once.
  must(await as('second', (work) => confirmMatches(work, fiatSale, [deposit.id])))
  assert.deepEqual(
    [(await subscriptionById(db, a.id))?.state, await fiat(id)],
    ['funded', [0n, 0n, 0n, true]],
  )
  await balanced(id)
  const again = await as('second', (work) => confirmMatches(work, fiatSale, [deposit.id]))
  assert.equal(again.ok ? null : again.reason, 'ENTRY_NOT_PROPOSED')
  await settle()
  await settle()
  assert.deepEqual(
    [(await subscriptionById(db, a.id))?.state, await fiat(id)],
    ['confirmed', [40n, 0n, 0n, true]],
  )
  await balanced(id)
})

test('a deposit that the bank takes back after the match and before the closing costs nobody else anything', async () => {
  const closes = Temporal.PlainDate.from('2026-06-30')
  const { id, token } = await sale('chargeback', 100n, { closes })
  const [a, b] = [await subscribe(id, people[0]!, 60, 40n), await subscribe(id, people[1]!, 61, 60n)]
  const [first] = [await wired(a, '40.00', 'ana'), await wired(b, '60.00', 'bo')]
  const note = (work: Work) => appendAudit(work, { action: 'test.noted' })
  await atOnce(database, (tx) => note({ db: tx, now: office.now(), by: systemActor('test') }), [
    () => bring(`2026-05-04,-40.00,USD,return of ${paymentReference(a.id)},ana,,OUT-7`),
    // Who refuses somebody else's subscription meanwhile takes the offering before the log too.
    () =>
      as('officer', async (work) => {
        await lockOffering(work.db, id)
        await note(work)
      }),
  ])
  await balanced(id)
  await settle()
  assert.deepEqual(
    [(await subscriptionById(db, a.id))?.state, await fiat(id)],
    ['refunded', [60n, 0n, 40n, true]],
  )
  const gone = (await entries()).at(-1)!
  must(
    await as('second', (work) => assignOutgoing(work, fiatSale, gone.id, { deposit: first, reason: 'seen' })),
  )
  assert.equal(
    await rejectionWords(db, a),
    null,
    'what an officer writes about it, its investor does not read',
  )
  await balanced(id)
  await settle()
  assert.deepEqual(await fiat(id), [60n, 0n, 0n, true])
  await moveTo(Temporal.Instant.from('2026-07-01T05:00:00Z'))
  await office.close(id)
  assert.deepEqual(await fiat(id), [0n, 0n, 0n, true])
  const held = [60, 61].map((i) => office.unitsOf(token, office.account(i).address))
  assert.deepEqual(await Promise.all(held), [0n, 60n])
  await balanced(id)
})

test('who paid too much and withdraws has all of it back, in two returns and one record', async () => {
  const closes = Temporal.PlainDate.from('2026-09-30')
  const { id } = await sale('withdrawn', 100n, { closes, coolingOffHours: 48 })
  const a = await subscribe(id, people[2]!, 62, 40n)
  const deposit = await wired(a, '55.00', 'cleo')
  await balanced(id)
  await giveBack(deposit, 'OUT-8')
  await bring('2026-07-02,-15.00,USD,surplus,cleo,,OUT-8')
  await balanced(id)
  const paid = (await subscriptionById(db, a.id))!
  const asked = await withdrawalToSign(db, chain.chainId, paid, office.now())
  assert.ok(asked?.typedData)
  const signature = await office.account(62).signTypedData(asked.typedData)
  must(await as('cleo', (work) => withdrawSubscription(work, chain, a.id, signature)))
  await settle()
  assert.deepEqual(await fiat(id), [0n, 0n, 40n, true])
  await balanced(id)
  await giveBack(deposit, 'OUT-9')
  await bring('2026-07-03,-40.00,USD,back,cleo,,OUT-9')
  await settle()
  assert.deepEqual([await recorded(a), await fiat(id)], [['success'], [0n, 0n, 0n, true]])
  await balanced(id)
})

test('money at a bank is given back while its closing is prepared, and neither waits for the other', async () => {
  const closes = Temporal.PlainDate.from('2026-12-31')
  const { id } = await sale('at-once', 40n, { closes })
  const a = await subscribe(id, people[0]!, 60, 40n)
  await wired(a, '40.00', 'ana')
  const paid = (await subscriptionById(db, a.id))!
  assert.equal(paid.state, 'confirmed')
  await atOnce(
    database,
    (tx) => appendAudit({ db: tx, now: office.now(), by: systemActor('test') }, { action: 'test.held' }),
    [
      () => as('chain', (work) => markRefunded(work, paid, null, 'REJECTED', [])),
      () => as('ana', (work) => prepareClosing(work, id)),
    ],
  )
  assert.equal((await subscriptionById(db, a.id))!.state, 'refunded')
  assert.equal((await offeringView(db, { id }, office.now()))!.offering.prepared, null)
})

test('units are kept from others while a wire that came in time waits for its second officer', async () => {
  const { id } = await sale('kept', 100n, { closes: Temporal.PlainDate.from('2027-01-31') })
  const a = await subscribe(id, people[0]!, 60, 100n)
  await bring(`2026-07-04,100.00,USD,${paymentReference(a.id)},ana,,`)
  const deposit = (await entries()).at(-1)!
  await moveTo(a.validBefore.add({ hours: 1 }))
  await assert.rejects(() => subscribe(id, people[1]!, 61, 1n), /UNITS_SOLD_OUT/)
  assert.equal((await subscribe(id, people[0]!, 60, 100n)).id, a.id, 'nor is there a second one beside it')
  const confirm = () => as('second', async (work) => must(await confirmMatches(work, fiatSale, [deposit.id])))
  await as('second', (work) => holdForReview(work, people[0]!))
  const { funded, refused } = await confirm()
  assert.deepEqual(
    [funded, refused.map(({ subscription, refusal: { reason } }) => [subscription, reason])],
    [[], [[a.id, 'INVESTOR_NOT_VERIFIED']]],
  )
  const until = { kyc: Temporal.PlainDate.from('2030-01-01'), accredited: null }
  await as('second', async (work) => must(await approveInvestor(work, people[0]!, until, GENESIS)))
  await settle()
  assert.deepEqual((await confirm()).funded, [a.id], 'the money waited for their approval')
  await settle()
  assert.equal((await subscriptionById(db, a.id))?.state, 'confirmed')
})

test('what was too much of the same deposit in two offerings is booked for each, and both close', async () => {
  const open = (name: string, closes: string) =>
    sale(name, 100n, { allocation: 'pro-rata', closes: Temporal.PlainDate.from(closes) })
  const once = await open('surplus-once', '2027-03-31')
  const [a, b] = [
    await subscribe(once.id, people[0]!, 60, 100n),
    await subscribe(once.id, people[1]!, 61, 100n),
  ]
  await bring(...['B-1', 'B-2'].map((name) => `2027-02-01,50.00,USD,${paymentReference(a.id)},ana,,${name}`))
  const deposit = (await entries()).at(-1)!
  must(await as('second', (work) => confirmMatches(work, fiatSale, [deposit.id])))
  await pay(b.id, 61)
  await settle()
  await moveTo(Temporal.Instant.from('2027-04-01T05:00:00Z'))
  await office.close(once.id)
  assert.equal((await entries()).at(-1)!.reason, 'OVERPAID')

  const twice = await open('surplus-twice', '2027-05-31')
  const [c, d] = [
    await subscribe(twice.id, people[0]!, 60, 50n),
    await subscribe(twice.id, people[1]!, 61, 150n),
  ]
  const matched = { reference: paymentReference(c.id), reason: 'Ana asked for it.' }
  must(await as('officer', (work) => matchByHand(work, fiatSale, deposit.id, matched)))
  must(await as('second', (work) => confirmMatches(work, fiatSale, [deposit.id])))
  await pay(d.id, 61)
  await settle()
  await moveTo(Temporal.Instant.from('2027-06-01T05:00:00Z'))
  await office.close(twice.id)
  assert.equal((await subscriptionById(db, c.id))?.state, 'issued')
  assert.deepEqual([(await entries()).at(-1)!.open, (await entries()).at(-1)!.reason], [2_500n, 'OVERPAID'])
})
