import assert from 'node:assert/strict'
import { test } from 'node:test'
import type {
  DistributionSummary,
  Investor,
  ListVersion,
  Offering,
  RuleDecision,
  RulePackVersion,
  Subscription,
  User,
} from '../../sdk/src/operations.ts'
import type { Obligation, WaitingPayment } from './data.ts'
import {
  applicationTasks,
  caseTasks,
  claimTasks,
  distributionTasks,
  doubtTasks,
  packTasks,
  proceedsTasks,
  factTasks,
  filingTasks,
  firstAssetTask,
  listTasks,
  NAMED_MAX,
  renewalTasks,
  renewBy,
  subscriptionTasks,
  userTasks,
  windowTasks,
  type Task,
} from './tasks.ts'

const NOW = '2026-11-03T12:00:00Z'
const usdx = (amount: string) => ({ amount, currency: 'USDX', display: `${amount} USDX` })

const closed: DistributionSummary = {
  id: 'dst_1',
  instrument: { id: 'ins_1', name: 'Tower', symbol: 'TWR' },
  period: '2026-10',
  firstMonth: '2026-10',
  monthsMissing: [],
  kind: 'regular',
  correctionOf: null,
  reason: null,
  status: 'closed',
  waiting: null,
  recordDate: '2026-10-31',
  recordAt: '2026-11-01T04:00:00Z',
  payDate: '2026-11-01',
  statement: 'sha256',
  coupon: null,
  netIncome: usdx('400000.00'),
  payoutBps: 9000,
  amount: usdx('360000.00'),
  setOff: usdx('0.00'),
  declared: usdx('360000.00'),
  carriedIn: usdx('0.00'),
  funded: usdx('360000.00'),
  missing: usdx('0.00'),
  lacking: null,
  capital: { paid: usdx('0.00'), open: null },
  paid: usdx('360000.00'),
  parked: usdx('0.00'),
  withheld: usdx('0.00'),
  remitted: usdx('0.00'),
  unclaimed: usdx('0.00'),
  carriedOut: usdx('0.00'),
  holders: 6,
  treasury: '0x1',
  reconciliation: null,
  chain: { distributionId: '1', recordId: 1, tx: null },
}

const distributionCases: [string, Partial<DistributionSummary>, string | null][] = [
  ['a closed one waits for nothing', {}, null],
  [
    'its record date was missed',
    { status: 'scheduled', waiting: { code: 'RECORD_DATE_MISSED', detail: '', fix: '' } },
    'Choose another record date for October 2026 of Tower',
  ],
  ['money is missing', { status: 'underfunded', missing: usdx('0.000001') }, '0.000001\u00a0USDX is missing'],
  [
    'a part of it is there',
    { status: 'underfunded', missing: usdx('20.00'), lacking: usdx('8.00') },
    '8.00\u00a0USDX is missing',
  ],
  [
    'what was paid out of the treasury is not booked',
    { status: 'underfunded', waiting: { code: 'PROCEEDS_NOT_THERE', detail: '', fix: '' } },
    'Book what was paid out of what was raised with Tower',
  ],
  [
    'the statement is missing',
    { status: 'scheduled', netIncome: null, monthsMissing: ['2026-10'] },
    'Import the income statement of October 2026',
  ],
  [
    'the statements of two months of a quarter are missing',
    {
      ...{ status: 'scheduled', netIncome: null },
      ...{ firstMonth: '2026-08', monthsMissing: ['2026-08', '2026-10'] },
    },
    'Import the income statement of August 2026, October 2026',
  ],
  ['every statement is there, and the pay day to come', { status: 'scheduled', netIncome: null }, null],
  [
    'the month is not over',
    {
      ...{ status: 'scheduled', netIncome: null, monthsMissing: ['2026-10'] },
      recordAt: '2026-12-01T05:00:00Z',
    },
    null,
  ],
  [
    'a payment is parked',
    { parked: usdx('0.72') },
    'Retry the parked payments of October 2026 for Tower: 0.72\u00a0USDX',
  ],
]

