import { readNumeric } from './numeric.ts'
import { dayOf } from './ocf.ts'

/** The columns of a cap table as a plain list, in any order. The first four have to be there. */
export const CSV_COLUMNS = [
  'stakeholder',
  'security',
  'quantity',
  'issued',
  'class',
  'price',
  'amount',
  'currency',
  'cap',
  'discount',
  'timing',
  'holder',
  'authorized',
  'votes',
  'seniority',
  'expires',
  'mfn',
  'interest',
  'daycount',
  'accrual',
  'payout',
  'compounding',
] as const
export type Column = (typeof CSV_COLUMNS)[number]
export const NEEDED_COLUMNS = CSV_COLUMNS.slice(0, 4)
export type Cells = { readonly [C in Column]?: string }

/** What of a row is of its class, and may stand in any row of it. */
export const CLASS_COLUMNS = ['authorized', 'votes', 'seniority'] as const satisfies readonly Column[]
const INTEREST_COLUMNS = ['interest', 'daycount', 'accrual', 'payout', 'compounding'] as const

const ISSUED = ['stakeholder', 'class', 'quantity', 'issued'] as const
const LENT = ['stakeholder', 'amount', 'currency', 'issued'] as const
const CONVERTS = ['cap', 'discount', 'timing'] as const

/**
 * What each kind of security has to say, what Open Cap Format asks for besides, and what else it may say. What is in no list
 * has to be empty.
 */
export const KINDS = {
  common: { needs: ISSUED, ocf: ['price', 'holder', ...CLASS_COLUMNS], may: ['currency'] },
  preferred: { needs: ISSUED, ocf: ['price', 'holder', ...CLASS_COLUMNS], may: ['currency'] },
  option: { needs: ISSUED, ocf: ['price', 'expires', 'holder', ...CLASS_COLUMNS], may: ['currency'] },
  warrant: { needs: ISSUED, ocf: ['amount', 'holder', ...CLASS_COLUMNS], may: ['price', 'currency'] },
  pool: { needs: ['class', 'quantity', 'issued'], ocf: CLASS_COLUMNS, may: [] },
  safe: { needs: LENT, ocf: ['holder', 'seniority', 'mfn'], may: CONVERTS },
  note: { needs: LENT, ocf: ['holder', 'seniority', ...INTEREST_COLUMNS], may: CONVERTS },
} as const satisfies Record<
  string,
  { readonly needs: readonly Column[]; readonly ocf: readonly Column[]; readonly may: readonly Column[] }
>
export type Kind = keyof typeof KINDS

/** The words of a column that knows no others, with what Open Cap Format says for each. */
export const WORDS = {
  timing: { 'pre-money': 'PRE_MONEY', 'post-money': 'POST_MONEY' },
  holder: { individual: 'INDIVIDUAL', institution: 'INSTITUTION' },
  mfn: { yes: true, no: false },
  daycount: { 'actual/365': 'ACTUAL_365', '30/360': '30_360' },
  accrual: {
    daily: 'DAILY',
    monthly: 'MONTHLY',
    quarterly: 'QUARTERLY',
    'semi-annual': 'SEMI_ANNUAL',
    annual: 'ANNUAL',
  },
  payout: { deferred: 'DEFERRED', cash: 'CASH' },
  compounding: { simple: 'SIMPLE', compounding: 'COMPOUNDING' },
} as const satisfies { readonly [C in Column]?: Readonly<Record<string, string | boolean>> }

/** Whether a cell may hold that text. */
export function isSound(column: Column, text: string): boolean {
  switch (column) {
    case 'quantity':
    case 'amount':
    case 'cap':
      return isNumberAbove(text, 0n)
    case 'price':
    case 'votes':
      return isNumberAbove(text, -1n)
    case 'authorized':
      return text === 'unlimited' || isNumberAbove(text, -1n)
    case 'seniority':
      return /^[0-9]{1,9}$/.test(text)
    case 'discount':
      return isNumberAbove(text, 0n) && !isNumberAbove(text, 10n ** 10n - 1n)
    case 'interest':
      return isNumberAbove(text, -1n) && !isNumberAbove(text, 10n ** 10n)
    case 'issued':
      return dayOf(text) !== null
    case 'expires':
      return text === 'never' || dayOf(text) !== null
    case 'currency':
      return /^[A-Z]{3}$/.test(text)
    case 'timing':
    case 'holder':
    case 'mfn':
    case 'daycount':
    case 'accrual':
    case 'payout':
    case 'compounding':
      return Object.hasOwn(WORDS[column], text)
    default:
      return text.length <= 200
  }
}

function isNumberAbove(text: string, floor: bigint): boolean {
  const read = readNumeric(text)
  return read.ok && read.value > floor
}
