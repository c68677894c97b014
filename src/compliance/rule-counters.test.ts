import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instrumentTerms } from '../../test/instrument-terms.ts'
import type { Instrument } from '../instrument/instrument.ts'
import { newId, type InvestorId } from '../kernel/ids.ts'
import type { Owner, Sale } from '../restriction/counted-people.ts'
import { builtInPacks } from '../restriction/pack.service.ts'
import type { RuleFacts } from '../restriction/rule.ts'
import { counters } from './rule-counters.ts'

const today = Temporal.PlainDate.from('2026-09-01')
const terms = instrumentTerms('tower', '0x70997970C51812dc3A010C7d01b50e0d17dc79C8')
const instrument = { ...terms, id: newId('ins') } as Instrument

function sale(country: string, daysAgo = 5): Sale {
  return {
    investor: newId('inv'),
    instrument: instrument.id,
    exemptions: ['506(b)'],
    amount: 1n,
    currency: { code: 'USD', decimals: 2 },
    soldOn: today.subtract({ days: daysAgo }),
    country,
    accredited: false,
  }
}

/** What is used of a rule’s limit on people, and what is left. */
function shown(
  rule: string,
  given: {
    readonly owners?: ReadonlyMap<InvestorId, Owner>
    readonly sales?: readonly Sale[]
    readonly statements?: ReadonlyMap<InvestorId, RuleFacts>
    readonly recorded?: RuleFacts
  },
) {
  const world = { owners: new Map(), sales: [], statements: new Map(), recorded: {}, ...given }
  return counters(builtInPacks(), { instrument, today, ...world }, { facts: {}, isAsked: () => true })
    .filter((counter) => counter.rule === rule && counter.unit === 'count')
    .map(({ used, limit, left }) => [used, limit, left])
}

test('a household takes one of the 35 places, until ninety days after its last purchase', () => {
  const sales = [sale('US', 100), sale('US', 90), sale('US', 5), sale('US', 91)]
  const together = new Map(
    sales.slice(0, 3).map(({ investor }) => [investor, { 'investor.household': 'one' }]),
  )
  assert.deepEqual(shown('506B', { sales }), [['2', '35', '33']])
  assert.deepEqual(shown('506B', { sales, statements: together }), [['1', '35', '34']])
})

test('a fund in the fund is as many as own it; a large fund of venture capital has a hundred places', () => {
  const fund = newId('inv')
  const owners = new Map([[fund, { accredited: true, country: 'US', individual: false, units: 10n }]])
  const said = (facts: RuleFacts) => ({ owners, statements: new Map([[fund, facts]]) })
  const isFund = said({ 'investor.isFund': true, 'investor.owners': '60' })
  assert.deepEqual(shown('ICA3C', isFund), [['60', '100', '40']])
  assert.deepEqual(shown('ICA3C', said({ 'investor.isFund': true })), [[null, '100', null]])
  const venture = (capital: string) =>
    shown('ICA3C', { ...isFund, recorded: { 'fund.venture': true, 'fund.capital': capital } })
  assert.deepEqual(venture('12000000'), [['60', '250', '190']])
  assert.deepEqual(venture('12000000.01'), [['60', '100', '40']])
  assert.deepEqual(shown('ICA3C', { ...isFund, recorded: { 'fund.venture': true } }), [['60', '100', '40']])
})

test('persons who were offered to are those recorded; in the United Kingdom those who are there', () => {
  const sales = [sale('GB'), sale('DE'), sale('SG')]
  const recorded = { 'offering.offerees12m': '48', 'offering.persons12m': 12 }
  assert.deepEqual(shown('SG_OFFER', { sales, recorded }), [['48', '50', '2']])
  assert.deepEqual(shown('SG_OFFER', { sales }), [[null, '50', null]])
  assert.deepEqual(shown('AE_OFFER', { sales, recorded }), [['12', '49', '37']])
  assert.deepEqual(shown('UK_OFFER', { sales }), [['1', '149', '148']])
  assert.deepEqual(shown('CH_OFFER', { sales }), [['3', '499', '496']])
})

test('the counter of holders of record says how many are left out', () => {
  const [plan, other] = [newId('inv'), newId('inv')]
  const owner = { accredited: false, country: 'US', individual: true, units: 1n }
  const owners = new Map([plan, other].map((one) => [one, owner]))
  const statements = new Map([[plan, { 'investor.exempt12g': 'employee-plan' }]])
  assert.deepEqual(shown('SEC12G', { owners }), [
    ['2', '1999', '1997'],
    ['2', '499', '497'],
  ])
  assert.deepEqual(shown('SEC12G', { owners, statements }), [
    ['1', '1999', '1998'],
    ['1', '499', '498'],
  ])
  const world = { instrument, today, owners, sales: [], statements, recorded: {} }
  const leftOut = counters(builtInPacks(), world, { facts: {}, isAsked: () => true })
    .filter(({ rule }) => rule === 'SEC12G')
    .map((counter) => [counter.what, counter.leftOut])
  assert.deepEqual(leftOut, [
    ['recordHolders', 1],
    ['nonAccreditedHolders', 0],
  ])
})
