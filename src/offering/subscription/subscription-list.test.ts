import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../test/app.ts'
import { testDatabase } from '../../../test/database.ts'
import { soldInstrument } from '../../../test/sold-instrument.ts'
import { newId, type InvestorId, type OfferingId } from '../../kernel/ids.ts'
import { openRpc } from '../../platform/chain/rpc.ts'
import { transaction } from '../../platform/db/database.ts'
import { systemActor } from '../../platform/work.ts'
import { subscriptionRoutes } from './subscription.routes.ts'

const { db, pool } = await testDatabase()
const NOON = Temporal.Instant.from('2026-01-01T12:00:00Z')
const app = await testApp(
  { db, pool, url: '' },
  subscriptionRoutes({ rpc: openRpc('http://127.0.0.1:9'), chainId: 31_337 }),
  { clock: { now: () => NOON } },
)
const sold = (key: string) =>
  transaction(db, (tx) => soldInstrument({ db: tx, now: NOON, by: systemActor('test') }, key, 'none-needed'))
const [tower, mill] = [await sold('tower'), await sold('mill')]

const ann: InvestorId = newId('inv')
const bo: InvestorId = newId('inv')
for (const id of [ann, bo])
  await pool.query(
    `insert into investor (id, kind, country, kyc_status, kyc_until, identity, created_at)
     values ($1, 'individual', 'GB', 'verified', '2030-01-01', '0x' || md5($1) || '00000000', now())`,
    [id],
  )
const wallet = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'

/** Some that are over: they stand in nobody's way. */
async function many(offering: OfferingId, investor: InvestorId, count: number, units: string): Promise<void> {
  await pool.query(
    `insert into subscription (id, offering, investor, wallet, units, amount, status, state, valid_before, created_at, since)
     select 'sub_' || left(md5($1 || $2 || n), 26), $1, $2, lower($3), ${units}, (${units}) * 1000000, 'cancelled', 'expired',
       now(), timestamptz '2026-01-01T00:00:00Z' + n / 3 * interval '1 minute', now()
     from generate_series(1, $4::int) n`,
    [offering, investor, wallet, count],
  )
}
await many(tower.offering, ann, 8, '1 + n % 4')
await many(mill.offering, bo, 5, '10 - n')

type Row = { id: string; units: string; investor: string; createdAt: string; amount: { amount: string } }
type Page = { items: Row[]; next: string | null }
const officer = await app.keyFor('officer')
const list = async (query: string, key = officer) =>
  (await app.call({ path: `/v1/subscriptions?${query}`, key })).json<Page>()

test('subscriptions are sorted by when they were asked for, units and amounts, page after page', async () => {
  const numbers: Readonly<Record<string, (row: Row) => number>> = {
    at: ({ createdAt }) => Temporal.Instant.from(createdAt).epochMilliseconds,
    units: ({ units }) => Number(units),
    amount: ({ amount }) => Number(amount.amount),
  }
  for (const [column, number] of Object.entries(numbers))
    for (const sort of [column, `-${column}`]) {
      const paged: Row[] = []
      let cursor = ''
      do {
        const page: Page = await list(`sort=${sort}&limit=4${cursor}`)
        paged.push(...page.items)
        cursor = page.next === null ? '' : `&cursor=${page.next}`
      } while (cursor !== '')
      assert.equal(new Set(paged.map(({ id }) => id)).size, 13, sort)
      const sign = sort.startsWith('-') ? -1 : 1
      assert.ok(
        paged.every((row, i) => i === 0 || sign * (number(row) - number(paged[i - 1]!)) >= 0),
        sort,
      )
    }
  const whole = (await list('limit=200')).items
  assert.deepEqual(whole, (await list('sort=-at&limit=200')).items, 'the newest first where nothing is said')
})

test('they are narrowed by wallet and state, and a word that is none is refused', async () => {
  assert.equal((await list(`wallet=${wallet}&state=expired&limit=200`)).items.length, 13)
  assert.equal((await list(`wallet=${wallet}&state=issued`)).items.length, 0)
  assert.equal((await list(`wallet=0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC`)).items.length, 0)
  assert.equal((await list(`offering=${mill.offering}&wallet=${wallet}`)).items.length, 5)
  for (const query of ['sort=state', 'state=gone', 'wallet=0x1']) {
    const answer = await app.call({ path: `/v1/subscriptions?${query}`, key: officer })
    const { errors } = answer.json<{ errors: { path: string }[] }>()
    assert.deepEqual([answer.statusCode, errors.map(({ path }) => path)], [422, [query.split('=')[0]]])
  }
})

test('the file has what the list has for the same people, however much it is', async () => {
  const file = async (query: string, key = officer) =>
    (await app.call({ path: `/v1/subscriptions.csv?${query}`, key })).body
      .replace('\uFEFF', '')
      .trim()
      .split('\n')
      .map((line) => line.slice(1, -1).split('","'))
  const [columns, ...rows] = await file('sort=-units')
  assert.deepEqual(columns, [
    ...['Wallet', 'Instrument', 'Amount', 'Currency', 'Units', 'State', 'Waits for', 'Asked for'],
    ...['Paid in', 'Paid by', 'Allotted', 'Reference', 'Investor', 'Offering', 'Id'],
  ])
  const listed = (await list('sort=-units&limit=200')).items
  assert.deepEqual(
    rows.map((row) => [row[2], row[4], row[7], row.at(-1)]),
    listed.map((one) => [one.amount.amount, one.units, one.createdAt, one.id]),
  )
  const own = await app.keyFor('investor', { investor: bo })
  const theirs = (await file(`investor=${ann}`, own)).slice(1)
  assert.ok(
    theirs.every((row) => row[12] === bo),
    'an investor has their own alone',
  )
  const issuer = await app.keyFor('issuer', { issuer: tower.instrument.issuer })
  assert.deepEqual([...new Set((await file('', issuer)).slice(1).map((row) => row[13]))], [tower.offering])

  await many(tower.offering, bo, 2_500, '1')
  assert.equal((await file(`offering=${tower.offering}&investor=${bo}`)).length, 2_501)
})
