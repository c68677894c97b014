import { randomBytes } from 'node:crypto'
import type { ProtocolAddresses } from '../instrument/protocol.ts'
import { protocolAddresses } from '../instrument/protocol.service.ts'
import { COUNTRIES } from '../kernel/countries.ts'
import { formatDecimal } from '../kernel/decimal.ts'
import { newId, parseId, type InvestorId, type IssuerId } from '../kernel/ids.ts'
import { must, ok, refuse, type Result } from '../kernel/result.ts'
import { siweText } from '../kernel/siwe.ts'
import { dateIn } from '../kernel/time.ts'
import { appendAudit } from '../platform/audit.ts'
import {
  cancelIntent,
  listIntents,
  recordIntent,
  type Intent,
  type SettledHandlers,
} from '../platform/chain/intents.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import { signedMessage } from '../platform/chain/signature.ts'
import type { Clock } from '../platform/clock.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import { findByPersonal, putPersonal, readPersonal, readPersonalOf } from '../platform/vault/vault.ts'
import { personOf, type Work } from '../platform/work.ts'
import type { ScreeningRefusal } from '../screening/screening.ts'
import { isListedWallet, screeningRefusal } from '../screening/screening.service.ts'
import { custodyEndOf } from './holding.service.ts'
import { identityAddress, registerCall, updateCall } from './investor.chain.ts'
import {
  approvalRefusal,
  LINK_STATEMENT,
  WALLETS_MAX,
  kycStatusOn,
  type ApprovalRefusal,
  type CountedInvestor,
  type Investor,
  type InvestorKind,
  type Wallet,
} from './investor.ts'
import {
  countWalletWrite,
  insertChallenge,
  insertInvestor,
  insertWallet,
  isKnownTo,
  markCancelled,
  markRegistered,
  markRejected,
  selectChallenge,
  selectIdsKnownTo,
  selectInvestor,
  selectInvestors,
  selectCounted,
  selectOwnedBps,
  selectWalletByAddress,
  selectWallets,
  updateDecision,
  useChallenge,
  type InvestorPage,
} from './investor.store.ts'
import { selectCase, updateCase } from './kyc-case.store.ts'

const PURPOSE = 'investor.wallet'
const CHALLENGE_MINUTES = 5
/** More unsigned records of one wallet than this do not wait at once: each decision withdraws those before it. */
const WRITES_WAITING_MAX = 100
/** Legal dates of an approval are days of Coordinated Universal Time, as the registry counts them. */
const ZONE = 'UTC'

export function investorById(db: Db, id: InvestorId): Promise<Investor | null> {
  return selectInvestor(db, id)
}

/** These investors, by id, as far as they are counted; who is not there is left out. */
export async function investorsById(
  db: Db,
  ids: readonly InvestorId[],
): Promise<Map<InvestorId, CountedInvestor>> {
  if (ids.length === 0) return new Map()
  const found = new Map<InvestorId, CountedInvestor>()
  for (const investor of await selectCounted(db, ids)) found.set(investor.id, investor)
  return found
}

/** Whether an investor is approved, and was not longer ago than that holds. */
export async function isApproved(work: Work, id: InvestorId): Promise<boolean> {
  const investor = await selectInvestor(work.db, id)
  return investor !== null && kycStatusOn(investor, dateIn(work.now, ZONE)) === 'verified'
}

export function walletsOf(db: Db, investor: InvestorId): Promise<Wallet[]> {
  return selectWallets(db, investor)
}

/** A wallet with what its holder calls it, for people who may see that; null when they call it nothing. */
export type NamedWallet = Wallet & { readonly name: string | null }

/** What people call their things is theirs: the names of wallets are in the vault. */
const walletName = (wallet: Wallet['id']) => `wallet.${wallet}.name`

export async function namedWalletsOf(db: Db, investor: InvestorId): Promise<NamedWallet[]> {
  const wallets = await selectWallets(db, investor)
  const names = await readPersonal(
    db,
    investor,
    wallets.map(({ id }) => walletName(id)),
  )
  return wallets.map((wallet) => ({ ...wallet, name: names[walletName(wallet.id)] ?? null }))
}

/** Gives a wallet another name. */
export async function renameWallet(
  work: Work,
  given: { readonly investor: InvestorId; readonly address: string; readonly name: string },
): Promise<Result<NamedWallet, 'NOT_FOUND'>> {
  await lockFor(work.db, given.investor)
  const wallet = await selectWalletByAddress(work.db, given.address)
  if (wallet === null || wallet.investor !== given.investor) return refuse('NOT_FOUND')
  await putPersonal(work, given.investor, { [walletName(wallet.id)]: given.name })
  await appendAudit(work, { action: 'wallet.renamed', subject: wallet.id })
  return ok({ ...wallet, name: given.name })
}

