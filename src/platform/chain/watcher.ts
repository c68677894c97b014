import type { Address, Hex } from 'viem'
import type { Clock } from '../clock.ts'
import type { Db, Tx } from '../db/database.ts'
import {
  blocksWithLogs,
  ChainInconsistent,
  header,
  headers,
  logsIn,
  type Header,
  type LogRange,
} from './blocks.ts'
import { finalNumber, type Finality } from './finality.ts'
import { lowerAddress, lowerHex, type IntentFailure, type SettledHandlers } from './intents.ts'
import { fenced, keepLease, LeaseLost, type Lease } from './lease.ts'
import { startLoop } from './loop.ts'
import type { ChainLog, Projection } from './projection.ts'
import { bigintOf, ChainUnavailable, field, hexOf, numberOf, RpcError, type Rpc } from './rpc.ts'
import { isPostponed, settle, settleOrPostpone, type Postponed } from './settle.ts'
import {
  deleteWatched,
  haltedReason,
  insertBlocks,
  insertNetwork,
  insertWatched,
  moveHead,
  selectBlockHash,
  selectFinal,
  selectNetwork,
  selectNewestBlocks,
  selectUnmined,
  selectWatched,
  undoBlocks,
  writeHalted,
  writeMined,
  type Mined,
  type Network,
  type Unmined,
} from './watcher-store.ts'

export type WatcherOptions = {
  readonly db: Db
  readonly rpc: Rpc
  readonly chainId: number
  /** The business clock: handlers are told its time. */
  readonly clock: Clock
  readonly finality: Finality
  /** Applied in this order. */
  readonly projections: readonly Projection[]
  readonly handlers: SettledHandlers
  /**
   * Where to begin with an empty database: nothing of ours is older. By default the first block of a development chain
   * (31337), and the newest block of any other, which is long and not ours.
   */
  readonly startBlock?: number | 'head'
  /** The deepest reorganisation that is followed; a deeper one is for people to look at. */
  readonly depthMax?: number
  /** Other nodes that must agree before a block counts as final. */
  readonly witnesses?: readonly Rpc[]
  readonly leaseMs?: number
  readonly pollMs?: number
  readonly onError?: (error: unknown) => void
}

export type WatcherHealth = {
  /** Whether this process is the one that reads the chain. */
  readonly leading: boolean
  /** Why nothing is read until a person has looked, or null. */
  readonly halted: string | null
  /** The last block read, the last that is final, and the node's newest. */
  readonly head: number
  readonly finalized: number
  readonly chainHead: number
  readonly logs: number
  readonly reorganisations: number
  /** Logs that the node left out at first. */
  readonly refetched: number
  readonly settled: number
}

export type WatcherRound = {
  /** Reads what is new, all of it. Nothing while another process holds the lease. */
  readonly round: () => Promise<void>
  readonly health: () => WatcherHealth
  /** When something was read or undone last, by `performance.now()`. */
  readonly movedAt: () => number
  readonly release: () => Promise<void>
}

export type Watcher = {
  /** There may be a block. */
  readonly ring: () => void
  readonly health: () => WatcherHealth
  readonly stop: () => Promise<void>
}

/** Going on would mean guessing: the message says what was found and what a person can do. */
export class WatcherHalted extends Error {}

const DEVELOPMENT_CHAIN_ID = 31337
const LEASE_MS = 10_000
/** How often the node is asked for a new block: just after there was one, or a ring; and when nothing has happened for a while. */
const POLL_MS = 100
const IDLE_POLL_MS = 500
const IDLE_AFTER_MS = 3_000
const DEPTH_MAX = 128
/** Blocks read at once near the head, where each of them is stored; and far behind it, where those with logs are. */
const DENSE_RANGE = 100
const SPARSE_RANGE = 2_000
/** How often receipts and addresses are looked at while there is no new block. */
const QUIET_MS = 1_000

