import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { parse } from 'yaml'
import { editSheet, isEditable, sheetValues } from './term-sheet-edit.service.ts'
import { FORM_STEPS, readPairs } from './term-sheet-form.ts'
import { SHEET_FORM } from './term-sheet-form.service.ts'
import { readTermSheet } from './term-sheet.service.ts'

const now = Temporal.Instant.from('2026-07-01T12:00:00Z')
const examples = path.join(import.meta.dirname, '..', '..', 'examples')
const tower = fs.readFileSync(path.join(examples, 'office-tower.yaml'), 'utf8')

const edited = (text: string, ...edits: readonly (readonly [string, string | null])[]) => {
  const given = edits.map(([at, value]) => ({ path: at, value }))
  for (const each of given) assert.ok(isEditable(each), each.path)
  const after = editSheet(text, given)
  assert.ok(after !== null)
  return after
}
const found = (text: string) => {
  const sheet = readTermSheet(Buffer.from(text), now)
  return (sheet.ok ? sheet.value.warnings : sheet.findings).map(({ path: at, code }) => `${at} ${code}`)
}

test('the form has every step, and asks for nothing that has only one answer', () => {
  assert.deepEqual([...new Set(SHEET_FORM.groups.map(({ step }) => step))].sort(), [...FORM_STEPS].sort())
  const fields = SHEET_FORM.groups.flatMap((group) => group.fields)
  assert.ok(fields.length > 40, String(fields.length))
  for (const { path: at, hint } of fields) assert.notEqual(hint + (at.includes('accounts') ? at : ''), '', at)
  const constants = SHEET_FORM.constants.map(({ path: at }) => at)
  assert.ok(constants.includes('version'))
  for (const { path: at } of fields) assert.ok(!constants.includes(at), at)
})

test('a sheet written field by field says what the file says whose fields they are', () => {
  for (const name of [
    'office-tower.yaml',
    'ravenswood.yaml',
    ...fs.readdirSync(path.join(examples, 'templates')).map((each) => `templates/${each}`),
  ]) {
    const file = fs.readFileSync(path.join(examples, name), 'utf8')
    const values = sheetValues(file)
    assert.ok(values !== null, name)
    // In an order of their own, one by one.
    const written = Object.entries(values)
      .reverse()
      .sort(([a], [b]) =>
        a.includes('[') && b.includes('[') ? a.localeCompare(b, 'en', { numeric: true }) : 0,
      )
      .reduce((text, [at, value]) => edited(text, [at, value]), '')
    assert.deepEqual(parse(written), parse(file), name)
    assert.deepEqual(Object.keys(parse(written) as object), Object.keys(parse(file) as object), name)
  }
})

