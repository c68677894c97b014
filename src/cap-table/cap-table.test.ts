import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { soldInstrument } from '../../test/sold-instrument.ts'
import { issuerById, recordIssuer } from '../issuer/issuer.service.ts'
import { transaction } from '../platform/db/database.ts'
import { writeArchive } from '../platform/file/archive.ts'
import { systemActor } from '../platform/work.ts'
import { capTableRoutes } from './cap-table.routes.ts'
import { readOcfPackage, writeOcfPackage } from './ocf-package.service.ts'
import { readCapTable } from './reading.service.ts'
import { registerPackage } from './register-export.ts'

const FIXTURES = path.join(import.meta.dirname, '..', '..', 'test', 'fixtures', 'ocf', 'options')
const BAD_INPUTS = path.join(import.meta.dirname, '..', '..', 'test', 'fixtures', 'bad-inputs')
const database = await testDatabase()
const now = Temporal.Instant.from('2026-09-01T12:00:00Z')
const app = await testApp(database, capTableRoutes, { clock: { now: () => now } })
const { instrument } = await transaction(database.db, (db) =>
  soldInstrument({ db, now, by: systemActor('test') }, 'tower', 'reg-s'),
)
const key = await app.keyFor('issuer', { issuer: instrument.issuer })

const files = new Map(
  fs.readdirSync(FIXTURES).map((name) => [
    name,
    new TextEncoder().encode(
      // Sums in the published tutorial are of earlier versions of its files.
      fs.readFileSync(path.join(FIXTURES, name), 'utf8').replace(/,\s*"md5": "[0-9a-f]{32}"/g, ''),
    ),
  ]),
)
type Reading = {
  accepted: boolean
  findings: { code: string; path: string; detail: string }[]
  securities: { id: string; quantity: string; vested: string | null }[]
  fullyDiluted: { shares: string; lines: { kind: string; shares: string; percent: string }[] }
}
const reading = async (content: string, more: object = {}) => {
  const body = { content, asOf: '2025-01-01', ...more }
  return app.call({ path: '/v1/cap-tables/reading', key, body })
}

test('a cap table is read, told up to a day, and counted fully diluted; nothing of it is kept', async () => {
  const answer = await reading(writeArchive(files).toString('base64'))
  const told = answer.json<Reading>()
  assert.equal(told.accepted, true, answer.body)
  assert.deepEqual(
    told.securities.map(({ quantity }) => quantity),
    ['5000', '75000', '25000'],
  )
  // 8,000,000 reserved, 100,000 granted.
  assert.deepEqual(
    told.fullyDiluted.lines.map(({ kind, shares }) => [kind, shares]),
    [
      ['preferred', '5000'],
      ['granted', '75000'],
      ['common', '25000'],
      ['pool', '7900000'],
    ],
  )
  assert.equal(told.fullyDiluted.shares, '8005000')
})

test('what is wrong is listed with its place, and what is no archive or a trap is refused', async () => {
  const spoilt = new Map([...files].filter(([name]) => name !== 'StockPlans.ocf.json'))
  const told = (await reading(writeArchive(spoilt).toString('base64'))).json<Reading>()
  assert.equal(told.accepted, false)
  assert.ok(
    told.findings.some(({ code, detail }) => code === 'OCF_FILE_MISSING' && /StockPlans/.test(detail)),
  )
  const code = async (content: string) => (await reading(content)).json<{ code: string }>().code
  assert.equal(await code(Buffer.from('no archive').toString('base64')), 'ARCHIVE_DAMAGED')
  assert.equal(await code('%%%'), 'FILE_ENCODING')
  assert.equal(
    await code(writeArchive(new Map([['../x', new Uint8Array(1)]])).toString('base64')),
    'ARCHIVE_UNSAFE',
  )
})

const list = async (lines: readonly string[]) => {
  const content = Buffer.from(lines.join('\r\n')).toString('base64')
  return (await reading(content, { format: 'csv', price: '2' })).json<
    Reading & { stakeholders: { id: string; name: string }[] }
  >()
}
const HEADER = 'stakeholder,security,class,quantity,issued,price,amount,currency,cap,discount,timing'

