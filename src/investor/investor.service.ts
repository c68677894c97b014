import { newId, parseId, type InvestorId, type IssuerId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { dateIn } from '../kernel/time.ts'
import { appendAudit } from '../platform/audit.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import { findByPersonal, putPersonal, readPersonalOf } from '../platform/vault/vault.ts'
import { personOf, type Work } from '../platform/work.ts'
import { identityAddress } from './investor.chain.ts'
import {
  insertInvestor,
  isKnownTo,
  selectApprovedKnownTo,
  selectIds,
  selectIdsKnownTo,
  selectInvestor,
  selectInvestorsOf,
  selectCounted,
  selectWalletByAddress,
  selectWallets,
  selectWalletsOf,
} from './investor.store.ts'
import {
  kycStatusOn,
  type CountedInvestor,
  type Investor,
  type InvestorKind,
  type Wallet,
} from './investor.ts'
import { updateCase } from './kyc-case.store.ts'

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

/** As `investorsById`, with all that stands beside their names. */
export async function wholeInvestorsById(
  db: Db,
  ids: readonly InvestorId[],
): Promise<Map<InvestorId, Investor>> {
  return new Map((await selectInvestorsOf(db, ids)).map((investor) => [investor.id, investor]))
}

/** Whether an investor is approved, and was not longer ago than that holds. */
export async function isApproved(work: Work, id: InvestorId): Promise<boolean> {
  const investor = await selectInvestor(work.db, id)
  return investor !== null && kycStatusOn(investor, dateIn(work.now, 'UTC')) === 'verified'
}

export function walletsOf(db: Db, investor: InvestorId): Promise<Wallet[]> {
  return selectWallets(db, investor)
}

/** A wallet with what its holder calls it, for people who may see that; null when they call it nothing. */
export type NamedWallet = Wallet & { readonly name: string | null }

/** What people call their things is theirs: the names of wallets are in the vault. */
const walletName = (wallet: Wallet['id']) => `wallet.${wallet}.name`

/** The wallets of each of these; who has none is left out. */
export async function namedWalletsOf(
  db: Db,
  investors: readonly InvestorId[],
): Promise<Map<InvestorId, NamedWallet[]>> {
  const wallets = await selectWalletsOf(db, investors)
  const names = await readPersonalOf(
    db,
    wallets.map(({ investor }) => investor),
    wallets.map(({ id }) => walletName(id)),
  )
  const named = wallets.map((wallet) => ({
    ...wallet,
    name: names.get(wallet.investor)?.[walletName(wallet.id)] ?? null,
  }))
  return Map.groupBy(named, ({ investor }) => investor)
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

/** Every investor's id in order, those after `after`. */
export async function investorIds(
  db: Db,
  { after, limit }: { readonly after: InvestorId | null; readonly limit: number },
): Promise<InvestorId[]> {
  return selectIds(db, { after, limit })
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

/** Those whom this issuer knows and who are approved on the day, as far as rules count them. */
export function approvedInvestorsOf(
  db: Db,
  issuer: IssuerId,
  on: Temporal.PlainDate,
): Promise<CountedInvestor[]> {
  return selectApprovedKnownTo(db, issuer, on)
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
    audience: { role: 'officer', about: id },
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
