import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KYC_STATUSES } from './investor.ts'
import {
  caseApprovalRefusal,
  CHECK_RESULTS,
  dueAt,
  earlyApprovalRefusal,
  effectOf,
  type CheckResult,
} from './kyc-case.ts'

const file = (more: object = {}) => ({
  submittedBy: null,
  submittedAt: null,
  examinedBy: null,
  reviewReasons: [],
  ...more,
})
const then = Temporal.Instant.from('2026-11-29T00:00:00Z')
const checks = (...results: CheckResult[]) =>
  results.map((result, n) => ({ provider: `p${n}`, result, by: null }))

test('who may approve, row by row', () => {
  for (const [about, facts, expected] of [
    ['taken up by hand', { file: file(), checks: [], clearedBy: [], people: [] }, null],
    [
      'by whom it was sent in',
      { file: file({ submittedBy: 'o1' }), checks: [], clearedBy: [], people: [] },
      'FOUR_EYES',
    ],
    ['who cleared a match', { file: file(), checks: [], clearedBy: ['o2', 'o1'], people: [] }, 'FOUR_EYES'],
    ['another cleared it', { file: file(), checks: [], clearedBy: ['o2'], people: [] }, null],
    [
      'applied, unchecked',
      { file: file({ submittedAt: then }), checks: [], clearedBy: [], people: [] },
      'CHECK_NOT_PASSED',
    ],
    [
      'applied, seen by hand',
      { file: file({ submittedAt: then, examinedBy: 'o1' }), checks: [], clearedBy: [], people: [] },
      null,
    ],
    [
      'passed',
      { file: file({ submittedAt: then }), checks: checks('approved'), clearedBy: [], people: [] },
      null,
    ],
    ['pending', { file: file(), checks: checks('pending'), clearedBy: [], people: [] }, 'CHECK_NOT_PASSED'],
    ['rejected', { file: file(), checks: checks('rejected'), clearedBy: [], people: [] }, 'CHECK_NOT_PASSED'],
    [
      'rejected, overridden by oneself',
      { file: file({ examinedBy: 'o1' }), checks: checks('rejected'), clearedBy: [], people: [] },
      'FOUR_EYES',
    ],
    [
      'rejected, overridden by another',
      { file: file({ examinedBy: 'o2' }), checks: checks('rejected'), clearedBy: [], people: [] },
      null,
    ],
    [
      'pending, seen by hand',
      { file: file({ examinedBy: 'o1' }), checks: checks('pending'), clearedBy: [], people: [] },
      null,
    ],
    [
      'high risk, passed, looked at by nobody',
      { file: file({ reviewReasons: ['HIGH_RISK'] }), checks: checks('approved'), clearedBy: [], people: [] },
      'ENHANCED_LOOK_MISSING',
    ],
    [
      'high risk, looked at by oneself',
      {
        file: file({ reviewReasons: ['HIGH_RISK'], examinedBy: 'o1' }),
        checks: [],
        clearedBy: [],
        people: [],
      },
      'FOUR_EYES',
    ],
    [
      'high risk, looked at by another',
      {
        file: file({ reviewReasons: ['HIGH_RISK'], examinedBy: 'o2' }),
        checks: checks('approved'),
        clearedBy: [],
        people: [],
      },
      null,
    ],
    [
      'one of two providers says no',
      { file: file(), checks: checks('approved', 'rejected'), clearedBy: [], people: [] },
      'CHECK_NOT_PASSED',
    ],
  ] as const)
    assert.equal(
      caseApprovalRefusal({ ...facts, wasChecked: facts.checks.length > 0 }, 'o1'),
      expected,
      about,
    )
})

test('when an applicant is not waited for, row by row', () => {
  const plain = { reason: null, isUnsent: false }
  for (const [status, facts, expected] of [
    ['none', plain, 'CASE_NOT_WAITING'],
    ['processing', plain, null],
    ['verified', { ...plain, isUnsent: true }, null],
    ['updates-required', plain, 'APPLICANT_FIRST'],
    ['updates-required', { reason: 'By mail.', isUnsent: false }, null],
    ['updates-required', { reason: 'By mail.', isUnsent: true }, 'ANSWERS_UNSENT'],
  ] as const)
    assert.equal(earlyApprovalRefusal(status, facts), expected, status)
})

