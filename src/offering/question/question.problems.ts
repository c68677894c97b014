import { RESTRICTION_PROBLEMS } from '../../investor/erasure.problems.ts'
import { NOT_FOUND, type Problems } from '../../kernel/problem.ts'

export const QUESTION_PROBLEMS: Problems<
  | 'NOT_FOUND'
  | 'OFFERING_CLOSED'
  | 'QUESTIONS_WAITING'
  | 'QUESTION_ANSWERED'
  | keyof typeof RESTRICTION_PROBLEMS
> = {
  ...RESTRICTION_PROBLEMS,
  NOT_FOUND,
  OFFERING_CLOSED: {
    status: 409,
    detail: 'The offering is closed.',
    fix: 'Look for units on the secondary market, or wait for another offering of this issuer.',
  },
  QUESTIONS_WAITING: {
    status: 409,
    detail: '{count} questions of yours wait for an answer.',
    fix: 'Wait until the issuer has answered one of them.',
  },
  QUESTION_ANSWERED: {
    status: 409,
    detail: 'This question is answered, and people have read the answer.',
    fix: 'Publish what has changed as the answer to another question.',
  },
}
