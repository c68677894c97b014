import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instrumentTerms } from '../../test/instrument-terms.ts'
import type { Exemption, Instrument } from '../instrument/instrument.ts'
import type { CountedInvestor } from '../investor/investor.ts'
import { newId, type InvestorId } from '../kernel/ids.ts'
import type { Owner, Sale } from '../restriction/counted-people.ts'
import { knownFacts } from '../restriction/known-facts.ts'
import { builtInPacks } from '../restriction/pack.service.ts'
import { factsFor } from '../restriction/rule-facts.service.ts'
import { weigh, type RuleFacts } from '../restriction/rule.ts'
import { counters, type CounterName } from './rule-counters.ts'

/*
 * A counter and its rule read one count: where nothing is left, nobody else may buy.
 */

const today = Temporal.PlainDate.from('2026-09-01')
const terms = instrumentTerms('tower', '0x70997970C51812dc3A010C7d01b50e0d17dc79C8')
const id = newId('ins')
const buyer = newId('inv')

type Case = {
  readonly pack: string
  readonly what: CounterName
  /** What the rule says to one more purchase. */
  readonly code: string
  readonly exemption?: Exemption
  readonly exemptions?: readonly string[]
  readonly currency?: string
  readonly country?: string
  /** How many have bought, each for so much in whole units of the currency. */
  readonly sales?: readonly [number, bigint]
  readonly owners?: readonly [number, boolean]
  readonly recorded?: RuleFacts
  readonly said?: RuleFacts
}

function weighed(one: Case) {
  const { exemption = 'none-needed', currency = 'USD', country = 'US', recorded = {}, said = {} } = one
  const money = { code: currency, decimals: 2 }
  const instrument = {
    ...terms,
    id,
    offering: { ...terms.offering, exemption },
    payment: { ...terms.payment, currency: money },
  } as Instrument
  const [buyers, each] = one.sales ?? [0, 0n]
  const sales = Array.from({ length: buyers }, (): Sale => ({
    investor: newId('inv'),
    instrument: id,
    exemptions: one.exemptions ?? [exemption],
    amount: each * 100n,
    currency: money,
    soldOn: today.subtract({ days: 5 }),
    country,
    accredited: false,
  }))
  const [holders, accredited] = one.owners ?? [0, false]
  const owners = new Map<InvestorId, Owner>(
    Array.from({ length: holders }, () => [
      newId('inv'),
      { accredited, country, individual: true, units: 1_000n },
    ]),
  )
  const investor: CountedInvestor = { id: buyer, kind: 'individual', country, accreditedUntil: null }
  const statements = new Map([[buyer, said]])
  const facts = (units: bigint, amount: bigint) =>
    factsFor(
      instrument,
      { offering: recorded, investor: said },
      knownFacts({
        ...{ instrument, investor, units, amount, today, owners, sales, statements },
        ...{ leaving: null, from: null, bought: [], sanctions: null, recorded },
      }),
    )
  const packs = builtInPacks().filter((pack) => pack.id === one.pack)
  const counter = counters(
    packs,
    { instrument, today, owners, sales, statements, recorded },
    { facts: facts(0n, 0n), isAsked: () => true },
  ).find(({ what }) => what === one.what)
  const asOf = today.toZonedDateTime('UTC').add({ hours: 12 }).toInstant()
  const asked = facts(1n, 100n)
  const reasons = (['subscribe', 'issue'] as const).flatMap(
    (action) => weigh(packs, { action, asOf, facts: asked }).reasons,
  )
  return {
    left: counter?.left,
    blocks: reasons.flatMap(({ code, severity }) => (severity === 'BLOCK' ? [code] : [])),
  }
}

