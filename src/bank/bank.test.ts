import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { testApp } from '../../test/app.ts'
import { untilWaiting } from '../../test/at-once.ts'
import { testDatabase } from '../../test/database.ts'
import { freshLists, oldLists } from '../../test/lists.ts'
import { storedTexts } from '../../test/tables.ts'
import { readyToPay } from '../../test/ready-to-pay.ts'
import { instrumentTerms } from '../../test/instrument-terms.ts'
import { createInstrument, instrumentById } from '../instrument/instrument.service.ts'
import { createInvestor } from '../investor/investor.service.ts'
import { recordAsset, recordIssuer, recordSpv } from '../issuer/issuer.service.ts'
import { newId, parseId, type BankEntryId, type InvestorId, type SubscriptionId } from '../kernel/ids.ts'
import { money, USD, USDX, type Currency } from '../kernel/money.ts'
import { must, ok, refuse } from '../kernel/result.ts'
import { post, trialBalance } from '../ledger/journal.service.ts'
import { trialTotals, type AccountKind } from '../ledger/journal.ts'
import { appendAudit, verifyAudit } from '../platform/audit.ts'
import { transaction } from '../platform/db/database.ts'
import { dumpTable, fillTable, tablesInOrder } from '../platform/db/dump.ts'
import type { Work } from '../platform/work.ts'
import { systemClock } from '../platform/clock.ts'
import { loadSandboxList } from '../screening/sandbox-list.service.ts'
import { OFFERING_PROBLEMS } from '../offering/offering.problems.ts'
import { openOffering } from '../offering/escrow/escrow-opening.service.ts'
import { offeringView } from '../offering/offering.service.ts'
import { lockOffering } from '../offering/offering.store.ts'
import { holdToEnd, holdToPay } from '../offering/subscription/sale-lock.service.ts'
import { bankRoutes } from './bank.routes.ts'
import { erasePayersOf, fiatSubscriptions } from '../offering/fiat/fiat-subscription.service.ts'
import { mendBooks } from '../offering/fiat/fiat.job.ts'
import { escrowEntry } from '../offering/escrow/escrow-journal.ts'
import { journalRoutes } from '../offering/escrow/journal.routes.ts'
import { importBankStatement } from './statement-import.service.ts'
import type { FiatSale } from './booking.service.ts'
import { lockEntry } from './bank-entry.store.ts'
import { bookedSums } from './bank-books.service.ts'
import { payClaim } from './claim-payment.service.ts'
import { confirmMatches, matchByHand } from './deposit-match.service.ts'
import { releaseDeposits, returnSurplus } from './deposit-release.service.ts'
import { assignOutgoing, bookFee, callOffReturn, orderReturn } from './outgoing.service.ts'
import {
  addBankAccount,
  bankEntries,
  bankEntryById,
  entryWords,
  fundedAtBank,
  paymentParties,
} from './bank.service.ts'
import { rematchDeposits } from './bank.job.ts'
import { confirmWriteOff, proposeWriteOff, withdrawWriteOff } from './write-off.service.ts'
import { paymentReference } from './payment-reference.ts'

const database = await testDatabase()
const { db, pool } = database
/** The sale of units as far as a bank sees it: its own rules are tested where it is. */
const sale = {
  known: fiatSubscriptions,
  holdToPay: ({ db: tx }, ids) => holdToPay(tx, ids),
  holdToReverse: ({ db: tx }, ids) => holdToEnd(tx, ids),
  askAnew: () => Promise.resolve(refuse('PRICE_NOT_MOVED')),
  fund: async ({ db: tx }, id) => {
    const done =
      await sql`update subscription set status = 'pending' where id = ${id} and status = 'in-progress'`.execute(
        tx,
      )
    return done.numAffectedRows === 1n ? ok(null) : refuse('STEP_ORDER', { status: 'paid' })
  },
  reverse: async ({ db: tx }, id) => {
    await holdToEnd(tx, [id])
    const done =
      await sql`update subscription set status = 'cancelled' where id = ${id} and status = 'pending'`.execute(
        tx,
      )
    if (done.numAffectedRows === 1n) return ok(null)
    const { status } = (await pool.query('select status from subscription where id = $1', [id])).rows[0]
    return refuse(status === 'confirmed' ? 'UNITS_OUT' : 'SUBSCRIPTION_UNSETTLED')
  },
} satisfies FiatSale

const app = await testApp(database, [...bankRoutes({ sale, problems: OFFERING_PROBLEMS }), ...journalRoutes])
const NOW = Temporal.Instant.from('2026-06-02T12:00:00Z')
type Person = 'importer' | 'second' | 'third'
const run = <T>(by: Person, what: (work: Work) => Promise<T>): Promise<T> =>
  transaction(db, (tx) => what({ db: tx, now: NOW, by: { kind: 'user', id: by } }))

const company = { form: 'LLC', jurisdiction: 'US-DE', registryNumber: null, lei: null, formedOn: null }
const asset = {
  kind: 'office-building',
  country: 'US',
  address: '1 Main Street',
  identifiers: [],
  facts: [],
} as const

/** An issuer with an account at a bank and an offering of units at 1 USD, or at one of a payment currency. */
async function world(number: string, unit: Currency = USDX) {
  return run('second', async (work) => {
    const issuer = await recordIssuer(work, { key: `issuer-${number}`, name: `Issuer ${number}`, ...company })
    const spv = await recordSpv(work, issuer, { key: `spv-${number}`, name: `Spv ${number}`, ...company })
    const id = await createInstrument(work, {
      issuer,
      spv,
      asset: await recordAsset(work, spv, { key: `asset-${number}`, name: number, ...asset }),
      treasury: `0x${number.padStart(40, '1')}`,
      termSheetSha256: number.padStart(64, '1'),
      terms: instrumentTerms(`ins-${number}`, `0x${number.padStart(40, '1')}`, {
        name: number,
        symbol: `T${number}`,
        unitsMax: 1_000_000n,
        payment: { token: `0x${number.padStart(40, '1')}`, currency: unit },
      }),
    })
    await openOffering(work, (await instrumentById(work.db, id))!)
    const offering = (await offeringView(work.db, { instrument: id }, NOW))!.offering.id
    const name = `Account ${number}`
    const bank = must(await addBankAccount(work, { issuer, name, number: `0210-${number}`, currency: 'USD' }))
    return { issuer, offering, bank: bank.id }
  })
}
const first = await world('1')
await run('second', (work) => loadSandboxList(work, systemClock.now()))

/** A reservation of `dollars`, by somebody named Ada Okafor. */
async function reserve(
  dollars: number,
  at = first,
  isReady = true,
  id = newId('sub'),
): Promise<SubscriptionId> {
  const email = `${randomBytes(6).toString('hex')}@example.org`
  const person = { name: 'Ada Okafor', email, kind: 'individual', country: 'PT' } as const
  const investor = await run('second', (work) => createInvestor(work, person))
  await pool.query(
    `insert into subscription (id, offering, investor, wallet, units, amount, status, state, valid_before, created_at, since)
     values ($1, $2, $3, $4, $5, $6, 'in-progress', 'eligible', now() + interval '1 day', now(), now())`,
    [id, at.offering, investor.id, `0x${'1'.repeat(40)}`, dollars, String(dollars * 1_000_000)],
  )
  await judge(id, 'verified')
  const place = { offering: at.offering, investor: investor.id }
  if (isReady) await run('second', (work) => readyToPay(work, place))
  return id
}

/** How the investor of a subscription is verified. */
const judge = (id: SubscriptionId, status: 'verified' | 'manual-review') =>
  pool.query(
    `update investor set kyc_status = $2, kyc_until = '2030-01-01' where id = (select investor from subscription where id = $1)`,
    [id, status],
  )

const HEADER = 'date,amount,currency,reference,counterparty,account,bank reference'
let bookings = 0
type Line = { amount: string; reference?: string; name?: string; bankReference?: string }
const lineOf = ({ amount, reference = '', name = 'OKAFOR ADA', bankReference }: Line) =>
  `2026-06-02,${amount},USD,${reference},${name},,${bankReference ?? `B${(bookings += 1)}`}`
async function bring(lines: readonly Line[], at = first) {
  const text = [HEADER, ...lines.map(lineOf)].join('\n')
  return must(
    await run('importer', (work) => importBankStatement(work, sale, at.bank, { format: 'csv', text })),
  )
}
/** What became of the bookings of a statement, in the order of its lines. */
async function stand(statement: { readonly id: string } | null, at = first) {
  const filter = {
    accounts: [at.bank],
    statement: (statement?.id ?? null) as never,
    statuses: null,
    before: null,
    limit: 1_000,
  }
  return (await bankEntries(db, filter)).reverse()
}
const words = async (statement: { readonly id: string }) =>
  (await stand(statement)).map(({ status, reason, open }) =>
    [status, reason, open].filter((x) => x !== null).join(' '),
  )
const confirm = (ids: readonly BankEntryId[], by: Person = 'second') =>
  run(by, (work) => confirmMatches(work, sale, ids))
const statusOf = async (id: SubscriptionId) =>
  (await pool.query<{ status: string }>('select status from subscription where id = $1', [id])).rows[0]
    ?.status

