// What each operation costs: gasUsed of receipts on a fresh chain, every built-in rule switched on, through the clone
// that production uses. `--json` prints {operation: gasUsed}; `--check` fails when bench/gas.json says otherwise;
// `--write` writes it. Without either, a table.
import { spawn, type ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
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
  zeroHash,
  type Abi,
  type Address,
  type ContractConstructorArgs,
  type ContractFunctionArgs,
  type ContractFunctionName,
  type Hex,
} from 'viem'
import { foundry } from 'viem/chains'
import { devStablecoinAbi } from '../contracts/abi/DevStablecoin.ts'
import { distributorAbi } from '../contracts/abi/Distributor.ts'
import { factoryAbi } from '../contracts/abi/Factory.ts'
import { investorRegistryAbi } from '../contracts/abi/InvestorRegistry.ts'
import { ROLES } from '../contracts/abi/roles.ts'
import { securityTokenAbi } from '../contracts/abi/SecurityToken.ts'
import { devStablecoinBytecode } from '../contracts/bytecode/DevStablecoin.ts'
import { distributorBytecode } from '../contracts/bytecode/Distributor.ts'
import { factoryBytecode } from '../contracts/bytecode/Factory.ts'
import { investorRegistryBytecode } from '../contracts/bytecode/InvestorRegistry.ts'
import { securityTokenBytecode } from '../contracts/bytecode/SecurityToken.ts'
import { foundryBin } from '../tools/foundry.ts'

const TABLE = path.join(import.meta.dirname, 'gas.json')
/** What may be spent at most; recordDate.idle and .firstTouch are added to a transfer, the rest is whole or per item. */
const BUDGET: Readonly<Record<string, number>> = {
  'transfer.existing': 50_000,
  'transfer.new': 72_000,
  'mint.existing': 54_000,
  'mint.new': 72_000,
  'mint.newWithLot': 95_000,
  'onboard.one': 60_000,
  'onboard.each100': 27_000,
  freeze: 42_000,
  partialFreeze: 42_000,
  forcedTransfer: 53_000,
  'batchMint.existing': 13_000,
  'batchMint.new': 30_000,
  'batchMint.newWithLot': 52_000,
  suite: 600_000,
  'push.existing': 14_000,
  'push.fresh': 31_000,
  'recordDate.idle': 0,
  'recordDate.firstTouch': 25_000,
  'recordDate.turn': 8_000,
}

const START = 1_800_000_000
const DAY = Math.floor(START / 86_400)
const AMOUNT = 100n * 10n ** 18n
const EVERY_ROLE = Object.values(ROLES).reduce((mask, role) => mask | role, 0n)

/** An address without a zero byte, so that calldata costs the same for every account. */
function account(label: string): Address {
  for (let n = 0; ; n++) {
    const hex = keccak256(toHex(`${label}/${n}`)).slice(2, 42)
    if (!/^(?:..)*00/.test(hex)) return getAddress(`0x${hex}`)
  }
}

function accounts(label: string, count: number): Address[] {
  const ascending = (a: Address, b: Address) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)
  return Array.from({ length: count }, (_, n) => account(`${label}-${n}`)).sort(ascending)
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

async function startChain(): Promise<{ url: string; anvil: ChildProcess }> {
  const port = await freePort()
  const options = ['--auto-impersonate', '--silent', '--base-fee', '0', '--gas-price', '0', '--accounts', '1']
  const anvil = spawn(
    foundryBin('anvil'),
    [
      '--port',
      `${port}`,
      '--hardfork',
      'osaka',
      '--timestamp',
      `${START}`,
      '--gas-limit',
      '60000000',
      ...options,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
  process.on('exit', () => anvil.kill('SIGKILL'))
  return { url: `http://127.0.0.1:${port}`, anvil }
}

function connect(url: string) {
  return createTestClient({ chain: foundry, mode: 'anvil', transport: http(url, { retryCount: 0 }) })
    .extend(publicActions)
    .extend(walletActions)
}

type Client = ReturnType<typeof connect>

async function untilReady(client: Client): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const ready = await client.getChainId().then(
      () => true,
      () => false,
    )
    if (ready) return
    await sleep(25)
  }
  throw new Error('anvil did not answer within 5 s')
}

