import { keccak256, type Address, type Hex } from 'viem'
import { epochSeconds } from '../../kernel/time.ts'
import type { Clock } from '../clock.ts'
import { systemClock } from '../clock.ts'
import type { Db } from '../db/database.ts'
import { DEFAULT_FEE_POLICY, replacementFees, suggestedFees, type FeePolicy, type Fees } from './fees.ts'
import { finalTag, type Finality } from './finality.ts'
import type { IntentFailure, SettledHandlers } from './intents.ts'
import { fenced, keepLease, LeaseLost, type Lease } from './lease.ts'
import { startLoop } from './loop.ts'
import { rawOf, transactionsOf, type FoundTransaction } from './own-transactions.ts'
import { revertData } from './revert.ts'
import {
  bigintOf,
  ChainUnavailable,
  field,
  hexOf,
  numberOf,
  quantity,
  RpcError,
  type Rpc,
  type RpcCall,
} from './rpc.ts'
import {
  insertStrays,
  IntentsChanged,
  selectAttempts,
  selectInFlight,
  selectLastMined,
  selectNextNonce,
  selectPending,
  selectStrays,
  writeAdopted,
  writeDisplaced,
  writeNextNonce,
  writeReplacement,
  writeSent,
  writeSigned,
  type InFlight,
  type Pending,
  type Signed,
} from './sender-store.ts'
import { isPostponed, settle, settleOrPostpone, type Postponed } from './settle.ts'
import { SignerUnavailable, WrongSignature, type Signer } from './signer.ts'
import { atHead } from './state.ts'

export type SenderOptions = {
  readonly db: Db
  readonly rpc: Rpc
  readonly chainId: number
  readonly signer: Signer
  /** Settles what would revert: the business clock. Nonces and fees go by the machine's. */
  readonly clock: Clock
  readonly finality: Finality
  /** Told of intents that fail before anything is sent; the same as the watcher's. */
  readonly handlers: SettledHandlers
  readonly fees?: FeePolicy
  readonly leaseMs?: number
  readonly pollMs?: number
  /** How long the first transaction in the line may wait before it offers more. */
  readonly stuckAfterMs?: number
  readonly onError?: (error: unknown) => void
}

export type SenderHealth = {
  /** Whether this process is the one that sends. */
  readonly leading: boolean
  /** Why nothing is sent at the moment, or null. */
  readonly paused: string | null
  readonly inFlight: number
  readonly sent: number
  readonly rebroadcast: number
  readonly replaced: number
}

export type SenderRound = {
  readonly address: Address
  /** Everything that can be done now. Nothing while another process holds the lease. */
  readonly round: () => Promise<void>
  readonly health: () => SenderHealth
  /** Whether nothing was left to do: the next wish rings. */
  readonly isIdle: () => boolean
  readonly release: () => Promise<void>
}

export type Sender = {
  readonly address: Address
  /** There is something to send. */
  readonly ring: () => void
  readonly health: () => SenderHealth
  readonly stop: () => Promise<void>
}

const LEASE_MS = 10_000
const POLL_MS = 500
/** How often an idle sender looks whether it missed a ring. Shorter than the lease, which has to be prolonged. */
const IDLE_POLL_MS = 3_000
const STUCK_AFTER_MS = 60_000
/** How often transactions in flight are looked up. */
const CARE_MS = 1_000
const BATCH_MAX = 50
/** Wishes that are compared with transactions of unknown origin. */
const PENDING_MAX = 100_000
const STRAY_HOURS = 24
/** Transactions of one sender without a block, at most: nodes forget longer lines. */
const IN_FLIGHT_MAX = 64
/** EIP-7825: no transaction may ask for more. */
const GAS_MAX = 16_777_216n

type Context = Required<Omit<SenderOptions, 'pollMs' | 'leaseMs'>> & {
  readonly address: Address
  /** Contracts that were seen to have code. */
  readonly known: Set<Address>
  readonly state: { -readonly [K in keyof SenderHealth]: SenderHealth[K] } & {
    /** Wishes and transactions that are not done, as of the last round. */
    open: number
    reconciledFence: number
    caredAt: number
    readonly postponed: Postponed
  }
}

