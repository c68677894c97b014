import type { Instrument } from '../instrument/instrument.ts'
import { issuerById } from '../issuer/issuer.service.ts'
import { formatDecimal } from '../kernel/decimal.ts'
import type { InstrumentId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { closeOfDay, dateIn } from '../kernel/time.ts'
import { appendAudit } from '../platform/audit.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { putFile, readFile } from '../platform/vault/vault.ts'
import type { Work } from '../platform/work.ts'
import { holdersAt } from '../register/register.service.ts'
import { tokenClassOf, type CapTable, type CapTableChanges } from './cap-table.ts'
import { insertCapTable, selectCapTables } from './cap-table.store.ts'
import type { OcfFinding } from './ocf.ts'
import { packageIssuer } from './list-package.ts'
import {
  packCapTable,
  readCapTable,
  type CapTableFile,
  type PackRefusal,
  type Reading,
  type ReadingRefusal,
} from './reading.service.ts'

/** A table that was taken, or was there already, with what became of the one before it. */
export type Kept = {
  readonly table: CapTable
  readonly isNew: boolean
  readonly changes: CapTableChanges
  /** What is allowed, and worth knowing. */
  readonly findings: readonly OcfFinding[]
}

/**
 * Keeps a cap table as the next version of an instrument's: all of its package, also what is not known here, sealed in the
 * vault. One with an error is refused as a whole, with every error at its place. The same again, for the same class,
 * changes nothing.
 *
 * @param formedOn when the company was formed, for the package of a list; null for the day that its sheet says, if it does
 * @param tokenClass the stock class whose shares are the units, by its id or name; null where that is to be found, or none
 */
export async function keepCapTable(
  work: Work,
  instrument: Instrument,
  given: CapTableFile,
  {
    tokenClass,
    formedOn,
  }: { readonly tokenClass: string | null; readonly formedOn: Temporal.PlainDate | null },
): Promise<Result<Kept, ReadingRefusal | 'TOKEN_CLASS_UNKNOWN'> | (PackRefusal & { readonly ok: false })> {
  await lockFor(work.db, `cap-table:${instrument.id}`)
  const [before] = await selectCapTables(work.db, instrument.id)
  const issuer = await issuerById(work.db, instrument.issuer)
  if (issuer === null) throw new Error(`${instrument.id} has no issuer`)
  const packed = await packCapTable(
    given,
    packageIssuer(issuer, formedOn),
    before === undefined ? null : await packageOf(work.db, before),
  )
  if (!packed.ok) return packed
  const { bytes, sha256, objects, classes, changes, findings } = packed.value
  const joined = tokenClassOf(classes, tokenClass, instrument.id)
  if (joined === undefined)
    return refuse('TOKEN_CLASS_UNKNOWN', {
      class: tokenClass ?? '',
      classes: classes.map(({ name }) => name).join(', '),
    })
  if (before?.sha256 === sha256 && before.tokenClass === joined)
    return ok({ table: before, isNew: false, changes, findings })
  const table: CapTable = {
    instrument: instrument.id,
    version: (before?.version ?? 0) + 1,
    sha256,
    file: await putFile(work, instrument.id, bytes),
    objects,
    tokenClass: joined,
    at: work.now,
    by: work.by.id,
  }
  await insertCapTable(work.db, table)
  await appendAudit(work, {
    action: 'cap-table.kept',
    subject: instrument.id,
    detail: { version: table.version, sha256, objects, tokenClass: joined },
  })
  return ok({ table, isNew: true, changes, findings })
}

/** Every version there has been of an instrument's cap table, the newest first. */
export function capTables(db: Db, instrument: InstrumentId): Promise<CapTable[]> {
  return selectCapTables(db, instrument)
}

/** The units of a token beside the shares that the cap table has of them, on one day. */
export type UnitComparison = { readonly shares: string; readonly units: string; readonly agree: boolean }

/**
 * What a kept table says of a day, fully diluted, and whether its class of units says what the register does, which is where
 * the units are true. A day that has not come is compared with the register of today.
 *
 * @param price of one share in the next round, a plain decimal; null without one
 */
export async function toldCapTable(
  work: Work,
  instrument: Instrument,
  table: CapTable,
  asOf: Temporal.PlainDate,
  price: string | null,
): Promise<Result<{ readonly reading: Reading; readonly units: UnitComparison | null }, ReadingRefusal>> {
  const bytes = await packageOf(work.db, table)
  const told = await readCapTable({ bytes, format: 'ocf' }, asOf, price, table.tokenClass)
  if (!told.ok) return told
  const reading = told.value
  if (reading.tokenShares === null) return ok({ reading, units: null })
  const today = dateIn(work.now, instrument.timeZone)
  const day = Temporal.PlainDate.compare(asOf, today) < 0 ? asOf : today
  const holders = await holdersAt(work.db, instrument, { before: closeOfDay(day, instrument.timeZone) })
  const units = formatDecimal(
    holders.reduce((sum, holder) => sum + holder.units, 0n),
    instrument.decimals,
  )
  const plain = (text: string) => (text.includes('.') ? text.replace(/\.?0+$/, '') : text)
  const shares = reading.tokenShares
  return ok({ reading, units: { shares, units, agree: plain(shares) === plain(units) } })
}

/** The bytes of a kept table, as it is given back: the same each time. Throws when the vault has it no longer. */
export async function packageOf(db: Db, { instrument, version, file }: CapTable): Promise<Buffer> {
  const bytes = await readFile(db, instrument, file)
  if (bytes === null)
    throw new Error(`version ${version} of the cap table of ${instrument} is not in the vault`)
  return bytes
}
