import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { soldInstrument } from '../../test/sold-instrument.ts'
import type { OfferingTerms } from '../instrument/instrument.ts'
import { newId } from '../kernel/ids.ts'
import { transaction } from '../platform/db/database.ts'
import { systemActor } from '../platform/work.ts'
import { obligationRoutes } from './obligation.routes.ts'

const database = await testDatabase()
const { db, pool } = database
let now = Temporal.Instant.from('2026-11-09T12:00:00Z')
const app = await testApp(database, obligationRoutes(), { clock: { now: () => now } })
const sold = (
  key: string,
  exemption: 'reg-d-506b' | 'reg-s' | 'reg-cf',
  terms: Partial<OfferingTerms> = {},
) => transaction(db, (tx) => soldInstrument({ db: tx, now, by: systemActor('test') }, key, exemption, terms))
const { instrument, offering } = await sold('tower', 'reg-d-506b')
const key = await app.keyFor('issuer', { issuer: instrument.issuer })
const path = `/v1/offerings/${offering}`

let people = 0
async function sale(
  amount: bigint,
  at: string,
  accreditedUntil: string | null,
  state = 'issued',
  of: string = offering,
) {
  const [investor, wallet] = [newId('inv'), `0x${String(++people).padStart(40, '1')}`]
  await pool.query(
    `insert into investor (id, kind, country, kyc_status, kyc_until, accredited_until, identity, created_at)
     values ($1, 'individual', 'US', 'verified', '2030-01-01', $2, $3, now())`,
    [investor, accreditedUntil, wallet],
  )
  await pool.query(
    `insert into subscription (id, offering, investor, wallet, units, amount, status, state, valid_before, created_at, since)
     values ($1, $2, $3, $4, 1, $5, 'confirmed', $6, $7, $7, $7)`,
    [newId('sub'), of, investor, wallet, amount, state, at],
  )
}

test('what is to be filed follows from what was sold, and what was filed is kept', async () => {
  const list = async () =>
    (await app.call({ path: `${path}/obligations`, key })).json<{ items: object[] }>().items
  assert.deepEqual(await list(), [])
  await sale(5_000_000n, '2026-11-07T03:00:00Z', '2029-01-01')
  await sale(2_000_000n, '2026-11-08T12:00:00Z', null)
  await sale(9_000_000n, '2026-11-01T12:00:00Z', null, 'refunded')
  // Three in the morning in Greenwich is the evening before in New York.
  const owed = { code: 'FORM_D', citation: '17 CFR 230.503(a)(1)', since: '2026-11-06', due: '2026-11-23' }
  assert.deepEqual(await list(), [{ ...owed, filedOn: null, status: 'due' }])

  const file = (body: object) => app.call({ path: `${path}/filings`, key, body })
  const filing = { code: 'FORM_D', filedOn: '2026-11-20', reference: '021-000001' }
  assert.equal((await file(filing)).json<{ code: string }>().code, 'DATE_IN_FUTURE')
  now = Temporal.Instant.from('2026-11-24T12:00:00Z')
  assert.equal(
    (await file({ ...filing, code: 'FORM_C_U_HALF' })).json<{ code: string }>().code,
    'OBLIGATION_NOT_DUE',
  )
  for (let n = 0; n < 2; n++) assert.equal((await file(filing)).statusCode, 201)
  const other = await file({ ...filing, reference: '021-000002' })
  assert.deepEqual([other.statusCode, other.json<{ code: string }>().code], [409, 'FILING_KNOWN'])
  assert.deepEqual((await list()).at(-1), { ...owed, filedOn: '2026-11-20', status: 'filed' })
  const calendar = await app.call({ path: '/v1/obligations', key })
  assert.deepEqual(
    calendar
      .json<{ items: Record<string, unknown>[] }>()
      .items.map((one) => [one['code'], one['offering'], one['instrument'], one['reference']]),
    [
      ['FORM_D_AMENDMENT', offering, { id: instrument.id, name: instrument.name }, null],
      ['FORM_D', offering, { id: instrument.id, name: instrument.name }, '021-000001'],
    ],
  )
  const { rows } = await pool.query(`select 1 from audit_entry where action = 'obligation.filed'`)
  assert.equal(rows.length, 1)
})

