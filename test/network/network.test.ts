import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import {
  concat,
  decodeFunctionResult,
  encodeDeployData,
  encodeFunctionData,
  getAddress,
  hashTypedData,
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
import { signedTypedData } from '../../src/platform/chain/signature.ts'
import { field, hexOf, numberOf, type Rpc } from '../../src/platform/chain/rpc.ts'
import { carryCall, transferTypedData } from '../../src/register/transfer-order.chain.ts'
import { forge } from '../../tools/foundry.ts'
import { installNodes, startNetwork } from './nodes.ts'
import { newPasskey } from './passkey.ts'

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

  const passkey = newPasskey()
  const wallet = await sealingWhile(() => walletOf(rpc, passkey))
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
    const wallets = [...holders, wallet]
    await call(registry, investorRegistryAbi, 'registerBatch', [wallets, wallets.map(investor)])
    const salt = keccak256(toHex('office-tower'))
    await call(factory, factoryAbi, 'createToken', [terms(), salt])
    const made = await ask(rpc, factory, factoryAbi, 'tokenAddress', [salt, operator])
    return getAddress(String(made))
  })
  await sealingWhile(async () => {
    await call(token, securityTokenAbi, 'mint', [ana, 600n])
    await call(token, securityTokenAbi, 'issue', [bo, 350n, 0, 0, 0, zeroHash])
    await call(token, securityTokenAbi, 'mint', [wallet, 50n])
    await carrySigned(rpc, token, { passkey, wallet, to: bo, units: 50n })
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

/** A contract wallet that the passkey signs for. */
async function walletOf(rpc: Rpc, { x, y }: ReturnType<typeof newPasskey>): Promise<Address> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aliquot-passkey-'))
  const places = ['--out', path.join(folder, 'out'), '--cache-path', path.join(folder, 'cache')]
  assert.equal(forge(['build', 'contracts/test/PasskeyWallet.sol', '--quiet', ...places]), 0)
  const file = path.join(folder, 'out', 'PasskeyWallet.sol', 'PasskeyWallet.json')
  const { bytecode } = JSON.parse(fs.readFileSync(file, 'utf8')) as { bytecode: { object: Hex } }
  fs.rmSync(folder, { recursive: true })
  const made = await send(rpc, null, concat([bytecode.object, x, y]))
  assert.ok(made !== null)
  return made
}

/** An answer of `P256VERIFY` (EIP-7951) to a signature that is good; no bytes where a chain has no such precompile. */
const GOOD_P256 = `0x${[
  'bb5a52f42f9c9261ed4361f59422a1e30036e7c32b270c8807a419feca605023',
  '0000000000000000000000000000000000000000000000000000000000000005',
  '0000000000000000000000000000000000000000000000000000000000000001',
  'a71af64de5126a4a4e02b7922d66ce9415ce88a4c9d25514d91082c8725ac957',
  '5d47723c8fbe580bb369fec9c2665d8e30a435b9932645482e7c9f11e872296b',
].join('')}`

/** A transfer that a passkey signs, seen to be signed by the server's own check, and carried to the token by somebody else. */
async function carrySigned(
  rpc: Rpc,
  token: Address,
  {
    passkey,
    wallet,
    to,
    units,
  }: {
    readonly passkey: ReturnType<typeof newPasskey>
    readonly wallet: Address
    readonly to: Address
    readonly units: bigint
  },
): Promise<void> {
  const verify = { to: toHex(0x100, { size: 20 }), data: GOOD_P256 }
  assert.equal(await rpc.call('eth_call', [verify, 'latest']), '0x', 'this chain has no precompile')
  const authorization = {
    from: wallet,
    to,
    value: units,
    validAfter: 0n,
    validBefore: BigInt((await timeOf(rpc)) + 3_600),
    nonce: toHex(1, { size: 32 }),
  }
  const domain = { name: terms().name, version: '1', chainId: CHAIN, verifyingContract: token }
  const data = transferTypedData(domain, authorization)
  const signature = passkey.answer(hashTypedData(data))
  assert.equal(await signedTypedData(rpc, wallet, data, signature), true)
  const another = { ...data, message: { ...authorization, value: units + 1n } }
  assert.equal(await signedTypedData(rpc, wallet, another, signature), false)
  await send(rpc, token, carryCall(authorization, signature))
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
