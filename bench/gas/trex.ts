/**
 * T-REX and ONCHAINID as their packages on npm ship them compiled: one claim topic and three modules (countries, greatest
 * balance, greatest supply), which is the least that says what our rules say. They are GPL-3.0, so they have a lock file
 * of their own beside this file, are installed when they are measured, and are no part of the product.
 */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import {
  encodeAbiParameters,
  encodeFunctionData,
  getAddress,
  keccak256,
  parseEventLogs,
  toHex,
  zeroAddress,
  type Abi,
  type Address,
  type Hex,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { devStablecoinAbi } from '../../contracts/abi/DevStablecoin.ts'
import { devStablecoinBytecode } from '../../contracts/bytecode/DevStablecoin.ts'
import { account, accounts, AMOUNT, openHands, parts, six, type Client, type Hands } from './chain.ts'
import type { Gas } from './table.ts'

const PEERS = path.join(import.meta.dirname, 'peers')
const TREX = '@tokenysolutions/t-rex/artifacts/contracts'
const ONCHAINID = '@onchain-id/solidity/artifacts/contracts'
const MODULES = 'compliance/modular/modules'
const USA = 840
const TOPIC = 1n
const CAP = 10n ** 30n
const PRICE = 500_000_000n
/** A hundred do not fit into the gas one transaction may use. */
const BATCH = 50
/** Signs the claims that the investors carry. */
const signer = privateKeyToAccount(keccak256(toHex('the claim signer of the peers')))

type Contract = { readonly address: Address; readonly abi: Abi }

/** What a package ships of a contract. */
type Artifact = { readonly abi: Abi; readonly bytecode: Hex }

/** Whether the packages are there, installing them if need be. */
export function installPeers(): boolean {
  if (fs.existsSync(path.join(PEERS, 'node_modules', '@tokenysolutions', 't-rex'))) return true
  process.stderr.write('Installing the peers that bench/gas/peers/package-lock.json names (npm ci) …\n')
  const options = ['ci', '--no-audit', '--no-fund', '--ignore-scripts']
  // Nothing on standard output: `--json` has it to itself.
  return spawnSync('npm', options, { cwd: PEERS, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
}

function artifact(contracts: string, file: string): Artifact {
  const name = path.basename(file)
  const full = path.join(PEERS, 'node_modules', contracts, `${file}.sol`, `${name}.json`)
  return JSON.parse(fs.readFileSync(full, 'utf8')) as Artifact
}

/** What every token of a T-REX platform shares, deployed by hands that own it. */
async function openPlatform(hands: Hands) {
  const { operator, deploy, send } = hands
  const put = async (file: string, args: readonly unknown[] = [], contracts = TREX): Promise<Contract> => {
    const { abi, bytecode } = artifact(contracts, file)
    return await deploy(abi, bytecode, args)
  }
  const identity = await put('Identity', [operator, true], ONCHAINID)
  const identities = await put('proxy/ImplementationAuthority', [identity.address], ONCHAINID)
  const idFactory = await put('factory/IdFactory', [identities.address], ONCHAINID)
  const claimIssuer = await put('ClaimIssuer', [operator], ONCHAINID)
  const signerKey = keccak256(encodeAbiParameters([{ type: 'address' }], [signer.address]))
  // A key of purpose 3 signs claims; type 1 is ECDSA.
  await send(claimIssuer, 'addKey', [signerKey, 3n, 1n])

  const authority = await put('proxy/authority/TREXImplementationAuthority', [true, zeroAddress, zeroAddress])
  await send(authority, 'addAndUseTREXVersion', [
    { major: 4, minor: 1, patch: 6 },
    {
      tokenImplementation: (await put('token/Token')).address,
      ctrImplementation: (await put('registry/implementation/ClaimTopicsRegistry')).address,
      irImplementation: (await put('registry/implementation/IdentityRegistry')).address,
      irsImplementation: (await put('registry/implementation/IdentityRegistryStorage')).address,
      tirImplementation: (await put('registry/implementation/TrustedIssuersRegistry')).address,
      mcImplementation: (await put('compliance/modular/ModularCompliance')).address,
    },
  ])
  const factory = await put('factory/TREXFactory', [authority.address, idFactory.address])
  await send(idFactory, 'addTokenFactory', [factory.address])

  const module = async (name: string, setting: string, args: readonly unknown[]) => {
    const { abi, address } = await put(`${MODULES}/${name}`)
    const initialise = encodeFunctionData({ abi, functionName: 'initialize' })
    const proxy = await put(`${MODULES}/ModuleProxy`, [address, initialise])
    return { address: proxy.address, setting: encodeFunctionData({ abi, functionName: setting, args }) }
  }
  const modules = [
    await module('CountryAllowModule', 'batchAllowCountries', [[USA]]),
    await module('MaxBalanceModule', 'setMaxBalance', [CAP]),
    await module('SupplyLimitModule', 'setSupplyLimit', [CAP]),
  ]
  return { idFactory, claimIssuer, factory, modules }
}

type Platform = Awaited<ReturnType<typeof openPlatform>>

/** One more asset: six proxies, wired, through the factory. */
async function createSuite(
  { operator, receiptOf, send }: Hands,
  { factory, modules, claimIssuer }: Platform,
) {
  const receipt = await receiptOf(factory, 'deployTREXSuite', [
    'office-tower',
    {
      owner: operator,
      name: 'Office Tower LLC Units',
      symbol: 'TOWER',
      decimals: 18,
      irs: zeroAddress,
      ONCHAINID: zeroAddress,
      irAgents: [operator],
      tokenAgents: [operator],
      complianceModules: modules.map(({ address }) => address),
      complianceSettings: modules.map(({ setting }) => setting),
    },
    { claimTopics: [TOPIC], issuers: [claimIssuer.address], issuerClaims: [[TOPIC]] },
  ])
  const [made] = parseEventLogs({ abi: factory.abi, logs: receipt.logs, eventName: 'TREXSuiteDeployed' })
  const address = (name: string) => getAddress(String(Object(made?.args)[name]))
  const suite = {
    token: { address: address('_token'), abi: artifact(TREX, 'token/Token').abi },
    registry: {
      address: address('_ir'),
      abi: artifact(TREX, 'registry/implementation/IdentityRegistry').abi,
    },
  }
  const unpausing = await send(suite.token, 'unpause', [])
  return { ...suite, gas: Number(receipt.gasUsed) + unpausing }
}

type Suite = Awaited<ReturnType<typeof createSuite>>

/** An identity contract for the wallet, and a claim in it that the wallet itself adds. */
async function makeIdentity(hands: Hands, { idFactory, claimIssuer }: Platform, wallet: Address) {
  const { client, send, enrich } = hands
  await enrich([wallet])
  const creating = await send(idFactory, 'createIdentity', [wallet, wallet.slice(2, 12)])
  const made = { ...idFactory, functionName: 'getIdentity', args: [wallet] } as const
  const identity = { address: getAddress(String(await client.readContract(made))), abi: identityAbi() }
  const data = keccak256(toHex(`file of ${wallet}`))
  const types = [{ type: 'address' }, { type: 'uint256' }, { type: 'bytes' }] as const
  const claim = keccak256(encodeAbiParameters(types, [identity.address, TOPIC, data]))
  const signature = await signer.signMessage({ message: { raw: claim } })
  const args = [TOPIC, 1n, claimIssuer.address, signature, data, '']
  return {
    identity: identity.address,
    gas: creating + (await send(identity, 'addClaim', args, wallet)),
  }
}

const identityAbi = () => artifact(ONCHAINID, 'Identity').abi

export async function measureTrex(client: Client): Promise<Gas> {
  const hands = openHands(client, account('operator of T-REX'))
  await hands.enrich([hands.operator])
  const platform = await openPlatform(hands)
  const suite = await createSuite(hands, platform)
  return {
    suite: suite.gas,
    ...(await measureOneByOne(hands, platform, suite)),
    ...(await measureBatches(hands, platform, suite)),
  }
}

async function measureOneByOne(hands: Hands, platform: Platform, suite: Suite): Promise<Gas> {
  const { send } = hands
  const { token, registry } = suite
  const gas: Gas = {}
  const wallets = six('T-REX holder')
  const [alice, bo, cleo] = wallets
  for (const wallet of wallets) {
    const { identity, gas: making } = await makeIdentity(hands, platform, wallet)
    gas['onboard.one'] = making + (await send(registry, 'registerIdentity', [wallet, identity, USA]))
  }
  await send(token, 'mint', [bo, AMOUNT])
  gas['mint.new'] = await send(token, 'mint', [alice, AMOUNT])
  gas['mint.existing'] = await send(token, 'mint', [alice, AMOUNT])
  gas['transfer.existing'] = await send(token, 'transfer', [bo, AMOUNT / 2n], alice)
  gas['transfer.new'] = await send(token, 'transfer', [cleo, AMOUNT / 2n], alice)
  gas['freeze'] = await send(token, 'setAddressFrozen', [cleo, true])
  await send(token, 'setAddressFrozen', [cleo, false])
  gas['partialFreeze'] = await send(token, 'freezePartialTokens', [cleo, AMOUNT / 4n])
  gas['forcedTransfer'] = await send(token, 'forcedTransfer', [cleo, alice, AMOUNT / 8n])
  const [first, next] = await measureTrades(hands, suite, { seller: alice, buyer: bo })
  return { ...gas, 'dvp.first': first, 'dvp.next': next }
}

/** Two trades against a stablecoin, each four transactions: two approvals, the offer, its acceptance. */
async function measureTrades(
  { operator, deploy, send, receiptOf }: Hands,
  { token }: Suite,
  { seller, buyer }: { readonly seller: Address; readonly buyer: Address },
): Promise<[number, number]> {
  const { abi, bytecode } = artifact(TREX, 'DVD/DVDTransferManager')
  const desk: Contract = await deploy(abi, bytecode, [])
  const dollar = await deploy(devStablecoinAbi, devStablecoinBytecode, [operator])
  for (const wallet of [seller, buyer]) await send(dollar, 'mint', [wallet, 10n ** 12n])
  const units = AMOUNT / 10n
  const trade = async () => {
    const approvals =
      (await send(token, 'approve', [desk.address, units], seller)) +
      (await send(dollar, 'approve', [desk.address, PRICE], buyer))
    const terms = [token.address, units, buyer, dollar.address, PRICE]
    const offer = await receiptOf(desk, 'initiateDVDTransfer', terms, seller)
    const id = offer.logs.at(-1)?.topics[1]
    return approvals + Number(offer.gasUsed) + (await send(desk, 'takeDVDTransfer', [id], buyer))
  }
  return [await trade(), await trade()]
}

async function measureBatches(hands: Hands, platform: Platform, { token, registry }: Suite): Promise<Gas> {
  const { send, operator } = hands
  const hundred = accounts('T-REX batch', 100)
  const gas: Record<string, number> = {}
  const add = (operation: string, used: number) => (gas[operation] = (gas[operation] ?? 0) + used)
  const identities = new Map<Address, Address>()
  for (const wallet of hundred) {
    const made = await makeIdentity(hands, platform, wallet)
    identities.set(wallet, made.identity)
    add('onboard.each100', made.gas)
  }
  for (const some of parts(hundred, BATCH)) {
    const theirs = some.map((wallet) => identities.get(wallet))
    add('onboard.each100', await send(registry, 'batchRegisterIdentity', [some, theirs, some.map(() => USA)]))
    const units = some.map(() => AMOUNT)
    add('batchMint.new', await send(token, 'batchMint', [some, units]))
    add('batchMint.existing', await send(token, 'batchMint', [some, units]))
  }
  const [alice] = six('T-REX holder')
  await send(token, 'mint', [alice, 100n * AMOUNT], operator)
  for (const some of parts(hundred, BATCH))
    add('batchTransfer.existing', await send(token, 'batchTransfer', [some, some.map(() => AMOUNT)], alice))
  return Object.fromEntries(
    Object.entries(gas).map(([operation, used]) => [operation, Math.ceil(used / 100)]),
  )
}
