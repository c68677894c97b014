import { bankAccounts, type BankAccount } from '../../bank/bank.service.ts'
import { owedBy } from '../../bank/claim.service.ts'
import { fiatOf } from '../../bank/deposit-match.ts'
import type { Instrument } from '../../instrument/instrument.ts'
import { money, type Currency, type Money } from '../../kernel/money.ts'
import { dateIn } from '../../kernel/time.ts'
import type { Db } from '../../platform/db/database.ts'
import { lastWireDay } from './subscription-steps.ts'
import type { Subscription } from './subscription.ts'

/** How units are paid for at a bank: in what, on which accounts, and whether what is begun now would come too late. */
export type Wires = {
  readonly fiat: Currency
  readonly accounts: readonly Pick<BankAccount, 'name' | 'number' | 'currency'>[]
  readonly lastDay: Temporal.PlainDate
  readonly isTooLate: boolean
}

/** How units are paid for at a bank; null where they cannot be. */
export async function wiresFor(
  db: Db,
  { issuer, payment, offering, timeZone }: Instrument,
  now: Temporal.Instant,
): Promise<Wires | null> {
  const fiat = fiatOf(payment.currency)
  const accounts = (await bankAccounts(db))
    .filter((account) => account.issuer === issuer && account.currency === fiat?.code)
    .map(({ name, number, currency }) => ({ name, number, currency }))
  if (fiat === null || accounts.length === 0) return null
  const lastDay = lastWireDay(offering.closes, fiat)
  const isTooLate = Temporal.PlainDate.compare(dateIn(now, timeZone), lastDay) > 0
  return { fiat, accounts, lastDay, isTooLate }
}

/** Whether whoever begins now can pay for units at a bank. */
export async function mayWireNow(db: Db, instrument: Instrument, now: Temporal.Instant): Promise<boolean> {
  return (await wiresFor(db, instrument, now))?.isTooLate === false
}

/**
 * What the investor owes for issued units since the bank took their payment back, and where they wire it; null where they owe
 * nothing. Until units are issued, what they cost may still be less.
 */
export async function owedAtBank(
  db: Db,
  { id, isFiat, state }: Subscription,
  instrument: Instrument,
  now: Temporal.Instant,
): Promise<{ readonly amount: Money; readonly accounts: Wires['accounts'] } | null> {
  const owed = isFiat && state === 'issued' ? await owedBy(db, id) : 0n
  const wires = owed === 0n ? null : await wiresFor(db, instrument, now)
  return wires === null ? null : { amount: money(owed, wires.fiat), accounts: wires.accounts }
}
