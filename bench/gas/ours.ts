/** Our protocol: one registry, clones made by the factory, every built-in rule on. */
import { getAddress, hashStruct, keccak256, toHex, zeroAddress, zeroHash, type Address } from 'viem'
import { offeringAbi } from '../../contracts/abi/Offering.ts'
import { offeringBytecode } from '../../contracts/bytecode/Offering.ts'
import { revenueRouterAbi } from '../../contracts/abi/RevenueRouter.ts'
import { revenueRouterBytecode } from '../../contracts/bytecode/RevenueRouter.ts'
import { waterfallAbi } from '../../contracts/abi/Waterfall.ts'
import { waterfallBytecode } from '../../contracts/bytecode/Waterfall.ts'
import { assetFactoryAbi } from '../../contracts/abi/AssetFactory.ts'
import { assetFactoryBytecode } from '../../contracts/bytecode/AssetFactory.ts'
import { settlementAbi } from '../../contracts/abi/Settlement.ts'
import { settlementBytecode } from '../../contracts/bytecode/Settlement.ts'
import { privateKeyToAccount } from 'viem/accounts'
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
import { ORDER_TYPE } from '../../test/order-type.ts'
import { account, accounts, AMOUNT, openHands, parts, six, START, type Client, type Hands } from './chain.ts'
import type { Gas } from './table.ts'

const DAY = Math.floor(START / 86_400)
const LATER = START + 40 * 86_400
const EVERY_COUNTRY = 2n ** 256n - 1n
const EVERY_ROLE = Object.values(ROLES).reduce((mask, role) => mask | role, 0n)
const PAYMENT = 4_321_000_000n
/** France, so neither of the countries that a token knows without its list. */
const ABROAD = 250

