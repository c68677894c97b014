import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testEmbeddedChain } from '../../../test/chain.ts'
import { testDatabase } from '../../../test/database.ts'
import { startBell } from './bell.ts'
import { EMBEDDED_FINALITY } from './finality.ts'
import { INTENT_CHANNEL, listIntents, recordIntent, type Intent, type SettledHandlers } from './intents.ts'
import { developmentSigner } from './keystore.ts'
import { startSender } from './sender.ts'
import { SENT_CHANNEL } from './sender-store.ts'
import { anvils } from './testing/processes.ts'
import { clock, NOW } from './testing/world.ts'
import { waitForBlock, waitForIntent, WaitedTooLong } from './wait.ts'
import { startWatcher } from './watcher.ts'

test('what is recorded is carried to the chain and back, a handler that records more included, without waiting for a poll', async () => {
  const { db, pool } = await testDatabase()
  const chain = await testEmbeddedChain(clock)
  const signer = developmentSigner(1, {})
  const anyone = '0x00000000000000000000000000000000000000aa' as const
  const wish = (key: string, purpose: string) => ({
    key,
    purpose,
    from: signer.address,
    to: anyone,
    data: '0x' as const,
  })
  const handlers: SettledHandlers = {
    first: {
      success: async ({ db: tx, now }) => void (await recordIntent(tx, wish('second', 'last'), now)),
      failure: async () => {},
    },
  }
  const errors: unknown[] = []
  // So long that whoever is not rung would be waited for in vain.
  const pollMs = 60_000
  const common = {
    db,
    rpc: chain.rpc,
    chainId: chain.chainId,
    clock,
    finality: EMBEDDED_FINALITY,
    handlers,
    pollMs,
    onError: (error: unknown) => void errors.push(error),
  }
  const sender = startSender({ ...common, signer })
  const watcher = startWatcher({ ...common, projections: [] })
  const bell = startBell(pool, { [INTENT_CHANNEL]: sender.ring, [SENT_CHANNEL]: watcher.ring })
  after(async () => {
    await bell.stop()
    await sender.stop()
    await watcher.stop()
  })
  await bell.listening

  const first = await recordIntent(db, wish('first', 'first'), NOW)
  assert.equal((await waitForIntent(db, first.id)).status, 'success')
  const second = await recordIntent(db, wish('second', 'last'), NOW)
  assert.equal((await waitForIntent(db, second.id)).status, 'success')
  assert.equal(await waitForBlock(db, 2), 2)
  await assert.rejects(waitForBlock(db, 3, 30), WaitedTooLong)

  assert.deepEqual(errors, [])
  assert.equal(watcher.health().settled, 2)
  assert.equal(sender.health().sent, 2)
})

test('a hundred intents reach the chain once each while its process is killed three times', async () => {
  const { db } = await testDatabase()
  const chain = await testEmbeddedChain(clock)
  const signer = developmentSigner(2, {})
  const anyone = '0x00000000000000000000000000000000000000ab' as const
  const common = {
    db,
    rpc: chain.rpc,
    chainId: chain.chainId,
    clock,
    finality: EMBEDDED_FINALITY,
    handlers: {},
    pollMs: 20,
  }
  const sender = startSender({ ...common, signer })
  const watcher = startWatcher({ ...common, projections: [] })
  after(async () => {
    await sender.stop()
    await watcher.stop()
  })
  const intents: Intent[] = []
  for (let i = 0; i < 100; i++) {
    const wish = {
      key: `${i}`,
      purpose: 'count',
      from: signer.address,
      to: anyone,
      data: '0x' as const,
      value: 1n,
    }
    intents.push(await recordIntent(db, wish, NOW))
    if (i % 30 === 29) for (const pid of anvils()) process.kill(pid, 'SIGKILL')
  }
  for (const { id } of intents) await waitForIntent(db, id, 60_000)
  const ended = (await listIntents(db, { limit: 200 })).reverse()
  assert.deepEqual(
    ended.map(({ status, nonce }) => [status, nonce]),
    intents.map((_, nonce) => ['success', nonce]),
  )
  assert.equal(await chain.rpc.call('eth_getBalance', [anyone, 'latest']), '0x64')
})
