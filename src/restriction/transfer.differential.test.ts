import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toHex, zeroAddress, type Address } from 'viem'
import { investorRegistryAbi } from '../../contracts/abi/InvestorRegistry.ts'
import { REASONS, type Reason } from '../../contracts/abi/reasons.ts'
import { cases } from '../../test/deep.ts'
import { testDatabase } from '../../test/database.ts'
import { recordOf, Reverted, tokenWorld } from '../../test/token-world.ts'
import { weighTransfer } from './transfer.service.ts'
import type { Finding } from './transfer.ts'

const CASES = cases(600)
const DAY_SECONDS = 86_400
/** 1 January 2026, as a chain day. */
const FIRST_DAY = 20_454

const world = await tokenWorld()
const { db } = await testDatabase()
const { people, operator, token, registry, rpc } = world
// The last account is a stranger to the registry.
await world.send(registry, investorRegistryAbi, 'remove', [people.at(-1)!])

// Marsaglia's xorshift32: the same cases on every machine.
let state = 20_261_101
function below(n: number): number {
  state ^= state << 13
  state ^= state >>> 17
  state ^= state << 5
  return (state >>> 0) % n
}
const pick = <T>(list: readonly T[]): T => list[below(list.length)]!

/** A module in machine code that answers every call with its first word of storage: mstore(0, sload(0)) return(0, 32). */
const MODULE = '5f545f5260205ff3'
/** Copies the 8 bytes that stand behind these nine, and returns them. */
const MODULE_INIT = '60088060095f395ff3'
const { contract: module } = await world.deploy([], `0x${MODULE_INIT}${MODULE}`, [])
/** What the module answers from now on: 1 allows, and nothing else does. */
const moduleAnswers = (word: bigint) =>
  world.anvil.call('anvil_setStorageAt', [module, toHex(0, { size: 32 }), toHex(word, { size: 32 })])

let day = FIRST_DAY
/** Noon of some later day: far from midnight, so that a transaction sent now is mined today. */
async function nextDay(days: number): Promise<void> {
  day += days
  await world.warp(Temporal.Instant.fromEpochMilliseconds((day * DAY_SECONDS + DAY_SECONDS / 2) * 1000))
}

const bitmap = (...codes: number[]) =>
  [0, 1, 2, 3].map((word) =>
    codes.reduce((bits, code) => (code >> 8 === word ? bits | (1n << BigInt(code & 255)) : bits), 0n),
  ) as [bigint, bigint, bigint, bigint]

const NO_REF = `0x${'00'.repeat(32)}` as const
/** None, of a lock-up, of Regulation S, of Regulation Crowdfunding, of both, and of what nobody has named. */
const LEGENDS = [0, 1, 4, 4, 8, 8, 12, 256]
const NO_RULES = {
  balanceMax: 0n,
  holdersMax: 0,
  accreditedOnly: false,
  countriesOn: false,
  topics: 0,
  usHoldersMax: 0,
  nonAccreditedHoldersMax: 0,
}

/** Something that changes what may move. Half of the time it puts a thing right that another has broken. */
const changes: (() => Promise<unknown>)[] = [
  async () => world.sendToken((await world.readToken('paused', [])) ? 'unpause' : 'pause', []),
  async () => (await world.readToken('paused', [])) && (await world.sendToken('unpause', [])),
  async () => world.sendToken('setAddressFrozen', [pick(people), true]),
  async () => world.sendToken('setAddressFrozen', [pick(people), false]),
  async () => world.sendToken('setAddressFrozen', [pick(people), false]),
  async () => {
    const wallet = pick(people)
    const units = await world.readToken('balanceOf', [wallet])
    await world.sendToken('setFrozenTokens', [wallet, pick([0n, 0n, units / 2n, units, units + 5n])])
  },
  ...[0, 1, 2].map(() => async () => {
    const i = below(people.length - 1)
    const change = {
      kycUntilDay: pick([day - 1, day, day + 1, 40_000, 40_000]),
      accreditedUntilDay: pick([0, 0, day, day + 1]),
      country: pick([826, 840, 840, 36, 999]),
      topics: pick([0, 0b01, 0b11]),
      status: pick([1, 1, 1, 2]),
    }
    await world.send(registry, investorRegistryAbi, 'update', [people[i]!, recordOf(i, change)])
  }),
  ...[0, 1, 2].map(() => async () => {
    await world.sendToken('setRules', [
      {
        balanceMax: pick([0n, 100n, 1_000n]),
        holdersMax: pick([0, 1, 2, 5]),
        accreditedOnly: below(2) === 0,
        countriesOn: below(2) === 0,
        topics: pick([0, 0, 0b01, 0b11]),
        usHoldersMax: pick([0, 1, 1, 2]),
        nonAccreditedHoldersMax: pick([0, 1, 1, 2]),
      },
    ])
  }),
  // Everybody becomes of the kinds that are counted, with no more of them allowed; some are counted so before they move.
  ...[0, 1].map(() => async () => {
    for (const [i, wallet] of people.slice(0, -1).entries())
      await world.send(registry, investorRegistryAbi, 'update', [
        wallet,
        recordOf(i, { country: 840, accreditedUntilDay: pick([0, day]), status: pick([1, 1, 2]) }),
      ])
    if (below(2) === 0) await world.sendToken('recount', [people])
    await world.sendToken('setRules', [{ ...NO_RULES, usHoldersMax: 1, nonAccreditedHoldersMax: 1 }])
  }),
  async () =>
    world.sendToken('setCountries', [pick([bitmap(826, 36), bitmap(840, 999), bitmap(826, 840, 36, 999)])]),
  ...[0, 1, 2].map(() => async () => {
    const i = below(people.length - 1)
    const wallet = people[i]!
    await world.sendToken('setRules', [NO_RULES])
    await world.sendToken('setAddressFrozen', [wallet, false])
    await world.send(registry, investorRegistryAbi, 'update', [wallet, recordOf(i)])
    await world.sendToken('issue', [
      wallet,
      BigInt(1 + below(200)),
      day,
      day + below(12),
      pick(LEGENDS),
      NO_REF,
    ])
  }),
  // Lots of many kinds for everybody, which come by transfer up to a limit only.
  ...[0, 1].map(() => async () => {
    await world.sendToken('setRules', [NO_RULES])
    for (const [i, wallet] of people.slice(0, -1).entries()) {
      await world.send(registry, investorRegistryAbi, 'update', [wallet, recordOf(i)])
      const most = 9 - (await world.readToken('lotsOf', [wallet])).length
      for (let lots = below(4); lots < most; lots++)
        await world.sendToken('issue', [
          wallet,
          BigInt(1 + below(20)),
          day - below(3),
          day + 1 + below(40),
          pick([4, 4, 8]),
          NO_REF,
        ])
    }
  }),
  async () => {
    const wallet = pick(people)
    await world.sendToken('burn', [wallet, (await world.readToken('balanceOf', [wallet])) / 2n])
  },
  () => nextDay(1 + below(3)),
  () => moduleAnswers(pick([0n, 1n, 1n, 2n])),
  () => moduleAnswers(1n),
  async () => {
    // It is asked whether it can be bound, too.
    await moduleAnswers(1n)
    await world
      .sendToken(pick(['addModule', 'removeModule']), [module])
      .finally(() => moduleAnswers(pick([0n, 1n, 1n, 2n])))
  },
]

