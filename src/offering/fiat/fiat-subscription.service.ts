import { fiatOf, toFiatUp, type FiatSubscription } from '../../bank/deposit-match.ts'
import { erasePaymentParties, fundedAtBank } from '../../bank/bank.service.ts'
import { instrumentById } from '../../instrument/instrument.service.ts'
import type { Instrument } from '../../instrument/instrument.ts'
import type { InvestorId, SubscriptionId } from '../../kernel/ids.ts'
import { money } from '../../kernel/money.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Work } from '../../platform/work.ts'
import { selectPaidInto, selectSubscriptionsOf } from './fiat-subscription.store.ts'
import type { Subscription } from '../subscription/subscription.ts'
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
      state: stateOf({ status, state }, confirmed.has(id)),
    })
  }
  return found
}

/** Where a subscription stands, seen from a bank. An interest keeps no units that money could pay for yet. */
function stateOf(
  { status, state }: { readonly status: string; readonly state: string },
  isConfirmed: boolean,
): FiatSubscription['state'] {
  if (state === 'interest') return status === 'in-progress' ? 'interest' : 'over'
  if (state === 'agreement') return 'unsigned'
  if (status === 'in-progress') return isConfirmed ? 'payable' : 'unconfirmed'
  if (status === 'confirmed') return 'issued'
  return status === 'pending' ? 'funded' : 'over'
}

/** Which of these count as paid at a bank while less than they cost lies there for them: nothing may close on them. */
export async function unfundedAtBank(db: Db, among: readonly Subscription[]): Promise<SubscriptionId[]> {
  const wired = among.filter(({ isFiat }) => isFiat).map(({ id }) => id)
  if (wired.length === 0) return []
  const funded = await fundedAtBank(db, wired)
  return (await fiatSubscriptions(db, wired))
    .filter(({ id, due }) => (funded.get(id) ?? 0n) < due.minor)
    .map(({ id }) => id)
}

/** Destroys who paid at a bank for what an investor subscribed for. */
export async function erasePayersOf(work: Work, investor: InvestorId): Promise<void> {
  await erasePaymentParties(work, await selectSubscriptionsOf(work.db, investor))
}
