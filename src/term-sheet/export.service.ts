import type { Instrument } from '../instrument/instrument.ts'
import { protocolProgress } from '../instrument/protocol.service.ts'
import type { ProtocolRefusal } from '../instrument/protocol.ts'
import { assetById, issuerById, spvById, valuationsOf } from '../issuer/issuer.service.ts'
import { ok, type Result } from '../kernel/result.ts'
import type { Db } from '../platform/db/database.ts'
import type { SheetContext } from './plan.service.ts'
import { sheetText } from '../instrument/sheet-text.service.ts'
import { readTermSheet } from './term-sheet.service.ts'
import type { TermSheet } from './term-sheet.ts'
import { isSameSheet, termSheetText, type SheetContent } from './term-sheet-text.service.ts'

/** A share class as a term sheet. `applied`: the bytes of the sheet applied last. `records`: written anew. */
export type ExportedSheet = { readonly source: 'applied' | 'records'; readonly yaml: string }

/**
 * The term sheet that says what the platform holds of a share class now. While the sheet that was applied last still
 * says so, its very bytes are answered, comments and all; applying those changes nothing. Otherwise it is written anew
 * from the records, and applying it changes nothing but which bytes are anchored.
 *
 * @param now the day of every valuation has come by then
 */
export async function exportTermSheet(
  context: SheetContext,
  db: Db,
  instrument: Instrument,
  now: Temporal.Instant,
): Promise<Result<ExportedSheet, ProtocolRefusal>> {
  const progress = await protocolProgress(db, context.rpc, context.operator)
  if (!progress.ok) return progress
  const held = await heldSheet(db, instrument, progress.value.addresses.stablecoin)
  const applied = await lastSheet(db, instrument, now)
  return ok(
    applied !== null && isSameSheet(applied, held)
      ? { source: 'applied', yaml: applied.text }
      : { source: 'records', yaml: termSheetText(held, writtenAnew(instrument)) },
  )
}

/** True of the text for as long as it is kept, also once it was applied itself. */
function writtenAnew({ key }: Instrument): string {
  return `Written from the records of ${key}, not by hand: what comments an earlier file had are not in it.`
}

/** The sheet that an instrument is on; null for one of a layout that is no longer read. */
export async function lastSheet(
  db: Db,
  { termSheetSha256 }: Instrument,
  now: Temporal.Instant,
): Promise<TermSheet | null> {
  const stored = await sheetText(db, termSheetSha256)
  if (stored === null) return null
  const read = readTermSheet(new TextEncoder().encode(stored.text), now)
  return read.ok ? read.value : null
}

/** What the records say of an instrument, as a sheet would. `stablecoin` is the development one, if there is any. */
export async function heldSheet(
  db: Db,
  instrument: Instrument,
  stablecoin: Instrument['token'],
): Promise<SheetContent> {
  const { payment } = instrument
  const [issuer, spv, asset] = [
    await issuerById(db, instrument.issuer),
    await spvById(db, instrument.spv),
    await assetById(db, instrument.asset),
  ]
  if (issuer === null || spv === null || asset === null)
    throw new Error(`${instrument.key} refers to a row that is not there`)
  return {
    issuer,
    spv,
    asset,
    valuations: await valuationsOf(db, asset.id),
    terms: { ...instrument, paymentCurrency: payment.currency },
    paymentToken: payment.token === stablecoin ? 'development' : payment.token,
    treasury: instrument.treasuryKind === 'managed' ? 'managed' : instrument.treasury,
  }
}
