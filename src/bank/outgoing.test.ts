import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BankEntryId } from '../kernel/ids.ts'
import { formatDecimal, parseDecimal } from '../kernel/decimal.ts'
import { must, ok } from '../kernel/result.ts'
import { appendAudit } from '../platform/audit.ts'
import type { Work } from '../platform/work.ts'
import { lockOffering } from '../offering/offering.store.ts'
import { importBankStatement } from './statement-import.service.ts'
import { lockEntry } from './bank-entry.store.ts'
import { releaseDeposits } from './deposit-release.service.ts'
import { assignOutgoing, bookFee, callOffReturn, orderReturn } from './outgoing.service.ts'
import { paymentReference } from './payment-reference.ts'
import { bankWorld, type Person } from '../../test/bank-world.ts'

const {
  differing,
  pool,
  sale,
  run,
  first,
  reserve,
  bring,
  stand,
  words,
  confirm,
  statusOf,
  books,
  checkMoney,
  assign,
  refusalOf,
  beside,
} = await bankWorld()

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
      ${balance('OPBD', '100.00', day)}${balance('CLBD', formatDecimal(10_000n - must(parseDecimal(amount, 2)), 2), day)}
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

test('after all of it, the journal and the bookings say the same', async () => {
  assert.deepEqual(await differing(), [])
})
