import { INVESTOR_PROBLEMS, SCREENING_STALE_PROBLEM } from '../investor/investor.problems.ts'
import { NOT_FOUND, type Problems } from '../kernel/problem.ts'
import type { MatchRefusal, SuspenseReason } from './deposit-match.ts'

export type BankReason =
  | MatchRefusal
  | 'ACCOUNT_INVALID'
  | 'CURRENCY_UNKNOWN'
  | 'BANK_ACCOUNT_TAKEN'
  | 'CSV_EMPTY'
  | 'CSV_ROW'
  | 'CSV_INVALID'
  | 'CSV_TOO_LARGE'
  | 'CAMT_INVALID'
  | 'CAMT_ENTRY'
  | 'CAMT_TOO_LARGE'
  | 'XML_INVALID'
  | 'XML_DTD_FORBIDDEN'
  | 'XML_TOO_DEEP'
  | 'STATEMENT_UNBALANCED'
  | 'STATEMENT_UNCHANGED'
  | 'STATEMENT_OTHER_ACCOUNT'

export const BANK_PROBLEMS: Problems<BankReason> = {
  PRICE_NOT_MOVED: {
    status: 409,
    detail: 'The money does not wait because of a price.',
    fix: 'Match it with a subscription, or send it back.',
  },
  AMOUNT_NOT_TAKEN: {
    status: 409,
    detail: 'The offering takes no subscription of {amount} from this investor now ({reason}).',
    fix: 'Send the money back, or have the investor ask for units anew and match it with that reference.',
  },
  NOT_FOUND,
  ACCOUNT_INVALID: {
    status: 422,
    detail: 'This is no account number: an IBAN has another length, or its check digits are wrong.',
    fix: 'Copy the number from the bank’s own papers.',
    citation: 'ISO 13616-1, ISO 7064 MOD 97-10',
  },
  CURRENCY_UNKNOWN: {
    status: 422,
    detail: 'No account can be kept in this currency here.',
    fix: 'Choose one of {known}.',
    citation: 'ISO 4217',
  },
  BANK_ACCOUNT_TAKEN: {
    status: 409,
    detail: 'This account is here already.',
    fix: 'Look at the list of accounts; one account belongs to one issuer.',
  },
  CSV_EMPTY: {
    status: 422,
    detail: 'The file has no line under its header.',
    fix: 'Export the account’s bookings again.',
  },
  CSV_ROW: {
    status: 422,
    detail: 'There are mistakes in the file: {count}. Nothing was imported.',
    fix: 'Mend the lines that are listed and import the file again.',
  },
  CSV_INVALID: {
    status: 422,
    detail: 'The file cannot be read as CSV: a quote is not closed, or it is no text.',
    fix: 'Export it again as CSV in UTF-8.',
  },
  CSV_TOO_LARGE: {
    status: 413,
    detail: 'A file may have {max} bookings.',
    fix: 'Export fewer days at a time.',
  },
  CAMT_INVALID: {
    status: 422,
    detail: 'The file is no statement camt.053.001 of version 02 to 13.',
    fix: 'Ask the bank for “camt.053” (end of day), or bring the bookings in as CSV.',
    citation: 'ISO 20022, camt.053.001',
  },
  CAMT_ENTRY: {
    status: 422,
    detail: 'There are mistakes in the statement: {count}. Nothing was imported.',
    fix: 'The places are listed: give them to the bank, or fetch the file again.',
  },
  CAMT_TOO_LARGE: {
    status: 413,
    detail: 'A statement may have {max} bookings.',
    fix: 'Ask the bank for a statement each day.',
  },
  XML_INVALID: {
    status: 422,
    detail: 'The file cannot be read as XML.',
    fix: 'Fetch it from the bank again; open nothing in a spreadsheet on the way.',
  },
  XML_DTD_FORBIDDEN: {
    status: 422,
    detail: 'The file declares a document type, which no statement of a bank does.',
    fix: 'Fetch it from the bank again.',
  },
  XML_TOO_DEEP: {
    status: 422,
    detail: 'The file is nested deeper than any statement is.',
    fix: 'Fetch it from the bank again.',
  },
  STATEMENT_UNBALANCED: {
    status: 422,
    detail:
      'The bookings of statement {statement} do not lead from its opening to its closing balance: {difference} is missing.',
    fix: 'The file is not whole: fetch it from the bank again.',
  },
  STATEMENT_UNCHANGED: {
    status: 409,
    detail: 'This very file was brought in at {at}.',
    fix: 'There is nothing to do; or choose the file that you meant.',
  },
  STATEMENT_OTHER_ACCOUNT: {
    status: 422,
    detail: 'The statement is of another account than {name}.',
    fix: 'Choose the account that the statement is of.',
  },
  ENTRY_NOT_PROPOSED: {
    status: 409,
    detail: 'The booking {entry} is {status}: only a proposed one can be confirmed.',
    fix: 'Look at the list again: somebody may have confirmed it, or money is still missing.',
  },
  ENTRY_NOT_OPEN: {
    status: 409,
    detail: 'Nothing of this booking waits for that: it is {status}.',
    fix: 'Look at what was done with it.',
  },
  ENTRY_OUTGOING: {
    status: 409,
    detail: 'This money went out.',
    fix: 'Say which deposit it sent or took back, or that it is a fee.',
  },
  ENTRY_INCOMING: {
    status: 409,
    detail: 'This money came in.',
    fix: 'Match it with a subscription, or send it back.',
  },
  DEPOSIT_LEAVING: {
    status: 409,
    detail: 'The bank says that a deposit has left, and a second person has not seen it yet.',
    fix: 'Have an officer who did not bring in that statement say which deposit it was.',
  },
  DEPOSIT_USED: {
    status: 409,
    detail: 'This deposit pays for a subscription: one deposit pays for one.',
    fix: 'Send back what was too much.',
  },
  DEPOSIT_OTHER: {
    status: 409,
    detail:
      'This money did not send or take back that deposit: it is of another account, or nothing of it is left.',
    fix: 'Choose a deposit of this account that has not gone before.',
  },
  SCREENING_STALE: SCREENING_STALE_PROBLEM,
  INVESTOR_NOT_VERIFIED: INVESTOR_PROBLEMS.INVESTOR_NOT_VERIFIED,
  NOTHING_OWED: {
    status: 409,
    detail:
      'Nothing is owed for this subscription: no units are issued for it, or the bank took none of its payments back.',
    fix: 'Match the money with a subscription that waits for it, or send it back.',
  },
  UNITS_NOT_ISSUED: {
    status: 409,
    detail: 'Its units are not issued yet: what they cost may still be less, and with it what is owed.',
    fix: 'Decide again once its offering has closed.',
  },
  DEPOSIT_WAITS: {
    status: 409,
    detail: 'Money waits in suspense that names this subscription: nothing is given up that may have come.',
    fix: 'Say of the booking {entry} that it pays what is owed, or send it back; then write off what is left.',
  },
  WRITE_OFF_OTHER: {
    status: 409,
    detail: 'What is owed, or whether somebody has proposed to write it off, is no longer what you saw.',
    fix: 'Look at the booking again, and decide about what it says now.',
  },
  SECOND_PERSON_NEEDED: {
    status: 409,
    detail:
      'You brought this statement in, matched this money by hand, ordered its return, or proposed to write it off: two people see all of it.',
    fix: 'Ask an officer who did none of this.',
  },
  CURRENCY_OTHER: {
    status: 422,
    detail: 'The account is in {currency}, the subscription is paid in {due}.',
    fix: 'Send the money back.',
  },
  REFERENCE_UNKNOWN: {
    status: 422,
    detail: 'No subscription of this issuer has this reference.',
    fix: 'Compare it, letter by letter, with the one that the investor was given.',
    citation: 'ISO 11649',
  },
  SUBSCRIPTION_NOT_PAYABLE: {
    status: 409,
    detail: 'This subscription waits for no money.',
    fix: 'Match another, or send the money back.',
  },
  SUBSCRIPTION_UNSETTLED: {
    status: 409,
    detail:
      'The money of the subscription that this deposit paid for is just being taken into escrow or given back, so it cannot be reversed yet.',
    fix: 'Decide again once that has ended, mostly within minutes. Nothing was booked: until then the money waits here.',
  },
  AGREEMENT_NOT_SIGNED: {
    status: 409,
    detail: 'The subscription agreement is not signed yet.',
    fix: 'Read and sign it first; nothing is paid before that.',
  },
  RISKS_NOT_CONFIRMED: {
    status: 409,
    detail: 'The investor has not confirmed to have read the risks.',
    fix: 'Remind the investor on the board of the raise: the money is matched once they have. Or send it back.',
  },
}

