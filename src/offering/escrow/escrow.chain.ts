import {
  decodeFunctionData,
  encodeFunctionData,
  hashTypedData,
  keccak256,
  parseEventLogs,
  toFunctionSelector,
  toHex,
  type Address,
  type ContractFunctionReturnType,
  type Hex,
} from 'viem'
import { assetFactoryAbi } from '../../../contracts/abi/AssetFactory.ts'
import { offeringAbi } from '../../../contracts/abi/Offering.ts'
import { countriesOfBitmap, countryBitmap } from '../../instrument/countries.ts'
import { ALLOCATION_RULES, STANDINGS, hardCapOf, type Instrument } from '../../instrument/instrument.ts'
import { pricesOf } from '../../instrument/price.ts'
import { saltOf } from '../../instrument/token.service.ts'
import type { OfferingId, SubscriptionId } from '../../kernel/ids.ts'
import type { Allotted } from '../closing/allocation.ts'
import { fiatOf } from '../../bank/deposit-match.ts'
import { INVESTOR_KINDS, REGISTRY_CLASS } from '../../investor/investor.ts'
import { payables } from '../currency.ts'
import { escrowLimits } from '../subscription/investment-limit.ts'
import { legendNumber } from '../../restriction/lot.ts'
import { type EscrowLimit, type EscrowTerms, timesOf } from '../offering.ts'
import { epochSeconds, instantOfSeconds } from '../../kernel/time.ts'
import type { Intent } from '../../platform/chain/intents.ts'
import { rangeLogs } from '../../platform/chain/range-logs.ts'
import type { Rpc } from '../../platform/chain/rpc.ts'
import { atHead, question } from '../../platform/chain/state.ts'

/** Money that was paid outside the chain. */
export const FIAT = 255
const ALLOCATIONS = { 'first-come': 0, 'pro-rata': 1, 'by-hand': 2 } as const
/** In a limit of the contract: everybody, by class or by standing. */
const ANY = 0
const STANDING = { accredited: 1, 'not-accredited': 2 } as const
const UNITS_MAX = 2n ** 104n - 1n
const STAGES = ['none', 'open', 'closed', 'refunding'] as const

/** What an investor subscribes for, as the escrow counts it. */
export type SubscribeWords = {
  readonly investor: Address
  readonly units: bigint
  readonly currency: number
  readonly cashMax: bigint
  readonly salt: Hex
  readonly deadline: bigint
}

export function subscribeWords(subscription: {
  readonly id: SubscriptionId
  readonly wallet: Address
  readonly units: bigint
  readonly currency: number
  /** Base units of that currency. */
  readonly cash: bigint
  readonly deadline: bigint
}): SubscribeWords {
  return {
    investor: subscription.wallet,
    units: subscription.units,
    currency: subscription.currency,
    cashMax: subscription.cash,
    salt: keccak256(toHex(subscription.id)),
    deadline: subscription.deadline,
  }
}

function escrowDomain(chainId: number, contract: Address) {
  return { name: 'Aliquot Offering', version: '1', chainId, verifyingContract: contract } as const
}

/** The contract's `digestOf`, without asking it. */
export function wordsDigest(chainId: number, contract: Address, words: SubscribeWords): Hex {
  return hashTypedData({
    domain: escrowDomain(chainId, contract),
    primaryType: 'Subscribe',
    types: {
      Subscribe: [
        { name: 'investor', type: 'address' },
        { name: 'units', type: 'uint104' },
        { name: 'currency', type: 'uint8' },
        { name: 'cashMax', type: 'uint128' },
        { name: 'salt', type: 'bytes32' },
        { name: 'deadline', type: 'uint256' },
      ],
    },
    message: words,
  })
}

/** What an investor signs to take a subscription back. */
export function withdrawalTypedData(chainId: number, contract: Address, number: bigint, deadline: bigint) {
  return {
    domain: escrowDomain(chainId, contract),
    primaryType: 'Withdraw',
    types: {
      Withdraw: [
        { name: 'id', type: 'uint256' },
        { name: 'deadline', type: 'uint256' },
      ],
    },
    message: { id: number, deadline },
  } as const
}

