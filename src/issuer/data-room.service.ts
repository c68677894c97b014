import { createHash } from 'node:crypto'
import { instrumentById } from '../instrument/instrument.service.ts'
import type { Instrument } from '../instrument/instrument.ts'
import {
  anchorsOf,
  documentsOf,
  recordDocument,
  requestAnchors,
  type AnchoredDocument,
} from '../instrument/token.service.ts'
import { TERM_SHEET, type Anchor } from '../instrument/token.ts'
import { newId, type InstrumentId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { appendAudit, latestAuditEntries } from '../platform/audit.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { readDocument, type ContentRefusal } from '../platform/file/content.ts'
import { withoutMetadata } from '../platform/file/picture-metadata.ts'
import { putFile, readFile } from '../platform/vault/vault.ts'
import type { Work } from '../platform/work.ts'
import {
  DOCUMENTS_MAX,
  fileNameOf,
  isShown,
  isWithdrawn,
  uploaded,
  VERSIONS_MAX,
  type DataRoomDocument,
  type DocumentId,
  type DocumentKind,
  type DocumentVersion,
  type UploadRefusal,
  type Visibility,
} from './data-room.ts'
import {
  insertDataRoomDocument,
  insertDataRoomVersion,
  selectDataRoom,
  updateVisibility,
} from './data-room.store.ts'

const OPENED = 'document.opened'

/** A document as somebody of a circle finds it, each version with how far its anchoring has come. */
export type ShownDocument = Omit<DataRoomDocument, 'versions'> & {
  readonly versions: readonly (DocumentVersion & { readonly anchor: AnchoredDocument | null })[]
}

/** What somebody of this circle finds in the data room of an instrument, by title. */
export async function dataRoomOf(
  db: Db,
  instrument: Instrument,
  circle: Visibility,
): Promise<ShownDocument[]> {
  const anchors = await anchorsOf(db, instrument)
  return (await selectDataRoom(db, instrument.id))
    .filter((document) => isShown(document, circle))
    .map((document) => ({
      ...document,
      versions: document.versions.map((version) => ({
        ...version,
        anchor: anchorOf(anchors, document, version),
      })),
    }))
}

/** Bytes that come twice may be anchored twice: the first time is since when the chain vouches for them. */
function anchorOf(
  anchors: readonly AnchoredDocument[],
  { id }: DataRoomDocument,
  { content }: DocumentVersion,
): AnchoredDocument | null {
  return anchors.find(({ name, sha256 }) => name === id && sha256 === content?.sha256) ?? null
}

/** What a hash is the hash of. The title is given of what is for everybody; of the rest only since when it is anchored. */
export type HashMatch = {
  readonly document: { readonly title: string; readonly version: number } | null
  readonly anchored: Anchor | null
}

/**
 * Whether bytes of this hash are a document of the instrument, its term sheets included, in any version: also one that is
 * superseded, withdrawn, or for a few. Whoever asks has the bytes already, and learns since when the chain vouches for
 * them; what is for a few and not anchored is not told.
 */
export async function documentByHash(
  db: Db,
  instrument: Instrument,
  sha256: string,
): Promise<HashMatch | null> {
  const anchors = (await documentsOf(db, instrument.id)).filter((each) => each.sha256 === sha256)
  const first = anchors.find(({ anchored }) => anchored !== null)?.anchored ?? null
  const sheet = anchors.find(({ name }) => name === TERM_SHEET)
  if (sheet !== undefined)
    return { document: { title: TERM_SHEET, version: sheet.version }, anchored: sheet.anchored ?? first }
  for (const { title, versions } of await dataRoomOf(db, instrument, 'public')) {
    const match = versions.find(({ content }) => content?.sha256 === sha256)
    if (match !== undefined)
      return {
        document: { title, version: match.version },
        anchored: match.anchor?.anchored ?? first,
      }
  }
  return first === null ? null : { document: null, anchored: first }
}

/**
 * Takes a document into the data room of an instrument: a new title is a new document, a known one gets a next version,
 * and bytes that its newest version has already change nothing. Their hash is anchored on the token, once there is one.
 */
export async function uploadDocument(
  work: Work,
  instrument: Instrument,
  given: {
    readonly kind: DocumentKind
    readonly title: string
    readonly visibility: Visibility
    readonly bytes: Buffer
  },
): Promise<Result<DocumentId, ContentRefusal | UploadRefusal | 'TOO_MANY_DOCUMENTS'>> {
  const media = readDocument(given.bytes)
  if (!media.ok) return media
  // Others read it: where and when a picture was taken is not theirs to know.
  const bytes = withoutMetadata(given.bytes, media.value)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await lockFor(work.db, roomLock(instrument.id))
  const { kind, title, visibility } = given
  const [before] = await selectDataRoom(work.db, instrument.id, { title })
  if (before !== undefined) {
    const verdict = uploaded(before, { kind, visibility, sha256 })
    if (verdict === 'known') return ok(before.id)
    if (verdict !== 'next')
      return refuse(verdict, {
        kind: before.kind,
        visibility: before.visibility,
        max: String(VERSIONS_MAX),
      })
  } else if ((await selectDataRoom(work.db, instrument.id)).length >= DOCUMENTS_MAX)
    return refuse('TOO_MANY_DOCUMENTS', { max: String(DOCUMENTS_MAX) })

  const id = before?.id ?? newId('doc')
  if (before === undefined)
    await insertDataRoomDocument(
      work.db,
      { id, instrument: instrument.id, kind, title, visibility },
      work.now,
    )
  const version = (before?.versions.length ?? 0) + 1
  await insertDataRoomVersion(work.db, id, {
    version,
    content: {
      sha256,
      file: await putFile(work, instrument.id, bytes),
      media: media.value,
      bytes: bytes.length,
    },
    at: work.now,
    by: work.by.id,
  })
  await recordDocument(work, instrument.id, { name: id, sha256 })
  // Its token may have come since the instrument was read: whoever told of that waits for this lock, or was before.
  const current = await instrumentById(work.db, instrument.id)
  if (current !== null) await requestAnchors(work, current)
  await appendAudit(work, {
    action: 'document.uploaded',
    subject: id,
    detail: { instrument: instrument.id, version, kind, visibility, sha256, bytes: bytes.length },
  })
  return ok(id)
}

/** Asks for everything of the data room to be anchored that is not: once there is a token, and again where that failed. */
export async function anchorDocuments(work: Work, instrument: Instrument): Promise<void> {
  await lockFor(work.db, roomLock(instrument.id))
  await requestAnchors(work, instrument)
}

/** One writer at a time changes what is in a data room, and what of it is to be anchored. */
const roomLock = (instrument: InstrumentId) => `data-room:${instrument}`

/** Says anew for whom a document is, all its versions. The same again changes nothing. */
export async function changeVisibility(
  work: Work,
  instrument: Instrument,
  id: DocumentId,
  visibility: Visibility,
): Promise<Result<null, 'NOT_FOUND'>> {
  await lockFor(work.db, roomLock(instrument.id))
  const [document] = await selectDataRoom(work.db, instrument.id, { id })
  if (document === undefined) return refuse('NOT_FOUND')
  if (document.visibility === visibility) return ok(null)
  await updateVisibility(work.db, id, visibility)
  await appendAudit(work, {
    action: 'document.visibility-changed',
    subject: id,
    detail: { instrument: instrument.id, from: document.visibility, to: visibility },
  })
  return ok(null)
}

/** Withdraws a document by a next version that says so; what there was stays kept, and its hashes anchored. */
export async function withdrawDocument(
  work: Work,
  instrument: Instrument,
  id: DocumentId,
): Promise<Result<null, 'NOT_FOUND' | 'DOCUMENT_WITHDRAWN'>> {
  await lockFor(work.db, roomLock(instrument.id))
  const [document] = await selectDataRoom(work.db, instrument.id, { id })
  if (document === undefined) return refuse('NOT_FOUND')
  if (isWithdrawn(document)) return refuse('DOCUMENT_WITHDRAWN')
  // One more than may be uploaded: whoever has reached that number can still withdraw.
  const version = document.versions.length + 1
  await insertDataRoomVersion(work.db, id, { version, content: null, at: work.now, by: work.by.id })
  await appendAudit(work, {
    action: 'document.withdrawn',
    subject: id,
    detail: { instrument: instrument.id, version },
  })
  return ok(null)
}

/**
 * What is in a version of a document, for somebody of this circle. Who opened it stands in the audit log; of whoever
 * is not signed in nothing is known, and nothing kept.
 */
export async function openDocument(
  work: Work,
  instrument: Instrument,
  wanted: { readonly id: DocumentId; readonly version: number },
  reader: { readonly circle: Visibility; readonly isKnown: boolean },
): Promise<
  Result<{ readonly bytes: Buffer; readonly fileName: string; readonly media: string }, 'NOT_FOUND'>
> {
  const [document] = await selectDataRoom(work.db, instrument.id, { id: wanted.id })
  const version = document?.versions.find((each) => each.version === wanted.version)
  if (document === undefined || !isShown(document, reader.circle)) return refuse('NOT_FOUND')
  if (version === undefined || version.content === null) return refuse('NOT_FOUND')
  const { media, file } = version.content
  const bytes = await readFile(work.db, instrument.id, file)
  if (bytes === null) throw new Error(`version ${version.version} of ${document.id} is not in the vault`)
  if (reader.isKnown)
    await appendAudit(work, {
      action: OPENED,
      subject: document.id,
      detail: { instrument: instrument.id, version: version.version },
    })
  return ok({ bytes, fileName: fileNameOf(document.title, version.version, media), media })
}

/** Who opened which version when, the newest first; null when there is no such document. */
export async function readingsOf(
  db: Db,
  instrument: Instrument,
  id: DocumentId,
  { before, limit }: { readonly before: number | null; readonly limit: number },
): Promise<
  | {
      readonly seq: number
      readonly reader: string
      readonly version: number
      readonly at: Temporal.Instant
    }[]
  | null
> {
  const [document] = await selectDataRoom(db, instrument.id, { id })
  if (document === undefined) return null
  const entries = await latestAuditEntries(db, { before, limit, subject: id, action: OPENED })
  return entries.map(({ seq, by, detail, at }) => ({
    seq,
    reader: by.id,
    version: Number(detail['version']),
    at,
  }))
}
