import { decodeEventLog, encodeEventTopics, erc20Abi, pad, zeroAddress, type Abi, type Hex } from 'viem'
import { distributorAbi } from '../../contracts/abi/Distributor.ts'
import { factoryAbi } from '../../contracts/abi/Factory.ts'
import { securityTokenAbi } from '../../contracts/abi/SecurityToken.ts'
import type { Address } from '../instrument/instrument.ts'
import { instantOfSeconds } from '../kernel/time.ts'
import { headers } from '../platform/chain/blocks.ts'
import { readLogs, type Logs } from '../platform/chain/logs.ts'
import { rangeLogs, type TimedLog } from '../platform/chain/range-logs.ts'
import { isUnanswered } from '../platform/chain/revert.ts'
import { numberOf, type Rpc } from '../platform/chain/rpc.ts'
import { atHead, question, type Question, type State } from '../platform/chain/state.ts'
import { movementsOfLogs, spelled } from './register.chain.ts'
import type { Movement } from './register.ts'
import type {
  DistributionState,
  DistributorEvidence,
  DistributorLog,
  PaymentEvidence,
} from './verify-distribution.ts'
import type { RecordState, TokenEvidence, WalletState } from './verify.ts'

/** How many accounts one call of `balancesAtRecord` is asked for. */
const BALANCES_PER_CALL = 500
/** Questions asked at once. */
const QUESTIONS_PER_ROUND = 500

/** A token's movements in a range of blocks, from its logs alone. */
export async function readMovements(
  rpc: Rpc,
  token: Address,
  range: { readonly from: number; readonly to: number },
): Promise<Movement[]> {
  const logs = await readLogs(rpc, { addresses: [token], fromBlock: range.from, toBlock: range.to })
  return movementsOfLogs(logs, await timesOf(rpc, logs))
}

/** The times of blocks that logs do not tell: not every node puts them there. */
async function timesOf(rpc: Rpc, logs: Logs): Promise<Map<number, Temporal.Instant>> {
  const untold = new Set(logs.blockNumber.filter((_, row) => logs.blockSeconds[row] === -1))
  const found = await headers(rpc, [...untold])
  return new Map(found.flatMap((block) => (block === null ? [] : [[block.number, block.at] as const])))
}

/** Which contract of the platform's is at an address, by whether it answers what only that one is asked; null where neither is. */
export async function kindOf(rpc: Rpc, address: Address): Promise<'factory' | 'distributor' | null> {
  // A precompile has no code, and answers whatever it is asked.
  if ((await rpc.call('eth_getCode', [address, 'latest'])) === '0x') return null
  if (await isAnswered(rpc, question(address, factoryAbi, 'isToken', [zeroAddress]))) return 'factory'
  if (await isAnswered(rpc, question(address, distributorAbi, 'distributionCount', []))) return 'distributor'
  return null
}

async function isAnswered(rpc: Rpc, asked: Question<unknown>): Promise<boolean> {
  try {
    await atHead(rpc, ({ ask }) => ask([asked]))
    return true
  } catch (error) {
    if (isUnanswered(error)) return false
    throw error
  }
}

/**
 * How many tokens a factory has made, by no log: whatever a contract makes is counted by its account's nonce, which begins at one
 * (EIP-161), and a factory makes nothing else.
 */
export async function readMade(rpc: Rpc, { block }: State, factory: Address): Promise<number> {
  const nonce = await rpc.call('eth_getTransactionCount', [factory, { blockHash: block.hash }])
  return numberOf(nonce, 'nonce of the factory') - 1
}

/** The tokens that a factory has made in a range of blocks, oldest first. */
export async function readTokens(
  rpc: Rpc,
  factory: Address,
  range: { readonly from: number; readonly to: number },
): Promise<Address[]> {
  const topics = encodeEventTopics({ abi: factoryAbi, eventName: 'TokenCreated' })
  const logs = await rangeLogs(rpc, { address: factory, topics: topics.slice(0, 1), ...range })
  return logs.map(({ topics }) => spelled(`0x${(topics[1] ?? '').slice(26)}`))
}

