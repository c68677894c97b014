/**
 * Nodes of another maker (@ethereumjs/client) that agree on a chain by the rules of Prague. They have no consensus client:
 * the test is it, asks one node for a block and gives it to the others (the Engine API).
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { freePort } from '../../src/platform/db/embedded.ts'
import { field, hexOf, numberOf, openRpc, quantity, type Rpc } from '../../src/platform/chain/rpc.ts'
import type { Hex } from 'viem'

const here = import.meta.dirname
const NOTHING: Hex = `0x${'00'.repeat(32)}`
const START_MS_MAX = 120_000
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

type Node = {
  readonly folder: string
  readonly port: number
  readonly enginePort: number
  readonly rpc: Rpc
  readonly engine: Rpc
  child: ChildProcess | null
}

/** A block as its maker gave it: what a node that was away is told afterwards. */
type Block = {
  readonly payload: unknown
  readonly number: number
  readonly hash: Hex
  readonly requests: unknown
}

export function installNodes(): void {
  if (fs.existsSync(path.join(here, 'node_modules', '@ethereumjs', 'client'))) return
  const options = ['ci', '--no-audit', '--no-fund', '--ignore-scripts']
  const npm = spawnSync('npm', options, { cwd: here, stdio: ['ignore', 'ignore', 'inherit'] })
  if (npm.status !== 0)
    throw new Error('the nodes that test/network/package-lock.json names cannot be installed')
}

export async function startNetwork(folder: string, size: number) {
  const nodes: Node[] = []
  for (let n = 0; n < size; n++) nodes.push(await start(path.join(folder, `node-${n}`)))
  const [first] = nodes
  if (first === undefined) throw new Error('a network has a node')
  const genesis = await first.rpc.call('eth_getBlockByNumber', ['0x0', false])
  const blocks: Block[] = []
  let head = hexOf(field(genesis, 'hash'), 'hash')
  let at = 1_900_000_000

  const running = () => nodes.filter(({ child }) => child !== null)

  /** One more block, made by `leader` of what it has been sent, and taken by every node that runs. */
  async function seal(leader: Node): Promise<void> {
    at += 1
    const attributes = {
      timestamp: quantity(at),
      prevRandao: NOTHING,
      suggestedFeeRecipient: `0x${'11'.repeat(20)}`,
      withdrawals: [],
      parentBeaconBlockRoot: NOTHING,
    }
    const begun = await leader.engine.call('engine_forkchoiceUpdatedV3', [choice(head), attributes])
    await sleep(30)
    const made = await leader.engine.call('engine_getPayloadV4', [field(begun, 'payloadId')])
    const payload = field(made, 'executionPayload')
    const block: Block = {
      payload,
      number: numberOf(field(payload, 'blockNumber'), 'block number'),
      hash: hexOf(field(payload, 'blockHash'), 'block hash'),
      requests: field(made, 'executionRequests') ?? [],
    }
    for (const node of running()) await tell(node, block)
    blocks.push(block)
    head = block.hash
  }

  async function tell(node: Node, { payload, hash, requests }: Block): Promise<void> {
    const answer = await node.engine.call('engine_newPayloadV4', [payload, [], NOTHING, requests])
    if (field(answer, 'status') !== 'VALID')
      throw new Error(`a node did not take a block: ${JSON.stringify(answer)}`)
    await node.engine.call('engine_forkchoiceUpdatedV3', [choice(hash), null])
  }

  /** Blocks, one after the other, until `work` is done. */
  async function sealingWhile<T>(work: () => Promise<T>): Promise<T> {
    let isDone = false
    const sealing = (async () => {
      while (!isDone) {
        await seal(first ?? nodes[0]!)
        await sleep(50)
      }
    })()
    try {
      return await work()
    } finally {
      isDone = true
      await sealing
    }
  }

  return {
    rpcs: nodes.map(({ rpc }) => rpc),
    sealingWhile,
    kill: async (n: number) => {
      const node = nodes[n]
      if (!node?.child) throw new Error(`node ${n} does not run`)
      const gone = new Promise((resolve) => node.child?.once('exit', resolve))
      node.child.kill('SIGKILL')
      await gone
      node.child = null
    },
    /** Starts it again on what it has kept and tells it every block it has missed. Answers how many those were. */
    revive: async (n: number): Promise<number> => {
      const node = nodes[n]
      if (node === undefined) throw new Error(`there is no node ${n}`)
      await boot(node)
      const height = numberOf(await node.rpc.call('eth_blockNumber', []), 'height')
      const missed = blocks.filter(({ number }) => number > height)
      for (const block of missed) await tell(node, block)
      return missed.length
    },
    stop: () => {
      for (const { child } of nodes) child?.kill('SIGKILL')
    },
  }
}

const choice = (hash: Hex) => ({ headBlockHash: hash, safeBlockHash: hash, finalizedBlockHash: hash })

async function start(folder: string): Promise<Node> {
  const [port, enginePort] = [await freePort(), await freePort()]
  const node: Node = {
    folder,
    port,
    enginePort,
    rpc: openRpc(`http://127.0.0.1:${port}`, { timeoutMs: 60_000 }),
    engine: openRpc(`http://127.0.0.1:${enginePort}`, { timeoutMs: 60_000 }),
    child: null,
  }
  await boot(node)
  return node
}

async function boot(node: Node): Promise<void> {
  const program = path.join(here, 'node_modules', '.bin', 'ethereumjs')
  const chain = ['--gethGenesis', path.join(here, 'genesis.json'), '--dataDir', node.folder, '--saveReceipts']
  const doors = ['--rpc', '--rpcPort', `${node.port}`, '--rpcEngine', '--rpcEnginePort', `${node.enginePort}`]
  const alone = ['--rpcEngineAuth', 'false', '--discDns', 'false', '--discV4', 'false', '--minPeers', '0']
  const peerPort = ['--port', `${await freePort()}`, '--extIP', '127.0.0.1', '--isSingleNode']
  node.child = spawn(process.execPath, [program, ...chain, ...doors, ...alone, ...peerPort], {
    stdio: 'ignore',
  })
  const deadline = performance.now() + START_MS_MAX
  for (;;) {
    const isUp = await openRpc(`http://127.0.0.1:${node.enginePort}`, { retries: 0 })
      .call('engine_exchangeCapabilities', [[]])
      .then(
        () => true,
        () => false,
      )
    if (isUp) return
    if (performance.now() > deadline || node.child.exitCode !== null) throw new Error('a node did not start')
    await sleep(200)
  }
}
