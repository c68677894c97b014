import { NOT_FOUND, type Problems } from '../kernel/problem.ts'
import { RESTRICTION_PROBLEMS } from './erasure.problems.ts'
import type { TaxFormFault } from './tax-form.ts'

export type TaxFormRefusal = TaxFormFault | 'NOT_FOUND' | 'INVESTOR_RESTRICTED' | 'INVESTOR_ERASED'

export const TAX_FORM_PROBLEMS: Problems<TaxFormRefusal> = {
  ...RESTRICTION_PROBLEMS,
  NOT_FOUND,
  TAX_FORM_KIND: {
    status: 422,
    detail: 'This form is not for this kind of investor.',
    fix: 'A person gives W-8BEN, an entity W-8BEN-E; either gives W-9 when it is of the United States.',
    citation: 'IRS, Instructions for the Requester of Forms W-8',
  },
  TAX_FORM_UNSIGNED: {
    status: 422,
    detail: 'The form is not signed.',
    fix: 'Sign it with the full name.',
    citation: '26 CFR 1.1441-1(e)(4)(i)',
  },
  TAX_FORM_DATE_FUTURE: {
    status: 422,
    detail: 'The form is signed on a day that has not come.',
    fix: 'Give the day on which it was signed.',
  },
  TAX_FORM_EXPIRED: {
    status: 422,
    detail: 'The form was signed so long ago that it does not count any more.',
    fix: 'Fill in a new one.',
    citation: '26 CFR 1.1441-1(e)(4)(ii)(A)',
  },
  TAX_FORM_US_ADDRESS: {
    status: 422,
    detail: 'The form says that somebody is foreign, and gives a residence in the United States.',
    fix: 'Give the permanent residence, or fill in a W-9.',
    citation: '26 CFR 1.1441-7(b)(5)',
  },
  TAX_FORM_US_PERSON: {
    status: 422,
    detail: 'A citizen or an entity of the United States is not foreign.',
    fix: 'Fill in a W-9.',
    citation: '26 U.S.C. 7701(a)(30)',
  },
  TAX_FORM_TIN_INVALID: {
    status: 422,
    detail: 'This cannot be a taxpayer identification number of this kind and this holder.',
    fix: 'Copy it again: nine digits, an SSN or ITIN of a person, an EIN of an entity.',
    citation: '26 CFR 301.6109-1(a)(1)',
  },
  TAX_FORM_TIN_MISSING: {
    status: 422,
    detail:
      'A lower rate by a treaty needs a taxpayer identification number, of the United States or of the own country.',
    fix: 'Add one, or leave out the treaty.',
    citation: '26 CFR 1.1441-6(b)(1)',
  },
  TAX_FORM_TREATY_UNKNOWN: {
    status: 422,
    detail: 'There is no treaty with this country in the table of lower rates.',
    fix: 'Leave out the treaty; 30 % is withheld.',
    citation: 'IRS, Tax Treaty Table 1',
  },
  TAX_FORM_TREATY_RESIDENCE: {
    status: 422,
    detail: 'A treaty is claimed of a country that is not the one of residence.',
    fix: 'Claim the treaty of the country in the address.',
    citation: '26 CFR 1.1441-6(b)(1)',
  },
}
