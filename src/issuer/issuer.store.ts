import { sql, type Selectable } from 'kysely'
import type { Identifier } from '../instrument/identifier.ts'
import type { AssetId, IssuerId, SpvId } from '../kernel/ids.ts'
import { money } from '../kernel/money.ts'
import type { Db } from '../platform/db/database.ts'
import type {
  Asset,
  AssetFact,
  AssetFacts,
  AssetKind,
  AssetRisk,
  Issuer,
  LegalEntity,
  Owner,
  Shell,
  Spv,
  Valuation,
  ValuationMethod,
} from './issuer.ts'

type EntityColumns = {
  version: number
  name: string
  form: string
  jurisdiction: string
  registry_number: string | null
  lei: string | null
  formed_on: Temporal.PlainDate | null
  at: Temporal.Instant
  by: string
}
type SpvColumns = EntityColumns & {
  spv: string
  owners: Owner[]
  holds: string | null
  ring_fence: string | null
}
type AssetColumns = {
  asset: string
  version: number
  kind: AssetKind
  name: string
  country: string
  address: string
  identifiers: Identifier[]
  facts: AssetFact[]
  risks: AssetRisk[]
  at: Temporal.Instant
  by: string
}
type ValuationTable = {
  asset: string
  date: Temporal.PlainDate
  method: ValuationMethod
  appraiser: string
  amount: bigint
  currency_code: string
  currency_decimals: number
  at: Temporal.Instant
  by: string
}
type ValuationDocumentTable = {
  asset: string
  date: Temporal.PlainDate
  method: ValuationMethod
  appraiser: string
  sha256: string
  at: Temporal.Instant
  by: string
}
type IssuerTables = {
  issuer: { id: string; key: string; created_at: Temporal.Instant }
  issuer_version: EntityColumns & { issuer: string }
  spv: { id: string; key: string; issuer: string; created_at: Temporal.Instant }
  spv_version: SpvColumns
  asset: { id: string; key: string; spv: string; created_at: Temporal.Instant }
  asset_version: AssetColumns
  valuation: ValuationTable
  valuation_document: ValuationDocumentTable
}

const tables = (db: Db) => db.withTables<IssuerTables>()

/** When and by whom a row was written. */
export type Stamp = { readonly at: Temporal.Instant; readonly by: string }

function toEntity(row: { readonly key: string } & Omit<Selectable<EntityColumns>, 'at' | 'by'>): LegalEntity {
  return {
    key: row.key,
    name: row.name,
    form: row.form,
    jurisdiction: row.jurisdiction,
    registryNumber: row.registry_number,
    lei: row.lei,
    formedOn: row.formed_on,
  }
}

function columnsOf(entity: LegalEntity, version: number, { at, by }: Stamp): EntityColumns {
  return {
    version,
    name: entity.name,
    form: entity.form,
    jurisdiction: entity.jurisdiction,
    registry_number: entity.registryNumber,
    lei: entity.lei,
    formed_on: entity.formedOn,
    at,
    by,
  }
}

function currentIssuers(db: Db) {
  return tables(db)
    .selectFrom('issuer')
    .innerJoin('issuer_version', 'issuer_version.issuer', 'issuer.id')
    .distinctOn('issuer.key')
    .orderBy('issuer.key')
    .orderBy('issuer_version.version', 'desc')
    .selectAll(['issuer', 'issuer_version'])
}

type IssuerRow = Awaited<ReturnType<ReturnType<typeof currentIssuers>['execute']>>[number]

function toIssuer(row: IssuerRow): Issuer {
  return { ...toEntity(row), id: row.id as IssuerId, version: row.version }
}

/** By key; with an id or a key, that one or none. */
export async function selectIssuers(
  db: Db,
  filter: { readonly id?: IssuerId; readonly key?: string },
): Promise<Issuer[]> {
  let query = currentIssuers(db)
  if (filter.id !== undefined) query = query.where('issuer.id', '=', filter.id)
  if (filter.key !== undefined) query = query.where('issuer.key', '=', filter.key)
  return (await query.execute()).map(toIssuer)
}

export async function insertIssuer(db: Db, id: IssuerId, key: string, at: Temporal.Instant): Promise<void> {
  await tables(db).insertInto('issuer').values({ id, key, created_at: at }).execute()
}

export async function insertIssuerVersion(
  db: Db,
  issuer: IssuerId,
  version: number,
  entity: LegalEntity,
  stamp: Stamp,
): Promise<void> {
  await tables(db)
    .insertInto('issuer_version')
    .values({ issuer, ...columnsOf(entity, version, stamp) })
    .execute()
}

function currentSpvs(db: Db) {
  return tables(db)
    .selectFrom('spv')
    .innerJoin('spv_version', 'spv_version.spv', 'spv.id')
    .distinctOn('spv.key')
    .orderBy('spv.key')
    .orderBy('spv_version.version', 'desc')
    .selectAll(['spv', 'spv_version'])
}

type SpvRow = Awaited<ReturnType<ReturnType<typeof currentSpvs>['execute']>>[number]

function toSpv(row: SpvRow): Spv {
  return {
    ...toEntity(row),
    owners: row.owners,
    holds: row.holds,
    ringFence: row.ring_fence,
    id: row.id as SpvId,
    issuer: row.issuer as IssuerId,
    version: row.version,
  }
}

