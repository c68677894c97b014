import type { Gas } from '../instrument/gas.ts'
import { sentence, type Problems } from '../kernel/problem.ts'
import { saidIn } from '../messages/message.ts'
import type { Setting, TokenSource } from '../restriction/token-rules.ts'
import type { Drift } from './drift.ts'
import type { FieldChange } from './plan-fields.ts'
import type { Change, PlanReason } from './plan-change.ts'
import type { LaterStep } from './plan.ts'

export const PLAN_PROBLEMS: Problems<PlanReason> = {
  WINDOW_OVER: {
    status: 422,
    detail:
      'The offering closed on {closes}: nobody could subscribe for a token that is made now, so nothing is created.',
    fix: 'Set offering.opens and offering.closes to days that are to come.',
  },
  OFFERING_FIXED: {
    status: 409,
    detail:
      'The offering’s contract was made with the {field}: investors pay on it, and nobody can change it.',
    fix: 'Give this offering up, which pays everybody back, and offer the units under a new share class.',
  },
  OFFERING_OVER: {
    status: 409,
    detail: 'The offering has ended, on the {field} that its contract was made with: nobody can change it.',
    fix: 'Put the old {field} back. What is to be offered on other terms is a new share class, with a key of its own.',
  },
  TOKEN_FIXED: {
    status: 409,
    detail: 'The token is on the chain, and its {field} with it.',
    fix: 'Put the old {field} back, or use a new key for a new share class.',
  },
  HOLDERS_BOUGHT_ON_IT: {
    status: 409,
    detail: 'Holders bought {units} units on the {field} as it was.',
    fix: 'Put the old value back. Changing what holders bought needs their consent, outside of the term sheet.',
  },
  OWNER_FIXED: {
    status: 409,
    detail: 'This {thing} belongs to {owner}.',
    fix: 'Name its owner, or use a new key.',
  },
  TREASURY_FIXED: {
    status: 409,
    detail: 'The treasury was fixed when the share class was created: investors sign payments to it.',
    fix: 'Put the old treasury back.',
  },
  ADDRESS_FORBIDDEN: {
    status: 422,
    detail:
      'Nobody holds the key of the treasury in line {line}: it is a contract of the platform’s own, or a token that is paid with.',
    fix: 'Write `managed`, or an account that somebody holds the key of.',
  },
  HISTORY_KEPT: {
    status: 409,
    detail: 'A valuation that was recorded stays in the history.',
    fix: 'Put it back into the sheet; add a newer one if it no longer holds.',
  },
  VALUATION_CONTRADICTED: {
    status: 409,
    detail: 'This appraiser’s valuation of this day is recorded with another amount or document.',
    fix: 'Put back what is recorded, and add the correction as a valuation of its own day.',
  },
  HOLDERS_ABOVE_MAX: {
    status: 409,
    detail: 'There are {holders} holders already, more than the {max} that the sheet allows.',
    fix: 'Set holdersMax to {holders} or more.',
  },
  ISSUER_NOT_YOURS: {
    status: 403,
    detail: 'You act for another issuer than {issuer}.',
    fix: 'Ask somebody who acts for {issuer} to apply this sheet.',
  },
  DEVELOPMENT_TOKEN_ELSEWHERE: {
    status: 409,
    detail:
      'The development stablecoin is worthless and exists on the embedded chain only; this is chain {chain}.',
    fix: 'Name a real stablecoin in `payment`.',
  },
  PAYMENT_TOKEN_MISSING: {
    status: 409,
    detail: 'There is no token at {address} on this chain.',
    fix: 'Check the address, and that it is one of this chain.',
  },
  PAYMENT_TOKEN_DIFFERS: {
    status: 409,
    detail: 'The payment token answers another code or other decimals than the sheet.',
    fix: 'Write them as the token does.',
  },
  PAYMENT_TOKEN_UNSIGNED: {
    status: 409,
    detail: 'The token takes no payments by signature (ERC-3009), so no wallet could pay with it.',
    fix: 'Name a stablecoin that does, as USDC and EURC do, or leave this one out.',
  },
  TOKEN_UNDER_WAY: {
    status: 409,
    detail: 'The transaction that makes the token, on the former sheet’s terms, has not ended yet.',
    fix: 'Apply this sheet when it has.',
  },
  TOKEN_MISSING: {
    status: 409,
    detail: 'The records know a token at {address}, but the chain does not.',
    fix: 'Check that this is the right chain; if it was reset, restore it from the backup.',
  },
  TOKEN_TAKEN: {
    status: 409,
    detail: 'There is a token of this key at {address} already that the records do not know.',
    fix: 'Restore the records from the backup, or use a new key.',
  },
  TOKEN_FACTS_MISSING: {
    status: 409,
    detail:
      'What of the law the token is to enforce cannot be worked out while this is not known of the share class: {missing}.',
    fix: 'Have an officer record it, then plan the sheet again.',
  },
}

const SETTINGS: Readonly<Record<Setting, string>> = {
  accreditedOnly: 'accredited only',
  holdersMax: 'holders at most',
  usHoldersMax: 'US holders at most',
  nonAccreditedHoldersMax: 'holders not accredited at most',
  countries: 'countries',
}

/** What the token enforces of the law, as the plan shows its rules. */
export function lawText({ setting, value, title, citation }: TokenSource): string {
  const what = saidIn(SETTINGS[setting])
  return `${setting === 'accreditedOnly' ? what : `${what} ${value}`}: ${saidIn(title)}, ${citation}`
}

