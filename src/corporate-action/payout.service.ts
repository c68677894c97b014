import type { Address } from 'viem'
import { couponIn, interestOf, type CouponTerms } from '../instrument/coupon.ts'
import type { Instrument } from '../instrument/instrument.ts'
import type { ProtocolAddresses } from '../instrument/protocol.ts'
import { protocolAddresses } from '../instrument/protocol.service.ts'
import { investorsOfWallets } from '../investor/wallet.service.ts'
import { displayMoney } from '../kernel/decimal.ts'
import type { DistributionId } from '../kernel/ids.ts'
import { money } from '../kernel/money.ts'
import { must, ok, refuse, type Result } from '../kernel/result.ts'
import { appendAudit } from '../platform/audit.ts'
import { finalBlock } from '../platform/chain/final-block.ts'
import { listIntents, recordIntent, type Intent, type SettledHandlers } from '../platform/chain/intents.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import { atHead } from '../platform/chain/state.ts'
import { haltedReason } from '../platform/chain/watcher-store.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import type { Work } from '../platform/work.ts'
import { capitalReturned, withdrawProceedsPayment } from '../offering/closing/proceeds.service.ts'
import { countedAt, holdersAt } from '../register/register.service.ts'
import {
  approveCall,
  closeCall,
  declareCall,
  distributionRef,
  fundCall,
  needsWatch,
  pushCall,
  retryCall,
  watchCall,
} from './distribution.chain.ts'
import { capitalPaid, load, sumsOf } from './distribution.service.ts'
import { ANNOUNCEMENT, announcementOf } from './record-date.service.ts'
import {
  capitalIn,
  entitlements,
  lackingFunds,
  missingFunds,
  nextStep,
  pushes,
  setOffNow,
  type Distribution,
  type Holding,
  type Progress,
  type Step,
  type Waiting,
} from './distribution.ts'
import {
  countToReach,
  hasEntitlements,
  insertEntitlements,
  markStatementAsked,
  selectDeclaredRefs,
  selectDistributionIds,
  selectEntitlements,
  selectNewestEvent,
  selectOutstandingSetOff,
  selectToReach,
  updateDistribution,
  updateRemitOpen,
  updateWaiting,
} from './distribution.store.ts'
import { netIncome, payable } from './income.ts'
import { askToRemit, REMIT } from './remittance.service.ts'
import { treasuryOf } from './treasury.service.ts'
import { withholdingCalls } from './withholding.service.ts'
import { replaceReasons, type KeptReason } from './withholding.store.ts'
import { inPaymentCurrency, statementLines, statements } from './income.service.ts'

const PURPOSE = {
  withhold: 'distribution.withhold',
  declare: 'distribution.declare',
  approve: 'distribution.approve',
  fund: 'distribution.fund',
  push: 'distribution.push',
  close: 'distribution.close',
} as const

const INTENTS_MAX = 10_000

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
    if (step.reason === 'STATEMENT_MISSING') await askForStatement(work, found)
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

type Found = { readonly distribution: Distribution; readonly instrument: Instrument }

type Situation = {
  readonly distribution: Distribution
  readonly instrument: Instrument
  readonly protocol: ProtocolAddresses
  readonly progress: Progress
  readonly rpc: Rpc
  readonly tax: Tax
}

type Tax = Awaited<ReturnType<typeof withholdingCalls>>

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
  const [statement] = await statements(work.db, instrument.id, distribution.period)
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
    hasStatement: statement !== undefined || distribution.kind === 'correction' || instrument.coupon !== null,
    funded: sums.funded,
    closedOnChain: sums.carried !== null,
    treasury: await treasuryOf(work, rpc, {
      ...{ distribution, instrument },
      missing: missingFunds(distribution, sums.funded),
    }),
    underWay: intents.filter((intent) => intent.settledAt === null).length,
    failures: byHand
      ? 0
      : intents.filter(({ status, purpose }) => status === 'failure' && purpose !== ANNOUNCEMENT).length,
    open:
      distribution.chainId === null ? 0 : await countToReach(work.db, distribution.id, distribution.chainId),
  }
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

function intentsOf(db: Db, id: DistributionId): Promise<Intent[]> {
  return listIntents(db, { subject: id, limit: INTENTS_MAX })
}

