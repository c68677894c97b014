import { toFunctionSelector, type Address } from 'viem'
import type { Intent } from '../platform/chain/intents.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import { tokenAllowance } from '../platform/chain/token-balance.ts'

const OVERFUNDED = toFunctionSelector('Overfunded(uint256,uint256)')
/** What is left out after somebody was faster: to be faster again they have to give more than that. */
const LEFT_OUT = 16n

/** Whether a funding failed because somebody else gave a part meanwhile, so that it was more than was missing: nothing is wrong. */
export function wasOverfunded({ failure }: Pick<Intent, 'failure'>): boolean {
  return failure?.data?.startsWith(OVERFUNDED) ?? false
}

/**
 * What a treasury is to send to a contract that anybody may fund, and that takes all of a sum or nothing: whoever gives one base unit
 * first makes it refuse what was missing before. After that a sixteenth is left for the next time, so that a sum of any size is
 * funded in a few steps, whatever others give.
 *
 * @param of.missing what the contract lacks, in minor units of the payment token
 * @param of.before  every transaction that was asked for of this payment, the newest first
 * @returns how much to send; none where an allowance is left over, which is to be set to nothing first: some tokens let it be
 *          changed to nothing else
 */
export async function amountToFund(
  rpc: Rpc,
  of: {
    readonly payment: Address
    readonly treasury: Address
    readonly contract: Address
    readonly missing: bigint
    readonly before: readonly Pick<Intent, 'to' | 'failure'>[]
  },
): Promise<bigint> {
  const { payment, treasury, contract, missing, before } = of
  const left = await tokenAllowance(rpc, payment, { owner: treasury, spender: contract })
  // Once: a token that keeps it all the same has its reasons.
  if (left > 0n && before[0]?.to !== payment.toLowerCase()) return 0n
  const last = before.find(({ to }) => to === contract.toLowerCase())
  return last !== undefined && wasOverfunded(last) ? missing - missing / LEFT_OUT : missing
}
