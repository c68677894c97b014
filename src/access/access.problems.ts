import type { Problem, Problems } from '../kernel/problem.ts'
import type { SiweRefusal } from '../kernel/siwe.ts'

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
  | 'SCOPE_OTHER'
  | 'KEY_BY_KEY'
  | 'REGISTRATION_CLOSED'
  | SiweRefusal
  | 'NONCE_USED'
  | 'SIGNATURE_INVALID'
  | 'CHAIN_UNAVAILABLE'
  | 'WALLET_UNKNOWN'
  | 'WALLET_SHARED'
  | 'NOT_FOUND'

const NOT_FOUND: Problem = {
  status: 404,
  detail: 'There is nothing here that you may see.',
  fix: 'Check the address and the id.',
}

/** Refuses a text that was signed and is not the one of this sign-in; `what` completes the sentence. */
function siwe(what: string): Problem {
  return {
    status: 401,
    detail: `The text that was signed ${what}.`,
    fix: 'Ask for a new text, look at the address bar, and sign the text unchanged.',
    citation: 'EIP-4361',
  }
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
  SCOPE_OTHER: {
    status: 403,
    detail: 'A key of yours may what you may, and nothing else.',
    fix: 'Name your own role and bounds, or ask an administrator.',
  },
  KEY_BY_KEY: {
    status: 403,
    detail: 'A key makes no keys: one that was stolen would outlive itself.',
    fix: 'Sign in, and make it then.',
  },
  KEY_LIFETIME: {
    status: 422,
    detail: 'A key must end in the future, and within {days} days.',
    fix: 'Choose an end that is to come, and no later than that.',
  },
  REGISTRATION_CLOSED: {
    status: 403,
    detail: 'Nobody can register themselves here.',
    fix: 'Ask the issuer or the operator of this installation for an invitation.',
  },
  SIWE_FIELD_DOMAIN: siwe('names another site than this one'),
  SIWE_FIELD_ADDRESS: siwe('does not name the signing wallet in its mixed-case form'),
  SIWE_FIELD_STATEMENT: siwe('has another statement, or a further line in it'),
  SIWE_FIELD_URI: siwe('is for another address than this site’s'),
  SIWE_FIELD_VERSION: siwe('has another version than 1'),
  SIWE_FIELD_CHAIN_ID: siwe('is for another chain'),
  SIWE_FIELD_NONCE: siwe('has a nonce that was not given out here, or five minutes ago or more'),
  SIWE_FIELD_ISSUED_AT: siwe('does not say when it was issued, or says a time to come'),
  SIWE_FIELD_EXPIRATION_TIME: siwe('has expired'),
  SIWE_FIELD_NOT_BEFORE: siwe('is not valid yet'),
  SIWE_FIELD_RESOURCES: siwe('says more than a sign-in may'),
  NONCE_USED: {
    status: 401,
    detail: 'Somebody signed in with this text already.',
    fix: 'Ask for a new text, and sign that one.',
    citation: 'EIP-4361',
  },
  SIGNATURE_INVALID: {
    status: 401,
    detail: 'The signature is not of this wallet for this text.',
    fix: 'Sign exactly the text that was issued, with the wallet that it names.',
    citation: 'EIP-191, EIP-1271, EIP-2 (low s)',
  },
  CHAIN_UNAVAILABLE: {
    status: 503,
    detail: 'The chain does not answer, so nothing was done.',
    fix: 'Try again in a few seconds.',
  },
  WALLET_UNKNOWN: {
    status: 401,
    detail: 'Nobody signs in with this wallet.',
    fix: 'Sign in with your e-mail address and link the wallet in your profile; then it lets you in as well.',
  },
  WALLET_SHARED: {
    status: 409,
    detail: 'Several people act for the holder of this wallet, so it does not say who you are.',
    fix: 'Sign in with your e-mail address.',
  },
  NOT_FOUND,
}

/** The problems of some of the reasons: what one route can answer. */
export function accessProblems<R extends AccessReason>(...reasons: readonly R[]): Problems<R> {
  return Object.fromEntries(reasons.map((reason) => [reason, ACCESS_PROBLEMS[reason]])) as Record<R, Problem>
}
