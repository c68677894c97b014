import { randomBytes } from 'node:crypto'
import { newId, type InvestorId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { siweText } from '../kernel/siwe.ts'
import { appendAudit } from '../platform/audit.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import { signedMessage } from '../platform/chain/signature.ts'
import type { Clock } from '../platform/clock.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import type { Work } from '../platform/work.ts'
import { isListedWallet } from '../screening/screening.service.ts'
import {
  countChallenges,
  dropChallenges,
  insertChallenge,
  insertWallet,
  markCancelled,
  selectChallenge,
  selectInvestor,
  selectWalletByAddress,
  selectWallets,
  useChallenge,
} from './investor.store.ts'
import { LINK_STATEMENT, WALLETS_MAX, type Wallet } from './investor.ts'
import { writeRecord } from './wallet-record.service.ts'

const CHALLENGE_MINUTES = 5
/** So long one that ran out is kept, so that whoever signs it too late is told that. */
const EXPIRED_KEPT = { hours: 1 } as const
/** So many texts may wait to be signed at once: one for each wallet that there may be, and some for another try. */
const CHALLENGES_MAX = 2 * WALLETS_MAX

/**
 * Issues the text that a wallet signs to be linked to this investor. It can be used once, for five minutes; one that ran out unsigned
 * an hour ago is dropped when the next is issued.
 */
export async function challengeWallet(
  work: Work,
  site: { readonly publicUrl: string; readonly chainId: number; readonly clock: Clock },
  wallet: { readonly investor: InvestorId; readonly address: `0x${string}` },
): Promise<
  Result<
    { readonly message: string; readonly expiresAt: Temporal.Instant },
    'NOT_FOUND' | 'WALLET_TAKEN' | 'TOO_MANY_WALLETS' | 'CHALLENGES_TOO_MANY'
  >
> {
  await lockFor(work.db, wallet.investor)
  const refusal = await linkRefusal(work.db, wallet)
  if (refusal !== null) return refuse(refusal, { max: String(WALLETS_MAX) })
  const issuedAt = site.clock.now()
  await dropChallenges(work.db, wallet.investor, issuedAt.subtract(EXPIRED_KEPT))
  if ((await countChallenges(work.db, wallet.investor, issuedAt)) >= CHALLENGES_MAX)
    return refuse('CHALLENGES_TOO_MANY', { max: String(CHALLENGES_MAX), minutes: String(CHALLENGE_MINUTES) })
  const expiresAt = issuedAt.add({ minutes: CHALLENGE_MINUTES })
  const nonce = randomBytes(16).toString('hex')
  const message = siweText({
    domain: new URL(site.publicUrl).host,
    uri: site.publicUrl,
    address: wallet.address,
    statement: LINK_STATEMENT,
    chainId: site.chainId,
    nonce,
    issuedAt,
    expiresAt,
  })
  await insertChallenge(work.db, {
    nonce,
    investor: wallet.investor,
    address: wallet.address,
    message,
    expiresAt,
  })
  return ok({ message, expiresAt })
}

/** Links a wallet whose holder signed the text that was issued for it; an approved investor's goes to the registry. */
export async function linkWallet(
  work: Work,
  site: { readonly rpc: Rpc; readonly clock: Clock },
  wallet: {
    readonly investor: InvestorId
    readonly address: `0x${string}`
    readonly signature: string
  },
): Promise<
  Result<
    Wallet,
    | 'NOT_FOUND'
    | 'WALLET_TAKEN'
    | 'TOO_MANY_WALLETS'
    | 'CHALLENGE_UNKNOWN'
    | 'CHALLENGE_EXPIRED'
    | 'NONCE_USED'
    | 'SIGNATURE_INVALID'
    | 'WALLET_REFUSED'
    | 'PROTOCOL_NOT_DEPLOYED'
  >
> {
  // A decision on the investor is about all their wallets, and an address is linked once.
  await lockFor(work.db, wallet.investor)
  await lockFor(work.db, `wallet:${wallet.address.toLowerCase()}`)
  const refusal = await linkRefusal(work.db, wallet)
  if (refusal !== null) return refuse(refusal, { max: String(WALLETS_MAX) })
  const challenge = await selectChallenge(work.db, wallet.investor, wallet.address)
  if (challenge === null) return refuse('CHALLENGE_UNKNOWN')
  const now = site.clock.now()
  if (Temporal.Instant.compare(now, challenge.expiresAt) >= 0) return refuse('CHALLENGE_EXPIRED')
  if (!(await signedMessage(site.rpc, wallet.address, challenge.message, wallet.signature)))
    return refuse('SIGNATURE_INVALID')
  if (!(await useChallenge(work.db, challenge.nonce, now))) return refuse('NONCE_USED')
  if (await isListedWallet(work.db, wallet.address)) return refuse('WALLET_REFUSED')

  const linked: Wallet = {
    id: newId('wal'),
    investor: wallet.investor,
    address: wallet.address,
    status: 'pending',
  }
  await insertWallet(work.db, linked, work.now)
  await appendAudit(work, {
    action: 'wallet.linked',
    subject: linked.id,
    detail: { investor: wallet.investor },
  })
  const investor = await selectInvestor(work.db, wallet.investor)
  if (investor?.kycStatus !== 'verified') return ok(linked)
  const written = await writeRecord(work, linked, investor)
  return written.ok ? ok({ ...linked, status: 'syncing' }) : written
}

/** Takes a wallet out of use for good, ahead of everything that waits: the registry blocks it. */
export async function retireWallet(
  work: Work,
  address: string,
): Promise<Result<null, 'NOT_FOUND' | 'PROTOCOL_NOT_DEPLOYED'>> {
  const wallet = await selectWalletByAddress(work.db, address)
  const investor = wallet === null ? null : await selectInvestor(work.db, wallet.investor)
  if (wallet === null || investor === null) return refuse('NOT_FOUND')
  await lockFor(work.db, investor.id)
  await markCancelled(work.db, wallet.id)
  const written = await writeRecord(work, wallet, { ...investor, kycStatus: 'rejected' })
  if (!written.ok) return written
  await appendAudit(work, { action: 'wallet.retired', subject: wallet.id })
  return ok(null)
}

async function linkRefusal(
  db: Db,
  wallet: { readonly investor: InvestorId; readonly address: string },
): Promise<'NOT_FOUND' | 'WALLET_TAKEN' | 'TOO_MANY_WALLETS' | null> {
  if ((await selectInvestor(db, wallet.investor)) === null) return 'NOT_FOUND'
  if ((await selectWalletByAddress(db, wallet.address)) !== null) return 'WALLET_TAKEN'
  return (await selectWallets(db, wallet.investor)).length >= WALLETS_MAX ? 'TOO_MANY_WALLETS' : null
}
