import { createHash } from 'node:crypto'
import { instrumentById } from '../../instrument/instrument.service.ts'
import { assetById } from '../../issuer/issuer.service.ts'
import type { Asset } from '../../issuer/issuer.ts'
import type { OfferingId } from '../../kernel/ids.ts'
import { refuse, type Refusal } from '../../kernel/result.ts'
import { KIND_RISKS, RISKS } from '../../messages/risks.ts'
import type { Db } from '../../platform/db/database.ts'
import { selectOffering } from '../offering.store.ts'
import {
  selectConfirmations,
  selectSuitability,
  type Place,
  type RiskText,
} from './subscription-steps.store.ts'
import { isSuitabilityDone } from './subscription-steps.ts'

/**
 * What an investor confirms to have read before paying for units of an asset, in this order: what is told of every
 * offering, of this kind of asset, and what its issuer adds. The hash is of the title, an empty line and the text, in UTF-8.
 */
export function risksOf({ kind, risks, version }: Pick<Asset, 'kind' | 'risks' | 'version'>): RiskText[] {
  return [
    ...Object.entries(RISKS).map(([risk, told]) => ({ risk, ...told })),
    { risk: kind, ...KIND_RISKS[kind] },
    ...risks.map((told) => ({ risk: 'issuer', version, ...told })),
  ].map((told) => ({
    ...told,
    sha256: createHash('sha256').update(`${told.title}\n\n${told.text}`).digest('hex'),
  }))
}

/** The risks of an offering as they are told now. An offering that is not there is a bug of the caller and throws. */
export async function riskTexts(db: Db, offering: OfferingId): Promise<RiskText[]> {
  const sale = await selectOffering(db, { id: offering })
  const instrument = sale && (await instrumentById(db, sale.instrument))
  const asset = instrument && (await assetById(db, instrument.asset))
  if (asset === null) throw new Error(`${offering} sells nothing`)
  return risksOf(asset)
}

/** The hashes that have to be confirmed before anything is paid. */
export async function riskHashes(db: Db, offering: OfferingId): Promise<readonly string[]> {
  return [...new Set((await riskTexts(db, offering)).map(({ sha256 }) => sha256))]
}

/** How many risks of an offering an investor has not confirmed as they are told now. */
async function risksLeft(db: Db, place: Place): Promise<number> {
  const confirmed = await selectConfirmations(db, place)
  return (await riskHashes(db, place.offering)).filter((sha256) => !confirmed.has(sha256)).length
}

/** What an investor has yet to do before they pay, or null: to say whether it suits them, or to confirm risks. */
export async function notReadyToPay(
  db: Db,
  place: Place,
): Promise<Refusal<'SUITABILITY_OPEN' | 'RISKS_NOT_CONFIRMED'> | null> {
  if (!isSuitabilityDone(await selectSuitability(db, place))) return refuse('SUITABILITY_OPEN')
  const left = await risksLeft(db, place)
  return left > 0 ? refuse('RISKS_NOT_CONFIRMED', { count: String(left) }) : null
}
