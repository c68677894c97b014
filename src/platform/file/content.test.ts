import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { crc32, deflateSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { readXml } from '../xml.ts'
import { FILE_BYTES_MAX, PAGES_MAX, readContent } from './content.ts'
import { jpegOf, pdfOf, pngOf } from './testing/samples.ts'

const FIXTURES = path.join(import.meta.dirname, '..', '..', '..', 'test', 'fixtures', 'bad-inputs')
const fixture = (name: string) => fs.readFileSync(path.join(FIXTURES, name))
const reasonOf = (bytes: Buffer) => {
  const read = readContent(bytes)
  return read.ok ? read.value.media : read.reason
}

test('documents and pictures are known by what is in them', () => {
  assert.deepEqual(readContent(pdfOf({ pages: 3 })), {
    ok: true,
    value: { media: 'application/pdf', pages: 3 },
  })
  assert.deepEqual(readContent(pngOf(4, 3)), { ok: true, value: { media: 'image/png', pages: null } })
  assert.deepEqual(readContent(jpegOf(4, 3)), { ok: true, value: { media: 'image/jpeg', pages: null } })
})

test('hostile files are refused by name', () => {
  for (const [name, reason] of [
    ['polyglot.pdf', 'FILE_TYPE_FORBIDDEN'],
    ['svg-script.svg', 'FILE_TYPE_FORBIDDEN'],
    ['truncated.jpg', 'IMAGE_INVALID'],
    ['zip-slip.zip', 'ARCHIVE_UNSAFE'],
    ['bomb-20mb.zip', 'ARCHIVE_UNSAFE'],
    ['gzip-bomb-50mb.gz', 'ARCHIVE_UNSAFE'],
    ['xxe-ivms.xml', 'FILE_TYPE_FORBIDDEN'],
    ['billion-laughs.xml', 'FILE_TYPE_FORBIDDEN'],
  ] as const)
    assert.equal(reasonOf(fixture(name)), reason, name)
})

test('XML with a document type is refused wherever it is read', () => {
  for (const name of ['xxe-ivms.xml', 'billion-laughs.xml'])
    assert.equal(readXml(fixture(name).toString('utf8')), 'XML_DTD_FORBIDDEN', name)
})

/** A ZIP's directory of `count` entries without their bodies. */
function zipOf(count: number, name = (i: number) => `f${i}`, mode = 0, unpacked = 0): Buffer {
  const entries = Array.from({ length: count }, (_, i) => {
    const text = Buffer.from(name(i))
    const head = Buffer.alloc(46)
    head.writeUInt32LE(0x02014b50, 0)
    head.writeUInt32LE(unpacked, 24)
    head.writeUInt16LE(text.length, 28)
    head.writeUInt32LE((mode << 16) >>> 0, 38)
    return Buffer.concat([head, text])
  })
  const directory = Buffer.concat(entries)
  const start = Buffer.from('PK\x03\x04', 'latin1')
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(start.length, 16)
  return Buffer.concat([start, directory, end])
}

test('an archive is never taken, and one that is made to harm is told apart', () => {
  assert.equal(reasonOf(zipOf(2)), 'FILE_TYPE_FORBIDDEN')
  assert.equal(reasonOf(gzipSync('a text')), 'FILE_TYPE_FORBIDDEN')
  assert.equal(reasonOf(zipOf(20_000)), 'ARCHIVE_UNSAFE', 'many entries')
  assert.equal(reasonOf(zipOf(1, () => '../x')), 'ARCHIVE_UNSAFE')
  assert.equal(reasonOf(zipOf(1, () => '/etc/x')), 'ARCHIVE_UNSAFE')
  assert.equal(reasonOf(zipOf(1, () => 'C:\\x')), 'ARCHIVE_UNSAFE')
  assert.equal(reasonOf(zipOf(1, () => 'link', 0o120777)), 'ARCHIVE_UNSAFE')
  assert.equal(reasonOf(zipOf(1, () => 'bomb', 0, 2 ** 31)), 'ARCHIVE_UNSAFE')
})

test('a document with a program, another file or a lock in it is refused, however it is spelled', () => {
  for (const extra of [
    '/OpenAction<</S/JavaScript/JS(app.alert(1))>>',
    '/OpenAction<</S/J#61vaScript>>',
    '/Names<</EmbeddedFiles 9 0 R>>/X<</Type/EmbeddedFile>>',
    '/A<</S/Launch>>',
  ])
    assert.equal(reasonOf(pdfOf({ pages: 1, extra })), 'FILE_TYPE_FORBIDDEN', extra)
  assert.equal(reasonOf(pdfOf({ pages: 1, trailer: '/Encrypt 8 0 R' })), 'FILE_TYPE_FORBIDDEN')
  assert.equal(reasonOf(Buffer.concat([pdfOf({ pages: 1 }), zipOf(1)])), 'FILE_TYPE_FORBIDDEN')
  assert.equal(reasonOf(Buffer.from('%PDF-1.7\nnothing')), 'PDF_INVALID')
})

test('pages are counted in packed objects too, and a stream that unpacks to a bomb is refused', () => {
  const packed = (text: string) => pdfOf({ pages: 0, packed: deflateSync(text) })
  assert.equal(reasonOf(packed('<</Type/Page>>'.repeat(3))), 'application/pdf')
  assert.equal(reasonOf(packed('<</Type /Page>> '.repeat(PAGES_MAX + 1))), 'FILE_TOO_MANY_PAGES')
  assert.equal(reasonOf(packed('/Type/Page /S/JavaScript')), 'FILE_TYPE_FORBIDDEN')
  assert.equal(reasonOf(packed('a'.repeat(30_000_000))), 'ARCHIVE_UNSAFE')
  assert.equal(
    reasonOf(pdfOf({ pages: 1, packed: Buffer.from('no stream of deflate') })),
    'FILE_TYPE_FORBIDDEN',
  )

  const open = '<</S/JavaScript/JS(app.alert(1))>>'
  const hex = Buffer.from(deflateSync(open).toString('hex'))
  for (const [dictionary, stream] of [
    ['/Type /Obj#53tm /Filter /Flate#44ecode', deflateSync(open)],
    ['/Type/ObjStm/Filter[/ASCIIHexDecode/FlateDecode]', hex],
    ['/Type/ObjStm/Filter[/FlateDecode/FlateDecode]', deflateSync(deflateSync(open))],
    ['/Type/ObjStm/Filter 7 0 R', deflateSync(open)],
    [`/Type/ObjStm/Filter/FlateDecode/X(${'x'.repeat(3_000)} obj)`, deflateSync(open)],
    ['/N 1/First 4/Filter/FlateDecode', deflateSync(open)],
    ['/Type/ObjStm', Buffer.from('<</S/J#61vaScript>>')],
  ] as const)
    assert.equal(reasonOf(pdfOf({ pages: 1, packed: stream, dictionary })), 'FILE_TYPE_FORBIDDEN', dictionary)
  const hidden = `/X(stream\n)>>endobj 8 0 obj${open}endobj 9 0 obj<</X(endstream)`
  assert.equal(reasonOf(pdfOf({ pages: 1, extra: hidden })), 'FILE_TYPE_FORBIDDEN', 'as if it were a stream')
  const picture = '/Subtype/Image/Filter/DCTDecode'
  assert.equal(
    reasonOf(pdfOf({ pages: 1, packed: Buffer.from('/JS'), dictionary: picture })),
    'application/pdf',
  )
  assert.equal(reasonOf(pdfOf({ pages: PAGES_MAX + 1 })), 'FILE_TOO_MANY_PAGES')
})

test('a picture is refused by its size before anything unpacks it', () => {
  assert.equal(reasonOf(pngOf(30_000, 30_000, Buffer.alloc(2_000_000))), 'IMAGE_TOO_LARGE')
  assert.equal(reasonOf(jpegOf(65_000, 65_000)), 'IMAGE_TOO_LARGE')
  assert.equal(
    reasonOf(pngOf(8_000, 8_000, Buffer.alloc(100))),
    'IMAGE_INVALID',
    'too few bytes for its size',
  )
})

test('a picture that was cut, changed or added to is refused', () => {
  const png = pngOf(4, 3)
  const jpeg = jpegOf(4, 3)
  for (let i = 8; i < png.length; i++) assert.notEqual(reasonOf(png.subarray(0, i)), 'image/png', String(i))
  for (let i = 3; i < jpeg.length; i++)
    assert.notEqual(reasonOf(jpeg.subarray(0, i)), 'image/jpeg', String(i))
  const bent = Buffer.from(png)
  bent[20]! ^= 1
  assert.equal(reasonOf(bent), 'IMAGE_INVALID')
  assert.equal(reasonOf(Buffer.concat([png, zipOf(1)])), 'FILE_TYPE_FORBIDDEN')
  assert.equal(reasonOf(Buffer.concat([jpeg, Buffer.from('<script>')])), 'FILE_TYPE_FORBIDDEN')
  assert.equal(reasonOf(Buffer.concat([jpeg, jpeg, zipOf(1)])), 'FILE_TYPE_FORBIDDEN')
  assert.equal(reasonOf(Buffer.concat([jpeg, jpeg])), 'image/jpeg', 'a telephone’s second picture')
})

test('size is limited at both ends', () => {
  assert.equal(reasonOf(Buffer.alloc(0)), 'FILE_EMPTY')
  assert.equal(reasonOf(Buffer.alloc(FILE_BYTES_MAX + 1)), 'FILE_TOO_LARGE')
})

test('the worst document of its size is read in a moment', () => {
  const worst = ['<<', 'stream\n', '/Type', 'PK\x05\x06', '%%EOF', '#4a'].map((word) =>
    Buffer.from(`%PDF-1.7\n${word.repeat(Math.floor((FILE_BYTES_MAX - 20) / word.length))}\n%%EOF`, 'latin1'),
  )
  const from = performance.now()
  for (const bytes of worst) readContent(bytes)
  assert.ok(performance.now() - from < 6_000, `${performance.now() - from} ms`)
})

test('property: no bytes make it throw', () => {
  const starts = [pdfOf({ pages: 1 }), pngOf(4, 3), jpegOf(4, 3), zipOf(3), gzipSync('x'), Buffer.alloc(0)]
  fc.assert(
    fc.property(
      fc.constantFrom(...starts),
      fc.nat(),
      fc.uint8Array({ maxLength: 40 }),
      fc.nat(),
      (start, cut, noise, at) => {
        const kept = start.subarray(0, cut % (start.length + 1))
        const where = at % (kept.length + 1)
        readContent(Buffer.concat([kept.subarray(0, where), noise, kept.subarray(where)]))
      },
    ),
    { numRuns: 1_000 },
  )
  assert.equal(crc32(Buffer.from('IEND')), 0xae426082)
})
