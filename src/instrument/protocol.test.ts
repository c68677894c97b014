import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { getAddress, keccak256, stringToHex } from 'viem'
import { distributorAbi } from '../../contracts/abi/Distributor.ts'
import { factoryAbi } from '../../contracts/abi/Factory.ts'
import { securityTokenAbi } from '../../contracts/abi/SecurityToken.ts'
import { testChain } from '../../test/chain.ts'
import { testDatabase } from '../../test/database.ts'
import { EMBEDDED_FINALITY } from '../platform/chain/finality.ts'
import { listIntents } from '../platform/chain/intents.ts'
import { developmentSigner } from '../platform/chain/keystore.ts'
import { openSender } from '../platform/chain/sender.ts'
import { atHead, question } from '../platform/chain/state.ts'
import { openWatcher } from '../platform/chain/watcher.ts'
import { transaction, type Db } from '../platform/db/database.ts'
import { systemActor } from '../platform/work.ts'
import { gasFor } from './gas.chain.ts'
import { DEPLOYER, protocolAddressesOf, protocolDeployments } from './protocol.chain.ts'
import { deployProtocol, protocolAddresses, protocolProgress } from './protocol.service.ts'
import { contractsFor, EMBEDDED_CHAIN_ID } from './protocol.ts'
import { instrumentSettled } from './token.service.ts'
import { tokenAddressOf } from './token.chain.ts'

const { rpc } = await testChain()
const { db } = await testDatabase()
const signer = developmentSigner(0, {})
const operator = getAddress(signer.address)
const now = Temporal.Instant.from('2026-07-01T00:00:00Z')

const deploy = (to: Db, account = operator) =>
  transaction(to, (tx) => deployProtocol({ db: tx, now, by: systemActor('test') }, rpc, account))

async function settle(of: Db): Promise<void> {
  const common = {
    db: of,
    rpc,
    chainId: EMBEDDED_CHAIN_ID,
    clock: { now: () => now },
    finality: EMBEDDED_FINALITY,
    handlers: instrumentSettled({ whenLive: async () => {}, rulesOf: async (_, { rules }) => rules }),
  }
  const [sender, watcher] = [openSender({ ...common, signer }), openWatcher({ ...common, projections: [] })]
  const open = () => listIntents(of, { status: ['pending', 'signed', 'sent', 'mempool'], limit: 1 })
  for (let i = 0; (await open()).length > 0; i++) {
    assert.ok(i < 50, 'it never ends')
    await sender.round()
    await watcher.round()
  }
}

test('a chain without the deterministic deployer is refused before anything is written', async () => {
  const code = await rpc.call('eth_getCode', [DEPLOYER, 'latest'])
  await rpc.call('anvil_setCode', [DEPLOYER, '0x'])
  const refused = await deploy(db)
  await rpc.call('anvil_setCode', [DEPLOYER, code])
  assert.ok(!refused.ok && refused.reason === 'DEPLOYER_MISSING')
  assert.deepEqual(await listIntents(db, { limit: 1 }), [])
})

test('the contracts come to the addresses that were known before, and asking again asks for nothing', async () => {
  const expected = protocolAddressesOf(EMBEDDED_CHAIN_ID, operator)
  for (let i = 0; i < 3; i++) assert.deepEqual(await deploy(db), { ok: true, value: expected })
  assert.equal(await protocolAddresses(db), null, 'not before all of it is on the chain for good')
  await settle(db)
  assert.deepEqual(await protocolAddresses(db), expected)
  assert.equal((await listIntents(db, { limit: 50 })).length, 12)

  const [implementation, owner, registry, count] = await atHead(rpc, (state) =>
    state.ask([
      question(expected.factory, factoryAbi, 'implementation', []),
      question(expected.factory, factoryAbi, 'owner', []),
      question(expected.tokenImplementation, securityTokenAbi, 'identityRegistry', []),
      question(expected.distributor, distributorAbi, 'distributionCount', []),
    ]),
  )
  assert.deepEqual(
    [implementation, owner, registry, count],
    [expected.tokenImplementation, operator, expected.registry, 0n],
  )
})

