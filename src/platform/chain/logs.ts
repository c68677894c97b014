import type { Address, Hex } from 'viem'
import { ChainUnavailable, field, hexOf, numberOf, quantity, RpcError, type Rpc } from './rpc.ts'

/**
 * Many logs as columns: row `i` of each is the log `i`, in the chain's order. Addresses, topics and block hashes, which
 * repeat, are numbers into a list of what was met.
 */
export type Logs = {
  readonly length: number
  readonly blockNumber: Float64Array
  readonly logIndex: Uint32Array
  /** Into `hashes`. */
  readonly blockHash: Uint32Array
  /** Seconds since 1970; -1 where the node does not say. */
  readonly blockSeconds: Float64Array
  /** 32 bytes a row. */
  readonly txHash: Uint8Array
  /** Into `addresses`. */
  readonly address: Uint32Array
  /** Four a row, into `topics`; `NO_TOPIC` where there is none. */
  readonly topic: Uint32Array
  /** The data of row `i` is from `dataEnd[i - 1]` (0 for the first) to `dataEnd[i]`. */
  readonly data: Uint8Array
  readonly dataEnd: Uint32Array
  readonly addresses: readonly Address[]
  readonly topics: readonly Hex[]
  readonly hashes: readonly Hex[]
}

export type LogQuery = {
  readonly addresses: readonly Address[]
  readonly fromBlock: number
  readonly toBlock: number
  /** Only logs whose first topic is one of these. */
  readonly signatures?: readonly Hex[]
}

export const NO_TOPIC = 0xffff_ffff
const TOPICS_PER_ROW = 4

/** Answers are asked for in pieces of about this size, the next while the last is being read. */
const PIECE_BYTES = 8 * 1024 * 1024
const FIRST_PIECE_BLOCKS = 20

/**
 * Reads all logs of a range into columns: the node's bytes are read as they are, without making a JavaScript object of
 * each log. Throws `RpcError` when the node refuses even a single block, and `ChainUnavailable` when its logs are not
 * each once and in order.
 */
export async function readLogs(rpc: Rpc, query: LogQuery): Promise<Logs> {
  const builder = newBuilder()
  let step = FIRST_PIECE_BLOCKS
  let from = query.fromBlock
  const ask = (first: number) => {
    const last = Math.min(query.toBlock, first + step - 1)
    const piece = { first, last, bytes: bytesOf(rpc, query, first, last) }
    // Whoever waits for it hears of a failure; until then it is nobody's.
    piece.bytes.catch(() => {})
    return piece
  }
  let next = from <= query.toBlock ? ask(from) : null
  while (next !== null) {
    const piece = next
    try {
      const bytes = await piece.bytes
      from = piece.last + 1
      step = stepAfter(bytes.length, piece.last - piece.first + 1)
      next = from <= query.toBlock ? ask(from) : null
      append(builder, bytes)
    } catch (error) {
      // Nodes limit how much they answer at once, each in its own words.
      if (!(error instanceof RpcError) || piece.last === piece.first) throw error
      step = Math.ceil((piece.last - piece.first + 1) / 4)
      next = ask(piece.first)
    }
  }
  return built(builder)
}

function stepAfter(bytes: number, blocks: number): number {
  const fitting = Math.floor((blocks * PIECE_BYTES) / Math.max(bytes, 1))
  return Math.max(1, Math.min(fitting, blocks * 8, 100_000))
}

async function bytesOf(rpc: Rpc, query: LogQuery, first: number, last: number): Promise<Uint8Array> {
  const bytes = await rpc.bytes('eth_getLogs', [
    {
      fromBlock: quantity(first),
      toBlock: quantity(last),
      address: query.addresses,
      ...(query.signatures === undefined ? {} : { topics: [query.signatures] }),
    },
  ])
  // An error is short, and its message is not known beforehand.
  if (bytes.length < 4_096) {
    const error = field(parsed(bytes), 'error')
    if (error !== undefined)
      throw new RpcError(Number(field(error, 'code')), String(field(error, 'message')), field(error, 'data'))
  }
  return bytes
}

/** The rows of one answer of `eth_getLogs`, whole. For tests, and for who has the bytes already. */
export function logsOfAnswer(bytes: Uint8Array): Logs {
  const builder = newBuilder()
  append(builder, bytes)
  return built(builder)
}

/** Row `i`'s data as text. */
export function dataAt(logs: Logs, i: number): Hex {
  return hexText(logs.data.subarray(i === 0 ? 0 : logs.dataEnd[i - 1], logs.dataEnd[i]))
}

