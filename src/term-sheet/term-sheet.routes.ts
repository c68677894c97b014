import * as z from 'zod'
import { instrumentById } from '../instrument/instrument.service.ts'
import type { Instrument } from '../instrument/instrument.ts'
import { PROTOCOL_PROBLEMS } from '../instrument/protocol.problems.ts'
import type { ProtocolRefusal } from '../instrument/protocol.ts'
import { displayDecimal } from '../kernel/decimal.ts'
import { NOT_FOUND, type Problems } from '../kernel/problem.ts'
import { ok, refuse, type FieldError } from '../kernel/result.ts'
import { readerLanguage, writeIn } from '../messages/reader.ts'
import { idField } from '../platform/http/fields.ts'
import { PLAIN, read, seesIssuer, write, type Caller, type Route } from '../platform/http/route.ts'
import type { Work } from '../platform/work.ts'
import { applySheetText, type PlanRefused } from './apply.service.ts'
import { publishDraft } from './sheet-draft.service.ts'
import { sheetText } from '../instrument/sheet-text.service.ts'
import { instrumentDrift } from './drift.service.ts'
import { exportTermSheet } from './export.service.ts'
import { isOfferedTo } from '../offering/invitation/invitation.service.ts'
import { driftText, laterText, lawText, planLine, refusalText } from './plan.problems.ts'
import { planTermSheet, type Plan, type SheetContext } from './plan.service.ts'
import { isApplicable, totalGas } from './plan.ts'
import type { Drift } from './drift.ts'
import { sheetMessage } from './term-sheet.problems.ts'
import { readTermSheet } from './term-sheet.service.ts'
import { SHEET_BYTES_MAX, type SheetFinding } from './term-sheet.ts'

type SheetReason = ProtocolRefusal | 'TERM_SHEET_INVALID' | 'PLAN_REFUSED'

const SHEET_ROUTE_PROBLEMS: Problems<SheetReason> = {
  ...PROTOCOL_PROBLEMS,
  TERM_SHEET_INVALID: {
    status: 422,
    detail: 'There are mistakes in the term sheet: {count}. Nothing was written.',
    fix: 'Mend every one listed below, then send it again.',
  },
  PLAN_REFUSED: {
    status: 409,
    detail: '{count} changes of the term sheet cannot be had. Nothing was written.',
    fix: 'Put back what is listed below, then send it again.',
  },
}

const PUBLISH_PROBLEMS: Problems<'NOT_FOUND' | 'DRAFT_CHANGED'> = {
  NOT_FOUND,
  DRAFT_CHANGED: {
    status: 409,
    detail: 'The draft has changed since it was planned.',
    fix: 'Plan it anew and look at what it does now.',
  },
}

const READERS = ['issuer', 'officer', 'auditor'] as const
const WRITERS = ['administrator', 'issuer'] as const
/** JSON writes a character of YAML with up to six. */
const BODY_BYTES_MAX = 6 * SHEET_BYTES_MAX

const body = z.strictObject({
  yaml: z.string().describe('The term sheet, as docs/reference/term-sheet.md describes it.'),
})

const findingAnswer = z
  .object({
    path: z.string(),
    line: z.int(),
    column: z.int(),
    code: z.string(),
    message: z.string(),
  })
  .meta({ id: 'TermSheetFinding' })