/** What stands in a field of a plan where it is no name, number or code. */
const VALUE_WORDS = ['yes', 'no', 'on', 'off', 'any', 'signed', 'nothing'] as const

/** The words of a plan: what is changed, which field of it, and what stands in it. */
export const PLAN_WORDS = [
  ...VALUE_WORDS,
  'on chain: {thing}',
  'issuer {name}',
  'SPV {name}',
  'asset {name}',
  'valuation {name}',
  'share class {name}',
  'document {name}',
  'payment token {name}',
  'platform contract {name}',
  'agent of InvestorRegistry {name}',
  'token {name}',
  'offering {name}',
  'allowed countries',
  'transfer rules',
  'anchored term sheet',
  'under way',
  'the attempt before failed: {failure}',
  'name',
  'form',
  'jurisdiction',
  'registry number',
  'formed on',
  'owner “{name}”',
  'holds',
  'ring fence',
  'kind',
  'country',
  'address',
  'risk “{title}”',
  'amount',
  'appraiser',
  'document',
  'symbol',
  'decimals',
  'units',
  'price',
  'price tiers',
  'also paid in',
  'prices',
  'payment',
  'payment token',
  'time zone',
  'exemption',
  'offering opens',
  'offering closes',
  'opens',
  'closes',
  'closed at the latest',
  'smallest ticket',
  'largest ticket',
  'lock-up days',
  'soft cap',
  'hard cap',
  'allocation',
  'cooling-off hours',
  'closing days',
  'invited only',
  'cost “{name}”',
  'limits of investors',
  'agreement',
  'interest',
  'principal',
  'manager’s share',
  'preference',
  'income policy',
  'payout share',
  'income accounts',
  'expense accounts',
  'treasury',
  'countries',
  'country rule',
  'accredited only',
  'holders at most',
  'US holders at most',
  'holders not accredited at most',
  'units in a wallet at most',
  'units at most',
] as const

/** What is left to others, step by step. */
export const LATER_SENTENCES: Readonly<Record<LaterStep['step'], string>> = {
  'reconfirm-subscriptions':
    'Applying it tells every subscriber what changes. Everybody who had agreed before has until {until} ({timeZone}) to ' +
    'reconfirm, or is paid back.',
  'withdraw-subscriptions':
    'Applying it tells every subscriber what changes. Everybody who had agreed before may take the money back until ' +
    '{until} ({timeZone}).',
  'record-covered-persons':
    'Before anybody can pay, everybody whom the bad-actor check of 17 CFR 230.506(d) covers answers its questionnaire, and an ' +
    'officer records it.',
  'close-offering':
    'When the window has ended on {day}, one person prepares the closing of the offering and another confirms it. If ' +
    'nobody has by {last}, everybody is paid back.',
  'fund-distributions':
    'Each distribution is funded by whoever holds the key of {treasury}: the platform does not have it.',
}

/** A difference between a sheet and the world in one sentence; null for nothing said. */
export function driftText({ where, subject, name, field, sheet, world, underWay }: Drift): string {
  const who = where === 'chain' ? 'the chain says' : 'the records say'
  const end = underWay ? '; a transaction is under way' : ''
  return field === null
    ? `${subject} ${name}: ${who} that there is none as the sheet says${end}.`
    : `${subject} ${name}, ${field}: the sheet says ${sheet ?? 'nothing'}, ${who} ${world ?? 'nothing'}${end}.`
}

/** What is left to others, in words. */
export function laterText({ step, facts }: LaterStep): string {
  return sentence(LATER_SENTENCES[step], facts)
}

/** A change as a line of a diff. `!` is a change that cannot be had. */
export type PlanLine = {
  readonly sign: '+' | '~' | '-' | '=' | '!'
  /** Where it is, what it is, and its name. */
  readonly what: string
  /** What about it is different, field by field, and why it cannot be had. */
  readonly details: readonly string[]
  readonly gas: Gas
}

const SIGNS: Readonly<Record<Change['action'], PlanLine['sign']>> = {
  create: '+',
  change: '~',
  remove: '-',
  same: '=',
  refused: '!',
}

/** A change in words of the language that is being written, as both the command line and the API show it. */
export function planLine(change: Change): PlanLine {
  const place = change.where === 'chain' ? 'on chain: ' : ''
  return {
    sign: SIGNS[change.action],
    what: saidIn(`${place}${change.subject} ${change.name}`),
    details: [
      ...(change.underWay ? [saidIn('under way')] : []),
      ...(change.failure === null ? [] : [saidIn(`the attempt before failed: ${change.failure}`)]),
      ...(change.action === 'same' ? [] : change.fields.map(fieldText)),
      ...(change.refusal === null ? [] : [refusalText(change.refusal)]),
    ],
    gas: change.gas,
  }
}

/** Why a change cannot be had, and what to do. */
export function refusalText({ reason, facts }: NonNullable<Change['refusal']>): string {
  const { detail, fix } = PLAN_PROBLEMS[reason]
  return `${saidIn(sentence(detail, facts))} ${saidIn(sentence(fix, facts))}`
}

function fieldText({ field, from, to }: FieldChange): string {
  const [name, after] = [saidIn(field), valueText(to ?? 'nothing')]
  return from === null ? `${name}: ${after}` : `${name}: ${valueText(from)} → ${after}`
}

function valueText(value: string): string {
  return VALUE_WORDS.some((word) => word === value) ? saidIn(value) : value
}