export function txHashAt(logs: Logs, i: number): Hex {
  return hexText(logs.txHash.subarray(32 * i, 32 * i + 32))
}

/** Row `i`'s topic of this number, or null when it has fewer. */
export function topicAt(logs: Logs, i: number, number: 0 | 1 | 2 | 3): Hex | null {
  return logs.topics[logs.topic[TOPICS_PER_ROW * i + number] ?? NO_TOPIC] ?? null
}

/** The whole number in the data's 32-byte word of this number; 0 past its end, as Solidity's decoder would not. */
export function wordAt(logs: Logs, i: number, number: number): bigint {
  const start = (i === 0 ? 0 : (logs.dataEnd[i - 1] ?? 0)) + 32 * number
  if (start + 32 > (logs.dataEnd[i] ?? 0)) return 0n
  const { buffer, byteOffset } = logs.data
  const view = new DataView(buffer, byteOffset + start, 32)
  const high = (view.getBigUint64(0) << 64n) | view.getBigUint64(8)
  const low = (view.getBigUint64(16) << 64n) | view.getBigUint64(24)
  return high === 0n ? low : (high << 128n) | low
}

/** Movements of units between two holders, of logs shaped like ERC-20's `Transfer`. */
export type Transfers = {
  readonly length: number
  /** The log that each came from. */
  readonly row: Uint32Array
  /** Into `holders`. */
  readonly from: Uint32Array
  readonly to: Uint32Array
  readonly units: readonly bigint[]
  readonly holders: readonly Address[]
}

/** The rows whose first topic is `signature`: two indexed addresses and a number in the data. Others are left out. */
export function transfersOf(logs: Logs, signature: Hex): Transfers {
  const wanted = logs.topics.indexOf(signature)
  const row = new Uint32Array(logs.length)
  const from = new Uint32Array(logs.length)
  const to = new Uint32Array(logs.length)
  const units: bigint[] = []
  const holders: Address[] = []
  const numbers = new Map<Address, number>()
  const holderOfTopic = new Int32Array(logs.topics.length).fill(-1)
  let length = 0
  for (let i = 0; i < logs.length; i++) {
    const at = TOPICS_PER_ROW * i
    const [first, second] = [logs.topic[at + 1] ?? NO_TOPIC, logs.topic[at + 2] ?? NO_TOPIC]
    if (wanted < 0 || logs.topic[at] !== wanted || first === NO_TOPIC || second === NO_TOPIC) continue
    row[length] = i
    from[length] = holder(first)
    to[length] = holder(second)
    units.push(wordAt(logs, i, 0))
    length++
  }
  return {
    length,
    row: row.subarray(0, length),
    from: from.subarray(0, length),
    to: to.subarray(0, length),
    units,
    holders,
  }

  function holder(topic: number): number {
    const known = holderOfTopic[topic] ?? -1
    if (known >= 0) return known
    const address: Address = `0x${(logs.topics[topic] ?? '').slice(-40)}`
    let number = numbers.get(address)
    if (number === undefined) {
      number = holders.push(address) - 1
      numbers.set(address, number)
    }
    holderOfTopic[topic] = number
    return number
  }
}

/** Columns that grow. */
type Builder = {
  length: number
  blockNumber: Float64Array<ArrayBuffer>
  logIndex: Uint32Array<ArrayBuffer>
  blockHash: Uint32Array<ArrayBuffer>
  blockSeconds: Float64Array<ArrayBuffer>
  txHash: Uint8Array<ArrayBuffer>
  address: Uint32Array<ArrayBuffer>
  topic: Uint32Array<ArrayBuffer>
  data: Uint8Array<ArrayBuffer>
  dataEnd: Uint32Array<ArrayBuffer>
  dataLength: number
  readonly addresses: Dictionary
  readonly topics: Dictionary
  readonly hashes: Dictionary
}

type Dictionary = {
  readonly numbers: Map<string, number>
  readonly texts: Hex[]
  /** Where the last one was met in the answer that is being read: most logs repeat the one before. */
  lastAt: number
  last: number
}

const FIRST_ROWS = 1_024

