import type { Address } from '../instrument/instrument.ts'
import { chainDay, holdings, lockedUnits, positions, supplyOf, type Hash, type Movement } from './register.ts'

/** What is compared with what. `stored-…` compares this database with the chain, the others the chain with itself. */
export type CheckName = (typeof CHECK_NAMES)[number]
export const CHECK_NAMES = [
  'tokens',
  'supply',
  'holders',
  'freezes',
  'lots',
  'record-dates',
  'documents',
  'declaration',
  'entitlements',
  'reconciliation',
  'payments',
  'distributor-balance',
  'stored-tokens',
  'stored-register',
  'stored-distribution',
  'stored-income',
  'stored-documents',
  'bank-books',
  'audit',
] as const

/** Two numbers, or texts, that should be one. */
export type Difference = {
  /** Of what: a wallet, a distribution, a log. */
  readonly what: string
  readonly expected: string
  readonly actual: string
}

/** One check of one subject: how much was compared, and everything that differs. */
export type CheckResult = {
  readonly check: CheckName
  readonly subject: string
  readonly compared: number
  readonly differences: readonly Difference[]
}

/* WHAT THE CHAIN SAYS */

/** What the token's own views say of one wallet. */
export type WalletState = {
  readonly wallet: Address
  readonly units: bigint
  readonly frozen: bigint
  readonly locked: bigint
  readonly walletFrozen: boolean
}
export type RecordState = {
  readonly id: number
  readonly at: Temporal.Instant
  /** Where a split ended that the date fell into: it is counted there, in new units. Null for every other date. */
  readonly splitEnd: { readonly block: number; readonly logIndex: number } | null
  /** Null while the date lies ahead, or in a split that runs: the token does not say before. */
  readonly onRecord: { readonly supply: bigint; readonly balances: ReadonlyMap<Address, bigint> } | null
}
export type DocumentState = { readonly nameHex: string; readonly uri: string; readonly hash: Hash }

/** A token's logs beside its state at the same block. */
export type TokenEvidence = {
  readonly token: Address
  readonly name: string
  readonly symbol: string
  readonly decimals: number
  readonly at: Temporal.Instant
  readonly movements: readonly Movement[]
  readonly totalSupply: bigint
  readonly holderCount: bigint
  /** Every wallet that any log names. */
  readonly wallets: readonly WalletState[]
  readonly records: readonly RecordState[]
  readonly documents: readonly DocumentState[]
}

/* COMPARING */

/** Counts what is compared, and keeps what differs. */
export class Comparison {
  readonly #check: CheckName
  readonly #subject: string
  readonly #differences: Difference[] = []
  #compared = 0

  constructor(check: CheckName, subject: string) {
    this.#check = check
    this.#subject = subject
  }

  same(
    what: string,
    expected: bigint | boolean | string | number,
    actual: bigint | boolean | string | number,
  ): void {
    this.#compared++
    if (expected !== actual)
      this.#differences.push({ what, expected: String(expected), actual: String(actual) })
  }

  atLeast(what: string, floor: bigint, actual: bigint): void {
    this.#compared++
    if (actual < floor)
      this.#differences.push({ what, expected: `at least ${floor}`, actual: String(actual) })
  }

  result(): CheckResult {
    return {
      check: this.#check,
      subject: this.#subject,
      compared: this.#compared,
      differences: this.#differences,
    }
  }
}

/**
 * Whether the factory's logs tell of as many tokens as it has made: of one that was made before `fromBlock` they say nothing, and
 * it would go unseen.
 *
 * @param made by the factory's own count
 */
export function checkTokens(tokens: readonly Address[], made: number, fromBlock: number): CheckResult {
  const comparison = new Comparison('tokens', 'factory')
  comparison.same(`tokens made, by logs from block ${fromBlock} on`, tokens.length, made)
  return comparison.result()
}

/**
 * Derives the register from a token's logs and compares it with what the token says: supply, every balance, freezes,
 * lots, every record date, every document.
 */