async function books(at = first): Promise<Map<AccountKind, bigint>> {
  const balances = await trialBalance(db, { issuer: at.issuer }, NOW)
  for (const { sum } of trialTotals(balances)) assert.equal(sum, 0n)
  for (const { sum } of trialTotals(await trialBalance(db, { offering: at.offering }, NOW)))
    assert.equal(sum, 0n)
  const sums = new Map<AccountKind, bigint>()
  for (const { account, balance } of balances)
    sums.set(account.kind, (sums.get(account.kind) ?? 0n) + balance)
  return sums
}

/** Money is conserved: each booking is what was used of it and what is open; and the books say the same. */
async function checkMoney(at = first): Promise<void> {
  const all = await stand(null, at)
  let [bank, suspense, back] = [0n, 0n, 0n]
  for (const { id, amount, open, status, returnAmount } of all) {
    const { events } = (await bankEntryById(db, id))!
    const used = events.reduce((sum, one) => sum + one.used, 0n)
    assert.equal(open + used, amount < 0n ? -amount : amount, id)
    bank += amount
    suspense += amount < 0n ? open : -open
    if (status === 'returning') back -= returnAmount ?? 0n
  }
  const sums = await books(at)
  const claims = sums.get('claims') ?? 0n
  assert.equal(sums.get('bank') ?? 0n, bank, 'what the bank says')
  assert.equal(sums.get('suspense') ?? 0n, suspense, 'what nobody has used')
  assert.equal(sums.get('refunds-due') ?? 0n, back, 'what is on its way back')
  const { rows } = await pool.query<{ sum: bigint }>(
    'select coalesce(sum(f.amount), 0) as sum from bank_funding f join bank_entry e on e.id = f.entry where e.account = $1',
    [at.bank],
  )
  const received = (sums.get('subscriptions-received') ?? 0n) + (sums.get('written-off') ?? 0n)
  assert.equal(received, -(rows[0]?.sum ?? 0n), 'what pays for units')
  assert.ok(claims >= 0n)
}

/** What bookings and journal do not say alike, of all issuers. */
const differing = async () => (await bookedSums(db)).filter(({ bookings, journal }) => bookings !== journal)

test('money with a reference is proposed, and pays once a second person has seen it', async () => {
  const subscription = await reserve(500)
  const statement = await bring([{ amount: '500.00', reference: paymentReference(subscription) }])
  const [entry] = await stand(statement)
  assert.equal(entry?.status, 'proposed')
  const own = await confirm([entry.id], 'importer')
  assert.ok(!own.ok && own.reason === 'SECOND_PERSON_NEEDED')
  assert.equal(await statusOf(subscription), 'in-progress')

  assert.deepEqual(must(await confirm([entry.id])).funded, [subscription])
  assert.equal(await statusOf(subscription), 'pending')
  const again = await confirm([entry.id])
  assert.ok(!again.ok && again.reason === 'ENTRY_NOT_PROPOSED')
  await checkMoney()
})

test('parts add up, and what is too much waits to be sent back', async () => {
  const subscription = await reserve(500)
  const reference = paymentReference(subscription)
  const one = await bring([{ amount: '200.00', reference }])
  assert.deepEqual(await words(one), ['part 20000'])
  const two = await bring([{ amount: '350.00', reference }])
  assert.deepEqual([await words(one), await words(two)], [['proposed 20000'], ['proposed 35000']])
  const [entry] = await stand(two)
  must(await confirm([entry!.id]))
  assert.deepEqual([await words(one), await words(two)], [['matched 0'], ['suspense OVERPAID 5000']])
  const other = await reserve(50)
  const used = await run('second', (work) =>
    matchByHand(work, sale, entry!.id, { reference: paymentReference(other), reason: 'x' }),
  )
  assert.ok(!used.ok && used.reason === 'DEPOSIT_USED', 'one deposit pays for one subscription')

  const order = { bankReference: 'OUT-77', reason: 'paid too much' }
  must(await run('second', (work) => orderReturn(work, sale, entry!.id, order)))
  assert.deepEqual(await words(two), ['returning 0'])
  const { events } = (await bankEntryById(db, entry!.id))!
  const ordered = events.find(({ what }) => what === 'return-ordered')
  assert.equal(ordered?.reason, null)
  assert.deepEqual([...(await entryWords(db, entry!.id, events))], [[ordered.id, 'paid too much']])
  const told = [...(await storedTexts(database))].filter(([, text]) => text.includes('paid too much'))
  assert.deepEqual(told, [], 'what is said of who paid is in the vault alone')
  await checkMoney()
  const gone = await bring([{ amount: '-50.00', reference: 'excess', bankReference: 'OUT-77' }])
  assert.deepEqual([await words(two), await words(gone)], [['returned 0'], ['settled 0']])
  await checkMoney()
})

test('whatever fits nothing stays in suspense with its reason', async () => {
  const [a, b] = [await reserve(10), await reserve(10)]
  const mistyped = paymentReference(a).replace(/^RF../, 'RF00')
  const statement = await bring([
    { amount: '10.00' },
    { amount: '10.00', reference: mistyped },
    { amount: '10.00', reference: `${paymentReference(a)} ${paymentReference(b)}` },
    { amount: '10.00', reference: paymentReference(newId('sub')) },
    { amount: '10.00', reference: paymentReference(a), name: 'Eve Adams' },
    { amount: '10.00', reference: paymentReference(a), name: '' },
    { amount: '-3.00', reference: 'fees' },
  ])
  const reasons = (await stand(statement)).map(({ reason }) => reason)
  assert.deepEqual(reasons, [
    'REFERENCE_MISSING',
    'REFERENCE_MISTYPED',
    'REFERENCES_SEVERAL',
    'REFERENCE_UNKNOWN',
    'PAYER_OTHER',
    'PAYER_UNNAMED',
    'OUTGOING_UNKNOWN',
  ])
  // By hand: whoever matched it may not confirm it either.
  const entries = await stand(statement)
  must(
    await run('second', (work) =>
      matchByHand(work, sale, entries[4]!.id, { reference: paymentReference(a), reason: 'mother' }),
    ),
  )
  const own = await confirm([entries[4]!.id])
  assert.ok(!own.ok && own.reason === 'SECOND_PERSON_NEEDED')
  const fee = (by: Person) => run(by, (work) => bookFee(work, entries[6]!.id, { reason: 'monthly fee' }))
  const alone = await fee('importer')
  assert.ok(!alone.ok && alone.reason === 'SECOND_PERSON_NEEDED', 'nor is a fee what one person says')
  must(await fee('second'))
  await checkMoney()
})

test('a deposit that the bank takes back takes its subscription along; after the closing it is a claim', async () => {
  const [open, closed] = [await reserve(70), await reserve(80)]
  const [x, y] = [paymentReference(open), paymentReference(closed)]
  const paid = await bring([
    { amount: '70.00', reference: x },
    { amount: '80.00', reference: y },
  ])
  must(await confirm((await stand(paid)).map(({ id }) => id)))
  await pool.query(`update subscription set status = 'confirmed' where id = $1`, [closed])
  const back = await bring([
    { amount: '-70.00', reference: `return of ${x}` },
    { amount: '-80.00', reference: `return of ${y}` },
    { amount: '-33.00', reference: `return of ${y}` },
  ])
  assert.deepEqual(await words(back), [
    'suspense SECOND_PERSON_NEEDED 7000',
    'suspense SECOND_PERSON_NEEDED 8000',
    'suspense RETURN_UNKNOWN 3300',
  ])
  assert.deepEqual(await words(paid), ['suspense FUNDING_REVERSED 7000', 'matched 0'])
  assert.equal(await statusOf(open), 'cancelled', 'units wait no longer than the money is there')
  const [[gone, owed], [first_, second_]] = [await stand(back), await stand(paid)]
  const order = { bankReference: 'OUT-70', reason: 'again' }
  const sent = await run('second', (work) => orderReturn(work, sale, first_!.id, order))
  assert.ok(!sent.ok && sent.reason === 'DEPOSIT_LEAVING', 'nothing is sent that is gone already')
  const own = await assign('importer', gone!.id, first_!.id)
  assert.ok(!own.ok && own.reason === 'SECOND_PERSON_NEEDED')
  must(await assign('second', gone!.id, first_!.id))
  must(await assign('second', owed!.id, second_!.id))
  assert.deepEqual((await words(back)).slice(0, 2), ['settled 0', 'claim 0'])
  assert.deepEqual(await words(paid), ['returned 0', 'returned 0'])
  const twice = await bring([{ amount: '-80.00', reference: `return of ${y}` }])
  assert.deepEqual(await words(twice), ['suspense RETURN_UNKNOWN 8000'], 'nobody owes it twice')
  assert.deepEqual([await statusOf(open), await statusOf(closed)], ['cancelled', 'confirmed'])
  assert.equal((await books()).get('claims'), 8_000n)
  await checkMoney()
  // No units come of it after all: nobody owes anything, and there is nothing to send back.
  must(await run('second', (work) => releaseDeposits(work, closed).then(ok)))
  assert.deepEqual([await words(paid), (await words(back))[1]], [['returned 0', 'returned 0'], 'settled 0'])
  assert.equal((await books()).get('claims'), 0n)
  await checkMoney()
})

