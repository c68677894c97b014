import type { Hex } from 'viem'
import { epochSeconds } from '../../kernel/time.ts'
import type { Clock } from '../clock.ts'
import { AnvilGone, AnvilRefusal, startAnvil, type Anvil } from './anvil.ts'
import { ChainFilesDamaged, type ChainFiles, type SavedChain } from './chain-files.ts'
import type { JournalEntry } from './journal.ts'
import { field, hexOf, numberOf, quantity } from './rpc.ts'

/** The chain stands still: it is being brought back, or could not be. */
export class ChainDown extends Error {}

/** Replaying a block takes about 2 ms, so a start never waits much longer than a second for it. */
const ENTRIES_PER_STATE = 500
/** Transactions that may share a block: what arrives together is mined together. */
const GROUP_MAX = 100
const RESTART_TIMEOUT_MS = 20_000
const ATTEMPTS_MAX = 5
const BOOTS_MAX = 5
const BOOT_PAUSE_MS = 100

type Head = { readonly number: number; readonly hash: Hex; readonly seconds: number }

/** A transaction whose sender waits for it to be in a block. */
type Waiting = {
  readonly raw: Hex
  readonly mined: (hash: Hex) => void
  readonly refused: (answer: unknown) => void
  readonly failed: (error: Error) => void
}

export type Engine = {
  /** Resolves when the transaction is in a block; throws `AnvilRefusal` when the chain does not take it. */
  readonly submit: (raw: Hex) => Promise<Hex>
  /** The port of the running chain. Waits while it is brought back; throws `ChainDown` when that takes too long. */
  readonly port: () => Promise<number>
  readonly mine: (at: Temporal.Instant) => Promise<void>
  readonly snapshot: () => Promise<void>
  readonly stop: () => Promise<void>
  readonly died: Promise<string>
}

/** What changes while the chain runs. One change of the chain at a time: `last` is the latest that was asked for. */
type State = {
  readonly files: ChainFiles
  readonly clock: Clock
  readonly reportDeath: (reason: string) => void
  running: Promise<Anvil>
  head: Head
  waiting: Waiting[]
  last: Promise<unknown>
  stopping: boolean
  dead: string | null
}

/** What stands behind the embedded chain's door: one anvil after the other, and one change at a time. */
export async function startEngine(files: ChainFiles, clock: Clock): Promise<Engine> {
  const death = Promise.withResolvers<string>()
  const state: State = {
    files,
    clock,
    reportDeath: death.resolve,
    running: Promise.reject(new Error('the chain is not running yet')),
    head: { number: -1, hash: '0x', seconds: 0 },
    waiting: [],
    last: Promise.resolve(),
    stopping: false,
    dead: null,
  }
  state.running.catch(() => {})
  state.running = bootAgain(state)
  await state.running
  return {
    died: death.promise,
    port: async () => (await runningAnvil(state)).port,
    submit: (raw) => submit(state, raw),
    mine: (at) =>
      exclusively(state, async () => {
        await seal(state, [], epochSeconds(at))
      }),
    snapshot: () => exclusively(state, () => save(state)),
    stop: () => stop(state),
  }
}

function submit(state: State, raw: Hex): Promise<Hex> {
  return new Promise((mined, reject) => {
    state.waiting.push({
      raw,
      mined,
      refused: (answer) => reject(new AnvilRefusal(answer)),
      failed: reject,
    })
    // The first of them asks for a block; the others are in it.
    if (state.waiting.length === 1)
      exclusively(state, () => sealWaiting(state)).catch((error: unknown) =>
        failAll(state.waiting.splice(0), error),
      )
  })
}

async function stop(state: State): Promise<void> {
  try {
    await exclusively(state, async () => {
      if (state.dead === null) await save(state)
    })
  } finally {
    state.stopping = true
    await (await state.running.catch(() => null))?.kill()
  }
}