for (const [name, change, expected] of distributionCases)
  test(`what a distribution asks of its issuer: ${name}`, () => {
    const texts = distributionTasks([{ ...closed, ...change }], NOW).map((task) => task.text)
    assert.equal(texts.length, expected === null ? 0 : 1)
    if (expected !== null) assert.match(texts[0] ?? '', new RegExp(expected))
  })

const verified: Investor = {
  id: 'inv_1',
  displayName: 'Nora',
  kind: 'individual',
  country: 'SE',
  kycStatus: 'verified',
  kycUntil: '2027-11-01',
  accreditation: 'not-verified',
  accreditedUntil: null,
  custodyEnds: null,
  updatesAsked: false,
  wallets: [],
}

test('an investor goes on with what is kept for them and can still be paid', () => {
  const reserved = {
    id: 'sub_1',
    offering: 'off_1',
    instrument: { id: 'ins_1', name: 'Tower', symbol: 'TOWER' },
    investor: 'inv_1',
    wallet: '0x1',
    units: '5',
    unitsDisplay: '5',
    amount: usdx('5.00'),
    cash: usdx('5.00'),
    state: 'eligible',
    status: 'in-progress',
    raise: 'pending-funding',
    issuance: null,
    allotted: null,
    validBefore: '2026-11-05T14:00:00Z',
    createdAt: '2026-11-02T14:00:00Z',
    reason: null,
    reference: 'RF00',
    paidBy: null,
    agreement: 'none',
  } as const satisfies Subscription
  const tasks = subscriptionTasks(
    [reserved, { ...reserved, id: 'sub_2', state: 'funded' }, { ...reserved, id: 'sub_3', validBefore: NOW }],
    NOW,
  )
  assert.deepEqual(tasks, [
    {
      key: 'sub_1',
      to: '/offerings/off_1/subscribe',
      text: 'Go on subscribing to Tower: 5 units are kept for you until Nov 5, 2026, 14:00 UTC',
    },
  ])
})

const case_ = (id: string, updates: 'asked' | 'answered' | null = null) => ({
  investor: { id, displayName: 'Nora', kind: 'individual' as const, country: 'FI' },
  updates,
})

test('an officer decides about whoever waits, and looks at what an approved investor answered', () => {
  assert.deepEqual(
    caseTasks('manual-review', [case_('inv_1', 'answered'), case_('inv_2')], 2).map(({ to, text }) => [
      to,
      text,
    ]),
    [
      ['/cases/inv_1', 'Look at what Nora answered'],
      ['/cases/inv_2', 'Decide about Nora'],
    ],
  )
  assert.deepEqual(caseTasks('new', [], 0), [])
})

test('more than are told by name are told as one, with how many there are', () => {
  const many = Array.from({ length: NAMED_MAX }, (_, n) => case_(`inv_${n}`))
  assert.equal(caseTasks('new', many, NAMED_MAX).length, NAMED_MAX)
  const texts = (tasks: readonly Task[]) => tasks.map(({ text }) => text)
  assert.deepEqual(texts(caseTasks('new', many, 1_234)), ['Decide about new applications: 1234 wait'])
  assert.deepEqual(texts(renewalTasks([verified], 21)), [
    'Renew approvals: 21 end within 60 days, or have ended',
  ])
  assert.deepEqual(texts(claimTasks([verified], true)), [
    'Decide about claims to be accredited: more than 20 wait',
  ])
  assert.deepEqual(texts(doubtTasks([], 'usr_1', true)), ['Decide on doubts of the law: more than 20 wait'])
})

test('an officer renews what runs out within sixty days, and decides on claims', () => {
  assert.equal(renewBy(NOW), '2027-01-02')
  assert.deepEqual(
    renewalTasks([{ ...verified, id: 'inv_3' }], 1).map(({ to }) => to),
    ['/investors/inv_3'],
  )
  assert.deepEqual(
    claimTasks([verified], false).map(({ to, text }) => [to, text]),
    [['/investors/inv_1', 'Decide whether Nora is accredited']],
  )
})

