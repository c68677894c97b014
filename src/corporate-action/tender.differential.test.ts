import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toHex, zeroAddress, type Address } from 'viem'
import { devStablecoinAbi } from '../../contracts/abi/DevStablecoin.ts'
import { ROLES } from '../../contracts/abi/roles.ts'
import { tenderAbi } from '../../contracts/abi/Tender.ts'
import { tenderBytecode } from '../../contracts/bytecode/Tender.ts'
import { cases } from '../../test/deep.ts'
import { GENESIS, tokenWorld } from '../../test/token-world.ts'
import { acceptance } from './tender.ts'

const CASES = cases(25)
const DAY_SECONDS = 86_400
const world = await tokenWorld()
const { accounts, operator, people, token, stablecoin, send, read } = world
const { contract: tender } = await world.deploy(tenderAbi, tenderBytecode, [world.distributor])
await world.sendToken('grantRole', [tender, ROLES.ISSUER | ROLES.FREEZER])
await send(stablecoin, devStablecoinAbi, 'approve', [tender, 2n ** 256n - 1n])

// Marsaglia's xorshift32: the same cases on every machine.
let state = 20_261_129
function below(n: number): number {
  state ^= state << 13
  state ^= state >>> 17
  state ^= state << 5
  return (state >>> 0) % n
}
const pick = <T>(list: readonly T[]): T => list[below(list.length)]!

/** Tenders by a transaction of the holder's own, or by their signature, which the operator carries. */
async function tenders(id: bigint, wallet: Address, units: bigint, deadline: bigint): Promise<void> {
  if (below(2) === 0) {
    await send(tender, tenderAbi, 'tender', [id, units], wallet)
    return
  }
  const { nonce } = await read(tender, tenderAbi, 'bidOf', [id, wallet])
  const signature = await accounts[people.indexOf(wallet) + 1]!.signTypedData({
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
    const opensAt = GENESIS.epochMilliseconds / 1000 + (2 * i + 1) * DAY_SECONDS
    const closesAt = opensAt + DAY_SECONDS
    const unitsMax = pick([1n, BigInt(1 + below(300)), BigInt(1 + below(300)), BigInt(1 + below(5000))])
    const oddLot = pick([0n, 20n, 99n])
    const terms = {
      token,
      payment: stablecoin,
      treasury: operator,
      unitsMax,
      price: 3n,
      opensAt,
      closesAt,
      oddLot,
      ref: toHex(i + 1, { size: 32 }),
    }
    await send(tender, tenderAbi, 'offer', [terms])
    const id = await read(tender, tenderAbi, 'purchaseCount', [])
    await send(stablecoin, devStablecoinAbi, 'mint', [operator, 3n * unitsMax])
    await send(tender, tenderAbi, 'fund', [id, 3n * unitsMax])
    await world.warp(Temporal.Instant.fromEpochMilliseconds(opensAt * 1000))

    const bids = []
    for (const wallet of people) {
      await world.sendToken('mint', [wallet, BigInt(1 + below(60))])
      const held = await world.readToken('balanceOf', [wallet])
      const units = pick([0n, held, held, held / 2n, 7n < held ? 7n : held])
      await tenders(id, wallet, units, BigInt(closesAt))
      if (units > 0n) bids.push({ wallet, units, odd: units <= oddLot && units === held })
    }
    const here = acceptance(unitsMax, bids)
    if (!here.ok) throw new Error(here.reason)
    const { accepted, ranking } = here.value

    await world.warp(Temporal.Instant.fromEpochMilliseconds(closesAt * 1000))
    if (ranking !== null) {
      oversubscribed++
      const { tenderedOdd } = await read(tender, tenderAbi, 'tenderState', [id])
      if (tenderedOdd > unitsMax) oddCut++
      const wallets = ranking.wallets as Address[]
      const half = wallets.length >> 1
      for (const batch of [wallets.slice(0, half), wallets.slice(half)])
        await send(tender, tenderAbi, 'rank', [id, 0n, (ranking.last ?? zeroAddress) as Address, batch])
      assert.ok((await read(tender, tenderAbi, 'tenderState', [id])).ranked, `case ${i}: ranked`)
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
