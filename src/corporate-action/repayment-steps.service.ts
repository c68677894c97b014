import type { Address, Hex } from 'viem'
import type { Instrument } from '../instrument/instrument.ts'
import type { ProtocolAddresses } from '../instrument/protocol.ts'
import {
  deployProtocol,
  failureSentence,
  hasCode,
  nextDeployment,
  protocolAddresses,
} from '../instrument/protocol.service.ts'
import { investorsOfWallets } from '../investor/wallet.service.ts'
import { displayMoney } from '../kernel/decimal.ts'
import type { RepaymentId } from '../kernel/ids.ts'
import { money } from '../kernel/money.ts'
import { must, ok, refuse, type Result } from '../kernel/result.ts'
import { appendAudit } from '../platform/audit.ts'
import { nextTry } from '../platform/chain/again.ts'
import { finalBlock } from '../platform/chain/final-block.ts'
import { listIntents, recordIntent, type Intent, type SettledHandlers } from '../platform/chain/intents.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import { haltedReason } from '../platform/chain/watcher-store.ts'
import { tokenBalance } from '../platform/chain/token-balance.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import type { Work } from '../platform/work.ts'
import { holdersAt } from '../register/register.service.ts'
import { approveCall } from './distribution.chain.ts'
import { amountToFund } from './funding.chain.ts'
import {
  announceCall,
  claimRedemptionCall,
  empowerCall,
  fundRedemptionCall,
  readRepayment,
  readUnheld,
  readUnredeemed,
  redeemCall,
  redemptionCall,
  repaymentRefs,
  wasClaimedBefore,
  type RepaymentState,
} from './repayment.chain.ts'
import { interestFirst } from './repayment-interest.service.ts'
import { loadRepayment, lockOf, redemptionsOf, repaymentView } from './repayment.service.ts'
import {
  selectNewestRedemption,
  selectRedeemed,
  selectRepayment,
  updateClosed,
  updateRepaymentWaiting,
} from './repayment.store.ts'
import {
  HOLDERS_PER_REDEMPTION,
  nextRepaymentStep,
  redeemsAt,
  type Repayment,
  type RedemptionOnChain,
  type RepaymentStep,
  type RepaymentWaiting,
} from './repayment.ts'

const INTENTS_MAX = 100_000

const PURPOSE = {
  empower: 'repayment.empower',
  announce: 'repayment.announce',
  approve: 'repayment.approve',
  fund: 'repayment.fund',
  begin: 'repayment.begin',
  redeem: 'repayment.redeem',
  finish: 'repayment.finish',
  return: 'repayment.return',
  claim: 'repayment.claim',
  release: 'repayment.release',
} as const
type Purpose = keyof typeof PURPOSE

/** Whom a failure is told that nothing asks for again by itself. */
const FAILURE_TOLD = new Map<
  string,
  { topic: 'repayment.release-failed' | 'repayment.claim-failed'; role: 'officer' | 'issuer' }
>([
  [PURPOSE.release, { topic: 'repayment.release-failed', role: 'officer' }],
  [PURPOSE.claim, { topic: 'repayment.claim-failed', role: 'issuer' }],
])

type Situation = {
  readonly repayment: Repayment
  readonly instrument: Instrument
  readonly token: Address
  readonly protocol: ProtocolAddresses
  readonly rpc: Rpc
  readonly state: RepaymentState
  /** Holders whom the redemption that runs has not come to. */
  readonly unredeemed: readonly Address[]
}

/**
 * Takes the next step of a repayment that was ordered, if there is one to take now; else notes what it waits for, and tells the
 * issuer which money is missing. True when it took one. Killed at any point it goes on where the chain says it is.
 */
