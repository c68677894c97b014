import { formatDecimal } from '../kernel/decimal.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { csvRows } from '../platform/csv-rows.ts'
import { openThread } from '../platform/thread.ts'
import { csvObjects } from './csv.ts'
import { fullyDiluted } from './fully-diluted.ts'
import { numericText, ONE } from './numeric.ts'
import { fieldOf, textOf, type OcfFinding, type OcfObject } from './ocf.ts'
import { readOcfPackage } from './ocf-package.service.ts'
import { positionsAt } from './position.ts'

/** What a reading may take: 100,000 transactions take a few seconds and some hundred megabytes. */
type ReadingLimits = { readonly heapMegabytes: number; readonly milliseconds: number }
const LIMITS: ReadingLimits = { heapMegabytes: 1_536, milliseconds: 60_000 }

/** In which form a cap table comes: a ZIP of Open Cap Format, or a list with the columns of `csv.ts`. */
export type CapTableFormat = (typeof CAP_TABLE_FORMATS)[number]
export const CAP_TABLE_FORMATS = ['ocf', 'csv'] as const
/** Rows of a list, its header included. */
const ROWS_MAX = 100_001

/** A cap table that was read, in plain texts, as it travels. */
export type Reading = ReturnType<typeof toldOf>

type ReadingRefusal = 'ARCHIVE_UNSAFE' | 'ARCHIVE_DAMAGED' | 'CAP_TABLE_TOO_LARGE'
type ThreadFunctions = { readonly readInThread: typeof readInThread }

let turn: Promise<unknown> = Promise.resolve()

/**
 * Reads a cap table in a thread of its own, one at a time, so that a file that is made to take all memory or all time takes
 * neither from anybody else.
 *
 * @param price of one share in the next round, a plain decimal; null without one
 */
export function readCapTable(
  file: { readonly bytes: Uint8Array; readonly format: CapTableFormat },
  asOf: Temporal.PlainDate,
  price: string | null,
  limits: ReadingLimits = LIMITS,
): Promise<Result<Reading, ReadingRefusal>> {
  const reading = turn.then(() => readAlone(file, asOf, price, limits))
  turn = reading.catch(() => null)
  return reading
}

async function readAlone(
  { bytes, format }: Parameters<typeof readCapTable>[0],
  asOf: Temporal.PlainDate,
  price: string | null,
  limits: ReadingLimits,
): Promise<Result<Reading, ReadingRefusal>> {
  const thread = openThread<ThreadFunctions>(import.meta.url, limits)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), limits.milliseconds)
  })
  try {
    const told = await Promise.race([
      thread.call('readInThread', bytes, format, asOf.toString(), price),
      late,
    ])
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
): Result<Reading, 'ARCHIVE_UNSAFE' | 'ARCHIVE_DAMAGED'> {
  const day = Temporal.PlainDate.from(asOf)
  if (format === 'csv') return ok(toldOf(csvTable(bytes), day, price))
  const found = readOcfPackage(Buffer.from(bytes))
  if (!found.ok) return refuse(found.reason)
  const { findings } = found.value
  return ok(toldOf({ objects: found.value.ok ? found.value.package.objects : null, findings }, day, price))
}

/** What a file says; no objects where it could not be read as a whole. */
type Table = { readonly objects: readonly OcfObject[] | null; readonly findings: readonly OcfFinding[] }

function csvTable(bytes: Uint8Array): Table {
  const invalid: OcfFinding = { severity: 'error', code: 'CSV_INVALID', path: '', what: '' }
  const text = utf8(bytes)
  if (text === null) return { objects: null, findings: [invalid] }
  // Spreadsheets of some countries write semicolons.
  const [header = ''] = text.split('\n', 1)
  const rows = csvRows(text, {
    delimiter: header.includes(';') && !header.includes(',') ? ';' : ',',
    max: ROWS_MAX + 1,
  })
  if (rows === null) return { objects: null, findings: [invalid] }
  if (rows.length > ROWS_MAX)
    return { objects: null, findings: [{ ...invalid, code: 'CSV_TOO_LONG', what: String(ROWS_MAX - 1) }] }
  const { objects, findings } = csvObjects(rows)
  return { objects: findings.length > 0 ? null : objects, findings }
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

function toldOf(table: Table, asOf: Temporal.PlainDate, price: string | null) {
  const objects = table.objects ?? []
  const told = positionsAt(objects, asOf)
  const view = fullyDiluted(told, price === null ? null : priceOf(price))
  return {
    accepted: table.objects !== null,
    findings: [...table.findings, ...told.findings],
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
        isToken: false as const,
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
