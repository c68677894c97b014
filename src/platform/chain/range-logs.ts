import type { Address, Hex } from 'viem'
import { instantOfSeconds } from '../../kernel/time.ts'
import type { ChainLog } from './projection.ts'
import { ChainUnavailable, field, hexOf, numberOf, quantity, RpcError, type Rpc } from './rpc.ts'

/** A log with the time of its block. */
export type TimedLog = ChainLog & { readonly at: Temporal.Instant }

/**
 * All logs of one address in a range of blocks, both ends included, in the chain's order; none where it ends before it
 * begins. `topics` as the node filters them. Nodes limit how many blocks or logs they give at once: a range that is refused
 * is asked for in halves.
 */
export async function rangeLogs(
  rpc: Rpc,
  filter: {
    readonly address: Address
    readonly topics: readonly (Hex | readonly Hex[] | null)[]
    readonly from: number
    readonly to: number
  },
): Promise<TimedLog[]> {
  if (filter.from > filter.to) return []
  const times = new Map<Hex, Temporal.Instant>()
  const raw = await rawLogs(filter.from, filter.to)
  await fillTimes(raw)
  return raw.map((log) => toLog(log, timeOf(log)))

  async function rawLogs(from: number, to: number): Promise<unknown[]> {
    const { address, topics } = filter
    const asked = { address, topics, fromBlock: quantity(from), toBlock: quantity(to) }
    try {
      const logs = await rpc.call('eth_getLogs', [asked])
      if (!Array.isArray(logs)) throw new ChainUnavailable(`${rpc.host} gave no list of logs`)
      return logs
    } catch (error) {
      if (!(error instanceof RpcError) || from === to) throw error
      const middle = Math.floor((from + to) / 2)
      return [...(await rawLogs(from, middle)), ...(await rawLogs(middle + 1, to))]
    }
  }

  /** Not every node puts the block's time into its logs. */
  async function fillTimes(logs: readonly unknown[]): Promise<void> {
    const missing = [
      ...new Set(
        logs
          .filter((log) => field(log, 'blockTimestamp') === undefined)
          .map((log) => hexOf(field(log, 'blockHash'), 'block hash')),
      ),
    ]
    const blocks = await rpc.batch(
      missing.map((hash) => ({ method: 'eth_getBlockByHash', params: [hash, false] })),
    )
    for (const [i, hash] of missing.entries())
      times.set(hash, instantOfSeconds(numberOf(field(blocks[i], 'timestamp'), 'block time')))
  }

  function timeOf(log: unknown): Temporal.Instant {
    const known = times.get(hexOf(field(log, 'blockHash'), 'block hash'))
    return known ?? instantOfSeconds(numberOf(field(log, 'blockTimestamp'), 'block time'))
  }
}

function toLog(log: unknown, at: Temporal.Instant): TimedLog {
  const topics = field(log, 'topics')
  return {
    address: hexOf(field(log, 'address'), 'address of a log'),
    topics: Array.isArray(topics) ? topics.map((topic) => hexOf(topic, 'topic of a log')) : [],
    data: hexOf(field(log, 'data'), 'data of a log'),
    blockNumber: numberOf(field(log, 'blockNumber'), 'block of a log'),
    blockHash: hexOf(field(log, 'blockHash'), 'block of a log'),
    txHash: hexOf(field(log, 'transactionHash'), 'transaction of a log'),
    txIndex: numberOf(field(log, 'transactionIndex'), 'transaction of a log'),
    logIndex: numberOf(field(log, 'logIndex'), 'index of a log'),
    at,
  }
}
