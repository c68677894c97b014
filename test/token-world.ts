import { after } from 'node:test'
import {
  decodeErrorResult,
  decodeFunctionResult,
  encodeDeployData,
  encodeFunctionData,
  getAddress,
  keccak256,
  pad,
  toHex,
  type Abi,
  type Address,
  type ContractFunctionArgs,
  type ContractFunctionName,
  type ContractFunctionReturnType,
  type Hex,
} from 'viem'
import type { HDAccount } from 'viem/accounts'
import { distributorAbi } from '../contracts/abi/Distributor.ts'
import { devStablecoinAbi } from '../contracts/abi/DevStablecoin.ts'
import { factoryAbi } from '../contracts/abi/Factory.ts'
import { investorRegistryAbi } from '../contracts/abi/InvestorRegistry.ts'
import { ROLES } from '../contracts/abi/roles.ts'
import { securityTokenAbi } from '../contracts/abi/SecurityToken.ts'
import { tokenOfficeAbi } from '../contracts/abi/TokenOffice.ts'
import { devStablecoinBytecode } from '../contracts/bytecode/DevStablecoin.ts'
import { distributorBytecode } from '../contracts/bytecode/Distributor.ts'
import { factoryBytecode } from '../contracts/bytecode/Factory.ts'
import { investorRegistryBytecode } from '../contracts/bytecode/InvestorRegistry.ts'
import { securityTokenBytecode } from '../contracts/bytecode/SecurityToken.ts'
import { tokenOfficeBytecode } from '../contracts/bytecode/TokenOffice.ts'
import { developmentAccount } from '../src/platform/chain/development-account.ts'
import { startTestAnvil } from './anvil.ts'

/** The instant at which every test chain begins. */
export const GENESIS = Temporal.Instant.from('2026-01-01T00:00:00Z')
const PEOPLE = 12
const ALL_COUNTRIES = [0, 0, 0, 0].map(() => 2n ** 256n - 1n) as [bigint, bigint, bigint, bigint]

export type RegistryRecord = {
  readonly identity: Address
  readonly kycUntilDay: number
  readonly accreditedUntilDay: number
  readonly country: number
  readonly class: number
  readonly status: number
  readonly topics: number
}

/** A transaction was refused by the contract. */
export class Reverted extends Error {
  readonly errorName: string
  readonly args: readonly unknown[]
  constructor(errorName: string, args: readonly unknown[]) {
    super(`reverted: ${errorName}(${args.join()})`)
    this.errorName = errorName
    this.args = args
  }
}

// Named one by one: asked for all of the token's functions at once, the compiler gives up.
type TokenWrite = ContractFunctionName<typeof securityTokenAbi, 'nonpayable'>
type TokenView = ContractFunctionName<typeof securityTokenAbi, 'view'>
type TokenWriteArgs = {
  readonly [N in TokenWrite]: ContractFunctionArgs<typeof securityTokenAbi, 'nonpayable', N>
}
type TokenViewArgs = { readonly [N in TokenView]: ContractFunctionArgs<typeof securityTokenAbi, 'view', N> }
type TokenAnswers = {
  readonly [N in TokenView]: ContractFunctionReturnType<typeof securityTokenAbi, 'view', N>
}

export type TokenWorld = Awaited<ReturnType<typeof tokenWorld>>

/**
 * A plain anvil of this test file's own, with the platform's contracts and one token on it. Account 0 may do
 * everything; `people` are registered, each with their own identity, good for years.
 *
 * @param atEnd what is to be called when the chain is not needed any more
 */
