/** The packs of law are what people read, try and propose to change; where the code has a number of theirs too, they agree. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CERTIFICATES, meansRefusal, minimumOf, NO_MEANS } from '../src/investor/means.ts'
import { builtInPacks } from '../src/restriction/pack.service.ts'
import { HIT_MIN } from '../src/screening/screening.ts'

function params(pack: string, rule: string): Readonly<Record<string, unknown>> {
  const found = builtInPacks()
    .find(({ id }) => id === pack)
    ?.rules.find(({ id }) => id === rule)
  assert.ok(found, `${pack} has ${rule}`)
  return found.params
}
const minor = (units: unknown, decimals = 2) => BigInt(String(units)) * 10n ** BigInt(decimals)

test('no match that a person has to look at is below what the pack AML lets pass', () => {
  assert.ok(HIT_MIN >= Number(params('AML', 'SANCTIONS')['reviewAt']))
})

test('who is accredited by what they say they have is so by the packs', () => {
  const person = params('US-INVESTOR', 'ACCREDITED_NP')
  const income = { incomeYear1: 0n, incomeYear2: 0n, expectsSameIncome: true, incomeIsJoint: false }
  const poor = meansRefusal('income', 'individual', { ...NO_MEANS, ...income })
  assert.equal(poor?.amounts['limit'], minor(person['incomeGt']))
  assert.equal(poor?.amounts['joint'], minor(person['jointIncomeGt']))
  const worth = meansRefusal('net-worth', 'individual', { ...NO_MEANS, assets: 0n })
  assert.equal(worth?.amounts['limit'], minor(person['netWorthGt']))
  assert.deepEqual([...CERTIFICATES], person['certificates'])

  const entity = { totalAssets: 0n, formedForPurpose: false, allOwnersAccredited: false }
  const small = meansRefusal('entity', 'entity', { ...NO_MEANS, ...entity })
  assert.equal(small?.amounts['limit'], minor(params('US-INVESTOR', 'ACCREDITED_ENTITY')['totalAssetsGt']))
})

test('what has to be committed to be verified by it is as the pack US-REGD has it', () => {
  const letter = params('US-REGD', '506C')
  assert.equal(minimumOf('individual', { ownerCount: null }), minor(letter['highMinNatural']))
  assert.equal(minimumOf('entity', { ownerCount: null }), minor(letter['highMinEntity']))
  const few = Number(letter['perOwnerMaxOwners'])
  assert.equal(minimumOf('entity', { ownerCount: few }), minor(letter['highMinPerOwner']) * BigInt(few))
  assert.equal(minimumOf('entity', { ownerCount: few + 1 }), minor(letter['highMinEntity']))
})
