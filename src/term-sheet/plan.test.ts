import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import type { Address, Instrument } from '../instrument/instrument.ts'
import { PROTOCOL_CONTRACTS } from '../instrument/protocol.ts'
import type { AnchorState } from '../instrument/token.ts'
import type { Asset, Issuer, Spv } from '../issuer/issuer.ts'
import { newId } from '../kernel/ids.ts'
import { money, USD } from '../kernel/money.ts'
import { saidIn } from '../messages/message.ts'
import { writeIn } from '../messages/reader.ts'
import { escrowTermsOf } from '../offering/escrow/escrow.chain.ts'
import type { EscrowTerms } from '../offering/offering.ts'
import { builtInPacks } from '../restriction/pack.service.ts'
import type { RuleFacts } from '../restriction/rule.ts'
import { laterText, lawText, PLAN_PROBLEMS, planLine, refusalText } from './plan.problems.ts'
import {
  comparedChanges,
  isApplicable,
  isSettledPlan,
  laterSteps,
  subscribersSteps,
  toldLines,
  planChanges,
  totalGas,
} from './plan.ts'
import { enforced, type PlanFacts } from './plan-facts.ts'
import type { Change, PlanReason } from './plan-change.ts'
import { readTermSheet } from './term-sheet.service.ts'
import type { TermSheet } from './term-sheet.ts'

const now = Temporal.Instant.from('2026-07-01T12:00:00Z')
const text = fs.readFileSync(
  path.join(import.meta.dirname, '..', '..', 'examples', 'office-tower.yaml'),
  'utf8',
)
const tower = sheetOf(text)
/** The same after its window. */
const late = sheetOf(text, Temporal.Instant.from('2026-08-02T12:00:00Z'))

const TOKEN: Address = '0x2f98c581F4ff33DdbA87532b4dc3993cB7074Ef4'
const STABLECOIN: Address = '0x9F312F6196D0034E951ff95bDf835F6855e2A030'
const ESCROW: Address = '0x16Ce1B15ed1278921d7Cae34Bf60a81227CFC295'
const TREASURY: Address = '0x0045DB5DeaDCA09e5E0C33C994d25f367b95C076'

function sheetOf(yaml: string, at = now): TermSheet {
  const read = readTermSheet(Buffer.from(yaml), at)
  assert.ok(read.ok, read.ok ? '' : JSON.stringify(read.findings))
  return read.value
}

function escrowOf({ terms: { paymentCurrency: currency, ...of } }: TermSheet): EscrowTerms {
  return escrowTermsOf({ ...of, treasury: TREASURY, payment: { token: STABLECOIN, currency } })
}

const changed = (...changes: readonly (readonly [string, string])[]) =>
  sheetOf(
    changes.reduce((before, [from, to]) => {
      assert.ok(before.includes(from))
      return before.replace(from, to)
    }, text),
  )

const idle = { create: false, rules: false, countries: false, anchor: false }
const fine = { create: null, rules: null, countries: null, anchor: null }

/** Nothing exists. */
const nothing: PlanFacts = {
  issuer: null,
  spv: null,
  asset: null,
  valuations: [],
  instrument: null,
  callersIssuer: null,
  payment: { kind: 'development', address: STABLECOIN, chainId: 31_337 },
  currencies: [],
  treasury: null,
  treasuryContract: null,
  protocol: [...PROTOCOL_CONTRACTS, 'registry-agent' as const].map((step) => ({
    step,
    address: STABLECOIN,
    state: 'missing',
    failure: null,
  })),
  token: { address: TOKEN, facts: null, underWay: idle, failures: fine, documents: [] },
  law: { packs: [], asOf: now, facts: {} },
  escrow: {
    address: ESCROW,
    wanted: escrowOf(tower),
    terms: null,
    status: null,
    underWay: false,
    failure: null,
  },
}

