import type { Instrument } from '../instrument/instrument.ts'
import { protocolAddresses } from '../instrument/protocol.service.ts'
import type { DistributionId } from '../kernel/ids.ts'
import { ok, refuse, type Facts, type Result } from '../kernel/result.ts'
import { appendAudit } from '../platform/audit.ts'
import { finalBlock } from '../platform/chain/final-block.ts'
import type { Intent } from '../platform/chain/intents.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import { haltedReason } from '../platform/chain/watcher-store.ts'
import { lockFor } from '../platform/db/database.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import type { Work } from '../platform/work.ts'
import { countedAt, holdersAt } from '../register/register.service.ts'
import { distributionRef } from './distribution.chain.ts'
import { load, monthsMissing, sumsOf } from './distribution.service.ts'
import { countToReach, hasEntitlements } from './entitlement.store.ts'
import {
  markStatementAsked,
  selectDistributionIds,
  updateDistribution,
  updateWaiting,
} from './distribution.store.ts'
import { selectDeclaredRefs, selectNewestEvent } from './distributor-event.store.ts'
import {
  missingFunds,
  nextStep,
  type Distribution,
  type Progress,
  type Step,
  type Waiting,
} from './distribution.ts'
import { wasOverfunded } from './funding.chain.ts'
import { fixEntitlements, shutBooks, type Found } from './payout-settled.service.ts'
import { intentsOf, PURPOSE, STEPS, tokenOf, type Situation, type Tax } from './payout-steps.service.ts'
import { announcementOf } from './record-date.service.ts'
import { treasuryOf } from './treasury.service.ts'
import { withholdingCalls } from './withholding.service.ts'

/**
 * Takes the next step of a distribution, if there is one to take now; else says what it waits for. Called again after
 * every change, by the schedule and by people alike; taking a step twice is impossible, because each is decided under
 * the distribution's lock from what has been done already.
 *
 * @param only refuse unless this is the next step: what a person asked for by name
 */
export async function advanceDistribution(
  work: Work,
  rpc: Rpc,
  id: DistributionId,
  only?: readonly Step[],
): Promise<
  Result<Step, Waiting | 'NOT_FOUND' | 'PROTOCOL_NOT_DEPLOYED' | 'NO_ELIGIBLE_HOLDERS' | 'STEP_ORDER'>
> {
  await lockFor(work.db, id)
  // First of all: what a transaction has done was written down before it is called settled, so everything that is read
  // after this holds it. Read the other way round, a step could be taken twice.
  const intents = await intentsOf(work.db, id)
  const found = await load(work.db, id)
  if (found === null) return refuse('NOT_FOUND')
  const protocol = await protocolAddresses(work.db)
  if (protocol === null) return refuse('PROTOCOL_NOT_DEPLOYED')
  const halted = await haltedReason(work.db)
  if (halted !== null) {
    // The chain may have done more than the books say: whatever they would decide may be wrong, or done already.
    await updateWaiting(work.db, id, { reason: 'CHAIN_HALTED', facts: { halted } })
    return refuse('CHAIN_HALTED', { halted })
  }
  if (intents.every(({ settledAt }) => settledAt !== null) && (await followChain(work, rpc, found)))
    return refuse('NOTHING_LEFT_TO_DO')
  const { distribution, instrument } = found

  const known = await progressOf(work, rpc, { ...found, intents, byHand: only !== undefined })
  const tax = await taxOf(work, { distribution, instrument, protocol, progress: known, rpc })
  const progress = { ...known, withholdingOpen: tax.calls.length }
  const step = nextStep(progress)
  const waiting = step.ok || !isWorthSaying(step.reason) ? null : { reason: step.reason, facts: step.facts }
  await updateWaiting(work.db, id, waiting)
  if (!step.ok) {
    if (step.reason === 'STATEMENT_MISSING') await askForStatement(work, found, step.facts)
    return step
  }
  if (only !== undefined && !only.includes(step.value)) return refuse('STEP_ORDER', { step: step.value })
  const taken = await STEPS[step.value](work, { distribution, instrument, protocol, progress, rpc, tax })
  return taken.ok ? ok(step.value) : taken
}

/**
 * Brings the books to where the chain is when the chain knows more: the database was restored from a backup, and what
 * was declared or closed since is the chain's alone. Only what is final counts. True when the distribution is closed.
 */