const assign = (by: Person, entry: BankEntryId, deposit: BankEntryId) =>
  run(by, (work) => assignOutgoing(work, sale, entry, { deposit, reason: 'the bank’s letter' }))
const refusalOf = (one: { ok: boolean; reason?: string }) => (one.ok ? null : one.reason)

test('whatever was to pay for a subscription waits for nothing more once that has ended, its price moved or not', async () => {
  const id = await reserve(300)
  const reference = paymentReference(id)
  const paid = await bring([
    { amount: '200.00', reference },
    { amount: '100.00', reference },
  ])
  const [moved] = await stand(paid)
  await pool.query(`update bank_entry set status = 'suspense', reason = 'PRICE_MOVED' where id = $1`, [
    moved!.id,
  ])
  await run('second', (work) => releaseDeposits(work, id))
  assert.deepEqual(await words(paid), [
    'suspense SUBSCRIPTION_NOT_PAYABLE 20000',
    'suspense SUBSCRIPTION_NOT_PAYABLE 10000',
  ])
})

test('one booking that takes back two deposits that units are out for is a claim for each', async () => {
  for (const { parts, isPaid } of [
    { parts: [800], isPaid: false },
    { parts: [800], isPaid: true },
    { parts: [400, 400], isPaid: false },
  ]) {
    const subscriptions: SubscriptionId[] = []
    for (const dollars of parts) subscriptions.push(await reserve(dollars))
    const paying = [subscriptions[0]!, subscriptions.at(-1)!]
    const paid = await bring(paying.map((id) => ({ amount: '400.00', reference: paymentReference(id) })))
    const deposits = await stand(paid)
    must(await confirm(deposits.map(({ id }) => id)))
    await pool.query(`update subscription set status = 'confirmed' where id = any($1)`, [subscriptions])
    const back = await bring([{ amount: '-800.00' }])
    const taken = async (deposit: BankEntryId) => {
      must(await assign('second', (await stand(back))[0]!.id, deposit))
      await checkMoney()
      const funded = await fundedAtBank(db, subscriptions)
      const held = subscriptions.map((id) => funded.get(id))
      return [await words(back), (await books()).get('claims'), held]
    }
    assert.deepEqual(await taken(deposits[0]!.id), [
      ['suspense RETURN_AMOUNT_OTHER 40000'],
      40_000n,
      parts.length === 1 ? [40_000n] : [0n, 40_000n],
    ])
    assert.deepEqual(await taken(deposits[1]!.id), [['claim 0'], 80_000n, subscriptions.map(() => 0n)])
    // The first of them stands as it was booked before its deposit was in the key; of one subscription the second was not booked.
    await pool.query('alter table journal_entry disable trigger user')
    await pool.query('alter table journal_posting disable trigger user')
    const [entry] = await stand(back)
    const key = (i: number) => `bank-claim:${entry!.id}:${deposits[i]!.id}`
    const older = await pool.query(`update journal_entry set key = $2 where key = $1`, [
      key(0),
      `bank-claim:${entry!.id}`,
    ])
    assert.equal(older.rowCount, 1)
    if (parts.length === 1) {
      const second = '(select id from journal_entry where key = $1)'
      await pool.query(`delete from journal_posting where entry = ${second}`, [key(1)])
      await pool.query('delete from journal_entry where key = $1', [key(1)])
    }
    await pool.query('alter table journal_posting enable trigger user')
    await pool.query('alter table journal_entry enable trigger user')
    assert.equal((await books()).get('claims'), parts.length === 1 ? 40_000n : 80_000n)
    const missing = parts.length === 1 ? ['suspense', 'claims'] : []
    assert.deepEqual(
      (await differing()).map(({ what }) => what),
      missing,
    )
    if (isPaid) {
      // An officer is faster than whoever mends the books: of what is owed, the claim that they lack is paid first.
      const reference = paymentReference(subscriptions[0]!)
      const [wire] = await stand(await bring([{ amount: '400.00', reference }]))
      const of = { reference, reason: 'They wired it again.' }
      must(await run('second', (work) => payClaim(work, sale, wire!.id, of)))
      assert.deepEqual(await differing(), [])
    }
    for (const _ of ['once', 'twice']) await mendBooks({ db, clock: { now: () => NOW } })
    assert.equal((await books()).get('claims'), isPaid ? 40_000n : 80_000n)
    await checkMoney()
    for (const [i, id] of subscriptions.entries()) {
      await run('second', (work) => releaseDeposits(work, id))
      assert.deepEqual(await words(back), [i === subscriptions.length - 1 ? 'settled 0' : 'claim 0'])
      await checkMoney()
    }
    assert.equal((await books()).get('claims'), 0n)
  }
})

test('of a surplus, what the bank has taken back already is owed no longer, and only the rest is sent', async () => {
  // What was paid by which deposits, what the bank took of the first, what the units cost; and what comes of it.
  const rows = [
    [[600], 100, 100, ['suspense OVERPAID 40000'], 'settled 0', 0n],
    [[600], 600, 100, ['returned 0'], 'claim 0', 10_000n],
    [[600], 100, 550, ['matched 0'], 'claim 0', 5_000n],
    [[600], 100, 600, ['matched 0'], 'claim 0', 10_000n],
    [[300, 300], 300, 100, ['returned 0', 'suspense OVERPAID 20000'], 'settled 0', 0n],
  ] as const
  for (const [deposits, taken, cost, expected, claim, owed] of rows) {
    const id = await reserve(600)
    const reference = paymentReference(id)
    const paid = await bring(deposits.map((dollars) => ({ amount: `${dollars}.00`, reference })))
    const [deposit] = await stand(paid)
    must(await confirm([deposit!.id]))
    await pool.query(`update subscription set status = 'confirmed' where id = $1`, [id])
    const back = await bring([{ amount: `-${taken}.00` }])
    must(await assign('second', (await stand(back))[0]!.id, deposit!.id))
    const before = (await books()).get('claims') ?? 0n
    if (taken === 600) {
      // Issued when nothing was netted.
      await pool.query(`update subscription set state = 'issued', cost = $2 where id = $1`, [
        id,
        `${cost}000000`,
      ])
      // The first one looked at can never be put right: nobody could have wired it.
      const gold = await world('7', { code: 'GOLDX', decimals: 6 })
      const lost = await reserve(1, gold, true, parseId('sub', `sub_${'0'.repeat(26)}`)!)
      await pool.query(
        "insert into bank_entry_event (entry, what, used, subscription, at, by) values ($1, 'claimed', 0, $2, now(), 'test')",
        [(await stand(back))[0]!.id, lost],
      )
      for (const _ of ['once', 'twice'])
        await assert.rejects(mendBooks({ db, clock: { now: () => NOW } }), AggregateError)
    } else {
      const [subscription] = await fiatSubscriptions(db, [id])
      await run('second', (work) => returnSurplus(work, subscription!, BigInt(cost) * 100n))
    }
    assert.deepEqual([await words(paid), await words(back)], [expected, [claim]])
    const change = ((await books()).get('claims') ?? 0n) - before
    assert.equal(BigInt(taken) * 100n + change, owed)
    if (taken !== 600 && owed > 0n) assert.ok((await told(id)).includes(`${owed / 100n}.00 USD`))
    assert.equal((await fundedAtBank(db, [id])).get(id), BigInt(cost) * 100n - owed)
    await checkMoney()
  }
})

/** What the investor of a subscription was told that they owe. */
const told = async (id: SubscriptionId) => {
  const notices = await pool.query<{ amount: string }>(
    `select facts ->> 'amount' as amount from outbox where topic = 'subscription.payment-owed' and subject = $1 order by amount`,
    [id],
  )
  return notices.rows.map(({ amount }) => amount)
}

