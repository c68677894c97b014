import { createHash } from 'node:crypto'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../test/app.ts'
import { testDatabase } from '../../../test/database.ts'
import { CLOSES, escrowWorld, PRICE } from '../../../test/escrow-world.ts'
import { readyToPay, SUITED } from '../../../test/ready-to-pay.ts'
import { KIND_RISKS, RISKS } from '../../messages/risks.ts'
import { paymentToSign, paySubscription } from './payment.service.ts'
import { createSubscription, subscriptionById } from './subscription.service.ts'
import { insertStop } from '../currency-stop.store.ts'
import { addBankAccount } from '../../bank/bank.service.ts'
import { boardRoutes } from '../board/board.routes.ts'
import { fundByFiat } from '../fiat/fiat.service.ts'
import { riskHashes, risksOf } from './risk.service.ts'
import { must } from '../../kernel/result.ts'
import { ASSET_KINDS } from '../../issuer/issuer.ts'
import { money, USD } from '../../kernel/money.ts'
import { subscriptionStepRoutes } from './subscription-steps.routes.ts'
import { lastWireDay, stepOf } from './subscription-steps.ts'

/** Of the texts as people were told them; a new text gets a new version, and its own line. */
const HASHES = [
  'platform 1 027a01c45bcb2155',
  'regulatory 1 2be5aa2c926b5004',
  'liquidity 1 274c2c99def8a1c0',
  'smart-contract 1 ad90d8c968703d78',
]
const KIND_HASHES = [
  'office-building 1 7df463f3e058ef15',
  'residential-building 1 7df463f3e058ef15',
  'retail-building 1 7df463f3e058ef15',
  'industrial-building 1 7df463f3e058ef15',
  'land 1 3c5d18153fb40c67',
  'venture-fund 1 42b204d19856a381',
  'startup-equity 1 05acaf822cc13f16',
  'bond 1 9b62e88bb7f7d698',
  'film-revenue 1 b52f1dc077a251f0',
  'collectible 1 c809ec3c5d2a7f78',
]

const database = await testDatabase()
const { db, pool } = database
const office = await escrowWorld(database)
const { as, chain } = office
const app = await testApp(database, [...subscriptionStepRoutes(chain), ...boardRoutes()], {
  clock: { now: () => office.now() },
})
const ana = await office.approved('ana', [60])
await office.settle()
await office.fund(office.account(60).address, 1_000n * PRICE)
const { id, instrument } = await office.sale('steps', 100n)
const RISK_HASHES = await riskHashes(db, id)
const key = await app.keyFor('investor', { investor: ana })
const path = `/v1/offerings/${id}`

type Steps = {
  readonly step: string
  readonly code?: string
  readonly suitability: { outcome: string; warnings: string[]; acknowledged: boolean; version: number } | null
  readonly risks: { sha256: string; confirmedAt: string | null }[]
  readonly subscription: { id: string } | null
  readonly authorization: object | null
  readonly wallet: { holds: { amount: string }; missing: { amount: string } } | null
  readonly wires: boolean
  readonly lastWireDay: string | null
}
const steps = async () => (await app.call({ path: `${path}/steps`, key })).json<Steps>()
const send = async (to: string, body?: unknown, method: 'POST' | 'PUT' = 'POST') =>
  (
    await app.call({ method, path: `${path}${to}`, key, ...(body === undefined ? {} : { body }) })
  ).json<Steps>()
const create = () =>
  as('test', (work) =>
    createSubscription(work, {
      offering: id,
      investor: ana,
      wallet: office.account(60).address,
      amount: 10n * PRICE,
      stops: [],
    }),
  )

test('the texts of risks are those that were confirmed: a change of one is a new version of it', () => {
  const shown = (risks: ReturnType<typeof risksOf>) =>
    risks.map(({ risk, version, sha256 }) => `${risk} ${version} ${sha256.slice(0, 16)}`)
  for (const [i, kind] of ASSET_KINDS.entries())
    assert.deepEqual(shown(risksOf({ kind, risks: [], version: 1 })), [...HASHES, KIND_HASHES[i]])
  const own = { title: 'One tenant', text: 'A bank rents every floor.' }
  assert.equal(
    shown(risksOf({ kind: 'land', risks: [own], version: 3 })).at(-1),
    `issuer 3 ${createHash('sha256').update('One tenant\n\nA bank rents every floor.').digest('hex').slice(0, 16)}`,
  )
})