/** Starts the process and brings it to where the files say the chain is. */
async function boot(state: State): Promise<Anvil> {
  const { files, clock } = state
  const saved = files.read(() => epochSeconds(clock.now()))
  const anvil = await startAnvil([
    // The state is one request, and soon larger than what is allowed otherwise.
    ...['--hardfork', 'osaka', '--no-mining', '--order', 'fifo', '--no-request-size-limit'],
    ...['--timestamp', String(saved.genesisSeconds)],
  ])
  try {
    state.head = await replay(anvil, saved, files)
    // Questions about the block to come are asked of now, and not of when the last block was made.
    // A clock that stands still is often behind that one, and anvil itself would begin at genesis again.
    await anvil.call('anvil_setTime', [Math.max(state.head.seconds, epochSeconds(clock.now()))])
  } catch (error) {
    await anvil.kill()
    throw error
  }
  void anvil.exited.then(() => {
    if (!state.stopping) restart(state)
  })
  return anvil
}

/** The new process may be killed too, or another may take its port first. */
async function bootAgain(state: State): Promise<Anvil> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await boot(state)
    } catch (error) {
      if (!(error instanceof AnvilGone) || state.stopping || attempt >= BOOTS_MAX) throw error
      await new Promise((resolve) => setTimeout(resolve, BOOT_PAUSE_MS * attempt))
    }
  }
}

function restart(state: State): void {
  state.running = bootAgain(state)
  state.running.catch((error: unknown) => {
    state.dead = error instanceof Error ? error.message : String(error)
    state.reportDeath(state.dead)
  })
}

async function runningAnvil(state: State): Promise<Anvil> {
  if (state.dead !== null) throw new ChainDown(state.dead)
  const late = timer(RESTART_TIMEOUT_MS)
  const up = await Promise.race([state.running.catch(() => null), late.done])
  late.cancel()
  if (up === null)
    throw new ChainDown(state.dead ?? 'The embedded chain is being brought back; try again shortly.')
  return up
}

/** Runs `work` when all that was asked for before has ended. */
function exclusively<T>(state: State, work: () => Promise<T>): Promise<T> {
  const next = state.last.then(work)
  state.last = next.catch(() => {})
  return next
}

function failAll(group: readonly Waiting[], error: unknown): void {
  const cause = error instanceof Error ? error : new Error(String(error))
  for (const one of group) one.failed(cause)
}

async function sealWaiting(state: State): Promise<void> {
  while (state.waiting.length > 0) {
    const group = state.waiting.slice(0, GROUP_MAX)
    state.waiting = state.waiting.slice(GROUP_MAX)
    try {
      const left = await seal(state, group, epochSeconds(state.clock.now()))
      // What did not fit into the block goes into the next.
      state.waiting = [...left, ...state.waiting]
    } catch (error) {
      failAll(group, error)
    }
  }
}

type Accepted = { readonly waiting: Waiting; readonly hash: Hex }

/**
 * Makes one block of `group`, empty when the group is. Returns what did not fit. When the process ends on the way, the
 * block is made again from its journal line, or, where none was written yet, from the start.
 */
async function seal(state: State, group: readonly Waiting[], seconds: number): Promise<Waiting[]> {
  let accepted: readonly Accepted[] = []
  let number: number | null = null
  for (let attempt = 1; ; attempt++) {
    const chain = await runningAnvil(state)
    try {
      if (number === null) {
        accepted = await offer(chain, group)
        if (group.length > 0 && accepted.length === 0) return []
        number = state.head.number + 1
        const at = Math.max(state.head.seconds + 1, seconds)
        const transactions = accepted.map(({ waiting: { raw } }) => raw)
        await journaled(state, chain, { block: number, seconds: at, transactions })
        await chain.call('evm_mine', [{ timestamp: quantity(at) }])
      }
      return await finish(state, chain, number, accepted)
    } catch (error) {
      if (!(error instanceof AnvilGone) || attempt >= ATTEMPTS_MAX) throw error
      if (chain.isRunning()) await chain.kill()
      await chain.exited
    }
  }
}

/** What cannot be written down (the disk is full) must not be in the next block either. */
async function journaled({ files }: State, chain: Anvil, entry: JournalEntry): Promise<void> {
  try {
    await files.append(entry)
  } catch (error) {
    await chain.call('anvil_dropAllTransactions', [])
    throw error
  }
}

