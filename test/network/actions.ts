/** Each contract that the walk of network.test.ts has not met yet, driven by those who drive it. */
import assert from 'node:assert/strict'
import { keccak256, parseEther, toHex, zeroAddress, type Address, type ContractFunctionArgs } from 'viem'
import { assetFactoryAbi } from '../../contracts/abi/AssetFactory.ts'
import { ballotAbi } from '../../contracts/abi/Ballot.ts'
import { conversionAbi } from '../../contracts/abi/Conversion.ts'
import { devStablecoinAbi } from '../../contracts/abi/DevStablecoin.ts'
import type { factoryAbi } from '../../contracts/abi/Factory.ts'
import { offeringAbi } from '../../contracts/abi/Offering.ts'
import { redemptionAbi } from '../../contracts/abi/Redemption.ts'
import { revenueRouterAbi } from '../../contracts/abi/RevenueRouter.ts'
import { ROLES } from '../../contracts/abi/roles.ts'
import { securityTokenAbi } from '../../contracts/abi/SecurityToken.ts'
import { settlementAbi } from '../../contracts/abi/Settlement.ts'
import { splitAbi } from '../../contracts/abi/Split.ts'
import { tenderAbi } from '../../contracts/abi/Tender.ts'
import { waterfallAbi } from '../../contracts/abi/Waterfall.ts'
import { ballotBytecode } from '../../contracts/bytecode/Ballot.ts'
import { conversionBytecode } from '../../contracts/bytecode/Conversion.ts'
import { settlementBytecode } from '../../contracts/bytecode/Settlement.ts'
import { splitBytecode } from '../../contracts/bytecode/Split.ts'
import { tenderBytecode } from '../../contracts/bytecode/Tender.ts'
import type { ProtocolAddresses } from '../../src/instrument/protocol.ts'
import { developmentAccount } from '../../src/platform/chain/development-account.ts'
import { developmentSigner } from '../../src/platform/chain/keystore.ts'
import type { Rpc } from '../../src/platform/chain/rpc.ts'
import { ORDER_TYPE } from '../order-type.ts'
import { ask, call, CHAIN, create, operator, send, timeOf, until } from './calls.ts'

const EVERYTHING = 2n ** 104n - 1n
const LONG = 86_400
const hash = (words: string) => keccak256(toHex(words))
const [ana, bo, cleo] = [1, 2, 3].map((n) => developmentAccount(n)) as [Account, Account, Account]
type Account = ReturnType<typeof developmentAccount>
const as = { ana: developmentSigner(1, {}), bo: developmentSigner(2, {}), cleo: developmentSigner(3, {}) }

export type TokenTerms = ContractFunctionArgs<typeof factoryAbi, 'nonpayable', 'createToken'>[0]
type World = {
  readonly rpc: Rpc
  readonly protocol: ProtocolAddresses
  /** Ana has 600 of it and Bo 400, as on its record date 1. */
  readonly token: Address
  readonly dollar: Address
  readonly terms: TokenTerms
}

/** Ana sells 10 units to Bo and 20 to the issuer, for 110; Cleo gets 5 for 10 of another class. */
export async function driveActions(world: World): Promise<void> {
  const { rpc, dollar } = world
  for (const { address } of [ana, bo, cleo]) await send(rpc, address, '0x', { value: parseEther('10') })
  await call(rpc, dollar, devStablecoinAbi, 'mint', [operator, 100_000n])
  await subscribed(world)
  await settled(world)
  await voted(world)
  await poured(world)
  await tendered(world)
  const other = await suite(world)
  await split(world, other)
  await redeemed(world, other)
  await converted(world, other)
}

function grant({ rpc }: World, token: Address, to: Address, roles: bigint): Promise<void> {
  return call(rpc, token, securityTokenAbi, 'grantRole', [to, roles])
}

function approve({ rpc, dollar }: World, spender: Address, from?: (typeof as)['ana']): Promise<void> {
  return call(rpc, dollar, devStablecoinAbi, 'approve', [spender, EVERYTHING], from)
}

/** Money goes into the offering's escrow, and back out of it within the cooling-off. */
async function subscribed(world: World): Promise<void> {
  const { rpc, token, dollar, protocol } = world
  const [salt, opensAt] = [hash('offering'), await timeOf(rpc)]
  const [closesAt, finalBy] = [opensAt + LONG, opensAt + 10 * LONG]
  const window = { opensAt, closesAt, finalBy, coolingOff: LONG }
  const limits = {
    softCap: 1n,
    hardCap: 100n,
    allocation: 0,
    fiat: false,
    lockDays: 0,
    legend: 0,
    limits: [],
  }
  const currencies = [{ token: dollar, num: 1n, den: 1n }]
  const tiers = [{ unitsTo: 100n, price: 5n }]
  const terms = { token, treasury: operator, ...window, ...limits, tiers, currencies }
  await call(rpc, protocol.assetFactory, assetFactoryAbi, 'createOffering', [terms, salt])
  const offering = await ask(rpc, protocol.assetFactory, assetFactoryAbi, 'offeringAddress', [salt, operator])
  await grant(world, token, offering, ROLES.ISSUER)
  await approve(world, offering, as.ana)
  await call(rpc, offering, offeringAbi, 'subscribe', [10n, 0, 50n], as.ana)
  assert.equal(await ask(rpc, offering, offeringAbi, 'escrowOf', [0]), 50n)
  await call(rpc, offering, offeringAbi, 'withdraw', [1n], as.ana)
  assert.equal(await ask(rpc, offering, offeringAbi, 'escrowOf', [0]), 0n)
}

