import type { Problems } from '../kernel/problem.ts'
import { PROCEEDS_PROBLEMS } from '../offering/closing/proceeds.problems.ts'
import { DISTRIBUTION_PROBLEMS } from './distribution.problems.ts'

/** Why income is not paid out of what was raised. */
export const CAPITAL_PROBLEMS: Problems<
  | keyof typeof PROCEEDS_PROBLEMS
  | keyof typeof DISTRIBUTION_PROBLEMS
  | 'INCOME_NOT_SHORT'
  | 'CAPITAL_ASKED'
  | 'CAPITAL_NOT_ASKED'
  | 'CAPITAL_CHANGED'
> = {
  ...PROCEEDS_PROBLEMS,
  ...DISTRIBUTION_PROBLEMS,
  INCOME_NOT_SHORT: {
    status: 409,
    detail: 'This distribution does not wait for income that the treasury lacks.',
    fix: 'Look at what it waits for.',
  },
  CAPITAL_ASKED: {
    status: 409,
    detail: 'Somebody has asked for it already.',
    fix: 'Have a second person confirm it, or withdraw it and ask anew.',
  },
  CAPITAL_NOT_ASKED: {
    status: 409,
    detail: 'Nobody has asked for it.',
    fix: 'Ask for it first; another person confirms it.',
  },
  CAPITAL_CHANGED: {
    status: 409,
    detail: 'Something else is lacking now than when it was asked for.',
    fix: 'Withdraw it, and ask anew for what is still lacking.',
  },
}
