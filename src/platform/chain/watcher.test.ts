import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { getContractAddress, type Address, type Hex } from 'viem'
import { testChain } from '../../../test/chain.ts'
import { testDatabase } from '../../../test/database.ts'
import { ChainInconsistent, headers } from './blocks.ts'
import { mayHoldLogsOf } from './bloom.ts'
import { intentByKey } from './intents.ts'
import { field, quantity, RpcError, type Rpc } from './rpc.ts'
import { faultProxy, type Fault } from './testing/fault-proxy.ts'
import { haltedReason } from './watcher-store.ts'
import { ECHO, naming, REVERTING, signer, word, world, type World } from './testing/world.ts'

const chain = await testChain()
const database = await testDatabase()
const otherDatabase = await testDatabase()

/** A chain that begins anew for each test, and a database that is emptied. */
async function fresh(options: Parameters<typeof world>[2] = {}) {
  await chain.rpc.call('anvil_reset', [])
  return world(database, chain.rpc, options)
}

async function deployed(w: World, code: Hex): Promise<Address> {
  const intent = await w.wish(`deploy ${code}`, null, code)
  await w.sender.round()
  await w.watcher.round()
  const { txHash } = (await intentByKey(w.db, intent.key)) ?? intent
  const receipt = await w.rpc.call('eth_getTransactionReceipt', [txHash])
  return field(receipt, 'contractAddress') as Address
}

async function mined(rpc: Rpc, to: Address, data: Hex): Promise<void> {
  // Another account's, so that its nonces have nothing to do with the sender's.
  await rpc.call('eth_sendTransaction', [{ from: '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', to, data }])
}

test('an intent goes from pending to success, with its block, its contract and one call of its handler', async () => {
  const w = await fresh()
  const recorded = await w.wish('create', null, ECHO)
  assert.equal(recorded.status, 'pending')
  await w.sender.round()
  assert.equal((await intentByKey(w.db, 'create'))?.status, 'sent')
  await w.watcher.round()
  const intent = await intentByKey(w.db, 'create')
  assert.equal(intent?.status, 'success')
  assert.equal(intent.block?.number, 1)
  assert.equal(intent.nonce, 0)
  assert.equal(intent.contract, getContractAddress({ from: signer.address, nonce: 0n }).toLowerCase())
  assert.ok((intent.gasUsed ?? 0n) > 50_000n)
  await w.watcher.round()
  assert.deepEqual(w.told, [{ key: 'create', status: 'success' }])
})

test('nothing is settled before it is final', async () => {
  const w = await fresh({ finality: { kind: 'confirmations', count: 3 } })
  await w.wish('create', null, ECHO)
  await w.sender.round()
  await w.watcher.round()
  for (const expected of ['mempool', 'mempool', 'mempool', 'success']) {
    const intent = await intentByKey(w.db, 'create')
    assert.equal(intent?.status, expected)
    assert.equal(intent.block?.number, 1)
    await w.rpc.call('anvil_mine', [])
    await w.watcher.round()
  }
})

test('a call that the chain reverts is a failure with its data', async () => {
  const w = await fresh()
  const to = await deployed(w, REVERTING)
  await mineReverting(w, to)
  const intent = await intentByKey(w.db, 'reverts')
  assert.equal(intent?.status, 'failure')
  assert.deepEqual(intent.failure, { reason: 'REVERTED', data: word(7n) })
  assert.deepEqual(w.told.at(-1), { key: 'reverts', status: 'failure' })
})

/** A call that is fine when it is estimated and not when it is mined: the contract was another one then. */
async function mineReverting(w: World, to: Address): Promise<void> {
  const code = await w.rpc.call('eth_getCode', [to, 'latest'])
  await w.rpc.call('anvil_setCode', [to, '0x00'])
  await w.rpc.call('evm_setAutomine', [false])
  await w.wish('reverts', to, word(7n))
  await w.sender.round()
  await w.rpc.call('anvil_setCode', [to, code])
  await w.rpc.call('evm_setAutomine', [true])
  await w.rpc.call('anvil_mine', [])
  await w.watcher.round()
}

