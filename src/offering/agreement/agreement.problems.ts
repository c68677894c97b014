import type { Problems } from '../../kernel/problem.ts'
import { OFFERING_PROBLEMS } from '../offering.problems.ts'

export type AgreementRefusal =
  | keyof typeof OFFERING_PROBLEMS
  | 'HOLDERS_CHANGED'
  | 'NAME_MISMATCH'
  | 'HOLDERS_UNSIGNED'
  | 'HOLDER_SIGNED'
  | 'AGREEMENT_UNSIGNED'
  | 'COUNTERSIGNER_IS_INVESTOR'

/** Why an agreement cannot be read, signed or countersigned. */
export const AGREEMENT_PROBLEMS: Problems<AgreementRefusal> = {
  ...OFFERING_PROBLEMS,
  HOLDERS_CHANGED: {
    status: 409,
    detail: 'The agreement does not name who holds now, or not as they hold.',
    fix: 'End the subscription and subscribe again: the new agreement names them.',
  },
  NAME_MISMATCH: {
    status: 422,
    detail: 'The name is not the one that the investor is known by.',
    fix: 'Write your legal name as it is in your identity papers.',
    citation: '15 U.S.C. 7001(a)',
  },
  HOLDERS_UNSIGNED: {
    status: 409,
    detail: 'Joint holders each sign for themselves, and others have not: {left}.',
    fix: 'Have each sign with a wallet of their own, and sign last with the wallet of the subscription.',
  },
  HOLDER_SIGNED: {
    status: 409,
    detail: 'This holder has signed with another wallet, or this wallet for another holder.',
    fix: 'Sign in the name of a holder who has not, with a wallet that is theirs.',
  },
  AGREEMENT_UNSIGNED: {
    status: 409,
    detail: 'The agreement of {subscription} is not signed by its investor, or the subscription is over.',
    fix: 'Countersign those that are signed.',
  },
  COUNTERSIGNER_IS_INVESTOR: {
    status: 403,
    detail: 'Who signed for the investor does not sign for the issuer.',
    fix: 'Have somebody else of the issuer countersign.',
  },
}
