import { NOT_FOUND, type Problems } from '../kernel/problem.ts'
import { CUSTODY_LAW } from './custody.ts'
import { RESTRICTION_PROBLEMS } from './erasure.problems.ts'
import type { CaseRefusal } from './kyc-case.ts'
import type { WebhookRefusal } from './kyc-provider.ts'
import type { OnboardingRefusal } from './onboarding.ts'

const NOTHING_ASKED = {
  status: 409,
  detail: 'Nothing is asked of this investor.',
  fix: 'Read the case again: it may have been answered or decided meanwhile.',
} as const

/** Of what is asked of somebody who is approved. */
export const UPDATES_PROBLEMS = {
  NOTHING_ASKED,
  INVESTOR_ERASED: RESTRICTION_PROBLEMS.INVESTOR_ERASED,
} as const

const PERSON_UNKNOWN = {
  status: 422,
  detail: 'Nobody is named in this place.',
  fix: 'Take a place in the answer “owners”, counted from 0.',
} as const

export const ONBOARDING_PROBLEMS: Problems<OnboardingRefusal> = {
  ...RESTRICTION_PROBLEMS,
  NOT_FOUND,
  ANSWERS_TOO_OFTEN: {
    status: 429,
    detail: 'Answers of this application were saved {max} times within a day.',
    fix: 'Go on tomorrow.',
  },
  DOB_IN_FUTURE: {
    status: 422,
    detail: 'This day of birth is in the future.',
    fix: 'Enter the day as it stands in the passport.',
  },
  PICTURE_IN_ANSWER: {
    status: 422,
    detail: 'This holds an emoji, which no passport, register or authority writes.',
    fix: 'Write it as it stands in the paper.',
  },
  UNDER_AGE: {
    status: 403,
    detail: 'Only people of 18 years or more can invest here.',
    fix: 'An adult can apply as the custodian of a minor.',
    citation: 'Restatement (Second) of Contracts, § 14: contracts of minors are voidable',
  },
  ACTOR_UNDER_AGE: {
    status: 422,
    detail: 'Whoever owns or acts for an entity, or acts for a trust, is 18 years old or more.',
    fix: 'Name somebody of age. In a trust a child may be named who only benefits.',
    citation: 'Restatement (Second) of Contracts, § 14: contracts of minors are voidable',
  },
  NAMED_TWICE: {
    status: 422,
    detail: 'This person is named twice: name and date of birth are the same.',
    fix: 'Name each person once, and beside the applicant only the others.',
  },
  ACTORS_MISSING: {
    status: 422,
    detail: 'Nobody is named who controls the entity, and nobody who signs for it.',
    fix: 'Say of one person that they control it, and of at least one that they sign for it; one may do both.',
    citation: '31 CFR 1010.230(d)(2)',
  },
  DATE_IN_FUTURE: { status: 422, detail: 'This day is in the future.', fix: 'Enter a day that has passed.' },
  HOLDERS_COUNT: {
    status: 422,
    detail: 'These are not those who belong to units that are held so.',
    fix: 'Name each other holder: of community property one; where you hold for a minor, the minor alone.',
  },
  CUSTODY_AGE_MISSING: {
    status: 422,
    detail: 'It is not said at what age custody ends.',
    fix: `Choose the age that the law of the minor’s state sets, from ${CUSTODY_LAW.ageMin} to ${CUSTODY_LAW.ageMax}.`,
    citation: `${CUSTODY_LAW.citation}; not reviewed by a lawyer`,
  },
  CUSTODY_AGE_UNASKED: {
    status: 422,
    detail: 'Custody ends for a minor for whom somebody holds, and nobody holds so here.',
    fix: 'Leave the age out, or say under “identity” that you hold for a minor.',
  },
  CUSTODY_OVER: {
    status: 422,
    detail: 'Custody for somebody born on this day would have ended.',
    fix: 'Whoever is of age applies in their own name.',
    citation: 'Uniform Transfers to Minors Act, section 20',
  },
  TRUST_ROLES_MISSING: {
    status: 422,
    detail: 'A trust has a trustee, a settlor and a beneficiary, and not each of them is named.',
    fix: 'Say of each person what they are in the trust; one may be several.',
    citation: 'FATF Recommendation 10, interpretive note 5(b)(ii)',
  },
  TRUST_KIND_MISSING: {
    status: 422,
    detail: 'It is not said whether the settlor may revoke the trust.',
    fix: 'Choose what stands in the trust instrument.',
  },
  REGISTRY_NUMBER_MISSING: {
    status: 422,
    detail: 'The number of the entity in its register is missing.',
    fix: 'Copy it from the extract of the register.',
  },
  OWNER_SHARE_MISSING: {
    status: 422,
    detail: 'It is not said how much this entity owns.',
    fix: 'Enter its share in per cent.',
  },
  CONTROL_PERSON_MISSING: {
    status: 422,
    detail: 'Nobody is named who controls the entity.',
    fix: 'Name one person with significant responsibility to control, manage or direct it.',
    citation: '31 CFR 1010.230(d)(2)',
  },
  SIGNER_MISSING: {
    status: 422,
    detail: 'Nobody is named who may sign for the entity.',
    fix: 'Name at least one authorised signer.',
  },
  OWNERS_EXCEED_WHOLE: {
    status: 422,
    detail: 'The shares of the owners are more than the whole.',
    fix: 'Check the percentages: together they are at most 100.',
  },
  OWNED_UNKNOWN: {
    status: 422,
    detail: 'The entity that is owned is not named before its owner.',
    fix: 'Name the entity first, then who owns it.',
  },
  OWNER_BELOW_THRESHOLD: {
    status: 422,
    detail: 'An owner of less than 25 per cent is not asked for.',
    fix: 'Leave the share out, or correct it.',
    citation: '31 CFR 1010.230(d)(1)',
  },
  EXPOSURE_UNANSWERED: {
    status: 422,
    detail: 'It is not said whether somebody here holds a prominent public function.',
    fix: 'Answer “no”, “self”, or “related” for family and close associates.',
    citation: 'Directive (EU) 2015/849, articles 3(9) to (11) and 20; FATF Recommendation 12',
  },
  STEP_ORDER: {
    status: 409,
    detail: 'Another step comes first.',
    fix: 'Save the step “{step}” before this one.',
  },
  STEP_UNKNOWN: {
    status: 409,
    detail: 'This step is not asked of this kind of investor.',
    fix: 'Go on with the step “{step}”.',
  },
  ONBOARDING_CLOSED: {
    status: 409,
    detail: 'The application has been sent in and cannot be changed now.',
    fix: 'Wait for the answer; you are told if something has to be changed.',
  },
  TAX_NUMBER_MISSING: {
    status: 422,
    detail: 'A US person gives their taxpayer identification number.',
    fix: 'Enter the number for the United States.',
    citation: '26 CFR 301.6109-1',
  },
  TAX_NUMBER_INVALID: {
    status: 422,
    detail: 'This cannot be a taxpayer identification number of the United States.',
    fix: 'Copy it again: nine digits, an SSN or ITIN of a person, an EIN of an entity.',
    citation: '26 CFR 301.6109-1(a)(1)',
  },
  PAPERS_MISSING: {
    status: 409,
    detail: 'A paper is missing that has to be handed in: {kinds}.',
    fix: 'Hand it in with the application’s papers, or show a paper of identity to the service that checks identities.',
    citation: '31 CFR 1023.220(a)(2)(ii)(A)',
  },
  LEI_INVALID: {
    status: 422,
    detail:
      'This is no legal entity identifier: 20 letters and digits, of which the last two check the others.',
    fix: 'Copy it from the register of LEIs, or leave it out.',
    citation: 'ISO 17442; ISO/IEC 7064, MOD 97-10',
  },
  DOCUMENT_UNKNOWN: {
    status: 422,
    detail: 'There is no such paper of this investor.',
    fix: 'Hand it in first, and use the id that it then gets.',
  },
  KYC_PROVIDER_UNAVAILABLE: {
    status: 503,
    detail: 'The service that checks identities does not answer.',
    fix: 'Try again later, or send the application in without it: a person will look at your papers.',
  },
  PERSON_UNKNOWN,
  CHECK_IN_PROGRESS: {
    status: 409,
    detail: 'The service that checks identities is being asked already.',
    fix: 'Wait for its answer, or try again in {seconds} seconds.',
  },
  KYC_PROVIDER_NONE: {
    status: 409,
    detail: 'Identities are checked by people here, not by a service.',
    fix: 'Send the application in: an officer will ask for your papers.',
  },
}

