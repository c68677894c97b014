import type { Id, InvestorId } from '../kernel/ids.ts'
import { refuse, type Refusal } from '../kernel/result.ts'

export type FileId = Id<'fil'>

/** What a paper is for. */
export const FILE_KINDS = [
  'passport',
  'identity-card',
  'driving-licence',
  'residence-permit',
  'proof-of-address',
  'company-registration',
  'partnership-agreement',
  'trust-instrument',
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

/**
 * Whether a paper may still be taken back: it came after what was sent in last, so that nobody decided anything by it, and
 * no claim rests on it. What a decision rests on is kept: 31 CFR 1023.220(a)(3).
 */
export function isRemovable(
  file: Pick<InvestorFile, 'receivedAt'>,
  facts: {
    readonly isOpen: boolean
    readonly submittedAt: Temporal.Instant | null
    readonly isEvidence: boolean
  },
): boolean {
  const isNew = facts.submittedAt === null || Temporal.Instant.compare(file.receivedAt, facts.submittedAt) > 0
  return facts.isOpen && isNew && !facts.isEvidence
}

/** The most papers an investor may have: several of each kind, renewed for many years. */
export const FILES_MAX = 100
/** Anybody may apply. Until somebody has approved them there is room for the papers of an application, each a photo or two. */
export const APPLICANT_FILES_MAX = 20
const APPLICANT_BYTES_MAX = 40 * 2 ** 20

/** Papers taken back make room for others, and a hold keeps them: so many are handed in within a day. */
export const FILES_A_DAY_MAX = 40

/** Why another paper of so many bytes is not taken beside those that are there, or null. */
export function roomRefusal(
  files: readonly Pick<InvestorFile, 'bytes'>[],
  bytes: number,
  wasApproved: boolean,
): Refusal<'TOO_MANY_FILES' | 'FILES_TOO_LARGE'> | null {
  const max = wasApproved ? FILES_MAX : APPLICANT_FILES_MAX
  if (files.length >= max) return refuse('TOO_MANY_FILES', { max: String(max) })
  const all = files.reduce((sum, file) => sum + file.bytes, bytes)
  return wasApproved || all <= APPLICANT_BYTES_MAX
    ? null
    : refuse('FILES_TOO_LARGE', { max: String(APPLICANT_BYTES_MAX / 2 ** 20) })
}
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
