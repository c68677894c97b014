import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import {
  decodeFunctionResult,
  encodeDeployData,
  encodeFunctionData,
  getAddress,
  keccak256,
  toHex,
  zeroHash,
  type Abi,
  type Address,
  type ContractFunctionArgs,
  type Hex,
} from 'viem'
import { devStablecoinAbi } from '../../contracts/abi/DevStablecoin.ts'
import { distributorAbi } from '../../contracts/abi/Distributor.ts'
import { factoryAbi } from '../../contracts/abi/Factory.ts'
import { investorRegistryAbi } from '../../contracts/abi/InvestorRegistry.ts'
import { ROLES } from '../../contracts/abi/roles.ts'
import { securityTokenAbi } from '../../contracts/abi/SecurityToken.ts'
import { devStablecoinBytecode } from '../../contracts/bytecode/DevStablecoin.ts'
import { deploy } from '../../src/instrument/deployment.service.ts'
import type { Manifest } from '../../src/instrument/deployment.ts'
import { protocolAddressesOf } from '../../src/instrument/protocol.chain.ts'
import { must } from '../../src/kernel/result.ts'
import { developmentSigner } from '../../src/platform/chain/keystore.ts'
import { field, hexOf, numberOf, type Rpc } from '../../src/platform/chain/rpc.ts'
import { installNodes, startNetwork } from './nodes.ts'

const CHAIN = 424_242
const signer = developmentSigner(0, {})
const operator = getAddress(signer.address)
const holders = [1, 2, 3].map((n) => getAddress(developmentSigner(n, {}).address))
const EVERY_ROLE = Object.values(ROLES).reduce((mask, role) => mask | role, 0n)