export async function advanceRepayment(work: Work, rpc: Rpc, id: RepaymentId): Promise<boolean> {
  const before = await loadRepayment(work.db, id)
  const protocol = await protocolAddresses(work.db)
  if (before === null || protocol === null) return false
  await lockFor(work.db, lockOf(before.instrument.id))
  // First of all: what a transaction has done was written down before it is called settled, so everything read after this
  // holds it.
  const intents = await intentsOf(work.db, id)
  const found = await loadRepayment(work.db, id)
  if (found === null || found.repayment.status !== 'paying') return false

  const { redemption } = protocol
  const isDeployed = await hasCode(rpc, redemption)
  const state = isDeployed
    ? await readRepayment(rpc, { redemption, token: found.token, id })
    : { isEmpowered: false, next: repaymentRefs(id)[0] ?? null, redemption: null }
  const { repayment, instrument, coupon } = found
  const holders = (await holdersAt(work.db, instrument, { newest: true, at: work.now })).map(
    ({ wallet }) => wallet as Address,
  )
  const running = state.redemption?.stage === 'running' ? state.redemption.id : null
  const unredeemed = running === null ? [] : await readUnredeemed(rpc, redemption, running, holders)
  const interest = await interestFirst(work.db, instrument, coupon, work.now)
  const final = await finalBlock(work.db, rpc)
  const step = nextRepaymentStep({
    now: work.now,
    isDeployed,
    isEmpowered: state.isEmpowered,
    chain: state.redemption,
    coupons: interest.fixings,
    final: final?.at ?? null,
    redeemsAt: redeemsAt(repayment, instrument, work.now),
    holders: holders.length,
    unredeemed: unredeemed.length,
    treasury: {
      managed: instrument.treasuryKind === 'managed',
      // Interest goes first.
      free: (await tokenBalance(rpc, instrument.payment.token, instrument.treasury)) - interest.lacking,
    },
    underWay: intents.filter(({ settledAt }) => settledAt === null).length,
    // That somebody could not be paid what is kept for them delays nobody else.
    again: isDeployed
      ? nextTry(intents.filter(({ purpose }) => purpose !== PURPOSE.claim && purpose !== PURPOSE.release))
      : await nextDeployment(work.db),
  })
  if (!step.ok) {
    await noteWaiting(work, found, step)
    return false
  }
  // Anyone may redeem and finish: what is not final may be undone, and units be there again.
  if (step.value === 'close' && !(await isFinal(work.db, found, final))) return false
  await updateRepaymentWaiting(work.db, id, null)
  await STEPS[step.value](work, { ...found, protocol, rpc, state, unredeemed })
  // Whose transaction is not this repayment's: asking again hurries nothing.
  return step.value !== 'deploy'
}

async function isFinal(
  db: Db,
  { repayment, instrument }: Pick<Situation, 'repayment' | 'instrument'>,
  final: { readonly number: number } | null,
): Promise<boolean> {
  const newest = await selectNewestRedemption(db, redemptionsOf(instrument, repayment))
  return newest === null || (final !== null && newest <= final.number)
}

/** Every transaction that was asked for of a repayment. */
export function intentsOf(db: Db, id: RepaymentId): Promise<Intent[]> {
  return listIntents(db, { subject: id, limit: INTENTS_MAX })
}

/** What a person need not know of is not said: that a transaction is on its way, or that the day has not come. */
async function noteWaiting(
  work: Work,
  { repayment, instrument }: { readonly repayment: Repayment; readonly instrument: Instrument },
  { reason, facts }: { readonly reason: RepaymentWaiting; readonly facts: Readonly<Record<string, string>> },
): Promise<void> {
  const isSaid = reason !== 'TRANSACTION_UNDER_WAY' && reason !== 'REPAYMENT_NOT_DUE'
  const isNews = await updateRepaymentWaiting(work.db, repayment.id, isSaid ? { reason, facts } : null)
  if (!isNews || reason !== 'REPAYMENT_UNFUNDED') return
  await enqueueNotice(work, {
    topic: 'repayment.unfunded',
    subject: instrument.asset,
    audience: { role: 'issuer', issuer: instrument.issuer },
    facts: {
      instrument: instrument.name,
      missing: displayMoney(money(BigInt(facts['missing'] ?? '0'), instrument.payment.currency)),
    },
  })
}

/* STEPS */

const STEPS: Readonly<Record<RepaymentStep, (work: Work, s: Situation) => Promise<void>>> = {
  deploy: async (work, { rpc, protocol }) => {
    must(await deployProtocol(work, rpc, protocol.operator))
  },
  empower: (work, s) => ask(work, s, 'empower', { to: s.token, data: empowerCall(s.protocol.redemption) }),
  announce,
  fund,
  begin: (work, s) => askRedemption(work, s, 'begin', redemptionCall('begin', sureRedemption(s).id)),
  redeem,
  finish: (work, s) => askRedemption(work, s, 'finish', redemptionCall('finish', sureRedemption(s).id)),
  return: (work, s) => askRedemption(work, s, 'return', redemptionCall('returnRest', sureRedemption(s).id)),
  close,
}

