import * as z from 'zod'
import { instrumentById } from '../instrument/instrument.service.ts'
import type { Instrument } from '../instrument/instrument.ts'
import type { InstrumentId, InvestorId } from '../kernel/ids.ts'
import { ok, refuse } from '../kernel/result.ts'
import type { Db } from '../platform/db/database.ts'
import { CONTENT_PROBLEMS } from '../platform/file/content.problems.ts'
import { bytesOf, idField, instantField, nameField, page, pageQuery } from '../platform/http/fields.ts'
import { FILE, read, seesIssuer, write, type Caller, type Route } from '../platform/http/route.ts'
import type { Work } from '../platform/work.ts'
import { DATA_ROOM_PROBLEMS } from './data-room.problems.ts'
import {
  anchorDocuments,
  changeVisibility,
  dataRoomOf,
  openDocument,
  readingsOf,
  uploadDocument,
  withdrawDocument,
  type ShownDocument,
} from './data-room.service.ts'
import {
  DOCUMENT_KINDS,
  DOCUMENT_MEDIA,
  isWithdrawn,
  VISIBILITIES,
  type DocumentId,
  type Visibility,
} from './data-room.ts'

/** Ten megabytes in base64, and the rest of the request. */
const BODY_BYTES_MAX = 14 * 1024 * 1024
const ANCHOR_STATES = ['waiting', 'pending', 'anchored', 'failed'] as const
const TAG = 'Documents'

const params = z.strictObject({ id: idField('ins') })
const documentParams = params.extend({ document: idField('doc') })
const documentAnswer = z
  .object({
    id: idField('doc'),
    kind: z.enum(DOCUMENT_KINDS),
    title: z.string(),
    visibility: z.enum(VISIBILITIES),
    withdrawn: z.boolean(),
    versions: z
      .array(
        z.object({
          version: z.int(),
          sha256: z
            .string()
            .nullable()
            .describe('Null where the version says that the document is withdrawn.'),
          media: z.enum(DOCUMENT_MEDIA).nullable(),
          bytes: z.int().nullable(),
          at: instantField,
          by: z.string().nullable().describe('Who brought it, for the issuer and the auditor.'),
          anchor: z
            .object({
              state: z.enum(ANCHOR_STATES),
              block: z.int().nullable(),
              at: instantField.nullable(),
              tx: z.string().nullable(),
              failure: z.string().nullable(),
            })
            .nullable(),
        }),
      )
      .readonly(),
  })
  .meta({ id: 'Document' })

/** What says who is in which circle. */
export type CircleDeps = {
  /** Whether an investor is approved today. */
  readonly isApproved: (work: Work, investor: InvestorId) => Promise<boolean>
  /** Whether an investor may see what is on offer with the instrument. */
  readonly isOfferedTo: (work: Work, instrument: InstrumentId, investor: InvestorId) => Promise<boolean>
}

/** In which circle somebody stands towards the documents of an instrument; `null` is whoever is not signed in. */
export function circles({ isApproved, isOfferedTo }: CircleDeps) {
  const isInCircle = async (work: Work, investor: InvestorId, instrument: InstrumentId): Promise<boolean> =>
    (await isApproved(work, investor)) && isOfferedTo(work, instrument, investor)
  return async (work: Work, caller: Caller | null, { id, issuer }: Instrument): Promise<Visibility> => {
    if (caller === null) return 'public'
    if (caller.role === 'investor')
      return caller.investor !== null && (await isInCircle(work, caller.investor, id)) ? 'investor' : 'public'
    if (caller.role === 'administrator' || !seesIssuer(caller, issuer)) return 'public'
    return caller.role === 'officer' ? 'investor' : 'auditor'
  }
}

