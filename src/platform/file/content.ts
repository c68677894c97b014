import { crc32, inflateSync } from 'node:zlib'
import { ok, refuse, type Result } from '../../kernel/result.ts'
import { csvRows } from '../csv-rows.ts'
import { endOfDirectory, isUnsafe, readArchive, zipEntries } from './archive.ts'

/** What a file is, by what is in it: never by its name or by what its sender says. */
export type Content = {
  readonly media: 'application/pdf' | 'image/jpeg' | 'image/png'
  /** Of a PDF. */
  readonly pages: number | null
}

export type ContentRefusal =
  | 'FILE_EMPTY'
  | 'FILE_TOO_LARGE'
  | 'FILE_TYPE_FORBIDDEN'
  | 'FILE_TOO_MANY_PAGES'
  | 'PDF_INVALID'
  | 'IMAGE_INVALID'
  | 'IMAGE_TOO_LARGE'
  | 'ARCHIVE_UNSAFE'

export const FILE_BYTES_MAX = 10 * 1024 * 1024
export const PAGES_MAX = 200
/** A scan of two pages at 600 dpi is 70 million; what a telephone takes is 12 to 50 million. */
export const PIXELS_MAX = 80_000_000
export const SIDE_MAX = 16_000
/** What may be unpacked to count pages. */
const UNPACKED_BYTES_MAX = 64 * 1024 * 1024
/** An honest text or table packs to a hundredth at best; a bomb to a thousandth. */
const RATIO_MAX = 200
const LIMITS = { entries: 1_000, unpackedBytes: UNPACKED_BYTES_MAX, ratio: RATIO_MAX } as const

/**
 * Checks a file before anything opens it: size, kind by its first bytes, its whole structure, and that nothing else hides
 * behind its end. PDF, JPEG and PNG are taken. An archive never is; one that is made to harm says so.
 */
export function readContent(bytes: Buffer): Result<Content, ContentRefusal> {
  if (bytes.length === 0) return refuse('FILE_EMPTY')
  if (bytes.length > FILE_BYTES_MAX) return refuse('FILE_TOO_LARGE', { max: String(FILE_BYTES_MAX) })
  if (starts(bytes, PDF)) return readPdf(bytes)
  if (starts(bytes, PNG)) return readPng(bytes)
  if (starts(bytes, JPEG)) return readJpeg(bytes)
  return refuse(isUnsafeArchive(bytes) ? 'ARCHIVE_UNSAFE' : 'FILE_TYPE_FORBIDDEN', {
    detail: 'it is something else',
  })
}

/**
 * As `readContent`, for documents that are published: plain text in UTF-8, CSV and ZIP are taken as well. CSV is text in
 * which every row has the same number of cells, two at least; a ZIP is unpacked once, in memory, to see that it is whole.
 */
export function readDocument(
  bytes: Buffer,
): Result<Content['media'] | 'text/plain' | 'text/csv' | 'application/zip', ContentRefusal> {
  if (starts(bytes, ZIP) && bytes.length <= FILE_BYTES_MAX) {
    const entries = zipEntries(bytes)
    if (Array.isArray(entries) && entries.some(({ isEncrypted }) => isEncrypted))
      return forbidden('it is locked with a password')
    return readArchive(bytes, LIMITS).ok ? ok('application/zip') : refuse('ARCHIVE_UNSAFE')
  }
  const content = readContent(bytes)
  if (content.ok) return ok(content.value.media)
  const text = content.reason === 'FILE_TYPE_FORBIDDEN' ? plainText(bytes) : null
  return text === null ? content : ok(isTable(text) ? 'text/csv' : 'text/plain')
}

/** The text that bytes are in UTF-8; null when they hold what no text does, or what programs take for a page. */
function plainText(bytes: Buffer): string | null {
  if (KNOWN.some((start) => starts(bytes, start)) || endOfDirectory(bytes) !== null) return null
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    const isPage = /^\s*<\s*[!?a-z]/i.test(text)
    return isPage || UNFIT_IN_TEXT.test(text) ? null : text
  } catch {
    return null
  }
}

function isTable(text: string): boolean {
  const rows = csvRows(text, { max: TABLE_ROWS_READ })
  if (!rows.ok) return false
  const width = rows.value[0]?.cells.length ?? 0
  return rows.value.length > 1 && width > 1 && rows.value.every(({ cells }) => cells.length === width)
}

const TABLE_ROWS_READ = 1_000
/** Control characters but tabulators and the ends of lines and pages. */
const UNFIT_IN_TEXT = /[\0-\x08\x0b\x0e-\x1f\x7f]/
const PDF = Buffer.from('%PDF-')
const ZIP = Buffer.from('PK\x03\x04', 'latin1')
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const JPEG = Buffer.from([0xff, 0xd8, 0xff])
const GZIP = Buffer.from([0x1f, 0x8b])
/** What says what it is by its beginning is that or nothing. */
const KNOWN = [PDF, PNG, JPEG, GZIP]

