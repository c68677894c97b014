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
  TAX_FORM_LINE_MISSING: {
    status: 422,
    detail: 'A line that has to be filled in is empty.',
    fix: 'Fill it in: what the holder is for tax, its GIIN where its status has one, and what lets it claim a treaty.',
    citation: 'IRS, Form W-9, line 3a; Instructions for Form W-8BEN-E, lines 4, 5, 9a and 14b',
  },
  TAX_FORM_LINE_UNFIT: {
    status: 422,
    detail: 'This line does not go with the rest of the form.',
    fix: 'Choose what fits this holder, or leave the line empty.',
    citation: 'IRS, Form W-9, line 3a; Instructions for Form W-8BEN-E, line 14b',
  },
  TAX_FORM_INTERMEDIARY: {
    status: 422,
    detail:
      'A disregarded entity, a partnership, a simple trust or a grantor trust gives this form only to claim a treaty.',
    fix: 'Claim the treaty, or have its owners be investors: who does not claim one gives a W-8IMY, which is not taken here.',
    citation: 'IRS, Instructions for Form W-8BEN-E, line 4',
  },
  TAX_FORM_GIIN_INVALID: {
    status: 422,
    detail: 'This cannot be a Global Intermediary Identification Number.',
    fix: 'Copy it again: 19 characters like 98Q96B.00000.LE.250, with the points, without the letter O.',
    citation: 'IRS, FATCA Registration, GIIN Composition',
  },
  TAX_FORM_NONPARTICIPATING: {
    status: 422,
    detail:
      'From a financial institution that takes no part in FATCA the full rate is withheld, whatever a treaty says.',
    fix: 'Leave out the treaty; what it gives is asked back from the IRS.',
    citation: '26 U.S.C. 1471(a), 1474(b)(2)',
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
    fix: 'Leave out the treaty; the rate without one is withheld.',
    citation: 'IRS, Tax Treaty Table 1',
  },
  TAX_FORM_TREATY_RESIDENCE: {
    status: 422,
    detail: 'A treaty is claimed of a country that is not the one of residence.',
    fix: 'Claim the treaty of the country in the address.',
    citation: '26 CFR 1.1441-6(b)(1)',
  },
}
