import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Address, Hex } from 'viem'
import { ROLES } from '../../contracts/abi/roles.ts'
import { securityTokenAbi } from '../../contracts/abi/SecurityToken.ts'
import { waterfallAbi } from '../../contracts/abi/Waterfall.ts'
import { waterfallBytecode } from '../../contracts/bytecode/Waterfall.ts'
import { centsOf, liquidations } from '../../test/liquidation.ts'
import { GENESIS, Reverted, tokenWorld } from '../../test/token-world.ts'
import { PARTICIPATIONS } from '../instrument/waterfall-terms.ts'
import {
  AMOUNT_MAX,
  claimOf,
  SHARES_MAX,
  waterfall,
  type ClassClaim,
  type ClassTerms,
  type TermsFault,
} from './waterfall.ts'

const CASES = 600
const STACKS = 12
/** `TermsFault` of the contract, in its order. */
const FAULTS: readonly (TermsFault | 'DUPLICATE')[] = [
  'CLASS_COUNT',
  'ZERO_SHARES',
  'SHARES_TOO_LARGE',
  'PREFERENCE_TOO_LARGE',
  'CAP_BELOW_PREFERENCE',
  'CAP_TOO_LARGE',
  'NOBODY_TAKES_THE_REST',
  'DUPLICATE',
]

const world = await tokenWorld()
const { contract: implementation } = await world.deploy(waterfallAbi, waterfallBytecode, [world.distributor])

// Marsaglia's xorshift32: the same cases on every machine.
let state = 20_261_128
function below(n: number): number {
  state ^= state << 13
  state ^= state >>> 17
  state ^= state << 5
  return (state >>> 0) % n
}
const pick = <T>(list: readonly T[]): T => list[below(list.length)]!
const upTo = (limit: bigint): bigint =>
  [0, 1, 2, 3, 4].reduce((bits) => (bits << 32n) | BigInt(below(2 ** 32)), 0n) % (limit + 1n)
/** Mostly small, where units are rounded and ties are met; sometimes as large as may be, and a step beyond. */
const number = (limit: bigint): bigint => {
  switch (below(40)) {
    case 0:
      return limit
    case 1:
      return limit + 1n
    case 2:
      return 0n
    default:
      return below(3) === 0 ? upTo(limit) : upTo(40n)
  }
}

function someClaims(): ClassClaim[] {
  const count = below(60) === 0 ? pick([0, 16, 17]) : 1 + below(7)
  return Array.from({ length: count }, (_, i): ClassClaim => {
    const participation = pick(PARTICIPATIONS)
    const preference = number(AMOUNT_MAX)
    const cap = below(30) === 0 ? preference - 1n : preference + number(60n)
    return {
      id: String(i),
      shares: number(SHARES_MAX),
      preference,
      rank: below(4),
      participation,
      cap: participation === 'capped' ? (cap < 0n ? 0n : cap) : null,
      convertible: below(2) === 0,
    }
  })
}

const onChain = (claims: readonly ClassClaim[]) =>
  claims.map(({ participation, cap, ...rest }) => ({
    ...rest,
    participation: PARTICIPATIONS.indexOf(participation),
    cap: cap ?? 0n,
  }))

async function splitOnChain(claims: readonly ClassClaim[], amount: bigint): Promise<unknown> {
  try {
    return await world.read(implementation, waterfallAbi, 'split', [onChain(claims), amount])
  } catch (error) {
    if (!(error instanceof Reverted)) throw error
    if (error.errorName === 'AmountTooLarge') return 'WATERFALL_AMOUNT_INVALID'
    assert.equal(error.errorName, 'WaterfallTermsInvalid')
    const [index, fault] = error.args as [bigint, number]
    return { class: claims[Number(index)]?.id ?? '', fault: FAULTS[fault] }
  }
}

function splitHere(claims: readonly ClassClaim[], amount: bigint): unknown {
  const result = waterfall(claims, amount)
  if (result.ok)
    return result.value.map(({ preference, participation, converted }) => ({
      preference,
      participation,
      converted,
    }))
  if (result.reason === 'WATERFALL_AMOUNT_INVALID') return result.reason
  return { class: result.facts['class'], fault: result.facts['fault'] }
}

