import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { getAddress } from 'viem'
import { testChain } from '../../test/chain.ts'
import { DEEP } from '../../test/deep.ts'
import { assetFactoryAbi } from '../../contracts/abi/AssetFactory.ts'
import { governanceAbi } from '../../contracts/abi/Governance.ts'
import { factoryAbi } from '../../contracts/abi/Factory.ts'
import { investorRegistryAbi } from '../../contracts/abi/InvestorRegistry.ts'
import { codeHashOf, deploymentSteps, DEPLOYER_TRANSACTION } from '../instrument/deployment.chain.ts'
import { deploy } from '../instrument/deployment.service.ts'
import type { GovernancePeople, Manifest } from '../instrument/deployment.ts'
import { DEPLOYER, protocolAddressesOf } from '../instrument/protocol.chain.ts'
import { developmentSigner, storeKey } from '../platform/chain/keystore.ts'
import { field, numberOf, type Rpc } from '../platform/chain/rpc.ts'
import { atHead, question } from '../platform/chain/state.ts'
import { runCli } from './cli.ts'
import { manifestFile } from './manifest.ts'

const { url, rpc } = await testChain()
const CHAIN = 424_242
await rpc.call('anvil_setChainId', [CHAIN])
const signer = developmentSigner(0, {})
const operator = getAddress(signer.address)
const account = (index: number) => getAddress(developmentSigner(index, {}).address)
const people: GovernancePeople = {
  governor: account(1),
  enforcer: account(2),
  guardian: account(3),
  governorDelay: 3 * 86_400,
  enforcerDelay: 86_400,
}
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aliquot-deploy-'))
after(() => fs.rmSync(folder, { recursive: true, force: true }))

let files = 0
const freshFile = () => path.join(folder, `deployment-${++files}.json`)
const run = (file: string, by: Rpc = rpc, governed: GovernancePeople | null = people) =>
  deploy({
    rpc: by,
    signer,
    people: governed,
    store: manifestFile(file),
    say: () => {},
    patienceMs: 5_000,
    lookMs: 5,
  })
const read = (file: string): Manifest => JSON.parse(fs.readFileSync(file, 'utf8'))
const nonce = async () => numberOf(await rpc.call('eth_getTransactionCount', [operator, 'latest']), 'count')

/** Runs `work` and takes everything on the chain back. */
async function onAFreshChain(work: () => Promise<void>): Promise<void> {
  const snapshot = await rpc.call('evm_snapshot', [])
  try {
    await work()
  } finally {
    await rpc.call('evm_revert', [snapshot])
  }
}

class Killed extends Error {}

/** A node that is there for so many questions, and whose asker then dies: before, or after it has been answered. */
function mortal(questions: number, dies: 'before' | 'after'): Rpc {
  let left = questions
  const mayAsk = async <T>(ask: () => Promise<T>): Promise<T> => {
    left--
    if (left < 0 && dies === 'before') throw new Killed()
    const answer = await ask()
    if (left < 0) throw new Killed()
    return answer
  }
  return {
    ...rpc,
    call: (method, params) => mayAsk(() => rpc.call(method, params)),
    batch: (calls) => mayAsk(() => rpc.batch(calls)),
  }
}

test('everything is put in place and written down, and a second run sends nothing', () =>
  onAFreshChain(async () => {
    const file = freshFile()
    const done = await run(file)
    assert.ok(done.ok, JSON.stringify(done))
    const manifest = read(file)
    assert.deepEqual(manifest, done.value)
    assert.deepEqual([manifest.complete, manifest.pending, manifest.chainId], [true, null, CHAIN])
    assert.deepEqual(
      manifest.steps.map(({ step }) => step),
      deploymentSteps(CHAIN, operator, people).map(({ name }) => name),
    )
    for (const contract of manifest.contracts) {
      assert.equal(contract.codeHash, await codeHashOf(rpc, contract.address))
      const receipt = await rpc.call('eth_getTransactionReceipt', [contract.transaction])
      assert.equal(numberOf(field(receipt, 'blockNumber'), 'block'), contract.block)
      assert.match(contract.compiler.version, /^0\.8\./)
    }
    const token = manifest.contracts.find(({ step }) => step === 'SecurityToken')
    const registry = manifest.contracts.find(({ step }) => step === 'InvestorRegistry')
    assert.equal(token?.constructorArguments[0]?.value, registry?.address)

    const sent = await nonce()
    assert.equal(sent, manifest.steps.length)
    assert.deepEqual(await run(file), done)
    assert.equal(await nonce(), sent)
  }))