async function measure(client: Client): Promise<Record<string, number>> {
  const operator = account('operator')
  const gas: Record<string, number> = {}

  /** The receipt of a transaction: asked for again and again, since no block follows that would announce it. */
  async function mined(hash: Hex) {
    for (let tries = 0; tries < 2_000; tries++) {
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
    throw new Error(`a measured transaction was not mined within 10 s: ${hash}`)
  }

  async function deploy<const abi extends Abi>(
    abi: abi,
    bytecode: Hex,
    args: readonly unknown[] & ContractConstructorArgs<abi>,
  ): Promise<Address> {
    // The generic constructor arguments are checked against the ABI above; viem's own type asks for them again.
    const deployment = { abi: abi as Abi, bytecode, args: args as readonly unknown[], account: operator }
    const { contractAddress } = await mined(await client.deployContract({ ...deployment, chain: foundry }))
    if (!contractAddress) throw new Error('a deployment left no contract')
    return contractAddress
  }

  async function send<
    const abi extends Abi,
    name extends ContractFunctionName<abi, 'nonpayable'>,
    const args extends ContractFunctionArgs<abi, 'nonpayable', name>,
  >(
    contract: { address: Address; abi: abi },
    functionName: name,
    args: args,
    from = operator,
  ): Promise<number> {
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
      gas: 16_777_216n,
      gasPrice: 0n,
    })
    return Number((await mined(hash)).gasUsed)
  }

  await client.setBalance({ address: operator, value: 10n ** 24n })
  const registry = {
    abi: investorRegistryAbi,
    address: await deploy(investorRegistryAbi, investorRegistryBytecode, [operator]),
  }
  const implementation = await deploy(securityTokenAbi, securityTokenBytecode, [registry.address])
  const factory = {
    abi: factoryAbi,
    address: await deploy(factoryAbi, factoryBytecode, [implementation, operator]),
  }
  const distributor = { abi: distributorAbi, address: await deploy(distributorAbi, distributorBytecode, []) }
  const dollar = {
    abi: devStablecoinAbi,
    address: await deploy(devStablecoinAbi, devStablecoinBytecode, [operator]),
  }
  await send(registry, 'addAgent', [operator])

  const investor = (wallet: Address) => ({
    identity: account(`identity of ${wallet}`),
    kycUntilDay: DAY + 365,
    accreditedUntilDay: DAY + 365,
    country: 840,
    class: 1,
    status: 1,
    topics: 3,
  })

  async function onboard(wallets: readonly Address[]): Promise<number> {
    return await send(registry, 'registerBatch', [wallets, wallets.map(investor)])
  }

  async function token(label: string) {
    const salt = keccak256(toHex(label))
    const everyCountry = 2n ** 256n - 1n
    const used = await send(factory, 'createToken', [
      {
        name: 'Office Tower LLC Units',
        symbol: 'TOWER',
        decimals: 18,
        owner: operator,
        roles: [{ account: operator, roles: EVERY_ROLE }],
        rules: {
          balanceMax: 10n ** 30n,
          holdersMax: 1_999,
          accreditedOnly: true,
          countriesOn: true,
          topics: 1,
        },
        countries: [everyCountry, everyCountry, everyCountry, everyCountry] as const,
        document: {
          name: keccak256(toHex('term-sheet')),
          uri: 'https://example.com/term-sheets/office-tower.yaml',
          hash: keccak256(toHex('the term sheet')),
        },
      },
      salt,
    ])
    const address = await client.readContract({
      ...factory,
      functionName: 'tokenAddress',
      args: [salt, operator],
    })
    return { used, contract: { abi: securityTokenAbi, address } }
  }

  const issuance = (to: Address, unlockDay: number) =>
    ({ to, units: AMOUNT, acquiredDay: DAY, unlockDay, legend: unlockDay === 0 ? 0 : 1 }) as const
  const fresh = (to: Address) => [to, AMOUNT, DAY, 0, 0, zeroHash] as const

  // One holder at a time.
  const [alice, bo, cleo, dana, eve, fay] = accounts('holder', 6)
  if (!alice || !bo || !cleo || !dana || !eve || !fay) throw new Error('six accounts were asked for')
  for (const address of [alice, cleo, eve]) await client.setBalance({ address, value: 10n ** 24n })
  gas['onboard.one'] = await send(registry, 'register', [alice, investor(alice)])
  await onboard([bo, cleo, dana, eve, fay])
  const first = await token('first')
  gas['suite'] = first.used
  const t = first.contract
  await send(t, 'issue', fresh(dana))
  gas['mint.new'] = await send(t, 'mint', [alice, AMOUNT])
  gas['mint.existing'] = await send(t, 'mint', [alice, AMOUNT])
  gas['mint.newWithRef'] = await send(t, 'issue', [bo, AMOUNT, DAY, 0, 0, keccak256(toHex('ref'))])
  gas['mint.newWithLot'] = await send(t, 'issue', [eve, AMOUNT, DAY, DAY + 365, 1, zeroHash])
  gas['transfer.existing'] = await send(t, 'transfer', [bo, AMOUNT / 2n], alice)
  gas['transfer.new'] = await send(t, 'transfer', [cleo, AMOUNT / 2n], alice)
  await send(t, 'issue', fresh(eve))
  gas['transfer.underLot'] = await send(t, 'transfer', [bo, AMOUNT / 2n], eve)
  gas['freeze'] = await send(t, 'setAddressFrozen', [cleo, true])
  await send(t, 'setAddressFrozen', [cleo, false])
  gas['partialFreeze'] = await send(t, 'freezePartialTokens', [cleo, AMOUNT / 4n])
  gas['forcedTransfer'] = await send(t, 'forcedTransfer', [cleo, alice, AMOUNT / 8n])

  // Record dates: what they add to a transfer.
  await send(t, 'issue', fresh(cleo))
  await send(t, 'issue', fresh(fay))
  const plain = gas['transfer.existing']
  const later = START + 40 * 86_400
  await send(t, 'declareRecordDate', [later])
  // A transfer costs the same with a record date ahead as it did with none.
  gas['recordDate.idle'] = (await send(t, 'transfer', [bo, AMOUNT / 2n], alice)) - plain
  await client.setNextBlockTimestamp({ timestamp: BigInt(later) })
  const turning = await send(t, 'transfer', [bo, AMOUNT / 4n], alice)
  const touching = await send(t, 'transfer', [fay, AMOUNT / 4n], cleo)
  gas['recordDate.firstTouch'] = Math.ceil((touching - plain) / 2)
  gas['recordDate.turn'] = turning - touching

  // A hundred at a time.
  const hundred = accounts('batch', 100)
  gas['onboard.each100'] = Math.ceil((await onboard(hundred)) / 100)
  const batch = (await token('batch')).contract
  const each = async (unlockDay: number, to: readonly Address[]) =>
    Math.ceil(
      (await send(batch, 'issueBatch', [to.map((one) => issuance(one, unlockDay)), zeroHash])) / to.length,
    )
  gas['batchMint.new'] = await each(0, hundred)
  gas['batchMint.existing'] = await each(0, hundred)
  const locked = accounts('locked', 100)
  await onboard(locked)
  gas['batchMint.newWithLot'] = await each(DAY + 400, locked)

  // A thousand payees, twice: the second time they hold the stablecoin.
  const payees = accounts('payee', 1_000)
  const paying = (await token('paying')).contract
  for (let n = 0; n < payees.length; n += 250) {
    const some = payees.slice(n, n + 250)
    await onboard(some)
    await send(paying, 'issueBatch', [some.map((one) => issuance(one, 0)), zeroHash])
  }
  await send(dollar, 'mint', [operator, 10n ** 12n])
  await send(dollar, 'approve', [distributor.address, 10n ** 12n])
  // Money of another distribution lies there too, as it does on a platform at work.
  await send(dollar, 'mint', [distributor.address, 1n])
  for (const [id, key] of [
    [1n, 'push.fresh'],
    [2n, 'push.existing'],
  ] as const) {
    const at = later + Number(id) * 86_400
    await send(paying, 'declareRecordDate', [at])
    await client.setNextBlockTimestamp({ timestamp: BigInt(at) })
    const ref = keccak256(toHex(`payment ${id}`))
    await send(distributor, 'declare', [paying.address, Number(id), dollar.address, 4_321_000_000n, ref])
    await send(distributor, 'fund', [id, 4_321_000_000n])
    let used = 0
    for (let n = 0; n < payees.length; n += 400)
      used += await send(distributor, 'push', [id, payees.slice(n, n + 400)])
    gas[key] = Math.ceil(used / payees.length)
    const { paid } = await client.readContract({ ...distributor, functionName: 'distribution', args: [id] })
    if (paid !== 4_321_000_000n) throw new Error(`the payment measured is not whole: ${paid}`)
  }
  return gas
}

