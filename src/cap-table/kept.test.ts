import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { soldInstrument } from '../../test/sold-instrument.ts'
import { newId } from '../kernel/ids.ts'
import { verifyAudit } from '../platform/audit.ts'
import { transaction } from '../platform/db/database.ts'
import { readArchive, writeArchive } from '../platform/file/archive.ts'
import { systemActor } from '../platform/work.ts'
import { capTableChanges, tokenClassOf } from './cap-table.ts'
import { capTableRoutes } from './cap-table.routes.ts'
import type { OcfObject } from './ocf.ts'

const FIXTURES = path.join(import.meta.dirname, '..', '..', 'test', 'fixtures', 'ocf', 'options')
const database = await testDatabase()
const { db, pool } = database
const now = Temporal.Instant.from('2026-09-01T12:00:00Z')
const app = await testApp(database, capTableRoutes, { clock: { now: () => now } })
const { instrument } = await transaction(db, (tx) =>
  soldInstrument({ db: tx, now, by: systemActor('test') }, 'startup', 'reg-s'),
)
const keys = {
  issuer: await app.keyFor('issuer', { issuer: instrument.issuer }),
  officer: await app.keyFor('officer'),
  auditor: await app.keyFor('auditor', { issuer: instrument.issuer }),
  other: await app.keyFor('issuer', { issuer: newId('iss') }),
}
const place = `/v1/instruments/${instrument.id}/cap-table`

type Version = {
  version: number
  sha256: string
  objects: number
  tokenClass: string | null
  by: string | null
}
type KeptAnswer = Version & {
  isNew: boolean
  code: string
  detail: string
  errors: { path: string; code: string; message: string }[]
  findings: { code: string; path: string }[]
  changes: { added: number; removed: number; changed: number; shown: { id: string; fields: string[] }[] }
}
type View = {
  code: string
  stakeholders: { id: string; name: string }[]
  versions: Version[]
  units: { shares: string; units: string; agree: boolean } | null
  fullyDiluted: { shares: string; lines: { kind: string; isToken: boolean; shares: string }[] }
}

const HEADER = 'stakeholder,security,class,quantity,issued,price,amount,currency,cap,discount,timing'
const ROWS = [
  'Ada Okafor,common,Common,6000000,2023-01-01,0.0001,,USD,,,',
  'Finch LP,preferred,Seed,2000000,2024-03-01,0.5,,USD,,,',
  'Ada Okafor,option,Common,500000,2024-06-01,0.10,,USD,,,',
  ',pool,Common,900000,2024-06-01,,,,,,',
  'Bank of Finches,warrant,Common,100000,2024-07-01,,,,,,',
  'Kestrel LLC,safe,,,2024-08-01,,1000000,USD,10000000,,post-money',
]
const list = (rows: readonly string[]) => Buffer.from([HEADER, ...rows].join('\n')).toString('base64')
const send = async (body: object, { key = keys.issuer, dryRun = false } = {}) =>
  (await app.call({ path: dryRun ? `${place}?dryRun=true` : place, key, body })).json<KeptAnswer>()
const view = async (key = keys.issuer, query = '') =>
  (await app.call({ path: `${place}${query}`, key })).json<View>()
const save = async (key = keys.issuer, query = '') => app.call({ path: `${place}/package${query}`, key })

const withoutSums = (text: string) => text.replace(/,\s*"md5": "[0-9a-f]{32}"/g, '')
/** A package with what nobody here knows: a transaction, a field, a file’s own order. */
function packageWith(change: (objects: string) => string = (text) => text, manifest = withoutSums): Buffer {
  return writeArchive(
    new Map(
      fs.readdirSync(FIXTURES).map((name) => {
        const text = manifest(fs.readFileSync(path.join(FIXTURES, name), 'utf8'))
        return [name, new TextEncoder().encode(name === 'Transactions.ocf.json' ? change(text) : text)]
      }),
    ),
  )
}

test('before one is kept there is none, and nobody else’s is anybody’s', async () => {
  assert.equal((await view()).code, 'CAP_TABLE_MISSING')
  assert.equal((await view(keys.other)).code, 'NOT_FOUND')
  assert.equal((await send({ content: list(ROWS), format: 'csv' }, { key: keys.other })).code, 'NOT_FOUND')
  assert.equal((await app.call({ path: place, key: keys.auditor, body: {} })).statusCode, 403)
})

