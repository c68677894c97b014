import type pg from 'pg'
import { eraseUser, eraseUsersOf } from '../access/user.service.ts'
import { noteErased } from '../investor/erasure.service.ts'
import { parseId, type InvestorId } from '../kernel/ids.ts'
import { eraseWordsOf } from '../offering/closing/closing.service.ts'
import { erasePayersOf } from '../offering/fiat/fiat-subscription.service.ts'
import type { Config } from '../platform/config.ts'
import { openDatabase, transaction, type Db } from '../platform/db/database.ts'
import { addErasures, type Erasure } from '../platform/vault/erasure-ledger.ts'
import { readableSubjects, shred, shreddedSubjects } from '../platform/vault/vault.ts'
import { systemActor, type Work } from '../platform/work.ts'

/**
 * Erases what other modules keep of an investor: whoever signs in for them, whoever paid for them at a bank, and what was said of
 * giving their offerings up.
 */
export async function eraseElsewhere(work: Work, investor: InvestorId): Promise<void> {
  await eraseUsersOf(work, investor)
  await erasePayersOf(work, investor)
  await eraseWordsOf(work, investor)
}

/** Brings the ledger of erasures up to date with the database. Makes no ledger while nobody was erased. */
export async function noteErasures(db: Db, { erasuresFile }: Pick<Config, 'erasuresFile'>): Promise<void> {
  const erased = await shreddedSubjects(db)
  if (erased.length > 0) addErasures(erasuresFile, erased)
}

/**
 * Erases those again whom a restored backup has brought back. The database has every migration. Returns how many.
 */
export function eraseAgain(
  pool: pg.Pool,
  erasures: readonly Erasure[],
  now: Temporal.Instant,
): Promise<number> {
  return transaction(openDatabase(pool), async (db) => {
    const work: Work = { db, now, by: systemActor('restore') }
    const back = await readableSubjects(
      db,
      erasures.map(({ subject }) => subject),
    )
    for (const subject of back) {
      const user = parseId('usr', subject)
      if (user !== null) await eraseUser(work, user)
      // Also when the user is the last administrator: the law does not ask who is left.
      await shred(work, subject)
      const investor = parseId('inv', subject)
      if (investor === null) continue
      await eraseWordsOf(work, investor)
      await noteErased(work, investor)
    }
    return back.length
  })
}
