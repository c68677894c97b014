import * as z from 'zod'
import { ok, refuse } from '../kernel/result.ts'
import { idField, instantField } from '../platform/http/fields.ts'
import { read, write, type Route } from '../platform/http/route.ts'
import { personOf, type Work } from '../platform/work.ts'
import { withTwinWarning } from './asset-twin.service.ts'
import { DRAFT_PROBLEMS } from './sheet-draft.problems.ts'
import type { SheetDraft } from './sheet-draft.ts'
import {
  createDraft,
  discardDraft,
  draftOf,
  draftsOf,
  editDraft,
  fillDraft,
  saveDraft,
  sha256Of,
} from './sheet-draft.service.ts'
import { sheetValues } from './term-sheet-edit.service.ts'
import { FORM_STEPS, SHEET_EXAMPLES } from './term-sheet-form.ts'
import { SHEET_FORM } from './term-sheet-form.service.ts'
import { sheetMessage } from './term-sheet.problems.ts'
import { readTermSheet } from './term-sheet.service.ts'
import { SHEET_BYTES_MAX } from './term-sheet.ts'

const WRITERS = ['administrator', 'issuer'] as const
/** JSON writes a character of YAML with up to six. */
const BODY_BYTES_MAX = 6 * SHEET_BYTES_MAX
const EDITS_MAX = 200
/** A sheet of which nothing is said but its layout. */
const NOTHING_YET = 'version: 1\n'
const TAG = 'Term sheets'

const params = z.strictObject({ id: idField('dft') })
/** PostgreSQL keeps no text with the character NUL, and YAML has none. */
const yamlField = z
  .string()
  .max(SHEET_BYTES_MAX)
  .regex(/^[^\0]*$/)
  .describe('The text so far, whatever is wrong with it.')

const draftSummary = z.object({
  id: idField('dft'),
  key: z.string().nullable(),
  name: z.string().nullable().describe('What it calls the asset.'),
  savedAt: instantField,
})
const draftAnswer = draftSummary
  .extend({
    yaml: z.string(),
    sha256: z.string().describe('Of the text: what is published is what was looked at.'),
    values: z
      .record(z.string(), z.string())
      .nullable()
      .describe('The text of each field that it has, by path; null when its fields cannot be read.'),
    findings: z
      .array(
        z.object({
          severity: z.enum(['error', 'warning']),
          path: z.string(),
          line: z.int(),
          column: z.int(),
          code: z.string(),
          message: z.string(),
        }),
      )
      .readonly(),
  })
  .meta({ id: 'TermSheetDraft' })

const formAnswer = z.object({
  groups: z
    .array(
      z.object({
        path: z.string(),
        step: z.enum(FORM_STEPS),
        isList: z.boolean(),
        isNeeded: z.boolean(),
        hint: z.string(),
        fields: z
          .array(
            z.object({
              path: z.string(),
              kind: z.enum([
                'text',
                'long-text',
                'amount',
                'date',
                'integer',
                'yes-no',
                'choice',
                'lines',
                'pairs',
              ]),
              isNeeded: z.boolean(),
              hint: z.string(),
              choices: z.array(z.string()).readonly(),
            }),
          )
          .readonly(),
      }),
    )
    .readonly(),
})

/** Writing term sheets field by field, as drafts that are their writer's alone. */
export function sheetDraftRoutes(): Route[] {
  return [formRoute(), ...readingRoutes(), ...writingRoutes()]
}

function formRoute(): Route {
  return read({
    path: '/v1/term-sheet-form',
    summary: 'List the fields of a term sheet',
    description: 'Made of the schema that reads term sheets, by the steps in which one is written.',
    tag: TAG,
    access: WRITERS,
    response: formAnswer,
    handle: () => Promise.resolve(ok({ groups: SHEET_FORM.groups })),
  })
}

