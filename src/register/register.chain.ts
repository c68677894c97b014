import {
  decodeAbiParameters,
  getAbiItem,
  getAddress,
  hexToString,
  toEventSelector,
  type AbiEvent,
  type Hex,
} from 'viem'
import { securityTokenAbi } from '../../contracts/abi/SecurityToken.ts'
import type { Address } from '../instrument/instrument.ts'
import type { ChainBlock, ChainLog } from '../platform/chain/projection.ts'
import type { EntryName, Movement, MovementKind } from './register.ts'

type Words = { readonly topics: readonly Hex[]; readonly data: Hex }
type Said = Partial<
  Pick<Movement, 'from' | 'to' | 'units' | 'acquiredDay' | 'unlockDay' | 'legend' | 'ref' | 'detail'>
> & {
  readonly kind: MovementKind
}

const CHARS_PER_WORD = 64
const ADDRESSES_REMEMBERED_MAX = 200_000
const spellings = new Map<string, Address>()

/** The EIP-55 spelling. Remembered: it costs a hash, and a register repeats its wallets. */
export function spelled(address: string): Address {
  let spelling = spellings.get(address)
  if (spelling === undefined) {
    if (spellings.size >= ADDRESSES_REMEMBERED_MAX) spellings.clear()
    spelling = getAddress(address)
    spellings.set(address, spelling)
  }
  return spelling
}

const topicAddress = ({ topics }: Words, i: number): Address => spelled(`0x${topics[i]!.slice(26)}`)
const topicNumber = ({ topics }: Words, i: number): number => Number(topics[i]!)
const wordHex = ({ data }: Words, i: number): Hex =>
  `0x${data.slice(2 + i * CHARS_PER_WORD, 2 + (i + 1) * CHARS_PER_WORD)}`
const wordBigint = (words: Words, i: number): bigint => BigInt(wordHex(words, i))
const wordNumber = (words: Words, i: number): number => Number(wordHex(words, i))
const orNull = (address: Address): Address | null => (BigInt(address) === 0n ? null : address)

/**
 * How each event of the token is read. By hand, since a register is rebuilt from hundreds of thousands of logs and a
 * general decoder is a hundred times slower; a test compares every one with viem's. Events that are not here say
 * nothing that the register keeps: allowances, roles, used authorizations, and `Frozen`, which repeats
 * `TokensFrozen` and `TokensUnfrozen` as a sum.
 */
