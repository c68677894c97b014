import assert from 'node:assert/strict'
import { test } from 'node:test'
import { REASONS, type Reason } from '../../contracts/abi/reasons.ts'
import { legendNumber } from './lot.ts'
import { explained } from './transfer.problems.ts'
import { findings, RULES, UNITS_MAX, type HolderFacts, type TransferFacts } from './transfer.ts'

const today = 20_000

const receiver: HolderFacts = {
  investor: { status: 'none', kycUntilDay: 0, accreditedUntilDay: 0, country: 0, topics: 0 },
  counted: null,
  walletFrozen: true,
  units: 0n,
  frozen: 0n,
  lots: [],
}

/** Everything is wrong with it. */
const worst: TransferFacts = {
  units: 1_000n,
  today,
  token: {
    paused: true,
    balanceMax: 600n,
    holdersMax: 5,
    holders: 5,
    usHolders: 3,
    usHoldersMax: 3,
    nonAccreditedHolders: 2,
    nonAccreditedHoldersMax: 2,
    accreditedOnly: true,
    countries: new Set([630]),
    topics: 0b11,
  },
  sender: {
    investor: { status: 'blocked', kycUntilDay: 0, accreditedUntilDay: 0, country: 0, topics: 0 },
    counted: { us: false, nonAccredited: true },
    walletFrozen: true,
    units: 900n,
    frozen: 100n,
    lots: [
      { units: 200n, unlockDay: today + 1, legend: 0 },
      { units: 100n, unlockDay: today + 1, legend: 0b1 },
    ],
  },
  receiver,
  toSelf: false,
  refusingModule: 2,
}

type Mend = (facts: TransferFacts) => TransferFacts
const token =
  (change: Partial<TransferFacts['token']>): Mend =>
  (f) => ({ ...f, token: { ...f.token, ...change } })
const sender =
  (change: Partial<HolderFacts>): Mend =>
  (f) => ({ ...f, sender: { ...f.sender!, ...change } })
const to =
  (change: Partial<HolderFacts>): Mend =>
  (f) => ({ ...f, receiver: { ...f.receiver, ...change } })
const investor =
  (change: Partial<HolderFacts['investor']>): Mend =>
  (f) => ({
    ...f,
    receiver: { ...f.receiver, investor: { ...f.receiver.investor, ...change } },
  })

/** A crowdfunded lot, for whoever is accredited, and eight of other kinds where it goes. */
const crowdfunded = { units: 300n, unlockDay: today + 9, legend: legendNumber(['reg-cf']) }
const eight = Array.from({ length: 8 }, (_, i) => ({ ...crowdfunded, units: 1n, unlockDay: today + 1 + i }))
const withFullLots: Mend = (f) =>
  sender({ lots: [crowdfunded] })(to({ lots: eight })(investor({ accreditedUntilDay: today + 1 })(f)))
const withoutLots: Mend = (f) =>
  sender({ lots: [] })(to({ lots: [] })(investor({ accreditedUntilDay: today - 7 })(f)))

const mends: [Reason, readonly [actual: bigint, limit: bigint], Mend][] = [
  ['PAUSED', [0n, 0n], token({ paused: false })],
  ['SENDER_FROZEN', [0n, 0n], sender({ walletFrozen: false })],
  ['RECEIVER_FROZEN', [0n, 0n], to({ walletFrozen: false })],
  ['SENDER_BLOCKED', [0n, 0n], sender({ investor: { ...receiver.investor, status: 'active' } })],
  ['RECEIVER_NOT_REGISTERED', [0n, 0n], investor({ status: 'blocked', country: 840, topics: 0b01 })],
  ['RECEIVER_BLOCKED', [0n, 0n], investor({ status: 'active', kycUntilDay: today })],
  [
    'RECEIVER_KYC_EXPIRED',
    [20_000n, 20_000n],
    investor({ kycUntilDay: today + 1, accreditedUntilDay: today - 7 }),
  ],
  ['RECEIVER_NOT_ACCREDITED', [20_000n, 19_993n], token({ accreditedOnly: false })],
  ['RECEIVER_TOPIC_MISSING', [0b01n, 0b11n], investor({ topics: 0b11 })],
  ['COUNTRY_BLOCKED', [840n, 0n], investor({ country: 630 })],
  ['INSUFFICIENT_BALANCE', [1_000n, 900n], (f) => ({ ...f, units: 850n })],
  ['UNITS_FROZEN', [850n, 800n], (f) => ({ ...f, units: 750n })],
  ['UNITS_LOCKED', [750n, 500n], sender({ lots: [] })],
  ['BALANCE_CAP', [750n, 600n], token({ balanceMax: 750n })],
  ['HOLDER_CAP', [6n, 5n], token({ holdersMax: 6 })],
  ['US_HOLDER_CAP', [4n, 3n], token({ usHoldersMax: 4 })],
  ['NON_ACCREDITED_HOLDER_CAP', [3n, 2n], token({ nonAccreditedHoldersMax: 3 })],
  ['MODULE_REFUSED', [2n, 0n], (f) => withFullLots({ ...f, refusingModule: null })],
  ['RECEIVER_LOTS_FULL', [9n, 8n], (f) => withoutLots(f)],
]