const UK = {
  'investor.qualified': false,
  'investor.retail': false,
  'offering.denominationGbp': '1',
  'offering.onPlatform': false,
}
const CH = { 'offering.denominationChf': '1', 'investor.professional': false }
const CASES: readonly Case[] = [
  {
    ...{ pack: 'US-COUNTS', what: 'recordHolders', code: 'SEC12G_LIMIT' },
    owners: [1_999, true],
    recorded: { 'class.kind': 'equity', 'issuer.blocksAt12g': true },
  },
  {
    ...{ pack: 'US-COUNTS', what: 'nonAccreditedHolders', code: 'SEC12G_NON_ACCREDITED_LIMIT' },
    owners: [499, false],
    recorded: { 'class.kind': 'equity', 'issuer.blocksAt12g': true },
  },
  {
    ...{ pack: 'US-COUNTS', what: 'beneficialOwners', code: 'ICA_3C1_LIMIT' },
    owners: [100, true],
    recorded: { 'fund.regime': '3(c)(1)', 'fund.venture': false, 'fund.capital': '1' },
  },
  {
    ...{ pack: 'US-REGD', what: 'nonAccreditedPurchasers', code: 'R506B_NONACCREDITED_LIMIT' },
    ...{ exemption: 'reg-d-506b', exemptions: ['506(b)'], sales: [35, 1n] },
  },
  {
    ...{ pack: 'EU-PROSPECTUS', what: 'personsInState', code: 'EU_150_PERSONS' },
    ...{ exemption: 'eu-150', currency: 'EUR', country: 'DE', sales: [149, 1n] },
    said: { 'investor.qualified': false },
  },
  // Each is an exemption of its own: with both used up there is none.
  ...(['nonQualifiedPersons', 'raised'] as const).map((what): Case => ({
    ...{ pack: 'UK-POATR', what, code: 'UK_OFFER_PROHIBITED' },
    ...{ currency: 'GBP', country: 'GB', sales: [149, 33_558n], recorded: UK },
  })),
  {
    ...{ pack: 'CH-FINSA', what: 'investors', code: 'CH_OFFER_LIMIT' },
    ...{ currency: 'CHF', country: 'CH', sales: [499, 1n] },
    recorded: { ...CH, 'offering.chBases': ['500'] },
  },
  {
    ...{ pack: 'CH-FINSA', what: 'raised', code: 'CH_OFFER_LIMIT' },
    ...{ currency: 'CHF', country: 'CH', sales: [1, 8_000_000n] },
    recorded: { ...CH, 'offering.chBases': ['small'] },
  },
  {
    ...{ pack: 'SG-SFA', what: 'raised', code: 'SG_SMALL_OFFER_LIMIT' },
    ...{ currency: 'SGD', country: 'SG', sales: [1, 5_000_000n] },
    recorded: { 'offering.sgSection': '272A', 'offering.personalOffer': true },
  },
  {
    ...{ pack: 'AE', what: 'persons', code: 'AE_PERSONS_LIMIT', country: 'AE' },
    recorded: { 'offering.aeZone': 'AE-ADGM', 'offering.persons12m': '49' },
    said: { 'investor.professionalAe': false },
  },
  {
    ...{ pack: 'US-REGA', what: 'raised', code: 'REGA_TIER_LIMIT' },
    ...{ exemption: 'reg-a-tier-1', exemptions: ['REGA'], sales: [1, 20_000_000n] },
    recorded: { 'offering.tier': '1', 'offering.affiliateSold12m': '0', 'offering.affiliateAmount': '0' },
  },
  {
    ...{ pack: 'US-REGCF', what: 'raised', code: 'REGCF_ISSUER_LIMIT' },
    ...{ exemption: 'reg-cf', exemptions: ['REGCF'], sales: [1, 5_000_000n] },
  },
  {
    ...{ pack: 'EU-ECSPR', what: 'raised', code: 'ECSPR_OWNER_LIMIT' },
    ...{ exemption: 'eu-crowdfunding', currency: 'EUR', country: 'DE', sales: [2, 2_000_000n] },
    recorded: { 'owner.raised12mEur': '1000000' },
  },
]

for (const one of CASES)
  test(`${one.pack} sells nothing more where its counter of ${one.what} has nothing left`, () => {
    const { left, blocks } = weighed(one)
    assert.equal(left, '0')
    assert.ok(blocks.includes(one.code), blocks.join(', '))
  })

test('the share of benefit plans leaves no room for another plan where a quarter is theirs', () => {
  const pack = builtInPacks().filter(({ id: name }) => name === 'US-COUNTS')
  const plan = { 'investor.benefitPlanPct': '100' }
  const [own, other] = [newId('inv'), newId('inv')]
  const owner = { accredited: true, country: 'US', individual: true }
  const owners = new Map<InvestorId, Owner>([
    [own, { ...owner, units: 25n, individual: false }],
    [other, { ...owner, units: 75n }],
  ])
  const instrument = { ...terms, id } as Instrument
  const statements = new Map([own, buyer].map((each) => [each, plan]))
  const facts = (units: bigint) =>
    knownFacts({
      ...{ instrument, today, owners, statements, units, amount: units },
      investor: { id: buyer, kind: 'entity', country: 'US', accreditedUntil: null },
      ...{ leaving: null, from: null, sales: [], bought: [], sanctions: null, recorded: {} },
    })
  const world = { instrument, today, owners, sales: [], statements, recorded: {} }
  const shown = counters(pack, world, { facts: facts(0n), isAsked: () => true })
  assert.equal(shown.find(({ what }) => what === 'benefitPlan')?.left, '0.00')
  const asOf = today.toZonedDateTime('UTC').toInstant()
  const { reasons } = weigh(pack, { action: 'subscribe', asOf, facts: facts(1n) })
  assert.ok(reasons.some(({ code }) => code === 'ERISA_25_PERCENT'))
})
