import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { money, USD } from '../kernel/money.ts'
import { systemActor, type Work } from '../platform/work.ts'
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

const { db, pool } = await testDatabase()
const work: Work = { db, now: Temporal.Instant.from('2026-07-01T00:00:00Z'), by: systemActor('test') }

const company = (key: string, name = key): LegalEntity => ({
  key,
  name,
  form: 'LLC',
  jurisdiction: 'US-DE',
  registryNumber: null,
  lei: null,
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
