import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  birthRefusal,
  isUsPersonConflict,
  missingSteps,
  ownersRefusal,
  stepRefusal,
  STEPS,
  type OnboardingStep,
  type PersonOfEntity,
  type UsFacts,
} from './onboarding.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const today = day('2026-11-29')

test('nobody applies before they are born or of age; on the eighteenth birthday they may', () => {
  for (const [born, expected] of [
    ['2026-11-30', 'DOB_IN_FUTURE'],
    ['2026-11-29', 'UNDER_AGE'],
    ['2008-11-30', 'UNDER_AGE'],
    ['2008-11-29', null],
    ['1926-01-01', null],
  ] as const)
    assert.equal(birthRefusal(day(born), today), expected, born)
  // Born on the 29th of February, one is of age on the 28th where there is no 29th.
  assert.equal(birthRefusal(day('2008-02-29'), day('2026-02-28')), null)
  assert.equal(birthRefusal(day('2008-02-29'), day('2026-02-27')), 'UNDER_AGE')
})

test('a step may be saved when those before it are, in the order of the kind of applicant', () => {
  const saved = (...steps: OnboardingStep[]) => new Set(steps)
  assert.equal(stepRefusal('individual', 'identity', saved()), null)
  assert.deepEqual(stepRefusal('individual', 'tax', saved('identity')), {
    reason: 'STEP_ORDER',
    first: 'address',
  })
  assert.equal(stepRefusal('individual', 'identity', saved('identity', 'address')), null, 'again')
  assert.equal(stepRefusal('individual', 'owners', saved())?.reason, 'STEP_UNKNOWN')
  assert.equal(stepRefusal('entity', 'owners', saved('company', 'tax')), null)
  assert.equal(stepRefusal('entity', 'identity', saved())?.reason, 'STEP_UNKNOWN')
  for (const kind of ['individual', 'entity'] as const) {
    assert.equal(STEPS[kind].length, 5, 'and the sixth is to send it in')
    assert.deepEqual(missingSteps(kind, new Set(STEPS[kind])), [])
  }
})

const person = (more: Partial<PersonOfEntity> = {}): PersonOfEntity => ({
  name: 'Ada Okafor',
  born: day('1980-01-01'),
  country: 'PT',
  shareBps: null,
  isControlPerson: false,
  isSigner: false,
  of: null,
  ...more,
})

test('an entity names who controls it, who signs, and its owners of a quarter or more', () => {
  const head = person({ isControlPerson: true, isSigner: true })
  for (const [people, expected] of [
    [[head], null],
    [[head, person({ shareBps: 2_500n })], null],
    [[head, person({ shareBps: 2_499n })], 'OWNER_BELOW_THRESHOLD'],
    [[head, ...[1, 2, 3, 4].map(() => person({ shareBps: 2_500n }))], null],
    [[head, ...[1, 2, 3].map(() => person({ shareBps: 3_334n }))], 'OWNERS_EXCEED_WHOLE'],
    [[person({ isSigner: true })], 'CONTROL_PERSON_MISSING'],
    [[person({ isControlPerson: true })], 'SIGNER_MISSING'],
    [[head, person({ born: day('2010-01-01'), shareBps: 5_000n })], 'UNDER_AGE'],
    [[head, person({ born: day('2030-01-01') })], 'DOB_IN_FUTURE'],
  ] as const)
    assert.equal(ownersRefusal(people, today)?.reason ?? null, expected)
  assert.equal(ownersRefusal([head, person({ shareBps: 1n })], today)?.path, 'people[1].share')
})

test('somebody who denies being a US person and shows one sign of it is looked at by a person', () => {
  const none: UsFacts = {
    saysUsPerson: false,
    citizenships: ['PT'],
    birthCountry: 'PT',
    residence: 'PT',
    taxResidences: ['PT'],
    paperCountry: 'PT',
  }
  assert.equal(isUsPersonConflict(none), false)
  for (const sign of [
    { citizenships: ['PT', 'US'] },
    { birthCountry: 'US' },
    { residence: 'US' },
    { taxResidences: ['US'] },
    { paperCountry: 'US' },
  ]) {
    assert.equal(isUsPersonConflict({ ...none, ...sign }), true, JSON.stringify(sign))
    assert.equal(isUsPersonConflict({ ...none, ...sign, saysUsPerson: true }), false)
  }
})
