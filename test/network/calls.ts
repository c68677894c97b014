/** What is asked of a node and sent to it, each awaited until it is in a block. */
import assert from 'node:assert/strict'
import {
  decodeFunctionResult,
  encodeDeployData,
  encodeFunctionData,
  getAddress,
  keccak256,
  type Abi,
  type Address,
  type ContractFunctionArgs,
  type ContractFunctionName,
  type ContractFunctionReturnType,
  type Hex,
} from 'viem'
import { developmentSigner } from '../../src/platform/chain/keystore.ts'
import { field, hexOf, numberOf, type Rpc } from '../../src/platform/chain/rpc.ts'

export const CHAIN = 424_242
export const signer = developmentSigner(0, {})
export const operator = getAddress(signer.address)
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Sends a transaction, of the operator or another, and waits until it is in a block. Answers what it created, if anything. */
export async function send(
  rpc: Rpc,
  to: Address | null,
  data: Hex,
  { from = signer, value = 0n } = {},
): Promise<Address | null> {
  const nonce = numberOf(await rpc.call('eth_getTransactionCount', [from.address, 'latest']), 'count')
  const fees = { maxFeePerGas: 10_000_000_000n, maxPriorityFeePerGas: 1_000_000_000n }
  const raw = await from.sign({ chainId: CHAIN, nonce, to, data, value, gas: 6_000_000n, ...fees })
  await rpc.call('eth_sendRawTransaction', [raw])
  for (let tries = 0; tries < 600; tries++) {
    const receipt = await rpc.call('eth_getTransactionReceipt', [keccak256(raw)])
    if (receipt !== null) {
      assert.equal(field(receipt, 'status'), '0x1', 'the transaction was reverted')
      const created = field(receipt, 'contractAddress')
      return typeof created === 'string' ? getAddress(created) : null
    }
    await sleep(50)
  }
  throw new Error('a transaction came to no block')
}

/** Calls a function, with arguments of the ABI's own types: a member that it has got since is missed by the compiler. */
export async function call<const A extends Abi, const N extends ContractFunctionName<A, 'nonpayable'>>(
  rpc: Rpc,
  to: Address,
  abi: A,
  functionName: N,
  args: ContractFunctionArgs<A, 'nonpayable', N>,
  from = signer,
): Promise<void> {
  await send(rpc, to, dataOf(abi, functionName, args), { from })
}

export async function ask<const A extends Abi, const N extends ContractFunctionName<A, 'view' | 'pure'>>(
  rpc: Rpc,
  to: Address,
  abi: A,
  functionName: N,
  args: ContractFunctionArgs<A, 'view' | 'pure', N>,
): Promise<ContractFunctionReturnType<A, 'view' | 'pure', N>> {
  const data = dataOf(abi, functionName, args)
  const answer = hexOf(await rpc.call('eth_call', [{ to, data }, 'latest']), 'answer')
  return decoded(abi, functionName, answer) as ContractFunctionReturnType<A, 'view' | 'pure', N>
}

// Of any ABI: of one that is not known yet, the compiler does not see that name and arguments belong to it.
function dataOf(abi: Abi, functionName: string, args: unknown): Hex {
  return encodeFunctionData({ abi, functionName, args: args as readonly unknown[] })
}

function decoded(abi: Abi, functionName: string, data: Hex): unknown {
  return decodeFunctionResult({ abi, functionName, data })
}

export async function create(rpc: Rpc, abi: Abi, bytecode: Hex, args: readonly unknown[]): Promise<Address> {
  const made = await send(rpc, null, encodeDeployData({ abi, bytecode, args: [...args] }))
  assert.ok(made !== null)
  return made
}

export async function timeOf(rpc: Rpc): Promise<number> {
  return numberOf(field(await rpc.call('eth_getBlockByNumber', ['latest', false]), 'timestamp'), 'time')
}

/** Waits until a block is that late: each is a second later than the one before. */
export async function until(rpc: Rpc, at: number): Promise<void> {
  while ((await timeOf(rpc)) < at) await sleep(50)
}
