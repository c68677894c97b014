import type { Problems } from '../../kernel/problem.ts'
import { SCREENING_STALE_PROBLEM } from '../../investor/investor.problems.ts'
import { OFFERING_PROBLEMS } from '../offering.problems.ts'
import type { ProceedsRefusal } from './proceeds.ts'

const {
  NOT_FOUND,
  CURRENCY_NOT_TAKEN,
  AMOUNT_FORMAT,
  AMOUNT_PRECISION,
  AMOUNT_OUT_OF_RANGE,
  AMOUNT_OVERFLOW,
} = OFFERING_PROBLEMS

/** Why nothing is paid out of what was raised. */
export const PROCEEDS_PROBLEMS: Problems<
  | ProceedsRefusal
  | 'NOT_FOUND'
  | 'CURRENCY_NOT_TAKEN'
  | 'AMOUNT_FORMAT'
  | 'AMOUNT_PRECISION'
  | 'AMOUNT_OUT_OF_RANGE'
  | 'AMOUNT_OVERFLOW'
> = {
  NOT_FOUND,
  CURRENCY_NOT_TAKEN,
  AMOUNT_FORMAT,
  AMOUNT_PRECISION,
  AMOUNT_OUT_OF_RANGE,
  AMOUNT_OVERFLOW,
  TREASURY_NOT_MANAGED: {
    status: 409,
    detail: 'The platform does not manage this treasury: whoever has its key pays out of it.',
    fix: 'Pay from the treasury itself.',
  },
  RECIPIENT_UNFIT: {
    status: 422,
    detail:
      'This address is the treasury itself or a contract of the platform, where the money would be lost.',
    fix: 'Give the address of whoever is to be paid.',
  },
  RECIPIENT_LISTED: {
    status: 409,
    detail: 'This address is on a sanctions list that is in force.',
    fix: 'Pay nothing to it, and speak to a compliance officer.',
    citation: '31 CFR 501; not reviewed by a lawyer',
  },
  SCREENING_STALE: SCREENING_STALE_PROBLEM,
  PROCEEDS_SHORT: {
    status: 409,
    detail: 'Of what was raised, {left} is in the treasury and not spoken for yet.',
    fix: 'Give at most that, or withdraw a payment that waits.',
  },
  PAYMENT_DECIDED: {
    status: 409,
    detail: 'This payment does not wait for anybody any more.',
    fix: 'Prepare another one if it is still wanted.',
  },
  PAYMENT_SENT_BEFORE: {
    status: 409,
    detail:
      'The treasury has paid exactly this to them once, in {tx}, and the books do not know it: they were restored from a backup, most likely.',
    fix: 'If it was this payment, withdraw it and book what was paid, found by that transaction. If it was another one, book that one first.',
  },
  FOUR_EYES: {
    status: 409,
    detail: 'Who prepared the payment does not confirm it.',
    fix: 'Have a second person look at it.',
  },
}
