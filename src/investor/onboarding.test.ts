import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  birthRefusal,
  isUsPersonConflict,
  missingSteps,
  ownersRefusal,
  peopleRefusal,
  standingOf,
  stepRefusal,
  stepsOf,
  type EntityBehind,
  type OnboardingStep,
  type PersonBehind,
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
  assert.equal(stepRefusal('alone', 'identity', saved()), null)
  assert.deepEqual(stepRefusal('alone', 'tax', saved('identity')), {
    reason: 'STEP_ORDER',
    first: 'address',
  })
  assert.equal(stepRefusal('alone', 'identity', saved('identity', 'address')), null, 'again')
  assert.equal(stepRefusal('alone', 'owners', saved())?.reason, 'STEP_UNKNOWN')
  assert.equal(stepRefusal('entity', 'owners', saved('company', 'tax')), null)
  assert.equal(stepRefusal('entity', 'identity', saved())?.reason, 'STEP_UNKNOWN')
  for (const standing of ['alone', 'entity', 'trust'] as const) {
    assert.equal(stepsOf(standing).length, 5, 'and the sixth is to send it in')
    assert.deepEqual(missingSteps(standing, new Set(stepsOf(standing))), [])
  }
  assert.deepEqual(missingSteps('joint-common', saved('identity')), [
    'owners',
    'address',
    'tax',
    'financial',
    'check',
  ])
})

const person = (more: Partial<PersonBehind> = {}): PersonBehind => ({
  name: 'Ada Okafor',
  born: day('1980-01-01'),
  country: 'PT',
  shareBps: null,
  isControlPerson: false,
  isSigner: false,
  of: null,
  inTrust: [],
  custodyAge: null,
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
    [[person()], 'ACTORS_MISSING'],
    [[head, person({ born: day('2010-01-01'), shareBps: 5_000n })], 'ACTOR_UNDER_AGE'],
    [[head, person({ born: day('2030-01-01') })], 'DOB_IN_FUTURE'],
  ] as const)
    assert.equal(ownersRefusal(people, today)?.reason ?? null, expected)
  assert.equal(ownersRefusal([head, person({ shareBps: 1n })], today)?.path, 'people[1].share')
  assert.equal(ownersRefusal([person()], today)?.path, 'people[0].isControlPerson')
  assert.equal(ownersRefusal([person({ isControlPerson: true })], today)?.path, 'people[0].isSigner')
})

test('who holds together is named, of age but for the minor, and no more of them than may hold so', () => {
  const other = person()
  const others = Array.from({ length: 10 }, (_, n) => person({ name: `Kit ${n}` }))
  const child = person({ born: day('2015-01-01'), custodyAge: 21 })
  const firm = { name: 'Harbour', country: 'US', shareBps: 1n, of: null, inTrust: [] }
  for (const [standing, people, expected, entities] of [
    ['joint-survivorship', [other], null],
    ['joint-survivorship', [], 'HOLDERS_COUNT'],
    ['joint-common', others.slice(1), null],
    ['joint-common', others, 'HOLDERS_COUNT'],
    ['joint-common', [person({ born: day('2015-01-01') })], 'UNDER_AGE'],
    ['joint-common', [other], 'HOLDERS_COUNT', [firm]],
    ['community-property', [other], null],
    ['community-property', others.slice(8), 'HOLDERS_COUNT'],
    ['joint-common', [{ ...other, custodyAge: 21 }], 'CUSTODY_AGE_UNASKED'],
    ['entity', [person({ isControlPerson: true, isSigner: true, custodyAge: 18 })], 'CUSTODY_AGE_UNASKED'],
    ['custodial', [child], null],
    ['custodial', [child, { ...child, name: 'Kit' }], 'HOLDERS_COUNT'],
    ['custodial', [person({ born: day('2015-01-01') })], 'CUSTODY_AGE_MISSING'],
    ['custodial', [person({ born: day('2030-01-01'), custodyAge: 21 })], 'DOB_IN_FUTURE'],
    ['custodial', [person({ born: day('2005-11-30'), custodyAge: 21 })], null],
    ['custodial', [person({ born: day('2005-11-29'), custodyAge: 21 })], 'CUSTODY_OVER'],
    ['custodial', [person({ born: day('2005-11-30'), custodyAge: 18 })], 'CUSTODY_OVER'],
  ] as readonly [Parameters<typeof peopleRefusal>[0], PersonBehind[], string | null, EntityBehind[]?][])
    assert.equal(
      peopleRefusal(standing, { applicant: null, people, entities: entities ?? [] }, today)?.reason ?? null,
      expected,
      standing,
    )
})

