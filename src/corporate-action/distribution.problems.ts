import { PROTOCOL_NOT_DEPLOYED } from '../instrument/protocol.problems.ts'
import { NOT_FOUND, type Problems } from '../kernel/problem.ts'
import type { EntitlementRefusal, RecordDateRefusal, Waiting } from './distribution.ts'

export type DistributionProblem =
  | Waiting
  | EntitlementRefusal
  | RecordDateRefusal
  | 'STEP_ORDER'
  | 'NOTHING_PARKED'
  | 'NOTHING_TO_CORRECT'
  | 'NOT_YET_DECLARED'
  | 'NO_INCOME_POLICY'
  | 'NO_COUPON_IN_MONTH'
  | 'MONTH_WITHIN_PERIOD'
  | 'PERIOD_BEFORE_FIRST'
  | 'MONTH_NOT_PAID_BY_IT'
  | 'MONTH_TWICE'
  | 'ALREADY_SCHEDULED'
  | 'PERIOD_OUT_OF_ORDER'
  | 'PERIOD_NOT_OVER'
  | 'CSV_ROW'
  | 'CSV_EMPTY'
  | 'CSV_TOO_LARGE'
  | 'CSV_INVALID'
  | 'STATEMENT_UNCHANGED'
  | 'MONTH_DECLARED'

