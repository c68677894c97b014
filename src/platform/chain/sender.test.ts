import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Address, Hex } from 'viem'
import { testChain, testEmbeddedChain } from '../../../test/chain.ts'
import { testDatabase } from '../../../test/database.ts'
import { replacementFees, suggestedFees } from './fees.ts'
import { cancelIntent, IntentKeyReused, intentByKey, listIntents, recordIntent } from './intents.ts'
import { field, ChainUnavailable, quantity, RpcError } from './rpc.ts'
import { developmentSigner } from './keystore.ts'
import { checkSigned, SignerUnavailable, type Signer } from './signer.ts'
import { faultProxy, lost } from './testing/fault-proxy.ts'
import {
  clock,
  ECHO,
  LOCKED,
  NOW,
  REVERTING,
  signer,
  UNTIL,
  word,
  world,
  type World,
} from './testing/world.ts'

const chain = await testChain()
const database = await testDatabase()
const anyone: Address = '0x00000000000000000000000000000000000000aa'

async function fresh(): Promise<World> {
  await chain.rpc.call('anvil_reset', [])
  await chain.rpc.call('evm_setAutomine', [true])
  return world(database, chain.rpc)
}

async function settled(w: World): Promise<void> {
  await w.watcher.round()
}

async function deployed(w: World, code: Hex): Promise<Address> {
  await w.wish(`deploy ${code}`, null, code)
  await w.sender.round()
  await settled(w)
  const contract = (await intentByKey(w.db, `deploy ${code}`))?.contract
  assert.ok(contract !== null && contract !== undefined)
  return contract
}

async function count(w: World): Promise<number> {
  return Number(await w.rpc.call('eth_getTransactionCount', [signer.address, 'latest']))
}

async function pool(w: World): Promise<{ nonce: number; hash: Hex; maxFee: bigint }[]> {
  const content = field(await w.rpc.call('txpool_content', []), 'pending')
  const ours =
    Object.entries(content ?? {}).find(([address]) => address.toLowerCase() === signer.address)?.[1] ?? {}
  return Object.values(ours).map((one) => ({
    nonce: Number(field(one, 'nonce')),
    hash: field(one, 'hash') as Hex,
    maxFee: BigInt(String(field(one, 'maxFeePerGas'))),
  }))
}

test('a wish recorded twice is one wish, and another call under its key is a bug', async () => {
  const w = await fresh()
  const [first, second] = await Promise.all([w.wish('a', anyone, '0x'), w.wish('a', anyone, '0x')])
  assert.equal(first.id, second.id)
  await assert.rejects(w.wish('a', anyone, '0x01'), IntentKeyReused)
  await assert.rejects(w.wish('a', null, '0x'), IntentKeyReused)
  await w.sender.round()
  await settled(w)
  assert.equal((await w.wish('a', anyone, '0x')).status, 'success')
  assert.equal(await count(w), 1)
})

test('nonces follow the order of recording without a gap, and each intent has one mined transaction', async () => {
  const w = await fresh()
  for (let i = 0; i < 120; i++) await w.wish(`${i}`, anyone, '0x')
  for (let i = 0; i < 4; i++) {
    await w.sender.round()
    await settled(w)
  }
  const intents = (await listIntents(w.db, { limit: 200 })).reverse()
  assert.deepEqual(
    intents.map(({ key, nonce, status }) => [key, nonce, status]),
    Array.from({ length: 120 }, (_, i) => [`${i}`, i, 'success']),
  )
  assert.equal(new Set(intents.map(({ txHash }) => txHash)).size, 120)
  assert.equal(await count(w), 120)
  assert.equal(w.told.length, 120)
})

test('after an answer that was lost the transaction is looked up, and not sent a second time', async () => {
  const w = await fresh()
  const proxy = await faultProxy(chain.url)
  const sender = w.openSender({ rpc: proxy.rpc })
  await w.wish('a', anyone, '0x')
  proxy.fault = async ({ method }, forward) => {
    const answer = await forward()
    return method === 'eth_sendRawTransaction' ? lost : answer
  }
  await assert.rejects(sender.round(), ChainUnavailable)
  assert.equal((await intentByKey(w.db, 'a'))?.status, 'signed')
  proxy.fault = (_, forward) => forward()
  proxy.calls.length = 0
  await sender.round()
  assert.ok(!proxy.calls.includes('eth_sendRawTransaction'))
  await settled(w)
  assert.equal((await intentByKey(w.db, 'a'))?.status, 'success')
  assert.equal(await count(w), 1)
})