const issuer: Issuer = { ...tower.issuer, id: newId('iss'), version: 1 }
const spv: Spv = { ...tower.spv, id: newId('spv'), issuer: issuer.id, version: 1 }
const asset: Asset = { ...tower.asset, id: newId('ast'), spv: spv.id, version: 1 }
const { paymentCurrency, ...terms } = tower.terms
const instrument: Instrument = {
  ...terms,
  payment: { token: STABLECOIN, currency: paymentCurrency },
  id: newId('ins'),
  issuer: issuer.id,
  spv: spv.id,
  asset: asset.id,
  token: TOKEN,
  treasury: TREASURY,
  termSheetSha256: tower.sha256,
  status: 'live',
  version: 1,
}

/** The tower as its sheet says, with no units yet. */
const whole: PlanFacts = {
  ...nothing,
  issuer,
  spv: { ...spv, issuerKey: issuer.key },
  asset: { ...asset, spvKey: spv.key },
  valuations: tower.valuations,
  instrument: { ...instrument, assetKey: asset.key },
  treasury: TREASURY,
  protocol: nothing.protocol.map((step) => ({ ...step, state: 'done' })),
  token: {
    ...nothing.token,
    facts: {
      address: TOKEN,
      name: terms.name,
      symbol: terms.symbol,
      decimals: terms.decimals,
      supply: 0n,
      holders: 0,
      rules: terms.rules,
      termSheetSha256: tower.sha256,
    },
  },
  escrow: { ...nothing.escrow, terms: escrowOf(tower), status: 'open' },
}
const tokenWith = (facts: Partial<NonNullable<PlanFacts['token']['facts']>>): PlanFacts => ({
  ...whole,
  token: { ...whole.token, facts: whole.token.facts && { ...whole.token.facts, ...facts } },
})
/** The same with holders. */
const sold = tokenWith({ supply: 500n, holders: 1 })

const short = ({ action, subject, name }: Change) => `${action} ${subject} ${name}`
const news = (changes: readonly Change[]) => changes.filter(({ action }) => action !== 'same').map(short)

test('with nothing there, everything is created, in the order it is needed', () => {
  const changes = planChanges(tower, nothing)
  assert.deepEqual(changes.map(short), [
    'create issuer harbour-street-partners',
    'create SPV harbour-street-tower',
    'create asset harbour-street-tower',
    'create valuation 2026-05-29 income-approach',
    'create share class office-tower',
    'create document term-sheet',
    'create platform contract InvestorRegistry',
    'create platform contract TokenOffice',
    'create platform contract SecurityToken',
    'create platform contract Distributor',
    'create platform contract Factory',
    'create platform contract RevenueRouter',
    'create platform contract Waterfall',
    'create platform contract Offering',
    'create platform contract AssetFactory',
    'create platform contract Redemption',
    'create platform contract DevStablecoin',
    'create agent of InvestorRegistry operator',
    'create token TOWER',
    'create offering office-tower',
  ])
  assert.ok(isApplicable(changes) && !isSettledPlan(changes))
})

test('every field of a plan is named in the reader’s language', () => {
  const examples = path.join(import.meta.dirname, '..', '..', 'examples')
  const sheets = fs
    .readdirSync(examples, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => sheetOf(fs.readFileSync(path.join(examples, file), 'utf8')))
  const changes = sheets.flatMap((sheet) => [
    ...planChanges(sheet, { ...nothing, escrow: { ...nothing.escrow, wanted: escrowOf(sheet) } }),
    ...planChanges(sheet, { ...tokenWith({ rules: { ...terms.rules, countries: [] } }), instrument: null }),
  ])
  writeIn('ar', () => {
    for (const { fields, ...change } of changes) {
      assert.match(planLine({ ...change, fields }).what, /[\u0600-\u06ff]/)
      for (const { field } of fields.filter((each) => !SHOWN_AS_THEY_ARE.test(each.field)))
        assert.notEqual(saidIn(field), field, `put “${field}” into PLAN_WORDS`)
    }
  })
})
/** Names that a sheet gives itself, identifiers, and what is called so everywhere. */
const SHOWN_AS_THEY_ARE = /^(“|LEI$|SHA-256$|[a-z]+ .*\d)/

