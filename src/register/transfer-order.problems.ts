import { PROTOCOL_NOT_DEPLOYED } from '../instrument/protocol.problems.ts'
import { NOT_FOUND, type Problems } from '../kernel/problem.ts'
import type { Reason } from '../../contracts/abi/reasons.ts'
import { SCREENING_STALE_PROBLEM } from '../investor/investor.problems.ts'
import { RULE_REFUSALS } from '../restriction/rule.problems.ts'
import { TRANSFER_PROBLEMS } from '../restriction/transfer.problems.ts'
import type { OrderRefusal } from './transfer-order.ts'

export type TransferProblem =
  | OrderRefusal
  | Reason
  | keyof typeof RULE_REFUSALS
  | 'SCREENING_STALE'
  | 'NOT_FOUND'
  | 'INSTRUMENT_NOT_LIVE'
  | 'PROTOCOL_NOT_DEPLOYED'
  | 'FORBIDDEN_WALLET'
  | 'TRANSFER_TOO_COSTLY'

/** What is answered to somebody who asks the platform to carry a transfer. */
export const TRANSFER_ORDER_PROBLEMS: Problems<TransferProblem> = {
  ...TRANSFER_PROBLEMS,
  ...RULE_REFUSALS,
  SCREENING_STALE: SCREENING_STALE_PROBLEM,
  NOT_FOUND,
  INSTRUMENT_NOT_LIVE: {
    status: 409,
    detail: 'The instrument’s token is not on the chain yet.',
    fix: 'Wait until its deployment is final.',
  },
  PROTOCOL_NOT_DEPLOYED,
  FORBIDDEN_WALLET: {
    status: 403,
    detail: 'The sending wallet is not one of yours.',
    fix: 'Link the wallet first, or sign in as its holder.',
  },
  DEADLINE_PASSED: {
    status: 401,
    detail: 'The authorization ends at {validBefore}: too late, or too soon for it to be carried.',
    fix: 'Sign a new one.',
    citation: 'ERC-3009',
  },
  NOT_YET_VALID: {
    status: 401,
    detail: 'The authorization begins after {validAfter}.',
    fix: 'Send it again then, or sign a new one.',
    citation: 'ERC-3009',
  },
  SIGNATURE_SCOPE: {
    status: 401,
    detail: 'The signature is not the sender’s over exactly this transfer of this token on this chain.',
    fix: 'Sign the data that transfer-authorization gives, unchanged, with the sending wallet.',
    citation: 'EIP-712, ERC-3009, ERC-1271',
  },
  NONCE_USED: {
    status: 401,
    detail: 'This authorization was used or withdrawn already.',
    fix: 'Sign a new one.',
    citation: 'ERC-3009',
  },
  TRANSFER_UNDER_WAY: {
    status: 409,
    detail: 'Another transfer of this wallet is on its way to the chain.',
    fix: 'Wait until it is settled, then send this one again.',
  },
  CARRIED_TODAY_MAX: {
    status: 429,
    detail: 'The platform pays for {max} transfers of an investor within 24 hours, and has.',
    fix: 'Send it again after {until}, or from the wallet itself, which then pays for the gas.',
  },
  TRANSFER_TOO_COSTLY: {
    status: 422,
    detail: 'Carrying it takes more than {gas} gas, and the platform pays for no more.',
    fix: 'Send it from the wallet itself, which then pays for the gas.',
    citation: 'ERC-1271',
  },
}
