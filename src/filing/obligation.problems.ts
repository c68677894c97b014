import { NOT_FOUND, type Problems } from '../kernel/problem.ts'

type ObligationRefusal =
  | 'NOT_FOUND'
  | 'OBLIGATION_NOT_DUE'
  | 'DATE_IN_FUTURE'
  | 'FILING_KNOWN'
  | 'FORM_D_NOT_ASKED'
  | 'FORM_C_NOT_ASKED'

/** Why nothing can be filed or drafted. */
export const OBLIGATION_PROBLEMS: Problems<ObligationRefusal> = {
  NOT_FOUND,
  OBLIGATION_NOT_DUE: {
    status: 409,
    detail: 'Nothing of this kind is to be filed for this offering.',
    fix: 'Look at the list of what is to be filed.',
  },
  FILING_KNOWN: {
    status: 409,
    detail: 'A filing of {day} is written down already, as {reference}. What was filed is never edited.',
    fix: 'Use that reference, or write down what was filed on another day.',
  },
  DATE_IN_FUTURE: {
    status: 422,
    detail: 'The day of filing is after today, {today}.',
    fix: 'Write the day on which it was filed.',
  },
  FORM_D_NOT_ASKED: {
    status: 409,
    detail: 'Sales under this exemption are not told with Form D.',
    fix: 'Form D is for Regulation D.',
    citation: '17 CFR 230.503',
  },
  FORM_C_NOT_ASKED: {
    status: 409,
    detail: 'Sales under this exemption are not told with Form C.',
    fix: 'Form C is for Regulation Crowdfunding.',
    citation: '17 CFR 227.203',
  },
}
