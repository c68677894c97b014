import { getAddress } from 'viem'
import * as z from 'zod'
import { COUNTRIES } from '../../kernel/countries.ts'
import { displayMoney, formatDecimal, parsePositive } from '../../kernel/decimal.ts'
import { parseId, type Id } from '../../kernel/ids.ts'
import type { Money } from '../../kernel/money.ts'
import type { Facts } from '../../kernel/result.ts'
import type { InputReason } from './input.problems.ts'

/*
 * The fields that requests and answers are made of: text on the wire, domain types inside, in both directions.
 * Each says its own code when a value is refused.
 */

/** Nothing that exists has more base units: the token keeps units and amounts in 128 bits. */
const AMOUNT_MAX = 2n ** 128n - 1n
/** No token of a term sheet has more. A number with a million is not read. */
const DECIMALS_MAX = 18
const LIMIT_DEFAULT = 50
const LIMIT_MAX = 200
const CURSOR_LENGTH_MAX = 1_000
const NAME_LENGTH_MAX = 200
const EMAIL_LENGTH_MAX = 254
// `x-codes` tells the API reference with which codes a field is refused, `x-example` what one looks like (zod leaves
// `examples` out of the input side of a codec).
const AMOUNT_CODES: readonly InputReason[] = [
  'AMOUNT_MUST_BE_STRING',
  'AMOUNT_FORMAT',
  'AMOUNT_PRECISION',
  'AMOUNT_OUT_OF_RANGE',
  'AMOUNT_OVERFLOW',
]
const PRECOMPILE_MAX = 0x1ffn

type Issues = { readonly issues: z.core.$ZodRawIssue[]; readonly value: unknown }

/** Adds the refusal to what zod reports; inputErrors reads it back from the message. */
function refused(payload: Issues, code: InputReason, facts: Facts = {}): never {
  payload.issues.push({ code: 'custom', message: code, params: { ...facts }, input: payload.value })
  return z.NEVER
}

const asString = z.string({
  error: ({ input }) => (typeof input === 'number' ? 'AMOUNT_MUST_BE_STRING' : undefined),
})

/**
 * An amount above zero as a decimal string, into minor units.
 * @param decimals of the currency or unit: "3.60" is 3_600_000n with 6
 */
export function amountField(decimals: number) {
  return z
    .codec(asString, z.bigint(), {
      decode: (text, payload) => {
        const amount = parsePositive(text, decimals)
        if (!amount.ok) return refused(payload, amount.reason, { decimals: String(decimals) })
        return amount.value > AMOUNT_MAX ? refused(payload, 'AMOUNT_OVERFLOW') : amount.value
      },
      encode: (minor) => formatDecimal(minor, decimals),
    })
    .meta({
      description: `A decimal number as a string, at most ${decimals} digits after the point.`,
      'x-example': decimals === 0 ? '500' : '1234.50',
      'x-codes': AMOUNT_CODES,
    })
}

/** An amount above zero as it was written: whoever knows its decimals reads it. */
export const amountTextField = z
  .codec(asString, z.string(), {
    decode: (text, payload) => {
      const amount = parsePositive(text, DECIMALS_MAX)
      return amount.ok ? text : refused(payload, amount.reason, { decimals: String(DECIMALS_MAX) })
    },
    encode: (text) => text,
  })
  .meta({
    description: 'Units as a decimal string.',
    'x-example': '500',
    'x-codes': AMOUNT_CODES,
  })

/** A number of whole units above zero, as a string. */
export const unitsField = amountField(0)

/** A legal date, `YYYY-MM-DD`, from 1900 to 2199. */
export const dateField = z
  .codec(z.string(), z.instanceof(Temporal.PlainDate), {
    decode: (text, payload) => {
      try {
        if (/^(19|20|21)\d\d-\d\d-\d\d$/.test(text))
          return Temporal.PlainDate.from(text, { overflow: 'reject' })
      } catch {
        // A day that its month does not have: said below, with everything else that is no date.
      }
      return refused(payload, 'DATE_INVALID')
    },
    encode: (date) => date.toString(),
  })
  .meta({ 'x-codes': ['DATE_INVALID'], format: 'date', 'x-example': '2026-10-31' })

/** A moment, ISO 8601 in UTC, from 1900 to 2199. */
export const instantField = z
  .codec(z.string(), z.instanceof(Temporal.Instant), {
    decode: (text, payload) => {
      try {
        if (/^(19|20|21)\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/.test(text))
          return Temporal.Instant.from(text)
      } catch {
        // As above: a time that its day does not have.
      }
      return refused(payload, 'INSTANT_INVALID')
    },
    encode: (instant) => instant.toString(),
  })
  .meta({ 'x-codes': ['INSTANT_INVALID'], format: 'date-time', 'x-example': '2026-10-31T12:00:00Z' })