test('an investor pays what is owed by further wires, and the bank may take those back too', async () => {
  const id = await reserve(600)
  const reference = paymentReference(id)
  const paid = await bring([
    { amount: '300.00', reference },
    { amount: '300.00', reference },
  ])
  must(await confirm([(await stand(paid))[0]!.id]))
  await pool.query(`update subscription set status = 'confirmed' where id = $1`, [id])
  const back = await bring([{ amount: '-400.00' }])
  const [gone] = await stand(back)
  for (const { id: deposit } of await stand(paid)) must(await assign('second', gone!.id, deposit))
  const [other, before] = [await reserve(50), (await books()).get('claims')!]
  const wires = await bring([
    { amount: '150.00', reference },
    { amount: '350.00', reference },
  ])
  assert.deepEqual(await words(wires), [
    'suspense SUBSCRIPTION_FUNDED 15000',
    'suspense SUBSCRIPTION_FUNDED 35000',
  ])
  const [part, rest] = await stand(wires)
  const pay = (by: Person, deposit: BankEntryId, of = reference) =>
    run(by, (work) => payClaim(work, sale, deposit, { reference: of, reason: 'They wired it again.' }))
  assert.equal(refusalOf(await pay('importer', part!.id)), 'SECOND_PERSON_NEEDED')
  assert.equal(refusalOf(await pay('second', part!.id, paymentReference(other))), 'NOTHING_OWED')
  assert.equal(refusalOf(await pay('second', gone!.id)), 'ENTRY_OUTGOING')
  const [proposed] = await stand(await bring([{ amount: '50.00', reference: paymentReference(other) }]))
  assert.equal(refusalOf(await pay('second', proposed!.id)), 'ENTRY_NOT_OPEN', 'it is for something else')
  await judge(id, 'manual-review')
  assert.equal(refusalOf(await pay('second', part!.id)), 'INVESTOR_NOT_VERIFIED')
  await judge(id, 'verified')
  await oldLists(database)
  assert.equal(refusalOf(await pay('second', part!.id)), 'SCREENING_STALE')
  await freshLists(database)
  const atOnce = await Promise.all([pay('second', part!.id), pay('third', part!.id)])
  assert.deepEqual(atOnce.map(refusalOf).sort(), ['ENTRY_NOT_OPEN', null].sort(), 'one of two at once')
  assert.deepEqual([await words(wires), await words(back)].flat(), [
    ...['matched 0', 'suspense SUBSCRIPTION_FUNDED 35000'],
    'claim 0',
  ])
  assert.equal((await fundedAtBank(db, [id])).get(id), 35_000n)
  await checkMoney()
  must(await pay('second', rest!.id))
  assert.deepEqual(
    [await words(wires), await words(back)],
    [['matched 0', 'suspense OVERPAID 10000'], ['settled 0']],
  )
  assert.equal(refusalOf(await pay('second', rest!.id)), 'DEPOSIT_USED')
  assert.deepEqual(
    [(await fundedAtBank(db, [id])).get(id), before - (await books()).get('claims')!],
    [60_000n, 40_000n],
  )
  await checkMoney()
  assert.deepEqual(await told(id), ['300.00 USD', '400.00 USD'])
  // The second wire is taken back as the first was.
  const again = await bring([{ amount: '-350.00' }])
  must(await assign('second', (await stand(again))[0]!.id, rest!.id))
  assert.deepEqual([await words(again), (await fundedAtBank(db, [id])).get(id)], [['claim 0'], 35_000n])
  assert.deepEqual(await told(id), ['250.00 USD', '300.00 USD', '400.00 USD'])
  await checkMoney()
})

test('two officers write off what an investor owes; what comes in between asks for a new proposal, and later still pays', async () => {
  const id = await reserve(600)
  const reference = paymentReference(id)
  const deposits = await stand(
    await bring([
      { amount: '300.00', reference },
      { amount: '300.00', reference },
    ]),
  )
  must(await confirm([deposits[0]!.id]))
  await pool.query(`update subscription set status = 'confirmed' where id = $1`, [id])
  const back = await bring([{ amount: '-500.00' }])
  const [gone] = await stand(back)
  for (const { id: deposit } of deposits) must(await assign('second', gone!.id, deposit))
  const reason = 'Ada is bankrupt.'
  const propose = (by: Person, amount: string, entry = gone!.id) =>
    run(by, (work) => proposeWriteOff(work, sale, entry, { amount, reason }))
  const agree = (by: Person, amount: string) =>
    run(by, (work) => confirmWriteOff(work, sale, gone!.id, { amount, reason }))
  const withdraw = (by: Person) =>
    run(by, (work) => withdrawWriteOff(work, gone!.id, { reason: 'She may pay.' }))
  const wired = { reference, reason: 'They wired it again.' }
  const pay = (entry: BankEntryId) => run('second', (work) => payClaim(work, sale, entry, wired))
  const sums = async () => {
    const all = await books()
    return [all.get('claims') ?? 0n, all.get('written-off') ?? 0n] as const
  }
  const [claims, lost] = await sums()
  await pool.query(`update subscription set status = 'pending' where id = $1`, [id])
  assert.equal(refusalOf(await propose('second', '500.00')), 'UNITS_NOT_ISSUED')
  await pool.query(`update subscription set status = 'confirmed' where id = $1`, [id])
  assert.equal(refusalOf(await propose('second', '500.00', deposits[0]!.id)), 'ENTRY_INCOMING')
  assert.equal(refusalOf(await propose('second', '400.00')), 'WRITE_OFF_OTHER', 'another sum than is owed')
  assert.equal(refusalOf(await agree('second', '500.00')), 'WRITE_OFF_OTHER', 'nobody has proposed it')
  must(await propose('second', '500.00'))
  assert.equal(refusalOf(await propose('third', '500')), 'WRITE_OFF_OTHER', 'no proposal is a confirmation')
  assert.equal(refusalOf(await agree('second', '500.00')), 'SECOND_PERSON_NEEDED')
  must(await withdraw('third'))
  assert.equal(refusalOf(await withdraw('third')), 'ENTRY_NOT_OPEN')
  assert.equal(refusalOf(await agree('third', '500.00')), 'WRITE_OFF_OTHER', 'it was withdrawn')
  must(await propose('second', '500.00'))
  const [wire] = await stand(await bring([{ amount: '100.00', reference, name: 'Eve Adams' }]))
  assert.equal(refusalOf(await agree('third', '500.00')), 'DEPOSIT_WAITS')
  must(await pay(wire!.id))
  assert.equal(refusalOf(await agree('third', '400.00')), 'WRITE_OFF_OTHER', 'less is owed than was proposed')
  must(await propose('third', '400.00'))
  const atOnce = await Promise.all([agree('second', '400.00'), agree('importer', '400.00')])
  assert.deepEqual(atOnce.map(refusalOf).sort(), ['ENTRY_NOT_OPEN', null].sort(), 'one of two at once')
  assert.deepEqual(await words(back), ['settled 0'])
  const [claimsLeft, lostNow] = await sums()
  assert.deepEqual([claims - claimsLeft, lostNow - lost], [50_000n, 40_000n])
  assert.equal((await fundedAtBank(db, [id])).get(id), 20_000n, 'what still lies there for it')
  const { rows } = await pool.query(
    `select topic, facts from outbox where subject = $1 and topic like 'subscription.owed-%' order by topic`,
    [id],
  )
  assert.deepEqual(rows, [
    { topic: 'subscription.owed-paid', facts: { amount: '100.00 USD', left: '400.00 USD' } },
    { topic: 'subscription.owed-written-off', facts: { amount: '400.00 USD', left: '0.00 USD' } },
  ])
  await checkMoney()

  const late = await bring([
    { amount: '150.00', reference },
    { amount: '300.00', reference },
    { amount: '1.00', reference },
  ])
  const recovered = (await stand(late)).map((one) => one.id)
  must(await pay(recovered[0]!))
  assert.equal((await sums())[1] - lost, 25_000n, 'what came is lost no longer')
  must(await pay(recovered[1]!))
  assert.deepEqual((await words(late)).slice(0, 2), ['matched 0', 'suspense OVERPAID 5000'])
  assert.equal(refusalOf(await pay(recovered[2]!)), 'NOTHING_OWED')
  assert.deepEqual(await sums(), [claimsLeft, lost])
  assert.equal((await fundedAtBank(db, [id])).get(id), 60_000n)
  const [again] = await stand(await bring([{ amount: '-150.00' }]))
  must(await assign('second', again!.id, recovered[0]!))
  assert.deepEqual(await sums(), [claimsLeft + 15_000n, lost], 'what was recovered and taken back is owed')
  await checkMoney()
  assert.deepEqual(await differing(), [])
})

/** Runs this while somebody has what `first` takes, and then takes what `then` does: neither waits for the other. */
async function beside(
  first: (work: Work) => Promise<unknown>,
  then: (work: Work) => Promise<unknown>,
  what: () => Promise<unknown>,
): Promise<void> {
  const [taken, free] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const other = run('third', async (work) => {
    await first(work)
    taken.resolve()
    await free.promise
    await then(work)
  })
  await taken.promise
  const begun = what()
  await untilWaiting(pool, 1)
  free.resolve()
  await other
  await begun
}

test('who pays two claims waits for both of their bookings before anything is written to the log', async () => {
  const id = await reserve(600)
  const reference = paymentReference(id)
  const paid = await bring([
    { amount: '300.00', reference },
    { amount: '300.00', reference },
  ])
  const deposits = await stand(paid)
  must(await confirm([deposits[0]!.id]))
  await pool.query(`update subscription set status = 'confirmed' where id = $1`, [id])
  const back = await stand(await bring([{ amount: '-300.00' }, { amount: '-300.00' }]))
  for (const [i, { id: deposit }] of deposits.entries()) must(await assign('second', back[i]!.id, deposit))
  const [wire] = await stand(await bring([{ amount: '600.00', reference }]))
  const note = (work: Work) => appendAudit(work, { action: 'bank-entry.looked-at', subject: back[0]!.id })
  const claim = { reference, reason: 'They wired it again.' }
  // The older deposit is freed last.
  await beside(
    (work) => lockEntry(work.db, back[0]!.id),
    note,
    async () => must(await run('second', (work) => payClaim(work, sale, wire!.id, claim))),
  )
  assert.equal((await fundedAtBank(db, [id])).get(id), 60_000n)
  await checkMoney()
})