test('logs are applied once and in order, in ranges of any length', async () => {
  const w = await fresh()
  const echo = await deployed(w, ECHO)
  w.watched.add(echo)
  for (let i = 1n; i <= 3n; i++) await mined(w.rpc, echo, word(i))
  await w.rpc.call('anvil_mine', ['0xfa'])
  await mined(w.rpc, echo, word(4n))
  await w.watcher.round()
  const expected = [1n, 2n, 3n, 4n].map((value) => word(value))
  assert.deepEqual(
    (await w.echoes()).map(({ topic }) => topic),
    expected,
  )
  await w.watcher.round()
  assert.equal((await w.echoes()).length, 4)
  assert.equal(w.watcher.health().head, 1 + 3 + 250 + 1)
})

test('an address named in a range is read from its first block on', async () => {
  const w = await fresh()
  const factory = await deployed(w, ECHO)
  const named = await deployed(w, `${ECHO}00`)
  w.watched.add(factory)
  await w.watcher.round()
  // The named one speaks before it is named, and after, in one range.
  await mined(w.rpc, named, word(1n))
  await mined(w.rpc, factory, naming(named))
  await mined(w.rpc, named, word(2n))
  await w.watcher.round()
  await mined(w.rpc, named, word(3n))
  await w.watcher.round()
  assert.deepEqual(
    (await w.echoes()).filter(({ address }) => address === named).map(({ topic }) => topic),
    [word(1n), word(2n), word(3n)],
  )
})

test('an address that is wanted later gets its past without waiting for a block', async () => {
  const w = await fresh()
  const echo = await deployed(w, ECHO)
  await mined(w.rpc, echo, word(1n))
  await w.watcher.round()
  assert.deepEqual(await w.echoes(), [])
  w.watched.add(echo)
  await w.openWatcher().round()
  await w.watcher.release()
  await w.openWatcher().round()
  assert.equal((await w.echoes()).length, 1)
})

for (const depth of [1, 7, 32])
  test(`after a reorganisation of depth ${depth} the projection equals a fresh reading, and intents are mined again`, async () => {
    const w = await fresh({ finality: { kind: 'confirmations', count: 64 } })
    const factory = await deployed(w, ECHO)
    const named = await deployed(w, `${ECHO}00`)
    w.watched.add(factory)
    await w.rpc.call('anvil_mine', ['0x5'])
    await w.watcher.round()
    const snapshot = await w.rpc.call('evm_snapshot', [])
    for (let i = 0; i < depth; i++) {
      if (i === 0) await mined(w.rpc, factory, naming(named))
      else await mined(w.rpc, i % 2 === 0 ? factory : named, word(BigInt(1_000 + i)))
    }
    // One more block than is undone holds an intent, if there is room.
    if (depth > 1) {
      await w.wish('undone', factory, word(77n))
      await w.sender.round()
    }
    await w.watcher.round()
    const head = w.watcher.health().head
    assert.ok((await w.echoes()).length >= depth)

    await w.rpc.call('evm_revert', [snapshot])
    await w.rpc.call('anvil_mine', ['0x2'])
    await mined(w.rpc, factory, word(5n))
    await mined(w.rpc, factory, naming(named))
    await mined(w.rpc, named, word(6n))
    await w.watcher.round()
    assert.ok(w.watcher.health().reorganisations > 0)
    if (depth > 1) {
      const undone = await intentByKey(w.db, 'undone')
      assert.equal(undone?.block, null)
      assert.equal(undone.status, 'sent')
    }
    await w.rpc.call('anvil_mine', [quantity(depth + 3)])
    // Another process looks at once; this one would within a second.
    await w.sender.release()
    await w.openSender().round()
    await w.rpc.call('anvil_mine', [])
    await w.watcher.round()
    assert.ok(w.watcher.health().head > head)
    if (depth > 1) {
      const again = await intentByKey(w.db, 'undone')
      assert.equal(again?.status, 'mempool')
      assert.notEqual(again.block, null)
    }

    const fromScratch = await world(otherDatabase, w.rpc, {
      watched: [factory],
      finality: { kind: 'confirmations', count: 64 },
    })
    await fromScratch.watcher.round()
    assert.deepEqual(await w.echoes(), await fromScratch.echoes())
    assert.deepEqual(
      (await w.echoes()).slice(0, 3).map(({ topic }) => topic),
      [word(5n), naming(named), word(6n)],
    )
  })

