import type { Id, InvestorId } from '../kernel/ids.ts'

export type FileId = Id<'fil'>

/** What a paper is for. */
export const FILE_KINDS = [
  'passport',
  'identity-card',
  'proof-of-address',
  'company-registration',
  'accreditation-evidence',
  'tax-form',
  'other',
] as const
export type FileKind = (typeof FILE_KINDS)[number]

export const FILE_MEDIA = ['application/pdf', 'image/jpeg', 'image/png'] as const
export type FileMedia = (typeof FILE_MEDIA)[number]

/** A paper of an investor. What is in it, and what its owner calls it, is in the vault. */
export type InvestorFile = {
  readonly id: FileId
  readonly investor: InvestorId
  readonly kind: FileKind
  /** Its name in the vault. */
  readonly name: string
  readonly media: FileMedia
  readonly bytes: number
  readonly receivedAt: Temporal.Instant
}

/** The most papers an investor may have: several of each kind, renewed for many years. */
export const FILES_MAX = 100
const NAME_LENGTH_MAX = 100
const ENDINGS: Readonly<Record<FileMedia, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
}
/** Names that Windows gives to devices, with any ending. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)$/i

/**
 * A name to show and to save a file under, from what its sender called it: no folders, no signs that change the
 * direction of text or that nobody sees, no device, and the ending of what it really is.
 */
export function safeName(given: string, media: FileMedia): string {
  const base = given.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const stem = base
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/[\p{C}\u2028\u2029<>:"|?*]/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
  const short = [...stem].slice(0, NAME_LENGTH_MAX).join('').trim()
  const named = short === '' || DEVICE.test(short) ? 'document' : short
  return `${named}.${ENDINGS[media]}`
}
