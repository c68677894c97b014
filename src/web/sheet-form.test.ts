import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FormGroup } from '../term-sheet/term-sheet-form.ts'
import {
  errorsOf,
  fieldLabel,
  itemLabel,
  findingsByPlace,
  looseFindings,
  partsOf,
  placeOf,
} from './sheet-form.ts'

const field = (path: string) => ({ path, kind: 'text', isNeeded: true, hint: '', choices: [] }) as const
const groups: readonly FormGroup[] = [
  { path: '', step: 'shell', isList: false, isNeeded: true, hint: '', fields: [field('key')] },
  { path: 'spv', step: 'shell', isList: false, isNeeded: true, hint: '', fields: [field('spv.lei')] },
  {
    path: 'spv.owners[]',
    step: 'shell',
    isList: true,
    isNeeded: false,
    hint: '',
    fields: [field('spv.owners[].name')],
  },
  {
    path: 'valuations[]',
    step: 'valuation',
    isList: true,
    isNeeded: true,
    hint: '',
    fields: [field('valuations[].date')],
  },
]
const finding = (path: string, severity: 'error' | 'warning' = 'error') =>
  ({ path, severity, line: 1, column: 1, code: 'X', message: 'x' }) as const

test('a field is called by its name in words', () => {
  for (const [path, label] of [
    ['shareClass.units', 'Units'],
    ['asset.identifiers[]', 'Identifiers'],
    ['spv', 'SPV'],
    ['issuer.lei', 'LEI'],
    ['issuer.registryNumber', 'Registry number'],
    ['valuations[3].date', 'Date'],
    ['offering.ticketMin', 'Smallest subscription'],
  ] as const)
    assert.equal(fieldLabel(path), label)
  assert.deepEqual(
    ['offering.currencies[]', 'valuations[]'].map((path) => itemLabel(path, 2)),
    ['Currency 2', 'Valuation 2'],
  )
})

test('a list has a part for each item, the empty rows that were asked for, and one at least where it is needed', () => {
  const paths = (step: FormGroup['step'], values = {}, rows: [string, number][] = []) =>
    partsOf(groups, step, values, new Map(rows)).map(({ path }) => path)
  assert.deepEqual(paths('shell'), ['', 'spv'])
  assert.deepEqual(paths('valuation'), ['valuations[0]'])
  assert.deepEqual(paths('valuation', { 'valuations[1].date': 'x' }), ['valuations[0]', 'valuations[1]'])
  assert.deepEqual(paths('shell', {}, [['spv.owners', 2]]), ['', 'spv', 'spv.owners[0]', 'spv.owners[1]'])
})

test('what is wrong stands at the innermost place that is shown, and what has none at the top', () => {
  const parts = partsOf(groups, 'shell', { 'spv.owners[0].name': 'x' }, new Map())
  const found = findingsByPlace(
    {
      findings: ['spv.lei', 'spv.owners[0].name', 'spv.owners[0]', 'spv', 'spv.holds', ''].map((at) =>
        finding(at),
      ),
    },
    parts,
  )
  assert.deepEqual(
    [...found].map(([place, list]) => [place, list.map(({ path }) => path)]),
    [
      ['spv.lei', ['spv.lei']],
      ['spv.owners[0].name', ['spv.owners[0].name']],
      ['spv.owners[0]', ['spv.owners[0]']],
      ['spv', ['spv', 'spv.holds']],
      ['', ['']],
    ],
  )
  assert.equal(placeOf(parts.at(-1)!, field('spv.owners[].name')), 'spv.owners[0].name')
})

test('what has no field is said in its step, and what belongs to no step in each', () => {
  const findings = [
    finding('valuations'),
    finding('valuations[0].date'),
    finding('spv'),
    finding('broker'),
    finding(''),
  ]
  const loose = (step: 'shell' | 'valuation') =>
    looseFindings({ findings }, groups, step, partsOf(groups, step, {}, new Map())).map(({ path }) => path)
  assert.deepEqual(loose('valuation'), ['valuations', 'broker', ''])
  assert.deepEqual(loose('shell'), ['broker', ''])
})

test('a step counts what is wrong in it, and no warning', () => {
  const findings = [
    finding('valuations[0].date'),
    finding('valuations'),
    finding('spv'),
    finding('key', 'warning'),
  ]
  assert.equal(errorsOf({ findings }, groups, 'valuation').length, 2)
  assert.equal(errorsOf({ findings }, groups, 'shell').length, 1)
})
