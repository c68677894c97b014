import { restrictionRefusal } from '../../investor/erasure.service.ts'
import { isAddressEqual, type Address, type Hex } from 'viem'
import type { Instrument } from '../../instrument/instrument.ts'
import { investorById, investorNames, investorsById } from '../../investor/investor.service.ts'
import { holdingOf, holdingsOf, type Holding } from '../../investor/holding.service.ts'
import { displayDecimal } from '../../kernel/decimal.ts'
import type { OfferingId, SubscriptionId } from '../../kernel/ids.ts'
import { ok, refuse, type Result } from '../../kernel/result.ts'
import { appendAudit } from '../../platform/audit.ts'
import type { Rpc } from '../../platform/chain/rpc.ts'
import { signedTypedData } from '../../platform/chain/signature.ts'
import { lockFor, type Db } from '../../platform/db/database.ts'
import { enqueueNotice } from '../../platform/outbox.ts'
import { putPersonal, readFile } from '../../platform/vault/vault.ts'
import { personOf, type Work } from '../../platform/work.ts'
import { agreementTypedData } from './agreement.chain.ts'
import {
  insertHolderSignature,
  selectAgreement,
  selectAgreements,
  selectHolderSignatures,
  selectPaidHoldings,
  updateCountersigned,
  updateSigned,
  type Agreement,
  type HolderSignature,
  type NamedHolding,
} from '../subscription/agreement.store.ts'
import { isSameName, NAME_SENTENCE } from './agreement.ts'
import { escrowOf, move } from '../subscription/subscription.service.ts'
import { selectOffering } from '../offering.store.ts'
import { selectSubscription } from '../subscription/subscription.store.ts'
import { STATES } from '../subscription/subscription-state.ts'
import { walletOf, type Subscription } from '../subscription/subscription.ts'

export type { Agreement } from '../subscription/agreement.store.ts'

export function agreementOf(db: Db, subscription: SubscriptionId): Promise<Agreement | null> {
  return selectAgreement(db, subscription)
}

/** The agreements of an offering, by the ids of their subscriptions. */
export function agreementsOf(
  db: Db,
  offering: OfferingId,
  page: { readonly after: string | null; readonly limit: number },
): Promise<Agreement[]> {
  return selectAgreements(db, offering, page)
}

/** What is in an agreement; it is gone when its investor was erased. */
export async function openAgreement(
  work: Work,
  { id, investor }: Subscription,
): Promise<
  Result<
    { readonly bytes: Buffer; readonly fileName: string; readonly media: string },
    'NOT_FOUND' | 'INVESTOR_ERASED'
  >
> {
  const agreement = await selectAgreement(work.db, id)
  if (agreement === null) return refuse('NOT_FOUND')
  const bytes = await readFile(work.db, investor, agreement.file)
  if (bytes === null) return refuse('INVESTOR_ERASED')
  await appendAudit(work, { action: 'agreement.opened', subject: id })
  return ok({ bytes, fileName: `agreement-${id}.pdf`, media: 'application/pdf' })
}

/* SIGNING */

type ChainDeps = { readonly rpc: Rpc; readonly chainId: number }

/** What the investor's wallet signs; null where nothing is to be signed, or not any more. */
export async function agreementToSign(
  db: Db,
  chainId: number,
  { id, offering: of, state }: Subscription,
): Promise<ReturnType<typeof agreementTypedData> | null> {
  const [agreement, offering] = [await selectAgreement(db, id), await selectOffering(db, { id: of })]
  if (agreement === null || state !== 'agreement' || offering?.contract == null) return null
  return agreementTypedData(chainId, offering.contract, { subscription: id, sha256: agreement.sha256 })
}

/** A joint holder, and when they signed; null while they have not. */
export type SigningHolder = { readonly name: string; readonly signedAt: Temporal.Instant | null }

/**
 * Joint holders each sign: who they are, and who has. Nobody where one signature is all, where others hold by now than the
 * agreement names, and once they were erased.
 */
export async function signingHolders(db: Db, subscription: Subscription): Promise<SigningHolder[]> {
  const agreement = await selectAgreement(db, subscription.id)
  const holding = await holdingFor(db, subscription)
  if (agreement === null || holding === null || !holding.allSign || holding.signers.length < 2) return []
  if (holding.mark !== agreement.holding) return []
  const others = await selectHolderSignatures(db, subscription.id)
  return holding.signers.map((name, place) => ({
    name,
    signedAt: others.find(({ holder }) => holder === place)?.at ?? agreement.signed?.at ?? null,
  }))
}

