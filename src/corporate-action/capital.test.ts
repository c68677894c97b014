import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeFunctionData, erc20Abi } from 'viem'
import { testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { escrowWorld, PRICE } from '../../test/escrow-world.ts'
import { freshLists, oldLists } from '../../test/lists.ts'
import type { DistributionId } from '../kernel/ids.ts'
import { must } from '../kernel/result.ts'
import { moved, type AccountKind } from '../ledger/journal.ts'
import { post, trialBalance } from '../ledger/journal.service.ts'
import { proceedsOf, proceedsSettled } from '../offering/closing/proceeds.service.ts'
import { proceedsRoutes } from '../offering/closing/proceeds.routes.ts'
import { developmentSigner } from '../platform/chain/keystore.ts'
import { recordIntent } from '../platform/chain/intents.ts'
import { openSender } from '../platform/chain/sender.ts'
import { migrate, MigrationChanged } from '../platform/db/migrate.ts'
import { bookPurchases } from '../server/demo.ts'
import { capitalRoutes } from './capital.routes.ts'
import { distributionRoutes } from './distribution.routes.ts'
import { entitlementRoutes } from './entitlement.routes.ts'
import { advanceDistributions } from './distribution.job.ts'
import { correctDistribution } from './correction.service.ts'
import { distributions, distributionView } from './distribution.service.ts'
import { importStatement } from './income.service.ts'
import { distributionSettled } from './payout-settled.service.ts'

/* A raise of 100, of which the asset costs 90; then a month of 20 of income, of which 12 are there. */

const income = {
  frequency: 'monthly',
  firstMonth: 1,
  payoutBps: 10_000,
  payDay: 1,
  record: 'close-of-last-day',
  recordDays: null,
  incomeAccounts: ['rent'],
  expenseAccounts: ['taxes'],
} as const
const database = await testDatabase()
const { db } = database
const office = await escrowWorld(database)
const { world, as, moveTo } = office
const clock = { now: office.now }
const app = await testApp(
  database,
  [
    ...proceedsRoutes,
    ...capitalRoutes({ rpc: world.rpc }),
    ...distributionRoutes({ rpc: world.rpc }),
    ...entitlementRoutes,
  ],
  { clock },
)
const ana = await office.approved('ana', [60])
await office.settle()
const { id, instrument } = await office.sale('proceeds', 100n, {}, { income })
await office.fund(office.account(60).address, 100n * PRICE)
await office.pay((await office.subscribe(id, ana, 60, 100n)).id, 60)
await office.settle()
await office.close(id)

// The treasury is the world’s twelfth person, whom the worker of the operator does not sign for.
const treasurer = openSender({
  ...{ db, rpc: world.rpc, chainId: 31_337, clock, finality: { kind: 'confirmations', count: 0 } },
  ...{ handlers: { ...proceedsSettled, ...distributionSettled }, signer: developmentSigner(12, {}) },
})
const settle = async () => {
  for (let i = 0; i < 3; i++) {
    await treasurer.round()
    await office.settle()
  }
}
const [issuer, officer] = [
  await app.keyFor('issuer', { issuer: instrument.issuer }),
  await app.keyFor('officer'),
]
type Json = Record<string, unknown>
async function call(path: string, key: string, body?: Json) {
  const answer = await app.call({ path, key, ...(body === undefined ? {} : { body }) })
  return answer.json<Json>()
}
const advance = async () => {
  for (let i = 0; i < 10; i++) {
    await settle()
    if ((await advanceDistributions({ db, rpc: world.rpc, clock })) === 0) break
  }
  await settle()
}
const books = async () =>
  Object.fromEntries(
    (await trialBalance(db, { offering: id }, office.now())).map(({ account: { kind }, balance }) => [
      kind,
      balance / PRICE,
    ]),
  )
const march = async () =>
  (await distributions(db, instrument)).find(
    ({ distribution: { period, kind } }) => kind === 'regular' && period.toString() === '2026-03',
  )!
const held = async () => (await proceedsOf(db, id, instrument, office.now())).held[0]!
const seller = office.account(78).address
const payments = `/v1/offerings/${id}/proceeds-payments`
const waiting = async () =>
  ((await call('/v1/proceeds-payments', officer))['items'] as { id: string; offering: string }[]).map(
    (each) => [each.id, each.offering],
  )
const confirmed = (payment: unknown, key: string) =>
  call(`/v1/proceeds-payments/${String(payment)}/confirmation`, key, {})
const told = async (topic: string) => {
  const { rows } = await database.pool.query<{ facts: unknown }>(
    'select facts from outbox where topic = $1 order by at, id',
    [topic],
  )
  return rows.map(({ facts }) => facts)
}
const price = { use: 'asset', recipient: seller, amount: '90', document: 'Deed 2026-1' }

test('a demo world of before books what it paid its sellers, once', async () => {
  const { id: sold, instrument: older } = await office.sale('older', 5n, {}, { income })
  const account = (kind: AccountKind) => ({
    ...{ kind, issuer: older.issuer, offering: sold, bank: null, currency: older.payment.currency },
  })
  await as('test', async (work) => {
    const postings = moved(5n * PRICE, { from: account('escrow-chain'), to: account('treasury') })
    await post(work, { key: 'older', event: 'escrow-release', subject: sold, postings })
    const purchase = { purpose: 'sandbox.purchase', from: seller, to: seller, data: '0x' } as const
    await recordIntent(work.db, { key: `sandbox:purchase:${older.id}`, ...purchase }, work.now)
  })
  const paid = async () => {
    await bookPurchases({ db, clock })
    return (await proceedsOf(db, sold, older, office.now())).payments.map(({ status }) => status)
  }
  assert.deepEqual(await paid(), [], 'it is not final')
  const hash = `0x${'ab'.repeat(32)}`
  await database.pool.query(
    "update chain_intent set status = 'success', tx_hash = $1, settled_at = now() where purpose = 'sandbox.purchase'",
    [hash],
  )
  assert.deepEqual([await paid(), await paid()], [['paid'], ['paid']])
})

test('what was raised leaves the treasury when two people say so, once, and no further than it goes', async () => {
  assert.equal((await call(payments, issuer, { ...price, amount: '100.000001' }))['code'], 'PROCEEDS_SHORT')
  const { treasury, payment } = instrument
  for (const recipient of [world.distributor, world.registry, world.factory, treasury, payment.token])
    assert.equal(
      (await call(payments, issuer, { ...price, recipient }))['code'],
      'RECIPIENT_UNFIT',
      recipient,
    )
  const { id: first } = await call(payments, issuer, price)
  const again = await call(payments, issuer, price)
  assert.deepEqual(
    [again['code'], again['detail']],
    ['PROCEEDS_SHORT', 'Of what was raised, 10.00 USDX is in the treasury and not spoken for yet.'],
  )
  const confirm = (key: string) => confirmed(first, key)
  assert.deepEqual(await waiting(), [[first, id]])
  assert.equal((await confirm(issuer))['code'], 'FOUR_EYES')
  await oldLists(database)
  assert.equal((await confirm(officer))['code'], 'SCREENING_STALE')
  await freshLists(database)
  // The seller comes onto a list after the first of the two has looked.
  const listed = (key: string) =>
    database.pool.query(
      `update screening_entry set wallet_keys = array[$1] where ref = (select min(ref) from screening_entry)`,
      [key],
    )
  await listed(seller.toLowerCase())
  assert.equal((await confirm(officer))['code'], 'RECIPIENT_LISTED')
  await listed('somebody else')
  assert.equal((await confirm(officer))['status'], 'sending')
  assert.equal((await confirm(officer))['code'], 'PAYMENT_DECIDED')
  assert.deepEqual(await waiting(), [])
  assert.equal((await held()).inTreasury.minor, 100n * PRICE, 'nothing is booked before')
  await settle()
  assert.equal(await office.money(seller), 90n * PRICE)
  assert.deepEqual(await books(), {
    'escrow-chain': 0n,
    'proceeds-used': 90n,
    'subscriptions-received': -100n,
    treasury: 10n,
  })
  const { id: other } = await call(payments, issuer, { ...price, amount: '10' })
  assert.equal(
    (await call(`/v1/proceeds-payments/${String(other)}/withdrawal`, issuer, {}))['status'],
    'withdrawn',
  )
  assert.equal((await held()).unspoken.minor, 10n * PRICE)

  await office.blacklist(office.account(79).address, true)
  const { id: lost } = await call(payments, issuer, {
    ...{ ...price, recipient: office.account(79).address, amount: '10' },
  })
  // Restored from a backup: the chain has a payment that no book knows, for longer than the sender would take it for this one.
  const tx = `0x${'cd'.repeat(32)}`
  const args = [office.account(79).address, 10n * PRICE] as const
  const { pool } = database
  await pool.query(
    `insert into chain_stray (tx_hash, sender, nonce, recipient, data, value, gas, max_fee, max_tip, found_at)
     values ($1, $2, 999, $3, $4, 0, 1, 1, 1, now() - interval '2 days')`,
    [
      ...[tx, instrument.treasury.toLowerCase(), instrument.payment.token.toLowerCase()],
      encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args }),
    ],
  )
  assert.equal((await confirmed(lost, officer))['code'], 'PAYMENT_SENT_BEFORE')
  await pool.query('update proceeds_payment set document = $1 where id = $2', [tx, first])
  assert.equal((await confirmed(lost, officer))['status'], 'sending', 'it is booked')
  await settle()
  const failed = (await proceedsOf(db, id, instrument, office.now())).payments.find(
    (each) => each.id === lost,
  )
  assert.equal(failed?.status, 'failed')
  assert.deepEqual(await told('proceeds.payment-failed'), [
    { instrument: instrument.name, amount: '10.00 USDX' },
  ])
})

