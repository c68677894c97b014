import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Reason } from '../../contracts/abi/reasons.ts'
import { ACCREDITATION_STATUSES } from '../investor/accreditation.ts'
import { KYC_STATUSES } from '../investor/investor.ts'
import {
  qualification,
  QUALIFICATION_STATUSES,
  tokenQualification,
  TOKEN_QUALIFICATION_STATUSES,
  stopsOf,
  type Qualifying,
  type Receiving,
} from './qualification.ts'

const of = (
  exemption: Qualifying['instrument']['offering']['exemption'],
  more: Partial<Receiving> = {},
): Receiving => ({
  instrument: { rules: { accreditedOnly: exemption === 'reg-d-506c' }, offering: { exemption } },
  kycStatus: 'verified',
  accreditation: 'not-verified',
  accreditedUntil: null,
  restriction: null,
  refusals: [],
  token: [],
  law: [],
  stops: [],
  ...more,
})
const BLOCK = [{ severity: 'BLOCK' }] as const
const REVIEW = [{ severity: 'REVIEW' }] as const
const past = Temporal.PlainDate.from('2026-01-02')

test('as what somebody may invest is a word for each exemption, standing and doubt', () => {
  const table = [
    [of('reg-s'), 'not-applicable'],
    [of('none-needed', { accreditation: 'accredited' }), 'not-applicable'],
    [of('reg-d-506c', { accreditation: 'accredited' }), 'accredited'],
    [of('reg-d-506c', { accreditation: 'pending' }), 'pending'],
    [of('reg-d-506c', { accreditation: 'rejected' }), 'rejected'],
    [of('reg-d-506c', { accreditation: 'not-accredited' }), 'not-accredited'],
    // Outside the United States nobody asks, until an offering does.
    [of('reg-d-506c', { accreditation: 'not-applicable' }), 'not-verified'],
    [of('reg-d-506b'), 'not-qualified-but-can-invest'],
    [of('reg-cf', { accreditation: 'not-accredited' }), 'not-qualified-but-can-invest'],
    [of('reg-a-tier-2', { accreditation: 'not-applicable' }), 'not-qualified-but-can-invest'],
    [of('reg-d-506b', { accreditation: 'accredited' }), 'accredited'],
    // The 36th who is not, one whose purchase an officer looks at, and one whom nobody has verified.
    [of('reg-d-506b', { law: BLOCK }), 'no'],
    [of('reg-d-506b', { law: [...REVIEW, ...BLOCK] }), 'no'],
    [of('reg-d-506b', { law: REVIEW }), 'pending'],
    [of('reg-d-506b', { kycStatus: 'processing' }), 'not-verified'],
    [of('reg-cf', { token: ['COUNTRY_NOT_OPEN'], accreditation: 'rejected' }), 'no'],
    // Accredited, and barred, erased, not approved any more, or under review.
    [of('reg-d-506c', { accreditation: 'accredited', law: BLOCK }), 'no'],
    [of('reg-d-506b', { accreditation: 'accredited', token: ['COUNTRY_NOT_OPEN'] }), 'no'],
    [
      of('reg-d-506c', {
        accreditation: 'accredited',
        restriction: 'INVESTOR_RESTRICTED',
        kycStatus: 'manual-review',
      }),
      'no',
    ],
    [of('reg-d-506c', { accreditation: 'accredited', kycStatus: 'rejected' }), 'no'],
    [of('reg-d-506c', { accreditation: 'accredited', kycStatus: 'expired' }), 'no'],
    [of('reg-d-506c', { accreditation: 'accredited', kycStatus: 'manual-review' }), 'pending'],
    // What the offering says for itself, and what a wallet or a day would mend.
    [of('reg-d-506b', { refusals: ['NOT_INVITED'] }), 'no'],
    [of('reg-cf', { refusals: ['INVESTOR_LIMIT'] }), 'no'],
    [of('reg-cf', { refusals: ['UNITS_SOLD_OUT'] }), 'no'],
    [of('reg-d-506c', { accreditation: 'accredited', refusals: ['NOT_INVITED'] }), 'no'],
    [of('reg-cf', { refusals: ['OFFERING_NOT_OPEN', 'WALLET_NOT_READY'] }), 'not-qualified-but-can-invest'],
    [of('reg-cf', { refusals: ['OFFERING_CLOSED'] }), null],
    [of('reg-s', { refusals: ['OFFERING_CLOSED'] }), null],
    [
      of('reg-d-506b', {
        instrument: { rules: { accreditedOnly: true }, offering: { exemption: 'reg-d-506b' } },
      }),
      'not-verified',
    ],
  ] as const
  for (const [about, expected] of table)
    assert.equal(qualification(about), expected, `${about.instrument.offering.exemption}: ${expected}`)
  assert.deepEqual(
    new Set<string | null>(table.map(([, word]) => word)),
    new Set<string | null>([...QUALIFICATION_STATUSES, null]),
    'a word has no row',
  )
})

