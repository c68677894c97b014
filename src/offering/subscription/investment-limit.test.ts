import assert from 'node:assert/strict'
import { test } from 'node:test'
import { offeringAbi } from '../../../contracts/abi/Offering.ts'
import { devStablecoinAbi } from '../../../contracts/abi/DevStablecoin.ts'
import { testDatabase } from '../../../test/database.ts'
import { escrowWorld, PRICE } from '../../../test/escrow-world.ts'
import { instrumentTerms } from '../../../test/instrument-terms.ts'
import { readyToPay } from '../../../test/ready-to-pay.ts'
import type { InvestmentLimit } from '../../instrument/instrument.ts'
import { money, USDX } from '../../kernel/money.ts'
import { unlockVault } from '../../platform/vault/seal.ts'
import { eligibilityOf } from './eligibility.service.ts'
import { escrowTermsOf, readEscrowTerms } from '../escrow/escrow.chain.ts'
import { escrowLimits, isHidden, limitFor } from './investment-limit.ts'
import { investorLimit } from './investment-limit.service.ts'
import { createSubscription } from './subscription.service.ts'
import { investorById } from '../../investor/investor.service.ts'

const limit = (about: Partial<InvestmentLimit>): InvestmentLimit => ({
  standing: null,
  kind: null,
  countries: null,
  most: money(100n * PRICE, USDX),
  ...about,
})

test('the first limit that is for an investor counts, and whom none is for may invest any amount', () => {
  const limits = [
    limit({ countries: ['DE'] }),
    limit({ standing: 'not-accredited', kind: 'individual' }),
    limit({ kind: 'entity' }),
  ]
  const of = (kind: 'individual' | 'entity', isAccredited: boolean, country: string) =>
    limits.indexOf(limitFor(limits, { kind, isAccredited, country })!)
  assert.deepEqual(
    [
      of('individual', true, 'DE'),
      of('individual', false, 'DE'),
      of('individual', false, 'GB'),
      of('individual', true, 'GB'),
      of('entity', false, 'GB'),
      of('entity', true, 'DE'),
    ],
    [0, 0, 1, -1, 2, 0],
  )
})

test('a limit is hidden by an earlier one that is for all of those whom it is for', () => {
  const table: [Partial<InvestmentLimit>, Partial<InvestmentLimit>, boolean][] = [
    [{ kind: 'entity' }, {}, true],
    [{}, { kind: 'entity' }, false],
    [{ countries: ['DE'] }, { countries: ['DE', 'GB'] }, true],
    [{ countries: ['DE', 'FR'] }, { countries: ['DE', 'GB'] }, false],
    [{}, { countries: ['DE'] }, false],
    [{ standing: 'accredited' }, { standing: 'not-accredited' }, false],
  ]
  for (const [later, earlier, hidden] of table) assert.equal(isHidden(limit(later), limit(earlier)), hidden)
})

test('the contract’s limit is never below what the amount buys where units cost least', () => {
  const priced = {
    unitPrice: money(1_000_000n, USDX),
    priceTiers: [{ unitsTo: 10n, price: 950_000n }],
    decimals: 0,
  }
  const limits = [limit({ most: money(10_000_000n, USDX) })]
  const { offering } = instrumentTerms('limits', `0x${'11'.repeat(20)}`, { offering: { limits } })
  assert.deepEqual(
    escrowLimits({ ...priced, offering }).map(({ unitsMax }) => unitsMax),
    [10n, 2n ** 104n - 1n],
  )
  assert.deepEqual(escrowLimits({ ...priced, offering: { ...offering, limits: [] } }), [])
})

const database = await testDatabase()
const { db } = database
unlockVault(Buffer.alloc(32, 7))
const office = await escrowWorld(database)
const { world, as, sale, pay, settle } = office
const later = Temporal.PlainDate.from('2028-01-01')
const people = {
  retail: await office.approved('retail', [60, 61]),
  accredited: await office.approved('accredited', [62], { accredited: later }),
  german: await office.approved('german', [63], { country: 'DE', accredited: later }),
}
await settle()
for (const i of [60, 61, 62, 63]) await office.fund(office.account(i).address, 10_000n * PRICE)

test('each investor of a kind invests so much in all: told with what is left, and refused here and by the contract', async () => {
  const limits = [
    limit({ countries: ['DE'], most: money(50n * PRICE, USDX) }),
    limit({ standing: 'not-accredited', kind: 'individual' }),
  ]
  const { id, instrument, contract } = await sale('limits', 1_000n, { limits })
  const onChain = await readEscrowTerms(world.rpc, contract)
  assert.deepEqual(onChain?.limits, escrowTermsOf(instrument).limits)

  const ask = (investor: (typeof people)['retail'], index: number, units: bigint) =>
    as('test', async (work) => {
      await readyToPay(work, { offering: id, investor })
      const wallet = office.account(index).address
      return createSubscription(work, { offering: id, investor, wallet, amount: units * PRICE, stops: [] })
    })
  const refused = async (...asked: Parameters<typeof ask>) => {
    const answer = await ask(...asked)
    return answer.ok ? null : [answer.reason, answer.facts]
  }
  assert.deepEqual(await refused(people.german, 63, 51n), [
    'INVESTOR_LIMIT',
    { limit: '50.00 USDX', used: '0.00 USDX', left: '50.00 USDX' },
  ])
  assert.equal(await refused(people.german, 63, 50n), null)
  assert.equal(await refused(people.accredited, 62, 600n), null)
  const first = await ask(people.retail, 60, 60n)
  assert.ok(first.ok)
  await pay(first.value.id, 60)
  await settle()
  const retail = await investorById(db, people.retail)
  assert.deepEqual(await investorLimit(db, id, instrument, retail!, office.now()), {
    most: 100n * PRICE,
    used: 60n * PRICE,
  })
  assert.deepEqual(await refused(people.retail, 61, 41n), [
    'INVESTOR_LIMIT',
    { limit: '100.00 USDX', used: '60.00 USDX', left: '40.00 USDX' },
  ])

  // Past the platform, from another wallet of the same person: the contract counts them as one.
  const other = office.account(61).address
  await world.anvil.call('anvil_impersonateAccount', [other])
  await world.anvil.call('anvil_setBalance', [other, '0xde0b6b3a7640000'])
  await world.send(world.stablecoin, devStablecoinAbi, 'approve', [contract, 1_000n * PRICE], other)
  await assert.rejects(
    world.send(contract, offeringAbi, 'subscribe', [41n, 0, 41n * PRICE], other),
    /InvestorLimit/,
  )
  const second = await ask(people.retail, 61, 40n)
  assert.ok(second.ok)
  await pay(second.value.id, 61)
  await settle()
  const { offering } = (await eligibilityOf(db, id, people.retail, { now: office.now(), withClaims: true }))!
  assert.deepEqual(
    offering.map(({ reason }) => reason),
    ['INVESTOR_LIMIT'],
    'the page of the offering says so before anything is asked for',
  )
})
