import { PROTOCOL_NOT_DEPLOYED } from '../instrument/protocol.problems.ts'
import { SCREENING_STALE_PROBLEM } from '../investor/investor.problems.ts'
import { NOT_FOUND, type Problems } from '../kernel/problem.ts'
import type { EffectRefusal } from './enforcement.ts'

export type EnforcementRefusal =
  | EffectRefusal
  | 'NOT_FOUND'
  | 'INSTRUMENT_NOT_LIVE'
  | 'PROTOCOL_NOT_DEPLOYED'
  | 'DOCUMENT_UNKNOWN'
  | 'HOLDER_UNKNOWN'
  | 'ENFORCEMENT_UNDER_WAY'
  | 'ENFORCEMENT_STATUS'
  | 'FOUR_EYES'
  | 'CHAIN_REFUSES'
  | 'SCREENING_STALE'

/** Why an officer's power is not used. */
export const ENFORCEMENT_PROBLEMS: Problems<EnforcementRefusal> = {
  SCREENING_STALE: SCREENING_STALE_PROBLEM,
  NOT_FOUND,
  INSTRUMENT_NOT_LIVE: {
    status: 409,
    detail: 'The instrument’s token is not on the chain yet.',
    fix: 'Wait until its deployment is final.',
  },
  PROTOCOL_NOT_DEPLOYED,
  DOCUMENT_UNKNOWN: {
    status: 422,
    detail: 'This is neither a paper of the holder nor what a legal document is known by.',
    fix: 'Name a paper that was handed in by its id, or 3 to 80 letters and digits like “1:26-cv-00417”, without names of people.',
  },
  HOLDER_UNKNOWN: {
    status: 422,
    detail: 'This wallet holds nothing here and is linked to nobody.',
    fix: 'Check the wallet in the register.',
  },
  SAME_WALLET: {
    status: 422,
    detail: 'Units cannot be moved from a wallet to itself.',
    fix: 'Name the wallet that is to receive them.',
  },
  UNITS_ABOVE_BALANCE: {
    status: 409,
    detail: 'The wallet holds fewer units than these.',
    fix: 'Name at most what it holds.',
  },
  FROZEN_ABOVE_BALANCE: {
    status: 409,
    detail: 'More units would be frozen than the wallet holds.',
    fix: 'Name at most what is not frozen yet, or freeze the whole wallet.',
  },
  NOT_FROZEN: {
    status: 409,
    detail: 'Fewer units than these are frozen.',
    fix: 'Name at most what is frozen.',
  },
  NO_CHANGE: {
    status: 409,
    detail: 'The wallet is so already.',
    fix: 'There is nothing to do.',
  },
  ENFORCEMENT_UNDER_WAY: {
    status: 409,
    detail: 'Another measure on this wallet waits for an officer or for the chain.',
    fix: 'Wait until it has ended, or decline it.',
  },
  ENFORCEMENT_STATUS: {
    status: 409,
    detail: 'The measure does not wait for this: it is “{status}”.',
    fix: 'Read it again.',
  },
  FOUR_EYES: {
    status: 409,
    detail: 'Who asked for a forced transfer does not approve it.',
    fix: 'Have another officer look at it.',
  },
  CHAIN_REFUSES: {
    status: 409,
    detail: 'The token would refuse it: {reason}.',
    fix: 'A receiver has to be in the registry and approved; link and approve the wallet first.',
  },
}
