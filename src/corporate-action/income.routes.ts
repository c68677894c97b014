import * as z from 'zod'
import { instrumentById } from '../instrument/instrument.service.ts'
import type { Instrument } from '../instrument/instrument.ts'
import type { InstrumentId } from '../kernel/ids.ts'
import { ok, refuse } from '../kernel/result.ts'
import type { Db } from '../platform/db/database.ts'
import { idField, instantField, moneyAnswer, moneyBody } from '../platform/http/fields.ts'
import { read, seesIssuer, write, type Caller, type Route } from '../platform/http/route.ts'
import { DISTRIBUTION_PROBLEMS } from './distribution.problems.ts'
import { importMonth } from './correction.service.ts'
import { inPaymentCurrency, statementLines, statements, type Statement } from './income.service.ts'
import { netIncome } from './income.ts'

export const READERS = ['issuer', 'officer', 'auditor', 'investor'] as const
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
    net: moneyAnswer,
  })
  .meta({ id: 'IncomeStatement' })

/** Income statements. */
export const incomeRoutes: readonly Route[] = [
  write({
    path: '/v1/instruments/{id}/income-statements',
    summary: 'Import a month’s income statement',
    description:
      'A CSV file with the header date,account,amount. Every mistake is listed; with one, nothing is taken. A further ' +
      'one replaces it until the month’s distribution is declared; from then on that distribution is corrected.',
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
      return imported.ok ? ok(await statementBody(work.db, instrument, imported.value.statement)) : imported
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
      return ok({
        items: await Promise.all(all.map((one) => statementBody(work.db, instrument, one))),
        next: null,
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

async function statementBody(db: Db, instrument: Instrument, statement: Statement) {
  return {
    ...statement,
    net: moneyBody(inPaymentCurrency(instrument, netIncome(await statementLines(db, statement.id)))),
  }
}