test('a statement, an assignment and whoever sends back take the locks of a sale in one order', async () => {
  const id = await reserve(100)
  const deposits = await stand(
    await bring([{ amount: '100.00', reference: paymentReference(id) }, { amount: '70.00' }]),
  )
  const [paid, stray] = deposits.map((one) => one.id)
  must(await confirm([paid!]))
  must(
    await run('second', (work) =>
      orderReturn(work, sale, stray!, { bankReference: 'OUT-70', reason: 'Not ours.' }),
    ),
  )
  const [gone] = await stand(await bring([{ amount: '-100.00' }]))
  const lock = (entry: BankEntryId) => (work: Work) => lockEntry(work.db, entry)
  const note = (work: Work) => appendAudit(work, { action: 'bank-entry.looked-at', subject: stray! })
  await beside(lock(stray!), note, () => bring([{ amount: '-70.00', bankReference: 'OUT-70' }]))
  const offering = (work: Work) => lockOffering(work.db, first.offering)
  await beside(offering, lock(paid!), async () => must(await assign('second', gone!.id, paid!)))
  assert.equal(await statusOf(id), 'cancelled')
  await checkMoney()
})

test('what came free of a deposit whose claim was netted pays for something else, and is taken back from that', async () => {
  const [id, other] = [await reserve(600), await reserve(200)]
  const reference = paymentReference(id)
  const paid = await bring([
    { amount: '300.00', reference },
    { amount: '300.00', reference },
  ])
  const [, deposit] = await stand(paid)
  must(await confirm([deposit!.id]))
  await pool.query(`update subscription set status = 'confirmed' where id = $1`, [id])
  const back = await bring([{ amount: '-100.00' }, { amount: '-200.00' }])
  const [part, rest] = await stand(back)
  must(await assign('second', part!.id, deposit!.id))
  const [subscription] = await fiatSubscriptions(db, [id])
  await run('second', (work) => returnSurplus(work, subscription!, 10_000n))
  const match = { reference: paymentReference(other), reason: 'Ada asked for it.' }
  must(await run('importer', (work) => matchByHand(work, sale, deposit!.id, match)))
  must(await confirm([deposit!.id]))
  must(await assign('second', rest!.id, deposit!.id))
  assert.deepEqual([await statusOf(id), await statusOf(other)], ['confirmed', 'cancelled'])
  assert.deepEqual(
    [await words(paid), await words(back)],
    [
      ['suspense OVERPAID 20000', 'returned 0'],
      ['settled 0', 'settled 0'],
    ],
  )
  await checkMoney()
})

test('what is left of a deposit that is owed for whole is taken back alone, and the rest of the booking waits', async () => {
  const id = await reserve(500)
  const paid = await bring([{ amount: '600.00', reference: paymentReference(id) }])
  const [deposit] = await stand(paid)
  must(await confirm([deposit!.id]))
  await pool.query(`update subscription set status = 'confirmed' where id = $1`, [id])
  const order = { bankReference: 'TOO-MUCH', reason: 'too much' }
  must(await run('second', (work) => orderReturn(work, sale, deposit!.id, order)))
  const back = await bring([{ amount: '-600.00' }, { amount: '-150.00' }])
  const [whole, more] = await stand(back)
  must(await assign('second', whole!.id, deposit!.id))
  must(await run('importer', (work) => callOffReturn(work, deposit!.id, { reason: 'not sent' })))
  must(await assign('second', more!.id, deposit!.id))
  assert.deepEqual(
    [await words(paid), await words(back)],
    [['returned 0'], ['suspense RETURN_AMOUNT_OTHER 10000', 'suspense RETURN_AMOUNT_OTHER 5000']],
  )
  await checkMoney()
})

test('a return of which less or more went, or nothing, ends all the same', async () => {
  const paid = await bring([{ amount: '500.00' }, { amount: '60.00' }])
  const [less, more] = await stand(paid)
  const order = (deposit: BankEntryId, bankReference: string, by: Person = 'second') =>
    run(by, (work) => orderReturn(work, sale, deposit, { bankReference, reason: 'nobody’s' }))
  const callOff = (by: Person) =>
    run(by, (work) => callOffReturn(work, more!.id, { reason: 'The bank knows nothing of it.' }))
  must(await order(less!.id, 'LESS'))
  must(await order(more!.id, 'NEVER'))
  assert.equal(refusalOf(await callOff('second')), 'SECOND_PERSON_NEEDED', 'who ordered it')
  must(await callOff('importer'))
  assert.equal(refusalOf(await callOff('importer')), 'ENTRY_NOT_OPEN')
  assert.deepEqual(await words(paid), ['returning 0', 'suspense RETURN_CALLED_OFF 6000'])
  await checkMoney()

  must(await order(more!.id, 'MORE'))
  const gone = await bring([
    { amount: '-490.00', bankReference: 'LESS' },
    { amount: '-65.00', bankReference: 'MORE' },
    { amount: '-10.00', reference: 'charges' },
  ])
  assert.equal(refusalOf(await callOff('importer')), 'DEPOSIT_LEAVING', 'the bank has carried it out')
  const [a, b, charges] = await stand(gone)
  assert.equal(refusalOf(await assign('importer', a!.id, less!.id)), 'SECOND_PERSON_NEEDED')
  must(await assign('second', a!.id, less!.id))
  must(await assign('second', b!.id, more!.id))
  assert.deepEqual(await words(paid), ['suspense RETURN_AMOUNT_OTHER 1000', 'returned 0'])
  assert.deepEqual((await words(gone)).slice(0, 2), ['settled 0', 'suspense RETURN_AMOUNT_OTHER 500'])
  await checkMoney()
  // The bank kept what is missing for itself; and what was too much was its fee.
  must(await assign('second', charges!.id, less!.id))
  must(await run('second', (work) => bookFee(work, b!.id, { reason: 'its fee' })))
  assert.deepEqual(await words(paid), ['returned 0', 'returned 0'])
  assert.deepEqual(await words(gone), ['settled 0', 'settled 0', 'settled 0'])
  assert.equal(refusalOf(await assign('second', charges!.id, less!.id)), 'ENTRY_NOT_OPEN')
  const another = await bring([{ amount: '-1.00' }])
  const [extra] = await stand(another)
  assert.equal(
    refusalOf(await assign('second', extra!.id, less!.id)),
    'DEPOSIT_OTHER',
    'nothing is left of it',
  )
  assert.equal((await books()).get('refunds-due'), 0n)
  await checkMoney()
})

test('what cannot be reversed yet is not booked, and whoever says so is told', async () => {
  const id = await reserve(71)
  const paid = await bring([{ amount: '71.00', reference: paymentReference(id) }])
  const [deposit] = await stand(paid)
  must(await confirm([deposit!.id]))
  await pool.query(`update subscription set status = 'refunded' where id = $1`, [id])
  const back = await bring([{ amount: '-71.00' }])
  const [gone] = await stand(back)
  assert.equal(refusalOf(await assign('second', gone!.id, deposit!.id)), 'SUBSCRIPTION_UNSETTLED')
  assert.deepEqual(
    [await words(paid), await words(back)],
    [['matched 0'], ['suspense OUTGOING_UNKNOWN 7100']],
  )
  await checkMoney()
  await pool.query(`update subscription set status = 'pending' where id = $1`, [id])
  must(await assign('second', gone!.id, deposit!.id))
  assert.deepEqual([await words(paid), await words(back)], [['returned 0'], ['settled 0']])
  await checkMoney()
})

test('a part of a deposit that the bank takes back ends its subscription, and what is left waits', async () => {
  const [open, closed] = [await reserve(500), await reserve(80)]
  const paid = await bring([
    { amount: '520.00', reference: paymentReference(open) },
    { amount: '80.00', reference: paymentReference(closed) },
  ])
  const [deposit, issued] = await stand(paid)
  must(await confirm([deposit!.id, issued!.id]))
  const back = await bring([
    { amount: '-5.00', reference: paymentReference(open) },
    { amount: '-400.00', reference: paymentReference(open) },
    { amount: '-30.00', reference: paymentReference(closed) },
    { amount: '-60.00', reference: paymentReference(closed) },
  ])
  const [unused, part, ...ofIssued] = await stand(back)
  must(await assign('second', unused!.id, deposit!.id))
  assert.deepEqual(
    [await statusOf(open), (await words(paid))[0]],
    ['pending', 'suspense RETURN_AMOUNT_OTHER 1500'],
    'what nobody had used goes first',
  )
  must(await assign('second', part!.id, deposit!.id))
  assert.deepEqual(
    [await statusOf(open), (await words(paid))[0]],
    ['cancelled', 'suspense RETURN_AMOUNT_OTHER 11500'],
  )
  await checkMoney()

  await pool.query(`update subscription set status = 'confirmed' where id = $1`, [closed])
  const owed = async () => (await books()).get('claims')
  const before = (await owed()) ?? 0n
  must(await assign('second', ofIssued[0]!.id, issued!.id))
  assert.deepEqual([(await words(paid))[1], (await owed())! - before], ['matched 0', 3_000n])
  must(await assign('second', ofIssued[1]!.id, issued!.id))
  assert.deepEqual([(await words(paid))[1], (await owed())! - before], ['returned 0', 8_000n])
  assert.deepEqual((await words(back)).slice(2), ['claim 0', 'suspense RETURN_AMOUNT_OTHER 1000'])
  await checkMoney()
  must(await run('second', (work) => releaseDeposits(work, closed).then(ok)))
  assert.equal((await owed())! - before, 0n)
  must(await run('second', (work) => bookFee(work, ofIssued[1]!.id, { reason: 'for the chargeback' })))
  assert.deepEqual(await words(back), ['settled 0', 'settled 0', 'settled 0', 'settled 0'])
  await checkMoney()
})

