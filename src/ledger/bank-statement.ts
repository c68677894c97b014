import { parseDecimal } from '../kernel/decimal.ts'
import type { Currency } from '../kernel/money.ts'
import { ok, refuse, type FieldError, type Result } from '../kernel/result.ts'
import { readAccount } from './iban.ts'

/** A booking on an account at a bank, as its statement tells of it. */
export type StatementEntry = {
  /** Where it stands in the file: `line 3`, `Stmt 1, Ntry 2`. */
  readonly path: string
  readonly bookedOn: Temporal.PlainDate
  /** Minor units: above zero when money came in, below when it went out. */
  readonly amount: bigint
  /** The bank's own name of the booking. */
  readonly bankReference: string | null
  /** What the payer's side named the payment; it comes back with a return. */
  readonly endToEndId: string | null
  /** What was written on the transfer. */
  readonly remittance: string
  /** Who paid, or was paid. */
  readonly counterparty: string | null
  readonly counterpartyAccount: string | null
  /** Whether this takes back an earlier booking, or returns a payment. */
  readonly isReturn: boolean
}

/** What an account held before and after one statement, in minor units, and on which day afterwards. */
export type BalancePage = {
  readonly opening: bigint
  readonly closing: bigint
  readonly until: Temporal.PlainDate
}

export type BankStatement = {
  /** The account's number as the file has it; null where it does not say. */
  readonly account: string | null
  /** Of each statement in the file, in their order; none where the file has no balances. */
  readonly pages: readonly BalancePage[]
  readonly entries: readonly StatementEntry[]
  /** Bookings that the bank has only announced: they are not taken, and come again once they are booked. */
  readonly pending: number
}

export type StatementRefusal =
  | 'CSV_EMPTY'
  | 'CSV_ROW'
  | 'CSV_TOO_LARGE'
  | 'CAMT_INVALID'
  | 'CAMT_ENTRY'
  | 'CAMT_TOO_LARGE'
  | 'STATEMENT_UNBALANCED'

/** Characters of a file: more than the most bookings need. */
export const STATEMENT_LENGTH_MAX = 8 * 1024 * 1024
/** Bookings of one file. */
export const STATEMENT_ENTRIES_MAX = 5_000
/** Of each text of a booking: SEPA and SWIFT carry less. */
const TEXT_LENGTH_MAX = 1_000

export const BANK_CSV_HEADER = [
  'date',
  'amount',
  'currency',
  'reference',
  'counterparty',
  'account',
  'bank reference',
] as const

/** The currencies in which an account at a bank may be, with their minor units (ISO 4217). */
export const BANK_CURRENCIES: ReadonlyMap<string, Currency> = new Map(
  [
    ...[
      'USD',
      'EUR',
      'GBP',
      'CHF',
      'SGD',
      'AUD',
      'CAD',
      'HKD',
      'NZD',
      'AED',
      'SEK',
      'NOK',
      'DKK',
      'PLN',
      'CZK',
    ].map((code) => ({ code, decimals: 2 })),
    { code: 'JPY', decimals: 0 },
  ].map((currency) => [currency.code, currency]),
)

export type CsvRow = { readonly line: number; readonly cells: readonly string[] }

/**
 * Reads bookings from a table with the header of `BANK_CSV_HEADER`. Amounts have a decimal point and, when money went
 * out, a minus; nothing else, so that 1.000,00 is never guessed at. All mistakes are listed, and then nothing is taken.
 */
