import { formatDecimal } from '../kernel/decimal.ts'
import type { Currency } from '../kernel/money.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import {
  Mistakes,
  STATEMENT_ENTRIES_MAX,
  type BankStatement,
  type StatementEntry,
  type StatementRefusal,
} from './bank-statement.ts'

/** An element of an XML document: its text without that of its children. */
export type XmlElement = {
  readonly name: string
  readonly text: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
}

const NAMESPACE = /^urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.(0[2-9]|1[0-3])$/

/**
 * Reads a bank's statement of ISO 20022, `camt.053.001` from version 02 to 13, with any namespace prefix.
 *
 * The opening balance and all bookings have to make the closing one, or the file is refused with the difference. A
 * booking of several payments (`NtryDtls`) becomes one for each where they have their own amounts. Bookings that are
 * not booked yet are left out and counted. All mistakes are listed, and then nothing is taken.
 */
export function readCamt(root: XmlElement, currency: Currency): Result<BankStatement, StatementRefusal> {
  const prefix = root.name.includes(':') ? `${root.name.split(':')[0]}` : ''
  const namespace = root.attributes[prefix === '' ? 'xmlns' : `xmlns:${prefix}`] ?? ''
  const statements = all(root, 'BkToCstmrStmt').flatMap((message) => all(message, 'Stmt'))
  if (localName(root) !== 'Document' || !NAMESPACE.test(namespace) || statements.length === 0)
    return refuse('CAMT_INVALID')
  if (statements.reduce((sum, one) => sum + all(one, 'Ntry').length, 0) > STATEMENT_ENTRIES_MAX)
    return refuse('CAMT_TOO_LARGE', { max: String(STATEMENT_ENTRIES_MAX) })

  const mistakes = new Mistakes()
  const read = statements.map((one, i) => readStatement(one, `Stmt ${i + 1}`, currency, mistakes))
  const entries = read.flatMap((one) => one.entries)
  mistakes.repeated(entries, 'AcctSvcrRef')
  const [first] = read
  for (const [i, { account }] of read.entries())
    if (account !== first?.account)
      mistakes.add(`Stmt ${i + 1}, Acct`, 'ACCOUNT_OTHER', 'All statements of a file must be of one account.')
  if (mistakes.list.length > 0) return mistakes.refusal('CAMT_ENTRY')

  for (const [i, { opening, closing, total }] of read.entries()) {
    const difference = closing! - opening! - total
    if (difference !== 0n)
      return refuse('STATEMENT_UNBALANCED', {
        statement: String(i + 1),
        difference: `${formatDecimal(difference, currency.decimals)} ${currency.code}`,
      })
  }
  return ok({
    account: first!.account,
    pages: read.map(({ opening, closing, until }) => ({
      opening: opening!,
      closing: closing!,
      until: until!,
    })),
    entries,
    pending: read.reduce((sum, one) => sum + one.pending, 0),
  })
}

function readStatement(statement: XmlElement, path: string, currency: Currency, mistakes: Mistakes) {
  const entries: StatementEntry[] = []
  let pending = 0
  let total = 0n
  for (const [i, ntry] of all(statement, 'Ntry').entries()) {
    // A text until version 07, a code within from 08 on.
    const status = valueOf(ntry, 'Sts', 'Cd') ?? valueOf(ntry, 'Sts')
    if (status !== 'BOOK') {
      if (status !== 'PDNG' && status !== 'INFO' && status !== 'FUTR')
        mistakes.add(
          `${path}, Ntry ${i + 1}, Sts`,
          'STATUS_UNKNOWN',
          'The status must be BOOK, PDNG, INFO or FUTR.',
        )
      pending += 1
      continue
    }
    const booked = readEntry(ntry, `${path}, Ntry ${i + 1}`, currency, mistakes)
    entries.push(...booked)
    total += booked.reduce((sum, { amount }) => sum + amount, 0n)
  }
  const number = valueOf(statement, 'Acct', 'Id', 'IBAN') ?? valueOf(statement, 'Acct', 'Id', 'Othr', 'Id')
  if (number === null) mistakes.add(`${path}, Acct`, 'FIELD_REQUIRED', 'The statement must name its account.')
  const opening = balance(statement, 'opening', path, mistakes)
  const closing = balance(statement, 'closing', path, mistakes)
  return {
    account: number === null ? null : mistakes.account(`${path}, Acct`, number),
    opening: opening === null ? null : amountOf(opening.element, opening.path, currency, mistakes, true),
    closing: closing === null ? null : amountOf(closing.element, closing.path, currency, mistakes, true),
    until: closing === null ? null : mistakes.date(`${closing.path}, Dt`, dayOf(closing.element, 'Dt')),
    entries,
    pending,
    total,
  }
}

