import { endOfScan } from './content.ts'

/**
 * A picture without what it tells beside itself: where and when it was taken, by whom and with what, and smaller pictures of
 * what was cut away. Its pixels, colours and which way up it is stay. The same picture comes to the same bytes, and so does
 * what comes out of it. Other kinds of files come back as they are.
 *
 * @param bytes that `readContent` has found sound, as of this media type
 */
export function withoutMetadata(bytes: Buffer, media: string): Buffer {
  switch (media) {
    case 'image/jpeg':
      return plainJpeg(bytes)
    case 'image/png':
      return plainPng(bytes)
    default:
      return bytes
  }
}

/* JPEG (ITU-T T.81): segments from SOI to the first EOI. Telephones put further pictures behind it, with data of their own. */

const SOI = Buffer.from([0xff, 0xd8])
const EOI = Buffer.from([0xff, 0xd9])
const COMMENT = 0xfe

function plainJpeg(bytes: Buffer): Buffer {
  const kept: Buffer[] = [SOI]
  let turned = 1
  let at = 2
  for (;;) {
    while (bytes[at + 1] === 0xff) at += 1
    const marker = bytes[at + 1] ?? 0xd9
    if (marker === 0xd9) break
    const end = at + 2 + bytes.readUInt16BE(at + 2)
    const body = bytes.subarray(at + 4, end)
    const next = marker === 0xda ? endOfScan(bytes, end) : end
    if (isNeeded(marker, body)) kept.push(bytes.subarray(at, next))
    else if (marker === 0xe1) turned = orientationOf(body) ?? turned
    at = next
  }
  return Buffer.concat([
    ...kept.slice(0, 1),
    ...(turned === 1 ? [] : [orientation(turned)]),
    ...kept.slice(1),
    EOI,
  ])
}

/** Of the segments for applications only what decoders need: JFIF, the profile of the colours (ICC.1), Adobe's transform. */
function isNeeded(marker: number, body: Buffer): boolean {
  if (marker === COMMENT) return false
  if (marker < 0xe0 || marker > 0xef) return true
  const begins = (text: string) => body.subarray(0, text.length).toString('latin1') === text
  return (
    (marker === 0xe0 && begins('JFIF\0')) ||
    (marker === 0xe2 && begins('ICC_PROFILE\0')) ||
    (marker === 0xee && begins('Adobe'))
  )
}

const EXIF = Buffer.from('Exif\0\0', 'latin1')
/** Exif 2.32, 4.6.4: how the rows and columns lie, 1 to 8. */
const ORIENTATION_TAG = 0x0112
const SHORT = 3

/** Which way up an Exif segment says that the picture is; null when it does not say, or is none. */
function orientationOf(body: Buffer): number | null {
  if (!body.subarray(0, 6).equals(EXIF) || body.length < 14) return null
  const tiff = body.subarray(6)
  const isLittle = tiff.toString('latin1', 0, 2) === 'II'
  const short = (from: number) => (isLittle ? tiff.readUInt16LE(from) : tiff.readUInt16BE(from))
  const first = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  if (first + 2 > tiff.length) return null
  for (let entry = first + 2, left = short(first); left > 0; left--, entry += 12) {
    if (entry + 12 > tiff.length) return null
    if (short(entry) !== ORIENTATION_TAG || short(entry + 2) !== SHORT) continue
    const value = short(entry + 8)
    return value >= 1 && value <= 8 ? value : null
  }
  return null
}

/** An Exif segment that says that and nothing else. */
function orientation(value: number): Buffer {
  const tiff = Buffer.from([
    ...[0x4d, 0x4d, 0, 42, 0, 0, 0, 8],
    ...[0, 1, 0x01, 0x12, 0, SHORT, 0, 0, 0, 1, 0, value, 0, 0],
    ...[0, 0, 0, 0],
  ])
  const body = Buffer.concat([EXIF, tiff])
  return Buffer.concat([Buffer.from([0xff, 0xe1, 0, body.length + 2]), body])
}

/* PNG (ISO/IEC 15948): chunks from IHDR to IEND. */

const TELLING: ReadonlySet<string> = new Set(['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME'])
const PNG_SIGNATURE_BYTES = 8

function plainPng(bytes: Buffer): Buffer {
  const kept: Buffer[] = [bytes.subarray(0, PNG_SIGNATURE_BYTES)]
  for (let at = PNG_SIGNATURE_BYTES; at < bytes.length;) {
    const end = at + 12 + bytes.readUInt32BE(at)
    if (!TELLING.has(bytes.toString('latin1', at + 4, at + 8))) kept.push(bytes.subarray(at, end))
    at = end
  }
  return Buffer.concat(kept)
}
