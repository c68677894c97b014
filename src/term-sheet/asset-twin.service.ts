import { isSameThing } from '../issuer/asset-identity.service.ts'
import { assets } from '../issuer/issuer.service.ts'
import type { Db } from '../platform/db/database.ts'
import { positionIn } from './term-sheet-file.service.ts'
import type { TermSheet } from './term-sheet.ts'

/** The sheet with one warning more where its asset is known here by another key: one thing may be sold twice. Whose it is is not said. */
export async function withTwinWarning(db: Db, sheet: TermSheet): Promise<TermSheet> {
  const known = await assets(db)
  if (!known.some((other) => other.key !== sheet.asset.key && isSameThing(other, sheet.asset))) return sheet
  const warning = {
    ...positionIn(sheet.text, ['asset']),
    severity: 'warning',
    path: 'asset',
    code: 'ASSET_KNOWN',
    facts: {},
  } as const
  return { ...sheet, warnings: [...sheet.warnings, warning] }
}
