import { formatDecimal } from '../kernel/decimal.ts'
import type { InvestorId } from '../kernel/ids.ts'
import { appendAudit } from '../platform/audit.ts'
import type { Db } from '../platform/db/database.ts'
import type { Work } from '../platform/work.ts'
import type { ScreeningThread } from '../screening/engine.service.ts'
import { blockedByOwnership, ownedByBlocked } from '../screening/ownership.ts'
import {
  areListsFresh,
  blockedSubjects,
  explainHit,
  hits,
  isListedWallet,
  listedWallets,
  screeningStates,
  screenSubjects,
} from '../screening/screening.service.ts'
import { holdForReview } from './approval.service.ts'
import { selectAddresses, selectOwned, selectOwnedBps, updateOwnedBps } from './investor.store.ts'
import { selectCase, updateCase } from './kyc-case.store.ts'
import { readAnswers } from './onboarding-answers.service.ts'
import { ownerSubjects, screeningSubjects } from './screening-subject.service.ts'

/** More confirmed matches of one investor are not told apart. */
const CONFIRMED_MAX = 100
const WHOLE_BPS = 10_000n

/**
 * Compares investors with the lists in force. Who was approved and may be listed is held for review at once: their wallets
 * are blocked on the chain until an officer has decided.
 */
export async function screenInvestors(
  work: Work,
  screening: ScreeningThread,
  ids: readonly InvestorId[],
): Promise<void> {
  const known = await screeningSubjects(work.db, ids)
  const subjects = ids.flatMap((id) => (known.get(id) ?? []).map((subject) => ({ id, subject })))
  await screenSubjects(work, screening, subjects)
  const blocked = await blockedSubjects(work.db, ids)
  const owned = await selectOwned(work.db, ids)
  for (const id of ids) {
    // Without a confirmed match, now or before, nobody blocks by owning.
    if (blocked.get(id) === true || owned.has(id)) await judgeOwnership(work, screening, id)
    if (blocked.has(id)) await holdForReview(work, id)
  }
}

/** How much of an entity confirmed matches own, and which of its owners they are. */
export type Ownership = {
  /** Hundredths of a per cent, of what is owned directly by them and by entities that are blocked because of them. */
  readonly ownedBps: number
  readonly isBlocked: boolean
  /** By their place in the answer: `people[0]`, `entities[1]`. */
  readonly listed: readonly string[]
  readonly blocked: readonly string[]
}

const APPLICANT = 'applicant'

/** OFAC's rule of 50 per cent on the owners that an entity named; null without a confirmed match. */
export async function ownershipOf(
  db: Db,
  screening: ScreeningThread,
  id: InvestorId,
): Promise<Ownership | null> {
  const page = { after: null, limit: CONFIRMED_MAX, status: 'confirmed', subject: id, within: null } as const
  const confirmed = await hits(db, page)
  if (confirmed.length === 0) return null
  const { owners } = await readAnswers(db, id)
  const listed = new Set<string>()
  for (const { node, subject } of ownerSubjects(owners)) {
    const found = await Promise.all(confirmed.map((hit) => explainHit(db, screening, hit, subject)))
    if (found.some((why) => why !== null)) listed.add(node)
  }
  const stakes = [
    ...(owners?.people ?? []).map((person, n) => ({ ...person, owner: `people[${n}]` })),
    ...(owners?.entities ?? []).map((entity, n) => ({ ...entity, owner: `entities[${n}]` })),
  ].map(({ owner, of, share }) => ({
    owner,
    owned: of === null ? APPLICANT : `entities[${of}]`,
    share: { numerator: share ?? 0n, denominator: WHOLE_BPS },
  }))
  const owned = ownedByBlocked(stakes, listed, APPLICANT)
  const blocked = blockedByOwnership(stakes, listed)
  return {
    ownedBps: Number((owned.numerator * WHOLE_BPS) / owned.denominator),
    isBlocked: blocked.has(APPLICANT),
    listed: [...listed],
    blocked: [...blocked].filter((node) => node !== APPLICANT),
  }
}

/**
 * Writes down how much of an entity confirmed matches own, and holds it when it is half or more. Asked anew whenever
 * somebody behind it is compared or a match is decided.
 */
export async function judgeOwnership(work: Work, screening: ScreeningThread, id: InvestorId): Promise<void> {
  const found = await ownershipOf(work.db, screening, id)
  const before = await selectOwnedBps(work.db, id)
  const now = found?.isBlocked === true ? found.ownedBps : null
  if (before === now) return
  await updateOwnedBps(work, id, now)
  const file = await selectCase(work.db, id)
  const others = (file?.reviewReasons ?? []).filter((reason) => reason !== 'OWNED_BY_LISTED')
  await updateCase(work.db, id, {
    reviewReasons: now === null ? others : [...others, 'OWNED_BY_LISTED'],
  })
  await appendAudit(work, {
    action: now === null ? 'ownership.released' : 'ownership.blocked',
    subject: id,
    detail: { percent: now === null ? null : formatDecimal(BigInt(now), 2) },
  })
  if (now !== null) await holdForReview(work, id)
}

/** Whether the lists are fresh enough for units to change hands by the platform's doing. */
export function mayDealNow(db: Db): Promise<boolean> {
  return areListsFresh(db)
}

/** Why nothing is paid to an address: it is on a list in force, or the lists are too old to say so. Null where neither is so. */
export async function paymentStop(
  db: Db,
  address: string,
): Promise<'RECIPIENT_LISTED' | 'SCREENING_STALE' | null> {
  if (!(await areListsFresh(db))) return 'SCREENING_STALE'
  return (await isListedWallet(db, address)) ? 'RECIPIENT_LISTED' : null
}

/**
 * What a rule about sanctions asks of an investor, or null while they are not compared with every list in force.
 *
 * @param now the business clock, from which the age of the lists is counted back
 */
export async function sanctionsOf(
  db: Db,
  id: InvestorId,
  now: Temporal.Instant,
): Promise<SanctionsState | null> {
  return (await sanctionsOfEach(db, [id], now)).get(id) ?? null
}

/** What a rule about sanctions asks of an investor. */
type SanctionsState = {
  readonly listAt: Temporal.Instant
  readonly walletHit: boolean
  /** Thousandths. */
  readonly bestScore: number
  readonly blockedOwnership: boolean
}

/** As `sanctionsOf`, for many at once; who is not compared with every list in force is left out. */
export async function sanctionsOfEach(
  db: Db,
  ids: readonly InvestorId[],
  now: Temporal.Instant,
): Promise<Map<InvestorId, SanctionsState>> {
  const states = await screeningStates(db, ids)
  const addresses = await selectAddresses(db, ids)
  const listed = await listedWallets(db, [...addresses.values()].flat())
  const owned = await selectOwned(db, ids)
  return new Map(
    ids.flatMap((id) => {
      const state = states.get(id)
      if (state === undefined) return []
      const sanctions = {
        listAt: now.subtract({ seconds: state.listAgeSeconds }),
        walletHit: (addresses.get(id) ?? []).some((address) => listed.has(address)),
        bestScore: state.bestScore,
        blockedOwnership: owned.has(id),
      }
      return [[id, sanctions] as const]
    }),
  )
}
