import type { IssuerId } from '../kernel/ids.ts'
import { BANK_CURRENCIES } from '../ledger/bank-statement.ts'
import { trialBalance } from '../ledger/journal.service.ts'
import type { AccountKind, Balance } from '../ledger/journal.ts'
import type { Db } from '../platform/db/database.ts'
import { selectBookingSums, type BookingSums } from './bank-books.store.ts'

/** One sum as the bookings of banks and what was done with them say it, and as the journal does: minor units, the same two. */
export type BookedSum = {
  readonly issuer: IssuerId
  readonly currency: string
  /** An account at a bank, or one of the journal's kinds. */
  readonly what: string
  readonly bookings: bigint
  readonly journal: bigint
}

const KINDS = [
  ['suspense', 'suspense'],
  ['refunds-due', 'refundsDue'],
  ['subscriptions-received', 'received'],
  ['claims', 'claims'],
] as const satisfies readonly (readonly [AccountKind, keyof BookingSums])[]

/**
 * Where else stands what was received for units and no deposit pays for: what was given up after a bank had taken it back, and
 * what was paid on the chain in a token of the same code and decimals. With that it comes to what deposits pay for.
 */
const BESIDE: readonly AccountKind[] = [
  'written-off',
  'escrow-chain',
  'treasury',
  'proceeds-used',
  'capital-returned',
]

/** After everything that was ever posted. */
const AT_LAST = Temporal.Instant.from('9999-12-31T00:00:00Z')

/** Everything that the journal and the bookings of banks both know. */
export async function bookedSums(db: Db): Promise<BookedSum[]> {
  const sums: BookedSum[] = []
  const places = Map.groupBy(await selectBookingSums(db), ({ issuer, currency }) => `${issuer} ${currency}`)
  for (const accounts of places.values()) {
    const { issuer, currency } = accounts[0]!
    const balances = (await trialBalance(db, { issuer }, AT_LAST)).filter(
      ({ account: { currency: of } }) =>
        of.code === currency && of.decimals === BANK_CURRENCIES.get(currency)?.decimals,
    )
    for (const { account, bank } of accounts) {
      const journal = total(balances.filter((one) => one.account.bank === account))
      sums.push({ issuer, currency, what: account, bookings: bank, journal })
    }
    for (const [kind, column] of KINDS) {
      const bookings = accounts.reduce((sum, one) => sum + one[column], 0n)
      const kinds: readonly AccountKind[] = kind === 'subscriptions-received' ? [kind, ...BESIDE] : [kind]
      const journal = total(balances.filter((one) => kinds.includes(one.account.kind)))
      sums.push({ issuer, currency, what: kind, bookings, journal })
    }
  }
  return sums
}

function total(balances: readonly Balance[]): bigint {
  return balances.reduce((sum, { balance }) => sum + balance, 0n)
}
