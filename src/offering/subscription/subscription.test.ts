import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { money, USDX } from '../../kernel/money.ts'
import { SUBSCRIPTION_PROBLEMS } from './subscription.problems.ts'
import {
  offeredQuote,
  quoteOf,
  subscribe,
  SUBSCRIPTION_REFUSALS,
  type SubscriptionFacts,
} from './subscription.ts'

const usdx = (whole: bigint) => money(whole * 1_000_000n, USDX)
const date = (text: string) => Temporal.PlainDate.from(text)
const instant = (text: string) => Temporal.Instant.from(text)

const good: SubscriptionFacts = {
  offering: {
    stage: 'open',
    terms: {
      exemption: 'reg-d-506c',
      opens: date('2026-06-01'),
      closes: date('2026-07-31'),
      ticketMin: usdx(500n),
      ticketMax: usdx(1_000_000n),
      lockUpDays: 0,
      softCap: 0n,
      hardCap: null,
      allocation: 'first-come',
      coolingOffHours: 0,
      closingDays: 30,
      invitedOnly: true,
      costs: [],
      limits: [],
      currencies: [],
      agreementRequired: false,
    },
  },
  priced: { unitPrice: usdx(1n), priceTiers: [], decimals: 0 },
  sold: 0n,
  amount: usdx(500n).minor,
  unitsLeft: 500n,
  today: date('2026-07-31'),
  isInvited: true,
  investorVerified: true,
  listsFresh: true,
  walletReady: true,
  now: instant('2026-07-31T12:00:00Z'),
  limit: { most: usdx(1_000n).minor, used: usdx(300n).minor },
  unpaid: { count: 2, last: instant('2026-07-30T12:00:00Z') },
}

const terms = good.offering.terms
const worst: SubscriptionFacts = {
  ...good,
  offering: {
    stage: 'over',
    terms: { ...terms, opens: date('2026-08-02'), ticketMax: usdx(1n), ticketMin: usdx(800n) },
  },
  today: date('2026-08-01'),
  amount: 700_500_000n,
  unitsLeft: 0n,
  isInvited: false,
  investorVerified: false,
  listsFresh: false,
  walletReady: false,
  limit: { most: usdx(1_000n).minor, used: usdx(300n).minor },
  unpaid: { count: 3, last: instant('2026-07-24T12:00:01Z') },
}

/** Each step mends the fault that was reported, and nothing else. */
const mends: [string, (f: SubscriptionFacts) => SubscriptionFacts][] = [
  ['OFFERING_CLOSED', (f) => ({ ...f, offering: { ...f.offering, stage: 'not-ready' } })],
  ['OFFERING_NOT_READY', (f) => ({ ...f, offering: { ...f.offering, stage: 'open' } })],
  ['NOT_INVITED', (f) => ({ ...f, isInvited: true })],
  [
    'OFFERING_NOT_OPEN',
    (f) => ({ ...f, offering: { ...f.offering, terms: { ...f.offering.terms, opens: terms.opens } } }),
  ],
  ['OFFERING_WINDOW_OVER', (f) => ({ ...f, today: terms.closes })],
  ['INVESTOR_NOT_VERIFIED', (f) => ({ ...f, investorVerified: true })],
  ['SCREENING_STALE', (f) => ({ ...f, listsFresh: true })],
  ['WALLET_NOT_READY', (f) => ({ ...f, walletReady: true })],
  ['RESERVATIONS_UNPAID', (f) => ({ ...f, unpaid: { count: 3, last: instant('2026-07-24T12:00:00Z') } })],
  [
    'TICKET_TOO_SMALL',
    (f) => ({
      ...f,
      offering: { ...f.offering, terms: { ...f.offering.terms, ticketMin: terms.ticketMin } },
    }),
  ],
  [
    'TICKET_TOO_LARGE',
    (f) => ({ ...f, offering: { ...f.offering, terms: { ...f.offering.terms, ticketMax: null } } }),
  ],
  ['INVESTOR_LIMIT', (f) => ({ ...f, limit: null })],
  ['AMOUNT_NOT_WHOLE_UNITS', (f) => ({ ...f, amount: 700_000_000n })],
  ['UNITS_SOLD_OUT', (f) => ({ ...f, unitsLeft: 10n })],
  ['MORE_THAN_IS_LEFT', (f) => ({ ...f, unitsLeft: 700n })],
]

