import type { Address } from '../instrument/instrument.ts'
import { mulDivDown } from '../kernel/money.ts'
import type { Hash } from './register.ts'
import { balancesOnRecord, Comparison, sum, type CheckResult, type TokenEvidence } from './verify.ts'

/** One log of the distributor. */
export type DistributorLog = {
  readonly kind:
    | 'declared'
    | 'funded'
    | 'paid'
    | 'parked'
    | 'closed'
    | 'withheld'
    | 'remitted'
    | 'expired'
    /** Parked as the registry blocks the payee, and blocked no longer. */
    | 'held'
    | 'released'
    /** A rate of withholding; `id` is the first distribution it is for. */
    | 'rate'
    /** A lost wallet, in whose stead `payee` is paid from then on; of a token, and of no distribution. */
    | 'redirected'
  readonly id: bigint
  readonly block: number
  readonly tx: Hash
  /** The holder, or who funded. */
  readonly wallet: Address | null
  readonly amount: bigint
  /** Carried in by a declaration, carried on by a close. */
  readonly carried: bigint
  readonly token: Address | null
  readonly payment: Address | null
  readonly recordId: number | null
  /** Of a redirection: who is paid in the wallet's stead from then on. */
  readonly payee: Address | null
  /** Of a rate, and of what was withheld: basis points of the gross amount. */
  readonly bps: bigint | null
}
/** What the distributor's view says of one distribution. */
export type DistributionState = {
  readonly id: bigint
  readonly token: Address
  readonly payment: Address
  readonly recordId: number
  readonly declared: bigint
  readonly funded: bigint
  readonly paid: bigint
  readonly parked: bigint
  readonly withheld: bigint
  readonly remitted: bigint
  readonly unclaimed: bigint
  readonly held: bigint
  readonly carriedIn: bigint
  readonly carried: bigint
  readonly closed: boolean
  /** Pays the leaves of a Merkle tree, which the chain does not hold, rather than shares. */
  readonly byProof: boolean
}
/** What a payment token says: what the distributor has, and what it sent to whom. */
export type PaymentEvidence = {
  readonly payment: Address
  readonly symbol: string
  readonly decimals: number
  readonly balance: bigint
  readonly sent: readonly { readonly to: Address; readonly amount: bigint; readonly tx: Hash }[]
  /** What the next distribution starts with, by token. */
  readonly carriedOver: ReadonlyMap<Address, bigint>
}
export type DistributorEvidence = {
  /** How many distributions it says there are, of all tokens. */
  readonly count: bigint
  readonly logs: readonly DistributorLog[]
  readonly states: readonly DistributionState[]
  readonly payments: readonly PaymentEvidence[]
}

/** What every holder of the record date is owed, as derived from logs alone. */
export type DerivedDistribution = {
  readonly id: bigint
  readonly recordAt: Temporal.Instant
  readonly declared: bigint
  readonly carriedIn: bigint
  readonly funded: bigint
  readonly paid: bigint
  readonly parked: bigint
  readonly withheld: bigint
  readonly remitted: bigint
  /** Handed over since nobody claimed it. */
  readonly unclaimed: bigint
  /** Of what is parked, what is held back from payees whom the registry blocks. */
  readonly held: bigint
  readonly carried: bigint
  readonly closed: boolean
  readonly supply: bigint
  /** Gross amounts, and what is withheld of them at the rates set before the declaration. */
  readonly entitlements: ReadonlyMap<
    Address,
    { readonly units: bigint; readonly amount: bigint; readonly withheld: bigint }
  >
}