const planAnswer = z
  .object({
    changes: z
      .array(
        z
          .object({
            sign: z
              .enum(['+', '~', '-', '=', '!'])
              .describe('`!` cannot be had, and then nothing is applied.'),
            what: z.string(),
            details: z.array(z.string()).readonly().describe('What about it is different, field by field.'),
            gas: z
              .string()
              .nullable()
              .describe('Null where there is no transaction, or the node would not say.'),
            gasBasis: z.enum(['estimated', 'simulated']).nullable(),
            code: z.string().nullable().describe('Why it cannot be had.'),
          })
          .meta({ id: 'PlannedChange' }),
      )
      .readonly(),
    law: z
      .array(
        z
          .object({
            pack: z.string(),
            rule: z.string(),
            title: z.string(),
            setting: z.enum([
              'accreditedOnly',
              'holdersMax',
              'usHoldersMax',
              'nonAccreditedHoldersMax',
              'countries',
            ]),
            value: z.string(),
            citation: z.string(),
            text: z.string(),
          })
          .meta({ id: 'PlannedLaw' }),
      )
      .readonly()
      .describe(
        'What of the law the token enforces by itself, beside what the sheet asks: of several limits the strictest.',
      ),
    later: z
      .array(
        z
          .object({
            step: z.enum([
              'reconfirm-subscriptions',
              'withdraw-subscriptions',
              'record-covered-persons',
              'close-offering',
              'fund-distributions',
            ]),
            who: z
              .enum(['subscribers', 'officer', 'two-people', 'elsewhere'])
              .describe(
                '`subscribers`: whoever had agreed to buy before. `elsewhere`: whoever holds a key that the platform does not have.',
              ),
            text: z.string(),
          })
          .meta({ id: 'LaterStep' }),
      )
      .readonly()
      .describe('What is left to others once the sheet is applied.'),
    gas: z.string().describe('Of all transactions together.'),
    gasComplete: z.boolean().describe('Whether the gas of every transaction is known.'),
    applicable: z.boolean(),
    warnings: z.array(findingAnswer).readonly(),
    errors: z
      .array(findingAnswer)
      .readonly()
      .describe('Every mistake of the sheet; then there are no changes.'),
  })
  .meta({ id: 'TermSheetPlan' })

const appliedAnswer = planAnswer
  .extend({
    instrument: idField('ins'),
    asset: idField('ast'),
    changed: z.boolean(),
    sha256: z.string(),
  })
  .meta({ id: 'AppliedTermSheet' })

/** Planning and applying term sheets, from a file or a draft. */
export function termSheetRoutes(context: SheetContext): Route[] {
  return [
    planRoute(context),
    applyRoute(context),
    publishRoute(context),
    sheetRoute(),
    exportRoute(context),
    driftRoute(context),
  ]
}

function planRoute(context: SheetContext): Route {
  return read({
    path: '/v1/term-sheets/plan',
    summary: 'Show what applying a term sheet would change',
    description: 'Compares the sheet with the records and the chain, and writes nothing.',
    tag: 'Term sheets',
    access: WRITERS,
    body,
    bodyMaxBytes: BODY_BYTES_MAX,
    response: planAnswer,
    problems: PROTOCOL_PROBLEMS,
    handle: async ({ work, caller, body: { yaml }, acceptLanguage }) => {
      const sheet = readTermSheet(new TextEncoder().encode(yaml), work.now)
      if (!sheet.ok) return ok({ ...NO_PLAN, ...split(sheet.findings) })
      const plan = await planTermSheet(context, work.db, sheet.value, caller.issuer, work.now)
      return plan.ok
        ? ok(writeIn(readerLanguage(undefined, acceptLanguage), () => planBody(plan.value)))
        : plan
    },
  })
}

function applyRoute(context: SheetContext): Route {
  return write({
    path: '/v1/term-sheets/apply',
    summary: 'Apply a term sheet',
    description:
      'Does what the plan shows: records at once, transactions as intents. Applying it again changes nothing, ' +
      'except that what failed since is tried once more.',
    tag: 'Term sheets',
    access: WRITERS,
    status: 202,
    body,
    bodyMaxBytes: BODY_BYTES_MAX,
    response: appliedAnswer,
    problems: SHEET_ROUTE_PROBLEMS,
    handle: async ({ work, caller, body: { yaml } }) =>
      appliedBody(work, await applySheetText(context, work, yaml, caller.issuer)),
  })
}