test('with everything there, there is nothing to do, before and after units are sold', () => {
  for (const facts of [whole, sold]) {
    const changes = planChanges(tower, facts)
    assert.deepEqual(news(changes), [])
    assert.ok(isSettledPlan(changes))
  }
})

test('what is under way is not asked for again, and what failed is, with its reason', () => {
  const draft: PlanFacts = {
    ...whole,
    instrument: { ...whole.instrument!, token: null, status: 'deploying' },
  }
  const underWay = planChanges(tower, {
    ...draft,
    token: { ...nothing.token, underWay: { ...idle, create: true } },
    escrow: nothing.escrow,
  })
  assert.ok(isSettledPlan(underWay))
  assert.ok(underWay.some((change) => change.underWay))

  const failed = planChanges(tower, {
    ...whole,
    instrument: { ...whole.instrument!, token: null, status: 'draft' },
    token: { ...nothing.token, failures: { ...fine, create: 'The contract refused it: X().' } },
    escrow: nothing.escrow,
  })
  assert.deepEqual(news(failed), ['create token TOWER', 'create offering office-tower'])
  assert.ok(planLine(failed.at(-2)!).details.some((line) => line.includes('X()')))
})

/** Under the law’s limits on how many hold a class. */
function counted(facts: RuleFacts): PlanFacts['law'] {
  return { packs: builtInPacks().filter(({ id }) => id === 'US-COUNTS'), asOf: now, facts }
}

test('what the law asks of the token makes its rules stricter, and is named with its rule', () => {
  const law = counted({ 'class.kind': 'equity', 'issuer.blocksAt12g': true, 'fund.regime': 'none' })
  const changes = planChanges(tower, { ...whole, law })
  assert.deepEqual(
    changes.filter(({ action }) => action !== 'same').map((each) => planLine(each).details),
    [['holders not accredited at most: 499']],
  )
  assert.deepEqual(enforced(tower, { law }).law.map(lawText), [
    'holders at most 1999: Exchange Act 12(g) holder-of-record monitor, 15 U.S.C. 78l(g)',
    'holders not accredited at most 499: Exchange Act 12(g) holder-of-record monitor, 15 U.S.C. 78l(g)',
  ])
  // The records keep what the sheet says.
  const created = planChanges(tower, { ...nothing, law })
  const limits = (subject: string) =>
    created
      .find((each) => each.subject === subject)!
      .fields.find(({ field }) => field.includes('not accredited'))
  assert.deepEqual([limits('share class'), limits('token')?.to], [undefined, '499'])
})

test('transfer rules may change, each on the chain by the transaction that it needs', () => {
  const only: [string, string] = ['rule: any', 'rule: only\n    list: [DE, FR]']
  const limited = planChanges(changed(['holdersMax: 1999', 'holdersMax: 99']), sold)
  assert.deepEqual(news(limited), [
    'change share class office-tower',
    'change document term-sheet',
    'change token transfer rules',
    'change token anchored term sheet',
  ])
  const listed = planChanges(changed(only), sold)
  assert.deepEqual(news(listed), [
    'change share class office-tower',
    'change document term-sheet',
    'change token allowed countries',
    'change token transfer rules',
    'change token anchored term sheet',
  ])
  const swapped = planChanges(
    changed(only),
    tokenWith({ rules: { ...terms.rules, countries: ['DE', 'LU'] } }),
  )
  assert.ok(news(swapped).includes('change token allowed countries'))
  assert.ok(!news(swapped).includes('change token transfer rules'))
})

test('rules that differ on the chain alone are brought back', () => {
  const drifted = planChanges(tower, tokenWith({ rules: { ...terms.rules, accreditedOnly: false } }))
  assert.deepEqual(news(drifted), ['change token transfer rules'])
  assert.deepEqual(planLine(drifted.find(({ action }) => action === 'change')!), {
    sign: '~',
    what: 'on chain: token transfer rules',
    details: ['accredited only: no → yes'],
    gas: null,
  })
})

