import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toHex, type Address } from 'viem'
import { devStablecoinAbi } from '../../contracts/abi/DevStablecoin.ts'
import { distributorAbi } from '../../contracts/abi/Distributor.ts'
import { cases } from '../../test/deep.ts'
import { GENESIS, tokenWorld } from '../../test/token-world.ts'
import { must } from '../kernel/result.ts'
import { entitlements } from './distribution.ts'

const CASES = cases(60)
/** The most that one declaration takes, leaving room for what is carried in. */
const AMOUNT_MAX = 2n ** 127n
const world = await tokenWorld()
const { people, token, stablecoin, distributor, send, read } = world
await send(stablecoin, devStablecoinAbi, 'approve', [distributor, 2n ** 256n - 1n])

// Marsaglia's xorshift32: the same cases on every machine.
let state = 20_261_130
function below(n: number): number {
  state ^= state << 13
  state ^= state >>> 17
  state ^= state << 5
  return (state >>> 0) % n
}
const pick = <T>(list: readonly T[]): T => list[below(list.length)]!

const heldBy = (wallets: readonly Address[]) =>
  Promise.all(wallets.map((wallet) => world.readToken('balanceOf', [wallet])))
const moneyOf = (wallets: readonly Address[]) =>
  Promise.all(wallets.map((wallet) => read(stablecoin, devStablecoinAbi, 'balanceOf', [wallet])))

/** Some have none, some one unit, and some many times more than all others. */
async function shuffle(): Promise<void> {
  for (const wallet of people) {
    if (below(3) === 0) continue
    const held = await world.readToken('balanceOf', [wallet])
    if (held > 0n && below(2) === 0) await world.sendToken('burn', [wallet, pick([held, held - held / 2n])])
    else
      await world.sendToken('mint', [
        wallet,
        pick([1n, BigInt(1 + below(500)), BigInt(below(2 ** 31)) ** 3n]),
      ])
  }
}

test(`in ${CASES} generated registers the rules here and the distributor owe, pay and carry the same`, async () => {
  let carriedIn = 0n
  let rounded = 0
  let nothing = 0
  for (let i = 0; i < CASES; i++) {
    const recordAt = GENESIS.epochMilliseconds / 1000 + (i + 1) * 86_400
    await world.sendToken('declareRecordDate', [recordAt])
    await shuffle()
    if ((await world.readToken('totalSupply', [])) === 0n) await world.sendToken('mint', [people[0]!, 7n])
    const held = await heldBy(people)
    const register = people
      .map((wallet, n) => ({ wallet, units: held[n]! }))
      .filter(({ units }) => units > 0n)
      .toSorted((a, b) => (BigInt(a.wallet) < BigInt(b.wallet) ? -1 : 1))
    await world.warp(Temporal.Instant.fromEpochMilliseconds(recordAt * 1000))
    // What moves from then on changes nobody's share.
    await world.sendToken('mint', [pick(people), BigInt(1 + below(500))])

    const amount = pick([1n, BigInt(1 + below(20)), BigInt(1 + below(2 ** 31)), AMOUNT_MAX])
    const { owed, carried } = must(entitlements(amount + carriedIn, register))
    const recordId = await world.readToken('recordCount', [])
    await send(distributor, distributorAbi, 'declare', [
      token,
      recordId,
      stablecoin,
      amount,
      toHex(i + 1, { size: 32 }),
    ])
    const id = await read(distributor, distributorAbi, 'distributionCount', [])
    const foretold = await Promise.all(
      owed.map(({ wallet }) => read(distributor, distributorAbi, 'entitlement', [id, wallet as Address])),
    )
    assert.deepEqual(
      foretold,
      owed.map((one) => one.amount),
      `case ${i}, foretold`,
    )

    await send(stablecoin, devStablecoinAbi, 'mint', [world.operator, amount])
    await send(distributor, distributorAbi, 'fund', [id, amount])
    const wallets = owed.map(({ wallet }) => wallet as Address)
    const before = await moneyOf(wallets)
    // One comes for theirs before the list reaches them; the list is paid in two parts.
    const early = pick(owed)
    if (early.amount > 0n) await send(distributor, distributorAbi, 'claim', [id, early.wallet as Address])
    const cut = below(wallets.length)
    for (const batch of [wallets.slice(0, cut), wallets.slice(cut)])
      if (batch.length > 0) await send(distributor, distributorAbi, 'push', [id, batch])
    await send(distributor, distributorAbi, 'close', [id])
    const paid = (await moneyOf(wallets)).map((money, n) => money - before[n]!)
    assert.deepEqual(
      paid,
      owed.map((one) => one.amount),
      `case ${i}, paid`,
    )
    carriedIn = await read(distributor, distributorAbi, 'carriedOver', [token, stablecoin])
    assert.equal(carriedIn, carried, `case ${i}, carried`)

    if (carried > 0n) rounded++
    if (owed.some((one) => one.amount === 0n)) nothing++
  }
  assert.ok(
    rounded >= cases(15) && nothing >= cases(5),
    `${rounded} rounded, ${nothing} with a share of nothing`,
  )
})