type State = { -readonly [K in keyof WatcherHealth]: WatcherHealth[K] } & {
  /** How many blocks the node is asked for at once: fewer after it refused, more after it did not. */
  range: number
  lookedAt: number
  /** When a process that does not lead has looked last at what the one that leads has read. */
  followedAt: number
  movedAt: number
  checkedFence: number
  readonly postponed: Postponed
}

type Context = Required<Omit<WatcherOptions, 'leaseMs' | 'pollMs'>> & { readonly state: State }

/** Follows the chain: the loop around `openWatcher`. */
export function startWatcher(options: WatcherOptions): Watcher {
  const watcher = openWatcher(options)
  const pollMs = options.pollMs ?? POLL_MS
  let rungAt = performance.now()
  const isIdle = () => performance.now() - Math.max(rungAt, watcher.movedAt()) > IDLE_AFTER_MS
  const loop = startLoop(
    () => (isIdle() ? Math.max(pollMs, IDLE_POLL_MS) : pollMs),
    watcher.round,
    options.onError ?? (() => {}),
  )
  return {
    ring: () => {
      rungAt = performance.now()
      loop.ring()
    },
    health: watcher.health,
    stop: async () => {
      await loop.stop()
      await watcher.release().catch(() => {})
    },
  }
}

/**
 * Reads the chain's blocks in order and hands the logs of each to the projections, one database transaction for a range
 * of blocks; undoes blocks that are not in the chain any more; says of intents that they are mined, and, when that is
 * final, how they ended, each with its handler in one transaction.
 */
export function openWatcher(options: WatcherOptions): WatcherRound {
  const keeper = keepLease(options.db, 'watcher', options.leaseMs ?? LEASE_MS)
  const state: State = {
    leading: false,
    halted: null,
    head: -1,
    finalized: -1,
    chainHead: -1,
    logs: 0,
    reorganisations: 0,
    refetched: 0,
    settled: 0,
    range: SPARSE_RANGE,
    lookedAt: Number.NEGATIVE_INFINITY,
    followedAt: Number.NEGATIVE_INFINITY,
    movedAt: Number.NEGATIVE_INFINITY,
    checkedFence: -1,
    postponed: new Map(),
  }
  /** The lease under which what was said of halting before has been taken back. */
  let clearedFence = -1
  /** This process has found what only a person can mend, and reads nothing more. */
  let isOver = false
  const context: Context = {
    ...options,
    startBlock: options.startBlock ?? (options.chainId === DEVELOPMENT_CHAIN_ID ? 0 : 'head'),
    depthMax: options.depthMax ?? DEPTH_MAX,
    witnesses: options.witnesses ?? [],
    onError: options.onError ?? (() => {}),
    state,
  }
  return {
    release: keeper.release,
    health: () => {
      const { leading, halted, head, finalized, chainHead, logs, reorganisations, refetched, settled } = state
      return { leading, halted, head, finalized, chainHead, logs, reorganisations, refetched, settled }
    },
    movedAt: () => state.movedAt,
    async round() {
      if (isOver) return
      try {
        for (;;) {
          const lease = await keeper.lease()
          state.leading = lease !== null
          if (lease === null) return await follow(context)
          const isMore = await step(context, lease)
          if (clearedFence !== lease.fence) await writeHalted(options.db, null)
          clearedFence = lease.fence
          state.halted = null
          if (!isMore) return
        }
      } catch (error) {
        if (error instanceof LeaseLost) {
          keeper.forget()
          state.leading = false
          return
        }
        if (error instanceof WatcherHalted) {
          isOver = true
          state.halted = error.message
          await writeHalted(options.db, error.message)
        }
        throw error
      }
    },
  }
}

/** Says of the chain what the process that leads has written down: one that follows reads no blocks of its own. */
async function follow({ db, rpc, state }: Context): Promise<void> {
  if (performance.now() - state.followedAt < QUIET_MS) return
  const [network, halted, latest] = await Promise.all([
    selectNetwork(db),
    haltedReason(db),
    header(rpc, 'latest'),
  ])
  if (latest === null) throw new ChainUnavailable('it has no blocks')
  state.chainHead = latest.number
  state.head = network?.head ?? -1
  state.finalized = network?.finalized ?? -1
  state.halted = halted
  state.followedAt = performance.now()
}