test('a transaction that never reached the node is sent again, the same bytes', async () => {
  const w = await fresh()
  const proxy = await faultProxy(chain.url)
  const sender = w.openSender({ rpc: proxy.rpc })
  await w.wish('a', anyone, '0x')
  await w.wish('b', anyone, '0x')
  proxy.fault = async ({ method }, forward) => (method === 'eth_sendRawTransaction' ? lost : forward())
  await assert.rejects(sender.round(), ChainUnavailable)
  const signed = await intentByKey(w.db, 'a')
  assert.equal(signed?.status, 'signed')
  proxy.fault = (_, forward) => forward()
  await sender.round()
  await settled(w)
  const mined = await intentByKey(w.db, 'a')
  assert.equal(mined?.status, 'success')
  assert.equal(mined.txHash, signed.txHash)
  assert.equal(await count(w), 2)
})

test('a database that goes away after the node took the transaction changes nothing', async () => {
  const w = await fresh()
  const proxy = await faultProxy(chain.url)
  await w.wish('a', anyone, '0x')
  const killer = await testDatabaseKiller(w)
  proxy.fault = async ({ method }, forward) => {
    const answer = await forward()
    if (method === 'eth_sendRawTransaction') await killer()
    return answer
  }
  await w
    .openSender({ rpc: proxy.rpc })
    .round()
    .catch(() => {})
  await sql`update chain_lease set until = clock_timestamp()`.execute(w.db)
  await w.sender.round()
  await settled(w)
  assert.equal((await intentByKey(w.db, 'a'))?.status, 'success')
  assert.equal(await count(w), 1)
})

/** Ends every other connection of this test's database. */
async function testDatabaseKiller(w: World): Promise<() => Promise<void>> {
  return async () => {
    await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(w.db)
  }
}

test('a dropped transaction is sent again with its nonce, before anything new', async () => {
  const w = await fresh()
  await w.rpc.call('evm_setAutomine', [false])
  for (const key of ['a', 'b', 'c']) await w.wish(key, anyone, '0x')
  await w.sender.round()
  const before = await pool(w)
  assert.deepEqual(
    before.map(({ nonce }) => nonce),
    [0, 1, 2],
  )
  await w.rpc.call('anvil_dropTransaction', [before[0]?.hash])
  await w.wish('d', anyone, '0x')
  // Another process looks at once; this one would within a second.
  await w.sender.release()
  await w.openSender().round()
  const after = await pool(w)
  assert.deepEqual(
    after.map(({ nonce }) => nonce),
    [0, 1, 2, 3],
  )
  assert.deepEqual(
    after.slice(0, 3).map(({ hash }) => hash),
    before.map(({ hash }) => hash),
  )
  await w.rpc.call('anvil_mine', [])
  await w.watcher.round()
  assert.deepEqual(w.told.map(({ key }) => key).sort(), ['a', 'b', 'c', 'd'])
})

test('a transaction that hangs is replaced with the same nonce, offers more, and never above the cap', async () => {
  const w = await fresh()
  await w.rpc.call('evm_setAutomine', [false])
  await w.wish('a', anyone, '0x')
  await w.sender.round()
  const [first] = await pool(w)
  assert.ok(first !== undefined)
  await w.sender.release()
  const bolder = w.openSender({ stuckAfterMs: -1 })
  await bolder.round()
  const [second] = await pool(w)
  assert.equal(second?.nonce, 0)
  assert.ok(second.maxFee >= (first.maxFee * 11n) / 10n)
  await bolder.release()

  // A spike: the base fee is fifty times what it was, and above the cap. Nothing is signed, old or new.
  await w.rpc.call('anvil_setNextBlockBaseFeePerGas', ['0xba43b7400'])
  await w.rpc.call('anvil_mine', [])
  await w.wish('b', anyone, '0x')
  const capped = w.openSender({ stuckAfterMs: -1, fees: { maxFeeCap: 30_000_000_000n } })
  await capped.round()
  assert.match(capped.health().paused ?? '', /price of gas/)
  assert.equal((await intentByKey(w.db, 'b'))?.status, 'pending')
  assert.equal(await attempts(w, 'a'), 2)
  await capped.release()

  const able = w.openSender({ stuckAfterMs: -1, fees: { maxFeeCap: 500_000_000_000n } })
  await able.round()
  assert.equal(await attempts(w, 'a'), 3)
  await w.rpc.call('anvil_mine', [])
  await w.watcher.round()
  assert.deepEqual(
    (await listIntents(w.db, { limit: 9 })).map(({ key, nonce, status }) => [key, nonce, status]),
    [
      ['b', 1, 'success'],
      ['a', 0, 'success'],
    ],
  )
  assert.equal(await count(w), 2)
})

