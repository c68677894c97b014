import { crc32, deflateSync } from 'node:zlib'

/** Small files of each kind that is taken, whole by their standards. */

export function pdfOf({
  pages,
  extra = '',
  trailer = '',
  packed = null,
  dictionary = '/Type/ObjStm/Filter/FlateDecode',
}: {
  readonly pages: number
  readonly extra?: string
  readonly trailer?: string
  readonly packed?: Buffer | null
  readonly dictionary?: string
}): Buffer {
  const objects = [
    `1 0 obj<</Type/Catalog/Pages 2 0 R${extra}>>endobj`,
    `2 0 obj<</Type/Pages/Count ${pages}>>endobj`,
    ...Array.from({ length: pages }, (_, i) => `${i + 3} 0 obj<</Type/Page/Parent 2 0 R>>endobj`),
  ]
  const stream =
    packed === null
      ? []
      : [
          Buffer.from(`\n900 0 obj<<${dictionary}/Length ${packed.length}>>\nstream\n`),
          packed,
          Buffer.from('\nendstream endobj'),
        ]
  return Buffer.concat([
    Buffer.from(`%PDF-1.7\n${objects.join('\n')}`),
    ...stream,
    Buffer.from(`\ntrailer<</Root 1 0 R${trailer}>>\n%%EOF\n`),
  ])
}

export function pngOf(width: number, height: number, data?: Buffer): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 8
  header[9] = 2
  const rows = data ?? deflateSync(Buffer.alloc(height * (1 + width * 3)))
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** The skeleton of a JPEG: its segments, without the tables that a decoder needs. */
export function jpegOf(width: number, height: number): Buffer {
  const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0])
  frame.writeUInt16BE(height, 5)
  frame.writeUInt16BE(width, 7)
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    Buffer.from([0xff, 0xe0, 0, 16, ...Buffer.from('JFIF\0'), 1, 1, 0, 0, 72, 0, 72, 0, 0]),
    frame,
    Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0]),
    Buffer.from([1, 2, 0xff, 0, 3, 0xff, 0xd0, 4]),
    Buffer.from([0xff, 0xd9]),
  ])
}