function publishRoute(context: SheetContext): Route {
  return write({
    path: '/v1/term-sheet-drafts/{id}/publication',
    summary: 'Apply a draft',
    description: 'As a term sheet is applied; with it the draft is gone. What is refused leaves it as it is.',
    tag: 'Term sheets',
    access: WRITERS,
    status: 202,
    params: z.strictObject({ id: idField('dft') }),
    body: z.strictObject({
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .describe('Of the text that was planned: one that has changed since is refused.'),
    }),
    response: appliedAnswer,
    problems: { ...SHEET_ROUTE_PROBLEMS, ...PUBLISH_PROBLEMS },
    handle: async ({ work, caller, params: { id }, body: { sha256 } }) => {
      const published = await publishDraft(context, work, { id, sha256 }, caller.issuer)
      return !published.ok && (published.reason === 'NOT_FOUND' || published.reason === 'DRAFT_CHANGED')
        ? refuse(published.reason)
        : appliedBody(work, published)
    },
  })
}

async function appliedBody(work: Work, applied: Awaited<ReturnType<typeof applySheetText>>) {
  if (!applied.ok) {
    if ('plan' in applied) return planRefused(applied)
    return 'findings' in applied
      ? refuse('TERM_SHEET_INVALID', applied.facts, split(applied.findings).errors.map(fieldError))
      : refuse(applied.reason, applied.facts)
  }
  const { plan, changed } = applied.value
  const instrument = await instrumentById(work.db, applied.value.instrument)
  if (instrument === null) throw new Error('the instrument that was applied is not there')
  return ok({
    ...planBody(plan),
    instrument: instrument.id,
    asset: instrument.asset,
    changed,
    sha256: plan.sheet.sha256,
  })
}

function sheetRoute(): Route {
  return read({
    path: '/v1/term-sheets/{sha256}',
    summary: 'Read a term sheet that was applied',
    description: 'Byte for byte: its SHA-256 is the one in the path, and the one on the chain.',
    tag: 'Term sheets',
    access: ['issuer', 'officer', 'auditor', 'investor'],
    params: z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
    response: PLAIN,
    problems: { NOT_FOUND },
    handle: async ({ work, caller, params }) => {
      const sheet = await sheetText(work.db, params.sha256)
      const instrument = sheet === null ? null : await instrumentById(work.db, sheet.instrument)
      return sheet !== null && instrument !== null && (await seesSheet(work, caller, instrument))
        ? ok({ text: sheet.text, fileName: `${instrument.key}.yaml` })
        : refuse('NOT_FOUND')
    },
  })
}

function exportRoute(context: SheetContext): Route {
  return read({
    path: '/v1/instruments/{id}/term-sheet',
    summary: 'Write the term sheet of a share class from what the platform holds now',
    description:
      'While the sheet that was applied last still says the same, it is answered byte for byte, comments and all.',
    tag: 'Term sheets',
    access: READERS,
    params: z.strictObject({ id: idField('ins') }),
    response: z.object({
      key: z.string(),
      yaml: z.string(),
      source: z
        .enum(['applied', 'records'])
        .describe('`applied`: the bytes that were applied last. `records`: written anew from the records.'),
    }),
    problems: { NOT_FOUND, ...PROTOCOL_PROBLEMS },
    handle: async ({ work, caller, params }) => {
      const instrument = await instrumentById(work.db, params.id)
      if (instrument === null || !seesIssuer(caller, instrument.issuer)) return refuse('NOT_FOUND')
      const exported = await exportTermSheet(context, work.db, instrument, work.now)
      return exported.ok ? ok({ key: instrument.key, ...exported.value }) : exported
    },
  })
}

