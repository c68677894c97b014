import type { Selectable } from 'kysely'
import type { InvestorId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import type { FileId, FileKind, FileMedia, InvestorFile } from './file.ts'

type FileTable = {
  id: string
  investor: string
  kind: FileKind
  name: string
  media: FileMedia
  bytes: number
  received_at: Temporal.Instant
  received_by: string
}
const tables = (db: Db) => db.withTables<{ investor_file: FileTable }>()

/** The same content of the same kind is one file: what is there already is returned. */
export async function insertFile(db: Db, file: InvestorFile, by: string): Promise<InvestorFile> {
  await tables(db)
    .insertInto('investor_file')
    .values({
      id: file.id,
      investor: file.investor,
      kind: file.kind,
      name: file.name,
      media: file.media,
      bytes: file.bytes,
      received_at: file.receivedAt,
      received_by: by,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await tables(db)
    .selectFrom('investor_file')
    .selectAll()
    .where('investor', '=', file.investor)
    .where('name', '=', file.name)
    .where('kind', '=', file.kind)
    .executeTakeFirstOrThrow()
  return toFile(row)
}

export async function selectFile(db: Db, investor: InvestorId, id: FileId): Promise<InvestorFile | null> {
  const row = await tables(db)
    .selectFrom('investor_file')
    .selectAll()
    .where('investor', '=', investor)
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined ? null : toFile(row)
}

/** The youngest first. */
export async function selectFiles(db: Db, investor: InvestorId): Promise<InvestorFile[]> {
  const rows = await tables(db)
    .selectFrom('investor_file')
    .selectAll()
    .where('investor', '=', investor)
    .orderBy('received_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(toFile)
}

export async function deleteFile(db: Db, file: InvestorFile): Promise<void> {
  await tables(db).deleteFrom('investor_file').where('id', '=', file.id).execute()
}

/** Whether a claim to be accredited rests on it. */
export async function selectIsEvidence(db: Db, id: FileId): Promise<boolean> {
  const row = await db
    .withTables<{ accreditation: { evidence: string } }>()
    .selectFrom('accreditation')
    .select('evidence')
    .where('evidence', '=', id)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

function toFile(row: Selectable<FileTable>): InvestorFile {
  return {
    id: row.id as FileId,
    investor: row.investor as InvestorId,
    kind: row.kind,
    name: row.name,
    media: row.media,
    bytes: row.bytes,
    receivedAt: row.received_at,
  }
}
