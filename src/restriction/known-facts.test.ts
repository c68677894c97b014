import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instrumentTerms } from '../../test/instrument-terms.ts'
import type { Exemption, Instrument } from '../instrument/instrument.ts'
import type { CountedInvestor } from '../investor/investor.ts'
import { newId, type InvestorId } from '../kernel/ids.ts'
import type { Sale } from './counted-people.ts'
import { knownFacts } from './known-facts.ts'
import { builtInPacks } from './pack.service.ts'
import { weigh, type RuleFacts } from './rule.ts'

const today = Temporal.PlainDate.from('2026-09-01')
const terms = instrumentTerms('tower', '0x70997970C51812dc3A010C7d01b50e0d17dc79C8')
const id = newId('ins')
const instrument = { ...terms, id, offering: { ...terms.offering, exemption: 'reg-d-506b' } } as Instrument
const [ana, ben, cleo] = [newId('inv'), newId('inv'), newId('inv')]
const buyer = (investor: InvestorId): CountedInvestor => ({
  id: investor,
  kind: 'individual',
  country: 'US',
  accreditedUntil: null,
})

function bought(investor: InvestorId, daysAgo: number, accredited = false): Sale {
  return {
    investor,
    instrument: id,
    exemptions: ['506(b)'],
    amount: 1n,
    currency: { code: 'USD', decimals: 2 },
    soldOn: today.subtract({ days: daysAgo }),
    country: 'US',
    accredited,
  }
}

function facts(investor: InvestorId, sales: readonly Sale[], together: readonly InvestorId[]): RuleFacts {
  return knownFacts({
    instrument,
    investor: buyer(investor),
    units: 1n,
    amount: 1n,
    today,
    owners: new Map(),
    leaving: null,
    from: null,
    sales,
    bought: sales.filter((sale) => sale.investor === investor),
    sanctions: null,
    statements: new Map(together.map((one) => [one, { 'investor.household': 'the same house' }])),
    recorded: {},
  })
}
const counted = (given: RuleFacts) =>
  (given['issuer.sales506b'] as { accredited: boolean; soldOn: string }[])
    .map(({ accredited, soldOn }) => `${accredited} ${soldOn}`)
    .sort()

test('who lives together is one purchaser under Rule 506(b), on the day of the last purchase, unless accredited', () => {
  const sales = [bought(ana, 95), bought(ben, 60), bought(cleo, 10, true)]
  assert.deepEqual(counted(facts(newId('inv'), sales, [])), [
    'false 2026-05-29',
    'false 2026-07-03',
    'true 2026-08-22',
  ])
  assert.deepEqual(counted(facts(newId('inv'), sales, [ana, ben, cleo])), [
    'false 2026-07-03',
    'true 2026-08-22',
  ])
})

test('whoever moves in with a purchaser of the last ninety days takes no place of their own', () => {
  const takes = (sales: readonly Sale[], together: readonly InvestorId[]) =>
    facts(cleo, sales, together)['investor.householdCounted']
  assert.equal(takes([bought(ben, 60)], [ben, cleo]), true)
  assert.equal(takes([bought(ben, 60)], [ben]), false)
  assert.equal(takes([bought(ben, 91)], [ben, cleo]), false, 'a place that is free again is taken anew')
  assert.equal(takes([bought(ben, 60, true)], [ben, cleo]), false, 'who is accredited took none')
  assert.equal(takes([bought(cleo, 60)], []), true)
})

test('the last of 35 places is left where two of the purchasers are one household', () => {
  const others = Array.from({ length: 35 }, () => newId('inv'))
  const packs = builtInPacks().filter(({ id: pack }) => pack === 'US-REGD')
  const limits = (together: readonly InvestorId[]) => {
    const given = facts(
      cleo,
      others.map((one) => bought(one, 5)),
      together,
    )
    const asked = { ...given, 'offering.exemptions': ['506(b)'] }
    const asOf = today.toZonedDateTime('America/New_York').toInstant()
    return weigh(packs, { action: 'subscribe', asOf, facts: asked }).reasons.map(({ code }) => code)
  }
  assert.ok(limits([]).includes('R506B_NONACCREDITED_LIMIT'))
  assert.ok(!limits(others.slice(0, 2)).includes('R506B_NONACCREDITED_LIMIT'))
})

const oneUnit = {
  ...{ instrument, today, units: 1n, amount: 1n },
  ...{ leaving: null, from: null, sales: null, bought: null, sanctions: null, recorded: {} },
}