/** What the escrow of these terms is made with. */
export function escrowTermsOf(
  instrument: Pick<
    Instrument,
    'offering' | 'timeZone' | 'unitsMax' | 'unitPrice' | 'priceTiers' | 'decimals' | 'payment' | 'treasury'
  >,
): EscrowTerms {
  const { offering, treasury, payment } = instrument
  return {
    ...timesOf(instrument),
    treasury,
    softCap: offering.softCap,
    hardCap: hardCapOf(instrument),
    coolingOffSeconds: offering.coolingOffHours * 3600,
    allocation: offering.allocation,
    takesFiat: fiatOf(payment.currency) !== null,
    lockUpDays: offering.lockUpDays,
    prices: pricesOf(instrument),
    limits: escrowLimits(instrument),
    currencies: payables(instrument).map(({ token, num, den }) => ({ token, num, den })),
  }
}

/** Makes the escrow of the offering of a key, at the address that its token knows already. */
export function createOfferingCall(terms: EscrowTerms, token: Address, key: string): Hex {
  if (terms.allocation === null) throw new Error(`${key} has no way to allot its units`)
  return encodeFunctionData({
    abi: assetFactoryAbi,
    functionName: 'createOffering',
    args: [
      {
        token,
        treasury: terms.treasury,
        softCap: terms.softCap,
        hardCap: terms.hardCap,
        opensAt: epochSeconds(terms.opensAt),
        closesAt: epochSeconds(terms.closesAt),
        finalBy: epochSeconds(terms.finalBy),
        coolingOff: terms.coolingOffSeconds,
        allocation: ALLOCATIONS[terms.allocation],
        fiat: terms.takesFiat,
        lockDays: terms.lockUpDays,
        legend: terms.lockUpDays === 0 ? 0 : legendNumber(['lock-up']),
        tiers: terms.prices,
        currencies: terms.currencies,
        limits: terms.limits.map(({ standing, kind, countries, unitsMax }) => ({
          class: kind === null ? ANY : REGISTRY_CLASS[kind],
          standing: standing === null ? ANY : STANDING[standing],
          countries: countryBitmap(countries ?? []),
          ticketMin: 0n,
          ticketMax: UNITS_MAX,
          unitsMax,
        })),
      },
      saltOf(key),
    ],
  })
}

/** What the escrow at this address answers that it was made with; null when there is none. */
export async function readEscrowTerms(rpc: Rpc, contract: Address): Promise<EscrowTerms | null> {
  if ((await rpc.call('eth_getCode', [contract, 'latest'])) === '0x') return null
  const [terms] = await atHead(rpc, ({ ask }) => ask([question(contract, offeringAbi, 'terms', [])]))
  return {
    treasury: terms.treasury,
    softCap: terms.softCap,
    hardCap: terms.hardCap,
    opensAt: instantOfSeconds(terms.opensAt),
    closesAt: instantOfSeconds(terms.closesAt),
    finalBy: instantOfSeconds(terms.finalBy),
    coolingOffSeconds: terms.coolingOff,
    allocation: ALLOCATION_RULES.find((rule) => ALLOCATIONS[rule] === terms.allocation) ?? null,
    takesFiat: terms.fiat,
    lockUpDays: terms.lockDays,
    prices: terms.tiers,
    limits: terms.limits.map(toLimit),
    currencies: terms.currencies,
  }
}

type ContractLimit = ContractFunctionReturnType<typeof offeringAbi, 'view', 'terms'>['limits'][number]

function toLimit({ class: of, standing, countries, unitsMax }: ContractLimit): EscrowLimit {
  const listed = countriesOfBitmap(countries)
  return {
    standing: STANDINGS.find((each) => STANDING[each] === standing) ?? null,
    kind: INVESTOR_KINDS.find((each) => REGISTRY_CLASS[each] === of) ?? null,
    countries: listed.length === 0 ? null : listed,
    unitsMax,
  }
}