async function attempts(w: World, key: string): Promise<number> {
  const { rows } = await sql<{ attempts: number }>`
    select count(*) as attempts from chain_attempt a join chain_intent i on i.id = a.intent_id
    where i.key = ${key}`.execute(w.db)
  return rows[0]?.attempts ?? 0
}

test('what the node lets wait for a transaction that is gone is replaced, and what stands behind it goes on', async () => {
  const w = await fresh()
  const proxy = await faultProxy(chain.url)
  const sender = w.openSender({ rpc: proxy.rpc })
  const setNonce = (nonce: number) => w.rpc.call('anvil_setNonce', [signer.address, quantity(nonce)])
  await setNonce(5)
  await sender.round()
  proxy.fault = async ({ method }, forward) => {
    if (method !== 'eth_sendRawTransaction') return forward()
    // What anvil's own mining does at the wrong moment: the nonce that it looked at is not the one any more.
    await setNonce(4)
    const answer = await forward()
    await setNonce(5)
    return answer
  }
  await w.wish('a', anyone, '0x')
  await w.wish('b', anyone, '0x')
  await sender.round()
  assert.equal(field(await w.rpc.call('txpool_status', []), 'queued'), '0x2')
  assert.equal(await count(w), 5)
  proxy.fault = (_, forward) => forward()
  await sender.release()
  await w.openSender({ stuckAfterMs: -1 }).round()
  await settled(w)
  assert.deepEqual(w.told, [
    { key: 'a', status: 'success' },
    { key: 'b', status: 'success' },
  ])
  assert.equal(await count(w), 7)
})

test('what would revert fails with its data, sends nothing and uses no nonce', async () => {
  const w = await fresh()
  const reverting = await deployed(w, REVERTING)
  await w.wish('reverts', reverting, word(9n))
  await w.wish('nobody there', anyone, '0x12345678')
  await w.wish('fine', anyone, '0x')
  await w.sender.round()
  await settled(w)
  assert.deepEqual((await intentByKey(w.db, 'reverts'))?.failure, { reason: 'WOULD_REVERT', data: word(9n) })
  assert.deepEqual((await intentByKey(w.db, 'nobody there'))?.failure, { reason: 'NO_CODE', data: null })
  const fine = await intentByKey(w.db, 'fine')
  assert.equal(fine?.nonce, 1)
  assert.equal(await count(w), 2)
  assert.deepEqual(w.told.slice(1), [
    { key: 'reverts', status: 'failure' },
    { key: 'nobody there', status: 'failure' },
    { key: 'fine', status: 'success' },
  ])
})

test('a handler that throws is asked again later, and keeps nothing else from being sent', async () => {
  const w = await fresh()
  const errors: unknown[] = []
  let isDown = true
  const failure = async () => {
    if (isDown) throw new Error('the node gives no logs')
  }
  const reverting = await deployed(w, REVERTING)
  await w.sender.release()
  const handlers = { test: { success: async () => {}, failure } }
  const sender = w.openSender({ handlers, onError: (error) => errors.push(error) })
  await w.wish('bad', reverting, '0x')
  await w.wish('good', anyone, '0x')
  await sender.round()
  await settled(w)
  assert.equal((await intentByKey(w.db, 'good'))?.status, 'success')
  assert.equal((await intentByKey(w.db, 'bad'))?.status, 'pending')
  assert.deepEqual([errors.length, sender.health().paused, sender.isIdle()], [1, null, false])
  isDown = false
  await setTimeout(1_000)
  await sender.round()
  assert.equal((await intentByKey(w.db, 'bad'))?.status, 'failure')
  assert.equal(errors.length, 1)
})

test('what reverts only until the transaction before it is mined waits for it', async () => {
  const w = await fresh()
  const locked = await deployed(w, LOCKED)
  await w.rpc.call('evm_setAutomine', [false])
  await w.wish('unlock', locked, word(1n))
  await w.wish('use', locked, word(0n))
  for (let i = 0; i < 3; i++) {
    await w.sender.round()
    await w.rpc.call('anvil_mine', [])
    await w.watcher.round()
  }
  assert.deepEqual(w.told.slice(1), [
    { key: 'unlock', status: 'success' },
    { key: 'use', status: 'success' },
  ])
})

