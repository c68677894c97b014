import {
  concatHex,
  decodeErrorResult,
  encodeDeployData,
  encodeFunctionData,
  getAddress,
  getCreate2Address,
  padHex,
  type Hex,
} from 'viem'
import { assetFactoryAbi } from '../../contracts/abi/AssetFactory.ts'
import { devStablecoinAbi } from '../../contracts/abi/DevStablecoin.ts'
import { factoryAbi } from '../../contracts/abi/Factory.ts'
import { investorRegistryAbi } from '../../contracts/abi/InvestorRegistry.ts'
import { offeringAbi } from '../../contracts/abi/Offering.ts'
import { redemptionAbi } from '../../contracts/abi/Redemption.ts'
import { revenueRouterAbi } from '../../contracts/abi/RevenueRouter.ts'
import { securityTokenAbi } from '../../contracts/abi/SecurityToken.ts'
import { tokenOfficeAbi } from '../../contracts/abi/TokenOffice.ts'
import { waterfallAbi } from '../../contracts/abi/Waterfall.ts'
import { assetFactoryBytecode } from '../../contracts/bytecode/AssetFactory.ts'
import { devStablecoinBytecode } from '../../contracts/bytecode/DevStablecoin.ts'
import { distributorBytecode } from '../../contracts/bytecode/Distributor.ts'
import { factoryBytecode } from '../../contracts/bytecode/Factory.ts'
import { investorRegistryBytecode } from '../../contracts/bytecode/InvestorRegistry.ts'
import { offeringBytecode } from '../../contracts/bytecode/Offering.ts'
import { redemptionBytecode } from '../../contracts/bytecode/Redemption.ts'
import { revenueRouterBytecode } from '../../contracts/bytecode/RevenueRouter.ts'
import { securityTokenBytecode } from '../../contracts/bytecode/SecurityToken.ts'
import { tokenOfficeBytecode } from '../../contracts/bytecode/TokenOffice.ts'
import { waterfallBytecode } from '../../contracts/bytecode/Waterfall.ts'
import type { Intent } from '../platform/chain/intents.ts'
import { hexOf, type Rpc } from '../platform/chain/rpc.ts'
import type { Address } from './instrument.ts'
import { contractsFor, type ProtocolAddresses, type ProtocolContract, type ProtocolStep } from './protocol.ts'

/**
 * The deterministic deployment proxy: the same address on every chain that has it. What it is sent is a salt and the
 * code to create, and the new contract's address follows from both. https://github.com/Arachnid/deterministic-deployment-proxy
 */
export const DEPLOYER: Address = '0x4e59b44847b379578588920cA78FbF26c0B4956C'

/** A transaction that has not been asked for yet. */
export type Call = { readonly to: Address; readonly data: Hex }

export type ContractDeployment = {
  readonly name: ProtocolContract
  readonly address: Address
  readonly call: Call
}

/** Where contracts of an installation were put, by its record. */
export type Recorded = ReadonlyMap<ProtocolStep, Address>
const NOTHING_RECORDED: Recorded = new Map()

/** The contracts of the installation that was asked for last: a process has one, and asks at every request. */
let last: { readonly key: string; readonly contracts: ContractDeployment[] } | null = null

/**
 * Every contract of an installation with its address and the call that creates it, each after those that it looks for.
 * The addresses follow from the code and the operator alone, so they are known before anything is on the chain. What is
 * recorded stays where it is, though this version's code would be put elsewhere, and the others look for it there.
 */
export function protocolDeployments(
  chainId: number,
  account: Address,
  recorded: Recorded = NOTHING_RECORDED,
): readonly ContractDeployment[] {
  const operator = getAddress(account)
  const key = [chainId, operator, ...[...recorded].flat()].join()
  if (last?.key !== key) last = { key, contracts: deploymentsOf(chainId, operator, recorded) }
  return last.contracts
}

