import type { AccountKind } from '../../ledger/journal.ts'
import type { Amount } from './amount.ts'

/** The answers about the books that the screen reads, as the server's published schema has them. */

export type Posting = {
  readonly account: AccountKind
  readonly offering: string | null
  readonly bankAccount: string | null
  readonly debit: Amount | null
  readonly credit: Amount | null
}

export type JournalEntry = {
  readonly id: string
  readonly at: string
  readonly event: string
  readonly subject: string
  readonly reverses: string | null
  readonly postings: readonly Posting[]
}

export type TrialBalance = {
  readonly at: string
  readonly accounts: readonly Posting[]
  readonly totals: readonly { readonly currency: string; readonly sum: string }[]
}
