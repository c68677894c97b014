import * as z from 'zod'
import { ok, refuse } from '../kernel/result.ts'
import { CONTENT_PROBLEMS } from '../platform/file/content.problems.ts'
import { bytesOf, idField, instantField } from '../platform/http/fields.ts'
import { FILE, read, write, type Route } from '../platform/http/route.ts'
import { isThere } from './erasure.routes.ts'
import { FILE_KINDS, FILE_MEDIA } from './file.ts'
import { FILE_PROBLEMS } from './file.problems.ts'
import { filesOf, openFile, takeFile, withdrawFile } from './file.service.ts'

const params = z.strictObject({ id: idField('inv') })
const fileAnswer = z
  .object({
    id: idField('fil'),
    kind: z.enum(FILE_KINDS),
    displayName: z.string().nullable(),
    media: z.enum(FILE_MEDIA),
    bytes: z.number(),
    receivedAt: instantField,
  })
  .meta({ id: 'InvestorFile' })
/** Ten megabytes in base64, and the rest of the request. */
const BODY_BYTES_MAX = 14 * 1024 * 1024
/** Longer than any that a system gives; what is shown is shortened. */
const NAME_LENGTH_MAX = 1_000

/** Papers of investors: passports, proofs of address, registrations, letters and forms. */
export const fileRoutes: Route[] = [
  read({
    path: '/v1/investors/{id}/files',
    summary: 'List the papers of an investor',
    tag: 'Personal data',
    access: ['officer', 'auditor', 'investor'],
    params,
    response: z.object({ items: z.array(fileAnswer) }),
    problems: FILE_PROBLEMS,
    handle: async ({ work, caller, params: { id } }) =>
      (await isThere(work, caller, id)) ? ok({ items: await filesOf(work.db, id) }) : refuse('NOT_FOUND'),
  }),
  write({
    path: '/v1/investors/{id}/files',
    summary: 'Hand in a paper of an investor',
    description:
      'A PDF, JPEG or PNG of at most 10 MB. What it is, is read from its bytes, never from its name. The same paper ' +
      'twice is one paper.',
    tag: 'Personal data',
    access: ['officer', 'investor'],
    status: 201,
    params,
    body: z.strictObject({
      kind: z.enum(FILE_KINDS),
      name: z
        .string()
        .max(NAME_LENGTH_MAX)
        .describe('What its owner calls it. Folders and odd signs are taken off.'),
      content: z.string().describe('The bytes, in base64.'),
    }),
    bodyMaxBytes: BODY_BYTES_MAX,
    response: fileAnswer,
    problems: { ...FILE_PROBLEMS, ...CONTENT_PROBLEMS },
    handle: async ({ work, caller, params: { id }, body: { kind, name, content } }) => {
      if (!(await isThere(work, caller, id))) return refuse('NOT_FOUND')
      const bytes = bytesOf(content)
      if (bytes === null) return refuse('FILE_ENCODING')
      return takeFile(work, id, { kind, name, bytes })
    },
  }),
  read({
    path: '/v1/investors/{id}/files/{file}',
    summary: 'Save a paper of an investor',
    tag: 'Personal data',
    access: ['officer', 'investor'],
    params: params.extend({ file: idField('fil') }),
    response: FILE,
    problems: FILE_PROBLEMS,
    handle: async ({ work, caller, params: { id, file } }) =>
      (await isThere(work, caller, id))
        ? openFile(work, id, file, caller.role === 'officer')
        : refuse('NOT_FOUND'),
  }),
  write({
    method: 'DELETE',
    path: '/v1/investors/{id}/files/{file}',
    summary: 'Take a paper back that nobody has decided anything by',
    tag: 'Personal data',
    access: ['officer', 'investor'],
    params: params.extend({ file: idField('fil') }),
    response: z.object({ id: idField('fil') }),
    problems: FILE_PROBLEMS,
    handle: async ({ work, caller, params: { id, file } }) => {
      if (!(await isThere(work, caller, id))) return refuse('NOT_FOUND')
      const gone = await withdrawFile(work, id, file)
      return gone.ok ? ok({ id: file }) : gone
    },
  }),
]
