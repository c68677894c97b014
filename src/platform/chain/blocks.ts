import type { Address, Hex } from 'viem'
import { instantOfSeconds } from '../../kernel/time.ts'
import { mayHoldLogsOf } from './bloom.ts'
import { lowerAddress, lowerHex } from './intents.ts'
import type { ChainBlock, ChainLog } from './projection.ts'
import { field, hexOf, numberOf, quantity, RpcError, type Rpc } from './rpc.ts'

export type Header = ChainBlock & { readonly bloom: Hex }

/** The node's answers do not fit together: it is between two forks, or leaves something out. Asking again helps. */
export class ChainInconsistent extends Error {}

const ADDRESSES_PER_REQUEST = 500

/** The header of a block, or null when the node has none of that number. */
export async function header(rpc: Rpc, number: number | 'latest'): Promise<Header | null> {
  const [found] = await headers(rpc, [number])
  return found ?? null
}

export async function headers(rpc: Rpc, numbers: readonly (number | 'latest')[]): Promise<(Header | null)[]> {
  const blocks = await rpc.batch(
    numbers.map((number) => ({
      method: 'eth_getBlockByNumber',
      params: [number === 'latest' ? number : quantity(number), false],
    })),
  )
  return blocks.map((block) => {
    if (block instanceof RpcError) throw block
    return block === null ? null : headerOf(block)
  })
}

function headerOf(block: unknown): Header {
  return {
    number: numberOf(field(block, 'number'), 'block number'),
    hash: hexOf(field(block, 'hash'), 'block hash'),
    parentHash: hexOf(field(block, 'parentHash'), 'parent hash'),
    at: instantOfSeconds(numberOf(field(block, 'timestamp'), 'block time')),
    bloom: hexOf(field(block, 'logsBloom') ?? '0x', 'bloom filter'),
  }
}

export type LogRange = { readonly from: number; readonly to: number; readonly addresses: readonly Address[] }

/** The logs of `addresses` from block `from` to `to`, each once, in the chain's order. */
export async function logsIn(rpc: Rpc, { from, to, addresses }: LogRange): Promise<ChainLog[]> {
  const filter = { fromBlock: quantity(from), toBlock: quantity(to) }
  const logs: ChainLog[] = []
  for (let i = 0; i < addresses.length; i += ADDRESSES_PER_REQUEST)
    logs.push(...(await ask(rpc, { ...filter, address: addresses.slice(i, i + ADDRESSES_PER_REQUEST) })))
  return inOrder(logs)
}

/**
 * The blocks from `from` to `to` and the logs of `addresses` in them, checked against each other: every block is the
 * child of the one before, the first of `parent`; every log is of one of them; and where a block's bloom filter speaks
 * of logs that did not come, they are asked for by the block's hash. Throws `ChainInconsistent`.
 */
export async function blocksWithLogs(
  rpc: Rpc,
  range: LogRange,
  parent: Hex | null,
): Promise<{
  readonly blocks: readonly Header[]
  readonly logs: readonly ChainLog[]
  readonly refetched: number
}> {
  const numbers = Array.from({ length: range.to - range.from + 1 }, (_, i) => range.from + i)
  const [found, logs] = await Promise.all([
    headers(rpc, numbers),
    range.addresses.length === 0 ? [] : logsIn(rpc, range),
  ])
  const blocks = linked(found, parent)
  const byHash = new Map(blocks.map((block) => [block.hash, block]))
  for (const log of logs)
    if (byHash.get(log.blockHash)?.number !== log.blockNumber)
      throw new ChainInconsistent(`a log is of a block ${log.blockNumber} that is not in the chain`)

  const came = new Set(logs.map((log) => `${log.blockHash}:${log.address}`))
  const suspect = blocks.filter((block) =>
    range.addresses.some(
      (address) => mayHoldLogsOf(block.bloom, address) && !came.has(`${block.hash}:${address}`),
    ),
  )
  if (suspect.length === 0) return { blocks, logs, refetched: 0 }
  const again = await logsOfBlocks(rpc, suspect, range.addresses)
  const all = inOrder([...logs, ...again])
  return { blocks, logs: all, refetched: all.length - logs.length }
}

function linked(found: readonly (Header | null)[], parent: Hex | null): Header[] {
  const blocks: Header[] = []
  let before = parent
  for (const block of found) {
    if (block === null) throw new ChainInconsistent('a block is missing')
    if (before !== null && block.parentHash !== before)
      throw new ChainInconsistent(`block ${block.number} is not the child of the block before`)
    before = block.hash
    blocks.push(block)
  }
  return blocks
}

async function logsOfBlocks(
  rpc: Rpc,
  blocks: readonly Header[],
  addresses: readonly Address[],
): Promise<ChainLog[]> {
  const logs: ChainLog[] = []
  for (const { hash } of blocks)
    for (let i = 0; i < addresses.length; i += ADDRESSES_PER_REQUEST)
      logs.push(
        ...(await ask(rpc, { blockHash: hash, address: addresses.slice(i, i + ADDRESSES_PER_REQUEST) })),
      )
  return logs
}

async function ask(rpc: Rpc, filter: Readonly<Record<string, unknown>>): Promise<ChainLog[]> {
  const answer = await rpc.call('eth_getLogs', [filter])
  if (!Array.isArray(answer)) throw new ChainInconsistent('the node gave no list of logs')
  // A log that was taken back is told to subscribers with `removed`; in an answer it has no place.
  return answer.filter((log) => field(log, 'removed') !== true).map(logOf)
}

function logOf(log: unknown): ChainLog {
  const topics = field(log, 'topics')
  return {
    address: lowerAddress(hexOf(field(log, 'address'), 'log address')),
    topics: Array.isArray(topics) ? topics.map((topic) => hexOf(topic, 'topic')) : [],
    data: lowerHex(hexOf(field(log, 'data'), 'log data')),
    blockNumber: numberOf(field(log, 'blockNumber'), 'block number of a log'),
    blockHash: hexOf(field(log, 'blockHash'), 'block hash of a log'),
    txHash: hexOf(field(log, 'transactionHash'), 'transaction of a log'),
    txIndex: numberOf(field(log, 'transactionIndex'), 'transaction index of a log'),
    logIndex: numberOf(field(log, 'logIndex'), 'index of a log'),
  }
}

/** Each log once, whatever the node repeats, and in the order in which they happened. */
function inOrder(logs: readonly ChainLog[]): ChainLog[] {
  const unique = new Map(logs.map((log) => [`${log.blockHash}:${log.logIndex}`, log]))
  return [...unique.values()].sort((a, b) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex)
}
