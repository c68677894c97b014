/**
 * A register rebuilt from a node: logs a second from the node's bytes to movements in memory, beside viem's way on the
 * same logs, and rows a second from memory into PostgreSQL. Medians of interleaved runs.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { createPublicClient, http, numberToHex, parseAbiItem, type Address, type Hex } from 'viem'
import { startAnvil } from '../src/platform/chain/anvil.ts'
import { readLogs, transfersOf, txHashAt, type Logs, type Transfers } from '../src/platform/chain/logs.ts'
import { openRpc } from '../src/platform/chain/rpc.ts'
import { copyInto, type CopyValue } from '../src/platform/db/copy.ts'
import { startEmbeddedDatabase } from '../src/platform/db/embedded.ts'

const LOGS = 200_000
const LOGS_PER_TRANSACTION = 2_000
const HOLDERS = 10_000
const RUNS = 5
/** viem takes long: it reads this part, and is compared by its rate. */
const VIEM_SHARE = 5

const TRANSFER: Hex = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'
const TOKEN: Address = '0x00000000000000000000000000000000000a11c0'
const OPERATOR: Address = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266'

/**
 * Logs n movements, n being its calldata: the i-th is of i units from holder i to holder 7919 i, both modulo HOLDERS.
 */
const EMITTER: Hex = `0x5f355b805f5261${hex2(HOLDERS)}611eef82020661${hex2(HOLDERS)}82067f${TRANSFER.slice(2)}60205fa360019003806002575000`

function hex2(value: number): string {
  return value.toString(16).padStart(4, '0')
}

/** Runs the benchmark. Rates are per second. */
export async function run(): Promise<Record<string, number>> {
  const anvil = await startAnvil(['--hardfork', 'osaka', '--no-mining', '--gas-limit', '200000000'])
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aliquot-bench-'))
  fs.chmodSync(folder, 0o755)
  const database = await startEmbeddedDatabase(folder, { fast: false })
  try {
    const url = `http://127.0.0.1:${anvil.port}`
    const last = await emit(url)
    const rates = await readRates(url, last)
    return { ...rates, ...(await copyRates(database.url, url, last)) }
  } finally {
    await database.stop()
    await anvil.kill()
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

/** Fills the chain; returns its last block. */
async function emit(url: string): Promise<number> {
  const rpc = openRpc(url)
  await rpc.call('anvil_setCode', [TOKEN, EMITTER])
  const data = numberToHex(LOGS_PER_TRANSACTION, { size: 32 })
  for (let i = 0; i < LOGS / LOGS_PER_TRANSACTION; i++) {
    await rpc.call('eth_sendTransaction', [{ from: OPERATOR, to: TOKEN, data, gas: '0xf00000' }])
    await rpc.call('anvil_mine', [])
  }
  return Number(await rpc.call('eth_blockNumber', []))
}

async function readRates(url: string, last: number): Promise<Record<string, number>> {
  const rpc = openRpc(url, { timeoutMs: 60_000 })
  const query = { addresses: [TOKEN], fromBlock: 0, toBlock: last, signatures: [TRANSFER] }
  const client = createPublicClient({ transport: http(url, { timeout: 60_000, maxResponseBodySize: false }) })
  const event = parseAbiItem('event Transfer(address indexed from, address indexed to, uint256 value)')
  const bytes: number[] = []
  const columns: number[] = []
  const viem: number[] = []
  for (let i = 0; i < RUNS; i++) {
    bytes.push(
      await rate(LOGS, () =>
        rpc.bytes('eth_getLogs', [{ address: [TOKEN], fromBlock: '0x0', toBlock: numberToHex(last) }]),
      ),
    )
    columns.push(
      await rate(LOGS, async () => {
        const transfers = transfersOf(await readLogs(rpc, query), TRANSFER)
        if (transfers.length !== LOGS) throw new Error(`${transfers.length} movements instead of ${LOGS}`)
      }),
    )
    const share = BigInt(Math.floor(last / VIEM_SHARE))
    let read = 0
    const perCall = await rate(1, async () => {
      read = (await client.getLogs({ address: TOKEN, event, fromBlock: 0n, toBlock: share })).length
    })
    viem.push(perCall * read)
  }
  return {
    nodeBytesLogsPerSecond: median(bytes),
    rebuildLogsPerSecond: median(columns),
    viemLogsPerSecond: median(viem),
  }
}

async function copyRates(databaseUrl: string, url: string, last: number): Promise<Record<string, number>> {
  const logs = await readLogs(openRpc(url, { timeoutMs: 60_000 }), {
    addresses: [TOKEN],
    fromBlock: 0,
    toBlock: last,
  })
  const transfers = transfersOf(logs, TRANSFER)
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query(`create table movement (
    block_hash text not null, log_index bigint not null, block_number bigint not null, tx_hash text not null,
    sender text not null, receiver text not null, units numeric(78, 0) not null,
    primary key (block_hash, log_index))`)
  const columns = ['block_hash', 'log_index', 'block_number', 'tx_hash', 'sender', 'receiver', 'units']
  const stored: number[] = []
  for (let i = 0; i < RUNS; i++) {
    await client.query('truncate movement')
    stored.push(await rate(LOGS, () => copyInto(client, 'movement', columns, movements(logs, transfers))))
  }
  await client.end()
  return { copiedRowsPerSecond: median(stored) }
}

function* movements(logs: Logs, transfers: Transfers): Generator<CopyValue[]> {
  for (let i = 0; i < transfers.length; i++) {
    const row = transfers.row[i] ?? 0
    yield [
      logs.hashes[logs.blockHash[row] ?? 0] ?? null,
      logs.logIndex[row] ?? null,
      logs.blockNumber[row] ?? null,
      txHashAt(logs, row),
      transfers.holders[transfers.from[i] ?? 0] ?? null,
      transfers.holders[transfers.to[i] ?? 0] ?? null,
      transfers.units[i] ?? null,
    ]
  }
}

/** How many of `count` things a second `work` does. */
async function rate(count: number, work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return Math.round((count * 1_000_000) / (performance.now() - start)) / 1_000
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(await run(), null, 2)}\n`)