test('a plain list is a cap table too: stock, grants, a pool, warrants and convertibles', async () => {
  const told = await list([
    HEADER,
    'Ada Okafor,common,Common,6000000,2023-01-01,0.0001,,USD,,,',
    '"Lark, Finch & Co. LP",preferred,Seed,2000000,2024-03-01,0.5,,USD,,,',
    'Ada Okafor,option,Common,500000,2024-06-01,0.10,,USD,,,',
    ',pool,Common,900000,2024-06-01,,,,,,',
    'Bank of Finches,warrant,Common,100000,2024-07-01,,,,,,',
    'Kestrel LLC,safe,,,2024-08-01,,1000000,USD,10000000,,post-money',
    'Later AG,common,Common,5,2025-02-01,,,,,,',
  ])
  assert.deepEqual(
    told.findings.filter(({ code }) => code !== 'CSV_NOT_OCF'),
    [],
  )
  assert.deepEqual(
    told.fullyDiluted.lines.map(({ kind, shares }) => [kind, shares]),
    [
      ['common', '6000000'],
      ['preferred', '2000000'],
      ['granted', '500000'],
      ['warrant', '100000'],
      ['pool', '900000'],
      // A tenth of everything after it: 9,500,000 ÷ 9.
      ['convertible', '1055555'],
    ],
  )
  const earlier = await list([
    HEADER,
    ',pool,Common,900000,2025-06-01,,,,,,',
    'Ada,common,Common,5,2024-01-01,,,,,,',
  ])
  assert.deepEqual(
    earlier.fullyDiluted.lines.map(({ kind }) => kind),
    ['common'],
    'a pool counts from its day on',
  )
  assert.deepEqual(
    told.stakeholders.map(({ name }) => name),
    ['Ada Okafor', 'Lark, Finch & Co. LP', 'Bank of Finches', 'Kestrel LLC', 'Later AG'],
  )
})

test('B43: a list of millions of rows is refused before anything is built of it', async () => {
  const rows = 'A,common,C,1,2024-01-01,,,,,,\n'.repeat(900_000)
  const content = Buffer.from(`${HEADER}\n${rows}`).toString('base64')
  const refused = await reading(content, { format: 'csv' })
  assert.deepEqual([refused.statusCode, refused.json<{ code: string }>().code], [413, 'CSV_TOO_LARGE'])
})

test('B42: every row of a list that is wrong is named with its line and column, and then nothing is read', async () => {
  const told = await list([
    HEADER.replaceAll(',', ';'),
    'Ada;common;Common;-5;2024-01-01;;;;;;',
    'Ada;share;Common;5;2024-01-01;;;;;;',
    'Ada;common;;5;2024-02-30;;;;;;',
    'Ada;safe;Common;;2024-01-01;;100;usd;;1.5;later',
    'Ada;common;Common;5;2024-01-01;1;;;;;',
    'Ada;preferred;Common;5;2024-01-01;;;;;;;;',
    'Bo;common;Common;5;2024-01-01;;;;;;',
    'Bo;preferred;Common;5;2024-01-01;;;;;;',
    '=HYPERLINK(1);common;Common;1e3;2024-01-01;;;;;;',
    'Bo;common;Common;5;2024-01-01;;;;;;',
  ])
  assert.equal(told.accepted, false)
  assert.deepEqual(told.securities, [])
  assert.deepEqual(
    told.findings.map(({ code, path: at }) => `${at}: ${code}`),
    [
      'line 2, quantity: CSV_VALUE_INVALID',
      'line 3, security: CSV_SECURITY',
      'line 4, issued: CSV_VALUE_INVALID',
      'line 4, class: CSV_VALUE_MISSING',
      'line 5, class: CSV_VALUE_STRAY',
      'line 5, currency: CSV_VALUE_INVALID',
      'line 5, discount: CSV_VALUE_INVALID',
      'line 5, timing: CSV_VALUE_INVALID',
      'line 6, currency: CSV_VALUE_MISSING',
      'line 7: CSV_CELLS',
      'line 9, class: CSV_CLASS_TWICE',
      'line 10, stakeholder: CSV_FORMULA',
      'line 10, quantity: CSV_VALUE_INVALID',
      'line 11: CSV_ROW_TWICE',
    ],
  )
  const codes = async (lines: readonly string[]) =>
    (await list(lines)).findings.map(({ code, detail }) => `${code} ${detail}`)
  assert.deepEqual(await codes([HEADER]), ['CSV_EMPTY There is no row below the names of the columns.'])
  assert.deepEqual(await codes(['stakeholder,security,issued,nickname,issued', 'a']), [
    'CSV_COLUMN_MISSING The column “quantity” has to be there.',
    'CSV_COLUMN_UNKNOWN “nickname” is no column of a cap table.',
    'CSV_COLUMN_TWICE The column “issued” is there twice.',
    'CSV_SECURITY “” is none of common, preferred, option, warrant, pool, safe, note.',
  ])
  const at = async (lines: readonly string[]) =>
    (await list(lines)).findings.map(({ code, path: where }) => `${where}: ${code}`)
  assert.deepEqual(
    await at([
      'stakeholder,security,quantity,class,class',
      'Ada,common,-5,Common,Common',
      'Ada,common,-5,Common,Common',
      'Bo,share,5,,',
      ',common,,,',
      'Cy,pool,5,,,,',
    ]),
    [
      'line 1: CSV_COLUMN_MISSING',
      'line 1: CSV_COLUMN_TWICE',
      'line 2, quantity: CSV_VALUE_INVALID',
      'line 3, quantity: CSV_VALUE_INVALID',
      'line 4, security: CSV_SECURITY',
      'line 5, stakeholder: CSV_VALUE_MISSING',
      'line 5, quantity: CSV_VALUE_MISSING',
      'line 6: CSV_CELLS',
    ],
    'what is known of a list whose columns are not all there is judged too',
  )
  assert.deepEqual(await codes(['a,"b']), ['CSV_INVALID The file is no CSV in UTF-8.'])
})

