import { sql } from 'kysely'
import type { WalletId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'

/**
 * Wallets whose record was written, finally, since tokens last counted them, or whose accreditation has ended since; held
 * for the rest of the transaction. Those that another transaction holds are left to it.
 */
export async function lockUncounted(
  tx: Db,
  today: Temporal.PlainDate,
  limit: number,
): Promise<readonly { readonly id: WalletId; readonly address: string; readonly written: number }[]> {
  const { rows } = await sql<{ id: WalletId; address: string; written: number }>`
    select id, address, written from wallet
    where written > counted or counted_accredited_until <= ${today}
    order by id limit ${limit} for update skip locked`.execute(tx)
  return rows
}

/** Tokens count these as their record says on `today`, from its newest final write on. */
export async function markCounted(
  tx: Db,
  ids: readonly WalletId[],
  today: Temporal.PlainDate,
): Promise<void> {
  await sql`
    update wallet set counted = written, counted_accredited_until =
      (select accredited_until from investor where id = wallet.investor and accredited_until > ${today})
    where id = any(${[...ids]}::text[])`.execute(tx)
}

/** Tokens did not count these: they are to be asked again on that day. */
export async function markUncounted(
  db: Db,
  addresses: readonly string[],
  again: Temporal.PlainDate,
): Promise<void> {
  await sql`
    update wallet set counted_accredited_until = ${again}
    where address = any(${addresses.map((address) => address.toLowerCase())}::text[])`.execute(db)
}
