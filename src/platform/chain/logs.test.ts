import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { concatHex, createPublicClient, http, numberToHex, padHex, type Address, type Hex } from 'viem'
import { testChain } from '../../../test/chain.ts'
import { blocksWithLogs } from './blocks.ts'
import {
  dataAt,
  logsOfAnswer,
  NO_TOPIC,
  readLogs,
  topicAt,
  transfersOf,
  txHashAt,
  wordAt,
  type Logs,
} from './logs.ts'
import { ChainUnavailable, RpcError } from './rpc.ts'

const chain = await testChain(['--no-mining'])
const from: Address = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266'
const TRANSFER: Hex = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'

/** A contract that logs its calldata: so many words of it as topics, the rest as data. */
function logger(topics: number): Hex {
  const pushed = Array.from({ length: topics }, (_, i) =>
    numberToHex(0x600035 + 32 * (topics - 1 - i) * 0x100),
  )
  const skip = numberToHex(32 * topics, { size: 1 })
  return concatHex([
    '0x365f5f37',
    ...pushed,
    '0x60',
    skip,
    '0x3603',
    '0x60',
    skip,
    numberToHex(0xa0 + topics),
    '0x00',
  ])
}

const loggers = await Promise.all(
  [0, 1, 2, 3, 4].map(async (topics): Promise<Address> => {
    const address = numberToHex(0xa000 + topics, { size: 20 })
    await chain.rpc.call('anvil_setCode', [address, logger(topics)])
    return address
  }),
)

type Row = {
  readonly address: Hex
  readonly topics: readonly Hex[]
  readonly data: Hex
  readonly blockNumber: number
  readonly blockHash: Hex
  readonly txHash: Hex
  readonly logIndex: number
}

function rows(logs: Logs): Row[] {
  return Array.from({ length: logs.length }, (_, i) => ({
    address: logs.addresses[logs.address[i]!]!,
    topics: ([0, 1, 2, 3] as const).flatMap((n) => topicAt(logs, i, n) ?? []),
    data: dataAt(logs, i),
    blockNumber: logs.blockNumber[i]!,
    blockHash: logs.hashes[logs.blockHash[i]!]!,
    txHash: txHashAt(logs, i),
    logIndex: logs.logIndex[i]!,
  }))
}

const bytes = (size: number) =>
  fc.uint8Array({ minLength: size, maxLength: size }).map((b): Hex => `0x${Buffer.from(b).toString('hex')}`)
const emitted = fc.array(
  fc.record({
    topics: fc.array(fc.oneof(bytes(32), fc.constantFrom(padHex(from), TRANSFER)), { maxLength: 4 }),
    data: fc.nat({ max: 100 }).chain(bytes),
  }),
  { minLength: 1, maxLength: 12 },
)

test('property: what is read from the bytes is what viem reads from the same node', async () => {
  const client = createPublicClient({ transport: http(chain.url) })
  let first = 1
  await fc.assert(
    fc.asyncProperty(emitted, async (list) => {
      for (const { topics, data } of list)
        await chain.rpc.call('eth_sendTransaction', [
          { from, to: loggers[topics.length], data: concatHex([...topics, data]), gas: '0x30000' },
        ])
      await chain.rpc.call('anvil_mine', ['0x2'])
      const last = Number(await chain.rpc.call('eth_blockNumber', []))
      const query = { addresses: loggers, fromBlock: first, toBlock: last }
      const expected = await client.getLogs({
        address: loggers,
        fromBlock: BigInt(first),
        toBlock: BigInt(last),
      })
      const read = await readLogs(chain.rpc, query)
      assert.equal(read.length, list.length)
      assert.deepEqual(
        rows(read),
        expected.map((log) => ({
          address: log.address,
          topics: log.topics,
          data: log.data,
          blockNumber: Number(log.blockNumber),
          blockHash: log.blockHash,
          txHash: log.transactionHash,
          logIndex: log.logIndex,
        })),
      )
      // The watcher's reader, which checks more and reads less, agrees.
      const { logs } = await blocksWithLogs(chain.rpc, { addresses: loggers, from: first, to: last }, null)
      assert.deepEqual(
        logs,
        rows(read).map((log, i) => ({ ...log, txIndex: Number(expected[i]?.transactionIndex) })),
      )
      first = last + 1
    }),
    { numRuns: 12, seed: 7 },
  )
})

const hexNumber = (value: number): Hex => numberToHex(value)
const node = fc.record({
  blockNumber: fc.nat({ max: 5 }),
  topics: fc.array(bytes(32), { maxLength: 4 }),
  data: fc.nat({ max: 70 }).chain(bytes),
  address: bytes(20),
  isRemoved: fc.boolean(),
  hasTime: fc.boolean(),
  order: fc.nat(),
})

