import type pg from 'pg'
import type { Address } from '../src/instrument/instrument.ts'
import { newId, type InvestorId } from '../src/kernel/ids.ts'

let buyers = 0

/** A person of a country who is verified for years and has a wallet that is ready: in the database alone, as if approved. */
export async function verifiedBuyer(
  pool: pg.Pool,
  country: string,
): Promise<{ readonly id: InvestorId; readonly wallet: Address }> {
  const id: InvestorId = newId('inv')
  const wallet: Address = `0x${(0xb000 + ++buyers).toString(16).padStart(40, '1')}`
  await pool.query(
    `insert into investor (id, kind, country, kyc_status, kyc_until, identity, created_at)
     values ($1, 'individual', $2, 'verified', '2030-01-01', $3, now())`,
    [id, country, wallet],
  )
  await pool.query(
    `insert into wallet (id, investor, address, status, linked_at) values ($1, $2, $3, 'ready', now())`,
    [newId('wal'), id, wallet],
  )
  return { id, wallet }
}