test('the registry and the factory belong to the governance, and the operator works for both', () =>
  onAFreshChain(async () => {
    const done = await run(freshFile())
    assert.ok(done.ok)
    const governance = done.value.contracts.find(({ step }) => step === 'Governance')?.address
    assert.ok(governance)
    const { registry, factory } = protocolAddressesOf(CHAIN, operator)
    const [registryOwner, factoryOwner, registers, creates, delay, guards] = await atHead(rpc, ({ ask }) =>
      ask([
        question(registry, investorRegistryAbi, 'owner', []),
        question(factory, factoryAbi, 'owner', []),
        question(registry, investorRegistryAbi, 'isAgent', [operator]),
        question(factory, factoryAbi, 'isAgent', [operator]),
        question(governance, governanceAbi, 'hasRole', [0n, people.governor]),
        question(governance, governanceAbi, 'hasRole', [2n, people.guardian]),
      ]),
    )
    assert.deepEqual([registryOwner, factoryOwner], [governance, governance])
    assert.deepEqual([registers, creates, guards[0]], [true, true, true])
    assert.deepEqual(delay, [true, people.governorDelay])
  }))

test('the whole protocol is there, and what makes tokens with their routers may do so', () =>
  onAFreshChain(async () => {
    const done = await run(freshFile(), rpc, null)
    assert.ok(done.ok)
    const at = (name: string) => {
      const found = done.value.contracts.find(({ step }) => step === name)
      assert.ok(found, name)
      return found.address
    }
    const { factory } = protocolAddressesOf(CHAIN, operator)
    const assets = at('AssetFactory')
    const [mayCreate, ...parts] = await atHead(rpc, ({ ask }) =>
      ask([
        question(factory, factoryAbi, 'isAgent', [assets]),
        question(assets, assetFactoryAbi, 'TOKENS', []),
        question(assets, assetFactoryAbi, 'ROUTER', []),
        question(assets, assetFactoryAbi, 'WATERFALL', []),
        question(assets, assetFactoryAbi, 'OFFERING', []),
      ]),
    )
    assert.ok(mayCreate)
    assert.deepEqual(parts, [factory, at('RevenueRouter'), at('Waterfall'), at('Offering')])
    for (const name of ['Settlement', 'Ballot', 'Redemption', 'Tender', 'Conversion', 'Split']) at(name)
  }))

test('killed at any moment, it goes on where it was and sends nothing twice', async () => {
  let expected: Manifest | null = null
  let deaths = 0
  await onAFreshChain(async () => {
    const whole = await run(freshFile())
    expected = whole.ok ? whole.value : null
  })
  assert.ok(expected !== null)
  const complete: Manifest = expected
  for (const dies of ['before', 'after'] as const) {
    let isDone = false
    // The deep run dies at every moment; else at some, since each is a deployment of its own.
    const stride = DEEP ? 1 : 61
    for (let questions = dies === 'before' ? 0 : 8; !isDone; questions += stride)
      await onAFreshChain(async () => {
        const file = freshFile()
        try {
          isDone = (await run(file, mortal(questions, dies))).ok
        } catch (error) {
          assert.ok(error instanceof Killed)
          deaths++
        }
        const again = await run(file)
        assert.ok(again.ok, `${questions} ${dies} ${JSON.stringify(again)}`)
        assert.equal(await nonce(), complete.steps.length, `${questions} ${dies}`)
        assert.deepEqual(
          again.value.contracts.map(({ step, address, codeHash, block }) => ({
            step,
            address,
            codeHash,
            block,
          })),
          complete.contracts.map(({ step, address, codeHash, block }) => ({
            step,
            address,
            codeHash,
            block,
          })),
        )
      })
  }
  assert.ok(deaths >= 5, `${deaths}`)
})

test('a chain without the deterministic deployer is given one', () =>
  onAFreshChain(async () => {
    const code = await rpc.call('eth_getCode', [DEPLOYER, 'latest'])
    await rpc.call('anvil_setCode', [DEPLOYER, '0x'])
    await rpc.call('anvil_setNonce', [DEPLOYER_TRANSACTION.sender, '0x0'])
    await rpc.call('anvil_setNonce', [DEPLOYER, '0x0'])
    await rpc.call('anvil_setBalance', [DEPLOYER_TRANSACTION.sender, '0x0'])
    const done = await run(freshFile(), rpc, null)
    assert.ok(done.ok, JSON.stringify(done))
    assert.equal(await rpc.call('eth_getCode', [DEPLOYER, 'latest']), code)
  }))

