import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zipSync } from 'fflate'
import { readArchive, writeArchive } from './archive.ts'

const LIMITS = { entries: 100, unpackedBytes: 1_000_000, ratio: 200 }
const text = (content: string) => new TextEncoder().encode(content)
const reason = (bytes: Uint8Array) => {
  const read = readArchive(Buffer.from(bytes), LIMITS)
  return read.ok ? null : read.reason
}

test('what is packed is unpacked the same, and the same files make the same bytes in any order', () => {
  const files = new Map([
    ['b/two.json', text('{"two":2}')],
    ['a.json', text('{}')],
  ])
  const packed = writeArchive(files)
  assert.deepEqual(writeArchive(new Map([...files].toReversed())), packed)
  const read = readArchive(packed, LIMITS)
  assert.ok(read.ok)
  assert.deepEqual([...read.value.keys()].toSorted(), ['a.json', 'b/two.json'])
  assert.deepEqual(Buffer.from(read.value.get('b/two.json')!), Buffer.from('{"two":2}'))
})

test('what reaches outside, links, is too much or unpacks to too much is not unpacked', () => {
  for (const name of ['../x', 'a/../../x', '/etc/passwd', 'C:\\x', '..\\x'])
    assert.equal(reason(zipSync({ [name]: text('x') })), 'ARCHIVE_UNSAFE', name)
  const link = zipSync({ link: [text('/etc/passwd'), { os: 3, attrs: 0o120777 << 16 }] })
  assert.equal(reason(link), 'ARCHIVE_UNSAFE')
  const many = Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`${i}`, text('')]))
  assert.equal(reason(zipSync(many)), 'ARCHIVE_UNSAFE')
  assert.equal(reason(zipSync({ bomb: new Uint8Array(900_000) })), 'ARCHIVE_UNSAFE')
  assert.equal(reason(text('no archive at all')), 'ARCHIVE_DAMAGED')
})

test('an archive that says less than it holds fills no memory, and is damaged or cut', () => {
  const honest = Buffer.from(zipSync({ a: new Uint8Array(50_000).map((_, i) => (i * 7919) % 251) }))
  const directory = honest.readUInt32LE(honest.length - 6)
  honest.writeUInt32LE(10, directory + 24)
  const read = readArchive(honest, LIMITS)
  assert.ok(!read.ok || read.value.get('a')!.length <= 10)
})