test('what a node says that is behind fails nothing: it fails in a block that holds what was sent before, or it waits', async () => {
  const w = await fresh()
  const [locked, reverting] = [await deployed(w, LOCKED), await deployed(w, REVERTING)]
  await w.sender.release()
  const proxy = await faultProxy(chain.url)
  const sender = w.openSender({ rpc: proxy.rpc })
  await w.wish('unlock', locked, word(1n))
  await sender.round()
  await settled(w)
  await w.wish('use', locked, word(0n))

  const reverted = new RpcError(3, 'execution reverted', '0x')
  const status = async (key: string) => (await intentByKey(w.db, key))?.status
  const early = async (isEarly: (method: string, block: unknown) => boolean) => {
    proxy.fault = async ({ method, params: [, block] }, forward) => {
      if (!isEarly(method, block)) return forward()
      if (method === 'eth_estimateGas') throw reverted
      return '0x1'
    }
    await sender.round()
    await settled(w)
  }
  await early((method, block) => method === 'eth_estimateGas' && block === 'pending')
  assert.equal(await status('use'), 'pending', 'only what it takes for the newest block is behind')
  await early(
    (method, block) =>
      method === 'eth_estimateGas' || (method === 'eth_getTransactionCount' && block !== 'latest'),
  )
  assert.equal(await status('use'), 'pending', 'and every block that it knows is')
  await early(() => false)
  assert.equal(await status('use'), 'success')

  await w.wish('refused', reverting, word(9n))
  await early(() => false)
  assert.equal(await status('refused'), 'failure')
  await w.wish('too much', locked, word(0n))
  await early((method) => method === 'eth_estimateGas')
  assert.equal(await status('too much'), 'failure', 'what reverts where everything is mined fails')
})

test('what has become too late fails on a chain that makes no block by itself, and what stands behind it goes on', async () => {
  const embedded = await testEmbeddedChain(clock)
  const w = await world(database, embedded.rpc)
  const until = await deployed(w, UNTIL)
  await w.sender.release()
  const proxy = await faultProxy(embedded.rpcUrl)
  const sender = w.openSender({ rpc: proxy.rpc })
  const last = BigInt(String(field(await w.rpc.call('eth_getBlockByNumber', ['latest', false]), 'timestamp')))
  await w.wish('late', until, word(last))
  await w.wish('behind', anyone, '0x')
  const status = async (key: string) => (await intentByKey(w.db, key))?.status
  const round = async (fault: typeof proxy.fault) => {
    proxy.fault = fault
    await sender.round()
    await settled(w)
  }
  await setTimeout(1_100)

  const reverted = new RpcError(3, 'execution reverted', '0x')
  await round(async ({ method, params: [, block] }, forward) => {
    if (method === 'eth_getTransactionCount' && block !== 'latest') return '0x0'
    if (method === 'eth_call') throw reverted
    return forward()
  })
  assert.equal(
    await status('late'),
    'pending',
    'a block that does not hold what was sent before says nothing',
  )
  await round(async ({ method }, forward) => {
    if (method === 'eth_call') throw new RpcError(-32602, 'too many arguments, want at most 3', null)
    return forward()
  })
  assert.equal(await status('late'), 'pending', 'a node that cannot ask as of another time has said nothing')
  await round((_, forward) => forward())
  assert.deepEqual((await intentByKey(w.db, 'late'))?.failure, { reason: 'WOULD_REVERT', data: '0x' })
  assert.equal(await status('behind'), 'success')
  assert.equal(await count(w), 2)
})

test('F38 without a signature an intent stays as it is, and its nonce is not used up', async () => {
  const w = await fresh()
  let refusals = 1
  const moody: Signer = {
    address: signer.address,
    sign: async (transaction) => {
      if (transaction.nonce === 1 && refusals-- > 0)
        throw new SignerUnavailable('The signer is not answering.')
      return signer.sign(transaction)
    },
  }
  const sender = w.openSender({ signer: moody })
  for (const key of ['a', 'b', 'c']) await w.wish(key, anyone, '0x')
  await sender.round()
  assert.equal((await intentByKey(w.db, 'a'))?.status, 'sent')
  assert.equal((await intentByKey(w.db, 'b'))?.status, 'pending')
  assert.equal(sender.health().paused, 'The signer is not answering.')
  await sender.round()
  await settled(w)
  assert.deepEqual(
    (await listIntents(w.db, { limit: 9 })).map(({ nonce, status }) => [nonce, status]),
    [
      [2, 'success'],
      [1, 'success'],
      [0, 'success'],
    ],
  )
  assert.equal(sender.health().paused, null)
})

