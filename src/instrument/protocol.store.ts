import type { Selectable } from 'kysely'
import type { Db } from '../platform/db/database.ts'
import type { Address } from './instrument.ts'
import type { ProtocolContract } from './protocol.ts'

type ProtocolContractTable = {
  name: ProtocolContract
  chain_id: number
  address: string
  operator: string
  initcode_sha256: string
  intent: string
  attempts: number
  asked_at: Temporal.Instant
  deployed_at: Temporal.Instant | null
}
type ProtocolTables = { protocol_contract: ProtocolContractTable }

const tables = (db: Db) => db.withTables<ProtocolTables>()

/** One of the platform's contracts, from the moment its deployment was asked for. */
export type ProtocolRow = {
  readonly name: ProtocolContract
  readonly chainId: number
  readonly address: Address
  readonly operator: Address
  readonly initcodeSha256: string
  readonly intent: string
  readonly attempts: number
  readonly deployedAt: Temporal.Instant | null
}

function toRow(row: Selectable<ProtocolContractTable>): ProtocolRow {
  return {
    name: row.name,
    chainId: row.chain_id,
    address: row.address as Address,
    operator: row.operator as Address,
    initcodeSha256: row.initcode_sha256,
    intent: row.intent,
    attempts: row.attempts,
    deployedAt: row.deployed_at,
  }
}

export async function selectProtocol(db: Db): Promise<ProtocolRow[]> {
  const rows = await tables(db).selectFrom('protocol_contract').selectAll().orderBy('name').execute()
  return rows.map(toRow)
}
