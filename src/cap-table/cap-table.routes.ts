import * as z from 'zod'
import { instrumentById } from '../instrument/instrument.service.ts'
import { investorNames } from '../investor/investor.service.ts'
import { issuerById } from '../issuer/issuer.service.ts'
import { formatDecimal } from '../kernel/decimal.ts'
import { sentence } from '../kernel/problem.ts'
import { ok, refuse } from '../kernel/result.ts'
import { closeOfDay, dateIn } from '../kernel/time.ts'
import { appendAudit } from '../platform/audit.ts'
import { dateField, idField } from '../platform/http/fields.ts'
import { FILE, read, seesIssuer, write, type Route } from '../platform/http/route.ts'
import { investorsById } from '../register/owners.service.ts'
import { holdersAt, ownersOf } from '../register/register.service.ts'
import { CAP_TABLE_PROBLEMS, OCF_SENTENCES } from './cap-table.problems.ts'
import { CSV_COLUMNS } from './csv.ts'
import { CAP_TABLE_FORMATS, readCapTable } from './reading.service.ts'
import { writeOcfPackage } from './ocf-package.service.ts'
import { registerPackage } from './register-export.ts'

const TAG = 'Cap table'
/** Thirty megabytes of a ZIP in base64: 100,000 transactions take about five. */
const BODY_MAX_BYTES = 42 * 1024 * 1024
const PRICE = /^(0|[1-9][0-9]{0,20})(\.[0-9]{1,10})?$/

const findingAnswer = z.object({
  severity: z.enum(['error', 'warning']),
  code: z.string(),
  path: z.string(),
  detail: z.string(),
})
const numeric = z.string().meta({ description: 'A plain decimal with at most ten decimals.' })
const readingAnswer = z
  .object({
    accepted: z.boolean().meta({ description: 'Whether the package could be read as a whole.' }),
    asOf: dateField,
    findings: z.array(findingAnswer),
    stakeholders: z.array(z.object({ id: z.string(), name: z.string() })),
    securities: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(['stock', 'compensation', 'warrant', 'convertible']),
        stakeholder: z.string(),
        stockClass: z.string().nullable(),
        plan: z.string().nullable(),
        issuedOn: dateField,
        issued: numeric,
        quantity: numeric,
        vested: numeric.nullable(),
        principal: z.object({ amount: numeric, currency: z.string() }).nullable(),
      }),
    ),
    plans: z.array(z.object({ id: z.string(), name: z.string(), reserved: numeric, available: numeric })),
    fullyDiluted: z.object({
      shares: numeric,
      isOverpromised: z.boolean(),
      lines: z.array(
        z.object({
          kind: z.enum(['common', 'preferred', 'as-converted', 'granted', 'pool', 'warrant', 'convertible']),
          isToken: z.literal(false).meta({ description: 'None of them is a token of this installation.' }),
          security: z.string().nullable(),
          stakeholder: z.string().nullable(),
          of: z.string(),
          shares: numeric.nullable(),
          percent: z.string().nullable(),
          why: z.record(z.string(), z.string()),
        }),
      ),
    }),
  })
  .meta({ id: 'CapTableReading' })

/** Cap tables in Open Cap Format, in and out. */
export const capTableRoutes: Route[] = [
  write({
    path: '/v1/cap-tables/reading',
    summary:
      'Read a cap table, in Open Cap Format or as a list: positions and the fully diluted view on a day',
    description:
      'Every transaction is told in turn. A cap table holds names: none of it is put anywhere, except that the answer is kept sealed for a day, for whoever asks again with the same key.',
    tag: TAG,
    access: ['issuer', 'officer', 'auditor'],
    bodyMaxBytes: BODY_MAX_BYTES,
    body: z.strictObject({
      content: z
        .string()
        .describe('A ZIP with a manifest and the files that it names, or a list, in base64.'),
      format: z
        .enum(CAP_TABLE_FORMATS)
        .default('ocf')
        .describe(`\`csv\` is a list, a row for each security: ${CSV_COLUMNS.join(', ')}.`),
      asOf: dateField,
      price: z.string().regex(PRICE).optional().describe('Of one share in the next round, for convertibles.'),
    }),
    response: readingAnswer,
    problems: CAP_TABLE_PROBLEMS,
    handle: async ({ body: { content, format, asOf, price } }) => {
      const bytes = Buffer.from(content, 'base64')
      if (bytes.toString('base64') !== content) return refuse('FILE_ENCODING')
      const told = await readCapTable({ bytes, format }, asOf, price ?? null)
      if (!told.ok) return told
      const securities = told.value.securities.map((one) => ({
        ...one,
        issuedOn: Temporal.PlainDate.from(one.issuedOn),
      }))
      const findings = told.value.findings.map(({ severity, code, path, what }) => {
        return { severity, code, path, detail: sentence(OCF_SENTENCES[code], { what }) }
      })
      return ok({ ...told.value, asOf, securities, findings })
    },
  }),
  read({
    path: '/v1/instruments/{id}/cap-table.zip',
    summary: 'Download the register of a day in Open Cap Format',
    tag: TAG,
    access: ['issuer', 'officer', 'auditor'],
    params: z.strictObject({ id: idField('ins') }),
    query: z.strictObject({ asOf: dateField.optional() }),
    response: FILE,
    problems: CAP_TABLE_PROBLEMS,
    handle: async ({ work, caller, params: { id }, query }) => {
      const instrument = await instrumentById(work.db, id)
      if (instrument === null || !seesIssuer(caller, instrument.issuer)) return refuse('NOT_FOUND')
      const issuer = await issuerById(work.db, instrument.issuer)
      if (issuer === null) throw new Error(`${id} has no issuer`)
      const today = dateIn(work.now, instrument.timeZone)
      const asOf = query.asOf ?? today
      // Nobody knows yet who holds what on a later day.
      if (Temporal.PlainDate.compare(asOf, today) > 0)
        return refuse('DATE_IN_FUTURE', { today: today.toString() })
      const holders = await holdersAt(work.db, instrument, { before: closeOfDay(asOf, instrument.timeZone) })
      const owners = await ownersOf(work.db, holders)
      const ids = [...new Set(owners.values())]
      // An auditor reads positions, and no names.
      const names = caller.role === 'auditor' ? new Map<string, string>() : await investorNames(work.db, ids)
      const people = await investorsById(work.db, ids)
      const { decimals } = instrument
      const written = writeOcfPackage(
        registerPackage({
          asOf,
          issuer: { id: issuer.id, name: issuer.name, jurisdiction: issuer.jurisdiction },
          instrument: {
            id,
            name: instrument.name,
            unitsMax: formatDecimal(instrument.unitsMax, decimals),
            unitPrice: {
              amount: formatDecimal(instrument.unitPrice.minor, instrument.unitPrice.currency.decimals),
              currency: instrument.unitPrice.currency.code.slice(0, 3),
            },
          },
          holdings: holders.map(({ wallet, units, since }) => {
            const investor = owners.get(wallet) ?? null
            return {
              wallet,
              investor,
              name: investor === null ? null : (names.get(investor) ?? null),
              isEntity: investor !== null && people.get(investor)?.kind === 'entity',
              units: formatDecimal(units, decimals),
              since: since === null ? asOf : dateIn(since, instrument.timeZone),
            }
          }),
        }),
      )
      await appendAudit(work, {
        action: 'register.exported',
        subject: id,
        detail: { asOf: asOf.toString(), holders: holders.length },
      })
      return ok({ bytes: written, fileName: `${instrument.key}-cap-table-${asOf.toString()}.zip` })
    },
  }),
]
