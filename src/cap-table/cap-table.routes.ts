import * as z from 'zod'
import { instrumentById } from '../instrument/instrument.service.ts'
import type { Instrument } from '../instrument/instrument.ts'
import { investorNames, investorsById } from '../investor/investor.service.ts'
import { issuerById } from '../issuer/issuer.service.ts'
import { formatDecimal } from '../kernel/decimal.ts'
import type { InstrumentId } from '../kernel/ids.ts'
import { sentence } from '../kernel/problem.ts'
import { ok, refuse } from '../kernel/result.ts'
import { closeOfDay, dateIn } from '../kernel/time.ts'
import { appendAudit } from '../platform/audit.ts'
import type { Db } from '../platform/db/database.ts'
import { bytesOf, dateField, idField, instantField } from '../platform/http/fields.ts'
import { FILE, read, seesIssuer, write, type Caller, type Route } from '../platform/http/route.ts'
import { holdersAt, ownersOf } from '../register/register.service.ts'
import { CAP_TABLE_PROBLEMS, KEPT_TABLE_PROBLEMS, OCF_SENTENCES } from './cap-table.problems.ts'
import { CSV_COLUMNS } from './csv-columns.ts'
import { capTables, keepCapTable, packageOf, toldCapTable } from './cap-table.service.ts'
import type { CapTable } from './cap-table.ts'
import type { OcfFinding } from './ocf.ts'
import { CAP_TABLE_FORMATS, readCapTable, type PackRefusal, type Reading } from './reading.service.ts'
import { writeOcfPackage } from './ocf-package.service.ts'
import { packageIssuer } from './list-package.ts'
import { registerPackage } from './register-export.ts'

const TAG = 'Cap table'
/** Thirty megabytes of a ZIP in base64: 100,000 transactions take about five. */
const BODY_MAX_BYTES = 42 * 1024 * 1024
/** Mistakes of a refused table that are listed; a reading lists all of them. */
const ERRORS_SHOWN_MAX = 1_000
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
      z
        .object({
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
        })
        .meta({ id: 'CapTableSecurity' }),
    ),
    plans: z.array(z.object({ id: z.string(), name: z.string(), reserved: numeric, available: numeric })),
    fullyDiluted: z
      .object({
        shares: numeric,
        isOverpromised: z.boolean(),
        lines: z.array(
          z.object({
            kind: z.enum([
              'common',
              'preferred',
              'as-converted',
              'granted',
              'pool',
              'warrant',
              'convertible',
            ]),
            isToken: z.boolean().meta({
              description: 'Whether it is held as units of a token; all the rest is not on the chain.',
            }),
            security: z.string().nullable(),
            stakeholder: z.string().nullable(),
            of: z.string(),
            shares: numeric.nullable(),
            percent: z.string().nullable(),
            why: z.record(z.string(), z.string()),
          }),
        ),
      })
      .meta({ id: 'FullyDiluted' }),
  })
  .meta({ id: 'CapTableReading' })

const versionAnswer = z.object({
  version: z.int(),
  sha256: z.string().describe('Of the package as it is given back.'),
  objects: z.int().describe('Objects and transactions in it.'),
  tokenClass: z
    .string()
    .nullable()
    .describe('The stock class whose shares are the units of the token; null where none of them is.'),
  at: instantField,
  by: z.string().nullable().describe('Who brought it, for the issuer and the auditor.'),
})
const changesAnswer = z
  .object({
    added: z.int(),
    removed: z.int(),
    changed: z.int(),
    shown: z
      .array(
        z.object({
          change: z.enum(['added', 'removed', 'changed']),
          type: z.string(),
          id: z.string(),
          fields: z.array(z.string()).readonly(),
        }),
      )
      .readonly()
      .describe('The first of them.'),
  })
  .describe('Beside the table that was kept before, object by object.')

const content = z
  .string()
  .describe('A ZIP with a manifest and the files that it names, or a list, in base64.')
const format = z
  .enum(CAP_TABLE_FORMATS)
  .default('ocf')
  .describe(`\`csv\` is a list, a row for each security: ${CSV_COLUMNS.join(', ')}.`)