test('a reorganisation that is deeper than allowed, or of what was final, halts and says so', async () => {
  for (const [finality, depthMax, message] of [
    [{ kind: 'confirmations', count: 64 }, 4, /more than 4 blocks/],
    [{ kind: 'confirmations', count: 2 }, 64, /was final/],
    [{ kind: 'confirmations', count: 0 }, 64, /was final/],
  ] as const) {
    const w = await fresh({ finality })
    const watcher = w.openWatcher({ depthMax })
    await w.rpc.call('anvil_mine', ['0x2'])
    const snapshot = await w.rpc.call('evm_snapshot', [])
    await w.rpc.call('anvil_mine', ['0xa'])
    await watcher.round()
    await w.rpc.call('evm_revert', [snapshot])
    await w.rpc.call('anvil_mine', ['0xc', '0x7'])
    await assert.rejects(watcher.round(), message)
    assert.match(watcher.health().halted ?? '', message)
    assert.match((await haltedReason(w.db)) ?? '', message, 'other processes know')
    assert.equal(watcher.health().head, 12)
    await watcher.round()
    const { rows } = await sql<{ count: number }>`select count(*) as count from chain_block`.execute(w.db)
    assert.deepEqual(rows, [{ count: 13 }])
  }
})

test('a database is not read on with another chain', async () => {
  const w = await fresh()
  await w.watcher.round()
  await w.watcher.release()
  const other = await testChain(['--timestamp', '1600000000'])
  const misled = w.openWatcher({ rpc: other.rpc })
  await assert.rejects(misled.round(), /belongs to another chain/)
  assert.match((await haltedReason(w.db)) ?? '', /another chain/)
  await misled.release()
  const another = w.openWatcher({ chainId: 1 })
  await assert.rejects(another.round(), /chain 1 is configured/)
  await another.release()
  const right = w.openWatcher({})
  await right.round()
  assert.equal(await haltedReason(w.db), null, 'read again by the right one, it is read')
  await right.release()
})

test('a block is final when a second node knows it too, and a different one halts', async () => {
  const w = await fresh()
  const second = await testChain(['--timestamp', '1600000000'])
  await w.rpc.call('anvil_mine', ['0x3'])
  const lagging = w.openWatcher({ witnesses: [second.rpc] })
  await lagging.round()
  assert.equal(lagging.health().head, 3)
  assert.equal(lagging.health().finalized, -1)
  await second.rpc.call('anvil_mine', ['0x5'])
  await w.rpc.call('anvil_mine', [])
  await assert.rejects(lagging.round(), /disagree about block/)
})

test('a handler that throws is undone with its intent, and asked again without holding up others', async () => {
  const w = await fresh()
  let failures = 1
  const calls: string[] = []
  const settled = async (_: unknown, { key }: { key: string }) => {
    calls.push(key)
    if (key === 'a' && failures-- > 0) throw new Error('not now')
  }
  const errors: unknown[] = []
  const watcher = w.openWatcher({
    handlers: { test: { success: settled, failure: settled } },
    onError: (error) => void errors.push(error),
  })
  await w.wish('a', null, ECHO)
  await w.wish('b', null, ECHO)
  await w.sender.round()
  await watcher.round()
  assert.deepEqual(calls, ['a', 'b'])
  assert.equal(errors.length, 1)
  assert.equal((await intentByKey(w.db, 'a'))?.status, 'mempool')
  assert.equal((await intentByKey(w.db, 'b'))?.status, 'success')
  await watcher.release()
  const next = w.openWatcher({ handlers: { test: { success: settled, failure: settled } } })
  await next.round()
  assert.equal((await intentByKey(w.db, 'a'))?.status, 'success')
  assert.deepEqual(calls, ['a', 'b', 'a'])
})

