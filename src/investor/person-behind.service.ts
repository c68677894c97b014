import type { InvestorId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import { blindIndex } from '../platform/vault/seal.ts'
import { readAnswers } from './onboarding-answers.service.ts'

/** Somebody who stands behind an applicant, or holds together with them, as they were named. */
export type PersonBehind = {
  /** Stays theirs while name and birth do, wherever they stand in the answer. It names nobody. */
  readonly mark: string
  readonly name: string
  readonly country: string
}

const MARK_LETTERS = 24

/** Everybody whom an applicant named, in the order of the answer; nobody behind who stands alone, and once they were erased. */
export async function peopleBehind(db: Db, id: InvestorId): Promise<PersonBehind[]> {
  const { owners } = await readAnswers(db, id)
  return (owners?.people ?? []).map(({ name, born, country }) => ({
    mark: blindIndex(`person behind ${id}`, `${born.toString()} ${name}`)
      .toString('hex')
      .slice(0, MARK_LETTERS),
    name,
    country,
  }))
}