/** By key; with an id or a key, that one or none. */
export async function selectSpvs(
  db: Db,
  filter: { readonly id?: SpvId; readonly key?: string },
): Promise<Spv[]> {
  let query = currentSpvs(db)
  if (filter.id !== undefined) query = query.where('spv.id', '=', filter.id)
  if (filter.key !== undefined) query = query.where('spv.key', '=', filter.key)
  return (await query.execute()).map(toSpv)
}

export async function insertSpv(
  db: Db,
  row: { readonly id: SpvId; readonly key: string; readonly issuer: IssuerId },
  at: Temporal.Instant,
): Promise<void> {
  await tables(db)
    .insertInto('spv')
    .values({ ...row, created_at: at })
    .execute()
}

export async function insertSpvVersion(
  db: Db,
  spv: SpvId,
  version: number,
  entity: LegalEntity & Shell,
  stamp: Stamp,
): Promise<void> {
  await tables(db)
    .insertInto('spv_version')
    .values({
      spv,
      ...columnsOf(entity, version, stamp),
      owners: sql`${JSON.stringify(entity.owners)}::jsonb`,
      holds: entity.holds,
      ring_fence: entity.ringFence,
    })
    .execute()
}

function currentAssets(db: Db) {
  return tables(db)
    .selectFrom('asset')
    .innerJoin('asset_version', 'asset_version.asset', 'asset.id')
    .distinctOn('asset.key')
    .orderBy('asset.key')
    .orderBy('asset_version.version', 'desc')
    .selectAll(['asset', 'asset_version'])
}

type AssetRow = Awaited<ReturnType<ReturnType<typeof currentAssets>['execute']>>[number]

function toAsset(row: AssetRow): Asset {
  return {
    id: row.id as AssetId,
    spv: row.spv as SpvId,
    key: row.key,
    kind: row.kind,
    name: row.name,
    country: row.country,
    address: row.address,
    identifiers: row.identifiers,
    facts: row.facts,
    risks: row.risks,
    version: row.version,
  }
}

/** By key; with an id or a key, that one or none. */
export async function selectAssets(
  db: Db,
  filter: { readonly id?: AssetId; readonly key?: string },
): Promise<Asset[]> {
  let query = currentAssets(db)
  if (filter.id !== undefined) query = query.where('asset.id', '=', filter.id)
  if (filter.key !== undefined) query = query.where('asset.key', '=', filter.key)
  return (await query.execute()).map(toAsset)
}

export async function insertAsset(
  db: Db,
  row: { readonly id: AssetId; readonly key: string; readonly spv: SpvId },
  at: Temporal.Instant,
): Promise<void> {
  await tables(db)
    .insertInto('asset')
    .values({ ...row, created_at: at })
    .execute()
}

export async function insertAssetVersion(
  db: Db,
  asset: AssetId,
  version: number,
  facts: AssetFacts,
  stamp: Stamp,
): Promise<void> {
  await tables(db)
    .insertInto('asset_version')
    .values({
      asset,
      version,
      kind: facts.kind,
      name: facts.name,
      country: facts.country,
      address: facts.address,
      identifiers: sql`${JSON.stringify(facts.identifiers)}::jsonb`,
      facts: sql`${JSON.stringify(facts.facts)}::jsonb`,
      risks: sql`${JSON.stringify(facts.risks)}::jsonb`,
      at: stamp.at,
      by: stamp.by,
    })
    .execute()
}

/** By day; of one day in the order they were written down. */
export async function selectValuations(db: Db, asset: AssetId): Promise<Valuation[]> {
  const rows = await tables(db)
    .selectFrom('valuation')
    .leftJoin('valuation_document', (join) =>
      join
        .onRef('valuation_document.asset', '=', 'valuation.asset')
        .onRef('valuation_document.date', '=', 'valuation.date')
        .onRef('valuation_document.method', '=', 'valuation.method')
        .onRef('valuation_document.appraiser', '=', 'valuation.appraiser'),
    )
    .selectAll('valuation')
    .select('valuation_document.sha256')
    .where('valuation.asset', '=', asset)
    .orderBy('valuation.date')
    .orderBy('valuation.at')
    .orderBy('valuation.method')
    .orderBy('valuation.appraiser')
    .execute()
  return rows.map((row) => ({
    date: row.date,
    amount: money(row.amount, { code: row.currency_code, decimals: row.currency_decimals }),
    method: row.method,
    appraiser: row.appraiser,
    document: row.sha256,
  }))
}

export async function insertValuation(
  db: Db,
  asset: AssetId,
  valuation: Valuation,
  stamp: Stamp,
): Promise<void> {
  await tables(db)
    .insertInto('valuation')
    .values({
      asset,
      date: valuation.date,
      method: valuation.method,
      appraiser: valuation.appraiser,
      amount: valuation.amount.minor,
      currency_code: valuation.amount.currency.code,
      currency_decimals: valuation.amount.currency.decimals,
      at: stamp.at,
      by: stamp.by,
    })
    .execute()
}

export async function insertValuationDocument(
  db: Db,
  asset: AssetId,
  { date, method, appraiser }: Valuation,
  sha256: string,
  { at, by }: Stamp,
): Promise<void> {
  await tables(db)
    .insertInto('valuation_document')
    .values({ asset, date, method, appraiser, sha256, at, by })
    .execute()
}