/** One range of blocks, or one reorganisation, and what follows from it. True when there may be more to do. */
async function step(context: Context, lease: Lease): Promise<boolean> {
  const { db, rpc, state } = context
  const network = await networkOf(context, lease)
  const latest = await header(rpc, 'latest')
  if (latest === null) throw new ChainUnavailable('it has no blocks')
  state.chainHead = latest.number

  const ancestor = await commonAncestor(context, network, latest)
  if (ancestor < network.head) {
    await fenced(db, lease, (tx) => undoBlocks(tx, network, ancestor))
    state.reorganisations++
    state.head = ancestor
    state.movedAt = performance.now()
    return true
  }
  const isQuiet = latest.number <= network.head
  if (isQuiet && performance.now() - state.lookedAt < QUIET_MS) return false

  const final = await agreedFinal(context, network, latest.number)
  const after = await advance(context, lease, network, { latest: latest.number, final })
  await markMined(context, lease, after)
  const settled = await settleFinal(context, lease, after)
  if (after.head > network.head || settled > 0) state.movedAt = performance.now()
  state.head = after.head
  state.finalized = after.finalized
  const isThere = after.head >= latest.number && settled === 0
  // When something was settled, its handler may have named addresses: look once more.
  state.lookedAt = isThere ? performance.now() : Number.NEGATIVE_INFINITY
  return !isThere
}

/** The chain this database belongs to; halts when the node is one of another chain. */
async function networkOf(context: Context, lease: Lease): Promise<Network> {
  const { db, rpc, chainId, state } = context
  const stored = await selectNetwork(db)
  if (stored !== null && state.checkedFence === lease.fence) return stored

  const [id, genesis] = await Promise.all([rpc.call('eth_chainId', []), header(rpc, 0)])
  const asked = numberOf(id, 'chain id')
  if (asked !== chainId)
    throw new WatcherHalted(
      `The node is of chain ${asked}, and chain ${chainId} is configured. Check CHAIN_RPC_URL.`,
    )
  if (genesis === null) throw new ChainUnavailable('it does not know the first block')
  if (stored !== null && (stored.chainId !== asked || stored.genesisHash !== genesis.hash))
    throw new WatcherHalted(
      `This database belongs to another chain than the node's (chain ${asked}, genesis ${genesis.hash}). ` +
        'Point both to the same one, or restore them together.',
    )
  state.checkedFence = lease.fence
  if (stored !== null) return stored

  const latest = context.startBlock === 'head' ? await header(rpc, 'latest') : null
  const startBlock = latest?.number ?? (context.startBlock === 'head' ? 0 : context.startBlock)
  const network = {
    chainId: asked,
    genesisHash: genesis.hash,
    startBlock,
    head: startBlock - 1,
    finalized: startBlock - 1,
  }
  await fenced(db, lease, (tx) => insertNetwork(tx, network))
  return network
}

/** The last block that is both read and in the node's chain. */
async function commonAncestor(context: Context, network: Network, latest: Header): Promise<number> {
  const { db, rpc, depthMax, finality } = context
  const isOneNode = finality.kind === 'confirmations' && finality.count === 0
  if (isOneNode && latest.number < network.finalized)
    throw new WatcherHalted(
      `The chain ends at block ${latest.number}, and block ${network.finalized} was final. Restore the chain and the database together.`,
    )
  // A node that lags behind on the same chain is waited for.
  if (latest.number < network.head && (await selectBlockHash(db, latest.number)) === latest.hash)
    return network.head
  const [newest] = await selectNewestBlocks(db, 1)
  if (newest === undefined) return network.head
  if (latest.hash === newest.hash || latest.parentHash === newest.hash) return network.head
  if ((await header(rpc, newest.number))?.hash === newest.hash) return network.head

  const stored = await selectNewestBlocks(db, depthMax + 1)
  const found = await headers(
    rpc,
    stored.map(({ number }) => number),
  )
  const same = stored.findIndex(({ hash }, i) => found[i]?.hash === hash)
  if (same === 0) return network.head
  const ancestor =
    same > 0 ? stored[same]?.number : stored.length > depthMax ? undefined : network.startBlock - 1
  if (ancestor === undefined)
    throw new WatcherHalted(
      `The chain was reorganised by more than ${depthMax} blocks below block ${network.head}. Look into it before anything is paid.`,
    )
  if (ancestor < network.finalized)
    throw new WatcherHalted(
      `The chain was reorganised back to block ${ancestor}, and block ${network.finalized} was final. Look into it before anything is paid.`,
    )
  return ancestor
}

