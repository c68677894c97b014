import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getAddress } from 'viem'
import { atOnce, untilWaiting } from '../../test/at-once.ts'
import { testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { readyToPay, SUITED } from '../../test/ready-to-pay.ts'
import { soldInstrument, UNIT_PRICE } from '../../test/sold-instrument.ts'
import type { Exemption } from '../instrument/instrument.ts'
import { newId, type DecisionId, type InvestorId, type SubscriptionId } from '../kernel/ids.ts'
import { placeHold, releaseHold } from '../investor/erasure.service.ts'
import { formerOf } from '../investor/former.service.ts'
import { must } from '../kernel/result.ts'
import { verifyAudit } from '../platform/audit.ts'
import { openRpc } from '../platform/chain/rpc.ts'
import { systemClock } from '../platform/clock.ts'
import { lockFor, transaction, type Tx } from '../platform/db/database.ts'
import { putPersonalOf, readPersonal } from '../platform/vault/vault.ts'
import { systemActor, type Work } from '../platform/work.ts'
import { insertTransfer } from '../register/transfer-order.store.ts'
import { judgeTransfer } from '../register/transfer-rules.service.ts'
import { pinPack } from '../restriction/pack-version.service.ts'
import { decisionById } from '../restriction/stored-decision.service.ts'
import { recordedFacts, recordFacts } from '../restriction/rule-facts.service.ts'
import type { RuleFacts } from '../restriction/rule.ts'
import { loadSandboxList } from '../screening/sandbox-list.service.ts'
import { COMPARISON, HIT_MIN } from '../screening/screening.ts'
import { builtInFiles } from '../restriction/pack.service.ts'
import type { RulePack } from '../restriction/rule-pack.ts'
import { eligibilityOf } from '../offering/subscription/eligibility.service.ts'
import { ATTEMPTS_MAX } from '../offering/subscription/subscription.ts'
import { subscriptionRoutes } from '../offering/subscription/subscription.routes.ts'
import { createSubscription } from '../offering/subscription/subscription.service.ts'
import { payableSubscription } from '../offering/subscription/payable.service.ts'
import { refusalRoutes } from '../offering/refusal/refusal.routes.ts'
import { withdrawSubscription } from '../offering/refund/refund.service.ts'
import { reviewDoubt } from './doubt.service.ts'
import { withParam } from '../restriction/pack-change.ts'
import type { Json } from '../restriction/rule-pack.ts'
import { impactBody } from './pack.routes.ts'
import { countryImpact } from './rule-impact.service.ts'
import { ruleRoutes } from './rule.routes.ts'
import { suitabilityFacts } from '../offering/subscription/subscription-rules.service.ts'
import { selectSuitability } from '../offering/subscription/subscription-steps.store.ts'
import { subscriptionStepRoutes } from '../offering/subscription/subscription-steps.routes.ts'
import {
  acknowledgeWarning,
  answerSuitability,
  suitabilityAnswers,
} from '../offering/subscription/subscription-steps.service.ts'
import type { HORIZONS } from '../offering/subscription/suitability.ts'

const database = await testDatabase()
const { db, pool } = database
let now = Temporal.Instant.from('2026-09-01T12:00:00Z')
/** Nobody answers there: what is asked here comes before the chain. */
const chain = { rpc: openRpc('http://127.0.0.1:9'), chainId: 31_337 }
const world = await testApp(
  database,
  [...ruleRoutes(), ...refusalRoutes(), ...subscriptionRoutes(chain), ...subscriptionStepRoutes(chain)],
  { clock: { now: () => now } },
)
const [anna, bert, auditor] = [
  await world.keyFor('officer'),
  await world.keyFor('officer'),
  await world.keyFor('auditor'),
]

const inWork = <T>(run: (work: Work) => Promise<T>): Promise<T> =>
  transaction(db, (tx) => run({ db: tx, now, by: systemActor('test') }))

await inWork((work) => loadSandboxList(work, systemClock.now()))

const sold = (key: string, exemption: Exemption) => inWork((work) => soldInstrument(work, key, exemption))

let people = 0
async function investor({ country = 'US', accredited = false, kind = 'individual' } = {}) {
  const id: InvestorId = newId('inv')
  const wallet = `0x${(0xa000 + ++people).toString(16).padStart(40, '1')}` as const
  await pool.query(
    `insert into investor (id, kind, country, kyc_status, kyc_until, accredited_until, identity, created_at)
     values ($1, $2, $3, 'verified', '2030-01-01', $4, $5, now())`,
    [id, kind, country, accredited ? '2029-01-01' : null, wallet],
  )
  await pool.query(
    `insert into wallet (id, investor, address, status, linked_at) values ($1, $2, $3, 'ready', now())`,
    [newId('wal'), id, wallet],
  )
  return { id, wallet }
}
type Person = Awaited<ReturnType<typeof investor>>

const buy = (offering: Parameters<typeof createSubscription>[1]['offering'], who: Person, units = 10n) =>
  inWork((work) =>
    createSubscription(work, {
      offering,
      investor: who.id,
      wallet: who.wallet,
      amount: units * UNIT_PRICE,
      stops: [],
    }),
  )

/** What each decision about a purchase of an investor was made on, the first one first. */
const decisionsOf = async (who: InvestorId) => {
  const { rows } = await database.pool.query<{ id: string }>(
    "select id from rule_decision where investor = $1 and action = 'subscribe' order by seq",
    [who],
  )
  const kept = await readPersonal(
    db,
    who,
    rows.map(({ id }) => `decision:${id}`),
  )
  return rows.map(({ id }) => JSON.parse(kept[`decision:${id}`] ?? '{}') as Record<string, unknown>)
}
const codes = (result: Awaited<ReturnType<typeof buy>>) =>
  result.ok ? ['ALLOW'] : [result.reason, ...(result.errors ?? []).map(({ code }) => code)]

/** A pack as it comes along, changed and with a version of its own. */
function changed(id: string, version: string, change: (pack: RulePack) => void): RulePack {
  const pack = structuredClone(builtInFiles().find((file) => file.id === id)!.pack) as unknown as RulePack
  Object.assign(pack, { version })
  change(pack)
  return pack
}
const propose = (pack: unknown, key = anna) =>
  world.call({ path: '/v1/rule-packs', key, body: { pack, reason: 'Counsel asked for it.' } })
const decide = (sha256: string, key: string, decision = 'active') =>
  world.call({ path: `/v1/rule-proposals/${sha256}/decision`, key, body: { decision } })

const tower = await sold('tower', 'reg-d-506b')
const limitOf = (pack: RulePack, max: number) =>
  Object.assign(pack.rules.find(({ id }) => id === '506B')!.params, { maxNonAccreditedPurchasers: max })

test('of two who ask at once for the last of 35 places one gets it, and the other is told when the next opens', async () => {
  for (let n = 0; n < 34; n++) assert.deepEqual(codes(await buy(tower.offering, await investor())), ['ALLOW'])
  const two = [await investor(), await investor()]
  const answers = await Promise.all(two.map((who) => buy(tower.offering, who)))
  assert.deepEqual(answers.map(codes).sort(), [['ALLOW'], ['RULES_BLOCK', 'R506B_NONACCREDITED_LIMIT']])
  const refused = answers.find((answer) => !answer.ok)
  assert.ok(refused?.ok === false && refused.facts['detail']?.includes('35 of 35'), JSON.stringify(refused))
  // Who is accredited is not counted, and whoever has bought need not be counted anew.
  assert.deepEqual(codes(await buy(tower.offering, await investor({ accredited: true }))), ['ALLOW'])
  const winner = two[answers.findIndex((answer) => answer.ok)]!
  assert.deepEqual(codes(await buy(tower.offering, winner, 20n)), ['ALLOW'])
})

test('what is refused is kept with its reasons, found by them, and written into a file', async () => {
  const tooSmall = await investor({ country: 'GB' })
  await pool.query(`update wallet set status = 'syncing' where investor = $1`, [tooSmall.id])
  assert.deepEqual(codes(await buy(tower.offering, tooSmall)), ['WALLET_NOT_READY'])
  type Row = { investor: { id: string }; asked: string; reasons: { reason: string; detail: string }[] }
  const list = async (query: string) =>
    (await world.call({ path: `/v1/refusals?${query}`, key: auditor })).json<{ items: Row[] }>().items
  assert.equal((await list('')).length, 2)
  const [limit] = await list('reason=R506B_NONACCREDITED_LIMIT')
  assert.equal(limit?.asked, '10.00 USDX')
  assert.match(limit.reasons[0]!.detail, /35 of 35 purchasers/)
  const [own] = await list(
    `investor=${tooSmall.id}&instrument=${tower.instrument.id}&from=2026-09-01&until=2026-09-01`,
  )
  assert.match(own!.reasons[0]!.detail, /wallet is not linked/)
  assert.deepEqual(await list('until=2026-08-31'), [])
  const first = await world.call({ path: '/v1/refusals?limit=1', key: auditor })
  const { next } = first.json<{ next: string }>()
  const second = await world.call({ path: `/v1/refusals?limit=1&cursor=${next}`, key: auditor })
  assert.equal(second.json<{ items: Row[] }>().items.length, 1)
  const file = await world.call({ path: '/v1/refusals.csv?reason=WALLET_NOT_READY', key: auditor })
  assert.match(file.body, /"WALLET_NOT_READY"/)
  assert.equal(file.body.trim().split('\n').length, 2)
})

test('counters say what is used of each limit and what is left, counted anew', async () => {
  const { counters, packs } = (
    await world.call({ path: `/v1/instruments/${tower.instrument.id}/rules`, key: anna })
  ).json<{
    counters: {
      what: string
      country: string | null
      used: string
      limit: string
      left: string
      asked: boolean
    }[]
    packs: { pack: string; pinned: boolean; legalReview: string }[]
  }>()
  const of = (what: string) => {
    const { used, limit, left } = counters.find((one) => one.what === what)!
    return [used, limit, left]
  }
  assert.deepEqual(of('nonAccreditedPurchasers'), ['35', '35', '0'])
  assert.deepEqual(
    counters.filter(({ asked }) => asked).map(({ what }) => what),
    ['recordHolders', 'nonAccreditedHolders', 'benefitPlan', 'nonAccreditedPurchasers'],
    'those of the exemption, and those that bind by law; the others are counted all the same',
  )
  assert.deepEqual(of('beneficialOwners'), ['36', '100', '64'])
  assert.deepEqual(of('recordHolders'), ['36', '1999', '1963'])
  assert.deepEqual(of('nonAccreditedHolders'), ['35', '499', '464'])
  assert.deepEqual(of('benefitPlan'), ['0.00', '25.00', '25.00'])
  assert.deepEqual(
    packs.map(({ pack, pinned, legalReview }) => [pack, pinned, legalReview]),
    [['US-REGD', false, 'pending']],
  )
})

test('what if the limit were lower, or a country were closed: who, and why, and nothing is applied', async () => {
  type Impact = {
    investors: number
    changes: { from: string; to: string; investors: number }[]
    affected: {
      action: string
      investor: { id: string; displayName: string }
      instrument: { id: string; name: string }
      reasons: { code: string; detail: string }[]
    }[]
    unnamed: number
  }
  const ask = async (body: object, path = '/v1/rule-what-if') =>
    (await world.call({ path, key: anna, body })).json<Impact>()
  const { rows: bought } = await pool.query<{ id: string; accredited: boolean }>(
    `select id, accredited_until is not null as accredited from investor
     where exists (select from subscription where investor = investor.id and offering = $1)`,
    [tower.offering],
  )
  const named = bought.map(({ id, accredited }, i) => ({ id, accredited, name: `Buyer Number ${i}` }))
  await inWork((work) =>
    putPersonalOf(work, new Map(named.map(({ id, name }) => [id as InvestorId, { name }]))),
  )
  type Told = { name: string; action: string; reasons: object[] }
  const sorted = (all: readonly Told[]) =>
    all.toSorted((a, b) => (`${a.action} ${a.name}` < `${b.action} ${b.name}` ? -1 : 1))
  const told = ({ affected }: Impact) =>
    sorted(affected.map(({ action, investor, reasons }) => ({ name: investor.displayName, action, reasons })))
  const expected = (who: typeof named, actions: readonly string[], reason: object) =>
    sorted(who.flatMap(({ name }) => actions.map((action) => ({ name, action, reasons: [reason] }))))

  const lower = await ask({ pack: 'US-REGD', rule: '506B', param: 'maxNonAccreditedPurchasers', value: 20 })
  assert.deepEqual([lower.investors, lower.changes], [35, [{ from: 'ALLOW', to: 'BLOCK', investors: 35 }]])
  const full = {
    code: 'R506B_NONACCREDITED_LIMIT',
    detail:
      '35 of 20 purchasers who are not accredited have bought within 90 days. The next place opens on 2026-12-01.',
  }
  assert.deepEqual(
    [
      ...new Set(lower.affected.map(({ instrument }) => `${instrument.id} ${instrument.name}`)),
      lower.unnamed,
    ],
    [`${tower.instrument.id} ${tower.instrument.name}`, 0],
    'of which units',
  )
  const limited = named.filter(({ accredited }) => !accredited)
  assert.deepEqual(told(lower), expected(limited, ['subscribe'], full), 'nobody who is accredited')
  const closed = await ask({ country: 'US' }, '/v1/country-what-if')
  const shut = {
    code: 'COUNTRY_BLOCKED',
    detail: 'Residents of the receiver’s country (US) may not hold this instrument.',
  }
  assert.equal(closed.investors, 36)
  assert.deepEqual(told(closed), expected(named, ['subscribe', 'transfer'], shut))
  const open = await ask({ country: 'US', isAllowed: true }, '/v1/country-what-if')
  assert.deepEqual([open.investors, open.affected], [0, []], 'it is open already')
  const french = await investor({ country: 'FR', accredited: true })
  await pool.query('update investor set introduced_by = $2 where id = $1', [
    french.id,
    tower.instrument.issuer,
  ])
  await inWork((work) => putPersonalOf(work, new Map([[french.id, { name: 'Odile Marchand' }]])))
  const asFrench = (isAllowed: boolean) => ask({ country: 'FR', isAllowed }, '/v1/country-what-if')
  assert.deepEqual(
    (await asFrench(false)).affected.map(({ action, investor: { displayName } }) => [action, displayName]),
    [['subscribe', 'Odile Marchand']],
    'who is approved and could buy is asked as well, and named',
  )
  const { instrument } = tower
  const listed = { ...instrument, rules: { ...instrument.rules, countries: ['US'] } }
  const letIn = async () =>
    (await countryImpact(db, { country: 'FR', isAllowed: true }, [listed], now)).map(({ from, to }) => [
      from,
      to,
    ])
  assert.deepEqual(await letIn(), [['BLOCK', 'ALLOW']])
  await pool.query('update investor set accredited_until = null where id = $1', [french.id])
  assert.deepEqual(await letIn(), [], 'whom the law stops is not let in by the list')
  const none = await world.call({
    path: '/v1/rule-what-if',
    key: anna,
    body: { pack: 'US-REGD', rule: '506B', param: 'nothing', value: 20 },
  })
  const { code, detail } = none.json<{ code: string; detail: string }>()
  assert.deepEqual(
    [none.statusCode, code, detail],
    [422, 'WHAT_IF_UNFIT', '506B of US-REGD has no parameter “nothing”.'],
  )
})

test('of many whom a change affects some are named, and how many are not is said', async () => {
  const one = {
    instrument: tower.instrument.id,
    action: 'subscribe',
    from: 'ALLOW',
    to: 'BLOCK',
    reasons: [],
  } as const
  const many = Array.from({ length: 1_234 }, () => ({ ...one, investor: newId('inv') }))
  const { investors, affected, unnamed } = await impactBody(db, many, [tower.instrument])
  assert.deepEqual([investors, affected.length, unnamed], [1_234, 1_000, 234])
})

test('what stands in the place of a parameter is written as it is, and a number lies where one may', () => {
  const params = { max: 35, ownerPct: 10, rate: '0.30', from: '2026-06-05', kinds: ['A'], ages: { US: 3 } }
  const pack = { rules: [{ id: 'R', params }] }
  const answer = (param: string, value: Json) => {
    const changed = withParam(pack, { rule: 'R', param, value })
    return changed.ok ? null : [changed.reason, changed.facts['max'] ?? changed.facts['now']]
  }
  const huge = ['WHAT_IF_NUMBER', '1,000,000,000,000']
  for (const [param, value, expected] of [
    ['max', 0, null],
    ['max', 10 ** 12, null],
    ['max', 10 ** 12 + 1, huge],
    ['max', -1, huge],
    ['max', 1.5, huge],
    ['max', '20', huge],
    ['ownerPct', 100, null],
    ['ownerPct', 101, ['WHAT_IF_NUMBER', '100']],
    ['rate', '0.24', null],
    ['rate', '1.5', ['WHAT_IF_NUMBER', '1']],
    ['rate', 0.24, ['WHAT_IF_NUMBER', '1']],
    ['from', '2027-01-01', null],
    ['from', 'soon', ['WHAT_IF_SHAPE', '2026-06-05']],
    ['kinds', ['B', 'C'], null],
    ['kinds', 'B', ['WHAT_IF_SHAPE', '["A"]']],
    ['kinds', [1], ['WHAT_IF_SHAPE', '["A"]']],
    ['ages', { US: 4 }, null],
    ['ages', { DE: 4 }, ['WHAT_IF_SHAPE', '{"US":3}']],
    ['nothing', 1, ['WHAT_IF_UNFIT', undefined]],
  ] as const)
    assert.deepEqual(answer(param, value), expected, `${param} ${JSON.stringify(value)}`)
})

test('a pack that is not sound is refused by its path, and nothing changes', async () => {
  const before = (await world.call({ path: '/v1/rule-packs', key: anna })).body
  const broken = changed('US-REGD', '2026.12.1', (pack) => {
    Object.assign(pack.rules[0]!.predicates[0]!, { require: 'nobody.knowsThis' })
  })
  const refused = await propose(broken)
  assert.equal(refused.statusCode, 422)
  const { code, errors } = refused.json<{ code: string; errors: { path: string }[] }>()
  assert.deepEqual([code, errors[0]?.path], ['PACK_INVALID', 'rules[0].predicates[0].require'])
  // Sound, and without a number that the product asks it for outside of decisions.
  for (const [id, change, path] of [
    ['TAX', { params: { backup: '0.24005' } }, 'rules[0].params.backup'],
    ['TAX', { params: { formYears: 1_000_000 } }, 'rules[0].params.formYears'],
    ['TAX', { params: { formYears: '2.5' } }, 'rules[0].params.formYears'],
    ['AML', { id: 'TRAVEL' }, 'rules'],
    ['AML', { params: { thresholds: { US: 3000, EU: 0 } } }, 'rules[0].params.thresholds.UK'],
    ['US-INVESTOR', { params: { incomeGt: '200000.005' } }, 'rules[0].params.incomeGt'],
  ] as const) {
    const lacking = changed(id, '2026.12.1', ({ rules: [rule] }) => {
      const params = 'params' in change ? { ...rule!.params, ...change.params } : rule!.params
      Object.assign(rule!, change, { params })
    })
    const answer = (await propose(lacking)).json<{ code: string; errors: { path: string; code: string }[] }>()
    assert.deepEqual(
      [answer.code, answer.errors[0]?.code, answer.errors[0]?.path],
      ['PACK_INVALID', 'PACK_NUMBER', path],
    )
  }
  const taken = await propose(changed('US-REGD', '2026.11.2', (pack) => limitOf(pack, 20)))
  assert.equal(taken.statusCode, 422)
  assert.equal((await world.call({ path: '/v1/rule-packs', key: anna })).body, before)
})

test('a version counts once a second officer has activated it, from its effective date on', async () => {
  const pack = changed('US-REGD', '2026.12.1', (one) => {
    limitOf(one, 20)
    Object.assign(one, { effectiveFrom: '2026-10-01' })
  })
  const proposed = await propose(pack)
  assert.equal(proposed.statusCode, 201, proposed.body)
  const { sha256 } = proposed.json<{ sha256: string }>()
  const view = (await world.call({ path: `/v1/rule-proposals/${sha256}`, key: bert })).json<{
    changes: { path: string; before: string; after: string }[]
    impact: { holders: number; changes: { from: string; to: string; holders: number }[] }
  }>()
  const limit = view.changes.find(({ path }) => path.endsWith('maxNonAccreditedPurchasers'))
  assert.deepEqual([limit?.before, limit?.after], ['35', '20'])
  assert.deepEqual(view.impact.changes, [{ from: 'ALLOW', to: 'BLOCK', investors: 35 }])

  const own = await decide(sha256, anna)
  assert.deepEqual([own.statusCode, own.json<{ code: string }>().code], [409, 'FOUR_EYES'])
  const other = await decide(sha256, bert)
  assert.deepEqual([other.statusCode, other.json<{ state: string }>().state], [200, 'scheduled'])
  assert.equal((await decide(sha256, bert)).json<{ code: string }>().code, 'PROPOSAL_DECIDED')

  const states = async () =>
    (await world.call({ path: '/v1/rule-packs', key: anna }))
      .json<{ items: { pack: string; state: string }[] }>()
      .items.filter((one) => one.pack === 'US-REGD')
      .map(({ state }) => state)
  assert.deepEqual(await states(), ['active', 'scheduled'])
  now = Temporal.Instant.from('2026-10-01T12:00:00Z')
  assert.deepEqual(await states(), ['superseded', 'active'])
  const refused = await buy(tower.offering, await investor())
  assert.deepEqual(
    codes(refused),
    ['RULES_BLOCK', 'R506B_NONACCREDITED_LIMIT'],
    'reservations that officers have doubts about are kept, and count',
  )
  const trail = await pool.query(
    `select action from audit_entry where action like 'rules.%ed' and subject = $1`,
    [sha256],
  )
  assert.deepEqual(
    trail.rows.map(({ action }: { action: string }) => action),
    ['rules.proposed', 'rules.activated'],
  )
})

test('what a pinned pack doubts waits for an officer; what they clear passes, and is made again byte for byte', async () => {
  const fund = await sold('fund', 'none-needed')
  const path = `/v1/instruments/${fund.instrument.id}`
  const who = await investor({ kind: 'entity' })
  assert.deepEqual(codes(await buy(fund.offering, who)), ['ALLOW'], 'under no pack nothing is asked')
  await world.call({ path: `${path}/rule-packs`, key: anna, body: { pack: 'US-COUNTS' } })
  assert.deepEqual(codes(await buy(fund.offering, who, 20n)), [
    'RULES_REVIEW',
    'FACT_MISSING',
    'FACT_MISSING',
  ])
  const facts = (body: object) => world.call({ method: 'PUT', path: `${path}/rule-facts`, key: anna, body })
  const unfit = await facts({ facts: { 'class.recordHolders': '3', 'fund.regime': 7, 'no.such': true } })
  assert.deepEqual(
    unfit.json<{ errors: { code: string }[] }>().errors.map(({ code }) => code),
    ['FACT_KNOWN', 'FACT_INVALID', 'FACT_UNKNOWN'],
  )
  const exempt = await facts({ investor: who.id, facts: { 'investor.exempt12g': 'a friend' } })
  assert.match(exempt.body, /Choose one of these: employee-plan, crowdfunding, regulation-a\./)
  const plan = await facts({ investor: who.id, facts: { 'investor.exempt12g': 'employee-plan' } })
  assert.equal(plan.statusCode, 200)
  await facts({ investor: who.id, facts: { 'investor.exempt12g': null } })
  const unknown = await facts({ facts: { 'class.kind': 'shares', 'fund.venture': 'maybe' } })
  assert.deepEqual(
    unknown
      .json<{ errors: { path: string; message: string }[] }>()
      .errors.map((one) => [one.path, one.message]),
    [
      ['facts.class.kind', 'Choose one of these: equity, debt.'],
      ['facts.fund.venture', 'Answer with yes or no: true or false.'],
    ],
  )
  const set = await facts({
    facts: {
      'fund.regime': '3(c)(1)',
      'fund.venture': false,
      'class.kind': 'equity',
      'issuer.blocksAt12g': true,
      'issuer.totalAssets': '5000000',
    },
  })
  assert.equal(set.statusCode, 200, set.body)
  await facts({ investor: who.id, facts: { 'investor.isFund': false, 'investor.votingPctAfter': '1' } })
  // What part of the entity plans own is not recorded: that is a doubt.
  assert.deepEqual(codes(await buy(fund.offering, who, 20n)), ['RULES_REVIEW', 'FACT_MISSING'])
  assert.deepEqual(codes(await buy(fund.offering, who, 20n)), ['RULES_REVIEW', 'FACT_MISSING'])
  type Item = { id: string; state: string; investor: { id: string }; reasons: { legalReview: string }[] }
  const waiting = async () =>
    (
      await world.call({
        path: `/v1/rule-decisions?state=waiting&instrument=${fund.instrument.id}`,
        key: bert,
      })
    ).json<{ items: Item[] }>().items
  const [one, ...others] = await waiting()
  assert.equal(others.length, 1, 'the same doubt is put before them once, the one before it beside it')
  assert.equal(one?.reasons[0]?.legalReview, 'pending')
  const review = { decision: 'cleared', reason: 'No plan money; letter on file.' }
  const clear = (key: string) =>
    world.call({ path: `/v1/rule-decisions/${one.id}/review`, key, body: review })
  const first = await clear(bert)
  assert.equal(first.json<Item>().state, 'waiting', 'one officer’s word is not enough')
  assert.deepEqual(codes(await buy(fund.offering, who, 20n)), ['RULES_REVIEW', 'FACT_MISSING'])
  assert.equal((await clear(bert)).json<{ code: string }>().code, 'FOUR_EYES')
  assert.equal((await clear(anna)).json<Item>().state, 'cleared')
  assert.equal((await clear(anna)).json<{ code: string }>().code, 'DECISION_NOT_WAITING')
  assert.deepEqual(codes(await buy(fund.offering, who, 20n)), ['ALLOW'])

  // Of others the reservation itself is stopped: they are told to ask again, or that it was declined.
  const told = async (topic: string) =>
    (await pool.query('select subject, audience from outbox where topic = $1', [topic])).rows
  const doubted = async () => {
    const one = await investor({ kind: 'entity' })
    await facts({ investor: one.id, facts: { 'investor.isFund': false, 'investor.votingPctAfter': '1' } })
    assert.deepEqual(codes(await buy(fund.offering, one)), ['RULES_REVIEW', 'FACT_MISSING'])
    const decision = (await waiting()).find((each) => each.investor.id === one.id)!.id
    const decided = (key: string, word: string) =>
      world.call({
        path: `/v1/rule-decisions/${decision}/review`,
        key,
        body: { decision: word, reason: 'Seen.' },
      })
    return { decided, told: { subject: fund.offering, audience: { investor: one.id } } }
  }
  const [good, bad] = [await doubted(), await doubted()]
  await good.decided(bert, 'cleared')
  assert.deepEqual(await told('rules.cleared-ask'), [])
  await good.decided(anna, 'cleared')
  assert.deepEqual(await told('rules.cleared-ask'), [good.told])
  await bad.decided(bert, 'refused')
  assert.deepEqual(await told('rules.refused'), [bad.told])

  const all = (await world.call({ path: '/v1/rule-decisions', key: auditor })).json<{ items: Item[] }>().items
  assert.ok(all.length > 30)
  for (const { id } of all.slice(0, 50)) {
    const replayed = await world.call({ path: `/v1/rule-decisions/${id}/replay`, key: auditor })
    assert.equal(replayed.json<{ same: boolean }>().same, true)
  }
  type Again = {
    same: boolean | null
    packs: { pack: string; recorded: string; now: string }[]
    facts: { recorded: string; now: string | null }
    result: { recorded: string; now: string | null }
  }
  const at = `/v1/rule-decisions/${all[0]!.id}`
  const again = async () => (await world.call({ path: `${at}/replay`, key: auditor })).json<Again>()
  const before = await again()
  const parts = [...before.packs, before.facts, before.result]
  assert.ok(parts.length > 2 && parts.every(({ recorded, now: made }) => recorded === made))
  assert.equal((await world.call({ path: at, key: auditor })).json<Item>().id, all[0]!.id)
  // A record that somebody changed is told from what its packs and facts say.
  await pool.query(
    `update rule_decision set record = replace(record, '"outcome":"', '"outcome": "') where id = $1`,
    [all[0]!.id],
  )
  const changed = await again()
  assert.deepEqual([changed.same, changed.facts.now === before.facts.now], [false, true])
  assert.notEqual(changed.result.recorded, changed.result.now)
  assert.equal(changed.result.now, before.result.now)
  await pool.query(
    `update rule_decision set record = replace(record, '"outcome": "', '"outcome":"') where id = $1`,
    [all[0]!.id],
  )

  const kept = await pool.query<{ record: string }>('select record from rule_decision')
  assert.ok(
    kept.rows.every(({ record }) => !record.includes('"facts"')),
    'facts are in the vault alone',
  )
})

test('what only an exemption asks keeps nobody from reserving, and two officers settle it before money is taken', async () => {
  const { instrument, offering } = await sold('placement', 'reg-d-506c')
  const who = await investor({ accredited: true })
  type Item = { id: string; state: string; instrument: string; investor: { id: string } }
  const waiting = async () =>
    (
      await world.call({ path: `/v1/rule-decisions?state=waiting&instrument=${instrument.id}`, key: bert })
    ).json<{ items: Item[] }>().items
  const pay = (id: SubscriptionId) => inWork((work) => payableSubscription(work, id))
  const reason = async (id: SubscriptionId) => {
    const paid = await pay(id)
    return paid.ok ? 'payable' : paid.reason
  }

  const reserved = await buy(offering, who)
  assert.ok(reserved.ok, 'units are kept meanwhile')
  const { id } = reserved.value
  await inWork((work) => readyToPay(work, { offering, investor: who.id }))
  const [one, ...others] = await waiting()
  assert.equal(others.length, 0, 'what is sold and what is issued raise one question')
  assert.equal(one?.investor.id, who.id)
  assert.equal(await reason(id), 'RULES_REVIEW')
  assert.equal(await reason(id), 'RULES_REVIEW')
  assert.equal((await waiting()).length, 1, 'asked once')

  // What is recorded answers part of it; what is left is asked anew, and two officers settle it.
  const about = { instrument: instrument.id, investor: who.id }
  const letter = { 'verification.method': 'THIRD_PARTY_LETTER', 'verification.date': '2026-09-20' }
  await inWork(async (work) => must(await recordFacts(work, about, letter)))
  assert.equal(await reason(id), 'RULES_REVIEW')
  const asked = await waiting()
  const clear = (decision: string, key: string) =>
    world.call({
      path: `/v1/rule-decisions/${decision}/review`,
      key,
      body: { decision: 'cleared', reason: 'Questionnaires on file.' },
    })
  for (const { id: decision } of asked) {
    assert.equal((await clear(decision, bert)).json<Item>().state, 'waiting', 'one word is not enough')
    assert.equal((await clear(decision, bert)).json<{ code: string }>().code, 'FOUR_EYES')
  }
  assert.equal(await reason(id), 'RULES_REVIEW')
  assert.equal((await clear(asked[0]!.id, anna)).json<Item>().state, 'cleared')
  assert.deepEqual(await waiting(), [], 'what was asked before it has its answer by that')
  assert.equal(await reason(id), 'payable')

  // What was answered by facts asks no officer: and what they forbid is refused at the payment too.
  const second = await investor({ accredited: true })
  await inWork(async (work) => {
    must(await recordFacts(work, { instrument: instrument.id, investor: second.id }, letter))
    must(
      await recordFacts(work, { instrument: instrument.id, investor: null }, { 'issuer.coveredPersons': [] }),
    )
  })
  const sure = await buy(offering, second)
  assert.ok(sure.ok)
  await inWork((work) => readyToPay(work, { offering, investor: second.id }))
  assert.deepEqual([await waiting(), await reason(sure.value.id)], [[], 'payable'])

  // Nor does an officer find a question that was answered by facts after it was asked.
  const third = await investor({ accredited: true })
  const early = await buy(offering, third)
  assert.ok(early.ok)
  assert.equal((await waiting()).length, 1)
  await inWork((work) => readyToPay(work, { offering, investor: third.id }))
  await inWork(async (work) =>
    must(await recordFacts(work, { instrument: instrument.id, investor: third.id }, letter)),
  )
  assert.deepEqual([await reason(early.value.id), await waiting()], ['payable', []])
  const listed = { role: 'director', votingPct: null, hasQuestionnaire: true, signedOn: '2026-09-01' }
  const event = { ...listed, hasEvent: true, eventOn: '2020-01-01', disclosed: true }
  await inWork(async (work) =>
    must(
      await recordFacts(
        work,
        { instrument: instrument.id, investor: null },
        { 'issuer.coveredPersons': [event] },
      ),
    ),
  )
  assert.equal(await reason(sure.value.id), 'RULES_BLOCK')
})

test('a doubt that the payment alone meets is before an officer, and once they have settled it the investor goes on', async () => {
  for (const step of ['payment', 'wire']) {
    const { instrument, offering } = await sold(`parlour-${step}`, 'reg-d-506c')
    const who = await investor({ accredited: true })
    const about = (investor: InvestorId | null) => ({ instrument: instrument.id, investor })
    const letter = { 'verification.method': 'THIRD_PARTY_LETTER', 'verification.date': '2026-09-01' }
    await inWork(async (work) => {
      must(await recordFacts(work, about(who.id), letter))
      must(await recordFacts(work, about(null), { 'issuer.coveredPersons': [] }))
    })
    const reserved = await buy(offering, who)
    assert.ok(reserved.ok)
    await inWork((work) => readyToPay(work, { offering, investor: who.id }))
    const waiting = async () => {
      const path = `/v1/rule-decisions?state=waiting&instrument=${instrument.id}`
      return (await world.call({ path, key: bert })).json<{ items: { id: string }[] }>().items
    }
    assert.deepEqual(await waiting(), [])
    await inWork(async (work) =>
      must(await recordFacts(work, about(null), { 'issuer.coveredPersons': null })),
    )

    const key = await world.keyFor('investor', { investor: who.id })
    const body = step === 'payment' ? { signature: `0x${'11'.repeat(65)}` } : undefined
    const path = `/v1/subscriptions/${reserved.value.id}/${step}`
    const asked = () => world.call({ method: 'POST', path, key, body })
    const ask = async () => (await asked()).json<{ code: string }>().code
    assert.equal(await ask(), 'RULES_REVIEW')
    const again = await asked()
    assert.match(again.body, /RULES_REVIEW.*officers have to look at this/s)
    assert.deepEqual(
      again.json<{ errors: object[] }>().errors,
      [
        {
          path: '',
          code: 'FACT_MISSING',
          message:
            'Bad-actor check: what this rule asks of the issuer is not on record. The issuer brings it, and an officer records it. (17 CFR 230.506(d); no lawyer has signed this rule)',
        },
      ],
      'each doubt once, by its rule',
    )
    assert.doesNotMatch(again.body, /coveredPersons/, 'an investor is told in plain words')
    const [one, ...others] = await waiting()
    assert.match(
      JSON.stringify(one),
      /each with their questionnaire” is not known/,
      'and an officer what is missing',
    )
    assert.ok(one, 'an officer finds it')
    assert.equal(others.length, 0, 'once')
    const { rows } = await pool.query<{ state: string; wire: unknown }>(
      'select status as state, wire_at as wire from subscription where id = $1',
      [reserved.value.id],
    )
    assert.deepEqual(rows, [{ state: 'in-progress', wire: null }], 'and nothing else was kept')
    const review = { decision: 'cleared', reason: 'Questionnaires on file.' }
    for (const by of [bert, anna])
      await world.call({ path: `/v1/rule-decisions/${one.id}/review`, key: by, body: review })
    assert.equal(await ask(), step === 'payment' ? 'PROTOCOL_NOT_DEPLOYED' : 'WIRES_NOT_TAKEN')
  }
})

test('whoever wanted to transfer is told what officers decided, and of the receiver nothing', async () => {
  const { instrument } = await sold('passed-on', 'none-needed')
  const path = `/v1/instruments/${instrument.id}`
  await world.call({ path: `${path}/rule-packs`, key: anna, body: { pack: 'US-COUNTS' } })
  const stopped = async () => {
    const [from, to] = [await investor(), await investor({ kind: 'entity' })]
    const move = { from: from.wallet, to: to.wallet, units: 1n }
    const judged = await inWork((work) => judgeTransfer(work, instrument, move))
    assert.equal(judged.outcome, 'REVIEW')
    await inWork((work) =>
      insertTransfer(
        work.db,
        {
          id: newId('trf'),
          instrument: instrument.id,
          ...move,
          nonce: `0x${'1'.repeat(64)}`,
          status: 'transfer-rejected',
          findings: [],
          decision: judged.decision,
          decidedBlock: 1,
          tx: null,
          failure: null,
          askedAt: now,
        },
        { by: 'test', intent: null },
      ),
    )
    return { decision: judged.decision!, sender: from.id, move, receiver: to.id }
  }
  const review = (decision: string, key: string, word: 'cleared' | 'refused') =>
    world.call({
      path: `/v1/rule-decisions/${decision}/review`,
      key,
      body: { decision: word, reason: 'Seen.' },
    })
  const told = async (topic: string) =>
    (await pool.query('select subject, audience, facts from outbox where topic = $1', [topic])).rows
  const [good, bad] = [await stopped(), await stopped()]
  await review(good.decision, bert, 'cleared')
  assert.deepEqual(await told('transfer.cleared'), [])
  await review(good.decision, anna, 'cleared')
  const { name } = instrument
  assert.deepEqual(await told('transfer.cleared'), [
    { subject: null, audience: { investor: good.sender }, facts: { instrument: name, days: '30' } },
  ])
  await review(bad.decision, bert, 'refused')
  assert.deepEqual(await told('transfer.declined'), [
    { subject: null, audience: { investor: bad.sender }, facts: { instrument: name } },
  ])

  const { decision, move, receiver } = await stopped()
  const counted = [
    [
      null,
      {
        'fund.regime': '3(c)(1)',
        'fund.venture': false,
        'class.kind': 'equity',
        'issuer.blocksAt12g': true,
        'issuer.totalAssets': '5000000',
      },
    ],
    [receiver, { 'investor.isFund': false, 'investor.votingPctAfter': '1', 'investor.benefitPlanPct': '0' }],
  ] as const
  await inWork(async (work) => {
    for (const [of, facts] of counted)
      must(await recordFacts(work, { instrument: instrument.id, investor: of }, facts))
  })
  const other = await investor()
  const state = async (asked: typeof move) => {
    assert.equal((await inWork((work) => judgeTransfer(work, instrument, asked))).outcome, 'ALLOW')
    const { rows } = await pool.query<{ state: string }>('select state from rule_decision where id = $1', [
      decision,
    ])
    return rows[0]?.state
  }
  assert.equal(await state({ ...move, from: other.wallet }), 'waiting', 'another sender is no answer to it')
  assert.equal(await state({ ...move, units: 2n }), 'waiting', 'nor are other units')
  assert.equal(await state(move), 'passed')
})

test('a decision about a transfer says whose sale it weighed', async () => {
  const { instrument } = await sold('resale', 'none-needed')
  const path = `/v1/instruments/${instrument.id}`
  await world.call({ path: `${path}/rule-packs`, key: anna, body: { pack: 'US-R144' } })
  const facts = { 'resale.path': 'rule-144', 'issuer.reporting': false }
  await world.call({ method: 'PUT', path: `${path}/rule-facts`, key: anna, body: { facts } })
  const [from, to] = [await investor(), await investor()]
  const move = { from: from.wallet, to: to.wallet, units: 1n }
  const { decision } = await inWork((work) => judgeTransfer(work, instrument, move))
  const told = await world.call({ path: `/v1/rule-decisions/${decision}`, key: anna })
  const {
    investor: receiver,
    seller,
    reasons,
  } = told.json<Record<'investor' | 'seller', { id: string }> & { reasons: object }>()
  assert.deepEqual([receiver.id, seller.id], [to.id, from.id])
  assert.match(JSON.stringify(reasons), /holder\.affiliate/)
})

test('while officers have to decide the units stay kept, and whoever waits is told what follows', async () => {
  const { instrument, offering } = await sold('salon', 'reg-d-506c')
  const closes = instrument.offering.closes.add({ days: 1 }).toZonedDateTime(instrument.timeZone).toInstant()
  const told = async (topic: string, subject: string) =>
    (
      await pool.query<{ audience: object }>(
        'select audience from outbox where topic = $1 and subject = $2 order by at',
        [topic, subject],
      )
    ).rows.map(({ audience }) => audience)
  const reserve = async () => {
    const who = await investor({ accredited: true })
    const { id } = must(await buy(offering, who))
    await inWork((work) => readyToPay(work, { offering, investor: who.id }))
    return { id, investor: who.id }
  }
  const standing = async (id: SubscriptionId) => {
    const { rows } = await pool.query<{ state: string; reason: string | null; until: string }>(
      `select state, reason, to_char(valid_before at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as until
         from subscription where id = $1`,
      [id],
    )
    return [rows[0]?.state, rows[0]?.reason, rows[0]?.until]
  }
  const pay = async (id: SubscriptionId) => {
    const paid = await inWork((work) => payableSubscription(work, id))
    return paid.ok ? 'payable' : paid.reason
  }
  const waiting = async (of: InvestorId) => {
    const path = `/v1/rule-decisions?state=waiting&instrument=${instrument.id}`
    const { items } = (await world.call({ path, key: bert })).json<{
      items: { id: string; investor: { id: string } }[]
    }>()
    return items.filter((one) => one.investor.id === of).map(({ id }) => id)
  }
  const review = (id: string, key: string, decision: 'cleared' | 'refused') =>
    world.call({ path: `/v1/rule-decisions/${id}/review`, key, body: { decision, reason: 'Seen.' } })

  const foretold = async (of: InvestorId) => {
    const found = await eligibilityOf(db, offering, of, { now, withClaims: true })
    return found?.beforePayment.map(({ rule, missing }) => [rule, missing[0]?.name])
  }
  const stranger = await investor({ accredited: true })
  assert.deepEqual(await foretold(stranger.id), [
    ['Rule 506(c) general solicitation with verification', 'verification.method'],
    ['Bad-actor check', 'issuer.coveredPersons'],
  ])
  const { missing } = (await world.call({ path: `/v1/instruments/${instrument.id}/rules`, key: anna })).json<{
    missing: { name: string; rule: string }[]
  }>()
  assert.deepEqual(
    missing.map(({ name, rule }) => [name, rule]),
    [['issuer.coveredPersons', 'Bad-actor check']],
    'what is the issuer’s to bring',
  )

  const [cleared, answered, refused] = [await reserve(), await reserve(), await reserve()]
  for (const { id } of [cleared, answered, refused]) {
    assert.deepEqual(
      await standing(id),
      ['eligible', null, closes.toString()],
      'kept until they have decided',
    )
    assert.equal(await pay(id), 'RULES_REVIEW')
    assert.deepEqual(await standing(id), ['eligible', null, closes.toString()])
  }
  const [doubt, ...others] = await waiting(cleared.investor)
  assert.equal(others.length, 0)
  assert.deepEqual(await told('rules.waiting', doubt!), [{ role: 'officer', issuer: instrument.issuer }])

  // Two officers clear the doubt of one: only then is the investor told, and has a day from then on.
  now = now.add({ hours: 30 })
  await review(doubt!, bert, 'cleared')
  assert.deepEqual(await told('rules.cleared', cleared.id), [])
  await review(doubt!, anna, 'cleared')
  assert.deepEqual(await told('rules.cleared', cleared.id), [{ investor: cleared.investor }])
  assert.deepEqual(await standing(cleared.id), ['eligible', null, now.add({ hours: 24 }).toString()])
  assert.deepEqual(await foretold(cleared.investor), [])
  assert.equal(await pay(cleared.id), 'payable')

  // One officer refuses: the units are on sale again.
  await review((await waiting(refused.investor))[0]!, bert, 'refused')
  assert.deepEqual((await standing(refused.id)).slice(0, 2), ['rejected', 'DOUBT_NOT_CLEARED'])
  assert.deepEqual(await told('rules.refused', refused.id), [{ investor: refused.investor }])

  // Who takes back what officers clear in the same moment waits for them or they do, and not each for the other.
  const given = await reserve()
  assert.equal(await pay(given.id), 'RULES_REVIEW')
  const [open] = await waiting(given.investor)
  await review(open!, bert, 'cleared')
  const decision = (await decisionById(db, open as DecisionId))!
  const [back, reviewed] = await atOnce(database, (tx) => lockFor(tx, given.id), [
    () => inWork((work) => withdrawSubscription(work, chain, given.id, null)),
    () => inWork((work) => reviewDoubt(work, decision, instrument, { decision: 'cleared', reason: 'Seen.' })),
  ])
  assert.deepEqual([back.ok, reviewed.ok], [true, true])
  assert.deepEqual((await standing(given.id)).slice(0, 2), ['withdrawn', 'WITHDRAWN'])

  // Facts answer the doubt of the third, the last of them.
  const record = (investor: InvestorId | null, facts: object) =>
    world.call({
      method: 'PUT',
      path: `/v1/instruments/${instrument.id}/rule-facts`,
      key: bert,
      body: { investor, facts },
    })
  const late = await reserve()
  const verified = { 'verification.method': 'THIRD_PARTY_LETTER', 'verification.date': '2026-09-20' }
  for (const { investor: of } of [answered, late]) await record(of, verified)
  const noWay = await record(answered.investor, { 'verification.method': 'rubbish 🎉' })
  assert.deepEqual(
    noWay.json<{ errors: { path: string; code: string }[] }>().errors.map(({ path, code }) => [path, code]),
    [['facts.verification.method', 'FACT_INVALID']],
  )
  await record(answered.investor, { 'verification.route': 'person' })
  await record(answered.investor, { 'verification.route': null })
  const kept = await world.call({
    path: `/v1/instruments/${instrument.id}/rule-facts?investor=${answered.investor}`,
    key: anna,
  })
  assert.deepEqual(
    kept.json<{ facts: object[] }>().facts,
    [
      { name: 'verification.method', value: 'THIRD_PARTY_LETTER' },
      { name: 'verification.date', value: '2026-09-20' },
    ],
    'what was taken back is as if it had never been recorded',
  )
  assert.deepEqual(await told('rules.cleared', answered.id), [])
  assert.equal((await waiting(answered.investor)).length, 1, 'nobody is asked anew')
  // Who meets the doubt while its answer waits for them is not forgotten.
  const meets = (tx: Tx) =>
    payableSubscription({ db: tx, now, by: systemActor('test') }, late.id).then((paid) =>
      assert.equal(paid.ok ? null : paid.reason, 'RULES_REVIEW'),
    )
  await atOnce(database, meets, [() => record(null, { 'issuer.coveredPersons': [] })])
  for (const one of [answered, late])
    assert.deepEqual(await told('rules.cleared', one.id), [{ investor: one.investor }])
  assert.deepEqual(await waiting(answered.investor), [])

  const blocked = async () =>
    (await world.call({ path: `/v1/instruments/${instrument.id}/rules`, key: anna })).json<{
      blocked: { code: string }[]
    }>().blocked
  assert.deepEqual(await blocked(), [])
  const old = { role: 'director', votingPct: null, hasQuestionnaire: true, signedOn: '2020-01-01' }
  await record(null, {
    'issuer.coveredPersons': [{ ...old, hasEvent: false, eventOn: null, disclosed: null }],
  })
  assert.deepEqual(
    (await blocked()).map(({ code }) => code),
    ['R506D_QUESTIONNAIRE_MISSING'],
    'that nobody may buy, the issuer reads',
  )
})

test('a pack about sanctions asks what the comparison with the lists has come to', async () => {
  const { instrument, offering } = await sold('screened', 'none-needed')
  const pin = `/v1/instruments/${instrument.id}/rule-packs`
  assert.equal((await world.call({ path: pin, key: anna, body: { pack: 'AML' } })).statusCode, 200)
  const who = await investor()
  assert.deepEqual(codes(await buy(offering, who)), ['RULES_REVIEW', 'COMPLIANCE_HOLD'], 'not compared yet')
  const hit = newId('hit')
  await pool.query(
    `insert into screening_result (subject, lists, comparison, screened_at)
     values ($1, array(select id from screening_list where current), $2, now())`,
    [who.id, COMPARISON],
  )
  await pool.query(
    `insert into screening_hit (id, subject, list, ref, entry_hash, score, status, found_at, comparison)
     values ($1, $2, 'ofac-sdn', '1', $3, $4, 'open', now(), 1)`,
    [hit, who.id, '00'.repeat(32), HIT_MIN * 1000],
  )
  assert.deepEqual(codes(await buy(offering, who)), ['RULES_REVIEW', 'COMPLIANCE_HOLD'], 'a match is open')
  await pool.query(`update screening_hit set status = 'gone' where id = $1`, [hit])
  assert.deepEqual(codes(await buy(offering, who)), ['ALLOW'])
})

test('by old lists nobody buys and nobody pays, under whatever packs', async () => {
  const { offering } = await sold('by-old-lists', 'none-needed')
  const who = await investor()
  const { id } = must(await buy(offering, who))
  await inWork((work) => readyToPay(work, { offering, investor: who.id }))
  const age = (text: string) =>
    pool.query(`update screening_list set confirmed_at = now() - $1::interval`, [text])
  const chipOf = async () =>
    (await eligibilityOf(db, offering, who.id, { now, withClaims: true }))?.offering.map(
      ({ reason }) => reason,
    )
  await age('24 hours')
  assert.deepEqual(await chipOf(), ['SCREENING_STALE'])
  assert.deepEqual(codes(await buy(offering, who, 11n)), ['SCREENING_STALE'])
  const unpaid = await inWork((work) => payableSubscription(work, id))
  assert.equal(unpaid.ok ? 'ALLOW' : unpaid.reason, 'SCREENING_STALE')
  const kept = await world.call({ path: `/v1/refusals?investor=${who.id}`, key: auditor })
  assert.deepEqual(
    kept.json<{ items: { reasons: { reason: string; detail: string }[] }[] }>().items[0]?.reasons,
    [{ reason: 'SCREENING_STALE', detail: 'The checks that this needs are being brought up to date.' }],
  )
  await pool.query(`update screening_list set current = false`)
  assert.deepEqual(codes(await buy(offering, who, 11n)), ['SCREENING_STALE'], 'nor without any')
  await pool.query(`update screening_list set current = true`)
  await age('23 hours')
  assert.deepEqual(await chipOf(), [])
  assert.ok((await inWork((work) => payableSubscription(work, id))).ok)
  assert.deepEqual(codes(await buy(offering, who, 11n)), ['ALLOW'])
})

test('a questionnaire has a result by prongs; that a token is no security takes two and an opinion', async () => {
  const path = `/v1/instruments/${tower.instrument.id}/classification`
  const issuer = await world.keyFor('issuer', { issuer: tower.instrument.issuer })
  const stranger = await world.keyFor('issuer', { issuer: newId('iss') })
  assert.equal((await world.call({ path, key: stranger })).statusCode, 404)
  type Answer = {
    approvers: number
    questions: { name: string }[]
    result: { result: string; prongs: { met: boolean | null }[]; outcome: string } | null
  }
  const empty = (await world.call({ path, key: issuer })).json<Answer>()
  assert.deepEqual([empty.questions.length, empty.result], [20, null])
  const early = await world.call({
    path: `${path}/not-security`,
    key: anna,
    body: { opinionSha256: 'ab'.repeat(32) },
  })
  assert.equal(early.json<{ code: string }>().code, 'CLASSIFICATION_MISSING')
  const yes = ['H1', 'H3', 'H5', 'H8', 'H9']
  const answers = Object.fromEntries(empty.questions.map(({ name }) => [name, yes.includes(name)]))
  const put = await world.call({ method: 'PUT', path, key: issuer, body: { answers } })
  const { result } = put.json<Answer>()
  assert.equal(result?.result, 'SECURITY_INVESTMENT_CONTRACT')
  assert.deepEqual(
    result.prongs.map(({ met }) => met),
    [true, true, true, true],
  )
  const approve = (key: string) =>
    world.call({ path: `${path}/not-security`, key, body: { opinionSha256: 'ab'.repeat(32) } })
  const first = (await approve(anna)).json<Answer>()
  assert.deepEqual([first.approvers, first.result?.outcome], [1, 'BLOCK'])
  assert.equal((await approve(anna)).json<{ code: string }>().code, 'FOUR_EYES')
  const second = (await approve(bert)).json<Answer>()
  assert.deepEqual([second.approvers, second.result?.outcome], [2, 'ALLOW'])
  const anew = await world.call({ method: 'PUT', path, key: issuer, body: { answers } })
  assert.equal(anew.json<Answer>().approvers, 0, 'new answers were approved by nobody')
  assert.ok((await verifyAudit(db)).whole)
})

test('what an investor answered is what the law’s packs are asked with: a warning is enough for one, and stops another', async () => {
  const harbour = await sold('harbour', 'reg-s')
  const who = await investor({ country: 'DE' })
  const place = { offering: harbour.offering, investor: who.id }
  const recorded = { instrument: harbour.instrument.id, investor: who.id }
  const client = {
    ...{ tradesPerQuarter: 0, portfolioEur: 0, financeYears: 0, optUpRequested: false },
    ...{ balanceEur: 0, turnoverEur: 0, ownFundsEur: 0 },
  }
  await inWork(async (work) => {
    must(await pinPack(work, harbour.instrument.id, 'EU-MIFID'))
    const facts = Object.fromEntries(Object.entries(client).map(([name, value]) => [`client.${name}`, value]))
    must(await recordFacts(work, recorded, facts))
  })
  const appropriateness = async () => {
    const found = (await eligibilityOf(db, harbour.offering, who.id, { now, withClaims: true }))!
    return found.law.map(({ code }) => code)
  }
  const facts = async () => suitabilityFacts((await selectSuitability(db, place))!)
  assert.deepEqual(await appropriateness(), [], 'it is asked on the way')
  assert.deepEqual(codes(await buy(harbour.offering, who)), ['RULES_REVIEW', 'FACT_MISSING'])

  const answer = (horizon: (typeof HORIZONS)[number]) =>
    inWork((work) => answerSuitability(work, place, { ...SUITED, horizon }, harbour.instrument))
  await answer('under-1-year')
  assert.deepEqual(await facts(), {
    'client.suitabilityVersion': 1,
    'client.appropriate': false,
    'client.warningAcknowledged': false,
    'investor.appropriate': false,
  })
  await inWork(async (work) => must(await acknowledgeWarning(work, place)))
  assert.deepEqual(codes(await buy(harbour.offering, who)), ['ALLOW'])
  await answer('over-5-years')
  assert.deepEqual(await facts(), {
    'client.suitabilityVersion': 2,
    'client.appropriate': true,
    'client.warningAcknowledged': false,
  })
  assert.deepEqual(codes(await buy(harbour.offering, who, 20n)), ['ALLOW'])
  // Each decision names the answers that it used, and those are there still.
  const decisions = await decisionsOf(who.id)
  assert.deepEqual(
    decisions.map((facts) => facts['client.suitabilityVersion'] ?? null),
    [null, 1, 2],
  )
  const answers = await inWork((work) =>
    Promise.all([1, 2, 3].map((version) => suitabilityAnswers(work.db, place, version))),
  )
  assert.deepEqual(
    answers.map((one) => one?.horizon ?? null),
    ['under-1-year', 'over-5-years', null],
  )
})

test('a crowdfunding sells nothing on what nobody has said, and then up to the limit of each investor', async () => {
  const { instrument, offering } = await sold('crowd', 'reg-cf')
  const backer = await investor()
  const before = await buy(offering, backer)
  assert.equal(
    before.ok ? null : before.reason,
    'RULES_REVIEW',
    'its doubts stop, though nobody pinned the pack',
  )
  await inWork(async (work) => {
    must(
      await recordFacts(
        work,
        { instrument: instrument.id, investor: null },
        { 'offering.intermediaryRegistered': true },
      ),
    )
    must(
      await recordFacts(
        work,
        { instrument: instrument.id, investor: backer.id },
        {
          'investor.annualIncome': '60000',
          'investor.netWorth': '20000',
          'investor.crowdfunded12m': '2000',
        },
      ),
    )
  })
  // 5 % of the larger is 3,000, and 2,000 are used (17 CFR 227.100(a)(2)).
  assert.deepEqual(codes(await buy(offering, backer, 1_001n)), ['RULES_BLOCK', 'REGCF_INVESTOR_LIMIT'])
  assert.deepEqual(codes(await buy(offering, backer, 1_000n)), ['ALLOW'])

  // As if it were all that the issuer may raise so in twelve months (17 CFR 227.100(a)(1)).
  const all = 5_000_000n * UNIT_PRICE
  await pool.query('update subscription set amount = $1 where investor = $2', [all, backer.id])
  const law = async (of: InvestorId) =>
    (await eligibilityOf(db, offering, of, { now, withClaims: true }))!.law.map(({ code }) => code)
  assert.ok((await law((await investor()).id)).includes('REGCF_ISSUER_LIMIT'))
  assert.deepEqual(
    await law(backer.id),
    [],
    'what they have reserved makes room for what they reserve instead',
  )
  assert.deepEqual(codes(await buy(offering, backer, 500n)), ['ALLOW'])
})

test('an offering under Tier 2 of Regulation A waits for its qualification', async () => {
  const { instrument, offering } = await sold('mini-ipo', 'reg-a-tier-2')
  const facts = {
    'offering.listed': false,
    'offering.affiliateSold12m': '0',
    'offering.affiliateAmount': '0',
    'offering.firstYear': true,
    'offering.secondary': '0',
    'offering.aggregate': '1000000',
    'issuer.country': 'US',
    'issuer.eligible': true,
  }
  const say = (more: object) =>
    inWork(async (work) => {
      must(await recordFacts(work, { instrument: instrument.id, investor: null }, { ...facts, ...more }))
    })
  const buyer = await investor({ accredited: true })
  await inWork(async (work) => {
    const about = { 'investor.annualIncome': '1', 'investor.netWorth': '1' }
    must(await recordFacts(work, { instrument: instrument.id, investor: buyer.id }, about))
  })
  await say({ 'offering.qualified': false })
  assert.deepEqual(codes(await buy(offering, buyer)), ['RULES_BLOCK', 'REGA_NOT_QUALIFIED'])
  await say({ 'offering.qualified': true })
  assert.deepEqual(codes(await buy(offering, buyer)), ['ALLOW'])
})

test('what an officer replaces under a hold stays in the vault, and of two who record at once neither loses the other’s', async () => {
  const { instrument } = await sold('attic', 'reg-d-506c')
  const who = await investor({ accredited: true })
  const record = (facts: RuleFacts) =>
    inWork(async (work) =>
      must(await recordFacts(work, { instrument: instrument.id, investor: who.id }, facts)),
    )
  const kept = async () => (await formerOf(db, who.id)).facts.map(({ facts }) => facts)
  await record({ 'investor.household': 'a' })
  await record({ 'investor.household': 'b' })
  assert.deepEqual(await kept(), [], 'no hold stands')
  const hold = await inWork(async (work) =>
    must(await placeHold(work, who.id, { ground: 'dispute', reason: 'A case.' })),
  )
  await record({ 'investor.household': 'b', 'investor.controlling': true })
  assert.deepEqual(await kept(), [], 'nothing is lost')
  await record({ 'investor.household': null, 'investor.controlling': false })
  assert.deepEqual(await kept(), [{ 'investor.household': '"b"', 'investor.controlling': 'true' }])
  await Promise.all([record({ 'investor.household': 'c' }), record({ 'investor.controlling': true })])
  assert.deepEqual(await recordedFacts(db, instrument.id, who.id), {
    'investor.household': 'c',
    'investor.controlling': true,
  })

  // While two lift the hold nothing is kept for it that would outlive it.
  const lift = async (work: Work) => must(await releaseHold(work, who.id, hold.id))
  await inWork(lift)
  let late: Promise<unknown> = Promise.resolve()
  await transaction(db, async (tx) => {
    await lift({ db: tx, now, by: systemActor('another') })
    late = record({ 'investor.household': 'd' })
    await untilWaiting(pool, 1)
  })
  await late
  assert.deepEqual(await kept(), [])
})

test('who has asked too often is told so before the chain is asked for them', async () => {
  const { instrument, offering } = await sold('larder', 'reg-d-506c')
  const who = await investor({ accredited: true })
  const live = "update instrument set status = 'live', token = $2 where id = $1"
  await pool.query(live, [instrument.id, `0x${'71'.repeat(20)}`])
  const refused = `insert into subscription_refusal
    (id, offering, instrument, investor, wallet, amount, reasons, asked_by, asked_at)
    select 'ref_' || n, $1, $2, $3, $4, 1, '[]', 'test', $5 from generate_series(1, $6::int) n`
  await pool.query(refused, [offering, instrument.id, who.id, who.wallet, now.toString(), ATTEMPTS_MAX])
  const asked = await world.call({
    path: `/v1/offerings/${offering}/subscriptions`,
    key: await world.keyFor('investor', { investor: who.id }),
    body: { investor: who.id, wallet: getAddress(who.wallet), amount: '1000' },
  })
  assert.deepEqual([asked.statusCode, asked.json<{ code: string }>().code], [429, 'ATTEMPTS_TOO_MANY'])
})

test('what was decided is narrowed and sorted by the server, and the file alike', async () => {
  type Row = {
    id: string
    action: string
    outcome: string
    state: string
    decidedAt: string
    investor: { id: string; displayName: string }
    reasons: { rule: string; code: string }[]
  }
  const list = async (query: string) =>
    (await world.call({ path: `/v1/rule-decisions?${query}`, key: auditor })).json<{
      items: Row[]
      next: string | null
    }>()
  const whole: Row[] = []
  let cursor = ''
  do {
    const page = await list(`sort=at&limit=7${cursor}`)
    whole.push(...page.items)
    cursor = page.next === null ? '' : `&cursor=${page.next}`
  } while (cursor !== '')
  const ids = (rows: readonly Row[]) => rows.map(({ id }) => id)
  assert.deepEqual(ids((await list('limit=200')).items), ids(whole).reverse().slice(0, 200))
  const [someone] = whole
  const name = someone!.investor.displayName.toUpperCase()
  const rule = whole.flatMap(({ reasons }) => reasons).find((reason) => reason.rule !== '')!.rule
  const code = whole.flatMap(({ reasons }) => reasons)[0]!.code
  const day = someone!.decidedAt.slice(0, 10)
  for (const [query, fits] of [
    ['outcome=BLOCK', ({ outcome }: Row) => outcome === 'BLOCK'],
    [`action=${someone!.action}`, ({ action }: Row) => action === someone!.action],
    ['action=vote', () => false],
    ['state=cleared', ({ state }: Row) => state === 'cleared'],
    [
      `name=${encodeURIComponent(name)}`,
      ({ investor }: Row) => investor.displayName.toUpperCase().includes(name),
    ],
    [
      `rule=${encodeURIComponent(rule.slice(2).toUpperCase())}`,
      ({ reasons }: Row) => reasons.some((reason) => reason.rule === rule),
    ],
    [`rule=${code}`, ({ reasons }: Row) => reasons.some((reason) => reason.code === code)],
    ['rule=NOBODY_HAS_IT', () => false],
    [`until=${day}`, ({ decidedAt }: Row) => decidedAt.slice(0, 10) <= day],
  ] as const) {
    const { body } = await world.call({ path: `/v1/rule-decisions.csv?sort=at&${query}`, key: auditor })
    const cells = body
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.slice(1, -1).split('","').at(-1))
    assert.deepEqual(cells, ids(whole.filter(fits)), query)
    assert.deepEqual(ids((await list(`sort=at&limit=200&${query}`)).items), cells.slice(0, 200), query)
  }
  for (const wrong of ['outcome=MAYBE', 'action=gift', 'sort=rule'])
    assert.equal((await world.call({ path: `/v1/rule-decisions?${wrong}`, key: auditor })).statusCode, 422)
})