/** Why money waits in suspense, for the officer who decides about it. */
export const SUSPENSE_SENTENCES: Readonly<Record<SuspenseReason, string>> = {
  REFERENCE_MISSING: 'No payment reference was written on the transfer.',
  REFERENCE_MISTYPED: 'What looks like a payment reference has wrong check digits.',
  REFERENCES_SEVERAL: 'The transfer names more than one subscription.',
  REFERENCE_UNKNOWN: 'No subscription of this issuer has the reference.',
  CURRENCY_OTHER: 'The subscription is paid in another currency.',
  SUBSCRIPTION_FUNDED:
    'The subscription was paid for before. Send it back, or say that it pays what is owed since the bank took a payment back.',
  SUBSCRIPTION_NOT_PAYABLE: 'The subscription waits for no money: it has ended.',
  INTEREST_ONLY:
    'The subscription is only an interest. It is matched once its investor has taken it up; or send it back.',
  AGREEMENT_NOT_SIGNED:
    'The investor has not signed the agreement. It is matched once they have; or send it back.',
  RISKS_NOT_CONFIRMED:
    'The investor has not confirmed the risks. It is matched once they have; or send it back.',
  PAYER_UNNAMED: 'The bank does not say who paid.',
  PAYER_OTHER: 'Somebody else than the investor paid.',
  OVERPAID: 'This is what the subscription did not need.',
  PAYMENT_CAME_BACK: 'A payment of ours came back.',
  FUNDING_REVERSED: 'The subscription that it paid for was reversed.',
  FUNDING_REFUSED: 'The offering did not take the money.',
  PRICE_MOVED:
    'Others paid meanwhile, and the units cost something else now. Take the money for what it buys now, or send it back.',
  OUTGOING_UNKNOWN: 'Money went out, and nobody has said what for.',
  RETURN_UNKNOWN: 'Money was taken back, and it is not known which deposit.',
  SECOND_PERSON_NEEDED:
    'Money left, and one person alone says so. Another officer than who brought in the statement says which deposit it was.',
  RETURN_AMOUNT_OTHER:
    'Another amount was sent or taken back than was ordered or came in: this is what is left, or nobody has said yet which deposit it was.',
  RETURN_CALLED_OFF: 'Its return was called off: the bank had not carried it out.',
}

/** What an officer does about what the bank took back after units were issued. */
export const CLAIM_SENTENCE =
  'Its investor owes this: units are out for what the bank took back. Ask them to wire it again with the same reference, then say of that deposit that it pays what is owed. If they never will, two officers write it off once its units are issued.'

/** What a second officer does about what a first one proposed to give up. */
export const WRITE_OFF_SENTENCE =
  'An officer has proposed to write off what its investor owes. If another one agrees, it is given up. The proposal can be withdrawn, and a payment ends it.'
