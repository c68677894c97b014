import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { createInstrument, instrumentById, markLive } from '../instrument/instrument.service.ts'
import { createInvestor } from '../investor/investor.service.ts'
import { recordAsset, recordIssuer, recordSpv } from '../issuer/issuer.service.ts'
import { newId } from '../kernel/ids.ts'
import { money, USDX } from '../kernel/money.ts'
import { latestAuditEntries } from '../platform/audit.ts'
import { openRpc } from '../platform/chain/rpc.ts'
import { systemActor } from '../platform/work.ts'
import { advanceDistributions } from './distribution.job.ts'
import { distributionRoutes } from './distribution.routes.ts'
import { blank } from './distribution.service.ts'
import { calendar, type DistributionStatus } from './distribution.ts'
import { insertDistribution, insertEntitlements } from './distribution.store.ts'

const NOW = Temporal.Instant.from('2026-12-05T12:00:00Z')
const database = await testDatabase()
const { db, pool } = database
// No node is there: nothing here needs one.
const rpc = openRpc('http://127.0.0.1:9')
const app = await testApp(database, distributionRoutes({ rpc }), {
  clock: { now: () => NOW },
})
const work = { db, now: NOW, by: systemActor('test') }

const WALLETS = [
  '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
  '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC',
  '0x90F79bf6EB2c4f870365E785982E1f101E93b906',
] as const
const company = {
  key: 'tower',
  name: 'Tower',
  form: 'LLC',
  jurisdiction: 'US-DE',
  registryNumber: null,
  lei: null,
}
const issuer = await recordIssuer(work, company)
const spv = await recordSpv(work, issuer, company)
const instrumentId = await createInstrument(work, {
  issuer,
  spv,
  asset: await recordAsset(work, spv, {
    key: 'tower',
    kind: 'office-building',
    name: 'Tower',
    country: 'US',
    address: '1 Main Street',
    identifiers: [],
    facts: [],
  }),
  treasury: WALLETS[0],
  termSheetSha256: '00'.repeat(32),
  terms: {
    key: 'office-tower',
    name: 'Office Tower',
    symbol: 'TOWER',
    decimals: 0,
    unitsMax: 1_000n,
    unitPrice: money(1_000_000n, USDX),
    payment: { token: WALLETS[1], currency: USDX },
    treasuryKind: 'managed',
    timeZone: 'America/New_York',
    rules: { countries: 'any', accreditedOnly: false, holdersMax: null, balanceMax: null },
    offering: {
      exemption: 'none-needed',
      opens: Temporal.PlainDate.from('2026-01-01'),
      closes: Temporal.PlainDate.from('2026-02-01'),
      ticketMin: money(1_000_000n, USDX),
      ticketMax: null,
      lockUpDays: 0,
    },
    income: {
      frequency: 'monthly',
      payoutBps: 10_000,
      payDay: 1,
      record: 'close-of-last-day',
      incomeAccounts: ['rent'],
      expenseAccounts: ['taxes'],
    },
  },
})
await markLive(work, instrumentId, WALLETS[2])
const instrument = await instrumentById(db, instrumentId)
assert.ok(instrument)

async function distributionOf(month: string, status: DistributionStatus, amount: bigint | null) {
  const period = Temporal.PlainYearMonth.from(month)
  const id = newId('dst')
  const dates = calendar(period, 'America/New_York')
  await insertDistribution(db, { ...blank(id, instrument!, period), ...dates, status, amount }, NOW)
  return id
}

const { id: ana } = await createInvestor(work, {
  kind: 'individual',
  country: 'GB',
  name: 'Ana Almeida',
  email: 'ana@example.org',
})
for (const wallet of WALLETS)
  await pool.query(
    `insert into wallet (id, investor, address, status, linked_at) values ($1, $2, $3, 'ready', now())`,
    [newId('wal'), ana, wallet.toLowerCase()],
  )
