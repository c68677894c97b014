import type { Problems } from '../../kernel/problem.ts'
import type { JsonReason } from './json.ts'

/** What any request can meet, whatever it asks for. */
export type PlatformReason =
  | JsonReason
  | 'BODY_TOO_LARGE'
  | 'MEDIA_TYPE_UNSUPPORTED'
  | 'REQUEST_INVALID'
  | 'UNAUTHENTICATED'
  | 'SESSION_EXPIRED'
  | 'KEY_INVALID'
  | 'KEY_IN_URL'
  | 'TOKEN_INVALID'
  | 'CSRF'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'METHOD_NOT_ALLOWED'
  | 'IDEMPOTENCY_KEY_REQUIRED'
  | 'IDEMPOTENCY_KEY_INVALID'
  | 'IDEMPOTENCY_MISMATCH'
  | 'IDEMPOTENCY_IN_PROGRESS'
  | 'RATE_LIMITED'
  | 'DATABASE_UNAVAILABLE'
  | 'CHAIN_UNAVAILABLE'
  | 'DISK_FULL'
  | 'CLOCK_SKEW'

export const PLATFORM_PROBLEMS: Problems<PlatformReason> = {
  JSON_INVALID: {
    status: 400,
    detail: 'The body is not JSON; the first fault is at character {at}.',
    fix: 'Send one JSON value as RFC 8259 defines it.',
    citation: 'RFC 8259',
  },
  JSON_DUPLICATE_KEY: {
    status: 400,
    detail: 'The body names one field twice, at character {at}, so it is not clear which value is meant.',
    fix: 'Send each field once.',
    citation: 'RFC 8259, section 4',
  },
  JSON_TOO_DEEP: {
    status: 400,
    detail: 'The body is nested too deeply.',
    fix: 'Send at most 32 levels of objects and arrays.',
  },
  ENCODING_INVALID: {
    status: 400,
    detail: 'The body is not well-formed UTF-8.',
    fix: 'Encode it as UTF-8, without half surrogate pairs.',
    citation: 'RFC 8259, section 8',
  },
  BODY_HAS_BOM: {
    status: 415,
    detail: 'The body begins with a byte order mark.',
    fix: 'Send UTF-8 without one.',
    citation: 'RFC 8259, section 8.1',
  },
  BODY_TOO_LARGE: {
    status: 413,
    detail: 'The body is larger than this address accepts.',
    fix: 'Send at most {max} bytes, counted before compression.',
  },
  MEDIA_TYPE_UNSUPPORTED: {
    status: 415,
    detail: 'The body is not declared as JSON in UTF-8.',
    fix: 'Send the header content-type: application/json, and no content-encoding but gzip.',
  },
  REQUEST_INVALID: {
    status: 400,
    detail: 'The request is not well-formed HTTP.',
    fix: 'Check its address and headers.',
  },
  UNAUTHENTICATED: {
    status: 401,
    detail: 'This asks for somebody who is signed in.',
    fix: 'Sign in, or send an API key in the header authorization: Bearer.',
  },
  SESSION_EXPIRED: {
    status: 401,
    detail: 'The session has ended.',
    fix: 'Sign in again.',
  },
  KEY_INVALID: {
    status: 401,
    detail: 'The API key is not valid: it is incomplete, mistyped, expired or revoked.',
    fix: 'Check that all of it was sent; ask an administrator for a new one if it was.',
  },
  KEY_IN_URL: {
    status: 400,
    detail: 'The address holds an API key, and addresses end up in logs and histories.',
    fix: 'Send the key in the header authorization: Bearer, and replace it: it may have been seen.',
  },
  TOKEN_INVALID: {
    status: 401,
    detail: 'The authorization header holds no API key of this installation.',
    fix: 'Send authorization: Bearer and a key that begins with alq_.',
  },
  CSRF: {
    status: 403,
    detail: 'A browser sent this from another site, or did not say from which.',
    fix: 'Send it from the pages of this installation; programs use an API key instead of a cookie.',
    citation: 'Fetch Metadata Request Headers, section 2.3',
  },
  FORBIDDEN: {
    status: 403,
    detail: 'Your role may not do this.',
    fix: 'Ask somebody who may: {roles}.',
  },
  NOT_FOUND: {
    status: 404,
    detail: 'There is nothing here that you may see.',
    fix: 'Check the address and the id.',
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    detail: 'This address does not take {method}.',
    fix: 'Use {allowed}, as the API reference says.',
    citation: 'RFC 9110, section 15.5.6',
  },
  IDEMPOTENCY_KEY_REQUIRED: {
    status: 400,
    detail: 'A request that changes something needs a key of its own, so that a retry cannot do it twice.',
    fix: 'Send the header idempotency-key with a new random value, and the same value when retrying.',
  },
  IDEMPOTENCY_KEY_INVALID: {
    status: 400,
    detail: 'The idempotency key is too short, too long, or holds other than visible ASCII characters.',
    fix: 'Send 16 to 200 visible ASCII characters, such as a random UUID.',
  },
  IDEMPOTENCY_MISMATCH: {
    status: 409,
    detail: 'This idempotency key was used for another request.',
    fix: 'Use a new key for a new request.',
  },
  IDEMPOTENCY_IN_PROGRESS: {
    status: 409,
    detail: 'The first request with this idempotency key is still running.',
    fix: 'Try again in a moment, with the same key.',
  },
  RATE_LIMITED: {
    status: 429,
    detail: 'Too many attempts.',
    fix: 'Try again in {seconds} seconds.',
  },
  DATABASE_UNAVAILABLE: {
    status: 503,
    detail: 'The database does not answer, so nothing was done.',
    fix: 'Try again in a few seconds.',
  },
  CHAIN_UNAVAILABLE: {
    status: 503,
    detail: 'The chain does not answer, so nothing was done.',
    fix: 'Try again in a few seconds.',
  },
  CLOCK_SKEW: {
    status: 503,
    detail:
      'The clocks of this machine and of its database differ by more than two seconds, so nothing was decided.',
    fix: 'Whoever runs the installation has to set them by one time service; then send it again.',
  },
  DISK_FULL: {
    status: 503,
    detail: 'A disk that this installation writes to is full, so nothing was done.',
    fix: 'Whoever runs the installation has to make room; then send it again.',
  },
}
