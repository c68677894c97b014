import { accountSide, type IncomePolicy } from '../instrument/instrument.ts'
import { parseDecimal } from '../kernel/decimal.ts'
import { mulDivDown } from '../kernel/money.ts'
import { ok, refuse, type FieldError, type Result } from '../kernel/result.ts'

/** A calendar month, `2026-10`. */
export type Period = Temporal.PlainYearMonth

/** Whether money on an account came in or went out. */
export type AccountKind = 'income' | 'expense'

export type StatementLine = {
  readonly date: Temporal.PlainDate
  readonly account: string
  readonly kind: AccountKind
  /** Minor units of the statement's currency, above zero: the account's kind says the direction. */
  readonly amount: bigint
}

/** A row of the file as it was read, with the line it stands on. */
export type CsvRow = { readonly line: number; readonly cells: readonly string[] }

/** The most lines a month's statement may have. */
export const STATEMENT_LINES_MAX = 10_000

const HEADER = ['date', 'account', 'amount'] as const

/**
 * Reads a month's income statement: a header `date,account,amount`, then one line for each booking. The header alone tells of a
 * month without bookings, where several months are paid together.
 *
 * All mistakes are reported, each with its line and field, and then nothing is taken: a statement is right as a whole.
 * Amounts are above zero; that an expense reduces income is said by its account, so a sign cannot be got wrong.
 */
export function readStatement(
  rows: readonly CsvRow[],
  expected: { readonly period: Period; readonly policy: IncomePolicy; readonly decimals: number },
): Result<StatementLine[], 'CSV_ROW' | 'CSV_EMPTY' | 'CSV_TOO_LARGE'> {
  const [header, ...body] = rows
  // Of several months that are paid together one may bring nothing; a month that is paid by itself is rather a file gone wrong.
  const isQuiet = body.length === 0 && expected.policy.frequency !== 'monthly'
  if (header === undefined || (body.length === 0 && !isQuiet)) return refuse('CSV_EMPTY')
  if (body.length > STATEMENT_LINES_MAX) return refuse('CSV_TOO_LARGE', { max: String(STATEMENT_LINES_MAX) })

  const mistakes: FieldError[] = []
  const mistake = (line: number, field: string, code: string, message: string) =>
    void mistakes.push({ path: `line ${line}, ${field}`, code, message })

  if (header.cells.map((cell) => cell.trim().toLowerCase()).join() !== HEADER.join())
    mistake(header.line, 'header', 'CSV_HEADER', `The first line must be ${HEADER.join(',')}.`)

  const lines = body.flatMap(({ line, cells }): StatementLine[] => {
    if (cells.length !== HEADER.length) {
      mistake(line, 'row', 'CSV_COLUMNS', `Values in the line: ${cells.length}; needed: ${HEADER.length}.`)
      return []
    }
    const [dateText, account, amountText] = cells.map((cell) => cell.trim()) as [string, string, string]
    const date = readDate(dateText)
    if (date === null) mistake(line, 'date', 'DATE_INVALID', 'The date must be a real day, as in 2026-10-31.')
    else if (!date.toPlainYearMonth().equals(expected.period))
      mistake(line, 'date', 'DATE_OUTSIDE_PERIOD', `The day is not in ${expected.period.toString()}.`)

    const kind = accountSide(expected.policy, account)
    if (kind === null)
      mistake(
        line,
        'account',
        'ACCOUNT_UNKNOWN',
        `The income policy knows these accounts: ${accounts(expected.policy)}.`,
      )

    const amount = parseDecimal(amountText, expected.decimals)
    if (!amount.ok) mistake(line, 'amount', amount.reason, AMOUNT_SENTENCES[amount.reason])
    else if (amount.value <= 0n)
      mistake(
        line,
        'amount',
        'AMOUNT_OUT_OF_RANGE',
        'The amount must be above zero; its account says the direction.',
      )

    return date !== null && kind !== null && amount.ok ? [{ date, account, kind, amount: amount.value }] : []
  })
  return mistakes.length > 0 ? refuse('CSV_ROW', { count: String(mistakes.length) }, mistakes) : ok(lines)
}

const AMOUNT_SENTENCES = {
  AMOUNT_FORMAT:
    'The amount must be digits with a point, as in 1555.00: no sign, exponent, space or separator.',
  AMOUNT_PRECISION: 'The amount has more decimals than the currency.',
  AMOUNT_OUT_OF_RANGE: 'The amount is out of range.',
  AMOUNT_OVERFLOW: 'The amount is too large.',
} as const

function accounts(policy: IncomePolicy): string {
  return [...policy.incomeAccounts, ...policy.expenseAccounts].join(', ')
}

function readDate(text: string): Temporal.PlainDate | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' })
  } catch {
    return null
  }
}

/** What the month left: income less expenses, in minor units. Below zero in a month of loss. */
export function netIncome(lines: readonly StatementLine[]): bigint {
  return lines.reduce((sum, line) => sum + (line.kind === 'income' ? line.amount : -line.amount), 0n)
}

/** The part of `net` that the policy pays out, rounded down; a month of loss pays nothing. */
export function payable(net: bigint, payoutBps: number): bigint {
  return net <= 0n ? 0n : mulDivDown(net, BigInt(payoutBps), 10_000n)
}
