import {
  concatHex,
  decodeAbiParameters,
  decodeErrorResult,
  encodeDeployData,
  encodeFunctionData,
  getAddress,
  getCreate2Address,
  keccak256,
  padHex,
  size,
  slice,
  type Abi,
  type ContractFunctionArgs,
  type ContractFunctionName,
  type ContractFunctionReturnType,
  type Hex,
} from 'viem'
import { devStablecoinAbi } from '../../contracts/abi/DevStablecoin.ts'
import { distributorAbi } from '../../contracts/abi/Distributor.ts'
import { factoryAbi } from '../../contracts/abi/Factory.ts'
import { governanceAbi } from '../../contracts/abi/Governance.ts'
import { investorRegistryAbi } from '../../contracts/abi/InvestorRegistry.ts'
import { securityTokenAbi } from '../../contracts/abi/SecurityToken.ts'
import { tokenOfficeAbi } from '../../contracts/abi/TokenOffice.ts'
import { assetFactoryAbi } from '../../contracts/abi/AssetFactory.ts'
import { ballotAbi } from '../../contracts/abi/Ballot.ts'
import { conversionAbi } from '../../contracts/abi/Conversion.ts'
import { offeringAbi } from '../../contracts/abi/Offering.ts'
import { redemptionAbi } from '../../contracts/abi/Redemption.ts'
import { revenueRouterAbi } from '../../contracts/abi/RevenueRouter.ts'
import { settlementAbi } from '../../contracts/abi/Settlement.ts'
import { splitAbi } from '../../contracts/abi/Split.ts'
import { tenderAbi } from '../../contracts/abi/Tender.ts'
import { waterfallAbi } from '../../contracts/abi/Waterfall.ts'
import { COMPILED } from '../../contracts/bytecode/compiled.ts'
import { governanceBytecode } from '../../contracts/bytecode/Governance.ts'
import { ballotBytecode } from '../../contracts/bytecode/Ballot.ts'
import { conversionBytecode } from '../../contracts/bytecode/Conversion.ts'
import { settlementBytecode } from '../../contracts/bytecode/Settlement.ts'
import { splitBytecode } from '../../contracts/bytecode/Split.ts'
import { tenderBytecode } from '../../contracts/bytecode/Tender.ts'
import { revertData } from '../platform/chain/revert.ts'
import { question } from '../platform/chain/state.ts'
import { field, hexOf, RpcError, type Rpc } from '../platform/chain/rpc.ts'
import type { ContractRecord, GovernancePeople } from './deployment.ts'
import type { Address } from './instrument.ts'
import {
  DEPLOYER,
  hasCode,
  protocolAddressesOf,
  protocolDeployments,
  registryAgentCall,
  type Call,
} from './protocol.chain.ts'
import type { ProtocolContract } from './protocol.ts'

/**
 * The transaction that makes the deterministic deployer on any chain: signed by nobody's key, so that its sender, and with
 * it the deployer's address, is the same everywhere. https://github.com/Arachnid/deterministic-deployment-proxy
 */
export const DEPLOYER_TRANSACTION = {
  raw: '0xf8a58085174876e800830186a08080b853604580600e600039806000f350fe7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf31ba02222222222222222222222222222222222222222222222222222222222222222a02222222222222222222222222222222222222222222222222222222222222222',
  sender: '0x3fAB184622Dc19b6109349B94811493BF2a45362',
  /** 100,000 gas at 100 gwei, which it offers. */
  cost: 10_000_000_000_000_000n,
} as const

/** What issuers use beside their token: each is there once, for all of them, in this order. */
const SERVICES = ['Settlement', 'Ballot', 'Tender', 'Conversion', 'Split'] as const
type Service = (typeof SERVICES)[number]

/** The contracts that may be put on a chain from the command line. */
type Deployed = ProtocolContract | Service | 'Governance'