test('the step is the first that is not done', () => {
  const warned = { version: 1, outcome: 'warned', acknowledged: false } as const
  const suited = { version: 1, outcome: 'suitable', acknowledged: false } as const
  const rows = [
    [null, null, 4, 'suitability'],
    [null, warned, 4, 'suitability'],
    [null, { ...warned, acknowledged: true }, 4, 'amount'],
    ['eligible', null, 0, 'suitability'],
    ['eligible', suited, 1, 'risks'],
    ['agreement', suited, 0, 'agreement'],
    ['eligible', suited, 0, 'pay'],
    ['signed', suited, 0, 'pay'],
  ] as const
  for (const [state, suitability, risksLeft, step] of rows)
    assert.equal(stepOf({ state, suitability, risksLeft }), step)
})

test('an investor goes step by step, leaves and comes back, and pays nothing before every risk is confirmed', async () => {
  assert.equal((await steps()).step, 'suitability')
  assert.equal((await send('/risks', { sha256: RISK_HASHES[0] })).code, 'SUITABILITY_OPEN')
  assert.equal((await send('/suitability/acknowledgement')).code, 'NOTHING_TO_ACKNOWLEDGE')

  const warned = await send('/suitability', { ...SUITED, bearableLoss: 'none', experience: 'none' }, 'PUT')
  assert.equal(warned.step, 'suitability')
  assert.deepEqual(warned.suitability, {
    version: 1,
    outcome: 'warned',
    warnings: ['LOSS_NOT_BEARABLE', 'NO_EXPERIENCE'],
    acknowledged: false,
  })
  assert.equal((await send('/risks', { sha256: RISK_HASHES[0] })).code, 'SUITABILITY_OPEN')
  assert.equal((await send('/suitability/acknowledgement')).step, 'amount')

  const subscription = must(await create())
  const asked = await steps()
  assert.deepEqual(
    [asked.step, asked.subscription?.id, asked.authorization],
    ['risks', subscription.id, null],
  )
  const data = await paymentToSign(db, chain.rpc, chain.chainId, subscription)
  const signature = await office.account(60).signTypedData(data)
  const pay = () => as('test', (work) => paySubscription(work, chain, subscription.id, signature))
  const wire = async () =>
    (await app.call({ method: 'POST', path: `/v1/subscriptions/${subscription.id}/wire`, key })).json<{
      code?: string
      due?: { display: string }
      accounts?: { number: string }[]
      reference?: string
    }>()
  const funded = () =>
    as('bank', (work) => fundByFiat(work, subscription.id, { amount: money(1_000n, USD), reference: 'x' }))
  for (const [i, { sha256 }] of asked.risks.entries()) {
    const refused = await pay()
    assert.deepEqual(refused.ok ? null : [refused.reason, refused.facts], [
      'RISKS_NOT_CONFIRMED',
      { count: String(asked.risks.length - i) },
    ])
    const atBank = await funded()
    assert.equal(atBank.ok ? null : atBank.reason, 'RISKS_NOT_CONFIRMED')
    assert.equal((await wire()).code, 'RISKS_NOT_CONFIRMED')
    assert.equal((await send('/risks', { sha256 })).code, undefined)
    assert.equal((await send('/risks', { sha256 })).risks[i]?.sha256, sha256, 'twice is once')
  }
  assert.equal((await send('/risks', { sha256: 'ab'.repeat(32) })).code, 'RISK_UNKNOWN')

  const ready = await steps()
  assert.deepEqual([ready.step, ready.wires], ['pay', false])
  assert.ok(ready.authorization)
  assert.ok(ready.risks.every(({ confirmedAt }) => confirmedAt === office.now().toString()))
  assert.equal((await wire()).code, 'WIRES_NOT_TAKEN')
  await as('test', (work) =>
    addBankAccount(work, { issuer: instrument.issuer, name: 'Escrow', number: '0210-9', currency: 'USD' }),
  )
  const { due, accounts, reference } = await wire()
  assert.deepEqual([due?.display, accounts?.[0]?.number], ['10.00 USD', '02109'])
  assert.match(reference ?? '', /^RF\d\d/)
  const board = await app.call({ path: `${path}/board/rows`, key: await app.keyFor('officer') })
  assert.deepEqual(
    board.json<{ items: { waitsFor: string }[] }>().items.map(({ waitsFor }) => waitsFor),
    ['bank'],
  )
  assert.ok((await pay()).ok)
  assert.equal((await steps()).step, 'amount', 'for more')
})

