import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { testDatabase } from '../../../test/database.ts'
import { escrowWorld, PRICE } from '../../../test/escrow-world.ts'
import { recordDocument } from '../../instrument/token.service.ts'
import { TERM_SHEET } from '../../instrument/token.ts'
import { uploadDocument } from '../../issuer/data-room.service.ts'
import { costOf } from '../../instrument/price.ts'
import { displayMoney } from '../../kernel/decimal.ts'
import { must } from '../../kernel/result.ts'
import { readArchive } from '../../platform/file/archive.ts'
import { readContent } from '../../platform/file/content.ts'
import { unlockVault } from '../../platform/vault/seal.ts'
import { shred } from '../../platform/vault/vault.ts'
import { agreementToSign, countersign, signAgreement } from '../agreement/agreement.service.ts'
import { closingBinder } from './binder.service.ts'
import { allotmentTable, paidInEach } from './binder.ts'
import { offeringView } from '../offering.service.ts'
import { subscriptionById } from '../subscription/subscription.service.ts'
import { paymentReference } from '../../bank/payment-reference.ts'

const database = await testDatabase()
const { db, pool } = database
unlockVault(Buffer.alloc(32, 7))
const office = await escrowWorld(database)
const { as, sale, subscribe, pay, settle, chain } = office
const ana = await office.approved('Ana Núñez', [60])
const bo = await office.approved('Bo Berg', [61])
await settle()
for (const i of [60, 61]) await office.fund(office.account(i).address, 1_000n * PRICE)
const { id, instrument } = await sale('bound', 100n, { agreementRequired: true, allocation: 'pro-rata' })

const SHEET = 'version: 1\n# the sheet of this test\n'
const sheetHash = createHash('sha256').update(SHEET).digest('hex')
await as('test', async (work) => {
  await recordDocument(work, instrument.id, { name: TERM_SHEET, sha256: sheetHash })
  must(
    await uploadDocument(work, instrument, {
      kind: 'risk-factors',
      title: 'Risks',
      visibility: 'public',
      bytes: Buffer.from('Everything may be lost.'),
    }),
  )
})
await pool.query('insert into term_sheet values ($1, $2, $3, now(), $4)', [
  sheetHash,
  instrument.id,
  SHEET,
  'test',
])
// No handler of this world takes anchors; they stand where a watcher would have put them.
await pool.query(
  `update instrument_document set anchored_block = 7, anchored_tx = $1, anchored_at = $2 where instrument = $3`,
  [`0x${'ab'.repeat(32)}`, office.now().toString(), instrument.id],
)

const one = await subscribe(id, ana, 60, 60n)
const two = await subscribe(id, bo, 61, 90n)
for (const [{ id: of }, index, name] of [
  [one, 60, 'Ana Núñez'],
  [two, 61, 'Bo Berg'],
] as const) {
  const subscription = await subscriptionById(db, of)
  const data = subscription && (await agreementToSign(db, chain.chainId, subscription))
  assert.ok(data)
  const signature = await office.account(index).signTypedData(data)
  must(await as(`person ${index}`, (work) => signAgreement(work, chain, of, { name, signature })))
  await pay(of, index)
}
await settle()
must(await as('issuer', (work) => countersign(work, id, [one.id, two.id])))

const binder = async (withNames: boolean) => {
  const view = await offeringView(db, { id }, office.now())
  assert.ok(view)
  return as('issuer', (work) => closingBinder(work, view, withNames))
}
const LIMITS = { entries: 100, unpackedBytes: 10_000_000, ratio: 1_000 }
const filesOf = (bytes: Buffer) => must(readArchive(bytes, LIMITS))
const text = (files: ReadonlyMap<string, Uint8Array>, name: string) =>
  Buffer.from(files.get(name) ?? '').toString('utf8')

test('before the closing there is no binder', async () => {
  const early = await binder(true)
  assert.equal(early.ok ? null : early.reason, 'OFFERING_NOT_CLOSED')
})

test('the binder holds the sheet, the agreements, who got what, the anchors and the log, each under its hash', async () => {
  await office.moveTo(office.now().add({ hours: 24 * 40 }))
  await office.close(id)
  const files = filesOf(must(await binder(true)).bytes)
  assert.deepEqual(
    [...files.keys()],
    [
      ...[one.id, two.id].sort().map((each) => `agreements/${each}.pdf`),
      'agreements.csv',
      'allotments.csv',
      'anchors.csv',
      'audit.csv',
      'index.pdf',
      'term-sheet.yaml',
    ].sort(),
  )
  assert.equal(text(files, 'term-sheet.yaml'), SHEET)
  const allotments = text(files, 'allotments.csv')
  // 150 asked for and 100 there: everybody two thirds, and the rest back.
  assert.match(
    allotments,
    new RegExp(`"${one.id}".*"Ana Núñez".*"60","40","60.000000","wallet","40.000000","20.000000"`),
  )
  assert.match(
    allotments,
    new RegExp(`"${two.id}".*"Bo Berg".*"90","60","90.000000","wallet","60.000000","30.000000"`),
  )
  assert.ok(allotments.includes(paymentReference(one.id)))
  const anchors = text(files, 'anchors.csv')
  assert.ok(anchors.includes(sheetHash) && anchors.includes('"Risks"'))
  const audit = text(files, 'audit.csv')
  for (const action of [
    'offering.opened',
    'agreement.signed',
    'agreement.countersigned',
    'subscription.issued',
    'offering.closed',
  ])
    assert.ok(audit.includes(`"${action}"`), action)
  assert.ok(!audit.includes('binder-opened'))
  const agreements = text(files, 'agreements.csv')
  for (const each of [one.id, two.id]) {
    const hash = createHash('sha256')
      .update(files.get(`agreements/${each}.pdf`)!)
      .digest('hex')
    assert.match(agreements, new RegExp(`"${each}","${hash}"`))
  }
  const index = Buffer.from(files.get('index.pdf') ?? '')
  assert.ok(readContent(index).ok)
})