/** Everything one token says, as of `state`'s block. */
export async function readTokenEvidence(
  rpc: Rpc,
  state: State,
  token: Address,
  fromBlock: number,
): Promise<TokenEvidence> {
  const movements = await readMovements(rpc, token, { from: fromBlock, to: state.block.number })
  const [name, symbol, decimals, totalSupply, holderCount] = await state.ask([
    question(token, securityTokenAbi, 'name', []),
    question(token, securityTokenAbi, 'symbol', []),
    question(token, securityTokenAbi, 'decimals', []),
    question(token, securityTokenAbi, 'totalSupply', []),
    question(token, securityTokenAbi, 'holderCount', []),
  ])
  const wallets = [...new Set(movements.flatMap(({ from, to }) => [from, to]))].flatMap(
    (wallet) => wallet ?? [],
  )
  return {
    token,
    name,
    symbol,
    decimals,
    at: state.block.at,
    movements,
    totalSupply,
    holderCount,
    wallets: await readWallets(state, token, wallets),
    records: await readRecords(
      state,
      token,
      wallets,
      await readSplits(rpc, token, { from: fromBlock, to: state.block.number }),
    ),
    documents: await readDocuments(state, token),
  }
}

async function readWallets(
  state: State,
  token: Address,
  wallets: readonly Address[],
): Promise<WalletState[]> {
  const abi = securityTokenAbi
  const units = await askAll(state, wallets, (wallet) => question(token, abi, 'balanceOf', [wallet]))
  const frozen = await askAll(state, wallets, (wallet) => question(token, abi, 'frozenTokens', [wallet]))
  const locked = await askAll(state, wallets, (wallet) => question(token, abi, 'lockedOf', [wallet]))
  const stopped = await askAll(state, wallets, (wallet) => question(token, abi, 'isFrozen', [wallet]))
  return wallets.map((wallet, i) => ({
    wallet,
    units: units[i]!,
    frozen: frozen[i]!,
    locked: locked[i]!,
    walletFrozen: stopped[i]!,
  }))
}

async function readRecords(
  state: State,
  token: Address,
  wallets: readonly Address[],
  splits: readonly Splitting[],
): Promise<RecordState[]> {
  const [count] = await state.ask([question(token, securityTokenAbi, 'recordCount', [])])
  const ids = Array.from({ length: count }, (_, i) => i + 1)
  const instants = await askAll(state, ids, (id) => question(token, securityTokenAbi, 'recordAt', [id]))
  return Promise.all(
    ids.map(async (id, i) => {
      const at = instantOfSeconds(instants[i]!)
      const split = splits.find(({ begun, end }) => isLater(at, begun) && !(end && isLater(at, end.at)))
      const counted = !isLater(at, state.block.at) && split?.end !== null
      return {
        id,
        at,
        splitEnd: split?.end ?? null,
        onRecord: counted ? await readOnRecord(state, token, id, wallets) : null,
      }
    }),
  )
}

const isLater = (at: Temporal.Instant, than: Temporal.Instant) => Temporal.Instant.compare(at, than) > 0

/** From when to when a token's units were being split; without an end while they are. */
type Splitting = {
  readonly begun: Temporal.Instant
  readonly end: { readonly block: number; readonly logIndex: number; readonly at: Temporal.Instant } | null
}

/** `Hold.Rescaling` of the token. */
const RESCALING = 2

async function readSplits(
  rpc: Rpc,
  token: Address,
  range: { readonly from: number; readonly to: number },
): Promise<Splitting[]> {
  const holds = (['Held', 'LetGo', 'HoldsEnded'] as const).map(
    (eventName) => encodeEventTopics({ abi: securityTokenAbi, eventName })[0],
  )
  const splits: Splitting[] = []
  for (const log of await rangeLogs(rpc, { address: token, topics: [holds], ...range })) {
    const event = decoded(securityTokenAbi, log)
    if (event?.eventName === 'Held' && event.args.kind === RESCALING)
      splits.push({ begun: log.at, end: null })
    const ends =
      (event?.eventName === 'LetGo' && !event.args.shared) ||
      (event?.eventName === 'HoldsEnded' && event.args.alone)
    const last = splits.at(-1)
    if (ends && last?.end === null)
      splits.splice(-1, 1, {
        begun: last.begun,
        end: { block: log.blockNumber, logIndex: log.logIndex, at: log.at },
      })
  }
  return splits
}

