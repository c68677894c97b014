import type { Address } from 'viem'
import { instrumentById } from '../../instrument/instrument.service.ts'
import type { Instrument } from '../../instrument/instrument.ts'
import { failureSentence, protocolAddresses } from '../../instrument/protocol.service.ts'
import type { ProtocolAddresses } from '../../instrument/protocol.ts'
import { offeringAddressOf, type TokenCall } from '../../instrument/token.service.ts'
import { newId, type OfferingId } from '../../kernel/ids.ts'
import { appendAudit } from '../../platform/audit.ts'
import { type Intent, listIntents, recordIntent, type SettledHandlers } from '../../platform/chain/intents.ts'
import type { Rpc } from '../../platform/chain/rpc.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Work } from '../../platform/work.ts'
import { createOfferingCall, escrowTermsOf, readEscrowTerms } from './escrow.chain.ts'
import { insertOffering, selectOffering, updateOffering } from '../offering.store.ts'
import { type EscrowTerms, type Offering, timesOf } from '../offering.ts'

const PURPOSE = 'offering.opening'
const INTENTS_MAX = 1_000

/**
 * Opens the sale of an instrument whose token is on the chain: its escrow is asked for, and subscriptions are taken once it
 * is there. Asking again changes nothing, except that what failed is tried once more. A window that is over already has no
 * escrow: its contract would refuse to be made.
 */
export async function openOffering(work: Work, instrument: Instrument): Promise<void> {
  const known = await selectOffering(work.db, { instrument: instrument.id })
  const id = known?.id ?? newId('off')
  if (known === null) {
    await insertOffering(work.db, { id, instrument: instrument.id, openedAt: work.now })
    await appendAudit(work, {
      action: 'offering.opened',
      subject: id,
      detail: { instrument: instrument.id },
    })
  }
  const protocol = await protocolAddresses(work.db)
  if (known !== null && known.status !== 'opening') return
  if (protocol === null || instrument.token === null) return
  if (Temporal.Instant.compare(work.now, timesOf(instrument).closesAt) >= 0)
    return updateOffering(work.db, id, { failure: 'The window was over before there was a token.' })
  const before = await listIntents(work.db, { subject: id, purpose: PURPOSE, limit: INTENTS_MAX })
  if (before.some(({ status }) => status !== 'failure')) return
  await recordIntent(
    work.db,
    {
      key: `${id}:${PURPOSE}:${before.length + 1}`,
      purpose: PURPOSE,
      subject: id,
      from: protocol.operator,
      to: protocol.assetFactory,
      data: createOfferingCall(escrowTermsOf(instrument), instrument.token, instrument.key),
    },
    work.now,
  )
}

/** How far the escrow of an offering has come, and the call that makes it. */
export type EscrowProgress = {
  readonly address: Address
  readonly wanted: EscrowTerms
  /** What the contract answers; null while there is none. */
  readonly terms: EscrowTerms | null
  readonly status: Offering['status'] | null
  readonly underWay: boolean
  /** Why the last attempt failed, while it has not been asked for again. */
  readonly failure: string | null
  readonly call: TokenCall['call']
}

/**
 * What the chain says about the escrow that is, or is to be, on these terms. Reads the head: what is not final yet shows
 * as well, and is also named as under way.
 */
export async function escrowProgress(
  db: Db,
  rpc: Rpc,
  protocol: ProtocolAddresses,
  wanted: Parameters<typeof escrowTermsOf>[0] & Pick<Instrument, 'key'> & { readonly token: Address },
  instrument: Instrument['id'] | null,
): Promise<EscrowProgress> {
  const address = offeringAddressOf(protocol, wanted.key)
  const terms = escrowTermsOf(wanted)
  const offering = instrument === null ? null : await selectOffering(db, { instrument })
  const asked =
    offering?.status === 'opening'
      ? await listIntents(db, { subject: offering.id, purpose: PURPOSE, limit: INTENTS_MAX })
      : []
  const underWay = asked.some(({ status }) => status !== 'failure')
  return {
    address,
    wanted: terms,
    terms: await readEscrowTerms(rpc, address),
    status: offering?.status ?? null,
    underWay,
    failure: offering?.status === 'opening' && !underWay ? offering.failure : null,
    call: { to: protocol.assetFactory, data: createOfferingCall(terms, wanted.token, wanted.key) },
  }
}

async function offeringOpened(work: Work, intent: Intent): Promise<void> {
  const id = intent.subject as OfferingId
  const offering = await selectOffering(work.db, { id })
  const instrument = offering === null ? null : await instrumentById(work.db, offering.instrument)
  const protocol = await protocolAddresses(work.db)
  if (instrument === null || protocol === null) throw new Error(`${id} was opened for nothing`)
  const contract = offeringAddressOf(protocol, instrument.key)
  await updateOffering(work.db, id, { status: 'open', contract, failure: null })
  await appendAudit(work, { action: 'offering.ready', subject: id, detail: { contract, tx: intent.txHash } })
}

async function offeringNotOpened(work: Work, intent: Intent): Promise<void> {
  const id = intent.subject as OfferingId
  const failure = failureSentence(intent)
  await updateOffering(work.db, id, { failure })
  await appendAudit(work, { action: 'offering.opening-failed', subject: id, detail: { failure } })
}

/** Its escrow is there → subscriptions are taken. */
export function openingSettled(): SettledHandlers {
  return { [PURPOSE]: { success: offeringOpened, failure: offeringNotOpened } }
}