test('one process reads the chain at a time', async () => {
  const w = await fresh()
  const first = w.openWatcher({ leaseMs: 60_000 })
  const second = w.openWatcher()
  await first.round()
  await second.round()
  assert.equal(first.health().leading, true)
  assert.equal(second.health().leading, false)
  await first.release()
  await second.round()
  assert.equal(second.health().leading, true)
})

/** Longer than a process that follows goes without looking. */
const LOOKED_MS = 1_100

test('a process that does not lead says what the one that does has read, and that it has halted', async () => {
  const w = await fresh({ finality: { kind: 'confirmations', count: 2 } })
  const leader = w.openWatcher()
  const follower = w.openWatcher()
  await w.rpc.call('anvil_mine', ['0x4'])
  const snapshot = await w.rpc.call('evm_snapshot', [])
  await w.rpc.call('anvil_mine', ['0x6'])
  await leader.round()
  await w.rpc.call('anvil_mine', ['0x2'])
  const seen = async () => {
    await new Promise((resolve) => setTimeout(resolve, LOOKED_MS))
    await follower.round()
    const { leading, head, finalized, chainHead, halted } = follower.health()
    return { leading, head, finalized, chainHead, halted }
  }
  const before = { leading: false, head: 10, finalized: 8, chainHead: 12, halted: null }
  assert.deepEqual(await seen(), before, 'two blocks are not read')
  await leader.round()
  assert.deepEqual(await seen(), { ...before, head: 12, finalized: 10 })

  await w.rpc.call('evm_revert', [snapshot])
  await w.rpc.call('anvil_mine', ['0xd', '0x7'])
  await assert.rejects(leader.round(), /was final/)
  const { halted } = await seen()
  assert.match(halted ?? '', /was final/)
  assert.equal(halted, leader.health().halted)
})

test('a halt is taken back by whoever reads on, also one that has led before', async () => {
  const w = await fresh()
  const sound = w.openWatcher()
  await sound.round()
  await sound.release()
  const other = await testChain(['--timestamp', '1600000000'])
  const misled = w.openWatcher({ rpc: other.rpc })
  await assert.rejects(misled.round(), /belongs to another chain/)
  await sound.round()
  assert.match(sound.health().halted ?? '', /belongs to another chain/, 'it follows')
  await misled.release()
  await sound.round()
  assert.deepEqual([sound.health().halted, await haltedReason(w.db)], [null, null])
  await misled.round()
  assert.match(misled.health().halted ?? '', /another chain/, 'a person has to look at that one')
  await sound.release()
})

test('logs that come twice, out of order, taken back or not at all are written once and in order', async () => {
  const w = await fresh()
  const echo = await deployed(w, ECHO)
  w.watched.add(echo)
  const proxy = await faultProxy(chain.url)
  let left: 'nothing' | 'ranges' | 'everything' = 'nothing'
  proxy.fault = async ({ method, params }, forward) => {
    const answer = await forward()
    if (method !== 'eth_getLogs' || !Array.isArray(answer)) return answer
    if (left === 'everything' || (left === 'ranges' && field(params[0], 'blockHash') === undefined)) return []
    const takenBack = answer.map((log) => ({ ...log, removed: true, logIndex: '0x63' }))
    return [...answer.toReversed(), ...takenBack, ...answer]
  }
  const watcher = w.openWatcher({ rpc: proxy.rpc })
  await w.watcher.release()
  for (let i = 1n; i <= 4n; i++) await mined(w.rpc, echo, word(i))
  await watcher.round()
  left = 'ranges'
  for (let i = 5n; i <= 8n; i++) await mined(w.rpc, echo, word(i))
  await watcher.round()
  assert.deepEqual(
    (await w.echoes()).map(({ topic }) => topic),
    [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n].map(word),
  )
  assert.equal(watcher.health().refetched, 4)
})