/** An account of an EVM chain that somebody can hold the key of, in its mixed-case form (EIP-55). */
export const addressField = z
  .codec(z.string(), z.custom<`0x${string}`>(), {
    decode: (text, payload) => {
      if (!isAddressText(text)) return refused(payload, 'ADDRESS_CHAIN')
      if (BigInt(text) <= PRECOMPILE_MAX) return refused(payload, 'ADDRESS_FORBIDDEN')
      const checksummed = getAddress(text)
      if (checksummed === text) return text
      // Letters of both cases have a checksum, and it says that the address is wrong: one that fits is not to be offered.
      return isOneCase(text)
        ? refused(payload, 'ADDRESS_CASE', { checksummed })
        : refused(payload, 'ADDRESS_CHECKSUM')
    },
    encode: (address) => address,
  })
  .meta({
    'x-codes': ['ADDRESS_CASE', 'ADDRESS_CHAIN', 'ADDRESS_CHECKSUM', 'ADDRESS_FORBIDDEN'],
    pattern: '^0x[0-9a-fA-F]{40}$',
    'x-example': '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
  })

function isAddressText(text: string): text is `0x${string}` {
  return /^0x[0-9a-fA-F]{40}$/.test(text)
}

function isOneCase(address: string): boolean {
  return /^0x([0-9a-f]*|[0-9A-F]*)$/.test(address)
}

/** Hexadecimal data of exactly this many bytes: a hash is 32, a signature 65. */
export function hexField(bytes: number) {
  return z
    .codec(z.string(), z.custom<`0x${string}`>(), {
      decode: (text, payload) =>
        isHex(text) && text.length === 2 + 2 * bytes
          ? text
          : refused(payload, 'HEX_INVALID', { bytes: String(bytes) }),
      encode: (hex) => hex,
    })
    .meta({ 'x-codes': ['HEX_INVALID'], pattern: `^0x[0-9a-fA-F]{${2 * bytes}}$` })
}

function isHex(text: string): text is `0x${string}` {
  return /^0x[0-9a-fA-F]*$/.test(text)
}

/** An id of one kind: `idField('ast')`. In a path, a text that cannot be one is answered with NOT_FOUND. */
export function idField<P extends string>(prefix: P) {
  return z
    .codec(z.string(), z.custom<Id<P>>(), {
      decode: (text, payload) => parseId(prefix, text) ?? refused(payload, 'ID_INVALID', { prefix }),
      encode: (id): string => id,
    })
    .meta({ 'x-codes': ['ID_INVALID'], pattern: `^${prefix}_[0-9a-hjkmnp-tv-z]{26}$` })
}

/** A country as ISO 3166-1 alpha-2 has it now. */
export const countryField = z
  .codec(z.string(), z.string(), {
    decode: (text, payload) => (COUNTRIES.has(text) ? text : refused(payload, 'COUNTRY_UNKNOWN')),
    encode: (code) => code,
  })
  .meta({ 'x-codes': ['COUNTRY_UNKNOWN'], pattern: '^[A-Z]{2}$', 'x-example': 'GB' })

/** The language that a page is asked for in: a tag of BCP 47. One that there is no page in is as none. */
export const languageField = z.string().max(35).describe('A language, like `ar` (BCP 47).')