test('a bank that says that it takes a part back ends the subscription at once', async () => {
  const id = await reserve(44)
  const paid = await bring([{ amount: '44.00', reference: paymentReference(id) }])
  must(await confirm([(await stand(paid))[0]!.id]))
  const booked = (amount: string, day: number, reversal: string) =>
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>
      <Acct><Id><Othr><Id>02101</Id></Othr></Id></Acct>
      ${balance('OPBD', '100.00', day)}${balance('CLBD', (100 - Number(amount)).toFixed(2), day)}
      <Ntry><Amt Ccy="USD">${amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd>${reversal}<Sts>BOOK</Sts>
        <BookgDt><Dt>2026-07-0${day}</Dt></BookgDt><NtryDtls><TxDtls>
          <RmtInf><Ustrd>${paymentReference(id)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
    </Stmt></BkToCstmrStmt></Document>`
  const balance = (code: string, amount: string, day: number) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="USD">${amount}</Amt>
      <CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-07-0${day}</Dt></Dt></Bal>`
  const send = async (text: string) =>
    words(
      must(
        await run('importer', (work) =>
          importBankStatement(work, sale, first.bank, { format: 'camt.053', text }),
        ),
      ),
    )
  assert.deepEqual(await send(booked('4.00', 1, '')), ['suspense RETURN_UNKNOWN 400'])
  assert.equal(await statusOf(id), 'pending', 'it may be a charge')
  const back = await send(booked('40.00', 2, '<RvslInd>true</RvslInd>'))
  assert.deepEqual(back, ['suspense SECOND_PERSON_NEEDED 4000'])
  assert.deepEqual([await statusOf(id), await words(paid)], ['cancelled', ['suspense FUNDING_REVERSED 4400']])
  await checkMoney()
})

test('who orders a return does not bring in the statement that shows it gone, in whichever order', async () => {
  const [a, b] = [await reserve(31), await reserve(32)]
  const paid = await bring([
    { amount: '31.00', reference: paymentReference(a) },
    { amount: '32.00', reference: paymentReference(b) },
  ])
  const [one, two] = await stand(paid)
  must(await confirm([one!.id, two!.id]))
  for (const id of [a, b]) must(await run('second', (work) => releaseDeposits(work, id).then(ok)))
  const order = (id: BankEntryId, bankReference: string) =>
    run('importer', (work) => orderReturn(work, sale, id, { bankReference, reason: 'ended' }))
  must(await order(one!.id, 'OUT-31'))
  const gone = await bring([
    { amount: '-31.00', bankReference: 'OUT-31' },
    { amount: '-32.00', bankReference: 'OUT-32' },
  ])
  must(await order(two!.id, 'OUT-32'))
  assert.deepEqual(await words(paid), ['returning 0', 'returning 0'])
  assert.deepEqual(await words(gone), [
    'suspense SECOND_PERSON_NEEDED 3100',
    'suspense SECOND_PERSON_NEEDED 3200',
  ])
  await checkMoney()
  for (const [i, entry] of (await stand(gone)).entries()) {
    for (const by of ['importer', 'second'] as const) {
      const fee = await run(by, (work) => bookFee(work, entry.id, { reason: 'a fee' }))
      assert.ok(!fee.ok && fee.reason === 'DEPOSIT_LEAVING', 'what left a deposit is no fee')
    }
    const assign = (by: Person) =>
      run(by, (work) =>
        assignOutgoing(work, sale, entry.id, { deposit: [one!, two!][i]!.id, reason: 'seen' }),
      )
    const own = await assign('importer')
    assert.ok(!own.ok && own.reason === 'SECOND_PERSON_NEEDED')
    must(await assign('second'))
  }
  assert.deepEqual(await words(paid), ['returned 0', 'returned 0'])
  assert.deepEqual(await words(gone), ['settled 0', 'settled 0'])
  await checkMoney()
})

test('an officer says what money that went out was, and a subscription that ends lets go of its money', async () => {
  const subscription = await reserve(90)
  const paid = await bring([
    { amount: '90.00', reference: paymentReference(subscription) },
    { amount: '12.00' },
  ])
  const [deposit, nameless] = await stand(paid)
  must(await confirm([deposit!.id]))
  must(await run('second', (work) => releaseDeposits(work, subscription).then(ok)))
  assert.deepEqual(await words(paid), ['suspense FUNDING_REVERSED 9000', 'suspense REFERENCE_MISSING 1200'])
  const gone = await bring([{ amount: '-12.00', reference: 'taken back' }])
  const [outgoing] = await stand(gone)
  must(await assign('second', outgoing!.id, nameless!.id))
  assert.deepEqual(
    [await words(paid), await words(gone)],
    [['suspense FUNDING_REVERSED 9000', 'returned 0'], ['settled 0']],
  )
  // The bank had carried the return out before the officer wrote it down.
  const early = await bring([{ amount: '-90.00', bankReference: 'OUT-90' }])
  must(
    await run('second', (work) =>
      orderReturn(work, sale, deposit!.id, { bankReference: 'OUT-90', reason: 'ended' }),
    ),
  )
  assert.deepEqual(await words(early), ['settled 0'])
  await checkMoney()
})

test('the same bookings again are known: in the same file, an overlapping one, or without a name from the bank', async () => {
  const at = await world('2')
  const file = (...lines: string[]) => [HEADER, ...lines].join('\n')
  const import_ = (text: string) =>
    run('importer', (work) => importBankStatement(work, sale, at.bank, { format: 'csv', text }))
  const [a, b] = ['2026-06-01,10.00,USD,x,n,,Z1', '2026-06-02,20.00,USD,y,n,,Z2']
  const twin = '2026-06-02,5.00,USD,coffee,n,,'
  assert.deepEqual([must(await import_(file(a, twin, twin))).taken], [3], 'two alike in one file are two')
  const again = await import_(file(a, twin, twin))
  assert.ok(!again.ok && again.reason === 'STATEMENT_UNCHANGED')
  const { taken, known } = must(await import_(file(a, twin, twin, b)))
  assert.deepEqual([taken, known], [1, 3])
  // Next year the bank begins anew with Z1; and what has no number has no name.
  assert.equal(must(await import_(file(a.replace('2026', '2027')))).taken, 1)
  const [x, y] = ['2026-06-05,3.00,USD,p,n,,NONREF', '2026-06-05,3.00,USD,q,m,,NONREF']
  assert.equal(must(await import_(file(x, y))).taken, 2)
  const other = await import_(file(a.replace('10.00', '11.00')))
  assert.ok(!other.ok && other.errors?.[0]?.code === 'BANK_REFERENCE_REUSED')
  await checkMoney(at)

  const races = await Promise.all(
    [1, 2, 3, 4].map((n) =>
      import_(file('2026-06-03,7.00,USD,z,n,,Z3', `2026-06-0${n},1.00,USD,w,n,,W${n}`)),
    ),
  )
  assert.deepEqual(races.map((one) => must(one).taken).sort(), [1, 1, 1, 2])
  await checkMoney(at)
})

test('the same days with and without the bank’s references are booked once, and other payments of those days are not lost', async () => {
  const at = await world('5')
  const import_ = async (...lines: string[]) => {
    const text = [HEADER, ...lines].join('\n')
    const brought = await run('importer', (work) =>
      importBankStatement(work, sale, at.bank, { format: 'csv', text }),
    )
    const { taken, known } = must(brought)
    return [taken, known]
  }
  const line = (name: string, reference = '', text = 'rent') =>
    `2026-06-01,10.00,USD,${text},${name},,${reference}`
  assert.deepEqual(await import_(line('Ana', 'Z1'), line('Bo', 'Z2')), [2, 0])
  assert.deepEqual(await import_(line('ANA'), line('Bo', '', 'Rent')), [0, 2], 'without references')
  assert.deepEqual(await import_(line('Ana'), line('Cleo')), [1, 1], 'somebody else paid as much on that day')
  assert.deepEqual(await import_(line('Ana', 'Z1'), line('Cleo', 'Z3')), [0, 2], 'the other way round')
  assert.deepEqual(await import_(line('Cleo', 'Z3'), line('Cleo', 'Z4')), [1, 1], 'twice the same is two')
  assert.deepEqual(
    await import_(line(''), line(''), line('')),
    [0, 3],
    'nameless ones are known by day and amount',
  )
  await checkMoney(at)
})

test('a statement that is missing or tells of days again is shown, and nothing of it is lost', async () => {
  const at = await world('6')
  const account = {
    issuer: at.issuer,
    name: 'Euro 6',
    number: 'FR14 2004 1010 0505 0001 3M02 606',
    currency: 'EUR',
  }
  const euro = must(await run('second', (work) => addBankAccount(work, account)))
  const balance = (code: string, amount: number, day: number) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-06-0${day}</Dt></Dt></Bal>`
  const day = (number: number, opening: number, paid: number) => `<Stmt>
    <Acct><Id><IBAN>${euro.number}</IBAN></Id></Acct>
    ${balance('OPBD', opening, number)}${balance('CLBD', opening + paid, number)}
    <Ntry><Amt Ccy="EUR">${paid}.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-06-0${number}</Dt></BookgDt><AcctSvcrRef>D${number}</AcctSvcrRef></Ntry>
    </Stmt>`
  const key = await app.keyFor('officer')
  type Statement = {
    id: string
    taken: number
    breaks: { what: string; after: string | null; before: string | null; amount: { amount: string } | null }[]
  }
  const send = async (...days: string[]) => {
    const text = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>${days.join('')}</BkToCstmrStmt></Document>`
    const body = { account: euro.id, format: 'camt.053', text }
    const answer = await app.call({ path: '/v1/bank-statements', key, body })
    assert.equal(answer.statusCode, 201, answer.body)
    return answer.json<Statement>()
  }
  const shown = async () =>
    (await app.call({ path: `/v1/bank-statements?account=${euro.id}`, key }))
      .json<{ items: Statement[] }>()
      .items.flatMap(({ breaks }) => breaks.map(({ what, amount }) => [what, amount?.amount ?? null]))
  assert.deepEqual((await send(day(1, 0, 10))).breaks, [])
  const third = await send(day(3, 30, 5))
  assert.deepEqual(
    [
      third.taken,
      third.breaks.map(({ what, after, before, amount }) => [what, after, before, amount?.amount]),
    ],
    [1, [['missing', '2026-06-01', '2026-06-03', '20.00']]],
  )
  const both = await send(day(3, 30, 5), day(4, 35, 1))
  assert.deepEqual([both.taken, both.breaks.map(({ what }) => what)], [1, ['repeated']])
  assert.deepEqual(await shown(), [
    ['repeated', null],
    ['missing', '20.00'],
  ])
  assert.equal((await send(day(2, 10, 20))).taken, 1)
  assert.deepEqual(await shown(), [['repeated', null]], 'it came late, and is not missing any more')
  await checkMoney(at)
})

test('of many who confirm one deposit at once, one does', async () => {
  const subscription = await reserve(40)
  const paid = await bring([{ amount: '40.00', reference: paymentReference(subscription) }])
  const [entry] = await stand(paid)
  const answers = await Promise.all(Array.from({ length: 8 }, () => confirm([entry!.id])))
  assert.equal(answers.filter((one) => one.ok).length, 1)
  await assert.rejects(
    pool.query(
      'insert into bank_funding select entry, subscription, amount, $2, at from bank_funding where entry = $1',
      [entry!.id, 'jrn_x'],
    ),
    /bank_funding_pkey/,
  )
  await checkMoney()
})

test('a statement of ISO 20022 of another account, or with a document type, changes nothing', async () => {
  const text = fs.readFileSync(
    path.join(import.meta.dirname, '..', '..', 'test', 'fixtures', 'bank', 'camt-053-v02.xml'),
    'utf8',
  )
  const at = await world('3')
  const account = { issuer: at.issuer, name: 'Euro', number: 'DE89 3704 0044 0532 0130 00', currency: 'EUR' }
  const euro = must(await run('second', (work) => addBankAccount(work, account)))
  const taken = await run('second', (work) => addBankAccount(work, account))
  assert.ok(!taken.ok && taken.reason === 'BANK_ACCOUNT_TAKEN')
  const bringIn = (file: string, id = euro.id) =>
    run('importer', (work) => importBankStatement(work, sale, id, { format: 'camt.053', text: file }))
  const other = await bringIn(text.replace('DE89370400440532013000', 'GB29NWBK60161331926819'))
  assert.ok(!other.ok && other.reason === 'STATEMENT_OTHER_ACCOUNT')
  const doctype = await bringIn(text.replace('<Document', '<!DOCTYPE a><Document'))
  assert.ok(!doctype.ok && doctype.reason === 'XML_DTD_FORBIDDEN')
  const torn = await bringIn(text.slice(0, 900))
  assert.ok(!torn.ok && torn.reason === 'XML_INVALID')
  assert.equal((await stand(null, { ...at, bank: euro.id })).length, 0)

  assert.equal(must(await bringIn(text)).taken, 5)
  const [entry] = await stand(null, { ...at, bank: euro.id })
  assert.deepEqual((await paymentParties(db, [entry!.id])).get(entry!.id), {
    name: 'Ada Okafor',
    account: 'GB29NWBK60161331926819',
    text: 'Subscription RF71 1111 2222 33',
  })
  const claimed = { reference: paymentReference(await reserve(5, at)), reason: 'They wired it in euro.' }
  assert.equal(
    refusalOf(await run('second', (work) => payClaim(work, sale, entry!.id, claimed))),
    'CURRENCY_OTHER',
  )
  const { rows } = await pool.query<{ all: string }>(
    `select (select string_agg(to_jsonb(e)::text, '') from bank_entry e) || (select string_agg(detail::text, '') from audit_entry) as all`,
  )
  for (const word of ['Okafor', 'NWBK', 'Subscription']) assert.ok(!rows[0]!.all.includes(word), word)
})

test('property: whatever comes, is confirmed, sent and taken back, no money is made or lost', async () => {
  const act = fc.record({
    what: fc.constantFrom('pay', 'pay', 'pay', 'confirm', 'return', 'call-off', 'out', 'release', 'assign'),
    amount: fc.constantFrom(30, 60, 100),
    which: fc.nat({ max: 2 }),
  })
  let round = 10
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 6, maxLength: 14 }), async (acts) => {
      const at = await world(String((round += 1)))
      const subscriptions = [await reserve(60, at), await reserve(100, at), await reserve(130, at)]
      for (const { what, amount, which } of acts) {
        const subscription = subscriptions[which]!
        const reference = paymentReference(subscription)
        const all = await stand(null, at)
        if (what === 'pay') await bring([{ amount: `${amount}.00`, reference }], at)
        else if (what === 'out') await bring([{ amount: `-${amount}.00`, reference }], at)
        else if (what === 'assign') {
          const outgoing = all.find((one) => one.amount < 0n && one.status === 'suspense')
          const deposits = all.filter((one) => one.amount > 0n)
          if (outgoing !== undefined && deposits[which] !== undefined) {
            const said = { deposit: deposits[which].id, reason: 'x' }
            await run('second', (work) => assignOutgoing(work, sale, outgoing.id, said))
          }
        } else if (what === 'call-off') {
          const ordered = all.find(({ status }) => status === 'returning')
          if (ordered !== undefined)
            await run('importer', (work) => callOffReturn(work, ordered.id, { reason: 'x' }))
        } else if (what === 'release') await run('second', (work) => releaseDeposits(work, subscription))
        else if (what === 'confirm') {
          const proposed = all.filter(({ status }) => status === 'proposed')
          if (proposed[0] !== undefined) must(await confirm([proposed[0].id]))
        } else {
          const open = all.filter((one) => one.amount > 0n && one.open > 0n)
          const order = { bankReference: `OUT-${round}-${all.length}`, reason: 'x' }
          if (open[which] !== undefined)
            await run('second', (work) => orderReturn(work, sale, open[which]!.id, order))
        }
        await checkMoney(at)
      }
    }),
    { numRuns: 5 },
  )
})

