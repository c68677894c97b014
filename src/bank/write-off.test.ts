import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BankEntryId } from '../kernel/ids.ts'
import { must } from '../kernel/result.ts'
import { payClaim } from './claim-payment.service.ts'
import { fundedAtBank } from './bank.service.ts'
import { confirmWriteOff, proposeWriteOff, withdrawWriteOff } from './write-off.service.ts'
import { paymentReference } from './payment-reference.ts'
import { bankWorld, type Person } from '../../test/bank-world.ts'

const {
  db,
  pool,
  sale,
  run,
  reserve,
  bring,
  stand,
  words,
  confirm,
  books,
  checkMoney,
  differing,
  assign,
  refusalOf,
} = await bankWorld()

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

test('after all of it, the journal and the bookings say the same', async () => {
  assert.deepEqual(await differing(), [])
})
