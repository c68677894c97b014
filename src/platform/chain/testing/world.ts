import { encodeAbiParameters, padHex, type Address, type Hex } from 'viem'
import { sql } from 'kysely'
import type { TestDatabase } from '../../../../test/database.ts'
import type { Clock } from '../../clock.ts'
import { EMBEDDED_FINALITY, type Finality } from '../finality.ts'
import { recordIntent, type Intent, type SettledHandlers } from '../intents.ts'
import { developmentSigner } from '../keystore.ts'
import type { Projection } from '../projection.ts'
import type { Rpc } from '../rpc.ts'
import { openSender, type SenderOptions, type SenderRound } from '../sender.ts'
import { openWatcher, type WatcherOptions, type WatcherRound } from '../watcher.ts'

/** Logs its calldata, with the first word as the topic. */
export const ECHO = '0x600a8060095f395ff3365f5f375f35365fa100' as const
/** Reverts with the first word of its calldata. */
export const REVERTING = '0x60088060095f395ff35f355f5260205ffd' as const
/** Reverts unless somebody has called it with a word that is not zero: then it only stores that. */
export const LOCKED = '0x60178060095f395ff35f3515600b575f355f55005b5f5415601357005b5f5ffd' as const
/** Reverts in a block later than the first word of its calldata, in seconds. */
export const UNTIL = '0x600c8060095f395ff3425f3510600857005b5f5ffd' as const

export const NOW = Temporal.Instant.from('2026-01-01T00:00:00Z')
export const clock: Clock = { now: () => NOW }
export const signer = developmentSigner(0, {})

export type Told = { readonly key: string; readonly status: string }

/** An emptied database, a chain, and both ends of the way between them, to be moved a round at a time. */
export type World = {
  readonly db: TestDatabase['db']
  readonly rpc: Rpc
  readonly told: Told[]
  readonly sender: SenderRound
  readonly watcher: WatcherRound
  readonly openSender: (options?: Partial<SenderOptions>) => SenderRound
  readonly openWatcher: (options?: Partial<WatcherOptions>) => WatcherRound
  readonly wish: (key: string, to: Address | null, data: Hex) => Promise<Intent>
  readonly echoes: () => Promise<Echo[]>
}

export type Echo = {
  readonly block: number
  readonly index: number
  readonly address: Address
  readonly topic: Hex
}

export type EchoProjection = { readonly projection: Projection; readonly watched: Set<Address> }

export async function world(
  { db }: Pick<TestDatabase, 'db'>,
  rpc: Rpc,
  { finality = EMBEDDED_FINALITY, watched = [] }: { finality?: Finality; watched?: readonly Address[] } = {},
): Promise<World & EchoProjection> {
  await sql`create table if not exists test_echo (
    block_hash text not null references chain_block (hash) on delete cascade,
    log_index bigint not null,
    address text not null,
    topic text not null,
    primary key (block_hash, log_index))`.execute(db)
  // A new database for each test would take longer than the test.
  await sql`truncate chain_network, chain_block, chain_watched, chain_lease, chain_sender, chain_intent, chain_attempt,
    chain_stray cascade`.execute(db)
  const told: Told[] = []
  const tell = async (_: unknown, { key, status }: Intent) => void told.push({ key, status })
  const handlers: SettledHandlers = { test: { success: tell, failure: tell } }
  const addresses = new Set(watched)
  const projection = echoProjection(addresses)
  const common = { db, rpc, chainId: 31337, clock, finality, handlers }
  const newSender = (options: Partial<SenderOptions> = {}) => openSender({ ...common, signer, ...options })
  const newWatcher = (options: Partial<WatcherOptions> = {}) =>
    openWatcher({ ...common, projections: [projection], ...options })
  return {
    db,
    rpc,
    told,
    projection,
    watched: addresses,
    openSender: newSender,
    openWatcher: newWatcher,
    sender: newSender(),
    watcher: newWatcher(),
    wish: (key, to, data) => recordIntent(db, { key, purpose: 'test', from: signer.address, to, data }, NOW),
    async echoes() {
      const { rows } = await sql<Echo>`
        select b.number as block, e.log_index as index, e.address, e.topic
        from test_echo e join chain_block b on b.hash = e.block_hash
        order by b.number, e.log_index`.execute(db)
      return rows
    },
  }
}

/**
 * Keeps a row for each log. A log whose topic holds an address (after a first byte of 0xad) names one more to watch,
 * as a factory does.
 */
function echoProjection(watched: ReadonlySet<Address>): Projection {
  return {
    name: 'echo',
    async addresses(db) {
      const { rows } = await sql<{
        topic: Hex
      }>`select topic from test_echo where topic like '0xad%'`.execute(db)
      return [...watched, ...rows.map(({ topic }): Address => `0x${topic.slice(-40)}`)]
    },
    async apply(tx, block, logs) {
      for (const { logIndex, address, topics } of logs)
        await sql`insert into test_echo values (${block.hash}, ${logIndex}, ${address}, ${topics[0] ?? '0x'})`.execute(
          tx,
        )
    },
  }
}

export function word(value: bigint): Hex {
  return encodeAbiParameters([{ type: 'uint256' }], [value])
}

/** The word that makes the projection watch `address` from then on. */
export function naming(address: Address): Hex {
  return `0xad${padHex(address, { size: 31 }).slice(2)}`
}
