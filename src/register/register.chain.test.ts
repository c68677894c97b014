import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeEventLog, type Address, type Hex } from 'viem'
import { investorRegistryAbi } from '../../contracts/abi/InvestorRegistry.ts'
import { securityTokenAbi } from '../../contracts/abi/SecurityToken.ts'
import { testDatabase } from '../../test/database.ts'
import { activity, dice } from '../../test/token-activity.ts'
import { recordOf, tokenWorld } from '../../test/token-world.ts'
import { instantOfSeconds } from '../kernel/time.ts'
import type { ChainBlock, ChainLog } from '../platform/chain/projection.ts'
import { movementsOf } from './register.chain.ts'
import { before, holdings, positions, type EntryName, type Movement } from './register.ts'
import { entries, registerAt, registerProjection } from './register.service.ts'

const ACTS = 400

const world = await tokenWorld()
const { db, pool } = await testDatabase()
const { act } = activity(world, dice(11))
for (let i = 0; i < ACTS; i++) await act()
const blocks = await readChain(world.token)
const movements = blocks.flatMap(({ block, logs }) => movementsOf(block, logs))

type RawLog = {
  readonly address: Address
  readonly topics: [Hex, ...Hex[]]
  readonly data: Hex
  readonly blockNumber: Hex
  readonly blockHash: Hex
  readonly blockTimestamp: Hex
  readonly transactionHash: Hex
  readonly transactionIndex: Hex
  readonly logIndex: Hex
}

/** The token's logs as a node gives them, by block. */
async function readChain(token: Address): Promise<{ block: ChainBlock; logs: ChainLog[] }[]> {
  const raw = (await world.rpc.call('eth_getLogs', [
    { address: token, fromBlock: '0x0', toBlock: 'latest' },
  ])) as RawLog[]
  return [...Map.groupBy(raw, (log) => log.blockHash).values()].map((logs) => ({
    block: {
      number: Number(logs[0]!.blockNumber),
      hash: logs[0]!.blockHash,
      parentHash: `0x${'00'.repeat(32)}`,
      at: instantOfSeconds(Number(logs[0]!.blockTimestamp)),
    },
    logs: logs.map((log) => ({
      address: log.address,
      topics: log.topics,
      data: log.data,
      blockNumber: Number(log.blockNumber),
      blockHash: log.blockHash,
      txHash: log.transactionHash,
      txIndex: Number(log.transactionIndex),
      logIndex: Number(log.logIndex),
    })),
  }))
}

test('the hand decoder reads every event as viem does', () => {
  const kinds = new Set<string>()
  for (const { block, logs } of blocks)
    for (const log of logs) {
      const event = decodeEventLog({
        abi: securityTokenAbi,
        topics: [...log.topics] as [Hex, ...Hex[]],
        data: log.data,
      })
      const [movement] = movementsOf(block, [log])
      const values = Object.values(event.args as Record<string, unknown>)
      if (movement === undefined) continue
      kinds.add(movement.kind)
      const { from, to, units, acquiredDay, unlockDay, legend, ref, detail } = movement
      const said = [from, to, units, acquiredDay, unlockDay, legend, ref, ...Object.values(detail ?? {})]
      const texts = new Set(
        said.filter((value) => value !== null).flatMap((value) => String(value).split(',')),
      )
      for (const value of values.flat()) {
        if (value === '0x0000000000000000000000000000000000000000' || value === world.operator) continue
        // A wallet frozen or not is said by the kind.
        if (typeof value === 'boolean' && movement.kind.startsWith('wallet-')) continue
        const text: string =
          typeof value === 'bigint' && movement.kind === 'countries' ? hexWord(value) : String(value)
        assert.ok(texts.has(text), `${event.eventName} says ${text}; read as ${[...texts].join()}`)
      }
    }
  assert.deepEqual([...kinds].sort(), [
    'countries',
    'document',
    'forced',
    'forced-reason',
    'issued',
    'lot-opened',
    'lot-reduced',
    'paused',
    'record-date',
    'recovered',
    'rules',
    'transfer',
    'units-frozen',
    'units-unfrozen',
    'unpaused',
    'wallet-frozen',
    'wallet-unfrozen',
  ])
})

const hexWord = (value: bigint) => `0x${value.toString(16).padStart(64, '0')}`

test('the register folded from logs is what the token itself says, wallet by wallet', async () => {
  const head = (await world.rpc.call('eth_getBlockByNumber', ['latest', false])) as { timestamp: Hex }
  const at = instantOfSeconds(Number(head.timestamp))
  const list = holdings(positions(movements), at)
  const byWallet = new Map(list.map((holding) => [holding.wallet, holding]))
  assert.ok(list.length > 3)
  for (const wallet of world.people) {
    const holding = byWallet.get(wallet)
    assert.equal(holding?.units ?? 0n, await world.readToken('balanceOf', [wallet]))
    if (holding === undefined) continue
    assert.equal(holding.frozen, await world.readToken('frozenTokens', [wallet]))
    assert.equal(holding.locked, await world.readToken('lockedOf', [wallet]))
    assert.equal(holding.free, await world.readToken('freeOf', [wallet]))
    assert.equal(holding.walletFrozen, await world.readToken('isFrozen', [wallet]))
    const day = Math.floor(at.epochMilliseconds / 86_400_000)
    assert.deepEqual(
      holding.lots.filter(({ unlockDay }) => unlockDay > day).sort(byLot),
      (await world.readToken('lotsOf', [wallet])).map((lot) => ({ ...lot })).sort(byLot),
    )
  }
  assert.equal(
    list.reduce((sum, { units }) => sum + units, 0n),
    await world.readToken('totalSupply', []),
  )
  assert.equal(BigInt(list.length), await world.readToken('holderCount', []))
})