/**
 * Sends what one address has to send: the loop around `openSender`. Exactly one process does it for an address at a
 * time, by a lease; the others wait for their turn.
 */
export function startSender(options: SenderOptions): Sender {
  const sender = openSender(options)
  const pollMs = options.pollMs ?? POLL_MS
  const loop = startLoop(
    () => (sender.isIdle() ? Math.max(pollMs, IDLE_POLL_MS) : pollMs),
    sender.round,
    options.onError ?? (() => {}),
  )
  return {
    address: sender.address,
    ring: loop.ring,
    health: sender.health,
    stop: async () => {
      await loop.stop()
      await sender.release().catch(() => {})
    },
  }
}

/**
 * What makes one transaction of each intent, and never two:
 * - nonces are given out in order, and written down with the signed bytes before these are sent;
 * - after a request that was not answered the transaction is looked up, and if need be the same bytes are sent again;
 * - whatever is signed for an intent later has the same nonce, so the chain takes one of them;
 * - every write asks whether the lease is still held.
 */
export function openSender(options: SenderOptions): SenderRound {
  const { address } = options.signer
  const keeper = keepLease(options.db, `sender:${address}`, options.leaseMs ?? LEASE_MS)
  const context: Context = {
    ...options,
    address,
    fees: options.fees ?? DEFAULT_FEE_POLICY,
    stuckAfterMs: options.stuckAfterMs ?? STUCK_AFTER_MS,
    onError: options.onError ?? (() => {}),
    known: new Set(),
    state: {
      leading: false,
      paused: null,
      inFlight: 0,
      sent: 0,
      rebroadcast: 0,
      replaced: 0,
      open: 0,
      reconciledFence: -1,
      caredAt: Number.NEGATIVE_INFINITY,
      postponed: new Map(),
    },
  }
  const { state } = context
  return {
    address,
    release: keeper.release,
    health: () => {
      const { open: _, reconciledFence: __, caredAt: ___, postponed: ____, ...health } = state
      return health
    },
    isIdle: () => state.leading && state.open === 0,
    async round() {
      try {
        for (;;) {
          const lease = await keeper.lease()
          state.leading = lease !== null
          if (lease === null || !(await step(context, lease))) return
        }
      } catch (error) {
        if (error instanceof IntentsChanged) return
        if (!(error instanceof LeaseLost)) {
          state.paused = error instanceof Error ? error.message : String(error)
          throw error
        }
        keeper.forget()
        state.leading = false
      }
    },
  }
}

/** One batch. True when there may be another. */
async function step(context: Context, lease: Lease): Promise<boolean> {
  const { rpc, address, state, db } = context
  const postponed = [...state.postponed.keys()].filter((id) => isPostponed(state.postponed, id))
  const pending = await selectPending(db, address, BATCH_MAX, postponed)
  const inFlight = await selectInFlight(db, address)
  state.inFlight = inFlight.length
  state.open = pending.length + inFlight.length + postponed.length
  if (pending.length === 0 && inFlight.length === 0) state.paused = null
  const careful = inFlight.some(({ status }) => status === 'signed')
  const isCareDue = inFlight.length > 0 && (careful || performance.now() - state.caredAt > CARE_MS)
  if (pending.length === 0 && !isCareDue && state.reconciledFence === lease.fence) return false

  const count = numberOf(await rpc.call('eth_getTransactionCount', [address, 'latest']), 'transaction count')
  const next = await reconcile(context, lease, count)
  // What is pending and what is in flight was decided anew.
  if (next === null || (await claimStrays(context, lease, pending))) return true
  if (isCareDue) {
    await careFor(context, lease, inFlight, count)
    state.caredAt = performance.now()
    if (state.paused !== null) return false
  }
  const room = Math.min(BATCH_MAX, IN_FLIGHT_MAX - (next - count))
  if (pending.length === 0 || room <= 0) return false
  return send(context, lease, pending.slice(0, room), { next, isEverythingMined: next === count })
}

/**
 * The nonce to be used next. When the chain knows more of this address's transactions than this database (which was
 * restored from a backup, say), they are read, and those that are the very call of an intent are taken for it: sending
 * it again would do it twice. Null when something was changed by that.
 */