test('what the contracts answer is compared with the sheet, and cannot be changed', () => {
  const renamed = planChanges(tower, tokenWith({ name: 'Another', decimals: 6 }))
  assert.deepEqual(
    renamed.flatMap(({ subject, fields, refusal }) => (refusal === null ? [] : [[subject, fields, refusal]])),
    [
      [
        'token',
        [{ field: 'name', from: 'Another', to: terms.name }],
        { reason: 'TOKEN_FIXED', facts: { field: 'name' } },
      ],
      [
        'token',
        [{ field: 'decimals', from: '6', to: '0' }],
        { reason: 'TOKEN_FIXED', facts: { field: 'decimals' } },
      ],
    ],
  )
  const cheaper = planChanges(tower, {
    ...whole,
    escrow: {
      ...whole.escrow,
      terms: { ...escrowOf(tower), prices: [{ unitsTo: terms.unitsMax, price: 1n }] },
    },
  })
  assert.deepEqual(
    cheaper.flatMap(({ fields, refusal }) => (refusal === null ? [] : [fields, refusal.reason])),
    [
      [
        {
          field: 'prices',
          from: '0.000001 USDX up to 50,000,000 units',
          to: '1.00 USDX up to 50,000,000 units',
        },
      ],
      'OFFERING_FIXED',
    ],
  )
})

test('what records and contracts both refuse is said once, and compared in both', () => {
  const sheet = changed(['symbol: TOWER', 'symbol: TWR'])
  const refusedIn = (changes: readonly Change[]) =>
    changes.flatMap(({ action, where }) => (action === 'refused' ? [where] : []))
  assert.deepEqual(refusedIn(planChanges(sheet, whole)), ['records'])
  assert.deepEqual(refusedIn(comparedChanges(sheet, whole)), ['records', 'chain'])
})

test('an escrow that failed is asked for again, and none is made of a window that is over', () => {
  const missing: PlanFacts = {
    ...whole,
    escrow: { ...nothing.escrow, status: 'opening', failure: 'The contract refused it: X().' },
  }
  const changes = planChanges(tower, missing)
  assert.deepEqual(news(changes), ['create offering office-tower'])
  assert.match(planLine(changes.at(-1)!).details.join(), /X\(\)/)

  assert.deepEqual(
    late.warnings.map(({ code }) => code),
    ['WINDOW_OVER'],
  )
  assert.deepEqual(news(planChanges(late, missing)), [])
})

test('a window that is over is refused before there is a token, and its days may change until there is a contract', () => {
  const refusedFor = (changes: readonly Change[]) => changes.flatMap(({ refusal }) => refusal?.reason ?? [])
  const draft: PlanFacts = {
    ...nothing,
    instrument: { ...whole.instrument!, status: 'draft', token: null },
    token: { ...nothing.token, failures: { ...fine, create: 'It ran out of gas.' } },
  }
  for (const facts of [nothing, draft])
    assert.deepEqual(refusedFor(planChanges(late, facts)), ['WINDOW_OVER'])
  assert.deepEqual(news(planChanges(late, whole)), [], 'what was sold in time is nothing to refuse')

  const days = changed(
    ['opens: 2026-07-01', 'opens: 2026-09-01'],
    ['closes: 2026-07-31', 'closes: 2026-09-30'],
  )
  const without: PlanFacts['escrow'] = { ...nothing.escrow, status: 'opening' }
  const later = planChanges(days, { ...whole, escrow: { ...without, failure: 'The window was over.' } })
  assert.ok(isApplicable(later))
  assert.ok(news(later).includes('create offering office-tower'))
  for (const escrow of [{ ...without, underWay: true }, whole.escrow]) {
    const fixed = planChanges(days, { ...whole, escrow })
    const [refusal, ...more] = fixed.filter(({ action }) => action === 'refused')
    assert.deepEqual(
      [refusal?.refusal?.facts, more.length],
      [{ field: 'offering opens, offering closes' }, 0],
    )
    assert.ok(!fixed.some(({ subject, action }) => subject === 'share class' && action === 'same'))
  }
})

