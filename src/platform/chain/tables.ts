import type { Generated } from 'kysely'
import type { Hex } from 'viem'

/** The tables of `migrations/` whose names begin with `chain_`, which belong to this folder alone. */
export type ChainTables = {
  chain_network: {
    only_row: Generated<boolean>
    chain_id: number
    genesis_hash: Hex
    start_block: number
    head_number: number
    finalized_number: number
    halted: string | null
  }
  chain_block: { hash: Hex; number: number; parent_hash: Hex; at: Temporal.Instant }
  chain_watched: { projection: string; address: Hex }
  chain_lease: { name: string; holder: string; fence: number; until: Temporal.Instant }
  chain_sender: { address: Hex; next_nonce: number }
  chain_intent: {
    id: string
    seq: Generated<number>
    key: string
    purpose: string
    subject: string | null
    sender: Hex
    recipient: Hex | null
    data: Hex
    value: bigint
    status: IntentStatus
    nonce: number | null
    tx_hash: Hex | null
    block_hash: Hex | null
    reverted: boolean | null
    gas_used: bigint | null
    gas_max: bigint | null
    contract: Hex | null
    failure_reason: string | null
    failure_data: Hex | null
    urgent: boolean
    recorded_at: Temporal.Instant
    settled_at: Temporal.Instant | null
  }
  chain_attempt: {
    tx_hash: Hex
    intent_id: string
    nonce: number
    raw: Hex
    gas: bigint
    max_fee: bigint
    max_tip: bigint
    signed_at: Temporal.Instant
    sent_at: Temporal.Instant | null
  }
  chain_stray: {
    tx_hash: Hex
    sender: Hex
    nonce: number
    recipient: Hex | null
    data: Hex
    value: bigint
    gas: bigint
    max_fee: bigint
    max_tip: bigint
    found_at: Temporal.Instant
  }
}

/**
 * How far a wish has come. `mempool` with a block is mined but not final; `success` and `failure` are said at finality
 * only, except that a call which would revert fails before anything is sent.
 */
export type IntentStatus = 'pending' | 'signed' | 'sent' | 'mempool' | 'success' | 'failure' | 'canceled'