function newBuilder(): Builder {
  const dictionary = (): Dictionary => ({ numbers: new Map(), texts: [], lastAt: -1, last: 0 })
  return {
    length: 0,
    blockNumber: new Float64Array(FIRST_ROWS),
    logIndex: new Uint32Array(FIRST_ROWS),
    blockHash: new Uint32Array(FIRST_ROWS),
    blockSeconds: new Float64Array(FIRST_ROWS),
    txHash: new Uint8Array(32 * FIRST_ROWS),
    address: new Uint32Array(FIRST_ROWS),
    topic: new Uint32Array(TOPICS_PER_ROW * FIRST_ROWS),
    data: new Uint8Array(64 * FIRST_ROWS),
    dataEnd: new Uint32Array(FIRST_ROWS),
    dataLength: 0,
    addresses: dictionary(),
    topics: dictionary(),
    hashes: dictionary(),
  }
}

function built(b: Builder): Logs {
  const { length } = b
  return {
    length,
    blockNumber: b.blockNumber.subarray(0, length),
    logIndex: b.logIndex.subarray(0, length),
    blockHash: b.blockHash.subarray(0, length),
    blockSeconds: b.blockSeconds.subarray(0, length),
    txHash: b.txHash.subarray(0, 32 * length),
    address: b.address.subarray(0, length),
    topic: b.topic.subarray(0, TOPICS_PER_ROW * length),
    data: b.data.subarray(0, b.dataLength),
    dataEnd: b.dataEnd.subarray(0, length),
    addresses: b.addresses.texts,
    topics: b.topics.texts,
    hashes: b.hashes.texts,
  }
}

function makeRoom(b: Builder, dataBytes: number): void {
  if (b.length === b.blockNumber.length) {
    b.blockNumber = larger(b.blockNumber, Float64Array)
    b.logIndex = larger(b.logIndex, Uint32Array)
    b.blockHash = larger(b.blockHash, Uint32Array)
    b.blockSeconds = larger(b.blockSeconds, Float64Array)
    b.txHash = larger(b.txHash, Uint8Array)
    b.address = larger(b.address, Uint32Array)
    b.topic = larger(b.topic, Uint32Array)
    b.dataEnd = larger(b.dataEnd, Uint32Array)
  }
  while (b.dataLength + dataBytes > b.data.length) b.data = larger(b.data, Uint8Array)
}

function larger<T extends Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>>(
  column: T,
  make: new (length: number) => T,
): T {
  const grown = new make(2 * column.length)
  grown.set(column)
  return grown
}

/** The number of the text at `from`, which is not made into a string when it is the same as the last. */
function numberAt(dictionary: Dictionary, bytes: Buffer, from: number, length: number): number {
  const { lastAt } = dictionary
  let i = lastAt < 0 ? 0 : length
  // From the end: that is where addresses and numbers differ.
  while (i > 0 && bytes[lastAt + i - 1] === bytes[from + i - 1]) i--
  if (lastAt < 0 || i > 0)
    dictionary.last = numberOfText(dictionary, bytes.toString('latin1', from, from + length))
  dictionary.lastAt = from
  return dictionary.last
}

function numberOfText(dictionary: Dictionary, text: string): number {
  const known = dictionary.numbers.get(text)
  if (known !== undefined) return known
  const lower = text.toLowerCase()
  const number = dictionary.numbers.get(lower) ?? dictionary.texts.push(`0x${lower}`) - 1
  dictionary.numbers.set(lower, number).set(text, number)
  return number
}

/** Appends the logs of an answer: by reading its bytes, or, where they are not as expected, by JSON.parse. */
function append(builder: Builder, bytes: Uint8Array): void {
  const start = { length: builder.length, dataLength: builder.dataLength }
  if (!appendBytes(builder, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))) {
    Object.assign(builder, start)
    appendParsed(builder, bytes)
  }
  for (let row = Math.max(1, start.length); row < builder.length; row++)
    if (!isAfter(builder, row)) throw new ChainUnavailable('its logs are repeated or out of order')
}

function isAfter({ blockNumber, logIndex }: Builder, row: number): boolean {
  const [block, before] = [blockNumber[row] ?? 0, blockNumber[row - 1] ?? 0]
  return block > before || (block === before && (logIndex[row] ?? 0) > (logIndex[row - 1] ?? 0))
}

/** The values of a hexadecimal digit by its character; 255 for what is none. */
const DIGIT = new Uint8Array(256).fill(255)
for (const [i, digit] of [...'0123456789abcdef'].entries()) {
  DIGIT[digit.charCodeAt(0)] = i
  DIGIT[digit.toUpperCase().charCodeAt(0)] = i
}

const QUOTE = 0x22
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN = 0x7b
const CLOSE = 0x7d