async function reconcile(context: Context, lease: Lease, count: number): Promise<number | null> {
  const { db, rpc, address, state } = context
  const next = await selectNextNonce(db, address)
  if (next !== null && count <= next) {
    state.reconciledFence = lease.fence
    return next
  }
  const found = next === null ? [] : await unknownTransactions(context, next)
  const pairs = pairUp(found, await selectPending(db, address, PENDING_MAX))
  const adopted = await Promise.all(pairs.map(([one, intent]) => adoptedOf(rpc, one, intent)))
  const after =
    next === null
      ? numberOf(await rpc.call('eth_getTransactionCount', [address, 'pending']), 'transaction count')
      : count
  await fenced(db, lease, async (tx) => {
    for (const one of adopted) await writeAdopted(tx, one, systemClock.now())
    const claimed = new Set(adopted.map(({ txHash }) => txHash))
    const strays = found.filter(({ hash }) => !claimed.has(hash))
    await insertStrays(tx, address, strays, systemClock.now())
    await writeNextNonce(tx, address, after)
  })
  return null
}

/**
 * A service whose books were restored records again what it had recorded before. For a day after such transactions were
 * found, an intent for the very same call is taken to be theirs, each once. True when there was one.
 */
async function claimStrays(context: Context, lease: Lease, pending: readonly Pending[]): Promise<boolean> {
  const { db, rpc, address } = context
  if (pending.length === 0) return false
  const strays = await selectStrays(db, address, systemClock.now().subtract({ hours: STRAY_HOURS }))
  const pairs = pairUp(strays, pending)
  if (pairs.length === 0) return false
  const adopted = await Promise.all(pairs.map(([one, intent]) => adoptedOf(rpc, one, intent)))
  await fenced(db, lease, async (tx) => {
    for (const one of adopted) await writeAdopted(tx, one, systemClock.now())
  })
  return true
}

async function unknownTransactions(context: Context, nonce: number): Promise<FoundTransaction[]> {
  const { db, rpc, address } = context
  const last = numberOf(await rpc.call('eth_blockNumber', []), 'head')
  return transactionsOf(rpc, address, { first: await selectLastMined(db, address), last, nonce })
}

/** Each transaction with the oldest intent that is the same call, if there is one. */
function pairUp(
  found: readonly FoundTransaction[],
  wanted: readonly Pending[],
): [FoundTransaction, Pending][] {
  const left = [...wanted]
  return found.flatMap((one): [FoundTransaction, Pending][] => {
    const at = left.findIndex((intent) => isSame(one, intent))
    const [intent] = at < 0 ? [] : left.splice(at, 1)
    return intent === undefined ? [] : [[one, intent]]
  })
}

function isSame(one: FoundTransaction, intent: Omit<Pending, 'gasMax'>): boolean {
  return one.to === intent.to && one.data === intent.data && one.value === intent.value
}

async function adoptedOf(rpc: Rpc, one: FoundTransaction, intent: Pick<Pending, 'id'>): Promise<Signed> {
  return {
    id: intent.id,
    nonce: one.nonce,
    txHash: one.hash,
    raw: await rawOf(rpc, one.hash),
    gas: one.gas,
    fees: { maxFeePerGas: one.maxFee, maxPriorityFeePerGas: one.maxTip },
  }
}

/** Looks after what is signed and in no block: sends it again where the node has lost it, offers more where it hangs. */
async function careFor(
  context: Context,
  lease: Lease,
  inFlight: readonly InFlight[],
  count: number,
): Promise<void> {
  const { rpc, db, state } = context
  state.paused = null
  await displace(
    context,
    lease,
    inFlight.filter(({ nonce }) => nonce < count),
  )
  const waiting = inFlight.filter(({ nonce }) => nonce >= count)
  if (waiting.length === 0) return

  const answers = await rpc.batch(
    waiting.map(({ txHash }) => ({ method: 'eth_getTransactionByHash', params: [txHash] })),
  )
  const isKnown = (i: number) => answers[i] !== null && !(answers[i] instanceof RpcError)
  const known = waiting.filter((_, i) => isKnown(i)).map(({ txHash }) => txHash)
  if (known.length > 0) await fenced(db, lease, (tx) => writeSent(tx, known, 'mempool', systemClock.now()))

  // In order of their nonces: what fills a gap goes first.
  const lost = waiting.filter(({ raw }, i) => !isKnown(i) && raw !== '0x')
  state.rebroadcast += lost.filter(({ status }) => status !== 'signed').length
  const refusal = await broadcast(context, lease, lost)
  const [first] = waiting
  if (first === undefined) return
  const age = systemClock.now().epochMilliseconds - first.signedAt.epochMilliseconds
  const isUnderpriced =
    refusal !== null && /underpriced|fee too low|less than block base fee/i.test(refusal.message)
  if (age > context.stuckAfterMs || isUnderpriced) await replace(context, lease, first)
  else if (refusal !== null) state.paused = `The node does not take a transaction: ${refusal.message}`
}

