import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ListedParty } from './list.ts'
import { HIT_MIN, weigh, type Subject } from './screening.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const subject: Subject = {
  party: 'person',
  names: ['John Doe'],
  born: day('1948-12-10'),
  countries: ['RU'],
  gender: 'male',
  identifiers: ['AB 123-456'],
  wallets: ['0x8576ACC5C05D6CE88F4E49BF65BDF0C62F91353C'],
}
const entry: ListedParty = {
  list: 'OFAC-SDN',
  ref: '1',
  party: 'person',
  names: [{ text: 'DOE, John', strength: 'primary' }],
  births: [{ from: day('1948-12-10'), to: day('1948-12-10') }],
  countries: ['RU'],
  gender: 'male',
  identifiers: [{ kind: 'Passport', number: 'ZZ9999', country: null }],
  wallets: [],
  programs: [],
}
const named = (score: number, strength: 'primary' | 'weak' = 'primary') => ({
  asked: 'John Doe',
  listed: { text: 'DOE, John', strength },
  result: { score, matches: [], unmatchedAsked: [], unmatchedListed: [] },
})

test('the very name with everything else agreeing is a hit of 1, with a finding for each fact', () => {
  const hit = weigh(subject, entry, named(1))
  assert.equal(hit?.score, 1)
  assert.deepEqual(
    hit?.findings.map(({ qualifier, agrees }) => [qualifier, agrees]),
    [
      ['born', true],
      ['country', true],
      ['gender', true],
    ],
  )
})

test('the very name stays a hit when one fact differs, and is another when two do', () => {
  const elsewhere = { ...entry, countries: ['CU'] }
  const older = { ...entry, births: [{ from: day('1930-01-01'), to: day('1930-12-31') }] }
  assert.ok(weigh(subject, elsewhere, named(1)) !== null)
  assert.ok(weigh(subject, older, named(1)) !== null)
  assert.equal(weigh(subject, { ...older, countries: ['CU'] }, named(1)), null)
})

test('a birth is given a year either way', () => {
  const near = { ...entry, births: [{ from: day('1949-12-10'), to: day('1949-12-10') }] }
  const far = { ...entry, births: [{ from: day('1949-12-11'), to: day('1949-12-11') }] }
  assert.equal(weigh(subject, near, named(0.9))?.findings[0]?.agrees, true)
  assert.equal(weigh(subject, far, named(0.9)), null)
})

test('what is not known of somebody speaks neither for nor against', () => {
  const nothing: Subject = { ...subject, born: null, countries: [], gender: null }
  assert.deepEqual(weigh(nothing, entry, named(HIT_MIN))?.findings, [])
  assert.equal(weigh(nothing, entry, named(HIT_MIN - 0.001)), null)
})

test('a weak alias is no hit alone, and one when other facts agree', () => {
  const nothing: Subject = { ...subject, born: null, countries: [], gender: null }
  assert.equal(weigh(nothing, entry, named(0.96, 'weak')), null)
  assert.ok(weigh(subject, entry, named(1, 'weak')) !== null)
})

test('a listed paper or wallet is a hit under whatever name, and a short number is not', () => {
  const paper = { ...entry, identifiers: [{ kind: 'Passport', number: 'AB123456', country: null }] }
  const wallet = { ...entry, wallets: ['0x8576acc5c05d6ce88f4e49bf65bdf0c62f91353c'] }
  assert.deepEqual([weigh(subject, paper, null)?.score, weigh(subject, wallet, null)?.score], [0.95, 1])
  const short = { ...entry, identifiers: [{ kind: 'ID', number: '12', country: null }] }
  assert.equal(weigh({ ...subject, identifiers: ['12'] }, short, null), null)
  const other = { ...entry, wallets: ['12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h'] }
  assert.equal(weigh({ ...subject, wallets: ['12qtd5bfwrsdnsazy76uve1xycgntojh9h'] }, other, null), null)
})