function driftRoute(context: SheetContext): Route {
  return read({
    path: '/v1/instruments/{id}/drift',
    summary: 'Say what differs between the term sheet applied last, the records and the chain',
    description:
      'Compares what a plan compares, and what the token and the offering’s contract were made with. Writes nothing.',
    tag: 'Term sheets',
    access: READERS,
    params: z.strictObject({ id: idField('ins') }),
    response: z.object({
      against: z
        .enum(['applied', 'records'])
        .describe(
          '`records`: the sheet has a layout that is no longer read, and the records stand in for it.',
        ),
      sha256: z.string(),
      differences: z
        .array(
          z.object({
            where: z.enum(['records', 'chain']),
            what: z.string(),
            field: z.string().nullable().describe('Null for a thing as a whole.'),
            sheet: z.string().nullable(),
            world: z.string().nullable(),
            underWay: z.boolean().describe('A transaction that ends it is on its way.'),
            code: z.string().nullable().describe('Why applying the sheet would not end it.'),
            text: z.string(),
          }),
        )
        .readonly(),
    }),
    problems: { NOT_FOUND, ...PROTOCOL_PROBLEMS },
    handle: async ({ work, caller, params }) => {
      const instrument = await instrumentById(work.db, params.id)
      if (instrument === null || !seesIssuer(caller, instrument.issuer)) return refuse('NOT_FOUND')
      const drift = await instrumentDrift(context, work.db, instrument, work.now)
      if (!drift.ok) return drift
      return ok({
        against: drift.value.against,
        sha256: instrument.termSheetSha256,
        differences: drift.value.differences.map(driftBody),
      })
    },
  })
}

function driftBody(drift: Drift) {
  const { where, subject, name, field, sheet, world, underWay, refusal } = drift
  const code = refusal?.reason ?? null
  return { where, what: `${subject} ${name}`, field, sheet, world, underWay, code, text: driftText(drift) }
}

/** Investors read what they may invest in, whoever issues it. */
async function seesSheet(work: Work, caller: Caller, { id, issuer }: Instrument): Promise<boolean> {
  return caller.role === 'investor' ? isOfferedTo(work, id, caller.investor) : seesIssuer(caller, issuer)
}

const NO_PLAN = { changes: [], law: [], later: [], gas: '0', gasComplete: true, applicable: false } as const

function planBody(plan: Plan): z.output<typeof planAnswer> {
  const gas = totalGas(plan.changes)
  return {
    changes: plan.changes.map((change) => {
      const line = planLine(change)
      return {
        sign: line.sign,
        what: line.what,
        details: line.details,
        gas: line.gas?.used.toString() ?? null,
        gasBasis: line.gas?.basis ?? null,
        code: change.refusal?.reason ?? null,
      }
    }),
    law: plan.law.map((source) => ({ ...source, text: lawText(source) })),
    later: plan.later.map((step) => ({ step: step.step, who: step.who, text: laterText(step) })),
    gas: gas.used.toString(),
    gasComplete: gas.complete,
    applicable: isApplicable(plan.changes),
    warnings: plan.sheet.warnings.map(findingBody),
    errors: [],
  }
}

function planRefused({ plan }: PlanRefused) {
  const errors = plan.changes.flatMap(({ subject, name, fields, refusal }): FieldError[] =>
    refusal === null
      ? []
      : [
          {
            path: [subject, name, ...fields.map(({ field }) => field)].join(', '),
            code: refusal.reason,
            message: refusalText(refusal),
          },
        ],
  )
  return refuse('PLAN_REFUSED', { count: displayDecimal(BigInt(errors.length), 0) }, errors)
}

function split(findings: readonly SheetFinding[]) {
  const of = (severity: SheetFinding['severity']) =>
    findings.filter((finding) => finding.severity === severity).map(findingBody)
  return { errors: of('error'), warnings: of('warning') }
}

function findingBody(finding: SheetFinding): z.output<typeof findingAnswer> {
  const { path, line, column, code } = finding
  return { path, line, column, code, message: sheetMessage(finding) }
}

function fieldError({ path, line, column, code, message }: z.output<typeof findingAnswer>): FieldError {
  return { path: `line ${line}, column ${column}${path === '' ? '' : `, ${path}`}`, code, message }
}
