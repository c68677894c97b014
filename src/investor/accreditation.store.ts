import { sql, type Selectable } from 'kysely'
import type { InvestorId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import type { Accreditation, AccreditationBasis, AccreditationId, ClaimStatus } from './accreditation.ts'
import type { FileId } from './file.ts'

type AccreditationTable = {
  id: string
  investor: string
  basis: AccreditationBasis
  evidence: string
  evidence_on: Temporal.PlainDate
  status: ClaimStatus
  claimed_at: Temporal.Instant
  claimed_by: string
  decided_at: Temporal.Instant | null
  decided_by: string | null
  expires_on: Temporal.PlainDate | null
}
const tables = (db: Db) => db.withTables<{ accreditation: AccreditationTable }>()

export async function insertAccreditation(db: Db, claim: Accreditation, by: string): Promise<void> {
  await tables(db)
    .insertInto('accreditation')
    .values({
      id: claim.id,
      investor: claim.investor,
      basis: claim.basis,
      evidence: claim.evidence,
      evidence_on: claim.evidenceOn,
      status: claim.status,
      claimed_at: claim.claimedAt,
      claimed_by: by,
      decided_at: null,
      decided_by: null,
      expires_on: null,
    })
    .execute()
}

/** The youngest first. */
export function selectAccreditations(db: Db, investor: InvestorId): Promise<Accreditation[]> {
  return selectAccreditationsOf(db, [investor])
}

/** Claims of all of these investors, the youngest first. */
export async function selectAccreditationsOf(
  db: Db,
  investors: readonly InvestorId[],
): Promise<Accreditation[]> {
  const rows = await tables(db)
    .selectFrom('accreditation')
    .selectAll()
    .where(sql<boolean>`investor = any(${[...investors]}::text[])`)
    .orderBy('claimed_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(toAccreditation)
}

/** What became of the youngest claim of each of these investors; who made none is left out. */
export async function selectLastClaims(
  db: Db,
  investors: readonly InvestorId[],
): Promise<Map<InvestorId, ClaimStatus>> {
  const rows = await tables(db)
    .selectFrom('accreditation')
    .select(['investor', 'status'])
    .distinctOn('investor')
    .where(sql<boolean>`investor = any(${[...investors]}::text[])`)
    .orderBy('investor')
    .orderBy('claimed_at', 'desc')
    .orderBy('id')
    .execute()
  return new Map(rows.map(({ investor, status }) => [investor as InvestorId, status]))
}

export async function updateAccreditation(db: Db, decided: Accreditation): Promise<void> {
  await tables(db)
    .updateTable('accreditation')
    .set({
      status: decided.status,
      decided_at: decided.decidedAt,
      decided_by: decided.decidedBy,
      expires_on: decided.expiresOn,
    })
    .where('id', '=', decided.id)
    .execute()
}

function toAccreditation(row: Selectable<AccreditationTable>): Accreditation {
  return {
    id: row.id as AccreditationId,
    investor: row.investor as InvestorId,
    basis: row.basis,
    evidence: row.evidence as FileId,
    evidenceOn: row.evidence_on,
    status: row.status,
    claimedAt: row.claimed_at,
    decidedAt: row.decided_at,
    decidedBy: row.decided_by,
    expiresOn: row.expires_on,
  }
}
