import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { newId } from '../kernel/ids.ts'
import { money, USD, USDX } from '../kernel/money.ts'
import { fiatOf, fundingOf, isSamePayer, weighIncoming, type Incoming } from './deposit-match.ts'

const issuer = newId('iss')
const subscription = {
  id: newId('sub'),
  offering: newId('off'),
  issuer,
  investor: newId('inv'),
  due: money(50_000n, USD),
  state: 'payable',
  investorName: 'Ada Okafor',
} as const
const sound: Incoming = {
  isReturn: false,
  currency: 'USD',
  issuer,
  payer: 'OKAFOR ADA',
  found: { references: ['RF717K3M9QZ2AB'], mistyped: false },
  subscriptions: [subscription],
}

test('money finds its subscription, or the first reason why an officer has to look', () => {
  assert.deepEqual(weighIncoming(sound), { subscription: subscription.id })
  const none = { references: [], mistyped: false }
  const cases: readonly (readonly [string, Partial<Incoming>])[] = [
    ['PAYMENT_CAME_BACK', { isReturn: true, found: none }],
    ['REFERENCE_MISTYPED', { found: { references: [], mistyped: true } }],
    ['REFERENCE_MISSING', { found: none, subscriptions: [] }],
    ['REFERENCES_SEVERAL', { found: { references: ['a', 'b'], mistyped: false } }],
    ['REFERENCE_UNKNOWN', { subscriptions: [] }],
    ['REFERENCE_UNKNOWN', { subscriptions: [subscription, subscription] }],
    ['CURRENCY_OTHER', { currency: 'EUR' }],
    ['SUBSCRIPTION_FUNDED', { subscriptions: [{ ...subscription, state: 'funded' }] }],
    ['SUBSCRIPTION_NOT_PAYABLE', { subscriptions: [{ ...subscription, state: 'over' }] }],
    ['INTEREST_ONLY', { subscriptions: [{ ...subscription, state: 'interest' }] }],
    ['RISKS_NOT_CONFIRMED', { subscriptions: [{ ...subscription, state: 'unconfirmed' }] }],
    ['AGREEMENT_NOT_SIGNED', { subscriptions: [{ ...subscription, state: 'unsigned' }] }],
    ['PAYER_UNNAMED', { payer: null }],
    ['PAYER_OTHER', { payer: 'Eve Adams' }],
    ['PAYER_OTHER', { subscriptions: [{ ...subscription, investorName: null }] }],
  ]
  for (const [reason, change] of cases)
    assert.deepEqual(weighIncoming({ ...sound, ...change }), {
      reason,
      subscription: null,
      // What the investor has yet to do leaves the money theirs.
      meant: ['INTEREST_ONLY', 'RISKS_NOT_CONFIRMED', 'AGREEMENT_NOT_SIGNED'].includes(reason)
        ? subscription.id
        : null,
    })
})

test('a payer is the investor however banks write the name, and nobody else is', () => {
  const same: readonly (readonly [string, string])[] = [
    ['ADA OKAFOR', 'Ada Okafor'],
    ['Okafor, Ada Mrs', 'Ada Okafor'],
    ['Jose Garcia Lopez', 'José García López'],
    ['Ana Silva', 'Ana Maria Silva'],
    ['ADA AND BEN OKAFOR', 'Ada Okafor'],
    ['OKAFOR LTD', 'Okafor Limited'],
    ['Chen & Söhne GmbH', 'Chen & Söhne'],
  ]
  for (const [payer, investor] of same) assert.ok(isSamePayer(payer, investor), `${payer} / ${investor}`)
  const other: readonly (readonly [string, string])[] = [
    ['Ben Okafor', 'Ada Okafor'],
    ['Okafor', 'Ada Okafor'],
    ['Ltd', 'Limited'],
    ['', 'Ada Okafor'],
    ['Ada Okafor', ''],
    ['Ada', 'Ada Okafor'],
  ]
  for (const [payer, investor] of other) assert.ok(!isSamePayer(payer, investor), `${payer} / ${investor}`)
})

test('a stablecoin stands for its currency at par; a token of no currency can be wired by nobody', () => {
  assert.equal(fiatOf(USDX)?.code, 'USD')
  assert.equal(fiatOf({ code: 'EURC', decimals: 6 })?.code, 'EUR')
  assert.equal(fiatOf({ code: 'XSGD', decimals: 6 })?.code, 'SGD')
  assert.equal(fiatOf({ code: 'WETH', decimals: 18 }), null)
})

test('property: deposits pay exactly what is due, oldest first, and nothing of them is lost', () => {
  const deposits = fc.array(fc.bigInt(1n, 10n ** 12n), { maxLength: 8 })
  fc.assert(
    fc.property(fc.bigInt(1n, 10n ** 12n), deposits, (due, amounts) => {
      const sum = amounts.reduce((total, one) => total + one, 0n)
      const parts = fundingOf(
        due,
        amounts.map((open, id) => ({ id, open })),
      )
      assert.equal(parts === null, sum < due)
      if (parts === null) return
      assert.equal(
        parts.reduce((total, { used }) => total + used, 0n),
        due,
      )
      for (const [i, { used, left }] of parts.entries()) assert.equal(used + left, amounts[i])
      const firstLeft = parts.findIndex(({ left }) => left > 0n)
      for (const { used } of firstLeft === -1 ? [] : parts.slice(firstLeft + 1)) assert.equal(used, 0n)
    }),
  )
})