test('each reason is given in its turn with its numbers, until nothing is left to refuse', () => {
  let facts = worst
  for (const [reason, [actual, limit], mend] of mends) {
    assert.deepEqual(findings(facts)[0], { reason, actual, limit })
    facts = mend(facts)
  }
  assert.deepEqual(findings(facts), [])
  assert.deepEqual(
    mends.map(([reason]) => reason),
    [...REASONS],
    'a rule has no row in this test',
  )
})

const fine = mends.reduce((facts, [, , mend]) => mend(facts), worst)

test('the rules stand in the order of the contract', () => {
  assert.deepEqual(Object.keys(RULES), [...REASONS])
})

test('all that is wrong is said, but of an unknown receiver only that they are unknown', () => {
  assert.deepEqual(
    findings(worst).map(({ reason }) => reason),
    [
      'PAUSED',
      'SENDER_FROZEN',
      'RECEIVER_FROZEN',
      'SENDER_BLOCKED',
      'RECEIVER_NOT_REGISTERED',
      'INSUFFICIENT_BALANCE',
      'UNITS_FROZEN',
      'UNITS_LOCKED',
      'BALANCE_CAP',
      'HOLDER_CAP',
      'MODULE_REFUSED',
    ],
  )
})

test('a transfer of nothing always passes', () => {
  assert.deepEqual(findings({ ...worst, units: 0n }), [])
})

test('an issuance has no sender to look at', () => {
  assert.deepEqual(findings({ ...fine, sender: null }), [])
})

test('caps do not look at a transfer to oneself', () => {
  const full = token({ balanceMax: 1n, holdersMax: 1, holders: 5 })(fine)
  assert.deepEqual(findings({ ...full, toSelf: true }), [])
})

test('what is sold offshore is locked for the United States alone, and crowdfunded for those who are not accredited', () => {
  const held = (legend: number) => sender({ lots: [{ units: 300n, unlockDay: today + 1, legend }] })(fine)
  const locked = (facts: TransferFacts) => findings(facts).some(({ reason }) => reason === 'UNITS_LOCKED')
  const [regS, regCf] = [legendNumber(['reg-s']), legendNumber(['reg-cf'])]
  const french = investor({ country: 250 })
  const accredited = investor({ accreditedUntilDay: today + 1 })
  const ask: [TransferFacts, boolean][] = [
    [held(regS), true],
    [french(held(regS)), false],
    [investor({ country: 0 })(held(regS)), true],
    [held(regCf), true],
    [accredited(held(regCf)), false],
    [french(held(regS | regCf)), true],
    [accredited(french(held(regS | regCf))), false],
    [accredited(french(held(regS | legendNumber(['lock-up'])))), true],
    [accredited(french(held(1 << 12))), true],
  ]
  for (const [facts, isLocked] of ask) assert.equal(locked(facts), isLocked)
})

test('a transfer brings no ninth kind of locked units, but free ones and more of a kind that is there', () => {
  const full = withFullLots(fine)
  const refused = (facts: TransferFacts) =>
    findings(facts).some(({ reason }) => reason === 'RECEIVER_LOTS_FULL')
  assert.equal(refused(full), true)
  assert.equal(refused({ ...full, toSelf: true }), false)
  // 900 units, of which 100 are frozen and 300 locked.
  assert.equal(refused({ ...full, units: 500n }), false)
  assert.equal(refused({ ...full, units: 501n }), true)
  assert.equal(refused(to({ lots: eight.slice(1) })(full)), false)
  const theirs = [...eight, { ...crowdfunded, units: 1n }]
  assert.equal(refused(to({ lots: theirs })(full)), false, 'more than eight by issuance, one of this kind')
})

test('a sender who leaves makes room for the one who enters', () => {
  const full = token({ holdersMax: 5, holders: 5 })(fine)
  assert.deepEqual(findings({ ...full, units: 900n, token: { ...full.token, balanceMax: 0n } }).length, 1)
  const whole = sender({ frozen: 0n })({ ...full, units: 900n, token: { ...full.token, balanceMax: 0n } })
  assert.deepEqual(findings(whole), [])
})

test('no cap on balances is a cap at what the contract can count', () => {
  const uncapped = token({ balanceMax: 0n })(fine)
  assert.deepEqual(findings({ ...to({ units: UNITS_MAX })(uncapped), sender: null, units: 1n }), [
    { reason: 'BALANCE_CAP', actual: UNITS_MAX + 1n, limit: UNITS_MAX },
  ])
})

test('every sentence can be filled from its finding', () => {
  for (const [reason, [actual, limit]] of mends) {
    const said = explained({ reason, actual, limit }, 0)
    assert.doesNotMatch(said.detail + said.fix, /[{}]/)
  }
  assert.equal(
    explained({ reason: 'UNITS_LOCKED', actual: 75_000n, limit: 50_000n }, 2).detail,
    'The transfer asks for 750.00 units; 500.00 of the sender’s may go to this receiver today, others are still locked.',
  )
  assert.equal(
    explained({ reason: 'RECEIVER_KYC_EXPIRED', actual: 20_000n, limit: 20_000n }, 0).detail,
    'The receiver’s identity checks were good until 2024-10-04; today is 2024-10-04.',
  )
})
