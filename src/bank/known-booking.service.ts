import type { BankAccountId } from '../kernel/ids.ts'
import type { StatementEntry } from '../ledger/bank-statement.ts'
import type { Db } from '../platform/db/database.ts'
import { blindIndex } from '../platform/vault/seal.ts'
import { isSameBooking } from './deposit-match.ts'
import { endToEndIndex, paymentParties } from './bank.service.ts'
import { selectKnown, selectOnDays } from './bank-entry.store.ts'

/** Bookings of a file by what they are known again, those that came before, and those that came with another amount. */
export type KnownBookings = {
  readonly prints: ReadonlyMap<StatementEntry, Buffer>
  readonly known: ReadonlySet<StatementEntry>
  readonly changed: readonly StatementEntry[]
}

/**
 * Which bookings of a file came before, in whichever file: by the bank's name of them, or without one by all that is said
 * of them; where only one of the files has the bank's names, by what both say (`isSameBooking`). Each booking that came before is known again once, so that two alike
 * are two.
 */
export async function knownBookings(
  db: Db,
  account: BankAccountId,
  entries: readonly StatementEntry[],
): Promise<KnownBookings> {
  const prints = fingerprints(account, entries)
  const byPrint = await selectKnown(db, account, [...prints.values()])
  const known = new Set<StatementEntry>()
  const changed: StatementEntry[] = []
  const recognised = new Set<string>()
  for (const [entry, print] of prints) {
    const before = byPrint.get(print.toString('hex'))
    if (before === undefined) continue
    known.add(entry)
    recognised.add(before.id)
    if (before.amount !== entry.amount) changed.push(entry)
  }
  const left = entries.filter((entry) => !known.has(entry))
  const days = [...new Set(left.map(({ bookedOn }) => bookedOn.toString()))]
  const before = (await selectOnDays(db, account, days)).filter(({ id }) => !recognised.has(id))
  const parties = await paymentParties(
    db,
    before.map(({ id }) => id),
  )
  const told = before.map((one) => {
    const party = parties.get(one.id)
    const said = {
      counterparty: party?.name ?? null,
      counterpartyAccount: party?.account ?? null,
      remittance: party?.text ?? '',
    }
    return { ...one, ...said, endToEnd: one.endToEnd?.toString('hex') ?? null }
  })
  for (const entry of left) {
    const endToEnd = entry.endToEndId === null ? null : endToEndIndex(entry.endToEndId).toString('hex')
    const same = told.find((one) => !recognised.has(one.id) && isSameBooking({ ...entry, endToEnd }, one))
    if (same === undefined) continue
    known.add(entry)
    recognised.add(same.id)
  }
  return { prints, known, changed }
}

/**
 * By what each booking is known again. Without a name from the bank it is all that it says, and which of several alike:
 * two payments of the same sum on the same day are two. A keyed hash, since a name could be guessed from a plain one.
 */
function fingerprints(
  account: BankAccountId,
  entries: readonly StatementEntry[],
): Map<StatementEntry, Buffer> {
  const alike = new Map<string, number>()
  return new Map(
    entries.map((entry) => {
      const { bankReference, bookedOn, amount, endToEndId, remittance, counterparty, counterpartyAccount } =
        entry
      // A bank may number its bookings anew every year.
      if (bankReference !== null)
        return [
          entry,
          blindIndex(
            'bank entry',
            JSON.stringify([account, bankReference, bookedOn.toString(), amount > 0n]),
          ),
        ]
      const said = JSON.stringify([
        ...[account, bookedOn.toString(), amount.toString()],
        ...[endToEndId, remittance, counterparty, counterpartyAccount],
      ])
      const nth = (alike.get(said) ?? 0) + 1
      alike.set(said, nth)
      return [entry, blindIndex('bank entry', `${said} ${nth}`)]
    }),
  )
}