/** Derives one distribution from the distributor's and the token's logs. Null when it was never declared. */
export function deriveDistribution(
  id: bigint,
  logs: readonly DistributorLog[],
  token: TokenEvidence,
): DerivedDistribution | null {
  const own = logs.filter((log) => log.id === id)
  const declaration = own.find(({ kind }) => kind === 'declared')
  const record = token.records.find((one) => one.id === declaration?.recordId)
  if (declaration === undefined || record === undefined) return null
  const [balances = new Map<Address, bigint>()] = balancesOnRecord(token.movements, [record])
  const supply = sum(balances.values())
  const declared = declaration.amount + declaration.carried
  const amounts = (kind: DistributorLog['kind']) =>
    own.filter((log) => log.kind === kind).map(({ amount }) => amount)
  const close = own.find(({ kind }) => kind === 'closed')
  const paid = new Set(own.filter(({ kind }) => kind === 'paid').map(({ wallet }) => wallet))
  const stillParked = own.filter(({ kind, wallet }) => kind === 'parked' && !paid.has(wallet))
  const unclaimed = sum(amounts('expired'))
  const heldBack = new Map(
    own.flatMap(({ kind, wallet }) => (kind === 'held' || kind === 'released' ? [[wallet, kind]] : [])),
  )
  const held = stillParked.filter(({ wallet }) => heldBack.get(wallet) === 'held')
  const rates = ratesAt(id, token.token, logs)
  const entitled = (wallet: Address, units: bigint) => {
    const amount = mulDivDown(declared, units, supply)
    return { units, amount, withheld: mulDivDown(amount, rates.get(wallet) ?? 0n, 10_000n) }
  }
  return {
    id,
    recordAt: record.at,
    declared,
    carriedIn: declaration.carried,
    funded: declaration.carried + sum(amounts('funded')),
    paid: sum(amounts('paid')),
    parked: sum(stillParked.map(({ amount }) => amount)) - unclaimed,
    withheld: sum(amounts('withheld')),
    remitted: sum(amounts('remitted')),
    unclaimed,
    held: sum(held.map(({ amount }) => amount)),
    carried: close?.carried ?? 0n,
    closed: close !== undefined,
    supply,
    entitlements: new Map([...balances].map(([wallet, units]) => [wallet, entitled(wallet, units)])),
  }
}

/** The rates of withholding that stood when distribution `id` was declared, by holder. */
function ratesAt(id: bigint, token: Address, logs: readonly DistributorLog[]): Map<Address, bigint> {
  const rates = new Map<Address, bigint>()
  for (const log of logs)
    if (log.kind === 'rate' && log.token === token && log.wallet !== null && log.id <= id)
      rates.set(log.wallet, log.bps ?? 0n)
  return rates
}

/**
 * Derives every distribution from logs and compares: with the distributor's state, holder by holder with what was paid,
 * as sums, and with what the payment token says was sent and is left.
 */
export function checkDistributions(
  evidence: DistributorEvidence,
  tokens: readonly TokenEvidence[],
): CheckResult[] {
  const byAddress = new Map(tokens.map((token) => [token.token, token]))
  const results = evidence.states.flatMap((state) => {
    const token = byAddress.get(state.token)
    if (token === undefined) return []
    return state.byProof
      ? [checkProven(state, evidence.logs, token)]
      : checkDistribution(state, evidence.logs, token)
  })
  const all = new Comparison('declaration', 'distributor')
  all.same(
    'number of distributions',
    BigInt(evidence.logs.filter(({ kind }) => kind === 'declared').length),
    evidence.count,
  )
  return [
    all.result(),
    ...results,
    ...evidence.payments.flatMap((payment) => checkPayments(payment, evidence)),
  ]
}

function checkDistribution(
  state: DistributionState,
  logs: readonly DistributorLog[],
  token: TokenEvidence,
): CheckResult[] {
  const subject = `${token.symbol} distribution ${state.id}`
  const derived = deriveDistribution(state.id, logs, token)
  const declaration = new Comparison('declaration', subject)
  declaration.same('declared on the chain', true, derived !== null)
  if (derived === null) return [declaration.result()]
  declaration.same('declared', derived.declared, state.declared)
  declaration.same('carried in', derived.carriedIn, state.carriedIn)
  declaration.same('carried in, from the closes before', carriedBefore(state, logs), derived.carriedIn)
  declaration.same('funded', derived.funded, state.funded)
  declaration.atLeast('declared, beside what was funded', derived.funded, derived.declared)
  return [declaration.result(), checkEntitlements(subject, derived, logs), checkSums(subject, derived, state)]
}

