/** A fresh chain for measuring: what it costs to deploy and to call, from receipts. */
import { spawn, type ChildProcess } from 'node:child_process'
import net from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  createTestClient,
  encodeFunctionData,
  getAddress,
  http,
  keccak256,
  publicActions,
  TransactionReceiptNotFoundError,
  toHex,
  walletActions,
  type Abi,
  type Address,
  type ContractConstructorArgs,
  type ContractFunctionArgs,
  type ContractFunctionName,
  type Hex,
  type TransactionReceipt,
} from 'viem'
import { foundry } from 'viem/chains'
import { foundryBin } from '../../tools/foundry.ts'

/** When the chain begins, in seconds. */
export const START = 1_800_000_000
export const AMOUNT = 100n * 10n ** 18n
/** EIP-7825: the most gas one transaction may ask for. */
const TRANSACTION_GAS_MAX = 16_777_216n

/** An address without a zero byte, so that calldata costs the same for every account. */
export function account(label: string): Address {
  for (let n = 0; ; n++) {
    const hex = keccak256(toHex(`${label}/${n}`)).slice(2, 42)
    if (!/^(?:..)*00/.test(hex)) return getAddress(`0x${hex}`)
  }
}

/** `count` accounts in ascending order. */
export function accounts(label: string, count: number): Address[] {
  const ascending = (a: Address, b: Address) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)
  return Array.from({ length: count }, (_, n) => account(`${label}-${n}`)).sort(ascending)
}

/** Accounts to name one by one. */
export function six(label: string): readonly [Address, Address, Address, Address, Address, Address] {
  const [a, b, c, d, e, f] = accounts(label, 6)
  if (!a || !b || !c || !d || !e || !f) throw new Error('six accounts were asked for')
  return [a, b, c, d, e, f]
}

export function parts<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, n) => list.slice(n * size, (n + 1) * size))
}

async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = net.createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}

export async function startChain(): Promise<{ client: Client; anvil: ChildProcess }> {
  const port = await freePort()
  const rules = ['--hardfork', 'osaka', '--timestamp', `${START}`, '--gas-limit', '60000000']
  const free = ['--base-fee', '0', '--gas-price', '0', '--auto-impersonate', '--accounts', '1']
  const anvil = spawn(foundryBin('anvil'), ['--port', `${port}`, '--silent', ...rules, ...free], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  process.on('exit', () => anvil.kill('SIGKILL'))
  const client = connect(`http://127.0.0.1:${port}`)
  await untilReady(client)
  return { client, anvil }
}

function connect(url: string) {
  return createTestClient({ chain: foundry, mode: 'anvil', transport: http(url, { retryCount: 0 }) })
    .extend(publicActions)
    .extend(walletActions)
}

export type Client = ReturnType<typeof connect>

async function untilReady(client: Client): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    const ready = await client.getChainId().then(
      () => true,
      () => false,
    )
    if (ready) return
    await sleep(25)
  }
  throw new Error('anvil did not answer within 10 s')
}

/** The receipt of a transaction: asked for again and again, since no block follows that would announce it. */
async function mined(client: Client, hash: Hex): Promise<TransactionReceipt> {
  for (let tries = 0; tries < 4_000; tries++) {
    const receipt = await client.getTransactionReceipt({ hash }).catch((error: unknown) => {
      if (error instanceof TransactionReceiptNotFoundError) return null
      throw error
    })
    if (receipt === null) {
      await sleep(5)
      continue
    }
    if (receipt.status !== 'success') throw new Error(`a measured transaction was reverted: ${hash}`)
    return receipt
  }
  throw new Error(`a measured transaction was not mined within 20 s: ${hash}`)
}

/**
 * The hands of one side. Its operator deploys everything, so that no side's addresses, and with them its calldata,
 * depend on which other sides are measured.
 */
export function openHands(client: Client, operator: Address) {
  async function deployed<const abi extends Abi>(
    abi: abi,
    bytecode: Hex,
    args: readonly unknown[] & ContractConstructorArgs<abi>,
  ): Promise<{ contract: { address: Address; abi: abi }; gas: number }> {
    // The generic constructor arguments are checked against the ABI above; viem's own type asks for them again.
    const deployment = { abi: abi as Abi, bytecode, args: args as readonly unknown[], account: operator }
    const hash = await client.deployContract({ ...deployment, chain: foundry })
    const { contractAddress, gasUsed } = await mined(client, hash)
    if (!contractAddress) throw new Error('a deployment left no contract')
    return { contract: { address: getAddress(contractAddress), abi }, gas: Number(gasUsed) }
  }

  async function receiptOf<
    const abi extends Abi,
    name extends ContractFunctionName<abi, 'nonpayable'>,
    const args extends ContractFunctionArgs<abi, 'nonpayable', name>,
  >(
    contract: { address: Address; abi: abi },
    functionName: name,
    args: args,
    from = operator,
  ): Promise<TransactionReceipt> {
    const call = {
      abi: contract.abi as Abi,
      functionName: functionName as string,
      args: args as readonly unknown[],
    }
    const hash = await client.sendTransaction({
      account: from,
      chain: foundry,
      to: contract.address,
      data: encodeFunctionData(call),
      gas: TRANSACTION_GAS_MAX,
      gasPrice: 0n,
    })
    return await mined(client, hash)
  }

  return {
    client,
    operator,
    receiptOf,
    deployed,
    deploy: async <const abi extends Abi>(
      abi: abi,
      bytecode: Hex,
      args: readonly unknown[] & ContractConstructorArgs<abi>,
    ) => (await deployed(abi, bytecode, args)).contract,
    /** The gas that a call used. */
    send: async <
      const abi extends Abi,
      name extends ContractFunctionName<abi, 'nonpayable'>,
      const args extends ContractFunctionArgs<abi, 'nonpayable', name>,
    >(
      contract: { address: Address; abi: abi },
      functionName: name,
      args: args,
      from = operator,
    ): Promise<number> => Number((await receiptOf(contract, functionName, args, from)).gasUsed),
    enrich: async (wallets: readonly Address[]) => {
      for (const address of wallets) await client.setBalance({ address, value: 10n ** 24n })
    },
  }
}

export type Hands = ReturnType<typeof openHands>
