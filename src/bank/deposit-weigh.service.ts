import { investorNames } from '../investor/investor.service.ts'
import type { Db } from '../platform/db/database.ts'
import { weighIncoming, type Verdict } from './deposit-match.ts'
import type { BankAccount } from './bank-statement.store.ts'
import type { FiatSale } from './booking.service.ts'
import { idPrefixOf, type FoundReferences } from './payment-reference.ts'

/** Money that came in, as its bank tells of it. */
type Told = {
  readonly isReturn: boolean
  readonly payer: string | null
  readonly found: FoundReferences
}

/** For which subscription each of these payments into an account is. */
export async function weighPayments<K>(
  db: Db,
  sale: FiatSale,
  account: BankAccount,
  payments: ReadonlyMap<K, Told>,
): Promise<Map<K, Verdict>> {
  const prefixes = new Set([...payments.values()].flatMap(({ found }) => found.references.map(idPrefixOf)))
  const all = (await sale.known(db, [...prefixes])).filter(({ issuer }) => issuer === account.issuer)
  const names = await investorNames(db, [...new Set(all.map(({ investor }) => investor))])
  return new Map(
    [...payments].map(([key, told]) => [
      key,
      weighIncoming({
        ...told,
        currency: account.currency,
        issuer: account.issuer,
        subscriptions: all
          .filter(({ id }) => told.found.references.some((reference) => id.startsWith(idPrefixOf(reference))))
          .map((one) => ({ ...one, investorName: names.get(one.investor) ?? null })),
      }),
    ]),
  )
}
