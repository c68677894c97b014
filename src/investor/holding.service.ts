import type { InvestorId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import type { InvestorKind } from './investor.ts'
import { NO_ANSWERS, readAnswers, readAnswersOf, type Answers } from './onboarding-answers.service.ts'
import { custodyEnd } from './custody.ts'
import { standingOf, type Standing } from './onboarding.ts'
import { markOf } from './person-behind.service.ts'

/** How an investor holds units, in whose names, and who signs for them. */
export type Holding = {
  readonly standing: Standing
  /** The name of record first, then those of other joint holders. */
  readonly holders: readonly string[]
  /** The owner of what a custodian holds. */
  readonly minor: string | null
  /** By their names. */
  readonly signers: readonly string[]
  /** Whether a custodian or their minor lives in the United States, whose states have the act for it. */
  readonly isUnderUtma: boolean
  /** Joint holders bind themselves each alone; of an entity one signer is enough. */
  readonly allSign: boolean
  /** Stays the same while whoever a paper names does, and holds in the same way. It names nobody. */
  readonly mark: string
}

/** An investor by the name of record. */
type Named = { readonly id: InvestorId; readonly kind: InvestorKind; readonly name: string }

export async function holdingOf(db: Db, investor: Named): Promise<Holding> {
  return holdingBy(investor, await readAnswers(db, investor.id))
}

/** As `holdingOf`, for many at once, by their ids. */
export async function holdingsOf(db: Db, investors: readonly Named[]): Promise<Map<InvestorId, Holding>> {
  const answers = await readAnswersOf(
    db,
    investors.map(({ id }) => id),
  )
  return new Map(investors.map((one) => [one.id, holdingBy(one, answers.get(one.id) ?? NO_ANSWERS)]))
}

function holdingBy({ id, kind, name }: Named, answers: Answers): Holding {
  const standing = standingOf(kind, answers)
  const people = answers.owners?.people ?? []
  const homes = [answers.address?.country, ...people.map(({ country }) => country)]
  const isUnderUtma = standing === 'custodial' && homes.includes('US')
  // A paper of an entity names the entity alone, whoever signs for it.
  const named =
    kind === 'individual' ? people.map(({ name: other, born }) => `${born.toString()} ${other}`) : []
  const mark = markOf(`holding of ${id}`, JSON.stringify([standing, isUnderUtma, name, ...named]))
  const alone = { isUnderUtma, standing, holders: [name], minor: null, signers: [name], allSign: true, mark }
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
  return (await custodyEndsOf(db, [id])).get(id) ?? null
}

/** As `custodyEndOf`, for many at once; where nobody holds for a minor there is nothing. */
export async function custodyEndsOf(
  db: Db,
  ids: readonly InvestorId[],
): Promise<Map<string, Temporal.PlainDate>> {
  return new Map(
    [...(await readAnswersOf(db, ids))].flatMap(([id, { identity, owners }]) => {
      const [minor] = identity?.registration === 'custodial' ? (owners?.people ?? []) : []
      const end = minor === undefined ? null : custodyEnd(minor)
      return end === null ? [] : [[id, end] as const]
    }),
  )
}