/** Of a distribution by proof the chain holds no list of who is owed what; what can be checked are its sums. */
function checkProven(
  state: DistributionState,
  logs: readonly DistributorLog[],
  token: TokenEvidence,
): CheckResult {
  const comparison = new Comparison('reconciliation', `${token.symbol} distribution ${state.id}`)
  const amounts = (kind: DistributorLog['kind']) =>
    sum(logs.filter((log) => log.id === state.id && log.kind === kind).map(({ amount }) => amount))
  comparison.same('declared', amounts('declared'), state.declared)
  comparison.same('funded', amounts('funded'), state.funded)
  comparison.same('paid', amounts('paid'), state.paid)
  comparison.same('withheld', amounts('withheld'), state.withheld)
  comparison.same('remitted', amounts('remitted'), state.remitted)
  comparison.same('unclaimed', amounts('expired'), state.unclaimed)
  const spent = state.paid + state.withheld + state.unclaimed
  comparison.atLeast('declared, beside what was spent', spent, state.declared)
  if (state.closed) comparison.same('paid + withheld + unclaimed', state.declared, spent)
  return comparison.result()
}

/** What the closes before a declaration left, and no declaration before it took. */
function carriedBefore(state: DistributionState, logs: readonly DistributorLog[]): bigint {
  const sameMoney = new Set(
    logs.flatMap((log) =>
      log.kind === 'declared' && log.token === state.token && log.payment === state.payment ? [log.id] : [],
    ),
  )
  let carried = 0n
  for (const log of logs) {
    if (!sameMoney.has(log.id)) continue
    if (log.kind === 'closed') carried += log.carried
    if (log.kind !== 'declared') continue
    if (log.id === state.id) return carried
    carried = 0n
  }
  return carried
}

function checkEntitlements(
  subject: string,
  derived: DerivedDistribution,
  logs: readonly DistributorLog[],
): CheckResult {
  const comparison = new Comparison('entitlements', subject)
  const paid = Map.groupBy(
    logs.filter((log) => log.id === derived.id && log.kind === 'paid'),
    ({ wallet }) => wallet,
  )
  const parked = Map.groupBy(
    logs.filter((log) => log.id === derived.id && log.kind === 'parked'),
    ({ wallet }) => wallet,
  )
  const withheldFrom = Map.groupBy(
    logs.filter((log) => log.id === derived.id && log.kind === 'withheld'),
    ({ wallet }) => wallet,
  )
  for (const [wallet, { amount, withheld }] of derived.entitlements) {
    const reached = [...(paid.get(wallet) ?? []), ...(parked.get(wallet) ?? [])]
    for (const log of reached) comparison.same(`${log.kind} to ${wallet}`, amount - withheld, log.amount)
    const kept = (withheldFrom.get(wallet) ?? []).map((log) => log.amount)
    if (reached.length > 0 || kept.length > 0) comparison.same(`withheld from ${wallet}`, withheld, sum(kept))
    if (derived.closed && amount > 0n)
      comparison.same(`${wallet} reached before the close`, true, paid.has(wallet) || parked.has(wallet))
  }
  for (const [wallet, payments] of paid) {
    comparison.same(`payments to ${wallet}`, 1, payments.length)
    if (wallet === null || !derived.entitlements.has(wallet))
      comparison.same(`entitlement of ${wallet}, who was paid`, 'some', 'none')
  }
  return comparison.result()
}

function checkSums(subject: string, derived: DerivedDistribution, state: DistributionState): CheckResult {
  const comparison = new Comparison('reconciliation', subject)
  const owed = sum([...derived.entitlements.values()].map(({ amount }) => amount))
  comparison.same('paid', derived.paid, state.paid)
  comparison.same('parked', derived.parked, state.parked)
  comparison.same('withheld', derived.withheld, state.withheld)
  comparison.same('remitted', derived.remitted, state.remitted)
  comparison.same('unclaimed', derived.unclaimed, state.unclaimed)
  comparison.same('held back', derived.held, state.held)
  comparison.same('carried', derived.carried, state.carried)
  comparison.same('closed', derived.closed, state.closed)
  const settled = derived.paid + derived.parked + derived.withheld + derived.unclaimed
  comparison.atLeast('owed, beside what was paid, parked and withheld', settled, owed)
  if (!derived.closed) return comparison.result()
  comparison.same(
    'paid + parked + withheld + unclaimed + carried',
    derived.declared,
    settled + derived.carried,
  )
  comparison.same('carried, from what rounding left', derived.declared - owed, derived.carried)
  return comparison.result()
}