test('a wire is begun while a day of banks follows in the window', () => {
  const EUR = { code: 'EUR', decimals: 2 }
  const rows = [
    // Friday follows, the window ends on Sunday.
    ['2026-02-01', USD, '2026-01-29'],
    ['2026-01-30', USD, '2026-01-29'],
    // The third Monday of January is a holiday of the United States.
    ['2026-01-19', USD, '2026-01-15'],
    ['2026-01-19', EUR, '2026-01-18'],
    // Good Friday to Easter Monday.
    ['2026-04-06', EUR, '2026-04-01'],
  ] as const
  for (const [closes, fiat, last] of rows)
    assert.equal(lastWireDay(Temporal.PlainDate.from(closes), fiat).toString(), last, closes)
})

test('nobody is told to pay after the window, nor to wire what cannot be confirmed in it', async () => {
  await office.moveTo(Temporal.Instant.from('2026-01-29T15:00:00Z'))
  const { id: kept, validBefore } = must(await create())
  assert.equal(validBefore.toString(), CLOSES.toString())
  const wire = async () =>
    (await app.call({ method: 'POST', path: `/v1/subscriptions/${kept}/wire`, key })).json<{
      code?: string
      until?: string
      closesAt?: string
    }>()
  const told = await wire()
  assert.deepEqual([told.until, told.closesAt], [CLOSES.toString(), CLOSES.toString()])
  const early = await steps()
  assert.deepEqual([early.wires, early.lastWireDay], [true, '2026-01-29'])
  const stop = { currency: 0, reason: 'It has lost its peg.', at: office.now(), by: 'test' }
  await insertStop(db, id, stop)
  assert.equal(must(await create()).id, kept, 'a bank takes it still')
  await office.moveTo(Temporal.Instant.from('2026-01-30T05:00:00Z'))
  assert.equal((await wire()).code, 'WIRE_TOO_LATE')
  const late = await steps()
  assert.deepEqual([late.step, late.wires, late.lastWireDay], ['pay', false, '2026-01-29'])
  const facts = { currency: 'USDX', reason: stop.reason }
  assert.deepEqual(
    await create(),
    { ok: false, reason: 'CURRENCY_STOPPED', facts },
    'nothing takes it any more',
  )
  await pool.query('delete from offering_currency_stop where offering = $1', [id])
})

test('what an investor answered is in the vault alone, and each confirmation with its words', async () => {
  const { rows: kept } = await pool.query<{ risk: string; body: string }>(
    `select t.risk, t.body from risk_confirmation c join risk_text t using (sha256) where c.investor = $1 order by 1`,
    [ana],
  )
  assert.deepEqual(
    kept,
    Object.entries({ ...RISKS, 'office-building': KIND_RISKS['office-building'] })
      .map(([risk, { text }]) => ({ risk, body: text }))
      .sort((a, b) => (a.risk < b.risk ? -1 : 1)),
  )
  const { rows } = await pool.query<{ field: string }>(
    `select field from vault_field where subject = $1 and field like 'suitability:%'`,
    [ana],
  )
  assert.deepEqual(rows, [{ field: `suitability:${id}:1` }])
  const { rows: audit } = await pool.query<{ action: string; detail: string }>(
    `select action, detail::text from audit_entry where subject = $1 and action ~ '^(suitability|risk)' order by seq`,
    [ana],
  )
  assert.deepEqual(
    audit.map(({ action }) => action),
    ['suitability.answered', 'suitability.acknowledged', ...RISK_HASHES.map(() => 'risk.confirmed')],
  )
  assert.match(audit[0]?.detail ?? '', /"version": 1/)
  assert.ok(audit.every(({ detail }) => !/none|LOSS|warned/.test(detail)))
})