test('a fund that owns ten per cent counts by its owners, as long as it does', () => {
  const [fund, one, buying] = [newId('inv'), newId('inv'), newId('inv')]
  const entity = (units: bigint) => ({ accredited: true, country: 'US', individual: false, units })
  const owners = (units: bigint) =>
    new Map([
      [fund, entity(units)],
      [one, { ...entity(100n - units), individual: true }],
    ])
  const owned = (
    said: RuleFacts,
    { units = 10n, asker = ana, buys = {}, leaving = null as InvestorId | null } = {},
  ) =>
    knownFacts({
      ...oneUnit,
      leaving,
      investor: { ...buyer(asker), kind: 'entity' },
      owners: owners(units),
      from: leaving,
      statements: new Map([
        [fund, said],
        [buying, buys],
      ]),
    })['fund.beneficialOwners']
  const isFund = { 'investor.isFund': true, 'investor.owners': '60' }
  assert.equal(owned(isFund), '61')
  assert.equal(owned(isFund, { units: 9n }), '2')
  assert.equal(owned({ ...isFund, 'investor.votingPctAfter': '9.99' }), '2', 'votes count, where recorded')
  assert.equal(owned({ ...isFund, 'investor.votingPctAfter': '10' }, { units: 1n }), '61')
  assert.equal(owned({ 'investor.isFund': false }), '2')
  assert.equal(owned({ ...isFund, 'investor.notCounted': true }), '1')
  assert.equal(owned({}), undefined, 'not known whether it is a fund')
  assert.equal(owned({}, { units: 9n }), '2', 'as one it counts in either case')
  assert.equal(owned({ 'investor.isFund': true }), undefined, 'not known how many own it')
  // What the rule adds and takes away by itself: all owners of a fund that buys, and one for who leaves.
  const more = { ...isFund, 'investor.votingPctAfter': '12' }
  assert.equal(owned(more, { asker: fund }), '1')
  assert.equal(owned(isFund, { asker: fund, units: 9n }), '2')
  assert.equal(owned(isFund, { asker: buying, buys: more }), '61')
  assert.equal(owned(more, { asker: buying, buys: more, leaving: fund }), '2')
})

test('the places of a fund under 3(c)(1) are taken by the owners of a fund that is in it', () => {
  const packs = builtInPacks().filter(({ id: pack }) => pack === 'US-COUNTS')
  const fund = newId('inv')
  const others = Array.from({ length: 40 }, () => newId('inv'))
  const owner = { accredited: true, country: 'US', individual: true, units: 1n }
  const limits = (people: number) => {
    const owners = new Map(others.slice(0, people).map((one) => [one, owner]))
    const given = knownFacts({
      ...oneUnit,
      investor: buyer(ana),
      owners: owners.set(fund, { ...owner, individual: false, units: 10n }),
      statements: new Map([[fund, { 'investor.isFund': true, 'investor.owners': '60' }]]),
    })
    const facts = { ...given, 'fund.regime': '3(c)(1)', 'fund.venture': false, 'fund.capital': '1' }
    const asOf = today.toZonedDateTime('America/New_York').toInstant()
    return weigh(packs, { action: 'subscribe', asOf, facts }).reasons.map(({ code }) => code)
  }
  assert.ok(!limits(39).includes('ICA_3C1_LIMIT'))
  assert.ok(limits(40).includes('ICA_3C1_LIMIT'))
})

test('who is exempt is no holder of record, and takes no place by coming or going', () => {
  const [plan, crowd, other] = [newId('inv'), newId('inv'), newId('inv')]
  const owner = { accredited: false, country: 'US', individual: true, units: 1n }
  const owners = new Map([plan, crowd, other].map((one) => [one, owner]))
  const statements = new Map<InvestorId, RuleFacts>([
    [plan, { 'investor.exempt12g': 'employee-plan' }],
    [crowd, { 'investor.exempt12g': 'crowdfunding' }],
    [other, { 'investor.exempt12g': 'a friend' }],
    [ben, { 'investor.exempt12g': 'regulation-a' }],
  ])
  const counts = (about: Partial<Parameters<typeof knownFacts>[0]> = {}) => {
    const given = knownFacts({ ...oneUnit, investor: buyer(ana), owners, statements, ...about })
    return [
      'class.recordHolders',
      'class.nonAccreditedHolders',
      'change.holdersAdded',
      'change.nonAccreditedAdded',
      'change.holdersRemoved',
      'change.nonAccreditedRemoved',
    ]
      .map((name) => given[name])
      .join(' ')
  }
  assert.equal(counts({ statements: new Map() }), '3 3 1 1 0 0')
  assert.equal(counts(), '1 1 1 1 0 0')
  assert.equal(counts({ investor: buyer(ben) }), '1 1 0 0 0 0')
  assert.equal(counts({ leaving: plan }), '1 1 1 1 0 0')
  assert.equal(counts({ leaving: other }), '1 1 1 1 1 1')

  // All of a class is exempt where its issuer meets the conditions of the one exemption under which it was sold.
  const under = (exemption: Instrument['offering']['exemption'], recorded: RuleFacts) =>
    counts({ instrument: { ...instrument, offering: { ...instrument.offering, exemption } }, recorded })
  const met = { 'class.exempt12g': true }
  assert.equal(under('reg-cf', met), '0 0 0 0 0 0')
  assert.equal(under('reg-a-tier-2', met), '0 0 0 0 0 0')
  assert.equal(under('reg-cf', {}), '1 1 1 1 0 0')
  assert.equal(under('reg-d-506c', met), '1 1 1 1 0 0')
  assert.equal(under('reg-cf', { ...met, 'offering.exemptions': ['506(c)'] }), '1 1 1 1 0 0')
})