test('what an offering was made with stays; given up it can be while it is open alone', () => {
  const dearer = changed(["price: '1.00'", "price: '1.01'"])
  const reasons = (facts: PlanFacts) => [
    ...new Set(planChanges(dearer, facts).flatMap(({ refusal }) => refusal?.reason ?? [])),
  ]
  assert.deepEqual(reasons(whole), ['OFFERING_FIXED'])
  assert.deepEqual(reasons(sold), ['OFFERING_OVER'])
  for (const status of ['closing', 'closed', 'refunding', 'refunded'] as const) {
    const facts = { ...whole, escrow: { ...whole.escrow, status } }
    assert.deepEqual(reasons(facts), ['OFFERING_OVER'], status)
    const [refusal] = planChanges(dearer, facts).flatMap((each) => each.refusal ?? [])
    assert.doesNotMatch(refusalText(refusal!), /Give this offering up/)
  }
})

test('documents of the data room are anchored with the token, and again where that failed', () => {
  const document = { name: 'doc_1', version: 2, sha256: 'ab'.repeat(32), failure: null }
  const withDocument = (facts: PlanFacts, state: AnchorState): PlanFacts => ({
    ...facts,
    token: { ...facts.token, documents: [{ ...document, state }] },
  })
  assert.deepEqual(news(planChanges(tower, withDocument(whole, 'failed'))), ['create document doc_1 v2'])
  const pending = planChanges(tower, withDocument(whole, 'pending'))
  assert.ok(isSettledPlan(pending) && pending.at(-1)!.underWay)
})

test('what is left to others is named: the closing takes two people, a treasury of one’s own its key', () => {
  const [closing, ...more] = laterSteps(tower, whole)
  assert.deepEqual(more, [])
  assert.deepEqual([closing?.step, closing?.who], ['close-offering', 'two-people'])
  assert.match(laterText(closing!), /2026-07-31.*2026-08-30/)
  const own = laterSteps(changed(['treasury: managed', `treasury: '${other}'`]), {
    ...whole,
    escrow: { ...whole.escrow, status: 'closed' },
  })
  assert.deepEqual(
    own.map(({ step, who }) => [step, who]),
    [['fund-distributions', 'elsewhere']],
  )
  assert.ok(laterText(own[0]!).includes(other))
})

test('subscribers are told what a sheet changes of what they agreed to, and a plan says what they have to do then', () => {
  const open = { ...sold, escrow: { ...sold.escrow, status: 'open' as const } }
  const renamed = planChanges(changed(['name: Harbour Street Tower LLC', 'name: HST LLC']), open)
  assert.deepEqual(toldLines(renamed), ['SPV harbour-street-tower, name: Harbour Street Tower LLC → HST LLC'])
  const [spv] = renamed.filter(({ subject }) => subject === 'SPV')
  const only = (field: string) => [{ ...spv!, fields: [{ field, from: 'a, b', to: 'b, a' }] }]
  assert.deepEqual(toldLines(only('order of owners')), [])
  assert.deepEqual(toldLines(only('document')), [])
  const now = Temporal.Instant.from('2026-06-01T12:00:00Z')
  const { offering } = tower.terms
  const crowd = {
    ...tower,
    terms: { ...tower.terms, offering: { ...offering, exemption: 'reg-cf' as const } },
  }
  const [step] = subscribersSteps(crowd, renamed, { escrow: open.escrow, now })
  assert.deepEqual([step?.step, step?.who], ['reconfirm-subscriptions', 'subscribers'])
  assert.match(
    laterText(step!),
    /has until 2026-06-09T00:00 \(America\/New_York\) to reconfirm, or is paid back/,
  )
  assert.deepEqual(subscribersSteps(crowd, only('order of owners'), { escrow: open.escrow, now }), [])
  assert.deepEqual(
    subscribersSteps(crowd, renamed, { escrow: { ...open.escrow, status: 'closed' }, now }),
    [],
  )
})

