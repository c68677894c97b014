import type { Instrument } from '../instrument/instrument.ts'
import { protocolProgress } from '../instrument/protocol.service.ts'
import type { ProtocolRefusal } from '../instrument/protocol.ts'
import { ok, type Result } from '../kernel/result.ts'
import type { Db } from '../platform/db/database.ts'
import { driftOf, type Drift } from './drift.ts'
import { heldSheet, lastSheet } from './export.service.ts'
import { planFacts, type SheetContext } from './plan.service.ts'
import { comparedChanges } from './plan.ts'
import type { TermSheet } from './term-sheet.ts'

/** What differs between a sheet, the records and the chain's head: what a plan compares, and all of it. Writes nothing. */
export async function sheetDrift(
  context: SheetContext,
  db: Db,
  sheet: TermSheet,
  now: Temporal.Instant,
): Promise<Result<readonly Drift[], ProtocolRefusal>> {
  const looked = await planFacts(context, db, sheet, null, now)
  return looked.ok ? ok(driftOf(comparedChanges(sheet, looked.value.facts))) : looked
}

/**
 * As `sheetDrift`, for the sheet that an instrument is on. One of a layout that is no longer read cannot be compared
 * with the records, and then the records are compared with the chain, `against` says.
 */
export async function instrumentDrift(
  context: SheetContext,
  db: Db,
  instrument: Instrument,
  now: Temporal.Instant,
): Promise<
  Result<{ readonly against: 'applied' | 'records'; readonly differences: readonly Drift[] }, ProtocolRefusal>
> {
  const applied = await lastSheet(db, instrument, now)
  const sheet = applied ?? (await sheetOfRecords(context, db, instrument))
  if ('reason' in sheet) return sheet
  const drift = await sheetDrift(context, db, sheet, now)
  return drift.ok
    ? ok({ against: applied === null ? 'records' : 'applied', differences: drift.value })
    : drift
}

async function sheetOfRecords({ rpc, operator }: SheetContext, db: Db, instrument: Instrument) {
  const progress = await protocolProgress(db, rpc, operator)
  if (!progress.ok) return progress
  const held = await heldSheet(db, instrument, progress.value.addresses.stablecoin)
  return { ...held, warnings: [], sha256: instrument.termSheetSha256, text: '' }
}
