import type { Address } from '../instrument/instrument.ts'
import type { Wallet } from '../investor/investor.ts'
import type { Id, InstrumentId, InvestorId, IssuerId } from '../kernel/ids.ts'
import { refuse, type Refusal } from '../kernel/result.ts'
import type { Hash } from './register.ts'

export type RecoveryId = Id<'rec'>
export type EvidenceId = Id<'fil'>

/**
 * Where a recovery stands: asked for; the new wallet consented; two officers approved, and the holder may object; on its
 * way to the chain; done, or stopped before it began.
 */
export type RecoveryStatus = (typeof RECOVERY_STATUSES)[number]
export const RECOVERY_STATUSES = ['asked', 'consented', 'approved', 'running', 'done', 'stopped'] as const
export const OPEN_RECOVERY: readonly RecoveryStatus[] = ['asked', 'consented', 'approved', 'running']

export type Recovery = {
  readonly id: RecoveryId
  readonly investor: InvestorId
  readonly lost: Address
  readonly fresh: Address
  /** The paper of the investor that tells of the loss. */
  readonly evidence: EvidenceId
  readonly status: RecoveryStatus
  /** What the new wallet signs. */
  readonly message: string
  readonly askedAt: Temporal.Instant
  readonly askedBy: string
  /** Nothing moves before. */
  readonly notBefore: Temporal.Instant | null
  readonly endedAt: Temporal.Instant | null
}

/** What one transaction leads to the new wallet: what the lost one holds of a token, or what it is owed by its payouts. */
export type MoveKind = (typeof MOVE_KINDS)[number]
export const MOVE_KINDS = ['units', 'payouts'] as const

export type RecoveryMove = {
  readonly instrument: InstrumentId
  readonly kind: MoveKind
  readonly attempt: number
  /** Of payouts none. */
  readonly units: bigint
  readonly status: 'asked' | 'done' | 'failed'
  readonly tx: Hash | null
  readonly failure: string | null
}

/** How many different officers approve. */
export const APPROVALS = 2

export type AskRefusal =
  | 'SAME_WALLET'
  | 'WALLET_OF_ANOTHER'
  | 'WALLET_NOT_READY'
  | 'EVIDENCE_UNKNOWN'
  | 'RECOVERY_OPEN'
  | 'NOTHING_HELD'

/** Says why a recovery cannot be asked for, or null. A wallet that nobody linked is not told from another's. */
export function askRefusal(facts: {
  readonly investor: InvestorId
  readonly lost: Wallet | null
  readonly fresh: Wallet | null
  readonly hasEvidence: boolean
  readonly hasOpen: boolean
  /** Whether the lost wallet is, or ever was, on a register, or has subscribed for units: money may still be owed. */
  readonly everHeld: boolean
}): Refusal<AskRefusal> | null {
  const { investor, lost, fresh } = facts
  if (lost?.investor !== investor || fresh?.investor !== investor) return refuse('WALLET_OF_ANOTHER')
  if (lost.id === fresh.id) return refuse('SAME_WALLET')
  if (fresh.status !== 'ready') return refuse('WALLET_NOT_READY')
  if (!facts.hasEvidence) return refuse('EVIDENCE_UNKNOWN')
  if (facts.hasOpen) return refuse('RECOVERY_OPEN')
  return facts.everHeld ? null : refuse('NOTHING_HELD')
}

/** Who wants to approve. */
export type ApprovingOfficer = {
  readonly person: string
  /** The only issuer for whom they act; null acts for all. */
  readonly issuer: IssuerId | null
}

/**
 * Says why this officer cannot approve now, or null. Who asked, or approved already, is not a second pair of eyes; and who
 * acts for one issuer does not decide about units of others.
 *
 * @param issuers whose units, payouts or refunds are led to the new wallet
 */
export function approvalRefusal(
  recovery: Pick<Recovery, 'status' | 'askedBy'>,
  officer: ApprovingOfficer,
  { approvedBy, issuers }: { readonly approvedBy: readonly string[]; readonly issuers: readonly IssuerId[] },
): Refusal<'RECOVERY_STATUS' | 'FOUR_EYES' | 'OTHER_ISSUERS'> | null {
  if (recovery.status !== 'consented') return refuse('RECOVERY_STATUS', { status: recovery.status })
  if (recovery.askedBy === officer.person || approvedBy.includes(officer.person)) return refuse('FOUR_EYES')
  return actsForAll(officer, issuers) ? null : refuse('OTHER_ISSUERS')
}

/** Whether an officer may decide about what these issuers have issued and owe. */
export function actsForAll(
  { issuer }: Pick<ApprovingOfficer, 'issuer'>,
  issuers: readonly IssuerId[],
): boolean {
  return issuer === null || issuers.every((one) => one === issuer)
}

/** Says why units cannot move at `now`, or null. */
export function executionRefusal(
  recovery: Pick<Recovery, 'status' | 'notBefore'>,
  now: Temporal.Instant,
): Refusal<'RECOVERY_STATUS' | 'TOO_EARLY'> | null {
  const { status, notBefore } = recovery
  if (status === 'running') return null
  if (status !== 'approved' || notBefore === null) return refuse('RECOVERY_STATUS', { status })
  return Temporal.Instant.compare(now, notBefore) < 0
    ? refuse('TOO_EARLY', { at: notBefore.toString({ smallestUnit: 'second' }) })
    : null
}

/** What the new wallet signs, so that nobody moves units to a wallet whose key nobody has. */
export function consentText(facts: {
  readonly domain: string
  readonly chainId: number
  readonly id: RecoveryId
  readonly lost: Address
  readonly fresh: Address
  readonly at: Temporal.Instant
}): string {
  return [
    `${facts.domain} asks you to agree to a recovery of units.`,
    '',
    'Everything that my lost wallet holds is to move to this wallet. I hold its key. Signing moves nothing by itself.',
    '',
    `Lost wallet: ${facts.lost}`,
    `This wallet: ${facts.fresh}`,
    `Chain ID: ${facts.chainId}`,
    `Recovery: ${facts.id}`,
    `Issued At: ${facts.at.toString({ smallestUnit: 'second' })}`,
  ].join('\n')
}