const price = z.string().regex(PRICE).optional().describe('Of one share in the next round, for convertibles.')
const formedOn = dateField
  .optional()
  .describe(
    'When the company was formed; the day of its sheet where left out. Without either the package is not valid Open Cap Format, and says so.',
  )
const params = z.strictObject({ id: idField('ins') })

/** Cap tables in Open Cap Format, in and out. */
export const capTableRoutes: Route[] = [
  ...keptRoutes(),
  write({
    path: '/v1/cap-tables/reading',
    summary:
      'Read a cap table, in Open Cap Format or as a list: positions and the fully diluted view on a day',
    description:
      'Every transaction is told in turn. A cap table holds names: nothing of this reading is kept, except that the answer is kept sealed for a day, for whoever asks again with the same key.',
    tag: TAG,
    access: ['issuer', 'officer', 'auditor'],
    bodyMaxBytes: BODY_MAX_BYTES,
    body: z.strictObject({ content, format, asOf: dateField, price }),
    response: readingAnswer,
    problems: CAP_TABLE_PROBLEMS,
    handle: async ({ body }) => {
      const bytes = bytesOf(body.content)
      if (bytes === null) return refuse('FILE_ENCODING')
      const told = await readCapTable({ bytes, format: body.format }, body.asOf, body.price ?? null)
      return told.ok ? ok(readingBody(told.value, body.asOf)) : told
    },
  }),
  read({
    path: '/v1/instruments/{id}/cap-table.zip',
    summary: 'Download the register of a day in Open Cap Format',
    tag: TAG,
    access: ['issuer', 'officer', 'auditor'],
    params,
    query: z.strictObject({ asOf: dateField.optional(), formedOn }),
    response: FILE,
    problems: CAP_TABLE_PROBLEMS,
    handle: async ({ work, caller, params: { id }, query }) => {
      const instrument = await own(work.db, caller, id)
      if (instrument === null) return refuse('NOT_FOUND')
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
          issuer: packageIssuer(issuer, query.formedOn ?? null),
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

/** What an issuer keeps beside the register: the whole cap table of its company, joined to the units of the token. */
function keptRoutes(): Route[] {
  return [
    write({
      path: '/v1/instruments/{id}/cap-table',
      summary: 'Keep a cap table, and show what it changes',
      description:
        'The whole package is kept, also what is not known here, and given back as it was. With a mistake in it, nothing is. The same again changes nothing; `dryRun=true` shows what would.',
      tag: TAG,
      access: ['issuer'],
      params,
      bodyMaxBytes: BODY_MAX_BYTES,
      body: z.strictObject({
        content,
        format,
        formedOn,
        tokenClass: z
          .string()
          .max(200)
          .optional()
          .describe('The stock class whose shares are the units of the token, by its id or name.'),
      }),
      response: versionAnswer.extend({
        isNew: z.boolean().describe('Whether there is a next version of it.'),
        findings: z.array(findingAnswer),
        changes: changesAnswer,
      }),
      problems: KEPT_TABLE_PROBLEMS,
      handle: async ({ work, caller, params: { id }, body }) => {
        const instrument = await own(work.db, caller, id)
        if (instrument === null) return refuse('NOT_FOUND')
        const bytes = bytesOf(body.content)
        if (bytes === null) return refuse('FILE_ENCODING')
        const file = { bytes, format: body.format }
        const kept = await keepCapTable(work, instrument, file, {
          tokenClass: body.tokenClass ?? null,
          formedOn: body.formedOn ?? null,
        })
        if (!kept.ok) return 'findings' in kept ? invalid(kept) : kept
        const { table, isNew, changes, findings } = kept.value
        return ok({ ...versionBody(table, true), isNew, changes, findings: findings.map(findingBody) })
      },
    }),
    read({
      path: '/v1/instruments/{id}/cap-table',
      summary: 'Read the cap table that is kept: positions and the fully diluted view on a day',
      description: 'An auditor reads positions, and no names.',
      tag: TAG,
      access: ['issuer', 'officer', 'auditor'],
      params,
      query: z.strictObject({ asOf: dateField.optional(), price }),
      response: readingAnswer.extend({
        versions: z.array(versionAnswer).describe('Every one there has been, the newest first.'),
        units: z
          .object({ shares: numeric, units: numeric, agree: z.boolean() })
          .nullable()
          .describe('Of the class of units: what the table says, and what the register does, which counts.'),
      }),
      problems: CAP_TABLE_PROBLEMS,
      handle: async ({ work, caller, params: { id }, query }) => {
        const instrument = await own(work.db, caller, id)
        if (instrument === null) return refuse('NOT_FOUND')
        const versions = await capTables(work.db, id)
        const [table] = versions
        if (table === undefined) return refuse('CAP_TABLE_MISSING', { id })
        const asOf = query.asOf ?? dateIn(work.now, instrument.timeZone)
        const told = await toldCapTable(work, instrument, table, asOf, query.price ?? null)
        if (!told.ok) return told
        const { reading, units } = told.value
        const stakeholders =
          caller.role === 'auditor'
            ? reading.stakeholders.map((one) => ({ id: one.id, name: one.id }))
            : reading.stakeholders
        return ok({
          ...readingBody({ ...reading, stakeholders }, asOf),
          versions: versions.map((each) => versionBody(each, caller.role !== 'officer')),
          units,
        })
      },
    }),
    read({
      path: '/v1/instruments/{id}/cap-table/package',
      summary: 'Download the cap table that is kept, in Open Cap Format',
      description: 'The same bytes each time: those whose SHA-256 the version has.',
      tag: TAG,
      access: ['issuer', 'officer'],
      params,
      query: z.strictObject({
        version: z
          .string()
          .regex(/^[1-9]\d{0,5}$/)
          .optional(),
      }),
      response: FILE,
      problems: CAP_TABLE_PROBLEMS,
      handle: async ({ work, caller, params: { id }, query }) => {
        const instrument = await own(work.db, caller, id)
        if (instrument === null) return refuse('NOT_FOUND')
        const versions = await capTables(work.db, id)
        const table =
          query.version === undefined
            ? versions[0]
            : versions.find(({ version }) => version === Number(query.version))
        if (table === undefined) return refuse('CAP_TABLE_MISSING', { id })
        await appendAudit(work, {
          action: 'cap-table.exported',
          subject: id,
          detail: { version: table.version },
        })
        const bytes = await packageOf(work.db, table)
        return ok({ bytes, fileName: `${instrument.key}-cap-table-v${table.version}.zip` })
      },
    }),
  ]
}

async function own(db: Db, caller: Caller, id: InstrumentId): Promise<Instrument | null> {
  const instrument = await instrumentById(db, id)
  return instrument !== null && seesIssuer(caller, instrument.issuer) ? instrument : null
}

function versionBody(table: CapTable, showsWho: boolean): z.output<typeof versionAnswer> {
  const { version, sha256, objects, tokenClass, at, by } = table
  return { version, sha256, objects, tokenClass, at, by: showsWho ? by : null }
}

function readingBody(reading: Reading, asOf: Temporal.PlainDate): z.output<typeof readingAnswer> {
  const securities = reading.securities.map((one) => ({
    ...one,
    issuedOn: Temporal.PlainDate.from(one.issuedOn),
  }))
  return { ...reading, asOf, securities, findings: reading.findings.map(findingBody) }
}

function findingBody({ severity, code, path, what }: OcfFinding): z.output<typeof findingAnswer> {
  return { severity, code, path, detail: sentence(OCF_SENTENCES[code], { what }) }
}

/** The first mistake, and every one at its place; of a file that is wrong all through, the first so many. */
function invalid({ reason, findings }: PackRefusal) {
  const errors = findings.slice(0, ERRORS_SHOWN_MAX).map((finding) => {
    const { path, code, detail } = findingBody(finding)
    return { path, code, message: detail }
  })
  return refuse(reason, { count: String(findings.length), what: findings[0]?.what ?? '' }, errors)
}
