import { createHash } from 'node:crypto'
import { RISKS } from '../messages/risks.ts'
import type { Db } from '../platform/db/database.ts'
import { selectConfirmations, type Place, type RiskText } from './subscription-steps.store.ts'

/** What everybody confirms to have read, in this order. The hash is of the title, an empty line and the text, in UTF-8. */
export const RISK_TEXTS: readonly RiskText[] = Object.entries(RISKS).map(
  ([risk, { version, title, text }]) => ({
    ...{ risk, version, title, text },
    sha256: createHash('sha256').update(`${title}\n\n${text}`).digest('hex'),
  }),
)

/** The hashes that have to be confirmed before anything is paid. */
export const RISK_HASHES: readonly string[] = RISK_TEXTS.map(({ sha256 }) => sha256)

/** How many risks of an offering an investor has not confirmed as they are told now. */
export async function risksLeft(db: Db, place: Place): Promise<number> {
  const confirmed = await selectConfirmations(db, place)
  return RISK_HASHES.filter((sha256) => !confirmed.has(sha256)).length
}
