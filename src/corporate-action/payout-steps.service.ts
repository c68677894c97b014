import type { Address } from 'viem'
import { couponIn, interestOf, type CouponTerms } from '../instrument/coupon.ts'
import type { Instrument } from '../instrument/instrument.ts'
import { protocolAddresses } from '../instrument/protocol.service.ts'
import type { ProtocolAddresses } from '../instrument/protocol.ts'
import { displayMoney } from '../kernel/decimal.ts'
import type { DistributionId } from '../kernel/ids.ts'
import { money } from '../kernel/money.ts'
import { must, ok, refuse, type Result } from '../kernel/result.ts'
import { capitalReturned, withdrawProceedsPayment } from '../offering/closing/proceeds.service.ts'
import { appendAudit } from '../platform/audit.ts'
import { listIntents, recordIntent, type Intent } from '../platform/chain/intents.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import { atHead } from '../platform/chain/state.ts'
import { haltedReason } from '../platform/chain/watcher-store.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import type { Work } from '../platform/work.ts'
import { holdersAt } from '../register/register.service.ts'
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
import { load, sumsOf } from './distribution.service.ts'
import { selectEntitlements, selectToReach } from './entitlement.store.ts'
import { selectOpenSetOffs, updateDistribution } from './distribution.store.ts'
import {
  lackingFunds,
  missingFunds,
  monthsOf,
  periodName,
  pushes,
  takeSetOff,
  type Distribution,
  type Holding,
  type Progress,
  type Step,
} from './distribution.ts'
import { amountToFund } from './funding.chain.ts'
import { netOf, newestStatements } from './income.service.ts'
import { payable } from './income.ts'
import { askToRemit } from './remittance.service.ts'
import { withholdingCalls } from './withholding.service.ts'
import { replaceReasons, type KeptReason } from './withholding.store.ts'

export const PURPOSE = {
  withhold: 'distribution.withhold',
  declare: 'distribution.declare',
  approve: 'distribution.approve',
  fund: 'distribution.fund',
  push: 'distribution.push',
  close: 'distribution.close',
} as const

const INTENTS_MAX = 10_000

export type Situation = {
  readonly distribution: Distribution
  readonly instrument: Instrument
  readonly protocol: ProtocolAddresses
  readonly progress: Progress
  readonly rpc: Rpc
  readonly tax: Tax
}

export type Tax = Awaited<ReturnType<typeof withholdingCalls>>

export function intentsOf(db: Db, id: DistributionId): Promise<Intent[]> {
  return listIntents(db, { subject: id, limit: INTENTS_MAX })
}

export const STEPS: Readonly<
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

/** Computes what the period pays and declares it on the chain; one that pays nothing is over with that. */
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
  if (s.distribution.kind === 'correction') return amountOf(s.distribution)
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
  // Two periods declared at once must not both take the same correction.
  await lockFor(work.db, `set-off:${instrument.id}`)
  const months = monthsOf(distribution)
  const newest = await newestStatements(work.db, instrument.id, months)
  const ids = newest.flatMap((each) => each?.id ?? [])
  const [statement, ...statementsBeside] = ids.toReversed()
  if (statement === undefined || ids.length < months.length)
    throw new Error(`${distribution.id} is declared without a statement`)
  const net = await netOf(work.db, instrument, ids)
  const pays = payable(net, distribution.payoutBps)
  const taken = takeSetOff(pays, await selectOpenSetOffs(work.db, instrument.id, distribution.id))
  return { statement, statementsBeside, net, amount: pays - taken.setOff, ...taken }
}

function amountOf(distribution: Distribution): { readonly amount: bigint } {
  if (distribution.amount === null) throw new Error(`correction ${distribution.id} has no amount`)
  return { amount: distribution.amount }
}

/** Sends what is missing, and no more, from the treasury to the distributor: nobody need give back capital for it any more. */
async function fund(
  work: Work,
  { distribution, instrument, protocol, progress, rpc }: Situation,
): Promise<Result<null, never>> {
  const amount = await amountToFund(rpc, {
    payment: instrument.payment.token,
    treasury: instrument.treasury,
    contract: protocol.distributor,
    missing: missingFunds(distribution, progress.funded),
    before: await intentsOf(work.db, distribution.id),
  })
  await updateDistribution(work.db, distribution.id, { status: 'funding' })
  for (const { id, status } of await capitalReturned(work.db, distribution.id))
    if (status === 'prepared') must(await withdrawProceedsPayment(work, id))
  await ask(work, distribution.id, {
    purpose: PURPOSE.approve,
    from: instrument.treasury,
    to: instrument.payment.token,
    data: approveCall(protocol.distributor, amount),
  })
  if (amount > 0n)
    await ask(work, distribution.id, {
      purpose: PURPOSE.fund,
      from: instrument.treasury,
      to: protocol.distributor,
      data: fundCall(chainIdOf(distribution), amount),
    })
  await appendAudit(work, {
    action: 'distribution.funding',
    subject: distribution.id,
    detail: { amount: amount.toString() },
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
      period: periodName(distribution),
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

export function tokenOf(instrument: Instrument): Address {
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