export const CASE_PROBLEMS: Problems<CaseRefusal> = {
  NOT_FOUND,
  INVESTOR_ERASED: RESTRICTION_PROBLEMS.INVESTOR_ERASED,
  FOUR_EYES: {
    status: 409,
    detail: 'You took part in this case in a way that needs a second pair of eyes.',
    fix: 'Ask another officer to approve it.',
    citation: 'Separation of duties: FINRA Rule 3110(b)(6)(C)',
  },
  ENHANCED_LOOK_MISSING: {
    status: 409,
    detail:
      'The risk is high, and no officer has written down what they found of the source of wealth and funds.',
    fix: 'Look at the evidence and write down what you saw; another officer then approves.',
    citation: 'Directive (EU) 2015/849, articles 18a and 20(b); FATF Recommendations 12 and 19',
  },
  CHECK_NOT_PASSED: {
    status: 409,
    detail: 'No check confirmed the identity that the applicant gives now.',
    fix: 'Wait for the check, or look at the papers yourself and write down what you saw.',
    citation: '31 CFR 1023.220(a)(2)(ii)',
  },
  PERSON_UNKNOWN,
  PEOPLE_NOT_CHECKED: {
    status: 409,
    detail: 'Not everybody who stands behind the investor is checked.',
    fix: 'The case says who is missing: wait for their checks, or look at the papers of each yourself and write down what you saw.',
    citation: '31 CFR 1010.230(b)(2)',
  },
  NOT_EXPIRING: {
    status: 409,
    detail: 'The approval does not run out within {days} days.',
    fix: 'Remind those who are in the piles of what expires.',
  },
  REMINDED_TODAY: {
    status: 409,
    detail: 'The investor was reminded of it today.',
    fix: 'Wait a day, or call them.',
  },
  CASE_NOT_WAITING: {
    status: 409,
    detail: 'The case does not wait for a decision.',
    fix: 'Look at its status: it was decided, or the applicant has to act first.',
  },
  APPLICANT_FIRST: {
    status: 422,
    detail: 'The case waits for its applicant, and it is not said why it is decided without them.',
    fix: 'Say why; officers read it among the remarks.',
  },
  ANSWERS_UNSENT: {
    status: 409,
    detail: 'Answers were changed and not sent in.',
    fix: 'Let the applicant send the application in, or send it in for them; another officer then approves.',
  },
}