test(`in ${CASES} generated stacks the rule here and the contract’s give every class the same, or refuse alike`, async () => {
  const seen = { split: 0, converted: 0, shared: 0, refused: new Set<unknown>() }
  for (let i = 0; i < CASES; i++) {
    const claims = someClaims()
    const owed = claims.reduce((sum, { preference }) => sum + preference, 0n)
    const amount = pick([number(AMOUNT_MAX), owed, owed + upTo(20n), owed + upTo(300n), owed * 2n + upTo(9n)])
    const here = splitHere(claims, amount)
    assert.deepEqual(
      await splitOnChain(claims, amount),
      here,
      `case ${i}: ${amount} over ${JSON.stringify(onChain(claims), (_, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      )}`,
    )
    if (Array.isArray(here)) {
      seen.split++
      if (here.some(({ converted }: { converted: boolean }) => converted)) seen.converted++
      if (here.some(({ participation }: { participation: bigint }) => participation > 0n)) seen.shared++
    } else seen.refused.add(typeof here === 'string' ? here : (here as { fault: string }).fault)
  }
  assert.ok(
    seen.split > CASES / 3 && seen.converted > CASES / 10 && seen.shared > CASES / 4,
    JSON.stringify(seen),
  )
  assert.equal(seen.refused.size, 8, `refusals the generator does not reach: ${[...seen.refused].join()}`)
})

test('published and independent results are the contract’s', async () => {
  for (const { name, claims, exits } of liquidations())
    for (const { amount, cents, converted } of exits) {
      const shares = await world.read(implementation, waterfallAbi, 'split', [onChain(claims), amount])
      const said = `${name} at ${amount}`
      assert.deepEqual(
        shares.map(({ preference, participation }) => centsOf(preference + participation)),
        cents,
        said,
      )
      assert.deepEqual(
        claims.filter((_, i) => shares[i]!.converted).map(({ id }) => id),
        converted,
        said,
      )
    }
})

const tokens: Address[] = []
/** EIP-1167: a fresh clone of the implementation. */
const CLONE =
  `0x3d602d80600a3d3981f3363d3d373d3d3d363d73${implementation.slice(2)}5af43d82803e903d91602b57fd5bf3` as Hex

test(`the claims of ${STACKS} generated waterfalls on their record dates are those computed here`, async () => {
  for (let i = 0; i < 4; i++) {
    const { token } = await world.createToken(`class ${i}`)
    await world.send(token, securityTokenAbi, 'mint', [world.people[0]!, 1n + upTo(2n ** 70n)])
    tokens.push(token)
  }
  let now = GENESIS.add({ hours: 24 })
  for (let n = 0; n < STACKS; n++) {
    const at = now.epochMilliseconds / 1000 + 3_600 + below(100_000_000)
    const terms = tokens.slice(0, 1 + below(4)).map((token) => {
      const participation = pick(PARTICIPATIONS)
      const preferenceBps = pick([0, 10_000, 15_000])
      return {
        token,
        rank: below(3),
        participation: PARTICIPATIONS.indexOf(participation),
        convertible: true,
        sharesPerUnit: 1 + below(1_000),
        price: upTo(2n ** 20n),
        preferenceBps,
        capBps: participation === 'capped' ? preferenceBps + below(20_000) : 0,
        dividendBps: pick([0, 800, below(65_536)]),
        accruesFrom: pick([0, at - below(1_000_000), at, at + 1]),
      }
    })
    const { contract } = await world.deploy(waterfallAbi, CLONE, [])
    await world.send(contract, waterfallAbi, 'init', [world.stablecoin, terms])
    for (const { token } of terms)
      await world.send(token, securityTokenAbi, 'grantRole', [contract, ROLES.RECORDER])
    // Years may have passed since the last one; a token takes no record date so far ahead.
    await world.warp(Temporal.Instant.fromEpochMilliseconds((at - 10) * 1000))
    await world.send(contract, waterfallAbi, 'declareRecordDates', [at])
    now = Temporal.Instant.fromEpochMilliseconds(at * 1000)
    await world.warp(now)

    const ids = await Promise.all(
      terms.map(async ({ token }) => world.read(token, securityTokenAbi, 'recordCount', [])),
    )
    const here = await Promise.all(
      terms.map(async (of, i): Promise<ClassClaim> => {
        const known: ClassTerms = {
          id: of.token,
          rank: of.rank,
          participation: PARTICIPATIONS[of.participation]!,
          convertible: of.convertible,
          units: await world.read(of.token, securityTokenAbi, 'supplyAtRecord', [ids[i]!]),
          whole: 1n,
          sharesPerUnit: BigInt(of.sharesPerUnit),
          price: of.price,
          preferenceBps: BigInt(of.preferenceBps),
          capBps: BigInt(of.capBps),
          dividendBps: BigInt(of.dividendBps),
          accruedSeconds: BigInt(Math.max(0, at - of.accruesFrom)),
        }
        return claimOf(known)
      }),
    )
    const there = await world.read(contract, waterfallAbi, 'claims', [ids])
    assert.deepEqual(
      there.map((claim, i) => ({ id: terms[i]!.token, ...claim })),
      onChain(here),
    )
    const amount = upTo(2n ** 100n)
    const shares = waterfall(here, amount)
    assert.ok(shares.ok)
    assert.deepEqual(
      await world.read(contract, waterfallAbi, 'quote', [ids, amount]),
      shares.value.map((share) => share.amount),
    )
  }
})
