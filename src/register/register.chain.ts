import {
  decodeAbiParameters,
  getAbiItem,
  getAddress,
  hexToString,
  toEventSelector,
  zeroAddress,
  zeroHash,
  type AbiEvent,
  type Hex,
} from 'viem'
import { securityTokenAbi } from '../../contracts/abi/SecurityToken.ts'
import type { Address } from '../instrument/instrument.ts'
import { dataAt, NO_TOPIC, topicAt, txHashAt, wordAt, type Logs } from '../platform/chain/logs.ts'
import type { ChainBlock, ChainLog } from '../platform/chain/projection.ts'
import { instantOfSeconds } from '../kernel/time.ts'
import type { EntryName, Movement, MovementKind } from './register.ts'

/** A log to be read: its topics, and its data in words of 32 bytes. */
type Words = {
  readonly topic: (i: 0 | 1 | 2 | 3) => Hex
  readonly word: (i: number) => bigint
  readonly data: () => Hex
}
type Said = Partial<
  Pick<Movement, 'from' | 'to' | 'units' | 'acquiredDay' | 'unlockDay' | 'legend' | 'ref' | 'detail'>
> & { readonly kind: MovementKind }

const CHARS_PER_WORD = 64
/** `Hold.Rescaling` of the token. */
const RESCALING = 2n
/** An issuance without a reference. */
const NO_REF = zeroHash
const ADDRESSES_REMEMBERED_MAX = 200_000
const spellings = new Map<string, Address>()

/** The EIP-55 spelling. Remembered: it costs a hash, and a register repeats its wallets. */
export function spelled(address: string): Address {
  return remembered(address, () => getAddress(address))
}

/** The wallet in an indexed topic. */
function wallet(words: Words, i: 1 | 2 | 3): Address {
  const topic = words.topic(i)
  return remembered(topic, () => spelled(`0x${topic.slice(26)}`))
}

function remembered(key: string, make: () => Address): Address {
  const known = spellings.get(key)
  if (known !== undefined) return known
  if (spellings.size >= ADDRESSES_REMEMBERED_MAX) spellings.clear()
  const made = make()
  spellings.set(key, made)
  return made
}

const number = (words: Words, i: number): number => Number(words.word(i))
const hash = (words: Words, i: number): Hex => `0x${words.word(i).toString(16).padStart(CHARS_PER_WORD, '0')}`
const walletOrNull = (words: Words, i: 1 | 2): Address | null => {
  const address = wallet(words, i)
  return address === zeroAddress ? null : address
}

/**
 * How each event of the token is read. By hand, since a register is rebuilt from hundreds of thousands of logs and a
 * general decoder is a hundred times slower; a test compares every one with viem's. Events that are not here say
 * nothing that the register keeps: allowances, roles, used authorizations, and `Frozen`, which repeats
 * `TokensFrozen` and `TokensUnfrozen` as a sum.
 */