type SignatureRefusal =
  | 'NOT_FOUND'
  | 'STEP_ORDER'
  | 'DEADLINE_PASSED'
  | 'HOLDERS_CHANGED'
  | 'NAME_MISMATCH'
  | 'SIGNATURE_SCOPE'
  | 'HOLDERS_UNSIGNED'
  | 'HOLDER_SIGNED'
  | 'INVESTOR_RESTRICTED'
  | 'INVESTOR_ERASED'

/**
 * The investor signs: by typing their legal name, which has to be the name of record, and by their wallet's signature over
 * the document's hash. Signing again changes nothing. A firm's agreement is signed in the name of one of its signers.
 *
 * Of joint holders each signs for themselves, with a wallet of their own; it is signed when the last has, with the wallet of
 * the subscription. A paper that names others than hold now, or otherwise, is signed by nobody.
 *
 * @param given `wallet`: of a joint holder who signs before the last; null is the wallet of the subscription
 */
export async function signAgreement(
  work: Work,
  { rpc, chainId }: ChainDeps,
  id: SubscriptionId,
  given: { readonly name: string; readonly wallet?: Address | null; readonly signature: Hex },
): Promise<Result<Subscription, SignatureRefusal>> {
  await lockFor(work.db, id)
  const subscription = await selectSubscription(work.db, id)
  const agreement = await selectAgreement(work.db, id)
  if (subscription === null || agreement === null) return refuse('NOT_FOUND')
  if (agreement.signed !== null && STATES[subscription.state].next.length > 0) return ok(subscription)
  const data = await agreementToSign(work.db, chainId, subscription)
  if (data === null) return refuse('STEP_ORDER', { status: subscription.state })
  if (Temporal.Instant.compare(work.now, subscription.validBefore) >= 0) return refuse('DEADLINE_PASSED')
  const restricted = await restrictionRefusal(work.db, subscription.investor)
  if (restricted !== null) return refuse(restricted)
  const { name, signature } = given
  const own = walletOf(subscription)
  const wallet = given.wallet ?? own
  const holding = await holdingFor(work.db, subscription)
  if (holding === null) return refuseName()
  // Signatures are kept by the place of who gave them: they count for nobody else who takes it.
  if (holding.mark !== agreement.holding) return refuse('HOLDERS_CHANGED')
  if (!(await signedTypedData(rpc, wallet, data, signature))) return refuse('SIGNATURE_SCOPE')
  const isLast = isAddressEqual(wallet, own)
  const others = await selectHolderSignatures(work.db, id)
  const as = signingAs({ holding, name, wallet, isLast }, others)
  if (!as.ok) return as.reason === 'NAME_MISMATCH' ? refuseName() : as
  if (as.value === 'again') return ok(subscription)
  const holder = as.value
  const by = personOf(work.by)
  const field = isLast ? `agreement.${id}.name` : `agreement.${id}.holder.${holder}.name`
  await putPersonal(work, subscription.investor, { [field]: name })
  await appendAudit(work, {
    action: isLast ? 'agreement.signed' : 'agreement.signed-by-holder',
    subject: id,
    detail: { sha256: agreement.sha256, wallet },
  })
  if (!isLast) {
    await insertHolderSignature(work.db, id, { holder, wallet, signature, at: work.now, by })
    return ok(subscription)
  }
  await updateSigned(work.db, id, { at: work.now, by, signature })
  await move(work, subscription, 'signed')
  const { instrument } = await escrowOf(work.db, subscription)
  await enqueueNotice(work, {
    topic: 'agreement.signed',
    subject: id,
    audience: { role: 'issuer', issuer: instrument.issuer },
    facts: agreedOn(subscription, instrument),
  })
  return ok({ ...subscription, state: 'signed', agreement: 'signed' })
}

/** As which holder somebody signs, by their place; `again`: they have, with this wallet. Two may have one name. */
function signingAs(
  by: {
    readonly holding: Holding
    readonly name: string
    readonly wallet: Address
    readonly isLast: boolean
  },
  others: readonly HolderSignature[],
): Result<number | 'again', 'NAME_MISMATCH' | 'SIGNATURE_SCOPE' | 'HOLDERS_UNSIGNED' | 'HOLDER_SIGNED'> {
  const { signers, allSign } = by.holding
  const named = [...signers.keys()].filter((place) => isSameName(signers[place]!, by.name))
  if (named.length === 0) return refuse('NAME_MISMATCH')
  const before = others.find(({ wallet }) => isAddressEqual(wallet, by.wallet))
  // One wallet is one person: nobody signs for another holder with what they signed with themselves.
  if (before !== undefined) return named.includes(before.holder) ? ok('again') : refuse('HOLDER_SIGNED')
  const holder = named.find((place) => others.every((other) => other.holder !== place))
  if (holder === undefined) return refuse('HOLDER_SIGNED')
  const left = allSign ? signers.length - 1 - others.length : 0
  if (by.isLast) return left > 0 ? refuse('HOLDERS_UNSIGNED', { left: String(left) }) : ok(holder)
  return left > 0 ? ok(holder) : refuse('SIGNATURE_SCOPE')
}