export const failCall = (): Hex => encodeFunctionData({ abi: offeringAbi, functionName: 'fail' })
export const closeCall = (ref: Hex): Hex =>
  encodeFunctionData({ abi: offeringAbi, functionName: 'close', args: [ref] })
export const cancelCall = (reasonHash: Hex): Hex =>
  encodeFunctionData({ abi: offeringAbi, functionName: 'cancel', args: [reasonHash] })
export const settleCall = (numbers: readonly bigint[]): Hex =>
  encodeFunctionData({ abi: offeringAbi, functionName: 'settle', args: [numbers] })
export const refundCall = (numbers: readonly bigint[]): Hex =>
  encodeFunctionData({ abi: offeringAbi, functionName: 'refund', args: [numbers] })
export const rejectCall = (numbers: readonly bigint[], reason: string): Hex =>
  encodeFunctionData({ abi: offeringAbi, functionName: 'reject', args: [numbers, keccak256(toHex(reason))] })
/** The subscriptions that such a call is about. */
export function numbersIn(call: Hex): readonly bigint[] {
  const { functionName, args } = decodeFunctionData({ abi: offeringAbi, data: call })
  if (functionName !== 'settle' && functionName !== 'refund' && functionName !== 'reject')
    throw new Error(`${functionName} is about no list of subscriptions`)
  return args[0]
}
/** Says what open subscriptions get; `reason` names the list that says why. */
export const allotCall = (
  list: readonly { readonly number: bigint; readonly units: bigint }[],
  reason: Hex,
): Hex =>
  encodeFunctionData({
    abi: offeringAbi,
    functionName: 'allot',
    args: [list.map(({ number }) => number), list.map(({ units }) => units), reason],
  })
/** Says until when the units of open subscriptions are locked at the least, and which legends they carry. */
export const lockLotsCall = (
  numbers: readonly bigint[],
  { unlockDay, legend }: { readonly unlockDay: number; readonly legend: number },
): Hex =>
  encodeFunctionData({ abi: offeringAbi, functionName: 'lockLots', args: [numbers, unlockDay, legend] })
export const releaseCall = (currency: number): Hex =>
  encodeFunctionData({ abi: offeringAbi, functionName: 'release', args: [currency] })
export const releaseFiatCall = (): Hex => releaseCall(FIAT)
export const stopCurrencyCall = (currency: number): Hex =>
  encodeFunctionData({ abi: offeringAbi, functionName: 'stopCurrency', args: [currency, true] })
/** Tells the escrow that money paid at a bank was given back there; `reference` names how, once for each. */
export const recordFiatRefundCall = (number: bigint, reference: string): Hex =>
  encodeFunctionData({
    abi: offeringAbi,
    functionName: 'recordFiatRefund',
    args: [number, keccak256(toHex(reference))],
  })
export const claimCall = (currency: number, investor: Address): Hex =>
  encodeFunctionData({ abi: offeringAbi, functionName: 'claim', args: [currency, investor] })
export const withdrawCall = (number: bigint, deadline: bigint, signature: Hex): Hex =>
  encodeFunctionData({
    abi: offeringAbi,
    functionName: 'withdrawFor',
    args: [number, deadline, signature],
  })

/** Tells the escrow of a payment outside the chain, once for each reference. */
export const attestFiatCall = (paid: {
  readonly investor: Address
  readonly units: bigint
  readonly money: bigint
  readonly reference: string
}): Hex =>
  encodeFunctionData({
    abi: offeringAbi,
    functionName: 'attestFiat',
    args: [paid.investor, paid.units, paid.money, keccak256(toHex(paid.reference))],
  })

/** What the closing papers are named by on the chain. */
export function closingRef(offering: OfferingId): Hex {
  return keccak256(toHex(`closing of ${offering}`))
}

/**
 * What an allotment is named by on the chain: the Keccak-256 of its rows in the order of subscriptions, one a line, each as the
 * JSON list of a subscription, its base units in quotes and the keyed hash of its reason, before that was kept in the vault the reason.
 */