/**
 * Nonces of ours that the chain has used finally, and none of our transactions is in a block: another program, or our
 * own forgotten past, has sent something with them. If it is the same call, it is the intent's; if not, the intent
 * gets a new nonce.
 */
async function displace(context: Context, lease: Lease, used: readonly InFlight[]): Promise<void> {
  const { rpc, db, address, finality } = context
  const attempts = await selectAttempts(
    db,
    used.map(({ id }) => id),
  )
  const receipts = await rpc.batch(
    attempts.map(({ txHash }) => ({ method: 'eth_getTransactionReceipt', params: [txHash] })),
  )
  const alive = new Set(attempts.filter((_, i) => receipts[i] !== null).map(({ id }) => id))
  const suspects = used.filter(({ id }) => !alive.has(id))
  if (suspects.length === 0) return
  const head = numberOf(await rpc.call('eth_blockNumber', []), 'head')
  const final = numberOf(
    await rpc.call('eth_getTransactionCount', [address, finalTag(finality, head)]),
    'transaction count',
  )
  const displaced = suspects.filter(({ nonce }) => nonce < final)
  if (displaced.length === 0) return
  const found = await unknownTransactions(context, Math.min(...displaced.map(({ nonce }) => nonce)))
  for (const intent of displaced) {
    const other = found.find(({ nonce }) => nonce === intent.nonce)
    const same = other !== undefined && isSame(other, intent) ? await adoptedOf(rpc, other, intent) : null
    await fenced(db, lease, (tx) =>
      same === null ? writeDisplaced(tx, intent.id) : writeAdopted(tx, same, systemClock.now()),
    )
  }
}

/** Signs the first transaction of the line again, with the same nonce and higher fees. */
async function replace(context: Context, lease: Lease, former: InFlight): Promise<void> {
  const { db, fees: policy, state } = context
  const asked = suggestedFees(await market(context.rpc), policy)
  const fees = asked === null ? null : replacementFees(former.fees, asked, policy)
  if (fees === null) {
    // An offer that is still below the market's would only have to be raised again.
    state.paused = 'A transaction waits for the price of gas to fall below the limit.'
    return
  }
  const raw = await sign(context, former, { nonce: former.nonce, gas: former.gas, fees })
  const signed: Signed = {
    id: former.id,
    nonce: former.nonce,
    txHash: keccak256(raw),
    raw,
    gas: former.gas,
    fees,
  }
  const isWritten = await fenced(db, lease, (tx) => writeReplacement(tx, signed, systemClock.now()))
  if (!isWritten) return
  state.replaced++
  const refusal = await broadcast(context, lease, [signed])
  if (refusal !== null) state.paused = `The node does not take a replacement: ${refusal.message}`
}

type Estimate =
  | { readonly kind: 'gas'; readonly gas: bigint }
  | { readonly kind: 'revert'; readonly failure: IntentFailure }

const NO_CODE: Estimate = { kind: 'revert', failure: { reason: 'NO_CODE', data: null } }