test('the factory predicts the same token address as we do', async () => {
  const protocol = protocolAddressesOf(EMBEDDED_CHAIN_ID, operator)
  for (const key of ['office-tower', 'ravenswood', 'a']) {
    const [predicted] = await atHead(rpc, (state) =>
      state.ask([
        question(protocol.factory, factoryAbi, 'tokenAddress', [keccak256(stringToHex(key)), operator]),
      ]),
    )
    assert.equal(tokenAddressOf(protocol, key), predicted)
  }
})

test('what a lost database left on the chain is found and used again', async () => {
  const { db: fresh } = await testDatabase()
  assert.ok((await deploy(fresh)).ok)
  const progress = await protocolProgress(fresh, rpc, operator)
  assert.ok(progress.ok)
  assert.deepEqual(
    progress.value.steps.map(({ step, state }) => `${step} ${state}`),
    [...contractsFor(EMBEDDED_CHAIN_ID).map((name) => `${name} done`), 'registry-agent under-way'],
  )
})

test('a contract of a later version looks for the others where they are: it looked where its own code would put them, and failed for ever', async () => {
  const { db: older } = await testDatabase()
  const known = await deploy(older)
  assert.ok(known.ok)
  const elsewhere = getAddress('0x00000000000000000000000000000000000d1570')
  await rpc.call('anvil_setCode', [
    elsewhere,
    await rpc.call('eth_getCode', [known.value.distributor, 'latest']),
  ])
  await sql`update protocol_step set address = ${elsewhere} where step = 'Distributor'`.execute(older)
  await sql`update protocol_step set failure = 'It was refused.' where step = 'Redemption'`.execute(older)
  const deployed = await deploy(older)
  assert.ok(deployed.ok)
  const { redemption, distributor } = deployed.value
  assert.deepEqual([distributor, redemption === known.value.redemption], [elsewhere, false])
  await settle(older)
  const code = String(await rpc.call('eth_getCode', [redemption, 'latest']))
  assert.ok(code.includes(elsewhere.slice(2).toLowerCase()))
})

test('another operator on the same chain gets contracts of its own', () => {
  const stranger = getAddress(developmentSigner(1, {}).address)
  const ours = new Set(protocolDeployments(EMBEDDED_CHAIN_ID, operator).map(({ address }) => address))
  for (const { address } of protocolDeployments(EMBEDDED_CHAIN_ID, stranger)) assert.ok(!ours.has(address))
  for (const { address } of protocolDeployments(EMBEDDED_CHAIN_ID, operator)) assert.ok(ours.has(address))
  // The same operator on another chain, right after: what is remembered is of that chain.
  assert.deepEqual(
    protocolDeployments(1, operator).map(({ name }) => name),
    contractsFor(1),
  )
})

test('the development stablecoin belongs to the embedded chain alone', () => {
  assert.ok(contractsFor(EMBEDDED_CHAIN_ID).includes('DevStablecoin'))
  assert.ok(!contractsFor(1).includes('DevStablecoin'))
  assert.equal(protocolAddressesOf(1, operator).stablecoin, null)
})

test('gas: of a contract that is not there yet by simulation, and unknown where that fails as well', async () => {
  const stranger = getAddress(developmentSigner(2, {}).address)
  const [registry, office, token] = protocolDeployments(EMBEDDED_CHAIN_ID, stranger)
  assert.ok(registry && office && token)
  const nowhere = { to: token.address, data: '0x06fdde03' } as const
  const gas = await gasFor(rpc, operator, [registry.call, office.call, token.call, nowhere])
  assert.deepEqual(
    gas.map((each) => each?.basis ?? null),
    ['estimated', 'simulated', 'simulated', 'simulated'],
  )
  assert.ok(gas.every((each) => each !== null && each.used > 21_000n))
  const [failing] = await gasFor(rpc, operator, [token.call])
  assert.equal(failing, null)
})