const DECODERS: Readonly<Record<string, (words: Words) => Said | null>> = {
  Transfer: (w) => ({ kind: 'transfer', from: walletOrNull(w, 1), to: walletOrNull(w, 2), units: w.word(0) }),
  Issued: (w) => ({
    kind: 'issued',
    to: wallet(w, 1),
    units: w.word(0),
    unlockDay: number(w, 1),
    legend: number(w, 2),
    ref: hash(w, 3),
  }),
  BatchIssued: (w) => ({ kind: 'issued', ref: w.topic(1), detail: { count: w.word(0).toString() } }),
  LotOpened: (w) => ({
    kind: 'lot-opened',
    to: wallet(w, 1),
    units: w.word(0),
    acquiredDay: number(w, 1),
    unlockDay: number(w, 2),
    legend: number(w, 3),
  }),
  LotReduced: (w) => ({
    kind: 'lot-reduced',
    to: wallet(w, 1),
    units: w.word(0),
    unlockDay: number(w, 1),
    legend: number(w, 2),
  }),
  TokensFrozen: (w) => ({ kind: 'units-frozen', to: wallet(w, 1), units: w.word(0) }),
  TokensUnfrozen: (w) => ({ kind: 'units-unfrozen', to: wallet(w, 1), units: w.word(0) }),
  AddressFrozen: (w) => ({
    kind: BigInt(w.topic(2)) === 1n ? 'wallet-frozen' : 'wallet-unfrozen',
    to: wallet(w, 1),
  }),
  ForcedTransfer: (w) => ({ kind: 'forced', from: wallet(w, 1), to: wallet(w, 2), units: w.word(0) }),
  ForcedTransferReason: (w) => ({
    kind: 'forced-reason',
    from: wallet(w, 1),
    to: wallet(w, 2),
    ref: w.topic(3),
  }),
  RecoverySuccess: (w) => ({
    kind: 'recovered',
    from: wallet(w, 1),
    to: wallet(w, 2),
    detail: { identity: wallet(w, 3) },
  }),
  RecordDateDeclared: (w) => ({
    kind: 'record-date',
    detail: { id: BigInt(w.topic(1)).toString(), at: w.word(0).toString() },
  }),
  RulesSet: (w) => ({
    kind: 'rules',
    detail: {
      balanceMax: w.word(0).toString(),
      holdersMax: w.word(1).toString(),
      accreditedOnly: w.word(2) === 1n,
      countriesOn: w.word(3) === 1n,
      topics: w.word(4).toString(),
      usHoldersMax: w.word(5).toString(),
      nonAccreditedHoldersMax: w.word(6).toString(),
    },
  }),
  CountriesSet: (w) => ({ kind: 'countries', detail: { bitmap: [0, 1, 2, 3].map((i) => hash(w, i)) } }),
  DocumentUpdated: (w) => {
    const [uri, sha256] = decodeAbiParameters([{ type: 'string' }, { type: 'bytes32' }], w.data())
    // PostgreSQL keeps no NUL in a text; in a name or an address it means nothing.
    const text = (value: string) => value.replaceAll('\0', '')
    const nameHex = w.topic(1)
    return { kind: 'document', detail: { name: text(hexToString(nameHex)), nameHex, uri: text(uri), sha256 } }
  },
  // A hold of another kind says nothing here; an end without a beginning neither.
  Held: (w) => (w.word(0) === RESCALING ? { kind: 'split-began' } : null),
  LetGo: (w) => (w.word(0) === 0n ? { kind: 'split-ended' } : null),
  HoldsEnded: (w) => (w.word(0) === 1n ? { kind: 'split-ended' } : null),
  Paused: () => ({ kind: 'paused' }),
  Unpaused: () => ({ kind: 'unpaused' }),
}

const TOPICS_PER_ROW = 4

const BY_SELECTOR: ReadonlyMap<string, (words: Words) => Said | null> = new Map(
  Object.entries(DECODERS).map(([name, decode]) => [toEventSelector(eventOf(name)), decode]),
)

function eventOf(name: string): AbiEvent {
  const item = getAbiItem({ abi: securityTokenAbi as readonly AbiEvent[], name })
  if (item === undefined) throw new Error(`the token has no event ${name}`)
  return item
}

/**
 * One block's logs of one token as movements, in order; logs that say nothing to the register are left out.
 * Transfers are given the name a person knows them by, and the reference or reason that the logs after them carry.
 */
export function movementsOf(
  block: Pick<ChainBlock, 'number' | 'hash' | 'at'>,
  logs: readonly ChainLog[],
): Movement[] {
  return named(
    logs.flatMap((log) => {
      const said = BY_SELECTOR.get(log.topics[0] ?? '')?.(wordsOf(log))
      return said == null ? [] : [movement(block, { logIndex: log.logIndex, tx: log.txHash }, said)]
    }),
  )
}

function wordsOf({ topics, data }: ChainLog): Words {
  return {
    topic: (i) => topics[i] ?? '0x',
    word: (i) => BigInt(`0x${data.slice(2 + i * CHARS_PER_WORD, 2 + (i + 1) * CHARS_PER_WORD)}`),
    data: () => data,
  }
}

/**
 * As `movementsOf`, for a whole history read into columns.
 *
 * @param times of blocks whose logs do not say it, by number
 */
