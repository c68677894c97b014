import { NOT_FOUND, type Problems } from '../kernel/problem.ts'

export type RegisterProblem = 'NOT_FOUND' | 'BLOCK_UNKNOWN' | 'AS_OF_TWICE' | 'AS_OF_FUTURE'

export const REGISTER_PROBLEMS: Problems<RegisterProblem> = {
  NOT_FOUND,
  BLOCK_UNKNOWN: {
    status: 422,
    detail: 'The chain has no block {block}.',
    fix: 'Ask for a block up to the newest one.',
  },
  AS_OF_TWICE: {
    status: 422,
    detail: 'The register was asked for as of a date and as of a block.',
    fix: 'Send asOf or block, not both.',
  },
  AS_OF_FUTURE: {
    status: 422,
    detail: 'Who will hold units on a day to come is not known. Where the issuer is, it is {today}.',
    fix: 'Ask for today or a day before.',
  },
}
