import { NOT_FOUND, type Problems } from '../kernel/problem.ts'

export type WithholdingRefusal =
  | 'NOT_FOUND'
  | 'TAX_ACCOUNT_NEEDED'
  | 'TAX_ACCOUNT_UNFIT'
  | 'FOUR_EYES'
  | 'NOTHING_PROPOSED'

/** Why what a share class withholds is not set. */
export const WITHHOLDING_PROBLEMS: Problems<WithholdingRefusal> = {
  NOT_FOUND,
  TAX_ACCOUNT_NEEDED: {
    status: 422,
    detail: 'Whoever withholds says where it goes, and whoever withholds nothing names no account.',
    fix: 'Give a tax account together with “dividend” or “interest”, and none with “none”.',
    citation: '26 U.S.C. 1461',
  },
  TAX_ACCOUNT_UNFIT: {
    status: 422,
    detail: 'This address is a contract of the platform: money would be lost there.',
    fix: 'Give an account of the issuer, or of whoever pays its taxes.',
  },
  FOUR_EYES: {
    status: 409,
    detail: 'Who proposed it cannot confirm it.',
    fix: 'Ask a second person of the issuer, or an officer.',
  },
  NOTHING_PROPOSED: {
    status: 409,
    detail: 'Nothing waits for a second person here.',
    fix: 'Propose what is to be withheld first.',
  },
}