test('B65, over HTTP: an officer brings in, a second one confirms, the issuer sees its own and no names', async () => {
  const at = await world('90')
  const [officer, other] = [await app.keyFor('officer'), await app.keyFor('officer')]
  const issuer = await app.keyFor('issuer', { issuer: at.issuer })
  const stranger = await app.keyFor('issuer', { issuer: first.issuer })
  const subscription = await reserve(25, at)
  const text = [
    HEADER,
    lineOf({ amount: '25.00', reference: paymentReference(subscription), bankReference: '=1+1' }),
    lineOf({ amount: '9.00', name: '=HYPERLINK(1)' }),
  ].join('\n')
  const bring_ = (body: object, key = officer) => app.call({ path: '/v1/bank-statements', key, body })
  const broken = await bring_({ account: at.bank, format: 'csv', text: text.replace('9.00', '9,00') })
  assert.equal(broken.statusCode, 422, broken.body)
  const { code, errors } = broken.json<{ code: string; errors: { path: string; code: string }[] }>()
  assert.deepEqual([code, errors[0]?.path, errors[0]?.code], ['CSV_ROW', 'line 3, row', 'CSV_COLUMNS'])
  const bomb = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
  const xml = await bring_({ account: at.bank, format: 'camt.053', text: bomb })
  assert.deepEqual([xml.statusCode, xml.json<{ code: string }>().code], [422, 'XML_DTD_FORBIDDEN'])
  const large = await bring_({ account: at.bank, format: 'csv', text: 'x'.repeat(8 * 1024 * 1024 + 1) })
  assert.deepEqual([large.statusCode, large.json<{ code: string }>().code], [413, 'CSV_TOO_LARGE'])
  const unknown = await bring_({ account: newId('bac'), format: 'csv', text })
  assert.equal(unknown.statusCode, 404)
  assert.equal((await bring_({ account: at.bank, format: 'csv', text })).statusCode, 201)

  type Entry = {
    id: string
    status: string
    payer: string | null
    waitingDays: number
    explanation: string | null
  }
  const list = async (key: string, query: string) =>
    (await app.call({ path: `/v1/bank-entries?account=${at.bank}&${query}`, key })).json<{
      items: Entry[]
      next: string | null
    }>()
  const page = await list(officer, 'status=waiting&limit=1')
  const rest = await list(officer, `status=waiting&limit=1&cursor=${page.next}`)
  const [nameless, proposed] = [page.items[0]!, rest.items[0]!]
  assert.deepEqual(
    [nameless.payer, nameless.status, proposed.status],
    ['=HYPERLINK(1)', 'suspense', 'proposed'],
  )
  assert.equal(nameless.explanation, 'No payment reference was written on the transfer.')
  assert.ok(nameless.waitingDays >= 0)
  assert.deepEqual(
    (await list(issuer, '')).items.map(({ payer }) => payer),
    [null, null],
  )
  assert.equal((await list(stranger, '')).items.length, 0)

  const confirmation = { path: '/v1/bank-entries/confirmations', body: { entries: [proposed.id] } }
  const own = await app.call({ ...confirmation, key: officer })
  assert.deepEqual([own.statusCode, own.json<{ code: string }>().code], [409, 'SECOND_PERSON_NEEDED'])
  const done = await app.call({ ...confirmation, key: other })
  assert.deepEqual(done.json<{ funded: string[] }>().funded, [subscription])
  const paidAlready = await reserve(26, at)
  const late = await bring_({
    account: at.bank,
    format: 'csv',
    text: [HEADER, lineOf({ amount: '26.00', reference: paymentReference(paidAlready) })].join('\n'),
  })
  assert.equal(late.statusCode, 201, late.body)
  const [waiting] = (await list(officer, 'status=proposed')).items
  await pool.query("update subscription set status = 'pending' where id = $1", [paidAlready])
  const refused = await app.call({ ...confirmation, body: { entries: [waiting!.id] }, key: other })
  const { fix } = OFFERING_PROBLEMS.STEP_ORDER
  const detail = 'The subscription does not wait for this: it is paid.'
  assert.deepEqual(refused.json(), {
    funded: [],
    refused: [{ subscription: paidAlready, entries: [waiting!.id], reason: 'STEP_ORDER', detail, fix }],
  })

  const file = await app.call({ path: `/v1/bank-entries.csv?account=${at.bank}`, key: officer })
  assert.ok(file.body.includes(`"'=HYPERLINK(1)"`) && file.body.includes(`"'=1+1"`), file.body)
  for (const [place, lines] of [
    [`offerings/${at.offering}`, 2],
    [`issuers/${at.issuer}`, 4],
  ] as const) {
    const balance = await app.call({ path: `/v1/${place}/trial-balance`, key: issuer })
    const { accounts, totals } = balance.json<{ accounts: unknown[]; totals: unknown[] }>()
    assert.deepEqual([accounts.length, totals], [lines, [{ currency: 'USD', sum: '0.00' }]], balance.body)
    assert.equal((await app.call({ path: `/v1/${place}/trial-balance`, key: stranger })).statusCode, 404)
    const journal = await app.call({ path: `/v1/${place}/journal.csv`, key: issuer })
    assert.match(journal.body, /subscription-funded/)
    assert.equal((await app.call({ path: `/v1/${place}/journal?limit=-1`, key: issuer })).statusCode, 422)
  }
  for (const word of ['HYPERLINK', 'OKAFOR']) assert.ok(!app.log().includes(word), word)
})

