import type { InvestorId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import { blindIndex } from '../platform/vault/seal.ts'
import { readPersonal } from '../platform/vault/vault.ts'
import type { Investor } from './investor.ts'
import { readAnswers } from './onboarding-answers.service.ts'

/** Somebody who stands behind an applicant, or holds together with them, as they were named. */
export type PersonBehind = {
  /** Stays theirs while name and birth do, wherever they stand in the answer. It names nobody. */
  readonly mark: string
  readonly name: string
  readonly country: string
  readonly born: Temporal.PlainDate
}
/** Somebody of whom a look is written down, with where the answer “owners” names them: `people[0]`, `entities[0]`. */
export type NodeBehind = { readonly node: string; readonly mark: string }

const MARK_LETTERS = 24

/** An applicant's own mark: a person's stays theirs while name and birth do, an entity's while name and country do. */
export async function markOfApplicant(
  db: Db,
  { id, kind, country }: Pick<Investor, 'id' | 'kind' | 'country'>,
): Promise<string> {
  const { name, born } = await readPersonal(db, id, ['name', 'born'])
  return markOf(`applicant ${id}`, `${(kind === 'individual' ? born : country) ?? ''} ${name ?? ''}`)
}

/** Everybody whom an applicant named, in the order of the answer; nobody behind who stands alone, and once they were erased. */
export async function peopleBehind(db: Db, id: InvestorId): Promise<PersonBehind[]> {
  const { owners } = await readAnswers(db, id)
  return (owners?.people ?? []).map(({ name, born, country }) => ({
    mark: markOf(`person behind ${id}`, `${born.toString()} ${name}`),
    name,
    country,
    born,
  }))
}

/** The name and birth that one of them answered, of `person` or of the applicant; null where it is a firm, or nobody any more. */
export async function answeredBy(
  db: Db,
  { id, kind }: Pick<Investor, 'id' | 'kind'>,
  person: string | null,
): Promise<{ readonly name: string; readonly born: string | null } | null> {
  if (person !== null) {
    const named = (await peopleBehind(db, id)).find(({ mark }) => mark === person)
    return named === undefined ? null : { name: named.name, born: named.born.toString() }
  }
  const { name = null, born = null } = await readPersonal(db, id, ['name', 'born'])
  return kind === 'entity' || name === null ? null : { name, born }
}

/**
 * Everybody who is to be checked before an applicant is approved: each person, and each firm that is part of a trust. No
 * provider is asked about a firm; an officer looks at its papers. A firm that only owns is known through who owns it.
 */
export async function nodesBehind(db: Db, id: InvestorId): Promise<NodeBehind[]> {
  const people = await peopleBehind(db, id)
  const { owners } = await readAnswers(db, id)
  return [
    ...people.map(({ mark }, place) => ({ node: `people[${place}]`, mark })),
    ...(owners?.entities ?? []).flatMap(({ name, country, inTrust }, place) =>
      inTrust.length === 0
        ? []
        : [{ node: `entities[${place}]`, mark: markOf(`firm behind ${id}`, `${country} ${name}`) }],
    ),
  ]
}

/** Tells texts of one context apart, and what they say only to who knows it and holds the vault's key. */
export function markOf(context: string, text: string): string {
  return blindIndex(context, text).toString('hex').slice(0, MARK_LETTERS)
}