/** Fields of a log, told apart by their names' length and first letter: `address` 7a, `removed` 7r, and so on. */
const FIELD = {
  data: (4 << 8) | 0x64,
  topics: (6 << 8) | 0x74,
  address: (7 << 8) | 0x61,
  removed: (7 << 8) | 0x72,
  logIndex: (8 << 8) | 0x6c,
  blockHash: (9 << 8) | 0x62,
  blockNumber: (11 << 8) | 0x62,
  blockTimestamp: (14 << 8) | 0x62,
  transactionHash: (15 << 8) | 0x74,
  transactionIndex: (16 << 8) | 0x74,
} as const
const ALL_FIELDS = 0b1111_1111
const NAME_MAX = 40
const VALUE_MAX = 64

/**
 * Reads `{…"result":[{…},…]}` where it is written without spaces, every value is a string of plain hexadecimal digits,
 * and every log has what a log has. False when it is not; what was appended until then is to be forgotten.
 */
function appendBytes(b: Builder, bytes: Buffer): boolean {
  // Places are of this answer.
  for (const dictionary of [b.addresses, b.topics, b.hashes]) dictionary.lastAt = -1
  let p = bytes.indexOf('"result":[')
  if (p < 0) return false
  p += 10
  if (bytes[p] === CLOSE_LIST) return true
  for (;;) {
    p = appendOne(b, bytes, p)
    if (p < 0) return false
    const after = bytes[p++]
    if (after === CLOSE_LIST) return true
    if (after !== COMMA) return false
  }
}

/** Appends the log that begins at `p`; returns where it ends, or -1. */
function appendOne(b: Builder, bytes: Buffer, start: number): number {
  let p = start
  if (bytes[p++] !== OPEN) return -1
  makeRoom(b, 0)
  const row = b.length
  let seen = 0
  let isRemoved = false
  b.blockSeconds[row] = -1
  for (;;) {
    if (bytes[p] !== QUOTE) return -1
    const nameEnd = quoteAfter(bytes, p + 1, NAME_MAX)
    if (nameEnd < 0) return -1
    const name = ((nameEnd - p - 1) << 8) | (bytes[p + 1] ?? 0)
    p = nameEnd + 1
    if (bytes[p++] !== COLON) return -1
    if (name === FIELD.topics) {
      p = readTopics(b, bytes, p, row)
      seen |= 1
    } else if (name === FIELD.removed) {
      isRemoved = bytes[p] === 0x74
      p += isRemoved ? 4 : 5
    } else {
      if (bytes[p] !== QUOTE || bytes[p + 1] !== 0x30 || bytes[p + 2] !== 0x78) return -1
      const end = name === FIELD.data ? bytes.indexOf(QUOTE, p + 3) : quoteAfter(bytes, p + 3, VALUE_MAX)
      if (end < 0) return -1
      const bit = readField(b, bytes, { name, from: p + 3, to: end, row })
      if (bit < 0) return -1
      seen |= bit
      p = end + 1
    }
    if (p < 0) return -1
    const after = bytes[p++]
    if (after === CLOSE) break
    if (after !== COMMA) return -1
  }
  if (seen !== ALL_FIELDS) return -1
  // What was taken back is no log; its data is overwritten by the next.
  if (isRemoved) return p
  b.dataLength = b.dataEnd[row] ?? 0
  b.length++
  return p
}

/** Where the next quote is; -1 when it is not within so many bytes. For short texts, faster than asking the buffer. */
function quoteAfter(bytes: Buffer, from: number, most: number): number {
  for (let p = from; p <= from + most; p++) if (bytes[p] === QUOTE) return p
  return -1
}

/** Puts one value into its column; returns the bit that says so, 0 for a field that is not kept, -1 when it is wrong. */
function readField(
  b: Builder,
  bytes: Buffer,
  {
    name,
    from,
    to,
    row,
  }: { readonly name: number; readonly from: number; readonly to: number; readonly row: number },
): number {
  const digits = to - from
  switch (name) {
    case FIELD.address:
      if (digits !== 40) return -1
      b.address[row] = numberAt(b.addresses, bytes, from, 40)
      return 2
    case FIELD.data: {
      if (digits % 2 !== 0) return -1
      makeRoom(b, digits / 2)
      const end = b.dataLength + digits / 2
      if (!decode(bytes, from, b.data, b.dataLength, end)) return -1
      b.dataEnd[row] = end
      return 4
    }
    case FIELD.blockHash:
      if (digits !== 64) return -1
      b.blockHash[row] = numberAt(b.hashes, bytes, from, 64)
      return 8
    case FIELD.blockNumber:
      b.blockNumber[row] = numberIn(bytes, from, to)
      return (b.blockNumber[row] ?? -1) < 0 ? -1 : 16
    case FIELD.blockTimestamp:
      b.blockSeconds[row] = numberIn(bytes, from, to)
      return (b.blockSeconds[row] ?? -1) < 0 ? -1 : 0
    case FIELD.transactionHash:
      return digits === 64 && decode(bytes, from, b.txHash, 32 * row, 32 * row + 32) ? 32 : -1
    case FIELD.transactionIndex:
      return 64
    case FIELD.logIndex: {
      const index = numberIn(bytes, from, to)
      b.logIndex[row] = index
      return index < 0 ? -1 : 128
    }
    default:
      return 0
  }
}