test('F38 a key that is changed in the middle of a batch signs nothing, and each intent is mined once when it is back', async () => {
  const w = await fresh()
  const rotated = developmentSigner(1, {})
  let isRotated = false
  const signing: Signer = {
    address: signer.address,
    sign: async (transaction) => {
      const raw = await (isRotated ? rotated : signer).sign(transaction)
      await checkSigned(raw, transaction, signer.address)
      // After the third of eight the key behind the address is another one.
      if (transaction.nonce === 2) isRotated = true
      return raw
    },
  }
  const sender = w.openSender({ signer: signing })
  const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
  for (const key of keys) await w.wish(key, anyone, '0x')
  await sender.round()
  const states = async () =>
    Promise.all(keys.map(async (key) => (await intentByKey(w.db, key))?.status ?? 'missing'))
  assert.deepEqual(await states(), ['sent', 'sent', 'sent', ...keys.slice(3).map(() => 'pending')])
  assert.match(sender.health().paused ?? '', /key of/)
  await settled(w)
  await sender.round()
  assert.equal(await count(w), 3, 'nothing was sent with the other key')
  assert.equal(Number(await w.rpc.call('eth_getTransactionCount', [rotated.address, 'latest'])), 0)

  isRotated = false
  for (let i = 0; i < 2; i++) {
    await sender.round()
    await settled(w)
  }
  assert.deepEqual(
    (await listIntents(w.db, { limit: 9 })).map(({ nonce, status }) => [nonce, status]).reverse(),
    keys.map((_, nonce) => [nonce, 'success']),
  )
  assert.equal(await count(w), keys.length)
})

test('a holder of the lease that was paused for too long writes nothing, and nothing is sent twice', async () => {
  const w = await fresh()
  let wake: () => void = () => {}
  const asleep = new Promise<void>((resolve) => (wake = resolve))
  let reached: () => void = () => {}
  const signing = new Promise<void>((resolve) => (reached = resolve))
  const slow: Signer = {
    address: signer.address,
    sign: async (transaction) => {
      reached()
      await asleep
      return signer.sign(transaction)
    },
  }
  const paused = w.openSender({ signer: slow })
  await w.wish('a', anyone, '0x')
  const pausedRound = paused.round()
  await signing
  // Its lease runs out while it stands still.
  await sql`update chain_lease set until = clock_timestamp()`.execute(w.db)
  const next = w.openSender()
  await next.round()
  assert.equal(next.health().leading, true)
  await w.wish('b', anyone, '0x')
  wake()
  await pausedRound
  assert.equal(paused.health().leading, false)
  await next.round()
  await settled(w)
  assert.deepEqual(
    (await listIntents(w.db, { limit: 9 })).map(({ key, nonce, status }) => [key, nonce, status]),
    [
      ['b', 1, 'success'],
      ['a', 0, 'success'],
    ],
  )
  const { rows } = await sql<{ attempts: number }>`select count(*) as attempts from chain_attempt`.execute(
    w.db,
  )
  assert.deepEqual(rows, [{ attempts: 2 }])
})

test('a database restored from an hour ago finds what was sent since, and does not send it again', async () => {
  const w = await fresh()
  const echo = await deployed(w, ECHO)
  for (const key of ['a', 'b']) await w.wish(key, echo, word(key === 'a' ? 1n : 2n))
  await w.sender.round()
  await settled(w)
  await w.sender.release()
  // As it was when both were recorded and none was signed.
  await sql`update chain_intent set status = 'pending', nonce = null, tx_hash = null, block_hash = null,
    settled_at = null, reverted = null where key in ('a', 'b')`.execute(w.db)
  await sql`delete from chain_attempt where nonce > 0`.execute(w.db)
  await sql`update chain_sender set next_nonce = 1`.execute(w.db)
  await w.wish('c', echo, word(3n))

  await w.openSender().round()
  await w.openWatcher().round()
  await w.watcher.round()
  assert.equal(await count(w), 4)
  for (const [i, key] of ['a', 'b', 'c'].entries()) {
    const intent = await intentByKey(w.db, key)
    assert.equal(intent?.status, 'success')
    assert.equal(intent.nonce, i + 1)
  }
})