/** To whom each payment went whose holder had lost their wallet before, from the redirections up to then. */
function payeesOf(evidence: DistributorEvidence): Map<DistributorLog, Address> {
  const tokens = new Map(evidence.states.map(({ id, token }) => [id, token]))
  const next = new Map<string, Address>()
  const payees = new Map<DistributorLog, Address>()
  for (const log of evidence.logs) {
    if (log.kind === 'redirected' && log.payee !== null) next.set(`${log.token} ${log.wallet}`, log.payee)
    if (log.kind !== 'paid') continue
    const token = tokens.get(log.id)
    let payee = log.wallet
    // The distributor refuses a ring; logs that tell of one are a difference to be found, and no reason to hang.
    for (let i = 0; i <= next.size && payee !== null; i++) {
      const further = next.get(`${token} ${payee}`)
      if (further === undefined) break
      payee = further
    }
    if (payee !== null && payee !== log.wallet) payees.set(log, payee)
  }
  return payees
}

function checkPayments(payment: PaymentEvidence, evidence: DistributorEvidence): CheckResult[] {
  const inThisMoney = evidence.states.filter((state) => state.payment === payment.payment)
  const ids = new Set(inThisMoney.map(({ id }) => id))
  const subject = `payment token ${payment.payment}`
  const out: readonly DistributorLog['kind'][] = ['paid', 'remitted', 'expired']
  const paid = evidence.logs.filter((log) => out.includes(log.kind) && ids.has(log.id))
  const payees = payeesOf(evidence)
  const said = totals(paid.map((log) => [`${payees.get(log) ?? log.wallet} in ${log.tx}`, log.amount]))
  const sent = totals(payment.sent.map(({ to, amount, tx }) => [`${to} in ${tx}`, amount]))
  const payments = new Comparison('payments', subject)
  for (const key of new Set([...said.keys(), ...sent.keys()]))
    payments.same(`sent to ${key}`, said.get(key) ?? 0n, sent.get(key) ?? 0n)

  const balance = new Comparison('distributor-balance', subject)
  let carriedOver = 0n
  for (const [token, amount] of payment.carriedOver) {
    const left = carriedBefore({ ...NOT_DECLARED, token, payment: payment.payment }, evidence.logs)
    balance.same(`carried over for ${token}`, left, amount)
    carriedOver += amount
  }
  // Of an open one, everything that came and has not gone; of a closed one, what is parked and what is not remitted.
  const held = inThisMoney.map((one) =>
    one.closed ? one.parked + one.withheld - one.remitted : one.funded - one.paid - one.remitted,
  )
  balance.atLeast('held for holders', sum(held) + carriedOver, payment.balance)
  return [payments.result(), balance.result()]
}

/** A distribution that no log declares: everything before it is everything. */
const NOT_DECLARED: Omit<DistributionState, 'token' | 'payment'> = {
  id: -1n,
  recordId: 0,
  declared: 0n,
  funded: 0n,
  paid: 0n,
  parked: 0n,
  withheld: 0n,
  remitted: 0n,
  unclaimed: 0n,
  held: 0n,
  carriedIn: 0n,
  carried: 0n,
  closed: false,
  byProof: false,
}

/* COMPARING WITH A DATABASE */

/** What a database says of one distribution. Amounts in minor units of the payment currency. */
export type StoredDistribution = {
  readonly id: string
  /** The distributor's number; null until it is declared. */
  readonly chainId: bigint | null
  readonly status: string
  /** Transactions of it are not final yet, and its status follows them. */
  readonly underWay: boolean
  readonly recordAt: Temporal.Instant
  /** What was to be declared, beside what is carried in. */
  readonly amount: bigint | null
  readonly declared: bigint | null
  readonly carriedIn: bigint | null
  readonly funded: bigint
  readonly paid: bigint
  readonly parked: bigint
  readonly withheld: bigint
  /** Null until it is closed. */
  readonly carried: bigint | null
  readonly entitlements: readonly {
    readonly wallet: Address
    readonly units: bigint
    readonly amount: bigint
  }[]
}

