import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toHex, zeroAddress, type Address } from 'viem'
import { devStablecoinAbi } from '../../contracts/abi/DevStablecoin.ts'
import { investorRegistryAbi } from '../../contracts/abi/InvestorRegistry.ts'
import { ROLES } from '../../contracts/abi/roles.ts'
import { tenderAbi } from '../../contracts/abi/Tender.ts'
import { tenderBytecode } from '../../contracts/bytecode/Tender.ts'
import { cases } from '../../test/deep.ts'
import { largestRemainders } from '../../test/largest-remainder.ts'
import { GENESIS, recordOf, tokenWorld } from '../../test/token-world.ts'
import { must } from '../kernel/result.ts'
import { developmentAccount } from '../platform/chain/development-account.ts'
import { acceptance, type Acceptance } from './tender.ts'

const CASES = cases(25)
const DAY_SECONDS = 86_400
const world = await tokenWorld()
const { accounts, operator, people, token, stablecoin, send, read } = world
const { contract: tender } = await world.deploy(tenderAbi, tenderBytecode, [world.distributor])
await world.sendToken('grantRole', [tender, ROLES.ISSUER | ROLES.FREEZER])
await send(stablecoin, devStablecoinAbi, 'approve', [tender, 2n ** 256n - 1n])

/** The people, and as many others as the golden results need. */
const bidders = [
  ...accounts.slice(1),
  ...Array.from({ length: 38 }, (_, i) => developmentAccount(accounts.length + i)),
]

// Marsaglia's xorshift32: the same cases on every machine.
let state = 20_261_129
function below(n: number): number {
  state ^= state << 13
  state ^= state >>> 17
  state ^= state << 5
  return (state >>> 0) % n
}
const pick = <T>(list: readonly T[]): T => list[below(list.length)]!

/** The n-th offer to buy as many, at 3 each: open for the day `2n + 1` of the chain. */
async function offered(n: number, unitsMax: bigint, oddLot: bigint) {
  const opensAt = GENESIS.epochMilliseconds / 1000 + (2 * n + 1) * DAY_SECONDS
  const closesAt = opensAt + DAY_SECONDS
  const ref = toHex(n + 1, { size: 32 })
  const payment = stablecoin
  const treasury = operator
  const terms = { token, payment, treasury, unitsMax, price: 3n, opensAt, closesAt, oddLot, ref }
  await send(tender, tenderAbi, 'offer', [terms])
  const id = await read(tender, tenderAbi, 'purchaseCount', [])
  await send(stablecoin, devStablecoinAbi, 'mint', [operator, 3n * unitsMax])
  await send(tender, tenderAbi, 'fund', [id, 3n * unitsMax])
  await world.warp(Temporal.Instant.fromEpochMilliseconds(opensAt * 1000))
  return { id, closesAt }
}

/** Closes it, and has all who are cut ranked. */
async function closed({ id, closesAt }: Offered, ranking: Acceptance['ranking']): Promise<void> {
  await world.warp(Temporal.Instant.fromEpochMilliseconds(closesAt * 1000))
  if (ranking === null) return
  const wallets = ranking.wallets as Address[]
  const half = wallets.length >> 1
  for (const batch of [wallets.slice(0, half), wallets.slice(half)])
    await send(tender, tenderAbi, 'rank', [id, 0n, (ranking.last ?? zeroAddress) as Address, batch])
  assert.ok((await read(tender, tenderAbi, 'tenderState', [id])).ranked, 'ranked')
}
type Offered = Awaited<ReturnType<typeof offered>>

/** Tenders by a transaction of the holder's own, or by their signature, which the operator carries. */
async function tenders({ id, closesAt }: Offered, wallet: Address, units: bigint): Promise<void> {
  if (people.includes(wallet) && below(2) === 0) {
    await send(tender, tenderAbi, 'tender', [id, units], wallet)
    return
  }
  const deadline = BigInt(closesAt)
  const { nonce } = await read(tender, tenderAbi, 'bidOf', [id, wallet])
  const holder = bidders.find(({ address }) => address === wallet)!
  const signature = await holder.signTypedData({
    domain: { name: 'Aliquot Tender', version: '1', chainId: 31_337, verifyingContract: tender },
    types: {
      Tender: [
        { name: 'id', type: 'uint256' },
        { name: 'holder', type: 'address' },
        { name: 'units', type: 'uint256' },
        { name: 'nonce', type: 'uint256' },
        { name: 'deadline', type: 'uint256' },
      ],
    },
    primaryType: 'Tender',
    message: { id, holder: wallet, units, nonce, deadline },
  })
  await send(tender, tenderAbi, 'tenderFor', [id, wallet, units, deadline, signature])
}

