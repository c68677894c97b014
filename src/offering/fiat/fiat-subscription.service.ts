import { fiatOf, toFiatUp, type FiatSubscription } from '../../bank/deposit-match.ts'
import { erasePaymentParties } from '../../bank/bank.service.ts'
import { instrumentById } from '../../instrument/instrument.service.ts'
import type { Instrument } from '../../instrument/instrument.ts'
import type { InvestorId } from '../../kernel/ids.ts'
import { money } from '../../kernel/money.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Work } from '../../platform/work.ts'
import { selectPaidInto, selectSubscriptionsOf } from './fiat-subscription.store.ts'
import { riskHashes } from '../subscription/risk.service.ts'
import { selectConfirmed } from '../subscription/subscription-steps.store.ts'

/** Subscriptions by their ids or the beginnings of them, as far as somebody can pay for them at a bank. */
export async function fiatSubscriptions(db: Db, prefixes: readonly string[]): Promise<FiatSubscription[]> {
  const rows = await selectPaidInto(db, prefixes)
  const sold = new Map<string, Instrument | null>()
  for (const { instrument } of rows)
    if (!sold.has(instrument)) sold.set(instrument, await instrumentById(db, instrument))
  const confirmed = new Set<string>()
  for (const [offering, paid] of Map.groupBy(rows, (row) => row.offering))
    for (const id of await selectConfirmed(
      db,
      paid.map((row) => row.id),
      await riskHashes(db, offering),
    ))
      confirmed.add(id)
  const found: FiatSubscription[] = []
  for (const { id, offering, issuer, investor, instrument, amount, status, state } of rows) {
    const currency = sold.get(instrument)?.payment.currency
    const fiat = currency === undefined ? null : fiatOf(currency)
    if (currency === undefined || fiat === null) continue
    found.push({
      id,
      offering,
      issuer,
      investor,
      due: money(toFiatUp(amount, currency, fiat), fiat),
      state: state === 'agreement' ? 'unsigned' : stateOf(status, confirmed.has(id)),
    })
  }
  return found
}

/** Where a subscription stands, seen from a bank. */
function stateOf(status: string, isConfirmed: boolean): FiatSubscription['state'] {
  if (status === 'in-progress') return isConfirmed ? 'payable' : 'unconfirmed'
  return status === 'pending' || status === 'confirmed' ? 'funded' : 'over'
}

/** Destroys who paid at a bank for what an investor subscribed for. */
export async function erasePayersOf(work: Work, investor: InvestorId): Promise<void> {
  await erasePaymentParties(work, await selectSubscriptionsOf(work.db, investor))
}
