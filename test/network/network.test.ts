import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { concat, getAddress, hashTypedData, keccak256, toHex, zeroHash, type Address, type Hex } from 'viem'
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
import { field, type Rpc } from '../../src/platform/chain/rpc.ts'
import { carryCall, transferTypedData } from '../../src/register/transfer-order.chain.ts'
import { forge } from '../../tools/foundry.ts'
import { driveActions, type TokenTerms } from './actions.ts'
import { ask, call, CHAIN, create, operator, send, signer, timeOf, until } from './calls.ts'
import { installNodes, startNetwork } from './nodes.ts'
import { newPasskey } from './passkey.ts'

const holders = [1, 2, 3].map((n) => getAddress(developmentSigner(n, {}).address))
const EVERY_ROLE = Object.values(ROLES).reduce((mask, role) => mask | role, 0n)

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
  const protocol = protocolAddressesOf(CHAIN, operator)
  const { registry, factory, distributor } = protocol

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
    await call(rpc, registry, investorRegistryAbi, 'registerBatch', [wallets, wallets.map(investor)])
    const salt = keccak256(toHex('office-tower'))
    await call(rpc, factory, factoryAbi, 'createToken', [terms(), salt])
    return ask(rpc, factory, factoryAbi, 'tokenAddress', [salt, operator])
  })
  await sealingWhile(async () => {
    await call(rpc, token, securityTokenAbi, 'mint', [ana, 600n])
    await call(rpc, token, securityTokenAbi, 'issue', [bo, 350n, 0, 0, 0, zeroHash])
    await call(rpc, token, securityTokenAbi, 'mint', [wallet, 50n])
    await carrySigned(rpc, token, { passkey, wallet, to: bo, units: 50n })
  })

  // The third node dies; the others go on without it.
  await network.kill(2)
  const dollar = await sealingWhile(() => payEverybody(rpc, { token, distributor }))
  await sealingWhile(() => driveActions({ rpc, protocol, token, dollar, terms: terms() }))
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
    const units = (who: Address) => ask(each, token, securityTokenAbi, 'balanceOf', [who])
    const money = (who: Address) => ask(each, dollar, devStablecoinAbi, 'balanceOf', [who])
    assert.deepEqual(await Promise.all([units(ana), units(bo), units(cleo), money(ana), money(bo)]), [
      570n,
      410n,
      5n,
      6_110n,
      3_950n,
    ])
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

function terms(): TokenTerms {
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
  { token, distributor }: { readonly token: Address; readonly distributor: Address },
): Promise<Address> {
  const dollar = await create(rpc, devStablecoinAbi, devStablecoinBytecode, [operator])
  await call(rpc, dollar, devStablecoinAbi, 'mint', [operator, 10_000n])
  await call(rpc, dollar, devStablecoinAbi, 'approve', [distributor, 10_000n])
  const at = (await timeOf(rpc)) + 4
  await call(rpc, token, securityTokenAbi, 'declareRecordDate', [at])
  await until(rpc, at + 1)
  const rent = [token, 1, dollar, 10_000n, keccak256(toHex('rent'))] as const
  await call(rpc, distributor, distributorAbi, 'declare', rent)
  await call(rpc, distributor, distributorAbi, 'fund', [1n, 10_000n])
  const payees = holders.slice(0, 2).sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
  await call(rpc, distributor, distributorAbi, 'push', [1n, payees])
  return dollar
}