test('in the United Kingdom only those who are there count', () => {
  const from = (country: string, investor = newId('inv')) => ({ ...bought(investor, 5), country })
  const given = facts(ana, [from('GB'), from('GB'), from('GB', ana), from('DE'), from('US')], [])
  assert.deepEqual(
    ['offering.nonQualified', 'offering.investors', 'offering.nonQualifiedInState'].map(
      (name) => given[name],
    ),
    ['2', '4', '1'],
  )
})

/** What is counted of sales of an issuer of an instrument under this exemption, in this currency. */
function counted12m(exemption: Exemption, code: string, sales: readonly Sale[]) {
  const currency = { code, decimals: 2 }
  const sold = {
    ...instrument,
    offering: { ...instrument.offering, exemption },
    payment: { ...instrument.payment, currency },
  }
  return knownFacts({
    ...{ ...oneUnit, instrument: sold, investor: buyer(ana), owners: new Map(), statements: new Map() },
    sales: sales.map((sale) => ({ ...sale, currency })),
  })
}

test('what is sold under another exemption is not sold under Regulation A', () => {
  const sale = (exemptions: readonly string[], amount: bigint) => ({ ...bought(ben, 5), exemptions, amount })
  const sales = [sale(['506(c)'], 7_499_900_000n), sale(['REGA'], 200n), sale(['none-needed', 'REGA'], 300n)]
  assert.equal(Number(counted12m('reg-a-tier-2', 'USD', sales)['offering.sold12m']), 5)
})

test('to a small offer counts what is sold in the Union, and to the limit of a project owner what is sold by crowdfunding and small offers', () => {
  const sale = (country: string, exemption: string, amount: bigint) => ({
    ...{ ...bought(ben, 5), country, exemptions: [exemption], amount },
    instrument: newId('ins'),
  })
  const sales = [
    sale('CH', 'eu-small', 100_000n),
    sale('NO', 'eu-small', 2_000n),
    sale('DE', 'eu-crowdfunding', 400n),
    sale('DE', 'eu-qualified', 10n),
  ]
  const given = counted12m('eu-small', 'EUR', sales)
  assert.equal(Number(given['offering.total12mEur']), 24.1)
  assert.equal(Number(given['owner.raisedHere12mEur']), 1_024)
  const here = [...sales, { ...bought(ben, 5), amount: 500n }]
  assert.equal(Number(counted12m('none-needed', 'EUR', here)['owner.raisedHere12mEur']), 1_029)
})

test('outside the Union nobody takes one of the 150 places in a Member State, or is held to its ticket', () => {
  const packs = builtInPacks().filter(({ id: pack }) => pack === 'EU-PROSPECTUS')
  const limits = (basis: string, country: string) => {
    const currency = { code: 'EUR', decimals: 2 }
    const given = knownFacts({
      ...{ ...oneUnit, owners: new Map(), statements: new Map(), bought: [] },
      instrument: { ...instrument, payment: { ...instrument.payment, currency } },
      investor: { ...buyer(ana), country },
      sales: Array.from({ length: 149 }, () => ({ ...bought(newId('inv'), 5), country, currency })),
    })
    const asked = { ...given, 'offering.euBases': [basis], 'investor.qualified': false }
    const asOf = today.toZonedDateTime('Europe/Brussels').toInstant()
    return weigh(packs, { action: 'subscribe', asOf, facts: asked }).reasons.map(({ code }) => code)
  }
  assert.deepEqual(limits('150', 'DE'), ['EU_150_PERSONS'])
  assert.deepEqual(limits('150', 'US'), [])
  assert.deepEqual(limits('ticket', 'IS'), ['EU_MIN_TICKET'])
  assert.deepEqual(limits('ticket', 'US'), [])
})

test('units paid for in a stablecoin count in the currency that it stands for, beside those paid for in that itself', () => {
  const inCoins = (code: string, already: string) => {
    const currency = { code, decimals: 6 }
    return knownFacts({
      ...{ ...oneUnit, owners: new Map(), statements: new Map(), bought: [] },
      instrument: { ...instrument, payment: { ...instrument.payment, currency } },
      investor: buyer(ana),
      sales: [
        { ...bought(newId('inv'), 5), amount: 1_000_000n, currency },
        { ...bought(newId('inv'), 5), amount: 100n, currency: { code: already, decimals: 2 } },
      ],
    })
  }
  assert.equal(inCoins('XSGD', 'SGD')['offering.total12mSgd'], '2.000000000000000000')
  assert.equal(inCoins('tGBP', 'GBP')['offering.total12mGbp'], '2.000000000000000000')
  assert.equal(inCoins('XSGD', 'USD')['offering.total12mSgd'], undefined, 'nothing is converted')
  assert.equal(inCoins('WETH', 'USD')['offering.sold12m'], undefined)
})
