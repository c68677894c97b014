import type { Problems } from '../kernel/problem.ts'
import type { FundRefusal } from './fund-waterfall.ts'
import type { WaterfallRefusal } from './waterfall.ts'

export const WATERFALL_PROBLEMS: Problems<WaterfallRefusal | FundRefusal> = {
  WATERFALL_TERMS_INVALID: {
    status: 422,
    detail: 'These terms cannot be: class {class}: {why}.',
    fix: 'Correct the terms of this class as the charter has them.',
  },
  WATERFALL_AMOUNT_INVALID: {
    status: 422,
    detail: 'Proceeds of {amount} base units cannot be paid out; at most {limit} can.',
    fix: 'Give an amount of zero or more in base units of the payment currency.',
  },
  FUND_TERMS_INVALID: {
    status: 422,
    detail: 'These fund terms cannot be: {why}.',
    fix: 'Carry is 0 to 10,000 basis points; a catch-up is none, or above the carry and at most 10,000.',
  },
  FUND_AMOUNT_NEGATIVE: {
    status: 422,
    detail: 'A fund’s {name} cannot be negative.',
    fix: 'Give an amount of zero or more in minor units.',
  },
}