test('a rehearsal shows what would be, and keeps nothing', async () => {
  const told = await send({ content: list(ROWS), format: 'csv', tokenClass: 'Common' }, { dryRun: true })
  assert.deepEqual([told.version, told.isNew, told.changes.added], [1, true, 13])
  assert.equal((await view()).code, 'CAP_TABLE_MISSING')
})

test('a list is kept with its class of units, and what is no token is told beside the units', async () => {
  const kept = await send({ content: list(ROWS), format: 'csv', tokenClass: 'Common' })
  assert.deepEqual([kept.version, kept.isNew, kept.tokenClass], [1, true, 'class-1'])
  const told = await view()
  assert.deepEqual(
    told.fullyDiluted.lines.map(({ kind, isToken, shares }) => [kind, isToken, shares]),
    [
      ['common', true, '6000000'],
      ['preferred', false, '2000000'],
      ['granted', false, '500000'],
      ['warrant', false, '100000'],
      ['pool', false, '900000'],
      ['convertible', false, '1055555'],
    ],
  )
  // There is no token, so the register has none of them: what it says is what counts.
  assert.deepEqual(told.units, { shares: '6000000', units: '0', agree: false })
  assert.deepEqual((await view(keys.issuer, '?asOf=2022-01-01')).units, {
    shares: '0',
    units: '0',
    agree: true,
  })
})

test('the same again is the same version; another shows what it changes, and both stay', async () => {
  const body = { content: list(ROWS), format: 'csv', tokenClass: 'Common' }
  const again = await send(body)
  assert.deepEqual([again.version, again.isNew], [1, false])
  const next = await send({
    ...body,
    content: list([ROWS[0]!.replace('6000000', '5999999'), ...ROWS.slice(1, 5)]),
  })
  assert.deepEqual([next.version, next.isNew], [2, true])
  assert.deepEqual(
    [next.changes.added, next.changes.removed, next.changes.changed],
    [0, 2, 1],
    'a SAFE with its holder is gone, and one lot is another',
  )
  assert.deepEqual(next.changes.shown[0]?.fields, ['quantity'])
  const { versions } = await view()
  assert.deepEqual(
    versions.map(({ version }) => version),
    [2, 1],
  )
  await assert.rejects(pool.query('delete from cap_table'), /never edited/)
})

