import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crc32 } from 'node:zlib'
import { readContent } from './content.ts'
import { withoutMetadata } from './picture-metadata.ts'
import { jpegOf, pdfOf, pngOf } from './testing/samples.ts'

const segment = (marker: number, body: Buffer) => {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}
/** A TIFF header with one entry for which way up the picture is, and one for the maker, in either byte order. */
function exif(turned: number, isLittle: boolean): Buffer {
  const tiff = Buffer.alloc(8 + 2 + 24 + 4 + 8)
  const short = (value: number, at: number) =>
    isLittle ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at)
  const long = (value: number, at: number) =>
    isLittle ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at)
  tiff.write(isLittle ? 'II' : 'MM', 0)
  short(42, 2)
  long(8, 4)
  short(2, 8)
  short(0x010f, 10)
  short(2, 12)
  long(8, 14)
  long(38, 18)
  short(0x0112, 22)
  short(3, 24)
  long(1, 26)
  short(turned, 30)
  tiff.write('Maker 7', 38)
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])
}
const after = (jpeg: Buffer, ...segments: readonly Buffer[]) =>
  Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)])
const plain = jpegOf(4, 3)

test('a JPEG loses what it tells, keeps its colours and which way up it is, and is still one', () => {
  const icc = segment(0xe2, Buffer.from('ICC_PROFILE\0\x01\x01profile', 'latin1'))
  const adobe = segment(0xee, Buffer.from('Adobe\0d\0\0\0\0\x01', 'latin1'))
  const told = after(
    plain,
    segment(0xe1, exif(6, true)),
    segment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0<xmp>GPS</xmp>', 'latin1')),
    icc,
    segment(0xe2, Buffer.from('MPF\0more pictures', 'latin1')),
    segment(0xed, Buffer.from('Photoshop 3.0\0Ada', 'latin1')),
    adobe,
    segment(0xfe, Buffer.from('by Ada', 'latin1')),
  )
  const secret = Buffer.concat([told, after(plain, segment(0xe1, exif(1, false)))])
  assert.ok(readContent(secret).ok)
  const cleaned = withoutMetadata(secret, 'image/jpeg')
  assert.ok(readContent(cleaned).ok)
  for (const word of ['Maker', 'GPS', 'MPF', 'Photoshop', 'Ada', 'xap'])
    assert.ok(!cleaned.includes(word), word)
  assert.ok(cleaned.includes(icc) && cleaned.includes(adobe))
  assert.ok(cleaned.includes(plain.subarray(2)), 'the picture itself')
  assert.ok(cleaned.includes(Buffer.from([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6])), 'which way up it is')
  assert.ok(withoutMetadata(cleaned, 'image/jpeg').equals(cleaned), 'what came out stays')
})

test('which way up it is, is read in both byte orders, and a segment that is broken says nothing', () => {
  for (const isLittle of [true, false])
    for (let turned = 2; turned <= 8; turned++) {
      const cleaned = withoutMetadata(after(plain, segment(0xe1, exif(turned, isLittle))), 'image/jpeg')
      assert.equal(cleaned[cleaned.indexOf(Buffer.from([0x01, 0x12])) + 9], turned)
    }
  assert.ok(withoutMetadata(after(plain, segment(0xe1, exif(1, true))), 'image/jpeg').equals(plain))
  const whole = exif(6, true)
  for (let length = 0; length < whole.length; length++) {
    const cut = withoutMetadata(after(plain, segment(0xe1, whole.subarray(0, length))), 'image/jpeg')
    assert.ok(readContent(cut).ok && !cut.includes('Maker'), String(length))
  }
  const wild = Buffer.from(whole)
  wild.writeUInt32LE(0xffffffff, 10)
  assert.ok(withoutMetadata(after(plain, segment(0xe1, wild)), 'image/jpeg').equals(plain))
})

test('a PNG loses its texts, its Exif and its time, and nothing else', () => {
  const png = pngOf(4, 3)
  const chunk = (type: string, text: string) => {
    const body = Buffer.from(type + text, 'latin1')
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(text.length)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, sum])
  }
  const [telling, needed] = [
    ['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME'].map((type) => chunk(type, 'Ada')),
    chunk('gAMA', '\0\0\xb1\x8f'),
  ]
  const header = 8 + 25
  const put = (...chunks: readonly Buffer[]) =>
    Buffer.concat([png.subarray(0, header), ...chunks, png.subarray(header)])
  const told = put(...telling, needed)
  assert.ok(readContent(told).ok)
  assert.ok(withoutMetadata(told, 'image/png').equals(put(needed)))
})

test('other kinds of files are what they were', () => {
  const pdf = pdfOf({ pages: 1 })
  assert.equal(withoutMetadata(pdf, 'application/pdf'), pdf)
})
