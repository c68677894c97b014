import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Address } from '../instrument/instrument.ts'
import { epochDay } from '../kernel/time.ts'
import { given, historyOf, type History } from './history.ts'
import type { Movement, MovementKind } from './register.ts'

const [ANN, ANN2, BEN, CY] = ['0xa1', '0xa2', '0xb1', '0xc1'] as const
const ownerOf = (wallet: Address) => (wallet === ANN || wallet === ANN2 ? 'ann' : wallet)
const nobody = { ownerOf, goesOn: () => false }
const everybody = { ownerOf, goesOn: () => true }

let logs = 0
function movement(kind: MovementKind, day: string, about: Partial<Movement> = {}): Movement {
  const at = Temporal.Instant.from(`${day}T12:00:00Z`)
  const none = { entry: null, from: null, to: null, units: null, acquiredDay: null, unlockDay: null }
  const place = { block: ++logs, blockHash: '0x01', logIndex: 0, tx: `0x${day}` } as const
  return { ...place, at, kind, ...none, legend: null, ref: null, detail: null, ...about }
}
const issued = (day: string, to: Address, units: bigint) =>
  movement('transfer', day, { entry: 'issuance', to, units })
const moved = (
  day: string,
  from: Address,
  to: Address | null,
  units: bigint,
  entry: Movement['entry'] = null,
) => movement('transfer', day, { entry: entry ?? 'transfer-ok', from, to, units })
const lot = (day: string, to: Address, units: bigint, acquired: string) =>
  movement('lot-opened', day, {
    ...{ to, units, acquiredDay: epochDay(Temporal.PlainDate.from(acquired)), unlockDay: 30_000 },
  })

const said = ({ lots, given: sold }: History) => ({
  lots: lots.map(({ units, clockStart }) => `${units} ${clockStart}`),
  given: sold.map(({ units, on }) => `${units} ${on}`),
})

test('a holding period begins with the issuance, or on the day that the lot brings along', () => {
  const history = historyOf(
    'ann',
    [
      issued('2026-01-31', ANN, 100n),
      lot('2026-01-31', ANN, 100n, '2025-06-01'),
      issued('2026-02-10', ANN2, 40n),
      // Units of somebody else in the same transaction, and a lot of other units, are none of theirs.
      issued('2026-02-10', BEN, 7n),
      lot('2026-02-10', BEN, 7n, '2020-01-01'),
    ],
    nobody,
  )
  assert.deepEqual(said(history), { lots: ['100 2025-06-01', '40 2026-02-10'], given: [] })
})

test('what was held longest goes first; between wallets of one person nothing goes', () => {
  const movements = [
    issued('2026-01-01', ANN, 100n),
    issued('2026-02-01', ANN2, 50n),
    moved('2026-03-01', ANN2, ANN, 50n),
    moved('2026-04-01', ANN, BEN, 60n),
    moved('2026-04-01', ANN, CY, 50n),
    moved('2026-05-01', ANN, CY, 10n, 'reclaim'),
    moved('2026-06-01', ANN, null, 5n, 'destroy'),
  ]
  assert.deepEqual(said(historyOf('ann', movements, nobody)), {
    lots: ['25 2026-02-01'],
    given: ['110 2026-04-01'],
  })
})

test('the period goes on with whoever buys from no affiliate, and begins anew otherwise', () => {
  const movements = [issued('2026-01-01', ANN, 100n), moved('2026-04-01', ANN, BEN, 60n)]
  assert.deepEqual(said(historyOf(BEN, movements, nobody)).lots, ['60 2026-04-01'])
  assert.deepEqual(said(historyOf(BEN, movements, everybody)).lots, ['60 2026-01-01'])
  const lost = [issued('2026-01-01', CY, 100n), moved('2026-04-01', CY, BEN, 100n, 'reallocation')]
  assert.deepEqual(said(historyOf(BEN, lost, nobody)), { lots: ['100 2026-01-01'], given: [] })
})

test('a split changes how many units there are, and no day', () => {
  const before = [issued('2026-01-01', ANN, 100n), issued('2026-02-01', ANN, 50n)]
  const during = (...turns: readonly Movement[]) => [
    ...before,
    movement('split-began', '2026-03-01'),
    ...turns,
    movement('split-ended', '2026-03-01'),
    issued('2026-04-01', ANN, 1n),
  ]
  const doubled = during(issued('2026-03-01', ANN, 150n), lot('2026-03-01', ANN, 150n, '2026-02-01'))
  assert.deepEqual(said(historyOf('ann', doubled, nobody)).lots, [
    '200 2026-01-01',
    '100 2026-02-01',
    '1 2026-04-01',
  ])
  const halved = during(moved('2026-03-01', ANN, null, 75n, 'destroy'))
  assert.deepEqual(said(historyOf('ann', halved, nobody)).lots, [
    '50 2026-01-01',
    '25 2026-02-01',
    '1 2026-04-01',
  ])
})

test('what is on its way is given away already', () => {
  const history = historyOf('ann', [issued('2026-01-01', ANN, 100n)], nobody)
  const day = Temporal.PlainDate.from('2026-05-01')
  assert.deepEqual(said(given(history, 30n, day)), { lots: ['70 2026-01-01'], given: ['30 2026-05-01'] })
  assert.equal(given(history, 0n, day), history)
})