test('a draft of Form D says what is known and names what people have to fill in', async () => {
  const draft = (await app.call({ path: `${path}/form-d`, key })).json<{
    items: { number: number; fields: Record<string, string | null> }[]
    open: number[]
  }>()
  const fields = (number: number) => draft.items.find((one) => one.number === number)?.fields
  assert.deepEqual(fields(6), { exemption: 'Rule 506(b)' })
  assert.equal(fields(7)?.['dateOfFirstSale'], '2026-11-06')
  assert.deepEqual(fields(13), {
    totalOfferingAmount: '1000000.000000',
    totalAmountSold: '7.000000',
    totalRemaining: '999993.000000',
  })
  assert.deepEqual(fields(14), { notAccredited: '1', total: '2' })
  assert.deepEqual(draft.open, [1, 2, 3, 5, 12, 15, 16])
  const file = await app.call({ path: `${path}/form-d.csv`, key })
  assert.deepEqual(file.body.split('\n').slice(0, 2), [
    '\uFEFF"item","title","field","value"',
    `"1","Issuer’s identity","Name of issuer","${fields(1)?.['name']}"`,
  ])
})

test('sales that are told otherwise have no Form D, and another issuer sees none of it', async () => {
  const abroad = await sold('abroad', 'reg-s')
  const other = await app.keyFor('issuer', { issuer: abroad.instrument.issuer })
  const answer = await app.call({ path: `/v1/offerings/${abroad.offering}/form-d`, key: other })
  assert.equal(answer.json<{ code: string }>().code, 'FORM_D_NOT_ASKED')
  const calendar = await app.call({ path: '/v1/obligations', key: other })
  assert.deepEqual(calendar.json<{ items: object[] }>().items, [])
  for (const hidden of ['obligations', 'form-d', 'form-d.csv'])
    assert.equal((await app.call({ path: `${path}/${hidden}`, key: other })).statusCode, 404)
})

test('Form C is drafted before a crowdfunding opens, and each update once its part of the target is sold', async () => {
  now = Temporal.Instant.from('2026-11-09T12:00:00Z')
  const terms = { softCap: 10n, allocation: 'pro-rata' } as const
  const crowd = await sold('crowd', 'reg-cf', terms)
  const crowdKey = await app.keyFor('issuer', { issuer: crowd.instrument.issuer })
  type Draft = {
    items: { title: string; fields: Record<string, string | null> }[]
    open: string[]
    code?: string
  }
  const draft = async (filing: string) =>
    (
      await app.call({ path: `/v1/offerings/${crowd.offering}/form-c?filing=${filing}`, key: crowdKey })
    ).json<Draft>()
  const fields = (of: Draft, title: string) => of.items.find((one) => one.title === title)?.fields

  const statement = await draft('FORM_C')
  assert.deepEqual(fields(statement, 'Filing'), { submission: 'Form C: Offering statement' })
  assert.deepEqual(fields(statement, 'Offering'), {
    type: 'Other: units of LLC: crowd',
    targetNumber: '10',
    price: '$1.00',
    targetAmount: '$10.00',
    oversubscriptions: 'Yes',
    oversubscriptionsAllocated: 'Pro-rata basis',
    maximumAmount: '$1,000,000.00',
    deadline: '01/01/2027',
  })
  assert.deepEqual(statement.open, ['Issuer', 'Intermediary', 'Finances', 'Jurisdictions'])
  assert.equal((await draft('FORM_C_U_HALF')).code, 'OBLIGATION_NOT_DUE')

  await sale(4_000_000n, '2026-11-09T18:00:00Z', null, 'confirmed', crowd.offering)
  await sale(2_000_000n, '2026-11-10T18:00:00Z', null, 'confirmed', crowd.offering)
  now = Temporal.Instant.from('2026-11-12T12:00:00Z')
  const half = fields(await draft('FORM_C_U_HALF'), 'Filing')
  assert.deepEqual(half, {
    submission: 'Form C-U: Progress update',
    progress: '$6.00 of the target offering amount of $10.00 sold; 50 percent reached on 11/10/2026',
  })
  assert.equal((await draft('FORM_C_U_WHOLE')).code, 'OBLIGATION_NOT_DUE')
  const file = await app.call({ path: `/v1/offerings/${crowd.offering}/form-c.csv`, key: crowdKey })
  assert.match(file.body, /^"Offering","Target offering amount","\$10.00"$/m)

  assert.equal(
    (await app.call({ path: `${path}/form-c`, key })).json<{ code: string }>().code,
    'FORM_C_NOT_ASKED',
  )
  assert.equal((await app.call({ path: `${path}/form-c`, key: crowdKey })).statusCode, 404)
})