/** Booked balances: of the day, or where a statement has pages, interim ones. */
const BALANCES = { opening: ['OPBD', 'PRCD', 'ITBD'], closing: ['CLBD', 'ITBD'] } as const
const BALANCE_MISSING = {
  opening: 'The statement must have its opening balance (OPBD).',
  closing: 'The statement must have its closing balance (CLBD).',
} as const

function balance(
  statement: XmlElement,
  side: keyof typeof BALANCES,
  path: string,
  mistakes: Mistakes,
): { readonly element: XmlElement; readonly path: string } | null {
  const balances = all(statement, 'Bal')
  for (const code of BALANCES[side]) {
    const of = balances.filter((one) => valueOf(one, 'Tp', 'CdOrPrtry', 'Cd') === code)
    const found = side === 'opening' ? of[0] : of.at(-1)
    if (found !== undefined) return { element: found, path: `${path}, Bal ${code}` }
  }
  mistakes.add(`${path}, Bal`, 'BALANCE_MISSING', BALANCE_MISSING[side])
  return null
}

/** The day of a date that may have a time. */
function dayOf(element: XmlElement, field: string): string {
  return valueOf(element, field, 'Dt') ?? valueOf(element, field, 'DtTm')?.slice(0, 10) ?? ''
}

/** A booking; or where it is of several payments with amounts of their own, each of them. */
function readEntry(ntry: XmlElement, path: string, currency: Currency, mistakes: Mistakes): StatementEntry[] {
  const amount = amountOf(ntry, path, currency, mistakes)
  const bookedOn = mistakes.date(`${path}, BookgDt`, dayOf(ntry, 'BookgDt'))
  const details = all(ntry, 'NtryDtls').flatMap((one) => all(one, 'TxDtls'))
  const isReversal = /^(true|1)$/.test(valueOf(ntry, 'RvslInd') ?? '')
  const reference = mistakes.reference(`${path}, AcctSvcrRef`, valueOf(ntry, 'AcctSvcrRef') ?? '')
  if (amount === null || bookedOn === null) return []
  const common = { bookedOn, isReversal, mistakes }
  if (details.length <= 1)
    return [
      payment(details[0] ?? null, {
        ...common,
        path,
        amount,
        bankReference: reference ?? own(details[0], path, mistakes),
      }),
    ]

  const amounts = details.map((one) => part(one, amount > 0n, currency))
  const known = amounts.filter((one) => one !== null)
  // A batch that names no parts stays one booking: nobody may guess who paid what.
  if (known.length === 0) return [payment(null, { ...common, path, amount, bankReference: reference })]
  if (known.length < details.length || known.reduce((sum, one) => sum + one, 0n) !== amount) {
    mistakes.add(`${path}, NtryDtls`, 'BATCH_UNBALANCED', 'The payments of the booking do not add up to it.')
    return []
  }
  return details.map((one, i) =>
    payment(one, {
      ...common,
      path: `${path}, TxDtls ${i + 1}`,
      amount: known[i]!,
      bankReference: own(one, path, mistakes) ?? (reference === null ? null : `${reference}/${i + 1}`),
    }),
  )
}

function own(details: XmlElement | undefined, path: string, mistakes: Mistakes): string | null {
  const reference = details === undefined ? null : valueOf(details, 'Refs', 'AcctSvcrRef')
  return reference === null ? null : mistakes.reference(`${path}, AcctSvcrRef`, reference)
}