export function allotmentHash(
  list: readonly (Allotted & { readonly reasonHash: string | null; readonly former?: string | null })[],
): Hex {
  const rows = list.map(({ subscription, units, reasonHash, former = null }) =>
    JSON.stringify([subscription, units.toString(), reasonHash ?? former]),
  )
  return keccak256(toHex(rows.toSorted().join('\n')))
}

/** What a transaction did to the subscriptions of an offering, by their numbers. */
export type EscrowOutcome = {
  readonly subscribed: readonly {
    readonly number: bigint
    readonly investor: Address
    readonly units: bigint
    readonly currency: number
  }[]
  /** The last word on each. */
  readonly allotted: ReadonlyMap<bigint, { readonly units: bigint; readonly reason: Hex }>
  /** The last word on each. */
  readonly locked: ReadonlyMap<bigint, { readonly unlockDay: number; readonly legend: number }>
  /** `paid` in base units of what each was paid in. */
  readonly minted: ReadonlyMap<bigint, { readonly units: bigint; readonly paid: bigint }>
  readonly refunded: ReadonlySet<bigint>
  readonly withdrawn: ReadonlySet<bigint>
  /** Whose money could not be sent, and waits for them in the contract: in which currency. */
  readonly parked: readonly Parked[]
  /** What was sent to the treasury, by currency: base units. */
  readonly released: ReadonlyMap<number, bigint>
}

export type Parked = { readonly currency: number; readonly investor: Address }

/** Reads what a mined transaction did, from its receipt. */
export async function outcomeOf(rpc: Rpc, contract: Address, txHash: Hex): Promise<EscrowOutcome> {
  const receipt = (await rpc.call('eth_getTransactionReceipt', [txHash])) as {
    readonly logs: readonly Log[]
  } | null
  if (receipt === null) throw new Error(`${txHash} is final and has no receipt`)
  return outcome(receipt.logs.filter(({ address }) => address.toLowerCase() === contract.toLowerCase()))
}

/** Everything that happened in an escrow in these blocks, whoever did it; both ends included. */
export async function outcomeIn(
  rpc: Rpc,
  contract: Address,
  blocks: { readonly from: number; readonly to: number },
): Promise<EscrowOutcome> {
  const logs = await rangeLogs(rpc, { address: contract, topics: [], ...blocks })
  return outcome(logs.map(({ topics, data }) => ({ address: contract, topics: [...topics], data })))
}

type Log = { readonly address: Address; readonly topics: readonly Hex[]; readonly data: Hex }

function outcome(logs: readonly Log[]): EscrowOutcome {
  const events = parseEventLogs({
    abi: offeringAbi,
    logs: logs as unknown as Parameters<typeof parseEventLogs>[0]['logs'],
  })
  const subscribed: { number: bigint; investor: Address; units: bigint; currency: number }[] = []
  const allotted = new Map<bigint, { units: bigint; reason: Hex }>()
  const locked = new Map<bigint, { unlockDay: number; legend: number }>()
  const minted = new Map<bigint, { units: bigint; paid: bigint }>()
  const [refunded, withdrawn] = [new Set<bigint>(), new Set<bigint>()]
  const parked: Parked[] = []
  const released = new Map<number, bigint>()
  for (const event of events) {
    if (event.eventName === 'Subscribed')
      subscribed.push({
        number: event.args.id,
        investor: event.args.investor,
        units: event.args.units,
        currency: event.args.currency,
      })
    if (event.eventName === 'Allotted')
      allotted.set(event.args.id, { units: event.args.units, reason: event.args.reasonHash })
    if (event.eventName === 'LotLocked')
      locked.set(event.args.id, { unlockDay: event.args.unlockDay, legend: event.args.legend })
    if (event.eventName === 'Minted')
      minted.set(event.args.id, { units: event.args.units, paid: event.args.paid })
    if (event.eventName === 'Refunded') refunded.add(event.args.id)
    if (event.eventName === 'Withdrawn') withdrawn.add(event.args.id)
    if (event.eventName === 'Parked')
      parked.push({ currency: event.args.currency, investor: event.args.investor })
    if (event.eventName === 'Released')
      released.set(event.args.currency, (released.get(event.args.currency) ?? 0n) + event.args.amount)
  }
  return { subscribed, allotted, locked, minted, refunded, withdrawn, parked, released }
}

