import type { Instrument } from '../../instrument/instrument.ts'
import { formatDecimal } from '../../kernel/decimal.ts'
import type { SubscriptionId } from '../../kernel/ids.ts'
import { money, type Money } from '../../kernel/money.ts'
import { dateOfEpochDay } from '../../kernel/time.ts'
import { legendsOf } from '../../restriction/lot.ts'
import type { SubscriptionLot } from './subscription-lot.ts'
import { t } from '../../messages/message.ts'
import { cashOf, payables } from '../currency.ts'
import { fiatOf, toFiatUp } from '../../bank/deposit-match.ts'
import { paymentReference } from '../../bank/payment-reference.ts'
import { walletOf, type Subscription } from '../subscription/subscription.ts'

/** A table of the binder: its columns, and its rows as text. */
export type Table = { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] }

/** Of more agreements the binder holds the hashes alone: it is made in memory. */
export const AGREEMENTS_MAX = 2_000

/**
 * Who paid what, and got how many units and what back. Units and money are decimals, money in what it was paid in; what is paid
 * back is what the units that were given do not cost.
 *
 * @param names by investor, for those who may know them; null leaves the column out
 */
export function allotmentTable(
  paid: readonly Subscription[],
  instrument: Parameters<typeof cashOf>[0] & Pick<Instrument, 'decimals'>,
  names: ReadonlyMap<string, string> | null,
): Table {
  const { decimals } = instrument
  const named = names === null ? [] : ['name']
  return {
    columns: [
      'reference',
      'subscription',
      'number',
      'investor',
      ...named,
      'wallet',
      'unitsAsked',
      'unitsAllotted',
      'paid',
      'paidBy',
      'cost',
      'paidBack',
      'currency',
      'state',
    ],
    rows: paid.map((one) => {
      const { units: allotted, cost } = issuedFor(one)
      const { minor: paid, currency } = cashOf(instrument, one, one.amount)
      const { minor: kept } = cashOf(instrument, one, cost)
      const minor = (amount: bigint) => formatDecimal(amount, currency.decimals)
      return [
        paymentReference(one.id),
        one.id,
        String(one.number ?? ''),
        one.investor,
        ...(names === null ? [] : [names.get(one.investor) ?? '']),
        walletOf(one),
        formatDecimal(one.units, decimals),
        formatDecimal(allotted, decimals),
        minor(paid),
        one.isFiat ? 'bank' : 'wallet',
        minor(kept),
        minor(paid - kept),
        currency.code,
        one.state,
      ]
    }),
  }
}

/** What the units of each subscription were bound by at their issuance, a row for each legend of the packs of law. */
export function lotTable(lots: ReadonlyMap<SubscriptionId, SubscriptionLot>): Table {
  return {
    columns: ['subscription', 'lockedUntil', 'legends', 'pack', 'rule', 'lockUntil', 'text', 'citation'],
    rows: [...lots]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([id, { unlockDay, legend, legends }]) => {
        if (unlockDay === 0) return []
        const common = [id, dateOfEpochDay(unlockDay).toString(), legendsOf(legend).join(' ')]
        const said = legends.map((one) => [
          one.pack,
          one.rule,
          one.lockUntil.toString(),
          one.text,
          one.citation,
        ])
        return (said.length === 0 ? [['', '', '', '', '']] : said).map((row) => [...common, ...row])
      }),
  }
}

/** What a subscription got in the end, and what that cost. */
export function issuedFor({ state, allotted, cost }: Subscription): {
  readonly units: bigint
  readonly cost: bigint
} {
  return state === 'issued' ? { units: allotted ?? 0n, cost: cost ?? 0n } : { units: 0n, cost: 0n }
}

/** What issued units cost in each currency that an offering is paid in, and at a bank where somebody paid there; null where there is one. */
export function paidInEach(
  paid: readonly Subscription[],
  instrument: Parameters<typeof payables>[0],
): readonly Money[] | null {
  const taken = payables(instrument)
  if (taken.length === 1) return null
  const sum = (costs: readonly bigint[]) => costs.reduce((all, cost) => all + cost, 0n)
  const byWallet = taken.map(({ index, currency }) => {
    const own = paid.filter((one) => !one.isFiat && one.currency === index)
    return money(sum(own.map((one) => cashOf(instrument, one, issuedFor(one).cost).minor)), currency)
  })
  const { currency } = instrument.payment
  const fiat = fiatOf(currency)
  const wired = paid.filter(({ isFiat }) => isFiat).map((one) => issuedFor(one).cost)
  if (fiat === null || wired.length === 0) return byWallet
  return [...byWallet, money(sum(wired.map((cost) => toFiatUp(cost, currency, fiat))), fiat)]
}

/** A file of the binder, as its index names it. */
export type BinderFile = { readonly name: string; readonly sha256: string; readonly bytes: number }

export type BinderBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'facts'; readonly items: readonly (readonly [name: string, value: string])[] }

/** The index: what was closed and when, and every file with its size and SHA-256. */
export function indexBlocks(
  about: {
    readonly instrument: string
    readonly issuer: string
    readonly offering: string
    readonly closedAt: Temporal.Instant
    readonly unitsIssued: string
    readonly raised: string
    /** In which currencies that was paid; null where there is one. */
    readonly paidIn: string | null
    readonly token: string
    readonly escrow: string
  },
  files: readonly BinderFile[],
  left: { readonly names: boolean; readonly agreements: boolean },
): BinderBlock[] {
  return [
    {
      kind: 'facts',
      items: [
        [t('binder.instrument'), about.instrument],
        [t('binder.issuer'), about.issuer],
        [t('binder.offering'), about.offering],
        [t('binder.closedAt'), about.closedAt.toString()],
        [t('binder.unitsIssued'), about.unitsIssued],
        [t('binder.raised'), about.raised],
        ...(about.paidIn === null ? [] : [[t('binder.paidIn'), about.paidIn] as const]),
        [t('binder.token'), about.token],
        [t('binder.escrow'), about.escrow],
      ],
    },
    { kind: 'heading', text: t('binder.files') },
    { kind: 'text', text: t('binder.filesNote') },
    {
      kind: 'facts',
      items: files.map(({ name, sha256, bytes }) => [name, t('binder.file', { sha256, bytes })] as const),
    },
    ...(left.names ? [{ kind: 'text', text: t('binder.noNames') } as const] : []),
    ...(left.agreements
      ? [{ kind: 'text', text: t('binder.noAgreements', { max: AGREEMENTS_MAX }) } as const]
      : []),
    { kind: 'heading', text: t('binder.check') },
    { kind: 'text', text: t('binder.checkNote') },
  ]
}
