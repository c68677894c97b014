import { SCREENING_STALE_PROBLEM } from '../../investor/investor.problems.ts'
import type { Problems } from '../../kernel/problem.ts'
import type { SubscriptionRefusal } from './subscription.ts'

export const SUBSCRIPTION_PROBLEMS: Problems<SubscriptionRefusal> = {
  OFFERING_CLOSED: {
    status: 409,
    detail: 'The offering is closed.',
    fix: 'Look for units on the secondary market, or wait for another offering of this issuer.',
  },
  OFFERING_NOT_READY: {
    status: 409,
    detail: 'The contract that keeps the money of this offering is not on the chain yet.',
    fix: 'Try again in a moment.',
  },
  NOT_INVITED: {
    status: 403,
    detail: 'This offering is for those whom the issuer has invited, and the investor is not on its list.',
    fix: 'Ask the issuer to put the investor on the list of the offering.',
  },
  OFFERING_NOT_OPEN: {
    status: 409,
    detail: 'The offering has not opened yet; it opens on {opens}.',
    fix: 'Subscribe from {opens} on.',
  },
  OFFERING_WINDOW_OVER: {
    status: 409,
    detail: 'The offering took subscriptions until {closes}.',
    fix: 'Ask the issuer whether the window will be extended.',
  },
  INVESTOR_NOT_VERIFIED: {
    status: 409,
    detail: 'The investor is not verified, or the verification has expired.',
    fix: 'Complete or renew the verification; while officers look at it, wait for their decision.',
    citation: 'Customer identification: 31 CFR 1023.220 (broker-dealers); not reviewed by a lawyer',
  },
  SCREENING_STALE: SCREENING_STALE_PROBLEM,
  WALLET_NOT_READY: {
    status: 409,
    detail: 'The wallet is not linked to this investor, or the chain does not know it yet.',
    fix: 'Link the wallet by signing the message it is shown, and wait until it is ready.',
  },
  RESERVATIONS_UNPAID: {
    status: 409,
    detail: 'Units were reserved {count} times lately and never paid for, so none are kept until {until}.',
    fix: 'Subscribe from {until} on, and pay in time.',
  },
  TICKET_TOO_SMALL: {
    status: 422,
    detail: 'The smallest subscription is {ticketMin}.',
    fix: 'Subscribe for {ticketMin} or more.',
  },
  TICKET_TOO_LARGE: {
    status: 422,
    detail: 'The largest subscription is {ticketMax}.',
    fix: 'Subscribe for {ticketMax} or less.',
  },
  INVESTOR_LIMIT: {
    status: 422,
    detail:
      'Investors of this kind may invest {limit} in this offering in all; {used} are paid, and {left} are left.',
    fix: 'Invest {left} or less. Where the limit is for whoever is not accredited, have an accreditation verified.',
  },
  AMOUNT_NOT_WHOLE_UNITS: {
    status: 422,
    detail: 'The amount does not buy a whole number of units.',
    fix: 'Try {fitting} for {units} units, or {above} for {unitsAbove}.',
  },
  UNITS_SOLD_OUT: {
    status: 409,
    detail: 'All units are sold.',
    fix: 'Look for units on the secondary market, or wait for another offering of this issuer.',
  },
  MORE_THAN_IS_LEFT: {
    status: 409,
    detail: 'Only {unitsLeft} units are left.',
    fix: 'Subscribe for fewer units.',
  },
}
