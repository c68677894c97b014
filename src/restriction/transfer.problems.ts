import type { Reason } from '../../contracts/abi/reasons.ts'
import { countryOfNumeric } from '../kernel/countries.ts'
import { displayDecimal } from '../kernel/decimal.ts'
import { sentence, type Problems } from '../kernel/problem.ts'
import type { Facts } from '../kernel/result.ts'
import { dateOfEpochDay } from '../kernel/time.ts'
import type { Finding } from './transfer.ts'

/**
 * What a person is told about each rule. `{actual}` and `{limit}` are the finding's numbers as its kind of number is
 * read: units, dates, countries. What would tell an investor that they are being looked into stays neutral.
 */
export const TRANSFER_PROBLEMS: Problems<Reason> = {
  PAUSED: {
    status: 409,
    detail: 'Transfers of this instrument are paused.',
    fix: 'Wait until its issuer resumes them.',
  },
  SENDER_FROZEN: {
    status: 403,
    detail: 'The sending wallet is frozen: nothing can leave it.',
    fix: 'Ask the issuer’s compliance officer what has to happen for it to be released.',
  },
  RECEIVER_FROZEN: {
    status: 403,
    detail: 'The receiving wallet is frozen: nothing can reach it.',
    fix: 'Use another wallet of the receiver, or ask the issuer’s compliance officer.',
  },
  SENDER_BLOCKED: {
    status: 403,
    detail: 'The sender cannot transfer at present.',
    fix: 'Ask the issuer’s compliance officer.',
  },
  RECEIVER_NOT_REGISTERED: {
    status: 403,
    detail: 'The receiving wallet belongs to nobody whom the registry knows.',
    fix: 'The receiver completes the checks and links this wallet first.',
    citation: '31 CFR 1023.220',
  },
  RECEIVER_BLOCKED: {
    status: 403,
    detail: 'The receiver cannot receive at present.',
    fix: 'Ask the issuer’s compliance officer.',
  },
  RECEIVER_KYC_EXPIRED: {
    status: 403,
    detail: 'The receiver’s identity checks were good until {limit}; today is {actual}.',
    fix: 'The receiver renews the checks.',
    citation: '31 CFR 1023.220',
  },
  RECEIVER_NOT_ACCREDITED: {
    status: 403,
    detail:
      'Only accredited investors may hold this instrument, and the receiver is not shown to be one on {actual}.',
    fix: 'The receiver has their status verified.',
    citation: '17 CFR 230.501(a); 17 CFR 230.506(c)(2)(ii)',
  },
  RECEIVER_TOPIC_MISSING: {
    status: 403,
    detail: 'The receiver lacks an attestation that this instrument asks for.',
    fix: 'The receiver obtains it and asks the issuer to record it.',
  },
  COUNTRY_BLOCKED: {
    status: 403,
    detail: 'Residents of the receiver’s country ({actual}) may not hold this instrument.',
    fix: 'Choose a receiver who resides in an allowed country.',
    citation: '17 CFR 230.903; 17 CFR 230.904',
  },
  INSUFFICIENT_BALANCE: {
    status: 409,
    detail: 'The transfer asks for {actual} units; the sender holds {limit}.',
    fix: 'Transfer at most {limit} units.',
  },
  UNITS_FROZEN: {
    status: 409,
    detail: 'The transfer asks for {actual} units; {limit} of the sender’s are not frozen.',
    fix: 'Transfer at most {limit} units, or ask the issuer’s compliance officer about the frozen ones.',
  },
  UNITS_LOCKED: {
    status: 409,
    detail:
      'The transfer asks for {actual} units; {limit} of the sender’s may go to this receiver today, others are still locked.',
    fix: 'Transfer at most {limit} units, or wait for the unlock day that the holding’s lots show.',
    citation: '17 CFR 230.144(d); 17 CFR 230.903(b); 17 CFR 227.501(a)',
  },
  BALANCE_CAP: {
    status: 409,
    detail: 'The receiver would hold {actual} units; at most {limit} may be in one wallet.',
    fix: 'Transfer fewer units.',
  },
  HOLDER_CAP: {
    status: 409,
    detail: 'There would be {actual} holders; at most {limit} are allowed.',
    fix: 'Transfer to somebody who already holds units, or transfer the whole holding.',
    citation: '15 U.S.C. 78l(g)(1)',
  },
  US_HOLDER_CAP: {
    status: 409,
    detail: 'There would be {actual} holders who reside in the United States; at most {limit} are allowed.',
    fix: 'Transfer to somebody who already holds units or resides elsewhere, or transfer the whole holding to another resident.',
    citation: '15 U.S.C. 80a-3(c)(1); 17 CFR 240.12g3-2(a)',
  },
  NON_ACCREDITED_HOLDER_CAP: {
    status: 409,
    detail: 'There would be {actual} holders who are not accredited; at most {limit} are allowed.',
    fix: 'Transfer to an accredited investor, or to somebody who already holds units.',
    citation: '17 CFR 230.506(b)(2)(i); 15 U.S.C. 78l(g)(1)(A)(ii)',
  },
  MODULE_REFUSED: {
    status: 409,
    detail:
      'A further rule of the issuer’s own (number {actual} of its modules, from 0) refuses this transfer.',
    fix: 'Ask the issuer what this rule requires.',
  },
  RECEIVER_LOTS_FULL: {
    status: 409,
    detail:
      'The receiver would hold units of {actual} kinds that are locked until different days; transfers may bring at most {limit}.',
    fix: 'Transfer units that are free, or of a kind that the receiver has; or wait until some of theirs are free.',
  },
}

/**
 * The same for whom the units would come to, who reads it of themselves: before they ask for any there is no transfer, and the
 * receiver is they. What is not here says nothing of either.
 */