/** Reads `["0x…","0x…"]`; returns where it ends, or -1. */
function readTopics(b: Builder, bytes: Buffer, start: number, row: number): number {
  let p = start
  const at = TOPICS_PER_ROW * row
  b.topic.fill(NO_TOPIC, at, at + TOPICS_PER_ROW)
  if (bytes[p++] !== OPEN_LIST) return -1
  if (bytes[p] === CLOSE_LIST) return p + 1
  for (let i = 0; i < TOPICS_PER_ROW; i++) {
    // Each is a quote, 0x, 64 digits and a quote.
    if (bytes[p] !== QUOTE || bytes[p + 2] !== 0x78 || bytes[p + 67] !== QUOTE) return -1
    b.topic[at + i] =
      i === 0
        ? numberAt(b.topics, bytes, p + 3, 64)
        : numberOfText(b.topics, bytes.toString('latin1', p + 3, p + 67))
    p += 68
    const after = bytes[p++]
    if (after === CLOSE_LIST) return p
    if (after !== COMMA) return -1
  }
  return -1
}

function decode(bytes: Buffer, from: number, target: Uint8Array, start: number, end: number): boolean {
  let p = from
  let wrong = 0
  for (let i = start; i < end; i++) {
    const high = DIGIT[bytes[p++] ?? 0] ?? 255
    const low = DIGIT[bytes[p++] ?? 0] ?? 255
    wrong |= high | low
    target[i] = (high << 4) | low
  }
  return wrong < 16
}

/** A number of at most 13 digits, so that it is exact; -1 when it is none. */
function numberIn(bytes: Buffer, from: number, to: number): number {
  if (to - from > 13 || to === from) return -1
  let value = 0
  for (let p = from; p < to; p++) {
    const digit = DIGIT[bytes[p] ?? 0] ?? 255
    if (digit > 15) return -1
    value = value * 16 + digit
  }
  return value
}

function appendParsed(b: Builder, bytes: Uint8Array): void {
  const result = field(parsed(bytes), 'result')
  if (!Array.isArray(result)) throw new ChainUnavailable('it gave no list of logs')
  for (const log of result) {
    if (field(log, 'removed') === true) continue
    const data = Buffer.from(hexOf(field(log, 'data'), 'log data').slice(2), 'hex')
    const topics = field(log, 'topics')
    const seconds = field(log, 'blockTimestamp')
    const row = b.length
    makeRoom(b, data.length)
    b.blockNumber[row] = numberOf(field(log, 'blockNumber'), 'block number of a log')
    b.logIndex[row] = numberOf(field(log, 'logIndex'), 'index of a log')
    b.blockSeconds[row] = typeof seconds === 'string' ? numberOf(seconds, 'block time of a log') : -1
    b.blockHash[row] = numberOfText(b.hashes, hexOf(field(log, 'blockHash'), 'block hash of a log').slice(2))
    b.address[row] = numberOfText(b.addresses, hexOf(field(log, 'address'), 'log address').slice(2))
    b.txHash.set(
      Buffer.from(hexOf(field(log, 'transactionHash'), 'transaction of a log').slice(2), 'hex'),
      32 * row,
    )
    for (let i = 0; i < TOPICS_PER_ROW; i++) {
      const topic: unknown = Array.isArray(topics) ? topics[i] : undefined
      b.topic[TOPICS_PER_ROW * row + i] =
        topic === undefined ? NO_TOPIC : numberOfText(b.topics, hexOf(topic, 'topic').slice(2))
    }
    b.data.set(data, b.dataLength)
    b.dataLength += data.length
    b.dataEnd[row] = b.dataLength
    b.length++
  }
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch (cause) {
    throw new ChainUnavailable('it answered with something that is not JSON', { cause })
  }
}

function hexText(bytes: Uint8Array): Hex {
  return `0x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`
}
