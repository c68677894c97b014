import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toHex, type Address, type Hex } from 'viem'
import { devStablecoinAbi } from '../../../contracts/abi/DevStablecoin.ts'
import { offeringAbi } from '../../../contracts/abi/Offering.ts'
import { ROLES } from '../../../contracts/abi/roles.ts'
import { offeringBytecode } from '../../../contracts/bytecode/Offering.ts'
import { GENESIS, tokenWorld } from '../../../test/token-world.ts'
import { costOf, pricesOf, unitsFor, type PriceTier } from '../../instrument/price.ts'
import { money, USDX } from '../../kernel/money.ts'
import { cashFor, proRata } from './allocation.ts'
import { ratioOf } from '../currency.ts'

const CASES = 12
const world = await tokenWorld()
const { operator, people, token, stablecoin } = world
const { contract: implementation } = await world.deploy(offeringAbi, offeringBytecode, [
  world.distributor,
  world.registry,
])
/** EIP-1167: a fresh clone of the implementation. */
const CLONE =
  `0x3d602d80600a3d3981f3363d3d373d3d3d363d73${implementation.slice(2)}5af43d82803e903d91602b57fd5bf3` as Hex
const FIRST_COME = 0
const PRO_RATA = 1

// Marsaglia's xorshift32: the same cases on every machine.
let state = 20_261_130
function below(n: number): number {
  state ^= state << 13
  state ^= state >>> 17
  state ^= state << 5
  return (state >>> 0) % n
}

let now = GENESIS.epochMilliseconds / 1000 + 86_400
const warp = (to: number) => world.warp(Temporal.Instant.fromEpochMilliseconds(to * 1000))

type Terms = {
  readonly hardCap: bigint
  readonly allocation: number
  readonly tiers: readonly PriceTier[]
  readonly rate: { readonly num: bigint; readonly den: bigint }
}

/** An offering open for an hour, to which everybody has approved what they have. */
async function opened({ hardCap, allocation, tiers, rate }: Terms): Promise<Address> {
  const { contract: offering } = await world.deploy(offeringAbi, CLONE, [])
  await world.sendToken('grantRole', [offering, ROLES.ISSUER])
  await warp((now += 86_400))
  await world.send(offering, offeringAbi, 'init', [
    {
      token,
      treasury: operator,
      softCap: 0n,
      hardCap,
      opensAt: now,
      closesAt: now + 3_600,
      finalBy: now + 200_000,
      coolingOff: 0,
      allocation,
      fiat: false,
      lockDays: 0,
      legend: 0,
      tiers,
      currencies: [{ token: stablecoin, ...rate }],
      limits: [],
    },
  ])
  for (const wallet of people) {
    await world.send(stablecoin, devStablecoinAbi, 'mint', [wallet, 10n ** 30n])
    await world.send(stablecoin, devStablecoinAbi, 'approve', [offering, 2n ** 256n - 1n], wallet)
  }
  return offering
}

async function subscribe(offering: Address, investor: Address, units: bigint) {
  await world.send(offering, offeringAbi, 'subscribe', [units, 0, 2n ** 128n - 1n], investor)
  const id = await world.read(offering, offeringAbi, 'subscriptionCount', [])
  return world.read(offering, offeringAbi, 'subscription', [id])
}

/** Of a token with any decimals, to the last of the digits that a rate may have. */
const someRate = () => {
  const currency = { code: 'EURX', decimals: below(19) }
  const rate = BigInt(1 + below(1_000)) * 10n ** BigInt(below(12)) + BigInt(below(1_000))
  return ratioOf({ currency, rate }, USDX)
}

test('units cost the same here and in the contract, whatever was sold before them', async () => {
  for (let i = 0; i < CASES; i++) {
    let unitsTo = 0n
    const priceTiers = Array.from({ length: below(16) }, () => ({
      unitsTo: (unitsTo += BigInt(1 + below(500))),
      price: BigInt(1 + below(2 ** 31)),
    }))
    const unitsMax = unitsTo + BigInt(1 + below(500))
    const priced = { unitPrice: money(BigInt(1 + below(2 ** 31)), USDX), priceTiers, unitsMax, decimals: 0 }
    const tiers = pricesOf(priced)
    const rate = someRate()
    const offering = await opened({ hardCap: unitsMax, allocation: FIRST_COME, tiers, rate })
    for (let sold = 0n; sold < unitsMax;) {
      const left = unitsMax - sold
      const some = BigInt(1 + below(800))
      const units = some < left ? some : left
      const cost = costOf(priced, { sold, units })
      assert.equal(unitsFor(priced, { sold, amount: cost }), units)
      const quoted = await world.read(offering, offeringAbi, 'quote', [units, 0])
      const made = await subscribe(offering, people[below(people.length)]!, units)
      assert.deepEqual([made.money, made.paid], [cost, cashFor(cost, rate)])
      assert.deepEqual(quoted, [made.money, made.paid])
      sold += units
    }
  }
})

test('more than there is is cut, paid and given back the same here and in the contract', async () => {
  let cut = 0
  for (let i = 0; i < CASES; i++) {
    const hardCap = BigInt(1_000 + below(30_000))
    const price = BigInt(1 + below(2 ** 31))
    const priced = { unitPrice: money(price, USDX), priceTiers: [], unitsMax: hardCap, decimals: 0 }
    const tiers = pricesOf(priced)
    const rate = someRate()
    const offering = await opened({ hardCap, allocation: PRO_RATA, tiers, rate })
    const units = people.map(() => BigInt(1 + below(3_000)))
    for (const [j, wallet] of people.entries()) await subscribe(offering, wallet, units[j]!)
    const accepted = proRata(units, hardCap)
    if (accepted.some((part, j) => part !== units[j])) cut++

    const before = await Promise.all(people.map(heldBy))
    await warp((now += 3_600))
    await world.send(offering, offeringAbi, 'close', [toHex(1, { size: 32 })])
    await world.send(offering, offeringAbi, 'settle', [people.map((_, j) => BigInt(j + 1))])
    const after = await Promise.all(people.map(heldBy))
    const priceOf = (part: bigint) => cashFor(costOf(priced, { sold: 0n, units: part }), rate)
    for (const [j, part] of accepted.entries()) {
      assert.equal(after[j]!.units - before[j]!.units, part)
      assert.equal(after[j]!.cash - before[j]!.cash, priceOf(units[j]!) - priceOf(part))
    }
    assert.equal(
      await world.read(offering, offeringAbi, 'proceedsOf', [0]),
      accepted.reduce((sum, part) => sum + priceOf(part), 0n),
    )
  }
  assert.ok(cut > CASES / 4 && cut < CASES, `${cut} were cut`)
})

async function heldBy(wallet: Address) {
  return {
    units: await world.readToken('balanceOf', [wallet]),
    cash: await world.read(stablecoin, devStablecoinAbi, 'balanceOf', [wallet]),
  }
}
