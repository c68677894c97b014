import * as z from 'zod'
import type { OfferingId } from '../kernel/ids.ts'
import { ok, refuse } from '../kernel/result.ts'
import type { Db } from '../platform/db/database.ts'
import { csvOf } from '../kernel/csv.ts'
import { dateField, idField, textField } from '../platform/http/fields.ts'
import { CSV, read, seesIssuer, write, type Caller, type Route } from '../platform/http/route.ts'
import { FORM_C_FILINGS, formCRows } from './form-c.ts'
import { formDRows } from './form-d.ts'
import { OBLIGATION_PROBLEMS } from './obligation.problems.ts'
import { formCOf, formDOf, obligationsOf, recordFiling, type Filing } from './obligation.service.ts'
import { byDueDate, OBLIGATION_CODES, type Obligation } from './obligation.ts'
import { offerings, offeringView } from '../offering/offering.service.ts'

const TAG = 'Offerings'
const READERS = ['issuer', 'officer', 'auditor'] as const
const REFERENCE_LENGTH_MAX = 100

const code = z.enum(OBLIGATION_CODES)
const params = z.strictObject({ id: idField('off') })
const filing = z.object({ code, filedOn: dateField, reference: z.string() })
const obligation = z.object({
  code,
  citation: z.string(),
  since: dateField,
  due: dateField,
  filedOn: dateField.nullable(),
  status: z.enum(['due', 'overdue', 'filed']),
})
const calendarAnswer = z
  .object({
    items: z.array(
      obligation.extend({
        offering: idField('off'),
        instrument: z.object({ id: idField('ins'), name: z.string() }),
        reference: z.string().nullable().meta({ description: 'What the filing is found by.' }),
      }),
    ),
    next: z.null(),
    legalReview: z.literal('pending'),
  })
  .meta({ id: 'ObligationCalendar' })
const obligationsAnswer = z
  .object({
    items: z.array(obligation),
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

const formCAnswer = z
  .object({
    citation: z.string(),
    items: z.array(
      z.object({
        title: z.string(),
        fields: z
          .record(z.string(), z.string().nullable())
          .meta({ description: 'Null is for people to fill in.' }),
      }),
    ),
    open: z.array(z.string()).meta({ description: 'The parts that somebody has to complete.' }),
  })
  .meta({ id: 'FormC' })
const formCQuery = z.strictObject({
  filing: z
    .enum(FORM_C_FILINGS)
    .default('FORM_C')
    .meta({ description: 'The offering statement, or an update of the progress.' }),
})

/** What an issuer owes authorities because of an offering. */
export function obligationRoutes(): Route[] {
  return [
    read({
      path: '/v1/obligations',
      summary: 'List what is to be filed because of all offerings, and by when',
      description: 'The next due first; what was filed last. No lawyer has reviewed it.',
      tag: TAG,
      access: READERS,
      response: calendarAnswer,
      handle: async ({ work, caller }) => {
        const items = []
        for (const { id } of await offerings(work.db)) {
          const found = await obligationsOf(work.db, id, work.now)
          if (found === null || !seesIssuer(caller, found.instrument.issuer)) continue
          const { id: instrument, name } = found.instrument
          for (const one of found.obligations)
            items.push({
              ...one,
              offering: id,
              instrument: { id: instrument, name },
              reference: referenceOf(one, found.filings),
            })
        }
        return ok({ items: items.toSorted(byDueDate), next: null, legalReview: 'pending' as const })
      },
    }),
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
        const draft = await formDOf(work.db, id, work.now)
        if (!draft.ok) return draft
        const { citation, items, open } = draft.value
        return ok({
          citation,
          items: items.map(({ number, title, fields }) => ({ number, title, fields: { ...fields } })),
          open: [...open],
        })
      },
    }),
    read({
      path: '/v1/offerings/{id}/form-d.csv',
      summary: 'Download the draft of Form D',
      description: 'A line for each field; one that is for people to fill in is empty.',
      tag: TAG,
      access: READERS,
      params,
      response: CSV,
      problems: OBLIGATION_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        if (!(await isVisible(work.db, caller, id, work.now))) return refuse('NOT_FOUND')
        const draft = await formDOf(work.db, id, work.now)
        if (!draft.ok) return draft
        return ok({ text: csvOf(FORM_D_COLUMNS, formDRows(draft.value)), fileName: 'form-d.csv' })
      },
    }),
    read({
      path: '/v1/offerings/{id}/form-c',
      summary: 'Draft Form C or an update of it from what is known of a crowdfunding',
      description: 'A draft for the person who files it; nothing is sent to anybody.',
      tag: TAG,
      access: READERS,
      params,
      query: formCQuery,
      response: formCAnswer,
      problems: OBLIGATION_PROBLEMS,
      handle: async ({ work, caller, params: { id }, query }) => {
        if (!(await isVisible(work.db, caller, id, work.now))) return refuse('NOT_FOUND')
        const draft = await formCOf(work.db, id, query.filing, work.now)
        if (!draft.ok) return draft
        const { citation, items, open } = draft.value
        return ok({
          citation,
          items: items.map(({ title, fields }) => ({ title, fields: { ...fields } })),
          open: [...open],
        })
      },
    }),
    read({
      path: '/v1/offerings/{id}/form-c.csv',
      summary: 'Download the draft of Form C',
      description: 'A line for each field; one that is for people to fill in is empty.',
      tag: TAG,
      access: READERS,
      params,
      query: formCQuery,
      response: CSV,
      problems: OBLIGATION_PROBLEMS,
      handle: async ({ work, caller, params: { id }, query }) => {
        if (!(await isVisible(work.db, caller, id, work.now))) return refuse('NOT_FOUND')
        const draft = await formCOf(work.db, id, query.filing, work.now)
        if (!draft.ok) return draft
        return ok({ text: csvOf(FORM_C_COLUMNS, formCRows(draft.value)), fileName: 'form-c.csv' })
      },
    }),
  ]
}

const FORM_C_COLUMNS = ['part', 'field', 'value']
const FORM_D_COLUMNS = ['item', 'title', 'field', 'value']

function referenceOf({ code: of, filedOn }: Obligation, filings: readonly Filing[]): string | null {
  const filing = filings.find((one) => one.code === of && filedOn !== null && one.filedOn.equals(filedOn))
  return filing?.reference ?? null
}

async function isVisible(db: Db, caller: Caller, id: OfferingId, now: Temporal.Instant): Promise<boolean> {
  const view = await offeringView(db, { id }, now)
  return view !== null && seesIssuer(caller, view.instrument.issuer)
}