test('asked for again, and after other things have happened since, it is the same bytes', async () => {
  const first = must(await binder(true)).bytes
  await as('test', async (work) => {
    must(
      await uploadDocument(work, instrument, {
        kind: 'other',
        title: 'Afterwards',
        visibility: 'public',
        bytes: Buffer.from('A document of a later day.'),
      }),
    )
    await recordDocument(work, instrument.id, { name: TERM_SHEET, sha256: 'cd'.repeat(32) })
  })
  await office.moveTo(office.now().add({ hours: 100 }))
  assert.ok(must(await binder(true)).bytes.equals(first))
})

test('whoever may not read names gets none, and no agreements; the hashes are there', async () => {
  const bytes = must(await binder(false)).bytes
  assert.ok(must(await binder(false)).bytes.equals(bytes))
  const files = filesOf(bytes)
  assert.ok(![...files.keys()].some((name) => name.startsWith('agreements/')))
  for (const name of files.keys())
    for (const person of ['Núñez', 'Bo Berg'])
      assert.ok(!text(files, name).includes(person), `${name}: ${person}`)
  assert.match(text(files, 'agreements.csv'), new RegExp(`"${one.id}","[0-9a-f]{64}"`))
})

test('who was erased is in it under an id alone', async () => {
  await as('test', (work) => shred(work, bo))
  const files = filesOf(must(await binder(true)).bytes)
  assert.ok(files.has(`agreements/${one.id}.pdf`) && !files.has(`agreements/${two.id}.pdf`))
  assert.ok(!text(files, 'allotments.csv').includes('Bo Berg'))
  assert.match(text(files, 'agreements.csv'), new RegExp(`"${two.id}","[0-9a-f]{64}"`))
})

test('money: what was paid is the cost of what was given and what went back, to the last minor unit', () => {
  const price = { ...instrument, unitPrice: { ...instrument.unitPrice, minor: 333_333n }, decimals: 2 }
  const paid = {
    ...one,
    number: 1n,
    state: 'issued',
    units: 700n,
    amount: 2_333_331n,
    allotted: 667n,
    cost: costOf(price, { sold: 0n, units: 667n }),
  } as const
  const { columns, rows } = allotmentTable(
    [paid, { ...paid, state: 'refunded', allotted: null, cost: null }],
    price,
    null,
  )
  assert.ok(!columns.includes('name'))
  const cell = (row: number, column: string) => rows[row]![columns.indexOf(column)]
  // 6.67 × 0.333333 is 2.22333111: a fraction of a minor unit is not given away.
  assert.deepEqual(
    ['unitsAsked', 'unitsAllotted', 'paid', 'cost', 'paidBack'].map((column) => cell(0, column)),
    ['7.00', '6.67', '2.333331', '2.223332', '0.109999'],
  )
  assert.deepEqual(
    ['unitsAllotted', 'cost', 'paidBack'].map((column) => cell(1, column)),
    ['0.00', '0.000000', '2.333331'],
  )
  const rate = { token: price.treasury, currency: { code: 'EURX', decimals: 4 }, rate: 920_000_000_000n }
  const offering = { ...price.offering, currencies: [rate] }
  const euros = allotmentTable([{ ...paid, currency: 1 }], { ...price, offering }, null)
  const own = (column: string) => euros.rows[0]![euros.columns.indexOf(column)]
  assert.deepEqual(paidInEach([paid, { ...paid, currency: 1 }], { ...price, offering })?.map(displayMoney), [
    '2.223332 USDX',
    '2.0455 EURX',
  ])
  assert.deepEqual(
    paidInEach([paid, { ...paid, isFiat: true }], { ...price, offering })?.map(displayMoney),
    ['2.223332 USDX', '0.00 EURX', '2.23 USD'],
    'what a bank took is no stablecoin',
  )
  assert.equal(paidInEach([paid], price), null)
  assert.deepEqual(['paid', 'cost', 'paidBack', 'currency'].map(own), ['2.1467', '2.0455', '0.1012', 'EURX'])
})