/** Notes the block that was made, and tells those who are in it. Returns those who are not, if anybody is. */
async function finish(
  state: State,
  chain: Anvil,
  number: number,
  accepted: readonly Accepted[],
): Promise<Waiting[]> {
  const { files } = state
  const block = await chain.call('eth_getBlockByNumber', [quantity(number), false])
  state.head = headOf(block)
  files.note({ block: state.head.number, hash: state.head.hash })
  const list = field(block, 'transactions')
  const included = new Set(Array.isArray(list) ? list : [])
  const left = accepted.filter(({ hash }) => !included.has(hash))
  if (left.length > 0) await chain.call('anvil_dropAllTransactions', [])
  for (const { waiting: one, hash } of accepted) if (included.has(hash)) one.mined(hash)
  if (files.entriesSinceState() >= ENTRIES_PER_STATE) await save(state)
  if (left.length < accepted.length) return left.map((one) => one.waiting)
  for (const one of left) one.waiting.refused({ code: -32003, message: 'the transaction cannot be executed' })
  return []
}

async function save(state: State): Promise<void> {
  const dump = await (await runningAnvil(state)).call('anvil_dumpState', [])
  if (typeof dump !== 'string') throw new Error('anvil gave no state')
  state.files.replace({ block: state.head.number, hash: state.head.hash, dump })
}

/** Puts transactions into the empty pool, and takes those back whose turn it is not: here nothing waits in a pool. */
async function offer(chain: Anvil, group: readonly Waiting[]): Promise<Accepted[]> {
  const accepted: Accepted[] = []
  for (const one of group) {
    try {
      accepted.push({
        waiting: one,
        hash: hexOf(await chain.call('eth_sendRawTransaction', [one.raw]), 'hash'),
      })
    } catch (error) {
      if (!(error instanceof AnvilRefusal)) throw error
      one.refused(error.answer)
    }
  }
  if (accepted.length === 0) return []
  const ready = numberOf(field(await chain.call('txpool_status', []), 'pending'), 'pool')
  if (ready > 0) return accepted
  await chain.call('anvil_dropAllTransactions', [])
  for (const { waiting: one } of accepted)
    one.refused({ code: -32000, message: 'nonce too high: an earlier transaction of this sender is missing' })
  return []
}

/** Loads the state and makes the journal's blocks again; compares each hash that was told to somebody. */
async function replay(chain: Anvil, saved: SavedChain, files: ChainFiles): Promise<Head> {
  if (saved.state !== null) await chain.call('anvil_loadState', [saved.state.dump])
  let head = headOf(await chain.call('eth_getBlockByNumber', ['latest', false]))
  const differs = (number: number) =>
    new ChainFilesDamaged(
      `The chain in ${files.journal} does not come back to block ${number} as it was. Restore the folder from a backup.`,
    )
  if (saved.state !== null && (head.number !== saved.state.block || head.hash !== saved.state.hash))
    throw differs(saved.state.block)
  for (const entry of saved.entries) {
    if (entry.block <= (saved.state?.block ?? 0)) continue
    if ('hash' in entry) {
      if (entry.block !== head.number || entry.hash !== head.hash) throw differs(entry.block)
      continue
    }
    if (entry.block !== head.number + 1) throw differs(entry.block)
    try {
      for (const raw of entry.transactions) await chain.call('eth_sendRawTransaction', [raw])
      await chain.call('evm_mine', [{ timestamp: quantity(entry.seconds) }])
    } catch (error) {
      throw error instanceof AnvilRefusal ? differs(entry.block) : error
    }
    const block = await chain.call('eth_getBlockByNumber', ['latest', false])
    head = headOf(block)
    const list = field(block, 'transactions')
    if (Array.isArray(list) && list.length < entry.transactions.length)
      await chain.call('anvil_dropAllTransactions', [])
  }
  return head
}

function headOf(block: unknown): Head {
  return {
    number: numberOf(field(block, 'number'), 'block number'),
    hash: hexOf(field(block, 'hash'), 'block hash'),
    seconds: numberOf(field(block, 'timestamp'), 'block time'),
  }
}

function timer(ms: number): { readonly done: Promise<null>; readonly cancel: () => void } {
  let handle: NodeJS.Timeout
  const done = new Promise<null>((resolve) => {
    handle = setTimeout(() => resolve(null), ms)
  })
  return { done, cancel: () => clearTimeout(handle) }
}
