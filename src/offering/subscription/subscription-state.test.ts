import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { mayMove, STATES, SUBSCRIPTION_STATES, type SubscriptionState } from './subscription-state.ts'

const ENDS = SUBSCRIPTION_STATES.filter((state) => STATES[state].next.length === 0)

test('a subscription ends in one of five ways, and every state leads to one', () => {
  assert.deepEqual(ENDS, ['issued', 'rejected', 'withdrawn', 'refunded', 'expired'])
  for (const state of SUBSCRIPTION_STATES) assert.equal(STATES[state].raise === null, ENDS.includes(state))
  const reaches = (from: SubscriptionState): boolean => ENDS.includes(from) || STATES[from].next.some(reaches)
  assert.ok(SUBSCRIPTION_STATES.every(reaches))
})

test('nobody gets units without paying, and whose money is in escrow gets units or the money back', () => {
  const into = (state: SubscriptionState) => SUBSCRIPTION_STATES.filter((from) => mayMove(from, state))
  assert.deepEqual(into('eligible'), ['interest', 'funded'])
  assert.deepEqual(into('issued'), ['allocated'])
  assert.deepEqual(into('allocated'), ['confirmed'])
  assert.deepEqual(into('confirmed'), ['funded'])
  assert.deepEqual(STATES.confirmed.next, ['allocated', 'refunded'])
  assert.deepEqual(STATES.allocated.next, ['issued', 'refunded'])
})

test('property: whatever is tried in whatever order, a subscription goes back only from money that did not come', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...SUBSCRIPTION_STATES), { maxLength: 30 }), (tries) => {
      let seen: SubscriptionState[] = ['interest']
      for (const to of tries) {
        const from = seen.at(-1)!
        if (!mayMove(from, to)) continue
        // Where the money did not come, it goes back to where it was.
        if (from === 'funded' && mayMove(to, from) && !seen.includes(to)) continue
        if (seen.includes(to)) {
          assert.equal(from, 'funded')
          seen = seen.slice(0, seen.indexOf(to))
        }
        seen.push(to)
      }
      assert.equal(new Set(seen).size, seen.length)
    }),
  )
})