test('B42: a mistake refuses all of it, each at its row, and what cannot be counted too', async () => {
  const wrong = await send({
    content: list([...ROWS, 'Bo,option,Common,-5,2024-13-01,,,,,,']),
    format: 'csv',
  })
  assert.equal(wrong.code, 'CSV_ROW')
  assert.equal(wrong.detail, 'There are mistakes in the list: 2. Nothing of it was kept.')
  assert.deepEqual(
    wrong.errors.map(({ path: at, code }) => `${at} ${code}`),
    ['line 8, quantity CSV_VALUE_INVALID', 'line 8, issued CSV_VALUE_INVALID'],
  )
  const twice = packageWith((text) => text.replaceAll(/"security_id": "[^"]+"/g, '"security_id": "one"'))
  const refused = await send({ content: twice.toString('base64') })
  assert.equal(refused.code, 'OCF_SECURITY_TWICE')
  assert.equal(refused.detail, 'The security one is issued twice.')
  assert.ok(
    refused.errors.some(({ code }) => code === 'OCF_SECURITY_TWICE'),
    JSON.stringify(refused),
  )
  const unknown = await send({ content: list(ROWS), format: 'csv', tokenClass: 'Class Z' })
  assert.equal(unknown.code, 'TOKEN_CLASS_UNKNOWN')
  assert.match(unknown.detail, /Common, Seed/)
  assert.equal((await view()).versions.length, 2)
})

test('B44: what is wrong with a package is the code of its refusal, each at its place', async () => {
  const circle = ['a', 'b'].map((id, i) => ({ object_type: 'STOCK_PLAN', id, parent_stock_plan_id: 'ba'[i] }))
  const packages: readonly (readonly [Buffer, string])[] = [
    [
      packageWith(
        (text) => `${text} `,
        (text) => text,
      ),
      'OCF_MD5_MISMATCH',
    ],
    [
      packageWith(
        (text) => text,
        (text) => withoutSums(text).replace('Transactions.ocf', 'Nothing.ocf'),
      ),
      'OCF_FILE_MISSING',
    ],
    [
      packageWith((text) =>
        text.replace(/"items":\s*\[/, `$&${circle.map((one) => JSON.stringify(one)).join()},`),
      ),
      'OCF_CYCLE',
    ],
  ]
  for (const [zip, code] of packages) {
    const refused = await send({ content: zip.toString('base64') })
    assert.equal(refused.code, code, JSON.stringify(refused))
    assert.ok(refused.errors.some((error) => error.code === code && error.path !== ''))
  }
  assert.equal((await view()).versions.length, 2)
})

test('a package comes back as it was, with what is not known here, the same bytes each time', async () => {
  const added = '{"object_type":"TX_MOON_LANDING","id":"moon","date":"2024-01-01","crew":["Ada"]}'
  const zip = packageWith((text) => text.replace(/"items":\s*\[/, `$&${added},`))
  const kept = await send({ content: zip.toString('base64') })
  assert.equal(kept.isNew, true, JSON.stringify(kept))
  assert.ok(kept.findings.some(({ code }) => code === 'OCF_OBJECT_UNKNOWN'))
  const [first, second] = [(await save()).rawPayload, (await save()).rawPayload]
  assert.ok(first.equals(second))
  assert.equal(createHash('sha256').update(first).digest('hex'), kept.sha256)
  const files = readArchive(first, { entries: 100, unpackedBytes: 1e7, ratio: 500 })
  assert.ok(files.ok)
  const transactions = new TextDecoder().decode(files.value.get('Transactions.ocf.json'))
  assert.ok(transactions.includes('"crew":["Ada"]'))
  // What was given back is kept as what it is.
  const again = await send({ content: first.toString('base64') })
  assert.deepEqual([again.isNew, again.sha256], [false, kept.sha256])
  const old = await save(keys.issuer, '?version=1')
  assert.notEqual(createHash('sha256').update(old.rawPayload).digest('hex'), kept.sha256)
  assert.equal((await save(keys.issuer, '?version=99')).statusCode, 404)
})

test('names are for the issuer and the officer, and are in no table of the database', async () => {
  const names = async (key: string) => (await view(key)).stakeholders.map(({ name }) => name)
  const known = await names(keys.issuer)
  assert.deepEqual(await names(keys.officer), known)
  const hidden = await view(keys.auditor)
  assert.ok(hidden.stakeholders.every(({ id, name }) => id === name))
  assert.equal((await save(keys.auditor)).statusCode, 403)
  assert.equal((await view(keys.officer)).versions[0]?.by, null)
  await send({ content: list(ROWS), format: 'csv' })
  const { rows } = await pool.query<{ text: string }>('select cap_table::text as text from cap_table')
  assert.ok(rows.every(({ text }) => !text.includes('Ada')))
  const audited = await pool.query<{ action: string }>(
    `select action from audit_entry where action like 'cap-table.%' order by seq`,
  )
  assert.equal(audited.rows.filter(({ action }) => action === 'cap-table.kept').length, 4)
  assert.ok(audited.rows.some(({ action }) => action === 'cap-table.exported'))
  assert.equal((await verifyAudit(db)).whole, true)
})

test('objects are compared by what they say, in whatever order', () => {
  const one = (id: string, more: object = {}) => ({ object_type: 'STOCK_CLASS', id, ...more }) as OcfObject
  const nested = (amount: string) => ({ price: { amount, currency: 'USD' }, list: ['a', { b: 1 }] })
  const turned = { list: ['a', { b: 1 }], price: { currency: 'USD', amount: '1' } }
  assert.deepEqual(capTableChanges([one('a', nested('1')), one('b')], [one('b'), one('a', turned)]), {
    added: 0,
    removed: 0,
    changed: 0,
    shown: [],
  })
  const { shown } = capTableChanges([one('a', nested('1'))], [one('a', { ...nested('2'), list: ['a'] })])
  assert.deepEqual(shown, [{ change: 'changed', type: 'STOCK_CLASS', id: 'a', fields: ['price', 'list'] }])
  const many = Array.from({ length: 501 }, (_, n) => one(`c${n}`))
  const all = capTableChanges([], many)
  assert.deepEqual([all.added, all.shown.length], [501, 500])
})

test('the class of units is the one that is named, or the one that was exported from here', () => {
  const classes = [
    { id: 'c1', name: 'Common' },
    { id: instrument.id, name: 'Units' },
  ]
  assert.equal(tokenClassOf(classes, 'Common', instrument.id), 'c1')
  assert.equal(tokenClassOf(classes, 'c1', instrument.id), 'c1')
  assert.equal(tokenClassOf(classes, null, instrument.id), instrument.id)
  assert.equal(tokenClassOf(classes.slice(0, 1), null, instrument.id), null)
  assert.equal(tokenClassOf(classes, 'None', instrument.id), undefined)
})
