import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildEngine, screenSubject } from './engine.ts'
import { partyJson, partyOf, subjectJson, subjectOf } from './list-json.ts'
import type { ListedParty } from './list.ts'
import type { Subject } from './screening.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const listed = (ref: string, about: Partial<ListedParty>): ListedParty => ({
  list: 'UN',
  ref,
  party: 'person',
  names: [],
  births: [],
  countries: [],
  gender: null,
  identifiers: [],
  wallets: [],
  programs: [],
  ...about,
})
const ENTRIES = [
  listed('1', {
    names: [
      { text: 'PLOTNIKOV, Igor Sergeyevich', strength: 'primary' },
      { text: 'Игорь Плотников', strength: 'strong' },
      { text: 'Gosha', strength: 'weak' },
    ],
    births: [{ from: day('1960-01-01'), to: day('1960-12-31') }],
    wallets: ['0x8576acc5c05d6ce88f4e49bf65bdf0c62f91353c'],
  }),
  listed('2', { names: [{ text: 'محمد الحسن', strength: 'primary' }] }),
  listed('3', { party: 'entity', names: [{ text: 'PLOTNIKOV IGOR LLC', strength: 'primary' }] }),
  listed('4', {
    names: [{ text: 'Somebody Else', strength: 'primary' }],
    identifiers: [{ kind: 'Passport', number: '73 1234567', country: 'RU' }],
  }),
]
// Latin letters stay; of the others these tests need a few.
const LETTERS: Readonly<Record<string, string>> = {
  И: 'I', г: 'g', о: 'o', р: 'r', ь: '', П: 'P', л: 'l', т: 't', н: 'n', и: 'i', к: 'k', в: 'v',
  م: 'm', ح: 'h', د: 'd', ا: 'a', ل: 'l', س: 's', ن: 'n',
} // oxfmt-ignore
const toLatin = (text: string) => [...text].map((letter) => LETTERS[letter] ?? letter).join('')
const engine = buildEngine(ENTRIES, toLatin)

const subject = (about: Partial<Subject>): Subject => ({
  party: 'person',
  names: [],
  born: null,
  countries: [],
  gender: null,
  identifiers: [],
  wallets: [],
  ...about,
})
const refs = (about: Partial<Subject>) => screenSubject(engine, subject(about)).map(({ entry }) => entry.ref)

test('a person is found by name in either script, and is not compared with companies', () => {
  assert.deepEqual(refs({ names: ['Igor Plotnikov'] }), ['1'])
  assert.deepEqual(refs({ names: ['Игорь Плотников'] }), ['1'])
  assert.deepEqual(refs({ party: 'entity', names: ['Plotnikov Igor Ltd'] }), ['3'])
})

test('a name without its vowels is found by how it sounds', () =>
  assert.deepEqual(refs({ names: ['Mohammed Alhasan'] }), ['2']))

test('of an entry that fits by several names there is one hit, with the name that fits best', () => {
  const [hit, ...others] = screenSubject(
    engine,
    subject({ names: ['I. Plotnikov', 'Igor Sergeyevich Plotnikov'] }),
  )
  assert.deepEqual(
    [hit?.name?.asked, hit?.name?.listed.text],
    ['Igor Sergeyevich Plotnikov', 'PLOTNIKOV, Igor Sergeyevich'],
  )
  assert.deepEqual(others, [])
})

test('a nickname alone finds nobody; a passport and a wallet find whom they are listed for', () => {
  assert.deepEqual(refs({ names: ['Gosha'] }), [])
  assert.deepEqual(refs({ names: ['Ann Smith'], identifiers: ['731234567'] }), ['4'])
  assert.deepEqual(refs({ wallets: ['0x8576ACC5C05D6CE88F4E49BF65BDF0C62F91353C'] }), ['1'])
})

test('another birth speaks for a namesake, of whom more than the very name must fit', () => {
  assert.deepEqual(refs({ names: ['Igor Sergeevich Plotnikof'], born: day('1999-05-05') }), [])
  assert.deepEqual(refs({ names: ['Igor Plotnikov'], born: day('1960-05-05') }), ['1'])
})

test('an entry and a subject are the same after a journey as JSON', () => {
  for (const entry of ENTRIES) assert.deepEqual(partyOf(JSON.parse(JSON.stringify(partyJson(entry)))), entry)
  const someone = subject({ names: ['A B'], born: day('1960-05-05') })
  assert.deepEqual(subjectOf(JSON.parse(JSON.stringify(subjectJson(someone)))), someone)
})
