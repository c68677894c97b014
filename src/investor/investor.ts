import type { InvestorId, WalletId } from '../kernel/ids.ts'

/** Where an investor stands with their verification: the words of real onboarding operations. */
export type KycStatus = (typeof KYC_STATUSES)[number]
export const KYC_STATUSES = [
  'none',
  'processing',
  'updates-required',
  'manual-review',
  'verified',
  'rejected',
  'expired',
] as const

export type InvestorKind = (typeof INVESTOR_KINDS)[number]
export const INVESTOR_KINDS = ['individual', 'entity'] as const

/** What the law asks about a holder, without who they are: the name stays in the vault. */
export type Investor = {
  readonly id: InvestorId
  readonly kind: InvestorKind
  /** ISO 3166 alpha-2. */
  readonly country: string
  readonly kycStatus: KycStatus
  /** The first day on which the verification no longer counts. */
  readonly kycUntil: Temporal.PlainDate | null
  /** The first day on which the accreditation no longer counts; null when never accredited. */
  readonly accreditedUntil: Temporal.PlainDate | null
  /** The address by which the on-chain registry knows this investor; nothing is deployed there. */
  readonly identity: `0x${string}`
}

/** What counts of an investor where people are counted. */
export type CountedInvestor = Pick<Investor, 'id' | 'kind' | 'country' | 'accreditedUntil'>

/** Where a wallet stands between its owner's signature and the on-chain registry. */
export type WalletStatus = (typeof WALLET_STATUSES)[number]
export const WALLET_STATUSES = ['pending', 'syncing', 'ready', 'rejected', 'cancelled'] as const

export type Wallet = {
  readonly id: WalletId
  readonly investor: InvestorId
  readonly address: `0x${string}`
  readonly status: WalletStatus
}

/** Codes of `InvestorRegistry`'s packed record. */
export const REGISTRY_STATUS = { none: 0, active: 1, blocked: 2 } as const
export const REGISTRY_CLASS: Readonly<Record<InvestorKind, number>> = { individual: 1, entity: 2 }

/** The most wallets an investor may have: what the registry can move in one transaction. */
export const WALLETS_MAX = 16

/** How the verification stands on `today`: an approval that ran out is `expired`, whatever was stored. */
export function kycStatusOn(
  investor: Pick<Investor, 'kycStatus' | 'kycUntil'>,
  today: Temporal.PlainDate,
): KycStatus {
  const ranOut = investor.kycUntil !== null && Temporal.PlainDate.compare(today, investor.kycUntil) >= 0
  return investor.kycStatus === 'verified' && ranOut ? 'expired' : investor.kycStatus
}

/** An accreditation counts until its day begins, in Coordinated Universal Time as the registry has it. */
export function isAccredited(
  { accreditedUntil }: Pick<Investor, 'accreditedUntil'>,
  today: Temporal.PlainDate,
): boolean {
  return accreditedUntil !== null && Temporal.PlainDate.compare(today, accreditedUntil) < 0
}

export type ApprovalRefusal = 'KYC_UNTIL_PAST' | 'ACCREDITED_UNTIL_PAST' | 'CUSTODY_ENDS'

/** Says why an approval with these expiry days makes no sense on `today`, or null. */
export function approvalRefusal(
  until: { readonly kyc: Temporal.PlainDate; readonly accredited: Temporal.PlainDate | null },
  today: Temporal.PlainDate,
  /** From this day what is held for a minor is theirs, and nobody buys for them any more; null where nobody holds for one. */
  custodyEnd: Temporal.PlainDate | null = null,
): ApprovalRefusal | null {
  if (Temporal.PlainDate.compare(until.kyc, today) <= 0) return 'KYC_UNTIL_PAST'
  if (until.accredited !== null && Temporal.PlainDate.compare(until.accredited, today) <= 0)
    return 'ACCREDITED_UNTIL_PAST'
  if (custodyEnd !== null && Temporal.PlainDate.compare(until.kyc, custodyEnd) > 0) return 'CUSTODY_ENDS'
  return null
}

/** What a wallet says by signing to be linked. */
export const LINK_STATEMENT = 'Link this wallet to my investor account. This moves nothing and costs nothing.'
