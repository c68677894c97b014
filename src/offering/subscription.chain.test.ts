import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keccak256, parseSignature, toHex } from 'viem'
import { devStablecoinAbi } from '../../contracts/abi/DevStablecoin.ts'
import { tokenWorld } from '../../test/token-world.ts'
import { newId } from '../kernel/ids.ts'
import {
  isPaid,
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
  paymentAuthorization({
    subscription: newId('sub'),
    from: payer.address,
    to: treasury,
    value: PRICE,
    validBefore: Temporal.Instant.from('2099-01-01T00:00:00Z'),
  })
async function carry(payment: PaymentAuthorization) {
  const { r, s, yParity } = parseSignature(await payer.signTypedData(paymentTypedData(domain, payment)))
  const { from, to, value, validAfter, validBefore, nonce } = payment
  await world.send(
    stablecoin,
    devStablecoinAbi,
    'transferWithAuthorization',
    [from, to, value, validAfter, validBefore, nonce, 27 + yParity, r, s],
    operator,
  )
}

test('a payment counts as soon as anybody has carried it to the chain, and not before', async () => {
  const payment = paymentOf()
  assert.equal(await isPaid(rpc, stablecoin, payment, 0), false)
  await carry(payment)
  assert.equal(await isPaid(rpc, stablecoin, payment, 0), true)
})

test('a payment whose nonce was spent on another one was not made', async () => {
  const elsewhere = paymentOf()
  await carry({ ...elsewhere, to: people[6]! })
  assert.equal(await isPaid(rpc, stablecoin, elsewhere, 0), false)

  const cheaper = paymentOf()
  await carry({ ...cheaper, value: 1n })
  assert.equal(await isPaid(rpc, stablecoin, cheaper, 0), false)
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
  assert.equal(await isPaid(rpc, stablecoin, payment, 0), false)
})

test('a nonce that nothing was signed for is unused', async () => {
  assert.equal(await isPaid(rpc, stablecoin, { ...paymentOf(), nonce: keccak256(toHex('none')) }, 0), false)
})