test('what a restored service records again was sent already, once for each time it was sent', async () => {
  const w = await fresh()
  const echo = await deployed(w, ECHO)
  for (const key of ['a', 'b']) await w.wish(key, echo, word(1n))
  await w.sender.round()
  await settled(w)
  await w.sender.release()
  // As it was before both were recorded.
  await sql`delete from chain_attempt where nonce > 0`.execute(w.db)
  await sql`delete from chain_intent where key in ('a', 'b')`.execute(w.db)
  await sql`update chain_sender set next_nonce = 1`.execute(w.db)

  const sender = w.openSender()
  await sender.round()
  for (const key of ['a', 'b', 'c']) await w.wish(key, echo, word(1n))
  await sender.round()
  await settled(w)
  assert.equal(await count(w), 4)
  assert.deepEqual(
    (await listIntents(w.db, { limit: 3 })).map(({ key, nonce, status }) => [key, nonce, status]),
    [
      ['c', 3, 'success'],
      ['b', 2, 'success'],
      ['a', 1, 'success'],
    ],
  )
})

test('an intent whose nonce somebody else has used gets another', async () => {
  const w = await fresh()
  await w.rpc.call('evm_setAutomine', [false])
  await w.wish('ours', anyone, '0x')
  await w.sender.round()
  await w.rpc.call('anvil_dropAllTransactions', [])
  await w.rpc.call('evm_setAutomine', [true])
  await w.rpc.call('eth_sendTransaction', [{ from: signer.address, to: anyone, value: '0x5' }])
  await w.sender.release()
  const next = w.openSender()
  await next.round()
  await next.round()
  await settled(w)
  const ours = await intentByKey(w.db, 'ours')
  assert.equal(ours?.status, 'success')
  assert.equal(ours.nonce, 1)
  assert.equal(await count(w), 2)
})

test('a wish can be withdrawn until something is signed for it', async () => {
  const w = await fresh()
  const a = await w.wish('a', anyone, '0x')
  const canceled = await cancelIntent(w.db, a.id, NOW)
  assert.ok(canceled.ok && canceled.value.status === 'canceled')
  const b = await w.wish('b', anyone, '0x')
  await w.sender.round()
  await settled(w)
  const late = await cancelIntent(w.db, b.id, NOW)
  assert.ok(!late.ok && late.reason === 'INTENT_ALREADY_SIGNED')
  assert.equal(await count(w), 1)
  assert.deepEqual(w.told, [{ key: 'b', status: 'success' }])
})

test('two senders of one address, rung at the same time, send each intent once', async () => {
  const w = await fresh()
  for (let i = 0; i < 10; i++)
    await recordIntent(
      w.db,
      { key: `${i}`, purpose: 'test', from: signer.address, to: anyone, data: '0x' },
      clock.now(),
    )
  await Promise.all([w.openSender().round(), w.openSender().round(), w.openSender().round()])
  await settled(w)
  assert.equal(await count(w), 10)
})

test('fees follow the market, and both the offer and its replacement keep to the cap', () => {
  const policy = { maxFeeCap: 100n }
  assert.deepEqual(suggestedFees({ baseFee: 10n, tip: 2n }, policy), {
    maxFeePerGas: 22n,
    maxPriorityFeePerGas: 2n,
  })
  assert.deepEqual(suggestedFees({ baseFee: 60n, tip: 2n }, policy), {
    maxFeePerGas: 100n,
    maxPriorityFeePerGas: 2n,
  })
  assert.equal(suggestedFees({ baseFee: 99n, tip: 2n }, policy), null)
  const former = { maxFeePerGas: 40n, maxPriorityFeePerGas: 2n }
  const market = { maxFeePerGas: 20n, maxPriorityFeePerGas: 1n }
  assert.deepEqual(replacementFees(former, market, policy), { maxFeePerGas: 46n, maxPriorityFeePerGas: 3n })
  assert.deepEqual(replacementFees(former, { maxFeePerGas: 80n, maxPriorityFeePerGas: 4n }, policy), {
    maxFeePerGas: 80n,
    maxPriorityFeePerGas: 4n,
  })
  assert.equal(replacementFees({ maxFeePerGas: 95n, maxPriorityFeePerGas: 2n }, market, policy), null)
})