test('a company that became known by another name is changed, not made again', () => {
  assert.deepEqual(news(planChanges(changed(['name: Harbour Street Tower LLC', 'name: HST LLC']), sold)), [
    'change SPV harbour-street-tower',
    'change document term-sheet',
    'change token anchored term sheet',
  ])
})

test('another order alone is a change that is named, and what comes or goes besides is none of its order', () => {
  const [owner, identifier, fact, risk, cost] = [
    (name: string) => ({ name, percent: '40' }),
    (value: string) => ({ scheme: 'parcel' as const, value }),
    (label: string) => ({ label, value: 'yes' }),
    (title: string) => ({ title, text: 'It may go.' }),
    (name: string) => ({ name, amount: money(1n, USD) }),
  ]
  const listing = (names: readonly string[]): TermSheet => ({
    ...tower,
    spv: { ...tower.spv, owners: names.map(owner) },
    asset: {
      ...tower.asset,
      identifiers: names.map(identifier),
      facts: names.map(fact),
      risks: names.map(risk),
    },
    terms: { ...tower.terms, offering: { ...tower.terms.offering, costs: names.map(cost) } },
  })
  const before = listing(['A', 'B'])
  const known: PlanFacts = {
    ...sold,
    spv: { ...sold.spv!, ...before.spv },
    asset: { ...sold.asset!, ...before.asset },
    instrument: { ...sold.instrument!, offering: before.terms.offering },
  }
  const fields = (sheet: TermSheet) =>
    planChanges(sheet, known).flatMap(({ fields: all }) =>
      all.filter(({ field }) => field.startsWith('order')).map(({ field, from, to }) => [field, from, to]),
    )
  assert.deepEqual(fields(before), [])
  assert.deepEqual(fields(listing(['C', 'A'])), [])
  assert.deepEqual(fields(listing(['B', 'A'])), [
    ['order of owners', 'owner “A”, owner “B”', 'owner “B”, owner “A”'],
    ['order of identifiers', 'parcel A, parcel B', 'parcel B, parcel A'],
    ['order of facts', '“A”, “B”', '“B”, “A”'],
    ['order of risks', 'risk “A”, risk “B”', 'risk “B”, risk “A”'],
    ['order of costs', 'cost “A”, cost “B”', 'cost “B”, cost “A”'],
  ])
  assert.ok(isApplicable(planChanges(listing(['B', 'A']), known)))
})

test('a document may be named for a valuation later; another one, or none again, is refused', () => {
  const named = (document: string) =>
    changed([
      'appraiser: Example Appraisal LLC',
      `appraiser: Example Appraisal LLC\n    document: '${document}'`,
    ])
  const [first, second] = ['ab'.repeat(32), 'cd'.repeat(32)]
  const change = planChanges(named(first), sold).find(({ subject }) => subject === 'valuation')
  assert.equal(change?.action, 'change')
  assert.deepEqual(change.fields, [{ field: 'document', from: null, to: first }])
  const known = { ...sold, valuations: named(first).valuations }
  assert.ok(!news(planChanges(named(first), known)).some((each) => each.includes('valuation')))
  for (const sheet of [named(second), tower])
    assert.deepEqual(
      planChanges(sheet, known).flatMap(({ refusal }) => refusal?.reason ?? []),
      ['VALUATION_CONTRADICTED'],
    )
})