export async function tokenWorld(atEnd: (end: () => Promise<void>) => void = after) {
  const anvil = await startTestAnvil([
    '--accounts',
    String(PEOPLE + 1),
    '--hardfork',
    'osaka',
    '--timestamp',
    String(GENESIS.epochMilliseconds / 1000),
  ])
  atEnd(() => anvil.kill())
  const url = `http://127.0.0.1:${anvil.port}`
  const { rpc } = anvil
  const accounts: HDAccount[] = Array.from({ length: PEOPLE + 1 }, (_, addressIndex) =>
    developmentAccount(addressIndex),
  )
  const [operator, ...people] = accounts.map(({ address }) => address) as [Address, ...Address[]]

  const { contract: registry } = await deploy(investorRegistryAbi, investorRegistryBytecode, [operator])
  const { contract: office } = await deploy(tokenOfficeAbi, tokenOfficeBytecode, [registry])
  const { contract: implementation } = await deploy(securityTokenAbi, securityTokenBytecode, [
    registry,
    office,
  ])
  const { contract: factory, block: factoryBlock } = await deploy(factoryAbi, factoryBytecode, [
    implementation,
    operator,
  ])
  const { contract: distributor } = await deploy(distributorAbi, distributorBytecode, [])
  const { contract: stablecoin } = await deploy(devStablecoinAbi, devStablecoinBytecode, [operator])
  await send(registry, investorRegistryAbi, 'addAgent', [operator])
  await send(registry, investorRegistryAbi, 'registerBatch', [people, people.map((_, i) => recordOf(i))])
  const { token, tx: tokenTx } = await createToken('office-tower')

  return {
    anvil,
    url,
    rpc,
    accounts,
    operator,
    people,
    registry,
    office,
    implementation,
    factory,
    factoryBlock,
    distributor,
    stablecoin,
    token,
    tokenTx,
    createToken,
    deploy,
    send,
    read,
    sendToken,
    readToken,
    /** Moves everything of `lost` to `fresh`, which are one investor's for that moment. */
    recover: async (lost: Address, fresh: Address) => {
      const before = people.indexOf(fresh)
      const theirs = recordOf(people.indexOf(lost))
      await send(registry, investorRegistryAbi, 'remove', [fresh])
      await send(registry, investorRegistryAbi, 'register', [fresh, theirs])
      try {
        await sendToken('recoveryAddress', [lost, fresh, theirs.identity])
      } finally {
        await send(registry, investorRegistryAbi, 'remove', [fresh])
        await send(registry, investorRegistryAbi, 'register', [fresh, recordOf(before)])
      }
    },
    warp: async (to: Temporal.Instant) => {
      await anvil.call('evm_setNextBlockTimestamp', [to.epochMilliseconds / 1000])
      await anvil.call('evm_mine', [])
    },
  }

  async function createToken(name: string): Promise<{ readonly token: Address; readonly tx: Hex }> {
    const salt = keccak256(toHex(name))
    const receipt = await send(factory, factoryAbi, 'createToken', [
      {
        name: 'Office Tower Units',
        symbol: 'TOWER',
        decimals: 0,
        owner: operator,
        roles: [{ account: operator, roles: Object.values(ROLES).reduce((mask, role) => mask | role, 0n) }],
        rules: {
          balanceMax: 0n,
          holdersMax: 0,
          accreditedOnly: false,
          countriesOn: false,
          topics: 0,
          usHoldersMax: 0,
          nonAccreditedHoldersMax: 0,
        },
        countries: ALL_COUNTRIES,
        document: {
          name: toHex('term-sheet', { size: 32 }),
          uri: 'term-sheet.yaml',
          hash: keccak256(toHex(name)),
        },
      },
      salt,
    ])
    const token = getAddress(await read(factory, factoryAbi, 'tokenAddress', [salt, operator]))
    return { token, tx: receipt.transactionHash }
  }

  function sendToken<N extends TokenWrite>(
    functionName: N,
    args: TokenWriteArgs[N],
    from: Address = operator,
  ): Promise<Receipt> {
    const data = callData(securityTokenAbi as Abi, functionName, args as readonly unknown[])
    return mined(from, token, data, securityTokenAbi)
  }

  function readToken<N extends TokenView>(functionName: N, args: TokenViewArgs[N]): Promise<TokenAnswers[N]> {
    return read(token, securityTokenAbi as Abi, functionName, args as readonly unknown[]) as Promise<
      TokenAnswers[N]
    >
  }

  async function deploy<const A extends Abi>(abi: A, bytecode: Hex, args: readonly unknown[]) {
    const data = encodeDeployData({ abi: abi as Abi, bytecode, args: [...args] })
    const receipt = await mined(operator, null, data, abi)
    return { contract: getAddress(receipt.contractAddress), block: Number(receipt.blockNumber) }
  }

  async function send<const A extends Abi, const N extends ContractFunctionName<A, 'nonpayable'>>(
    to: Address,
    abi: A,
    functionName: N,
    args: ContractFunctionArgs<A, 'nonpayable', N>,
    from: Address = operator,
  ) {
    const data = callData(abi, functionName, args)
    return mined(from, to, data, abi)
  }

  async function mined(from: Address, to: Address | null, data: Hex, abi: Abi): Promise<Receipt> {
    const call = { from, ...(to === null ? {} : { to }), data, gas: toHex(16_000_000) }
    try {
      const hash = await anvil.call('eth_sendTransaction', [call])
      const receipt = (await anvil.call('eth_getTransactionReceipt', [hash])) as Receipt | null
      if (receipt?.status === '0x1') return receipt
    } catch (error) {
      throw revertOf(error, abi)
    }
    await anvil.call('eth_call', [call, 'latest']).catch((error: unknown) => {
      throw revertOf(error, abi)
    })
    throw new Error('a transaction failed that would pass now')
  }

  async function read<const A extends Abi, const N extends ContractFunctionName<A, 'view' | 'pure'>>(
    to: Address,
    abi: A,
    functionName: N,
    args: ContractFunctionArgs<A, 'view' | 'pure', N>,
  ): Promise<ContractFunctionReturnType<A, 'view' | 'pure', N>> {
    const call = { to, data: callData(abi, functionName, args) }
    const answer = await anvil.call('eth_call', [call, 'latest']).catch((error: unknown) => {
      throw revertOf(error, abi)
    })
    return decoded(abi, functionName, answer as Hex) as ContractFunctionReturnType<A, 'view' | 'pure', N>
  }
}

