import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getAddress } from 'viem'
import { testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { instrumentTerms } from '../../test/instrument-terms.ts'
import { instrumentById, markLive } from '../instrument/instrument.service.ts'
import { createInvestor } from '../investor/investor.service.ts'
import { newId, type DistributionId } from '../kernel/ids.ts'
import { startOfDay } from '../kernel/time.ts'
import { latestAuditEntries } from '../platform/audit.ts'
import { listIntents } from '../platform/chain/intents.ts'
import { openRpc } from '../platform/chain/rpc.ts'
import { settle } from '../platform/chain/settle.ts'
import { transaction } from '../platform/db/database.ts'
import { systemActor } from '../platform/work.ts'
import { advanceDistributions } from './distribution.job.ts'
import { distributionRef } from './distribution.chain.ts'
import { distributionRoutes } from './distribution.routes.ts'
import { entitlementRoutes } from './entitlement.routes.ts'
import { blank, load } from './distribution.service.ts'
import { datesOf, type DistributionStatus, type DistributorEvent } from './distribution.ts'
import { insertDistribution, selectDistributionIds } from './distribution.store.ts'
import { insertDistributorEvent, selectSums } from './distributor-event.store.ts'
import { insertEntitlements, selectEntitlements } from './entitlement.store.ts'
import { distributionSettled } from './payout-settled.service.ts'
import { incomeRoutes } from './income.routes.ts'
import { announceAgain } from './record-date.service.ts'
import { recordedInstrument } from '../../test/recorded-instrument.ts'
import { recordProtocol } from '../../test/recorded-protocol.ts'

const NOW = Temporal.Instant.from('2026-12-05T12:00:00Z')
const database = await testDatabase()
const { db, pool } = database
// No node is there: nothing here needs one.
const rpc = openRpc('http://127.0.0.1:9')
const app = await testApp(database, [...incomeRoutes, ...distributionRoutes({ rpc }), ...entitlementRoutes], {
  clock: { now: () => NOW },
})
const work = { db, now: NOW, by: systemActor('test') }

const WALLETS = [
  '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
  '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC',
  '0x90F79bf6EB2c4f870365E785982E1f101E93b906',
] as const
const { issuer, id: instrumentId } = await recordedInstrument(work, {
  key: 'tower',
  treasury: WALLETS[0],
  terms: instrumentTerms('office-tower', WALLETS[1], {
    name: 'Office Tower',
    offering: { closes: Temporal.PlainDate.from('2026-02-01') },
    income: {
      frequency: 'monthly',
      firstMonth: 1,
      payoutBps: 10_000,
      payDay: 1,
      record: 'close-of-last-day',
      recordDays: null,
      incomeAccounts: ['rent'],
      expenseAccounts: ['taxes'],
    },
  }),
})
await markLive(work, instrumentId, WALLETS[2])
const instrument = await instrumentById(db, instrumentId)
assert.ok(instrument)

async function distributionOf(month: string, status: DistributionStatus, amount: bigint | null) {
  const period = Temporal.PlainYearMonth.from(month)
  const id = newId('dst')
  await insertDistribution(db, { ...blank(id, instrument!, period, null), status, amount }, NOW)
  return id
}

/** The distributor tells, in a block of its own, that this token declared it. */
async function declaredOnChain(
  id: DistributionId,
  { chainId, token, block }: { readonly chainId: bigint; readonly token: string; readonly block: string },
): Promise<void> {
  const hash = `0x${block.repeat(32)}`
  await pool.query('insert into chain_block values ($1, $2, $1, now())', [hash, Number(chainId)])
  await insertDistributorEvent(
    db,
    { blockHash: hash, logIndex: 0, txHash: hash },
    {
      kind: 'declared',
      chainId,
      ref: distributionRef(id),
      record: { token: token.toLowerCase(), id: 1 },
      wallet: null,
      amount: 100_000_000n,
      carried: 0n,
      bps: null,
    },
  )
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

const [part] = WALLETS
await recordProtocol(pool, {
  operator: part,
  registry: part,
  office: part,
  implementation: part,
  distributor: part,
  factory: part,
  stablecoin: part,
})

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

test('what is held back from a holder is still theirs when the rest is handed over', async () => {
  const hash = (block: number) => `0x${String(block).padStart(64, '0')}`
  for (const block of [1, 2, 3])
    await pool.query('insert into chain_block (number, hash, parent_hash, at) values ($1, $2, $3, now())', [
      block,
      hash(block),
      hash(block - 1),
    ])
  const none = { ref: null, record: null, wallet: null, amount: 0n, carried: 0n, bps: null }
  const said = async (block: number, logIndex: number, event: Partial<DistributorEvent>) =>
    insertDistributorEvent(
      db,
      { blockHash: hash(block), logIndex, txHash: hash(90) },
      {
        ...none,
        kind: 'parked',
        chainId: 77n,
        ...event,
      },
    )
  const statuses = async () => {
    const rows = await selectEntitlements(db, paid, 77n)
    return WALLETS.map((wallet) => rows.find((row) => row.wallet === wallet)?.status)
  }
  for (const [i, wallet] of WALLETS.entries()) {
    if (i < 2) await said(1, 2 * i, { kind: 'held', wallet })
    await said(1, 2 * i + 1, { wallet, amount: 200n })
  }
  const reasons = async () => {
    const rows = await selectEntitlements(db, paid, 77n)
    return WALLETS.map((wallet) => rows.find((row) => row.wallet === wallet)?.parkedBecause)
  }
  assert.deepEqual(await reasons(), ['blocked', 'blocked', 'refused'])
  await said(2, 8, { kind: 'released', wallet: WALLETS[1] })
  assert.deepEqual(await reasons(), ['blocked', 'refused', 'refused'])
  await said(2, 9, { kind: 'expired', wallet: WALLETS[0], amount: 400n })
  // Held back again comes too late: it is handed over.
  await said(2, 10, { kind: 'held', wallet: WALLETS[1] })
  assert.deepEqual(await statuses(), ['parked', 'unclaimed', 'unclaimed'])
  assert.deepEqual((({ parked, unclaimed }) => [parked, unclaimed])(await selectSums(db, 77n)), [200n, 400n])

  await said(3, 0, { kind: 'released', wallet: WALLETS[0] })
  await said(3, 1, { kind: 'expired', wallet: WALLETS[0], amount: 200n })
  assert.deepEqual(await statuses(), ['unclaimed', 'unclaimed', 'unclaimed'])
  await pool.query('delete from chain_block')
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
  // The distributor is for everybody: what a stranger's token declares under the same reference is not this month's.
  await declaredOnChain(declaring, { chainId: 9n, token: WALLETS[0]!, block: '0c' })
  const answer = await app.call({
    path: `/v1/distributions/${declaring}/corrections`,
    key: keys.issuer,
    body: { reason: 'A tenant was forgotten.', csv: 'date,account,amount\n2026-11-01,rent,120.00' },
  })
  assert.equal(answer.json<{ code: string }>().code, 'NOT_YET_DECLARED')
})

test('a declared month takes no other statement: it is corrected', async () => {
  const declared = await distributionOf('2026-03', 'closed', 100_000_000n)
  await declaredOnChain(declared, { chainId: 3n, token: WALLETS[2]!, block: '0d' })
  await distributionOf('2026-04', 'nothing-to-pay', 0n)
  const before = await pool.query('select count(*) from income_statement')
  const statement = (period: string) =>
    app.call({
      path: `/v1/instruments/${instrumentId}/income-statements`,
      key: keys.issuer,
      body: { period, csv: `date,account,amount\n${period}-01,rent,100.00` },
    })
  for (const [month, code, fix] of [
    ['2026-03', 'MONTH_DECLARED', /choose Correct/],
    ['2026-04', 'MONTH_DECLARED', /choose Correct/],
    ['2031-01', 'PERIOD_NOT_OVER', /on the last day of the month or later/],
  ] as const) {
    const answer = await statement(month)
    assert.equal(answer.statusCode, 409)
    assert.equal(answer.json<{ code: string }>().code, code)
    assert.match(answer.json<{ fix: string }>().fix, fix)
  }
  assert.deepEqual((await pool.query('select count(*) from income_statement')).rows, before.rows)
  // While the chain does not have the declaration, a better one replaces the first.
  const better = await statement('2026-11')
  assert.equal(better.statusCode, 201, better.body)

  // The list says who brought each and what came of it; investors read nothing of the issuer's people.
  const path = `/v1/instruments/${instrumentId}/income-statements`
  type Listed = { id: string; period: string; importedBy: { id: string } | null; distribution: unknown }
  const listed = async (key: string) =>
    (await app.call({ path, key }))
      .json<{ items: Listed[] }>()
      .items.find((each) => each.period === '2026-11')
  const { id } = better.json<{ id: string }>()
  const own = await listed(keys.issuer)
  assert.deepEqual([own?.id, own?.distribution], [id, null])
  assert.match(own?.importedBy?.id ?? '', /^key_/)
  assert.equal((await listed(keys.ana))?.importedBy, null)
  await pool.query('update distribution set statement = $1 where id = $2', [id, declared])
  assert.deepEqual((await listed(keys.issuer))?.distribution, {
    ...{ id: declared, kind: 'regular', status: 'closed' },
  })
  const csv = (await app.call({ path: `${path}.csv`, key: keys.issuer })).body
  assert.match(
    csv,
    new RegExp(`^"2026-11","\\d+","100.000000","USDX",.*"${declared}","regular","closed"`, 'm'),
  )
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

/** The month's announcement that is under way, and its end on the chain. */
async function announcementFails(id: DistributionId, at: Temporal.Instant): Promise<void> {
  const open = (await listIntents(db, { subject: id, limit: 10 })).filter(
    ({ settledAt }) => settledAt === null,
  )
  assert.equal(open.length, 1)
  const failure = { reason: 'WOULD_REVERT', data: null } as const
  const context = { handlers: distributionSettled, now: at }
  await transaction(db, (tx) => settle(tx, open[0]!.id, { status: 'failure', failure }, context))
}

/** What the token would say when it has a record date. */
async function announcedOnChain(recordId: number, recordAt: Temporal.Instant): Promise<void> {
  const hash = `0x${String(recordId).padStart(64, '0')}`
  await pool.query('insert into chain_block values ($1, $2, $1, $3)', [hash, recordId, NOW.toString()])
  await pool.query('insert into record_date values ($1, 0, $2, $3, $4)', [
    hash,
    WALLETS[2].toLowerCase(),
    recordId,
    recordAt.toString(),
  ])
}

const noticesOf = async (subject: string) =>
  (await pool.query<{ topic: string }>('select topic from outbox where subject = $1', [subject])).rows.map(
    ({ topic }) => topic,
  )

test('a record date that could not be announced is announced again, and another day can be chosen', async () => {
  const [id] = await selectDistributionIds(db, { instrument: instrumentId, period: '2026-12' })
  assert.ok(id)
  const round = (now: Temporal.Instant) =>
    transaction(db, (tx) => announceAgain({ ...work, db: tx, now }, id))
  const read = async () =>
    (await app.call({ path: `/v1/distributions/${id}`, key: keys.issuer })).json<{
      waiting: { code: string; detail: string } | null
      recordDate: string
      payDate: string
    }>()
  const choose = async (recordDate: string | null) => {
    const answer = await app.call({
      path: `/v1/distributions/${id}/record-date`,
      key: keys.issuer,
      body: { recordDate },
    })
    return answer.json<{ code?: string }>().code ?? answer.statusCode
  }
  assert.equal(await choose(null), 'TRANSACTION_UNDER_WAY')
  assert.equal(await round(NOW), false)
  await announcementFails(id, NOW)
  assert.equal(await round(NOW.add({ seconds: 59 })), false)
  assert.match((await read()).waiting?.detail ?? '', /1 failed.*2026-12-05T12:01:00Z/)
  assert.equal(await round(NOW.add({ seconds: 60 })), true)
  assert.equal(await round(NOW.add({ seconds: 60 })), false)
  assert.equal((await read()).waiting, null)

  // A person need not wait.
  await announcementFails(id, NOW)
  assert.equal(await round(NOW.add({ seconds: 119 })), false)
  assert.equal(await choose(null), 200)
  await announcementFails(id, NOW)

  // The day comes, and the token does not have it.
  const { recordAt, payAt } = datesOf(instrument!, Temporal.PlainYearMonth.from('2026-12'))!
  assert.equal(await round(recordAt), false)
  assert.equal(await round(recordAt.add({ hours: 1 })), false)
  const missed = (await read()).waiting
  assert.match(`${missed?.code} ${missed?.detail}`, /^RECORD_DATE_MISSED The record date, 2026-12-31,/)
  assert.deepEqual(await noticesOf(id), ['distribution.record-date-missed'], 'told once')

  assert.equal(await choose('2026-12-30'), 'RECORD_DATE_EARLY')
  assert.equal(await choose('2099-12-31'), 'RECORD_DATE_TOO_FAR')
  await announcedOnChain(1, Temporal.Instant.from('2027-01-21T04:30:00Z'))
  assert.equal(await choose('2027-01-20'), 'RECORD_DATE_TOO_SOON', 'half an hour after one within the day')
  await announcedOnChain(2, startOfDay(Temporal.PlainDate.from('2027-02-01'), 'America/New_York'))
  assert.equal(await choose('2027-01-15'), 'RECORD_DATE_OUT_OF_ORDER')
  assert.equal(await choose('2027-02-10'), 200)
  assert.deepEqual([(await read()).recordDate, (await read()).payDate], ['2027-02-10', '2027-02-11'])
  await announcementFails(id, NOW)

  // A day that the token has: whoever holds units then is paid for both months, and nothing needs to be announced.
  assert.equal(await choose('2027-01-31'), 200)
  const { distribution } = (await load(db, id))!
  assert.deepEqual([distribution.recordId, distribution.waiting], [2, null])
  assert.ok(Temporal.Instant.compare(distribution.payAt, payAt) > 0)
  assert.equal(await choose('2027-02-12'), 'RECORD_DATE_ANNOUNCED')
  const purposes = (await listIntents(db, { subject: id, limit: 10 })).map(({ key }) => key)
  assert.equal(new Set(purposes).size, 4)
})

test('while the chain is not read any further, nothing is paid by the books, and each says why', async () => {
  await pool.query(
    `insert into chain_network (chain_id, genesis_hash, start_block, head_number, finalized_number, halted)
     values (31337, $1, 0, 9, 9, 'The chain is another one.')`,
    [`0x${'00'.repeat(32)}`],
  )
  const before = await listIntents(db, { limit: 100 })
  // The node is away as well: nothing is asked of it.
  assert.equal(await advanceDistributions({ db, rpc, clock: { now: () => NOW } }), 0)
  const { waiting } = (await app.call({ path: `/v1/distributions/${paid}`, key: keys.issuer })).json<{
    waiting: { code: string; detail: string }
  }>()
  assert.equal(waiting.code, 'CHAIN_HALTED')
  assert.match(waiting.detail, /nothing is paid by what the books say now: The chain is another one\.$/)
  for (const step of ['push', 'close', 'retries']) {
    const path = `/v1/distributions/${paid}/${step}`
    const answer = await app.call({ method: 'POST', path, key: keys.issuer })
    assert.deepEqual([answer.statusCode, answer.json<{ code: string }>().code], [409, 'CHAIN_HALTED'], step)
  }
  assert.equal((await listIntents(db, { limit: 100 })).length, before.length)
  await pool.query('delete from chain_network')
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

test('who is owed something is sorted and narrowed by the server, and the file alike', async () => {
  const id = await distributionOf('2031-01', 'paying', 600n)
  const walletOf = (n: number) => getAddress(`0x${n.toString(16).padStart(40, '7')}`)
  const owed = Array.from({ length: 40 }, (_, n) => ({
    wallet: walletOf(n),
    units: BigInt(n % 7) + 1n,
    amount: BigInt(n % 5) * 1_000_000_000_000_000_000n,
  }))
  await insertEntitlements(db, id, [...owed, { wallet: WALLETS[0], units: 3n, amount: 5n }])
  const at = `/v1/distributions/${id}/entitlements`
  type Row = { wallet: string; units: string; amount: { amount: string }; status: string }
  const list = async (query: string, key = keys.issuer) =>
    (await app.call({ path: `${at}?${query}`, key })).json<{ items: Row[]; next: string | null }>()

  for (const [column, number] of [
    ['units', ({ units }: Row) => Number(units)],
    ['amount', ({ amount }: Row) => Number(amount.amount)],
    ['wallet', ({ wallet }: Row) => Number.parseInt(wallet.slice(2, 12), 16)],
  ] as const)
    for (const sort of [column, `-${column}`]) {
      const paged: Row[] = []
      let cursor = ''
      do {
        const page = await list(`sort=${sort}&limit=9${cursor}`)
        paged.push(...page.items)
        cursor = page.next === null ? '' : `&cursor=${page.next}`
      } while (cursor !== '')
      const sign = sort.startsWith('-') ? -1 : 1
      assert.ok(
        paged.every((row, i) => i === 0 || sign * (number(row) - number(paged[i - 1]!)) >= 0),
        sort,
      )
      assert.equal(new Set(paged.map(({ wallet }) => wallet)).size, 41, sort)
    }
  assert.deepEqual(
    [...new Set((await list('status=too-little-to-pay')).items.map(({ amount }) => Number(amount.amount)))],
    [0],
  )
  assert.equal((await list('status=paid')).items.length, 0)
  const found = async (query: string, key = keys.issuer) =>
    (await list(query, key)).items.map(({ wallet }) => wallet.toLowerCase())
  assert.deepEqual(await found('holder=ALMEID'), [WALLETS[0].toLowerCase()])
  assert.deepEqual(await found('holder=nobody'), [])
  assert.deepEqual(await found(`wallet=${walletOf(3)}`), [walletOf(3).toLowerCase()])
  assert.deepEqual(await found('sort=-units', keys.ana), [WALLETS[0].toLowerCase()])
  assert.deepEqual(await found(`wallet=${walletOf(3)}`, keys.ana), [])
  assert.equal((await app.call({ path: `${at}?status=lost`, key: keys.issuer })).statusCode, 422)

  const { body } = await app.call({ path: `${at}.csv?sort=-units&status=due`, key: keys.issuer })
  assert.deepEqual(
    body
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split('","')[0]?.slice(1).toLowerCase()),
    await found('sort=-units&status=due&limit=200'),
  )
})

test('a month that was declared is corrected whatever calendar came after it', async () => {
  const [march] = await selectDistributionIds(db, { instrument: instrumentId, period: '2026-03' })
  const calendar = { ...instrument.income, frequency: 'quarterly', firstMonth: 2 }
  await pool.query(
    `insert into instrument_version
     select (jsonb_populate_record(v, jsonb_build_object('version', 2, 'income_calendar', $1::jsonb))).*
     from instrument_version v where instrument = $2`,
    [JSON.stringify(calendar), instrumentId],
  )
  const answer = await app.call({
    path: `/v1/distributions/${march}/corrections`,
    key: keys.issuer,
    body: { reason: 'A rent too many.', csv: 'date,account,amount\n2026-03-01,rent,90.00' },
  })
  assert.equal(answer.statusCode, 201, answer.body)
  const { period, firstMonth, status, recordDate } = answer.json<Record<string, unknown>>()
  assert.deepEqual([period, firstMonth, status, recordDate], ['2026-03', '2026-03', 'set-off', '2026-03-31'])
})
