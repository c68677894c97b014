import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Offer } from '../../../sdk/src/operations.ts'
import { offerPage } from './offer.ts'

const company = (name: string) => ({
  id: `co_${name}`,
  name,
  form: 'LLC',
  jurisdiction: 'US-DE',
  registryNumber: '123',
  lei: null,
  formedOn: null,
})
const amountOf = (display: string) => ({
  amount: display.replaceAll(/[^\d.]/g, ''),
  currency: display.slice(display.indexOf(' ') + 1),
  display,
})
const tower: Offer = {
  asOf: '2026-07-06T12:00:00Z',
  offering: {
    id: 'off_1',
    status: 'open',
    instrument: { id: 'ins_1', name: 'Tower units', symbol: 'TWR' },
    asset: 'ast_1',
    exemption: 'reg-d-506c',
    opens: '2026-07-01',
    closes: '2026-09-30',
    unitPrice: amountOf('1.00 USDX'),
    priceTiers: [],
    priceNow: amountOf('1.00 USDX'),
    ticketMin: amountOf('500.00 USDX'),
    ticketMax: null,
    currencies: [
      { code: 'USDX', token: '0x1', rate: '1', stopped: null },
      { code: 'EURX', token: '0x2', rate: '0.92', stopped: null },
    ],
    limits: [],
    agreementRequired: false,
    invitedOnly: false,
    lockUpDays: 365,
    legalLock: { isKnown: true, legends: [], until: null },
    softCap: '25000000',
    allocation: 'pro-rata',
    coolingOffHours: 48,
    unitsMax: '50000000',
    unitsTaken: '12500000',
    reserved: amountOf('0.00 USDX'),
    closesAt: '2026-10-01T04:00:00Z',
    raised: amountOf('12,500,000.00 USDX'),
    target: amountOf('50,000,000.00 USDX'),
    contract: `0x${'a1'.repeat(20)}`,
  },
  asset: {
    id: 'ast_1',
    key: 'tower',
    country: 'US',
    name: 'Office <tower>',
    kind: 'office-building',
    address: '1 Main Street',
    facts: [{ label: 'Constructed', value: '1922' }],
    identifiers: [],
    identityHash: 'ab'.repeat(32),
    issuer: company('Harbour Partners'),
    spv: {
      ...company('Tower SPV'),
      owners: [{ name: 'Harbour Partners', percent: '100' }],
      holds: 'The fee simple.',
      ringFence: null,
    },
    valuations: [
      {
        date: '2025-01-31',
        amount: amountOf('48,000,000.00 USD'),
        method: 'cost-approach',
        appraiser: 'A',
        document: { sha256: 'ab'.repeat(32), title: null, path: null },
      },
      {
        date: '2026-05-31',
        amount: amountOf('50,000,000.00 USD'),
        method: 'income-approach',
        appraiser: 'B',
        document: { sha256: 'cd'.repeat(32), title: 'Appraisal <2026>', path: '/v1/x' },
      },
    ],
    aboveValuation: null,
    latestValuation: null,
    instrument: null,
    instruments: [],
    documents: [],
    risks: [],
    rules: null,
    income: {
      ...{
        frequency: 'monthly',
        firstMonth: 1,
        payoutBps: 9000,
        payDay: 1,
        record: 'close-of-last-day',
        recordDays: null,
      },
      ...{ incomeAccounts: [], expenseAccounts: [] },
    },
    coupon: null,
    carry: null,
    preference: null,
    offering: {
      ...{ exemption: 'reg-d-506c', opens: '2026-07-01', closes: '2026-09-30', lockUpDays: 365 },
      ...{ ticketMin: amountOf('500.00 USDX'), ticketMax: null },
      costs: [{ name: 'Reserve', amount: amountOf('1,000.00 USD') }],
    },
  },
  risks: [{ title: 'You may not be able to sell', text: 'For years.' }],
}

test('a page tells a stranger what is sold, for how much, to whom, and what it is worth, and runs no script', () => {
  const page = offerPage(tower)
  for (const text of [
    '50,000,000 units at 1.00\u00a0USDX each',
    'Open for subscriptions until Sep 30, 2026.',
    '12,500,000.00\u00a0USDX of 50,000,000.00\u00a0USDX raised',
    'Also paid in EURX',
    'EURX, 0.92\u00a0EURX for 1\u00a0USDX',
    'Closes with 25,000,000 units at least',
    'Accredited investors only',
    'You may lose all that you put in',
    'Tower SPV, LLC, United States (US-DE), no. 123',
    '90\u00a0% of each month',
    'Harbour Partners, 100\u00a0%',
    'The fee simple.',
    '1,000.00\u00a0USD',
    'You may not be able to sell',
    '/offerings/off_1',
    '/proof/ins_1',
  ])
    assert.ok(page.includes(text), text)
  assert.ok(
    page.indexOf('48,000,000.00\u00a0USD') > page.indexOf('<td class="number">50,000,000.00\u00a0USD'),
    'the newest valuation first',
  )
  assert.ok(page.includes('Office &lt;tower&gt;'))
  assert.ok(page.includes('<a href="/v1/x" download>Appraisal &lt;2026&gt;</a>'))
  assert.ok(
    page.includes('<code dir="ltr">abababababab…</code>'),
    'what is not for everybody is told by its hash',
  )
  assert.match(page, /aria-label="2 valuations over time"/)
  assert.ok(!page.includes('more than the latest valuation'))
  assert.doesNotMatch(page, /<script|<tower>/)
})

test('a lock of the law stands beside that of the terms, also while it is not known', () => {
  const locked = (legalLock: typeof tower.offering.legalLock) =>
    offerPage({ ...tower, offering: { ...tower.offering, lockUpDays: 0, legalLock } })
  assert.match(
    locked({ isKnown: false, legends: ['reg-s'], until: null }),
    /By its own terms: none\. By law \(Regulation S\): not yet known, it may be longer\./,
  )
  assert.match(
    locked({ isKnown: true, legends: ['reg-s'], until: '2027-12-01' }),
    /By law \(Regulation S\): until Dec 1, 2027 for units issued today\./,
  )
})

test('what costs more than it was valued at is said to; one valuation is no history to draw', () => {
  const above = {
    raised: amountOf('50,000,000.00 USDX'),
    valuation: amountOf('40,000,000.00 USD'),
    costs: amountOf('1,000.00 USD'),
  }
  const page = offerPage({
    ...tower,
    asset: { ...tower.asset, valuations: tower.asset.valuations.slice(1), aboveValuation: above },
  })
  assert.ok(page.includes('more than the latest valuation, 40,000,000.00\u00a0USD, and the costs'))
  assert.doesNotMatch(page, /over time/)
})

test('what is over cannot be subscribed for, and closes with nothing any more', () => {
  const page = offerPage({ ...tower, offering: { ...tower.offering, status: 'refunded' } })
  assert.ok(page.includes('everybody was paid back'))
  assert.ok(!page.includes('/offerings/off_1'))
  assert.doesNotMatch(page, /Closes with|<dt>Closes</)
})