/** The wallet with this address, in any spelling, or null. */
export function walletByAddress(db: Db, address: string): Promise<Wallet | null> {
  return selectWalletByAddress(db, address)
}

/** Investors in the order of their ids, after `after`. */
export function investors(db: Db, page: InvestorPage): Promise<Investor[]> {
  return selectInvestors(db, page)
}

/**
 * Whether this issuer's people may know of an investor: they took them up, or the investor subscribed to, holds or held
 * units of one of its instruments.
 */
export function isInvestorOf(db: Db, issuer: IssuerId, id: InvestorId): Promise<boolean> {
  return isKnownTo(db, issuer, id)
}

/** The investors with this e-mail address, whosever they are. */
export async function investorIdsByEmail(db: Db, email: string): Promise<InvestorId[]> {
  return (await findByPersonal(db, 'email', email)).flatMap((subject) => parseId('inv', subject) ?? [])
}

/** Every investor whom this issuer knows. */
export function investorIdsOf(db: Db, issuer: IssuerId): Promise<InvestorId[]> {
  return selectIdsKnownTo(db, issuer)
}

/** Names from the vault, for people who may see them: investor → name. One that was erased is left out. */
export async function investorNames(db: Db, ids: readonly InvestorId[]): Promise<Map<string, string>> {
  const fields = await readPersonalOf(db, ids, ['name'])
  return new Map([...fields].flatMap(([id, { name }]) => (name === undefined ? [] : [[id, name] as const])))
}

/** Takes up a new investor, who waits for an officer's decision. What identifies them goes to the
 * vault and nowhere else. */
export async function createInvestor(
  work: Work,
  person: {
    readonly kind: InvestorKind
    readonly country: string
    readonly name: string
    readonly email: string
    /** Of a person, where it is known: it tells namesakes apart. */
    readonly born?: Temporal.PlainDate | null
  },
  /** The issuer whose people take them up, who know them from now on. */
  introducedBy: IssuerId | null = null,
): Promise<Investor> {
  const id = newId('inv')
  const investor: Investor = {
    id,
    kind: person.kind,
    country: person.country,
    kycStatus: 'manual-review',
    kycUntil: null,
    accreditedUntil: null,
    identity: identityAddress(id),
  }
  await keepInvestor(work, investor, person, introducedBy)
  // Whoever takes somebody up does not approve them alone.
  await updateCase(work.db, id, { submittedBy: personOf(work.by) })
  await enqueueNotice(work, {
    topic: 'investor.applied',
    subject: id,
    audience: { role: 'officer' },
    facts: {},
  })
  return investor
}

/** Takes up somebody who applies themselves: nobody decides about them before they have sent everything in. */
export async function registerInvestor(
  work: Work,
  person: {
    readonly kind: InvestorKind
    readonly country: string
    readonly name: string
    readonly email: string
  },
): Promise<Investor> {
  const id = newId('inv')
  const investor: Investor = {
    id,
    kind: person.kind,
    country: person.country,
    kycStatus: 'none',
    kycUntil: null,
    accreditedUntil: null,
    identity: identityAddress(id),
  }
  await keepInvestor(work, investor, person, null)
  return investor
}

async function keepInvestor(
  work: Work,
  investor: Investor,
  person: { readonly name: string; readonly email: string; readonly born?: Temporal.PlainDate | null },
  introducedBy: IssuerId | null,
): Promise<void> {
  await insertInvestor(work.db, investor, { introducedBy, createdAt: work.now })
  await putPersonal(work, investor.id, {
    name: person.name,
    email: { value: person.email, lookup: true },
    ...(person.born == null ? {} : { born: person.born.toString() }),
  })
  await appendAudit(work, {
    action: 'investor.created',
    subject: investor.id,
    detail: { kind: investor.kind },
  })
}

/**
 * Approves an investor until given days; every wallet's record on the chain follows. Approving again extends. Nobody is
 * approved who was not compared with the sanctions lists in force, or of whom a match is open.
 *
 * @param machineNow by the machine's clock, by which lists grow old
 */