export const RECEIVING_SENTENCES = {
  PAUSED: {
    detail: 'No units of this instrument move at present: they are paused.',
    fix: 'Wait until its issuer resumes them.',
  },
  RECEIVER_FROZEN: {
    detail: 'Your wallet is frozen: nothing can reach it.',
    fix: 'Use another wallet of yours, or ask the issuer’s compliance officer.',
  },
  RECEIVER_NOT_REGISTERED: {
    detail: 'The registry does not know your wallet.',
    fix: 'Complete the checks and link this wallet first.',
  },
  RECEIVER_BLOCKED: {
    detail: 'You cannot receive units at present.',
    fix: 'Ask the issuer’s compliance officer.',
  },
  RECEIVER_KYC_EXPIRED: {
    detail: 'Your identity checks were good until {limit}; today is {actual}.',
    fix: 'Renew the checks.',
  },
  RECEIVER_NOT_ACCREDITED: {
    detail:
      'Only accredited investors may hold this instrument, and you are not shown to be one on {actual}.',
    fix: 'Claim your accreditation in your profile, with what shows it.',
  },
  RECEIVER_TOPIC_MISSING: {
    detail: 'You lack an attestation that this instrument asks for.',
    fix: 'Obtain it, and ask the issuer to record it.',
  },
  COUNTRY_BLOCKED: {
    detail: 'Residents of your country ({actual}) may not hold this instrument.',
    fix: 'Look for units that residents of your country may hold.',
  },
  BALANCE_CAP: {
    detail: 'You would hold {actual} units; at most {limit} may be in one wallet.',
    fix: 'Take fewer units, or sell some of yours first.',
  },
  HOLDER_CAP: {
    detail: 'There would be {actual} holders; at most {limit} are allowed.',
    fix: 'Wait until somebody has sold all of theirs.',
  },
  US_HOLDER_CAP: {
    detail: 'There would be {actual} holders who reside in the United States; at most {limit} are allowed.',
    fix: 'Wait until one of them has sold all of theirs.',
  },
  NON_ACCREDITED_HOLDER_CAP: {
    detail: 'There would be {actual} holders who are not accredited; at most {limit} are allowed.',
    fix: 'Claim your accreditation in your profile if you are accredited, or wait until one of them has sold all of theirs.',
  },
} as const satisfies Partial<Record<Reason, { readonly detail: string; readonly fix: string }>>

type NumberKind = 'none' | 'units' | 'day' | 'country' | 'count'

/** How the two numbers of a finding are to be read. */
const NUMBER_KINDS: Readonly<Record<Reason, NumberKind>> = {
  PAUSED: 'none',
  SENDER_FROZEN: 'none',
  RECEIVER_FROZEN: 'none',
  SENDER_BLOCKED: 'none',
  RECEIVER_NOT_REGISTERED: 'none',
  RECEIVER_BLOCKED: 'none',
  RECEIVER_KYC_EXPIRED: 'day',
  RECEIVER_NOT_ACCREDITED: 'day',
  RECEIVER_TOPIC_MISSING: 'count',
  COUNTRY_BLOCKED: 'country',
  INSUFFICIENT_BALANCE: 'units',
  UNITS_FROZEN: 'units',
  UNITS_LOCKED: 'units',
  BALANCE_CAP: 'units',
  HOLDER_CAP: 'count',
  US_HOLDER_CAP: 'count',
  NON_ACCREDITED_HOLDER_CAP: 'count',
  MODULE_REFUSED: 'count',
  RECEIVER_LOTS_FULL: 'count',
}

const FORMATS: Readonly<Record<NumberKind, (value: bigint, decimals: number) => string>> = {
  none: () => '',
  units: (value, decimals) => displayDecimal(value, decimals),
  day: (value) => (value === 0n ? 'never' : dateOfEpochDay(Number(value)).toString()),
  country: (value) => countryOfNumeric(Number(value)) ?? value.toString().padStart(3, '0'),
  count: (value) => value.toString(),
}

/** A finding for people: its sentence, what can be done, the source, and its numbers as they are read. */
export type ExplainedFinding = {
  readonly reason: Reason
  readonly detail: string
  readonly fix: string
  readonly citation: string | null
  /** Whether a lawyer has signed that the token does as the citation says: none has. Null where no law is cited. */
  readonly legalReview: 'pending' | null
  readonly actual: string | null
  readonly limit: string | null
}

/** The facts that fill a finding's sentence. @param decimals of the instrument's units */
export function factsOf(finding: Finding, decimals: number): Facts {
  const format = FORMATS[NUMBER_KINDS[finding.reason]]
  return { actual: format(finding.actual, decimals), limit: format(finding.limit, decimals) }
}

/** As `explained`, in words about whoever would receive the units. */
export function explainedToReceiver(finding: Finding, decimals: number): ExplainedFinding {
  const own = Object.entries(RECEIVING_SENTENCES).find(([reason]) => reason === finding.reason)?.[1]
  const told = explained(finding, decimals)
  if (own === undefined) return told
  const facts = factsOf(finding, decimals)
  return { ...told, detail: sentence(own.detail, facts), fix: sentence(own.fix, facts) }
}

/** @param decimals of the instrument's units */
export function explained(finding: Finding, decimals: number): ExplainedFinding {
  const problem = TRANSFER_PROBLEMS[finding.reason]
  const facts = factsOf(finding, decimals)
  return {
    reason: finding.reason,
    detail: sentence(problem.detail, facts),
    fix: sentence(problem.fix, facts),
    citation: problem.citation ?? null,
    legalReview: problem.citation === undefined ? null : 'pending',
    actual: facts['actual'] || null,
    limit: facts['limit'] || null,
  }
}