function readingRoutes(): Route[] {
  return [
    read({
      path: '/v1/term-sheet-drafts',
      summary: 'List your drafts of term sheets',
      tag: TAG,
      access: WRITERS,
      response: z.object({ items: z.array(draftSummary).readonly(), next: z.null() }),
      handle: async ({ work, caller }) => {
        const drafts = await draftsOf(work.db, personOf(caller.by))
        return ok({ items: drafts.map(summaryOf), next: null })
      },
    }),
    read({
      path: '/v1/term-sheet-drafts/{id}',
      summary: 'Read a draft, field by field, with what is wrong with it',
      tag: TAG,
      access: WRITERS,
      params,
      response: draftAnswer,
      problems: DRAFT_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        const draft = await draftOf(work.db, personOf(caller.by), id)
        return draft === null ? refuse('NOT_FOUND') : ok(await draftBody(draft, work))
      },
    }),
  ]
}

function writingRoutes(): Route[] {
  const shared = {
    tag: TAG,
    access: WRITERS,
    bodyMaxBytes: BODY_BYTES_MAX,
    response: draftAnswer,
    problems: DRAFT_PROBLEMS,
  }
  return [
    write({
      ...shared,
      path: '/v1/term-sheet-drafts',
      summary: 'Begin a draft',
      status: 201,
      body: z.strictObject({ yaml: yamlField.optional() }),
      handle: async ({ work, body: { yaml = NOTHING_YET } }) => {
        const draft = await createDraft(work, yaml)
        return draft.ok ? ok(await draftBody(draft.value, work)) : draft
      },
    }),
    write({
      ...shared,
      path: '/v1/term-sheet-drafts/{id}',
      method: 'PUT',
      summary: 'Write the text of a draft anew',
      params,
      body: z.strictObject({ yaml: yamlField }),
      handle: async ({ work, params: { id }, body: { yaml } }) => {
        const draft = await saveDraft(work, id, yaml)
        return draft.ok ? ok(await draftBody(draft.value, work)) : draft
      },
    }),
    write({
      ...shared,
      path: '/v1/term-sheet-drafts/{id}/fields',
      summary: 'Change fields of a draft',
      description: 'What the form does not know of, comments and the order stay as they are.',
      params,
      body: z.strictObject({
        edits: z
          .array(
            z.strictObject({
              path: z.string().max(200).describe('As in the form, with the index: `valuations[0].date`.'),
              value: z
                .string()
                .max(SHEET_BYTES_MAX)
                .regex(/^[^\0]*$/)
                .nullable()
                .describe('Null or empty leaves the field out; null takes an item of a list away.'),
            }),
          )
          .max(EDITS_MAX),
      }),
      handle: async ({ work, params: { id }, body: { edits } }) => {
        const draft = await editDraft(work, id, edits)
        return draft.ok ? ok(await draftBody(draft.value, work)) : draft
      },
    }),
    write({
      ...shared,
      path: '/v1/term-sheet-drafts/{id}/example',
      summary: 'Fill a draft with an example',
      description: 'In the place of what it says, with keys that nobody has and days from today on.',
      params,
      body: z.strictObject({ example: z.enum(SHEET_EXAMPLES) }),
      handle: async ({ work, caller, params: { id }, body: { example } }) => {
        const draft = await fillDraft(work, id, example, caller.issuer)
        return draft.ok ? ok(await draftBody(draft.value, work)) : draft
      },
    }),
    write({
      ...shared,
      path: '/v1/term-sheet-drafts/{id}',
      method: 'DELETE',
      summary: 'Delete a draft',
      params,
      response: z.object({}),
      handle: async ({ work, params: { id } }) => {
        const gone = await discardDraft(work, id)
        return gone.ok ? ok({}) : gone
      },
    }),
  ]
}

function summaryOf({ id, key, yaml, savedAt }: SheetDraft): z.output<typeof draftSummary> {
  return { id, key, name: sheetValues(yaml)?.['asset.name'] ?? null, savedAt }
}

async function draftBody(draft: SheetDraft, { db, now }: Work): Promise<z.output<typeof draftAnswer>> {
  const sheet = readTermSheet(new TextEncoder().encode(draft.yaml), now)
  const findings = sheet.ok ? (await withTwinWarning(db, sheet.value)).warnings : sheet.findings
  return {
    ...summaryOf(draft),
    yaml: draft.yaml,
    sha256: sha256Of(draft.yaml),
    values: sheetValues(draft.yaml),
    findings: findings.map((finding) => {
      const { severity, path, line, column, code } = finding
      return { severity, path, line, column, code, message: sheetMessage(finding) }
    }),
  }
}
