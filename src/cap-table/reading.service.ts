import { formatDecimal } from '../kernel/decimal.ts'
import { createHash } from 'node:crypto'
import { ok, refuse, type Refusal, type Result } from '../kernel/result.ts'
import { csvRows } from '../platform/csv-rows.ts'
import { openThread, type Thread } from '../platform/thread.ts'
import { capTableChanges, stockClasses, type CapTableChanges } from './cap-table.ts'
import { csvObjects } from './csv.ts'
import { fullyDiluted } from './fully-diluted.ts'
import { numericText, ONE } from './numeric.ts'
import {
  dateOf,
  fieldOf,
  isTransaction,
  textOf,
  isMistake,
  type OcfFinding,
  type OcfMistake,
  type OcfObject,
  type OcfPackage,
} from './ocf.ts'
import { readOcfPackage, writeOcfPackage } from './ocf-package.service.ts'
import { listPackage, type PackageIssuer } from './list-package.ts'
import { positionsAt } from './position.ts'

/** What a reading may take: 100,000 transactions take a few seconds and some hundred megabytes. */
type ReadingLimits = { readonly heapMegabytes: number; readonly milliseconds: number }
const LIMITS: ReadingLimits = { heapMegabytes: 1_536, milliseconds: 60_000 }

/** In which form a cap table comes: a ZIP of Open Cap Format, or a list with the columns of `csv.ts`. */
export type CapTableFormat = (typeof CAP_TABLE_FORMATS)[number]
export const CAP_TABLE_FORMATS = ['ocf', 'csv'] as const
/** Rows of a list, its header included. */
const ROWS_MAX = 100_001

export type CapTableFile = { readonly bytes: Uint8Array; readonly format: CapTableFormat }

/** A cap table that was read, in plain texts, as it travels. */
export type Reading = ReturnType<typeof toldOf>

/** Why a file is not read at all. */
type FileRefusal = 'ARCHIVE_UNSAFE' | 'ARCHIVE_DAMAGED' | 'CSV_TOO_LARGE'
export type ReadingRefusal = FileRefusal | 'CAP_TABLE_TOO_LARGE'

/** A cap table as it is kept: the bytes of its package, which are the same whenever the same is read. */
export type Packed = {
  readonly bytes: Buffer
  readonly sha256: string
  readonly objects: number
  readonly classes: readonly { readonly id: string; readonly name: string }[]
  readonly changes: CapTableChanges
  readonly findings: readonly OcfFinding[]
}

/** Something in it is wrong: all of it, at its place, and the first by its code; of a list, in its rows. */
export type PackRefusal = {
  readonly reason: OcfMistake | 'CSV_ROW'
  readonly findings: readonly OcfFinding[]
}

/** A list is not told when its company was formed, which a package says. */
const UNDATED: OcfFinding = { severity: 'warning', code: 'CSV_NOT_OCF', path: 'formedOn', what: 'formedOn' }

type ThreadFunctions = {
  readonly readInThread: typeof readInThread
  readonly packInThread: typeof packInThread
}

let turn: Promise<unknown> = Promise.resolve()

/**
 * Reads a cap table in a thread of its own, one at a time, so that a file that is made to take all memory or all time takes
 * neither from anybody else.
 *
 * @param price of one share in the next round, a plain decimal; null without one
 * @param tokenClass the stock class whose shares are the units of a token; null where none of them is
 */
export function readCapTable(
  { bytes, format }: CapTableFile,
  asOf: Temporal.PlainDate,
  price: string | null,
  tokenClass: string | null = null,
  limits: ReadingLimits = LIMITS,
): Promise<Result<Reading, ReadingRefusal>> {
  return inTurn(limits, (thread) =>
    thread.call('readInThread', bytes, format, asOf.toString(), price, tokenClass),
  )
}

/**
 * Reads a cap table to keep it, as `readCapTable` does: nothing in it may be wrong. A list becomes a package of the issuer.
 *
 * @param before the package that it takes the place of, as `Packed` has it; null where there is none
 */