async function followChain(work: Work, rpc: Rpc, found: Found): Promise<boolean> {
  const { distribution } = found
  const { chainId, declared, carriedIn, status } = distribution
  if (chainId === null || declared === null || carriedIn === null) return false
  const isClosed = status !== 'closed' && (await sumsOf(work.db, distribution)).carried !== null
  const isFixed = await hasEntitlements(work.db, distribution.id)
  if (isFixed && !isClosed) return false

  const final = await finalBlock(work.db, rpc)
  const newest = await selectNewestEvent(work.db, chainId)
  if (final === null || newest === null || newest > final.number) return false
  if (!isFixed) {
    const amount = distribution.amount ?? declared - carriedIn
    await updateDistribution(work.db, distribution.id, { status: 'declaring', amount })
    await fixEntitlements(work, found)
  }
  if (isClosed) await shutBooks(work, found)
  await appendAudit(work, {
    action: 'distribution.followed-chain',
    subject: distribution.id,
    detail: { closed: isClosed },
  })
  return isClosed
}

/** What is to be withheld, and what the distributor has yet to be told of it: looked at when nothing else holds a declaration up. */
async function taxOf(work: Work, s: Omit<Situation, 'tax'>): Promise<Tax> {
  const step = nextStep(s.progress)
  if (!step.ok || step.value !== 'declare') return { calls: [], due: null }
  const holders = await holdersAt(work.db, s.instrument, { before: s.distribution.recordAt })
  const { distributor } = s.protocol
  return withholdingCalls(work.db, s.rpc, s.instrument, { distributor, holders, now: work.now })
}

async function progressOf(
  work: Work,
  rpc: Rpc,
  { distribution, instrument, intents, byHand }: Found & { intents: readonly Intent[]; byHand: boolean },
): Promise<Progress> {
  const sums = await sumsOf(work.db, distribution)
  const final = await finalBlock(work.db, rpc)
  const counted = await countedAt(work.db, instrument, distribution.recordAt)
  const ours = await selectDistributionIds(work.db, { instrument: instrument.id })
  const refs =
    distribution.recordId === null
      ? []
      : await selectDeclaredRefs(work.db, tokenOf(instrument), distribution.recordId)
  return {
    distribution,
    unknownDeclaration: refs.some((ref) => !ours.some((id) => distributionRef(id) === ref)),
    now: work.now,
    announcement: await announcementOf(work.db, distribution, instrument, work.now),
    recordFinal: final !== null && counted !== null && Temporal.Instant.compare(final.at, counted) >= 0,
    withholdingOpen: 0,
    monthsMissing: await monthsMissing(work.db, distribution, instrument),
    funded: sums.funded,
    closedOnChain: sums.carried !== null,
    treasury: await treasuryOf(work, rpc, {
      ...{ distribution, instrument },
      missing: missingFunds(distribution, sums.funded),
    }),
    underWay: intents.filter((intent) => intent.settledAt === null).length,
    failures: byHand ? {} : failuresOf(intents),
    open:
      distribution.chainId === null ? 0 : await countToReach(work.db, distribution.id, distribution.chainId),
  }
}

/** Which step asks for which transactions. */
const STEP_OF: Readonly<Record<string, Step>> = {
  [PURPOSE.withhold]: 'withhold',
  [PURPOSE.declare]: 'declare',
  [PURPOSE.approve]: 'fund',
  [PURPOSE.fund]: 'fund',
  [PURPOSE.push]: 'push',
  [PURPOSE.close]: 'close',
}

/** Failures since a transaction of the same kind succeeded, but for those that others alone are the reason of. */
function failuresOf(newestFirst: readonly Intent[]): Progress['failures'] {
  const failures: Partial<Record<Step, number>> = {}
  for (const [purpose, intents] of Map.groupBy(newestFirst, (intent) => intent.purpose)) {
    const step = STEP_OF[purpose]
    if (step === undefined) continue
    const success = intents.findIndex(({ status }) => status === 'success')
    const since = success === -1 ? intents : intents.slice(0, success)
    const failed = since.filter((intent) => intent.status === 'failure' && !wasOverfunded(intent))
    failures[step] = (failures[step] ?? 0) + failed.length
  }
  return failures
}

/** What a person can do nothing about, and need not, is not said. */
function isWorthSaying(reason: Waiting): boolean {
  return !UNREMARKABLE.has(reason)
}

const UNREMARKABLE: ReadonlySet<Waiting> = new Set([
  'RECORD_DATE_FUTURE',
  'NOT_DUE',
  'TRANSACTION_UNDER_WAY',
  'NOTHING_LEFT_TO_DO',
])

async function askForStatement(
  work: Work,
  { distribution, instrument }: { distribution: Distribution; instrument: Instrument },
  { period = '' }: Facts,
): Promise<void> {
  if (!(await markStatementAsked(work.db, distribution.id, work.now))) return
  await enqueueNotice(work, {
    topic: 'statement.missing',
    subject: distribution.id,
    audience: { role: 'issuer', issuer: instrument.issuer },
    facts: { period, instrument: instrument.name },
  })
}