/** An e-mail address, in lower case: nobody distinguishes two mailboxes by case. */
export const emailField = z
  .codec(z.string(), z.string(), {
    decode: (text, payload) =>
      text.length <= EMAIL_LENGTH_MAX &&
      /^[^\s@<>()",;:\\[\]\p{C}]{1,64}@([a-z0-9-]{1,63}\.)+[a-z]{2,63}$/iu.test(text)
        ? text.toLowerCase()
        : refused(payload, 'EMAIL_INVALID'),
    encode: (email) => email,
  })
  .meta({ 'x-codes': ['EMAIL_INVALID'], format: 'email', 'x-example': 'name@example.org' })

/**
 * The name of a person, a firm or a thing, of any script, in Unicode's composed form (NFC). Refused: control characters, what
 * changes the direction of the text around it, names in which nothing is visible, and emoji, which stand in no register,
 * agreement or filing. One left empty is missing.
 */
export const nameField = nameOf({ pictures: false })

/** As `nameField`, where a name may have been kept before emoji were refused: it is read, or written again, as it is. */
export const keptNameField = nameOf({ pictures: true })

function nameOf(may: { readonly pictures: boolean }) {
  return z
    .codec(z.string(), z.string(), {
      decode: (text, payload) => {
        const name = text.normalize('NFC').trim()
        if (name === '') return refused(payload, 'FIELD_REQUIRED')
        return name.length <= NAME_LENGTH_MAX && isLine(name, may) ? name : refused(payload, 'NAME_INVALID')
      },
      encode: (name) => name,
    })
    .meta({ 'x-codes': ['NAME_INVALID'], 'x-example': 'Ada Okafor', maxLength: NAME_LENGTH_MAX })
}

// Control, surrogate and private-use characters; line and paragraph separators; bidirectional embeddings, overrides
// and isolates (Unicode TR36, 3.6).
const UNFIT = /[\p{Cc}\p{Cs}\p{Co}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u
/** A pictograph, or a sign made one: U+FE0F asks for the picture of a sign, U+20E3 puts a key around it. */
export const PICTURE = /\p{Emoji_Presentation}|\ufe0f|\u20e3/u
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u

/** Whether a text shows something and hides nothing. */
export function isLine(text: string, may: { readonly pictures: boolean } = { pictures: false }): boolean {
  return VISIBLE.test(text) && !UNFIT.test(text) && (may.pictures || !PICTURE.test(text))
}

/**
 * What somebody writes to somebody, of at most `max` characters: lines are allowed, other control characters are not. One left empty
 * is missing.
 */
export function textField(max: number) {
  return textOf(max, { pictures: true })
}

/** As `textField`, of what stands in papers: term sheets, forms, what investors are told by law. As in names, no emoji does. */
export function paperTextField(max: number) {
  return textOf(max, { pictures: false })
}

function textOf(max: number, may: { readonly pictures: boolean }) {
  return z
    .codec(z.string(), z.string(), {
      decode: (text, payload) => {
        if (text.trim() === '') return refused(payload, 'FIELD_REQUIRED')
        if (text.length > max) return refused(payload, 'FIELD_TOO_LARGE', { max: String(max) })
        return isLine(text.replace(/[\r\n\t]/g, ' '), may) ? text : refused(payload, 'TEXT_INVALID')
      },
      encode: (text) => text,
    })
    .meta({ 'x-codes': ['TEXT_INVALID'], maxLength: max })
}

/** The bytes that a text stands for in base64 (RFC 4648, section 4), in one line; null when it is not written so. */
export function bytesOf(base64: string): Buffer | null {
  const bytes = Buffer.from(base64, 'base64')
  return bytes.toString('base64') === base64 ? bytes : null
}

/** The query of a list: `limit` and `cursor`, and the list's own filters. */
export function pageQuery<F extends z.core.$ZodLooseShape>(filters: F) {
  return z.strictObject({
    limit: z
      .codec(z.string(), z.number(), {
        decode: (text, payload) => {
          const limit = /^[0-9]{1,3}$/.test(text) ? Number(text) : 0
          return limit >= 1 && limit <= LIMIT_MAX ? limit : refused(payload, 'LIMIT')
        },
        encode: String,
      })
      .default(LIMIT_DEFAULT)
      .meta({ 'x-codes': ['LIMIT'], 'x-example': '50', description: `Rows of the page, 1 to ${LIMIT_MAX}.` }),
    cursor: z
      .codec(z.string(), z.string().nullable(), {
        decode: (text, payload) =>
          text.length <= CURSOR_LENGTH_MAX && /^[A-Za-z0-9_-]+$/.test(text)
            ? text
            : refused(payload, 'CURSOR_INVALID'),
        encode: (cursor) => cursor ?? '',
      })
      .default(null)
      .meta({ 'x-codes': ['CURSOR_INVALID'], description: 'The `next` of the page before.' }),
    ...filters,
  })
}

/** The answer of a list. */
export function page<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item).readonly(), next: z.string().nullable() })
}

/** Money in an answer: for programs, and as a person reads it. */
export const moneyAnswer = z
  .object({ amount: z.string(), currency: z.string(), display: z.string() })
  .meta({ id: 'Money', examples: [{ amount: '3.600000', currency: 'USDX', display: '3.60 USDX' }] })

export function moneyBody(amount: Money): z.output<typeof moneyAnswer> {
  return {
    amount: formatDecimal(amount.minor, amount.currency.decimals),
    currency: amount.currency.code,
    display: displayMoney(amount),
  }
}

/** EIP-712 data for a wallet to sign, as it travels: numbers are text. */
export const typedDataAnswer = z
  .object({
    domain: z.object({
      name: z.string(),
      version: z.string(),
      chainId: z.int(),
      verifyingContract: z.string(),
    }),
    primaryType: z.string(),
    types: z.record(z.string(), z.array(z.object({ name: z.string(), type: z.string() }))),
    message: z.record(z.string(), z.string()),
  })
  .meta({ id: 'TypedData' })
