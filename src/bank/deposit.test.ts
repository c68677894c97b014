import assert from 'node:assert/strict'
import { test } from 'node:test'
import { storedTexts } from '../../test/tables.ts'
import { readyToPay } from '../../test/ready-to-pay.ts'
import { newId, type InvestorId } from '../kernel/ids.ts'
import { must } from '../kernel/result.ts'
import { matchByHand } from './deposit-match.service.ts'
import { releaseDeposits } from './deposit-release.service.ts'
import { bookFee, orderReturn } from './outgoing.service.ts'
import { bankEntryById, entryWords } from './bank.service.ts'
import { rematchDeposits } from './bank.job.ts'
import { paymentReference } from './payment-reference.ts'
import { bankWorld, type Person, NOW } from '../../test/bank-world.ts'

const {
  differing,
  db,
  pool,
  database,
  sale,
  run,
  first,
  reserve,
  bring,
  stand,
  words,
  confirm,
  statusOf,
  checkMoney,
} = await bankWorld()

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

test('after all of it, the journal and the bookings say the same', async () => {
  assert.deepEqual(await differing(), [])
})
