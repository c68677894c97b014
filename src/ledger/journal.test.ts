import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { testDatabase } from '../../test/database.ts'
import { recordIssuer } from '../issuer/issuer.service.ts'
import { newId } from '../kernel/ids.ts'
import { USD, USDX } from '../kernel/money.ts'
import { unlockVault } from '../platform/vault/seal.ts'
import { systemActor, type Work } from '../platform/work.ts'
import { post, reverse, journal, trialBalance } from './journal.service.ts'
import { checkPostings, JournalUnsound, moved, trialTotals, type Account, type Posting } from './journal.ts'

unlockVault(randomBytes(32))
const { db, pool } = await testDatabase()
const START = Temporal.Instant.from('2026-06-01T12:00:00Z')
const at = (hours: number) => START.add({ hours })
const work = (hours = 0): Work => ({ db, now: at(hours), by: systemActor('test') })
const company = {
  name: 'Acme',
  form: 'LLC',
  jurisdiction: 'US-DE',
  registryNumber: null,
  lei: null,
  formedOn: null,
}
const issuer = await recordIssuer(work(), { key: 'acme', ...company })
const bankId = newId('bac')
const of = (kind: Account['kind'], currency = USD): Account => ({
  kind,
  issuer,
  offering: null,
  bank: kind === 'bank' ? bankId : null,
  currency,
})
const received = (amount: bigint) => moved(amount, { from: of('suspense'), to: of('bank') })
const entry = (key: string, postings: readonly Posting[]) => ({
  key,
  event: 'received',
  subject: 'bke_1',
  postings,
})

test('what does not sum to zero in each currency is no entry', () => {
  const [debit, credit] = received(100n) as [Posting, Posting]
  checkPostings([debit, credit])
  const unsound = [
    [debit],
    [],
    [debit, { ...credit, amount: -99n }],
    [debit, { account: of('suspense', USDX), amount: -100n }],
    [debit, { account: { ...of('suspense'), issuer: newId('iss') }, amount: -100n }],
    [debit, { account: { ...of('suspense'), offering: newId('off') }, amount: -100n }],
    [
      { ...debit, amount: 0n },
      { ...credit, amount: 0n },
    ],
    [debit, { account: { ...of('bank'), bank: null }, amount: -100n }],
  ]
  for (const postings of unsound) assert.throws(() => checkPostings(postings), JournalUnsound)
})

test('balances are those of any time, and the same event twice is one entry', async () => {
  const first = await post(work(1), entry('one', received(500n)))
  assert.equal(await post(work(2), entry('one', received(500n))), first)
  await assert.rejects(post(work(2), entry('one', received(501n))), JournalUnsound)
  const second = await post(work(3), entry('two', received(70n)))
  const bank = async (hours: number) =>
    (await trialBalance(db, { issuer }, at(hours))).find(({ account }) => account.kind === 'bank')?.balance
  assert.deepEqual(await Promise.all([0, 1, 2, 3].map(bank)), [undefined, 500n, 500n, 570n])

  const back = await reverse(work(4), second, { event: 'corrected', subject: 'bke_1' })
  assert.equal(await reverse(work(5), second, { event: 'corrected', subject: 'bke_1' }), back)
  assert.equal(await bank(5), 500n)
  const [latest] = await journal(db, { issuer }, { before: null, limit: 1 })
  assert.equal(latest?.reverses, second)
  const older = await journal(db, { issuer }, { before: { at: latest.at, id: latest.id }, limit: 10 })
  assert.deepEqual(
    older.map(({ id }) => id),
    [second, first],
  )
  const { rows } = await pool.query<{ n: number }>(
    `select count(*)::int as n from audit_entry where action = 'journal.posted'`,
  )
  assert.equal(rows[0]?.n, 3)
})

test('one of ten who post the same event at once writes it', async () => {
  const ids = await Promise.all(Array.from({ length: 10 }, () => post(work(6), entry('race', received(9n)))))
  assert.equal(new Set(ids).size, 1)
  await reverse(work(6), ids[0]!, { event: 'corrected', subject: 'bke_1' })
})

test('the database itself keeps the books: nothing edited, added, or off by a cent', async () => {
  const id = await post(work(7), entry('kept', received(5n)))
  const edits = [
    'update journal_posting set amount = amount + 1',
    'delete from journal_entry',
    'update ledger_account set kind = $$fees$$',
  ]
  for (const edit of edits) await assert.rejects(pool.query(edit), /never edited/)
  const add = (line: number, amount: number) =>
    pool.query(
      'insert into journal_posting select entry, $2, account, $3 from journal_posting where entry = $1 and line = 1',
      [id, line, amount],
    )
  await assert.rejects(add(3, 1), /not whole/)
  await assert.rejects(
    pool.query(`with e as (insert into journal_entry values ('jrn_x', 'x', 'x', 'x', now(), 'x', null, 2) returning id)
      insert into journal_posting select e.id, line, account, amount + 1 from e, journal_posting where entry = '${id}'`),
    /sum to zero/,
  )
  await assert.rejects(
    pool.query(`insert into journal_entry values ('jrn_y', 'y', 'y', 'y', now(), 'y', null, 2)`),
    /not whole/,
  )
})

test('property: whatever is posted and taken back, every book sums to zero at every time', async () => {
  const kinds = ['bank', 'suspense', 'fees', 'refunds-due', 'subscriptions-received'] as const
  const step = fc.record({
    amount: fc.bigInt(1n, 10n ** 20n),
    from: fc.constantFrom(...kinds),
    to: fc.constantFrom(...kinds),
    currency: fc.constantFrom(USD, USDX),
    takeBack: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
      const keyed = newId('jrn')
      for (const [i, { amount, from, to, currency, takeBack }] of steps.entries()) {
        const postings = moved(amount, { from: of(from, currency), to: of(to, currency) })
        const id = await post(work(10 + i), entry(`${keyed} ${i}`, postings))
        if (takeBack) await reverse(work(20 + i), id, { event: 'corrected', subject: id })
      }
      for (const hours of [12, 18, 25, 40])
        for (const { sum } of trialTotals(await trialBalance(db, { issuer }, at(hours))))
          assert.equal(sum, 0n)
    }),
    { numRuns: 12 },
  )
})

test('a token may be called anything, also as a bank’s currency with other minor units', async () => {
  const odd = [
    { code: 'USDC.e', decimals: 6 },
    { code: 'E', decimals: 18 },
    { code: 'USD', decimals: 6 },
  ]
  const mine = await recordIssuer(work(), { key: 'odd', ...company, registryNumber: 'odd' })
  for (const [i, currency] of odd.entries()) {
    const at = (kind: Account['kind']) => ({ ...of(kind, currency), issuer: mine })
    await post(work(), entry(`odd ${i}`, moved(5n, { from: at('suspense'), to: at('treasury') })))
  }
  const at = (kind: Account['kind']) => ({ ...of(kind), issuer: mine })
  await post(work(), entry('even', moved(7n, { from: at('suspense'), to: at('treasury') })))
  const balances = await trialBalance(db, { issuer: mine }, work().now)
  assert.equal(balances.length, 8)
  assert.equal(trialTotals(balances).length, 4)
})
