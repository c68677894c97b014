import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { money, USD } from '../kernel/money.ts'
import { systemActor, type Work } from '../platform/work.ts'
import { issuerRoutes } from './issuer.routes.ts'
import { latestValuation, type AssetFacts, type LegalEntity, type Valuation } from './issuer.ts'
import {
  assetByKey,
  issuerById,
  issuerByKey,
  issuers,
  recordAsset,
  recordIssuer,
  recordSpv,
  recordValuation,
  spvById,
  valuationsOf,
} from './issuer.service.ts'

const database = await testDatabase()
const { db, pool } = database
const work: Work = { db, now: Temporal.Instant.from('2026-07-01T00:00:00Z'), by: systemActor('test') }

const company = (key: string, name = key): LegalEntity => ({
  key,
  name,
  form: 'LLC',
  jurisdiction: 'US-DE',
  registryNumber: null,
  lei: null,
  formedOn: null,
})
const building: AssetFacts = {
  key: 'tower',
  kind: 'office-building',
  name: 'Tower',
  country: 'US',
  address: '1 Street',
  identifiers: [{ scheme: 'parcel', value: '12-3' }],
  risks: [],
  facts: [{ label: 'Floors', value: '24' }],
}
const valuation = (date: string, minor: bigint): Valuation => ({
  date: Temporal.PlainDate.from(date),
  amount: money(minor, USD),
  method: 'income-approach',
  appraiser: 'Example Appraisal',
  document: null,
})

test('what is known about an issuer is added to, and what was known stays', async () => {
  const id = await recordIssuer(work, company('harbour', 'Harbour'))
  assert.equal(await recordIssuer(work, company('harbour', 'Harbour Street')), id)

  assert.deepEqual(await issuerById(db, id), { ...company('harbour', 'Harbour Street'), id, version: 2 })
  assert.equal((await issuerByKey(db, 'harbour'))?.id, id)
  assert.equal((await issuers(db)).filter(({ key }) => key === 'harbour').length, 1)
  const { rows } = await pool.query('select name from issuer_version where issuer = $1 order by version', [
    id,
  ])
  assert.deepEqual(rows, [{ name: 'Harbour' }, { name: 'Harbour Street' }])
})

test('an asset comes back as it was written, with its SPV and issuer', async () => {
  const issuer = await recordIssuer(work, company('a'))
  const spv = await recordSpv(work, issuer, company('b'))
  const asset = await recordAsset(work, spv, building)
  assert.deepEqual(await assetByKey(db, 'tower'), { ...building, id: asset, spv, version: 1 })
  assert.equal((await spvById(db, spv))?.issuer, issuer)
})

test('an SPV or an asset does not move to another owner', async () => {
  const issuer = await recordIssuer(work, company('c'))
  const other = await recordIssuer(work, company('d'))
  const spv = await recordSpv(work, issuer, company('e'))
  await assert.rejects(recordSpv(work, other, company('e')), /another issuer/)
  const second = await recordSpv(work, issuer, company('f'))
  await recordAsset(work, spv, { ...building, key: 'plot' })
  await assert.rejects(recordAsset(work, second, { ...building, key: 'plot' }), /another SPV/)
})

test('the database lets nobody edit the history', async () => {
  const asset = await assetByKey(db, 'tower')
  assert.ok(asset !== null)
  await recordValuation(work, asset.id, valuation('2026-05-29', 5_000_000_000n))
  await recordValuation(work, asset.id, valuation('2025-05-29', 4_800_000_000n))
  await assert.rejects(pool.query('update valuation set amount = 1'), /never edited/)
  await assert.rejects(pool.query('delete from asset_version'), /never edited/)
  await assert.rejects(recordValuation(work, asset.id, valuation('2026-05-29', 1n)), /duplicate key/)

  const all = await valuationsOf(db, asset.id)
  assert.deepEqual(
    all.map(({ date, amount }) => [date.toString(), amount.minor]),
    [
      ['2025-05-29', 4_800_000_000n],
      ['2026-05-29', 5_000_000_000n],
    ],
  )
  assert.equal(latestValuation(all)?.amount.minor, 5_000_000_000n)
})

test('an issuer is taken up before its first sheet, once, under a sound key and in a place that there is', async () => {
  const app = await testApp(database, issuerRoutes)
  const administrator = await app.keyFor('administrator')
  const wanted = { key: 'quay-partners', name: 'Quay Partners LLC', form: 'LLC', jurisdiction: 'US-DE' }
  const ask = async (body: object) => {
    const answer = await app.call({ path: '/v1/issuers', key: administrator, body })
    return answer.json<{ id?: string; code?: string; errors?: { path: string; code: string }[] }>()
  }
  for (const [change, code] of [
    [{ key: 'Quay Partners' }, 'KEY_FORMAT'],
    [{ jurisdiction: 'Delaware' }, 'JURISDICTION_UNKNOWN'],
    [{ jurisdiction: 'US-ZZ' }, 'JURISDICTION_UNKNOWN'],
    [{ jurisdiction: 'US-D' }, 'JURISDICTION_UNKNOWN'],
  ] as const)
    assert.equal((await ask({ ...wanted, ...change })).code, code)
  const { errors } = await ask({ key: '', name: '', form: '', jurisdiction: 'Delaware' })
  assert.deepEqual(
    errors?.map(({ path, code }) => `${path} ${code}`).sort(),
    ['form FIELD_REQUIRED', 'jurisdiction JURISDICTION_UNKNOWN', 'key KEY_FORMAT', 'name FIELD_REQUIRED'],
    'everything at once',
  )
  const { id } = await ask(wanted)
  assert.equal((await ask({ ...wanted, name: 'Other' })).code, 'ISSUER_KNOWN')
  const known = await issuerByKey(db, 'quay-partners')
  assert.deepEqual([known?.id, known?.name, known?.version], [id, 'Quay Partners LLC', 1])
  assert.equal(await recordIssuer(work, company('quay-partners')), id, 'its sheet is of the same issuer')

  const listed = async (key: string) =>
    (await app.call({ path: '/v1/issuers', key })).json<{ items: { id: string }[] }>().items
  assert.ok((await listed(administrator)).length > 1)
  const own = await app.keyFor('issuer', { issuer: known!.id })
  assert.deepEqual(
    (await listed(own)).map((one) => one.id),
    [id],
    'an issuer sees itself alone',
  )
})