/** Ana sells 10 units to Bo at 5: both have signed, somebody else carries it. */
async function settled(world: World): Promise<void> {
  const { rpc, token, dollar } = world
  const settlement = await create(rpc, settlementAbi, settlementBytecode, [])
  await call(rpc, token, securityTokenAbi, 'approve', [settlement, EVERYTHING], as.ana)
  await approve(world, settlement, as.bo)
  const [, name, version] = await ask(rpc, settlement, settlementAbi, 'eip712Domain', [])
  const domain = { name, version, chainId: CHAIN, verifyingContract: settlement }
  const deadline = BigInt((await timeOf(rpc)) + LONG)
  const deal = { token, cash: dollar, units: 10n, unitsMin: 10n, price: 5n, per: 1n, nonce: 1n, deadline }
  const free = { feeBps: 0, feeMax: 0n, feeRecipient: zeroAddress, counterparty: zeroAddress }
  const rescalings = await ask(rpc, token, securityTokenAbi, 'rescalings', [])
  const signed = async (account: Account, sells: boolean) => {
    const message = { ...deal, ...free, rescalings, trader: account.address, sells }
    const signature = await account.signTypedData({
      domain,
      types: ORDER_TYPE,
      primaryType: 'Order',
      message,
    })
    return [message, signature] as const
  }
  const [[maker, makerSignature], [taker, takerSignature]] = [
    await signed(ana, true),
    await signed(bo, false),
  ]
  const pair = { maker, makerSignature, taker, takerSignature, units: 10n }
  await call(rpc, settlement, settlementAbi, 'settle', [pair])
  assert.equal(await ask(rpc, token, securityTokenAbi, 'balanceOf', [bo.address]), 410n)
}

/** Ana, who had 600 of 1,000 on the record date, carries a motion. */
async function voted({ rpc, token }: World): Promise<void> {
  const ballots = await create(rpc, ballotAbi, ballotBytecode, [])
  const opensAt = await timeOf(rpc)
  const closesAt = opensAt + 8
  const rules = { options: 3, lastAbstains: true, changeable: true, moreThan: true, basis: 0 }
  const terms = {
    classes: [{ token, recordId: 1, votesPerUnit: 1, quorumBps: 0, thresholdBps: 0 }],
    rules: { ...rules, quorumBps: 2_500, thresholdBps: 5_000 },
    excluded: [],
    opensAt,
    closesAt,
    motion: hash('sell the tower'),
    uri: 'https://example.com/motion.pdf',
    ref: hash('meeting'),
  }
  await call(rpc, ballots, ballotAbi, 'open', [terms])
  await call(rpc, ballots, ballotAbi, 'vote', [1n, ana.address, 0], as.ana)
  await until(rpc, closesAt)
  await call(rpc, ballots, ballotAbi, 'finalise', [1n])
  const [{ outstanding, units }] = (await ask(rpc, ballots, ballotAbi, 'countsOf', [1n])) as [Counted]
  assert.deepEqual([outstanding, ...units], [1_000n, 600n, 0n, 0n])
}
type Counted = { readonly outstanding: bigint; readonly units: readonly bigint[] }

/** One class has no other before it: all that is poured is its distribution. */
async function poured(world: World): Promise<void> {
  const { rpc, token, dollar, protocol } = world
  const salt = hash('waterfall')
  const none = { participation: 1, convertible: false, preferenceBps: 0, capBps: 0, dividendBps: 0 }
  const classes = [{ token, rank: 0, sharesPerUnit: 1, price: 0n, accruesFrom: 0, ...none }]
  await call(rpc, protocol.assetFactory, assetFactoryAbi, 'createWaterfall', [dollar, classes, salt])
  const waterfall = await ask(rpc, protocol.assetFactory, assetFactoryAbi, 'waterfallAddress', [
    salt,
    operator,
  ])
  await grant(world, token, waterfall, ROLES.RECORDER)
  await approve(world, waterfall)
  await call(rpc, waterfall, waterfallAbi, 'execute', [[1], 1_000n, hash('sale')])
  assert.equal(await ask(rpc, waterfall, waterfallAbi, 'total', []), 1_000n)
}

