import type { Party } from './name.ts'

/** The lists that can be read, `HOUSE` being the platform's own. An operator brings the publisher's files in; nothing is fetched. */
export const LISTS = ['OFAC-SDN', 'OFAC-CONSOLIDATED', 'UN', 'EU', 'UK', 'HOUSE'] as const
export type ListId = (typeof LISTS)[number]

/**
 * `weak` aliases are broad or common (a nickname, one word): their publisher says that they need not be searched for on
 * their own. OFAC, Frequently Asked Question 122.
 */
export type NameStrength = 'primary' | 'strong' | 'weak'
export type ListedName = { readonly text: string; readonly strength: NameStrength }

/** A birth as far as the list knows it: the first and the last day it may have been. */
export type BirthRange = { readonly from: Temporal.PlainDate; readonly to: Temporal.PlainDate }

export type Gender = 'male' | 'female'

/** A passport, an identity card, a tax or company number: as written, and without what may be written differently. */
export type Identifier = { readonly kind: string; readonly number: string; readonly country: string | null }

/** One person, company, ship or aircraft of one list. */
export type ListedParty = {
  readonly list: ListId
  /** The publisher's own number for it, which stays the same from one publication to the next. */
  readonly ref: string
  readonly party: Party
  readonly names: readonly ListedName[]
  readonly births: readonly BirthRange[]
  /** Nationality, citizenship and addresses, ISO 3166-1 alpha-2; names that are no country today are left out. */
  readonly countries: readonly string[]
  readonly gender: Gender | null
  readonly identifiers: readonly Identifier[]
  /** Addresses on blockchains, as written. */
  readonly wallets: readonly string[]
  readonly programs: readonly string[]
}

/** What a spreadsheet writes in place of a cell that it takes for a number or a formula: `1.2E+05`, `#NAME?`. */
const SPREADSHEET_VALUE = /^(?:\d(?:\.\d+)?E[+-]\d{2,3}|#(?:NAME\?|REF!|VALUE!|DIV\/0!|NUM!|NULL!|N\/A))$/

const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)'

/** And for a day: `28-Jul` (of the ship 7-28), `28-Jul-21`, `Jul-28`, `7/28/2021`, `2021-07-28`. */
const SPREADSHEET_DAY = new RegExp(
  `^(?:\\d{1,2}-${MONTH}(?:-\\d{2,4})?|${MONTH}-\\d{2,4}|\\d{1,2}/\\d{1,2}/\\d{2,4}|\\d{4}-\\d{2}-\\d{2})$`,
)

/**
 * The first name, or number of a paper, that a spreadsheet overwrote when somebody opened the file in it and saved it; null
 * when none reads so. A number is not refused for being a day, which some papers have.
 */
export function damagedText({
  names,
  identifiers,
}: Pick<ListedParty, 'names' | 'identifiers'>): string | null {
  const texts = names.map(({ text }) => text)
  return (
    texts.find((text) => SPREADSHEET_DAY.test(text)) ??
    [...texts, ...identifiers.map(({ number }) => number)].find((text) => SPREADSHEET_VALUE.test(text)) ??
    null
  )
}

/** Why a publication was not taken. The list in force stays so. */
export type ListRefusal =
  | 'LIST_FILE_MISSING'
  | 'LIST_EMPTY'
  | 'LIST_FORMAT'
  | 'LIST_SHRUNK'
  | 'LIST_OLDER'
  | 'XML_DTD_FORBIDDEN'

/** An update that loses a tenth of the list or more is taken for a damaged file. */
export const SHRUNK_FROM_PERCENT = 10

/** Whether a list of `next` entries may follow one of `last`: null when there was none. */
export function hasShrunk(last: number | null, next: number): boolean {
  return last !== null && next * 100 <= last * (100 - SHRUNK_FROM_PERCENT)
}

/** A list older than this decides nothing: nobody is approved by it, buys, or has a transfer carried. */
export const LIST_STALE_AFTER_HOURS = 24

/** The number with only its letters and digits, upper-case: people and lists write spaces and dashes as they like. */
export function identifierKey(number: string): string {
  return number.toUpperCase().replace(/[^A-Z0-9]/g, '')
}

/** A wallet's address as it is compared: hexadecimal ones without regard to case, others as they are. */
export function walletKey(address: string): string {
  const trimmed = address.trim()
  return /^0x[0-9a-f]{40}$/i.test(trimmed) ? trimmed.toLowerCase() : trimmed
}