async function readOnRecord(state: State, token: Address, id: number, wallets: readonly Address[]) {
  const [supply] = await state.ask([question(token, securityTokenAbi, 'supplyAtRecord', [id])])
  const chunks = Array.from({ length: Math.ceil(wallets.length / BALANCES_PER_CALL) }, (_, i) =>
    wallets.slice(i * BALANCES_PER_CALL, (i + 1) * BALANCES_PER_CALL),
  )
  const answers = await askAll(state, chunks, (chunk) =>
    question(token, securityTokenAbi, 'balancesAtRecord', [chunk, id]),
  )
  const units = answers.flat()
  return { supply, balances: new Map(wallets.map((wallet, i) => [wallet, units[i]!] as const)) }
}

async function readDocuments(state: State, token: Address) {
  const [names] = await state.ask([question(token, securityTokenAbi, 'getAllDocuments', [])])
  const found = await askAll(state, names, (name) => question(token, securityTokenAbi, 'getDocument', [name]))
  return names.map((nameHex, i) => ({ nameHex, uri: found[i]![0], hash: found[i]![1] }))
}

async function askAll<T, A>(
  state: State,
  items: readonly T[],
  ask: (item: T) => { readonly to: Address; readonly data: Hex; readonly decode: (answer: Hex) => A },
): Promise<A[]> {
  const answers: A[] = []
  for (let i = 0; i < items.length; i += QUESTIONS_PER_ROUND)
    answers.push(...(await state.ask(items.slice(i, i + QUESTIONS_PER_ROUND).map(ask))))
  return answers
}

/** Everything the distributor and the payment tokens say, as of `state`'s block; of these tokens only. */
export async function readDistributorEvidence(
  rpc: Rpc,
  state: State,
  distributor: Address,
  tokens: ReadonlySet<Address>,
  fromBlock: number,
): Promise<DistributorEvidence> {
  const range = { from: fromBlock, to: state.block.number }
  const all = (await rangeLogs(rpc, { address: distributor, topics: [], ...range })).flatMap(distributorLog)
  const ours = all.filter(({ kind, token }) => kind === 'declared' && token !== null && tokens.has(token))
  const ids = new Set(ours.map(({ id }) => id))
  // Asked even when there are none: an address without a distributor is told from one without distributions.
  const [count] = await state.ask([question(distributor, distributorAbi, 'distributionCount', [])])
  const states = await askAll(state, [...ids], (id) =>
    question(distributor, distributorAbi, 'distribution', [id]),
  )
  const distributions = [...ids].map((id, i) => distributionState(id, states[i]!))
  const money = new Set(distributions.map(({ payment }) => payment))
  return {
    count,
    logs: all,
    states: distributions,
    payments: await Promise.all(
      [...money].map((payment) => readPayment(rpc, state, { distributor, payment, logs: all }, range)),
    ),
  }
}

type DistributionView = Omit<DistributionState, 'id'>

function distributionState(id: bigint, view: DistributionView): DistributionState {
  return {
    id,
    token: view.token,
    payment: view.payment,
    recordId: view.recordId,
    declared: view.declared,
    funded: view.funded,
    paid: view.paid,
    parked: view.parked,
    withheld: view.withheld,
    remitted: view.remitted,
    unclaimed: view.unclaimed,
    held: view.held,
    carriedIn: view.carriedIn,
    carried: view.carried,
    closed: view.closed,
    byProof: view.byProof,
  }
}

