import type { InvestorId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import type { InvestorKind } from './investor.ts'
import { readAnswers } from './onboarding-answers.service.ts'
import { custodyEnd, standingOf, type Standing } from './onboarding.ts'

/** How an investor holds units, in whose names, and who signs for them. */
export type Holding = {
  readonly standing: Standing
  /** The name of record first, then those of other joint holders. */
  readonly holders: readonly string[]
  /** The owner of what a custodian holds. */
  readonly minor: string | null
  /** By their names. */
  readonly signers: readonly string[]
  /** Joint holders bind themselves each alone; of an entity one signer is enough. */
  readonly allSign: boolean
}

export async function holdingOf(
  db: Db,
  { id, kind, name }: { readonly id: InvestorId; readonly kind: InvestorKind; readonly name: string },
): Promise<Holding> {
  const answers = await readAnswers(db, id)
  const standing = standingOf(kind, answers)
  const people = answers.owners?.people ?? []
  const alone = { standing, holders: [name], minor: null, signers: [name], allSign: true }
  if (standing === 'entity' || standing === 'trust') {
    const signers = people.filter(({ isSigner }) => isSigner).map((person) => person.name)
    return { ...alone, signers: signers.length === 0 ? [name] : signers, allSign: false }
  }
  if (standing === 'alone') return alone
  // The custodian acts alone: UTMA, section 12.
  if (standing === 'custodial') return { ...alone, minor: people[0]?.name ?? null }
  const holders = [name, ...people.map((person) => person.name)]
  return { ...alone, holders, signers: holders }
}

/** The day on which custody for a minor ends; null where nobody holds for one. */
export async function custodyEndOf(db: Db, id: InvestorId): Promise<Temporal.PlainDate | null> {
  const { owners } = await readAnswers(db, id)
  return owners?.people.map(custodyEnd).find((end) => end !== null) ?? null
}