const offered: (readonly [string, string])[] = [
  ["units: '50000000'", "units: '60000000'"],
  ["price: '1.00'", "price: '2.00'"],
  ['America/New_York', 'America/Chicago'],
  ['opens: 2026-07-01', 'opens: 2026-07-02'],
  ['closes: 2026-07-31', 'closes: 2026-08-31'],
  ['lockUpDays: 90', 'lockUpDays: 0'],
  ['lockUpDays: 90', "lockUpDays: 90\n  softCap: '1000'"],
  ['lockUpDays: 90', 'lockUpDays: 90\n  coolingOffHours: 48'],
  ['lockUpDays: 90', 'lockUpDays: 90\n  allocation: pro-rata'],
  ['lockUpDays: 90', "lockUpDays: 90\n  priceTiers: [{ upTo: '9', price: '0.95' }]"],
  ['lockUpDays: 90', "lockUpDays: 90\n  limits: [{ kind: individual, investmentMax: '10000' }]"],
  ['reg-d-506c', 'reg-d-506b'],
  ['lockUpDays: 90', 'lockUpDays: 90\n  invitedOnly: true'],
]
for (const change of offered)
  test(`investors pay on it, so it stays: ${change[1].trim()}`, () => {
    const changes = planChanges(changed(change), whole)
    assert.ok(!isApplicable(changes))
    assert.deepEqual(
      [...new Set(changes.flatMap(({ refusal }) => refusal?.reason ?? []))],
      ['OFFERING_FIXED'],
    )
    assert.ok(isApplicable(planChanges(changed(change), nothing)), 'before there is anything it may be so')
  })

const unitsBought: (readonly [string, string])[] = [['payoutBps: 9000', 'payoutBps: 8999']]
for (const change of unitsBought)
  test(`holders bought on it, so it stays: ${change[0]}`, () => {
    const wanted = changed(change)
    assert.ok(isApplicable(planChanges(wanted, whole)), 'before units are sold it may change')
    const changes = planChanges(wanted, sold)
    assert.ok(!isApplicable(changes))
    assert.deepEqual(
      changes.flatMap(({ refusal }) => refusal?.reason ?? []),
      ['HOLDERS_BOUGHT_ON_IT'],
    )
  })

const other: Address = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const paid: readonly [string, string] = [
  'token: development',
  `token: '${other}'\n  code: USDC\n  decimals: 6`,
]
const withoutToken: PlanFacts['token'] = { ...nothing.token, facts: null }
const refusals: Record<PlanReason, [TermSheet, PlanFacts]> = {
  WINDOW_OVER: [late, nothing],
  TOKEN_FIXED: [changed(['symbol: TOWER', 'symbol: TWR']), whole],
  OFFERING_FIXED: [changed(["price: '1.00'", "price: '1.01'"]), whole],
  OFFERING_OVER: [changed(["price: '1.00'", "price: '1.01'"]), sold],
  HOLDERS_BOUGHT_ON_IT: [changed(['payoutBps: 9000', 'payoutBps: 8999']), sold],
  OWNER_FIXED: [changed(['spv:\n  key: harbour-street-tower', 'spv:\n  key: another-spv']), whole],
  TREASURY_FIXED: [changed(['treasury: managed', `treasury: '${other}'`]), whole],
  ADDRESS_FORBIDDEN: [
    changed(['treasury: managed', `treasury: '${TOKEN}'`]),
    { ...nothing, treasuryContract: { isForbidden: true, line: 61 } },
  ],
  HISTORY_KEPT: [changed(['date: 2026-05-29', 'date: 2026-05-30']), whole],
  VALUATION_CONTRADICTED: [
    tower,
    { ...whole, valuations: tower.valuations.map((each) => ({ ...each, amount: money(1n, USD) })) },
  ],
  HOLDERS_ABOVE_MAX: [changed(['holdersMax: 1999', 'holdersMax: 1']), tokenWith({ supply: 9n, holders: 2 })],
  ISSUER_NOT_YOURS: [tower, { ...whole, callersIssuer: 'somebody-else' }],
  DEVELOPMENT_TOKEN_ELSEWHERE: [
    tower,
    { ...nothing, payment: { kind: 'development', address: null, chainId: 1 } },
  ],
  PAYMENT_TOKEN_MISSING: [
    changed(paid),
    { ...nothing, payment: { kind: 'token', address: other, says: null } },
  ],
  PAYMENT_TOKEN_DIFFERS: [
    changed(paid),
    { ...nothing, payment: { kind: 'token', address: other, says: { code: 'USDC', decimals: 18 } } },
  ],
  PAYMENT_TOKEN_UNSIGNED: [
    changed([
      'lockUpDays: 90',
      `lockUpDays: 90\n  currencies: [{ token: '${other}', code: EURX, decimals: 6, exchangeRate: '0.92' }]`,
    ]),
    { ...nothing, currencies: [{ code: 'EURX', decimals: 6, isSigned: false }] },
  ],
  TOKEN_UNDER_WAY: [
    changed(['holdersMax: 1999', 'holdersMax: 99']),
    { ...whole, instrument: { ...whole.instrument!, token: null, status: 'deploying' }, token: withoutToken },
  ],
  TOKEN_MISSING: [tower, { ...whole, token: withoutToken }],
  TOKEN_TAKEN: [tower, { ...whole, instrument: null }],
  TOKEN_FACTS_MISSING: [tower, { ...whole, law: counted({}) }],
}
for (const [reason, [sheet, facts]] of Object.entries(refusals))
  test(`refused: ${reason}`, () => {
    const changes = planChanges(sheet, facts)
    const refused = changes.filter(({ action }) => action === 'refused')
    assert.ok(
      refused.some(({ refusal }) => refusal?.reason === reason),
      refused.map(({ refusal }) => refusal?.reason).join() || news(changes).join('\n'),
    )
    assert.ok(!isApplicable(changes))
    for (const { refusal } of refused) assert.match(refusalText(refusal!), /^[^{}]+\.$/)
  })

