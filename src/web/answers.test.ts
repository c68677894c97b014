import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerRows, choiceWord } from './answers.ts'

const person = (answer: object) => answerRows(answer, 'individual')
const entity = (answer: object) => answerRows(answer, 'entity')

test('an answer reads as it was asked and chosen, and what was left out is not there', () => {
  assert.deepEqual(person({ line1: '1 Main Street', line2: null, country: 'DE' }), [
    ['line1', 'Street and number', '1 Main Street'],
    ['country', 'Country', 'Germany'],
  ])
  assert.deepEqual(
    person({
      isUsPerson: false,
      residences: [{ country: 'US', number: '200k-300k' }],
      politicallyExposed: 'related',
      annualIncome: '200k-300k',
    }).map(([, ...row]) => row),
    [
      ['Are you a US person?', 'No'],
      ['Country of tax residence', 'United States'],
      ['Taxpayer identification number', '200k-300k'],
      [
        'Do you hold a prominent public function, or did you in the last year?',
        'No, but family or a close associate does',
      ],
      ['Yearly income in US dollars', '200k – 300k'],
    ],
  )
  assert.deepEqual(entity({ people: [{ name: 'Ann', isControlPerson: false, isSigner: true }] }), [
    ['people.0.name', 'Person 1: Legal name', 'Ann'],
    ['people.0.isSigner', 'Person 1: Signs for the entity', 'Yes'],
  ])
  const trust = {
    entities: [{ name: 'Harbour Trust', share: null, of: null, inTrust: ['trustee'] }],
    people: [{ name: 'Ben', custodyAge: 21 }],
  }
  assert.deepEqual(
    entity(trust).map(([, ...row]) => row),
    [
      ['Trustee 1 that is a firm: Legal name', 'Harbour Trust'],
      ['Trustee 1 that is a firm: In the trust', 'Trustee'],
      ['The minor: Legal name', 'Ben'],
      ['The minor: With how many years does custody end?', '21'],
    ],
  )
  const owner = entity({ entities: [{ name: 'Harbour', inTrust: [] }] })
  assert.equal(owner[0]?.[1], 'Entity in between 1: Legal name')
  assert.equal(choiceWord('2-to-5-years'), '2 to 5 years')
  assert.equal(
    person({ unheardOf: 'x' })[0]?.[1],
    'Unheardof',
    'what is asked one day is shown before it has words',
  )
  assert.deepEqual(
    entity({ politicallyExposed: 'related' }).map(([, ...row]) => row),
    [
      [
        'Does anybody who owns, controls or signs for it hold a prominent public function?',
        'No, but family or a close associate of one of them does',
      ],
    ],
    'of an entity it is asked about its people',
  )
})
