import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
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

test('an archive that says something else than it holds is damaged', () => {
  const content = new Uint8Array(50_000).map((_, i) => (i * 7919) % 251)
  const lying = (change: (bytes: Buffer, directory: number) => void) => {
    const bytes = Buffer.from(zipSync({ a: content, b: text('b') }))
    change(bytes, bytes.readUInt32LE(bytes.length - 6))
    return reason(bytes)
  }
  assert.equal(
    lying(() => {}),
    null,
  )
  for (const length of [10, 49_999, 50_001])
    assert.equal(
      lying((bytes, directory) => bytes.writeUInt32LE(length, directory + 24)),
      'ARCHIVE_DAMAGED',
      `${length}`,
    )
  // Two counts of entries: one for whoever checks, another for whoever unpacks.
  for (const at of [12, 14])
    assert.equal(
      lying((bytes) => bytes.writeUInt16LE(0, bytes.length - at)),
      'ARCHIVE_DAMAGED',
    )
  const wrong: [string, (bytes: Buffer, directory: number) => void][] = [
    ['another content', (bytes) => bytes.writeUInt8(bytes.readUInt8(100) ^ 1, 100)],
    ['encrypted', (bytes, directory) => bytes.writeUInt16LE(1, directory + 8)],
    ['packed otherwise', (bytes, directory) => bytes.writeUInt16LE(12, directory + 10)],
    ['nowhere', (bytes, directory) => bytes.writeUInt32LE(0x7fffffff, directory + 42)],
    ['cut', (bytes, directory) => bytes.writeUInt32LE(10, directory + 20)],
  ]
  for (const [what, change] of wrong) assert.equal(lying(change), 'ARCHIVE_DAMAGED', what)
})

test('whatever bytes of an archive are changed, it is read or refused', () => {
  const bytes = Buffer.from(zipSync({ 'a.json': text('{"a":1}'), 'b/c.json': text('[]'.repeat(100)) }))
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 6 }), (changes) => {
      const changed = Buffer.from(bytes)
      for (const [at, byte] of changes) changed.writeUInt8(byte, at)
      const read = readArchive(changed, LIMITS)
      assert.ok(read.ok || read.reason.startsWith('ARCHIVE_'))
    }),
    { numRuns: 2_000 },
  )
})
