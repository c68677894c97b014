import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keccak256, parseSignature, toHex } from 'viem'
import { devStablecoinAbi } from '../../../contracts/abi/DevStablecoin.ts'
import { tokenWorld } from '../../../test/token-world.ts'
import { newId } from '../../kernel/ids.ts'
import { epochSeconds } from '../../kernel/time.ts'
import { ChainUnavailable, RpcError } from '../../platform/chain/rpc.ts'
import { faultProxy } from '../../platform/chain/testing/fault-proxy.ts'
import { usedIn } from '../../platform/chain/authorization.ts'
import {
  paymentAuthorization,
  paymentTypedData,
  stablecoinDomain,
  type PaymentAuthorization,
} from './subscription.chain.ts'

const world = await tokenWorld()
const { rpc, stablecoin, accounts, people, operator } = world
const payer = accounts[1]!
const treasury = people[5]!
const PRICE = 500_000_000n
await world.send(stablecoin, devStablecoinAbi, 'mint', [payer.address, 10n * PRICE])
const domain = await stablecoinDomain(rpc, stablecoin, 31_337)

const paymentOf = () =>
  paymentAuthorization(31_337, treasury, {
    investor: payer.address,
    units: 500n,
    currency: 0,
    cashMax: PRICE,
    salt: keccak256(toHex(newId('sub'))),
    deadline: BigInt(epochSeconds(Temporal.Instant.from('2099-01-01T00:00:00Z'))),
  })
async function carry(payment: PaymentAuthorization) {
  const { types } = paymentTypedData(domain, payment)
  const data = {
    domain,
    primaryType: 'TransferWithAuthorization' as const,
    types: { TransferWithAuthorization: types.ReceiveWithAuthorization },
    message: payment,
  }
  const { r, s, yParity } = parseSignature(await payer.signTypedData(data))
  const { from, to, value, validAfter, validBefore, nonce } = payment
  await world.send(
    stablecoin,
    devStablecoinAbi,
    'transferWithAuthorization',
    [from, to, value, validAfter, validBefore, nonce, 27 + yParity, r, s],
    operator,
  )
}

test('the transaction that used a nonce is found, whatever it paid for, and whoever carried it', async () => {
  const payment = paymentOf()
  assert.equal(await usedIn(rpc, stablecoin, payment, 0), null)
  await carry(payment)
  assert.equal(typeof (await usedIn(rpc, stablecoin, payment, 0)), 'string')
  // A node that has not seen the block yet at which we look first.
  await assert.rejects(() => usedIn(rpc, stablecoin, payment, 1_000_000), ChainUnavailable)
})

test('a payment that its payer cancelled was not made', async () => {
  const payment = paymentOf()
  const signature = await payer.signTypedData({
    domain,
    primaryType: 'CancelAuthorization',
    types: {
      CancelAuthorization: [
        { name: 'authorizer', type: 'address' },
        { name: 'nonce', type: 'bytes32' },
      ],
    },
    message: { authorizer: payment.from, nonce: payment.nonce },
  })
  const { r, s, yParity } = parseSignature(signature)
  await world.send(stablecoin, devStablecoinAbi, 'cancelAuthorization', [
    payment.from,
    payment.nonce,
    27 + yParity,
    r,
    s,
  ])
  assert.equal(await usedIn(rpc, stablecoin, payment, 0), null)
})

test('a nonce that nothing was signed for is unused', async () => {
  assert.equal(await usedIn(rpc, stablecoin, { ...paymentOf(), nonce: keccak256(toHex('none')) }, 0), null)
})

test('a node’s own trouble is no answer about what a stablecoin signs with', async () => {
  const proxy = await faultProxy(world.url)
  let calls = 0
  proxy.fault = ({ method }, forward) => {
    if (method === 'eth_call' && calls++ === 0) throw new RpcError(-32_005, 'too many requests', undefined)
    return forward()
  }
  await assert.rejects(stablecoinDomain(proxy.rpc, stablecoin, 31_337), RpcError)
  assert.deepEqual(await stablecoinDomain(proxy.rpc, stablecoin, 31_337), domain)
})
