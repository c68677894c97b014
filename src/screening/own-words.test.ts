import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { buildNameIndex } from './name-index.ts'
import { searchNames } from './name-search.ts'

function score(asked: string, names: readonly string[], listed = names[0]!): number {
  const index = buildNameIndex(
    'person',
    names.map((latin, entry) => ({ entry, latin })),
  )
  return searchNames(index, asked, 0.7).find(({ name }) => name.latin === listed)?.result.score ?? 0
}

/** Names that have nothing to do with those asked about: a list is long. */
const FURTHER = Array.from({ length: 60 }, (_, n) => {
  const sign = (at: number) => 'bdgklmnprt'[Math.floor(n / at) % 10]!
  return `${sign(1)}o${sign(10)}ov, ${sign(10)}u${sign(1)}o${sign(1)}`
})

test('a word of the list is a slip of another where nothing else differs, and else only if the name has an unknown one', () => {
  const listed = ['SHARIDI, Amin', ...FURTHER]
  const known = [...listed, 'SHADIDI, Omar']
  assert.ok(score('Amin Shadidi', known) > 0.9)
  const short = ['SHARIDI, Amin Talib', ...known.slice(1)]
  assert.ok(score('Amin Shadidi', short.slice(0, -1)) > 0.9, 'a slip')
  const other = score('Amin Shadidi', short)
  assert.ok(other < 0.88, `a name of the list: ${other}`)
  // A birth that agrees gives as much back (`bornAgrees`).
  assert.ok(other > 0.83)
  assert.ok(score('Amyn Shadidi', short) > 0.88, 'another word may hold a slip')
  const twice = ['SHARIDI, Amin', ...known.slice(1), 'BOROV, Amine']
  const less = score('Amine Shadidi', twice) / score('Amine Shadidi', known)
  assert.ok(Math.abs(less - 0.95) < 0.01, `two spelt otherwise, both of the list: ${less}`)
})

test('another spelling of what is left out, or of two, is the same name while it sounds alike', () => {
  const listed = ['SHARIF, Amin Talib', 'CHERIF, Omar', ...FURTHER]
  assert.ok(score('Amin Cherif', listed) > 0.9)
  const ri = score('Li Amin', ['RI, Amin Talib', 'LI, Omar', ...FURTHER])
  assert.ok(ri > 0.88, `a surname of two spellings: ${ri}`)
})

test('a name that words of the list make by chance has to be nearer', () => {
  const salims = FURTHER.map((name) => name.replace(/,.*/, ', Salim'))
  const hamids = FURTHER.map((name) => name.replace(/.*,/, 'HAMID,'))
  const rare = ['HAMID, Salim', 'HAMAD, Omar', ...FURTHER]
  const [ofRare, ofCommon] = [
    score('Salim Hamad', rare),
    score('Salim Hamad', [...rare, ...salims, ...hamids]),
  ]
  assert.ok(ofRare - ofCommon > 0.02, `${ofRare} ${ofCommon}`)
  assert.ok(ofCommon > 0.83)
  assert.ok(score('Salim Hamid', [...rare, ...salims, ...hamids]) > 0.999)
})

const OFAC = parse<{ party: string; name: string }>(
  fs.readFileSync(path.join(import.meta.dirname, '..', '..', 'bench', 'data', 'ofac-names-2021-07.csv')),
  { columns: true },
)
const PEOPLE = buildNameIndex(
  'person',
  OFAC.filter(({ party }) => party === 'person').map(({ name }, entry) => ({ entry, latin: name })),
)

function scoreOfPeople(asked: string, listed: string): number {
  return searchNames(PEOPLE, asked, 0.7).find(({ name }) => name.latin === listed)?.result.score ?? 0
}

// Each was missed while a usual spelling counted as another name, or as a chance.
const SPELT: readonly (readonly [asked: string, listed: string])[] = [
  ['Muhammad Umar', 'OMAR, Mohammed'],
  ['Mohammed Hussein', 'HUSAYN, Muhammad'],
  ['Mohammed Ebrahim', 'IBRAHIM, Muhammad'],
  ['Amir Abdallah', 'ABDULLAH, Amir'],
  ['Abdullah Hafiz', 'HAFIZ, Abdallah'],
  ['Muhsin Youssef', 'YUSUF, Muhsin'],
  ['Ahmed Hassan Youssef', 'HASAN YUSUF, Ahmad'],
  [
    "'Abd al-Malik Mohammed Youssef 'Osman 'Abd al-Salam",
    "'ABD AL-SALAM, 'Abd al-Malik Muhammad Yusuf 'Uthman",
  ],
  ['Muhammad Habib', 'HABIB, Mohammed Turki'],
]
for (const [asked, listed] of SPELT)
  test(`${asked} is ${listed}: usual spellings of words that the list has are no other name`, () => {
    const found = scoreOfPeople(asked, listed)
    assert.ok(found > 0.88, `${found}`)
  })

test('a word that begins with al or el, and has no article, is known by as many slips as others', () => {
  for (const [asked, listed] of [
    ['Jose Alomzo', 'ALONSO, Jose'],
    ['Jose Alozno', 'ALONSO, Jose'],
    ['Jose Alfomzo', 'ALFONSO, Jose'],
    ['Jose Aldetro', 'ALBERTO, Jose'],
  ] as const) {
    const found = score(asked, [listed, ...FURTHER])
    assert.ok(found > 0.88, `${asked} ${found}`)
  }
})
