import type { Problems } from '../kernel/problem.ts'
import type { RedemptionRefusal } from './redemption.ts'
import type { TenderRefusal } from './tender.ts'

export type ActionProblem = RedemptionRefusal | TenderRefusal

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
}
