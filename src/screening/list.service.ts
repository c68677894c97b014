import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { CsvError, parse } from 'csv-parse/sync'
import { newId, type ListVersionId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { appendAudit } from '../platform/audit.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { readXml } from '../platform/xml.ts'
import type { Work } from '../platform/work.ts'
import { readEu } from './eu-list.ts'
import { readHouse } from './house-list.ts'
import { partyJson } from './list-json.ts'
import {
  damagedText,
  hasShrunk,
  LIST_STALE_AFTER_HOURS,
  SHRUNK_FROM_PERCENT,
  walletKey,
  type ListedParty,
  type ListId,
  type ListRefusal,
} from './list.ts'
import { readOfac, type OfacFiles } from './ofac-list.ts'
import type { RowFault } from './rows.ts'
import {
  confirmList,
  replaceList,
  selectCurrentLists,
  selectListHistory,
  selectLists,
  type ListVersion,
} from './screening.store.ts'
import { readUk } from './uk-list.ts'
import { readUn } from './un-list.ts'

export type ListFile = 'primary' | 'aliases' | 'addresses' | 'comments' | 'list'

/** The files that one publication of each list consists of, by the names that say what is in them. */
export const LIST_FILES: Readonly<Record<ListId, readonly ListFile[]>> = {
  'OFAC-SDN': ['primary', 'aliases', 'addresses', 'comments'],
  'OFAC-CONSOLIDATED': ['primary', 'aliases', 'addresses', 'comments'],
  UN: ['list'],
  EU: ['list'],
  UK: ['list'],
  HOUSE: ['list'],
}

/** A list in force, and whether it is too old to decide by. */
export type ListState = ListVersion & { readonly isStale: boolean }

/** Whether the publication was last brought in too long ago: by the machine's clock, since the world's lists are meant. */
function isStale(version: ListVersion, machineNow: Temporal.Instant): boolean {
  const staleFrom = version.confirmedAt.add({ hours: LIST_STALE_AFTER_HOURS })
  return Temporal.Instant.compare(machineNow, staleFrom) >= 0
}

/** The lists in force. */
export async function listStates(db: Db, machineNow: Temporal.Instant): Promise<ListState[]> {
  return (await selectCurrentLists(db)).map((version) => ({
    ...version,
    isStale: isStale(version, machineNow),
  }))
}

/** These publications by their ids, in force or not. */
export async function listVersions(
  db: Db,
  ids: readonly ListVersionId[],
): Promise<ReadonlyMap<ListVersionId, ListVersion>> {
  return new Map((await selectLists(db, ids)).map((version) => [version.id, version]))
}

export function listHistory(db: Db, limit: number): Promise<ListVersion[]> {
  return selectListHistory(db, limit)
}

/**
 * Takes a publication of a list, whole or not at all. The same one again confirms that it is still the newest. One that is
 * empty, damaged, another file or has lost a tenth or more is refused, and the list in force stays so.
 *
 * @param files       the publisher's files as they were downloaded, by the names of `LIST_FILES`
 * @param machineNow  by the machine's clock
 * @param allowShrink an officer has checked with the publisher that so many were removed
 */
export async function loadList(
  work: Work,
  list: ListId,
  about: {
    readonly files: { readonly [F in ListFile]?: string | undefined }
    readonly publishedOn: Temporal.PlainDate
    readonly machineNow: Temporal.Instant
    readonly allowShrink: boolean
  },
): Promise<Result<ListVersion, ListRefusal>> {
  const files: [ListFile, string][] = []
  for (const name of LIST_FILES[list]) {
    const text = about.files[name]
    if (text === undefined)
      return refuse('LIST_FILE_MISSING', { list, missing: LIST_FILES[list].length === 1 ? list : name })
    files.push([name, text])
  }
  const entries = readList(list, new Map(files))
  if (!entries.ok) return entries
  if (entries.value.length === 0) return refuse('LIST_EMPTY')

  await lockFor(work.db, `screening-list:${list}`)
  const current = (await selectCurrentLists(work.db)).find((version) => version.list === list) ?? null
  const sha256 = hashOf(files)
  if (current?.sha256 === sha256) {
    await confirmList(work.db, current.id, about.machineNow)
    return ok({ ...current, confirmedAt: about.machineNow })
  }
  if (current !== null && Temporal.PlainDate.compare(about.publishedOn, current.publishedOn) < 0)
    return refuse('LIST_OLDER', {
      published: about.publishedOn.toString(),
      current: current.publishedOn.toString(),
    })
  if (!about.allowShrink && hasShrunk(current?.entries ?? null, entries.value.length))
    return refuse('LIST_SHRUNK', {
      entries: String(entries.value.length),
      before: String(current?.entries ?? 0),
      percent: String(SHRUNK_FROM_PERCENT),
    })
  const version: ListVersion = {
    id: newId('lsv'),
    list,
    sha256,
    publishedOn: about.publishedOn,
    entries: entries.value.length,
    loadedAt: about.machineNow,
    confirmedAt: about.machineNow,
  }
  const rows = entries.value
    .map(partyJson)
    .map((content) => ({ hash: hashOf(content), content, wallet_keys: content.wallets.map(walletKey) }))
  await replaceList(work.db, version, work.by.id, rows)
  await appendAudit(work, {
    action: 'screening-list.loaded',
    subject: version.id,
    detail: { list, sha256, entries: version.entries, publishedOn: version.publishedOn.toString() },
  })
  return ok(version)
}

function hashOf(value: unknown): string {
  return createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest('hex')
}

function readList(list: ListId, files: ReadonlyMap<ListFile, string>): Result<ListedParty[], ListRefusal> {
  switch (list) {
    case 'OFAC-SDN':
    case 'OFAC-CONSOLIDATED':
      return readOfacFiles(list, files)
    case 'UN': {
      const root = readXml(files.get('list')!)
      if (root === 'XML_DTD_FORBIDDEN') return refuse('XML_DTD_FORBIDDEN')
      const entries = typeof root === 'string' ? null : readUn(root)
      return distinct(list, 'list', entries ?? { row: null })
    }
    case 'EU':
      return distinct(list, 'list', readTable(files.get('list')!, ';', readEu))
    case 'UK':
      return distinct(list, 'list', readTable(files.get('list')!, ',', readUk))
    case 'HOUSE':
      return distinct(list, 'list', readTable(files.get('list')!, ',', readHouse))
  }
}

function readOfacFiles(
  list: ListId,
  files: ReadonlyMap<ListFile, string>,
): Result<ListedParty[], ListRefusal> {
  const tables: Record<string, string[][]> = {}
  for (const file of LIST_FILES[list]) {
    const rows = csvRows(files.get(file)!, ',')
    if (rows === null) return refuse('LIST_FORMAT', { list, file, where: 'it is no CSV' })
    tables[file] = rows
  }
  const read = readOfac(list, tables as unknown as OfacFiles)
  return Array.isArray(read) ? distinct(list, 'primary', read) : distinct(list, read.file, read)
}

function readTable(
  text: string,
  delimiter: string,
  read: (rows: readonly (readonly string[])[]) => ListedParty[] | RowFault,
): ListedParty[] | RowFault {
  const rows = csvRows(text, delimiter)
  return rows === null ? { row: null } : read(rows)
}

/**
 * Entries with a name as its publisher wrote it, each number once: a file in which one stands twice, or which a spreadsheet
 * has changed, is not what was published.
 */
function distinct(
  list: ListId,
  file: string,
  entries: ListedParty[] | RowFault,
): Result<ListedParty[], ListRefusal> {
  const refused = (where: string) => refuse('LIST_FORMAT', { list, file, where })
  if (!Array.isArray(entries))
    return refused(
      entries.row === null ? 'it has other columns or elements' : `row ${entries.row} is no row of it`,
    )
  const refs = new Set<string>()
  for (const entry of entries) {
    const { ref, names } = entry
    if (ref === '' || refs.has(ref)) return refused(`entry ${ref || '?'} stands twice`)
    if (names.every(({ text }) => text === '')) return refused(`entry ${ref} has no name`)
    const damaged = damagedText(entry)
    if (damaged !== null) return refused(`entry ${ref} says ${damaged}, which a spreadsheet wrote`)
    refs.add(ref)
  }
  return ok(entries)
}

/** Rows as they are; OFAC ends its files with a control character (0x1A), and quotes only some of its cells. */
function csvRows(text: string, delimiter: string): string[][] | null {
  try {
    return parse(text.replace(/\u001a\s*$/, ''), {
      bom: true,
      delimiter,
      relaxColumnCount: true,
      relaxQuotes: true,
      skipEmptyLines: true,
      maxRecordSize: 200_000,
    })
  } catch (error) {
    if (error instanceof CsvError) return null
    throw error
  }
}