test('each reason is given in its turn, until nothing is left to refuse', () => {
  let facts = worst
  for (const [reason, mend] of mends) {
    const answer = subscribe(facts)
    assert.ok(!answer.ok)
    assert.equal(answer.reason, reason)
    facts = mend(facts)
  }
  assert.deepEqual(subscribe(facts), { ok: true, value: 700n })
  assert.deepEqual(
    mends.map(([reason]) => reason),
    SUBSCRIPTION_REFUSALS,
    'a rule has no row in this test',
  )
  assert.deepEqual(Object.keys(SUBSCRIPTION_PROBLEMS), SUBSCRIPTION_REFUSALS)
})

test('an offering that is not by invitation alone asks nobody for one', () => {
  const open = { ...good.offering, terms: { ...terms, invitedOnly: false } }
  assert.deepEqual(subscribe({ ...good, offering: open, isInvited: false }), { ok: true, value: 500n })
})

test('$500 buys 500 units at $1.00', () => {
  assert.deepEqual(subscribe(good), { ok: true, value: 500n })
})

test('an amount that does not fit is answered with the one that does', () => {
  const answer = subscribe({
    ...good,
    priced: { ...good.priced, unitPrice: money(53_590_000n, USDX) },
    amount: usdx(600n).minor,
  })
  assert.ok(!answer.ok)
  assert.equal(answer.reason, 'AMOUNT_NOT_WHOLE_UNITS')
  assert.deepEqual(answer.facts, {
    fitting: '589.49 USDX',
    units: '11',
    above: '643.08 USDX',
    unitsAbove: '12',
  })
})

test('$500 that reaches into the next tier buys the rest of this one first', () => {
  const early = { ...good.priced, priceTiers: [{ unitsTo: 1_000n, price: 950_000n }] }
  const asked = { ...good, priced: early, sold: 800n, unitsLeft: 600n }
  assert.deepEqual(subscribe(asked), { ok: true, value: 510n })
  const answer = subscribe({ ...asked, amount: 500_500_000n })
  assert.ok(!answer.ok)
  assert.deepEqual(answer.facts, {
    // 200 units at $0.95 and 310 at $1.00; fifty cents buy nothing.
    fitting: '500.00 USDX',
    units: '510',
    above: '501.00 USDX',
    unitsAbove: '511',
  })
})

test('no amount is offered that is below the least: the least itself is, or what fits next above it', () => {
  const offered = (amount: bigint, ticketMin = usdx(100n).minor) => {
    const { exact, below, above } = offeredQuote(good.priced, { sold: 0n, amount, ticketMin })
    return [exact, below?.amount ?? null, above.amount]
  }
  assert.deepEqual(offered(99_990_000n), [false, null, usdx(100n).minor])
  assert.deepEqual(offered(usdx(50n).minor), [false, null, usdx(100n).minor])
  assert.deepEqual(offered(usdx(50n).minor, 100_500_000n), [false, null, usdx(101n).minor])
  assert.deepEqual(offered(100_700_000n, 100_500_000n), [false, null, usdx(101n).minor])
  assert.deepEqual(offered(usdx(100n).minor), [true, usdx(100n).minor, usdx(101n).minor])
})

test('property: amounts that are offered fit, and lie on both sides of the one that was asked for', () => {
  fc.assert(
    fc.property(
      fc.bigInt(1n, 10n ** 12n),
      fc.integer({ min: 0, max: 18 }),
      fc.bigInt(1n, 10n ** 15n),
      fc.array(fc.bigInt(1n, 10n ** 12n), { maxLength: 3 }),
      fc.bigInt(0n, 4n * 10n ** 9n),
      (price, decimals, amount, early, sold) => {
        const tiers = early.map((one, i) => ({ unitsTo: BigInt(i + 1) * 10n ** 9n, price: one }))
        const priced = { unitPrice: money(price, USDX), priceTiers: tiers, decimals }
        const { exact, below, above } = quoteOf(priced, { sold, amount })
        assert.ok(above.amount > amount)
        for (const one of [below, above]) {
          if (one === null) continue
          const again = quoteOf(priced, { sold, amount: one.amount })
          assert.equal(again.exact, true)
          assert.deepEqual(again.below, one)
        }
        if (below !== null) assert.ok(below.amount <= amount)
        assert.equal(exact, below !== null && below.amount === amount)
      },
    ),
  )
})
