import { newId, type AssetId, type IssuerId, type SpvId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { appendAudit } from '../platform/audit.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import type { Work } from '../platform/work.ts'
import {
  isJurisdiction,
  SHEET_KEY,
  type Asset,
  type AssetFacts,
  type Issuer,
  type IssuerRefusal,
  type LegalEntity,
  type Shell,
  type Spv,
  type Valuation,
} from './issuer.ts'
import {
  insertAsset,
  insertAssetVersion,
  insertIssuer,
  insertIssuerVersion,
  insertSpv,
  insertSpvVersion,
  insertValuation,
  insertValuationDocument,
  selectAssets,
  selectIssuers,
  selectSpvs,
  selectValuations,
  type Stamp,
} from './issuer.store.ts'

/** Every issuer as it is known now, by key. */
export function issuers(db: Db): Promise<Issuer[]> {
  return selectIssuers(db, {})
}

export async function issuerById(db: Db, id: IssuerId): Promise<Issuer | null> {
  return (await selectIssuers(db, { id }))[0] ?? null
}

/** By the term sheet's own name for it. */
export async function issuerByKey(db: Db, key: string): Promise<Issuer | null> {
  return (await selectIssuers(db, { key }))[0] ?? null
}

export async function spvById(db: Db, id: SpvId): Promise<Spv | null> {
  return (await selectSpvs(db, { id }))[0] ?? null
}

export async function spvByKey(db: Db, key: string): Promise<Spv | null> {
  return (await selectSpvs(db, { key }))[0] ?? null
}

/** Every asset as it is known now, by key. */
export function assets(db: Db): Promise<Asset[]> {
  return selectAssets(db, {})
}

export async function assetById(db: Db, id: AssetId): Promise<Asset | null> {
  return (await selectAssets(db, { id }))[0] ?? null
}

export async function assetByKey(db: Db, key: string): Promise<Asset | null> {
  return (await selectAssets(db, { key }))[0] ?? null
}

/** Every valuation there has been, the oldest first. */
export function valuationsOf(db: Db, asset: AssetId): Promise<Valuation[]> {
  return selectValuations(db, asset)
}

/**
 * Takes up a company that will issue something, before its first term sheet: its people can then be let in. What else is
 * to be said of it, its sheets say.
 */
export async function registerIssuer(
  work: Work,
  entity: Pick<LegalEntity, 'key' | 'name' | 'form' | 'jurisdiction'>,
): Promise<Result<Issuer, IssuerRefusal>> {
  if (!SHEET_KEY.test(entity.key)) return refuse('KEY_FORMAT')
  if (!isJurisdiction(entity.jurisdiction)) return refuse('JURISDICTION_UNKNOWN')
  await lockFor(work.db, `issuer:${entity.key}`)
  if ((await issuerByKey(work.db, entity.key)) !== null) return refuse('ISSUER_KNOWN', { key: entity.key })
  const company = { ...entity, registryNumber: null, lei: null, formedOn: null }
  const id = await recordIssuer(work, company)
  await appendAudit(work, { action: 'issuer.registered', subject: id, detail: { key: entity.key } })
  return ok({ ...company, id, version: 1 })
}

/** Makes the issuer known, or adds what has changed about it to its history. */
export async function recordIssuer(work: Work, entity: LegalEntity): Promise<IssuerId> {
  const known = await issuerByKey(work.db, entity.key)
  if (known !== null) {
    await insertIssuerVersion(work.db, known.id, known.version + 1, entity, stampOf(work))
    return known.id
  }
  const id = newId('iss')
  await insertIssuer(work.db, id, entity.key, work.now)
  await insertIssuerVersion(work.db, id, 1, entity, stampOf(work))
  return id
}

/** As `recordIssuer`. An SPV stays with its issuer: another one is a bug of the caller and throws. */
export async function recordSpv(
  work: Work,
  issuer: IssuerId,
  facts: LegalEntity & Partial<Shell>,
): Promise<SpvId> {
  const entity = { owners: [], holds: null, ringFence: null, ...facts }
  const known = await spvByKey(work.db, entity.key)
  if (known !== null) {
    if (known.issuer !== issuer) throw new Error(`the SPV ${entity.key} belongs to another issuer`)
    await insertSpvVersion(work.db, known.id, known.version + 1, entity, stampOf(work))
    return known.id
  }
  const id = newId('spv')
  await insertSpv(work.db, { id, key: entity.key, issuer }, work.now)
  await insertSpvVersion(work.db, id, 1, entity, stampOf(work))
  return id
}

/** As `recordIssuer`. An asset stays with its SPV: another one is a bug of the caller and throws. */
export async function recordAsset(
  work: Work,
  spv: SpvId,
  about: Omit<AssetFacts, 'risks'> & Partial<AssetFacts>,
): Promise<AssetId> {
  const facts = { risks: [], ...about }
  const known = await assetByKey(work.db, facts.key)
  if (known !== null) {
    if (known.spv !== spv) throw new Error(`the asset ${facts.key} belongs to another SPV`)
    await insertAssetVersion(work.db, known.id, known.version + 1, facts, stampOf(work))
    return known.id
  }
  const id = newId('ast')
  await insertAsset(work.db, { id, key: facts.key, spv }, work.now)
  await insertAssetVersion(work.db, id, 1, facts, stampOf(work))
  return id
}

/** Adds a valuation to the asset's history. A second one of the same day, method and appraiser throws. */
export async function recordValuation(work: Work, asset: AssetId, valuation: Valuation): Promise<void> {
  await insertValuation(work.db, asset, valuation, stampOf(work))
  if (valuation.document !== null) await recordAppraisal(work, asset, valuation, valuation.document)
}

/** Names the document of a valuation that is known. A second one for the same valuation throws. */
export function recordAppraisal(
  work: Work,
  asset: AssetId,
  valuation: Valuation,
  sha256: string,
): Promise<void> {
  return insertValuationDocument(work.db, asset, valuation, sha256, stampOf(work))
}

function stampOf(work: Work): Stamp {
  return { at: work.now, by: work.by.id }
}
