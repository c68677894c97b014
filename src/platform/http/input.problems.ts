import type { Problems } from '../../kernel/problem.ts'

/** Why a field of a request was refused. */
export type InputReason =
  | 'FIELD_REQUIRED'
  | 'FIELD_UNKNOWN'
  | 'FIELD_TYPE'
  | 'FIELD_VALUE'
  | 'FIELD_TOO_SMALL'
  | 'FIELD_TOO_LARGE'
  | 'FIELD_FORMAT'
  | 'AMOUNT_MUST_BE_STRING'
  | 'AMOUNT_FORMAT'
  | 'AMOUNT_PRECISION'
  | 'AMOUNT_OUT_OF_RANGE'
  | 'AMOUNT_OVERFLOW'
  | 'DATE_INVALID'
  | 'INSTANT_INVALID'
  | 'ADDRESS_CHAIN'
  | 'ADDRESS_CASE'
  | 'ADDRESS_CHECKSUM'
  | 'ADDRESS_FORBIDDEN'
  | 'ADDRESS_SAME'
  | 'HEX_INVALID'
  | 'ID_INVALID'
  | 'COUNTRY_UNKNOWN'
  | 'EMAIL_INVALID'
  | 'NAME_INVALID'
  | 'TEXT_INVALID'
  | 'LIMIT'
  | 'CURSOR_INVALID'

export const INPUT_PROBLEMS: Problems<InputReason> = {
  FIELD_REQUIRED: { status: 422, detail: 'This field is missing.', fix: 'Send it.' },
  FIELD_UNKNOWN: {
    status: 422,
    detail: 'This field is not part of the request.',
    fix: 'Leave it out; /openapi.json lists the fields.',
  },
  FIELD_TYPE: {
    status: 422,
    detail: 'This field has the wrong type.',
    fix: 'Send a value of the type {expected}.',
  },
  FIELD_VALUE: {
    status: 422,
    detail: 'This is none of the values that the field may have.',
    fix: 'Send one of: {values}.',
  },
  FIELD_TOO_SMALL: {
    status: 422,
    detail: 'This field is too small or too short.',
    fix: 'Send at least {min}.',
  },
  FIELD_TOO_LARGE: {
    status: 422,
    detail: 'This field is too large or too long.',
    fix: 'Send at most {max}.',
  },
  FIELD_FORMAT: {
    status: 422,
    detail: 'This field is not written as it should be.',
    fix: 'Write it as /openapi.json describes.',
  },
  AMOUNT_MUST_BE_STRING: {
    status: 422,
    detail: 'An amount came as a JSON number, which cannot hold it exactly.',
    fix: 'Send it as a string in quotes, like "1234.50".',
  },
  AMOUNT_FORMAT: {
    status: 422,
    detail: 'This is not a plain decimal number.',
    fix: 'Write digits and at most one point, like "1234.50": no exponent, no separators, no spaces.',
  },
  AMOUNT_PRECISION: {
    status: 422,
    detail: 'This amount has more decimals than its unit.',
    fix: 'Write at most {decimals} digits after the point.',
  },
  AMOUNT_OUT_OF_RANGE: {
    status: 422,
    detail: 'This amount is outside of what is possible here.',
    fix: 'Send an amount above zero.',
  },
  AMOUNT_OVERFLOW: {
    status: 422,
    detail: 'This amount is larger than any that can be kept.',
    fix: 'Send a smaller amount.',
  },
  DATE_INVALID: {
    status: 422,
    detail: 'This is not a date that exists, between 1900 and 2199.',
    fix: 'Write it as YYYY-MM-DD, like "2026-10-31".',
  },
  INSTANT_INVALID: {
    status: 422,
    detail: 'This is not a moment in UTC, between 1900 and 2199.',
    fix: 'Write it as in ISO 8601 with a Z at the end, like "2026-10-31T12:00:00Z".',
  },
  ADDRESS_CHAIN: {
    status: 422,
    detail: 'This is not an address of an EVM chain.',
    fix: 'Send 0x and 40 hexadecimal digits; names and addresses of other chains are not resolved.',
  },
  ADDRESS_CASE: {
    status: 422,
    detail:
      'The letters of this address are all of one case, so that it has no checksum, which would show a wrong digit.',
    fix: 'Compare each digit with the wallet. If all are right, it is {checksummed}.',
    citation: 'EIP-55',
  },
  ADDRESS_CHECKSUM: {
    status: 422,
    detail:
      'The letters of this address do not fit its checksum: a digit, or the case of a letter, is wrong.',
    fix: 'Copy it from the wallet again.',
    citation: 'EIP-55',
  },
  ADDRESS_FORBIDDEN: {
    status: 422,
    detail:
      'Nobody holds the key of this address: it is the zero address, or a contract of the chain’s or the platform’s own.',
    fix: 'Send the address of a wallet.',
  },
  ADDRESS_SAME: {
    status: 422,
    detail: 'The units are in this wallet already: nothing would move.',
    fix: 'Choose another wallet.',
  },
  HEX_INVALID: {
    status: 422,
    detail: 'This is not hexadecimal data of the right length.',
    fix: 'Send 0x and hexadecimal digits, {bytes} bytes.',
  },
  ID_INVALID: {
    status: 422,
    detail: 'This is not an id of this kind.',
    fix: 'Send an id as this API gave it, beginning with {prefix}_.',
  },
  COUNTRY_UNKNOWN: {
    status: 422,
    detail: 'This is not a country code in use.',
    fix: 'Send the two capital letters of ISO 3166-1, like "GB".',
    citation: 'ISO 3166-1 alpha-2',
  },
  EMAIL_INVALID: {
    status: 422,
    detail: 'This is not an e-mail address.',
    fix: 'Send an address like "name@example.org".',
  },
  NAME_INVALID: {
    status: 422,
    detail: 'This name is too long, or holds invisible or direction-changing characters, or an emoji.',
    fix: 'Send 1 to 200 visible characters, of any script.',
  },
  TEXT_INVALID: {
    status: 422,
    detail: 'This text holds invisible or direction-changing characters, or an emoji where none may stand.',
    fix: 'Write it anew, without them.',
  },
  LIMIT: {
    status: 422,
    detail: 'A page cannot have this many rows.',
    fix: 'Ask for 1 to 200.',
  },
  CURSOR_INVALID: {
    status: 422,
    detail: 'This cursor was not given for this list with these filters.',
    fix: 'Begin without a cursor, then follow `next`.',
  },
}
