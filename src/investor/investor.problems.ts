import { PROTOCOL_NOT_DEPLOYED } from '../instrument/protocol.problems.ts'
import { NOT_FOUND, type Problems } from '../kernel/problem.ts'
import { SCREENING_PROBLEMS } from '../screening/screening.problems.ts'
import type { ScreeningRefusal } from '../screening/screening.ts'
import type { ApprovalRefusal } from './investor.ts'

export type InvestorRefusal =
  | ApprovalRefusal
  | 'NOT_FOUND'
  | 'INVESTOR_NOT_VERIFIED'
  | 'PROTOCOL_NOT_DEPLOYED'
  | 'WALLET_TAKEN'
  | 'WALLET_REFUSED'
  | ScreeningRefusal
  | 'TOO_MANY_WALLETS'
  | 'CHALLENGES_TOO_MANY'
  | 'CHALLENGE_UNKNOWN'
  | 'CHALLENGE_EXPIRED'
  | 'NONCE_USED'
  | 'SIGNATURE_INVALID'

/** What somebody who buys or transfers is told while the lists are old: it is nobody's fault, and about nobody. */
export const SCREENING_STALE_PROBLEM = {
  status: 409,
  detail: 'The checks that this needs are being brought up to date.',
  fix: 'Try again shortly. An officer brings the sanctions lists in again, under Lists.',
  citation: '31 CFR 501; not reviewed by a lawyer',
} as const

export const INVESTOR_PROBLEMS: Problems<InvestorRefusal> = {
  ...SCREENING_PROBLEMS,
  NOT_FOUND,
  KYC_UNTIL_PAST: {
    status: 422,
    detail: 'The verification would end on {until}, which is not after today.',
    fix: 'Choose a later day.',
  },
  ACCREDITED_UNTIL_PAST: {
    status: 422,
    detail: 'The accreditation would end on {until}, which is not after today.',
    fix: 'Choose a later day, or leave it out for an investor who is not accredited.',
  },
  CUSTODY_ENDS: {
    status: 422,
    detail: 'Custody for the minor ends on {until}.',
    fix: 'Approve until that day at the latest: from then on the units are to be theirs.',
    citation: 'Uniform Transfers to Minors Act, section 20',
  },
  INVESTOR_NOT_VERIFIED: {
    status: 409,
    detail: 'The investor has not been approved.',
    fix: 'Approve the investor first.',
  },
  PROTOCOL_NOT_DEPLOYED,
  WALLET_TAKEN: {
    status: 409,
    detail: 'The wallet is linked already.',
    fix: 'Use another wallet. If this one is yours, ask an officer to look into it.',
  },
  // Neutral words: that a wallet is on a list is not told to whoever tries it.
  WALLET_REFUSED: {
    status: 409,
    detail: 'This wallet cannot be linked.',
    fix: 'Use another wallet, or ask an officer.',
  },
  TOO_MANY_WALLETS: {
    status: 409,
    detail: 'An investor can have at most {max} wallets.',
    fix: 'Ask an officer to remove one that is not used any more.',
  },
  CHALLENGES_TOO_MANY: {
    status: 429,
    detail: 'There are {max} messages for wallets to sign already, and none of them was signed yet.',
    fix: 'Sign the last one, or try again in {minutes} minutes.',
  },
  CHALLENGE_UNKNOWN: {
    status: 409,
    detail: 'No message was issued for this wallet to sign.',
    fix: 'Ask for a message first, then sign exactly that text.',
  },
  CHALLENGE_EXPIRED: {
    status: 401,
    detail: 'The message that was signed has expired.',
    fix: 'Ask for a new message and sign it within five minutes.',
  },
  NONCE_USED: {
    status: 401,
    detail: 'This message was used already.',
    fix: 'Ask for a new message and sign that one.',
  },
  SIGNATURE_INVALID: {
    status: 401,
    detail: 'The signature is not of this wallet for this message.',
    fix: 'Sign exactly the text that was issued, with the wallet it was issued for.',
    citation: 'EIP-191, EIP-1271, EIP-2 (low s)',
  },
}
