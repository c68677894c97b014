import { PROTOCOL_NOT_DEPLOYED } from '../instrument/protocol.problems.ts'
import { NOT_FOUND, type Problems } from '../kernel/problem.ts'
import { RESTRICTION_PROBLEMS } from '../investor/erasure.problems.ts'
import { RULE_REFUSALS } from '../restriction/rule.problems.ts'
import type { AllotmentRefusal } from './closing/allocation.ts'
import type { ReminderRefusal } from './board/board.ts'
import type { ClosingRefusal } from './closing/closing.ts'
import type { InterestRefusal } from './subscription/interest.ts'
import { SUBSCRIPTION_PROBLEMS } from './subscription/subscription.problems.ts'
import type { ReservationRefusal } from './subscription/subscription.ts'

type OfferingRefusal =
  | keyof typeof SUBSCRIPTION_PROBLEMS
  | keyof typeof RULE_REFUSALS
  | keyof typeof RESTRICTION_PROBLEMS
  | ClosingRefusal
  | 'LOT_FACTS_MISSING'
  | 'AGREEMENTS_OF_OTHERS'
  | InterestRefusal
  | ReservationRefusal
  | AllotmentRefusal
  | 'ALLOTMENT_UNITS'
  | 'NOT_ALLOTTED_BY_HAND'
  | ReminderRefusal
  | 'RISKS_NOT_CONFIRMED'
  | 'RISK_UNKNOWN'
  | 'SUITABILITY_OPEN'
  | 'PRICE_MOVED'
  | 'NOTHING_TO_ACKNOWLEDGE'
  | 'WIRES_NOT_TAKEN'
  | 'WIRE_TOO_LATE'
  | 'FUNDING_MISSING'
  | 'CURRENCY_NOT_TAKEN'
  | 'CURRENCY_STOPPED'
  | 'NOT_FOUND'
  | 'AMOUNT_FORMAT'
  | 'AMOUNT_PRECISION'
  | 'AMOUNT_OUT_OF_RANGE'
  | 'AMOUNT_OVERFLOW'
  | 'AGREEMENT_NOT_SIGNED'
  | 'STEP_ORDER'
  | 'REJECTION_TOO_LATE'
  | 'DEADLINE_PASSED'
  | 'SIGNATURE_SCOPE'
  | 'WALLET_BALANCE_SHORT'
  | 'PROTOCOL_NOT_DEPLOYED'
  | 'COOLING_OFF_OVER'
  | 'CLOSING_NOT_PREPARED'
  | 'FOUR_EYES'
  | 'REFUND_NOT_DUE'
  | 'RECONFIRMATION_NOT_ASKED'
  | 'RECONFIRMATION_OVER'
  | 'ACCREDITATION_NEEDED'
  | 'ACCREDITATION_PENDING'
  | 'COUNTRY_NOT_OPEN'