test('income is paid out of what was raised only when two people say so, and holders are told', async () => {
  const now = Temporal.Instant.from('2026-03-28T12:00:00Z')
  await moveTo(now)
  await advance()
  await moveTo(Temporal.Instant.from('2026-04-01T12:00:00Z'))
  const csv = 'date,account,amount\n2026-03-15,rent,20.00\n'
  must(
    await as('manager', (work) =>
      importStatement(work, instrument, Temporal.PlainYearMonth.from('2026-03'), csv),
    ),
  )
  await office.fund(instrument.treasury, 12n * PRICE)
  await advance()
  const { distribution } = await march()
  assert.deepEqual(distribution.waiting, {
    reason: 'PROCEEDS_PAY_NO_INCOME',
    facts: { missing: String(8n * PRICE), proceeds: String(10n * PRICE) },
  })
  const path = `/v1/distributions/${distribution.id}`
  const { waiting } = (await call(path, issuer)) as { waiting: { detail: string } }
  const investor = await app.keyFor('investor', { investor: ana })
  assert.equal((await call(path, investor))['waiting'], null, 'how the treasury stands is not for them')
  assert.match(waiting.detail, /^The treasury lacks 8\.00 USDX of income\. .* 10\.00 USDX was raised/)
  assert.equal((await call(`${path}/funding`, issuer, {}))['code'], 'PROCEEDS_PAY_NO_INCOME')

  const asked = (await call(`${path}/capital`, issuer, { document: 'Resolution 7' })) as {
    capital: { open: { payment: string } }
  }
  assert.equal((await call(`${path}/capital`, issuer, { document: 'Resolution 7' }))['code'], 'CAPITAL_ASKED')
  const { payment } = asked.capital.open
  const confirm = (key: string) => call(`${path}/capital/confirmation`, key, {})
  assert.equal((await confirm(issuer))['code'], 'FOUR_EYES')
  const elsewhere = await call(`/v1/proceeds-payments/${payment}/confirmation`, officer, {})
  assert.equal(elsewhere['code'], 'NOT_FOUND', 'whoever confirms it sees what it is a part of')
  // A tenant pays one more: what was asked for is too much now.
  await office.fund(instrument.treasury, PRICE)
  await advance()
  assert.equal((await confirm(officer))['code'], 'CAPITAL_CHANGED')
  await call(`/v1/proceeds-payments/${payment}/withdrawal`, issuer, {})
  assert.equal((await confirm(officer))['code'], 'CAPITAL_NOT_ASKED')
  await call(`${path}/capital`, issuer, { document: 'Resolution 8' })
  assert.equal((await confirm(officer))['code'], undefined)
  await advance()
  const paid = await march()
  assert.deepEqual(
    [paid.distribution.status, paid.sums.paid, paid.capital.paid],
    ['closed', 20n * PRICE, 7n * PRICE],
  )
  assert.deepEqual((await books())['capital-returned'], 7n)
  assert.equal(await office.money(instrument.treasury), 3n * PRICE)
  assert.equal((await held()).inTreasury.minor, 3n * PRICE)
  const { steps } = (await call(`${path}/entitlements/${office.account(60).address}`, issuer)) as {
    steps: { key: string; value: string }[]
  }
  assert.deepEqual(steps.find(({ key }) => key === 'capital')?.value, '7.00 USDX')
  const { items } = (await call(`${path}/entitlements`, issuer)) as {
    items: Record<'amount' | 'capital', Json>[]
  }
  assert.deepEqual(
    items.map(({ amount, capital }) => [amount['display'], capital['display']]),
    [['20.00 USDX', '7.00 USDX']],
  )
  const facts = { period: '2026-03', instrument: instrument.name, amount: '7.00 USDX' }
  assert.deepEqual(await told('distribution.capital-returned'), [{ ...facts, total: '7.00 USDX' }])
  const asks = (await told('distribution.capital-asked')).map((each) => (each as typeof facts).amount)
  assert.deepEqual(
    asks.sort(),
    ['7.00 USDX', '7.00 USDX', '8.00 USDX', '8.00 USDX'],
    'the issuer’s people and its officers',
  )
})