/** What only a look at the papers of somebody in a case meets. */
export const EXAMINATION_PROBLEMS: Problems<'ONE_AT_A_TIME'> = {
  ONE_AT_A_TIME: {
    status: 422,
    detail: 'A look is at the papers of one.',
    fix: 'Give “person” or “entity”, and write down the other look for itself.',
  },
}

export const WEBHOOK_PROBLEMS: Problems<WebhookRefusal> = {
  NOT_FOUND,
  KYC_PROVIDER_UNAVAILABLE: ONBOARDING_PROBLEMS.KYC_PROVIDER_UNAVAILABLE,
  WEBHOOK_SIGNATURE: {
    status: 401,
    detail: 'The signature does not fit these bytes.',
    fix: 'Sign the body exactly as it is sent, with the secret that was agreed on.',
    citation: 'RFC 2104',
  },
  WEBHOOK_STALE: {
    status: 400,
    detail: 'The message was signed more than {minutes} minutes ago, or in the future.',
    fix: 'Sign it anew when it is sent again, and check the clock.',
  },
  WEBHOOK_EVENT: {
    status: 400,
    detail: 'This message is none that is known here.',
    fix: 'Subscribe to events about the result of checks only.',
  },
  WEBHOOK_CHECK_UNKNOWN: {
    status: 409,
    detail: 'There is no check of this name here.',
    fix: 'Send it again in a while; if it stays unknown, it belongs to another installation.',
  },
}