test('whoever is erased is named by no booking, and the money stays where it is', async () => {
  const subscription = await reserve(15)
  const paid = await bring([{ amount: '15.00', reference: paymentReference(subscription) }])
  const back = await bring([{ amount: '-15.00', reference: paymentReference(subscription) }])
  const ids = [...(await stand(paid)), ...(await stand(back))].map(({ id }) => id)
  assert.equal((await paymentParties(db, ids)).size, 2)
  const { rows } = await pool.query<{ investor: InvestorId }>(
    'select investor from subscription where id = $1',
    [subscription],
  )
  await run('second', (work) => erasePayersOf(work, rows[0]!.investor))
  assert.equal((await paymentParties(db, ids)).size, 0)
  await checkMoney()
})

test('a file of millions of rows or tags is refused before anything is built of it', async () => {
  const [rows, tags] = ['1\n'.repeat(4_000_000), `<a>${'<b/>'.repeat(2_000_000)}</a>`]
  const start = performance.now()
  for (const [format, text, reason] of [
    ['csv', `${HEADER}\n${rows}`, 'CSV_TOO_LARGE'],
    ['camt.053', tags, 'CAMT_TOO_LARGE'],
  ] as const) {
    const refused = await run('importer', (work) =>
      importBankStatement(work, sale, first.bank, { format, text }),
    )
    assert.ok(!refused.ok && refused.reason === reason, reason)
  }
  assert.ok(performance.now() - start < 2_000)
})

test('after all of it, the journal and the bookings of every issuer say the same', async () => {
  // A token is named as the bank's currency is.
  const { issuer, offering } = await world('8')
  for (const [event, minor] of [
    ['escrow-deposit', 500n],
    ['escrow-refund', 100n],
    ['escrow-release', 300n],
  ] as const) {
    const about = { key: '0x1:0', issuer, offering, subject: offering, amount: money(minor, USD) }
    await run('second', (work) => post(work, escrowEntry(event, about)))
  }
  assert.ok((await bookedSums(db)).filter(({ bookings }) => bookings !== 0n).length > 20)
  assert.deepEqual(await differing(), [])
})

test('a restored archive has the same books', async () => {
  const fresh = await testDatabase()
  const [from, to] = [await pool.connect(), await fresh.pool.connect()]
  try {
    const order = await tablesInOrder(from)
    await to.query('begin')
    for (const name of order.toReversed()) await to.query(`delete from "${name}"`)
    for (const name of order) await fillTable(to, await dumpTable(from, name))
    await to.query('commit')
  } finally {
    from.release()
    to.release()
  }
  const books = { issuer: first.issuer }
  assert.deepEqual(await trialBalance(fresh.db, books, NOW), await trialBalance(db, books, NOW))
})

test('money for a subscription whose risks are not confirmed waits in suspense, and is matched by itself once they are', async () => {
  const [id, other] = [await reserve(70, first, false), await reserve(80, first, false)]
  const reference = paymentReference(id)
  const statement = await bring([
    { amount: '70.00', reference },
    { amount: '80.00', reference: paymentReference(other), name: 'Eve Adams' },
  ])
  const waits = ['suspense RISKS_NOT_CONFIRMED 7000', 'suspense RISKS_NOT_CONFIRMED 8000']
  assert.deepEqual(await words(statement), waits)
  const [entry] = await stand(statement)
  const refused = await run('second', (work) =>
    matchByHand(work, sale, entry!.id, { reference, reason: 'It names the subscription.' }),
  )
  assert.equal(refused.ok ? null : refused.reason, 'RISKS_NOT_CONFIRMED')
  const rematch = () => rematchDeposits({ db, sale, clock: { now: () => NOW } })
  assert.equal(await rematch(), 0)
  assert.deepEqual(await words(statement), waits)

  for (const one of [id, other]) {
    const { rows } = await pool.query<{ investor: InvestorId }>(
      'select investor from subscription where id = $1',
      [one],
    )
    const place = { offering: first.offering, investor: rows[0]!.investor }
    await run('second', (work) => readyToPay(work, place))
  }
  assert.deepEqual([await rematch(), await rematch()], [2, 0])
  assert.deepEqual(await words(statement), ['proposed 7000', 'suspense PAYER_OTHER 8000'])
  const own = await confirm([entry!.id], 'importer')
  assert.ok(!own.ok && own.reason === 'SECOND_PERSON_NEEDED')
  assert.deepEqual(must(await confirm([entry!.id])).funded, [id])
  await checkMoney()
})

test('what was said of people before words were kept in the vault is in no table any more', async () => {
  const subscription = await reserve(70)
  const entry = (await stand(await bring([{ amount: '1.00', reference: 'rent' }])))[0]!
  const migration = path.join(import.meta.dirname, '..', '..', 'migrations', '0520-codes-for-reasons.sql')
  const before = await verifyAudit(db)
  for (const table of ['subscription_event', 'subscription', 'bank_entry_event'])
    await pool.query(`alter table ${table} drop constraint ${table}_reason_code`)
  await pool.query(
    `insert into subscription_event (subscription, from_state, to_state, reason, at, by)
     values ($1, 'eligible', 'rejected', 'Ana Okafor lied', now(), 'x'), ($1, 'eligible', 'expired', 'NOT_PAID', now(), 'x')`,
    [subscription],
  )
  await pool.query(`update subscription set reason = 'Ana Okafor lied' where id = $1`, [subscription])
  await pool.query(
    `insert into bank_entry_event (entry, what, used, reason, at, by) values ($1, 'fee', 0, 'Ana Okafor lied', now(), 'x')`,
    [entry.id],
  )

  await pool.query(fs.readFileSync(migration, 'utf8'))

  const told = [...(await storedTexts(database))].filter(([, text]) => text.includes('Okafor'))
  assert.deepEqual(told, [])
  const { rows } = await pool.query<{ reason: string }>(
    'select reason from subscription_event where subscription = $1 and reason is not null order by seq',
    [subscription],
  )
  assert.deepEqual(
    rows.map(({ reason }) => reason),
    ['REJECTED', 'NOT_PAID'],
  )
  assert.deepEqual(await verifyAudit(db), before)
  await assert.rejects(pool.query(`update bank_entry_event set reason = 'X'`), /edit|kept|never/)
})
