import type { Id, InstrumentId } from '../kernel/ids.ts'

export type DocumentId = Id<'doc'>

/** What a document of a data room is. */
export const DOCUMENT_KINDS = [
  'memorandum',
  'operating-agreement',
  'appraisal',
  'insurance',
  'deed',
  'risk-factors',
  'other',
] as const
export type DocumentKind = (typeof DOCUMENT_KINDS)[number]

/**
 * For whom a document is, the widest circle first: everybody, signed in or not; approved investors; the auditor and the
 * issuer's own people. Each circle reads what the wider ones read.
 */
export const VISIBILITIES = ['public', 'investor', 'auditor'] as const
export type Visibility = (typeof VISIBILITIES)[number]

export const DOCUMENT_MEDIA = [
  'application/pdf',
  'image/png',
  'image/jpeg',
  'text/plain',
  'text/csv',
  'application/zip',
] as const
export type DocumentMedia = (typeof DOCUMENT_MEDIA)[number]

/** One version of a document. Without content it says that the document was withdrawn. */
export type DocumentVersion = {
  readonly version: number
  readonly content: DocumentContent | null
  readonly at: Temporal.Instant
  /** The user or key that brought it. */
  readonly by: string
}

export type DocumentContent = {
  /** Lower-case hex. */
  readonly sha256: string
  /** Its name in the vault. */
  readonly file: string
  readonly media: DocumentMedia
  readonly bytes: number
}

export type DataRoomDocument = {
  readonly id: DocumentId
  readonly instrument: InstrumentId
  readonly kind: DocumentKind
  /** One document of an instrument has it. */
  readonly title: string
  readonly visibility: Visibility
  /** The oldest first; there is one at least. */
  readonly versions: readonly DocumentVersion[]
}

export const DOCUMENTS_MAX = 200
export const VERSIONS_MAX = 100

export function isWithdrawn(document: Pick<DataRoomDocument, 'versions'>): boolean {
  return document.versions.at(-1)?.content === null
}

/**
 * Whether a document is there for somebody of this circle. What was withdrawn stays readable for those who have to
 * answer for it, and for nobody else.
 */
export function isShown(
  document: Pick<DataRoomDocument, 'visibility' | 'versions'>,
  circle: Visibility,
): boolean {
  const reaches = VISIBILITIES.indexOf(document.visibility) <= VISIBILITIES.indexOf(circle)
  return reaches && (circle === 'auditor' || !isWithdrawn(document))
}

export type UploadRefusal = 'DOCUMENT_KIND' | 'DOCUMENT_VISIBILITY' | 'TOO_MANY_VERSIONS'

/**
 * What bytes of this hash are to the document of their title: the version that stands already, or the next one. A
 * version never changes for whom a document is: who brings one might not know that everybody reads it.
 */
export function uploaded(
  document: DataRoomDocument,
  given: { readonly kind: DocumentKind; readonly visibility: Visibility; readonly sha256: string },
): 'known' | 'next' | UploadRefusal {
  if (document.kind !== given.kind) return 'DOCUMENT_KIND'
  if (document.visibility !== given.visibility) return 'DOCUMENT_VISIBILITY'
  if (document.versions.at(-1)?.content?.sha256 === given.sha256) return 'known'
  return document.versions.length >= VERSIONS_MAX ? 'TOO_MANY_VERSIONS' : 'next'
}

const ENDINGS: Readonly<Record<DocumentMedia, string>> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'text/plain': 'txt',
  'text/csv': 'csv',
  'application/zip': 'zip',
}

/** Under which name a version is saved: its title, its number, and the ending of what it really is. */
export function fileNameOf(title: string, version: number, media: DocumentMedia): string {
  const stem = title
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  return `${stem === '' ? 'document' : stem.toLowerCase()}-v${version}.${ENDINGS[media]}`
}
