import * as z from 'zod'
import type { OfferingId } from '../kernel/ids.ts'
import { ok, refuse } from '../kernel/result.ts'
import type { Db } from '../platform/db/database.ts'
import { dateField, idField, textField } from '../platform/http/fields.ts'
import { read, seesIssuer, write, type Caller, type Route } from '../platform/http/route.ts'
import { OBLIGATION_PROBLEMS } from './obligation.problems.ts'
import { formDOf, obligationsOf, recordFiling } from './obligation.service.ts'
import { OBLIGATION_CODES } from './obligation.ts'
import { offeringView } from './offering.service.ts'

const TAG = 'Offerings'
const READERS = ['issuer', 'officer', 'auditor'] as const
const REFERENCE_LENGTH_MAX = 100

const code = z.enum(OBLIGATION_CODES)
const params = z.strictObject({ id: idField('off') })
const filing = z.object({ code, filedOn: dateField, reference: z.string() })
const obligationsAnswer = z
  .object({
    items: z.array(
      z.object({
        code,
        citation: z.string(),
        since: dateField,
        due: dateField,
        filedOn: dateField.nullable(),
        status: z.enum(['due', 'overdue', 'filed']),
      }),
    ),
    filings: z.array(filing),
    legalReview: z.literal('pending'),
  })
  .meta({ id: 'Obligations' })
const formDAnswer = z
  .object({
    citation: z.string(),
    items: z.array(
      z.object({
        number: z.int(),
        title: z.string(),
        fields: z
          .record(z.string(), z.string().nullable())
          .meta({ description: 'Null is for people to fill in.' }),
      }),
    ),
    open: z.array(z.int()).meta({ description: 'The items that somebody has to complete.' }),
  })
  .meta({ id: 'FormD' })

/** What an issuer owes authorities because of an offering. */
export function obligationRoutes(): Route[] {
  return [
    read({
      path: '/v1/offerings/{id}/obligations',
      summary: 'List what is to be filed because of an offering, and by when',
      description: 'Counted from what was sold. No lawyer has reviewed it.',
      tag: TAG,
      access: READERS,
      params,
      response: obligationsAnswer,
      problems: OBLIGATION_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        const found = (await isVisible(work.db, caller, id, work.now))
          ? await obligationsOf(work.db, id, work.now)
          : null
        if (found === null) return refuse('NOT_FOUND')
        return ok({
          items: [...found.obligations],
          filings: [...found.filings],
          legalReview: 'pending' as const,
        })
      },
    }),
    write({
      path: '/v1/offerings/{id}/filings',
      summary: 'Say that something was filed, and what it is found by',
      tag: TAG,
      access: ['issuer'],
      status: 201,
      params,
      body: z.strictObject({ code, filedOn: dateField, reference: textField(REFERENCE_LENGTH_MAX) }),
      response: filing,
      problems: OBLIGATION_PROBLEMS,
      handle: async ({ work, caller, params: { id }, body }) => {
        if (!(await isVisible(work.db, caller, id, work.now))) return refuse('NOT_FOUND')
        return recordFiling(work, { offering: id, ...body })
      },
    }),
    read({
      path: '/v1/offerings/{id}/form-d',
      summary: 'Draft Form D from what is known of an offering',
      description: 'A draft for the person who files it; nothing is sent to anybody.',
      tag: TAG,
      access: READERS,
      params,
      response: formDAnswer,
      problems: OBLIGATION_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        if (!(await isVisible(work.db, caller, id, work.now))) return refuse('NOT_FOUND')
        const draft = await formDOf(work.db, id)
        if (!draft.ok) return draft
        const { citation, items, open } = draft.value
        return ok({
          citation,
          items: items.map(({ number, title, fields }) => ({ number, title, fields: { ...fields } })),
          open: [...open],
        })
      },
    }),
  ]
}

async function isVisible(db: Db, caller: Caller, id: OfferingId, now: Temporal.Instant): Promise<boolean> {
  const view = await offeringView(db, { id }, now)
  return view !== null && seesIssuer(caller, view.instrument.issuer)
}