function refuseName() {
  return refuse('NAME_MISMATCH', {}, [
    {
      path: 'name',
      code: 'NAME_MISMATCH',
      message: NAME_SENTENCE,
    },
  ])
}

function agreedOn({ units }: Subscription, { name, decimals }: Instrument) {
  return { instrument: name, units: displayDecimal(units, decimals) }
}

/** How the investor of a subscription holds; null once they were erased. */
async function holdingFor(db: Db, { investor: id }: Subscription): Promise<Holding | null> {
  const investor = await investorById(db, id)
  const name = (await investorNames(db, [id])).get(id)
  return investor === null || name === undefined ? null : holdingOf(db, { id, kind: investor.kind, name })
}

/**
 * The subscriptions of an offering that are paid for and have an agreement that names others than hold by now, or otherwise:
 * units would be issued to whom nobody signed for.
 */
export async function agreementsOfOthers(db: Db, offering: OfferingId): Promise<SubscriptionId[]> {
  return [...(await namingOthers(db, await selectPaidHoldings(db, offering)))]
}

/** Of these, whose agreement names others than hold by now, or otherwise; of one from before that was kept nothing is said. */
export async function namingOthers(
  db: Db,
  all: readonly NamedHolding[],
): Promise<ReadonlySet<SubscriptionId>> {
  const ids = [...new Set(all.map(({ investor }) => investor))]
  const names = await investorNames(db, ids)
  const investors = [...(await investorsById(db, ids)).values()].flatMap(({ id, kind }) => {
    const name = names.get(id)
    return name === undefined ? [] : [{ id, kind, name }]
  })
  const holdings = await holdingsOf(db, investors)
  const others = all.filter(
    ({ investor, holding }) => holding !== null && (holdings.get(investor)?.mark ?? holding) !== holding,
  )
  return new Set(others.map(({ subscription }) => subscription))
}

/**
 * Somebody of the issuer signs what investors have signed: all of them or none, save those that name others than hold by now,
 * which are left out and answered. Countersigning again changes nothing. Who signed for an investor never signs for the issuer
 * too.
 */
export async function countersign(
  work: Work,
  offering: OfferingId,
  ids: readonly SubscriptionId[],
): Promise<
  Result<
    { readonly countersigned: number; readonly holdersChanged: readonly SubscriptionId[] },
    'NOT_FOUND' | 'AGREEMENT_UNSIGNED' | 'COUNTERSIGNER_IS_INVESTOR'
  >
> {
  const by = personOf(work.by)
  const holdersChanged: SubscriptionId[] = []
  const open: { readonly agreement: Agreement; readonly subscription: Subscription }[] = []
  // In one order, so that two people who countersign at once do not wait for each other.
  for (const id of [...new Set(ids)].sort()) {
    await lockFor(work.db, id)
    const subscription = await selectSubscription(work.db, id)
    const agreement = await selectAgreement(work.db, id)
    if (subscription?.offering !== offering || agreement === null) return refuse('NOT_FOUND')
    if (agreement.countersigned !== null) continue
    const isOver = STATES[subscription.state].next.length === 0
    if (agreement.signed === null || isOver) return refuse('AGREEMENT_UNSIGNED', { subscription: id })
    const mark = (await holdingFor(work.db, subscription))?.mark
    if (agreement.holding !== null && mark !== agreement.holding) {
      holdersChanged.push(id)
      continue
    }
    const others = await selectHolderSignatures(work.db, id)
    if ([agreement.signed, ...others].some((signed) => by === signed.by))
      return refuse('COUNTERSIGNER_IS_INVESTOR')
    open.push({ agreement, subscription })
  }
  for (const { agreement, subscription } of open) {
    const { id, investor } = subscription
    const { instrument } = await escrowOf(work.db, subscription)
    await updateCountersigned(work.db, id, { at: work.now, by })
    await appendAudit(work, {
      action: 'agreement.countersigned',
      subject: id,
      detail: { sha256: agreement.sha256 },
    })
    await enqueueNotice(work, {
      topic: 'agreement.countersigned',
      subject: id,
      audience: { investor },
      facts: agreedOn(subscription, instrument),
    })
  }
  return ok({ countersigned: open.length, holdersChanged })
}
