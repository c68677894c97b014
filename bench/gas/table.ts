/** What is measured of each side, the budgets of ours, and the committed table. */
import fs from 'node:fs'
import path from 'node:path'

const TABLE = path.join(import.meta.dirname, '..', 'gas.json')

/** Gas by operation; null where a side has no such thing. */
export type Gas = Record<string, number | null>
export const PEERS = ['openzeppelin', 'trex'] as const
export type Peer = (typeof PEERS)[number]
export type Sides = { readonly ours: Gas } & Readonly<Record<Peer, Gas>>

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
  'batchTransfer.existing': 14_000,
  suite: 600_000,
  'dvp.next': 120_000,
  'dvp.first': 140_000,
  'push.existing': 14_000,
  'push.fresh': 31_000,
  'recordDate.idle': 0,
  'recordDate.firstTouch': 25_000,
  'recordDate.turn': 8_000,
}

/** Cases of an operation that its budget is for as well. `transfer.underLot` is none: that budget asks for no active lot. */
const CASE_OF: Readonly<Record<string, string>> = {
  'mint.newWithRef': 'mint.new',
  'mint.besideLot': 'mint.existing',
  'transfer.abroad': 'transfer.existing',
  'transfer.newAbroad': 'transfer.new',
  'push.watched': 'push.existing',
  'dvp.abroad': 'dvp.next',
  'dvp.twoNoncesFirst': 'dvp.first',
  'dvp.twoNoncesNext': 'dvp.next',
}

/** What an operation may cost at most, if anything says so. */
export function budgetOf(operation: string): number | undefined {
  return BUDGET[CASE_OF[operation] ?? operation]
}

export function isOver(operation: string, used: number | null | undefined): boolean {
  const budget = budgetOf(operation)
  return budget !== undefined && used != null && used > budget
}

/** The operations that measure an entry point, the ordinary one first. */
export const RECEIPTS: Readonly<Record<string, readonly string[]>> = {
  'SecurityToken.transfer': [
    'transfer.existing',
    'transfer.new',
    'transfer.abroad',
    'transfer.newAbroad',
    'transfer.underLot',
  ],
  'SecurityToken.mint': ['mint.existing', 'mint.new'],
  'SecurityToken.issue': ['mint.newWithLot', 'mint.newWithRef', 'mint.besideLot'],
  'SecurityToken.setAddressFrozen': ['freeze'],
  'SecurityToken.freezePartialTokens': ['partialFreeze'],
  'SecurityToken.forcedTransfer': ['forcedTransfer'],
  'SecurityToken.batchMint': ['batchMint.existing', 'batchMint.new'],
  'SecurityToken.issueBatch': ['batchMint.newWithLot'],
  'SecurityToken.batchTransfer': ['batchTransfer.existing'],
  'InvestorRegistry.register': ['onboard.one'],
  'InvestorRegistry.registerPacked': ['onboard.each100'],
  'Factory.createToken': ['suite.tokenAlone'],
  'AssetFactory.createSuite': ['suite'],
  'Settlement.settle': ['dvp.next', 'dvp.first', 'dvp.abroad', 'dvp.twoNoncesNext', 'dvp.twoNoncesFirst'],
  'Distributor.push': ['push.existing', 'push.fresh', 'push.watched'],
}

/** The operations of the budgets first, in their order; a peer says of each whether it has it. */
export function ordered(gas: Gas, isPeer = false): Gas {
  const known = Object.keys(BUDGET).filter((operation) => isPeer || operation in gas)
  const further = Object.keys(gas).filter((operation) => !(operation in BUDGET))
  return Object.fromEntries([...known, ...further].map((operation) => [operation, gas[operation] ?? null]))
}

export function committed(): Sides {
  return JSON.parse(fs.readFileSync(TABLE, 'utf8')) as Sides
}

export function writeTable(sides: Sides): void {
  fs.writeFileSync(TABLE, `${JSON.stringify(sides, null, 2)}\n`)
}

export function printTable({ ours, openzeppelin, trex }: Sides): void {
  const number = (value: number | null | undefined) => (value?.toLocaleString('en-US') ?? '–').padStart(13)
  const operations = Object.keys({ ...ours, ...openzeppelin, ...trex })
  console.log(
    `${'operation'.padEnd(24)}${['ours', 'budget', 'OpenZeppelin', 'T-REX'].map((title) => title.padStart(13)).join('')}`,
  )
  for (const operation of operations) {
    const used = ours[operation]
    const over = isOver(operation, used) ? '  over' : ''
    const columns = [used, budgetOf(operation), openzeppelin[operation], trex[operation]].map(number).join('')
    console.log(`${operation.padEnd(24)}${columns}${over}`)
  }
}

/** Where what was measured of us is not what the committed table says. */
export function differences(ours: Gas): string[] {
  const said = committed().ours
  const operations = [...new Set([...Object.keys(said), ...Object.keys(ours)])]
  return operations
    .filter((operation) => said[operation] !== ours[operation])
    .map((operation) => `${operation}: bench/gas.json says ${said[operation]}, measured ${ours[operation]}`)
}
