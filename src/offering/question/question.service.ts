import { restrictionRefusal } from '../../investor/erasure.service.ts'
import { newId, type InvestorId, type OfferingId, type QuestionId } from '../../kernel/ids.ts'
import { ok, refuse, type Result } from '../../kernel/result.ts'
import { appendAudit } from '../../platform/audit.ts'
import { lockFor, type Db } from '../../platform/db/database.ts'
import { enqueueNotice } from '../../platform/outbox.ts'
import { putPersonal, readPersonalOf } from '../../platform/vault/vault.ts'
import type { Work } from '../../platform/work.ts'
import { stageOf } from '../offering.service.ts'
import type { Sale } from '../offering.ts'
import {
  countWaiting,
  insertQuestion,
  publishAnswer,
  selectQuestion,
  selectQuestions,
} from './question.store.ts'
import { mayAsk, type Question } from './question.ts'

/** A question with what may be read of it: null while it waits and is for the eyes of others, or was erased. */
export type ReadQuestion = Question & { readonly text: string | null }

/**
 * Questions about an offering, the youngest first. What waits is read by its asker, and by whoever answers.
 *
 * @param reader `asker`: an investor, who sees those of their own that wait. `answerer` reads all; `other` no waiting text.
 */
export async function questionsOf(
  db: Db,
  offering: OfferingId,
  reader:
    | { readonly kind: 'asker'; readonly investor: InvestorId | null }
    | { readonly kind: 'answerer' | 'other' },
  page: { readonly before: number | null; readonly limit: number },
): Promise<ReadQuestion[]> {
  // Somebody who is no investor yet has asked nothing.
  const waitingOf = reader.kind === 'asker' ? (reader.investor ?? ('' as InvestorId)) : null
  const found = await selectQuestions(db, { offering, waitingOf, ...page })
  const waiting = reader.kind === 'other' ? [] : found.filter(({ answered }) => answered === null)
  const texts = await readPersonalOf(
    db,
    [...new Set(waiting.map(({ investor }) => investor))],
    waiting.map(({ id }) => fieldOf(id)),
  )
  return found.map((one) => ({
    ...one,
    text: one.answered?.question ?? texts.get(one.investor)?.[fieldOf(one.id)] ?? null,
  }))
}

function fieldOf(id: QuestionId): `question:${QuestionId}` {
  return `question:${id}`
}

/** An investor asks. What they write may be about them: it is kept in the vault until the issuer publishes it. */
export async function askQuestion(
  work: Work,
  { offering, instrument }: Sale,
  investor: InvestorId,
  text: string,
): Promise<
  Result<ReadQuestion, 'OFFERING_CLOSED' | 'QUESTIONS_WAITING' | 'INVESTOR_RESTRICTED' | 'INVESTOR_ERASED'>
> {
  const restricted = await restrictionRefusal(work.db, investor)
  if (restricted !== null) return refuse(restricted)
  await lockFor(work.db, `questions:${investor}`)
  const may = mayAsk({
    stage: stageOf(offering),
    waiting: await countWaiting(work.db, offering.id, investor),
  })
  if (!may.ok) return may
  const id = newId('qst')
  await insertQuestion(work.db, { id, offering: offering.id, investor, askedAt: work.now })
  await putPersonal(work, investor, { [fieldOf(id)]: text })
  await appendAudit(work, { action: 'question.asked', subject: id, detail: { offering: offering.id } })
  await enqueueNotice(work, {
    topic: 'question.asked',
    subject: offering.id,
    audience: { role: 'issuer', issuer: instrument.issuer },
    facts: { instrument: instrument.name },
  })
  return ok({ ...(await selectQuestion(work.db, id))!, text })
}

/** The issuer publishes a question and its answer, for everybody, once. */
export async function answerQuestion(
  work: Work,
  { offering, instrument }: Sale,
  id: QuestionId,
  published: { readonly question: string; readonly answer: string },
): Promise<Result<ReadQuestion, 'NOT_FOUND' | 'QUESTION_ANSWERED'>> {
  const asked = await selectQuestion(work.db, id)
  if (asked === null || asked.offering !== offering.id) return refuse('NOT_FOUND')
  if (!(await publishAnswer(work.db, id, { ...published, at: work.now, by: work.by.id })))
    return refuse('QUESTION_ANSWERED')
  await appendAudit(work, { action: 'question.answered', subject: id, detail: { offering: offering.id } })
  await enqueueNotice(work, {
    topic: 'question.answered',
    subject: offering.id,
    audience: { investor: asked.investor },
    facts: { instrument: instrument.name },
  })
  return ok({ ...(await selectQuestion(work.db, id))!, text: published.question })
}
