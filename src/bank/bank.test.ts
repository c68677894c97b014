import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { testDatabase } from '../../test/database.ts'
import { storedTexts } from '../../test/tables.ts'
import { newId, type InvestorId } from '../kernel/ids.ts'
import { money, USD } from '../kernel/money.ts'
import { must } from '../kernel/result.ts'
import { post, trialBalance } from '../ledger/journal.service.ts'
import { verifyAudit } from '../platform/audit.ts'
import { dumpTable, fillTable, tablesInOrder } from '../platform/db/dump.ts'
import { OFFERING_PROBLEMS } from '../offering/offering.problems.ts'
import { erasePayersOf } from '../offering/fiat/fiat-subscription.service.ts'
import { escrowEntry } from '../offering/escrow/escrow-journal.ts'
import { bookedSums } from './bank-books.service.ts'
import { releaseDeposits } from './deposit-release.service.ts'
import { assignOutgoing, callOffReturn, orderReturn } from './outgoing.service.ts'
import { paymentParties } from './bank.service.ts'
import { paymentReference } from './payment-reference.ts'
import { bankWorld, NOW, HEADER } from '../../test/bank-world.ts'

const {
  db,
  pool,
  database,
  app,
  sale,
  run,
  world,
  first,
  reserve,
  lineOf,
  bring,
  stand,
  confirm,
  checkMoney,
  differing,
} = await bankWorld()

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

test('bookings are narrowed and sorted by the server, by who paid for officers alone, and the file alike', async () => {
  const at = await world('91')
  const subscription = await reserve(25, at)
  await bring(
    [
      { amount: '25.00', reference: paymentReference(subscription), name: 'Ada Okafor' },
      { amount: '9.00', name: 'Bo Bergström' },
      { amount: '1000.00', name: 'BERGSTROM AND SONS' },
    ],
    at,
  )
  const officer = await app.keyFor('officer')
  const issuer = await app.keyFor('issuer', { issuer: at.issuer })
  const amounts = async (query: string, key = officer) => {
    const answer = await app.call({ path: `/v1/bank-entries?account=${at.bank}&${query}`, key })
    return answer.json<{ items: { amount: { amount: string } }[] }>().items.map(({ amount }) => amount.amount)
  }
  const [today, before] = [lineOf({ amount: '1' }).slice(0, 10), '2020-01-01']
  for (const [query, found] of [
    ['sort=amount', ['9.00', '25.00', '1000.00']],
    ['sort=-amount', ['1000.00', '25.00', '9.00']],
    ['sort=bookedOn', ['25.00', '9.00', '1000.00']],
    ['payer=bergstr%C3%B6m', ['1000.00', '9.00']],
    ['payer=bergstrom&sort=amount&limit=1', ['9.00']],
    [
      `reference=${paymentReference(subscription).toLowerCase().slice(0, 6)} ${paymentReference(subscription).slice(6)}`,
      ['25.00'],
    ],
    ['reference=none', []],
    [`until=${before}`, []],
    [`from=${today}&until=${today}&sort=at`, ['25.00', '9.00', '1000.00']],
  ] as const) {
    assert.deepEqual(await amounts(query), found, query)
    const file = await app.call({
      path: `/v1/bank-entries.csv?account=${at.bank}&${query.replace('&limit=1', '')}`,
      key: officer,
    })
    const cells = file.body
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split('","')[2])
    assert.deepEqual(cells.slice(0, found.length), found, query)
  }
  assert.deepEqual(await amounts('payer=bergstrom', issuer), [], 'who paid is no business of theirs')
  const first = await app.call({
    path: `/v1/bank-entries?account=${at.bank}&payer=berg&limit=1`,
    key: officer,
  })
  const { next } = first.json<{ next: string }>()
  assert.deepEqual(await amounts(`payer=berg&limit=1&cursor=${next}`), ['9.00'])
  assert.equal((await app.call({ path: '/v1/bank-entries?sort=payer', key: officer })).statusCode, 422)
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
  assert.ok((await bookedSums(db)).filter(({ bookings }) => bookings !== 0n).length > 5)
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
