import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshLists, oldLists } from '../../test/lists.ts'
import { parseId, type BankEntryId, type SubscriptionId } from '../kernel/ids.ts'
import { must, ok } from '../kernel/result.ts'
import { appendAudit } from '../platform/audit.ts'
import type { Work } from '../platform/work.ts'
import { fiatSubscriptions } from '../offering/fiat/fiat-subscription.service.ts'
import { mendBooks } from '../offering/fiat/fiat.job.ts'
import { lockEntry } from './bank-entry.store.ts'
import { payClaim } from './claim-payment.service.ts'
import { matchByHand } from './deposit-match.service.ts'
import { releaseDeposits, returnSurplus } from './deposit-release.service.ts'
import { orderReturn } from './outgoing.service.ts'
import { fundedAtBank } from './bank.service.ts'
import { paymentReference } from './payment-reference.ts'
import { bankWorld, type Person, NOW } from '../../test/bank-world.ts'

const {
  db,
  pool,
  database,
  sale,
  run,
  world,
  reserve,
  judge,
  bring,
  stand,
  words,
  confirm,
  statusOf,
  books,
  checkMoney,
  differing,
  assign,
  refusalOf,
  told,
  beside,
} = await bankWorld()

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

test('after all of it, the journal and the bookings say the same', async () => {
  assert.deepEqual(await differing(), [])
})