/** Estimates, signs, writes down and sends as many of `pending` as can go now. True when there may be more. */
async function send(
  context: Context,
  lease: Lease,
  pending: readonly Pending[],
  { next, isEverythingMined }: { readonly next: number; readonly isEverythingMined: boolean },
): Promise<boolean> {
  const { rpc, db, state, address } = context
  const estimates = await estimated(context, pending)
  const stop = estimates.findIndex(({ kind }) => kind === 'revert')
  const [first] = pending
  const [firstEstimate] = estimates
  if (first !== undefined && firstEstimate?.kind === 'revert') {
    // What would revert now may not when the transactions before it are mined: it waits for them.
    const failure = isEverythingMined ? await failureAtHead(context, first, next) : null
    if (failure === null) return false
    const outcome = { status: 'failure', failure } as const
    const { handlers, clock, onError } = context
    const now = clock.now()
    const settling = () => fenced(db, lease, (tx) => settle(tx, first.id, outcome, { handlers, now }))
    await settleOrPostpone(state.postponed, first.id, settling, onError)
    return true
  }
  const fees = suggestedFees(await market(rpc), context.fees)
  if (fees === null) {
    state.paused = 'The price of gas is above the limit.'
    return false
  }
  const ready = pending.slice(0, stop < 0 ? pending.length : stop)
  const { signed, failure } = await signAll(context, ready, estimates, { next, fees })
  state.paused = failure?.message ?? null
  if (signed.length === 0) return false
  await fenced(db, lease, (tx) => writeSigned(tx, address, signed, systemClock.now()))
  const refusal = await broadcast(context, lease, signed)
  // The next round looks after it first.
  return refusal === null && failure === null
}

async function estimated(context: Context, pending: readonly Pending[]): Promise<Estimate[]> {
  const { rpc, address, known } = context
  const unseen = [
    ...new Set(pending.flatMap(({ to, data }) => (to === null || data === '0x' ? [] : [to]))),
  ].filter((to) => !known.has(to))
  const answers = await rpc.batch([
    ...unseen.map((to) => ({ method: 'eth_getCode', params: [to, 'pending'] })),
    ...pending.map((intent) => estimateCall(address, intent, 'pending')),
  ])
  for (const [i, to] of unseen.entries()) if (hexOf(checked(answers[i]), 'code') !== '0x') known.add(to)
  return pending.map((intent, i): Estimate => {
    const { to, data } = intent
    // A call of an address without code succeeds and does nothing.
    if (to !== null && data !== '0x' && !known.has(to)) return NO_CODE
    return estimateOf(intent, answers[unseen.length + i])
  })
}

/**
 * How a call fails in one named block that holds everything sent before it; null when it does not fail there, or when that block
 * is too early. Behind one address there may be nodes of which one is behind: what it says of its own newest block says nothing.
 * What has become too late fails there too: it is asked as of the time of the block to come, which is made, on a chain that
 * makes blocks of transactions alone, only when something is sent.
 */
async function failureAtHead(
  { rpc, address }: Context,
  intent: Pending,
  next: number,
): Promise<IntentFailure | null> {
  const { to, data } = intent
  const [coming] = await rpc.batch([{ method: 'eth_getBlockByNumber', params: ['pending', false] }])
  return atHead(rpc, async ({ block }) => {
    const at = quantity(block.number)
    const time = field(coming, 'timestamp') ?? quantity(epochSeconds(block.at))
    const [count, code, gas, then] = await rpc.batch([
      { method: 'eth_getTransactionCount', params: [address, at] },
      { method: 'eth_getCode', params: [to ?? address, at] },
      estimateCall(address, intent, at),
      { method: 'eth_call', params: [callOf(address, intent), at, {}, { time }] },
    ])
    if (numberOf(checked(count), 'transaction count') < next) return null
    const isCall = to !== null && data !== '0x'
    const isNobody = isCall && hexOf(checked(code), 'code') === '0x'
    const estimate = isNobody ? NO_CODE : estimateOf(intent, gas)
    if (estimate.kind === 'revert') return estimate.failure
    // A node that cannot ask as of another time says so: there the next block tells.
    return revertOf(then)
  })
}

function estimateCall(from: Address, intent: Pending, block: string): RpcCall {
  return { method: 'eth_estimateGas', params: [callOf(from, intent), block] }
}

function callOf(from: Address, { to, data, value, gasMax }: Pending) {
  const most = gasMax === null ? {} : { gas: quantity(gasMax) }
  return { from, ...(to === null ? {} : { to }), data, value: quantity(value), ...most }
}