export async function packCapTable(
  { bytes, format }: CapTableFile,
  issuer: PackageIssuer,
  before: Uint8Array | null,
): Promise<Result<Packed, ReadingRefusal> | (PackRefusal & { readonly ok: false })> {
  const packed = await inTurn(LIMITS, (thread) => thread.call('packInThread', bytes, format, issuer, before))
  // Between threads bytes travel as plain ones.
  return packed.ok ? ok({ ...packed.value, bytes: Buffer.from(packed.value.bytes) }) : packed
}

function inTurn<T>(
  limits: ReadingLimits,
  ask: (thread: Thread<ThreadFunctions>) => Promise<T>,
): Promise<T | Refusal<'CAP_TABLE_TOO_LARGE'>> {
  const answer = turn.then(() => askAlone(limits, ask))
  turn = answer.catch(() => null)
  return answer
}

async function askAlone<T>(
  limits: ReadingLimits,
  ask: (thread: Thread<ThreadFunctions>) => Promise<T>,
): Promise<T | Refusal<'CAP_TABLE_TOO_LARGE'>> {
  const thread = openThread<ThreadFunctions>(import.meta.url, limits)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), limits.milliseconds)
  })
  try {
    const told = await Promise.race([ask(thread), late])
    return told === 'late' ? refuse('CAP_TABLE_TOO_LARGE') : told
  } catch (error) {
    if (Object(error)['code'] === 'ERR_WORKER_OUT_OF_MEMORY') return refuse('CAP_TABLE_TOO_LARGE')
    throw error
  } finally {
    clearTimeout(timer)
    await thread.close()
  }
}

/** In the thread. */
export function readInThread(
  bytes: Uint8Array,
  format: CapTableFormat,
  asOf: string,
  price: string | null,
  tokenClass: string | null,
): Result<Reading, FileRefusal> {
  const table = tableOf(bytes, format)
  return table.ok ? ok(toldOf(table.value, Temporal.PlainDate.from(asOf), price, tokenClass)) : table
}

/** In the thread. */
export function packInThread(
  bytes: Uint8Array,
  format: CapTableFormat,
  issuer: PackageIssuer,
  before: Uint8Array | null,
): Result<Packed, FileRefusal> | (PackRefusal & { readonly ok: false }) {
  const table = tableOf(bytes, format)
  if (!table.ok) return table
  const { objects } = table.value
  const told = objects === null ? [] : positionsAt(objects, lastDayOf(objects)).findings
  const isDated = format === 'ocf' || issuer.formedOn !== undefined
  const findings = [...table.value.findings, ...told, ...(isDated ? [] : [UNDATED])]
  const errors = findings.filter(({ severity }) => severity === 'error')
  const [first] = errors
  if (first !== undefined)
    return {
      ok: false,
      reason: format === 'ocf' && isMistake(first.code) ? first.code : 'CSV_ROW',
      findings: errors,
    }
  if (objects === null) throw new Error('nothing was read, and nothing is wrong')
  const written = writeOcfPackage(table.value.package ?? listPackage(objects, issuer, lastDayOf(objects)))
  const known = before === null ? null : tableOf(before, 'ocf')
  return ok({
    bytes: written,
    sha256: createHash('sha256').update(written).digest('hex'),
    objects: objects.length,
    classes: stockClasses(objects),
    changes: capTableChanges((known?.ok === true ? known.value.objects : null) ?? [], objects),
    findings,
  })
}

/** What a file says; no objects where it could not be read as a whole, and a package where it is one. */
type Table = {
  readonly objects: readonly OcfObject[] | null
  readonly findings: readonly OcfFinding[]
  readonly package: OcfPackage | null
}

function tableOf(bytes: Uint8Array, format: CapTableFormat): Result<Table, FileRefusal> {
  if (format === 'csv') return csvTable(bytes)
  const found = readOcfPackage(Buffer.from(bytes))
  if (!found.ok) return refuse(found.reason)
  const read = found.value.ok ? found.value.package : null
  return ok({ objects: read?.objects ?? null, findings: found.value.findings, package: read })
}