test('B42: lists that are made to harm are answered row by row, with a formula and with what is no text too', async () => {
  const at = async (name: string, columns?: string) => {
    const bytes = fs.readFileSync(path.join(BAD_INPUTS, name))
    const text = columns === undefined ? bytes : bytes.toString('utf8').replace(/^.*/, columns)
    const told = (await reading(Buffer.from(text).toString('base64'), { format: 'csv' })).json<Reading>()
    assert.deepEqual([told.accepted, told.securities], [false, []])
    return told.findings
      .filter(({ code }) => !code.startsWith('CSV_COLUMN'))
      .map(({ path: where, code }) => `${where}: ${code}`)
  }
  assert.deepEqual(await at('captable-malformed.csv'), ['line 12: CSV_CELLS'])
  assert.deepEqual(await at('captable-malformed.csv', 'stakeholder,quantity'), [
    ...[5, 6, 7, 8, 9].map((line) => `line ${line}, quantity: CSV_VALUE_INVALID`),
    'line 12: CSV_CELLS',
  ])
  assert.deepEqual(await at('csv-injection.csv', 'stakeholder,quantity'), [
    ...[2, 3, 4, 5].map((line) => `line ${line}, stakeholder: CSV_FORMULA`),
  ])
  assert.deepEqual(await at('csv-injection.csv'), ['line 1: CSV_INVALID'])
  assert.deepEqual(await at('captable-invalid-utf8.csv'), ['line 2: CSV_INVALID'])
})

test('a register leaves as a package that is read again the same, and nobody else gets it', async () => {
  const there = await app.call({ path: `/v1/instruments/${instrument.id}/cap-table.zip`, key })
  const ahead = await app.call({
    path: `/v1/instruments/${instrument.id}/cap-table.zip?asOf=2199-12-31`,
    key,
  })
  assert.deepEqual([ahead.statusCode, ahead.json<{ code: string }>().code], [422, 'DATE_IN_FUTURE'])
  assert.equal(there.statusCode, 200)
  const other = await app.keyFor('issuer', {
    issuer: 'iss_00000000000000000000000000' as typeof instrument.issuer,
  })
  const hidden = await app.call({ path: `/v1/instruments/${instrument.id}/cap-table.zip`, key: other })
  assert.equal(hidden.statusCode, 404)
  const written = writeOcfPackage(
    registerPackage({
      asOf: Temporal.PlainDate.from('2026-09-01'),
      issuer: { id: 'iss', name: 'Tower LLC', jurisdiction: 'US-DE' },
      instrument: {
        id: 'ins',
        name: 'Tower Units',
        unitsMax: '1000',
        unitPrice: { amount: '1.00', currency: 'USD' },
      },
      holdings: [
        {
          wallet: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
          investor: 'inv',
          name: 'Ada Okafor',
          isEntity: false,
          units: '500',
          since: Temporal.PlainDate.from('2026-07-08'),
        },
      ],
    }),
  )
  const read = readOcfPackage(written)
  assert.ok(read.ok && read.value.ok, JSON.stringify(read))
  assert.deepEqual(read.value.findings, [])
})

test('a package says by itself when its company was formed, once its sheet has, and another day where one is given', async () => {
  const formed = async (query = '') => {
    const path = `/v1/instruments/${instrument.id}/cap-table.zip${query}`
    const read = readOcfPackage((await app.call({ path, key })).rawPayload)
    assert.ok(read.ok && read.value.ok)
    const { issuer } = read.value.package.manifest.content
    return (issuer as Record<string, unknown>)['formation_date']
  }
  assert.equal(await formed(), undefined)
  const issuer = (await issuerById(database.db, instrument.issuer))!
  const formedOn = Temporal.PlainDate.from('2019-05-04')
  await transaction(database.db, (db) =>
    recordIssuer({ db, now, by: systemActor('test') }, { ...issuer, formedOn }),
  )
  assert.deepEqual([await formed(), await formed('?formedOn=2018-01-02')], ['2019-05-04', '2018-01-02'])
})

test('a file that takes all time or all memory takes neither from the rest', async () => {
  const zip = writeArchive(files)
  const on = Temporal.PlainDate.from('2025-01-01')
  const late = await readCapTable({ bytes: zip, format: 'ocf' }, on, null, null, {
    heapMegabytes: 512,
    milliseconds: 1,
  })
  assert.equal(late.ok ? null : late.reason, 'CAP_TABLE_TOO_LARGE')
  const objects = Array.from({ length: 1_000_000 }, (_, i) => `{"n":${i}}`)
  const many = new Map([...files, ['many.json', new TextEncoder().encode(`{"x":[${objects.join()}]}`)]])
  const large = await readCapTable({ bytes: writeArchive(many), format: 'ocf' }, on, null, null, {
    heapMegabytes: 64,
    milliseconds: 60_000,
  })
  assert.equal(large.ok ? null : large.reason, 'CAP_TABLE_TOO_LARGE')
  assert.ok((await readCapTable({ bytes: zip, format: 'ocf' }, on, null)).ok)
})