const byLot = (a: { unlockDay: number; legend: number }, b: { unlockDay: number; legend: number }) =>
  a.unlockDay - b.unlockDay || a.legend - b.legend

test('the register summed by the database is the one folded here, at every cut', async () => {
  for (const { block, logs } of blocks) {
    await pool.query('insert into chain_block (hash, number, parent_hash, at) values ($1, $2, $3, $4)', [
      block.hash,
      block.number,
      block.parentHash,
      block.at.toString(),
    ])
    await db.transaction().execute((tx) => registerProjection.apply(tx, block, logs))
  }
  const instrument = { token: world.token }

  for (const { block } of [...blocks.filter((_, i) => i % 23 === 0), blocks.at(-1)!]) {
    const folded = (list: readonly Movement[], at: Temporal.Instant) =>
      holdings(positions(list), at).map((holding) => ({
        ...holding,
        lots: holding.lots.filter(({ unlockDay }) => unlockDay * 86_400_000 > at.epochMilliseconds),
      }))
    const atBlock = await registerAt(db, instrument, { block: block.number, at: block.at })
    assert.deepEqual(
      comparable(atBlock.holders),
      comparable(
        folded(
          movements.filter((movement) => movement.block <= block.number),
          block.at,
        ),
      ),
    )
    const atInstant = await registerAt(db, instrument, { before: block.at })
    assert.deepEqual(comparable(atInstant.holders), comparable(folded(before(movements, block.at), block.at)))
  }
  const listed = await entries(db, instrument, ALL, { sort: 'at', after: null, limit: 100_000 })
  assert.deepEqual(
    comparable(listed.map((one) => ({ ...one, place: undefined }))),
    comparable(movements.filter(({ entry }) => entry !== null)),
  )
})

/** Values without their types, so that an instant equals an instant. */
const comparable = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? part.toString() : part)))

const ALL = { wallets: null, entry: null, from: null, until: null }

test('applying a block twice changes nothing', async () => {
  const count = async () => (await pool.query('select count(*) from register_movement')).rows[0] as unknown
  const first = await count()
  for (const { block, logs } of blocks.slice(-20))
    await db.transaction().execute((tx) => registerProjection.apply(tx, block, logs))
  assert.deepEqual(await count(), first)
})

test('movements carry the names people know them by', async () => {
  const { token: other } = await world.createToken('names')
  const [ana, bo] = [world.people[0]!, world.people[1]!]
  const on = (functionName: never, args: never) => world.send(other, securityTokenAbi, functionName, args)
  const send = (name: string, args: readonly unknown[]) => on(name as never, args as never)
  const reason: Hex = `0x${'ab'.repeat(32)}`
  const ref: Hex = `0x${'cd'.repeat(32)}`
  await send('issue', [ana, 100n, 20_454, 0, 0, ref])
  await send('forcedTransferFor', [ana, bo, 10n, reason])
  await send('burn', [bo, 5n])
  await send('freezePartialTokens', [bo, 2n])
  await send('unfreezePartialTokens', [bo, 2n])
  await world.send(world.registry, investorRegistryAbi, 'update', [bo, recordOf(1, {})])
  await world.send(other, securityTokenAbi, 'transfer', [bo, 20n], ana)
  await world.send(other, securityTokenAbi, 'transfer', [bo, 0n], ana)
  const batch: Hex = `0x${'ef'.repeat(32)}`
  const one = { units: 7n, acquiredDay: 20_454, unlockDay: 65_000, legend: 1 }
  await send('issueBatch', [
    [
      { ...one, to: ana },
      { ...one, to: bo },
    ],
    batch,
  ])
  const named = (await readChain(other))
    .flatMap(({ block, logs }) => movementsOf(block, logs))
    .filter(({ entry }) => entry !== null)
  const expected: [EntryName, bigint, Hex | null][] = [
    ['issuance', 100n, ref],
    ['reclaim', 10n, reason],
    ['destroy', 5n, null],
    ['freeze', 2n, null],
    ['unfreeze', 2n, null],
    ['transfer-ok', 20n, null],
    ['issuance', 7n, batch],
    ['issuance', 7n, batch],
  ]
  assert.deepEqual(
    named.map(({ entry, units, ref }) => [entry, units, ref]),
    expected,
  )
  assert.ok(
    movements.some(({ entry, units }) => entry === 'reallocation' && units !== 0n),
    'no recovery moved anything',
  )
})