test('where custody ends nobody is asked to renew, and before it does they are', () => {
  const custodian = { ...verified, kycUntil: '2026-12-01' }
  const [ends, earlier] = renewalTasks(
    [
      { ...custodian, custodyEnds: '2026-12-01' },
      { ...custodian, custodyEnds: '2026-12-02' },
    ],
    2,
  )
  assert.match(ends?.text ?? '', /^Custody of Nora ends on Dec 1, 2026/)
  assert.match(earlier?.text ?? '', /^Renew the approval of Nora, valid until Dec 1, 2026/)
})

test('whoever is approved and has no wallet links one', () => {
  const wallet = { id: 'wal_1', address: '0x1', status: 'ready', name: null } as const
  const places = (change: Partial<Investor>) =>
    applicationTasks({ ...verified, ...change }).map(({ key, to }) => [key, to])
  assert.deepEqual(places({}), [['wallet', '/profile']])
  assert.deepEqual(places({ wallets: [{ ...wallet, status: 'rejected' }] }), [['wallet', '/profile']])
  assert.deepEqual(places({ wallets: [wallet] }), [])
  assert.deepEqual(places({ kycStatus: 'processing' }), [])
  assert.deepEqual(places({ wallets: [wallet], updatesAsked: true }), [['asked', '/onboarding']])
  assert.deepEqual(places({ kycStatus: 'none' }), [['application', '/onboarding']])
})

test('a closing is asked for once the window is over or everything is paid for, and facts as long as some are missing', () => {
  const offering = (id: string, changes: Partial<Offering>) =>
    ({
      id,
      instrument: { id: `ins_${id}`, name: 'Tower', symbol: 'TWR' },
      status: 'open',
      closingPrepared: false,
      closesAt: '2026-11-03T12:00:01Z',
      raised: usdx('10.00'),
      target: usdx('20.00'),
      factsMissing: 0,
      ...changes,
    }) as Offering
  const offerings = [
    offering('runs', {}),
    offering('over', { closesAt: NOW }),
    offering('sold', { raised: usdx('20.00') }),
    offering('prepared', { closesAt: NOW, closingPrepared: true }),
    offering('closed', { closesAt: NOW, status: 'closed' }),
    offering('unknown', { factsMissing: 2 }),
  ]
  assert.deepEqual(
    windowTasks(offerings, NOW).map(({ to, text }) => [to, text]),
    [
      ['/offerings/over/closing', 'Close Tower: its window is over'],
      ['/offerings/sold/closing', 'Close Tower: everything is sold'],
    ],
  )
  assert.deepEqual(
    factTasks(offerings).map(({ to }) => to),
    ['/instruments/ins_unknown/rules'],
  )
})

test('in an empty installation each is told what comes first, and later what has become too old', () => {
  const places = (tasks: readonly { key: string; to: string }[]) => tasks.map(({ key, to }) => [key, to])
  assert.deepEqual(places(firstAssetTask([])), [['first-asset', '/new-asset']])
  const list: ListVersion & { isStale: boolean } = {
    id: 'lst_1',
    list: 'OFAC-SDN',
    sha256: '',
    publishedOn: '2026-11-01',
    entries: 1,
    loadedAt: NOW,
    confirmedAt: NOW,
    isStale: false,
  }
  assert.deepEqual(places(listTasks([])), [['lists', '/screening']])
  assert.deepEqual(listTasks([list]), [])
  assert.deepEqual(places(listTasks([list, { ...list, id: 'lst_2', isStale: true }])), [
    ['lst_2', '/screening'],
  ])
  const user = (status: string) => ({ status }) as User
  assert.deepEqual(places(userTasks([user('active')])), [['first-user', '/users']])
  assert.deepEqual(places(userTasks([user('active'), user('invited')])), [['invited', '/users']])
  assert.deepEqual(userTasks([user('active'), user('active')]), [])
})

