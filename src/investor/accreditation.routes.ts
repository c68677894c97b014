import * as z from 'zod'
import { formatDecimal } from '../kernel/decimal.ts'
import { sentence } from '../kernel/problem.ts'
import { ok, refuse, type Refusal } from '../kernel/result.ts'
import { dateIn } from '../kernel/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Db } from '../platform/db/database.ts'
import { dateField, idField, instantField, textField } from '../platform/http/fields.ts'
import { read, write, type Route } from '../platform/http/route.ts'
import type { Work } from '../platform/work.ts'
import type { ScreeningThread } from '../screening/engine.service.ts'
import { ACCREDITATION_BASES, CLAIM_STATUSES, claimStatusOn, type Accreditation } from './accreditation.ts'
import { ACCREDITATION_PROBLEMS, type AccreditationRefusal } from './accreditation.problems.ts'
import {
  accreditationsOf,
  claimAccreditation,
  decideAccreditation,
  meansOf,
  refusalOf,
  statementOf,
} from './accreditation.service.ts'
import { isThere } from './erasure.routes.ts'
import { MEANS } from './means.service.ts'
import { netWorth, type MeansLaw } from './means.ts'
import { screenInvestors } from './investor-screening.service.ts'

const params = z.strictObject({ id: idField('inv') })
const STATEMENT_LENGTH_MAX = 4_000
const WORDS_LENGTH_MAX = 1_000
const accreditationAnswer = z
  .object({
    id: idField('acc'),
    basis: z.enum(ACCREDITATION_BASES),
    evidence: idField('fil'),
    evidenceOn: dateField,
    statement: z.string().nullable(),
    words: z.string().nullable().describe('Of one that was refused: what the officer wrote to the investor.'),
    means: MEANS.nullable(),
    netWorth: z
      .string()
      .nullable()
      .describe('US dollars, as 17 CFR 230.501(a)(5)(i) counts it; null of another basis.'),
    status: z
      .enum([...CLAIM_STATUSES, 'not-accredited'])
      .describe('Of one that was verified and has run out: `not-accredited`.'),
    claimedAt: instantField,
    decidedAt: instantField.nullable(),
    expiresOn: dateField.nullable().describe('The first day on which it no longer counts.'),
  })
  .meta({ id: 'Accreditation' })

/** Claims to be an accredited investor, their evidence, and an officer's decisions. */
export function accreditationRoutes(deps: {
  readonly clock: Clock
  readonly screening: ScreeningThread
  /** The limits that are in force. */
  readonly law: (db: Db, now: Temporal.Instant) => Promise<MeansLaw>
}): Route[] {
  return [
    read({
      path: '/v1/investors/{id}/accreditations',
      summary: 'List the claims of an investor to be accredited',
      tag: 'Personal data',
      access: ['officer', 'investor'],
      params,
      response: z.object({ items: z.array(accreditationAnswer) }),
      problems: ACCREDITATION_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        if (!(await isThere(work, caller, id))) return refuse('NOT_FOUND')
        const claims = await accreditationsOf(work.db, id)
        return ok({ items: await Promise.all(claims.map((claim) => answer(work, claim))) })
      },
    }),
    write({
      path: '/v1/investors/{id}/accreditations',
      summary: 'Claim to be an accredited investor',
      description:
        'The evidence is a paper that was handed in. Letters of third parties and evidence of net worth may be three ' +
        'months old.',
      tag: 'Personal data',
      access: ['officer', 'investor'],
      status: 201,
      params,
      body: z.strictObject({
        basis: z.enum(ACCREDITATION_BASES),
        evidence: idField('fil'),
        evidenceOn: dateField.describe('The date that stands on the evidence.'),
        means: MEANS.nullable()
          .default(null)
          .describe('What the basis asks; null of a letter of a third party.'),
        statement: textField(STATEMENT_LENGTH_MAX).nullable().default(null),
      }),
      response: accreditationAnswer,
      problems: ACCREDITATION_PROBLEMS,
      handle: async ({ work, caller, params: { id }, body }) => {
        if (!(await isThere(work, caller, id))) return refuse('NOT_FOUND')
        const claimed = await claimAccreditation(work, id, body, await deps.law(work.db, work.now))
        return claimed.ok ? ok(await answer(work, claimed.value)) : atItsField(claimed)
      },
    }),
    write({
      path: '/v1/investors/{id}/accreditations/{claim}/decision',
      summary: 'Decide whether an investor is accredited, and until when',
      tag: 'Personal data',
      access: ['officer'],
      params: params.extend({ claim: idField('acc') }),
      body: z.discriminatedUnion('decision', [
        z.strictObject({
          decision: z.literal('accredited'),
          verifiedUntil: dateField.describe(
            'The first day on which it no longer counts, at most five years ahead.',
          ),
        }),
        z.strictObject({
          decision: z.literal('rejected'),
          words: textField(WORDS_LENGTH_MAX).describe(
            'What the investor reads: why, and what would show it.',
          ),
        }),
      ]),
      response: accreditationAnswer,
      problems: ACCREDITATION_PROBLEMS,
      handle: async ({ work, caller, params: { id, claim }, body }) => {
        if (!(await isThere(work, caller, id))) return refuse('NOT_FOUND')
        if (body.decision === 'accredited') await screenInvestors(work, deps.screening, [id])
        const decided = await decideAccreditation(work, { investor: id, id: claim }, body, deps.clock.now())
        return decided.ok ? ok(await answer(work, decided.value)) : decided
      },
    }),
  ]
}

/** What is missing is said beside its field. */
function atItsField<R extends AccreditationRefusal>(refusal: Refusal<R>): Refusal<R> {
  const { missing } = refusal.facts
  if (missing === undefined) return refusal
  const { detail, fix } = ACCREDITATION_PROBLEMS.ACCRED_FACT_MISSING
  const message = `${sentence(detail, refusal.facts)} ${fix}`
  return refuse(refusal.reason, refusal.facts, [{ path: `means.${missing}`, code: refusal.reason, message }])
}

async function answer({ db, now }: Work, claim: Accreditation) {
  const means = await meansOf(db, claim)
  return {
    ...claim,
    status: claimStatusOn(claim, dateIn(now, 'UTC')),
    statement: await statementOf(db, claim),
    words: await refusalOf(db, claim),
    means,
    netWorth: means === null || claim.basis !== 'net-worth' ? null : formatDecimal(netWorth(means), 2),
  }
}
