import { createHash } from 'node:crypto'
import type { Instrument } from '../../instrument/instrument.ts'
import { holdingOf, type Holding } from '../../investor/holding.service.ts'
import { investorById, investorNames } from '../../investor/investor.service.ts'
import { issuerById, spvById } from '../../issuer/issuer.service.ts'
import { t } from '../../messages/message.ts'
import { appendAudit } from '../../platform/audit.ts'
import type { Db } from '../../platform/db/database.ts'
import { printable, writePdf } from '../../platform/file/pdf.ts'
import { putFile } from '../../platform/vault/vault.ts'
import type { Work } from '../../platform/work.ts'
import { insertAgreement } from './agreement.store.ts'
import { agreementBlocks, heldAs } from '../agreement/agreement.ts'
import type { Subscription } from './subscription.ts'

/** An instrument, and the escrow into which its units are paid. */
type Sold = { readonly instrument: Instrument; readonly contract: string }

/**
 * Draws up the agreement of a subscription that was just made: filled from the term sheet and from what was asked for, and
 * the same bytes whenever it is made from these. It names the investor, so it is kept in the vault.
 */
export async function drawUpAgreement(work: Work, subscription: Subscription, sold: Sold): Promise<void> {
  const { bytes, holding } = await agreementPdf(work.db, subscription, sold)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await insertAgreement(work.db, {
    subscription: subscription.id,
    sha256,
    holding: holding.mark,
    file: await putFile(work, subscription.investor, bytes),
    bytes: bytes.length,
    madeAt: work.now,
  })
  await appendAudit(work, { action: 'agreement.drawn-up', subject: subscription.id, detail: { sha256 } })
}

async function agreementPdf(
  db: Db,
  subscription: Subscription,
  { instrument, contract }: Sold,
): Promise<{ readonly bytes: Buffer; readonly holding: Holding }> {
  const issuer = await issuerById(db, instrument.issuer)
  const spv = await spvById(db, instrument.spv)
  const investor = await investorById(db, subscription.investor)
  const name = (await investorNames(db, [subscription.investor])).get(subscription.investor)
  if (issuer === null || spv === null || investor === null || name === undefined)
    throw new Error(`${subscription.id} lacks somebody to agree`)
  const holding = await holdingOf(db, { id: subscription.investor, kind: investor.kind, name })
  const shown = printable(heldAs(holding))
  const title = t('agreement.of', { instrument: printable(instrument.name).text })
  const about = {
    name: shown.text,
    isTransliterated: shown.isTransliterated,
    isJoint: holding.holders.length > 1,
    country: investor.country,
  }
  const bytes = await writePdf({
    title,
    author: printable(issuer.name).text,
    at: subscription.createdAt,
    blocks: agreementBlocks({ subscription, instrument, issuer, spv, investor: about, contract }),
    footer: t('agreement.footer', { title, subscription: subscription.id }),
  })
  return { bytes, holding }
}
