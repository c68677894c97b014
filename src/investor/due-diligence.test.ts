import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dueDiligenceFacts, riskOf } from './due-diligence.ts'

test('who is politically exposed, or of a country under a call for action, is a high risk; nobody is a low one by an answer', () => {
  for (const [pep, countries, expected] of [
    ['no', ['PT'], 'MEDIUM'],
    [null, ['PT'], 'MEDIUM'],
    ['self', ['PT'], 'HIGH'],
    ['related', [], 'HIGH'],
    ['no', ['PT', 'KP'], 'HIGH'],
    ['no', ['IR'], 'HIGH'],
    ['no', ['MM'], 'HIGH'],
  ] as const)
    assert.equal(riskOf({ pep, countries }), expected, JSON.stringify([pep, countries]))
})

test('facts say what was answered and looked at, and nothing of what was not', () => {
  const asked = {
    kind: 'individual',
    risk: 'HIGH',
    reviewedOn: Temporal.PlainDate.from('2026-09-01'),
    isVerified: true,
    saysUsPerson: false,
    shares: null,
  } as const
  assert.deepEqual(dueDiligenceFacts(asked), {
    'kyc.risk': 'HIGH',
    'kyc.triggered': false,
    'kyc.reviewedOn': '2026-09-01',
    'entity.owners': [],
    'holder.usPerson': false,
  })
  assert.equal(dueDiligenceFacts({ ...asked, isVerified: false })['kyc.triggered'], true)
  const unasked = { ...asked, kind: 'entity', risk: null, reviewedOn: null, saysUsPerson: null } as const
  assert.deepEqual(dueDiligenceFacts(unasked), {}, 'an entity that has named nobody is not without owners')
  assert.deepEqual(dueDiligenceFacts({ ...unasked, shares: ['60.00'] }), {
    'entity.owners': [{ pct: '60.00', recorded: true }],
  })
})
