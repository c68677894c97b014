import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toHex, type Address, type Hex } from 'viem'
import { devStablecoinAbi } from '../../../contracts/abi/DevStablecoin.ts'
import { securityTokenAbi } from '../../../contracts/abi/SecurityToken.ts'
import { settlementAbi } from '../../../contracts/abi/Settlement.ts'
import { settlementBytecode } from '../../../contracts/bytecode/Settlement.ts'
import { ORDER_TYPE } from '../../../test/order-type.ts'
import { Reverted, tokenWorld } from '../../../test/token-world.ts'
import { fill, type SettlementOrder } from './settlement.ts'

const CASES = 60
const MAX = 2n ** 256n - 1n
const FAULTS = {
  TOO_FEW_UNITS: 10,
  TOO_MANY_UNITS: 11,
  PRICE_OUTSIDE: 12,
  SAME_SIDE: 1,
}
const world = await tokenWorld()
const { accounts, people, token, stablecoin } = world
const { contract: settlement } = await world.deploy(settlementAbi, settlementBytecode, [])
const [seller, buyer, sellersVenue, buyersVenue] = people as [Address, Address, Address, Address]
const chainId = Number(await world.anvil.call('eth_chainId', []))
const [, name, version] = await world.read(settlement, settlementAbi, 'eip712Domain', [])
await world.sendToken('mint', [seller, 10n ** 12n])
await world.send(stablecoin, devStablecoinAbi, 'mint', [buyer, 10n ** 18n])
await world.send(token, securityTokenAbi, 'approve', [settlement, MAX], seller)
await world.send(stablecoin, devStablecoinAbi, 'approve', [settlement, MAX], buyer)

const NOBODY = toHex(0, { size: 20 })

/** The order as it is signed, by a wallet's own EIP-712, and its signature. */
async function signed(order: SettlementOrder, nonce: bigint) {
  const trader = order.sells ? seller : buyer
  const message = {
    trader,
    sells: order.sells,
    token,
    cash: stablecoin,
    units: order.units,
    unitsMin: order.unitsMin,
    price: order.price,
    per: order.per,
    feeBps: Number(order.feeBps),
    feeMax: order.feeMax,
    feeRecipient: order.feeBps === 0n ? NOBODY : order.sells ? sellersVenue : buyersVenue,
    counterparty: NOBODY,
    nonce,
    deadline: 4_000_000_000n,
    rescalings: 0n,
  }
  const account = accounts.find(({ address }) => address === trader)!
  const domain = {
    name,
    version,
    chainId,
    verifyingContract: settlement,
  }
  const signature: Hex = await account.signTypedData({
    domain,
    types: ORDER_TYPE,
    primaryType: 'Order',
    message,
  })
  return { message, signature }
}

async function pairOf(
  maker: SettlementOrder,
  taker: SettlementOrder,
  units: bigint,
  nonces: [bigint, bigint],
) {
  const a = await signed(maker, nonces[0])
  const b = await signed(taker, nonces[1])
  return {
    maker: a.message,
    makerSignature: a.signature,
    taker: b.message,
    takerSignature: b.signature,
    units,
  }
}

const cashOf = (wallet: Address) => world.read(stablecoin, devStablecoinAbi, 'balanceOf', [wallet])

// Marsaglia's xorshift32: the same cases on every machine.
let state = 20_261_129
function below(n: number): number {
  state ^= state << 13
  state ^= state >>> 17
  state ^= state << 5
  return (state >>> 0) % n
}

test(`in ${CASES} generated pairs the rules here and the contract settle, and refuse, the same`, async () => {
  let settled = 0
  const reasons = new Set<string>()
  const wallets = [seller, buyer, sellersVenue, buyersVenue]
  let maker: SettlementOrder | null = null
  let makerNonce = 0n
  for (let i = 0; i < CASES; i++) {
    // Now and then the maker of the last case goes on being filled.
    if (maker === null || below(2) === 0) {
      makerNonce = BigInt(1000 + i)
      maker = generated(below(2) === 0)
    }
    const taker = { ...generated(!maker.sells), filled: 0n }
    const units = BigInt(1 + below(60))
    const here = fill(maker, taker, units)
    const pair = await pairOf(maker, taker, units, [makerNonce, BigInt(5000 + i)])
    if (!here.ok) {
      reasons.add(here.reason)
      await assert.rejects(world.send(settlement, settlementAbi, 'settle', [pair]), (error: unknown) => {
        assert.ok(error instanceof Reverted)
        assert.equal(error.errorName, 'SettlementRefused')
        const fault: unknown = maker!.filled === maker!.units ? 6 : FAULTS[here.reason]
        assert.equal(error.args[0], fault)
        return true
      })
      continue
    }
    settled++
    const before = await Promise.all(wallets.map(cashOf))
    await world.send(settlement, settlementAbi, 'settle', [pair])
    const after = await Promise.all(wallets.map(cashOf))
    const { amount, makerFee, takerFee } = here.value
    const sellerFee: bigint = maker!.sells ? makerFee : takerFee
    const buyerFee: bigint = makerFee + takerFee - sellerFee
    assert.deepEqual(
      after.map((cash, j) => cash - before[j]!),
      [amount - sellerFee, -amount - buyerFee, sellerFee, buyerFee],
    )
    maker = { ...maker, filled: maker.filled + units }
  }
  assert.ok(settled > CASES / 4, `${settled} settled`)
  assert.deepEqual([...reasons].sort(), ['PRICE_OUTSIDE', 'TOO_FEW_UNITS', 'TOO_MANY_UNITS'])
})

function generated(sells: boolean): SettlementOrder {
  const units = BigInt(1 + below(100))
  const price = BigInt(sells ? 1 + below(10_000) : 5_000 + below(20_000))
  return {
    sells,
    units,
    unitsMin: BigInt(below(8) === 0 ? units : BigInt(below(20))),
    filled: 0n,
    price,
    per: BigInt(1 + below(7)),
    feeBps: BigInt(below(3) === 0 ? 0 : below(1_000)),
    feeMax: BigInt(below(5_000)),
  }
}

test('a full fill by two orders costs at most 159,000 gas, and 125,000 when its words of nonces were used before', async () => {
  // Settled to a wallet that holds units and a wallet that holds cash already, as in a market.
  const order: SettlementOrder = {
    sells: true,
    units: 100n,
    unitsMin: 100n,
    filled: 0n,
    price: 50_250_000n,
    per: 1n,
    feeBps: 0n,
    feeMax: 0n,
  }
  const fresh = 2n ** 100n
  const gas: number[] = []
  await world.sendToken('setRules', [
    {
      balanceMax: 10n ** 15n,
      holdersMax: 2_000,
      accreditedOnly: true,
      countriesOn: true,
      topics: 0,
      usHoldersMax: 0,
      nonAccreditedHoldersMax: 0,
    },
  ])
  for (const nonce of [fresh, fresh + 1n]) {
    const pair = await pairOf(order, { ...order, sells: false }, 100n, [nonce, nonce])
    const receipt = await world.send(settlement, settlementAbi, 'settle', [pair])
    gas.push(Number(receipt.gasUsed))
  }
  assert.ok(gas[0]! <= 159_000 && gas[1]! <= 125_000, gas.join())
})
