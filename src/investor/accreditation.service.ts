import { displayMoney } from '../kernel/decimal.ts'
import { newId, type InvestorId } from '../kernel/ids.ts'
import { money, USD } from '../kernel/money.ts'
import { ok, refuse, type Refusal, type Result } from '../kernel/result.ts'
import { dateIn } from '../kernel/time.ts'
import { appendAudit } from '../platform/audit.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { putPersonal, readPersonal, readPersonalOf } from '../platform/vault/vault.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import type { Work } from '../platform/work.ts'
import type { ScreeningRefusal } from '../screening/screening.ts'
import {
  accreditationOn,
  claimRefusal,
  evidenceFacts,
  evidenceRefusal,
  expiryRefusal,
  verificationFacts,
  type Accreditation,
  type AccreditationBasis,
  type AccreditationId,
  type AccreditationStatus,
  type ClaimRefusal,
  type EvidenceRefusal,
  type VerificationFacts,
} from './accreditation.ts'
import {
  insertAccreditation,
  selectAccreditations,
  selectAccreditationsOf,
  selectLastClaims,
  updateAccreditation,
} from './accreditation.store.ts'
import { restrictionRefusal } from './erasure.service.ts'
import { fileById } from './file.service.ts'
import type { FileId } from './file.ts'
import { approveInvestor } from './approval.service.ts'
import { investorById } from './investor.service.ts'
import { meansText, parseMeans } from './means.service.ts'
import { meansRefusal, NO_MEANS, type Means, type MeansLaw, type MeansRefusal } from './means.ts'
import { kycStatusOn, type ApprovalRefusal, type Investor } from './investor.ts'

/** The registry counts days until an accreditation ends in Coordinated Universal Time. */
const ZONE = 'UTC'

/** Claims of an investor, the youngest first. */
export function accreditationsOf(db: Db, investor: InvestorId): Promise<Accreditation[]> {
  return selectAccreditations(db, investor)
}

/**
 * Whether each of these investors is accredited now.
 *
 * @param withClaims whether what they claimed is told; else it is as if nobody had claimed anything
 */
export async function accreditationOf(
  db: Db,
  investors: readonly Investor[],
  { now, withClaims }: { readonly now: Temporal.Instant; readonly withClaims: boolean },
): Promise<Map<InvestorId, AccreditationStatus>> {
  const last = await selectLastClaims(db, withClaims ? investors.map(({ id }) => id) : [])
  const today = dateIn(now, ZONE)
  return new Map(investors.map((one) => [one.id, accreditationOn(one, last.get(one.id) ?? null, today)]))
}

/** What packs ask about how each of these investors was verified to be accredited, as far as a verified claim tells it. */
export async function factsOfAccreditations(
  db: Db,
  investors: readonly Investor[],
  now: Temporal.Instant,
): Promise<Map<InvestorId, VerificationFacts>> {
  const claims = await selectAccreditationsOf(
    db,
    investors.map(({ id }) => id),
  )
  const kept = await readPersonalOf(
    db,
    [...new Set(claims.map(({ investor }) => investor))],
    claims.map(({ id }) => meansField(id)),
  )
  const known = claims.map((claim) => {
    const text = kept.get(claim.investor)?.[meansField(claim.id)]
    return { ...claim, means: text === undefined ? null : parseMeans(text) }
  })
  const theirs = Map.groupBy(known, ({ investor }) => investor)
  return new Map(investors.map(({ id, kind }) => [id, verificationFacts(theirs.get(id) ?? [], kind, now)]))
}

/** What the investor said about their means; null once it was erased, or when nothing was said. */
export async function statementOf(db: Db, { id, investor }: Accreditation): Promise<string | null> {
  return (await readPersonal(db, investor, [statementField(id)]))[statementField(id)] ?? null
}

/** What the investor said they have; null once it was erased, and of claims from before it was asked. */
export async function meansOf(db: Db, { id, investor }: Accreditation): Promise<Means | null> {
  const text = (await readPersonal(db, investor, [meansField(id)]))[meansField(id)] ?? null
  return text === null ? null : parseMeans(text)
}

/** What an officer wrote to whose claim they refused; null once it was erased, and of every other claim. */
export async function refusalOf(db: Db, { id, investor }: Accreditation): Promise<string | null> {
  return (await readPersonal(db, investor, [refusalField(id)]))[refusalField(id)] ?? null
}

function refusalField(id: AccreditationId): `accreditation.${string}` {
  return `accreditation.${id}.refusal`
}

function meansField(id: AccreditationId): `accreditation.${string}` {
  return `accreditation.${id}.means`
}

/** Why what is said of means makes nobody accredited, with its numbers; what is missing is said at its field. */
function notEnough(
  law: MeansLaw,
  basis: AccreditationBasis,
  kind: Investor['kind'],
  means: Means,
): Refusal<MeansRefusal> | null {
  const refusal = meansRefusal(law, basis, kind, means)
  if (refusal === null) return null
  const { reason, amounts, missing } = refusal
  const facts = Object.fromEntries(
    Object.entries(amounts).map(([name, cents]) => [name, displayMoney(money(cents, USD))]),
  )
  return missing === null ? refuse(reason, facts) : refuse(reason, { missing })
}

function statementField(id: AccreditationId): `accreditation.${string}` {
  return `accreditation.${id}`
}

/**
 * Records that an investor says they are accredited, and by which paper. An officer decides.
 *
 * @param law the limits in force; what was claimed before is not judged by others
 */
