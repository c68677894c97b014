import { decodeEventLog, encodeFunctionData, erc20Abi, keccak256, toHex, type Address, type Hex } from 'viem'
import { distributorAbi } from '../../contracts/abi/Distributor.ts'
import { investorRegistryAbi } from '../../contracts/abi/InvestorRegistry.ts'
import { securityTokenAbi } from '../../contracts/abi/SecurityToken.ts'
import { REGISTRY_STATUS } from '../investor/investor.ts'
import type { DistributionId } from '../kernel/ids.ts'
import { epochSeconds, instantOfSeconds } from '../kernel/time.ts'
import type { ChainLog } from '../platform/chain/projection.ts'
import { revertData } from '../platform/chain/revert.ts'
import { RpcError } from '../platform/chain/rpc.ts'
import { question, type State } from '../platform/chain/state.ts'
import type { DistributorEvent } from './distribution.ts'

/** The reference under which the distributor knows a distribution: declaring it twice is refused there as well. */
export function distributionRef(id: DistributionId): Hex {
  return keccak256(toHex(id))
}

export function declareRecordDateCall(at: Temporal.Instant): Hex {
  return encodeFunctionData({
    abi: securityTokenAbi,
    functionName: 'declareRecordDate',
    args: [epochSeconds(at)],
  })
}

export function declareCall(call: {
  readonly token: Address
  readonly recordId: number
  readonly payment: Address
  readonly amount: bigint
  readonly ref: Hex
}): Hex {
  return encodeFunctionData({
    abi: distributorAbi,
    functionName: 'declare',
    args: [call.token, call.recordId, call.payment, call.amount, call.ref],
  })
}

/** Lets the distributor take exactly `amount`, no more. */
export function approveCall(spender: Address, amount: bigint): Hex {
  return encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [spender, amount] })
}

export function fundCall(chainId: bigint, amount: bigint): Hex {
  return encodeFunctionData({ abi: distributorAbi, functionName: 'fund', args: [chainId, amount] })
}

export function pushCall(chainId: bigint, holders: readonly Address[]): Hex {
  return encodeFunctionData({ abi: distributorAbi, functionName: 'push', args: [chainId, [...holders]] })
}

/** Has pushes to holders of this token pay nobody whom the registry blocks. */
export function watchCall(token: Address): Hex {
  return encodeFunctionData({ abi: distributorAbi, functionName: 'watch', args: [token] })
}

const RECORDS_PER_CALL = 1_000

/** Whether the registry blocks one of these holders, and pushes do not look at it yet though they could. */
export async function needsWatch(
  state: State,
  { distributor, registry }: { readonly distributor: Address; readonly registry: Address },
  token: Address,
  holders: readonly Address[],
): Promise<boolean> {
  if (!(await canBeWatched(state, distributor, token))) return false
  const chunks = Array.from({ length: Math.ceil(holders.length / RECORDS_PER_CALL) }, (_, i) =>
    holders.slice(i * RECORDS_PER_CALL, (i + 1) * RECORDS_PER_CALL),
  )
  const records = await state.ask(
    chunks.map((chunk) => question(registry, investorRegistryAbi, 'packedOfBatch', [chunk])),
  )
  return records.flat().some((record) => registryStatus(record) === REGISTRY_STATUS.blocked)
}

/** Whether pushes could look at the registry, and do not yet. A distributor from before they could does not know the question. */
async function canBeWatched(state: State, distributor: Address, token: Address): Promise<boolean> {
  try {
    const [isWatched] = await state.ask([question(distributor, distributorAbi, 'isWatched', [token])])
    return !isWatched
  } catch (error) {
    if (error instanceof RpcError && revertData(error) !== null) return false
    throw error
  }
}

export function retryCall(chainId: bigint, holders: readonly Address[]): Hex {
  return encodeFunctionData({
    abi: distributorAbi,
    functionName: 'retryParked',
    args: [chainId, [...holders]],
  })
}

export function closeCall(chainId: bigint): Hex {
  return encodeFunctionData({ abi: distributorAbi, functionName: 'close', args: [chainId] })
}

/** The status in a word of the registry's: `InvestorRecord.sol` says where it lies. */
function registryStatus(record: bigint): number {
  return Number((record >> 202n) & 3n)
}

/** What one log says about record dates or distributions, or null when it is about something else. */
export type DistributionFact =
  | { readonly kind: 'record-date'; readonly recordId: number; readonly recordAt: Temporal.Instant }
  | DistributorEvent

export function decodeRecordDate(log: ChainLog): DistributionFact | null {
  const event = decode(securityTokenAbi, log)
  return event?.eventName === 'RecordDateDeclared'
    ? { kind: 'record-date', recordId: event.args.id, recordAt: instantOfSeconds(event.args.at) }
    : null
}

export function decodeDistributor(log: ChainLog): DistributionFact | null {
  const event = decode(distributorAbi, log)
  const none = { ref: null, record: null, wallet: null, amount: 0n, carried: 0n, bps: null }
  switch (event?.eventName) {
    case 'Declared': {
      const { id, token, recordId, amount, carriedIn, ref } = event.args
      const record = { token: token.toLowerCase(), id: recordId }
      return { ...none, kind: 'declared', chainId: id, ref, record, amount, carried: carriedIn }
    }
    case 'Funded':
      return {
        ...none,
        kind: 'funded',
        chainId: event.args.id,
        wallet: event.args.from,
        amount: event.args.received,
      }
    case 'Paid':
      return {
        ...none,
        kind: 'paid',
        chainId: event.args.id,
        wallet: event.args.holder,
        amount: event.args.amount,
      }
    case 'Parked':
      return {
        ...none,
        kind: 'parked',
        chainId: event.args.id,
        wallet: event.args.holder,
        amount: event.args.amount,
      }
    case 'HeldBack':
      return { ...none, kind: 'held', chainId: event.args.id, wallet: event.args.holder }
    case 'HeldBackNoLonger':
      return { ...none, kind: 'released', chainId: event.args.id, wallet: event.args.holder }
    case 'Withheld':
      return {
        ...none,
        kind: 'withheld',
        chainId: event.args.id,
        wallet: event.args.holder,
        amount: event.args.amount,
        bps: Number(event.args.bps),
      }
    case 'Remitted':
      return {
        ...none,
        kind: 'remitted',
        chainId: event.args.id,
        wallet: event.args.to,
        amount: event.args.amount,
      }
    case 'Expired':
      return {
        ...none,
        kind: 'expired',
        chainId: event.args.id,
        wallet: event.args.to,
        amount: event.args.amount,
      }
    case 'Pushed':
      return { ...none, kind: 'pushed', chainId: event.args.id, wallet: event.args.cursor }
    case 'Closed':
      return {
        ...none,
        kind: 'closed',
        chainId: event.args.id,
        amount: event.args.paid,
        carried: event.args.carried,
      }
    default:
      return null
  }
}

/** A log of an event that the ABI does not know, from a later version of the contract, is not ours to read. */
function decode<const A extends typeof distributorAbi | typeof securityTokenAbi>(abi: A, log: ChainLog) {
  try {
    return decodeEventLog({ abi, topics: log.topics as [Hex, ...Hex[]], data: log.data, strict: true })
  } catch {
    return null
  }
}