/* The month is corrected three times, by 2 each, while of the raise 3 are in the treasury, and nothing else. */

const correct = async (rent: string) => {
  const { distribution } = await march()
  const csv = `date,account,amount\n2026-03-15,rent,${rent}\n`
  return must(
    await as('manager', (work) =>
      correctDistribution(work, distribution.id, { reason: 'Rent came late', month: null, csv, others: [] }),
    ),
  )
}
const look = async (of: DistributionId) => {
  const view = await distributionView(db, of)
  const { status, waiting } = view!.distribution
  return [status, waiting?.reason ?? null, view!.capital.paid / PRICE]
}
const waits = ['underfunded', 'PROCEEDS_PAY_NO_INCOME', 0n]
let late: readonly [DistributionId, DistributionId, DistributionId]

test('no two payments count on the same money, nor on capital that goes back with another', async () => {
  late = [await correct('22.00'), await correct('24.00'), await correct('26.00')]
  await advance()
  await office.fund(instrument.treasury, 2n * PRICE)
  await advance()
  assert.deepEqual(await Promise.all(late.map(look)), [['closed', null, 0n], waits, waits])
  assert.equal(await office.money(instrument.treasury), 3n * PRICE)

  const path = `/v1/distributions/${late[2]}/capital`
  await call(path, issuer, { document: 'Resolution 9' })
  assert.equal((await call(`${path}/confirmation`, officer, {}))['code'], undefined)
  await advance()
  assert.deepEqual(await Promise.all(late.slice(1).map(look)), [
    ['underfunded', 'UNDERFUNDED', 0n],
    ['closed', null, 2n],
  ])
  assert.equal((await held()).inTreasury.minor, PRICE)
  const whole = (await told('distribution.capital-whole')).map((each) => (each as { amount: string }).amount)
  assert.deepEqual(whole, ['2.00 USDX'], 'what is no income at all is not called a part')
})

