import type { Generated, Selectable } from 'kysely'
import type { InvestorId, OfferingId, QuestionId } from '../../kernel/ids.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Question } from './question.ts'

type QuestionTable = {
  id: string
  seq: Generated<number>
  offering: string
  investor: string
  asked_at: Temporal.Instant
  published: string | null
  answer: string | null
  answered_at: Temporal.Instant | null
  answered_by: string | null
}
const tables = (db: Db) => db.withTables<{ question: QuestionTable }>()

function toQuestion(row: Selectable<QuestionTable>): Question {
  const { published, answer, answered_at: at } = row
  return {
    id: row.id as QuestionId,
    seq: row.seq,
    offering: row.offering as OfferingId,
    investor: row.investor as InvestorId,
    askedAt: row.asked_at,
    answered:
      published === null || answer === null || at === null ? null : { question: published, answer, at },
  }
}

export async function insertQuestion(
  db: Db,
  question: Pick<Question, 'id' | 'offering' | 'investor' | 'askedAt'>,
): Promise<void> {
  const { id, offering, investor, askedAt } = question
  await tables(db)
    .insertInto('question')
    .values({
      ...{ id, offering, investor, asked_at: askedAt },
      ...{ published: null, answer: null, answered_at: null, answered_by: null },
    })
    .execute()
}

export async function selectQuestion(db: Db, id: QuestionId): Promise<Question | null> {
  const row = await tables(db).selectFrom('question').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : toQuestion(row)
}

/** Questions about an offering, the youngest first. */
export async function selectQuestions(
  db: Db,
  filter: {
    readonly offering: OfferingId
    /** Of those that wait, only this investor's; null is everybody's. */
    readonly waitingOf: InvestorId | null
    readonly before: number | null
    readonly limit: number
  },
): Promise<Question[]> {
  let query = tables(db)
    .selectFrom('question')
    .selectAll()
    .where('offering', '=', filter.offering)
    .orderBy('seq', 'desc')
    .limit(filter.limit)
  const { waitingOf, before } = filter
  if (waitingOf !== null)
    query = query.where((eb) => eb.or([eb('answer', 'is not', null), eb('investor', '=', waitingOf)]))
  if (before !== null) query = query.where('seq', '<', before)
  return (await query.execute()).map(toQuestion)
}

export async function countWaiting(db: Db, offering: OfferingId, investor: InvestorId): Promise<number> {
  const row = await tables(db)
    .selectFrom('question')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('offering', '=', offering)
    .where('investor', '=', investor)
    .where('answer', 'is', null)
    .executeTakeFirstOrThrow()
  return row.count
}

/** Publishes an answer; false when there is one. */
export async function publishAnswer(
  db: Db,
  id: QuestionId,
  { question, answer, at, by }: NonNullable<Question['answered']> & { readonly by: string },
): Promise<boolean> {
  const row = await tables(db)
    .updateTable('question')
    .set({ published: question, answer, answered_at: at, answered_by: by })
    .where('id', '=', id)
    .where('answer', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
