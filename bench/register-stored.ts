// How fast a register is rebuilt into PostgreSQL: from the bytes of a node's logs to rows that are committed to disk.
// Alone: `node bench/register-stored.ts [--json]`.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { getAddress, keccak256, toHex, type Address } from 'viem'
import { investorRegistryAbi } from '../contracts/abi/InvestorRegistry.ts'
import { GENESIS, recordOf, tokenWorld, type TokenWorld } from '../test/token-world.ts'
import { openWatcher } from '../src/platform/chain/watcher.ts'
import { openDatabase, openPool } from '../src/platform/db/database.ts'
import { startEmbeddedDatabase } from '../src/platform/db/embedded.ts'
import { migrate } from '../src/platform/db/migrate.ts'
import { rebuildInMemory, rebuildRegister } from '../src/register/rebuild.service.ts'

const LOGS = 100_000
const WALLETS = 1_000
const WALLETS_PER_BATCH = 100
const ISSUANCES_PER_TRANSACTION = 250
const RUNS = 5
const BLOCKS_PER_READ = 50
const FLOOR_ROWS_PER_SECOND = 30_000

/** Rows a second, medians of several runs. */
export async function run(): Promise<Record<string, number>> {
  const ends: (() => Promise<void>)[] = []
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aliquot-bench-'))
  fs.chmodSync(folder, 0o755)
  try {
    const world = await tokenWorld((end) => ends.push(end))
    // As in production: a commit waits for the disk.
    const server = await startEmbeddedDatabase(folder, { fast: false })
    ends.unshift(() => server.stop())
    const pool = openPool(server.url)
    ends.unshift(() => pool.end())
    await migrate(pool)
    const db = openDatabase(pool)
    await fill(world)
    const { rpc, token } = world
    // The chain has been read to its end, by somebody who follows nothing: the register is empty.
    await openWatcher({
      db,
      rpc,
      chainId: 31_337,
      clock: { now: () => GENESIS },
      finality: { kind: 'confirmations', count: 0 },
      projections: [],
      handlers: {},
    }).round()
    const to = Number(await rpc.call('eth_blockNumber', []))

    const bytesOnly: number[] = []
    const stored: number[] = []
    const inMemory: number[] = []
    let rows = 0
    for (let i = 0; i < RUNS; i++) {
      const [floor] = await timed(() => readBytes(world, to))
      bytesOnly.push(floor)
      const [memory, read] = await timed(() => rebuildInMemory(rpc, token, { from: 0, to }))
      inMemory.push(read.movements.length / memory)
      const [seconds, count] = await timed(() => rebuildRegister({ pool, db, rpc }, token))
      stored.push(count / seconds)
      rows = count
    }
    return {
      'register.rows': rows,
      // What this machine's node gives at best right now: compare with it, never across machines.
      'register.bytesOnlyLogsPerSecond': Math.round(rows / median(bytesOnly)),
      'register.storedRowsPerSecond': Math.round(median(stored)),
      'register.foldedRowsPerSecond': Math.round(median(inMemory)),
    }
  } finally {
    for (const end of ends) await end()
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

/** The same logs as bytes, unread. */
async function readBytes({ rpc, token }: TokenWorld, to: number): Promise<void> {
  for (let from = 0; from <= to; from += BLOCKS_PER_READ)
    await rpc.bytes('eth_getLogs', [
      { address: token, fromBlock: toHex(from), toBlock: toHex(Math.min(to, from + BLOCKS_PER_READ - 1)) },
    ])
}

/** Registers many wallets and issues to all of them until there are enough logs. */
async function fill({ registry, send, sendToken }: TokenWorld): Promise<void> {
  const wallets = Array.from({ length: WALLETS }, (_, i) => walletOf(i))
  for (let i = 0; i < WALLETS; i += WALLETS_PER_BATCH) {
    const batch = wallets.slice(i, i + WALLETS_PER_BATCH)
    await send(registry, investorRegistryAbi, 'registerBatch', [
      batch,
      batch.map((_, n) => recordOf(1_000 + i + n)),
    ])
  }
  const transactions = LOGS / ISSUANCES_PER_TRANSACTION
  for (let n = 0; n < transactions; n++) {
    const first = (n * ISSUANCES_PER_TRANSACTION) % WALLETS
    const issuances = wallets.slice(first, first + ISSUANCES_PER_TRANSACTION).map((to, i) => ({
      to,
      units: BigInt(1 + ((n + i) % 997)),
      acquiredDay: 20_454,
      unlockDay: 0,
      legend: 0,
    }))
    await sendToken('issueBatch', [issuances, keccak256(toHex(n))])
  }
}

function walletOf(i: number): Address {
  return getAddress(`0x${keccak256(toHex(`wallet ${i}`)).slice(-40)}`)
}

async function timed<T>(work: () => Promise<T>): Promise<[seconds: number, result: T]> {
  const started = performance.now()
  const result = await work()
  return [(performance.now() - started) / 1000, result]
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

if (import.meta.main) {
  const result = await run()
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
  if ((result['register.storedRowsPerSecond'] ?? 0) < FLOOR_ROWS_PER_SECOND) {
    process.stderr.write(`Fewer than ${FLOOR_ROWS_PER_SECOND} rows a second were stored.\n`)
    process.exitCode = 1
  }
}
