import type { Problems } from '../kernel/problem.ts'
import type { ConversionRefusal } from './conversion.ts'
import type { RedemptionRefusal } from './redemption.ts'
import type { SplitRefusal } from './split.ts'
import type { TenderRefusal } from './tender.ts'

export type ActionProblem = RedemptionRefusal | TenderRefusal | ConversionRefusal | SplitRefusal

/** Why a corporate action cannot be carried out as it was asked for. */
export const ACTION_PROBLEMS: Problems<ActionProblem> = {
  NOTHING_TO_REDEEM: {
    status: 422,
    detail: 'A redemption calls at least one unit, and pays for it.',
    fix: 'Give the number of units and the price of one.',
  },
  NO_UNITS_OUTSTANDING: {
    status: 409,
    detail: 'Nobody holds units of this class.',
    fix: 'Choose the class whose units are to be redeemed.',
  },
  NOTHING_TO_BUY: {
    status: 422,
    detail: 'An offer to buy back is for at least one unit.',
    fix: 'Give the most units that are to be bought.',
  },
  TENDERED_TWICE: {
    status: 422,
    detail: 'A wallet has one tender: the last one it made.',
    fix: 'Give each wallet once, with all that it tenders.',
  },
  RATIO_ZERO: {
    status: 422,
    detail: 'A ratio has two numbers, both at least one.',
    fix: 'Give how many units become how many.',
  },
  NOT_WHOLE: {
    status: 422,
    detail: '{units} units do not become whole units: only multiples of {multiple} do.',
    fix: 'Convert a multiple of {multiple} units.',
  },
  UNITS_NOT_FREE: {
    status: 409,
    detail: '{units} units are more than the {free} that may be converted while others are frozen.',
    fix: 'Convert fewer, or ask the issuer why the others are frozen.',
  },
  SPLIT_OF_NOTHING: {
    status: 422,
    detail: 'As many new units as old ones is no split.',
    fix: 'Give a ratio other than one to one.',
  },
  UNITS_TOO_MANY: {
    status: 422,
    detail: 'There would be {units} units; a token counts at most {limit}.',
    fix: 'Choose a smaller ratio.',
  },
}
