import { PROTOCOL_NOT_DEPLOYED } from '../instrument/protocol.problems.ts'
import type { Problems } from '../kernel/problem.ts'
import { ACTION_PROBLEMS } from './action.problems.ts'
import { DISTRIBUTION_PROBLEMS } from './distribution.problems.ts'
import type { OrderRefusal, ReleaseRefusal, RepaymentWaiting } from './repayment.ts'

export type RepaymentProblem =
  | OrderRefusal
  | RepaymentWaiting
  | 'NOTHING_PARKED'
  | 'PRINCIPAL_HELD'
  | 'NOTHING_HELD'
  | ReleaseRefusal

/** Why the principal of a bond is not repaid, or not yet. */
export const REPAYMENT_PROBLEMS: Problems<
  RepaymentProblem | 'NOT_FOUND' | 'PROTOCOL_NOT_DEPLOYED' | 'CHAIN_HALTED'
> = {
  NOT_FOUND: DISTRIBUTION_PROBLEMS.NOT_FOUND,
  PROTOCOL_NOT_DEPLOYED,
  CHAIN_HALTED: DISTRIBUTION_PROBLEMS.CHAIN_HALTED,
  INSTRUMENT_NOT_LIVE: DISTRIBUTION_PROBLEMS.INSTRUMENT_NOT_LIVE,
  NO_UNITS_OUTSTANDING: ACTION_PROBLEMS.NO_UNITS_OUTSTANDING,
  NO_PRINCIPAL: {
    status: 409,
    detail: 'This instrument has no principal that is repaid on a day.',
    fix: 'Only one with a coupon has: the coupon’s face value is repaid on its day of maturity.',
  },
  PRINCIPAL_NOT_DUE: {
    status: 409,
    detail: 'The principal is due on {maturity}.',
    fix: 'Order its repayment from {opens} on.',
  },
  REPAYMENT_ORDERED: {
    status: 409,
    detail: 'Two people have ordered this repayment already.',
    fix: 'There is nothing to do: it goes on by itself.',
  },
  REPAYMENT_NOT_PREPARED: {
    status: 409,
    detail: 'Nobody has prepared this repayment, or its day or its face value has changed since.',
    fix: 'Prepare it; then somebody else confirms it.',
  },
  FOUR_EYES: {
    status: 409,
    detail: 'Who prepared the repayment does not confirm it.',
    fix: 'Have a second person look at it.',
  },
  TRANSACTION_UNDER_WAY: {
    status: 409,
    detail: 'A transaction of this repayment is under way.',
    fix: 'Wait until it is final; then look again.',
  },
  REPAYMENT_FAILED: {
    status: 409,
    detail: 'A transaction of this repayment failed. It is tried again at {again}.',
    fix: 'The audit log says why it failed.',
  },
  INTEREST_UNFIXED: {
    status: 409,
    detail:
      'Whom the coupon of {coupon} is owed to is not settled yet, and a unit redeemed before would lose its interest.',
    fix: 'Choose another record date for it if its own was missed; the repayment goes on by itself once the record date is over.',
  },
  REPAYMENT_NOT_DUE: {
    status: 409,
    detail: 'Units are redeemed from {at} on.',
    fix: 'Wait for that day.',
  },
  REPAYMENT_UNFUNDED: {
    status: 409,
    detail: 'The treasury lacks {missing} of the principal.',
    fix: 'Send {missing} to the treasury, {treasury}; or fund the redemption on the chain from there, where the platform does not manage it.',
  },
  UNITS_UNCOVERED: {
    status: 409,
    detail: 'Units were moved or destroyed by an officer while they were redeemed.',
    fix: 'The redemption ends at {until}, and the token goes on then.',
  },
  NOTHING_PARKED: {
    status: 409,
    detail: 'No money of this repayment is kept for anybody.',
    fix: 'There is nothing to try again.',
  },
  PRINCIPAL_HELD: {
    status: 409,
    detail:
      'The principal is held of everybody whose money is kept: units of theirs were frozen when they were redeemed.',
    fix: 'Once that has ended for which they were frozen, one officer asks for the release of each and another confirms it; then try again.',
  },
  NOTHING_HELD: {
    status: 409,
    detail: 'Nothing of this wallet’s principal is held, or it was released before.',
    fix: 'Look in the list of holders whose money is kept, and try again to pay it.',
  },
  RELEASE_NOT_ASKED: {
    status: 409,
    detail: 'Nobody has asked for this release.',
    fix: 'Ask for it, by the document that ends what the units were frozen for; then another officer confirms it.',
  },
  RELEASE_BY_ONE: {
    status: 409,
    detail: 'Who asked for a release does not confirm it.',
    fix: 'Have a second person look at it.',
  },
  RELEASE_CHANGED: {
    status: 409,
    detail: 'The release was asked for anew meanwhile, by another document.',
    fix: 'Look at it again, and confirm it by that document.',
  },
}
