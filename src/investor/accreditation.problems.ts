import type { Problems } from '../kernel/problem.ts'
import type { EvidenceRefusal } from './accreditation.ts'
import { RESTRICTION_PROBLEMS } from './erasure.problems.ts'
import { INVESTOR_PROBLEMS, type InvestorRefusal } from './investor.problems.ts'

export type AccreditationRefusal =
  | InvestorRefusal
  | EvidenceRefusal
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
    detail: 'The evidence is dated {date}, a day that has not come.',
    fix: 'Give the date that stands on it.',
  },
  R506C_EVIDENCE_STALE: {
    status: 422,
    detail: 'The evidence of {date} is older than {max} ({rule}).',
    fix: 'Send newer evidence.',
    citation: '17 CFR 230.506(c)(2)(ii)',
  },
  ACCREDITATION_BASIS: {
    status: 422,
    detail: 'An investor of this kind cannot be accredited on the basis {basis} ({rule}).',
    fix: 'Choose another basis.',
    citation: '17 CFR 230.501(a)',
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
