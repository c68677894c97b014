import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toHex } from 'viem'
import { conversionAbi } from '../../contracts/abi/Conversion.ts'
import { ROLES } from '../../contracts/abi/roles.ts'
import { securityTokenAbi } from '../../contracts/abi/SecurityToken.ts'
import { conversionBytecode } from '../../contracts/bytecode/Conversion.ts'
import { cases } from '../../test/deep.ts'
import { GENESIS, Reverted, tokenWorld } from '../../test/token-world.ts'
import { convert, convertAll } from './conversion.ts'

const CASES = cases(40)
const DAY_SECONDS = 86_400
const NO_REF = `0x${'00'.repeat(32)}` as const
const world = await tokenWorld()
const { people, token, send, read } = world
const { contract: converter } = await world.deploy(conversionAbi, conversionBytecode, [])
await world.sendToken('grantRole', [converter, ROLES.ISSUER])

// Marsaglia's xorshift32: the same cases on every machine.
let state = 20_261_130
function below(n: number): number {
  state ^= state << 13
  state ^= state >>> 17
  state ^= state << 5
  return (state >>> 0) % n
}
const pick = <T>(list: readonly T[]): T => list[below(list.length)]!

/** A fresh second class for every case: its holdings tell what was issued. */
async function secondClass(i: number) {
  const { token: to } = await world.createToken(`second ${i}`)
  await send(to, securityTokenAbi, 'grantRole', [converter, ROLES.ISSUER | ROLES.FREEZER])
  return to
}

async function holdingOf(wallet: (typeof people)[number]) {
  return {
    balance: await world.readToken('balanceOf', [wallet]),
    frozen: await world.readToken('frozenTokens', [wallet]),
    lots: await world.readToken('lotsOf', [wallet]),
  }
}

test(`in ${CASES} generated conversions the rules here and the contract issue the same units and lots`, async () => {
  const seen = { option: 0, refused: 0, all: 0, lots: 0, frozen: 0, left: 0 }
  for (let i = 0; i < CASES; i++) {
    const wallet = pick(people)
    const opensAt = GENESIS.epochMilliseconds / 1000 + (i + 1) * DAY_SECONDS
    const today = Math.floor(opensAt / DAY_SECONDS)
    await world.sendToken('setFrozenTokens', [wallet, 0n])
    await world.sendToken('burn', [wallet, await world.readToken('balanceOf', [wallet])])
    await world.sendToken('mint', [wallet, BigInt(below(500))])
    for (let n = below(5); n > 0; n--)
      await world.sendToken('issue', [
        wallet,
        BigInt(1 + below(200)),
        today - below(300),
        today + 2 + below(300),
        n,
        NO_REF,
      ])
    const { balance } = await holdingOf(wallet)
    await world.sendToken('setFrozenTokens', [wallet, pick([0n, 0n, balance / 3n, balance, balance + 5n])])

    const ratio = { num: BigInt(1 + below(12)), den: BigInt(1 + below(12)) }
    const to = await secondClass(i)
    const terms = {
      from: token,
      to,
      ...ratio,
      opensAt,
      closesAt: opensAt + 3_600,
      mandatoryAt: opensAt + 3_600,
      ref: toHex(i + 1, { size: 32 }),
    }
    await send(converter, conversionAbi, 'announce', [terms])
    const id = await read(converter, conversionAbi, 'conversionCount', [])
    await world.warp(Temporal.Instant.fromEpochMilliseconds(opensAt * 1000))

    const said = `case ${i}: ${JSON.stringify({ ...ratio, balance }, (_, v: unknown) => (typeof v === 'bigint' ? String(v) : v))}`
    const holding = await holdingOf(wallet)
    const units = pick([BigInt(below(300)), BigInt(below(60)) * ratio.den, balance, 0n])
    const here = convert(units, ratio, holding)
    const there = await send(converter, conversionAbi, 'convert', [id, units], wallet).then(
      () => null,
      (error: unknown) => {
        if (error instanceof Reverted) return error.errorName
        throw error
      },
    )
    assert.equal(
      there,
      here.ok ? null : { UNITS_NOT_FREE: 'NotFree', NOT_WHOLE: 'NotWhole', RATIO_ZERO: '' }[here.reason],
      said,
    )
    let free = 0n
    if (here.ok) {
      seen.option++
      free = here.value.free
      assert.equal(await read(to, securityTokenAbi, 'freeOf', [wallet]), free, said)
      assert.deepEqual(
        (await read(to, securityTokenAbi, 'lotsOf', [wallet])).filter((lot) => lot.units > 0n),
        here.value.lots.filter((lot) => lot.units > 0n),
        said,
      )
    } else seen.refused++

    const before = await holdingOf(wallet)
    const all = convertAll(ratio, before)
    if (!all.ok) throw new Error(all.reason)
    await world.warp(Temporal.Instant.fromEpochMilliseconds((opensAt + 3_600) * 1000))
    const [freeHere, lotsHere] = await read(converter, conversionAbi, 'quote', [id, wallet, all.value.units])
    assert.deepEqual([freeHere, lotsHere], [all.value.free, all.value.lots], said)
    const supply = await read(to, securityTokenAbi, 'totalSupply', [])
    await send(converter, conversionAbi, 'convertAll', [id, [wallet]])
    const issued = all.value.free + all.value.lots.reduce((sum, lot) => sum + lot.units, 0n)
    assert.equal((await read(to, securityTokenAbi, 'totalSupply', [])) - supply, issued, said)
    assert.equal(await world.readToken('balanceOf', [wallet]), all.value.left, said)
    assert.equal(await read(to, securityTokenAbi, 'frozenTokens', [wallet]), all.value.frozen, said)
    seen.all++
    if (all.value.lots.length > 1) seen.lots++
    if (all.value.frozen > 0n) seen.frozen++
    if (all.value.left > 0n) seen.left++
  }
  for (const [what, times] of Object.entries(seen))
    assert.ok(times >= cases(5), `${what}: only ${times} cases`)
})