test('what an earlier deployment left is taken over, without a memory of its transactions', () =>
  onAFreshChain(async () => {
    assert.ok((await run(freshFile(), rpc, null)).ok)
    const sent = await nonce()
    const file = freshFile()
    const done = await run(file, rpc, null)
    assert.ok(done.ok)
    assert.equal(await nonce(), sent)
    assert.ok(done.value.steps.every(({ transaction, block }) => transaction === null && block === null))
    assert.ok(done.value.contracts.every(({ codeHash }) => codeHash.length === 66))
    // And a governance is added to it.
    assert.ok((await run(freshFile())).ok)
    assert.equal(await nonce(), sent + 4)
  }))

test('a manifest that is not of this deployment, or not of this code, is refused', () =>
  onAFreshChain(async () => {
    const file = freshFile()
    const done = await run(file)
    assert.ok(done.ok)
    const reason = async (change: Partial<Manifest>) => {
      manifestFile(file).save({ ...done.value, ...change })
      const refused = await run(file)
      return refused.ok ? null : refused.reason
    }
    const [first, ...rest] = done.value.contracts
    assert.ok(first)
    const other = account(9)
    assert.equal(await reason({ chainId: 1 }), 'MANIFEST_OF_ANOTHER')
    assert.equal(await reason({ operator: other }), 'MANIFEST_OF_ANOTHER')
    assert.equal(await reason({ governance: null }), 'MANIFEST_OF_ANOTHER')
    assert.equal(await reason({ contracts: [{ ...first, address: other }] }), 'MANIFEST_OF_ANOTHER')
    assert.equal(
      await reason({ contracts: [{ ...first, codeHash: `0x${'00'.repeat(32)}` }, ...rest] }),
      'MANIFEST_CODE_DIFFERS',
    )
    assert.equal(await reason({}), null)
  }))

test('a registry that belongs to somebody else is not given away', () =>
  onAFreshChain(async () => {
    assert.ok((await run(freshFile())).ok)
    const refused = await run(freshFile(), rpc, { ...people, governorDelay: 1 })
    assert.ok(!refused.ok && refused.reason === 'OWNER_UNEXPECTED')
  }))

test('the command deploys with the keystore’s operator and says what is wrong with its line', () =>
  onAFreshChain(async () => {
    const key = Buffer.from('ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80', 'hex')
    assert.ok((await storeKey(path.join(folder, 'home', 'keys'), 'operator', 'a long password', key, 2)).ok)
    const call = async (...args: string[]) => {
      let [out, err] = ['', '']
      const exit = await runCli({
        args: ['deploy', ...args],
        folder,
        environment: { ALIQUOT_HOME: path.join(folder, 'home'), KEYSTORE_PASSWORD: 'a long password' },
        out: (text) => void (out += text),
        err: (text) => void (err += text),
        colours: false,
      })
      return { exit, out, err }
    }
    const done = await call('by-command.json', '--rpc', url)
    assert.equal(done.exit, 0, done.err)
    assert.match(done.out, /^Factory +0x[0-9a-fA-F]{40}$/m)
    assert.equal(read(path.join(folder, 'by-command.json')).operator, operator)

    assert.match((await call('a.json')).err, /^--rpc takes the address of a node/)
    const wrong = [
      ['--governor', people.governor],
      ['--governor', people.governor, '--enforcer', people.enforcer, '--guardian', '0x12'],
      ['--governor', people.governor, '--enforcer', people.enforcer, '--guardian', people.enforcer],
    ]
    for (const args of wrong) assert.equal((await call('a.json', '--rpc', url, ...args)).exit, 2)
    const three = [
      '--governor',
      people.governor,
      '--enforcer',
      people.enforcer,
      '--guardian',
      people.guardian,
    ]
    for (const days of ['0', '-1', 'soon', '99999'])
      assert.equal((await call('a.json', '--rpc', url, ...three, '--governor-delay', days)).exit, 2, days)
    fs.writeFileSync(path.join(folder, 'broken.json'), '{"chainId": 1')
    assert.match((await call('broken.json', '--rpc', url)).err, /^broken\.json is no manifest/)
  }))