test('an edit keeps comments, quotes, order and what no form knows', () => {
  const text = tower.replace('income:\n', '# Ours.\nbroker:\n  name: Somebody # for now\n\nincome:\n')
  const after = edited(
    text,
    ['offering.price', '2.50'],
    ['asset.name', 'Quay House'],
    ['offering.softCap', '1000'],
  )
  for (const kept of [
    '# An office building worth $50,000,000',
    '# Rule 506(c): every purchaser is accredited.\n  accreditedOnly: true',
    '# Ours.\nbroker:\n  name: Somebody # for now\n',
    "price: '2.50'\n",
    'name: Quay House\n',
  ])
    assert.ok(after.includes(kept), `${kept}\n${after}`)
  const { offering } = parse(after) as { offering: object }
  assert.deepEqual(Object.keys(offering).indexOf('softCap'), Object.keys(offering).indexOf('lockUpDays') + 1)
  assert.match(edited('# Mine.\nkey: x\n', ['key', 'y']), /^# Mine\.\nversion: 1\nkey: y\n$/)
  assert.equal(edited(edited(after, ['offering.price', '1.00']), ['offering.price', '2.50']), after)
})

test('whatever is typed into a field is what the file says then, and the reader judges it', () => {
  const strings = SHEET_FORM.groups
    .flatMap(({ fields }) => fields)
    .filter(({ kind, path: at }) => kind === 'text' && !at.includes('[]'))
    .map((field) => field.path)
  fc.assert(
    fc.property(fc.constantFrom(...strings), fc.string({ unit: 'grapheme', maxLength: 60 }), (at, typed) => {
      const after = edited(tower, [at, typed])
      assert.equal(sheetValues(after)?.[at] ?? '', typed.trim())
      readTermSheet(Buffer.from(after), now)
    }),
    { numRuns: 300 },
  )
})

test('country codes are read in one line as well, as the sentence writes them that asks for them', () => {
  const list = 'transferRules.countries.list'
  const excluded = 'US, AS GU;\nMP\nPR, UM, VI.'
  const after = edited(tower, ['transferRules.countries.rule', 'all-except'], [list, excluded])
  assert.equal(sheetValues(after)?.[list], 'US\nAS\nGU\nMP\nPR\nUM\nVI')
  assert.equal(sheetValues(edited(tower, [list, 'United States, GU']))?.[list], 'United States, GU')
})

test('what is wrong stands at the field', () => {
  assert.deepEqual(found(edited(tower, ['offering.price', '1,00'], ['shareClass.symbol', 't'])), [
    'shareClass.symbol SYMBOL_FORMAT',
    'offering.price AMOUNT_FORMAT',
  ])
  assert.deepEqual(found(edited(tower, ['offering.lockUpDays', 'many'])), ['offering.lockUpDays FIELD_TYPE'])
  assert.deepEqual(found(edited(tower, ['asset.country', null])), ['asset.country FIELD_REQUIRED'])
  assert.deepEqual(found(edited(tower, ['asset.facts', 'no label'])), ['asset.facts FIELD_TYPE'])
})

test('items of lists come and go, and a part that may be left out goes with its last field', () => {
  const two = edited(tower, ['valuations[1].date', '2026-06-15'], ['valuations[1].amount', '51000000.00'])
  assert.deepEqual(found(two), [
    'valuations[1].method FIELD_REQUIRED',
    'valuations[1].appraiser FIELD_REQUIRED',
  ])
  assert.deepEqual(parse(edited(two, ['valuations[1]', null])), parse(tower))
  for (const at of ['valuations[7]', 'spv.owners[3].name', 'income.payoutBps', 'asset.identifiers[0]'])
    assert.deepEqual(parse(edited('key: x\n', [at, null])), { key: 'x' })
  const without = edited(tower, ['spv.owners[0]', null])
  assert.ok(!('owners' in (parse(without) as { spv: object }).spv))
  const unpaid = edited(
    tower,
    ...['income.payoutBps', 'income.frequency', 'income.payDay', 'income.record'].flatMap((at) =>
      isEditable({ path: at, value: '' }) ? [[at, null] as const] : [],
    ),
    ['income.accounts.income', null],
    ['income.accounts.expense', null],
  )
  assert.ok(
    found(unpaid).every((each) => !each.startsWith('income.accounts ')),
    found(unpaid).join(),
  )
})

test('lists and labels are lines', () => {
  const after = edited(
    tower,
    ['income.accounts.expense', ' Rates \n\nWater'],
    ['asset.facts', 'Floors: 12\nLift: yes: two'],
  )
  const sheet = parse(after) as { asset: { facts: object }; income: { accounts: { expense: unknown } } }
  assert.deepEqual(sheet.income.accounts.expense, ['Rates', 'Water'])
  assert.deepEqual(sheet.asset.facts, { Floors: '12', Lift: 'yes: two' })
  assert.equal(sheetValues(after)?.['asset.facts'], 'Floors: 12\nLift: yes: two')
  assert.equal(readPairs('Floors'), null)
})

test('a text that is no sheet has no fields, and neither has one with what no sheet may have', () => {
  for (const text of ['a: [', '- a', 'a: &x 1\nb: *y', 'a: 1\n---\nb: 2'])
    assert.equal(sheetValues(text), null, text)
  assert.deepEqual(sheetValues(''), {})
  assert.equal(isEditable({ path: 'valuations[250].date', value: '' }), false)
  for (const at of ['broker', '__proto__', 'offering', 'valuations', 'offering.price.x', ''])
    assert.equal(isEditable({ path: at, value: '1' }), false, at)
})