/** The data room of an instrument: its documents, their versions, who may read them and who did. */
export function dataRoomRoutes(deps: CircleDeps): Route[] {
  const circleOf = circles(deps)
  return [
    read({
      path: '/v1/instruments/{id}/documents',
      summary: 'List the documents of an instrument that you may read',
      description: 'Whoever is not signed in finds those that are for everybody.',
      tag: TAG,
      access: 'public',
      params,
      response: z.object({ items: z.array(documentAnswer) }),
      problems: DATA_ROOM_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        const instrument = await instrumentById(work.db, id)
        if (instrument === null) return refuse('NOT_FOUND')
        const circle = await circleOf(work, caller, instrument)
        const documents = await dataRoomOf(work.db, instrument, circle)
        return ok({ items: documents.map((document) => documentBody(document, circle)) })
      },
    }),
    write({
      path: '/v1/instruments/{id}/documents',
      summary: 'Upload a document, or a new version of one',
      description:
        'A PDF, PNG, JPEG, plain text, CSV or ZIP of at most 10 MB; what it is, is read from its bytes. A title that is ' +
        'there already gets a new version; the same bytes again are the version that is there. Pictures are kept without what ' +
        'they tell beside themselves, such as where and when they were taken.',
      tag: TAG,
      access: ['issuer'],
      status: 201,
      params,
      body: z.strictObject({
        kind: z.enum(DOCUMENT_KINDS),
        title: nameField,
        visibility: z.enum(VISIBILITIES),
        content: z.string().describe('The bytes, in base64.'),
      }),
      bodyMaxBytes: BODY_BYTES_MAX,
      response: documentAnswer,
      problems: { ...DATA_ROOM_PROBLEMS, ...CONTENT_PROBLEMS },
      handle: async ({ work, caller, params: { id }, body: { content, ...about } }) => {
        const instrument = await own(work.db, caller, id)
        if (instrument === null) return refuse('NOT_FOUND')
        const bytes = bytesOf(content)
        if (bytes === null) return refuse('FILE_ENCODING')
        const uploaded = await uploadDocument(work, instrument, { ...about, bytes })
        return uploaded.ok ? answered(work.db, instrument, uploaded.value) : uploaded
      },
    }),
    read({
      path: '/v1/instruments/{id}/documents/{document}/versions/{version}',
      summary: 'Save one version of a document',
      description: 'Who is signed in and opens it, is kept.',
      tag: TAG,
      access: 'public',
      params: documentParams.extend({ version: z.string().regex(/^[1-9]\d{0,3}$/) }),
      response: FILE,
      problems: DATA_ROOM_PROBLEMS,
      handle: async ({ work, caller, params: { id, document, version } }) => {
        const instrument = await instrumentById(work.db, id)
        if (instrument === null) return refuse('NOT_FOUND')
        const circle = await circleOf(work, caller, instrument)
        const wanted = { id: document, version: Number(version) }
        return openDocument(work, instrument, wanted, { circle, isKnown: caller !== null })
      },
    }),
    write({
      method: 'PUT',
      path: '/v1/instruments/{id}/documents/{document}/visibility',
      summary: 'Say anew who may read a document',
      tag: TAG,
      access: ['issuer'],
      params: documentParams,
      body: z.strictObject({ visibility: z.enum(VISIBILITIES) }),
      response: documentAnswer,
      problems: DATA_ROOM_PROBLEMS,
      handle: async ({ work, caller, params: { id, document }, body: { visibility } }) => {
        const instrument = await own(work.db, caller, id)
        if (instrument === null) return refuse('NOT_FOUND')
        const changed = await changeVisibility(work, instrument, document, visibility)
        return changed.ok ? answered(work.db, instrument, document) : changed
      },
    }),
    write({
      path: '/v1/instruments/{id}/documents/{document}/withdrawal',
      summary: 'Withdraw a document; its versions stay kept and provable',
      tag: TAG,
      access: ['issuer'],
      params: documentParams,
      response: documentAnswer,
      problems: DATA_ROOM_PROBLEMS,
      handle: async ({ work, caller, params: { id, document } }) => {
        const instrument = await own(work.db, caller, id)
        if (instrument === null) return refuse('NOT_FOUND')
        const withdrawn = await withdrawDocument(work, instrument, document)
        return withdrawn.ok ? answered(work.db, instrument, document) : withdrawn
      },
    }),
    write({
      path: '/v1/instruments/{id}/documents/{document}/anchoring',
      summary: 'Ask again for the hashes of a document to be anchored that could not be',
      tag: TAG,
      access: ['issuer'],
      status: 202,
      params: documentParams,
      response: documentAnswer,
      problems: DATA_ROOM_PROBLEMS,
      handle: async ({ work, caller, params: { id, document } }) => {
        const instrument = await own(work.db, caller, id)
        if (instrument === null) return refuse('NOT_FOUND')
        await anchorDocuments(work, instrument)
        return answered(work.db, instrument, document)
      },
    }),
    read({
      path: '/v1/instruments/{id}/documents/{document}/readings',
      summary: 'List who opened which version of a document, newest first',
      tag: TAG,
      access: ['issuer', 'auditor'],
      params: documentParams,
      query: pageQuery({}),
      response: page(z.object({ reader: z.string(), version: z.int(), at: instantField })),
      problems: DATA_ROOM_PROBLEMS,
      handle: async ({ work, caller, params: { id, document }, query, pages }) => {
        const instrument = await own(work.db, caller, id)
        if (instrument === null) return refuse('NOT_FOUND')
        const after = pages.after(query)?.[0]
        const before = after === undefined ? null : Number(after)
        const found = await readingsOf(work.db, instrument, document, { before, limit: query.limit + 1 })
        if (found === null) return refuse('NOT_FOUND')
        return ok(pages.page(found, query, ({ seq }) => [String(seq)]))
      },
    }),
  ]
}

async function own(db: Db, caller: Caller, id: InstrumentId): Promise<Instrument | null> {
  const instrument = await instrumentById(db, id)
  return instrument !== null && seesIssuer(caller, instrument.issuer) ? instrument : null
}

async function answered(db: Db, instrument: Instrument, id: DocumentId) {
  const document = (await dataRoomOf(db, instrument, 'auditor')).find((each) => each.id === id)
  return document === undefined ? refuse('NOT_FOUND') : ok(documentBody(document, 'auditor'))
}

function documentBody(document: ShownDocument, circle: Visibility): z.output<typeof documentAnswer> {
  const { id, kind, title, visibility, versions } = document
  return {
    id,
    kind,
    title,
    visibility,
    withdrawn: isWithdrawn(document),
    versions: versions.map(({ version, content, at, by, anchor }) => ({
      version,
      sha256: content?.sha256 ?? null,
      media: content?.media ?? null,
      bytes: content?.bytes ?? null,
      at,
      by: circle === 'auditor' ? by : null,
      anchor:
        anchor === null
          ? null
          : {
              state: anchor.state,
              block: anchor.anchored?.block ?? null,
              at: anchor.anchored?.at ?? null,
              tx: anchor.anchored?.tx ?? null,
              // Why a transaction failed is the issuer's business.
              failure: circle === 'auditor' ? anchor.failure : null,
            },
    })),
  }
}
