import type { InvestorId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import { readPersonalOf } from '../platform/vault/vault.ts'
import type { Work } from '../platform/work.ts'
import type { ScreeningThread } from '../screening/engine.service.ts'
import type { Subject } from '../screening/screening.ts'
import { hasBlockingHit, screenSubjects } from '../screening/screening.service.ts'
import { holdForReview, investorById, walletsOf } from './investor.service.ts'

/** What is known of an investor for comparing them with lists, or null when they were erased. */
export async function screeningSubject(db: Db, id: InvestorId): Promise<Subject | null> {
  const investor = await investorById(db, id)
  const personal = (await readPersonalOf(db, [id], ['name', 'born'])).get(id)
  if (investor === null || personal?.name === undefined) return null
  return {
    party: investor.kind === 'individual' ? 'person' : 'entity',
    names: [personal.name],
    born: personal.born === undefined ? null : Temporal.PlainDate.from(personal.born),
    countries: [investor.country],
    gender: null,
    identifiers: [],
    wallets: (await walletsOf(db, id)).map(({ address }) => address),
  }
}

/**
 * Compares investors with the lists in force. Who was approved and may be listed is held for review at once: their wallets
 * are blocked on the chain until an officer has decided.
 */
export async function screenInvestors(
  work: Work,
  screening: ScreeningThread,
  ids: readonly InvestorId[],
): Promise<void> {
  const subjects = await Promise.all(
    ids.map(async (id) => ({ id, subject: await screeningSubject(work.db, id) })),
  )
  await screenSubjects(
    work,
    screening,
    subjects.flatMap(({ id, subject }) => (subject === null ? [] : [{ id, subject }])),
  )
  for (const id of ids) if (await hasBlockingHit(work.db, id)) await holdForReview(work, id)
}
