import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { activity, dice } from '../../test/token-activity.ts'
import { GENESIS, tokenWorld } from '../../test/token-world.ts'
import { openWatcher } from '../platform/chain/watcher.ts'
import { rebuildInMemory, rebuildRegister } from './rebuild.service.ts'
import { holdings } from './register.ts'
import { countedAt, registerAt, registerProjection } from './register.service.ts'

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

test('a register whose day closes while units are split is counted at the end of the split, as the token counts it', async () => {
  const now = async () =>
    Number(((await rpc.call('eth_getBlockByNumber', ['latest', false])) as { timestamp: string }).timestamp)
  const close = (await now()) + 5 * 86_400
  const at = Temporal.Instant.fromEpochMilliseconds(close * 1_000)
  await world.sendToken('declareRecordDate', [close])
  const record = await world.readToken('recordCount', [])
  const [early, late] = [people.slice(0, 2), people.slice(2)]
  await world.sendToken('pause', [])
  await world.sendToken('hold', [2])
  for (const holder of early) await world.sendToken('rescale', [holder, 3n, 1n])
  await world.warp(at)
  await watcher.round()
  assert.equal(await countedAt(db, { token }, at), null)

  for (const holder of late) await world.sendToken('rescale', [holder, 3n, 1n])
  await world.sendToken('letGo', [false])
  const end = await now()
  await world.sendToken('unpause', [])
  await mint(5)
  await watcher.round()
  assert.equal((await countedAt(db, { token }, at))?.epochMilliseconds, end * 1_000)
  const later = Temporal.Instant.fromEpochMilliseconds((end + 1) * 1_000)
  assert.equal(await countedAt(db, { token }, later), later)

  const { holders } = await registerAt(db, { token }, { before: at })
  const units = new Map(holders.map((holder) => [holder.wallet, holder.units]))
  for (const wallet of people)
    assert.equal(units.get(wallet) ?? 0n, await world.readToken('balanceAtRecord', [wallet, record]), wallet)
  await assertEqualsRebuilt()
})
