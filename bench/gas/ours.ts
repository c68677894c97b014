/** Our protocol: one registry, clones made by the factory, every built-in rule on. */
import { getAddress, keccak256, toHex, zeroHash, type Address } from 'viem'
import { devStablecoinAbi } from '../../contracts/abi/DevStablecoin.ts'
import { distributorAbi } from '../../contracts/abi/Distributor.ts'
import { factoryAbi } from '../../contracts/abi/Factory.ts'
import { investorRegistryAbi } from '../../contracts/abi/InvestorRegistry.ts'
import { ROLES } from '../../contracts/abi/roles.ts'
import { securityTokenAbi } from '../../contracts/abi/SecurityToken.ts'
import { tokenOfficeAbi } from '../../contracts/abi/TokenOffice.ts'
import { devStablecoinBytecode } from '../../contracts/bytecode/DevStablecoin.ts'
import { distributorBytecode } from '../../contracts/bytecode/Distributor.ts'
import { factoryBytecode } from '../../contracts/bytecode/Factory.ts'
import { investorRegistryBytecode } from '../../contracts/bytecode/InvestorRegistry.ts'
import { securityTokenBytecode } from '../../contracts/bytecode/SecurityToken.ts'
import { tokenOfficeBytecode } from '../../contracts/bytecode/TokenOffice.ts'
import { account, accounts, AMOUNT, openHands, parts, six, START, type Client, type Hands } from './chain.ts'
import type { Gas } from './table.ts'

const DAY = Math.floor(START / 86_400)
const LATER = START + 40 * 86_400
const EVERY_ROLE = Object.values(ROLES).reduce((mask, role) => mask | role, 0n)
const PAYMENT = 4_321_000_000n

export async function measureOurs(client: Client): Promise<Gas> {
  const hands = openHands(client, account('operator'))
  await hands.enrich([hands.operator])
  const platform = await openPlatform(hands)
  return {
    ...(await measureOneByOne(hands, platform)),
    ...(await measureBatches(hands, platform)),
    ...(await measurePayouts(hands, platform)),
  }
}

async function openPlatform(hands: Hands) {
  const { operator, deploy, send } = hands
  const registry = await deploy(investorRegistryAbi, investorRegistryBytecode, [operator])
  const office = await deploy(tokenOfficeAbi, tokenOfficeBytecode, [registry.address])
  const implementation = await deploy(securityTokenAbi, securityTokenBytecode, [
    registry.address,
    office.address,
  ])
  const factory = await deploy(factoryAbi, factoryBytecode, [implementation.address, operator])
  const distributor = await deploy(distributorAbi, distributorBytecode, [])
  const dollar = await deploy(devStablecoinAbi, devStablecoinBytecode, [operator])
  await send(registry, 'addAgent', [operator])
  return { registry, factory, distributor, dollar }
}

type Platform = Awaited<ReturnType<typeof openPlatform>>

const investor = (wallet: Address) => ({
  identity: account(`identity of ${wallet}`),
  kycUntilDay: DAY + 365,
  accreditedUntilDay: DAY + 365,
  country: 840,
  class: 1,
  status: 1,
  topics: 3,
})

/** The same as the registry stores it: `InvestorRecord.sol` says where each field lies. */
function packed(wallet: Address): bigint {
  const one = investor(wallet)
  return (
    BigInt(one.identity) |
    (BigInt(one.kycUntilDay) << 160n) |
    (BigInt(one.accreditedUntilDay) << 176n) |
    (BigInt(one.country) << 192n) |
    (BigInt(one.status) << 202n) |
    (BigInt(one.class) << 216n) |
    (BigInt(one.topics) << 224n)
  )
}

async function onboard({ send }: Hands, { registry }: Platform, wallets: readonly Address[]) {
  return await send(registry, 'registerPacked', [wallets, wallets.map(packed)])
}