/** What failed because nothing was left to do: anyone may release and claim, any officer record, so somebody was faster. */
const NOTHING_LEFT = [
  'NothingToRelease(uint8)',
  'NothingToClaim(uint8,address)',
  'NoFiatRefundDue(uint256)',
].map((error) => toFunctionSelector(error))

export function wasDoneBefore({ failure }: Pick<Intent, 'failure'>): boolean {
  return NOTHING_LEFT.some((selector) => failure?.data?.startsWith(selector))
}

/** What lies in an escrow in one of its currencies: base units. */
export type HeldMoney = {
  /** Money of open subscriptions. */
  readonly escrow: bigint
  /** Of issued units, and not yet released. */
  readonly proceeds: bigint
  /** Of refunds that could not be sent. */
  readonly parked: bigint
  /** Whether no more is taken in it. */
  readonly isStopped: boolean
}

/** What the escrow of an offering says of itself at the chain's head. Units are base units, money minor units. */
export type EscrowState = {
  readonly stage: (typeof STAGES)[number]
  readonly subscriptions: bigint
  readonly subscribed: bigint
  readonly minted: bigint
  /** In the order of the contract. */
  readonly held: readonly HeldMoney[]
  /** Paid at a bank for open subscriptions; of issued units and not yet released; and to be given back at a bank. */
  readonly fiatEscrow: bigint
  readonly fiatProceeds: bigint
  readonly fiatDue: bigint
}

/** Whether an escrow takes no more in one of its currencies, at the chain's head. */
export async function readIsStopped(rpc: Rpc, contract: Address, currency: number): Promise<boolean> {
  const [isStopped] = await atHead(rpc, ({ ask }) =>
    ask([question(contract, offeringAbi, 'isStopped', [currency])]),
  )
  return isStopped
}

/** The day of the token on which an offering closed, in days since 1970. */
export async function readClosedDay(rpc: Rpc, contract: Address): Promise<number> {
  const [day] = await atHead(rpc, ({ ask }) => ask([question(contract, offeringAbi, 'closedDay', [])]))
  return day
}

/**
 * @param of.currencies how many the contract takes
 * @param of.atBank     numbers of subscriptions that were paid at a bank and have ended
 */
export async function readEscrow(
  rpc: Rpc,
  contract: Address,
  of: { readonly currencies: number; readonly atBank: readonly bigint[] },
): Promise<EscrowState> {
  return atHead(rpc, async ({ ask }) => {
    const heldIn = async (index: number): Promise<HeldMoney> => {
      const [escrow, proceeds, parked, isStopped] = await ask([
        question(contract, offeringAbi, 'escrowOf', [index]),
        question(contract, offeringAbi, 'proceedsOf', [index]),
        question(contract, offeringAbi, 'parkedTotalOf', [index]),
        question(contract, offeringAbi, 'isStopped', [index]),
      ])
      return { escrow, proceeds, parked, isStopped }
    }
    const [[stage, subscriptions, subscribed, minted, fiatEscrow, fiatProceeds], held, dues] =
      await Promise.all([
        ask([
          question(contract, offeringAbi, 'stage', []),
          question(contract, offeringAbi, 'subscriptionCount', []),
          question(contract, offeringAbi, 'subscribed', []),
          question(contract, offeringAbi, 'minted', []),
          question(contract, offeringAbi, 'escrowOf', [FIAT]),
          question(contract, offeringAbi, 'proceedsOf', [FIAT]),
        ]),
        Promise.all(Array.from({ length: of.currencies }, (_, index) => heldIn(index))),
        ask(of.atBank.map((number) => question(contract, offeringAbi, 'fiatRefundDueOf', [number]))),
      ])
    return {
      stage: STAGES[stage] ?? 'none',
      ...{ subscriptions, subscribed, minted, held, fiatEscrow, fiatProceeds },
      fiatDue: dues.reduce((sum, due) => sum + due, 0n),
    }
  })
}
