import {
  RATE_DECIMALS,
  type AcceptedCurrency,
  type Instrument,
  type OfferingTerms,
  type PaymentToken,
} from '../instrument/instrument.ts'
import { displayMoney, formatDecimal } from '../kernel/decimal.ts'
import { money, type Currency, type Money } from '../kernel/money.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { cashFor } from './closing/allocation.ts'
import type { Subscription } from './subscription/subscription.ts'

/** `num` base units of a token for `den` minor units of the payment currency, in lowest terms. */
export type Ratio = { readonly num: bigint; readonly den: bigint }

/** What an offering is paid in: its place in the contract, and at which rate. */
export type Payable = PaymentToken & Ratio & { readonly index: number }

/** An offering is not paid in one of its currencies any more. */
export type CurrencyStop = {
  /** As its contract counts them. */
  readonly currency: number
  readonly reason: string
  readonly at: Temporal.Instant
  readonly by: string
}

type Sold = Pick<Instrument, 'payment'> & { readonly offering: Pick<OfferingTerms, 'currencies'> }

/** Everything that an offering is paid in, in the order of its contract: the payment token, one to one, and what its terms name. */
export function payables({ payment, offering }: Sold): Payable[] {
  return [
    { ...payment, index: 0, num: 1n, den: 1n },
    ...offering.currencies.map((one, at) => ({
      token: one.token,
      currency: one.currency,
      index: at + 1,
      ...ratioOf(one, payment.currency),
    })),
  ]
}

/** What a subscription is paid in; of one that is paid at a bank, what it would be. Naming a currency that is not taken is a bug. */
export function payableOf(sold: Sold, { currency }: Pick<Subscription, 'currency'>): Payable {
  const found = payables(sold)[currency]
  if (found === undefined) throw new Error(`nothing is paid in currency ${currency}`)
  return found
}

/** By its code, which no two of an offering share. */
export function payableNamed(sold: Sold, code: string): Result<Payable, 'CURRENCY_NOT_TAKEN'> {
  const taken = payables(sold)
  const found = taken.find(({ currency }) => currency.code === code)
  return found === undefined
    ? refuse('CURRENCY_NOT_TAKEN', { currencies: taken.map(({ currency }) => currency.code).join(', ') })
    : ok(found)
}

/** What `amount`, minor units of the payment currency, comes to in what a subscription is paid in: rounded up, as its contract does. */
export function cashOf(sold: Sold, of: Pick<Subscription, 'currency'>, amount: bigint): Money {
  const { currency, ...ratio } = payableOf(sold, of)
  return money(cashFor(amount, ratio), currency)
}

/** What a subscription costs, and what that comes to in what it is paid in where that is another currency. */
export function cashWords(sold: Sold, of: Pick<Subscription, 'currency' | 'amount'>): string {
  const amount = displayMoney(money(of.amount, sold.payment.currency))
  return of.currency === 0 ? amount : `${amount} (${displayMoney(cashOf(sold, of, of.amount))})`
}

/** A rate between whole units, as one between the smallest of both. */
export function ratioOf(
  { currency, rate }: Pick<AcceptedCurrency, 'currency' | 'rate'>,
  payment: Currency,
): Ratio {
  const num = rate * 10n ** BigInt(currency.decimals)
  const den = 10n ** BigInt(RATE_DECIMALS + payment.decimals)
  const common = gcd(num, den)
  return { num: num / common, den: den / common }
}

/** A rate as a sheet writes it: no zeros behind what it needs. */
export function rateText(rate: bigint): string {
  return formatDecimal(rate, RATE_DECIMALS).replace(/\.?0+$/, '')
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b)
}
