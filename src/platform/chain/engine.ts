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

/** What stands behind the embedded chain's door: one anvil after the other, and one change at a time. */
export async function startEngine(files: ChainFiles, clock: Clock): Promise<Engine> {
  let waiting: Waiting[] = []
  let last: Promise<unknown> = Promise.resolve()
  let stopping = false
  let dead: string | null = null
  let head: Head
  let running: Promise<Anvil> = bootAgain()
  let reportDeath: (reason: string) => void
  const died = new Promise<string>((resolve) => {
    reportDeath = resolve
  })
  await running

  return {
    died,
    port: async () => (await anvil()).port,
    submit: (raw) =>
      new Promise((mined, reject) => {
        waiting.push({ raw, mined, refused: (answer) => reject(new AnvilRefusal(answer)), failed: reject })
        if (waiting.length === 1) exclusively(sealWaiting).catch(failWaiting)
      }),
    mine: (at) =>
      exclusively(async () => {
        await seal([], epochSeconds(at))
      }),
    snapshot: () => exclusively(save),
    stop: async () => {
      await exclusively(async () => {
        if (dead === null) await save()
      }).finally(async () => {
        stopping = true
        await (await running.catch(() => null))?.kill()
      })
    },
  }

  /** Starts the process and brings it to where the files say the chain is. */
  async function boot(): Promise<Anvil> {
    const saved = files.read(() => epochSeconds(clock.now()))
    const anvil = await startAnvil([
      // The state is one request, and soon larger than what is allowed otherwise.
      ...['--hardfork', 'osaka', '--no-mining', '--order', 'fifo', '--no-request-size-limit'],
      ...['--timestamp', String(saved.genesisSeconds)],
    ])
    try {
      head = await replay(anvil, saved, files)
      // Questions about the block to come are asked of now, and not of when the last block was made.
      // A clock that stands still is often behind that one, and anvil itself would begin at genesis again.
      await anvil.call('anvil_setTime', [Math.max(head.seconds, epochSeconds(clock.now()))])
    } catch (error) {
      await anvil.kill()
      throw error
    }
    void anvil.exited.then(() => {
      if (!stopping) restart()
    })
    return anvil
  }

  /** The new process may be killed too, or another may take its port first. */
  async function bootAgain(): Promise<Anvil> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await boot()
      } catch (error) {
        if (!(error instanceof AnvilGone) || stopping || attempt >= BOOTS_MAX) throw error
        await new Promise((resolve) => setTimeout(resolve, BOOT_PAUSE_MS * attempt))
      }
    }
  }

  function restart(): void {
    running = bootAgain()
    running.catch((error: unknown) => {
      dead = error instanceof Error ? error.message : String(error)
      reportDeath(dead)
    })
  }

  async function anvil(): Promise<Anvil> {
    if (dead !== null) throw new ChainDown(dead)
    const late = timer(RESTART_TIMEOUT_MS)
    const up = await Promise.race([running.catch(() => null), late.done])
    late.cancel()
    if (up === null)
      throw new ChainDown(dead ?? 'The embedded chain is being brought back; try again shortly.')
    return up
  }

  /** One change of the chain at a time, in the order asked for. */
  function exclusively<T>(work: () => Promise<T>): Promise<T> {
    const next = last.then(work)
    last = next.catch(() => {})
    return next
  }

  function failWaiting(error: unknown): void {
    const cause = error instanceof Error ? error : new Error(String(error))
    for (const one of waiting.splice(0)) one.failed(cause)
  }

  async function sealWaiting(): Promise<void> {
    while (waiting.length > 0) {
      const group = waiting.slice(0, GROUP_MAX)
      waiting = waiting.slice(GROUP_MAX)
      try {
        const left = await seal(group, epochSeconds(clock.now()))
        // What did not fit into the block goes into the next.
        waiting = [...left, ...waiting]
      } catch (error) {
        const cause = error instanceof Error ? error : new Error(String(error))
        for (const one of group) one.failed(cause)
      }
    }
  }

  /**
   * Makes one block of `group`, empty when the group is. Returns what did not fit. When the process ends on the way,
   * the block is made again from its journal line, or, where none was written yet, from the start.
   */
  async function seal(group: readonly Waiting[], seconds: number): Promise<Waiting[]> {
    let accepted: { readonly waiting: Waiting; readonly hash: Hex }[] = []
    let number: number | null = null
    for (let attempt = 1; ; attempt++) {
      const chain = await anvil()
      try {
        if (number === null) {
          accepted = await offer(chain, group)
          if (group.length > 0 && accepted.length === 0) return []
          number = head.number + 1
          const at = Math.max(head.seconds + 1, seconds)
          const transactions = accepted.map(({ waiting: { raw } }) => raw)
          await journaled(chain, { block: number, seconds: at, transactions })
          await chain.call('evm_mine', [{ timestamp: quantity(at) }])
        }
        return await finish(chain, number, accepted)
      } catch (error) {
        if (!(error instanceof AnvilGone) || attempt >= ATTEMPTS_MAX) throw error
        if (chain.isRunning()) await chain.kill()
        await chain.exited
      }
    }
  }

  /** What cannot be written down (the disk is full) must not be in the next block either. */
  async function journaled(chain: Anvil, entry: JournalEntry): Promise<void> {
    try {
      await files.append(entry)
    } catch (error) {
      await chain.call('anvil_dropAllTransactions', [])
      throw error
    }
  }

  async function finish(
    chain: Anvil,
    number: number,
    accepted: readonly { readonly waiting: Waiting; readonly hash: Hex }[],
  ): Promise<Waiting[]> {
    const block = await chain.call('eth_getBlockByNumber', [quantity(number), false])
    head = headOf(block)
    if (head.number !== number) throw new Error(`block ${number} was not made`)
    files.note({ block: head.number, hash: head.hash })
    const list = field(block, 'transactions')
    const included = new Set(Array.isArray(list) ? list : [])
    const left = accepted.filter(({ hash }) => !included.has(hash))
    if (left.length > 0) await chain.call('anvil_dropAllTransactions', [])
    for (const { waiting: one, hash } of accepted) if (included.has(hash)) one.mined(hash)
    if (files.entriesSinceState() >= ENTRIES_PER_STATE) await save()
    if (left.length < accepted.length) return left.map((one) => one.waiting)
    for (const one of left)
      one.waiting.refused({ code: -32003, message: 'the transaction cannot be executed' })
    return []
  }

  async function save(): Promise<void> {
    const dump = await (await anvil()).call('anvil_dumpState', [])
    if (typeof dump !== 'string') throw new Error('anvil gave no state')
    files.replace({ block: head.number, hash: head.hash, dump })
  }
}

/** Puts transactions into the empty pool, and takes those back whose turn it is not: here nothing waits in a pool. */
async function offer(chain: Anvil, group: readonly Waiting[]): Promise<{ waiting: Waiting; hash: Hex }[]> {
  const accepted: { waiting: Waiting; hash: Hex }[] = []
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
