import type { InvestorId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import { readPersonalOf } from '../platform/vault/vault.ts'
import type { Work } from '../platform/work.ts'
import type { ScreeningThread } from '../screening/engine.service.ts'
import type { Subject } from '../screening/screening.ts'
import { hasBlockingHit, screenSubjects } from '../screening/screening.service.ts'
import { holdForReview, investorById, walletsOf } from './investor.service.ts'
import { readAnswers } from './onboarding-answers.service.ts'
import { registrationOf } from './registration.service.ts'

/**
 * What is known of an investor for comparing them with lists, and of everybody who stands behind them: joint holders,
 * custodians, trustees, and whoever owns, controls or signs for an entity (31 CFR 1010.230). Nothing when they were erased.
 */
export async function screeningSubjects(db: Db, id: InvestorId): Promise<Subject[]> {
  const investor = await investorById(db, id)
  const personal = (await readPersonalOf(db, [id], ['name', 'born'])).get(id)
  if (investor === null || personal?.name === undefined) return []
  const registered = await registrationOf(db, id)
  const { owners } = await readAnswers(db, id)
  return [
    {
      party: investor.kind === 'individual' ? 'person' : 'entity',
      names: [personal.name],
      born: personal.born === undefined ? null : Temporal.PlainDate.from(personal.born),
      countries: [investor.country],
      gender: null,
      identifiers: [],
      wallets: (await walletsOf(db, id)).map(({ address }) => address),
    },
    // A trustee may be a person or a firm, and nobody says which.
    ...(registered?.parties ?? []).flatMap(({ role, name, born, country }) =>
      (role === 'trustee' ? (['person', 'entity'] as const) : (['person'] as const)).map((party) => ({
        party,
        names: [name],
        born,
        countries: [country],
        gender: null,
        identifiers: [],
        wallets: [],
      })),
    ),
    ...(owners?.people ?? []).map((person): Subject => ({
      party: 'person',
      names: [person.name],
      born: person.born,
      countries: [person.country],
      gender: null,
      identifiers: [],
      wallets: [],
    })),
  ]
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
    ids.map(async (id) => (await screeningSubjects(work.db, id)).map((subject) => ({ id, subject }))),
  )
  await screenSubjects(work, screening, subjects.flat())
  for (const id of ids) if (await hasBlockingHit(work.db, id)) await holdForReview(work, id)
}