export async function approveInvestor(
  work: Work,
  id: InvestorId,
  until: { readonly kyc: Temporal.PlainDate; readonly accredited: Temporal.PlainDate | null },
  machineNow: Temporal.Instant,
): Promise<Result<Investor, ApprovalRefusal | ScreeningRefusal | 'NOT_FOUND' | 'PROTOCOL_NOT_DEPLOYED'>> {
  await lockFor(work.db, id)
  const investor = await selectInvestor(work.db, id)
  if (investor === null) return refuse('NOT_FOUND')
  const custodyEnd = await custodyEndOf(work.db, id)
  const refusal = approvalRefusal(until, dateIn(work.now, ZONE), custodyEnd)
  if (refusal !== null) {
    const days = {
      KYC_UNTIL_PAST: until.kyc,
      ACCREDITED_UNTIL_PAST: until.accredited,
      CUSTODY_ENDS: custodyEnd,
    }
    return refuse(refusal, { until: days[refusal]!.toString() })
  }

  const owned = await selectOwnedBps(work.db, id)
  if (owned !== null) return refuse('SCREENING_OWNED', { percent: formatDecimal(BigInt(owned), 2) })
  const screened = await screeningRefusal(work.db, id, machineNow)
  if (screened !== null) return screened

  const approved: Investor = {
    ...investor,
    kycStatus: 'verified',
    kycUntil: until.kyc,
    accreditedUntil: until.accredited,
  }
  const written = await decide(work, approved)
  if (!written.ok) return written
  await appendAudit(work, {
    action: 'investor.approved',
    subject: id,
    detail: { kycUntil: until.kyc.toString(), accreditedUntil: until.accredited?.toString() ?? null },
  })
  // An accreditation is verified by approving again, until the same day: of that nobody is told a second time.
  const isNews =
    kycStatusOn(investor, dateIn(work.now, ZONE)) !== 'verified' || !investor.kycUntil?.equals(until.kyc)
  if (isNews)
    await enqueueNotice(work, {
      topic: 'investor.approved',
      subject: id,
      audience: { investor: id },
      facts: { until: until.kyc.toString() },
    })
  return ok(approved)
}

/** Declines an investor, or takes an approval back: their wallets can receive nothing and send nothing any more. */
export async function rejectInvestor(
  work: Work,
  id: InvestorId,
): Promise<Result<Investor, 'NOT_FOUND' | 'PROTOCOL_NOT_DEPLOYED'>> {
  await lockFor(work.db, id)
  const investor = await selectInvestor(work.db, id)
  if (investor === null) return refuse('NOT_FOUND')
  const rejected: Investor = { ...investor, kycStatus: 'rejected' }
  const written = await decide(work, rejected)
  if (!written.ok) return written
  await endUpdates(work, id)
  await appendAudit(work, { action: 'investor.rejected', subject: id })
  await enqueueNotice(work, {
    topic: 'investor.rejected',
    subject: id,
    audience: { investor: id },
    facts: {},
  })
  return ok(rejected)
}

/** Takes an approval back until an officer has looked: wallets are blocked on the chain. Of others nothing changes. */
export async function holdForReview(work: Work, id: InvestorId): Promise<void> {
  await lockFor(work.db, id)
  const investor = await selectInvestor(work.db, id)
  if (investor?.kycStatus !== 'verified') return
  must(await decide(work, { ...investor, kycStatus: 'manual-review' }))
  await endUpdates(work, id)
  await appendAudit(work, { action: 'investor.held', subject: id })
}

/**
 * Whatever was asked of somebody whose approval stands is answered by a decision on their case. Not by one on something
 * else, such as their accreditation, though it writes to the chain as well.
 */
export async function endUpdates(work: Work, id: InvestorId): Promise<void> {
  const file = await selectCase(work.db, id)
  await updateCase(work.db, id, { waitingSince: work.now, updates: null })
  if (file !== null && file.updates !== null)
    await appendAudit(work, { action: 'case.updates-decided', subject: id })
}

async function decide(work: Work, investor: Investor): Promise<Result<null, 'PROTOCOL_NOT_DEPLOYED'>> {
  await updateDecision(work.db, investor.id, {
    status: investor.kycStatus,
    kycUntil: investor.kycUntil,
    accreditedUntil: investor.accreditedUntil,
    at: work.now,
    by: work.by.id,
  })
  for (const wallet of await selectWallets(work.db, investor.id)) {
    // What was taken out of use stays blocked, whatever is decided about its investor.
    if (wallet.status === 'cancelled') continue
    const written = await writeRecord(work, wallet, investor)
    if (!written.ok) return written
  }
  return ok(null)
}

/** Issues the text that a wallet signs to be linked to this investor. It can be used once, for five minutes. */
export async function challengeWallet(
  work: Work,
  site: { readonly publicUrl: string; readonly chainId: number; readonly clock: Clock },
  wallet: { readonly investor: InvestorId; readonly address: `0x${string}` },
): Promise<
  Result<
    { readonly message: string; readonly expiresAt: Temporal.Instant },
    'NOT_FOUND' | 'WALLET_TAKEN' | 'TOO_MANY_WALLETS'
  >
> {
  const refusal = await linkRefusal(work.db, wallet)
  if (refusal !== null) return refuse(refusal, { max: String(WALLETS_MAX) })
  const issuedAt = site.clock.now()
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

/** Asks for the registry's record of a wallet to say what its investor's row says. */
async function writeRecord(
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
