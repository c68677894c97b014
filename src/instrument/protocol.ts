import type { Address } from './instrument.ts'

/** The platform's own contracts, one of each. */
export const PROTOCOL_CONTRACTS = [
  'InvestorRegistry',
  'TokenOffice',
  'SecurityToken',
  'Distributor',
  'Factory',
  'RevenueRouter',
  'Waterfall',
  'Offering',
  'AssetFactory',
  'Redemption',
  'DevStablecoin',
] as const
export type ProtocolContract = (typeof PROTOCOL_CONTRACTS)[number]

/** What has to happen before an instrument can have a token: every contract, then the registry's agent. */
export type ProtocolStep = ProtocolContract | 'registry-agent'

/** Why the platform's contracts cannot be put on a chain. */
export type ProtocolRefusal = 'DEPLOYER_MISSING' | 'OPERATOR_CHANGED' | 'CHAIN_CHANGED'

/** Chain id of the embedded chain: the only one on which the worthless development stablecoin is deployed. */
export const EMBEDDED_CHAIN_ID = 31_337

export type ProtocolAddresses = {
  readonly chainId: number
  /** Owns the contracts and carries transactions: the platform's own account. */
  readonly operator: Address
  readonly registry: Address
  /** What every token is a clone of; holds no units itself. */
  readonly tokenImplementation: Address
  readonly distributor: Address
  readonly factory: Address
  /** Makes offerings and the other parts of an asset. */
  readonly assetFactory: Address
  /** What every offering is a clone of. */
  readonly offeringImplementation: Address
  /** Redeems units of any token, against money. */
  readonly redemption: Address
  /** Null on every chain but the embedded one. */
  readonly stablecoin: Address | null
}

/** The contracts that a chain gets. */
export function contractsFor(chainId: number): ProtocolContract[] {
  return PROTOCOL_CONTRACTS.filter((name) => name !== 'DevStablecoin' || chainId === EMBEDDED_CHAIN_ID)
}
