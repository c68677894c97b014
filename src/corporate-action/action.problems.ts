import type { Problems } from '../kernel/problem.ts'
import type { RedemptionRefusal } from './redemption.ts'

export type ActionProblem = RedemptionRefusal

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
}
