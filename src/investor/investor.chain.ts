import { encodeFunctionData, getAddress, keccak256, toHex, type Address, type Hex } from 'viem'
import { investorRegistryAbi } from '../../contracts/abi/InvestorRegistry.ts'
import type { InvestorId } from '../kernel/ids.ts'
import { epochDay } from '../kernel/time.ts'
import { REGISTRY_CLASS, REGISTRY_STATUS, type Investor } from './investor.ts'

/**
 * The address by which the registry knows an investor. It is derived from the investor's random id, so it says nothing
 * about the person and two wallets of one investor share it; nothing is deployed there.
 */
export function identityAddress(investor: InvestorId): Address {
  return getAddress(`0x${keccak256(toHex(`aliquot.identity:${investor}`)).slice(-40)}`)
}

/** The call that writes an investor's record for a wallet that the registry does not know yet. */
export function registerCall(wallet: Address, investor: Investor, country: number): Hex {
  return encodeFunctionData({
    abi: investorRegistryAbi,
    functionName: 'register',
    args: [wallet, record(investor, country)],
  })
}

/** The call that replaces the record of a wallet that the registry knows. */
export function updateCall(wallet: Address, investor: Investor, country: number): Hex {
  return encodeFunctionData({
    abi: investorRegistryAbi,
    functionName: 'update',
    args: [wallet, record(investor, country)],
  })
}

/** @param country ISO 3166-1 numeric */
function record(investor: Investor, country: number) {
  return {
    identity: investor.identity,
    kycUntilDay: registryDay(investor.kycUntil),
    accreditedUntilDay: registryDay(investor.accreditedUntil),
    country,
    class: REGISTRY_CLASS[investor.kind],
    status: investor.kycStatus === 'verified' ? REGISTRY_STATUS.active : REGISTRY_STATUS.blocked,
    topics: 0,
  } as const
}

/** The registry counts days in 16 bits: until 2149-06-06. Whatever is good for longer is good until then. */
const REGISTRY_DAY_MAX = 2 ** 16 - 1

function registryDay(until: Temporal.PlainDate | null): number {
  return until === null ? 0 : Math.min(epochDay(until), REGISTRY_DAY_MAX)
}