export type Receipt = {
  readonly status: Hex
  readonly blockNumber: Hex
  readonly blockHash: Hex
  readonly transactionHash: Hex
  readonly contractAddress: Address
  readonly gasUsed: Hex
  readonly logs: readonly {
    readonly address: Address
    readonly topics: [Hex, ...Hex[]]
    readonly data: Hex
  }[]
}

/** A registered person's record: their own identity, a UK resident, everything good until 2079. */
export function recordOf(i: number, change: Partial<RegistryRecord> = {}): RegistryRecord {
  return {
    identity: pad(toHex(i + 1), { size: 20 }),
    kycUntilDay: 40_000,
    accreditedUntilDay: 40_000,
    country: 826,
    class: 1,
    status: 1,
    topics: 0,
    ...change,
  }
}

function decoded(abi: Abi, functionName: string, data: Hex): unknown {
  return decodeFunctionResult({ abi, functionName, data })
}

function callData(abi: Abi, functionName: string, args: unknown): Hex {
  return encodeFunctionData({ abi, functionName, args: args as readonly unknown[] })
}

function revertOf(error: unknown, abi: Abi): unknown {
  const answer: unknown = error instanceof Error && 'answer' in error ? error.answer : null
  const data = typeof answer === 'object' && answer !== null && 'data' in answer ? answer.data : null
  if (typeof data !== 'string' || !/^0x[0-9a-f]{8,}$/i.test(data)) return error
  const { errorName, args } = decodeErrorResult({ abi, data: data as Hex })
  return new Reverted(errorName, args ?? [])
}
