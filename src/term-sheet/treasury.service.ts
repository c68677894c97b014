import { isOwnContract } from '../instrument/token.service.ts'
import type { Address } from '../instrument/instrument.ts'
import type { ProtocolAddresses } from '../instrument/protocol.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import type { Db } from '../platform/db/database.ts'
import { isContract } from './plan.chain.ts'
import type { PlanFacts } from './plan-facts.ts'
import { positionIn } from './term-sheet-file.service.ts'
import type { TermSheet } from './term-sheet.ts'

/**
 * What stands at the treasury that the sheet names: null for an account that somebody may hold the key of, or that the platform
 * keeps.
 *
 * @param made where the sheet's own contracts are, or will be
 */
export async function treasuryContract(
  { db, rpc }: { readonly db: Db; readonly rpc: Rpc },
  sheet: TermSheet,
  protocol: ProtocolAddresses,
  made: readonly Address[],
): Promise<PlanFacts['treasuryContract']> {
  const { treasury } = sheet
  if (treasury === 'managed') return null
  const tokens = [sheet.paymentToken, ...sheet.terms.offering.currencies.map(({ token }) => token)]
  const { line } = positionIn(sheet.text, ['treasury'])
  if (tokens.includes(treasury) || made.includes(treasury) || (await isOwnContract(db, treasury, protocol)))
    return { isForbidden: true, line }
  return (await isContract(rpc, treasury)) ? { isForbidden: false, line } : null
}

/** The sheet with one warning more where a contract is its treasury: a wallet of several owners is one, and so is much else. */
export function withTreasuryWarning(
  sheet: TermSheet,
  { treasuryContract: found }: Pick<PlanFacts, 'treasuryContract'>,
): TermSheet {
  if (found === null || found.isForbidden) return sheet
  const warning = {
    ...positionIn(sheet.text, ['treasury']),
    severity: 'warning',
    path: 'treasury',
    code: 'TREASURY_CONTRACT',
    facts: {},
  } as const
  return { ...sheet, warnings: [...sheet.warnings, warning] }
}