const STEPS: Readonly<
  Record<Step, (work: Work, s: Situation) => Promise<Result<null, 'NO_ELIGIBLE_HOLDERS'>>>
> = {
  withhold,
  declare,
  fund,
  'ask-for-funds': askForFunds,
  push,
  close,
}

/** Tells the distributor what it withholds from whom, before it declares: a declaration keeps the rates that stood then. */
async function withhold(
  work: Work,
  { distribution, protocol, tax }: Situation,
): Promise<Result<null, never>> {
  for (const data of tax.calls)
    await ask(work, distribution.id, {
      purpose: PURPOSE.withhold,
      from: protocol.operator,
      to: protocol.distributor,
      data,
    })
  await appendAudit(work, {
    action: 'distribution.withholding-told',
    subject: distribution.id,
    detail: { pack: tax.due?.pack ?? null, transactions: tax.calls.length },
  })
  return ok(null)
}

/** Computes what the month pays and declares it on the chain; a month that pays nothing is over with that. */
async function declare(work: Work, s: Situation): Promise<Result<null, 'NO_ELIGIBLE_HOLDERS'>> {
  const { distribution, instrument, protocol } = s
  const holders = await holdersAt(work.db, instrument, { before: distribution.recordAt })
  if (holders.length === 0) return refuse('NO_ELIGIBLE_HOLDERS')
  const figures = await figuresOf(work, s, holders)
  if (figures.amount === 0n) {
    await updateDistribution(work.db, distribution.id, { status: 'nothing-to-pay', ...figures })
    await appendAudit(work, { action: 'distribution.nothing-to-pay', subject: distribution.id })
    return ok(null)
  }
  await updateDistribution(work.db, distribution.id, { status: 'declaring', ...figures })
  await replaceReasons(work.db, distribution.id, reasonsOf(s.tax))
  await ask(work, distribution.id, {
    purpose: PURPOSE.declare,
    from: protocol.operator,
    to: protocol.distributor,
    data: declareCall({
      token: tokenOf(instrument),
      recordId: recordIdOf(distribution),
      payment: instrument.payment.token,
      amount: figures.amount,
      ref: distributionRef(distribution.id),
    }),
  })
  await appendAudit(work, {
    action: 'distribution.declared',
    subject: distribution.id,
    detail: { amount: figures.amount.toString(), currency: instrument.payment.currency.code },
  })
  return ok(null)
}

function reasonsOf({ due }: Tax): KeptReason[] {
  if (due === null) return []
  return due.rates.flatMap(({ wallet, bps, reason }) =>
    reason === null ? [] : [{ wallet, bps, reason, pack: due.pack }],
  )
}

async function figuresOf(work: Work, s: Situation, holders: readonly Holding[]) {
  if (s.distribution.kind === 'correction') return correctionFigures(s.distribution)
  return s.instrument.coupon === null
    ? regularFigures(work, s)
    : couponFigures(s.distribution, s.instrument, s.instrument.coupon, holders)
}

/** The interest of the coupon on every unit that somebody held when its record date closed. */
function couponFigures(
  { id, period }: Distribution,
  { decimals }: Instrument,
  terms: CouponTerms,
  holders: readonly Holding[],
): { readonly net: bigint; readonly amount: bigint } {
  const due = couponIn(terms, period)
  if (due === null) throw new Error(`${id} is of a month without a coupon`)
  const units = holders.reduce((sum, holder) => sum + holder.units, 0n)
  const interest = interestOf(terms, due.fraction, { units, decimals })
  return { net: interest, amount: interest }
}

async function regularFigures(work: Work, { distribution, instrument }: Situation) {
  // Two months declared at once must not both take the same correction.
  await lockFor(work.db, `set-off:${instrument.id}`)
  const [statement] = await statements(work.db, instrument.id, distribution.period)
  if (statement === undefined) throw new Error(`${distribution.id} is declared without a statement`)
  const net = inPaymentCurrency(instrument, netIncome(await statementLines(work.db, statement.id))).minor
  const pays = payable(net, distribution.payoutBps)
  const setOff = setOffNow(pays, await selectOutstandingSetOff(work.db, instrument.id))
  return { statement: statement.id, net, amount: pays - setOff, setOff }
}

