import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Address } from '../instrument/instrument.ts'
import {
  before,
  holdingAt,
  holdings,
  lockedUnits,
  lotsTaken,
  openLot,
  positions,
  reduceLot,
  RegisterInconsistent,
  sharePercent,
  shareText,
  supplyOf,
  type Movement,
} from './register.ts'

const ANA: Address = '0x00000000000000000000000000000000000000A1'
const BO: Address = '0x00000000000000000000000000000000000000b0'
const CY: Address = '0x00000000000000000000000000000000000000C1'
const DAY = 20_454
const start = Temporal.Instant.from('2026-01-01T00:00:00Z')

let next = 0
function movement(said: Partial<Movement> & Pick<Movement, 'kind'>, at = start): Movement {
  return {
    block: next,
    blockHash: '0x01',
    logIndex: next++,
    tx: '0x02',
    at,
    entry: null,
    from: null,
    to: null,
    units: null,
    acquiredDay: null,
    unlockDay: null,
    legend: null,
    ref: null,
    detail: null,
    ...said,
  }
}
const transfer = (from: Address | null, to: Address | null, units: bigint, at?: Temporal.Instant) =>
  movement({ kind: 'transfer', from, to, units }, at)
const after = (days: number) => start.add({ hours: 24 * days })

test('holders are those who hold something, by address, and their holdings add up to the supply', () => {
  const list = holdings(
    positions([
      transfer(null, BO, 500n),
      transfer(BO, ANA, 200n),
      transfer(BO, CY, 300n),
      transfer(CY, null, 50n),
    ]),
    start,
  )
  assert.deepEqual(
    list.map(({ wallet, units }) => [wallet, units]),
    [
      [ANA, 200n],
      [CY, 250n],
    ],
  )
  assert.equal(supplyOf(list), 450n)
})

test('a holding is as old as its first unit since the wallet was last empty', () => {
  const [ana] = holdings(
    positions([
      transfer(null, ANA, 5n, after(1)),
      transfer(ANA, BO, 5n, after(2)),
      transfer(BO, ANA, 1n, after(3)),
      transfer(BO, ANA, 1n, after(4)),
      transfer(ANA, ANA, 2n, after(5)),
    ]),
    after(6),
  )
  assert.deepEqual([ana?.wallet, ana?.units, ana?.since?.toString()], [ANA, 2n, after(3).toString()])
})

test('a transfer of nothing makes nobody a holder', () => {
  assert.deepEqual(holdings(positions([transfer(ANA, BO, 0n)]), start), [])
})

test('a lot is free from its unlock day on', () => {
  const all = positions([
    transfer(null, ANA, 10n),
    movement({ kind: 'lot-opened', to: ANA, units: 6n, acquiredDay: DAY, unlockDay: DAY + 2, legend: 1 }),
  ])
  const free = (at: Temporal.Instant) => holdings(all, at).map(({ locked, free }) => [locked, free])[0]
  assert.deepEqual(free(after(1)), [6n, 4n])
  assert.deepEqual(free(after(2).subtract({ nanoseconds: 1 })), [6n, 4n])
  assert.deepEqual(free(after(2)), [0n, 10n])
})

test('frozen and locked units together never make less than nothing free', () => {
  const [ana] = holdings(
    positions([
      transfer(null, ANA, 10n),
      movement({ kind: 'lot-opened', to: ANA, units: 8n, acquiredDay: DAY, unlockDay: DAY + 9, legend: 1 }),
      movement({ kind: 'units-frozen', to: ANA, units: 7n }),
    ]),
    start,
  )
  assert.deepEqual([ana?.frozen, ana?.locked, ana?.free], [7n, 8n, 0n])
})

test('lots of one lock and legend are one lot, as old as its youngest units', () => {
  const lot = { units: 5n, acquiredDay: 10, unlockDay: 30, legend: 1 }
  const joined = openLot(openLot([lot], { ...lot, acquiredDay: 12 }), { ...lot, legend: 2, acquiredDay: 3 })
  assert.deepEqual(joined, [
    { ...lot, units: 10n, acquiredDay: 12 },
    { ...lot, legend: 2, acquiredDay: 3 },
  ])
  assert.deepEqual(reduceLot(joined, { ...lot, units: 10n }), [{ ...lot, legend: 2, acquiredDay: 3 }])
  assert.equal(reduceLot(joined, { ...lot, units: 11n }), null)
  assert.equal(lockedUnits(joined, 29), 15n)
})

test('half-open: a movement at the very instant comes after it', () => {
  const list = [transfer(null, ANA, 1n, after(1)), transfer(null, ANA, 2n, after(2))]
  assert.deepEqual(before(list, after(2)), [list[0]])
})

test('beyond what is free a transfer takes out of lots, never what is frozen', () => {
  const lots = [{ units: 60n, acquiredDay: DAY, unlockDay: DAY + 9, legend: 4 }]
  const position = { wallet: ANA, units: 100n, frozen: 30n, walletFrozen: false, lots, since: start }
  const holding = holdingAt(position, start)
  assert.deepEqual(lotsTaken(holding, 10n), [])
  assert.deepEqual(lotsTaken(holding, 11n), lots)
  assert.deepEqual(lotsTaken(undefined, 1n), [])
})

test('a log that cannot follow those before it is told, never swallowed', () => {
  assert.throws(() => positions([transfer(ANA, BO, 1n)]), RegisterInconsistent)
  assert.throws(
    () => positions([movement({ kind: 'units-unfrozen', to: ANA, units: 1n })]),
    RegisterInconsistent,
  )
  assert.throws(
    () => positions([movement({ kind: 'lot-reduced', to: ANA, units: 1n, unlockDay: 5, legend: 0 })]),
    RegisterInconsistent,
  )
})

test('shares are rounded down, so those shown never add up to more than everything', () => {
  assert.equal(sharePercent(500n, 50_000_000n), '0.0010')
  assert.equal(sharePercent(2n, 3n), '66.6666')
  assert.equal(shareText(3n, 3n), '100.0000 %')
  assert.equal(sharePercent(0n, 0n), '0.0000')
})
