import type { Selectable } from 'kysely'
import type { InstrumentId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import type {
  DataRoomDocument,
  DocumentId,
  DocumentKind,
  DocumentMedia,
  DocumentVersion,
  Visibility,
} from './data-room.ts'

type DocumentTable = {
  id: string
  instrument: string
  kind: DocumentKind
  title: string
  visibility: Visibility
  created_at: Temporal.Instant
}
type VersionTable = {
  document: string
  version: number
  sha256: string | null
  file: string | null
  media: DocumentMedia | null
  bytes: number | null
  at: Temporal.Instant
  by: string
}
const tables = (db: Db) =>
  db.withTables<{ data_room_document: DocumentTable; data_room_version: VersionTable }>()

/** Every document of an instrument with all its versions, by title; with an id or a title, that one or none. */
export async function selectDataRoom(
  db: Db,
  instrument: InstrumentId,
  filter: { readonly id?: DocumentId; readonly title?: string } = {},
): Promise<DataRoomDocument[]> {
  let query = tables(db)
    .selectFrom('data_room_document')
    .selectAll()
    .where('instrument', '=', instrument)
    .orderBy('title')
  if (filter.id !== undefined) query = query.where('id', '=', filter.id)
  if (filter.title !== undefined) query = query.where('title', '=', filter.title)
  const documents = await query.execute()
  if (documents.length === 0) return []
  const versions = await tables(db)
    .selectFrom('data_room_version')
    .selectAll()
    .where(
      'document',
      'in',
      documents.map(({ id }) => id),
    )
    .orderBy('document')
    .orderBy('version')
    .execute()
  return documents.map((row) => ({
    id: row.id as DocumentId,
    instrument: row.instrument as InstrumentId,
    kind: row.kind,
    title: row.title,
    visibility: row.visibility,
    versions: versions.filter(({ document }) => document === row.id).map(toVersion),
  }))
}

function toVersion({ sha256, file, media, bytes, ...row }: Selectable<VersionTable>): DocumentVersion {
  return {
    version: row.version,
    content:
      sha256 === null || file === null || media === null || bytes === null
        ? null
        : { sha256, file, media, bytes },
    at: row.at,
    by: row.by,
  }
}

export async function insertDataRoomDocument(
  db: Db,
  document: Omit<DataRoomDocument, 'versions'>,
  at: Temporal.Instant,
): Promise<void> {
  await tables(db)
    .insertInto('data_room_document')
    .values({ ...document, created_at: at })
    .execute()
}

export async function insertDataRoomVersion(
  db: Db,
  document: DocumentId,
  { version, content, at, by }: DocumentVersion,
): Promise<void> {
  await tables(db)
    .insertInto('data_room_version')
    .values({
      document,
      version,
      sha256: content?.sha256 ?? null,
      file: content?.file ?? null,
      media: content?.media ?? null,
      bytes: content?.bytes ?? null,
      at,
      by,
    })
    .execute()
}

export async function updateVisibility(db: Db, id: DocumentId, visibility: Visibility): Promise<void> {
  await tables(db).updateTable('data_room_document').set({ visibility }).where('id', '=', id).execute()
}