test(`in ${CASES} generated offers the rules here and the contract accept the same`, async () => {
  let oversubscribed = 0
  let oddCut = 0
  for (let i = 0; i < CASES; i++) {
    const unitsMax = pick([1n, BigInt(1 + below(300)), BigInt(1 + below(300)), BigInt(1 + below(5000))])
    const oddLot = pick([0n, 20n, 99n])
    const offer = await offered(i, unitsMax, oddLot)
    const { id } = offer

    const bids = []
    for (const wallet of people) {
      await world.sendToken('mint', [wallet, BigInt(1 + below(60))])
      const held = await world.readToken('balanceOf', [wallet])
      const units = pick([0n, held, held, held / 2n, 7n < held ? 7n : held])
      await tenders(offer, wallet, units)
      if (units > 0n) bids.push({ wallet, units, odd: units <= oddLot && units === held })
    }
    const here = acceptance(unitsMax, bids)
    if (!here.ok) throw new Error(here.reason)
    const { accepted, ranking } = here.value

    await closed(offer, ranking)
    if (ranking !== null) {
      oversubscribed++
      const { tenderedOdd } = await read(tender, tenderAbi, 'tenderState', [id])
      if (tenderedOdd > unitsMax) oddCut++
    }
    const foretold = await Promise.all(
      bids.map(({ wallet }) => read(tender, tenderAbi, 'acceptedOf', [id, wallet])),
    )
    assert.deepEqual(
      foretold,
      accepted.map((units) => [units, true]),
      `case ${i}`,
    )

    const before = await Promise.all(bids.map(({ wallet }) => world.readToken('balanceOf', [wallet])))
    await send(tender, tenderAbi, 'settle', [id, people])
    for (const [n, { wallet }] of bids.entries()) {
      assert.equal(
        before[n]! - (await world.readToken('balanceOf', [wallet])),
        accepted[n],
        `case ${i}, ${wallet}`,
      )
      assert.equal(await world.readToken('frozenTokens', [wallet]), 0n)
    }
    await send(tender, tenderAbi, 'close', [id])
  }
  assert.ok(
    oversubscribed >= cases(10) && oddCut >= cases(2),
    `only ${oversubscribed} oversubscribed, ${oddCut} with odd lots cut`,
  )
})

test('the contract buys of tenders what the golden results of the largest remainder say', async () => {
  const others = bidders.slice(people.length).map(({ address }) => address)
  const records = others.map((_, i) => recordOf(people.length + i))
  await send(world.registry, investorRegistryAbi, 'registerBatch', [others, records])
  const ascending = bidders
    .map(({ address }) => address)
    .toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
  const results = largestRemainders().filter(({ total, expect }) => total > 0 && expect !== undefined)
  assert.equal(results.length, 8)
  for (const [n, { total, weights, expect = {} }] of results.entries()) {
    // More is tendered than is bought when all weights are as many times larger: nobody's part changes by it.
    const sum = weights.reduce((all, [, weight]) => all + weight, 0)
    const times = BigInt(Math.floor(total / sum) + 1)
    const offer = await offered(CASES + n, BigInt(total), 0n)
    // The lower id is the lower address.
    const bids = weights
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, weight], i) => ({ id, wallet: ascending[i]!, units: BigInt(weight) * times, odd: false }))
    for (const { wallet, units } of bids) {
      await world.sendToken('mint', [wallet, units])
      if (units > 0n) await tenders(offer, wallet, units)
    }
    const here = must(
      acceptance(
        BigInt(total),
        bids.filter(({ units }) => units > 0n),
      ),
    )
    await closed(offer, here.ranking)
    for (const { id, wallet } of bids) {
      const [units] = await read(tender, tenderAbi, 'acceptedOf', [offer.id, wallet])
      assert.equal(units, BigInt(expect[id]!), `${total} over ${weights.length}: ${id}`)
    }
  }
})