test('nobody is named twice, nor beside themselves, however their name is written', () => {
  const applicant = { name: 'Ada  Okafor', born: day('1980-01-01') }
  const kit = person({ name: 'Kit Moreau' })
  for (const [people, standing, expected] of [
    [[kit], 'joint-common', null],
    [[kit, person({ name: ' ada okafor' })], 'joint-common', 'people[1].name'],
    [[kit, person({ name: 'KIT MOREAU' })], 'joint-common', 'people[1].name'],
    [[kit, person({ name: 'Kit Moreau', born: day('1990-01-01') })], 'joint-common', null],
    [[person({ born: day('2006-01-01'), custodyAge: 25 })], 'custodial', null],
  ] as readonly [PersonBehind[], 'joint-common' | 'custodial', string | null][]) {
    const bad = peopleRefusal(standing, { applicant, people, entities: [] }, today)
    assert.equal(bad?.path ?? null, expected)
    if (bad !== null) assert.equal(bad.reason, 'NAMED_TWICE')
  }
  const young = person({ born: day('2006-01-01'), custodyAge: 25 })
  const own = peopleRefusal('custodial', { applicant: young, people: [young], entities: [] }, today)
  assert.equal(own?.reason, 'NAMED_TWICE', 'one’s own custodian')
  const head = person({ isControlPerson: true, isSigner: true, shareBps: 3_000n })
  const harbour = { name: 'Harbour', country: 'US', shareBps: 3_000n, of: null, inTrust: [] }
  const owns = (of: number | null) =>
    peopleRefusal('entity', { applicant: null, people: [head, { ...head, of }], entities: [harbour] }, today)
  assert.equal(owns(0), null, 'a part of each')
  assert.equal(owns(null)?.reason, 'NAMED_TWICE')
})

test('a trust names its trustee, who may be a firm, its settlor and who benefits, who may be a child', () => {
  const acts = { isControlPerson: true, isSigner: true } as const
  const settlor = person({ inTrust: ['settlor', 'trustee'], ...acts })
  const child = person({ inTrust: ['beneficiary'], born: day('2015-01-01') })
  const bank = {
    name: 'Harbour Trust',
    country: 'US',
    shareBps: null,
    of: null,
    inTrust: ['trustee'],
  } as const
  for (const [people, entities, expected] of [
    [[settlor, child], [], null],
    [[person({ inTrust: ['settlor'], ...acts }), child], [bank], null],
    [[person({ inTrust: ['settlor'], ...acts }), child], [], 'TRUST_ROLES_MISSING'],
    [[settlor], [], 'TRUST_ROLES_MISSING'],
    [[person({ inTrust: ['trustee'], ...acts }), child], [], 'TRUST_ROLES_MISSING'],
    [[settlor, { ...child, isSigner: true }], [], 'ACTOR_UNDER_AGE'],
    [[settlor, { ...child, inTrust: ['beneficiary', 'trustee'] }], [], 'ACTOR_UNDER_AGE'],
    [[settlor, child], [{ ...bank, inTrust: [] }], 'OWNER_SHARE_MISSING'],
    [[person({ inTrust: ['settlor', 'trustee'] }), child], [], 'ACTORS_MISSING'],
  ] as readonly [PersonBehind[], EntityBehind[], string | null][])
    assert.equal(
      peopleRefusal('trust', { applicant: null, people, entities }, today)?.reason ?? null,
      expected,
    )
  assert.equal(standingOf('entity', { identity: null, company: { entityType: 'trust' } }), 'trust')
  assert.equal(standingOf('entity', { identity: null, company: null }), 'entity')
  assert.equal(standingOf('individual', { identity: null, company: null }), 'alone')
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