/** Amounts at the edges of what the rules compare. */
async function amounts(from: Address | null, to: Address): Promise<bigint[]> {
  const { balanceMax } = await world.readToken('rules', [])
  const room = balanceMax - (await world.readToken('balanceOf', [to]))
  const edges = [1n, room, room + 1n, 2n ** 104n, 2n ** 255n]
  if (from !== null) {
    const balance = await world.readToken('balanceOf', [from])
    const frozen = await world.readToken('frozenTokens', [from])
    const free = await world.readToken('freeOf', [from])
    edges.push(balance, balance, balance + 1n, balance - frozen, balance - frozen + 1n, free, free, free + 1n)
  }
  return edges.filter((units) => units >= 0n)
}

async function actual(from: Address | null, to: Address, units: bigint): Promise<Finding | null> {
  try {
    if (from === null) await world.sendToken('mint', [to, units], operator)
    else await world.sendToken('transfer', [to, units], from)
    return null
  } catch (error) {
    if (!(error instanceof Reverted) || error.errorName !== 'TransferRefused') throw error
    const [reason, actual, limit] = error.args as [number, bigint, bigint]
    return { reason: REASONS[reason - 1]!, actual, limit }
  }
}

test(`in ${CASES} generated cases the rules here, the token’s explanation and the transaction itself agree`, async () => {
  await nextDay(1)
  for (const wallet of people.slice(0, 4)) await world.sendToken('mint', [wallet, 500n])
  const seen = new Map<Reason, number>()
  let passed = 0

  for (let i = 0; i < CASES; i++) {
    for (let n = below(4); n > 0; n--)
      await pick(changes)().catch((error: unknown) => {
        // A change that is itself refused changes nothing.
        if (!(error instanceof Reverted)) throw error
      })
    const from = below(6) === 0 ? null : pick(people)
    const to = pick(people)
    const units = pick(await amounts(from, to))
    const now = Temporal.Instant.fromEpochMilliseconds(day * DAY_SECONDS * 1000)

    const { findings } = await weighTransfer({ db, rpc }, { token, from, to, units }, now)
    const explained = await world.readToken('explain', [from ?? zeroAddress, to, units])
    const said = `case ${i}: ${from} → ${to}, ${units} units`
    assert.deepEqual(
      findings,
      explained.map(({ reason, actual, limit }) => ({ reason: REASONS[reason - 1], actual, limit })),
      said,
    )
    assert.equal(
      await world.readToken('canTransfer', [from ?? zeroAddress, to, units]),
      findings.length === 0,
      said,
    )
    assert.deepEqual(await actual(from, to, units), findings[0] ?? null, said)

    if (findings.length === 0) passed++
    for (const { reason } of findings) seen.set(reason, (seen.get(reason) ?? 0) + 1)
  }

  assert.ok(passed > CASES / 20, `only ${passed} cases passed: the generator forbids too much`)
  assert.deepEqual(
    REASONS.filter((reason) => (seen.get(reason) ?? 0) < cases(6)),
    [],
    'reasons the generator hardly reaches',
  )
})
