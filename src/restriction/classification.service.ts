import type { InstrumentId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { appendAudit } from '../platform/audit.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { personOf, type Work } from '../platform/work.ts'
import { selectClassification, upsertClassification } from './classification.store.ts'
import {
  classification,
  questions,
  type Classification,
  type StoredClassification,
} from './classification.ts'
import type { LoadedPack } from './pack.service.ts'
import { loaded, packsInForce, packVersions } from './pack-version.service.ts'

const QUESTIONNAIRE = 'US-CLASS'

/** The questionnaire in force, and what was answered for an instrument by the questionnaire it was answered with. */
export async function classificationOf(
  db: Db,
  instrument: InstrumentId,
  now: Temporal.Instant,
): Promise<{
  readonly questions: ReturnType<typeof questions>
  readonly stored: StoredClassification | null
  readonly result: Classification | null
}> {
  const stored = await selectClassification(db, instrument)
  const pack = await questionnaire(db, now)
  const by =
    stored === null ? null : (await packVersions(db)).find(({ sha256 }) => sha256 === stored.packSha256)
  return {
    questions: questions(pack),
    stored,
    result: stored === null ? null : resultOf(by ? loaded(by) : pack, stored),
  }
}

async function questionnaire(db: Db, now: Temporal.Instant): Promise<LoadedPack> {
  const pack = (await packsInForce(db, now)).find(({ id }) => id === QUESTIONNAIRE)
  if (pack === undefined) throw new Error(`there is no pack ${QUESTIONNAIRE}`)
  return pack
}

function resultOf(pack: LoadedPack, stored: StoredClassification): Classification {
  return classification(pack, {
    answers: stored.answers,
    facts: {
      'note.maturityMonths': stored.maturityMonths,
      'override.notSecurity': stored.approvers.length > 0,
      'override.approvers': stored.approvers.length,
      'override.opinionUploaded': stored.opinionSha256 !== null,
    },
    asOf: stored.answeredAt,
  })
}

/** Answers the questionnaire. Null is “unknown”, and never counts in anybody’s favour. */
export async function answerClassification(
  work: Work,
  instrument: InstrumentId,
  said: {
    readonly answers: Readonly<Record<string, boolean | null>>
    readonly maturityMonths: number | null
  },
): Promise<Result<StoredClassification, 'FACTS_UNFIT'>> {
  const pack = await questionnaire(work.db, work.now)
  const names = questions(pack).map(({ name }) => name)
  const unknown = Object.keys(said.answers).filter((name) => !names.includes(name))
  if (unknown.length > 0)
    return refuse(
      'FACTS_UNFIT',
      { count: String(unknown.length) },
      unknown.map((name) => ({
        path: `answers.${name}`,
        code: 'FACT_UNKNOWN',
        message: 'The questionnaire does not ask this.',
      })),
    )
  const stored: StoredClassification = {
    instrument,
    answers: Object.fromEntries(names.map((name) => [name, said.answers[name] ?? null])),
    maturityMonths: said.maturityMonths,
    packSha256: pack.sha256,
    answeredBy: personOf(work.by),
    answeredAt: work.now,
    opinionSha256: null,
    approvers: [],
  }
  await lockFor(work.db, `classification:${instrument}`)
  await upsertClassification(work.db, stored)
  await appendAudit(work, {
    action: 'classification.answered',
    subject: instrument,
    detail: { result: resultOf(pack, stored).result, pack: pack.sha256 },
  })
  return ok(stored)
}

/**
 * Says that a token is no security. It takes two people and a legal opinion, and switches nothing off: identity checks,
 * sanctions and the log of transfers stay.
 */
export async function approveNotSecurity(
  work: Work,
  instrument: InstrumentId,
  opinionSha256: string,
): Promise<Result<StoredClassification, 'CLASSIFICATION_MISSING' | 'FOUR_EYES' | 'PROPOSAL_DECIDED'>> {
  await lockFor(work.db, `classification:${instrument}`)
  const before = await selectClassification(work.db, instrument)
  if (before === null) return refuse('CLASSIFICATION_MISSING')
  if (before.approvers.includes(personOf(work.by))) return refuse('FOUR_EYES')
  if (before.approvers.length > 1) return refuse('PROPOSAL_DECIDED', { state: 'approved' })
  // The second approves what the first did: another opinion would begin anew.
  const isSame = before.opinionSha256 === null || before.opinionSha256 === opinionSha256
  const after = {
    ...before,
    opinionSha256,
    approvers: isSame ? [...before.approvers, personOf(work.by)] : [personOf(work.by)],
  }
  await upsertClassification(work.db, after)
  await appendAudit(work, {
    action: 'classification.not-security',
    subject: instrument,
    detail: { approvers: after.approvers.length, opinion: opinionSha256 },
  })
  return ok(after)
}
