import assert from 'node:assert/strict'
import { test } from 'node:test'
import { classification, questions } from './classification.ts'
import { builtInPacks } from './pack.service.ts'

const pack = builtInPacks().find(({ id }) => id === 'US-CLASS')!
const asOf = Temporal.Instant.from('2026-11-21T12:00:00Z')

const NO = Object.fromEntries(questions(pack).map(({ name }) => [name, false]))
const classified = (change: Readonly<Record<string, boolean | null>>, facts = {}) =>
  classification(pack, { answers: { ...NO, ...change }, facts, asOf })

test('there are twenty questions, each in plain words', () => {
  const asked = questions(pack)
  assert.equal(asked.length, 20)
  for (const { text } of asked) assert.match(text, /\?$/)
})

test('a share of revenue is a security by all four prongs, with the grounds for each', () => {
  const { outcome, result, prongs, legalReview } = classified({
    H1: true,
    H3: true,
    H5: true,
    H8: true,
    H9: true,
  })
  assert.deepEqual([outcome, result, legalReview], ['ALLOW', 'SECURITY_INVESTMENT_CONTRACT', 'pending'])
  assert.deepEqual(
    prongs.map(({ id, met }) => [id, met]),
    [
      ['P1', true],
      ['P2', true],
      ['P3', true],
      ['P4', true],
    ],
  )
  assert.deepEqual(prongs[0], {
    id: 'P1',
    title: 'Investment of money',
    met: true,
    answers: { H1: true, H2: false },
    sentence: 'Buyers give something of value.',
    citation: 'SEC v. W.J. Howey Co., 328 U.S. 293 (1946)',
  })
})

test('what is not known leaves its prong open, unless it cannot matter', () => {
  const open = classified({ H1: true, H3: true, H5: true, H8: null, H9: true })
  assert.deepEqual([open.outcome, open.result, open.prongs[3]?.met], ['REVIEW', 'INDETERMINATE', null])
  assert.deepEqual(
    open.reasons.map(({ code, values }) => [code, values['missing']]),
    [['CLASS_INDETERMINATE', 'answers.H8']],
  )
  const settled = classified({ H1: false, H8: null })
  assert.deepEqual([settled.outcome, settled.result], ['ALLOW', 'NOT_INVESTMENT_CONTRACT'])
})

test('a short note and one that every Reves factor speaks against are put before counsel', () => {
  const note = { E2: true, R1: true }
  assert.equal(classified(note, { 'note.maturityMonths': 9 }).outcome, 'REVIEW')
  assert.equal(classified(note, { 'note.maturityMonths': 10 }).result, 'SECURITY_ENUMERATED')
  assert.equal(classified({ E2: true, R4: true }, { 'note.maturityMonths': 60 }).result, 'INDETERMINATE')
  assert.equal(classified(note).outcome, 'REVIEW')
})

test('an override takes two approvers and an opinion', () => {
  const override = (approvers: number, opinion: boolean) =>
    classified(
      {},
      { 'override.notSecurity': true, 'override.approvers': approvers, 'override.opinionUploaded': opinion },
    ).outcome
  assert.deepEqual([override(1, true), override(2, false), override(2, true)], ['BLOCK', 'BLOCK', 'ALLOW'])
})