test('property: however a node orders and spaces its fields, the same rows are read', () => {
  fc.assert(
    fc.property(
      fc.array(node, { maxLength: 20 }),
      fc.constantFrom(0, 1),
      fc.boolean(),
      (list, spaces, upper) => {
        const sorted = list.map((log) => log.blockNumber).sort((a, b) => a - b)
        const objects = list.map((log, i) => {
          const fields = Object.entries({
            address: upper ? `0x${log.address.slice(2).toUpperCase()}` : log.address,
            topics: log.topics,
            data: log.data,
            blockHash: padHex(hexNumber(sorted[i]!), { size: 32 }),
            blockNumber: hexNumber(sorted[i]!),
            ...(log.hasTime ? { blockTimestamp: hexNumber(1_700_000_000 + i) } : {}),
            transactionHash: padHex(hexNumber(i), { size: 32 }),
            transactionIndex: '0x0',
            logIndex: hexNumber(i),
            removed: log.isRemoved,
            unheardOf: '0x12',
          })
          return Object.fromEntries(fields.map((_, at) => fields[(at + log.order) % fields.length]!))
        })
        const answer = Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: 1, result: objects }, null, spaces))
        const kept = list.map((log, i) => ({ log, i })).filter(({ log }) => !log.isRemoved)
        const read = logsOfAnswer(answer)
        assert.deepEqual(
          rows(read),
          kept.map(({ log, i }) => ({
            address: log.address,
            topics: log.topics,
            data: log.data,
            blockNumber: sorted[i],
            blockHash: padHex(hexNumber(sorted[i]!), { size: 32 }),
            txHash: padHex(hexNumber(i), { size: 32 }),
            logIndex: i,
          })),
        )
        assert.deepEqual(
          [...read.blockSeconds],
          kept.map(({ log, i }) => (log.hasTime ? 1_700_000_000 + i : -1)),
        )
      },
    ),
    { numRuns: 150, seed: 11 },
  )
})

test('an answer that is cut off or changed anywhere is never read as something else', () => {
  const log = {
    address: from,
    topics: [TRANSFER],
    data: '0x0102',
    blockHash: padHex('0x1'),
    blockNumber: '0x1',
    transactionHash: padHex('0x2'),
    transactionIndex: '0x0',
    logIndex: '0x0',
    removed: false,
  }
  const answer = Buffer.from(
    JSON.stringify({ jsonrpc: '2.0', id: 1, result: [log, { ...log, logIndex: '0x1' }] }),
  )
  assert.equal(logsOfAnswer(answer).length, 2)
  for (let length = 0; length < answer.length - 1; length++)
    assert.throws(() => logsOfAnswer(answer.subarray(0, length)), `cut at ${length}`)
  const repeated = Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: 1, result: [log, log] }))
  assert.throws(() => logsOfAnswer(repeated), /repeated or out of order/)
  const missing = Buffer.from(
    JSON.stringify({ jsonrpc: '2.0', id: 1, result: [{ ...log, data: undefined }] }),
  )
  assert.throws(() => logsOfAnswer(missing), ChainUnavailable)
})

test('movements are read from logs shaped like Transfer, and from no others', async () => {
  const holder = (n: number) => numberToHex(0xbeef0000 + n, { size: 20 })
  const send = (topics: Hex[], data: Hex) =>
    chain.rpc.call('eth_sendTransaction', [
      { from, to: loggers[topics.length], data: concatHex([...topics, data]), gas: '0x30000' },
    ])
  const large = 2n ** 255n + 5n
  await send([TRANSFER, padHex(holder(0)), padHex(holder(1))], numberToHex(500n, { size: 32 }))
  await send([TRANSFER, padHex(holder(1))], numberToHex(1n, { size: 32 }))
  await send([padHex('0x77'), padHex(holder(1)), padHex(holder(2))], numberToHex(1n, { size: 32 }))
  await send([TRANSFER, padHex(holder(1)), padHex(holder(0))], numberToHex(large, { size: 32 }))
  await chain.rpc.call('anvil_mine', [])
  const block = Number(await chain.rpc.call('eth_blockNumber', []))
  const logs = await readLogs(chain.rpc, { addresses: loggers, fromBlock: block, toBlock: block })
  const transfers = transfersOf(logs, TRANSFER)
  assert.deepEqual(transfers.holders, [holder(0), holder(1)])
  assert.deepEqual([...transfers.from], [0, 1])
  assert.deepEqual([...transfers.to], [1, 0])
  assert.deepEqual(transfers.units, [500n, large])
  assert.deepEqual([...transfers.row], [0, 3])
  assert.equal(wordAt(logs, 0, 1), 0n)
  assert.equal(logs.topic[4 * 1 + 3], NO_TOPIC)
  const only = await readLogs(chain.rpc, {
    addresses: loggers,
    fromBlock: block,
    toBlock: block,
    signatures: [padHex('0x77')],
  })
  assert.equal(only.length, 1)
  assert.equal((await readLogs(chain.rpc, { addresses: loggers, fromBlock: 5, toBlock: 4 })).length, 0)
})

test('a node that refuses long ranges is asked for shorter ones, and one that refuses everything is believed', async () => {
  const last = Number(await chain.rpc.call('eth_blockNumber', []))
  const query = { addresses: loggers, fromBlock: 0, toBlock: last }
  const asked: number[] = []
  const limited = (most: number) => ({
    ...chain.rpc,
    bytes: async (method: string, params: readonly unknown[]) => {
      const [filter] = params as [{ fromBlock: Hex; toBlock: Hex }]
      const blocks = Number(filter.toBlock) - Number(filter.fromBlock) + 1
      asked.push(blocks)
      return blocks <= most
        ? chain.rpc.bytes(method, params)
        : Buffer.from('{"jsonrpc":"2.0","id":1,"error":{"code":-32005,"message":"block range is too wide"}}')
    },
  })
  assert.deepEqual(rows(await readLogs(limited(5), query)), rows(await readLogs(chain.rpc, query)))
  assert.ok(asked.some((blocks) => blocks > 5))
  await assert.rejects(readLogs(limited(0), query), RpcError)
})