/** The newest final block that every witness knows too. Halts when one of them knows another. */
async function agreedFinal(context: Context, network: Network, head: number): Promise<number> {
  const { rpc, finality, witnesses } = context
  const final = await finalNumber(rpc, finality, head)
  if (final <= network.finalized || witnesses.length === 0) return final
  const ours = await header(rpc, final)
  for (const witness of witnesses) {
    const theirs = await header(witness, final)
    if (theirs === null || ours === null) return network.finalized
    if (theirs.hash !== ours.hash)
      throw new WatcherHalted(
        `${rpc.host} and ${witness.host} disagree about block ${final}, which one of them calls final. Find out which is right.`,
      )
  }
  return final
}

/** Which logs each projection is given: addresses by its name. */
type Feed = ReadonlyMap<string, ReadonlySet<Address>>

async function advance(
  context: Context,
  lease: Lease,
  network: Network,
  { latest, final }: { readonly latest: number; readonly final: number },
): Promise<Network> {
  const { db, rpc, projections, state } = context
  const watched = await selectWatched(db)
  const wanted = await feedOf(projections, db)
  const added = difference(wanted, watched)
  const dropped = difference(watched, wanted)

  const from = network.head + 1
  const isSparse = final - from >= DENSE_RANGE
  const most = isSparse ? state.range : Math.min(state.range, DENSE_RANGE)
  const to = Math.min(isSparse ? final : latest, from + most - 1)
  const range = { from, to, addresses: union(wanted) }
  const past = await pastLogs(rpc, { from: network.startBlock, to: network.head, addresses: union(added) })
  const read = to < from ? NOTHING : await readRange(context, network, range, isSparse)

  const head = read.blocks.reduce((highest, { number }) => Math.max(highest, number), network.head)
  const finalized = Math.max(network.finalized, Math.min(final, head))
  const isIdle = to < from && added.size === 0 && dropped.size === 0 && finalized === network.finalized
  if (isIdle) return network
  await fenced(db, lease, async (tx) => {
    for (const [name, addresses] of dropped) await deleteWatched(tx, name, [...addresses])
    await remember(tx, added)
    await apply(context, tx, added, past)
    await apply(context, tx, wanted, read)
    await applyNamed(context, tx, { ...network, head }, wanted)
    await moveHead(tx, network, { head, finalized })
  })
  state.refetched += read.refetched
  return { ...network, head, finalized }
}

type Read = {
  readonly blocks: readonly Header[]
  readonly logs: readonly ChainLog[]
  readonly refetched: number
}
const NOTHING: Read = { blocks: [], logs: [], refetched: 0 }

/** Nodes limit how much they answer at once, each in its own words: what is refused is asked for in smaller pieces. */
async function readRange(
  context: Context,
  network: Network,
  range: LogRange,
  isSparse: boolean,
): Promise<Read> {
  const { db, rpc, state } = context
  const length = range.to - range.from + 1
  try {
    const parent = range.from === network.startBlock ? null : await selectBlockHash(db, network.head)
    const read = isSparse ? await sparse(rpc, range) : await blocksWithLogs(rpc, range, parent)
    state.range = Math.min(SPARSE_RANGE, Math.max(state.range, length * 2))
    return read
  } catch (error) {
    if (!(error instanceof RpcError) || length === 1) throw error
    state.range = Math.ceil(length / 4)
    const to = range.from + state.range - 1
    return readRange(context, network, { ...range, to }, isSparse)
  }
}

