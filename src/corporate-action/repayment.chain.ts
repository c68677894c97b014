import {
  decodeEventLog,
  encodeFunctionData,
  encodePacked,
  keccak256,
  stringToHex,
  toFunctionSelector,
  type Address,
  type Hex,
} from 'viem'
import { redemptionAbi } from '../../contracts/abi/Redemption.ts'
import { ROLES } from '../../contracts/abi/roles.ts'
import { securityTokenAbi } from '../../contracts/abi/SecurityToken.ts'
import type { RepaymentId } from '../kernel/ids.ts'
import { epochSeconds, instantOfSeconds } from '../kernel/time.ts'
import type { Intent } from '../platform/chain/intents.ts'
import type { ChainLog } from '../platform/chain/projection.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import { atHead, question, type Question } from '../platform/chain/state.ts'
import type { RedemptionEvent, RedemptionOnChain } from './repayment.ts'

/** After so many days the contract lets anyone end a redemption that was left half done. */
const UNFINISHED_DAYS = 7
/** Redemptions that one repayment may need, because those before were left half done. */
const ROUNDS_MAX = 10
/** More than a token can have: every unit there is. */
const EVERY_UNIT = 2n ** 104n - 1n
/** What it takes to destroy units, and to pause the token meanwhile. */
const REDEEMING = ROLES.ISSUER | ROLES.PAUSER

/** The references under which the contract knows a repayment's redemptions, in their order. */
export function repaymentRefs(id: RepaymentId): Hex[] {
  return Array.from({ length: ROUNDS_MAX }, (_, round) =>
    keccak256(encodePacked(['bytes32', 'uint8'], [keccak256(stringToHex(id)), round])),
  )
}

export function empowerCall(redemption: Address): Hex {
  return encodeFunctionData({
    abi: securityTokenAbi,
    functionName: 'grantRole',
    args: [redemption, REDEEMING],
  })
}

export function announceCall(terms: {
  readonly token: Address
  readonly payment: Address
  readonly treasury: Address
  /** For one whole unit. */
  readonly price: bigint
  readonly at: Temporal.Instant
  readonly ref: Hex
}): Hex {
  const { at, ...rest } = terms
  return encodeFunctionData({
    abi: redemptionAbi,
    functionName: 'announce',
    args: [{ ...rest, units: EVERY_UNIT, at: epochSeconds(at) }],
  })
}

export function fundRedemptionCall(id: bigint, amount: bigint): Hex {
  return encodeFunctionData({ abi: redemptionAbi, functionName: 'fund', args: [id, amount] })
}

export function redeemCall(id: bigint, holders: readonly Address[]): Hex {
  return encodeFunctionData({ abi: redemptionAbi, functionName: 'redeem', args: [id, [...holders]] })
}

export function claimRedemptionCall(id: bigint, holder: Address): Hex {
  return encodeFunctionData({ abi: redemptionAbi, functionName: 'claim', args: [id, holder] })
}

const NOTHING_TO_CLAIM = toFunctionSelector('NothingToClaim(uint256,address)')

/** Whether a claim failed because nothing was left of it: somebody else was faster. */
export function wasClaimedBefore({ failure }: Pick<Intent, 'failure'>): boolean {
  return failure?.data?.startsWith(NOTHING_TO_CLAIM) ?? false
}

/** Lets what is held of a holder's principal be claimed. */
export function releaseCall(id: bigint, holder: string): Hex {
  return encodeFunctionData({
    abi: redemptionAbi,
    functionName: 'release',
    args: [id, holder as Address],
  })
}

/** Begins a redemption, ends it, or sends back what is owed to nobody. */
export function redemptionCall(step: 'begin' | 'finish' | 'returnRest', id: bigint): Hex {
  return encodeFunctionData({ abi: redemptionAbi, functionName: step, args: [id] })
}

/** What the contract and the token say now. `next` is the reference of a redemption that is announced now. */
export type RepaymentState = {
  readonly isEmpowered: boolean
  readonly next: Hex | null
  readonly redemption: RedemptionOnChain | null
}

