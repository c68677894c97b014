import * as z from 'zod'
import { instrumentById } from '../instrument/instrument.service.ts'
import type { Instrument } from '../instrument/instrument.ts'
import { actorNames } from '../investor/kyc-case.service.ts'
import type { InstrumentId } from '../kernel/ids.ts'
import { ok, refuse } from '../kernel/result.ts'
import type { Db } from '../platform/db/database.ts'
import { csvOf } from '../kernel/csv.ts'
import { idField, instantField, moneyAnswer, moneyBody } from '../platform/http/fields.ts'
import { CSV, read, seesIssuer, write, type Caller, type Route } from '../platform/http/route.ts'
import { DISTRIBUTION_PROBLEMS } from './distribution.problems.ts'
import { importMonth } from './correction.service.ts'
import { distributionsByStatement } from './distribution.service.ts'
import { DISTRIBUTION_STATUSES } from './distribution.ts'
import { inPaymentCurrency, statementLines, statements, type Statement } from './income.service.ts'
import { netIncome } from './income.ts'

export const READERS = ['issuer', 'officer', 'auditor', 'investor'] as const
/** Who sees all of an instrument, and files of it. */
const OFFICES = ['issuer', 'officer', 'auditor'] as const
export const ISSUERS = ['issuer'] as const
/** Characters of a statement: more than ten thousand lines need. */
export const CSV_LENGTH_MAX = 900_000

export const instrumentParams = z.strictObject({ id: idField('ins') })

/** A calendar month, `2026-10`. */
export const periodField = z
  .codec(
    z.string().regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/, 'DATE_INVALID'),
    z.instanceof(Temporal.PlainYearMonth),
    {
      decode: (text) => Temporal.PlainYearMonth.from(text),
      encode: (period) => period.toString(),
    },
  )
  .meta({ examples: ['2026-10'] })

const statementAnswer = z
  .object({
    id: idField('stm'),
    period: periodField,
    version: z.int(),
    sha256: z.string(),
    importedAt: instantField,
    importedBy: z
      .object({ id: z.string(), displayName: z.string().nullable() })
      .nullable()
      .meta({ description: 'Keys and jobs have no name. Null for investors.' }),
    net: moneyAnswer,
    distribution: z
      .object({
        id: idField('dst'),
        kind: z.enum(['regular', 'correction']),
        status: z.enum(DISTRIBUTION_STATUSES),
      })
      .nullable()
      .meta({
        description: 'What came of it; null until its pay date, and where a later version replaced it.',
      }),
  })
  .meta({ id: 'IncomeStatement' })

/** Income statements. */
export const incomeRoutes: readonly Route[] = [
  write({
    path: '/v1/instruments/{id}/income-statements',
    summary: 'Import a month’s income statement',
    description:
      'A CSV file with the header date,account,amount. Every mistake is listed; with one, nothing is taken. A further ' +
      'one replaces it until the month’s distribution is declared; from then on that distribution is corrected. Where ' +
      'several months are paid together, the header alone tells of a month without bookings.',
    tag: 'Income',
    access: ISSUERS,
    status: 201,
    params: instrumentParams,
    body: z.strictObject({ period: periodField, csv: z.string().max(CSV_LENGTH_MAX) }),
    response: statementAnswer,
    problems: DISTRIBUTION_PROBLEMS,
    handle: async ({ work, caller, params, body }) => {
      const instrument = await visibleInstrument(work.db, caller, params.id)
      if (instrument === null) return refuse('NOT_FOUND')
      const imported = await importMonth(work, instrument, body.period, body.csv)
      if (!imported.ok) return imported
      const [answer] = await statementBodies(work.db, caller, instrument, [imported.value.statement])
      return ok(answer!)
    },
  }),
  read({
    path: '/v1/instruments/{id}/income-statements',
    summary: 'List an instrument’s income statements',
    tag: 'Income',
    access: READERS,
    params: instrumentParams,
    response: z.object({ items: z.array(statementAnswer), next: z.null() }),
    problems: DISTRIBUTION_PROBLEMS,
    handle: async ({ work, caller, params }) => {
      const instrument = await visibleInstrument(work.db, caller, params.id)
      if (instrument === null) return refuse('NOT_FOUND')
      const all = await statements(work.db, instrument.id)
      return ok({ items: await statementBodies(work.db, caller, instrument, all), next: null })
    },
  }),
  read({
    path: '/v1/instruments/{id}/income-statements.csv',
    summary: 'Download an instrument’s income statements',
    tag: 'Income',
    access: OFFICES,
    params: instrumentParams,
    response: CSV,
    problems: DISTRIBUTION_PROBLEMS,
    handle: async ({ work, caller, params }) => {
      const instrument = await visibleInstrument(work.db, caller, params.id)
      if (instrument === null) return refuse('NOT_FOUND')
      const all = await statements(work.db, instrument.id)
      const rows = await statementBodies(work.db, caller, instrument, all)
      return ok({
        text: csvOf(
          [
            'month',
            'version',
            'net',
            'currency',
            'imported',
            'by',
            'sha256',
            'distribution',
            'kind',
            'status',
          ],
          rows.map((row) => [
            row.period.toString(),
            String(row.version),
            row.net.amount,
            row.net.currency,
            row.importedAt.toString(),
            row.importedBy?.displayName ?? row.importedBy?.id ?? '',
            row.sha256,
            row.distribution?.id ?? '',
            row.distribution?.kind ?? '',
            row.distribution?.status ?? '',
          ]),
        ),
        fileName: `${instrument.key}-income-statements.csv`,
      })
    },
  }),
]

/** An instrument that the caller may see: an investor any, an issuer's people their own. */
export async function visibleInstrument(
  db: Db,
  caller: Caller,
  id: InstrumentId,
): Promise<Instrument | null> {
  const instrument = await instrumentById(db, id)
  return instrument !== null && (caller.role === 'investor' || seesIssuer(caller, instrument.issuer))
    ? instrument
    : null
}

async function statementBodies(
  db: Db,
  { role }: Caller,
  instrument: Instrument,
  all: readonly Statement[],
): Promise<z.output<typeof statementAnswer>[]> {
  const came = await distributionsByStatement(db, instrument.id)
  const names = await actorNames(
    db,
    all.map(({ importedBy }) => importedBy),
  )
  return Promise.all(
    all.map(async (one) => ({
      ...one,
      // Who works for an issuer is no business of investors.
      importedBy:
        role === 'investor' ? null : { id: one.importedBy, displayName: names.get(one.importedBy) ?? null },
      net: moneyBody(inPaymentCurrency(instrument, netIncome(await statementLines(db, one.id)))),
      distribution: came.get(one.id) ?? null,
    })),
  )
}
