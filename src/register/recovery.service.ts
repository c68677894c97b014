import type { Hex } from 'viem'
import type { Address, Instrument } from '../instrument/instrument.ts'
import { protocolAddresses } from '../instrument/protocol.service.ts'
import { fileById } from '../investor/file.service.ts'
import { mayDealNow } from '../investor/investor-screening.service.ts'
import { investorById, walletByAddress } from '../investor/investor.service.ts'
import { retireWallet } from '../investor/wallet-link.service.ts'
import { newId, type InvestorId, type IssuerId } from '../kernel/ids.ts'
import { must, ok, refuse, type Result } from '../kernel/result.ts'
import { appendAudit } from '../platform/audit.ts'
import { recordIntent, type SettledHandlers } from '../platform/chain/intents.ts'
import { signedMessage } from '../platform/chain/signature.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import { personOf, type Work } from '../platform/work.ts'
import { heldBy, issuersOf, ledAway, type LostWalletSite } from './lost-wallet.service.ts'
import { recoveryCall, redirectCall } from './recovery.chain.ts'
import {
  actsForAll,
  approvalRefusal,
  APPROVALS,
  askRefusal,
  consentText,
  executionRefusal,
  type AskRefusal,
  type EvidenceId,
  type MoveKind,
  type Recovery,
  type RecoveryId,
  type RecoveryMove,
} from './recovery.ts'
import {
  deleteApproval,
  hasOpenRecovery,
  insertApproval,
  insertMove,
  insertRecovery,
  selectApprovals,
  selectDue,
  selectMoves,
  selectRecoveries,
  selectRecovery,
  updateMove,
  updateRecovery,
  type RecoveryFilter,
} from './recovery.store.ts'
import { tokensEverHeldBy } from './register.service.ts'
import { revertReason } from './transfer-order.chain.ts'

const PURPOSE = 'register.recovery'

/** How recoveries are set up here. */
export type RecoverySite = LostWalletSite & {
  readonly publicUrl: string
  readonly chainId: number
  /** How long the holder may object once two officers have approved. */
  readonly delayHours: number
}

/** A recovery with what was done for it. */
export type RecoveryView = Recovery & {
  readonly approvedBy: readonly string[]
  readonly moves: readonly RecoveryMove[]
}

export async function recoveryById(db: Db, id: RecoveryId): Promise<RecoveryView | null> {
  const recovery = await selectRecovery(db, id)
  return recovery === null ? null : viewOf(db, recovery)
}

/** Recoveries, the youngest first. */
export async function recoveries(db: Db, filter: RecoveryFilter): Promise<RecoveryView[]> {
  return Promise.all((await selectRecoveries(db, filter)).map((recovery) => viewOf(db, recovery)))
}

async function viewOf(db: Db, recovery: Recovery): Promise<RecoveryView> {
  return {
    ...recovery,
    approvedBy: (await selectApprovals(db, recovery.id)).map(({ person }) => person),
    moves: await selectMoves(db, recovery.id),
  }
}

/** Asks for everything that a lost wallet holds in another wallet of the same investor. Its new wallet has to consent. */
export async function askRecovery(
  work: Work,
  site: RecoverySite,
  given: {
    readonly investor: InvestorId
    readonly lost: Address
    readonly fresh: Address
    readonly evidence: EvidenceId
  },
): Promise<Result<RecoveryView, AskRefusal>> {
  const { investor, lost, fresh, evidence } = given
  await lockFor(work.db, investor)
  const refusal = askRefusal({
    investor,
    lost: await walletByAddress(work.db, lost),
    fresh: await walletByAddress(work.db, fresh),
    hasEvidence: (await fileById(work.db, investor, evidence)) !== null,
    hasOpen: await hasOpenRecovery(work.db, investor),
    everHeld:
      (await tokensEverHeldBy(work.db, lost)).size > 0 ||
      (await site.subscribedTokens(work.db, lost)).size > 0 ||
      (await heldBy(work.db, site.rpc, lost)).length > 0,
  })
  if (refusal !== null) return refusal
  const id: RecoveryId = newId('rec')
  const domain = new URL(site.publicUrl).host
  const recovery: Recovery = {
    ...given,
    id,
    status: 'asked',
    message: consentText({ domain, chainId: site.chainId, id, lost, fresh, at: work.now }),
    askedAt: work.now,
    askedBy: personOf(work.by),
    notBefore: null,
    endedAt: null,
  }
  await insertRecovery(work.db, recovery)
  await appendAudit(work, { action: 'recovery.asked', subject: id, detail: { investor, evidence } })
  // From the first moment: whoever did not ask for it is told before anybody decides.
  await tellHolder(work, 'recovery.asked', recovery, {})
  return ok(await viewOf(work.db, recovery))
}