/** Sends a transaction of the operator to a node and waits until it is in a block. Answers what it created, if anything. */
async function send(rpc: Rpc, to: Address | null, data: Hex, from = signer): Promise<Address | null> {
  const nonce = numberOf(await rpc.call('eth_getTransactionCount', [from.address, 'latest']), 'count')
  const fees = { maxFeePerGas: 10_000_000_000n, maxPriorityFeePerGas: 1_000_000_000n }
  const raw = await from.sign({ chainId: CHAIN, nonce, to, data, value: 0n, gas: 6_000_000n, ...fees })
  await rpc.call('eth_sendRawTransaction', [raw])
  for (let tries = 0; tries < 600; tries++) {
    const receipt = await rpc.call('eth_getTransactionReceipt', [keccak256(raw)])
    if (receipt !== null) {
      assert.equal(field(receipt, 'status'), '0x1', 'the transaction was reverted')
      const created = field(receipt, 'contractAddress')
      return typeof created === 'string' ? getAddress(created) : null
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('a transaction came to no block')
}

async function ask(rpc: Rpc, to: Address, abi: Abi, functionName: string, args: unknown[]): Promise<unknown> {
  const data = encodeFunctionData({ abi, functionName, args })
  const answer = hexOf(await rpc.call('eth_call', [{ to, data }, 'latest']), 'answer')
  return decodeFunctionResult({ abi, functionName, data: answer })
}

const timeOf = async (rpc: Rpc) =>
  numberOf(field(await rpc.call('eth_getBlockByNumber', ['latest', false]), 'timestamp'), 'time')

test(
  'three nodes of another maker agree on the protocol, and one that was away catches up',
  { skip: process.env['ALIQUOT_DEEP'] === undefined && 'only in the deep run', timeout: 900_000 },
  async () => {
    installNodes()
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aliquot-network-'))
    const network = await startNetwork(folder, 3)
    try {
      await drive(network)
    } finally {
      network.stop()
      fs.rmSync(folder, { recursive: true, force: true })
    }
  },
)

async function drive(network: Awaited<ReturnType<typeof startNetwork>>): Promise<void> {
  const { rpcs, sealingWhile } = network
  const [rpc] = rpcs
  const [ana, bo, cleo] = holders
  assert.ok(rpc && ana && bo && cleo)

  let manifest: Manifest | null = null
  const store = { load: () => manifest, save: (next: Manifest) => void (manifest = next) }
  const options = { rpc, signer, people: null, store, say: () => {} }
  must(await sealingWhile(() => deploy(options)))
  const { registry, factory, distributor } = protocolAddressesOf(CHAIN, operator)
  const call = (to: Address, abi: Abi, functionName: string, args: unknown[]) =>
    send(rpc, to, encodeFunctionData({ abi, functionName, args }))

  const token = await sealingWhile(async () => {
    const day = Math.floor((await timeOf(rpc)) / 86_400)
    const investor = (wallet: Address) => ({
      identity: wallet,
      kycUntilDay: day + 365,
      accreditedUntilDay: day + 365,
      country: 840,
      class: 1,
      status: 1,
      topics: 1,
    })
    await call(registry, investorRegistryAbi, 'registerBatch', [holders, holders.map(investor)])
    const salt = keccak256(toHex('office-tower'))
    await call(factory, factoryAbi, 'createToken', [terms(), salt])
    const made = await ask(rpc, factory, factoryAbi, 'tokenAddress', [salt, operator])
    return getAddress(String(made))
  })
  await sealingWhile(async () => {
    await call(token, securityTokenAbi, 'mint', [ana, 600n])
    await call(token, securityTokenAbi, 'issue', [bo, 400n, 0, 0, 0, zeroHash])
  })

  // The third node dies; the others go on without it.
  await network.kill(2)
  const dollar = await sealingWhile(() => payEverybody(rpc, { token, distributor, call }))
  const missed = await network.revive(2)
  assert.ok(missed > 10, `${missed}`)

  const heads = await Promise.all(
    rpcs.map(async (each) => {
      const block = await each.call('eth_getBlockByNumber', ['latest', false])
      return [field(block, 'hash'), field(block, 'stateRoot')].join()
    }),
  )
  assert.equal(new Set(heads).size, 1, 'all three have the same head and the same state')
  for (const each of rpcs) {
    const balance = (of: Address, abi: Abi, who: Address) => ask(each, of, abi, 'balanceOf', [who])
    assert.deepEqual(
      await Promise.all([
        balance(token, securityTokenAbi, ana),
        balance(token, securityTokenAbi, bo),
        balance(dollar, devStablecoinAbi, ana),
        balance(dollar, devStablecoinAbi, bo),
      ]),
      [600n, 400n, 6_000n, 4_000n],
    )
  }
}

/** Of the ABI's own type: a member that the token has got since is missed here, not in the deep run. */
function terms(): ContractFunctionArgs<typeof factoryAbi, 'nonpayable', 'createToken'>[0] {
  const any = 2n ** 256n - 1n
  return {
    name: 'Office Tower LLC Units',
    symbol: 'TOWER',
    decimals: 0,
    owner: operator,
    roles: [{ account: operator, roles: EVERY_ROLE }],
    rules: {
      balanceMax: 1_000n,
      holdersMax: 10,
      accreditedOnly: true,
      countriesOn: true,
      topics: 1,
      usHoldersMax: 0,
      nonAccreditedHoldersMax: 0,
    },
    countries: [any, any, any, any],
    document: { name: keccak256(toHex('term-sheet')), uri: 'https://example.com/tower', hash: zeroHash },
  }
}

/** 10,000 to the holders of a record date, in a currency made for it. Answers the currency. */
async function payEverybody(
  rpc: Rpc,
  {
    token,
    distributor,
    call,
  }: {
    readonly token: Address
    readonly distributor: Address
    readonly call: (to: Address, abi: Abi, functionName: string, args: unknown[]) => Promise<unknown>
  },
): Promise<Address> {
  const creation = encodeDeployData({
    abi: devStablecoinAbi,
    bytecode: devStablecoinBytecode,
    args: [operator],
  })
  const dollar = await send(rpc, null, creation)
  assert.ok(dollar !== null)
  await call(dollar, devStablecoinAbi, 'mint', [operator, 10_000n])
  await call(dollar, devStablecoinAbi, 'approve', [distributor, 10_000n])
  const at = (await timeOf(rpc)) + 4
  await call(token, securityTokenAbi, 'declareRecordDate', [at])
  while ((await timeOf(rpc)) <= at) await new Promise((resolve) => setTimeout(resolve, 50))
  await call(distributor, distributorAbi, 'declare', [token, 1, dollar, 10_000n, keccak256(toHex('rent'))])
  await call(distributor, distributorAbi, 'fund', [1n, 10_000n])
  const payees = holders.slice(0, 2).sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
  await call(distributor, distributorAbi, 'push', [1n, payees])
  return dollar
}