export function readBankCsv(
  rows: readonly CsvRow[],
  currency: Currency,
): Result<BankStatement, StatementRefusal> {
  const [header, ...body] = rows
  if (header === undefined || body.length === 0) return refuse('CSV_EMPTY')
  if (body.length > STATEMENT_ENTRIES_MAX)
    return refuse('CSV_TOO_LARGE', { max: String(STATEMENT_ENTRIES_MAX) })
  const mistakes = new Mistakes()
  if (header.cells.map((cell) => cell.trim().toLowerCase()).join() !== BANK_CSV_HEADER.join())
    mistakes.add(
      `line ${header.line}, header`,
      'CSV_HEADER',
      `The first line must be ${BANK_CSV_HEADER.join(',')}.`,
    )
  const entries = body.flatMap(({ line, cells }): StatementEntry[] => {
    const path = `line ${line}`
    if (cells.length !== BANK_CSV_HEADER.length) {
      mistakes.add(
        `${path}, row`,
        'CSV_COLUMNS',
        `Values in the line: ${cells.length}; needed: ${BANK_CSV_HEADER.length}.`,
      )
      return []
    }
    const [date, amountText, code, reference, counterparty, account, bankReference] = cells.map((cell) =>
      cell.trim(),
    ) as [string, string, string, string, string, string, string]
    const bookedOn = mistakes.date(`${path}, date`, date)
    const amount = mistakes.amount(`${path}, amount`, amountText, currency)
    if (code !== currency.code) mistakes.currency(`${path}, currency`, currency)
    const entry = {
      path,
      bankReference: mistakes.reference(`${path}, bank reference`, bankReference),
      endToEndId: null,
      remittance: mistakes.text(`${path}, reference`, reference) ?? '',
      counterparty: mistakes.text(`${path}, counterparty`, counterparty),
      counterpartyAccount: mistakes.account(`${path}, account`, account),
      isReturn: false,
    }
    return bookedOn === null || amount === null ? [] : [{ ...entry, bookedOn, amount }]
  })
  mistakes.repeated(entries, 'bank reference')
  const statement = { account: null, pages: [], entries, pending: 0 }
  return mistakes.list.length > 0 ? mistakes.refusal('CSV_ROW') : ok(statement)
}

/** What is wrong with a file, each with where it stands. */
export class Mistakes {
  readonly list: FieldError[] = []

  add(path: string, code: string, message: string): void {
    this.list.push({ path, code, message })
  }

  refusal<R extends string>(reason: R) {
    return refuse(reason, { count: String(this.list.length) }, this.list)
  }

  date(path: string, text: string): Temporal.PlainDate | null {
    try {
      if (/^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(text))
        return Temporal.PlainDate.from(text, { overflow: 'reject' })
    } catch {
      // A day that its month does not have is said below, with everything else that is no date.
    }
    this.add(path, 'DATE_INVALID', 'The date must be a real day, as in 2026-10-31.')
    return null
  }

  amount(path: string, text: string, currency: Currency): bigint | null {
    const amount = parseDecimal(text, currency.decimals)
    if (amount.ok && amount.value !== 0n) return amount.value
    const code = amount.ok ? 'AMOUNT_OUT_OF_RANGE' : amount.reason
    this.add(path, code, AMOUNT_SENTENCES[code])
    return null
  }

  currency(path: string, currency: Currency): void {
    this.add(path, 'CURRENCY_OTHER', `The account is in ${currency.code}: its bookings are too.`)
  }

  /** A text as it is kept: control characters become spaces. Null when there is none. */
  text(path: string, text: string): string | null {
    const kept = text
      .replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ')
      .replace(/ +/g, ' ')
      .trim()
    if (kept.length > TEXT_LENGTH_MAX)
      this.add(path, 'TEXT_TOO_LONG', `The text has more than ${TEXT_LENGTH_MAX} characters.`)
    return kept === '' ? null : kept
  }

  /** The bank's name of a booking. Some banks write that they have none. */
  reference(path: string, text: string): string | null {
    const kept = this.text(path, text)
    return kept === null || NO_REFERENCE.test(kept) ? null : kept
  }

  account(path: string, text: string): string | null {
    if (text.trim() === '') return null
    const account = readAccount(text)
    if (account === null)
      this.add(
        path,
        'ACCOUNT_INVALID',
        'The account number is no IBAN: its length or check digits are wrong.',
      )
    return account
  }

  /** A bank names each booking once: the same name twice in a file is a fault of the file. */
  repeated(entries: readonly StatementEntry[], field: string): void {
    const seen = new Map<string, string>()
    for (const { path, bankReference } of entries) {
      if (bankReference === null) continue
      const before = seen.get(bankReference)
      if (before === undefined) seen.set(bankReference, path)
      else
        this.add(
          `${path}, ${field}`,
          'BANK_REFERENCE_REPEATED',
          `The booking at ${before} has this reference.`,
        )
    }
  }
}

/** Words of banks and standards for a reference that there is not. */
const NO_REFERENCE = /^(nonref|none|not ?provided|not ?available|unknown|n\/?a|0+)$/i

const AMOUNT_SENTENCES = {
  AMOUNT_FORMAT:
    'The amount must be digits with a point, as in 1555.00, with a minus when money went out: no exponent, space or separator.',
  AMOUNT_PRECISION: 'The amount has more decimals than the currency.',
  AMOUNT_OUT_OF_RANGE: 'The amount must not be zero.',
  AMOUNT_OVERFLOW: 'The amount is too large.',
} as const