/** Compares what a database says of distributions with what the chain's logs say. */
export function checkStoredDistributions(
  stored: readonly StoredDistribution[],
  logs: readonly DistributorLog[],
  token: TokenEvidence,
): CheckResult[] {
  const declared = new Set(
    logs.flatMap((log) => (log.kind === 'declared' && log.token === token.token ? [log.id] : [])),
  )
  const known = new Set(stored.map(({ chainId }) => chainId))
  const unknown = new Comparison('stored-distribution', `${token.symbol} distributions`)
  for (const id of declared)
    unknown.same(`distribution ${id} of the chain`, 'stored', known.has(id) ? 'stored' : 'not stored')
  return [unknown.result(), ...stored.flatMap((one) => checkStoredDistribution(one, logs, token))]
}

function checkStoredDistribution(
  stored: StoredDistribution,
  logs: readonly DistributorLog[],
  token: TokenEvidence,
): CheckResult[] {
  const comparison = new Comparison('stored-distribution', `${token.symbol} ${stored.id}`)
  if (stored.chainId === null) {
    const { status } = stored
    comparison.same('status', DECLARED.has(status) || status === 'closed' ? 'not declared' : status, status)
    return [comparison.result()]
  }
  const derived = deriveDistribution(stored.chainId, logs, token)
  comparison.same(
    `distribution ${stored.chainId} on the chain`,
    'declared',
    derived === null ? 'not declared' : 'declared',
  )
  if (derived === null) return [comparison.result()]
  comparison.same('status', statusOnChain(derived, stored), stored.status)
  comparison.same('record date', derived.recordAt.toString(), stored.recordAt.toString())
  comparison.same('amount', derived.declared - derived.carriedIn, stored.amount ?? 'nothing')
  comparison.same('declared', derived.declared, stored.declared ?? 'nothing')
  comparison.same('carried in', derived.carriedIn, stored.carriedIn ?? 'nothing')
  comparison.same('funded', derived.funded - derived.carriedIn, stored.funded)
  comparison.same('paid', derived.paid, stored.paid)
  comparison.same('parked', derived.parked, stored.parked)
  comparison.same('withheld', derived.withheld, stored.withheld)
  comparison.same('carried', derived.closed ? derived.carried : 'open', stored.carried ?? 'open')
  const rows = new Map(stored.entitlements.map((row) => [row.wallet, row]))
  // Entitlements are stored once the declaration is final; before that there are none.
  if (rows.size === 0 && !derived.closed) return [comparison.result()]
  for (const [wallet, { units, amount }] of derived.entitlements) {
    comparison.same(`units of ${wallet}`, units, rows.get(wallet)?.units ?? 'nothing')
    comparison.same(`entitlement of ${wallet}`, amount, rows.get(wallet)?.amount ?? 'nothing')
  }
  for (const wallet of rows.keys())
    if (!derived.entitlements.has(wallet)) comparison.same(`entitlement of ${wallet}`, 'nothing', 'a row')
  return [comparison.result()]
}

/** What a database calls a distribution once its declaration is on the chain for good. */
const DECLARED: ReadonlySet<string> = new Set(['underfunded', 'funding', 'paying', 'closing'])

/** What a distribution can be called that the chain has declared: any step before the close, and after it nothing else. */
function statusOnChain({ closed }: DerivedDistribution, { status, underWay }: StoredDistribution): string {
  const isOpen = status === 'declaring' || DECLARED.has(status)
  if (closed) return isOpen && underWay ? status : 'closed'
  return isOpen ? status : 'declared and not closed'
}

function totals(amounts: readonly (readonly [string, bigint])[]): Map<string, bigint> {
  const result = new Map<string, bigint>()
  for (const [key, amount] of amounts) result.set(key, (result.get(key) ?? 0n) + amount)
  return result
}