/** Takes the new wallet's signature: somebody has its key, and agrees. Officers are told. */
export async function consentToRecovery(
  work: Work,
  site: RecoverySite,
  given: { readonly id: RecoveryId; readonly signature: string },
): Promise<Result<RecoveryView, 'RECOVERY_STATUS' | 'SIGNATURE_INVALID'>> {
  const recovery = await locked(work, given.id)
  if (recovery.status !== 'asked') return refuse('RECOVERY_STATUS', { status: recovery.status })
  if (!(await signedMessage(site.rpc, recovery.fresh, recovery.message, given.signature)))
    return refuse('SIGNATURE_INVALID')
  await updateRecovery(work.db, recovery.id, { status: 'consented' })
  await appendAudit(work, { action: 'recovery.consented', subject: recovery.id })
  await tellOfficers(work, recovery)
  return ok(await sureView(work.db, recovery.id))
}

/** How many approvals stand. One of an officer who may not decide about all of these issuers any more is taken back. */
async function standingApprovals(work: Work, id: RecoveryId, issuers: readonly IssuerId[]): Promise<number> {
  const given = await selectApprovals(work.db, id)
  const lapsed = given.filter((officer) => !actsForAll(officer, issuers))
  for (const officer of lapsed) {
    await deleteApproval(work.db, id, officer)
    await appendAudit(work, {
      action: 'recovery.approval-lapsed',
      subject: id,
      detail: { approvedBy: officer.person },
    })
  }
  return given.length - lapsed.length
}

/** One officer's approval. With the second, the time begins in which the holder may object. */
export async function approveRecovery(
  work: Work,
  site: RecoverySite,
  id: RecoveryId,
  officerOf: IssuerId | null,
): Promise<Result<RecoveryView, 'RECOVERY_STATUS' | 'FOUR_EYES' | 'OTHER_ISSUERS'>> {
  const recovery = await locked(work, id)
  const officer = { person: personOf(work.by), issuer: officerOf }
  const issuers = issuersOf(await ledAway(work.db, site, recovery.lost))
  const before = (await selectApprovals(work.db, id)).map(({ person }) => person)
  const refusal = approvalRefusal(recovery, officer, { approvedBy: before, issuers })
  if (refusal !== null) return refusal
  const standing = await standingApprovals(work, id, issuers)
  await insertApproval(work.db, id, officer, work.now)
  await appendAudit(work, { action: 'recovery.approved', subject: id })
  if (standing + 1 >= APPROVALS) {
    const notBefore = work.now.add({ hours: site.delayHours })
    await updateRecovery(work.db, id, { status: 'approved', notBefore })
    await tellHolder(work, 'recovery.approved', recovery, {
      until: notBefore.toString({ smallestUnit: 'minute' }),
    })
  }
  return ok(await sureView(work.db, id))
}

/** Stops a recovery that has not begun: the holder objects, or an officer declines. */
export async function stopRecovery(
  work: Work,
  id: RecoveryId,
): Promise<Result<RecoveryView, 'RECOVERY_STATUS'>> {
  const recovery = await locked(work, id)
  if (!['asked', 'consented', 'approved'].includes(recovery.status))
    return refuse('RECOVERY_STATUS', { status: recovery.status })
  await updateRecovery(work.db, id, { status: 'stopped', endedAt: work.now, stoppedBy: personOf(work.by) })
  await appendAudit(work, { action: 'recovery.stopped', subject: id })
  await tellHolder(work, 'recovery.stopped', recovery, {})
  await enqueueNotice(work, {
    topic: 'recovery.objected',
    subject: id,
    audience: { role: 'officer', about: recovery.investor },
    facts: {},
  })
  return ok(await sureView(work.db, id))
}

/** Lets an officer begin a recovery whose time has come, or try again what the chain refused. */
export async function executeRecovery(
  work: Work,
  site: LostWalletSite,
  id: RecoveryId,
): Promise<
  Result<RecoveryView, 'RECOVERY_STATUS' | 'TOO_EARLY' | 'PROTOCOL_NOT_DEPLOYED' | 'SCREENING_STALE'>
> {
  const recovery = await locked(work, id)
  const refusal = executionRefusal(recovery, work.now)
  if (refusal !== null) return refusal
  if ((await protocolAddresses(work.db)) === null) return refuse('PROTOCOL_NOT_DEPLOYED')
  if (!(await mayDealNow(work.db))) return refuse('SCREENING_STALE')
  await step(work, site, recovery, { retry: true })
  return ok(await sureView(work.db, id))
}

/** Everything that can go on by itself now. */
export function dueRecoveries(db: Db, now: Temporal.Instant): Promise<RecoveryId[]> {
  return selectDue(db, now)
}

/** Takes a recovery one step further, if there is one; says whether there was. Asking again changes nothing. */
export async function advanceRecovery(work: Work, site: LostWalletSite, id: RecoveryId): Promise<boolean> {
  const recovery = await locked(work, id)
  if (executionRefusal(recovery, work.now) !== null) return false
  return step(work, site, recovery, { retry: false })
}

/** One transaction that a recovery still needs. */
type Step = {
  readonly instrument: Instrument
  readonly kind: MoveKind
  readonly units: bigint
  readonly call: { readonly to: Address; readonly data: Hex }
}