test('B35: answering anew takes an acknowledgement back, and what was answered before stays as it was', async () => {
  await as('test', (work) => readyToPay(work, { offering: id, investor: ana }))
  assert.equal((await steps()).suitability?.outcome, 'suitable')
  await send('/suitability', { ...SUITED, horizon: 'under-1-year' }, 'PUT')
  const { step, suitability } = await steps()
  assert.deepEqual([step, suitability?.version, suitability?.acknowledged], ['suitability', 3, false])
  const { rows } = await pool.query<{ version: number; outcome: string; acknowledged: boolean }>(
    `select a.version, a.outcome, k.version is not null as acknowledged
       from suitability_answer a left join suitability_acknowledgement k using (offering, investor, version)
       where a.investor = $1 order by 1`,
    [ana],
  )
  assert.deepEqual(
    rows.map(({ outcome, acknowledged }) => [outcome, acknowledged]),
    [
      ['warned', true],
      ['suitable', false],
      ['warned', false],
    ],
  )
  await assert.rejects(pool.query("update suitability_answer set outcome = 'suitable'"), /never edited/)
  const more = must(await create())
  const refused = await as('test', (work) => paySubscription(work, chain, more.id, '0x'))
  assert.deepEqual(
    refused.ok ? [] : [refused.reason, refused.errors?.map(({ code }) => code)],
    ['STEP_ORDER', ['SUITABILITY_OPEN']],
    'and nothing is paid meanwhile',
  )
})

test('a wallet one base unit short signs nothing away: what is missing is told, and once it is there it pays', async () => {
  const ben = await office.approved('ben', [61])
  await office.settle()
  const wallet = office.account(61).address
  await office.fund(wallet, 10n * PRICE - 1n)
  await as('test', (work) => readyToPay(work, { offering: id, investor: ben }))
  const wanted = { offering: id, investor: ben, wallet, amount: 10n * PRICE, stops: [] }
  const subscription = must(await as('test', (work) => createSubscription(work, wanted)))
  const benKey = await app.keyFor('investor', { investor: ben })
  const money = async () => {
    const { wallet } = (await app.call({ path: `${path}/steps`, key: benKey })).json<Steps>()
    return [wallet?.holds.amount, wallet?.missing.amount]
  }
  const data = await paymentToSign(db, chain.rpc, chain.chainId, subscription)
  const signature = await office.account(61).signTypedData(data)
  const pay = () => as('test', (work) => paySubscription(work, chain, subscription.id, signature))

  assert.deepEqual(await money(), ['9.999999', '0.000001'])
  const short = await pay()
  assert.deepEqual(short.ok ? null : [short.reason, short.facts], [
    'WALLET_BALANCE_SHORT',
    { amount: '10.00 USDX', missing: '0.000001 USDX' },
  ])
  assert.equal((await subscriptionById(db, subscription.id))?.state, 'eligible')

  await office.fund(wallet, 1n)
  assert.deepEqual(await money(), ['10.000000', '0.000000'])
  assert.equal(must(await pay()).state, 'funded')
})

test('an amount is quoted as what it buys, or with those next to it that fit', async () => {
  const quote = async (amount: string) =>
    (await app.call({ path: `${path}/quote?amount=${amount}`, key })).json<{
      code?: string
      exact: boolean
      below: { units: string; amount: { amount: string } } | null
      above: { units: string; amount: { amount: string } }
    }>()
  const told = async (amount: string) => {
    const { exact, below, above } = await quote(amount)
    return [exact, below?.units ?? null, above.units, above.amount.amount]
  }
  assert.deepEqual(await told('3.00'), [true, '3', '4', '4.000000'])
  assert.deepEqual(await told('3.99'), [false, '3', '4', '4.000000'])
  assert.deepEqual(await told('0.50'), [false, null, '1', '1.000000'])
  for (const [amount, code] of [
    ['x', 'AMOUNT_FORMAT'],
    ['0', 'AMOUNT_OUT_OF_RANGE'],
    ['1.0000001', 'AMOUNT_PRECISION'],
  ] as const)
    assert.equal((await quote(amount)).code, code)
})
