import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KYC_STATUSES } from './investor.ts'
import { caseApprovalRefusal, CHECK_RESULTS, dueAt, effectOf, type CheckResult } from './kyc-case.ts'

const file = (more: object = {}) => ({
  submittedBy: null,
  submittedAt: null,
  examinedBy: null,
  reviewReasons: [],
  ...more,
})
const then = Temporal.Instant.from('2026-11-29T00:00:00Z')
const checks = (...results: CheckResult[]) => results.map((result) => ({ result }))

test('who may approve, row by row', () => {
  for (const [about, facts, expected] of [
    ['taken up by hand', { file: file(), checks: [], clearedBy: [] }, null],
    ['by whom it was sent in', { file: file({ submittedBy: 'o1' }), checks: [], clearedBy: [] }, 'FOUR_EYES'],
    ['who cleared a match', { file: file(), checks: [], clearedBy: ['o2', 'o1'] }, 'FOUR_EYES'],
    ['another cleared it', { file: file(), checks: [], clearedBy: ['o2'] }, null],
    [
      'applied, unchecked',
      { file: file({ submittedAt: then }), checks: [], clearedBy: [] },
      'CHECK_NOT_PASSED',
    ],
    [
      'applied, seen by hand',
      { file: file({ submittedAt: then, examinedBy: 'o1' }), checks: [], clearedBy: [] },
      null,
    ],
    ['passed', { file: file({ submittedAt: then }), checks: checks('approved'), clearedBy: [] }, null],
    ['pending', { file: file(), checks: checks('pending'), clearedBy: [] }, 'CHECK_NOT_PASSED'],
    ['rejected', { file: file(), checks: checks('rejected'), clearedBy: [] }, 'CHECK_NOT_PASSED'],
    [
      'rejected, overridden by oneself',
      { file: file({ examinedBy: 'o1' }), checks: checks('rejected'), clearedBy: [] },
      'FOUR_EYES',
    ],
    [
      'rejected, overridden by another',
      { file: file({ examinedBy: 'o2' }), checks: checks('rejected'), clearedBy: [] },
      null,
    ],
    [
      'pending, seen by hand',
      { file: file({ examinedBy: 'o1' }), checks: checks('pending'), clearedBy: [] },
      null,
    ],
    [
      'high risk, passed, looked at by nobody',
      { file: file({ reviewReasons: ['HIGH_RISK'] }), checks: checks('approved'), clearedBy: [] },
      'ENHANCED_LOOK_MISSING',
    ],
    [
      'high risk, looked at by oneself',
      { file: file({ reviewReasons: ['HIGH_RISK'], examinedBy: 'o1' }), checks: [], clearedBy: [] },
      'FOUR_EYES',
    ],
    [
      'high risk, looked at by another',
      {
        file: file({ reviewReasons: ['HIGH_RISK'], examinedBy: 'o2' }),
        checks: checks('approved'),
        clearedBy: [],
      },
      null,
    ],
    [
      'one of two providers says no',
      { file: file(), checks: checks('approved', 'rejected'), clearedBy: [] },
      'CHECK_NOT_PASSED',
    ],
  ] as const)
    assert.equal(caseApprovalRefusal(facts, 'o1'), expected, about)
})

test('no message of a provider ever makes anybody verified, and every bad one takes an approval back', () => {
  for (const status of KYC_STATUSES)
    for (const former of CHECK_RESULTS)
      for (const result of CHECK_RESULTS) {
        const effect = effectOf(status, [], { former, result, schema: false })
        assert.notEqual(effect.status as string, 'verified')
        const isBad = result !== 'approved' && result !== 'pending'
        if (status === 'verified') assert.equal(effect.status, isBad ? 'hold' : null)
        if (status === 'rejected') assert.equal(effect.status, null, 'a rejection stands')
      }
})

test('what a provider says moves a waiting case', () => {
  const told = (result: CheckResult, former: CheckResult = 'pending') => ({ former, result, schema: false })
  assert.equal(effectOf('processing', [], told('rejected')).status, 'manual-review')
  assert.equal(effectOf('processing', [], told('updates-required')).status, 'updates-required')
  assert.equal(effectOf('processing', [], told('approved')).status, null)
  assert.equal(effectOf('updates-required', ['PROVIDER_RETRY'], told('approved')).status, 'processing')
  assert.equal(effectOf('updates-required', [], told('approved')).status, null, 'an officer asked for more')
  assert.equal(effectOf('processing', [], told('approved', 'rejected')).add, 'PROVIDER_CONTRADICTION')
  assert.equal(effectOf('manual-review', [], told('updates-required')).status, 'manual-review')
  assert.equal(
    effectOf('processing', [], { former: 'pending', result: 'review', schema: true }).add,
    'PROVIDER_SCHEMA',
  )
})

test('the clock of an answer runs while a case waits for us, and stands while it waits for the applicant', () => {
  assert.equal(dueAt('processing', then)?.toString(), '2026-12-01T00:00:00Z')
  assert.equal(dueAt('manual-review', then)?.toString(), '2026-11-30T00:00:00Z')
  assert.equal(dueAt('updates-required', then), null)
})