function revertOf(answer: unknown): IntentFailure | null {
  const data = answer instanceof RpcError ? revertData(answer) : null
  return data === null ? null : { reason: 'WOULD_REVERT', data }
}

function estimateOf({ gasMax }: Pending, answer: unknown): Estimate {
  const failure = revertOf(answer)
  if (failure !== null) return { kind: 'revert', failure }
  const gas = (bigintOf(checked(answer), 'gas estimate') * 5n) / 4n + 5_000n
  const most = gasMax ?? GAS_MAX
  return { kind: 'gas', gas: gas < most ? gas : most }
}

function checked(answer: unknown): unknown {
  if (answer instanceof RpcError) throw answer
  return answer
}

/** Signs in order, up to the first that the signer does not sign: its nonce must not be skipped. */
async function signAll(
  context: Context,
  ready: readonly Pending[],
  estimates: readonly Estimate[],
  { next, fees }: { readonly next: number; readonly fees: Fees },
): Promise<{ signed: Signed[]; failure: Error | null }> {
  const signed: Signed[] = []
  for (const [i, intent] of ready.entries()) {
    const estimate = estimates[i]
    if (estimate?.kind !== 'gas') break
    const { gas } = estimate
    const nonce = next + i
    try {
      const raw = await sign(context, intent, { nonce, gas, fees })
      signed.push({ id: intent.id, nonce, txHash: keccak256(raw), raw, gas, fees })
    } catch (error) {
      if (!(error instanceof SignerUnavailable) && !(error instanceof WrongSignature)) throw error
      return { signed, failure: error }
    }
  }
  return { signed, failure: null }
}

function sign(
  { signer, chainId }: Context,
  { to, data, value }: Omit<Pending, 'gasMax'>,
  { nonce, gas, fees }: { readonly nonce: number; readonly gas: bigint; readonly fees: Fees },
): Promise<Hex> {
  return signer.sign({ chainId, nonce, to, data, value, gas, ...fees })
}

/**
 * Hands signed transactions to the node. What it does not answer for stays `signed`, and is looked up before anything
 * else happens to it. Returns the node's first refusal that needs somebody's attention.
 */
async function broadcast(
  context: Context,
  lease: Lease,
  signed: readonly { readonly txHash: Hex; readonly raw: Hex }[],
): Promise<RpcError | null> {
  const { rpc, db, state } = context
  if (signed.length === 0) return null
  let answers: readonly unknown[]
  try {
    answers = await rpc.batch(signed.map(({ raw }) => ({ method: 'eth_sendRawTransaction', params: [raw] })))
  } catch (error) {
    if (error instanceof ChainUnavailable) state.caredAt = Number.NEGATIVE_INFINITY
    throw error
  }
  const isTaken = (answer: unknown) =>
    !(answer instanceof RpcError) || /already (known|imported)/i.test(answer.message)
  const taken = signed.filter((_, i) => isTaken(answers[i])).map(({ txHash }) => txHash)
  state.sent += taken.length
  await fenced(db, lease, (tx) => writeSent(tx, taken, 'sent', systemClock.now()))
  const refused = answers.find(
    (answer): answer is RpcError => answer instanceof RpcError && !isTaken(answer) && !isOld(answer),
  )
  return refused ?? null
}

/** Its nonce is in a block already, perhaps by this very transaction: the watcher finds out. */
function isOld(error: RpcError): boolean {
  return /nonce too low|nonce is too low|already (been )?(mined|used)/i.test(error.message)
}

/** What the chain asks for gas now. */
export async function market(rpc: Rpc): Promise<{ baseFee: bigint; tip: bigint }> {
  const [block, tip] = await rpc.batch([
    { method: 'eth_getBlockByNumber', params: ['latest', false] },
    { method: 'eth_maxPriorityFeePerGas', params: [] },
  ])
  return {
    baseFee: bigintOf(field(checked(block), 'baseFeePerGas'), 'base fee'),
    // A node without an opinion: one gwei is taken everywhere.
    tip: tip instanceof RpcError ? 1_000_000_000n : bigintOf(tip, 'tip'),
  }
}