/** Gives the logs to the projections, block by block; stores the blocks first. */
async function apply(
  { projections, state }: Context,
  tx: Tx,
  feed: Feed,
  { blocks, logs }: Read,
): Promise<void> {
  await insertBlocks(tx, blocks)
  state.logs += logs.length
  const byBlock = Map.groupBy(logs, ({ blockHash }) => blockHash)
  for (const block of [...blocks].sort((a, b) => a.number - b.number)) {
    const inBlock = byBlock.get(block.hash) ?? []
    for (const { name, apply: applied } of projections) {
      const theirs = inBlock.filter(({ address }) => feed.get(name)?.has(address) === true)
      if (theirs.length > 0) await applied(tx, block, theirs)
    }
  }
}

/** Addresses that the logs just applied have named: their logs up to here too, and what those name in turn. */
async function applyNamed(context: Context, tx: Tx, network: Network, before: Feed): Promise<void> {
  let known: Feed = before
  for (;;) {
    const wanted = await feedOf(context.projections, tx)
    const named = difference(wanted, known)
    if (named.size === 0) return
    const range = { from: network.startBlock, to: network.head, addresses: union(named) }
    await remember(tx, named)
    await apply(context, tx, named, await pastLogs(context.rpc, range))
    known = wanted
  }
}

async function remember(tx: Tx, feed: Feed): Promise<void> {
  for (const [name, addresses] of feed) await insertWatched(tx, name, [...addresses])
}

/** All logs of these addresses in a range of any length, with the blocks that hold them. */
async function pastLogs(rpc: Rpc, range: LogRange): Promise<Read> {
  if (range.addresses.length === 0 || range.to < range.from) return NOTHING
  const logs: ChainLog[] = []
  let step = range.to - range.from + 1
  for (let from = range.from; from <= range.to;) {
    const to = Math.min(range.to, from + step - 1)
    try {
      logs.push(...(await logsIn(rpc, { ...range, from, to })))
      from = to + 1
    } catch (error) {
      // Nodes limit how much they answer at once, each in its own words.
      if (!(error instanceof RpcError) || step === 1) throw error
      step = Math.ceil(step / 4)
    }
  }
  return { blocks: await blocksOf(rpc, logs), logs, refetched: 0 }
}

/** A range far behind the head, all of it final: blocks without logs are not stored, except for the last. */
async function sparse(rpc: Rpc, range: LogRange): Promise<Read> {
  const logs = range.addresses.length === 0 ? [] : await logsIn(rpc, range)
  const last = await header(rpc, range.to)
  if (last === null) throw new ChainInconsistent('a block is missing')
  const blocks = await blocksOf(rpc, logs)
  return { blocks: [...blocks.filter(({ number }) => number !== last.number), last], logs, refetched: 0 }
}

async function blocksOf(rpc: Rpc, logs: readonly ChainLog[]): Promise<Header[]> {
  const hashes = new Map(logs.map(({ blockNumber, blockHash }) => [blockNumber, blockHash]))
  const found = await headers(rpc, [...hashes.keys()])
  return found.map((block) => {
    if (block === null || hashes.get(block.number) !== block.hash)
      throw new ChainInconsistent('a log is of a block that is not in the chain')
    return block
  })
}

async function feedOf(projections: readonly Projection[], db: Db): Promise<Map<string, Set<Address>>> {
  const feed = new Map<string, Set<Address>>()
  for (const { name, addresses } of projections)
    feed.set(name, new Set((await addresses(db)).map((address) => lowerAddress(address))))
  return feed
}