test('a node that answers for few blocks at once is asked for few, far from the head and near it', async () => {
  const w = await fresh()
  const echo = await deployed(w, ECHO)
  await w.watcher.release()
  w.watched.add(echo)
  for (let i = 1n; i <= 3n; i++) {
    await mined(w.rpc, echo, word(i))
    await w.rpc.call('anvil_mine', ['0x30'])
  }
  const proxy = await faultProxy(chain.url)
  proxy.fault = async ({ method, params }, forward) => {
    const blocks = Number(field(params[0], 'toBlock')) - Number(field(params[0], 'fromBlock')) + 1
    if (method === 'eth_getLogs' && blocks > 20)
      throw new RpcError(-32005, 'block range is too wide', undefined)
    return forward()
  }
  await w.openWatcher({ rpc: proxy.rpc }).round()
  assert.deepEqual(
    (await w.echoes()).map(({ topic }) => topic),
    [1n, 2n, 3n].map(word),
  )
})

test('on a chain of others reading begins at the head, and what is sent from then on is found', async () => {
  const w = await fresh()
  await w.rpc.call('anvil_mine', ['0x9'])
  const watcher = w.openWatcher({ startBlock: 'head' })
  await watcher.round()
  await w.wish('a', null, ECHO)
  await w.sender.round()
  await watcher.round()
  assert.equal((await intentByKey(w.db, 'a'))?.status, 'success')
  const { rows } = await sql<{ number: number }>`select number from chain_block order by number`.execute(w.db)
  assert.deepEqual(
    rows.map(({ number }) => number),
    [9, 10],
  )
})

test('a node that is between two forks, or misses a block, is asked again and nothing is written until it fits', async () => {
  const w = await fresh()
  const echo = await deployed(w, ECHO)
  await w.watcher.release()
  w.watched.add(echo)
  await mined(w.rpc, echo, word(1n))
  await w.rpc.call('anvil_mine', ['0x3'])
  const proxy = await faultProxy(chain.url)
  const watcher = w.openWatcher({ rpc: proxy.rpc })
  const before = watcher.health()
  const other = `0x${'ab'.repeat(32)}`
  const faults: Fault[] = [
    async ({ method, params }, forward) =>
      method === 'eth_getBlockByNumber' && params[0] === '0x3' ? null : forward(),
    async ({ method, params }, forward) => {
      const answer = await forward()
      const isThird = method === 'eth_getBlockByNumber' && params[0] === '0x3'
      return isThird ? Object.assign({}, answer, { parentHash: other }) : answer
    },
    async ({ method }, forward) => {
      const answer = await forward()
      return method === 'eth_getLogs' && Array.isArray(answer)
        ? answer.map((log) => ({ ...log, blockHash: other }))
        : answer
    },
  ]
  for (const fault of faults) {
    proxy.fault = fault
    await assert.rejects(watcher.round(), ChainInconsistent)
    assert.equal(watcher.health().head, before.head)
    assert.deepEqual(await w.echoes(), [])
  }
  proxy.fault = (_, forward) => forward()
  await watcher.round()
  assert.equal((await w.echoes()).length, 1)
})

test('an address is in a bloom filter exactly when the chain put it there', async () => {
  const w = await fresh()
  const echo = await deployed(w, ECHO)
  await mined(w.rpc, echo, word(1n))
  const [, block] = await headers(w.rpc, [1, 2])
  assert.equal(mayHoldLogsOf(block?.bloom ?? '0x', echo), true)
  assert.equal(mayHoldLogsOf(block?.bloom ?? '0x', signer.address), false)
  assert.equal(mayHoldLogsOf('0x', signer.address), true)
})