function payment(
  details: XmlElement | null,
  entry: {
    readonly path: string
    readonly amount: bigint
    readonly bookedOn: Temporal.PlainDate
    readonly bankReference: string | null
    readonly isReversal: boolean
    readonly mistakes: Mistakes
  },
): StatementEntry {
  const { path, amount, bookedOn, bankReference, isReversal, mistakes } = entry
  const at = (...names: string[]) => (details === null ? null : valueOf(details, ...names))
  const isReturn = isReversal || (details !== null && all(details, 'RtrInf').length > 0)
  // What takes a payment back names the parties as that payment did.
  const party = amount > 0n !== isReturn ? 'Dbtr' : 'Cdtr'
  const endToEndId = at('Refs', 'EndToEndId')
  return {
    path,
    bookedOn,
    amount,
    bankReference,
    endToEndId: endToEndId === 'NOTPROVIDED' ? null : mistakes.text(`${path}, EndToEndId`, endToEndId ?? ''),
    remittance: mistakes.text(`${path}, RmtInf`, details === null ? '' : remittance(details)) ?? '',
    counterparty: mistakes.text(
      `${path}, ${party}`,
      // The name stands in `Pty` from version 08 on.
      at('RltdPties', party, 'Nm') ?? at('RltdPties', party, 'Pty', 'Nm') ?? '',
    ),
    counterpartyAccount: mistakes.account(
      `${path}, ${party}Acct`,
      at('RltdPties', `${party}Acct`, 'Id', 'IBAN') ??
        at('RltdPties', `${party}Acct`, 'Id', 'Othr', 'Id') ??
        '',
    ),
    isReturn,
  }
}

/** Everything that the payer wrote: free lines first, then creditor references. */
function remittance(details: XmlElement): string {
  const parts = all(details, 'RmtInf').flatMap((info) => [
    ...all(info, 'Ustrd').map(({ text }) => text.trim()),
    ...all(info, 'Strd').flatMap((one) => valueOf(one, 'CdtrRefInf', 'Ref') ?? []),
  ])
  return parts.join('\n')
}

/** A payment's part of its booking, with the booking's direction unless it says its own. */
function part(details: XmlElement, isCredit: boolean, currency: Currency): bigint | null {
  const element = find(details, 'Amt') ?? find(details, 'AmtDtls', 'TxAmt', 'Amt')
  if (element === undefined || element.attributes['Ccy'] !== currency.code) return null
  const amount = new Mistakes().amount('', plain(element.text, currency), currency)
  const direction = valueOf(details, 'CdtDbtInd')
  const credit = direction === null ? isCredit : direction === 'CRDT'
  return amount === null ? null : credit ? amount : -amount
}

/** `Amt` with its currency and `CdtDbtInd`: what an entry or a balance is of, below zero for a debit. */
function amountOf(
  element: XmlElement,
  path: string,
  currency: Currency,
  mistakes: Mistakes,
  mayBeZero = false,
): bigint | null {
  const amountElement = find(element, 'Amt')
  if (amountElement === undefined) {
    mistakes.add(`${path}, Amt`, 'FIELD_REQUIRED', 'The amount is missing.')
    return null
  }
  if (amountElement.attributes['Ccy'] !== currency.code) {
    mistakes.currency(`${path}, Amt`, currency)
    return null
  }
  const direction = valueOf(element, 'CdtDbtInd')
  if (direction !== 'CRDT' && direction !== 'DBIT') {
    mistakes.add(`${path}, CdtDbtInd`, 'DIRECTION_INVALID', 'It must be CRDT or DBIT.')
    return null
  }
  const text = plain(amountElement.text, currency)
  if (text.startsWith('-')) {
    mistakes.add(`${path}, Amt`, 'AMOUNT_FORMAT', 'The amount has no sign: CdtDbtInd says the direction.')
    return null
  }
  if (mayBeZero && /^0(\.0+)?$/.test(text)) return 0n
  const amount = mistakes.amount(`${path}, Amt`, text, currency)
  return amount === null || direction === 'CRDT' ? amount : -amount
}

/** XML Schema's decimals may have zeros before and after that say nothing. */
function plain(text: string, currency: Currency): string {
  const short = text.trim().replace(/^0+(?=\d)/, '')
  const excess = new RegExp(`^(\\d+\\.\\d{${currency.decimals}})0+$`).exec(short)
  return (excess?.[1] ?? short).replace(/\.$/, '')
}

function localName(element: XmlElement): string {
  return element.name.slice(element.name.indexOf(':') + 1)
}

function all(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((one) => localName(one) === name)
}

function find(element: XmlElement, ...names: readonly string[]): XmlElement | undefined {
  return names.reduce<XmlElement | undefined>(
    (at, name) => (at === undefined ? undefined : all(at, name)[0]),
    element,
  )
}

function valueOf(element: XmlElement, ...names: readonly string[]): string | null {
  return find(element, ...names)?.text.trim() || null
}