export function movementsOfLogs(logs: Logs, times: ReadonlyMap<number, Temporal.Instant>): Movement[] {
  const decoders = logs.topics.map((topic) => BY_SELECTOR.get(topic))
  const movements: Unnamed[] = []
  let block: Pick<ChainBlock, 'number' | 'hash' | 'at'> | null = null
  let row = 0
  const words: Words = {
    topic: (i) => topicAt(logs, row, i) ?? '0x',
    word: (i) => wordAt(logs, row, i),
    data: () => dataAt(logs, row),
  }
  for (; row < logs.length; row++) {
    const said = decoders[logs.topic[TOPICS_PER_ROW * row] ?? NO_TOPIC]?.(words)
    if (said == null) continue
    const at = logs.blockNumber[row] ?? 0
    if (block?.number !== at) block = blockAt(logs, row, times)
    movements.push(movement(block, { logIndex: logs.logIndex[row] ?? 0, tx: txHashAt(logs, row) }, said))
  }
  return named(movements)
}

function blockAt(logs: Logs, row: number, times: ReadonlyMap<number, Temporal.Instant>) {
  const number = logs.blockNumber[row] ?? 0
  const seconds = logs.blockSeconds[row] ?? -1
  const at = seconds < 0 ? times.get(number) : instantOfSeconds(seconds)
  const hash = logs.hashes[logs.blockHash[row] ?? 0]
  if (at === undefined || hash === undefined) throw new Error(`the time of block ${number} was not read`)
  return { number, hash, at }
}

/** A movement whose name is not known yet: the logs after it say it. */
type Unnamed = Omit<Movement, 'entry' | 'ref'> & { entry: Movement['entry']; ref: Movement['ref'] }

function movement(
  block: Pick<ChainBlock, 'number' | 'hash' | 'at'>,
  log: { readonly logIndex: number; readonly tx: Hex },
  said: Said,
): Unnamed {
  return {
    block: block.number,
    blockHash: block.hash,
    logIndex: log.logIndex,
    tx: log.tx,
    at: block.at,
    kind: said.kind,
    entry: FREEZES[said.kind] ?? null,
    from: said.from ?? null,
    to: said.to ?? null,
    units: said.units ?? null,
    acquiredDay: said.acquiredDay ?? null,
    unlockDay: said.unlockDay ?? null,
    legend: said.legend ?? null,
    ref: said.ref ?? null,
    detail: said.detail ?? null,
  }
}

const FREEZES: Readonly<Partial<Record<MovementKind, EntryName>>> = {
  'units-frozen': 'freeze',
  'units-unfrozen': 'unfreeze',
  'wallet-frozen': 'freeze',
  'wallet-unfrozen': 'unfreeze',
}

/**
 * Names each transfer, in place. What the token says about one it says before the next of its transaction; about a batch
 * of issuances, at its end.
 */
function named(movements: Unnamed[]): Movement[] {
  const batches = new Map<Movement['tx'], Movement['ref']>()
  for (const { kind, to, tx, ref } of movements) if (kind === 'issued' && to === null) batches.set(tx, ref)
  for (const [i, one] of movements.entries()) if (one.kind === 'transfer') name(one, movements, i, batches)
  return movements
}

function name(
  transfer: Unnamed,
  all: readonly Movement[],
  at: number,
  batches: ReadonlyMap<Movement['tx'], Movement['ref']>,
): void {
  // Anybody can make a token say that nothing moved from anybody to anybody.
  if (transfer.units === 0n) return
  let entry: EntryName =
    transfer.from === null ? 'issuance' : transfer.to === null ? 'destroy' : 'transfer-ok'
  let ref = transfer.from === null ? (batches.get(transfer.tx) ?? null) : null
  for (let i = at + 1; i < all.length; i++) {
    const next = all[i]
    if (next === undefined || next.tx !== transfer.tx || next.kind === 'transfer') break
    if (next.kind === 'issued') ref = next.ref
    if (next.kind === 'forced') entry = 'reclaim'
    if (next.kind === 'forced-reason') ref = next.ref
    if (next.kind === 'recovered') entry = 'reallocation'
  }
  transfer.entry = entry
  transfer.ref = ref === NO_REF ? null : ref
}