async function announce(work: Work, s: Situation): Promise<void> {
  const { repayment, instrument, token, state } = s
  if (state.next === null) throw new Error(`${repayment.id} was redeemed too often, and units are left`)
  const at = redeemsAt(repayment, instrument, work.now)
  await askRedemption(
    work,
    s,
    'announce',
    announceCall({
      token,
      payment: instrument.payment.token,
      treasury: instrument.treasury,
      price: repayment.faceValue,
      at,
      ref: state.next,
    }),
  )
  await appendAudit(work, {
    action: 'repayment.announced',
    subject: repayment.id,
    detail: { at: at.toString() },
  })
}

/** Sends what is missing, and no more, from the treasury to the contract. */
async function fund(work: Work, s: Situation): Promise<void> {
  const { id, missing } = sureRedemption(s)
  const { instrument, protocol, repayment } = s
  const [from, payment] = [instrument.treasury, instrument.payment.token]
  const amount = await amountToFund(s.rpc, {
    payment,
    treasury: from,
    contract: protocol.redemption,
    missing,
    before: await intentsOf(work.db, repayment.id),
  })
  await ask(work, s, 'approve', { from, to: payment, data: approveCall(protocol.redemption, amount) })
  if (amount > 0n)
    await ask(work, s, 'fund', { from, to: protocol.redemption, data: fundRedemptionCall(id, amount) })
  await appendAudit(work, {
    action: 'repayment.funding',
    subject: repayment.id,
    detail: { amount: amount.toString() },
  })
}

async function redeem(work: Work, s: Situation): Promise<void> {
  const { id } = sureRedemption(s)
  const { unredeemed } = s
  for (let at = 0; at < unredeemed.length; at += HOLDERS_PER_REDEMPTION)
    await askRedemption(work, s, 'redeem', redeemCall(id, unredeemed.slice(at, at + HOLDERS_PER_REDEMPTION)))
}

/** Shuts the books and tells everybody who was paid, or whose money is kept for them. */
async function close(work: Work, { repayment, instrument }: Situation): Promise<void> {
  await updateClosed(work.db, repayment.id)
  const view = await repaymentView(work.db, instrument, work.now)
  if (view === null) return
  const { sums, lines } = view
  const shown = (minor: bigint) => displayMoney(money(minor, instrument.payment.currency))
  await appendAudit(work, {
    action: 'repayment.closed',
    subject: repayment.id,
    detail: { paid: sums.paid.toString(), parked: sums.parked.toString() },
  })
  await enqueueNotice(work, {
    topic: 'repayment.completed',
    subject: instrument.asset,
    audience: { role: 'issuer', issuer: instrument.issuer },
    facts: { instrument: instrument.name, paid: shown(sums.paid), parked: shown(sums.parked) },
  })
  const owners = await investorsOfWallets(
    work.db,
    lines.map(({ wallet }) => wallet),
  )
  for (const line of lines) {
    const investor = owners.get(line.wallet.toLowerCase())
    if (investor === undefined || line.amount === 0n) continue
    await enqueueNotice(work, {
      topic: line.status === 'parked' ? 'repayment.parked' : 'repayment.paid',
      subject: instrument.asset,
      audience: { investor },
      facts: { instrument: instrument.name, amount: shown(line.amount) },
    })
  }
}

/** Tries again to pay the holders whose money is kept for them, except whose is held until it is released; how many. */
export async function claimParked(
  work: Work,
  rpc: Rpc,
  instrument: Instrument,
): Promise<
  Result<
    number,
    'NOTHING_PARKED' | 'PRINCIPAL_HELD' | 'TRANSACTION_UNDER_WAY' | 'CHAIN_HALTED' | 'PROTOCOL_NOT_DEPLOYED'
  >