/** Why nothing can be subscribed, paid, taken back or closed. */
export const OFFERING_PROBLEMS: Problems<OfferingRefusal> = {
  ...SUBSCRIPTION_PROBLEMS,
  ...RULE_REFUSALS,
  ...RESTRICTION_PROBLEMS,
  RESERVED_OTHERWISE: {
    status: 409,
    detail: 'Units are reserved for {amount} already: meanwhile, perhaps in another window.',
    fix: 'Go on with {amount}, or ask once more: the new amount then takes its place.',
  },
  ATTEMPTS_TOO_MANY: {
    status: 429,
    detail: 'Units were asked for {max} times within an hour, each time in vain or for another amount.',
    fix: 'Ask again in an hour. What is reserved stays reserved.',
  },
  MAY_SUBSCRIBE: {
    status: 409,
    detail: 'Nothing keeps this investor from subscribing: an interest is for whoever cannot yet.',
    fix: 'Subscribe.',
  },
  NOT_FOUND,
  AMOUNT_FORMAT: {
    status: 422,
    detail: 'The amount is no plain decimal number.',
    fix: 'Write digits and at most one point, as in "500.00".',
  },
  AMOUNT_PRECISION: {
    status: 422,
    detail: 'The amount has more than {decimals} decimals.',
    fix: 'Round it to {decimals} decimals.',
  },
  AMOUNT_OUT_OF_RANGE: {
    status: 422,
    detail: 'The amount must be above zero.',
    fix: 'Write an amount above zero.',
  },
  AMOUNT_OVERFLOW: {
    status: 422,
    detail: 'This amount is larger than any that can be kept.',
    fix: 'Send a smaller amount.',
  },
  PRICE_MOVED: {
    status: 409,
    detail:
      'Since the units were reserved for {amount}, the units sold have come to another price tier: they cost {cost} now.',
    fix: 'Subscribe again for the amount that you want to pay, and pay then.',
  },
  SUBSCRIPTIONS_UNSETTLED: {
    status: 409,
    detail: 'The money of {count} subscriptions is on its way into escrow.',
    fix: 'Wait until it is there for good, or has failed.',
  },
  SUBSCRIPTIONS_LEAVING: {
    status: 409,
    detail: 'The money of {count} subscriptions was asked back of the contract, and is on its way.',
    fix: 'Wait until it is back. What failed is asked for again by itself.',
  },
  FUNDING_MISSING: {
    status: 409,
    detail:
      '{count} subscriptions count as paid at a bank, and less than they cost lies there for them: {subscriptions}.',
    fix: 'Refuse them, and they end before the closing.',
  },
  FINAL_DAY_PASSED: {
    status: 409,
    detail: 'The last moment to close was {day}.',
    fix: 'Nothing can be closed any more; everybody is being paid back.',
  },
  WINDOW_OPEN: {
    status: 409,
    detail: 'Subscriptions are taken until the end of {closes}.',
    fix: 'Close after that, or when everything is sold.',
  },
  SOFT_CAP_MISSED: {
    status: 409,
    detail: '{units} units are paid for, and the offering closes with {softCap} at least.',
    fix: 'Once the window is over everybody is paid back, by themselves.',
  },
  ALLOTMENT_MISSING: {
    status: 409,
    detail: 'Nobody has said yet how many units {count} of the paid subscriptions get.',
    fix: 'Allot units to each of them, or none, with a reason.',
  },
  ALLOTMENT_TOO_SMALL: {
    status: 409,
    detail:
      '{units} units are allotted, and the offering closes with {softCap} at least, and never with none.',
    fix: 'Allot more, or give the offering up: everybody is then paid back.',
  },
  NOT_ALLOTTED_BY_HAND: {
    status: 409,
    detail: 'The term sheet says by rule who gets how many units of this offering.',
    fix: 'There is nothing to allot; look at the preview of the closing.',
  },
  ALLOTMENT_UNITS: {
    status: 422,
    detail: 'The units of {subscription} are no number of zero or more with at most {decimals} decimals.',
    fix: 'Write digits and at most one point, as in "500" or "0".',
  },
  ALLOTMENT_UNKNOWN: {
    status: 409,
    detail: 'No money of {subscription} is in the escrow of this offering.',
    fix: 'Read the list again, and allot to those who are on it.',
  },
  ALLOTMENT_TWICE: {
    status: 422,
    detail: '{subscription} is there twice.',
    fix: 'Name each subscription once.',
  },
  ALLOTMENT_ABOVE_ASKED: {
    status: 409,
    detail: '{subscription} asked for {asked} units and cannot get {units}.',
    fix: 'Allot at most what was asked and paid for.',
  },
  ALLOTMENT_WITHOUT_REASON: {
    status: 422,
    detail: '{subscription} gets something else than it asked for, and no reason is given.',
    fix: 'Say why, for this one or for all that have no reason of their own.',
  },
  ALLOTMENTS_ABOVE_UNITS: {
    status: 409,
    detail: '{units} units are allotted, and there are {max}.',
    fix: 'Take units away until no more than {max} are allotted.',
  },
  COOLING_OFF_RUNS: {
    status: 409,
    detail: 'The last investor may take their subscription back until {until}.',
    fix: 'Close after that.',
  },
  LOT_FACTS_MISSING: {
    status: 409,
    detail:
      'For how long the units are locked cannot be said: not all that the rules ask of it is on record.',
    fix: 'A compliance officer records it under Rules; close then.',
  },
  AGREEMENTS_OPEN: {
    status: 409,
    detail:
      'Of the subscriptions that are paid for, {count} have an agreement that is not signed by both sides.',
    fix: 'Countersign them, or refuse those subscriptions.',
  },
  AGREEMENTS_OF_OTHERS: {
    status: 409,
    detail:
      'Of the subscriptions that are paid for, {count} have an agreement that does not name who holds by now, or not as they hold: {subscriptions}.',
    fix: 'Have those investors hold as they signed, or refuse their subscriptions: they subscribe again.',
  },
  AGREEMENT_NOT_SIGNED: {
    status: 409,
    detail: 'The subscription agreement is not signed yet.',
    fix: 'Read and sign it first; nothing is paid before that.',
  },
  CLOSING_NOT_PREPARED: {
    status: 409,
    detail: 'Nobody has prepared this closing as it stands now.',
    fix: 'Look at the preview and prepare it; a second person then confirms.',
  },
  FOUR_EYES: {
    status: 409,
    detail: 'Who prepared the closing does not confirm it.',
    fix: 'Have a second person look at it.',
  },
  RISKS_NOT_CONFIRMED: {
    status: 409,
    detail: 'Nothing can be paid before the investor has confirmed the risks; {count} are left.',
    fix: 'Read each risk on the page of the offering and confirm it; then pay.',
  },
  RISK_UNKNOWN: {
    status: 409,
    detail: 'This is not what a risk of this offering says now.',
    fix: 'Read the risks again: a text has changed since.',
  },
  SUITABILITY_OPEN: {
    status: 409,
    detail:
      'The questions on whether this suits the investor are not answered, or a warning is not acknowledged.',
    fix: 'Answer the questions, and acknowledge the warning if there is one; then confirm the risks.',
    citation: 'Directive 2014/65/EU, art. 25(3); not reviewed by a lawyer',
  },
  NOTHING_TO_ACKNOWLEDGE: {
    status: 409,
    detail: 'There is no warning to acknowledge.',
    fix: 'Answer the questions first; if nothing speaks against it, go on to the risks.',
  },
  CURRENCY_NOT_TAKEN: {
    status: 422,
    detail: 'The offering is not paid in this currency.',
    fix: 'Name one of {currencies}.',
  },
  CURRENCY_STOPPED: {
    status: 409,
    detail: 'The issuer takes no more payments in {currency} for this offering: {reason}',
    fix: 'Ask for the units in another currency that the offering takes; they stay kept for the investor.',
  },
  WIRES_NOT_TAKEN: {
    status: 409,
    detail: 'The issuer takes no money at a bank for this subscription.',
    fix: 'Pay from your wallet.',
  },
  WIRE_TOO_LATE: {
    status: 409,
    detail:
      'A wire that is begun now would come too late: two people have to confirm it before the end of {closes}, when the offering ends.',
    fix: 'Pay from your wallet. Wire nothing more: it would be sent back.',
  },
  REMINDER_NOT_DUE: {
    status: 409,
    detail: 'The subscription does not wait for its investor, or not any more: it is {status}.',
    fix: 'Remind those who have to pay. The board says for whom each subscription waits.',
  },
  REMINDED_ALREADY: {
    status: 409,
    detail: 'The investor was reminded of this subscription at {at}.',
    fix: 'Wait until {again}: once a day is enough.',
  },
  STEP_ORDER: {
    status: 409,
    detail: 'The subscription does not wait for this: it is {status}.',
    fix: 'Read it again, and go on from where it is.',
  },
  REJECTION_TOO_LATE: {
    status: 409,
    detail: 'The closing of the offering was confirmed, or everybody is being paid back.',
    fix: 'Wait for how it ends. Where the closing cannot be carried out the offering is open again, and the subscription can be refused.',
  },
  DEADLINE_PASSED: {
    status: 401,
    detail: 'The time to pay for this subscription has passed.',
    fix: 'Subscribe again.',
  },
  SIGNATURE_SCOPE: {
    status: 401,
    detail: 'The signature is not of this wallet for this subscription on this chain.',
    fix: 'Sign exactly the data that came with the subscription.',
    citation: 'EIP-3009, EIP-712',
  },
  WALLET_BALANCE_SHORT: {
    status: 409,
    detail: 'The payment is {amount}, of which the wallet lacks {missing}.',
    fix: 'Bring {missing} to the wallet and sign again, or pay from a bank where the issuer takes wires.',
  },
  COOLING_OFF_OVER: {
    status: 409,
    detail: 'The time in which it could be taken back is over, or there is none in this offering.',
    fix: 'Units come when the offering closes; without a closing the money comes back by itself.',
  },
  WITHDRAWAL_RUNS: {
    status: 409,
    detail: 'Investors may take back what they have paid until {until}, by law or since something changed.',
    fix: 'Close it after {until}.',
    citation: '17 CFR 227.304(a), (c); Regulation (EU) 2017/1129, art. 23(2a); not reviewed by a lawyer',
  },
  RECONFIRMATIONS_LAPSED: {
    status: 409,
    detail: '{count} subscriptions were not reconfirmed in time; their money is on its way back.',
    fix: 'Wait a moment until they are paid back.',
    citation: '17 CFR 227.304(c); not reviewed by a lawyer',
  },
  RECONFIRMATION_NOT_ASKED: {
    status: 409,
    detail:
      'There is no such change, or this subscription was agreed after it: nothing is to be reconfirmed.',
    fix: 'Look at the subscription: it lists what is to be reconfirmed.',
  },
  RECONFIRMATION_OVER: {
    status: 409,
    detail: 'It had to be reconfirmed until {until}; the subscription ends and its money comes back.',
    fix: 'Subscribe again, if the offering is still open.',
    citation: '17 CFR 227.304(c); not reviewed by a lawyer',
  },
  PROTOCOL_NOT_DEPLOYED,
  ACCREDITATION_NEEDED: {
    status: 403,
    detail: 'Only accredited investors can hold these units.',
    fix: 'Claim your accreditation in your profile, with what shows it; while a claim waits for an officer, wait for the decision.',
    citation: '17 CFR 230.501(a)',
  },
  ACCREDITATION_PENDING: {
    status: 403,
    detail: 'Only accredited investors can hold these units, and an officer has yet to decide on your claim.',
    fix: 'Wait for the decision: you are told of it.',
    citation: '17 CFR 230.501(a)',
  },
  COUNTRY_NOT_OPEN: {
    status: 403,
    detail: 'These units cannot be held in your country of residence.',
    fix: 'Look for an offering that is open there.',
  },
  REFUND_NOT_DUE: {
    status: 409,
    detail: 'No money of this subscription waits to be sent again.',
    fix: 'There is nothing to do.',
  },
}

/** Of what is done to many subscriptions at once. */
export const BOARD_ACTION_PROBLEMS: Problems<OfferingRefusal | 'REASON_MISSING'> = {
  ...OFFERING_PROBLEMS,
  REASON_MISSING: {
    status: 422,
    detail: 'It is not said why these subscriptions are refused.',
    fix: 'Add a reason; each of the investors reads it.',
  },
}