function correctionFigures(distribution: Distribution): { readonly amount: bigint } {
  if (distribution.amount === null) throw new Error(`correction ${distribution.id} has no amount`)
  return { amount: distribution.amount }
}

/** Fixes who is owed what, from the register of the record date and the total that the chain declared. */
async function fixEntitlements(
  work: Work,
  { distribution, instrument }: { distribution: Distribution; instrument: Instrument },
): Promise<void> {
  if (distribution.declared === null) throw new Error(`${distribution.id} has not been declared`)
  const holders = await holdersAt(work.db, instrument, { before: distribution.recordAt })
  const { owed } = must(entitlements(distribution.declared, holders))
  await insertEntitlements(work.db, distribution.id, owed)
}

/** Sends exactly what is missing from the treasury to the distributor: nobody need give back capital for it any more. */
async function fund(
  work: Work,
  { distribution, instrument, protocol, progress }: Situation,
): Promise<Result<null, never>> {
  const missing = missingFunds(distribution, progress.funded)
  await updateDistribution(work.db, distribution.id, { status: 'funding' })
  for (const { id, status } of await capitalReturned(work.db, distribution.id))
    if (status === 'prepared') must(await withdrawProceedsPayment(work, id))
  await ask(work, distribution.id, {
    purpose: PURPOSE.approve,
    from: instrument.treasury,
    to: instrument.payment.token,
    data: approveCall(protocol.distributor, missing),
  })
  await ask(work, distribution.id, {
    purpose: PURPOSE.fund,
    from: instrument.treasury,
    to: protocol.distributor,
    data: fundCall(chainIdOf(distribution), missing),
  })
  await appendAudit(work, {
    action: 'distribution.funding',
    subject: distribution.id,
    detail: { amount: missing.toString() },
  })
  return ok(null)
}

async function askForFunds(
  work: Work,
  { distribution, instrument, progress }: Situation,
): Promise<Result<null, never>> {
  const lacking = lackingFunds(missingFunds(distribution, progress.funded), progress.treasury)
  await updateDistribution(work.db, distribution.id, { status: 'underfunded' })
  await enqueueNotice(work, {
    topic: 'distribution.unfunded',
    subject: distribution.id,
    audience: { role: 'issuer', issuer: instrument.issuer },
    facts: {
      period: distribution.period.toString(),
      instrument: instrument.name,
      missing: displayMoney(money(lacking, instrument.payment.currency)),
    },
  })
  await appendAudit(work, {
    action: 'distribution.underfunded',
    subject: distribution.id,
    detail: { missing: lacking.toString() },
  })
  return ok(null)
}

/** Pays everybody whom the distributor has yet to reach: the ones ahead of the distributor's cursor in pushes, the others one by one. */
async function push(
  work: Work,
  { distribution, instrument, protocol, rpc }: Situation,
): Promise<Result<null, never>> {
  const sums = await sumsOf(work.db, distribution)
  const due = await selectToReach(work.db, distribution.id, chainIdOf(distribution))
  const batches = pushes(due, sums.cursor)
  await updateDistribution(work.db, distribution.id, { status: 'paying' })
  // Ahead of the pushes, as one sender's transactions go in their order.
  if (await atHead(rpc, (state) => needsWatch(state, protocol, tokenOf(instrument), addresses(due))))
    await askPush(work, distribution, protocol, watchCall(tokenOf(instrument)))
  for (const batch of batches.push)
    await askPush(work, distribution, protocol, pushCall(chainIdOf(distribution), addresses(batch)))
  for (const batch of batches.retry)
    await askPush(work, distribution, protocol, retryCall(chainIdOf(distribution), addresses(batch)))
  await appendAudit(work, {
    action: 'distribution.paying',
    subject: distribution.id,
    detail: { holders: due.length },
  })
  return ok(null)
}

function askPush(
  work: Work,
  distribution: Distribution,
  protocol: ProtocolAddresses,
  data: `0x${string}`,
): Promise<Intent> {
  return ask(work, distribution.id, {
    purpose: PURPOSE.push,
    from: protocol.operator,
    to: protocol.distributor,
    data,
  })
}

