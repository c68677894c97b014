import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toHex } from 'viem'
import { devStablecoinAbi } from '../../contracts/abi/DevStablecoin.ts'
import { ROLES } from '../../contracts/abi/roles.ts'
import { splitAbi } from '../../contracts/abi/Split.ts'
import { splitBytecode } from '../../contracts/bytecode/Split.ts'
import { cases } from '../../test/deep.ts'
import { GENESIS, tokenWorld } from '../../test/token-world.ts'
import { split } from './split.ts'

const CASES = cases(25)
const DAY_SECONDS = 86_400
const NO_REF = `0x${'00'.repeat(32)}` as const
const world = await tokenWorld()
const { operator, people, token, stablecoin, send, read } = world
const { contract: splitter } = await world.deploy(splitAbi, splitBytecode, [world.distributor])
await world.sendToken('grantRole', [splitter, ROLES.ISSUER | ROLES.PAUSER | ROLES.RULER])
await send(stablecoin, devStablecoinAbi, 'approve', [splitter, 2n ** 256n - 1n])

// Marsaglia's xorshift32: the same cases on every machine.
let state = 20_261_131
function below(n: number): number {
  state ^= state << 13
  state ^= state >>> 17
  state ^= state << 5
  return (state >>> 0) % n
}
const pick = <T>(list: readonly T[]): T => list[below(list.length)]!

const holdings = () =>
  Promise.all(
    people.map(async (wallet) => ({
      wallet,
      balance: await world.readToken('balanceOf', [wallet]),
      frozen: await world.readToken('frozenTokens', [wallet]),
      lots: await world.readToken('lotsOf', [wallet]),
    })),
  )

test(`in ${CASES} generated splits the rules here and the contract make the same units, lots and freezes, and owe the same`, async () => {
  const seen = { fractions: 0, locked: 0, frozen: 0, nothingLeft: 0 }
  for (let i = 0; i < CASES; i++) {
    const at = GENESIS.epochMilliseconds / 1000 + (i + 1) * DAY_SECONDS
    const today = Math.floor(at / DAY_SECONDS)
    for (const wallet of people) {
      // A fresh start for some, so that numbers do not grow for ever.
      if (below(2) === 0)
        await world.sendToken('burn', [wallet, await world.readToken('balanceOf', [wallet])])
      await world.sendToken('mint', [wallet, pick([0n, 1n, 1n, BigInt(below(5_000))])])
      for (let lots = pick([0, 0, 0, 3]); lots > 0; lots--)
        await world.sendToken('issue', [
          wallet,
          BigInt(below(90)),
          today - 9,
          today + 2 + below(60),
          below(3),
          NO_REF,
        ])
      const balance = await world.readToken('balanceOf', [wallet])
      await world.sendToken('setFrozenTokens', [wallet, pick([0n, 0n, balance / 3n, balance, balance + 7n])])
    }
    const ratio = { num: BigInt(1 + below(12)), den: BigInt(13 + below(12)) }
    const terms = {
      token,
      payment: stablecoin,
      treasury: operator,
      ...ratio,
      price: pick([1n, 1_000_000n, BigInt(1 + below(2 ** 31))]),
      at,
      ref: toHex(i + 1, { size: 32 }),
    }
    if (below(2) === 0) [terms.num, terms.den] = [terms.den, terms.num]
    await send(splitter, splitAbi, 'announce', [terms])
    const id = await read(splitter, splitAbi, 'purchaseCount', [])
    await world.warp(Temporal.Instant.fromEpochMilliseconds(at * 1000))
    const before = await holdings()
    const here = split(terms, before, { price: terms.price, decimals: 0 })
    if (!here.ok) throw new Error(here.reason)

    await send(splitter, splitAbi, 'begin', [id])
    await send(splitter, splitAbi, 'split', [id, people.slice(0, 5)])
    await send(splitter, splitAbi, 'split', [id, people])
    await send(splitter, splitAbi, 'finish', [id])
    const after = await holdings()
    for (const [n, share] of here.value.shares.entries()) {
      const said = `case ${i}, ${share.wallet}: ${terms.num} for ${terms.den}`
      const { fraction, cash, ...holding } = share
      // A wallet that holds nothing is passed over; its freeze is for units to come.
      if (before[n]!.balance === 0n) continue
      assert.deepEqual(after[n], holding, said)
      assert.equal(await read(splitter, splitAbi, 'parkedOf', [id, people[n]!]), cash, said)
      if (fraction > 0n) seen.fractions++
      if (holding.lots.length > 0) seen.locked++
      if (holding.frozen > 0n) seen.frozen++
      if (holding.balance === 0n) seen.nothingLeft++
    }
    assert.equal(await world.readToken('totalSupply', []), here.value.supply)
    assert.equal(await read(splitter, splitAbi, 'missing', [id]), here.value.cash)
  }
  for (const [what, times] of Object.entries(seen))
    assert.ok(times >= cases(5), `${what}: only ${times} times`)
})
