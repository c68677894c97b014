import type { Problem, Problems } from '../kernel/problem.ts'

/** Why the doors and the keys of the installation refuse. */
export type AccessReason =
  | 'SIGN_IN_FAILED'
  | 'RATE_LIMITED'
  | 'DEMO_ABSENT'
  | 'LINK_INVALID'
  | 'PASSWORD_WEAK'
  | 'PASSWORD_WRONG'
  | 'EMAIL_TAKEN'
  | 'SCOPE_INVALID'
  | 'LAST_ADMINISTRATOR'
  | 'KEY_LIFETIME'
  | 'REGISTRATION_CLOSED'
  | 'NOT_FOUND'

const NOT_FOUND: Problem = {
  status: 404,
  detail: 'There is nothing here that you may see.',
  fix: 'Check the address and the id.',
}

export const ACCESS_PROBLEMS: Problems<AccessReason> = {
  SIGN_IN_FAILED: {
    status: 401,
    detail: 'The e-mail address and the password do not belong together.',
    fix: 'Check both; an administrator can make a link to choose a new password.',
  },
  RATE_LIMITED: {
    status: 429,
    detail: 'Too many attempts failed.',
    fix: 'Try again in {seconds} seconds.',
  },
  DEMO_ABSENT: {
    status: 404,
    detail: 'There is no demo account of this role here.',
    fix: 'Sign in with an e-mail address and a password.',
  },
  LINK_INVALID: {
    status: 410,
    detail: 'This link was used, has expired, or was replaced by a newer one.',
    fix: 'Ask an administrator for a new one; a new installation prints its set-up link at each start.',
  },
  PASSWORD_WEAK: {
    status: 422,
    detail: 'This password is too short, too long, or easy to guess.',
    fix: 'Choose {min} to {max} characters: three or four random words are good.',
    citation: 'NIST SP 800-63B, section 3.1.1',
  },
  PASSWORD_WRONG: {
    status: 422,
    detail: 'This is not your present password.',
    fix: 'Enter the password with which you sign in.',
  },
  EMAIL_TAKEN: {
    status: 409,
    detail: 'Another user has this e-mail address.',
    fix: 'Use another address, or change that user.',
  },
  SCOPE_INVALID: {
    status: 422,
    detail: 'The bounds do not fit the role.',
    fix: 'Name the investor for the role investor, the issuer for the role issuer, and neither for an administrator.',
  },
  LAST_ADMINISTRATOR: {
    status: 409,
    detail: 'This is the last administrator who can sign in; without one, nobody could let anybody in.',
    fix: 'Make another user administrator first.',
  },
  KEY_LIFETIME: {
    status: 422,
    detail: 'A key must end in the future, and within {days} days.',
    fix: 'Choose an earlier end.',
  },
  REGISTRATION_CLOSED: {
    status: 403,
    detail: 'Nobody can register themselves here.',
    fix: 'Ask the issuer or the operator of this installation for an invitation.',
  },
  NOT_FOUND,
}

/** The problems of some of the reasons: what one route can answer. */
export function accessProblems<R extends AccessReason>(...reasons: readonly R[]): Problems<R> {
  return Object.fromEntries(reasons.map((reason) => [reason, ACCESS_PROBLEMS[reason]])) as Record<R, Problem>
}