function difference(a: Feed, b: Feed): Map<string, Set<Address>> {
  const result = new Map<string, Set<Address>>()
  for (const [name, addresses] of a) {
    const rest = addresses.difference(b.get(name) ?? new Set())
    if (rest.size > 0) result.set(name, rest)
  }
  return result
}

function union(feed: Feed): Address[] {
  return [...new Set([...feed.values()].flatMap((addresses) => [...addresses]))]
}

/** Looks for the receipts of what is in flight, and writes down those in blocks that have been read. */
async function markMined({ db, rpc }: Context, lease: Lease, network: Network): Promise<void> {
  const unmined = await selectUnmined(db)
  if (unmined.length === 0) return
  const receipts = await rpc.batch(
    unmined.map(({ txHash }) => ({ method: 'eth_getTransactionReceipt', params: [txHash] })),
  )
  const found = unmined.flatMap((one, i) => {
    const receipt = receipts[i]
    if (receipt instanceof RpcError || receipt === null) return []
    const number = numberOf(field(receipt, 'blockNumber'), 'block number of a receipt')
    return number <= network.head ? [{ number, mined: minedOf(one, receipt) }] : []
  })
  if (found.length === 0) return
  const blocks = await headers(rpc, [...new Set(found.map(({ number }) => number))])
  const byHash = new Map(blocks.flatMap((block) => (block === null ? [] : [[block.hash, block] as const])))
  await fenced(db, lease, async (tx) => {
    for (const { number, mined } of found) {
      const block = byHash.get(mined.blockHash)
      const stored = await selectBlockHash(tx, number)
      // A receipt of a fork that we have not read, or not any more: the next round knows.
      if (block === undefined || (stored !== null && stored !== mined.blockHash)) continue
      if (stored === null) await insertBlocks(tx, [block])
      await writeMined(tx, mined)
    }
  })
}

function minedOf({ id, txHash }: Unmined, receipt: unknown): Mined {
  const contract = field(receipt, 'contractAddress')
  return {
    id,
    txHash,
    blockHash: hexOf(field(receipt, 'blockHash'), 'block hash of a receipt'),
    reverted: numberOf(field(receipt, 'status'), 'status of a receipt') === 0,
    gasUsed: bigintOf(field(receipt, 'gasUsed'), 'gas of a receipt'),
    contract: contract === null || contract === undefined ? null : hexOf(contract, 'contract of a receipt'),
  }
}

/** Says how intents in final blocks ended. A handler that throws is asked again later, and holds up no other. */
async function settleFinal(context: Context, lease: Lease, network: Network): Promise<number> {
  const { db, handlers, clock, state, onError } = context
  let settled = 0
  for (const { id, txHash, reverted } of await selectFinal(db, network.finalized)) {
    if (isPostponed(state.postponed, id)) continue
    const failure: IntentFailure | null = reverted
      ? { reason: 'REVERTED', data: await revertDataOf(context.rpc, txHash) }
      : null
    const outcome =
      failure === null ? ({ status: 'success' } as const) : ({ status: 'failure', failure } as const)
    const now = clock.now()
    const settling = () => fenced(db, lease, (tx) => settle(tx, id, outcome, { handlers, now }))
    if (await settleOrPostpone(state.postponed, id, settling, onError)) settled++
  }
  state.settled += settled
  return settled
}

/** What a mined transaction reverted with, from a node that can trace; most public ones cannot. */
async function revertDataOf(rpc: Rpc, txHash: Hex): Promise<Hex | null> {
  const quiet = { disableStorage: true, disableStack: true, limit: 1 }
  const [calls, steps] = await rpc.batch([
    { method: 'debug_traceTransaction', params: [txHash, { tracer: 'callTracer' }] },
    // The embedded chain knows no tracer of that name.
    { method: 'debug_traceTransaction', params: [txHash, quiet] },
  ])
  const output = field(calls, 'output') ?? field(steps, 'returnValue')
  return typeof output === 'string' && /^(0x)?([0-9a-f]{2})*$/i.test(output)
    ? lowerHex(`0x${output.replace(/^0x/, '')}`)
    : null
}