async function readPayment(
  rpc: Rpc,
  state: State,
  what: {
    readonly distributor: Address
    readonly payment: Address
    readonly logs: readonly DistributorLog[]
  },
  range: { readonly from: number; readonly to: number },
): Promise<PaymentEvidence> {
  const { distributor, payment } = what
  const [transfer] = encodeEventTopics({ abi: erc20Abi, eventName: 'Transfer' })
  const topics = transfer === null ? [] : [transfer, pad(distributor)]
  const logs = await rangeLogs(rpc, { address: payment, topics, ...range })
  const tokens = [
    ...new Set(
      what.logs.flatMap((log) => (log.payment === payment && log.token !== null ? [log.token] : [])),
    ),
  ]
  const [symbol, decimals, balance] = await state.ask([
    question(payment, erc20Abi, 'symbol', []),
    question(payment, erc20Abi, 'decimals', []),
    question(payment, erc20Abi, 'balanceOf', [distributor]),
  ])
  const carried = await askAll(state, tokens, (token) =>
    question(distributor, distributorAbi, 'carriedOver', [token, payment]),
  )
  return {
    payment,
    symbol,
    decimals,
    balance,
    sent: logs.map(({ topics, data, txHash }) => ({
      to: spelled(`0x${(topics[2] ?? '').slice(26)}`),
      amount: BigInt(data),
      tx: txHash,
    })),
    carriedOver: new Map(tokens.map((token, i) => [token, carried[i]!] as const)),
  }
}

function distributorLog(log: TimedLog): DistributorLog[] {
  const none = {
    block: log.blockNumber,
    tx: log.txHash,
    wallet: null,
    amount: 0n,
    carried: 0n,
    token: null,
    payment: null,
    recordId: null,
    payee: null,
    bps: null,
  }
  const event = decoded(distributorAbi, log)
  switch (event?.eventName) {
    case 'Declared': {
      const { id, token, payment, recordId, amount, carriedIn } = event.args
      return [{ ...none, kind: 'declared', id, token, payment, recordId, amount, carried: carriedIn }]
    }
    case 'Funded':
      return [
        { ...none, kind: 'funded', id: event.args.id, wallet: event.args.from, amount: event.args.received },
      ]
    case 'Paid':
      return [
        { ...none, kind: 'paid', id: event.args.id, wallet: event.args.holder, amount: event.args.amount },
      ]
    case 'Parked':
      return [
        { ...none, kind: 'parked', id: event.args.id, wallet: event.args.holder, amount: event.args.amount },
      ]
    case 'HeldBack':
      return [{ ...none, kind: 'held', id: event.args.id, wallet: event.args.holder }]
    case 'HeldBackNoLonger':
      return [{ ...none, kind: 'released', id: event.args.id, wallet: event.args.holder }]
    case 'Withheld': {
      const { id, holder, amount, bps } = event.args
      return [{ ...none, kind: 'withheld', id, wallet: holder, amount, bps }]
    }
    case 'Remitted':
      return [
        { ...none, kind: 'remitted', id: event.args.id, wallet: event.args.to, amount: event.args.amount },
      ]
    case 'Expired':
      return [
        { ...none, kind: 'expired', id: event.args.id, wallet: event.args.to, amount: event.args.amount },
      ]
    case 'Redirected': {
      const { token, lost, fresh } = event.args
      return [{ ...none, kind: 'redirected', id: 0n, token, wallet: lost, payee: fresh }]
    }
    case 'WithholdingSet': {
      const { token, holder, bps, fromId } = event.args
      return [{ ...none, kind: 'rate', id: fromId, token, wallet: holder, bps }]
    }
    case 'Closed':
      return [
        { ...none, kind: 'closed', id: event.args.id, amount: event.args.paid, carried: event.args.carried },
      ]
    default:
      return []
  }
}

function decoded<const A extends Abi>(abi: A, log: TimedLog) {
  const [first, ...rest] = log.topics
  if (first === undefined) return null
  return decodeEventLog({ abi, topics: [first, ...rest], data: log.data, strict: true })
}