export async function measureOurs(client: Client): Promise<Gas> {
  const hands = openHands(client, account('operator'))
  await hands.enrich([hands.operator])
  const platform = await openPlatform(hands)
  return {
    ...(await measureOneByOne(hands, platform)),
    ...(await measureBatches(hands, platform)),
    ...(await measurePayouts(hands, platform)),
    ...(await measureSuite(hands, platform)),
    ...(await measureTrades(hands, platform)),
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

const termsOf = (operator: Address) => ({
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
  countries: [EVERY_COUNTRY, EVERY_COUNTRY, EVERY_COUNTRY, EVERY_COUNTRY] as const,
  document: {
    name: keccak256(toHex('term-sheet')),
    uri: 'https://example.com/term-sheets/office-tower.yaml',
    hash: keccak256(toHex('the term sheet')),
  },
})

/** One more token, with every rule and every role. */
async function createToken({ client, operator, send }: Hands, { factory }: Platform, label: string) {
  const salt = keccak256(toHex(label))
  const gas = await send(factory, 'createToken', [termsOf(operator), salt])
  const made = { ...factory, functionName: 'tokenAddress', args: [salt, operator] } as const
  return { gas, token: { abi: securityTokenAbi, address: getAddress(await client.readContract(made)) } }
}

/** One more asset: a token and the router of its income, wired. */
async function measureSuite({ operator, deploy, send }: Hands, platform: Platform): Promise<Gas> {
  const { registry, factory, distributor, dollar } = platform
  const router = await deploy(revenueRouterAbi, revenueRouterBytecode, [distributor.address])
  const waterfall = await deploy(waterfallAbi, waterfallBytecode, [distributor.address])
  const offering = await deploy(offeringAbi, offeringBytecode, [distributor.address, registry.address])
  const parts = [factory.address, router.address, waterfall.address, offering.address] as const
  const assets = await deploy(assetFactoryAbi, assetFactoryBytecode, parts)
  await send(factory, 'addAgent', [assets.address])
  const income = {
    token: zeroAddress,
    payment: dollar.address,
    owner: operator,
    treasury: zeroAddress,
    zoneOffset: -18_000,
    policy: { holdersBps: 9_000, remainderTo: account('reserve'), shares: [] },
  }
  return { suite: await send(assets, 'createSuite', [termsOf(operator), income, keccak256(toHex('suite'))]) }
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
  const { token, gas: tokenAlone } = await createToken(hands, platform, 'first')
  gas['suite.tokenAlone'] = tokenAlone
  await send(token, 'issue', fresh(dana))
  gas['mint.new'] = await send(token, 'mint', [alice, AMOUNT])
  gas['mint.existing'] = await send(token, 'mint', [alice, AMOUNT])
  gas['mint.newWithRef'] = await send(token, 'issue', [bo, AMOUNT, DAY, 0, 0, keccak256(toHex('ref'))])
  gas['mint.newWithLot'] = await send(token, 'issue', [eve, AMOUNT, DAY, DAY + 365, 1, zeroHash])
  const plain = await send(token, 'transfer', [bo, AMOUNT / 2n], alice)
  gas['transfer.existing'] = plain
  gas['transfer.new'] = await send(token, 'transfer', [cleo, AMOUNT / 2n], alice)
  gas['mint.besideLot'] = await send(token, 'issue', fresh(eve))
  gas['transfer.underLot'] = await send(token, 'transfer', [bo, AMOUNT / 2n], eve)
  gas['freeze'] = await send(token, 'setAddressFrozen', [cleo, true])
  await send(token, 'setAddressFrozen', [cleo, false])
  gas['partialFreeze'] = await send(token, 'freezePartialTokens', [cleo, AMOUNT / 4n])
  gas['forcedTransfer'] = await send(token, 'forcedTransfer', [cleo, alice, AMOUNT / 8n])
  await send(token, 'issue', fresh(cleo))
  await send(token, 'issue', fresh(fay))
  const [abroad, newcomer] = [account('abroad'), account('newcomer abroad')]
  for (const wallet of [abroad, newcomer])
    await send(platform.registry, 'register', [wallet, { ...investor(wallet), country: ABROAD }])
  await send(token, 'issue', fresh(abroad))
  gas['transfer.abroad'] = await send(token, 'transfer', [abroad, AMOUNT / 8n], alice)
  gas['transfer.newAbroad'] = await send(token, 'transfer', [newcomer, AMOUNT / 8n], alice)
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
  const fresh = await measurePush(hands, platform, { token, payees, id: 1n })
  const existing = await measurePush(hands, platform, { token, payees, id: 2n })
  await send(distributor, 'watch', [token.address])
  return {
    'push.fresh': fresh,
    'push.existing': existing,
    'push.watched': await measurePush(hands, platform, { token, payees, id: 3n }),
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

/** An account that can sign, without a zero byte in its address. */
function trader(label: string) {
  for (let n = 0; ; n++) {
    const signing = privateKeyToAccount(keccak256(toHex(`${label}/${n}`)))
    if (!/^0x(?:..)*00/.test(signing.address)) return signing
  }
}

/** Delivery versus payment: both orders signed, filled whole, in one transaction of somebody else. */
async function measureTrades(hands: Hands, platform: Platform): Promise<Gas> {
  const { client, operator, deploy, send, enrich } = hands
  const { dollar } = platform
  const settlement = await deploy(settlementAbi, settlementBytecode, [])
  const { token } = await createToken(hands, platform, 'traded')
  const [seller, buyer, foreigner] = [trader('seller'), trader('buyer'), trader('foreigner')]
  const traders = [seller, buyer, foreigner]
  await onboard(hands, platform, [seller.address, buyer.address])
  await send(platform.registry, 'register', [
    foreigner.address,
    { ...investor(foreigner.address), country: ABROAD },
  ])
  await enrich(traders.map(({ address }) => address))
  for (const { address } of traders) {
    await send(token, 'issue', fresh(address))
    await send(dollar, 'mint', [address, 10n ** 12n])
    await send(token, 'approve', [settlement.address, 2n ** 256n - 1n], address)
    await send(dollar, 'approve', [settlement.address, 2n ** 256n - 1n], address)
  }
  const domain = {
    name: 'Aliquot Settlement',
    version: '1',
    chainId: await client.getChainId(),
    verifyingContract: settlement.address,
  }
  const sign = async (by: typeof seller, sells: boolean, nonce: bigint) => {
    const order = {
      trader: by.address,
      sells,
      token: token.address,
      cash: dollar.address,
      units: AMOUNT / 10n,
      unitsMin: AMOUNT / 10n,
      price: 50_000_000n,
      per: 10n ** 18n,
      feeBps: 0,
      feeMax: 0n,
      feeRecipient: zeroAddress,
      counterparty: zeroAddress,
      nonce,
      // The same on every run: a signature has as many zero bytes as chance gives it, and they cost less.
      deadline: 2n ** 32n,
      rescalings: 0n,
    }
    const signature = await by.signTypedData({
      domain,
      types: ORDER_TYPE,
      primaryType: 'Order',
      message: order,
    })
    return { order, signature }
  }
  const trade = async (nonce: bigint, accepts: boolean, by = buyer) => {
    const maker = await sign(seller, true, nonce)
    const struct = { types: ORDER_TYPE, primaryType: 'Order', data: maker.order } as const
    const taker = await sign(by, false, accepts ? BigInt(hashStruct(struct)) : nonce)
    const pair = {
      maker: maker.order,
      makerSignature: maker.signature,
      taker: taker.order,
      takerSignature: taker.signature,
      units: AMOUNT / 10n,
    }
    return await send(settlement, 'settle', [pair], operator)
  }
  return {
    'dvp.first': await trade(1n, true),
    'dvp.next': await trade(2n, true),
    'dvp.abroad': await trade(3n, true, foreigner),
    'dvp.twoNoncesFirst': await trade(129n, false),
    'dvp.twoNoncesNext': await trade(130n, false),
  }
}