test('every refusal has a row above', () => {
  assert.deepEqual(Object.keys(refusals).sort(), Object.keys(PLAN_PROBLEMS).sort())
})

test('the gas of a plan is that of what will be sent, and says when some of it is unknown', () => {
  const changes = planChanges(tower, nothing).map((change) => ({
    ...change,
    gas: change.step === null ? null : { used: 10n, basis: 'estimated' as const },
  }))
  assert.deepEqual(totalGas(changes), { used: 140n, complete: true })
  assert.deepEqual(totalGas(changes.map((change) => ({ ...change, gas: null }))), {
    used: 0n,
    complete: false,
  })
  assert.deepEqual(totalGas(planChanges(tower, whole)), { used: 0n, complete: true })
})

test('another stablecoin is shown with its rate, compared with the chain, and fixed from the offering’s contract on', () => {
  const euro = `currencies: [{ token: '${other}', code: EURX, decimals: 6, exchangeRate: '0.92' }]`
  const sheet = changed(['lockUpDays: 90', `lockUpDays: 90\n  ${euro}`])
  const answering = (says: PlanFacts['currencies'][number]) => ({
    ...nothing,
    currencies: [says],
    escrow: { ...nothing.escrow, wanted: escrowOf(sheet) },
  })
  const planned = planChanges(sheet, answering({ code: 'EURX', decimals: 6, isSigned: true }))
  const shown = planned.flatMap(({ subject, fields }) =>
    fields.flatMap(({ field, to }) => (field === 'also paid in' ? [[subject, to]] : [])),
  )
  assert.deepEqual(shown, [
    ['share class', `EURX ${other}, 0.92 EURX for 1 USDX`],
    ['offering', `${other}, 23 of its smallest parts for 25 of the payment token’s`],
  ])
  const refusals = (facts: PlanFacts) =>
    planChanges(sheet, facts).flatMap(({ name, refusal }) =>
      refusal === null ? [] : [[name, refusal.reason]],
    )
  assert.deepEqual(refusals(answering(null)), [[other, 'PAYMENT_TOKEN_MISSING']])
  assert.deepEqual(refusals(answering({ code: 'EURX', decimals: 18, isSigned: true })), [
    [other, 'PAYMENT_TOKEN_DIFFERS'],
  ])
  const made = { ...whole, currencies: [{ code: 'EURX', decimals: 6, isSigned: true }] }
  assert.deepEqual(refusals({ ...made, escrow: { ...made.escrow, wanted: escrowOf(sheet) } }), [
    ['office-tower', 'OFFERING_FIXED'],
  ])
})
