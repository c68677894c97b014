import type { Problems } from '../kernel/problem.ts'
import { RESTRICTION_PROBLEMS } from './erasure.problems.ts'
import type { RegistrationFault } from './registration.ts'

export type RegistrationRefusal = RegistrationFault | 'NOT_FOUND' | 'INVESTOR_RESTRICTED' | 'INVESTOR_ERASED'

export const REGISTRATION_PROBLEMS: Problems<RegistrationRefusal> = {
  ...RESTRICTION_PROBLEMS,
  NOT_FOUND: { status: 404, detail: 'There is nothing here that you may see.', fix: 'Check the address.' },
  REGISTRATION_KIND: {
    status: 422,
    detail: 'An investor of this kind cannot be registered so.',
    fix: 'A trust is an entity; joint holders, and a minor with a custodian, are an individual.',
  },
  REGISTRATION_PARTIES: {
    status: 422,
    detail: 'These are not the parties of such a registration.',
    fix: 'Joint holders are two or more, of community property two; a custodian acts for one minor; a trust has trustees.',
  },
  REGISTRATION_MINOR_AGE: {
    status: 422,
    detail: 'The minor’s date of birth is missing, or custody would have ended.',
    fix: 'Register who has come of age alone.',
    citation: 'Uniform Transfers to Minors Act, section 20',
  },
  REGISTRATION_ADULT_AGE: {
    status: 422,
    detail: 'Somebody who is not of age cannot hold jointly, or act for others.',
    fix: 'Register a custodian and the minor.',
  },
}