test('everybody behind an entity is checked, row by row', () => {
  const by = (provider: string, result: CheckResult, officer: string | null = null) => ({
    provider,
    result,
    by: officer,
  })
  for (const [about, people, expected] of [
    ['nobody stands behind it', [], null],
    ['both passed', [[by('veriff', 'approved')], [by('onfido', 'approved')]], null],
    ['of one no check was begun', [[by('veriff', 'approved')], []], 'PEOPLE_NOT_CHECKED'],
    ['one is waited for', [[by('veriff', 'pending')]], 'PEOPLE_NOT_CHECKED'],
    ['one was refused', [[by('veriff', 'rejected')]], 'PEOPLE_NOT_CHECKED'],
    ['seen by hand, no provider was asked', [[by('manual', 'approved', 'o1')]], null],
    [
      'seen by hand instead of a late check',
      [[by('manual', 'approved', 'o1'), by('veriff', 'pending')]],
      null,
    ],
    ['overridden by oneself', [[by('manual', 'approved', 'o1'), by('veriff', 'rejected')]], 'FOUR_EYES'],
    ['overridden by another', [[by('manual', 'approved', 'o2'), by('veriff', 'rejected')]], null],
    [
      'refused after it was seen',
      [[by('manual', 'review', 'o2'), by('veriff', 'rejected')]],
      'PEOPLE_NOT_CHECKED',
    ],
  ] as const)
    assert.equal(
      caseApprovalRefusal(
        { file: file(), checks: checks('approved'), wasChecked: true, clearedBy: [], people },
        'o1',
      ),
      expected,
      about,
    )
})

test('no message of a provider ever makes anybody verified, and every bad one takes an approval back', () => {
  for (const status of KYC_STATUSES)
    for (const former of CHECK_RESULTS)
      for (const result of CHECK_RESULTS) {
        const effect = effectOf(status, [], { former, result, schema: false, open: [], isUnsent: false })
        assert.notEqual(effect.status as string, 'verified')
        const isBad = result !== 'approved' && result !== 'pending'
        if (status === 'verified') assert.equal(effect.status, isBad ? 'hold' : null)
        if (status === 'rejected') assert.equal(effect.status, null, 'a rejection stands')
      }
})

test('what a provider says moves a waiting case', () => {
  const told = (result: CheckResult, former: CheckResult = 'pending') => ({
    former,
    result,
    schema: false,
    open: [],
    isUnsent: false,
  })
  assert.equal(effectOf('processing', [], told('rejected')).status, 'manual-review')
  assert.equal(effectOf('processing', [], told('updates-required')).status, 'updates-required')
  assert.equal(effectOf('processing', [], told('approved')).status, null)
  assert.equal(effectOf('updates-required', ['PROVIDER_RETRY'], told('approved')).status, 'processing')
  assert.equal(effectOf('updates-required', [], told('approved')).status, null, 'an officer asked for more')
  const unsent = { ...told('approved'), isUnsent: true }
  assert.equal(effectOf('updates-required', ['PROVIDER_RETRY'], unsent).status, null, 'answers were changed')
  assert.equal(effectOf('processing', [], told('approved', 'rejected')).add, 'PROVIDER_CONTRADICTION')
  assert.equal(effectOf('manual-review', [], told('updates-required')).status, 'manual-review')
  const another = effectOf('updates-required', ['PROVIDER_RETRY'], {
    ...told('approved'),
    open: ['PROVIDER_RETRY'],
  })
  assert.deepEqual(
    [another.status, another.drop],
    [null, ['CHECK_NOT_STARTED']],
    'somebody else has to retry',
  )
  assert.equal(effectOf('processing', [], { ...told('review'), schema: true }).add, 'PROVIDER_SCHEMA')
})

test('the clock of an answer runs while a case waits for us, and stands while it waits for the applicant', () => {
  assert.equal(dueAt('processing', null, then)?.toString(), '2026-12-01T00:00:00Z')
  assert.equal(dueAt('manual-review', null, then)?.toString(), '2026-11-30T00:00:00Z')
  assert.equal(dueAt('updates-required', null, then), null)
  assert.equal(dueAt('verified', 'asked', then), null)
  assert.equal(dueAt('verified', 'answered', then)?.toString(), '2026-11-30T00:00:00Z')
})