/** Hashes the code of every contract, which takes tens of milliseconds. */
function deploymentsOf(chainId: number, operator: Address, recorded: Recorded): ContractDeployment[] {
  // The operator's own salt: two installations on one chain never share a contract.
  const salt = padHex(operator, { size: 32 })
  const at = (name: ProtocolContract, bytecode: Hex) =>
    recorded.get(name) ?? getCreate2Address({ from: DEPLOYER, salt, bytecode })
  const registryCode = encodeDeployData({
    abi: investorRegistryAbi,
    bytecode: investorRegistryBytecode,
    args: [operator],
  })
  const officeCode = encodeDeployData({
    abi: tokenOfficeAbi,
    bytecode: tokenOfficeBytecode,
    args: [at('InvestorRegistry', registryCode)],
  })
  const tokenCode = encodeDeployData({
    abi: securityTokenAbi,
    bytecode: securityTokenBytecode,
    args: [at('InvestorRegistry', registryCode), at('TokenOffice', officeCode)],
  })
  const factoryCode = encodeDeployData({
    abi: factoryAbi,
    bytecode: factoryBytecode,
    args: [at('SecurityToken', tokenCode), operator],
  })
  const routerCode = encodeDeployData({
    abi: revenueRouterAbi,
    bytecode: revenueRouterBytecode,
    args: [at('Distributor', distributorBytecode)],
  })
  const waterfallCode = encodeDeployData({
    abi: waterfallAbi,
    bytecode: waterfallBytecode,
    args: [at('Distributor', distributorBytecode)],
  })
  const offeringCode = encodeDeployData({
    abi: offeringAbi,
    bytecode: offeringBytecode,
    args: [at('Distributor', distributorBytecode), at('InvestorRegistry', registryCode)],
  })
  const codes: Readonly<Record<ProtocolContract, Hex>> = {
    InvestorRegistry: registryCode,
    TokenOffice: officeCode,
    SecurityToken: tokenCode,
    Distributor: distributorBytecode,
    Factory: factoryCode,
    RevenueRouter: routerCode,
    Waterfall: waterfallCode,
    Offering: offeringCode,
    AssetFactory: encodeDeployData({
      abi: assetFactoryAbi,
      bytecode: assetFactoryBytecode,
      args: [
        at('Factory', factoryCode),
        at('RevenueRouter', routerCode),
        at('Waterfall', waterfallCode),
        at('Offering', offeringCode),
      ],
    }),
    Redemption: encodeDeployData({
      abi: redemptionAbi,
      bytecode: redemptionBytecode,
      args: [at('Distributor', distributorBytecode)],
    }),
    DevStablecoin: encodeDeployData({
      abi: devStablecoinAbi,
      bytecode: devStablecoinBytecode,
      args: [operator],
    }),
  }
  return contractsFor(chainId).map((name) => ({
    name,
    address: at(name, codes[name]),
    call: { to: DEPLOYER, data: concatHex([salt, codes[name]]) },
  }))
}

/** Where an installation's contracts are by its record, or will be: where this version of the program would put them. */
export function protocolAddressesOf(
  chainId: number,
  operator: Address,
  recorded: Recorded = NOTHING_RECORDED,
): ProtocolAddresses {
  const at = new Map(
    protocolDeployments(chainId, operator, recorded).map((each) => [each.name, each.address]),
  )
  const address = (name: ProtocolContract): Address => {
    const found = at.get(name)
    if (found === undefined) throw new Error(`${name} belongs to every chain`)
    return getAddress(found)
  }
  return {
    chainId,
    operator: getAddress(operator),
    registry: address('InvestorRegistry'),
    tokenImplementation: address('SecurityToken'),
    distributor: address('Distributor'),
    factory: address('Factory'),
    assetFactory: address('AssetFactory'),
    offeringImplementation: address('Offering'),
    redemption: address('Redemption'),
    stablecoin: at.has('DevStablecoin') ? address('DevStablecoin') : null,
  }
}

/** Lets the operator write investors into the registry it owns. */
export function registryAgentCall(addresses: ProtocolAddresses): Call {
  return {
    to: addresses.registry,
    data: encodeFunctionData({
      abi: investorRegistryAbi,
      functionName: 'addAgent',
      args: [addresses.operator],
    }),
  }
}

const ERRORS = [
  ...securityTokenAbi,
  ...factoryAbi,
  ...assetFactoryAbi,
  ...offeringAbi,
  ...redemptionAbi,
  ...investorRegistryAbi,
].filter((item) => item.type === 'error')

/** Why a transaction did not happen, in one sentence: the contract's own error where it gave one. */
export function failureSentence(intent: Intent): string {
  if (intent.failure === null) return 'The transaction did not happen.'
  const { reason, data } = intent.failure
  if (reason === 'NO_CODE') return 'There is no contract at the address it was sent to.'
  if (data === null || data === '0x') return 'The contract refused it without saying why.'
  try {
    const { errorName, args = [] } = decodeErrorResult({ abi: ERRORS, data })
    return `The contract refused it: ${errorName}(${args.map(String).join(', ')}).`
  } catch {
    // An error of somebody else's contract: its four bytes are all there is to say.
    return `The contract refused it with ${data.slice(0, 10)}.`
  }
}

/** Whether there is a contract at the address, at the chain's head. */
export async function hasCode(rpc: Rpc, address: Address): Promise<boolean> {
  return hexOf(await rpc.call('eth_getCode', [address, 'latest']), 'code').length > 2
}