const ABIS: Readonly<Record<Deployed, Abi>> = {
  InvestorRegistry: investorRegistryAbi,
  TokenOffice: tokenOfficeAbi,
  SecurityToken: securityTokenAbi,
  Distributor: distributorAbi,
  Factory: factoryAbi,
  RevenueRouter: revenueRouterAbi,
  Waterfall: waterfallAbi,
  Offering: offeringAbi,
  AssetFactory: assetFactoryAbi,
  Settlement: settlementAbi,
  Ballot: ballotAbi,
  Redemption: redemptionAbi,
  Tender: tenderAbi,
  Conversion: conversionAbi,
  Split: splitAbi,
  Governance: governanceAbi,
  DevStablecoin: devStablecoinAbi,
}

/** One thing to be done on the chain, by one transaction of the operator. */
export type Step = {
  readonly name: string
  readonly call: Call
  readonly isDone: (rpc: Rpc) => Promise<boolean>
  /** What it creates; null where it only calls. */
  readonly contract: Omit<ContractRecord, 'codeHash' | 'step' | 'transaction' | 'block' | 'gasUsed'> | null
}

/** Every step, each after those that it needs. */
export function deploymentSteps(
  chainId: number,
  operator: Address,
  people: GovernancePeople | null,
): readonly Step[] {
  const addresses = protocolAddressesOf(chainId, operator)
  const { registry, factory } = addresses
  const contracts = protocolDeployments(chainId, operator).map(contractStep)
  const agent: Step = {
    name: 'registry-agent',
    call: registryAgentCall(addresses),
    isDone: (rpc) => answerOf(rpc, registry, investorRegistryAbi, 'isAgent', [operator]),
    contract: null,
  }
  const own = [...contracts, agent, ...serviceSteps(operator, addresses)]
  return people === null ? own : [...own, ...governanceSteps(operator, people, { registry, factory })]
}

/** The services, and the factory's leave for the one that makes tokens together with their routers. */
function serviceSteps(
  operator: Address,
  {
    assetFactory,
    distributor,
    factory,
  }: { readonly assetFactory: Address; readonly distributor: Address; readonly factory: Address },
): readonly Step[] {
  const salt = padHex(operator, { size: 32 })
  const at = (creation: Hex) => getCreate2Address({ from: DEPLOYER, salt, bytecode: creation })
  // Of those that pay holders: where the money of a lost wallet goes, the distributor knows.
  const args = [distributor] as const
  const creations: Readonly<Record<Service, Hex>> = {
    Settlement: settlementBytecode,
    Ballot: ballotBytecode,
    Tender: encodeDeployData({ abi: tenderAbi, bytecode: tenderBytecode, args }),
    Conversion: conversionBytecode,
    Split: encodeDeployData({ abi: splitAbi, bytecode: splitBytecode, args }),
  }
  return [
    ...SERVICES.map((name) =>
      contractStep({
        name,
        address: at(creations[name]),
        call: { to: DEPLOYER, data: concatHex([salt, creations[name]]) },
      }),
    ),
    agentStep('asset-factory-agent', factory, assetFactory),
  ]
}

/** Lets somebody create tokens at the factory. */
function agentStep(name: string, factory: Address, agent: Address): Step {
  return {
    name,
    call: {
      to: factory,
      data: encodeFunctionData({ abi: factoryAbi, functionName: 'addAgent', args: [agent] }),
    },
    isDone: (rpc) => answerOf(rpc, factory, factoryAbi, 'isAgent', [agent]),
    contract: null,
  }
}

/** The governance, and the registry and the factory given to it; the operator stays an agent of both. */
function governanceSteps(
  operator: Address,
  people: GovernancePeople,
  { registry, factory }: { readonly registry: Address; readonly factory: Address },
): readonly Step[] {
  const creation = governanceCreation(people)
  const salt = padHex(operator, { size: 32 })
  const address = getCreate2Address({ from: DEPLOYER, salt, bytecode: creation })
  const handOver = (name: string, to: Address): Step => ({
    name,
    call: {
      to,
      data: encodeFunctionData({ abi: factoryAbi, functionName: 'transferOwnership', args: [address] }),
    },
    isDone: async (rpc) => (await ownerOf(rpc, to)) === address,
    contract: null,
  })
  return [
    contractStep({ name: 'Governance', address, call: { to: DEPLOYER, data: concatHex([salt, creation]) } }),
    agentStep('factory-agent', factory, operator),
    handOver('registry-owner', registry),
    handOver('factory-owner', factory),
  ]
}