export const DISTRIBUTION_PROBLEMS: Problems<DistributionProblem> = {
  NOT_FOUND,
  PROTOCOL_NOT_DEPLOYED,
  NO_INCOME_POLICY: {
    status: 409,
    detail: 'This instrument pays no income.',
    fix: 'Give it an income policy in its term sheet and apply that.',
  },
  NO_COUPON_IN_MONTH: {
    status: 409,
    detail: 'No interest is paid in {period}.',
    fix: 'Name a month in which the coupon of the term sheet has a date.',
  },
  MONTH_WITHIN_PERIOD: {
    status: 409,
    detail: 'The income of {period} is paid together with that of {last}.',
    fix: 'Name {last}, the last month of its period.',
  },
  PERIOD_BEFORE_FIRST: {
    status: 409,
    detail: 'The income of {period} came in before the offering’s window had closed, and is nobody’s yet.',
    fix: 'Name {first} or a later one: the first that ends after the offering’s window.',
  },
  MONTH_NOT_PAID_BY_IT: {
    status: 422,
    detail: 'The distribution pays the income of these months: {months}.',
    fix: 'Say of which of them the statement is.',
  },
  MONTH_TWICE: {
    status: 422,
    detail: 'There are two statements of {period}.',
    fix: 'Hand in one for each month.',
  },
  INSTRUMENT_NOT_LIVE: {
    status: 409,
    detail: 'The instrument’s token is not on the chain yet.',
    fix: 'Wait until its deployment is final.',
  },
  RECORD_DATE_FUTURE: {
    status: 422,
    detail: 'The record date, {recordDate}, has not passed for good.',
    fix: 'Wait until it has: nobody can be entitled before.',
  },
  RECORD_DATE_PAST: {
    status: 422,
    detail: 'The record date, {recordDate}, has passed without having been announced.',
    fix: 'Choose a day that has not ended yet: who holds units then is paid.',
    citation:
      '17 CFR 240.10b-17 asks issuers to give notice of a record date in advance; not reviewed by a lawyer',
  },
  RECORD_DATE_TOO_FAR: {
    status: 422,
    detail:
      'The record date, {recordDate}, is more than {days} days ahead: none before it could be announced any more.',
    fix: 'Choose an earlier day, or wait until it is nearer.',
  },
  RECORD_DATE_MISSED: {
    status: 409,
    detail: 'The record date, {recordDate}, could not be announced before it came.',
    fix: 'Choose another day for it, one that has not ended yet: who holds units then is paid for the month.',
  },
  RECORD_DATE_ANNOUNCED: {
    status: 409,
    detail: 'The record date, {recordDate}, is on the chain and does not change any more.',
    fix: 'There is nothing to do.',
  },
  RECORD_DATE_EARLY: {
    status: 422,
    detail: 'The record date {recordDate} would come before {first}, the day that the terms name.',
    fix: 'Choose {first} or a later day.',
  },
  RECORD_DATE_OUT_OF_ORDER: {
    status: 422,
    detail: 'The token takes record dates in their order, and {recordDate} is not later than {last}.',
    fix: 'Choose a later day; or {last} itself, and whoever holds units then is paid for both months.',
  },
  RECORD_DATE_TOO_SOON: {
    status: 422,
    detail:
      'The token takes record dates in their order, an hour or more apart: the close of {recordDate} is not an hour or more after {last}, the latest.',
    fix: 'Choose a later day.',
  },
  ANNOUNCEMENT_FAILED: {
    status: 409,
    detail: 'The record date could not be announced ({failures} failed). It is tried again at {again}.',
    fix: 'There is nothing to do; or have it announced now, when you know that what was in the way is gone.',
  },
  CHAIN_HALTED: {
    status: 409,
    detail: 'The chain is not read any further, so nothing is paid by what the books say now: {halted}',
    fix: 'Whoever runs the installation has to look; the payment then goes on by itself.',
  },
  ALREADY_SCHEDULED: {
    status: 409,
    detail: 'The distribution of {period} exists.',
    fix: 'Open it: if its record date could not be announced, announce it again there or choose another; if it was wrong, correct it by a further entry.',
  },
  PERIOD_OUT_OF_ORDER: {
    status: 409,
    detail: 'Record dates are announced in their order: {other} stands in the way of {period}.',
    fix: 'Announce the months one after another; one before a month that was announced cannot follow it.',
  },
  NOT_DUE: { status: 409, detail: 'It is paid from {payAt} on.', fix: 'Wait for that day.' },
  PERIOD_NOT_OVER: {
    status: 409,
    detail: 'The month {period} is not over.',
    fix: 'Import its statement on the last day of the month or later.',
  },
  STATEMENT_MISSING: {
    status: 409,
    detail: 'The income statement of {period} has not been imported.',
    fix: 'The issuer imports it: a CSV file with date, account and amount.',
  },
  STATEMENT_UNCHANGED: {
    status: 409,
    detail: 'The statement of {period} was imported with exactly this content.',
    fix: 'There is nothing to do; or choose the file that you meant.',
  },
  MONTH_DECLARED: {
    status: 409,
    detail: 'The distribution of {period} is declared already: another statement would change nothing.',
    fix: 'Open that distribution and choose Correct: what the right statement pays more becomes a further entry, what it pays less is set off.',
  },
  UNDERFUNDED: {
    status: 422,
    detail: 'The treasury lacks {missing}.',
    fix: 'Send {missing} to the treasury, {treasury}; the payment then goes on by itself.',
  },
  PROCEEDS_PAY_NO_INCOME: {
    status: 409,
    detail:
      'The treasury lacks {missing} of income. Of what else it holds, {proceeds} was raised from investors, and no income is paid out of that by itself.',
    fix: 'Send {missing} to the treasury, {treasury}; or have two people pay it out of what was raised: holders are told that it is a return of capital.',
  },
  PROCEEDS_NOT_THERE: {
    status: 409,
    detail:
      'By the books, {proceeds} of what was raised is in the treasury, but it holds {balance}: what was paid out of it is not booked. Until it is, nothing there counts as income.',
    fix: 'Have two people book, at the closing of the offering, what was paid already; the payment then goes on by itself.',
  },
  TRANSACTION_UNDER_WAY: {
    status: 409,
    detail: 'A transaction of this distribution, or of its treasury, is under way.',
    fix: 'Wait until it is final; then look again.',
  },
  TRANSACTIONS_FAILED: {
    status: 409,
    detail: '{failures} transactions of this distribution failed, so it has stopped.',
    fix: 'Find out why in the list of transactions, then start the step by hand.',
  },
  UNKNOWN_DECLARATION: {
    status: 409,
    detail: 'The chain holds a distribution for this record date that is not in the books here.',
    fix: 'If the database was restored from a backup, find out what was paid since, with aliquot verify, before going on.',
  },
  NOTHING_LEFT_TO_DO: {
    status: 409,
    detail: 'This distribution is complete.',
    fix: 'If it was wrong, correct it by a further entry.',
  },
  STEP_ORDER: {
    status: 409,
    detail: 'The next step of this distribution is another one: {step}.',
    fix: 'Take that step first.',
  },
  NO_ELIGIBLE_HOLDERS: {
    status: 422,
    detail: 'Nobody held units when the record date ended.',
    fix: 'There is nobody to pay; the income stays with the SPV.',
  },
  NOTHING_TO_DISTRIBUTE: {
    status: 422,
    detail: 'The month left nothing to pay out.',
    fix: 'There is nothing to do.',
  },
  NOTHING_PARKED: {
    status: 409,
    detail: 'No payment of this distribution is parked.',
    fix: 'There is nothing to try again.',
  },
  NOTHING_TO_CORRECT: {
    status: 409,
    detail: 'With this statement the net income, and what is paid of it, is what was declared.',
    fix: 'Check that it is the right file.',
  },
  NOT_YET_DECLARED: {
    status: 409,
    detail: 'The distribution has not been declared, so there is nothing to correct.',
    fix: 'Import the right statement; it counts when the distribution is declared.',
  },
  CSV_ROW: {
    status: 422,
    detail: 'There are mistakes in the file: {count}. Nothing was imported.',
    fix: 'Mend the lines that are listed and import the file again.',
  },
  CSV_EMPTY: {
    status: 422,
    detail: 'The file has no line under its header.',
    fix: 'Export the month’s bookings with date, account and amount.',
  },
  CSV_TOO_LARGE: {
    status: 413,
    detail: 'A statement may have {max} lines.',
    fix: 'Export one month, with one line for each booking.',
  },
  CSV_INVALID: {
    status: 422,
    detail: 'The file cannot be read as CSV: a quote is not closed, or it is no text.',
    fix: 'Export it again as CSV in UTF-8.',
  },
}