export async function claimAccreditation(
  work: Work,
  investor: InvestorId,
  claim: {
    readonly basis: AccreditationBasis
    readonly evidence: FileId
    readonly evidenceOn: Temporal.PlainDate
    /** What its basis asks; kept in the vault, as the statement is. */
    readonly means: Means | null
    /** What else there is to say. */
    readonly statement: string | null
  },
  law: MeansLaw,
): Promise<
  Result<
    Accreditation,
    | ClaimRefusal
    | MeansRefusal
    | 'NOT_FOUND'
    | 'EVIDENCE_MISSING'
    | 'ACCREDITATION_OPEN'
    | 'INVESTOR_RESTRICTED'
    | 'INVESTOR_ERASED'
  >
> {
  await lockFor(work.db, investor)
  const holder = await investorById(work.db, investor)
  if (holder === null) return refuse('NOT_FOUND')
  const restricted = await restrictionRefusal(work.db, investor)
  if (restricted !== null) return refuse(restricted)
  const refusal = claimRefusal({ ...claim, kind: holder.kind }, work.now)
  if (refusal !== null) return refuse(refusal, evidenceFacts(claim, work.now))
  const short = notEnough(law, claim.basis, holder.kind, claim.means ?? NO_MEANS)
  if (short !== null) return short
  if ((await fileById(work.db, investor, claim.evidence)) === null) return refuse('EVIDENCE_MISSING')
  const former = await selectAccreditations(work.db, investor)
  if (former.some(({ status }) => status === 'pending')) return refuse('ACCREDITATION_OPEN')

  const claimed: Accreditation = {
    id: newId('acc'),
    investor,
    basis: claim.basis,
    evidence: claim.evidence,
    evidenceOn: claim.evidenceOn,
    status: 'pending',
    claimedAt: work.now,
    decidedAt: null,
    decidedBy: null,
    expiresOn: null,
  }
  await insertAccreditation(work.db, claimed, work.by.id)
  await putPersonal(work, investor, {
    ...(claim.statement === null ? {} : { [statementField(claimed.id)]: claim.statement }),
    ...(claim.means === null ? {} : { [meansField(claimed.id)]: meansText(claim.means) }),
  })
  await appendAudit(work, {
    action: 'accreditation.claimed',
    subject: investor,
    detail: { accreditation: claimed.id, basis: claimed.basis, evidence: claimed.evidence },
  })
  await enqueueNotice(work, {
    topic: 'investor.accreditation-claimed',
    subject: investor,
    audience: { role: 'officer', about: investor },
    facts: {},
  })
  return ok(claimed)
}

/**
 * Decides a claim. Verified, it counts until a day: the registry and every token learn it from the investor's approval,
 * which has to be there. Evidence that has become too old since is refused here as well. Whose claim is refused reads the words.
 *
 * @param machineNow by the machine's clock, by which sanctions lists grow old
 */
export async function decideAccreditation(
  work: Work,
  claim: { readonly investor: InvestorId; readonly id: AccreditationId },
  decision: { readonly verifiedUntil: Temporal.PlainDate } | { readonly words: string },
  machineNow: Temporal.Instant,
): Promise<
  Result<
    Accreditation,
    | EvidenceRefusal
    | ApprovalRefusal
    | ScreeningRefusal
    | 'NOT_FOUND'
    | 'ACCREDITATION_DECIDED'
    | 'ACCREDITED_UNTIL_LATE'
    | 'INVESTOR_NOT_VERIFIED'
    | 'INVESTOR_RESTRICTED'
    | 'INVESTOR_ERASED'
    | 'PROTOCOL_NOT_DEPLOYED'
  >
> {
  await lockFor(work.db, claim.investor)
  const holder = await investorById(work.db, claim.investor)
  const found = (await selectAccreditations(work.db, claim.investor)).find(({ id }) => id === claim.id)
  if (holder === null || found === undefined) return refuse('NOT_FOUND')
  if (found.status !== 'pending') return refuse('ACCREDITATION_DECIDED')
  const decided = { ...found, decidedAt: work.now, decidedBy: work.by.id }
  const restricted = await restrictionRefusal(work.db, claim.investor)
  if ('words' in decision) {
    if (restricted === 'INVESTOR_ERASED') return refuse(restricted)
    await putPersonal(work, claim.investor, { [refusalField(claim.id)]: decision.words })
    return ok(await keep(work, { ...decided, status: 'rejected' }))
  }
  if (restricted !== null) return refuse(restricted)
  const stale = evidenceRefusal({ ...found, kind: holder.kind }, work.now)
  if (stale !== null) return refuse(stale, evidenceFacts(found, work.now))
  const today = dateIn(work.now, ZONE)
  const until = decision.verifiedUntil
  const refusal = expiryRefusal(until, today)
  if (refusal !== null) return refuse(refusal, { until: until.toString() })
  if (kycStatusOn(holder, today) !== 'verified' || holder.kycUntil === null)
    return refuse('INVESTOR_NOT_VERIFIED')
  const approved = await approveInvestor(
    work,
    claim.investor,
    { kyc: holder.kycUntil, accredited: until },
    machineNow,
  )
  if (!approved.ok) return approved
  return ok(await keep(work, { ...decided, status: 'accredited', expiresOn: until }))
}

async function keep(work: Work, decided: Accreditation): Promise<Accreditation> {
  await updateAccreditation(work.db, decided)
  const { investor, expiresOn } = decided
  const told = { subject: investor, audience: { investor } }
  if (expiresOn === null)
    await enqueueNotice(work, { topic: 'investor.accreditation-refused', ...told, facts: {} })
  else {
    const facts = { until: expiresOn.toString() }
    await enqueueNotice(work, { topic: 'investor.accreditation-verified', ...told, facts })
  }
  await appendAudit(work, {
    action: decided.status === 'accredited' ? 'accreditation.verified' : 'accreditation.refused',
    subject: decided.investor,
    detail: { accreditation: decided.id, until: decided.expiresOn?.toString() ?? null },
  })
  return decided
}
