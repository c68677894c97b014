import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { must } from '../kernel/result.ts'
import { importBankStatement } from './statement-import.service.ts'
import { payClaim } from './claim-payment.service.ts'
import { addBankAccount, paymentParties } from './bank.service.ts'
import { paymentReference } from './payment-reference.ts'
import { bankWorld, HEADER } from '../../test/bank-world.ts'

const { differing, db, pool, app, sale, run, world, first, reserve, stand, checkMoney, refusalOf } =
  await bankWorld()

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

test('after all of it, the journal and the bookings say the same', async () => {
  assert.deepEqual(await differing(), [])
})
