import { createInstrument } from '../src/instrument/instrument.service.ts'
import type { Address, InstrumentTerms } from '../src/instrument/instrument.ts'
import { recordAsset, recordIssuer, recordSpv } from '../src/issuer/issuer.service.ts'
import type { Work } from '../src/platform/work.ts'

/**
 * An issuer, its company and the office building in it, all of one name, and an instrument of these terms: in the database alone.
 *
 * @param wanted.key what they are called; the token's name and key are those of the terms
 */
export async function recordedInstrument(
  work: Work,
  {
    key,
    treasury,
    terms,
    termSheetSha256 = '00'.repeat(32),
  }: {
    readonly key: string
    readonly treasury: Address
    readonly terms: InstrumentTerms
    readonly termSheetSha256?: string
  },
) {
  const company = {
    key,
    name: key,
    form: 'LLC',
    jurisdiction: 'US-DE',
    registryNumber: null,
    lei: null,
    formedOn: null,
  }
  const issuer = await recordIssuer(work, company)
  const spv = await recordSpv(work, issuer, company)
  const place = { country: 'US', address: '1 Main Street', identifiers: [], facts: [] }
  const asset = await recordAsset(work, spv, { key, kind: 'office-building', name: key, ...place })
  const id = await createInstrument(work, { issuer, spv, asset, treasury, termSheetSha256, terms })
  return { issuer, spv, asset, id }
}