const DECODERS: Readonly<Record<string, (words: Words) => Said>> = {
  Transfer: (w) => ({
    kind: 'transfer',
    from: orNull(topicAddress(w, 1)),
    to: orNull(topicAddress(w, 2)),
    units: wordBigint(w, 0),
  }),
  Issued: (w) => ({
    kind: 'issued',
    to: topicAddress(w, 1),
    units: wordBigint(w, 0),
    unlockDay: wordNumber(w, 1),
    legend: wordNumber(w, 2),
    ref: wordHex(w, 3),
  }),
  LotOpened: (w) => ({
    kind: 'lot-opened',
    to: topicAddress(w, 1),
    units: wordBigint(w, 0),
    acquiredDay: wordNumber(w, 1),
    unlockDay: wordNumber(w, 2),
    legend: wordNumber(w, 3),
  }),
  LotReduced: (w) => ({
    kind: 'lot-reduced',
    to: topicAddress(w, 1),
    units: wordBigint(w, 0),
    unlockDay: wordNumber(w, 1),
    legend: wordNumber(w, 2),
  }),
  TokensFrozen: (w) => ({ kind: 'units-frozen', to: topicAddress(w, 1), units: wordBigint(w, 0) }),
  TokensUnfrozen: (w) => ({ kind: 'units-unfrozen', to: topicAddress(w, 1), units: wordBigint(w, 0) }),
  AddressFrozen: (w) => ({
    kind: topicNumber(w, 2) === 1 ? 'wallet-frozen' : 'wallet-unfrozen',
    to: topicAddress(w, 1),
  }),
  ForcedTransfer: (w) => ({
    kind: 'forced',
    from: topicAddress(w, 1),
    to: topicAddress(w, 2),
    units: wordBigint(w, 0),
  }),
  ForcedTransferReason: (w) => ({
    kind: 'forced-reason',
    from: topicAddress(w, 1),
    to: topicAddress(w, 2),
    ref: w.topics[3] ?? null,
  }),
  RecoverySuccess: (w) => ({
    kind: 'recovered',
    from: topicAddress(w, 1),
    to: topicAddress(w, 2),
    detail: { identity: topicAddress(w, 3) },
  }),
  RecordDateDeclared: (w) => ({
    kind: 'record-date',
    detail: { id: String(topicNumber(w, 1)), at: String(wordNumber(w, 0)) },
  }),
  RulesSet: (w) => ({
    kind: 'rules',
    detail: {
      balanceMax: wordBigint(w, 0).toString(),
      holdersMax: wordBigint(w, 1).toString(),
      accreditedOnly: wordNumber(w, 2) === 1,
      countriesOn: wordNumber(w, 3) === 1,
      topics: wordBigint(w, 4).toString(),
    },
  }),
  CountriesSet: (w) => ({ kind: 'countries', detail: { bitmap: [0, 1, 2, 3].map((i) => wordHex(w, i)) } }),
  DocumentUpdated: (w) => {
    const [uri, sha256] = decodeAbiParameters([{ type: 'string' }, { type: 'bytes32' }], w.data)
    // PostgreSQL keeps no NUL in a text; in a name or an address it means nothing.
    const text = (value: string) => value.replaceAll('\0', '')
    return {
      kind: 'document',
      detail: {
        name: text(hexToString(w.topics[1] ?? '0x')),
        nameHex: w.topics[1] ?? '0x',
        uri: text(uri),
        sha256,
      },
    }
  },
  Paused: () => ({ kind: 'paused' }),
  Unpaused: () => ({ kind: 'unpaused' }),
}

const BY_SELECTOR: ReadonlyMap<string, (words: Words) => Said> = new Map(
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
  const movements = logs.flatMap((log): Movement[] => {
    const said = BY_SELECTOR.get(log.topics[0] ?? '')?.(log)
    if (said === undefined) return []
    return [
      {
        block: block.number,
        blockHash: block.hash,
        logIndex: log.logIndex,
        tx: log.txHash,
        at: block.at,
        entry: FREEZES[said.kind] ?? null,
        from: null,
        to: null,
        units: null,
        acquiredDay: null,
        unlockDay: null,
        legend: null,
        ref: null,
        detail: null,
        ...said,
      },
    ]
  })
  return movements.map((movement, i) =>
    movement.kind === 'transfer' ? named(movement, movements, i) : movement,
  )
}

const FREEZES: Readonly<Partial<Record<MovementKind, EntryName>>> = {
  'units-frozen': 'freeze',
  'units-unfrozen': 'unfreeze',
  'wallet-frozen': 'freeze',
  'wallet-unfrozen': 'unfreeze',
}

/** What the token says about a transfer, it says after it and before the next transfer of the same transaction. */
function named(transfer: Movement, all: readonly Movement[], at: number): Movement {
  // Anybody can make a token say that nothing moved from anybody to anybody.
  if (transfer.units === 0n) return transfer
  let entry: EntryName =
    transfer.from === null ? 'issuance' : transfer.to === null ? 'destroy' : 'transfer-ok'
  let { ref } = transfer
  for (let i = at + 1; i < all.length; i++) {
    const next = all[i]!
    if (next.tx !== transfer.tx || next.kind === 'transfer') break
    if (next.kind === 'issued' && BigInt(next.ref ?? 0) !== 0n) ref = next.ref
    if (next.kind === 'forced') entry = 'reclaim'
    if (next.kind === 'forced-reason') ref = next.ref
    if (next.kind === 'recovered') entry = 'reallocation'
  }
  return { ...transfer, entry, ref }
}
