import type { Problems } from '../kernel/problem.ts'
import type { ClaimRefusal, EvidenceRefusal } from './accreditation.ts'
import { RESTRICTION_PROBLEMS } from './erasure.problems.ts'
import type { MeansRefusal } from './means.ts'
import { INVESTOR_PROBLEMS, type InvestorRefusal } from './investor.problems.ts'

export type AccreditationRefusal =
  | InvestorRefusal
  | ClaimRefusal
  | EvidenceRefusal
  | MeansRefusal
  | 'EVIDENCE_MISSING'
  | 'ACCREDITATION_OPEN'
  | 'ACCREDITATION_DECIDED'
  | 'ACCREDITED_UNTIL_LATE'
  | 'INVESTOR_RESTRICTED'
  | 'INVESTOR_ERASED'

export const ACCREDITATION_PROBLEMS: Problems<AccreditationRefusal> = {
  ...INVESTOR_PROBLEMS,
  ...RESTRICTION_PROBLEMS,
  DATE_INVALID: {
    status: 422,
    detail: 'The evidence is dated {date}, a day that has not come anywhere.',
    fix: 'Give the date that stands on it.',
  },
  EVIDENCE_AHEAD: {
    status: 409,
    detail: 'The evidence is dated {date}, a day that has not come in New York, where its age is counted.',
    fix: 'Decide once it has come there.',
    citation: '17 CFR 230.506(c)(2)(ii)',
  },
  R506C_EVIDENCE_STALE: {
    status: 422,
    detail: 'The evidence of {date} is older than {max} ({rule}).',
    fix: 'Send newer evidence.',
    citation: '17 CFR 230.506(c)(2)(ii)',
  },
  INCOME_EVIDENCE_STALE: {
    status: 422,
    detail: 'A paper of {date} cannot show the income of the two most recent years.',
    fix: 'Send one of {from} or later, such as the tax return or Form W-2 of the last year.',
    citation: '17 CFR 230.501(a)(6)',
  },
  ACCREDITATION_BASIS: {
    status: 422,
    detail: 'An investor of this kind cannot be accredited on the basis {basis} ({rule}).',
    fix: 'Choose another basis.',
    citation: '17 CFR 230.501(a)',
  },
  ACCRED_FACT_MISSING: {
    status: 422,
    detail: 'Whether the investor is accredited is open: {missing} is not said.',
    fix: 'Say it: every basis asks for its own.',
    citation: '17 CFR 230.501(a)',
  },
  ACCRED_NET_WORTH_NOT_OVER: {
    status: 422,
    detail: 'Net worth without the main home is {nw}; more than {limit} is asked for.',
    fix: 'Show a higher net worth, or qualify by income, a licence or a letter.',
    citation: '17 CFR 230.501(a)(5)',
  },
  ACCRED_INCOME_NOT_OVER: {
    status: 422,
    detail:
      'Income was {y1} and {y2}. It has to be more than {limit} in each of the two years, or more than {joint} together with a spouse or partner, and as much be expected this year.',
    fix: 'Show a higher income, or qualify by net worth, a licence or a letter.',
    citation: '17 CFR 230.501(a)(6)',
  },
  ACCRED_ENTITY_FORMED_FOR_PURPOSE: {
    status: 422,
    detail:
      'An entity that was formed only for this purchase qualifies only when each of its owners is accredited.',
    fix: 'Have every owner verified.',
    citation: '17 CFR 230.501(a)(8)',
  },
  ACCRED_ENTITY_ASSETS: {
    status: 422,
    detail: 'Total assets of {a} are not more than {limit}, and not every owner is accredited.',
    fix: 'Show higher assets, or have every owner verified.',
    citation: '17 CFR 230.501(a)(3)',
  },
  ACCRED_ENTITY_INVESTMENTS: {
    status: 422,
    detail: 'Investments of {a} are not more than {limit}, and not every owner is accredited.',
    fix: 'Show higher investments, or have every owner verified.',
    citation: '17 CFR 230.501(a)(9)',
  },
  ACCRED_FAMILY_OFFICE_ASSETS: {
    status: 422,
    detail:
      'The family office manages {a}, which is not more than {limit}, and not every owner is accredited.',
    fix: 'Show that it manages more, or have every owner verified.',
    citation: '17 CFR 230.501(a)(12)',
  },
  ACCRED_ENTITY_NOT_DIRECTED: {
    status: 422,
    detail:
      'A trust or family office qualifies by its size only when somebody decides on its purchase who can judge its merits and risks.',
    fix: 'Show that such a person decides, or have every owner verified.',
    citation: '17 CFR 230.501(a)(7)',
  },
  R506C_NOT_VERIFIED: {
    status: 422,
    detail: 'To be verified by the size of the investment, an investor states in writing to be accredited.',
    fix: 'State it, if it is so, or choose another basis.',
    citation: 'SEC, Latham & Watkins, 12 March 2025',
  },
  R506C_HIGH_MIN_NOT_MET: {
    status: 422,
    detail: 'To be verified by the size of the investment takes {min}; the amount is {amt}.',
    fix: 'Commit that much, or choose another basis.',
    citation: 'SEC, Latham & Watkins, 12 March 2025',
  },
  R506C_THIRD_PARTY_FINANCED: {
    status: 422,
    detail: 'The minimum may not be financed by somebody else for this purchase.',
    fix: 'State in writing that it is not, if it is so, or choose another basis.',
    citation: 'SEC, Latham & Watkins, 12 March 2025',
  },
  EVIDENCE_MISSING: {
    status: 422,
    detail: 'The evidence is none of this investor’s papers.',
    fix: 'Hand it in as a paper first, then name it here.',
    citation: '17 CFR 230.506(c)',
  },
  ACCREDITATION_OPEN: {
    status: 409,
    detail: 'A claim of this investor waits for a decision already.',
    fix: 'Wait for it.',
  },
  ACCREDITATION_DECIDED: {
    status: 409,
    detail: 'This claim was decided already.',
    fix: 'Make a new claim.',
  },
  ACCREDITED_UNTIL_LATE: {
    status: 422,
    detail: 'The accreditation would end on {until}, more than five years from now.',
    fix: 'Choose an earlier day.',
    citation: '17 CFR 230.506(c)(2)(ii)(E)',
  },
}
