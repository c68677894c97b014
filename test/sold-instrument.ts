import assert from 'node:assert/strict'
import { instrumentById } from '../src/instrument/instrument.service.ts'
import type { Exemption, OfferingTerms } from '../src/instrument/instrument.ts'
import { money, USDX } from '../src/kernel/money.ts'
import { openOffering } from '../src/offering/escrow/escrow-opening.service.ts'
import { offeringView } from '../src/offering/offering.service.ts'
import type { Work } from '../src/platform/work.ts'
import { instrumentTerms } from './instrument-terms.ts'
import { recordedInstrument } from './recorded-instrument.ts'

/** Of one unit. */
export const UNIT_PRICE = 1_000_000n
const ACCOUNT = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'

/** An instrument of an issuer of its own, whose units are on sale; there is no token and no escrow. */
export async function soldInstrument(
  work: Work,
  key: string,
  exemption: Exemption,
  terms: Partial<OfferingTerms> = {},
  currency = USDX,
) {
  const unitPrice = money(UNIT_PRICE, currency)
  const { id } = await recordedInstrument(work, {
    key,
    treasury: ACCOUNT,
    terms: instrumentTerms(key, ACCOUNT, {
      unitsMax: 1_000_000n,
      treasuryKind: 'own',
      unitPrice,
      payment: { token: ACCOUNT, currency },
      offering: { exemption, ticketMin: unitPrice, closes: Temporal.PlainDate.from('2027-01-01'), ...terms },
    }),
  })
  const instrument = await instrumentById(work.db, id)
  assert.ok(instrument)
  await openOffering(work, instrument)
  // There is no chain to put an escrow on.
  const open = { status: 'open', contract: ACCOUNT }
  await work.db
    .withTables<{ offering: typeof open & { instrument: string } }>()
    .updateTable('offering')
    .set(open)
    .where('instrument', '=', id)
    .execute()
  const view = await offeringView(work.db, { instrument: id }, work.now)
  assert.ok(view)
  return { instrument, offering: view.offering.id }
}
