import assert from 'node:assert/strict'
import { test } from 'node:test'
import { offerPage, type OfferData } from './offer.ts'

const company = (name: string) => ({
  name,
  form: 'LLC',
  jurisdiction: 'US-DE',
  registryNumber: '123',
  lei: null,
})
const tower: OfferData = {
  asOf: '2026-07-06T12:00:00Z',
  offering: {
    id: 'off_1',
    status: 'open',
    instrument: { id: 'ins_1', name: 'Tower units', symbol: 'TWR' },
    exemption: 'reg-d-506c',
    opens: '2026-07-01',
    closes: '2026-09-30',
    unitPrice: { display: '1.00 USDX' },
    ticketMin: { display: '500.00 USDX' },
    ticketMax: null,
    lockUpDays: 365,
    softCap: '25000000',
    allocation: 'pro-rata',
    coolingOffHours: 48,
    unitsMax: '50000000',
    raised: { display: '12,500,000.00 USDX' },
    target: { display: '50,000,000.00 USDX' },
    contract: `0x${'a1'.repeat(20)}`,
  },
  asset: {
    name: 'Office <tower>',
    kind: 'office-building',
    address: '1 Main Street',
    facts: [{ label: 'Constructed', value: '1922' }],
    identifiers: [],
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
        amount: { display: '48,000,000.00 USD' },
        method: 'cost-approach',
        appraiser: 'A',
      },
      {
        date: '2026-05-31',
        amount: { display: '50,000,000.00 USD' },
        method: 'income-approach',
        appraiser: 'B',
      },
    ],
    income: { payoutBps: 9000 },
    offering: { costs: [{ name: 'Reserve', amount: { display: '1,000.00 USD' } }] },
  },
  risks: [{ title: 'You may not be able to sell', text: 'For years.' }],
}

test('a page tells a stranger what is sold, for how much, to whom, and what it is worth, and runs no script', () => {
  const page = offerPage(tower)
  for (const text of [
    '50,000,000 units at 1.00 USDX each',
    'Open for subscriptions until Sep 30, 2026.',
    '12,500,000.00 USDX of 50,000,000.00 USDX raised',
    'Closes with 25,000,000 units at least',
    'Accredited investors only',
    'You may lose all that you put in',
    'Tower SPV, LLC, US-DE, no. 123',
    '90 % of each month',
    'Harbour Partners, 100 %',
    'The fee simple.',
    '1,000.00 USD',
    'You may not be able to sell',
    '/offerings/off_1',
    '/proof/ins_1',
  ])
    assert.ok(page.includes(text), text)
  assert.ok(page.indexOf('May 31, 2026') < page.indexOf('Jan 31, 2025'), 'the newest valuation first')
  assert.ok(page.includes('Office &lt;tower&gt;'))
  assert.doesNotMatch(page, /<script|<tower>/)
})

test('what is over cannot be subscribed for', () => {
  const page = offerPage({ ...tower, offering: { ...tower.offering, status: 'refunded' } })
  assert.ok(page.includes('everybody was paid back'))
  assert.ok(!page.includes('/offerings/off_1'))
})