test('whether units may come to somebody is asked of their approval, the token, and the law, in this order', () => {
  const table = [
    [of('reg-s', { kycStatus: 'none', token: ['COUNTRY_NOT_OPEN'] }), 'none'],
    [of('reg-s', { kycStatus: 'processing' }), 'pending'],
    [of('reg-s', { kycStatus: 'manual-review' }), 'pending'],
    [of('reg-s', { kycStatus: 'updates-required' }), 'updates-required'],
    [of('reg-s', { kycStatus: 'rejected', law: REVIEW }), 'rejected'],
    [of('reg-s', { kycStatus: 'expired' }), 'expired'],
    [of('reg-s', { restriction: 'INVESTOR_RESTRICTED' }), 'no'],
    [of('reg-s', { kycStatus: 'manual-review', restriction: 'INVESTOR_RESTRICTED' }), 'no'],
    [of('reg-d-506c', { token: ['ACCREDITATION_NEEDED', 'COUNTRY_NOT_OPEN'] }), 'no'],
    [of('reg-d-506c', { token: ['ACCREDITATION_NEEDED'], law: BLOCK }), 'not-accredited'],
    [of('reg-d-506c', { accreditation: 'rejected', accreditedUntil: past }), 'not-accredited'],
    [of('reg-d-506c', { accreditation: 'not-accredited', accreditedUntil: past }), 'expired'],
    [of('reg-d-506c', { accreditation: 'not-accredited' }), 'not-accredited'],
    [of('reg-d-506c', { accreditation: 'pending', accreditedUntil: past }), 'pending'],
    [of('reg-d-506c', { accreditation: 'accredited' }), 'verified'],
    [of('reg-cf', { law: [...REVIEW, ...BLOCK] }), 'no'],
    [of('reg-cf', { law: REVIEW }), 'pending'],
    [of('reg-cf', { accreditation: 'not-accredited', accreditedUntil: past }), 'verified'],
    // What the token says of their wallets comes last, and before a doubt.
    [of('reg-s', { stops: ['PAUSED'] }), 'no'],
    [of('reg-s', { stops: ['HOLDER_CAP'], law: REVIEW }), 'no'],
    [of('reg-s', { stops: ['RECEIVER_KYC_EXPIRED'], kycStatus: 'expired' }), 'expired'],
    [of('reg-s', { refusals: ['WALLET_NOT_READY'] }), 'no'],
  ] as const
  for (const [about, expected] of table) assert.equal(tokenQualification(about), expected)
  assert.deepEqual(
    new Set<string>(table.map(([, word]) => word)),
    new Set<string>(TOKEN_QUALIFICATION_STATUSES),
    'a word has no row',
  )
})

test('who is not verified is never told that they can invest, and nobody without accreditation that a token for the accredited is theirs', () => {
  for (const kycStatus of KYC_STATUSES)
    for (const accreditation of ACCREDITATION_STATUSES) {
      const about = of('reg-d-506b', { kycStatus, accreditation })
      if (kycStatus !== 'verified')
        for (const word of ['accredited', 'not-qualified-but-can-invest'])
          assert.notEqual(qualification(about), word)
      if (accreditation !== 'accredited')
        assert.notEqual(tokenQualification(of('reg-d-506c', { kycStatus, accreditation })), 'verified')
    }
})

test('units come to somebody if one wallet may have them; else each reason is told once, as the contract orders them', () => {
  const found = (...reasons: readonly Reason[]) => reasons.map((reason) => ({ reason }))
  assert.deepEqual(stopsOf([found('RECEIVER_FROZEN'), []]), [])
  assert.deepEqual(stopsOf([]), [])
  assert.deepEqual(
    stopsOf([found('HOLDER_CAP', 'PAUSED'), found('PAUSED', 'RECEIVER_FROZEN')]),
    found('PAUSED', 'RECEIVER_FROZEN', 'HOLDER_CAP'),
  )
})
