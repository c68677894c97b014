import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Address, Hex } from 'viem'
import { testChain } from '../../../test/chain.ts'
import { ChainUnavailable, RpcError } from './rpc.ts'
import { signedMessage } from './signature.ts'
import { faultProxy } from './testing/fault-proxy.ts'

const chain = await testChain()
const wallet: Address = '0x000000000000000000000000000000000000a11e'
/** Answers every call as ERC-1271 has it for a signature that is the wallet's. */
const SIGNS: Hex = '0x631626ba7e60e01b5f5260205ff3'
const REVERTS: Hex = '0x5f5ffd'
const OUT_OF_RANGE = new RpcError(-32602, 'BlockOutOfRangeError: block height is 2 but requested was 1', null)

test('a contract wallet that a node does not ask has not refused: it is asked again of a newer block, or nothing is said', async () => {
  const proxy = await faultProxy(chain.url)
  const signed = () => signedMessage(proxy.rpc, wallet, 'hello', '0x01')
  assert.equal(await signed(), false, 'nobody is there')
  await chain.rpc.call('anvil_setCode', [wallet, SIGNS])
  assert.equal(await signed(), true)

  let isMoving = true
  proxy.fault = async ({ method }, forward) => {
    if (method !== 'eth_call') return forward()
    if (!isMoving) throw OUT_OF_RANGE
    isMoving = false
    await chain.rpc.call('evm_mine', [])
    throw OUT_OF_RANGE
  }
  await assert.rejects(signed(), RpcError, 'no later block is answered for either')
  isMoving = true
  proxy.fault = async ({ method }, forward) => {
    if (method !== 'eth_call' || !isMoving) return forward()
    isMoving = false
    await chain.rpc.call('evm_mine', [])
    throw OUT_OF_RANGE
  }
  assert.equal(await signed(), true)
  await chain.rpc.call('anvil_setCode', [wallet, REVERTS])
  assert.equal(await signed(), false)
})

test('a wallet is asked in three blocks at most, and once where the node is not done with it', async () => {
  const proxy = await faultProxy(chain.url)
  await chain.rpc.call('anvil_setCode', [wallet, SIGNS])
  const askedUntil = async (refusal: RpcError, error: typeof RpcError | typeof ChainUnavailable) => {
    let asked = 0
    proxy.fault = async ({ method }, forward) => {
      if (method !== 'eth_call') return forward()
      asked++
      await chain.rpc.call('evm_mine', [])
      throw refusal
    }
    await assert.rejects(signedMessage(proxy.rpc, wallet, 'hello', '0x01'), error)
    return asked
  }
  assert.equal(await askedUntil(OUT_OF_RANGE, RpcError), 3)
  const aborted = new RpcError(-32000, 'execution aborted (timeout = 5s)', null)
  assert.equal(await askedUntil(aborted, ChainUnavailable), 1)
})
