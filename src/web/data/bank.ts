import type { BankEntryStatus, SuspenseReason } from '../../bank/deposit-match.ts'
import type { Amount } from './amount.ts'
import type { Named } from './named.ts'

/** The answers about money at banks that the screen reads, as the server's published schema has them. */

export type BankAccount = {
  readonly id: string
  readonly issuer: string
  readonly name: string
  readonly number: string
  readonly currency: string
}

export type BankStatement = {
  readonly id: string
  readonly account: string
  readonly format: string
  readonly sha256: string
  readonly opening: Amount | null
  readonly closing: Amount | null
  readonly taken: number
  readonly known: number
  readonly pending: number
  readonly importedAt: string
  readonly breaks: readonly {
    readonly what: 'missing' | 'repeated'
    readonly after: string | null
    readonly before: string | null
    readonly amount: Amount | null
  }[]
}

export type BankEntry = {
  readonly id: string
  readonly account: Named
  readonly bookedOn: string
  readonly amount: Amount
  readonly open: Amount
  readonly returnAmount: Amount | null
  readonly bankReference: string | null
  readonly status: BankEntryStatus
  readonly reason: SuspenseReason | null
  readonly explanation: string | null
  readonly reference: string | null
  readonly waitingDays: number | null
  readonly payer: string | null
}

export type BankEntryDetail = BankEntry & {
  readonly payerAccount: string | null
  readonly text: string | null
}