const paid = await distributionOf('2026-10', 'paying', 600n)
await insertEntitlements(
  db,
  paid,
  WALLETS.map((wallet) => ({ wallet, units: 10n, amount: 200n })),
)
const keys = {
  issuer: await app.keyFor('issuer', { issuer }),
  ana: await app.keyFor('investor', { investor: ana }),
}

await pool.query(
  'insert into protocol (chain_id, operator, asked_at, ready_at) values (31337, $1, now(), now())',
  [WALLETS[0]],
)
for (const step of [
  'InvestorRegistry',
  'SecurityToken',
  'Distributor',
  'Factory',
  'DevStablecoin',
  'registry-agent',
])
  await pool.query(
    'insert into protocol_step (step, address, attempt, asked_at, done_at) values ($1, $2, 0, now(), now())',
    [step, WALLETS[0]],
  )

test('an investor’s own entitlements come in pages that end', async () => {
  const seen: unknown[] = []
  let cursor = ''
  for (let pages = 0; pages < WALLETS.length; pages++) {
    const answer = await app.call({
      path: `/v1/distributions/${paid}/entitlements?limit=1${cursor}`,
      key: keys.ana,
    })
    const { items, next } = answer.json<{ items: { wallet: string }[]; next: string | null }>()
    seen.push(...items.map(({ wallet }) => wallet.toLowerCase()))
    if (next === null) break
    cursor = `&cursor=${next}`
  }
  assert.deepEqual(seen, WALLETS.map((wallet) => wallet.toLowerCase()).sort())
})

test('whoever downloads the holders’ names with what they are paid is in the audit log', async () => {
  const answer = await app.call({ path: `/v1/distributions/${paid}/entitlements.csv`, key: keys.issuer })
  assert.equal(answer.statusCode, 200)
  assert.match(answer.body, /Ana Almeida/)
  const [entry] = await latestAuditEntries(db, { before: null, limit: 1, subject: paid })
  assert.deepEqual([entry?.action, entry?.detail], ['distribution.exported', { holders: 3 }])
})

test('a month is corrected once the chain has its declaration, since one that failed is made again', async () => {
  const declaring = await distributionOf('2026-11', 'declaring', 100_000_000n)
  const answer = await app.call({
    path: `/v1/distributions/${declaring}/corrections`,
    key: keys.issuer,
    body: { reason: 'A tenant was forgotten.', csv: 'date,account,amount\n2026-11-01,rent,120.00' },
  })
  assert.equal(answer.json<{ code: string }>().code, 'NOT_YET_DECLARED')
})

test('months are announced in their order, since the token takes no record date before one it has', async () => {
  const announce = async (period: string) => {
    const answer = await app.call({
      path: `/v1/instruments/${instrumentId}/distributions`,
      key: keys.issuer,
      body: { period },
    })
    const { code, detail } = answer.json<{ code?: string; detail?: string }>()
    return code === undefined ? answer.statusCode : `${code} ${detail}`
  }
  assert.match(
    String(await announce('2027-01')),
    /PERIOD_OUT_OF_ORDER .*: 2026-12 stands in the way of 2027-01/,
  )
  assert.equal(await announce('2026-12'), 201)
  assert.equal(await announce('2027-01'), 201)
  assert.match(String(await announce('2027-03')), /PERIOD_OUT_OF_ORDER .*: 2027-02 stands/)
  await distributionOf('2027-05', 'scheduled', null)
  assert.match(String(await announce('2027-02')), /PERIOD_OUT_OF_ORDER .*: 2027-05 stands/)
})

test('a distribution that cannot go on keeps no other from its turn', async () => {
  // No month is the 77th: whoever reads such a row throws.
  for (const month of ['2026-77', '2026-78']) {
    const id = await distributionOf('2026-08', 'scheduled', null)
    await pool.query('update distribution set period = $1 where id = $2', [month, id])
  }
  await assert.rejects(advanceDistributions({ db, rpc, clock: { now: () => NOW } }), (error) => {
    assert.ok(error instanceof AggregateError)
    assert.equal(error.errors.length, 2)
    return true
  })
})