function starts(bytes: Buffer, start: Buffer): boolean {
  return bytes.subarray(0, start.length).equals(start)
}

function forbidden(detail: string) {
  return refuse('FILE_TYPE_FORBIDDEN', { detail })
}

function tooLarge(width: number, height: number) {
  return refuse('IMAGE_TOO_LARGE', { width: String(width), height: String(height), max: String(PIXELS_MAX) })
}

function isTooLarge(width: number, height: number): boolean {
  return width > SIDE_MAX || height > SIDE_MAX || width * height > PIXELS_MAX
}

/* PNG (ISO/IEC 15948): chunks with a checksum each, from IHDR to IEND. */

function readPng(bytes: Buffer): Result<Content, ContentRefusal> {
  const invalid = refuse('IMAGE_INVALID')
  let at = PNG.length
  let data = 0
  let raw: number | null = null
  while (at + 12 <= bytes.length) {
    const length = bytes.readUInt32BE(at)
    const end = at + 12 + length
    if (end > bytes.length) return invalid
    const body = bytes.subarray(at + 4, end - 4)
    if (crc32(body) !== bytes.readUInt32BE(end - 4)) return invalid
    const type = body.subarray(0, 4).toString('latin1')
    if (raw === null) {
      if (type !== 'IHDR' || length !== 13) return invalid
      const width = body.readUInt32BE(4)
      const height = body.readUInt32BE(8)
      if (width === 0 || height === 0) return invalid
      if (isTooLarge(width, height)) return tooLarge(width, height)
      const channels = CHANNELS[body[13]!]
      if (channels === undefined || ![1, 2, 4, 8, 16].includes(body[12]!)) return invalid
      raw = height * (1 + Math.ceil((width * channels * body[12]!) / 8))
    }
    if (type === 'IDAT') data += length
    if (type === 'IEND') {
      // Deflate makes nothing smaller than a thousandth: fewer bytes cannot be the whole picture.
      if (data === 0 || raw > data * 1_032 + 64) return invalid
      return end === bytes.length
        ? ok({ media: 'image/png', pages: null })
        : forbidden('something follows its end')
    }
    at = end
  }
  return invalid
}

/** Values of a pixel by PNG's colour type. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

/* JPEG (ITU-T T.81): segments from SOI to EOI. */

function readJpeg(bytes: Buffer): Result<Content, ContentRefusal> {
  const invalid = refuse('IMAGE_INVALID')
  let at = 2
  let sized = false
  let scanned = false
  for (;;) {
    if (bytes[at] !== 0xff) return invalid
    while (bytes[at] === 0xff) at += 1
    const marker = bytes[at]
    at += 1
    if (marker === undefined) return invalid
    if (marker === EOI) break
    if (at + 2 > bytes.length) return invalid
    const length = bytes.readUInt16BE(at)
    if (length < 2 || at + length > bytes.length) return invalid
    if (isFrame(marker)) {
      if (length < 8) return invalid
      const height = bytes.readUInt16BE(at + 3)
      const width = bytes.readUInt16BE(at + 5)
      if (width === 0 || height === 0) return invalid
      if (isTooLarge(width, height)) return tooLarge(width, height)
      sized = true
    }
    at += length
    if (marker === SOS) {
      if (!sized) return invalid
      scanned = true
      at = endOfScan(bytes, at)
    }
  }
  if (!sized || !scanned) return invalid
  // Telephones put further pictures behind the first; anything else that a program could run or open is not one.
  const rest = bytes.subarray(at)
  const isPicture = rest.every((byte) => byte === 0) || starts(rest, JPEG)
  return isPicture && endOfDirectory(rest) === null
    ? ok({ media: 'image/jpeg', pages: null })
    : forbidden('something follows its end')
}

const EOI = 0xd9
const SOS = 0xda
/** Start of frame: all of C0 to CF but the tables DHT, JPG and DAC. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
}

/** Where the next marker after a scan's data is: one that is neither a stuffed zero nor a restart. */
export function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  return bytes.length
}

/* PDF (ISO 32000-2) */

/** What a document that is only read does not need: programs, other files, players. */
const ACTIVE = [
  'JavaScript',
  'JS',
  'Launch',
  'EmbeddedFile',
  'RichMedia',
  'Rendition',
  'Movie',
  'Sound',
] as const
/** Of those the ones that no picture, font or drawing holds by chance. What looks like a stream may be none, and hide them. */
const ACTIVE_ANYWHERE = /\/(JavaScript|Launch|EmbeddedFile|RichMedia|Rendition)(?![A-Za-z0-9])/