/** One more asset, with every rule and every role. */
async function createToken({ client, operator, send }: Hands, { factory }: Platform, label: string) {
  const salt = keccak256(toHex(label))
  const everyCountry = 2n ** 256n - 1n
  const gas = await send(factory, 'createToken', [
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
        usHoldersMax: 1_900,
        nonAccreditedHoldersMax: 35,
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
  const made = { ...factory, functionName: 'tokenAddress', args: [salt, operator] } as const
  return { gas, token: { abi: securityTokenAbi, address: getAddress(await client.readContract(made)) } }
}

type Token = Awaited<ReturnType<typeof createToken>>['token']

const issuance = (to: Address, unlockDay: number) =>
  ({ to, units: AMOUNT, acquiredDay: DAY, unlockDay, legend: unlockDay === 0 ? 0 : 1 }) as const
const fresh = (to: Address) => [to, AMOUNT, DAY, 0, 0, zeroHash] as const

async function measureOneByOne(hands: Hands, platform: Platform): Promise<Gas> {
  const { send, enrich } = hands
  const gas: Gas = {}
  const [alice, bo, cleo, dana, eve, fay] = six('holder')
  await enrich([alice, cleo, eve])
  gas['onboard.one'] = await send(platform.registry, 'register', [alice, investor(alice)])
  await onboard(hands, platform, [bo, cleo, dana, eve, fay])
  const { token, gas: suite } = await createToken(hands, platform, 'first')
  gas['suite'] = suite
  await send(token, 'issue', fresh(dana))
  gas['mint.new'] = await send(token, 'mint', [alice, AMOUNT])
  gas['mint.existing'] = await send(token, 'mint', [alice, AMOUNT])
  gas['mint.newWithRef'] = await send(token, 'issue', [bo, AMOUNT, DAY, 0, 0, keccak256(toHex('ref'))])
  gas['mint.newWithLot'] = await send(token, 'issue', [eve, AMOUNT, DAY, DAY + 365, 1, zeroHash])
  const plain = await send(token, 'transfer', [bo, AMOUNT / 2n], alice)
  gas['transfer.existing'] = plain
  gas['transfer.new'] = await send(token, 'transfer', [cleo, AMOUNT / 2n], alice)
  await send(token, 'issue', fresh(eve))
  gas['transfer.underLot'] = await send(token, 'transfer', [bo, AMOUNT / 2n], eve)
  gas['freeze'] = await send(token, 'setAddressFrozen', [cleo, true])
  await send(token, 'setAddressFrozen', [cleo, false])
  gas['partialFreeze'] = await send(token, 'freezePartialTokens', [cleo, AMOUNT / 4n])
  gas['forcedTransfer'] = await send(token, 'forcedTransfer', [cleo, alice, AMOUNT / 8n])
  await send(token, 'issue', fresh(cleo))
  await send(token, 'issue', fresh(fay))
  return { ...gas, ...(await measureRecordDate(hands, { token, plain, wallets: [alice, bo, cleo, fay] })) }
}

/** What a record date adds to a transfer that costs `plain` without one. */
async function measureRecordDate(
  { client, send }: Hands,
  {
    token,
    plain,
    wallets: [alice, bo, cleo, fay],
  }: {
    readonly token: Token
    readonly plain: number
    readonly wallets: readonly [Address, Address, Address, Address]
  },
): Promise<Gas> {
  await send(token, 'declareRecordDate', [LATER])
  const ahead = await send(token, 'transfer', [bo, AMOUNT / 2n], alice)
  await client.setNextBlockTimestamp({ timestamp: BigInt(LATER) })
  const turning = await send(token, 'transfer', [bo, AMOUNT / 4n], alice)
  const touching = await send(token, 'transfer', [fay, AMOUNT / 4n], cleo)
  return {
    'recordDate.idle': ahead - plain,
    'recordDate.firstTouch': Math.ceil((touching - plain) / 2),
    'recordDate.turn': turning - touching,
  }
}

async function measureBatches(hands: Hands, platform: Platform): Promise<Gas> {
  const hundred = accounts('batch', 100)
  const onboarding = await onboard(hands, platform, hundred)
  const { token } = await createToken(hands, platform, 'batch')
  const each = (gas: number) => Math.ceil(gas / 100)
  const amounts = hundred.map(() => AMOUNT)
  const locked = accounts('locked', 100)
  const seller = account('seller')
  await hands.enrich([seller])
  await onboard(hands, platform, [...locked, seller])
  const lots = locked.map((one) => issuance(one, DAY + 400))
  const gas: Gas = {
    'onboard.each100': each(onboarding),
    'batchMint.new': each(await hands.send(token, 'batchMint', [hundred, amounts])),
    'batchMint.existing': each(await hands.send(token, 'batchMint', [hundred, amounts])),
    'batchMint.newWithLot': each(await hands.send(token, 'issueBatch', [lots, zeroHash])),
  }
  await hands.send(token, 'mint', [seller, 1_000n * AMOUNT])
  gas['batchTransfer.existing'] = each(await hands.send(token, 'batchTransfer', [hundred, amounts], seller))
  return gas
}

/** A thousand payees, twice: the second time they hold the stablecoin. */
async function measurePayouts(hands: Hands, platform: Platform): Promise<Gas> {
  const { operator, send } = hands
  const { dollar, distributor } = platform
  const payees = accounts('payee', 1_000)
  const { token } = await createToken(hands, platform, 'paying')
  for (const some of parts(payees, 250)) {
    await onboard(hands, platform, some)
    await send(token, 'issueBatch', [some.map((one) => issuance(one, 0)), zeroHash])
  }
  await send(dollar, 'mint', [operator, 10n ** 12n])
  await send(dollar, 'approve', [distributor.address, 10n ** 12n])
  // Money of another distribution lies there too, as it does on a platform at work.
  await send(dollar, 'mint', [distributor.address, 1n])
  return {
    'push.fresh': await measurePush(hands, platform, { token, payees, id: 1n }),
    'push.existing': await measurePush(hands, platform, { token, payees, id: 2n }),
  }
}

async function measurePush(
  { client, send }: Hands,
  { dollar, distributor }: Platform,
  { token, payees, id }: { readonly token: Token; readonly payees: readonly Address[]; readonly id: bigint },
): Promise<number> {
  const at = LATER + Number(id) * 86_400
  await send(token, 'declareRecordDate', [at])
  await client.setNextBlockTimestamp({ timestamp: BigInt(at) })
  const ref = keccak256(toHex(`payment ${id}`))
  await send(distributor, 'declare', [token.address, Number(id), dollar.address, PAYMENT, ref])
  await send(distributor, 'fund', [id, PAYMENT])
  let used = 0
  for (const some of parts(payees, 400)) used += await send(distributor, 'push', [id, some])
  const { paid } = await client.readContract({ ...distributor, functionName: 'distribution', args: [id] })
  if (paid !== PAYMENT) throw new Error(`the payment measured is not whole: ${paid}`)
  return Math.ceil(used / payees.length)
}
