import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { soldInstrument } from '../../test/sold-instrument.ts'
import { transaction } from '../platform/db/database.ts'
import { writeArchive } from '../platform/file/archive.ts'
import { systemActor } from '../platform/work.ts'
import { capTableRoutes } from './cap-table.routes.ts'
import { readOcfPackage, writeOcfPackage } from './ocf-package.service.ts'
import { readCapTable } from './reading.service.ts'
import { registerPackage } from './register-export.ts'

const FIXTURES = path.join(import.meta.dirname, '..', '..', 'test', 'fixtures', 'ocf', 'options')
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

test('a file that takes all time or all memory takes neither from the rest', async () => {
  const zip = writeArchive(files)
  const on = Temporal.PlainDate.from('2025-01-01')
  const late = await readCapTable(zip, on, null, { heapMegabytes: 512, milliseconds: 1 })
  assert.equal(late.ok ? null : late.reason, 'CAP_TABLE_TOO_LARGE')
  const objects = Array.from({ length: 1_000_000 }, (_, i) => `{"n":${i}}`)
  const many = new Map([...files, ['many.json', new TextEncoder().encode(`{"x":[${objects.join()}]}`)]])
  const large = await readCapTable(writeArchive(many), on, null, { heapMegabytes: 64, milliseconds: 60_000 })
  assert.equal(large.ok ? null : large.reason, 'CAP_TABLE_TOO_LARGE')
  assert.ok((await readCapTable(zip, on, null)).ok)
})
