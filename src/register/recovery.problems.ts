import { PROTOCOL_NOT_DEPLOYED } from '../instrument/protocol.problems.ts'
import { SCREENING_STALE_PROBLEM } from '../investor/investor.problems.ts'
import { NOT_FOUND, type Problems } from '../kernel/problem.ts'
import type { AskRefusal } from './recovery.ts'

export type RecoveryRefusal =
  | AskRefusal
  | 'NOT_FOUND'
  | 'FOUR_EYES'
  | 'OTHER_ISSUERS'
  | 'RECOVERY_STATUS'
  | 'TOO_EARLY'
  | 'SIGNATURE_INVALID'
  | 'PROTOCOL_NOT_DEPLOYED'
  | 'SCREENING_STALE'

/** Why a lost wallet's units do not move to another. */
export const RECOVERY_PROBLEMS: Problems<RecoveryRefusal> = {
  SCREENING_STALE: SCREENING_STALE_PROBLEM,
  NOT_FOUND,
  SAME_WALLET: {
    status: 422,
    detail: 'The lost wallet and the new one are the same.',
    fix: 'Link another wallet, and name that one as the new one.',
  },
  WALLET_OF_ANOTHER: {
    status: 422,
    detail: 'One of the two wallets is not linked to this investor.',
    fix: 'Name two wallets of the investor; link the new one first.',
    citation: 'ERC-3643, recoveryAddress',
  },
  WALLET_NOT_READY: {
    status: 409,
    detail: 'The new wallet is not in the registry yet.',
    fix: 'Wait until it is ready. That of an investor who is not approved becomes ready with the approval.',
  },
  EVIDENCE_UNKNOWN: {
    status: 422,
    detail: 'This paper is not one of this investor’s.',
    fix: 'Hand the evidence of the loss in as a paper first, then name its id.',
  },
  RECOVERY_OPEN: {
    status: 409,
    detail: 'A recovery of this investor is under way.',
    fix: 'Wait for its end, or object to it.',
  },
  NOTHING_HELD: {
    status: 409,
    detail: 'The lost wallet holds no units and never held any.',
    fix: 'There is nothing to recover; check which wallet it was.',
  },
  FOUR_EYES: {
    status: 409,
    detail: 'Two different officers approve, and neither of them is who asked.',
    fix: 'Have another officer look at it.',
  },
  OTHER_ISSUERS: {
    status: 403,
    detail: 'Units, payouts or refunds of an issuer for whom you do not act go to the new wallet as well.',
    fix: 'Have an officer approve it who acts for all issuers.',
  },
  RECOVERY_STATUS: {
    status: 409,
    detail: 'The recovery does not wait for this: it is “{status}”.',
    fix: 'Read it again; a new one can be asked for when it has ended.',
  },
  TOO_EARLY: {
    status: 409,
    detail: 'The holder may object until {at}.',
    fix: 'Wait: it goes on by itself then.',
  },
  SIGNATURE_INVALID: {
    status: 401,
    detail: 'The signature is not of the new wallet for the text of this recovery.',
    fix: 'Sign exactly its text with the new wallet.',
    citation: 'EIP-191, EIP-1271, EIP-2 (low s)',
  },
  PROTOCOL_NOT_DEPLOYED,
}