test('what is to be filed waits from fourteen days before it is due until it is filed', () => {
  const form: Obligation = {
    code: 'FORM_D',
    citation: '17 CFR 230.503(a)(1)',
    offering: 'off_1',
    instrument: { id: 'ins_1', name: 'Tower' },
    since: '2026-11-02',
    due: '2026-11-17',
    filedOn: null,
    status: 'due',
    reference: null,
  }
  const texts = (change: Partial<Obligation>, now = NOW) =>
    filingTasks([{ ...form, ...change }], now).map(({ text }) => text)
  assert.deepEqual(texts({}), ['File for Tower by Nov 17, 2026: Form D, notice of sales'])
  assert.deepEqual(texts({}, '2026-11-02T23:59:00Z'), [])
  assert.deepEqual(texts({ status: 'overdue' }), [
    'File for Tower, late since Nov 17, 2026: Form D, notice of sales',
  ])
  assert.deepEqual(texts({ status: 'filed', filedOn: '2026-11-03', reference: '021-1' }), [])
})

test('a doubt of the law waits for each officer who has not given a word on it', () => {
  const doubt: RuleDecision = {
    ...{ id: 'dec_1', action: 'subscribe', state: 'waiting', outcome: 'REVIEW', instrument: 'ins_1' },
    ...{
      investor: { id: 'inv_1', displayName: 'Ana Alvarez' },
      seller: null,
      decidedAt: NOW,
      firstCleared: null,
      reasons: [],
      packHashes: [],
      factsHash: '',
      clearedBy: null,
      reviewedBy: null,
      reviewReason: null,
    },
  }
  const first = { ...doubt, firstCleared: { by: 'usr_1', at: NOW, reason: 'Seen.' } }
  const texts = (waiting: RuleDecision, own: string) =>
    doubtTasks([waiting], own, false).map(({ text, to }) => [text, to])
  const to = '/decisions/dec_1'
  assert.deepEqual(texts(doubt, 'usr_1'), [['Decide on Ana Alvarez: a rule of law could not by itself', to]])
  assert.deepEqual(texts(first, 'usr_1'), [])
  assert.deepEqual(texts(first, 'usr_2'), [
    ['Decide on Ana Alvarez as the second officer: a rule of law could not by itself', to],
  ])
})

test('a payment out of what was raised waits for everybody but whoever prepared it, where it is confirmed', () => {
  const payment: WaitingPayment = {
    ...{ id: 'prp_1', use: 'asset', recipient: '0x1', distribution: null, amount: usdx('100.00') },
    ...{ document: 'INV-1', status: 'prepared', prepared: { by: 'usr_1', at: NOW }, confirmed: null },
    ...{ failure: null, offering: 'off_1', instrument: closed.instrument },
  }
  const capital: WaitingPayment = { ...payment, id: 'prp_2', use: 'return-of-capital', distribution: 'dst_1' }
  assert.deepEqual(proceedsTasks([payment, capital], 'usr_1'), [])
  assert.deepEqual(
    proceedsTasks([payment, capital], 'usr_2').map(({ to, text }) => [to, text]),
    [
      ['/offerings/off_1/closing', 'Confirm a payment of 100.00\u00a0USDX out of what was raised with Tower'],
      ['/distributions/dst_1', 'Confirm a payment of 100.00\u00a0USDX out of what was raised with Tower'],
    ],
  )
})

test('newer rules that came with the software, and what another officer proposed, wait for an officer', () => {
  const version: RulePackVersion = {
    ...{ sha256: 'a1', pack: 'US-REGD', version: '2026.12.1', state: 'delivered', jurisdiction: 'US' },
    ...{ effectiveFrom: '2026-12-01', legalReview: 'pending', proposedBy: 'platform' },
    ...{ proposedAt: '2026-12-01T00:00:00Z', reason: '', decidedBy: null, decidedAt: null, rules: [] },
  }
  const proposed = { ...version, state: 'proposed' as const, proposedBy: 'usr_other' }
  const own = { ...proposed, proposedBy: 'usr_own' }
  assert.deepEqual(
    packTasks([version, proposed, own, { ...version, state: 'active' }], 'usr_own').map(({ text, to }) => [
      text,
      to,
    ]),
    [
      [
        'Bring in US-REGD 2026.12.1: the software came with a newer version of these rules',
        '/rule-proposals/a1',
      ],
      ['Decide on the proposed version 2026.12.1 of US-REGD', '/rule-proposals/a1'],
    ],
  )
})