export function checkToken(evidence: TokenEvidence): CheckResult[] {
  const { movements, at, symbol } = evidence
  const folded = positions(movements)
  const derived = holdings(folded, at)
  const supply = new Comparison('supply', symbol)
  supply.same('sum of all balances', supplyOf(derived), evidence.totalSupply)
  const holders = new Comparison('holders', symbol)
  holders.same('number of holders', BigInt(derived.length), evidence.holderCount)
  const freezes = new Comparison('freezes', symbol)
  const lots = new Comparison('lots', symbol)
  for (const state of evidence.wallets) {
    const position = folded.get(state.wallet)
    holders.same(`units of ${state.wallet}`, position?.units ?? 0n, state.units)
    freezes.same(`frozen units of ${state.wallet}`, position?.frozen ?? 0n, state.frozen)
    freezes.same(`wallet ${state.wallet} frozen`, position?.walletFrozen ?? false, state.walletFrozen)
    lots.same(
      `locked units of ${state.wallet}`,
      lockedUnits(position?.lots ?? [], chainDay(at)),
      state.locked,
    )
  }
  return [
    supply.result(),
    holders.result(),
    freezes.result(),
    lots.result(),
    checkRecordDates(evidence),
    checkDocuments(evidence),
  ]
}

function checkRecordDates({ movements, symbol, records }: TokenEvidence): CheckResult {
  const comparison = new Comparison('record-dates', symbol)
  const declared = movements.filter(({ kind }) => kind === 'record-date')
  comparison.same('number of record dates', declared.length, records.length)
  const balances = balancesOnRecord(movements, records)
  for (const [i, record] of records.entries()) {
    const log = declared.find(({ detail }) => detail?.['id'] === String(record.id))
    const seconds = String(Math.floor(record.at.epochMilliseconds / 1000))
    comparison.same(`instant of record date ${record.id}`, String(log?.detail?.['at']), seconds)
    const derived = balances[i]
    if (record.onRecord === null || derived === undefined) continue
    comparison.same(`supply on record date ${record.id}`, sum(derived.values()), record.onRecord.supply)
    for (const [wallet, units] of record.onRecord.balances)
      comparison.same(`units of ${wallet} on record date ${record.id}`, derived.get(wallet) ?? 0n, units)
  }
  return comparison.result()
}

function checkDocuments({ movements, symbol, documents }: TokenEvidence): CheckResult {
  const comparison = new Comparison('documents', symbol)
  const newest = new Map<string, Movement['detail']>()
  for (const { kind, detail } of movements)
    if (kind === 'document') newest.set(String(detail?.['nameHex']), detail)
  comparison.same('number of documents', newest.size, documents.length)
  for (const document of documents) {
    const said = newest.get(document.nameHex)
    comparison.same(`hash of document ${document.nameHex}`, String(said?.['sha256']), document.hash)
    comparison.same(`address of document ${document.nameHex}`, String(said?.['uri']), document.uri)
  }
  return comparison.result()
}

/** An instant after all others. */
const LAST = Temporal.Instant.fromEpochMilliseconds(8.64e15)

/** Every wallet's units on each record date. `movements` are in the chain's order. */
export function balancesOnRecord(
  movements: readonly Movement[],
  records: readonly RecordState[],
): readonly ReadonlyMap<Address, bigint>[] {
  const before = balancesAt(
    movements,
    records.map(({ at }) => at),
  )
  return records.map(({ splitEnd }, i) => {
    if (splitEnd === null) return before[i]!
    const { block, logIndex } = splitEnd
    const counted = movements.filter(
      (one) => one.block < block || (one.block === block && one.logIndex < logIndex),
    )
    return balancesAt(counted, [LAST])[0]!
  })
}

/** Every wallet's units before each instant, in one pass. `movements` are in the chain's order. */
export function balancesAt(
  movements: readonly Movement[],
  instants: readonly Temporal.Instant[],
): readonly ReadonlyMap<Address, bigint>[] {
  const snapshots: Map<Address, bigint>[] = instants.map(() => new Map())
  const inOrder = [...instants.keys()].sort((i, j) => Temporal.Instant.compare(instants[i]!, instants[j]!))
  const balances = new Map<Address, bigint>()
  let next = 0
  const snapshotUntil = (at: Temporal.Instant | null) => {
    for (; next < inOrder.length; next++) {
      const i = inOrder[next]!
      if (at !== null && Temporal.Instant.compare(instants[i]!, at) > 0) return
      for (const [wallet, units] of balances) if (units !== 0n) snapshots[i]!.set(wallet, units)
    }
  }
  for (const { kind, from, to, units, at } of movements) {
    if (kind !== 'transfer' || units === null) continue
    snapshotUntil(at)
    if (from !== null) balances.set(from, (balances.get(from) ?? 0n) - units)
    if (to !== null) balances.set(to, (balances.get(to) ?? 0n) + units)
  }
  snapshotUntil(null)
  return snapshots
}