/** A name's letters may be written as their codes: `/J#61vaScript` (7.3.5). */
function plainNames(text: string): string {
  return text.replace(/\/[^\0\t\n\f\r ()<>[\]{}/%#]*#[^\0\t\n\f\r ()<>[\]{}/%]*/g, (name) =>
    name.replace(/#[0-9A-Fa-f]{2}/g, (code) => String.fromCharCode(Number(`0x${code.slice(1)}`))),
  )
}

function readPdf(bytes: Buffer): Result<Content, ContentRefusal> {
  const text = bytes.toString('latin1')
  if (!/^%PDF-[12]\.\d/.test(text)) return refuse('PDF_INVALID')
  const end = text.lastIndexOf('%%EOF')
  if (end < 0) return refuse('PDF_INVALID')
  if (!/^%%EOF[\r\n\t \0]*$/.test(text.slice(end))) return forbidden('something follows its end')
  if (endOfDirectory(bytes) !== null) return forbidden('it is an archive as well')
  const plain = plainNames(text)
  if (/\/Encrypt\b/.test(plain)) return forbidden('it is locked with a password')

  const read = objectsOf(bytes, text)
  if (!read.ok) return read
  const objects = read.value
  const active =
    ACTIVE.find((name) => new RegExp(`/${name}(?![A-Za-z0-9])`, 'i').test(objects)) ??
    ACTIVE_ANYWHERE.exec(plain)?.[1]
  if (active !== undefined) return forbidden(`it holds ${active}`)
  const pages = objects.match(/\/Type\s*\/Page(?![A-Za-z])/g)?.length ?? 0
  if (pages === 0) return refuse('PDF_INVALID')
  return pages > PAGES_MAX
    ? refuse('FILE_TOO_MANY_PAGES', { pages: String(pages), max: String(PAGES_MAX) })
    : ok({ media: 'application/pdf', pages })
}

/**
 * The objects themselves, those that are packed into streams too (7.5.7), their names in plain letters. What else stands in
 * streams is pictures, fonts and drawings, in which any word may occur. Refused when more is packed than any document has, or
 * objects in another way than everybody does. One pass, whatever is in it.
 */
function objectsOf(bytes: Buffer, text: string): Result<string, ContentRefusal> {
  const found: string[] = []
  let left = UNPACKED_BYTES_MAX
  let at = 0
  for (const start of text.matchAll(/stream[ \t\0]*(?:\r\n|\n|\r)/g)) {
    if (start.index < at) continue
    const head = plainNames(text.slice(at, start.index))
    const from = start.index + start[0].length
    const to = text.indexOf('endstream', from)
    if (to < 0) break
    found.push(head)
    at = to + 'endstream'.length
    if (!holdsObjects(head)) continue
    const packed = bytes.subarray(from, to)
    const packing = packingOf(head)
    if (packing === 'none') {
      found.push(plainNames(packed.toString('latin1')))
      continue
    }
    const unpacked =
      packing === 'deflate' ? inflated(packed, Math.min(left, packed.length * RATIO_MAX + 65_536)) : 'damaged'
    if (unpacked === 'damaged') return forbidden('it holds objects that cannot be read')
    if (unpacked === 'too much') return refuse('ARCHIVE_UNSAFE')
    left -= unpacked.length
    found.push(plainNames(unpacked.toString('latin1')))
  }
  return ok([...found, plainNames(text.slice(at))].join('\n'))
}

/** By what stands before a stream since the one before it: readers need no type where there are a number and a first place. */
function holdsObjects(head: string): boolean {
  return (
    /\/ObjStm(?![A-Za-z0-9])/.test(head) ||
    (/\/N(?![A-Za-z0-9])/.test(head) && /\/First(?![A-Za-z0-9])/.test(head))
  )
}

/** Filters of 7.4 but the one that everybody packs objects with, and what changes its bytes once more. */
const OTHER_PACKING =
  /\/(?:ASCIIHexDecode|AHx|ASCII85Decode|A85|LZWDecode|LZW|RunLengthDecode|RL|CCITTFaxDecode|CCF|JBIG2Decode|DCTDecode|DCT|JPXDecode|Crypt|Predictor)(?![A-Za-z0-9])/

function packingOf(head: string): 'none' | 'deflate' | 'other' {
  const deflates = head.match(/\/(?:FlateDecode|Fl)(?![A-Za-z0-9])/g)?.length ?? 0
  // A filter may be an object of its own, which is then somewhere else.
  if (deflates > 1 || OTHER_PACKING.test(head) || /\/Filter[\s\0]*\[?[\s\0]*\d/.test(head)) return 'other'
  return deflates === 1 ? 'deflate' : 'none'
}

function inflated(packed: Buffer, max: number): Buffer | 'too much' | 'damaged' {
  if (max <= 0) return 'too much'
  try {
    return inflateSync(packed, { maxOutputLength: max })
  } catch (error) {
    return error instanceof RangeError ? 'too much' : 'damaged'
  }
}

/* Archives: none is taken, so they are looked at only to say which kind of refusal it is. */

function isUnsafeArchive(bytes: Buffer): boolean {
  if (starts(bytes, GZIP) && bytes.length > 18)
    return bytes.readUInt32LE(bytes.length - 4) > bytes.length * RATIO_MAX
  const entries = zipEntries(bytes)
  return entries !== null && (entries === 'damaged' || isUnsafe(entries, bytes.length, LIMITS))
}