/** The issuer buys 20 units of Ana's back at 3. */
async function tendered(world: World): Promise<void> {
  const { rpc, token, dollar, protocol } = world
  const tender = await create(rpc, tenderAbi, tenderBytecode, [protocol.distributor])
  await grant(world, token, tender, ROLES.ISSUER | ROLES.FREEZER)
  await approve(world, tender)
  const opensAt = (await timeOf(rpc)) + 4
  const closesAt = opensAt + 4
  const money = { payment: dollar, treasury: operator, price: 3n, ref: hash('offer') }
  const terms = { token, unitsMax: 20n, opensAt, closesAt, oddLot: 0n, ...money }
  await call(rpc, tender, tenderAbi, 'offer', [terms])
  await call(rpc, tender, tenderAbi, 'fund', [1n, 60n])
  await until(rpc, opensAt)
  await call(rpc, tender, tenderAbi, 'tender', [1n, 20n], as.ana)
  await until(rpc, closesAt)
  await call(rpc, tender, tenderAbi, 'settle', [1n, [ana.address]])
  await call(rpc, tender, tenderAbi, 'close', [1n])
}

/** A second class with a router of its income, which declares the record date of the month; 100 units of it for Cleo. */
async function suite(world: World): Promise<Address> {
  const { rpc, dollar, protocol, terms } = world
  const salt = hash('second class')
  const policy = { holdersBps: 9_000, remainderTo: operator, shares: [] }
  const router = {
    token: zeroAddress,
    payment: dollar,
    owner: operator,
    treasury: operator,
    zoneOffset: 0,
    policy,
  }
  await call(rpc, protocol.assetFactory, assetFactoryAbi, 'createSuite', [terms, router, salt])
  const read = (name: 'tokenAddress' | 'routerAddress') =>
    ask(rpc, protocol.assetFactory, assetFactoryAbi, name, [salt, operator])
  const other = await read('tokenAddress')
  await call(rpc, other, securityTokenAbi, 'mint', [cleo.address, 100n])
  await call(rpc, await read('routerAddress'), revenueRouterAbi, 'declareRecordDate', [])
  assert.equal(await ask(rpc, other, securityTokenAbi, 'recordCount', []), 1)
  return other
}

/** Two for one: Cleo has 200. */
async function split(world: World, other: Address): Promise<void> {
  const { rpc, dollar, protocol } = world
  const splits = await create(rpc, splitAbi, splitBytecode, [protocol.distributor])
  await grant(world, other, splits, ROLES.ISSUER | ROLES.PAUSER | ROLES.RULER)
  const at = (await timeOf(rpc)) + 4
  const money = { payment: dollar, treasury: operator, price: 1n, ref: hash('split') }
  await call(rpc, splits, splitAbi, 'announce', [{ token: other, num: 2n, den: 1n, at, ...money }])
  await until(rpc, at)
  await call(rpc, splits, splitAbi, 'begin', [1n])
  await call(rpc, splits, splitAbi, 'split', [1n, [cleo.address]])
  await call(rpc, splits, splitAbi, 'finish', [1n])
  assert.equal(await ask(rpc, other, securityTokenAbi, 'balanceOf', [cleo.address]), 200n)
}

/** A quarter is redeemed at 2 a unit: Cleo has 150, and 100 of money. */
async function redeemed(world: World, other: Address): Promise<void> {
  const { rpc, dollar, protocol } = world
  const { redemption } = protocol
  await grant(world, other, redemption, ROLES.ISSUER | ROLES.PAUSER)
  await approve(world, redemption)
  const at = (await timeOf(rpc)) + 4
  const money = { payment: dollar, treasury: operator, price: 2n, ref: hash('redemption') }
  await call(rpc, redemption, redemptionAbi, 'announce', [{ token: other, units: 50n, at, ...money }])
  await call(rpc, redemption, redemptionAbi, 'fund', [1n, 100n])
  await until(rpc, at)
  await call(rpc, redemption, redemptionAbi, 'begin', [1n])
  await call(rpc, redemption, redemptionAbi, 'redeem', [1n, [cleo.address]])
  await call(rpc, redemption, redemptionAbi, 'finish', [1n])
  assert.equal(await ask(rpc, dollar, devStablecoinAbi, 'balanceOf', [cleo.address]), 100n)
}

/** Cleo turns 10 of the second class into 5 of the first. */
async function converted(world: World, other: Address): Promise<void> {
  const { rpc, token } = world
  const conversion = await create(rpc, conversionAbi, conversionBytecode, [])
  for (const class_ of [token, other]) await grant(world, class_, conversion, ROLES.ISSUER | ROLES.FREEZER)
  const opensAt = (await timeOf(rpc)) + 4
  const window = { opensAt, closesAt: opensAt + LONG, mandatoryAt: 0 }
  const terms = { from: other, to: token, num: 1n, den: 2n, ...window, ref: hash('conversion') }
  await call(rpc, conversion, conversionAbi, 'announce', [terms])
  await until(rpc, opensAt)
  await call(rpc, conversion, conversionAbi, 'convert', [1n, 10n], as.cleo)
  assert.equal(await ask(rpc, token, securityTokenAbi, 'balanceOf', [cleo.address]), 5n)
}