/* COMPARING WITH A DATABASE */

/** Whether each token that a database speaks of is one that the chain has. */
export function checkStoredTokens(stored: readonly Address[], tokens: readonly Address[]): CheckResult {
  const comparison = new Comparison('stored-tokens', 'database')
  const onChain = new Set(tokens)
  for (const token of new Set(stored))
    comparison.same(`token ${token}`, onChain.has(token) ? 'stored' : 'not stored', 'stored')
  return comparison.result()
}

/** A version of a document, and the transaction that anchored its hash. `sha256` is hexadecimal without 0x. */
export type StoredDocument = { readonly name: string; readonly sha256: string; readonly tx: string }

/**
 * Compares stored movements with the chain's, row by row and field by field.
 *
 * @param upTo the block up to which the database has read
 */
export function checkStoredRegister(
  token: TokenEvidence,
  stored: readonly Movement[],
  upTo: number,
): CheckResult {
  const comparison = new Comparison('stored-register', token.symbol)
  const key = ({ blockHash, logIndex }: Movement) => `${blockHash}:${logIndex}`
  const rows = new Map(stored.filter(({ block }) => block <= upTo).map((row) => [key(row), row]))
  const logs = new Map(token.movements.filter(({ block }) => block <= upTo).map((log) => [key(log), log]))
  for (const [at, log] of logs) {
    const row = rows.get(at)
    const what = `block ${log.block}, log ${log.logIndex}`
    if (row === undefined) comparison.same(`${what} (${log.kind})`, 'a row', 'no row')
    else
      for (const field of COMPARED_FIELDS)
        comparison.same(`${field} of ${what}`, text(log[field]), text(row[field]))
  }
  for (const [at, row] of rows)
    if (!logs.has(at))
      comparison.same(`block ${row.block}, log ${row.logIndex} (${row.kind})`, 'no row', 'a row')
  return comparison.result()
}

type ComparedField = Exclude<keyof Movement, 'blockHash' | 'logIndex'>
/** Every field of a movement but the two that name it. */
const MOVEMENT_FIELDS: Readonly<Record<ComparedField, true>> = {
  block: true,
  at: true,
  tx: true,
  kind: true,
  entry: true,
  from: true,
  to: true,
  units: true,
  acquiredDay: true,
  unlockDay: true,
  legend: true,
  ref: true,
  detail: true,
}
const COMPARED_FIELDS = Object.keys(MOVEMENT_FIELDS) as ComparedField[]

/** A field as text that is the same for the same value: keys of an object in order. */
function text(value: Movement[ComparedField]): string {
  if (value === null || typeof value !== 'object' || value instanceof Temporal.Instant) return String(value)
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Compares stored document hashes with those anchored on the chain. */
export function checkStoredDocuments(stored: readonly StoredDocument[], token: TokenEvidence): CheckResult {
  const comparison = new Comparison('stored-documents', token.symbol)
  const anchors = token.movements.filter(({ kind }) => kind === 'document')
  for (const { name, sha256, tx } of stored) {
    const anchor = anchors.find((one) => one.tx === tx.toLowerCase() && one.detail?.['name'] === name)
    const hash = anchor === undefined ? 'not anchored' : String(anchor.detail?.['sha256']).slice(2)
    comparison.same(`hash of ${name} anchored in ${tx}`, hash, sha256)
  }
  return comparison.result()
}

/** Whether the chain of a database's audit log holds; `fault` says where it does not. */
export function checkAudit(verdict: {
  readonly entries: number
  readonly fault: string | null
}): CheckResult {
  const comparison = new Comparison('audit', 'audit log')
  comparison.same(`hash chain of ${verdict.entries} entries`, 'whole', verdict.fault ?? 'whole')
  return comparison.result()
}

/** Whether journal and bookings of banks say the same of an issuer's money in a currency, each sum in its minor units. */
export function checkBankBooks(
  subject: string,
  sums: readonly { readonly what: string; readonly bookings: bigint; readonly journal: bigint }[],
): CheckResult {
  const comparison = new Comparison('bank-books', subject)
  for (const { what, bookings, journal } of sums) comparison.same(what, bookings, journal)
  return comparison.result()
}

export function sum(amounts: Iterable<bigint>): bigint {
  let total = 0n
  for (const amount of amounts) total += amount
  return total
}
