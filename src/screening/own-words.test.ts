import assert from 'node:assert/strict'
import { test } from 'node:test'
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
  assert.ok(other > 0.8 && other < 0.85, `a name of the list: ${other}`)
  assert.ok(score('Amyn Shadidi', short) > 0.88, 'another word may hold a slip')
  const twice = ['SHARIDI, Amin', ...known.slice(1), 'BOROV, Amine']
  assert.ok(score('Amine Shadidi', twice) < 0.88)
})

test('another spelling of what is left out, or of two, is the same name while it sounds alike', () => {
  const listed = ['SHARIF, Amin Talib', 'CHERIF, Omar', ...FURTHER]
  assert.ok(score('Amin Cherif', listed) > 0.9)
  const ri = score('Li Amin', ['RI, Amin Talib', 'LI, Omar', ...FURTHER])
  assert.ok(ri > 0.88, `a surname of two spellings: ${ri}`)
})

test('a name that words of the list make by chance has to be nearer', () => {
  const salims = FURTHER.map((name) => name.replace(/,.*/, ', Salim'))
  const ahmads = FURTHER.map((name) => name.replace(/.*,/, 'AHMAD,'))
  const rare = ['AHMAD, Salim', 'AHMED, Omar', 'BUROV, Salem', ...FURTHER]
  const common = ['AHMAD, Salim', 'AHMED, Omar', 'BUROV, Salem', ...salims, ...ahmads]
  const [ofRare, ofCommon] = [score('Salem Ahmed', rare), score('Salem Ahmed', common)]
  assert.ok(ofRare > 0.88 && ofCommon < 0.88, `${ofRare} ${ofCommon}`)
  // A birth that agrees gives as much back (`bornAgrees`).
  assert.ok(ofCommon > 0.845)
  assert.ok(score('Salim Ahmad', common) > 0.999)
  assert.ok(score('Salem Ahmed', common, 'AHMED, Omar') < 0.8)
})

test('the article is no part of what is alike', () => {
  assert.ok(score('Mohammed Al-Farsi', ['AL-MASRI, Mohammed', ...FURTHER]) < 0.88)
  for (const asked of ['Nabil Al-Masry', 'Nabil El Masri', 'Nabil al-Masrri'])
    assert.ok(score(asked, ['AL-MASRI, Nabil', ...FURTHER]) > 0.88, asked)
})
