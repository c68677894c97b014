import * as z from 'zod'
import { ok, refuse } from '../../kernel/result.ts'
import { idField, instantField, page, pageQuery, textField } from '../../platform/http/fields.ts'
import { read, write, type Caller, type Route } from '../../platform/http/route.ts'
import { visibleOffering } from '../offering.routes.ts'
import { QUESTION_PROBLEMS } from './question.problems.ts'
import { answerQuestion, askQuestion, questionsOf, type ReadQuestion } from './question.service.ts'

const QUESTION_LENGTH_MAX = 1_000
const ANSWER_LENGTH_MAX = 4_000

const questionAnswer = z
  .object({
    id: idField('qst'),
    askedAt: instantField,
    isOwn: z.boolean().meta({ description: 'The asker is told so, and nobody else.' }),
    question: z
      .string()
      .nullable()
      .meta({ description: 'As it was published; while it waits, for its asker and whoever answers.' }),
    answer: z.string().nullable(),
    answeredAt: instantField.nullable(),
  })
  .meta({ id: 'Question' })
const params = z.strictObject({ id: idField('off') })

/** Questions of investors about an offering, answered to everybody. Nobody is told who asked. */
export function questionRoutes(): Route[] {
  return [
    read({
      path: '/v1/offerings/{id}/questions',
      summary: 'List the questions about an offering, with their answers',
      tag: 'Offerings',
      access: ['investor', 'issuer', 'officer', 'auditor'],
      params,
      query: pageQuery({}),
      response: page(questionAnswer),
      problems: QUESTION_PROBLEMS,
      handle: async ({ work, caller, params: { id }, query, pages }) => {
        if ((await visibleOffering(work.db, caller, id, work.now)) === null) return refuse('NOT_FOUND')
        const before = pages.after(query)?.[0]
        const found = await questionsOf(work.db, id, readerOf(caller), {
          before: before === undefined ? null : Number(before),
          limit: query.limit + 1,
        })
        const { items, next } = pages.page(found, query, ({ seq }) => [String(seq)])
        return ok({ items: items.map((one) => body(one, caller)), next })
      },
    }),
    write({
      path: '/v1/offerings/{id}/questions',
      summary: 'Ask the issuer about an offering',
      description:
        'The issuer publishes what is answered, and nobody is told who asked. At most five may wait.',
      tag: 'Offerings',
      access: ['investor'],
      status: 201,
      params,
      body: z.strictObject({ question: textField(QUESTION_LENGTH_MAX) }),
      response: questionAnswer,
      problems: QUESTION_PROBLEMS,
      handle: async ({ work, caller, params: { id }, body: { question } }) => {
        const view = await visibleOffering(work.db, caller, id, work.now)
        if (view === null || caller.investor === null) return refuse('NOT_FOUND')
        const asked = await askQuestion(work, view, caller.investor, question)
        return asked.ok ? ok(body(asked.value, caller)) : asked
      },
    }),
    write({
      path: '/v1/offerings/{id}/questions/{question}/answer',
      summary: 'Answer a question to everybody',
      description: 'With the question as it is published: leave out what is about the asker.',
      tag: 'Offerings',
      access: ['issuer'],
      params: params.extend({ question: idField('qst') }),
      body: z.strictObject({
        question: textField(QUESTION_LENGTH_MAX),
        answer: textField(ANSWER_LENGTH_MAX),
      }),
      response: questionAnswer,
      problems: QUESTION_PROBLEMS,
      handle: async ({ work, caller, params: { id, question }, body: published }) => {
        const view = await visibleOffering(work.db, caller, id, work.now)
        if (view === null) return refuse('NOT_FOUND')
        const answered = await answerQuestion(work, view, question, published)
        return answered.ok ? ok(body(answered.value, caller)) : answered
      },
    }),
  ]
}

function readerOf(caller: Caller): Parameters<typeof questionsOf>[2] {
  if (caller.role === 'investor') return { kind: 'asker', investor: caller.investor }
  return { kind: caller.role === 'auditor' ? 'other' : 'answerer' }
}

function body(one: ReadQuestion, caller: Caller): z.output<typeof questionAnswer> {
  return {
    id: one.id,
    askedAt: one.askedAt,
    isOwn: caller.investor === one.investor,
    question: one.text,
    answer: one.answered?.answer ?? null,
    answeredAt: one.answered?.at ?? null,
  }
}
