import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { activity, dice } from '../../test/token-activity.ts'
import { GENESIS, tokenWorld } from '../../test/token-world.ts'
import { openWatcher } from '../platform/chain/watcher.ts'
import { rebuildInMemory, rebuildRegister } from './rebuild.service.ts'
import { holdings } from './register.ts'
import { registerAt, registerProjection } from './register.service.ts'

const world = await tokenWorld()
const { rpc, token, anvil, people } = world
const { db, pool } = await testDatabase()
const below = dice(3)
const { act } = activity(world, below)
const watcher = openWatcher({
  db,
  rpc,
  chainId: 31_337,
  clock: { now: () => GENESIS },
  finality: { kind: 'confirmations', count: 64 },
  projections: [{ ...registerProjection, addresses: async () => [token] }],
  handlers: {},
})

/** Every stored byte of the register, as text. */
async function dump(): Promise<string> {
  const { rows } = await pool.query<{ row: string }>(
    'select m::text as row from register_movement m order by block, log_index',
  )
  return rows.map(({ row }) => row).join('\n')
}

async function head(): Promise<number> {
  return Number(await rpc.call('eth_blockNumber', []))
}

async function mint(n: number): Promise<void> {
  for (let i = 0; i < n; i++)
    await world.sendToken('mint', [people[below(people.length)]!, BigInt(1 + below(1_000))])
}

/** Stored and followed, stored and rebuilt, and folded in memory: all three are one register. */
async function assertEqualsRebuilt(): Promise<void> {
  const followed = await dump()
  const stored = await rebuildRegister({ pool, db, rpc }, token)
  assert.equal(await dump(), followed)
  const { movements, positions } = await rebuildInMemory(rpc, token, { from: 0, to: await head() })
  assert.equal(movements.length, stored)
  assert.ok(stored > 0)
  const at = GENESIS.add({ hours: 24 * 365 })
  const units = (list: readonly { wallet: string; units: bigint; frozen: bigint; free: bigint }[]) =>
    list.map(({ wallet, units, frozen, free }) => [wallet, units, frozen, free])
  assert.deepEqual(
    units((await registerAt(db, { token }, { newest: true, at })).holders),
    units(holdings(positions, at)),
  )
}

test('rebuilt from nothing, the register is what following the chain had stored, byte for byte', async () => {
  for (let i = 0; i < 40; i++) await act()
  await watcher.round()
  for (let i = 0; i < 40; i++) await act()
  await watcher.round()
  await assertEqualsRebuilt()
})

for (const depth of [1, 7, 32])
  test(`after a reorganisation ${depth} deep the followed register is a fresh rebuild`, async () => {
    await world.sendToken('setAddressFrozen', [people[0]!, false])
    const snapshot = await anvil.call('evm_snapshot', [])
    await mint(depth)
    await watcher.round()
    const before = await dump()
    assert.equal(await anvil.call('evm_revert', [snapshot]), true)
    await mint(depth + 1)
    await watcher.round()
    assert.notEqual(await dump(), before)
    assert.equal(watcher.health().head, await head())
    await assertEqualsRebuilt()
  })

test('a rebuild on a node of another fork keeps the old register', async () => {
  const snapshot = await anvil.call('evm_snapshot', [])
  await mint(2)
  await watcher.round()
  const followed = await dump()
  await anvil.call('evm_revert', [snapshot])
  await mint(3)
  await assert.rejects(rebuildRegister({ pool, db, rpc }, token))
  assert.equal(await dump(), followed)
})
