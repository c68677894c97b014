import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { keccak256, toHex } from 'viem'
import { securityTokenAbi } from '../../contracts/abi/SecurityToken.ts'
import { tokenWorld } from '../../test/token-world.ts'
import { ChainUnavailable, type Rpc } from '../platform/chain/rpc.ts'
import { atHead } from '../platform/chain/state.ts'
import { carriedIn, readDomain, transferTypedData } from './transfer-order.chain.ts'

const world = await tokenWorld()
const { rpc, token, people } = world
const [from, to, other] = [people[0]!, people[1]!, people[2]!]
const nonce = keccak256(toHex('carried by somebody else'))
const order = { from, to, units: 30n, nonce }

before(async () => {
  await world.sendToken('mint', [from, 100n])
  assert.equal(await carriedIn(rpc, token, order, 0), null)
  const domain = await atHead(rpc, (state) => readDomain(state, token))
  const authorization = { from, to, value: 30n, validAfter: 0n, validBefore: 4_000_000_000n, nonce }
  const signer = world.accounts.find(({ address }) => address === from)!
  const signature = await signer.signTypedData(transferTypedData(domain, authorization))
  const args = [from, to, 30n, 0n, 4_000_000_000n, nonce, signature] as const
  await world.send(token, securityTokenAbi, 'transferWithAuthorization', args, other)
})

test('the transaction in which a stranger carried a transfer is found, and is that of no other transfer', async () => {
  const tx = await carriedIn(rpc, token, order, 0)
  assert.match(tx ?? '', /^0x[0-9a-f]{64}$/)
  assert.equal(await carriedIn(rpc, token, { ...order, units: 31n }, 0), null)
  assert.equal(await carriedIn(rpc, token, { ...order, to: other }, 0), null)
})

/** A node of two machines, one of which has not seen the last blocks; it answers every second question about the head. */
function twoMachines(): Rpc {
  let asked = 0
  return {
    ...rpc,
    call: async (method, params) =>
      method === 'eth_blockNumber' && ++asked % 2 === 0 ? '0x0' : rpc.call(method, params),
  }
}

test('a node that lags behind makes no carried transfer one that was not', async () => {
  assert.equal(await carriedIn(twoMachines(), token, order, 1), await carriedIn(rpc, token, order, 0))
  const forgetful: Rpc = {
    ...rpc,
    call: async (method, params) =>
      method === 'eth_getTransactionReceipt' ? null : rpc.call(method, params),
  }
  await assert.rejects(() => carriedIn(forgetful, token, order, 0), ChainUnavailable)
})
