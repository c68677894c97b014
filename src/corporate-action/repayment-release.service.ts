import type { Address } from 'viem'
import type { Instrument } from '../instrument/instrument.ts'
import { protocolAddresses } from '../instrument/protocol.service.ts'
import { investorsOfWallets } from '../investor/wallet.service.ts'
import type { RepaymentId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { appendAudit } from '../platform/audit.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import { haltedReason } from '../platform/chain/watcher-store.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import { personOf, type Work } from '../platform/work.ts'
import { claimRedemptionCall, readUnheld, releaseCall } from './repayment.chain.ts'
import { lockOf, redemptionsOf } from './repayment.service.ts'
import { askRedemption, intentsOf } from './repayment-steps.service.ts'
import {
  deleteRelease,
  putRelease,
  selectRedeemed,
  selectRelease,
  selectReleases,
  selectRepayment,
} from './repayment.store.ts'
import { releaseRefusal, type Release, type ReleaseRefusal } from './repayment.ts'

type Refused =
  | ReleaseRefusal
  | 'NOTHING_HELD'
  | 'TRANSACTION_UNDER_WAY'
  | 'CHAIN_HALTED'
  | 'PROTOCOL_NOT_DEPLOYED'

/**
 * The first of two officers asks that a holder's principal be released, by a document that ends what their units were frozen for.
 * Asked again it is asked anew.
 */
export async function askRelease(
  work: Work,
  rpc: Rpc,
  instrument: Instrument,
  given: { readonly wallet: string; readonly document: string },
): Promise<Result<null, Refused>> {
  const found = await heldOf(work, rpc, instrument, given.wallet)
  if (!found.ok) return found
  const { repayment, investor } = found.value
  const { wallet, document } = given
  await putRelease(work.db, repayment.id, { wallet, document, by: personOf(work.by), at: work.now })
  await appendAudit(work, {
    action: 'repayment.release-asked',
    subject: repayment.id,
    detail: { investor, document },
  })
  await enqueueNotice(work, {
    topic: 'repayment.release-asked',
    subject: instrument.asset,
    audience: { role: 'officer', issuer: instrument.issuer },
    facts: { instrument: instrument.name },
  })
  return ok(null)
}

/** A second officer agrees: the contract is told, and then pays the principal. Who is told of it, when it is final: `repaymentSettled`. */
export async function confirmRelease(
  work: Work,
  rpc: Rpc,
  instrument: Instrument,
  { wallet, document }: { readonly wallet: string; readonly document: string },
): Promise<Result<null, Refused>> {
  const found = await heldOf(work, rpc, instrument, wallet)
  if (!found.ok) return found
  const { repayment, protocol, held, investor } = found.value
  const release = await selectRelease(work.db, repayment.id, wallet)
  const refusal = releaseRefusal(release, { person: personOf(work.by), document })
  if (refusal !== null) return refusal
  const asking = { repayment, protocol }
  for (const { purchase, wallet: holder } of held) {
    await askRedemption(work, asking, 'release', releaseCall(purchase, holder))
    await askRedemption(work, asking, 'claim', claimRedemptionCall(purchase, holder as Address))
  }
  await deleteRelease(work.db, repayment.id, wallet)
  await appendAudit(work, {
    action: 'repayment.release-confirmed',
    subject: repayment.id,
    detail: { investor, document },
  })
  return ok(null)
}

/** Releases that wait for a second officer, the oldest first. */
export function releasesOf(db: Db, id: RepaymentId): Promise<Release[]> {
  return selectReleases(db, id)
}

/** What the contract holds of a wallet's principal. */
async function heldOf(work: Work, rpc: Rpc, instrument: Instrument, wallet: string) {
  await lockFor(work.db, lockOf(instrument.id))
  const protocol = await protocolAddresses(work.db)
  if (protocol === null) return refuse('PROTOCOL_NOT_DEPLOYED')
  const repayment = await selectRepayment(work.db, { instrument: instrument.id })
  if (repayment === null) return refuse('NOTHING_HELD')
  const halted = await haltedReason(work.db)
  if (halted !== null) return refuse('CHAIN_HALTED', { halted })
  if ((await intentsOf(work.db, repayment.id)).some(({ settledAt }) => settledAt === null))
    return refuse('TRANSACTION_UNDER_WAY')
  const parked = (await selectRedeemed(work.db, redemptionsOf(instrument, repayment))).filter(
    (line) => line.status === 'parked' && line.wallet.toLowerCase() === wallet.toLowerCase(),
  )
  const unheld = await readUnheld(rpc, protocol.redemption, parked)
  const held = parked.filter((line) => !unheld.includes(line))
  if (held.length === 0) return refuse('NOTHING_HELD')
  const investor = (await investorsOfWallets(work.db, [wallet])).get(wallet.toLowerCase()) ?? null
  return ok({ repayment, protocol, held, investor })
}
