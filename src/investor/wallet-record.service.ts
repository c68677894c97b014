import { protocolAddresses } from '../instrument/protocol.service.ts'
import type { ProtocolAddresses } from '../instrument/protocol.ts'
import { COUNTRIES } from '../kernel/countries.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { appendAudit } from '../platform/audit.ts'
import {
  cancelIntent,
  listIntents,
  recordIntent,
  type Intent,
  type SettledHandlers,
} from '../platform/chain/intents.ts'
import type { Work } from '../platform/work.ts'
import { registerCall, updateCall } from './investor.chain.ts'
import { countWalletWrite, markRegistered, markRejected } from './investor.store.ts'
import type { Investor, Wallet } from './investor.ts'

const PURPOSE = 'investor.wallet'

/** More unsigned records of one wallet than this do not wait at once: each decision withdraws those before it. */
const WRITES_WAITING_MAX = 100

/** Asks for the registry's record of a wallet to say what its investor's row says. */
export async function writeRecord(
  work: Work,
  wallet: Wallet,
  investor: Investor,
): Promise<Result<Intent, 'PROTOCOL_NOT_DEPLOYED'>> {
  const protocol: ProtocolAddresses | null = await protocolAddresses(work.db)
  if (protocol === null) return refuse('PROTOCOL_NOT_DEPLOYED')
  const country = COUNTRIES.get(investor.country)
  if (country === undefined)
    throw new Error(`investor ${investor.id} lives in ${investor.country}, which is no country`)
  const revokes = investor.kycStatus !== 'verified'
  const { write, registered } = await countWalletWrite(work.db, wallet.id)
  // A revocation overtakes what is not signed yet: were an older record of this wallet among it, that one would come last.
  if (revokes) await cancelUnsigned(work, wallet.id)
  const [former] = await listIntents(work.db, {
    purpose: PURPOSE,
    subject: wallet.id,
    status: ['pending', 'signed', 'sent', 'mempool'],
    limit: 1,
  })
  // One is on its way: when this one arrives, the registry knows the wallet.
  const isKnown = registered || former !== undefined
  return ok(
    await recordIntent(
      work.db,
      {
        key: recordKey(wallet.id, write),
        purpose: PURPOSE,
        subject: wallet.id,
        from: protocol.operator,
        to: protocol.registry,
        data: (isKnown ? updateCall : registerCall)(wallet.address, investor, country),
        urgent: revokes,
      },
      work.now,
    ),
  )
}

async function cancelUnsigned(work: Work, wallet: Wallet['id']): Promise<void> {
  const waiting = await listIntents(work.db, {
    purpose: PURPOSE,
    subject: wallet,
    status: ['pending'],
    limit: WRITES_WAITING_MAX,
  })
  // One that is signed in this very moment keeps its nonce, and so its place before the revocation.
  for (const { id } of waiting) await cancelIntent(work.db, id, work.now)
}

/** What follows when the registry's record is final, or could not be written. */
export const investorSettled: SettledHandlers = {
  [PURPOSE]: {
    success: async (work, intent) => {
      await markRegistered(work.db, walletOf(intent), writeOf(intent))
      await appendAudit(work, {
        action: 'wallet.registered',
        subject: intent.subject,
        detail: { tx: intent.txHash },
      })
    },
    failure: async (work, intent) => {
      await markRejected(work.db, walletOf(intent), writeOf(intent))
      await appendAudit(work, {
        action: 'wallet.refused',
        subject: intent.subject,
        detail: { reason: intent.failure?.reason ?? null },
      })
    },
  },
}

function walletOf(intent: Intent): Wallet['id'] {
  if (intent.subject === null) throw new Error(`intent ${intent.id} names no wallet`)
  return intent.subject as Wallet['id']
}

function recordKey(wallet: Wallet['id'], write: number): string {
  return `${wallet}:record:${write}`
}

/** The number of the write that the intent is, as its key has it. */
function writeOf(intent: Intent): number {
  return Number(intent.key.slice(recordKey(walletOf(intent), 0).length - 1))
}
