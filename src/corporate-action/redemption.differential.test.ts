import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toHex } from 'viem'
import { devStablecoinAbi } from '../../contracts/abi/DevStablecoin.ts'
import { redemptionAbi } from '../../contracts/abi/Redemption.ts'
import { ROLES } from '../../contracts/abi/roles.ts'
import { redemptionBytecode } from '../../contracts/bytecode/Redemption.ts'
import { cases } from '../../test/deep.ts'
import { GENESIS, Reverted, tokenWorld } from '../../test/token-world.ts'
import { redemption } from './redemption.ts'

const CASES = cases(25)
const world = await tokenWorld()
const { operator, people, token, stablecoin } = world
const { contract: redeemer } = await world.deploy(redemptionAbi, redemptionBytecode, [world.distributor])
await world.sendToken('grantRole', [redeemer, ROLES.ISSUER | ROLES.PAUSER])
await world.send(stablecoin, devStablecoinAbi, 'approve', [redeemer, 2n ** 256n - 1n])

// Marsaglia's xorshift32: the same cases on every machine.
let state = 20_261_128
function below(n: number): number {
  state ^= state << 13
  state ^= state >>> 17
  state ^= state << 5
  return (state >>> 0) % n
}
const pick = <T>(list: readonly T[]): T => list[below(list.length)]!

test(`in ${CASES} generated redemptions the rules here and the contract take and pay the same`, async () => {
  let rounded = 0
  let at = GENESIS.epochMilliseconds / 1000 + 86_400
  for (let i = 0; i < CASES; i++) {
    for (const wallet of people) {
      const units = pick([0n, 1n, BigInt(below(1000)), BigInt(below(2 ** 31)) ** 3n])
      await world.sendToken('mint', [wallet, units])
    }
    const supply = await world.readToken('totalSupply', [])
    const units = pick([
      1n,
      supply,
      supply + 1n,
      supply / 2n + 1n,
      (supply * BigInt(below(1000))) / 1000n + 1n,
    ])
    const price = pick([1n, 1_000_000n, BigInt(1 + below(2 ** 31))])
    const holders = await Promise.all(
      people.map(async (wallet) => ({ wallet, units: await world.readToken('balanceOf', [wallet]) })),
    )
    const here = redemption({ units, price, decimals: 0 }, holders)
    if (!here.ok) throw new Error(here.reason)

    at += 3_600
    const terms = {
      token,
      payment: stablecoin,
      treasury: operator,
      units,
      price,
      at,
      ref: toHex(i + 1, { size: 32 }),
    }
    await world.send(redeemer, redemptionAbi, 'announce', [terms])
    const id = await world.read(redeemer, redemptionAbi, 'purchaseCount', [])
    assert.equal(await world.read(redeemer, redemptionAbi, 'missing', [id]), here.value.needed)
    await world.send(stablecoin, devStablecoinAbi, 'mint', [operator, here.value.needed])

    await world.send(redeemer, redemptionAbi, 'fund', [id, here.value.needed - 1n])
    await world.warp(Temporal.Instant.fromEpochMilliseconds(at * 1000))
    await assert.rejects(world.send(redeemer, redemptionAbi, 'begin', [id]), (error: unknown) => {
      assert.ok(error instanceof Reverted)
      assert.deepEqual([error.errorName, error.args], ['Underfunded', [1n]])
      return true
    })
    await world.send(redeemer, redemptionAbi, 'fund', [id, 1n])
    await world.send(redeemer, redemptionAbi, 'begin', [id])

    const before = await Promise.all(
      people.map((wallet) => world.read(stablecoin, devStablecoinAbi, 'balanceOf', [wallet])),
    )
    const quotes = await Promise.all(
      people.map((wallet) => world.read(redeemer, redemptionAbi, 'quote', [id, wallet])),
    )
    await world.send(redeemer, redemptionAbi, 'redeem', [id, people])
    await world.send(redeemer, redemptionAbi, 'finish', [id])
    for (const [n, one] of here.value.redeemed.entries()) {
      const said = `case ${i}, ${one.wallet}`
      const paid = await world.read(stablecoin, devStablecoinAbi, 'balanceOf', [people[n]!])
      const left = await world.readToken('balanceOf', [people[n]!])
      assert.deepEqual([holders[n]!.units - left, paid - before[n]!], [one.units, one.amount], said)
      assert.deepEqual(quotes[n], [one.units, one.amount], said)
    }
    const purse = await world.read(redeemer, redemptionAbi, 'purse', [id])
    assert.equal(purse.funded - purse.paid, here.value.rest)
    if (here.value.unitsLeft > 0n) rounded++
  }
  assert.ok(rounded >= cases(5), `only ${rounded} cases left something to rounding`)
})
