import type { AssetId, InstrumentId, IssuerId, SpvId } from '../kernel/ids.ts'
import { newId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import type { Work } from '../platform/work.ts'
import type { Address, Instrument, InstrumentTerms } from './instrument.ts'
import {
  insertInstrument,
  insertVersion,
  selectInstrumentById,
  selectInstrumentByKey,
  selectInstrumentByToken,
  selectInstruments,
  updateState,
} from './instrument.store.ts'

/** The instrument with its newest terms, or null. */
export function instrumentById(db: Db, id: InstrumentId): Promise<Instrument | null> {
  return selectInstrumentById(db, id)
}

/** By the term sheet's own name for it, like `office-tower`. */
export function instrumentByKey(db: Db, key: string): Promise<Instrument | null> {
  return selectInstrumentByKey(db, key)
}

/** By its token's address, in any spelling; null for an address that is no token of ours. */
export function instrumentByToken(db: Db, token: string): Promise<Instrument | null> {
  return selectInstrumentByToken(db, token)
}

/** Every instrument by key, or those of one issuer. */
export function instruments(db: Db, filter: { readonly issuer?: IssuerId } = {}): Promise<Instrument[]> {
  return selectInstruments(db, filter.issuer ?? null)
}

/** Creates an instrument in `draft` with its first terms. The key must be new: a second one is a bug and throws. */
export async function createInstrument(
  work: Work,
  facts: {
    readonly issuer: IssuerId
    readonly spv: SpvId
    readonly asset: AssetId
    readonly treasury: Address
    readonly terms: InstrumentTerms
    readonly termSheetSha256: string
  },
): Promise<InstrumentId> {
  const id = newId('ins')
  await insertInstrument(work.db, {
    id,
    key: facts.terms.key,
    issuer: facts.issuer,
    spv: facts.spv,
    asset: facts.asset,
    treasury: facts.treasury,
    createdAt: work.now,
  })
  await insertVersion(work.db, {
    instrument: id,
    version: 1,
    terms: facts.terms,
    termSheetSha256: facts.termSheetSha256,
    at: work.now,
    by: work.by.id,
  })
  return id
}

/** Adds terms to an instrument's history; from now on they count. What may change is for the caller to have checked. */
export async function changeTerms(
  work: Work,
  instrument: Instrument,
  terms: InstrumentTerms,
  termSheetSha256: string,
): Promise<void> {
  await insertVersion(work.db, {
    instrument: instrument.id,
    version: instrument.version + 1,
    terms,
    termSheetSha256,
    at: work.now,
    by: work.by.id,
  })
}

/** Its token's transaction has been asked for. */
export function markDeploying(work: Work, id: InstrumentId): Promise<void> {
  return updateState(work.db, id, { status: 'deploying', token: null })
}

/** Its token's transaction failed for good: it may be asked for again. */
export function markDraft(work: Work, id: InstrumentId): Promise<void> {
  return updateState(work.db, id, { status: 'draft', token: null })
}

/** Its token is on the chain for good. */
export function markLive(work: Work, id: InstrumentId, token: Address): Promise<void> {
  return updateState(work.db, id, { status: 'live', token })
}