/** The day of the last transaction: by then all of them are told. */
function lastDayOf(objects: readonly OcfObject[]): Temporal.PlainDate {
  const days = objects.filter(isTransaction).flatMap((object) => dateOf(object) ?? [])
  return days.reduce(
    (last, day) => (Temporal.PlainDate.compare(day, last) > 0 ? day : last),
    days[0] ?? Temporal.PlainDate.from('1970-01-01'),
  )
}

function csvTable(bytes: Uint8Array): Result<Table, 'CSV_TOO_LARGE'> {
  const unreadFrom = (path: string) => {
    const invalid: OcfFinding = { severity: 'error', code: 'CSV_INVALID', path, what: '' }
    return ok({ objects: null, findings: [invalid], package: null })
  }
  const text = utf8(bytes)
  if (text === null) return unreadFrom(`line ${lineNotInUtf8(bytes)}`)
  // Spreadsheets of some countries write semicolons.
  const [header = ''] = text.split('\n', 1)
  const rows = csvRows(text, {
    delimiter: header.includes(';') && !header.includes(',') ? ';' : ',',
    max: ROWS_MAX + 1,
  })
  if (!rows.ok) return unreadFrom(rows.errors?.[0]?.path ?? '')
  if (rows.value.length > ROWS_MAX) return refuse('CSV_TOO_LARGE', { max: String(ROWS_MAX - 1) })
  const { objects, findings } = csvObjects(rows.value)
  const isWrong = findings.some(({ severity }) => severity === 'error')
  return ok({ objects: isWrong ? null : objects, findings, package: null })
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

/** The first line, of bytes that are not all UTF-8, with what is not: a line's end stands within no other character. */
function lineNotInUtf8(bytes: Uint8Array): number {
  let begin = 0
  for (let line = 1; ; line++) {
    const end = bytes.indexOf(0x0a, begin)
    if (end === -1 || utf8(bytes.subarray(begin, end)) === null) return line
    begin = end + 1
  }
}

function toldOf(
  table: Omit<Table, 'package'>,
  asOf: Temporal.PlainDate,
  price: string | null,
  tokenClass: string | null,
) {
  const objects = table.objects ?? []
  const told = positionsAt(objects, asOf)
  const view = fullyDiluted(told, price === null ? null : priceOf(price))
  const tokens = told.securities.filter(
    ({ kind, stockClass }) => kind === 'stock' && tokenClass !== null && stockClass === tokenClass,
  )
  const isToken = new Set(tokens.map(({ id }) => id))
  return {
    accepted: table.objects !== null,
    findings: [...table.findings, ...told.findings, ...view.findings],
    tokenShares:
      tokenClass === null ? null : numericText(tokens.reduce((sum, { quantity }) => sum + quantity, 0n)),
    stakeholders: objects
      .filter(({ object_type: type }) => type === 'STAKEHOLDER')
      .map(({ id, name }) => ({ id, name: textOf(fieldOf(name, 'legal_name')) ?? id })),
    securities: told.securities.map(({ id, kind, stakeholder, stockClass, plan, ...one }) => ({
      id,
      kind,
      stakeholder,
      stockClass,
      plan,
      issuedOn: one.issuedOn.toString(),
      issued: numericText(one.issued),
      quantity: numericText(one.quantity),
      vested: one.vested === null ? null : numericText(one.vested),
      principal:
        one.principal === null
          ? null
          : { amount: numericText(one.principal.amount), currency: one.principal.currency },
    })),
    plans: told.plans.map(({ id, name, reserved, available }) => ({
      id,
      name,
      reserved: numericText(reserved),
      available: numericText(available),
    })),
    fullyDiluted: {
      shares: numericText(view.shares),
      isOverpromised: view.isOverpromised,
      lines: view.lines.map(({ shares, parts, why, ...line }) => ({
        ...line,
        isToken: line.security !== null && isToken.has(line.security),
        shares: shares === null ? null : numericText(shares),
        percent: parts === null ? null : formatDecimal(parts, 4),
        why: { ...why },
      })),
    },
  }
}

function priceOf(text: string): bigint {
  const [whole = '', fraction = ''] = text.split('.')
  return BigInt(whole) * ONE + BigInt(fraction.padEnd(10, '0').slice(0, 10) || '0')
}