test('what was asked for falls away when income comes in', async () => {
  const [, second] = late
  await office.fund(instrument.treasury, PRICE)
  await advance()
  assert.deepEqual(await look(second), waits)
  await call(`/v1/distributions/${second}/capital`, issuer, { document: 'Resolution 10' })
  const newest = async () => (await proceedsOf(db, id, instrument, office.now())).payments[0]!.status
  assert.equal(await newest(), 'prepared')
  await office.fund(instrument.treasury, PRICE)
  await advance()
  assert.deepEqual([await look(second), await newest()], [['closed', null, 0n], 'withdrawn'])
})

test('what was paid past the platform is booked by two people, and income counts again', async () => {
  const waiting = await correct('28.00')
  const path = `/v1/distributions/${waiting}`
  const { treasury } = instrument
  await world.send(instrument.payment.token, erc20Abi, 'transfer', [seller, PRICE], treasury)
  await advance()
  assert.deepEqual(await look(waiting), ['underfunded', 'PROCEEDS_NOT_THERE', 0n])
  const refused = await call(`${path}/capital`, issuer, { document: 'Resolution 11' })
  assert.equal(refused['code'], 'PROCEEDS_NOT_THERE')
  assert.match(String(refused['detail']), /^By the books, 1\.00 USDX .* but it holds 0\.00 USDX/)

  const past = { use: 'works', recipient: null, document: 'Invoice 12' }
  const { code } = await call(payments, issuer, { ...past, amount: '1.000001' })
  assert.equal(code, 'PROCEEDS_SHORT')
  const { id: booked } = await call(payments, issuer, { ...past, amount: '1' })
  assert.equal((await confirmed(booked, issuer))['code'], 'FOUR_EYES')
  assert.equal((await confirmed(booked, officer))['status'], 'paid')
  assert.deepEqual([(await books())['treasury'], (await books())['proceeds-used']], [0n, 91n])

  await office.fund(treasury, 2n * PRICE)
  await advance()
  assert.deepEqual(await look(waiting), ['closed', null, 0n])
})

test('a home in which migration 0540 ran with its first text starts, and its payments have a currency', async () => {
  const { pool } = database
  const { rows } = await pool.query<{ sha256: string }>(
    "select sha256 from schema_migration where name = '0540-proceeds.sql'",
  )
  await pool.query('alter table proceeds_payment drop column currency, drop column decimals')
  await pool.query("delete from schema_migration where name = '0571-proceeds-currency.sql'")
  const ranWith = (sha256: string) =>
    pool.query("update schema_migration set sha256 = $1 where name = '0540-proceeds.sql'", [sha256])
  await ranWith('00'.repeat(32))
  await assert.rejects(migrate(pool), MigrationChanged)
  await ranWith('d27f1bedd285f42e3b3a2d07a88dd4376717e4d566d4df8da7c3cafb51bbd7b8')
  assert.deepEqual(await migrate(pool), ['0571-proceeds-currency.sql'])
  assert.equal(
    (await proceedsOf(db, id, instrument, office.now())).payments.at(-1)?.amount.minor,
    90n * PRICE,
  )
  await ranWith(rows[0]!.sha256)
  assert.deepEqual(await migrate(pool), [])
})