export async function readRepayment(
  rpc: Rpc,
  of: { readonly redemption: Address; readonly token: Address; readonly id: RepaymentId },
): Promise<RepaymentState> {
  return atHead(rpc, async (state) => {
    const [roles, supply] = await state.ask([
      question(of.token, securityTokenAbi, 'rolesOf', [of.redemption]),
      question(of.token, securityTokenAbi, 'totalSupply', []),
    ])
    const isEmpowered = (roles & REDEEMING) === REDEEMING
    for (const ref of repaymentRefs(of.id)) {
      const [id] = await state.ask([question(of.redemption, redemptionAbi, 'idOf', [of.token, ref])])
      if (id === 0n) return { isEmpowered, next: ref, redemption: null }
      const [known, purse, missing] = await state.ask([
        question(of.redemption, redemptionAbi, 'redemption', [id]),
        question(of.redemption, redemptionAbi, 'purse', [id]),
        question(of.redemption, redemptionAbi, 'missing', [id]),
      ])
      const rest = purse.over ? purse.funded - purse.paid - purse.parked - purse.returned : 0n
      // Ended with units left, by whoever: another one follows.
      if (purse.over && rest === 0n && supply > 0n) continue
      const begun = known.begunAt === 0 ? null : instantOfSeconds(known.begunAt)
      return {
        isEmpowered,
        next: null,
        redemption: {
          id,
          stage: purse.over ? 'over' : begun === null ? 'announced' : 'running',
          at: instantOfSeconds(known.at),
          until: begun?.add({ hours: UNFINISHED_DAYS * 24 }) ?? null,
          isCovered: begun !== null && known.unitsCovered === known.supply,
          missing,
          rest,
        },
      }
    }
    return { isEmpowered, next: null, redemption: null }
  })
}

/** Questions asked at once of a node. */
const QUESTIONS_MAX = 500

/** Which of these holders a redemption has not come to. */
export function readUnredeemed(rpc: Rpc, redemption: Address, id: bigint, holders: readonly Address[]) {
  return without(rpc, holders, (holder) => question(redemption, redemptionAbi, 'isRedeemed', [id, holder]))
}

/** What is kept for these holders and may be paid: held is what was bought while units were frozen, until it is released. */
export function readUnheld<T extends { readonly purchase: bigint; readonly wallet: string }>(
  rpc: Rpc,
  redemption: Address,
  parked: readonly T[],
): Promise<T[]> {
  return without(rpc, parked, ({ purchase, wallet }) =>
    question(redemption, redemptionAbi, 'isHeld', [purchase, wallet as Address]),
  )
}

/** Those of whom the answer is no. */
function without<T>(rpc: Rpc, all: readonly T[], ask: (one: T) => Question<boolean>): Promise<T[]> {
  return atHead(rpc, async (state) => {
    const left: T[] = []
    for (let at = 0; at < all.length; at += QUESTIONS_MAX) {
      const some = all.slice(at, at + QUESTIONS_MAX)
      const answers = await state.ask(some.map(ask))
      left.push(...some.filter((_, i) => answers[i] === false))
    }
    return left
  })
}

export function decodeRedemption(log: ChainLog): RedemptionEvent | null {
  const event = decode(log)
  if (event === null) return null
  const { eventName, args } = event
  const none = { purchase: args.id, token: null, ref: null, wallet: null, units: 0n, amount: 0n }
  switch (eventName) {
    case 'RedemptionAnnounced':
      return { ...none, kind: 'announced', token: args.token.toLowerCase(), ref: args.ref }
    case 'Funded':
      return { ...none, kind: 'funded', amount: args.received }
    case 'Bought':
      return { ...none, kind: 'bought', wallet: args.holder, units: args.units, amount: args.amount }
    case 'Paid':
      return { ...none, kind: 'paid', wallet: args.holder, amount: args.amount }
    case 'Parked':
      return { ...none, kind: 'parked', wallet: args.holder, amount: args.amount }
    case 'Returned':
      return { ...none, kind: 'returned', amount: args.amount }
    default:
      return null
  }
}

/** A log of an event that the ABI does not know, from a later version of the contract, is not ours to read. */
function decode(log: ChainLog) {
  try {
    return decodeEventLog({
      abi: redemptionAbi,
      topics: log.topics as [Hex, ...Hex[]],
      data: log.data,
      strict: true,
    })
  } catch {
    return null
  }
}