> {
  await lockFor(work.db, lockOf(instrument.id))
  const protocol = await protocolAddresses(work.db)
  if (protocol === null) return refuse('PROTOCOL_NOT_DEPLOYED')
  const repayment = await selectRepayment(work.db, { instrument: instrument.id })
  if (repayment === null) return refuse('NOTHING_PARKED')
  const halted = await haltedReason(work.db)
  if (halted !== null) return refuse('CHAIN_HALTED', { halted })
  if ((await intentsOf(work.db, repayment.id)).some(({ settledAt }) => settledAt === null))
    return refuse('TRANSACTION_UNDER_WAY')
  const lines = await selectRedeemed(work.db, redemptionsOf(instrument, repayment))
  const parked = lines.filter(({ status }) => status === 'parked')
  if (parked.length === 0) return refuse('NOTHING_PARKED')
  const payable = await readUnheld(rpc, protocol.redemption, parked)
  if (payable.length === 0) return refuse('PRINCIPAL_HELD')
  for (const { purchase, wallet } of payable)
    await askRedemption(
      work,
      { repayment, protocol },
      'claim',
      claimRedemptionCall(purchase, wallet as Address),
    )
  await appendAudit(work, {
    action: 'repayment.retried',
    subject: repayment.id,
    detail: { holders: payable.length, held: parked.length - payable.length },
  })
  return ok(payable.length)
}

/**
 * What follows when a transaction is final. A repayment goes on by asking for its next step; what two officers released, or
 * somebody tried again to pay, nobody asks for again by itself, so that people are told.
 */
export const repaymentSettled: SettledHandlers = {
  ...Object.fromEntries(
    Object.values(PURPOSE).map((purpose) => [
      purpose,
      { success: () => Promise.resolve(), failure: noteFailure },
    ]),
  ),
  [PURPOSE.claim]: {
    success: tellClaimed,
    // Anyone may have it paid.
    failure: (work, intent) =>
      wasClaimedBefore(intent) ? tellClaimed(work, intent) : noteFailure(work, intent),
  },
}

/** Tells the holder that what was kept for them is paid. While the books are open, their closing tells it. */
async function tellClaimed(work: Work, { subject, data }: Intent): Promise<void> {
  const found = await loadRepayment(work.db, subject as RepaymentId)
  if (found?.repayment.status !== 'closed') return
  const { repayment, instrument } = found
  const lines = await selectRedeemed(work.db, redemptionsOf(instrument, repayment))
  const paid = lines.filter(
    ({ purchase, wallet }) => claimRedemptionCall(purchase, wallet as Address) === data,
  )
  const owners = await investorsOfWallets(
    work.db,
    paid.map(({ wallet }) => wallet),
  )
  for (const investor of new Set(owners.values()))
    await enqueueNotice(work, {
      topic: 'repayment.released',
      subject: instrument.asset,
      audience: { investor },
      facts: { instrument: instrument.name },
    })
}

async function noteFailure(work: Work, intent: Intent): Promise<void> {
  const told = FAILURE_TOLD.get(intent.purpose)
  const found = told === undefined ? null : await loadRepayment(work.db, intent.subject as RepaymentId)
  if (told !== undefined && found !== null)
    await enqueueNotice(work, {
      topic: told.topic,
      subject: found.instrument.asset,
      audience: { role: told.role, issuer: found.instrument.issuer },
      facts: { instrument: found.instrument.name },
    })
  await appendAudit(work, {
    action: 'repayment.transaction-failed',
    subject: intent.subject,
    detail: { purpose: intent.purpose, reason: failureSentence(intent) },
  })
}

type Asking = Pick<Situation, 'repayment' | 'protocol'>

/** Records a transaction at the contract. */
export function askRedemption(work: Work, s: Asking, purpose: Purpose, data: Hex): Promise<void> {
  return ask(work, s, purpose, { to: s.protocol.redemption, data })
}

/** Records a transaction of this repayment; the attempt's number makes a new try a new wish. */
async function ask(
  work: Work,
  { repayment, protocol }: Asking,
  purpose: Purpose,
  call: { readonly from?: Address; readonly to: Address; readonly data: Hex },
): Promise<void> {
  const attempt = (await intentsOf(work.db, repayment.id)).length
  await recordIntent(
    work.db,
    {
      key: `${repayment.id}:${purpose}:${attempt}`,
      purpose: PURPOSE[purpose],
      subject: repayment.id,
      from: protocol.operator,
      ...call,
    },
    work.now,
  )
}

function sureRedemption({ repayment, state }: Situation): RedemptionOnChain {
  if (state.redemption === null) throw new Error(`${repayment.id} is not announced on the chain`)
  return state.redemption
}