function governanceCreation(people: GovernancePeople): Hex {
  const { governor, enforcer, guardian, governorDelay, enforcerDelay } = people
  return encodeDeployData({
    abi: governanceAbi,
    bytecode: governanceBytecode,
    args: [governor, enforcer, guardian, governorDelay, enforcerDelay],
  })
}

function contractStep({
  name,
  address,
  call,
}: {
  readonly name: Deployed
  readonly address: Address
  readonly call: Call
}): Step {
  // What the deployer is sent: the salt, then the creation code, which ends with the constructor's arguments.
  const creation = slice(call.data, 32)
  const { creationBytes, ...compiler } = COMPILED[name]
  return {
    name,
    call,
    isDone: (rpc) => hasCode(rpc, address),
    contract: {
      address,
      creationCodeHash: keccak256(creation),
      constructorArguments: constructorArguments(
        ABIS[name],
        size(creation) === creationBytes ? '0x' : slice(creation, creationBytes),
      ),
      compiler,
    },
  }
}

function constructorArguments(abi: Abi, encoded: Hex): ContractRecord['constructorArguments'] {
  const inputs = abi.find((item) => item.type === 'constructor')?.inputs ?? []
  return decodeAbiParameters(inputs, encoded).map((value, n) => ({
    name: inputs[n]?.name ?? '',
    type: inputs[n]?.type ?? '',
    value: String(value),
  }))
}

const ATTEMPTS_MAX = 3

/** Asked by "latest" and one by one: not every node answers for a block by its hash, nor several questions at once. */
async function answerOf<const A extends Abi, const N extends ContractFunctionName<A, 'view'>>(
  rpc: Rpc,
  to: Address,
  abi: A,
  functionName: N,
  args: ContractFunctionArgs<A, 'view', N>,
): Promise<ContractFunctionReturnType<A, 'view', N>> {
  const { data, decode } = question(to, abi, functionName, args)
  for (let attempt = 1; ; attempt++)
    try {
      return decode(hexOf(await rpc.call('eth_call', [{ to, data }, 'latest']), 'answer'))
    } catch (error) {
      // Between finding the latest block and asking it a node may have got another, and says that it has lost this one.
      if (!(error instanceof RpcError) || revertData(error) !== null || attempt === ATTEMPTS_MAX) throw error
    }
}

/** Who owns the registry or the factory; null where it is not there. */
export async function ownerOf(rpc: Rpc, contract: Address): Promise<Address | null> {
  return (await hasCode(rpc, contract)) ? await answerOf(rpc, contract, factoryAbi, 'owner', []) : null
}

/** Keccak-256 of the code at an address. */
export async function codeHashOf(rpc: Rpc, address: Address): Promise<Hex> {
  return keccak256(hexOf(await rpc.call('eth_getCode', [address, 'latest']), 'code'))
}

/** Why a node would not carry a call out, in words: the contract's own error where there is one. */
export function refusalSentence(error: RpcError): string {
  const data = typeof error.data === 'string' ? error.data : field(error.data, 'data')
  const abi = Object.values(ABIS).flatMap((each) => each.filter((item) => item.type === 'error'))
  try {
    const { errorName, args = [] } = decodeErrorResult({ abi, data: hexOf(data, 'revert data') })
    return `${errorName}(${args.map(String).join(', ')}).`
  } catch {
    // An error that is none of ours, or none at all: the node's own words are all there is.
    return error.message
  }
}

export const checksummed = (address: string): Address => getAddress(address)
