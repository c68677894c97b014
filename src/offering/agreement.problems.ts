import type { Problems } from '../kernel/problem.ts'
import { OFFERING_PROBLEMS } from './offering.problems.ts'

export type AgreementRefusal =
  | keyof typeof OFFERING_PROBLEMS
  | 'NAME_MISMATCH'
  | 'AGREEMENT_UNSIGNED'
  | 'COUNTERSIGNER_IS_INVESTOR'

/** Why an agreement cannot be read, signed or countersigned. */
export const AGREEMENT_PROBLEMS: Problems<AgreementRefusal> = {
  ...OFFERING_PROBLEMS,
  NAME_MISMATCH: {
    status: 422,
    detail: 'The name is not the one that the investor is known by.',
    fix: 'Write your legal name as it is in your identity papers.',
    citation: '15 U.S.C. 7001(a)',
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
