import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import canonicalize from 'canonicalize'
import { unzipSync, zipSync } from 'fflate'
import { readOcfFiles, readOcfPackage, writeOcfPackage } from './ocf-package.service.ts'
import { TRANSACTIONS, typeOf, type OcfPackage } from './ocf.ts'

const FIXTURES = path.join(import.meta.dirname, '..', '..', 'test', 'fixtures', 'ocf')

/** A folder’s files; `change` sees each before it is packed. */
function filesOf(folder: string, change: (text: string, name: string) => string = (text) => text) {
  return new Map(
    fs
      .readdirSync(path.join(FIXTURES, folder))
      .map((name) => [
        name,
        new TextEncoder().encode(change(fs.readFileSync(path.join(FIXTURES, folder, name), 'utf8'), name)),
      ]),
  )
}
/** Sums in the published samples are of earlier versions of the files. */
const withoutSums = (text: string, name: string) =>
  name.startsWith('Manifest') ? text.replace(/,\s*"md5": "[0-9a-f]{32}"/g, '') : text

function sample(folder: string): OcfPackage {
  const read = readOcfFiles(filesOf(folder, withoutSums))
  assert.ok(read.ok, JSON.stringify(read.findings))
  return read.package
}
const codes = (files: ReadonlyMap<string, Uint8Array>) => [
  ...new Set(readOcfFiles(files).findings.map(({ code }) => code)),
]

test('every type of transaction in the published samples is read and known', () => {
  const types = new Set(sample('samples').objects.map(typeOf))
  for (const type of TRANSACTIONS) assert.ok(types.has(type), type)
  const read = readOcfFiles(filesOf('samples', withoutSums))
  assert.deepEqual(
    read.findings.filter(({ code }) => code === 'OCF_OBJECT_UNKNOWN'),
    [],
  )
})

test('read and written again, a package is the same to the byte, with what is not known here', () => {
  for (const folder of ['samples', 'options']) {
    const first = writeOcfPackage(sample(folder))
    const read = readOcfPackage(first)
    assert.ok(read.ok && read.value.ok)
    assert.deepEqual(writeOcfPackage(read.value.package), first, folder)
  }
  const strange = filesOf('options', (text, name) => {
    if (name !== 'Transactions.ocf.json') return withoutSums(text, name)
    const { items, ...rest } = JSON.parse(text) as { items: object[] }
    const item = { object_type: 'TX_MOON_LANDING', id: 'one', date: '2030-01-01', crater: { depth: 4.5 } }
    return JSON.stringify({ ...rest, items: [...items, item], future_field: [null, true] })
  })
  const read = readOcfFiles(strange)
  assert.ok(read.ok)
  assert.ok(
    read.findings.some(({ code, what }) => code === 'OCF_OBJECT_UNKNOWN' && what === 'TX_MOON_LANDING'),
  )
  const again = readOcfPackage(writeOcfPackage(read.package))
  assert.ok(again.ok && again.value.ok)
  assert.deepEqual(again.value.package.files, read.package.files)
})

test('each file is written as RFC 8785 writes the whole of it', () => {
  const contents = [
    {},
    { items: [] },
    {
      é: 1,
      z: [{ b: 1.5, a: ['é', null, []] }, 2, [], {}],
      Z: '"\n',
      10: [[1]],
      9: true,
      '\ud83d\ude00': null,
      '\ufb33': {},
    },
  ]
  for (const content of contents) {
    const packed = writeOcfPackage({ manifest: { path: 'a', content: {} }, files: [{ path: 'b', content }] })
    assert.equal(new TextDecoder().decode(unzipSync(packed)['b']), canonicalize(content))
  }
})

test('B44: what is wrong with a package is told with its place, all of it', () => {
  assert.deepEqual(codes(filesOf('samples')).includes('OCF_MD5_MISMATCH'), true)
  assert.deepEqual(codes(new Map()), ['OCF_MANIFEST_MISSING'])
  assert.ok(
    codes(filesOf('quickstart')).includes('OCF_FILE_MISSING'),
    'the tutorial names a file that it lacks',
  )
  const spoilt = (name: string, from: RegExp, to: string) =>
    codes(
      filesOf('options', (text, file) => (file === name ? text.replace(from, to) : withoutSums(text, file))),
    )
  assert.ok(spoilt('Transactions.ocf.json', /"2022-01-01"/, '"2022-02-30"').includes('OCF_DATE_INVALID'))
  assert.ok(spoilt('Stakeholders.ocf.json', /"id": "[^"]+",/, '').includes('OCF_OBJECT_INVALID'))
  assert.ok(spoilt('StockPlans.ocf.json', /^\{/, '{"a":1,"a":2,').includes('OCF_JSON_INVALID'), 'a key twice')
  assert.ok(spoilt('StockPlans.ocf.json', /^\{/, '{"n":9007199254740993,').includes('OCF_JSON_INVALID'))
  const circle = filesOf('options', (text, name) =>
    name === 'StockPlans.ocf.json'
      ? JSON.stringify({
          file_type: 'OCF_STOCK_PLANS_FILE',
          items: [
            { object_type: 'STOCK_PLAN', id: 'a', parent_stock_plan_id: 'b' },
            { object_type: 'STOCK_PLAN', id: 'b', parent_stock_plan_id: 'a' },
          ],
        })
      : withoutSums(text, name),
  )
  const found = readOcfFiles(circle).findings.find(({ code }) => code === 'OCF_CYCLE')
  assert.equal(found?.what, 'a → b → a')
})

test('an archive that is made to harm is refused before anything of it is read', () => {
  const bomb = zipSync({ 'Manifest.ocf.json': new Uint8Array(4_000_000) })
  const read = readOcfPackage(Buffer.from(bomb))
  assert.equal(read.ok ? null : read.reason, 'ARCHIVE_UNSAFE')
})