async function close(work: Work, { distribution, protocol }: Situation): Promise<Result<null, never>> {
  await updateDistribution(work.db, distribution.id, { status: 'closing' })
  await ask(work, distribution.id, {
    purpose: PURPOSE.close,
    from: protocol.operator,
    to: protocol.distributor,
    data: closeCall(chainIdOf(distribution)),
  })
  return ok(null)
}

/** Records a transaction of this distribution; the attempt's number makes a new try a new wish. */
async function ask(
  work: Work,
  id: DistributionId,
  call: {
    readonly purpose: string
    readonly from: Address
    readonly to: Address
    readonly data: `0x${string}`
  },
): Promise<Intent> {
  const attempt = (await intentsOf(work.db, id)).length
  return recordIntent(work.db, { key: `${id}:${call.purpose}:${attempt}`, subject: id, ...call }, work.now)
}

async function askForStatement(
  work: Work,
  { distribution, instrument }: { distribution: Distribution; instrument: Instrument },
): Promise<void> {
  if (!(await markStatementAsked(work.db, distribution.id, work.now))) return
  await enqueueNotice(work, {
    topic: 'statement.missing',
    subject: distribution.id,
    audience: { role: 'issuer', issuer: instrument.issuer },
    facts: { period: distribution.period.toString(), instrument: instrument.name },
  })
}

/** Tries again to pay the holders whose payment was parked, and to send on what was withheld; nobody else is paid. */
export async function retryParked(
  work: Work,
  id: DistributionId,
): Promise<
  Result<
    number,
    'NOT_FOUND' | 'NOTHING_PARKED' | 'TRANSACTION_UNDER_WAY' | 'CHAIN_HALTED' | 'PROTOCOL_NOT_DEPLOYED'
  >
> {
  await lockFor(work.db, id)
  const found = await load(work.db, id)
  if (found === null) return refuse('NOT_FOUND')
  const protocol = await protocolAddresses(work.db)
  if (protocol === null) return refuse('PROTOCOL_NOT_DEPLOYED')
  const { distribution } = found
  const halted = await haltedReason(work.db)
  if (halted !== null) return refuse('CHAIN_HALTED', { halted })
  if ((await intentsOf(work.db, id)).some((intent) => intent.settledAt === null))
    return refuse('TRANSACTION_UNDER_WAY')
  const rows = await selectEntitlements(work.db, id, distribution.chainId)
  const parked = rows.filter((row) => row.status === 'parked').map((row) => row.wallet)
  const remits = await askToRemit(work, distribution)
  if (parked.length === 0 && !remits) return refuse('NOTHING_PARKED')
  for (const batch of pushes(parked, '').push)
    await askPush(work, distribution, protocol, retryCall(chainIdOf(distribution), addresses(batch)))
  if (parked.length > 0)
    await appendAudit(work, {
      action: 'distribution.retried',
      subject: id,
      detail: { holders: parked.length },
    })
  return ok(parked.length)
}

/** What follows when a distribution's transaction is final. Everything else follows from asking for the next step. */
export const distributionSettled: SettledHandlers = {
  [PURPOSE.withhold]: { success: nothing, failure: noteFailure },
  [REMIT]: { success: nothing, failure: noteFailure },
  [ANNOUNCEMENT]: { success: nothing, failure: noteFailure },
  [PURPOSE.declare]: { success: announce, failure: noteFailure },
  [PURPOSE.approve]: { success: nothing, failure: noteFailure },
  [PURPOSE.fund]: { success: nothing, failure: noteFailure },
  [PURPOSE.push]: { success: nothing, failure: noteFailure },
  [PURPOSE.close]: { success: finish, failure: noteFailure },
}

function nothing(): Promise<void> {
  return Promise.resolve()
}

async function noteFailure(work: Work, intent: Intent): Promise<void> {
  await appendAudit(work, {
    action: 'distribution.transaction-failed',
    subject: intent.subject,
    detail: { purpose: intent.purpose, reason: intent.failure?.reason ?? null },
  })
}