function printTable(gas: Readonly<Record<string, number>>): void {
  const number = (value: number) => value.toLocaleString('en-US').padStart(10)
  console.log(`${'operation'.padEnd(24)}${'gas'.padStart(10)}${'budget'.padStart(10)}`)
  for (const [operation, used] of Object.entries(gas)) {
    const budget = BUDGET[operation]
    const right = budget === undefined ? '' : `${number(budget)}${used > budget ? '  over' : ''}`
    console.log(`${operation.padEnd(24)}${number(used)}${right}`)
  }
}

function differences(gas: Readonly<Record<string, number>>): string[] {
  const committed: Record<string, number> = JSON.parse(fs.readFileSync(TABLE, 'utf8'))
  const operations = [...new Set([...Object.keys(committed), ...Object.keys(gas)])]
  return operations
    .filter((operation) => committed[operation] !== gas[operation])
    .map(
      (operation) => `${operation}: bench/gas.json says ${committed[operation]}, measured ${gas[operation]}`,
    )
}

const { url, anvil } = await startChain()
try {
  const client = connect(url)
  await untilReady(client)
  const gas = await measure(client)
  if (process.argv.includes('--json')) console.log(JSON.stringify(gas, null, 2))
  else printTable(gas)
  if (process.argv.includes('--write')) fs.writeFileSync(TABLE, `${JSON.stringify(gas, null, 2)}\n`)
  if (process.argv.includes('--check')) {
    const found = differences(gas)
    for (const line of found) console.error(line)
    if (found.length > 0) process.exitCode = 1
  }
} finally {
  anvil.kill()
}
