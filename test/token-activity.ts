import type { Address } from 'viem'
import { epochDay } from '../src/kernel/time.ts'
import { GENESIS, Reverted, type TokenWorld } from './token-world.ts'

const NO_REF = `0x${'00'.repeat(32)}` as const
const FIRST_DAY = epochDay(GENESIS.toZonedDateTimeISO('UTC').toPlainDate())
const DAY_MS = 86_400_000

/** Whole numbers below n, the same on every machine: Marsaglia's xorshift32. */
export function dice(seed: number): (n: number) => number {
  let state = seed
  return (n) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % n
  }
}

/**
 * Everything that can happen to a token's register, at random: issuance with and without lots, transfers, burns,
 * freezes, forced transfers, recoveries, record dates, documents, days going by. `act` does one thing, or nothing where
 * the token refuses it.
 */
export function activity(world: TokenWorld, below: (n: number) => number) {
  const { people, operator } = world
  let day = FIRST_DAY
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!
  const some = () => BigInt(1 + below(300))
  const balance = (wallet: Address) => world.readToken('balanceOf', [wallet])

  const acts: (() => Promise<unknown>)[] = [
    () => world.sendToken('mint', [pick(people), some()]),
    () => world.sendToken('issue', [pick(people), some(), day - below(9), day + below(6), below(3), NO_REF]),
    () =>
      world.sendToken('issue', [
        pick(people),
        some(),
        day - below(9),
        day + 1 + below(6),
        below(3),
        reference(),
      ]),
    () =>
      world.sendToken('issueBatch', [
        people
          .slice(0, 3)
          .map((to) => ({ to, units: some(), acquiredDay: day, unlockDay: day + below(9), legend: 1 })),
        reference(),
      ]),
    ...[1n, 2n, 4n].map((part) => async () => {
      const from = pick(people)
      await world.sendToken('transfer', [pick(people), (await balance(from)) / part], from)
    }),
    () => world.sendToken('transfer', [pick(people), 0n], pick(people)),
    async () => {
      const from = pick(people)
      await world.sendToken('burn', [from, (await balance(from)) / BigInt(1 + below(3))])
    },
    async () => {
      const from = pick(people)
      await world.sendToken('forcedTransfer', [
        from,
        pick(people),
        (await balance(from)) / BigInt(1 + below(2)),
      ])
    },
    () => world.sendToken('forcedTransferFor', [pick(people), pick(people), some(), reference()]),
    () => world.sendToken('freezePartialTokens', [pick(people), some()]),
    async () => {
      const wallet = pick(people)
      await world.sendToken('unfreezePartialTokens', [
        wallet,
        (await world.readToken('frozenTokens', [wallet])) / 2n,
      ])
    },
    () => world.sendToken('setFrozenTokens', [pick(people), some()]),
    () => world.sendToken('setAddressFrozen', [pick(people), below(3) === 0]),
    () => world.sendToken('setAddressFrozen', [pick(people), false]),
    async () => {
      const lost = pick(people)
      const fresh = pick(people)
      await world.recover(lost, fresh)
    },
    () => world.sendToken('setDocument', [reference(), `minutes-${below(99)}.pdf`, reference()]),
    async () => {
      day += 1
      await world.warp(noon())
    },
    () =>
      world.sendToken('declareRecordDate', [
        Math.floor(noon().epochMilliseconds / 1000) + 1 + below(200_000),
      ]),
    async () => {
      await world.sendToken('pause', [], operator)
      await world.sendToken('unpause', [], operator)
    },
  ]

  const noon = () => Temporal.Instant.fromEpochMilliseconds(day * DAY_MS + DAY_MS / 2)
  const reference = () =>
    `0x${below(2 ** 31)
      .toString(16)
      .padStart(64, '0')}` as const

  return {
    act: async (): Promise<void> => {
      try {
        await pick(acts)()
      } catch (error) {
        if (!(error instanceof Reverted)) throw error
      }
    },
  }
}