/**
 * The registry blocks the lost wallet first, ahead of everything else: whoever found its key gets nothing more into it or
 * out of it. Then the payouts of each token that it held or subscribed for are led to the new wallet, and each token moves what the lost
 * one holds, with its lots and their dates. By old lists nothing moves. What the chain refused waits for an officer.
 */
async function step(
  work: Work,
  { rpc, subscribedTokens }: LostWalletSite,
  recovery: Recovery,
  { retry }: { readonly retry: boolean },
): Promise<boolean> {
  const { id, lost, fresh } = recovery
  const [protocol, investor] = [
    await protocolAddresses(work.db),
    await investorById(work.db, recovery.investor),
  ]
  if (protocol === null || investor === null) throw new Error(`${id} runs without a protocol or an investor`)
  const { distributor, operator } = protocol
  const { held, payers } = await ledAway(work.db, { rpc, subscribedTokens }, lost)
  if (recovery.status === 'approved') {
    // It may have subscribed for units of others meanwhile. From here on it is blocked, and comes to nothing more.
    if ((await standingApprovals(work, id, issuersOf({ held, payers }))) < APPROVALS) {
      await updateRecovery(work.db, id, { status: 'consented', notBefore: null })
      await tellOfficers(work, recovery)
      return true
    }
    await updateRecovery(work.db, id, { status: 'running' })
    await appendAudit(work, { action: 'recovery.began', subject: id })
    must(await retireWallet(work, lost))
  }
  const moves = await selectMoves(work.db, id)
  const underWay = moves.some(({ status }) => status === 'asked')
  if (underWay || !(await mayDealNow(work.db))) return recovery.status === 'approved'

  const steps: Step[] = [
    ...payers.map(({ instrument, token }) => ({
      instrument,
      kind: 'payouts' as const,
      units: 0n,
      call: { to: distributor, data: redirectCall(token, lost, fresh) },
    })),
    ...held.map(({ instrument, token, units }) => ({
      instrument,
      kind: 'units' as const,
      units,
      call: { to: token, data: recoveryCall(lost, fresh, investor.identity) },
    })),
  ]
  let asked = recovery.status === 'approved'
  for (const { instrument, kind, units, call } of steps) {
    const last = moves.findLast((move) => move.instrument === instrument.id && move.kind === kind)
    if (last?.status === 'failed' && !retry) continue
    const attempt = (last?.attempt ?? 0) + 1
    const key = `${id}:${instrument.id}:${kind}:${attempt}`
    const intent = await recordIntent(
      work.db,
      { key, purpose: PURPOSE, subject: id, from: operator, ...call },
      work.now,
    )
    await insertMove(work.db, id, { instrument: instrument.id, kind, attempt, units, intent: intent.id })
    asked = true
  }
  if (steps.length > 0) return asked
  await updateRecovery(work.db, id, { status: 'done', endedAt: work.now })
  await appendAudit(work, { action: 'recovery.done', subject: id })
  await tellHolder(work, 'recovery.done', recovery, { fresh })
  return true
}

/** What follows when a token has moved the units for good, or refused to. */
export const recoverySettled: SettledHandlers = {
  [PURPOSE]: {
    success: async (work, intent) => {
      await updateMove(work.db, intent.id, { status: 'done', tx: intent.txHash, failure: null })
      await appendAudit(work, {
        action: 'recovery.moved',
        subject: intent.subject,
        detail: { tx: intent.txHash },
      })
    },
    failure: async (work, intent) => {
      const failure = revertReason(intent.failure?.data ?? null)
      const { investor } = await locked(work, intent.subject as RecoveryId)
      await updateMove(work.db, intent.id, { status: 'failed', tx: intent.txHash, failure })
      await appendAudit(work, {
        action: 'recovery.refused',
        subject: intent.subject,
        detail: { reason: failure },
      })
      await enqueueNotice(work, {
        topic: 'recovery.failed',
        subject: intent.subject,
        audience: { role: 'officer', about: investor },
        facts: { reason: failure },
      })
    },
  },
}

async function tellOfficers(work: Work, { id, investor }: Recovery): Promise<void> {
  await enqueueNotice(work, {
    topic: 'recovery.waiting',
    subject: id,
    audience: { role: 'officer', about: investor },
    facts: {},
  })
}

async function tellHolder<
  T extends 'recovery.asked' | 'recovery.approved' | 'recovery.stopped' | 'recovery.done',
>(
  work: Work,
  topic: T,
  recovery: Recovery,
  facts: Parameters<typeof enqueueNotice<T>>[1]['facts'],
): Promise<void> {
  await enqueueNotice(work, { topic, subject: recovery.id, audience: { investor: recovery.investor }, facts })
}

async function locked(work: Work, id: RecoveryId): Promise<Recovery> {
  await lockFor(work.db, id)
  const recovery = await selectRecovery(work.db, id)
  if (recovery === null) throw new Error(`there is no recovery ${id}`)
  return recovery
}

async function sureView(db: Db, id: RecoveryId): Promise<RecoveryView> {
  const view = await recoveryById(db, id)
  if (view === null) throw new Error(`there is no recovery ${id}`)
  return view
}