async function announce(work: Work, intent: Intent): Promise<void> {
  await lockFor(work.db, subjectOf(intent))
  const found = await load(work.db, subjectOf(intent))
  if (found === null) return
  const { distribution, instrument } = found
  await fixEntitlements(work, found)
  await enqueueNotice(work, {
    topic: 'distribution.declared',
    subject: distribution.id,
    audience: { role: 'issuer', issuer: instrument.issuer },
    facts: {
      period: distribution.period.toString(),
      instrument: instrument.name,
      amount: displayMoney(money(distribution.declared ?? 0n, instrument.payment.currency)),
      recordDate: distribution.recordDate.toString(),
    },
  })
}

async function finish(work: Work, intent: Intent): Promise<void> {
  // Whoever is deciding the next step holds this lock, and must not overwrite what is said here.
  await lockFor(work.db, subjectOf(intent))
  const found = await load(work.db, subjectOf(intent))
  if (found !== null) await shutBooks(work, found)
}

/** Shuts the books and tells everybody who was paid, or whose payment is waiting for them. */
async function shutBooks(work: Work, { distribution, instrument }: Found): Promise<void> {
  await updateDistribution(work.db, distribution.id, { status: 'closed' })
  await updateWaiting(work.db, distribution.id, null)
  const sums = await sumsOf(work.db, distribution)
  await updateRemitOpen(work.db, distribution.id, sums.withheld > 0n)
  const amount = (minor: bigint) => displayMoney(money(minor, instrument.payment.currency))
  await appendAudit(work, {
    action: 'distribution.closed',
    subject: distribution.id,
    detail: {
      declared: String(distribution.declared),
      paid: sums.paid.toString(),
      parked: sums.parked.toString(),
      withheld: sums.withheld.toString(),
      unclaimed: sums.unclaimed.toString(),
      carried: String(sums.carried),
    },
  })
  const facts = { period: distribution.period.toString(), instrument: instrument.name }
  await enqueueNotice(work, {
    topic: 'distribution.completed',
    subject: distribution.id,
    audience: { role: 'issuer', issuer: instrument.issuer },
    facts: { ...facts, paid: amount(sums.paid), parked: amount(sums.parked) },
  })
  const capital = await capitalPaid(work.db, distribution)
  const rows = await selectEntitlements(work.db, distribution.id, distribution.chainId)
  const owners = await investorsOfWallets(
    work.db,
    rows.map((row) => row.wallet),
  )
  for (const row of rows) {
    const investor = owners.get(row.wallet.toLowerCase())
    if (investor === undefined || row.status === 'too-little-to-pay' || row.status === 'due') continue
    const withheld = row.withheld?.amount ?? 0n
    const topic = row.status === 'paid' ? 'distribution.paid' : 'distribution.parked'
    const told = { ...facts, amount: amount(row.amount - withheld) }
    const to = { subject: distribution.id, audience: { investor } } as const
    if (withheld === 0n) await enqueueNotice(work, { ...to, topic, facts: told })
    else
      await enqueueNotice(work, {
        ...to,
        topic: `${topic}-withheld`,
        facts: { ...told, withheld: amount(withheld) },
      })
    const returned = capitalIn(row.amount, { capital, declared: distribution.declared ?? 0n })
    if (returned === 0n) continue
    if (returned === row.amount)
      await enqueueNotice(work, {
        ...to,
        topic: 'distribution.capital-whole',
        facts: { ...facts, amount: amount(returned) },
      })
    else
      await enqueueNotice(work, {
        ...to,
        topic: 'distribution.capital-returned',
        facts: { ...facts, amount: amount(returned), total: amount(capital) },
      })
  }
}

function subjectOf(intent: Intent): DistributionId {
  if (intent.subject === null) throw new Error(`intent ${intent.id} names no distribution`)
  return intent.subject as DistributionId
}

function tokenOf(instrument: Instrument): Address {
  if (instrument.token === null) throw new Error(`${instrument.id} has no token`)
  return instrument.token
}

function recordIdOf(distribution: Distribution): number {
  if (distribution.recordId === null) throw new Error(`${distribution.id} has no record date on the chain`)
  return distribution.recordId
}

function chainIdOf(distribution: Distribution): bigint {
  if (distribution.chainId === null) throw new Error(`${distribution.id} is not on the chain`)
  return distribution.chainId
}

function addresses(wallets: readonly string[]): Address[] {
  return wallets as Address[]
}
